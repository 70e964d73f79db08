"""Read the sources of the sample council (see tools/sample/README.md) into its nouns.

Everything the builder knows comes through `load`.
"""

from __future__ import annotations

import string
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import time
from pathlib import Path
from typing import TypeVar

from sample_check import contradictions
from sample_model import (
    FORMS,
    STATUSES,
    STYLES,
    Board,
    Council,
    Item,
    Meeting,
    Person,
    Register,
    Report,
)
from sample_registers import read_attachment, read_plan, read_register
from sample_text import Section, SourceError, read_sections

T = TypeVar("T")

# --- files ------------------------------------------------------------------


def parse_person(line: str) -> Person:
    """Name | post | service | telephone."""
    parts = [part.strip() for part in line.split("|")] + ["", "", ""]
    return Person(parts[0], parts[1], parts[2], parts[3])


_REPORT_KEYS = [
    "id",
    "form",
    "title",
    "subject",
    "to",
    "date",
    "author",
    "cabinet member",
    "director",
    "wards",
    "key decision",
]


def read_report(path: Path) -> Report:
    """One report file."""
    sections = read_sections(path)
    head = sections[0]
    form = head.need("form")
    if form not in FORMS:
        raise SourceError(f"no form {form!r}")
    if head.need("id") != path.stem:
        raise SourceError(f"id {head.need('id')} is not the file's name")
    head.allow(*_REPORT_KEYS)
    after = [block for section in sections[1:] for block in section.blocks()]
    authors = [parse_person(line) for line in head.many("author")]
    return Report(path.stem, form, head.need("title"), head, head.blocks(), after, authors)


def _by_year(section: Section, word: str) -> dict[str, str]:
    """Header lines such as 'membership 2023/24:', by their year."""
    return {
        key.removeprefix(f"{word} "): values[0]
        for key, values in section.values.items()
        if key.startswith(f"{word} ")
    }


def read_boards(path: Path) -> dict[str, Board]:
    """The boards, each a section of one file."""
    boards: dict[str, Board] = {}
    for section in read_sections(path)[1:]:
        style = section.get("style", "scrutiny")
        if style not in STYLES:
            raise SourceError(f"no style {style!r}")
        boards[section.name] = Board(
            section.name,
            section.need("name"),
            int(section.need("id")),
            section.get("weekday"),
            style,
            section.get("status") == "expired",
            section.get("span"),
            _by_year(section, "membership"),
            _by_year(section, "support"),
        )
    return boards


def _groups(section: Section) -> list[tuple[str, list[str]]]:
    """Attendance as headed lists of typed lines."""
    groups: list[tuple[str, list[str]]] = []
    for block in section.blocks():
        if block.kind == "heading":
            groups.append((block.text, []))
        elif block.kind == "bullet" and groups:
            groups[-1][1].append(block.text)
        else:
            raise SourceError(f"attendance not understood: {block.text}")
    return groups


_ITEM_KEYS = [
    "title",
    "report of",
    "minuted",
    "cut at",
    "cut agenda at",
    "empty documents label",
    "document",
    "section",
    "sub",
    "private",
]


def _item(
    parts: list[Section],
    number: str,
    ident: int,
    section: str,
    reports: dict[str, Report],
) -> Item:
    """One item from its section and its Agenda, Decision and Minutes sub-sections."""
    head = parts[0]
    head.allow(*_ITEM_KEYS)
    for part in parts[1:]:
        part.allow()
    text = {part.name: part.blocks() for part in parts[1:]}
    if unknown := set(text) - {"Agenda", "Decision", "Minutes"}:
        raise SourceError(f"item {number}: unknown part {', '.join(sorted(unknown))}")
    return Item(
        ident=ident,
        agenda_number=number,
        minute_number=None,
        minuted=head.yes("minuted", default=True),
        title=head.need("title"),
        report_of=head.get("report of"),
        agenda=text.get("Agenda", []),
        decision=text.get("Decision", []),
        minutes=text.get("Minutes", []),
        documents=[read_attachment(line, reports) for line in head.many("document")],
        section=section,
        private=head.get("private"),
        cut_at=int(head.get("cut at", "0")),
        agenda_cut_at=int(head.get("cut agenda at", "0")),
        empty_label=head.yes("empty documents label"),
    )


def _split_items(sections: list[Section]) -> list[list[Section]]:
    """Group item sections with their sub-sections."""
    groups: list[list[Section]] = []
    for section in sections:
        if section.name == "Item":
            groups.append([section])
        elif section.get("mark") == "--" and groups:
            groups[-1].append(section)
        elif section.name != "Present":
            raise SourceError(f"unknown section {section.name!r}")
    return groups


def _items(sections: list[Section], first: int, reports: dict[str, Report]) -> list[Item]:
    """The items with their agenda numbers: 3, then 3a and 3b for its sub-items."""
    items: list[Item] = []
    number = subs = 0
    section = ""
    for offset, parts in enumerate(_split_items(sections)):
        section = parts[0].get("section", section)
        if parts[0].yes("sub"):
            subs += 1
        else:
            number, subs = number + 1, 0
        shown = f"{number}{string.ascii_lowercase[subs - 1] if subs else ''}"
        items.append(_item(parts, shown, first + offset, section, reports))
    return items


_MEETING_KEYS = [
    "board",
    "also board",
    "id",
    "date",
    "start",
    "end",
    "venue",
    "directions",
    "contact",
    "published",
    "status",
    "note",
    "pack",
    "cover pages",
    "first item",
    "supplement",
    "draft also",
    "decisions sheet",
    "numbering",
]


def read_meeting(
    path: Path, boards: dict[str, Board], reports: dict[str, Report], site: Section
) -> Meeting:
    """One meeting file, its minutes not yet numbered."""
    sections = read_sections(path)
    head = sections[0]
    head.allow(*_MEETING_KEYS)
    ident = head.need("id")
    if head.need("status") not in STATUSES:
        raise SourceError(f"no status {head.need('status')!r}")
    present = [section for section in sections if section.name == "Present"]
    attendance = dict(line.split() for line in site.many("attendance id"))
    return Meeting(
        ident=int(ident),
        boards=tuple(boards[key] for key in [head.need("board"), *head.many("also board")]),
        day=head.needed_day("date"),
        start=time.fromisoformat(head.need("start")),
        end=head.moment("end"),
        venue=head.need("venue"),
        directions=head.get("directions"),
        contact=parse_person(head.need("contact")),
        published=head.day("published"),
        status=head.need("status"),
        note=head.get("note"),
        has_pack=head.yes("pack"),
        cover_pages=int(head.get("cover pages", "0")),
        draft_also=head.yes("draft also"),
        decisions_sheet=head.yes("decisions sheet"),
        supplements=[reports[key] for key in head.many("supplement")],
        groups=_groups(present[0]) if present else [],
        items=_items(sections[1:], int(head.get("first item", "0")), reports),
        attendance_id=int(attendance[ident]) if ident in attendance else None,
        old_links=ident in site.many("old links"),
        unescaped=ident in site.many("unescaped minutes"),
    )


def numbered(meetings: Iterable[Meeting]) -> list[Meeting]:
    """Meetings by date with their minutes numbered: each board counts through the year."""
    counters: dict[tuple[str, str], int] = {}
    done: list[Meeting] = []
    for meeting in sorted(meetings, key=lambda meeting: (meeting.day, meeting.ident)):
        key = (meeting.board.key, meeting.municipal_year)
        items: list[Item] = []
        for item in meeting.items:
            if meeting.minuted and item.minuted:
                counters[key] = counters.get(key, 0) + 1
                item = replace(item, minute_number=counters[key])
            items.append(item)
        done.append(replace(meeting, items=items))
    return done


def _read_all(folder: Path, read: Callable[[Path], T], problems: list[str]) -> list[T]:
    """Each file of a folder as read; what cannot be is told in `problems` instead."""
    found: list[T] = []
    for path in sorted(folder.glob("*.txt")):
        try:
            found.append(read(path))
        except (ValueError, KeyError) as error:
            said = f"there is no {error}" if isinstance(error, KeyError) else str(error)
            problems.append(f"{folder.name}/{path.name}: {said}")
    return found


def read(folder: Path) -> tuple[Council, list[str]]:
    """What can be read of the sources, and the files that cannot, each with the reason."""
    problems: list[str] = []
    sections = read_sections(folder / "council.txt")
    named = {section.name: section for section in sections[1:]}
    boards = read_boards(folder / "boards.txt")
    site = named["Site"]
    reports = {one.ident: one for one in _read_all(folder / "reports", read_report, problems)}

    def meeting(path: Path) -> Meeting:
        return read_meeting(path, boards, reports, site)

    meetings = numbered(_read_all(folder / "meetings", meeting, problems))

    def register(path: Path) -> Register:
        return read_register(path, boards, reports, meetings)

    council = Council(
        sections[0],
        site,
        named["Notes"].blocks(),
        named["Cover"].blocks(),
        boards,
        reports,
        meetings,
        _read_all(folder / "decisions", register, problems),
        _read_all(folder / "plans", read_plan, problems),
    )
    return council, problems


def load(folder: Path) -> Council:
    """Read and check all sources; SourceError with everything that is wrong."""
    council, problems = read(folder)
    problems += contradictions(council)
    if problems:
        raise SourceError("\n".join(problems))
    return council
