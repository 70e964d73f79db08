"""That nothing was found, as a statement that can be printed, copied and checked. Pure.

The page and the plain text are made of the same sentences, so that what is copied is what was read.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from indexer.search.answers import Absence, Answer, PartTold, Searched
from searchui.asking import Asked, yes
from searchui.narrowing import Address
from searchui.wording import counted, days, file_name, moment

Named = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence, and where it leads to."""

    text: str
    href: str | None = None
    link: str = ""
    """The words of the link."""


@dataclass(frozen=True, slots=True)
class Section:
    """Some sentences under a heading."""

    title: str
    lines: Sequence[Line]


@dataclass(frozen=True, slots=True)
class Asking:
    """A search, when and where it was made."""

    asked: Asked
    at: datetime
    address: str
    """Of the search, in full."""
    operator: str | None = None
    """Who runs the server."""


@dataclass(frozen=True, slots=True)
class Statement:
    """The whole of it."""

    title: str
    sections: Sequence[Section]
    closing: str


CLOSING = (
    "This covers only what is held here, as it was indexed at the time said. It is not the council’s "
    "record: that nothing was found here does not show that nothing exists."
)


def statement(
    answer: Answer, absence: Absence, asking: Asking, named: Named, address: Address
) -> Statement:
    """The statement of an answer that found nothing. `named` puts names for identifiers of boards;
    `address` gives the address of another search.
    """
    asked = asking.asked
    question = (*_question(answer, asking, named), *_notes(answer, asked, address))
    sections = (
        Section("What was asked", question),
        Section("What was searched", tuple(_searched(absence, asked))),
        Section("What each part of the search has", tuple(_parts(absence, asked, named, address))),
        Section("What is known to be missing", tuple(_gaps(absence))),
        Section("What could not be searched", tuple(_unsearchable(absence))),
    )
    return Statement(
        f"Nothing found, {moment(asking.at)}", [one for one in sections if one.lines], CLOSING
    )


def plain(told: Statement) -> str:
    """The same as plain text, for a mail or a note."""
    lines = [told.title]
    for section in told.sections:
        lines += ["", section.title, *(f"- {line.text}" for line in section.lines)]
    return "\n".join([*lines, "", told.closing])


def _question(answer: Answer, asking: Asking, named: Named) -> Iterator[Line]:
    if typed := asking.asked.one("q"):
        yield Line(f"Typed: {typed}")
    yield Line(f"Searched for: {named(answer.understood)}.")
    if answer.partial_total:
        one = answer.partial_total == 1
        some = f"{counted(answer.partial_total, 'item')} {'has' if one else 'have'}"
        counts = "it is" if one else "they are"
        yield Line(f"{some} only some of the words; {counts} not counted as found.")
    yield Line(f"Address of this search: {asking.address}")
    if asking.operator:
        yield Line(f"Minutebook is run here by: {asking.operator}")


def _notes(answer: Answer, asked: Asked, address: Address) -> Iterator[Line]:
    """What was mended, widened or left out: it may be why nothing was found."""
    yield from map(Line, answer.notes)
    if meant := answer.did_you_mean:
        yield Line(
            f"Perhaps meant: {meant}.",
            address(asked.changed({"q": [meant]})),
            f"Search for {meant}",
        )
    if answer.expanded:
        typed_only = address(asked.changed({"as_typed": ["1"]}))
        yield Line("Official words were looked for too.", typed_only, "Search only what was typed")
    elif asked.one("as_typed"):
        both = address(asked.changed({"as_typed": []}))
        yield Line("Only what was typed was looked for.", both, "Look for official words too")
    if answer.undated_left_out:
        left_out = counted(answer.undated_left_out, "paper")
        yield Line(f"{left_out} without a date left out by the conditions on dates.")


def _searched(absence: Absence, asked: Asked) -> Iterator[Line]:
    searched = absence.searched
    held = [counted(searched.items, "item"), f"of {counted(searched.meetings, 'meeting')}"]
    if searched.documents is not None:
        held.append(f"and {counted(searched.documents, 'paper')} read")
    yield Line(f"{' '.join(held)}{_dated(searched)}.")
    if searched.narrowed_by:
        held_in_all = counted(searched.held, "item")
        yield Line(f"That is all there is {_within(searched)}, of {held_in_all} held.")
    # `find` shows it where nothing else fits; so does the search without a part.
    yield Line("Routine matter was searched too.")
    if absence.parts and not yes("everything", asked.one("everything")):
        yield Line("“Without it” below counts no routine matter, unless nothing else fits.")
    if searched.councils:
        yield Line(f"Councils ({len(searched.councils):,}): {'; '.join(searched.councils)}.")
    if searched.boards:
        yield Line(f"Boards ({len(searched.boards):,}): {'; '.join(searched.boards)}.")
    if absence.fresh:
        yield Line(f"Papers as they were indexed on {moment(absence.fresh)}.")


def _dated(searched: Searched) -> str:
    return f", dated {days(searched.first, searched.last)}" if searched.first else ""


def _within(searched: Searched) -> str:
    """Such as “within the board and dates asked for”."""
    *others, last = searched.narrowed_by
    on = f"{', '.join(others)} and {last}" if others else last
    return f"within the {on} asked for"


def _parts(absence: Absence, asked: Asked, named: Named, address: Address) -> Iterator[Line]:
    for part in absence.parts:
        text = f"{named(part.text)}: {_found(part, absence.searched)}."
        if part.without is None:
            yield Line(text)
        elif not part.without:
            yield Line(f"{text} Without it nothing is found either.")
        else:
            some = counted(part.without, "item")
            yield Line(
                f"{text} Without it: {some}.",
                _without(part, asked, address),
                f"Show the {some} without {named(part.text)}",
            )


def _found(part: PartTold, searched: Searched) -> str:
    """How many items have a part, with where they were counted."""
    if part.kind in ("field", "filter"):
        leaves = f"leaves {part.held:,} of the {counted(searched.held, 'item')} held"
        inside = f", {part.items:,} of them {_within(searched)}" if part.items != part.held else ""
        return leaves + inside
    everywhere = f"{_some(part.held)} in all that is held"
    return (
        f"{_some(part.items)} {_within(searched)}, {everywhere}"
        if searched.narrowed_by
        else everywhere
    )


def _some(number: int) -> str:
    return counted(number, "item") if number else "no item"


def _without(part: PartTold, asked: Asked, address: Address) -> str:
    changes: dict[str, Sequence[str]] = {"q": [part.query] if part.query else []}
    if part.filter:
        changes[part.filter] = []
    return address(asked.changed(changes))


def _gaps(absence: Absence) -> Iterator[Line]:
    for gap in absence.gaps:
        board = f"{gap.board}: " if gap.board else ""
        yield Line(f"{board}{gap.what} ({gap.evidence})")
    yield from _others(absence.gaps_total - len(absence.gaps))


def _unsearchable(absence: Absence) -> Iterator[Line]:
    if absence.cut:
        yield Line(f"{counted(absence.cut, 'item')} with minutes that are cut in the papers held.")
    if absence.private:
        withheld = counted(absence.private, "paper")
        yield Line(
            f"{withheld} in the whole collection withheld from the public: named in what is held, and "
            "not searchable."
        )
    for problem in absence.problems:
        yield Line(f"{file_name(problem.source)}: {problem.reason}")
    yield from _others(absence.problems_total - len(absence.problems))


def _others(number: int) -> Iterator[Line]:
    if number > 0:
        yield Line(f"and {number:,} more.")
