"""The lines at the head of a paper that say whose it is, of which day, and what: minutes or an agenda.

Councils print them in many ways, with the day before the body or after it, on one line or on six. Only
what these lines state counts: two different days, no body, or no word that it is minutes or an agenda
leave the paper without a meeting.
"""

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date as Date
from datetime import time as Time
from itertools import takewhile
from typing import Literal

from indexer.dates import find_dates, read_span, read_time
from indexer.model import Paragraph
from indexer.reading.attendance import read_attendance
from indexer.reading.summons import Summons, opens_agenda, read_summons

What = Literal["minutes", "agenda", "decisions"]

_LINES = 14
_LONGEST = 200
_AGENDA_BY = 60
"""Paragraphs within which an agenda comes to its word "Agenda", after the list of its members."""
_NOUN = (
    r"(?:council|(?:sub-?\s?)?committee|board|cabinet|panel|executive|forum|authority|group|commission"
    r"|commissioners|assembly|partnership|trustees|governors|working party|task force)"
)
_NAMED = re.compile(
    rf"\b{_NOUN}(?:\s*\([^()]{{1,60}}\)){{0,2}}(?:\s+(?:No\.?\s*)?\d{{1,4}}|\s+[A-Z])?$"
    rf"|\b{_NOUN}\s+(?:on|for|of)\s+\S.{{2,100}}$",
    re.IGNORECASE,
)
_A_COUNCIL = re.compile(
    r"^(?:[\w'’ -]+ (?:city|borough|county|district|town|parish|metropolitan|county borough) council"
    r"|(?:[\w'’ -]+ )?council of .*|city of .*|london borough of .*|royal borough of .*)$",
    re.IGNORECASE,
)
_SMALL = frozenset(
    ("of", "for", "the", "on", "and", "&", "with", "in", "to", "a", "an", "at", "–", "-", "—", "/")
)
_KIND = (
    r"(?:(?:draft|proposed|unconfirmed|confirmed|approved|public|printed)\s+)*"
    r"(?:minutes|agenda|meeting\s+notes?|notes?|record|summons|notice)(?:\s+(?:and|&)\s+(?:actions|papers|summons))?"
)
_BEFORE = re.compile(
    rf"^(?:{_KIND}\s*(?:[-–—:]|of|for|from)?\s*)?(?:(?:the|a|an)\s+)?"
    r"(?:(?:\w+\s+){0,2}meetings?\s*(?:[-–—:]|of|for)\s*)?(?:(?:the|a)\s+)?(?:\d{1,3}(?:st|nd|rd|th)\s+)?",
    re.IGNORECASE,
)
_AFTER = re.compile(
    rf"[\s,:–—-]+(?:(?:held|at|on)|(?:(?:\d+(?:st|nd|rd|th)|annual|special|extraordinary|ordinary)\s+)?meetings?"
    rf"|{_KIND})\s*$",
    re.IGNORECASE,
)
_PARTS = re.compile(r"\s+[-–—|]\s+|:\s+|\t")
_A_PART_OF_IT = re.compile(
    r"\b(?:sub[- ]?(?:group|committee|panel)|working (?:group|party)|task (?:group|force))\b", re.I
)
_NAMED_BY_TITLE = re.compile(
    r"^(?P<name>[A-Z]\S*(?:\s+\S+){1,10}?)\s+(?:meeting\s+)?minutes\s+(?:from|of|for|[-–])\s*(?:the\s+)?$"
)
_MINUTES = re.compile(
    r"\bminutes\b(?=\s*(?:$|[,:;(–—-]|of\b|for\b|from\b|and actions\b|held\b|\d))"
    r"|^(?:[^.]{0,120}[\s:–-])?(?:meeting notes?|notes? of (?:the |a )?(?:\w+ )?meeting)\b",
    re.IGNORECASE,
)
_DECISIONS = re.compile(
    r"^(?:(?:record|notice|summary|list|schedule) of (?:the )?)?(?:executive |cabinet |committee )?decisions?"
    r"(?: (?:notice|sheet|list|record|summary|statement))?(?: (?:taken|made)\b.{0,80})?$",
    re.IGNORECASE,
)
_AGENDA_LINE = re.compile(
    r"^(?:(?:public|proposed|draft|revised|supplementary|additional|late|to follow|meeting|open"
    r"|order of)\s+){0,2}(?:agenda|business)"
    r"(?:\s+(?:items?|and papers))?\s*:?$",
    re.IGNORECASE,
)
_CALLED_AGENDA = re.compile(
    r"[\s:–-](?:(?:proposed|draft|revised)\s+)?agenda\s*$|^notice of (?:a |the )?\w{0,12} ?meeting\b"
    r"|^agenda\s+(?:of|for)\b",
    re.IGNORECASE,
)
_NOT_THIS_DAY = re.compile(
    r"\b(?:next (?:\w+ )?meeting|publi(?:shed|cation)|issued?|updated|printed|despatch\w*|version|revised"
    r"|(?:approv|confirm|agree)(?:ed|al)|deadline|call[- ]in|dated|previous|last meeting|to be held)\b",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"^(?:present|members?|membership|panel|attendees?|attendance|in attendance|also present|apologies|quorum"
    r"|councillors?|cllrs?|(?:panel|other|board|committee) (?:members|attendees)|secretariat|contact"
    r"|committee members|to|dear|notes?|for (?:further )?information|enquiries|distribution|officers?)\b"
    r".{0,40}?(?::|\t|$)",
    re.IGNORECASE,
)
_THERE = re.compile(
    r"^(?:(?:members? |councillors? |those )?present|(?:panel |other )?attendees?|attendance|in attendance"
    r"|panel(?=\s*:)|members in attendance|apologies)\b",
    re.IGNORECASE,
)
_ITEM = re.compile(
    r"^(?:(?i:(?:agenda )?items?)\s+\d|\d{1,4}(?:/\d{2,4})?[a-z]?[.)]?(?:\s*\t|\s+(?=[A-Z“‘(]))"
    r"|(?i:part) (?:[A-Za-z]|\d|[Ii]+)\b|•)"
)
_LINKED = re.compile(
    r"https?:|www\.|\S@\S"
    r"|^\d{1,2}[.:]\d\d\s*(?:[ap]m)?\s*[-–—]\s*\d{1,2}[.:]\d\d\s*(?:[ap]m)?(?:\t|\s?[:–-])\s*(?!\d)[A-Z]",
    re.IGNORECASE,
)
"""An address, or an entry of a timetable: neither belongs to a heading."""
_VENUE = re.compile(
    r"^(?:(?:venue|place|location)\s*(?:[:\t]\s*|$)|(?:at|in|held (?:at|in))\b\s*:?\s*)(?P<place>\S.*)?$",
    re.IGNORECASE,
)
_PLACE = re.compile(
    r"\b(?:room|house|hall|chamber|building|street|road|offices?|floor|library|school|guildhall|theatre"
    r"|suite|civic centre|square|teams|zoom)\b|\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b",
    re.IGNORECASE,
)
_IN_BRACKETS = re.compile(r"[\[<(]https?:[^\s\])>]{3,200}[\])>]")
_CLOCK = re.compile(
    r"^[\d:. apm–-]{4,24}(?=[A-Z])|[\s,]*\b(?:at\s+)?\d{1,2}(?:[.:]\d\d)?\s?[ap]\.?m\b\.?$",
    re.IGNORECASE,
)
_AMERICAN = re.compile(r"\b[A-Z]{2},? \d{5}\b|\bCentral Time\b|\bEastern Time\b")
_NUMERIC = re.compile(r"\b\d{1,2}[/.-]\d{1,2}[/.-]\d{4}\b")


@dataclass(frozen=True, slots=True)
class TitleBlock:
    """What the head of a paper states; `end` is the place of the first paragraph after it."""

    what: What
    board: str | None
    date: Date | None
    start: Time | None
    finish: Time | None
    venue: str | None
    draft: bool
    end: int


def read_title_block(paragraphs: Sequence[Paragraph]) -> TitleBlock | None:
    """The head of minutes, of decisions or of an agenda; None for a paper that says none of these.

    `board` and `date` are None where the head does not state them, or states two.
    """
    lines = _lines(paragraphs)
    what = _what(lines, paragraphs)
    called = _called(paragraphs) if what in {None, "agenda"} else None
    if called is not None:
        return called
    if what is None:
        return None
    span = next((found for line in lines if (found := read_span(line))), None)
    start = span[0] if span else next((t for line in lines if (t := read_time(line))), None)
    return TitleBlock(
        what=what,
        board=_board(lines),
        date=_date(lines, paragraphs),
        start=start,
        finish=span[1] if span else None,
        venue=_venue(lines),
        draft=any(re.match(r"draft\b|.{0,80}\bdraft minutes\b", line, re.I) for line in lines),
        end=len(lines),
    )


def _called(paragraphs: Sequence[Paragraph]) -> TitleBlock | None:
    """The head of an agenda whose meeting is called in a sentence."""
    for place, paragraph in enumerate(paragraphs[:_LINES]):
        said: Summons | None = read_summons(paragraph.text)
        below = [after.text.strip() for after in paragraphs[place + 1 : place + 1 + _AGENDA_BY]]
        board = body_in(said.body) if said else None
        if said and board and (agenda_place(paragraphs) is not None or opens_agenda(below)):
            return TitleBlock(
                what="agenda",
                board=board,
                date=said.date,
                start=said.start,
                finish=None,
                venue=said.venue,
                draft=False,
                end=place + 1,
            )
    return None


def agenda_place(paragraphs: Sequence[Paragraph]) -> int | None:
    """The place after the word "Agenda" on a line of its own, near the top; None where there is none."""
    top = enumerate(paragraphs[:_AGENDA_BY])
    return next((n + 1 for n, p in top if _AGENDA_LINE.match(p.text.strip())), None)


def _lines(paragraphs: Sequence[Paragraph]) -> list[str]:
    """The head: short lines, up to a label, an item, a sentence, or the word "Agenda" with them."""
    lines = [_IN_BRACKETS.sub("", html.unescape(p.text)).strip() for p in paragraphs[:_LINES]]
    head = list(takewhile(lambda line: not _ends(line), lines))
    agenda = next((n for n, line in enumerate(head) if _AGENDA_LINE.match(line)), len(head))
    return head[: agenda + 1]


def _ends(line: str) -> bool:
    said = len(line.split()) > 7 and line.endswith(".")
    day = next(iter(find_dates(line)), None)
    opens_with_day = day is not None and day[1] == 0
    entry = _ITEM.match(line) and not opens_with_day
    return len(line) > _LONGEST or said or bool(entry or _LABEL.match(line) or _LINKED.search(line))


def _what(lines: Sequence[str], paragraphs: Sequence[Paragraph]) -> What | None:
    if any(_AGENDA_LINE.match(line) or _CALLED_AGENDA.search(line) for line in lines):
        return "agenda"
    if any(_DECISIONS.match(line) for line in lines):
        return "decisions"
    after = paragraphs[len(lines) : len(lines) + 60]
    there = bool(after and _THERE.match(after[0].text)) and len(read_attendance(after)) > 1
    if any(_MINUTES.search(line) for line in lines) and (there or not _lists(lines)):
        return "minutes"
    if there:
        return "minutes"
    sure = _board(lines) is not None and _date(lines, paragraphs) is not None
    listed = agenda_place(paragraphs) is not None or opens_agenda(
        [paragraph.text.strip() for paragraph in after]
    )
    return "agenda" if sure and listed else None


def _lists(lines: Sequence[str]) -> bool:
    """True for a page that lists minutes ("Agendas and minutes"), or a report on them."""
    return any(re.search(r"\bagendas?\b|\breport\b|\barchive", line, re.I) for line in lines)


def _date(lines: Sequence[str], paragraphs: Sequence[Paragraph]) -> Date | None:
    american = any(_AMERICAN.search(p.text) for p in paragraphs[: _LINES * 2])
    said = [line for line in lines if not _NOT_THIS_DAY.search(line)]
    days = {
        day
        for line in said
        for day, start, end in find_dates(line)
        if not (american and _NUMERIC.search(line[start:end]))
    }
    return days.pop() if len(days) == 1 else None


def _board(lines: Sequence[str]) -> str | None:
    """The body: the last one named before the day, else after it; a council's own name only if alone."""
    day = next((n for n, line in enumerate(lines) if find_dates(line)), len(lines))
    for run in (lines[: day + 1], lines[day + 1 :]):
        found = [name for line in run if (name := body_in(line))]
        boards = [name for name in found if not _A_COUNCIL.match(name)]
        if found:
            return (boards or found)[-1]
    return None


def is_council(name: str) -> bool:
    """True for a council's own name, which heads the papers of all its bodies."""
    return bool(_A_COUNCIL.match(name))


def body_in(line: str) -> str | None:
    """The body that a line of a heading names, without "Minutes of", "– fifth meeting" and the day."""
    for part in _PARTS.split(line):
        dates = find_dates(part)
        before = part[: dates[0][1]] if dates else part
        titled = _NAMED_BY_TITLE.match(f"{before.strip()} ") or _NAMED_BY_TITLE.match(
            before.strip()
        )
        if titled and dates and _is_title(titled["name"]):
            return titled["name"]
        name = _AFTER.sub("", _AFTER.sub("", _BEFORE.sub("", before, count=1))).strip(" -–—:")
        if _is_title(name) and _NAMED.search(name):
            rest = line[line.find(name) + len(name) :]
            return None if _A_PART_OF_IT.search(rest) else " ".join(name.split())
    return None


def _is_title(name: str) -> bool:
    """True for words that are all written as a name's are."""
    words = name.split()
    return (
        0 < len(words) <= 20
        and name[-1:] not in ",;."
        and all(word[0].isupper() or word[0] in "(&0123456789" or word in _SMALL for word in words)
    )


def _venue(lines: Sequence[str]) -> str | None:
    venue = _printed_venue(lines)
    return _CLOCK.sub("", venue).strip(" ,.") or None if venue else None


def _printed_venue(lines: Sequence[str]) -> str | None:
    """What stands after "Venue", or the lines below the day that name a place."""
    for place, line in enumerate(lines):
        found = _VENUE.match(line)
        if found and (found["place"] or place + 1 < len(lines)):
            rest = takewhile(lambda text: not _AGENDA_LINE.match(text), lines[place + 1 :])
            return found["place"] or ", ".join(text.strip(" ,") for text in rest)
    day = next((n for n, line in enumerate(lines) if find_dates(line)), len(lines))
    below = [line for line in lines[day + 1 :] if not _MINUTES.search(line)]
    named = [n for n, line in enumerate(below) if _PLACE.search(line) and not body_in(line)]
    if not named or any(_AGENDA_LINE.match(line) for line in below[: named[-1] + 1]):
        return None
    return ", ".join(line.strip(" ,") for line in below[named[0] : named[-1] + 1])
