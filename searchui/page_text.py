"""A page of a paper: which there are, what stands on one, and the words looked for in it. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from indexer.errors import BadQuery
from indexer.model import Passage
from indexer.search.language import parse
from indexer.search.snippets import marks_anything, pieces

_GROUP = 50
_MOST = 2_000
"""Pages that a paper's own page links; further on, each page leads to the next."""

Pieces = Sequence[tuple[str, bool]]
"""A paragraph, cut where words that were looked for begin and end; true for those."""


@dataclass(frozen=True, slots=True)
class LookedFor:
    """The text of a page with the words of a query in it."""

    paragraphs: Sequence[Pieces]
    found: int
    """How many words, or phrases, are marked."""
    wrong: str | None = None
    """What is wrong with the query, if it cannot be read."""
    words: bool = True
    """Whether the query has any words that a text may have."""


@dataclass(frozen=True, slots=True)
class Cited:
    """An item on a page, with a line to cite that page by."""

    title: str
    citation: str
    printed: str | None
    """The number printed on the page, where the item's passages tell."""


def looked_for(text: Sequence[str], query: str) -> LookedFor:
    """The paragraphs of a page, with what a query finds in them; nothing, for an empty one."""
    plain = [[(paragraph, False)] for paragraph in text]
    if not query:
        return LookedFor(plain, 0)
    try:
        tree = parse(query).wide
    except BadQuery as error:
        return LookedFor(plain, 0, str(error))
    paragraphs = [pieces(paragraph, tree) for paragraph in text]
    found = sum(is_found for paragraph in paragraphs for _, is_found in paragraph)
    return LookedFor(paragraphs, found, words=marks_anything(tree))


def groups(pages: int) -> Sequence[range]:
    """The numbers of a paper's pages, fifty at a time."""
    most = min(pages, _MOST)
    return [range(first, min(first + _GROUP, most + 1)) for first in range(1, most + 1, _GROUP)]


def on_page(items: Sequence[Mapping[str, Any]], number: int) -> list[Mapping[str, Any]]:
    """The items that stand on a page, of those in its paper."""
    spans = ((item, item["pages"]) for item in items)
    return [item for item, span in spans if span and span[0] <= number <= span[1]]


def printed_number(passages: Sequence[Passage], document: str, number: int) -> str | None:
    """The number printed on a page of a paper, by the passages of an item that stands there."""
    own = (dict(passage.printed) for passage in passages if passage.document == document)
    return next((printed[number] for printed in own if number in printed), None)


def why_none(held: Mapping[str, Any], number: int, shows_pages: bool) -> str | None:
    """Why there can be no picture of a page, as a sentence; None where there may be one."""
    pages = held.get("pages")
    if not shows_pages:
        return "This server does not show pages of papers."
    if pages is None and held.get("unreadable"):
        return f"This paper could not be read: {held['unreadable']}."
    if pages is None:
        return "Only of a PDF are pages shown, and this paper is none, or its pages are not known."
    if number > pages:
        last = "1 page" if pages == 1 else f"{pages:,} pages"
        return f"There is no page {number:,}: this paper has {last}."
    return None
