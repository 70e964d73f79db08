"""Styles and list definitions of an ODT: what a paragraph or span looks like, and its number."""

import re
from collections.abc import Iterable, Iterator, Mapping

from lxml import etree

from indexer.extract.numbering import BULLET, Level

_NAMES = "{urn:oasis:names:tc:opendocument:xmlns:"
OFFICE = _NAMES + "office:1.0}"
STYLE = _NAMES + "style:1.0}"
TEXT = _NAMES + "text:1.0}"
TABLE = _NAMES + "table:1.0}"
DRAW = _NAMES + "drawing:1.0}"
_FO = _NAMES + "xsl-fo-compatible:1.0}"
_DEEPEST = 20
"""So many styles may be based one on the other."""
_SPACED = 3.0
"""Points between paragraphs that are seen as a gap."""
_POINTS = {"pt": 1.0, "in": 72.0, "cm": 28.35, "mm": 2.835, "pc": 12.0, "px": 0.75}
_LENGTH = re.compile(r"(-?\d{1,6}(?:\.\d{1,9})?)(pt|in|cm|mm|pc|px)")
_HEADING = re.compile(r"(?i)(?:heading(?:_20_| ?)[1-9]|title|subtitle)$")
_PLACE = re.compile(r"%(\d{1,2})%")
_FORMS = frozenset({"1", "a", "A", "i", "I"})
_PROPERTIES = ("text", "paragraph")


class Styles:
    """The styles of a document, common ones and its own."""

    def __init__(self, roots: Iterable[etree._Element]) -> None:
        """From the roots of `styles.xml` and `content.xml`."""
        self._styles: dict[tuple[str, str], etree._Element] = {}
        self._lists: dict[str, dict[int, Level]] = {}
        self.outline: Mapping[int, Level] = {}
        """How headings are numbered that are in no list."""
        for root in roots:
            for group in root.iterchildren(OFFICE + "styles", OFFICE + "automatic-styles"):
                self._take(group)

    def _take(self, group: etree._Element) -> None:
        for one in group.iterchildren(etree.Element):
            if one.tag in {STYLE + "style", STYLE + "default-style"}:
                family, name = one.get(STYLE + "family", ""), one.get(STYLE + "name", "")
                self._styles[family, name] = one
            elif one.tag == TEXT + "list-style":
                self._lists[one.get(STYLE + "name", "")] = _levels(one)
            elif one.tag == TEXT + "outline-style":
                self.outline = _levels(one)

    def levels(self, name: str) -> Mapping[int, Level]:
        """The levels of a list style."""
        return self._lists.get(name, {})

    def list_of(self, style: str) -> str:
        """The list style that a paragraph style asks for."""
        names = (one.get(STYLE + "list-style-name") for one in self._line("paragraph", style))
        return next((name for name in names if name is not None), "")

    def page_of(self, style: str) -> str:
        """The page style with which a paragraph of this style begins a page."""
        names = (one.get(STYLE + "master-page-name") for one in self._line("paragraph", style))
        return next((name for name in names if name is not None), "")

    def is_heavy(self, family: str, style: str) -> bool | None:
        """Whether a style's letters are bold; None where it does not say."""
        weight = self._property(family, style, _FO + "font-weight")
        return None if weight is None else weight in {"bold", "600", "700", "800", "900"}

    def is_hidden(self, family: str, style: str) -> bool:
        """Whether a style's letters are not shown."""
        return self._property(family, style, TEXT + "display") == "none"

    def is_heading(self, style: str) -> bool:
        """Whether a paragraph style is a heading or title, or based on one."""
        names = (one.get(STYLE + "name", "") for one in self._line("paragraph", style))
        return any(_HEADING.match(name) for name in names)

    def is_spaced(self, style: str, side: str) -> bool:
        """Whether a paragraph style has space at its `top` or `bottom`."""
        if self._property("paragraph", style, STYLE + "contextual-spacing") == "true":
            return False
        width = self._property("paragraph", style, f"{_FO}margin-{side}")
        found = _LENGTH.match(width or "")
        return found is not None and float(found[1]) * _POINTS[found[2]] >= _SPACED

    def _property(self, family: str, style: str, name: str) -> str | None:
        for one in self._line(family, style):
            for kind in _PROPERTIES:
                properties = one.find(f"{STYLE}{kind}-properties")
                found = None if properties is None else properties.get(name)
                if found is not None:
                    return str(found)
        return None

    def _line(self, family: str, style: str) -> Iterator[etree._Element]:
        """A style and those it is based on, down to the default of paragraphs."""
        for _ in range(_DEEPEST):
            found = self._styles.get((family, style))
            if found is None:
                break
            yield found
            style = found.get(STYLE + "parent-style-name", "")
            if not style:
                break
        default = self._styles.get((family, "")) if family == "paragraph" else None
        if default is not None:
            yield default


def whole_number(element: etree._Element, name: str) -> int | None:
    """An attribute as a whole number; None where it is none."""
    text = element.get(name, "")
    return int(text) if re.fullmatch(r"-?\d{1,9}", text) else None


def _levels(style: etree._Element) -> dict[int, Level]:
    """The levels of a list or outline style, from 0."""
    levels: dict[int, Level] = {}
    for one in style.iterchildren(etree.Element):
        depth = (whole_number(one, TEXT + "level") or 1) - 1
        if one.tag in {TEXT + "list-level-style-bullet", TEXT + "list-level-style-image"}:
            levels[depth] = Level(BULLET, "")
        else:
            levels[depth] = _numbered(one, depth, levels)
    return levels


def _numbered(element: etree._Element, depth: int, above: Mapping[int, Level]) -> Level:
    form = element.get(STYLE + "num-format", "")
    start = whole_number(element, TEXT + "start-value")
    return Level(
        form=form if form in _FORMS else "1" if form else "",
        template=_template(element, depth, bool(form), above),
        start=1 if start is None else start,
        restarts_after=depth - 1,
    )


def _template(element: etree._Element, depth: int, shown: bool, above: Mapping[int, Level]) -> str:
    """The label of a level as `Level.template` has it."""
    written = next(
        (text for name, text in element.attrib.items() if name.endswith("}num-list-format")), None
    )
    if written is not None:
        return _PLACE.sub(r"%\1", written)
    first = depth + 1 - (whole_number(element, TEXT + "display-levels") or 1)
    places = [one for one in range(max(0, first), depth) if one in above and above[one].form]
    numbers = ".".join(f"%{one + 1}" for one in [*places, *([depth] if shown else [])])
    prefix, suffix = (element.get(f"{STYLE}num-{side}", "") for side in ("prefix", "suffix"))
    return f"{prefix}{numbers}{suffix}" if shown else f"{prefix}{suffix}"
