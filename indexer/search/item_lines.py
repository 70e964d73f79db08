"""An item's numbers, the rows of its work programme, and what it refers to; for terminal and pages."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from indexer.dates import in_words
from indexer.model import Planned, Reference

if TYPE_CHECKING:
    from indexer.search.answers import FoundItem
    from indexer.search.holdings import ListedItem


def numbers(item: "FoundItem | ListedItem") -> Sequence[str]:
    """By what an item is called in minutes and agenda: never one number for the other."""
    if not item.board:
        return [f"decision {item.number}"] if item.number else []
    minute = item.minute_reference or item.minute_number
    called = {"minute": minute, "agenda item": item.agenda_number}
    return [f"{what} {number}" for what, number in called.items() if number]


def planned_line(planned: Planned) -> str:
    """Such as "3 June 2020: Empty homes (Cllr Bellamy, J Hale)"; "no date: …" where there is none."""
    when = in_words(planned.date) if planned.date else planned.when or "no date"
    whose = ", ".join(name for name in (planned.member, planned.officer) if name)
    paused = " [paused]" if planned.paused else ""
    return f"{when}: {planned.title}" + (f" ({whose})" if whose else "") + paused


def reference_line(reference: Reference) -> str:
    """The words that refer, and the body and day that the words about them name."""
    known = (reference.board, in_words(reference.date) if reference.date else None)
    further = [part for part in known if part and part.lower() not in _plain(reference.text)]
    return reference.text + (f" ({', '.join(further)})" if further else "")


def _plain(text: str) -> str:
    """For looking whether a day stands there: "9th March, 2021" as "9 march 2021"."""
    plain = text.lower().replace(",", "")
    for ending in ("st ", "nd ", "rd ", "th "):
        plain = plain.replace(ending, " ")
    return plain
