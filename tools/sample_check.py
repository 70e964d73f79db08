"""Whether the sources of the sample agree with each other."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from sample_html import cuts_agenda, cuts_minutes, description
from sample_model import Council, Item, Meeting, attendance, members
from sample_text import SourceError, plain, resolutions
from sample_word import length

_REFERENCE = re.compile(r"[Mm]inute (\d+)/(\d\d) [\u2018\u201c'\"](.+?)[\u2019\u201d'\"](?![a-z])")


_BARE = re.compile(r"[Mm]inute (\d+)/(\d\d)")
_HERE = re.compile(r"Minute (\d+) (?:below|above) \((.{12})")


def contradictions(council: Council) -> list[str]:
    """All that cannot be true, a sentence each."""
    found: list[str] = []
    for meeting in council.meetings:
        name = f"{meeting.day} {meeting.title}"
        said_of_it = [*_meeting(council, meeting), *_pointers(meeting)]
        found += [f"{name}: {said}" for said in said_of_it]
        for item in meeting.items:
            found += [f"{name}, {item.agenda_number} {item.title}: {said}" for said in _item(item)]
    return [*found, *_repeated(council), *_references(council), *_unused(council)]


def _meeting(council: Council, meeting: Meeting) -> Iterator[str]:
    """What is wrong with a meeting."""
    weekday = meeting.board.weekday
    if weekday and f"{meeting.day:%A}" != weekday:
        yield f"not a {weekday}"
    if meeting.published is None and meeting.items:
        yield "agenda without a day of publication"
    if meeting.published and not meeting.published <= min(meeting.day, council.today):
        yield f"published on {meeting.published}, too late"
    if bool(meeting.items) == (meeting.status in ("cancelled", "future")):
        yield f"{len(meeting.items)} items, but it is {meeting.status}"
    if meeting.minuted and not (meeting.end and meeting.groups):
        yield "minutes without end or attendance"
    for board in meeting.boards:
        if not members(board, meeting.municipal_year):
            yield f"no membership of {board.name}"
    try:
        attendance(meeting)
    except SourceError as error:
        yield str(error)


def _item(item: Item) -> Iterator[str]:
    """What is wrong with an item."""
    if item.minute_number and not item.minutes:
        yield "no minute"
    if item.cut_at and not cuts_minutes(item):
        yield f"cut at {item.cut_at}, but the minute holds {length(item.minutes)} characters"
    if item.agenda_cut_at and not cuts_agenda(item):
        yield f"cut at {item.agenda_cut_at}, but the text holds {length(description(item))}"
    if item.private and item.public:
        yield "a private item with a public document"
    try:
        minuted, decided = resolutions(item.minutes), resolutions(item.decision)
    except SourceError as error:
        yield str(error)
        return
    if minuted and decided and minuted != decided:
        yield "minute and record of decision differ"


def _repeated(council: Council) -> Iterator[str]:
    """Numbers given twice."""
    items = [item for meeting in council.meetings for item in meeting.items]
    numbers: dict[str, list[int] | list[str]] = {
        "meeting": [meeting.ident for meeting in council.meetings],
        "item": [item.ident for item in items],
        "document": [document.ident for item in items for document in item.documents],
        "decision": [register.ident for register in council.registers],
    }
    for what, given in numbers.items():
        for number, times in Counter(map(str, given)).items():
            if times > 1:
                yield f"{what} {number} stands {times} times"


def _unused(council: Council) -> Iterator[str]:
    """Reports that nothing attaches."""
    used = {document.ident for m in council.meetings for i in m.items for document in i.documents}
    used |= {document.ident for register in council.registers for document in register.documents}
    used |= {report.ident for meeting in council.meetings for report in meeting.supplements}
    for ident in sorted(set(council.reports) - used):
        yield f"report {ident} belongs to nothing"


def _minute_titles(council: Council) -> dict[str, set[str]]:
    """The titles of each minute number, as '3/23'."""
    titles: dict[str, set[str]] = {}
    for meeting in council.meetings:
        for item in meeting.items:
            if item.minute_number:
                key = f"{item.minute_number}/{meeting.municipal_year[2:4]}"
                titles.setdefault(key, set()).add(item.title)
    return titles


def _texts(council: Council) -> Iterator[tuple[str, str]]:
    """The text of every minute, report, decision and plan, with where it stands."""
    for meeting in council.meetings:
        for item in meeting.items:
            where = f"{meeting.day} {meeting.title}, {item.agenda_number}"
            for block in [*item.agenda, *item.decision, *item.minutes]:
                yield where, block.text
    for report in council.reports.values():
        for block in [*report.body, *report.after_authors]:
            yield report.ident, block.text
    for register in council.registers:
        for block in [*register.purpose, *register.decision]:
            yield register.number, block.text
    for plan in council.plans:
        for issue in plan.issues:
            yield from ((f"issue {issue.ident}", block.text) for block in issue.notice)


def _references(council: Council) -> Iterator[str]:
    """References with a title that no minute of that number has."""
    titles = _minute_titles(council)
    for where, text in _texts(council):
        for number, year, title in _REFERENCE.findall(plain(text)):
            known = titles.get(f"{number}/{year}", set())
            if title not in known:
                yield f"{where}: minute {number}/{year} is {sorted(known)}, not {title!r}"
        for number, year in _BARE.findall(text):
            if f"{number}/{year}" not in titles:
                yield f"{where}: there is no minute {number}/{year}"


def _pointers(meeting: Meeting) -> Iterator[str]:
    """References to another minute of the same meeting that do not fit."""
    titles = {str(item.minute_number): item.title for item in meeting.items}
    for item in meeting.items:
        text = plain(" ".join(block.text for block in item.minutes))
        for number, title in _HERE.findall(text):
            if not titles.get(number, "").startswith(title):
                yield f"minute {number} is {titles.get(number)!r}, not {title!r}"
