"""HTML to text: block elements become paragraphs. No network, no scripts, no external entities."""

import re
import warnings
from collections.abc import Iterator
from itertools import islice

from bs4 import BeautifulSoup, CData, Tag
from bs4.builder import ParserRejectedMarkup
from bs4.element import NavigableString, PageElement

from indexer.errors import Unreadable
from indexer.extract.characters import (
    decode,
    is_marked,
    tidy,
    with_one_bullet,
    within_limit,
)
from indexer.model import Paragraph, Text

_LEFT_OUT = frozenset(
    {
        "script",
        "style",
        "nav",
        "noscript",
        "template",
        "svg",
        "head",
        "select",
        "button",
        "iframe",
        "object",
        "audio",
        "video",
        "canvas",
        "textarea",
    }
)
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_SPACED = _HEADINGS | frozenset(
    {"p", "ul", "ol", "dl", "table", "hr", "blockquote", "pre", "figure", "form", "fieldset"}
)
"""Elements that browsers set apart by space."""
_BLOCKS = _SPACED | frozenset(
    {
        "html",
        "body",
        "div",
        "section",
        "article",
        "main",
        "header",
        "footer",
        "aside",
        "address",
        "center",
        "li",
        "dt",
        "dd",
        "tr",
        "td",
        "th",
        "thead",
        "tbody",
        "tfoot",
        "caption",
        "figcaption",
        "legend",
        "details",
        "summary",
        "br",
        "option",
        "menu",
    }
)
_BOLD = _HEADINGS | {"b", "strong", "th"}
_HIDDEN = re.compile(
    r"(?i)display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|mso-element\s*:\s*comment"
)
"""In Word's own markup too: hidden text, and what a reviser noted in the margin."""
_HEAVY = re.compile(r"(?i)font-weight\s*:\s*(?:bold|[6-9]00)")
_SYMBOLS = re.compile(r"(?i)font(?:-family)?\s*:[^;]{0,80}(?:symbol|wingdings|webdings)")
_SYMBOL_FACE = re.compile(r"(?i)symbol|wingdings|webdings")
_STRUCK = re.compile(r"(?i)text-decoration[\w-]{0,12}\s*:[^;]{0,60}line-through")
_ORDINAL = re.compile(r"(?<=\d) (?=(?:st|nd|rd|th)\b)")
_CHARSET = re.compile(rb"(?i)<meta[^>]+charset\s*=\s*[\"']?\s*([\w-]+)")
_SPACE = re.compile(r"\s+")
_CONTROLS = {sign: None for sign in range(32) if chr(sign) not in "\t\n\r\f"}
"""Signs that no markup may hold; the parser fails at them."""
_MOST_TAGS = 300_000
"""Each takes a kilobyte of memory; the pages of the longest agendas have some twenty thousand."""
_ROW_SEARCH = 2_000
"""So many nodes of a table row are looked at to see whether it only lays out the page."""


def extract_html(data: bytes, encoding: str | None = None) -> Text:
    """Text of an HTML page; of its `#modgov` part alone where it has one.

    `encoding` is what the server said; without it the page's own word counts.
    """
    within_limit(len(data) // 4)
    return text_of_html(decoded(data, encoding))


def decoded(data: bytes, encoding: str | None = None) -> str:
    """A page's markup; `encoding` is what the server said, without it the page's own word counts."""
    declared = _CHARSET.search(data[:4096])
    return decode(data, encoding or (declared[1].decode() if declared else None))


def text_of_html(markup: str) -> Text:
    """Text of a page, or of a part of one, that is decoded already."""
    soup = parsed(markup)
    title = tidy(_SPACE.sub(" ", soup.title.get_text())) if soup.title else ""
    part = soup.find(id="modgov")
    writer = _Writer()
    for node, entering in _walk(part if isinstance(part, Tag) else soup):
        if isinstance(node, Tag):
            (writer.enter if entering else writer.leave)(node)
        elif isinstance(node, NavigableString) and type(node) in (NavigableString, CData):
            writer.words(node)
    writer.end_paragraph()
    return Text(tuple(writer.paragraphs), title=title or None)


def parsed(markup: str) -> BeautifulSoup:
    """A page, however broken; `Unreadable` if no parser can make anything of it."""
    if markup.count("<") > _MOST_TAGS:
        raise Unreadable("the page has more tags than any paper")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # bs4 warns of pages that look like XML or file names
        try:
            return BeautifulSoup(markup.translate(_CONTROLS), "lxml")
        except (ParserRejectedMarkup, RecursionError) as error:
            raise Unreadable("the page is too broken to read") from error


def _walk(root: Tag) -> Iterator[tuple[PageElement, bool]]:
    """All nodes below `root` but for hidden ones; elements twice, on the way in and out.

    Without recursion, since a hostile page may be nested 100,000 deep.
    """
    open_elements: list[tuple[Tag, Iterator[PageElement]]] = [(root, iter(root.children))]
    while open_elements:
        element, children = open_elements[-1]
        for node in children:
            if isinstance(node, Tag):
                if not is_hidden(node) and not is_struck(node):
                    yield node, True
                    open_elements.append((node, iter(node.children)))
                    break
            else:
                yield node, True
        else:
            open_elements.pop()
            if open_elements:
                yield element, False


def is_hidden(element: Tag) -> bool:
    """True for what a browser would not show, and for words meant for screen readers alone."""
    return (
        element.name in _LEFT_OUT
        or element.has_attr("hidden")
        or "mgHide" in _attribute(element, "class").split()
        or bool(_HIDDEN.search(_attribute(element, "style")))
    )


def is_struck(element: Tag) -> bool:
    """True for words that are crossed out: whoever revised the text took them away."""
    return element.name in {"s", "strike", "del"} or bool(
        _STRUCK.search(_attribute(element, "style"))
    )


def is_symbolic(element: Tag) -> bool:
    """True where the letters are shown as signs: Word's bullets are "·" in Symbol, "v" in Wingdings."""
    return bool(
        _SYMBOLS.search(_attribute(element, "style"))
        or (element.name == "font" and _SYMBOL_FACE.search(_attribute(element, "face")))
    )


def in_words(text: str) -> str:
    """A paragraph on one line, with "3rd" whole where its ending was set apart as a superscript."""
    return _ORDINAL.sub("", tidy(_SPACE.sub(" ", text)))


def _attribute(element: Tag, name: str) -> str:
    value = element.get(name, "")
    return " ".join(value) if isinstance(value, list) else str(value or "")


def _is_heavy(element: Tag) -> bool:
    return element.name in _BOLD or bool(_HEAVY.search(_attribute(element, "style")))


def is_row(row: Tag) -> bool:
    """Whether a table row holds data, rather than laying out paragraphs on the page."""
    paragraphs, begun = 0, False
    for node, entering in islice(_walk(row), _ROW_SEARCH):
        if isinstance(node, Tag):
            if node.name in _HEADINGS or node.name in {"table", "li"}:
                return False
            if entering and node.name in {"td", "th"}:
                paragraphs, begun = 0, True
            elif entering and node.name in {"p", "div"}:
                begun = True
        elif begun and str(node).strip():
            paragraphs, begun = paragraphs + 1, False
            if paragraphs > 1:
                return False
    return True


class _Writer:
    """Turns the elements of a page, as they open and close, into paragraphs."""

    def __init__(self) -> None:
        self.paragraphs: list[Paragraph] = []
        self._pieces: list[str] = []
        self._cells: list[str] | None = None
        """The cells of the row that is open, if one is."""
        self._row: Tag | None = None
        self._gap = True
        self._heavy = self._symbolic = 0
        self._plain_letters = False
        self._mark = ""
        self._lists: list[Iterator[str]] = []
        self._preformatted = 0

    def enter(self, element: Tag) -> None:
        """An element begins."""
        name = element.name
        if name in _BLOCKS:
            self._boundary(name)
        self._heavy += _is_heavy(element)
        self._symbolic += is_symbolic(element)
        self._preformatted += name == "pre"
        if name in {"ul", "ol"}:
            self._lists.append(list_marks(element))
        elif name == "li":
            self._mark = next(self._lists[-1], "•") if self._lists else "•"
        elif name == "tr" and self._row is None and is_row(element):
            self._row, self._cells = element, []

    def leave(self, element: Tag) -> None:
        """An element ends."""
        name = element.name
        if self._cells is not None and name in {"td", "th"}:
            self._cells.append(in_words("".join(self._pieces)))
            self._pieces = []
        elif element is self._row:
            self._end_row()
        elif name in _BLOCKS:
            self._boundary(name)
        self._heavy -= _is_heavy(element)
        self._symbolic -= is_symbolic(element)
        self._preformatted -= name == "pre"
        if name in {"ul", "ol"} and self._lists:
            self._lists.pop()

    def words(self, text: str) -> None:
        """Text stands here."""
        if self._preformatted and self._cells is None:
            first, *more = text.split("\n")
            self._add(first)
            for line in more:
                self.end_paragraph()
                self._add(line)
        else:
            self._add(text)

    def end_paragraph(self) -> None:
        """The paragraph that is open ends here."""
        text = in_words("".join(self._pieces))
        self._pieces = []
        if text:
            text = with_one_bullet(text)
            if self._mark and not is_marked(text):
                text = f"{self._mark} {text}"
            self._write(text)
            self._mark = ""

    def _add(self, text: str) -> None:
        if not self._pieces and not text.strip():
            return
        if self._symbolic and not self._pieces and len(text.strip()) == 1:
            text = "• "
        self._pieces.append(_SPACE.sub(" ", text))
        if not self._heavy and text.strip():
            self._plain_letters = True

    def _boundary(self, name: str) -> None:
        if self._cells is not None:
            self._add(" ")
            return
        self.end_paragraph()
        self._gap = self._gap or name in _SPACED

    def _end_row(self) -> None:
        text = "\t".join(self._cells or ())
        self._cells = self._row = None
        if text.strip():
            self._write(text)
        self._pieces = []

    def _write(self, text: str) -> None:
        self.paragraphs.append(Paragraph(text, gap=self._gap, strong=not self._plain_letters))
        self._gap = self._plain_letters = False


def list_marks(element: Tag) -> Iterator[str]:
    """The marks of the entries of a list, as a browser shows them."""
    if element.name == "ul":
        return iter(())
    start = _attribute(element, "start")
    first = int(start) if re.fullmatch(r"\d{1,4}", start) else 1
    style = _attribute(element, "style") + " " + _attribute(element, "class")
    kind = _attribute(element, "type")
    if kind in {"a", "A"} or "lower-alpha" in style or "upper-alpha" in style:
        letter = "A" if kind == "A" or "upper-alpha" in style else "a"
        return (f"{chr(ord(letter) + number - 1)}." for number in range(first, 27))
    if kind in {"i", "I"} or "roman" in style:
        upper = kind == "I" or "upper-roman" in style
        return (
            f"{_roman(n).upper() if upper else _roman(n)}." for n in range(first, first + 5_000)
        )
    return (f"{number}." for number in range(first, first + 5_000))


def _roman(number: int) -> str:
    values = (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1)
    signs = ("m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i")
    written = ""
    for value, sign in zip(values, signs, strict=True):
        count, number = divmod(number, value)
        written += sign * count
    return written
