"""Reports: briefing notes and long reports, with header, recommendations, authors and approvers."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date as Date

from indexer.dates import read_date
from indexer.model import Excerpt, Paragraph, Person, Planned, Recommendation, Zone
from indexer.reading.programmes import people_of, read_programme
from indexer.reading.recommendations import (
    ADDRESSED,
    RECOMMENDATIONS,
    asks,
    inline,
    is_entry,
    is_marked,
    read_recommendations,
)
from indexer.reading.report_head import (
    TITLE,
    addressed,
    bare_title,
    is_furniture,
    key_decision,
    labelled_title,
    report_of,
    wards,
)
from indexer.reading.report_path import read_path
from indexer.reading.report_people import read_people
from indexer.reading.words import bullet_of, part_number, unfinished

BLANK_PAGE = re.compile(r"^\W*this page is intentionally (?:left )?blank\W*$", re.IGNORECASE)
_HEADING = re.compile(
    r"^(?:appendix\s+\w+.{0,80}|(?:\d{1,2}(?:\.\d{1,2}){0,2}\.?\s+)?[A-Z“‘(][^\t]{1,110})$",
    re.DOTALL,
)
_NUMBERED_HEADING = re.compile(r"^\d{1,2}(?:\.\d{1,2}){0,2}\.?\s+[A-Z][^\t]{1,90}$")
_OVER_ROWS = 4
"""Lines at the head of a programme: below them its rows have days and bodies of their own."""
_TOP = 8
"""Lines among which a paper without a title has one."""
_HEADER_ENDS = re.compile(r"@|\bTel\b|^enquiries|[.”]$|intentionally", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Report:
    """What a report says of itself; its text is in `excerpts`."""

    title: str | None
    """Under its label."""
    bare_title: str | None
    """The first line of its head that can be one."""
    report_of: str | None
    """The report-of line, whole, where it names a post."""
    addressed: tuple[tuple[str, Date | None], ...]
    """The bodies of its header, with their dates, in the order printed."""
    path: tuple[tuple[str, Date], ...]
    """The bodies and days to which it goes, by its header and its answers."""
    key_decision: bool | None
    wards: tuple[str, ...]
    people: tuple[Person, ...]
    recommendations: tuple[Recommendation, ...]
    programme: tuple[Planned, ...]
    excerpts: tuple[Excerpt, ...]

    @property
    def is_one(self) -> bool:
        """Whether it says itself that it is a report: whose, or what it asks for."""
        return bool(self.report_of or self.recommendations)


def report_starts(paragraphs: Sequence[Paragraph]) -> list[int]:
    """Places at which a report begins, where pages do not tell: its header is found from its title."""
    starts: list[int] = []
    for place, paragraph in enumerate(paragraphs):
        found = TITLE.match(paragraph.text)
        if not found or paragraph.text.lower().startswith("report title"):
            continue
        start = _header_start(paragraphs, place)
        if not starts or start > starts[-1]:
            starts.append(start)
    return starts


def _header_start(paragraphs: Sequence[Paragraph], title: int) -> int:
    """Walk up from the title while the lines are a header's: short, and no end of a paper before."""
    place = title
    while place > 0 and title - place < 24:
        above = paragraphs[place - 1].text
        if len(above) > 160 or _HEADER_ENDS.search(above) or bullet_of(above) or "\t" in above:
            break
        place -= 1
    return place


def read_report(paragraphs: Sequence[Paragraph], *, programme: bool = False) -> Report:
    """One report. `programme`: it is a work programme, whose dates are no meeting dates."""
    lines = [p for p in paragraphs if not BLANK_PAGE.match(p.text)]
    blocks = list(_blocks(lines))
    title, whose = labelled_title(lines), report_of(lines)
    asked = read_recommendations(_recommending(blocks))
    head = lines[:_OVER_ROWS] if programme else lines
    goes_to = addressed(head) if title or whose or asked else ()
    rows = read_programme(lines) if programme else ()
    return Report(
        title=title,
        bare_title=bare_title(lines),
        report_of=whose,
        addressed=goes_to,
        path=read_path(lines, goes_to),
        key_decision=key_decision(lines),
        wards=() if rows else wards(lines),
        people=tuple(dict.fromkeys((*read_people(lines), *people_of(rows)))),
        recommendations=asked,
        programme=rows,
        excerpts=tuple(_excerpts(blocks, programme)),
    )


@dataclass(frozen=True, slots=True)
class _Section:
    heading: str | None
    paragraphs: tuple[Paragraph, ...]


def _blocks(lines: Sequence[Paragraph]) -> Iterator[_Section]:
    """The paper cut at its headings; a heading stays with the text under it."""
    heading: str | None = None
    run: list[Paragraph] = []
    headed = any(RECOMMENDATIONS.match(line.text) for line in lines)
    for place, paragraph in enumerate(lines):
        opens = is_heading(paragraph) or _is_label(paragraph, lines[place + 1 : place + 2])
        if (opens and not is_entry(heading, paragraph)) or _recommends(heading, paragraph, headed):
            if run:
                yield _Section(heading, tuple(run))
            heading, run = paragraph.text.rstrip(" :"), [paragraph]
        else:
            run.append(paragraph)
    if run:
        yield _Section(heading, tuple(run))


def _recommends(heading: str | None, paragraph: Paragraph, headed: bool) -> bool:
    """True for "RECOMMENDATION: That …" or "The Committee is asked to:", under no heading that says so.

    What is asked elsewhere in a report that has such a heading only tells of it.
    """
    said = bool(heading and RECOMMENDATIONS.match(heading))
    return not said and ((not headed and asks(paragraph)) or inline(paragraph) is not None)


def is_heading(paragraph: Paragraph) -> bool:
    """True for a line that heads a part of a report: numbered and short, or set apart in bold."""
    text = paragraph.text
    if "\t" in text or len(text) > 120 or bullet_of(text) or text.endswith((".", ";", ",")):
        return False
    if RECOMMENDATIONS.match(text):
        return True
    if read_date(text) and len(text.split()) <= 5:
        return False
    if paragraph.strong:
        return bool(_HEADING.match(text)) and not re.match(r"^\w\)", text)
    return (
        bool(_NUMBERED_HEADING.match(text))
        and unfinished(text.rstrip(")”?"))
        and len(text.split()) <= 14
    )


def _is_label(paragraph: Paragraph, following: Sequence[Paragraph]) -> bool:
    """True for "List of Appendices included:" or "Will this report go to Council?": a form's label."""
    text = paragraph.text
    if not paragraph.gap or not text.endswith((":", "?")) or len(text) > 100 or is_marked(text):
        return False
    listed = any(bullet_of(after.text) or part_number(after.text) for after in following)
    return text[:1].isupper() and "\t" not in text and not ADDRESSED.match(text) and not listed


def _recommending(blocks: Sequence[_Section]) -> Iterator[tuple[Paragraph, ...]]:
    """The sections that recommend, each with its heading first.

    Those headed "Recommendations", those under them headed by whom they address, and blocks that
    begin with the words themselves.
    """
    inside = False
    headed = any(one.heading and RECOMMENDATIONS.match(one.heading) for one in blocks)
    for section in blocks:
        first = section.paragraphs[0]
        said = inline(first)
        if section.heading and RECOMMENDATIONS.match(section.heading):
            inside = True
            yield section.paragraphs
        elif said is not None:
            inside = True
            yield (first, said, *section.paragraphs[1:])
        elif (asks(first) and (inside or not headed)) or (
            inside and section.heading and ADDRESSED.match(section.heading)
        ):
            inside = True
            yield (first, *section.paragraphs)
        else:
            inside = False


def _excerpts(blocks: Sequence[_Section], programme: bool) -> Iterator[Excerpt]:
    recommending = {id(paragraphs[-1]) for paragraphs in _recommending(blocks)}
    for section in blocks:
        is_recommendation = id(section.paragraphs[-1]) in recommending
        zone: Zone = (
            "recommendation" if is_recommendation else "programme" if programme else "report"
        )
        yield Excerpt(zone, section.paragraphs, section.heading)


def merged_title(paragraphs: Sequence[Paragraph]) -> str:
    """A title for a paper that names none: its first line that can be one, else its first words."""
    lines = [paragraph.text.strip("-–—: ") for paragraph in paragraphs[:20]]
    worded = [text for text in lines if len(text) > 3 and re.search(r"[A-Za-z]", text)]
    titles = (text for text in worded[:_TOP] if not is_furniture(text))
    first = next(titles, "")
    whole = len(first) <= 160 and unfinished(first.rstrip(")”?"))
    return " ".join((first if whole and first else (worded or ["Untitled"])[0]).split())[:160]
