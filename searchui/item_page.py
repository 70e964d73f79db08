"""What the page of an item tells beside the item itself. Pure: the archive has been asked already."""

from collections.abc import Sequence, Set
from dataclasses import dataclass
from itertools import groupby

from indexer.model import Decision, Item, ItemLine, Meeting, Passage, Person

MOST_PASSAGES = 1_000
"""Passages of an item that are asked for."""
_MOST_LETTERS = 150_000
"""Of a report's text that a page shows; of what goes beyond stand headings and pages."""
_RECORDS = frozenset({"minutes", "decision"})
"""Zones of what was said and done; the page shows them whole."""
_NAMES = {
    "report": "Report",
    "recommendation": "Recommendations",
    "agenda": "On the agenda",
    "programme": "Work programme",
    "minutes": "Minutes",
    "decision": "What was moved or resolved",
}
"""What stands under no heading is called after its zone: a lost motion is no decision."""


@dataclass(frozen=True, slots=True)
class Section:
    """What a paper has under one of its headings."""

    heading: str
    page: int | None
    """Of the file, where it begins."""
    printed: str | None
    """The number printed on that page."""
    paragraphs: Sequence[str]
    """Empty where it is a heading only, or the page shows no more text."""
    record: bool = False
    """Whether it is what was said and done at the meeting."""


@dataclass(frozen=True, slots=True)
class Told:
    """A paper's text about an item, by heading."""

    document: str
    sections: Sequence[Section]
    recognised: bool
    """Whether any of it was recognised from a picture (OCR)."""


def by_heading(passages: Sequence[Passage], minutes: str | None = None) -> list[Told]:
    """The text of papers about an item, paper by paper; a heading that runs on is told once.

    Of minutes and decisions only what the item's `minutes` do not have: those stand on the page, and
    nothing that a search can mark is missing there.
    """
    told, left = [], _MOST_LETTERS
    shown = {_plain(line) for line in (minutes or "").split("\n")}
    kept = [passage for passage in passages if not _stands(passage, shown)]
    for document, own in groupby(kept, lambda passage: passage.document):
        held = list(own)
        sections = []
        for (record, _), group in groupby(held, _under):
            run = list(group)
            left -= sum(len(passage.text) for passage in run)
            sections.append(_section(run, shown=left >= 0 or record))
        told.append(Told(document, sections, any(passage.recognised for passage in held)))
    return told


def _stands(passage: Passage, shown: Set[str]) -> bool:
    """Whether all paragraphs of a record of the meeting are among those shown."""
    return passage.zone in _RECORDS and {_plain(x) for x in passage.text.split("\n")} <= shown


def _under(passage: Passage) -> tuple[bool, str]:
    return passage.zone in _RECORDS, _words(_heading(passage))


def _heading(passage: Passage) -> str:
    return passage.heading or _NAMES[passage.zone]


def _section(run: Sequence[Passage], *, shown: bool) -> Section:
    """A heading with what stands under it: papers print it before that, and it is told once."""
    first = run[0]
    heading = _heading(first)
    page = first.starts[0][1] if first.starts else None
    printed = dict(first.printed).get(page) if page else None
    lines = [line for passage in run for line in passage.text.split("\n")] if shown else []
    if lines and _words(lines[0]) == _words(heading):
        lines = lines[1:]
    return Section(heading, page, printed, lines, first.zone in _RECORDS)


def _plain(text: str) -> str:
    return " ".join(text.split())


def _words(heading: str) -> str:
    """To compare headings by: “Recommendations:” is “Recommendations”."""
    return _plain(heading).rstrip(" .:").casefold()


def neighbours(meeting: Meeting, identifier: str) -> tuple[ItemLine | None, ItemLine | None]:
    """The items before and after one on its agenda."""
    ids = [line.id for line in meeting.items]
    if identifier not in ids:
        return None, None
    at = ids.index(identifier)
    return (
        meeting.items[at - 1] if at else None,
        meeting.items[at + 1] if at + 1 < len(ids) else None,
    )


def by_person(people: Sequence[Person]) -> list[tuple[str, list[Person]]]:
    """Everybody once, in order, with each of their roles."""
    found: dict[str, list[Person]] = {}
    for person in people:
        found.setdefault(person.name, []).append(person)
    return list(found.items())


def decision_heading(decisions: Sequence[Decision]) -> str:
    """What stands above them: a recommendation is no decision on what it recommends."""
    recommends = {decision.action == "recommend" for decision in decisions}
    if recommends == {True}:
        return "Recommendation"
    return "Decision and recommendation" if recommends == {True, False} else "Decision"


def no_decision(item: Item, *, told: bool) -> str:
    """What to say of an item of which no decision was read; `told`: whether words of it stand below."""
    if any(vote.carried is False for vote in item.votes):
        return "No decision was read in the papers held. A motion was lost: see the votes."
    words = "; their words stand below" if told or item.minutes else ""
    return f"No decision was read in the papers held{words}."


def numbers(item: Item) -> list[str]:
    """Its numbers, each named for what it is."""
    derived = " (worked out from number and year)"
    known = (
        ("decision", item.number if not item.board else None),
        ("agenda item", item.agenda_number),
        ("minute", item.minute_number),
        ("reference", item.minute_reference),
    )
    said = [f"{name} {number}" for name, number in known if number]
    if item.minute_reference and item.minute_reference_basis == "derived":
        said[-1] += derived
    return said
