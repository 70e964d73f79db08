"""The plain text shape of the sample's sources: header lines, sections, blocks, decisions.

A source file is a small header of ``key: value`` lines, then sections (``== Name``), then
blocks of text. README.md beside the sources describes it for those who write them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, time
from pathlib import Path

_HEADER = re.compile(r"([a-z][a-z0-9/ ]*):\s?(.*)")
_PART = re.compile(r"(\d{1,2}\)|[a-z]\))\s+(.*)", re.S)
_NUMBERED = re.compile(r"(\d+\.\d+(?:\.\d+)?)\s+(.*)", re.S)
_RESOLVED = re.compile(r"(RESOLVED|RECOMMENDED)\b")
_SENTENCE_LEAD = re.compile(r"((?:RESOLVED|RECOMMENDED) that,?)\s+(.*)", re.S)
_BOLD = re.compile(r"\*\*(.+?)\*\*")
_FORBIDDEN = re.compile(r'[<>:"/\\|?*]')


class SourceError(ValueError):
    """A source file says something that cannot be built."""


@dataclass(frozen=True)
class Block:
    """One paragraph, heading, bullet, numbered part or table of a source text."""

    kind: str  # para, title, heading, bullet, indent, part, numbered, table, page
    text: str = ""
    marker: str = ""
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass
class Section:
    """A named stretch of a source file, with its own header lines."""

    name: str
    values: dict[str, list[str]] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)

    def get(self, key: str, default: str = "") -> str:
        """The first value of a header line, or the default."""
        return self.values.get(key, [default])[0]

    def need(self, key: str) -> str:
        """The value of a header line that must be there."""
        value = self.get(key)
        if not value:
            raise SourceError(f"section {self.name!r} lacks '{key}:'")
        return value

    def many(self, key: str) -> list[str]:
        """All values of a header line that may be repeated."""
        return self.values.get(key, [])

    def yes(self, key: str, default: bool = False) -> bool:
        """A yes/no header line."""
        value = self.get(key, "yes" if default else "no")
        if value not in ("yes", "no"):
            raise SourceError(f"'{key}:' is neither yes nor no: {value}")
        return value == "yes"

    def day(self, key: str) -> date | None:
        """A date of a header line, None where there is none."""
        value = self.get(key)
        return date.fromisoformat(value) if value else None

    def needed_day(self, key: str) -> date:
        """A date that must be there."""
        return date.fromisoformat(self.need(key))

    def moment(self, key: str) -> time | None:
        """A time of day such as 10:00, None where there is none."""
        value = self.get(key)
        return time.fromisoformat(value) if value else None

    def blocks(self) -> list[Block]:
        """The section's text as blocks."""
        return parse_blocks(self.lines)

    def allow(self, *keys: str) -> None:
        """Refuse header lines that nothing reads, so that a misspelt key is not lost."""
        if unknown := set(self.values) - {*keys, "mark"}:
            raise SourceError(f"section {self.name!r}: unknown {', '.join(sorted(unknown))}")


@dataclass(frozen=True)
class Resolution:
    """One RESOLVED or RECOMMENDED block: how it opens, and its parts."""

    kind: str
    lead_in: str
    parts: tuple[tuple[str, str], ...]  # (printed number or "", words)


# --- words, names and dates -------------------------------------------------


def plain(text: str) -> str:
    """Text as printed: emphasis marks gone, white space collapsed."""
    return " ".join(_BOLD.sub(r"\1", text).split())


def emphasised(text: str, tag: str) -> str:
    """Escaped text with **bold** turned into a tag."""
    return _BOLD.sub(rf"<{tag}>\1</{tag}>", text)


def safe_name(title: str) -> str:
    """A title without the characters that Windows forbids in file names."""
    return " ".join(_FORBIDDEN.sub(" ", title).split()).rstrip(".")


def municipal_year(day: date) -> str:
    """The municipal year of a day, May to April, as 2023/24."""
    first = day.year if day.month >= 5 else day.year - 1
    return f"{first}/{(first + 1) % 100:02d}"


def ordinal(number: int) -> str:
    """1st, 2nd, 3rd, 4th …"""
    if 10 <= number % 100 <= 20:
        return f"{number}th"
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th') }"


def long_date(day: date) -> str:
    """Thursday, 7th March, 2024."""
    return f"{day:%A}, {ordinal(day.day)} {day:%B}, {day.year}"


def minutes_date(day: date) -> str:
    """Thursday, 7 March 2024."""
    return f"{day:%A}, {day.day} {day:%B} {day.year}"


def report_date(day: date) -> str:
    """7 March 2024."""
    return f"{day.day} {day:%B} {day.year}"


def file_date(day: date) -> str:
    """07th-Mar-2024, as in the names of meeting documents."""
    return f"{ordinal(day.day).rjust(4, '0')}-{day:%b}-{day.year}"


def slashed(day: date) -> str:
    """07/03/2024, as in the web service and the lists of decisions."""
    return f"{day:%d/%m/%Y}"


def clock(moment: time) -> str:
    """10.00 am."""
    hour = moment.hour % 12 or 12
    return f"{hour}.{moment.minute:02d} {'am' if moment.hour < 12 else 'pm'}"


# --- blocks -----------------------------------------------------------------


def _starts_block(line: str) -> bool:
    """Whether a line begins a new block without a blank line before it."""
    if line.startswith(("# ", "## ", "- ", "~ ")):
        return True
    return bool(_PART.fullmatch(line) or _NUMBERED.fullmatch(line))


def _chunks(lines: Iterable[str]) -> Iterator[list[str]]:
    """Group lines into blocks: by blank lines, and by leading marks."""
    chunk: list[str] = []
    for line in [*lines, ""]:
        in_table = line.startswith("|") and chunk and chunk[0].startswith("|")
        if chunk and (not line.strip() or _starts_block(line)) and not in_table:
            yield chunk
            chunk = []
        if line.strip():
            chunk.append(line.strip())


def _table(lines: list[str]) -> Block:
    """A table block; its rows are made equally long."""
    rows: list[list[str]] = []
    for line in lines:
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        rows.append(cells)
    width = max(len(row) for row in rows)
    return Block("table", rows=tuple(tuple(row + [""] * (width - len(row))) for row in rows))


def _block(lines: list[str]) -> Block:
    """One block from its lines."""
    if lines[0].startswith("|"):
        return _table(lines)
    text = " ".join(lines)
    if text == "<page>":
        return Block("page")
    for mark, kind in (
        ("## ", "heading"),
        ("# ", "title"),
        ("- ", "bullet"),
        ("~ ", "indent"),
    ):
        if text.startswith(mark):
            return Block(kind, text[len(mark) :])
    if match := _PART.fullmatch(text):
        return Block("part", match[2], match[1])
    if match := _NUMBERED.fullmatch(text):
        return Block("numbered", match[2], match[1])
    return Block("para", text)


def parse_blocks(lines: Iterable[str]) -> list[Block]:
    """The blocks of a text."""
    return [_block(chunk) for chunk in _chunks(lines)]


def read_sections(path: Path) -> list[Section]:
    """The sections of a file; the first is the file's own header and text."""
    sections = [Section("")]
    in_header = True
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("%"):
            continue
        if line.startswith(("== ", "-- ")):
            sections.append(Section(line[3:].strip()))
            sections[-1].values["mark"] = [line[:2]]
            in_header = True
            continue
        match = _HEADER.fullmatch(line) if in_header else None
        if match:
            sections[-1].values.setdefault(match[1], []).append(match[2].strip())
        elif line.strip() or not in_header:
            in_header = False
            sections[-1].lines.append(line)
        elif len(sections[-1].values) > 1 or sections[-1].name == "":
            in_header = False
    return sections


# --- decisions --------------------------------------------------------------


def _opened(words: str, kind: str) -> Resolution:
    """A resolution as its first paragraph opens it: whole, or waiting for its parts."""
    if words.endswith((":", ":-", " that", " that,")):
        return Resolution(kind, words, ())
    sentence = _SENTENCE_LEAD.fullmatch(words)
    if not sentence:
        raise SourceError(f"decision not understood: {words[:60]}")
    return Resolution(kind, sentence[1], (("", sentence[2]),))


def resolutions(blocks: Iterable[Block]) -> list[Resolution]:
    """The decisions among the blocks of a minute.

    A lead-in ending in a colon, a dash or "that" is followed by numbered parts;
    any other is a sentence whose words after "RESOLVED that" are the only part.
    """
    found: list[Resolution] = []
    collecting = False
    for block in blocks:
        words = plain(block.text)
        if block.kind == "para" and (match := _RESOLVED.match(words)):
            found.append(_opened(words, match[1].lower()))
            collecting = not found[-1].parts
        elif collecting and block.kind == "part":
            last = found.pop()
            found.append(replace(last, parts=(*last.parts, (block.marker, words))))
        else:
            collecting = False
    for resolution in found:
        if not resolution.parts:
            raise SourceError(f"decision without parts: {resolution.lead_in}")
    return found


def resolution_blocks(blocks: Iterable[Block]) -> list[Block]:
    """The blocks that a record of decisions takes over: each resolution with its parts."""
    kept: list[Block] = []
    collecting = False
    for block in blocks:
        words = plain(block.text)
        if block.kind == "para" and _RESOLVED.match(words):
            kept.append(block)
            collecting = words.endswith((":", ":-", " that", " that,"))
        elif collecting and block.kind == "part":
            kept.append(block)
        else:
            collecting = False
    return kept
