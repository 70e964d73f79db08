"""Attendance lists that are tables: what each column tells, and who a row says came."""

import re
from collections.abc import Sequence
from dataclasses import replace

from indexer.model import Attendee
from indexer.reading.attendance_labels import REMOTELY, Group
from indexer.reading.attendance_legends import Legend
from indexer.reading.attendance_notes import attendee
from indexer.reading.attended import attended
from indexer.reading.named import name_of

_COLUMNS = {
    "name": r"(?:full )?names?|(?:board |committee |panel )?members?|councillors?|attendees?|who|officers?",
    "body": r"representing|organisation|body|authority|council|agency|service|directorate|employer",
    "post": r"(?:job )?title|post|position|designation",
    "role": r"role|capacity",
    "present": r"present|attend(?:ed|ance|ing)|in attendance",
    "apologies": r"apologies(?: received)?",
    "absent": r"absent|not present",
    "said": r"present\W{1,3}(?:apologies|absent).{0,20}|attendance status|status|p\s?/\s?a.{0,6}",
}
_CELLS = {kind: re.compile(rf"^(?:{words})\W*$", re.IGNORECASE) for kind, words in _COLUMNS.items()}
_WORDS_OF_HEAD = re.compile(
    r"^(?:names?|members?|councillors?|officers?)\W{1,3}(?:(?:and|representing|organisations?|body|authority"
    r"|title|post|position|role|present|attendance|apologies|absent|designation|job|directorate)\b\W{0,3}){1,6}$",
    re.IGNORECASE,
)
_CAME_IN_CELL = re.compile(
    r"^(?:y|yes|p|present|attended|in attendance|in person)\b|^[✓✔√☑]", re.IGNORECASE
)
_TICKED = re.compile(r"^(?:[✓✔√☑xX*●•]|y|yes|p|a|ap)$", re.IGNORECASE)
_APOLOGIES_IN_CELL = re.compile(r"^(?:ap|apols?\.?|apolog(?:y|ies).*)$", re.IGNORECASE)
_TELL = ("present", "apologies", "absent")


def is_head(text: str) -> bool:
    """True for the heads of columns whose cells are no longer apart: "Name Representing"."""
    return bool(_WORDS_OF_HEAD.match(text))


def columns_of(text: str) -> tuple[str | None, ...]:
    """What the columns below a row of heads tell; none for any other row.

    "Present" alone heads words or letters on how somebody came; beside "Apologies" or "Absent" it
    heads ticks.
    """
    columns = tuple(_column(cell) for cell in text.split("\t"))
    if len(columns) < 2 or "name" not in columns or sum(map(bool, columns)) < 2:
        return ()
    if sum(kind in _TELL for kind in columns) > 1:
        return columns
    return tuple("said" if kind in _TELL else kind for kind in columns)


def _column(cell: str) -> str | None:
    return next((kind for kind, words in _CELLS.items() if words.match(cell.strip())), None)


def row_of(cells: Sequence[str], group: Group, legend: Legend) -> Attendee | None:
    """One row of a table; None for who was absent or is not said to have come, and where nobody is named."""
    told = {kind: cell.strip() for kind, cell in zip(group.columns, cells, strict=False) if kind}
    if name_of(told.get("name", "")) is None or group.role is None:
        return None
    one = attendee(told["name"], group)
    if told.get("role"):
        by_role = attended(one.name, told["role"], "present")
        one = replace(one, role=by_role.role, post=one.post or by_role.post) if by_role else one
    one = replace(
        one,
        post=one.post or told.get("post") or None,
        organisation=one.organisation or told.get("body") or None,
    )
    if any(kind in _TELL for kind in group.columns):
        return _ticked(one, told) if len(cells) == len(group.columns) else None
    return _as_said(one, told.get("said", ""), legend) if "said" in group.columns else one


def _ticked(one: Attendee, told: dict[str, str]) -> Attendee | None:
    """Somebody by the one column that is ticked; None for the absent, and where several are."""
    ticks = [kind for kind in _TELL if _TICKED.match(told.get(kind, ""))]
    if ticks == ["apologies"]:
        return replace(one, role="apologies")
    return one if ticks == ["present"] else None


def _as_said(one: Attendee, said: str, legend: Legend) -> Attendee | None:
    """Somebody by the word or letter for how they came; "A" is apologies only where a legend says so."""
    if re.search(REMOTELY, said, re.IGNORECASE):
        return replace(one, virtual=True)
    letter = said.upper() == "A" and legend.letter == "apologies"
    if letter or _APOLOGIES_IN_CELL.match(said):
        return replace(one, role="apologies")
    return one if _CAME_IN_CELL.match(said) else None
