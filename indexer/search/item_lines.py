"""Rows of a work programme, and what an item refers to, as a line each; for terminal and pages."""

from indexer.dates import in_words
from indexer.model import Planned, Reference


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
