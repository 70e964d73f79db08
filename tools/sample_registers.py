"""Read what lies outside meetings: decisions of members and officers, forward plans."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from sample_model import Attachment, Board, Issue, Meeting, Plan, Register, Report, meeting_on
from sample_text import Section, SourceError, read_sections, report_date


def read_attachment(line: str, reports: dict[str, Report]) -> Attachment:
    """A document: 's6010', 's6010 private 3' or 's5011 minutes of 2023-09-14'."""
    ident, _, rest = line.partition(" ")
    if rest.startswith("minutes of "):
        day = date.fromisoformat(rest.removeprefix("minutes of "))
        return Attachment(ident, f"Minutes {report_date(day)}", minutes_of=day)
    if ident not in reports:
        raise SourceError(f"no report {ident}")
    private = re.fullmatch(r"private (\d+)", rest)
    if rest and not private:
        raise SourceError(f"document not understood: {line}")
    ground = private[1] if private else ""
    return Attachment(ident, reports[ident].title, report=reports[ident], private=ground)


_REGISTER_KEYS = [
    "id",
    "number",
    "register",
    "title",
    "maker",
    "date",
    "published",
    "effective",
    "status",
    "key decision",
    "call in",
    "called in",
    "meeting",
    "document",
]


def read_register(
    path: Path,
    boards: dict[str, Board],
    reports: dict[str, Report],
    meetings: list[Meeting],
) -> Register:
    """One decision of a register."""
    sections = read_sections(path)
    head = sections[0]
    text = {section.name: section.blocks() for section in sections[1:]}
    head.allow(*_REGISTER_KEYS)
    board, _, day = head.get("meeting").partition(" ")
    if head.need("register") not in ("cabinet member", "officer"):
        raise SourceError(f"no register {head.need('register')!r}")
    return Register(
        ident=int(head.need("id")),
        number=head.need("number"),
        register=head.need("register"),
        title=head.need("title"),
        maker=head.need("maker"),
        day=head.needed_day("date"),
        published=head.needed_day("published"),
        effective=head.day("effective"),
        called_in=head.day("called in"),
        section=head,
        purpose=text.get("Purpose", []),
        decision=text["Decision"],
        documents=[read_attachment(line, reports) for line in head.many("document")],
        meeting=meeting_on(meetings, boards[board], date.fromisoformat(day)) if day else None,
    )


_ISSUE_KEYS = [
    "id",
    "title",
    "maker",
    "due",
    "lead officer",
    "status",
    "first published",
    "restriction",
]


def _issue(section: Section) -> Issue:
    """One entry of a forward plan."""
    section.allow(*_ISSUE_KEYS)
    return Issue(
        int(section.need("id")),
        section.need("title"),
        section.need("maker"),
        section.needed_day("due"),
        section.need("lead officer"),
        section.need("status"),
        section.needed_day("first published"),
        section.get("restriction", "Open"),
        section.blocks(),
    )


def read_plan(path: Path) -> Plan:
    """One forward plan."""
    sections = read_sections(path)
    head = sections[0]
    head.allow("id", "title", "from", "to")
    issues = [_issue(section) for section in sections[1:]]
    first, last = head.needed_day("from"), head.needed_day("to")
    return Plan(int(head.need("id")), head.need("title"), first, last, issues)
