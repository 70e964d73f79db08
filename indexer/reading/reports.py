"""Reports: briefing notes and long reports, with header, recommendations, authors and approvers."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date as Date

from indexer.dates import read_date
from indexer.model import Excerpt, Paragraph, Person, Recommendation, Role, Zone
from indexer.reading.words import bullet_of, joined, part_number, unfinished, without_mark

BLANK_PAGE = re.compile(r"^\W*this page is intentionally (?:left )?blank\W*$", re.IGNORECASE)
_TITLE = re.compile(
    r"^(?:report\s+)?(?:subject|title)\s*:\s*(?P<title>.*)$", re.IGNORECASE | re.DOTALL
)
_BODY = re.compile(
    r"^(?:the\s+)?(?:[A-Z][\w&,'’()-]*\s+(?:(?:and|of|for|the|on|&)\s+)?){0,12}"
    r"(?:Cabinet|Council|Board|Committee|Sub-Committee|Panel|Executive|Forum|Scrutiny|Commission)"
    r"(?:\s*\(\d+\))?$"
)
_COUNCIL = re.compile(r"^[\w' -]+ (?:City|Borough|County|District|Town|Parish) Council$")
_TO = re.compile(r"^(?:report\s+)?to\s*:\s*(?P<body>.*)$", re.IGNORECASE)
_HEADING = re.compile(
    r"^(?:appendix\s+\w+.{0,80}|(?:\d{1,2}(?:\.\d{1,2}){0,2}\.?\s+)?[A-Z“‘(][^\t]{1,110})$",
    re.DOTALL,
)
_NUMBERED_HEADING = re.compile(r"^\d{1,2}(?:\.\d{1,2}){0,2}\.?\s+[A-Z][^\t]{1,90}$")
_RECOMMENDATIONS = re.compile(r"^(?:\d{1,2}\.?\d?\s+)?recommendations?\s*:?$", re.IGNORECASE)
_ADDRESSED = re.compile(
    r"^(?:\d+(?:\.\d+)*\.?\s+)?(?:that\s+)?(?:the\s+)?(?P<who>.{3,120}?)\s+(?:is|are|be)\s+"
    r"(?:recommend(?:ed)?|requested|asked|invited)\b(?:\s+to\b)?[:\s–-]*(?P<rest>.*)$",
    re.IGNORECASE | re.DOTALL,
)
_AUTHORS = re.compile(
    r"^(?:report\s+)?authors?(?:\(s\))?\s*:\s*(?P<rest>.*)$", re.IGNORECASE | re.DOTALL
)
_NAME_AND_TITLE = re.compile(r"^(?:name and job title|names?)\s*:?\s*", re.IGNORECASE)
_PERSON = re.compile(
    r"^(?P<name>(?:(?:Councillor|Cllr\.?|Mrs?|Ms|Miss|Mx|Dr|Prof(?:essor)?)\.?\s+)?[A-Z][\w.'’-]*(?:\s+(?:(?:de|van|von)\s+)?[A-Z][\w.'’-]*){1,3})"
    r"\s*(?:,|\t|\s[–-]\s)\s*(?P<post>[A-Z][^\t]{2,120})"
)
_AUTHORS_END = re.compile(
    r"^(?:contact details|contributors?|enquiries|this report|appendi(?:x|ces)|background papers)",
    re.IGNORECASE,
)
_CONTRIBUTORS = re.compile(r"^contributors?\s*:?", re.IGNORECASE)
_APPROVERS = re.compile(r"^names? of approvers?\b|^approvers?\s*:?", re.IGNORECASE)
_OTHER_MEMBERS = re.compile(r"^other members\b", re.IGNORECASE)
_KEY = re.compile(r"^is this a key decision\s*\??\s*(?P<rest>.*)$", re.IGNORECASE | re.DOTALL)
_WARDS = re.compile(r"^wards?(?:\(s\))?\s+affected\s*:?\s*(?P<rest>.*)$", re.IGNORECASE | re.DOTALL)
_HEADER_ENDS = re.compile(r"@|\bTel\b|^enquiries|[.”]$|intentionally", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Report:
    """What a report says of itself; its text is in `excerpts`."""

    title: str | None
    addressed: tuple[tuple[str, Date | None], ...]
    """The bodies it goes to, with their dates, in the order printed."""
    key_decision: bool | None
    wards: tuple[str, ...]
    people: tuple[Person, ...]
    recommendations: tuple[Recommendation, ...]
    excerpts: tuple[Excerpt, ...]


def report_starts(paragraphs: Sequence[Paragraph]) -> list[int]:
    """Places at which a report begins, where pages do not tell: its header is found from its title."""
    starts: list[int] = []
    for place, paragraph in enumerate(paragraphs):
        found = _TITLE.match(paragraph.text)
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
    return Report(
        title=_title(lines),
        addressed=_addressed(lines),
        key_decision=_key_decision(lines),
        wards=_wards(lines),
        people=_people(lines),
        recommendations=_recommendations(blocks),
        excerpts=tuple(_excerpts(blocks, programme)),
    )


def _title(lines: Sequence[Paragraph]) -> str | None:
    for place, paragraph in enumerate(lines[:60]):
        found = _TITLE.match(paragraph.text.replace("\t", " "))
        if found:
            title = found["title"].strip()
            return title or (lines[place + 1].text if place + 1 < len(lines) else None)
    return None


def _addressed(lines: Sequence[Paragraph]) -> tuple[tuple[str, Date | None], ...]:
    """Bodies and days of the header: "To:" and a date, or a run of bodies beside a run of dates."""
    bodies: list[str] = []
    days: list[Date] = []
    for paragraph in lines[:24]:
        text = paragraph.text.replace("\t", "  ").strip()
        if _TITLE.match(text) or re.match(r"(?:name of )?cabinet member\s*:", text, re.IGNORECASE):
            break
        day = read_date(text)
        words = _without_date(text) if day else text
        to = _TO.match(words)
        body = (to["body"] if to else words).strip(" :-–,")
        if body and (to or _BODY.match(body)) and not _COUNCIL.match(body):
            bodies.append(body)
        if day:
            days.append(day)
    return tuple(
        (body, days[place] if place < len(days) else None) for place, body in enumerate(bodies)
    )


def _without_date(text: str) -> str:
    text = re.sub(r"\bdate\s*:\s*", "", text, flags=re.IGNORECASE)
    text = re.sub(
        r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s*)?\d{1,2}(?:st|nd|rd|th)?\s+\w+,?\s+\d{4}.*$",
        "",
        text,
        flags=re.IGNORECASE,
    )
    return text.strip()


def _following(lines: Sequence[Paragraph], label: re.Pattern[str]) -> str | None:
    for place, paragraph in enumerate(lines[:80]):
        found = label.match(paragraph.text.replace("\t", " "))
        if found:
            rest: str = found["rest"].strip()
            return rest or (lines[place + 1].text if place + 1 < len(lines) else None)
    return None


def _key_decision(lines: Sequence[Paragraph]) -> bool | None:
    answer = (_following(lines, _KEY) or "").lower()
    return True if answer.startswith("yes") else False if answer.startswith("no") else None


def _wards(lines: Sequence[Paragraph]) -> tuple[str, ...]:
    words = _following(lines, _WARDS)
    if words is None or len(words) > 300:
        return ()
    if re.match(r"all\b", words, re.IGNORECASE):
        return (words.strip(" ."),)
    return tuple(part.strip(" .") for part in re.split(r",|;|\band\b", words) if part.strip(" ."))


def _people(lines: Sequence[Paragraph]) -> tuple[Person, ...]:
    found = [*_authors(lines), *_table(lines)]
    return tuple(dict.fromkeys(found))


def _authors(lines: Sequence[Paragraph]) -> Iterator[Person]:
    """After "Authors:" or "Report author(s):", one a line, until contact details or enquiries."""
    for place, paragraph in enumerate(lines):
        found = _AUTHORS.match(paragraph.text.replace("\t", " "))
        if not found:
            continue
        for entry in (found["rest"], *(line.text for line in lines[place + 1 : place + 30])):
            if _AUTHORS_END.match(entry):
                break
            person = _person(_NAME_AND_TITLE.sub("", entry.strip()), "author")
            if person is not None:
                yield person


def _person(text: str, role: Role) -> Person | None:
    found = _PERSON.match(text) if len(text) < 400 else None
    if not found:
        return None
    return Person(found["name"].strip(), role, found["post"].strip(" ,.") or None)


def _table(lines: Sequence[Paragraph]) -> Iterator[Person]:
    """Rows of the contributor and approver table: name, title, service, dates."""
    role: Role | None = None
    for paragraph in lines:
        cells = [cell.strip() for cell in paragraph.text.split("\t")]
        if _CONTRIBUTORS.match(cells[0]) and not re.match(r"contributor/", cells[0], re.IGNORECASE):
            role = "contributor"
        elif _APPROVERS.match(cells[0]):
            role = "approver"
        elif role and len(cells) >= 2 and not _OTHER_MEMBERS.match(cells[0]):
            name, post = cells[0], cells[1]
            if re.match(r"^[A-Z][\w.'’-]*(?:\s+[A-Z][\w.'’-]*){1,4}$", name) and not re.search(
                r"\d", name
            ):
                service = (
                    cells[2] if len(cells) > 2 and re.match(r"^[A-Z][^\d]{2,}$", cells[2]) else None
                )
                yield Person(name, role, post or None, service)
        elif role and re.match(r"^this report\b", paragraph.text, re.IGNORECASE):
            role = None


@dataclass(frozen=True, slots=True)
class _Section:
    heading: str | None
    paragraphs: tuple[Paragraph, ...]


def _blocks(lines: Sequence[Paragraph]) -> Iterator[_Section]:
    """The paper cut at its headings; a heading stays with the text under it."""
    heading: str | None = None
    run: list[Paragraph] = []
    for place, paragraph in enumerate(lines):
        if is_heading(paragraph) or _is_label(paragraph, lines[place + 1 : place + 2]):
            if run:
                yield _Section(heading, tuple(run))
            heading, run = paragraph.text.rstrip(" :"), [paragraph]
        else:
            run.append(paragraph)
    if run:
        yield _Section(heading, tuple(run))


def is_heading(paragraph: Paragraph) -> bool:
    """True for a line that heads a part of a report: numbered and short, or set apart in bold."""
    text = paragraph.text
    if "\t" in text or len(text) > 120 or bullet_of(text) or text.endswith((".", ";", ",")):
        return False
    if _RECOMMENDATIONS.match(text):
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
    if not paragraph.gap or not text.endswith((":", "?")) or len(text) > 100 or _marked(text):
        return False
    listed = any(bullet_of(after.text) or part_number(after.text) for after in following)
    return text[:1].isupper() and "\t" not in text and not _ADDRESSED.match(text) and not listed


def _recommendations(blocks: Sequence[_Section]) -> tuple[Recommendation, ...]:
    """Block by block, each part with the body it is addressed to."""
    found: list[Recommendation] = []
    addressed: str | None = None
    for section in _recommending(blocks):
        for paragraph in section.paragraphs[1:]:
            text, marked = without_mark(paragraph.text), _marked(paragraph.text)
            opening = _ADDRESSED.match(text)
            if opening:
                addressed = re.sub(r"^the\s+", "", opening["who"].strip(), flags=re.IGNORECASE)
                text = opening["rest"].strip()
            if text and (opening or marked or addressed is None or not found):
                found.append(Recommendation(addressed, text))
            elif text:
                found[-1] = Recommendation(found[-1].addressed_to, f"{found[-1].text} {text}")
    return tuple(found)


def _marked(text: str) -> bool:
    return part_number(text) is not None or bullet_of(text) or without_mark(text) != text


def _recommending(blocks: Sequence[_Section]) -> Iterator[_Section]:
    """The sections headed "Recommendations", and those under it headed by whom they address."""
    inside = False
    for section in blocks:
        if section.heading and _RECOMMENDATIONS.match(section.heading):
            inside = True
            yield section
        elif inside and section.heading and _ADDRESSED.match(section.heading):
            yield _Section(None, (section.paragraphs[0], *section.paragraphs))
        else:
            inside = False


def _excerpts(blocks: Sequence[_Section], programme: bool) -> Iterator[Excerpt]:
    recommending = {id(section.paragraphs[-1]) for section in _recommending(blocks)}
    for section in blocks:
        is_recommendation = id(section.paragraphs[-1]) in recommending
        zone: Zone = (
            "recommendation" if is_recommendation else "programme" if programme else "report"
        )
        yield Excerpt(zone, section.paragraphs, section.heading)


def merged_title(paragraphs: Sequence[Paragraph]) -> str:
    """A title for a paper that names none: its first line of words."""
    for paragraph in paragraphs[:20]:
        text = " ".join(paragraph.text.split())
        if len(text) > 3 and re.search(r"[A-Za-z]", text):
            return text[:160]
    return joined(paragraphs[:1]).text[:160] if paragraphs else "Untitled"
