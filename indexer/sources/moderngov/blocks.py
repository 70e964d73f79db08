"""A page of a ModernGov site as blocks of words with links in them. Pure.

No whole agenda page was to be had when this was written, so nothing here hangs on one element or
class: a page is read by what its links lead to and by the words beside them (moderngov.md §4.6). Only
what a reader would see within the content block counts; the council's own menus and hidden traps are
passed over (§3, §10).
"""

import re
import warnings
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import TypeVar

from bs4 import BeautifulSoup, CData, Tag
from bs4.builder import ParserRejectedMarkup
from bs4.element import NavigableString, PageElement

from indexer.dates import read_date
from indexer.errors import PageChanged
from indexer.extract.characters import decode, tidy
from indexer.extract.html import is_hidden

_HTML = re.compile(
    r"(?:\s++|<\?.*?\?>|<!--.*?-->)*+"  # possessive: never tried in two ways
    r"<(?:!doctype\s+html|(?:html|head|body|title|meta|script|style|noscript|div|p|h1|table|center"
    r"|form|iframe|br)[\s/>])",
    re.IGNORECASE | re.DOTALL,
)
_SIGNS = re.compile(
    r"""modern\.gov\ reverse\ cms|\$ModernGov|SiteSpecific/ssMgStyles\.css|mg\.jqueryaddons
    |\bid\s?=\s?["']?modgov\b|\bclass\s?=\s?["']?(?:[\w\ -]*\ )?(?-i:mg[A-Z])""",
    re.IGNORECASE | re.VERBOSE,
)
_CHARSET = re.compile(rb"(?i)<meta[^>]{1,300}?charset\s*=\s*[\"']?\s*([\w-]+)")
_BLOCKS = frozenset(
    {
        "article",
        "aside",
        "blockquote",
        "body",
        "br",
        "caption",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "legend",
        "li",
        "main",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "tfoot",
        "thead",
        "tr",
        "ul",
    }
)
_ITEM = re.compile(r"AI(\d{1,12})", re.IGNORECASE)
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Bit:
    """A run of words within one block, or one link."""

    block: int
    row: int
    """The innermost list entry or table row that it stands in; 0 for none."""
    in_list: bool
    item: str | None
    """The number of the agenda item that the nearest anchor before it opens."""
    href: str | None = None
    tooltip: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """A page parsed once: its headings, and its content as bits."""

    heading: str
    """The h1: "Agenda and draft minutes"."""
    title: str
    """The h2: "Cabinet - Thursday, 11th March, 2021 10.00 am"."""
    bits: Sequence[Bit]
    source: str = field(repr=False)
    """All of the page as it came, decoded."""

    @classmethod
    def of(cls, html: bytes) -> "Page":
        """Parse it: `#modgov`, else `.mgContent`, else the body; `PageChanged` if it is too broken."""
        source = _decoded(html)
        soup = _parsed(source)
        content = _content(soup)
        heading = _first(content.select("h1")) or _first(soup.select("h1.mgMainTitleTxt, h1"))
        subtitle = _first(content.select(".mgSubTitleTxt")) or _first(soup.select(".mgSubTitleTxt"))
        dated = (words for words in map(_text, content.select("h2, h1, h3")) if read_date(words))
        return cls(heading, subtitle or next(dated, ""), _bits(content), source)

    @property
    def is_modern_gov(self) -> bool:
        """True where the page bears a sign of the software (moderngov.md §2.1, §3)."""
        return _SIGNS.search(self.source) is not None


_PASSWORD = re.compile(rb"""<input\b[^>]{0,300}\btype\s*=\s*["']?password""", re.IGNORECASE)


def asks_for_login(html: bytes) -> bool:
    """True for a page with a field for a password."""
    return bool(_PASSWORD.search(html))


def looks_like_html(head: bytes) -> bool:
    """True for a web page by its first bytes: where a PDF or XML was due, that is no document."""
    return _HTML.match(decode(head[:8192]).lstrip("\ufeff").replace("\x00", "")) is not None


def some(found: Iterable[_T], page: Page, what: str) -> tuple[_T, ...]:
    """What was found; `PageChanged` if that is nothing and nothing shows that ModernGov wrote it."""
    entries = tuple(found)
    if not entries and not page.is_modern_gov:
        raise PageChanged(f"no {what} here, and no sign that ModernGov wrote the page")
    return entries


def blocks(bits: Iterable[Bit]) -> Iterator[list[Bit]]:
    """Bits that stand together, as a reader sees paragraphs, entries, rows."""
    return (list(block) for _, block in groupby(bits, key=lambda bit: bit.block))


def _decoded(html: bytes) -> str:
    declared = _CHARSET.search(html[:4096])
    return decode(html, declared[1].decode() if declared else None).replace("\x00", "")


def _parsed(source: str) -> BeautifulSoup:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # bs4 warns of pages that look like XML or file names
        try:
            return BeautifulSoup(source, "lxml")
        except (ParserRejectedMarkup, RecursionError, AssertionError) as error:
            raise PageChanged("the page is too broken to read") from error


def _content(soup: BeautifulSoup) -> Tag:
    found = soup.find(id="modgov") or soup.find(class_="mgContent") or soup.body
    return found if isinstance(found, Tag) else soup


def _walk(root: Tag) -> Iterator[tuple[PageElement, bool]]:
    """All nodes that are to be seen; elements twice, on the way in and out. Without recursion."""
    open_elements = [(root, iter(root.children))]
    while open_elements:
        element, children = open_elements[-1]
        for node in children:
            if not isinstance(node, Tag):
                yield node, True
            elif not is_hidden(node) and node.get("aria-hidden") != "true":
                yield node, True
                open_elements.append((node, iter(node.children)))
                break
        else:
            open_elements.pop()
            if open_elements:
                yield element, False


def _collapsed(text: str) -> str:
    return tidy(" ".join(text.split()))


def _text(node: Tag) -> str:
    return " ".join(bit.words for bit in _bits(node) if bit.words)


def _first(nodes: Iterable[Tag]) -> str:
    return next(filter(None, map(_text, nodes)), "")


def _bits(content: Tag) -> list[Bit]:
    reader = _Reader()
    for node, entering in _walk(content):
        if isinstance(node, Tag):
            (reader.enter if entering else reader.leave)(node)
        elif type(node) in (NavigableString, CData):
            reader.read(str(node))
    return reader.finished()


class _Reader:
    """Cuts a page into bits as its elements open and close."""

    def __init__(self) -> None:
        self._bits: list[tuple[Bit, list[str]]] = []
        self._block = 0
        self._row = 0
        self._rows: list[tuple[int, bool]] = []
        self._item: str | None = None
        self._anchors: list[list[str]] = []

    def enter(self, element: Tag) -> None:
        opened = _ITEM.fullmatch(_attribute(element, "name") or _attribute(element, "id"))
        if opened:
            self._item = opened[1]
        if element.name in {"li", "tr"}:
            self._row += 1
            self._rows.append((self._row, element.name == "li"))
        if element.name == "a" and element.has_attr("href"):
            words = self._new(_attribute(element, "href"), _attribute(element, "title"))
            self._anchors.append(words)
        self._boundary(element.name)

    def leave(self, element: Tag) -> None:
        if element.name in {"li", "tr"} and self._rows:
            self._rows.pop()
        if element.name == "a" and element.has_attr("href") and self._anchors:
            self._anchors.pop()
        self._boundary(element.name)

    def read(self, text: str) -> None:
        if self._anchors:
            self._anchors[-1].append(text)
        elif self._bits and self._continues(self._bits[-1][0]):
            self._bits[-1][1].append(text)
        elif text.strip():
            self._new().append(text)

    def finished(self) -> list[Bit]:
        bits = (replace(bit, words=_collapsed("".join(words))) for bit, words in self._bits)
        return [bit for bit in bits if bit.words or bit.href is not None]

    def _continues(self, bit: Bit) -> bool:
        return bit.href is None and bit.block == self._block

    def _boundary(self, name: str) -> None:
        if name in _BLOCKS:
            self._block += 1
        if name in _BLOCKS or name in {"td", "th"}:
            self.read(" ")

    def _new(self, href: str | None = None, tooltip: str = "") -> list[str]:
        row, in_list = self._rows[-1] if self._rows else (0, False)
        words: list[str] = []
        self._bits.append((Bit(self._block, row, in_list, self._item, href, tooltip), words))
        return words


def _attribute(element: Tag, name: str) -> str:
    value = element.get(name, "")
    return " ".join(value) if isinstance(value, list) else str(value or "")
