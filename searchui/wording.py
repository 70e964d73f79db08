"""How things are said on a page: days, numbers, places, who decided. Pure; used by the templates."""

import re
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from datetime import date as Date
from itertools import groupby
from typing import Any
from urllib.parse import unquote, urlsplit

from indexer.dates import in_words
from indexer.model import Recommendation
from indexer.search.answers import FoundItem, FoundPassage
from indexer.search.decision_lines import decided
from indexer.search.item_lines import numbers, planned_line, reference_line
from indexer.search.vote_lines import vote_outcome

_SHORT = 200
"""Letters of what is told in short, about."""
_ZONES = {"programme": "work programme"}
_KINDS = {
    "page": "web page",
    "pack": "report pack",
    "draft-minutes": "draft minutes",
    "decisions": "record of decisions",
    "other": "other paper",
}


def day(value: Date | str | None) -> str:
    """Such as “3 October 2019”: of a date or of a time in ISO form."""
    if not value:
        return ""
    found = Date.fromisoformat(value[:10]) if isinstance(value, str) else value
    return in_words(found)


def days(first: Date | None, last: Date | None) -> str:
    """Such as “3 October 2019 to 5 March 2020”, or the one day."""
    return day(first) if first == last else f"{day(first)} to {day(last)}"


def moment(value: datetime | str) -> str:
    """Such as “22 November 2026 at 09:05 UTC”: of a time that knows its zone, or in ISO form."""
    told = datetime.fromisoformat(value) if isinstance(value, str) else value
    told = told.astimezone(UTC)
    return f"{day(told.date())} at {told:%H:%M} UTC"


def seconds(milliseconds: float) -> str:
    """Such as “0.04 seconds”; “under 0.01 seconds” for less."""
    told = f"{milliseconds / 1000:.2f}"
    return "under 0.01 seconds" if told == "0.00" else f"{told} seconds"


def counted(number: int, noun: str) -> str:
    """Such as “1 item” and “1,204 items”."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def pages(span: tuple[int, int], word: str = "page") -> str:
    """Such as “page 3” and “pages 3–8”."""
    first, last = span
    return f"{word} {first}" if first == last else f"{word}s {first}–{last}"


def kind(value: str) -> str:
    """The kind of a document in words."""
    return _KINDS.get(value, value)


def capitalised(text: str) -> str:
    """With a capital letter at the front; the others as they are."""
    return text[:1].upper() + text[1:]


def shortened(text: str) -> str:
    """The beginning of a long text, up to where a word ends, with a sign that there is more."""
    if len(text) <= _SHORT:
        return text
    return (text[:_SHORT].rpartition(" ")[0] or text[:_SHORT]).rstrip(" ,;:.") + " …"


def whose(board: str | None, date: Date | None) -> str:
    """The board of an item; where it has none, what it is instead."""
    return board or ("A decision taken outside a meeting" if date else "A paper without a meeting")


def place(passage: FoundPassage, hit: FoundItem) -> str:
    """Where a passage stands, and whether to trust its words as they are shown."""
    doubt = " (words recognised from a picture: check with the page)" if passage.recognised else ""
    return f"{_page(passage, hit)}{doubt}"


def _page(passage: FoundPassage, hit: FoundItem) -> str:
    """Such as “report, page 27 (printed 23) of the report pack”, with what is known of it."""
    zone = _ZONES.get(passage.zone, passage.zone)
    of = kind(passage.kind)
    if passage.page is not None:
        printed = f" (printed {passage.printed_page})" if passage.printed_page else ""
        return f"{zone}, page {passage.page}{printed} of the {of}"
    if hit.printed_pages and passage.zone in {"report", "recommendation", "programme"}:
        return f"{zone}, on {pages(hit.printed_pages[0])} of the printed {of}"
    return zone if zone == of else f"{zone}, from the {of}"


def file_name(source: str) -> str:
    """The last part of a path or address: enough to know a paper by. Of an address as it is read, of
    a page with what it is asked for.
    """
    if web_link(source):
        address = urlsplit(source)
        name = unquote(address.path.rpartition("/")[2])
        is_page = name.lower().endswith(".aspx") and address.query
        return f"{name}?{address.query}" if is_page else name or source
    parts = [part for part in re.split(r"[\\/]", source) if part]
    return parts[-1] if parts else source


def web_link(url: str | None) -> str | None:
    """The address if a browser may be sent there: http and https only."""
    return url if url and re.match(r"https?://", url, re.IGNORECASE) else None


def recommended(
    asked: Sequence[Recommendation],
) -> list[tuple[str | None, list[Recommendation]]]:
    """What a report asks for, under the body that it asks."""
    return [(to, list(group)) for to, group in groupby(asked, lambda one: one.addressed_to)]


FILTERS: dict[str, Callable[..., Any]] = {
    said.__name__: said
    for said in (
        *(moment, seconds, numbers, capitalised, shortened, whose),
        *(day, days, counted, pages, kind, place, file_name, web_link, decided, recommended),
        *(vote_outcome, planned_line, reference_line),
    )
}
"""Filters of the templates, by their names."""
