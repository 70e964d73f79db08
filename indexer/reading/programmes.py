"""Work programmes: what a board means to look at, row by row."""

import re
from collections.abc import Iterator, Sequence

from indexer.model import Paragraph, Person, Planned
from indexer.reading.named import TITLED
from indexer.reading.programme_cells import (
    TITLE_WORD,
    When,
    column_of,
    people_in_cell,
    told_by,
    when_of,
)
from indexer.reading.programme_forms import in_forms
from indexer.reading.programme_lines import in_rows
from indexer.reading.words import bullet_of, without_mark

_UNHEADED = ("when", "title", "detail", "both")
_NO_MATTER = re.compile(
    r"^\W*(?:meeting (?:has been |was |is )?(?:cancelled|postponed)|no (?:items?|meeting|business)\b.{0,40}"
    r"|none|nil|n/?a|tb[acd]|page \d{1,4}(?: of \d{1,4})?|[-–])?\W*$",
    re.IGNORECASE,
)
_LONGEST_TITLE = 250


def read_programme(paragraphs: Sequence[Paragraph]) -> tuple[Planned, ...]:
    """The rows of a work programme, in order: of its forms, its tables, else what dates head in lists."""
    printed = [p.text for p in paragraphs]
    if forms := tuple(in_forms(printed)):
        return forms
    lines = in_rows(printed)
    return tuple(_rows(lines)) or tuple(_listed(lines))


def people_of(rows: Sequence[Planned]) -> tuple[Person, ...]:
    """The officers who lead what is planned, and the members named beside; each once.

    Several names that no comma parts are told apart only where they can be in one way.
    """
    found: list[Person] = []
    for row in rows:
        found += [_person(text, lead=True) for text in people_in_cell(row.officer or "")]
        found += [_person(text, lead=False) for text in people_in_cell(row.member or "")]
    return tuple(dict.fromkeys(found))


# --- tables -----------------------------------------------------------------------------------


def _rows(lines: Sequence[str]) -> Iterator[Planned]:
    """The rows of all tables; a date goes for the rows below it, until another stands there."""
    columns: Sequence[str | None] = ()
    when = When()
    for line in lines:
        cells = [cell.strip() for cell in line.split("\t")]
        if len(cells) < 2:
            when = (when_of(line, when.date) or when) if columns else when
            continue
        headed = [column_of(cell) for cell in cells]
        if "title" in headed and sum(map(bool, headed)) >= 2 and when_of(cells[0]) is None:
            columns = headed
            continue
        if not columns and when_of(cells[0]) is None:
            continue  # a table of something else
        told = told_by(cells, columns or _UNHEADED)
        said = told.get("when", "")
        when = when_of(said, when.date) or (When(said) if said else when)
        yield from _planned(told, when)
        columns = columns or _UNHEADED


def _planned(told: dict[str, str], when: When) -> Iterator[Planned]:
    title = without_mark(told.get("title", ""))
    if not title or _NO_MATTER.match(title):
        return
    member, officer = told.get("member"), told.get("officer")
    if "both" in told:
        members = [text for text in people_in_cell(told["both"]) if TITLED.match(text)]
        officers = [text for text in people_in_cell(told["both"]) if not TITLED.match(text)]
        member = ", ".join(members) or None
        officer = ", ".join(officers) or (None if members else told["both"])
    paused = when.paused or bool(re.match(r"(?:paused|on hold)\b", title, re.IGNORECASE))
    yield Planned(title, when.date, when.said, paused, told.get("detail"), member, officer)


# --- lists ------------------------------------------------------------------------------------


def _listed(lines: Sequence[str]) -> Iterator[Planned]:
    """What stands under dated headings, one a line; prose ends such a list."""
    when: When | None = None
    for line in lines:
        heading = when_of(line)
        if heading is not None:
            when = when_of(line, when.date if when else None)
        elif when is not None and len(line) <= _LONGEST_TITLE and "\t" not in line:
            title = without_mark(line).strip()
            if line.endswith(".") and not bullet_of(line):
                when = None
            elif not _NO_MATTER.match(title):
                yield Planned(title, when.date, when.said, when.paused)


# --- people -----------------------------------------------------------------------------------


def _person(text: str, *, lead: bool) -> Person:
    member = bool(re.match(TITLE_WORD, text))
    return Person(text, "lead" if lead and not member else "member")
