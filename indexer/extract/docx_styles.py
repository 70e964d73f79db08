"""Styles and list definitions of a DOCX: what a paragraph or run looks like, and its number."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from indexer.extract.numbering import BULLET, Level, Numbers

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_OFF = frozenset({"0", "false", "off"})
_DEEPEST = 20
"""So many styles may be based one on the other."""
_SPACED = 60
"""Twentieths of a point between paragraphs that are seen as a gap."""
_FORMS = {
    "decimal": "1",
    "decimalZero": "01",
    "ordinal": "1st",
    "lowerLetter": "a",
    "upperLetter": "A",
    "lowerRoman": "i",
    "upperRoman": "I",
    "bullet": BULLET,
    "none": "",
}
_HEADING = re.compile(r"(?i)(?:heading [1-9]|title|subtitle)$")


def value(element: etree._Element | None, name: str = "val") -> str:
    """An attribute of Word's own namespace; empty if it, or the element, is missing."""
    return "" if element is None else element.get(W + name, "")


def number(element: etree._Element | None, name: str = "val") -> int | None:
    """The same as a whole number; None where it is none."""
    text = value(element, name)
    return int(text) if re.fullmatch(r"-?\d{1,9}", text) else None


def is_on(parent: etree._Element | None, name: str) -> bool | None:
    """Whether a property such as `b` is set on or off in `rPr` or `pPr`; None where it is not set."""
    found = None if parent is None else parent.find(W + name)
    return None if found is None else value(found) not in _OFF


@dataclass(frozen=True, slots=True)
class _Style:
    kind: str
    name: str
    based_on: str
    paragraph: etree._Element | None
    run: etree._Element | None


class Styles:
    """The styles of a document."""

    def __init__(self, root: etree._Element | None) -> None:
        """From the root of `styles.xml`; None if there is none."""
        self._styles: dict[str, _Style] = {}
        self._default = ""
        self._defaults = None if root is None else root.find(f"{W}docDefaults/{W}pPrDefault/{W}pPr")
        for style in () if root is None else root.iterfind(W + "style"):
            name, kind = value(style, "styleId"), value(style, "type")
            self._styles[name] = _Style(
                kind,
                value(style.find(W + "name")),
                value(style.find(W + "basedOn")),
                style.find(W + "pPr"),
                style.find(W + "rPr"),
            )
            if kind == "paragraph" and value(style, "default") not in ("", *_OFF):
                self._default = name
        self._flags: dict[tuple[str, str], bool] = {}

    def of(self, properties: etree._Element | None) -> str:
        """The style of the paragraph with this `pPr`."""
        return value(None if properties is None else properties.find(W + "pStyle")) or self._default

    def flag(self, style: str, name: str) -> bool:
        """Whether a style sets a property of its letters (`b`, `vanish`) on."""
        key = style, name
        if key not in self._flags:
            set_to = (is_on(one.run, name) for one in self._line(style))
            self._flags[key] = next((on for on in set_to if on is not None), False)
        return self._flags[key]

    def has(self, style: str, properties: etree._Element | None, name: str, run_style: str) -> bool:
        """Whether letters with this `rPr`, in a paragraph of `style`, have a toggle property.

        The paragraph's and the run's style undo one another (ECMA-376 part 1, 17.7.3).
        """
        direct = is_on(properties, name)
        if direct is not None:
            return direct
        return self.flag(style, name) != (bool(run_style) and self.flag(run_style, name))

    def is_heading(self, style: str) -> bool:
        """Whether it is one of Word's headings or titles, or based on one."""
        return any(_HEADING.match(one.name) for one in self._line(style))

    def is_spaced(self, style: str, properties: etree._Element | None, side: str) -> bool:
        """Whether a paragraph has space `before` or `after` it, by its own word or its styles'.

        One that wants none between paragraphs of its style counts as having none.
        """
        line = [properties, *(one.paragraph for one in self._line(style)), self._defaults]
        close = (is_on(one, "contextualSpacing") for one in line)
        if next((on for on in close if on is not None), False):
            return False
        spacings = (None if one is None else one.find(W + "spacing") for one in line)
        widths = (number(spacing, side) for spacing in spacings)
        return next((width for width in widths if width is not None), 0) >= _SPACED

    def numbering(self, style: str) -> Iterator[tuple[str, etree._Element]]:
        """The `numPr` of a style and of those it is based on, each with the style's name."""
        name = style
        for one in self._line(style):
            found = None if one.paragraph is None else one.paragraph.find(W + "numPr")
            if found is not None:
                yield name, found
            name = one.based_on

    def list_of(self, style: str) -> str:
        """The list of a numbering style."""
        return next((value(found.find(W + "numId")) for _, found in self.numbering(style)), "")

    def _line(self, style: str) -> Iterator[_Style]:
        """A style and those it is based on."""
        for _ in range(_DEEPEST):
            found = self._styles.get(style)
            if found is None:
                return
            yield found
            style = found.based_on


@dataclass(frozen=True, slots=True)
class _List:
    """A list as paragraphs name it."""

    counted_with: str
    """The abstract list, whose numbers all its lists share."""
    levels: dict[int, Level]
    starts: dict[int, int]
    """Levels that begin anew where this list is first used."""
    styles: dict[str, int]
    """Paragraph styles and the level that they are."""


class Lists:
    """The lists of a document, and how far their numbers have got."""

    def __init__(self, root: etree._Element | None, styles: Styles) -> None:
        """From the root of `numbering.xml`; None if there is none."""
        self._styles = styles
        self._abstract: dict[str, etree._Element] = {}
        self._nums: dict[str, etree._Element] = {}
        if root is not None:
            self._abstract = {
                value(one, "abstractNumId"): one for one in root.iterfind(W + "abstractNum")
            }
            self._nums = {value(one, "numId"): one for one in root.iterfind(W + "num")}
        self._lists: dict[str, _List | None] = {}
        self._numbers: dict[str, Numbers] = {}
        self._begun: set[tuple[str, int]] = set()

    def label(self, style: str, properties: etree._Element | None) -> str:
        """The number or bullet of a paragraph, which is counted; empty if it has none."""
        name, depth = self._place(style, properties)
        used = self._list(name)
        if used is None:
            return ""
        start = None if (name, depth) in self._begun else used.starts.get(depth)
        self._begun.add((name, depth))
        numbers = self._numbers.setdefault(used.counted_with, Numbers())
        return numbers.label(used.levels, depth, start)

    def _place(self, style: str, properties: etree._Element | None) -> tuple[str, int]:
        """The list and level of a paragraph, by its own word or its style's."""
        own = None if properties is None else properties.find(W + "numPr")
        name = value(own.find(W + "numId")) if own is not None else ""
        depth = number(own.find(W + "ilvl")) if own is not None else None
        for owner, found in self._styles.numbering(style):
            inherited = value(found.find(W + "numId"))
            if inherited and not name:
                name = inherited
                used = self._list(name)
                if depth is None and used is not None:
                    depth = used.styles.get(owner)
            if depth is None:
                depth = number(found.find(W + "ilvl"))
        return name, depth or 0

    def _list(self, name: str) -> _List | None:
        if name not in self._lists:
            self._lists[name] = self._read(name)
        return self._lists[name]

    def _read(self, name: str) -> _List | None:
        num = self._nums.get(name)
        if num is None:
            return None
        abstract = self._followed(value(num.find(W + "abstractNumId")))
        found = self._abstract.get(abstract)
        if found is None:
            return None
        levels = list(found.iterfind(W + "lvl"))
        overrides = list(num.iterfind(W + "lvlOverride"))
        replaced = [level for one in overrides for level in one.iterfind(W + "lvl")]
        return _List(
            counted_with=abstract,
            levels={number(one, "ilvl") or 0: _level(one) for one in (*levels, *replaced)},
            starts={
                number(one, "ilvl") or 0: start
                for one in overrides
                if (start := number(one.find(W + "startOverride"))) is not None
            },
            styles={value(one.find(W + "pStyle")): number(one, "ilvl") or 0 for one in levels},
        )

    def _followed(self, abstract: str) -> str:
        """The abstract list, or the one that its numbering style stands for."""
        for _ in range(_DEEPEST):
            found = self._abstract.get(abstract)
            link = value(None if found is None else found.find(W + "numStyleLink"))
            num = self._nums.get(self._styles.list_of(link)) if link else None
            if num is None:
                return abstract
            abstract = value(num.find(W + "abstractNumId"))
        return abstract


def _level(element: etree._Element) -> Level:
    depth = number(element, "ilvl") or 0
    restart = number(element.find(W + "lvlRestart"))
    start = number(element.find(W + "start"))
    form = value(element.find(W + "numFmt")) or "decimal"
    return Level(
        form=_FORMS.get(form, "1"),
        template=value(element.find(W + "lvlText")),
        start=0 if start is None else start,
        restarts_after=(depth if restart is None else restart) - 1,
        figures=is_on(element, "isLgl") or False,
    )
