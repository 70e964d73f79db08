"""One item of one paper: from the paragraphs under its title to an `ItemReading`."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from indexer.model import Excerpt, ItemReading, Link, Paragraph
from indexer.reading.decisions import (
    opens_resolution,
    read_resolution,
    read_sheet,
    with_capacity,
    without_cut,
)
from indexer.reading.numbering import own_reference
from indexer.reading.privacy import closed_matters, is_public, is_withheld
from indexer.reading.titles import is_standing
from indexer.reading.undertakings import read_undertakings
from indexer.reading.votes import read_votes
from indexer.reading.words import mended, part_number, unfinished, without_file_note

REPORT_OF = re.compile(
    r"^(?:(?:joint|verbal|oral|written|annual|progress|further|late|urgent|information)\s+)*"
    r"(?:reports?|briefing notes?|presentations?|updates?|papers?|letters?|memorand\w+|statements?"
    r"|recommendations?)"
    r"\s+(?:of|by|from)\s+(?:the\s+)?[A-Z(].{2,180}$",
    re.IGNORECASE,
)
"""The line under a title that says whose report it is: a post, not the author."""
SECTION = re.compile(
    r"^(?:(?:public|private|exempt|confidential|open) (?:business|session|items)|part [A-Z\d]+"
    r"(?:\s*[-–—:(]\s*.{0,60}\b(?:public|private|exempt|open|confidential|press)\b.{0,40})?)$",
    re.IGNORECASE,
)
"""The heading over a run of items that says whether the public may hear them."""
_PRIVATE = re.compile(
    r"^(?:part \w{1,5}\s*[-–—:(]\s*(?:items? (?:to be )?(?:considered|taken|discussed) in )?)?"
    r"(?:private|exempt|confidential|closed)\b",
    re.IGNORECASE,
)
_LABELLED = re.compile(
    r"[.;,]?\s(?:key decision|wards?(?:\(s\))?|portfolio)\s?:"
    r"|[.;]\sexempt:?\s(?:under\s)?paragraphs?\s\d",
    re.IGNORECASE,
)
"""What some agendas print behind the report-of line."""
_SUB_POINT = re.compile(r"^\(?[a-z]\)\s")
_USUAL_WORDS = re.compile(
    r"^(?:any other items? of .*business which the chair|to (?:agree|receive|approve|note|consider)\b)",
    re.IGNORECASE,
)
_SPEAKER = re.compile(r"(?:Councillors?|Cllrs?)\b", re.IGNORECASE)
_AGENDA_NUMBER = re.compile(r"\((?:agenda\s+)?item\s+(?P<number>\w{1,4})\)\.?$", re.IGNORECASE)


@dataclass(slots=True)
class RawItem:
    """An item as a paper lays it out, before its words are understood."""

    title: str
    number: str | None = None
    numbered_as: str = "agenda"
    """Whether `number` is the "agenda" or the "minute" number."""
    site_id: str | None = None
    section: str | None = None
    private: bool = False
    agenda: list[Paragraph] = field(default_factory=list)
    decision: list[Paragraph] = field(default_factory=list)
    minutes: list[Paragraph] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    printed_pages: tuple[int, int] | None = None


def read_item(raw: RawItem, *, board: str | None) -> ItemReading:
    """Understand what stands under one title."""
    title, agenda_number = _split_title(raw.title)
    is_minute = raw.numbered_as == "minute"
    minutes, truncated = _without_cuts(mended(raw.minutes))
    agenda, agenda_truncated = _without_cuts(raw.agenda)
    resolution = read_resolution(mended(raw.minutes), board=board)
    sheet = read_sheet(mended(raw.decision), board=board)
    whole, other = (sheet, resolution) if truncated else (resolution, sheet)
    decisions = whole.decisions or other.decisions
    return ItemReading(
        title=title,
        agenda_number=raw.number if raw.number and not is_minute else agenda_number,
        minute_number=raw.number if is_minute else None,
        minute_reference=own_reference(
            raw.number if is_minute else None, title, *(p.text for p in minutes[:1])
        )
        if is_minute or minutes
        else None,
        site_id=raw.site_id,
        section=raw.section,
        report_of=report_of(agenda),
        heading=own_heading(title, minutes),
        private=raw.private
        or bool(raw.section and _PRIVATE.match(raw.section) and not is_public(raw.title))
        or is_withheld(raw.title, [paragraph.text for paragraph in agenda]),
        minutes=tuple(paragraph.text for paragraph in minutes),
        truncated=truncated,
        agenda_truncated=agenda_truncated,
        decisions=tuple(with_capacity(decision, board) for decision in decisions),
        undertakings=read_undertakings(mended(raw.minutes), resolution.paragraphs),
        votes=read_votes(minutes or mended(raw.decision)),
        printed_pages=raw.printed_pages,
        excerpts=(
            *_agenda_excerpt(agenda),
            *_excerpts(mended(raw.decision), frozenset(range(len(raw.decision)))),
            *_excerpts(mended(raw.minutes), resolution.paragraphs),
        ),
        links=tuple(raw.links),
    )


def mark_private(items: Sequence[RawItem]) -> None:
    """Mark what minutes show to have been dealt with after the public was excluded."""
    matters = [
        (item.title, [one.text for one in (*item.minutes, *item.decision)]) for item in items
    ]
    numbers = [item.number if item.numbered_as == "minute" else None for item in items]
    for item, closed in zip(items, closed_matters(matters, numbers), strict=True):
        item.private = item.private or closed


def _split_title(title: str) -> tuple[str, str | None]:
    """A title without the file's size and without "(Agenda item 6)", and that number."""
    plain = without_file_note(title)
    found = _AGENDA_NUMBER.search(plain)
    return (plain[: found.start()].strip(), found["number"]) if found else (plain, None)


def without_agenda_number(title: str) -> str:
    """A title without "(Agenda item 6)"."""
    return _AGENDA_NUMBER.sub("", title).strip()


def _without_cuts(paragraphs: Sequence[Paragraph]) -> tuple[list[Paragraph], bool]:
    shorter = [_cut(paragraph) for paragraph in paragraphs]
    truncated = any(cut for _, cut in shorter)
    return [paragraph for paragraph, _ in shorter if paragraph.text], truncated


def _cut(paragraph: Paragraph) -> tuple[Paragraph, bool]:
    text, cut = without_cut(paragraph.text)
    return Paragraph(text, paragraph.starts, paragraph.gap, paragraph.strong), cut


def report_of(agenda: Sequence[Paragraph]) -> str | None:
    """The report-of line among the paragraphs under a title, if there is one."""
    for paragraph in agenda:
        if is_report_of(paragraph.text):
            return _LABELLED.split(paragraph.text, maxsplit=1)[0]
    return None


def is_report_of(text: str) -> bool:
    """True for a report-of line: no sentence, such as "Report of the Director was noted."."""
    return bool(REPORT_OF.match(text)) and unfinished(text.rstrip(")"))


def describes(text: str) -> bool:
    """True for what stands between a title and its minutes: report-of line, sub-points, usual words."""
    return bool(is_report_of(text) or _SUB_POINT.match(text) or _USUAL_WORDS.match(text))


def own_heading(title: str, minutes: Sequence[Paragraph]) -> str | None:
    """The matter's own heading under a standing title: "Support to families …" under other business."""
    if not is_standing(title) or len(minutes) < 2:
        return None
    if _is_heading(minutes[0].text):
        return minutes[0].text
    set_apart = (one for one, below in pairwise(minutes[1:]) if one.strong and not below.strong)
    return next((one.text for one in set_apart if _is_heading(one.text)), None)


def _is_heading(text: str) -> bool:
    short = len(text) <= 120 and unfinished(text) and part_number(text) is None
    said = opens_resolution(text) or _SPEAKER.match(text)
    return short and text[:1].isupper() and not said and "\t" not in text


def _agenda_excerpt(agenda: Sequence[Paragraph]) -> tuple[Excerpt, ...]:
    return (Excerpt("agenda", tuple(agenda)),) if agenda else ()


def _excerpts(paragraphs: Sequence[Paragraph], resolved: frozenset[int]) -> tuple[Excerpt, ...]:
    """Runs of paragraphs in the zones "minutes" and "decision", in order."""
    runs: list[tuple[bool, list[Paragraph]]] = []
    for place, paragraph in enumerate(paragraphs):
        shorter, _ = _cut(paragraph)
        if not shorter.text:
            continue
        if not runs or runs[-1][0] != (place in resolved):
            runs.append((place in resolved, []))
        runs[-1][1].append(shorter)
    return tuple(
        Excerpt("decision" if is_decision else "minutes", tuple(run)) for is_decision, run in runs
    )
