"""How things are said on a page: days, numbers, places, who decided. Pure; used by the templates."""

import re
from collections.abc import Sequence
from datetime import date as Date
from itertools import groupby
from urllib.parse import unquote, urlsplit

from indexer.model import Decision, Recommendation
from indexer.search.answers import FoundItem, FoundPassage

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
    return f"{found.day} {found:%B %Y}"


def days(first: Date | None, last: Date | None) -> str:
    """Such as “3 October 2019 to 5 March 2020”, or the one day."""
    return day(first) if first == last else f"{day(first)} to {day(last)}"


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


def decided(decisions: Sequence[Decision]) -> list[tuple[str, list[Decision]]]:
    """Decisions under who decided, or who recommended to whom: never the one as the other."""
    return [(said, list(group)) for said, group in groupby(decisions, _said)]


def recommended(
    asked: Sequence[Recommendation],
) -> list[tuple[str | None, list[Recommendation]]]:
    """What a report asks for, under the body that it asks."""
    return [(to, list(group)) for to, group in groupby(asked, lambda one: one.addressed_to)]


def _said(decision: Decision) -> str:
    """A body that recommends decides nothing for the other; its words say so, or we do."""
    by = decision.decided_by
    if decision.action != "recommend" or decision.text.lower().startswith("recommend"):
        capacity = f" ({decision.capacity})" if decision.capacity else ""
        return f"Decided by {by}{capacity}" if by else "Decided (by whom is not said)"
    to = f" to {decision.addressed_to}" if decision.addressed_to else ""
    return f"Recommended by {by or 'a body that is not named'}{to}"
