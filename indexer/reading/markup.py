"""The markup of ModernGov pages: paragraphs, labels and links in the order in which they are seen.

What moderngov.md §3 and §4.6 say of all pages: take what stands in `#modgov`, leave out what is hidden,
and go by the text of labels, whatever element holds them.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PageElement, Tag

from indexer.councils import document_key
from indexer.extract.characters import is_marked, with_one_bullet
from indexer.extract.html import (
    in_words,
    is_hidden,
    is_row,
    is_struck,
    is_symbolic,
    list_marks,
)
from indexer.model import Link
from indexer.reading.items import without_agenda_number
from indexer.reading.words import without_file_note

_BLOCKS = frozenset(
    {
        "p",
        "div",
        "li",
        "tr",
        "td",
        "th",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "ul",
        "ol",
        "table",
        "br",
        "hr",
    }
)
_BOLD = frozenset({"b", "strong", "h3", "h4"})
_LEFT_OUT = frozenset({"script", "style", "noscript", "img", "template"})
_ITEM_NOTE = re.compile(r"\s*,\s*item\s+[\w/]{1,8}\.?$", re.IGNORECASE)
_MOST_LABELS = 150
"""No page has so many; each costs as much time as the line that it opens is long."""
_ITEM = re.compile(r"^AI(?P<id>\d+)$", re.IGNORECASE)
_TABLE_SEARCH = 500
"""So many nodes of a table are looked at to see whether it is the agenda's."""


@dataclass(slots=True)
class Piece:
    """A paragraph met on the way through the page, or an anchor that opens an item."""

    text: str = ""
    opens: str | None = None
    link: Link | None = None
    strong: bool = False
    linked: bool = False
    """Whether a document's link stood in the paragraph."""


def content_of(page: BeautifulSoup) -> Tag:
    """The part of a page that is the site's, not the council's dressing."""
    found = page.find(id="modgov")
    return found if isinstance(found, Tag) else page.body or page


def main_title(page: BeautifulSoup) -> str:
    """The words of the h1, which may stand outside `#modgov`: "Agenda and minutes"."""
    return text_of(page.select_one("h1.mgMainTitleTxt, #modgov h1, h1"))


def text_of(node: PageElement | None) -> str:
    """The words that are to be seen, on one line."""
    if not isinstance(node, Tag):
        return ""
    seen = [str(part) if isinstance(part, NavigableString) else " " for part, _ in _walk(node)]
    return in_words("".join(seen))


def labelled(content: Tag) -> Iterator[tuple[str, str]]:
    """Each label in small letters, without its colon, and the whole line that it opens."""
    lines: dict[int, str] = {}
    for label in content.select("span.mgLabel", limit=_MOST_LABELS):
        parent = label.parent
        if parent is not None:
            lines[id(parent)] = lines.get(id(parent)) or text_of(parent)
            yield text_of(label).rstrip(": ").lower(), lines[id(parent)]


def links(anchors: Iterable[Tag]) -> Iterator[Link]:
    """What these anchors link."""
    for anchor in anchors:
        yield _link(anchor, _href(anchor))


def _link(anchor: Tag, href: str) -> Link:
    """A document's link; its title without the file's size and without ", item 8."."""
    title = without_agenda_number(_ITEM_NOTE.sub("", without_file_note(text_of(anchor))))
    return Link(title, href, document_key(href))


def pieces(content: Tag) -> Iterator[Piece]:
    """Paragraphs, document links and item anchors in document order; without recursion."""
    words: list[str] = []
    lists: list[Iterator[str]] = []
    mark = ""
    plain = linked = False
    bold = symbolic = 0

    def flush() -> Iterator[Piece]:
        nonlocal plain, linked, mark
        text = with_one_bullet(in_words("".join(words)))
        words.clear()
        if text:
            text = f"{mark} {text}" if mark and not is_marked(text) else text
            yield Piece(text=text, strong=not plain, linked=linked)
            mark = ""
        plain = linked = False

    for node, closing in _walk(content):
        if isinstance(node, Tag) and not closing and _is_data_table(node):
            yield from flush()
            yield from _rows(node)
        elif isinstance(node, NavigableString):
            if words or node.strip():
                sign = symbolic and not words and len(node.strip()) == 1
                words.append("• " if sign else str(node))
            plain = plain or (not bold and bool(node.strip()))
        elif isinstance(node, Tag):
            step = -1 if closing else 1
            bold += step * (node.name in _BOLD)
            symbolic += step * is_symbolic(node)
            opens = (
                _ITEM.match(str(node.get("name") or node.get("id") or "")) if not closing else None
            )
            if opens or node.name in _BLOCKS:
                yield from flush()
                if node.name in {"ol", "ul"}:
                    _enter_or_leave(lists, node, closing=closing)
                elif node.name == "li" and not closing:
                    mark = next(lists[-1], "•") if lists else "•"
            if opens:
                yield Piece(opens=opens["id"])
            if node.name == "a" and not closing and _is_document(node):
                linked = True
                yield Piece(link=_link(node, _href(node)))
    yield from flush()


def _is_document(anchor: Tag) -> bool:
    href = _href(anchor)
    return document_key(href) is not None or "mgconvert2pdf" in href.lower()


def _href(anchor: Tag) -> str:
    return str(anchor.get("href", "")).strip()


def _walk(root: Tag) -> Iterator[tuple[PageElement, bool]]:
    """Every node below the root, tags when they open and when they close; hidden parts left out."""
    stack: list[tuple[PageElement, bool]] = [(child, False) for child in reversed(root.contents)]
    while stack:
        node, closing = stack.pop()
        if isinstance(node, Tag) and not closing:
            if node.name in _LEFT_OUT or _hidden(node):
                continue
            yield node, False
            if _is_data_table(node):
                continue
            stack.append((node, True))
            stack.extend((child, False) for child in reversed(node.contents))
        elif isinstance(node, Tag) or type(node) is NavigableString:
            yield node, closing


def _is_data_table(node: Tag) -> bool:
    """True for a table within a cell of the table of items, or within Word text: figures."""
    return (
        node.name == "table"
        and (
            node.find_parent("td") is not None or node.find_parent(class_="mgWordPara") is not None
        )
        and not any(map(_opens_item, islice(node.descendants, _TABLE_SEARCH)))
    )


def _opens_item(node: PageElement) -> bool:
    return (
        isinstance(node, Tag) and node.name == "a" and bool(_ITEM.match(str(node.get("name", ""))))
    )


def _rows(table: Tag) -> Iterator[Piece]:
    """The rows of a table, cells parted by tabs; one that is a box round paragraphs, as these."""
    for row in table.find_all("tr"):
        cells = row.find_all(["td", "th"], recursive=False)
        if not is_row(row) and row.find("table") is None:
            for cell in cells:
                yield from pieces(cell)
            continue
        texts = [text_of(cell) for cell in cells]
        if any(texts):
            yield Piece(text="\t".join(texts))


def _enter_or_leave(lists: list[Iterator[str]], node: Tag, *, closing: bool) -> None:
    """Keep the marks of the lists that are open, the innermost last."""
    if not closing:
        lists.append(list_marks(node))
    elif lists:
        lists.pop()


def _hidden(node: Tag) -> bool:
    """True for what is not to be seen, is crossed out, or is the printed size of a file."""
    return is_hidden(node) or is_struck(node) or "mgFileSize" in node.get_attribute_list("class")
