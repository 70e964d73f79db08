"""A form that records one decision of a Cabinet Member or an officer, as a file and no page of a register.

Such forms are laid out as councils like. One is read as a decision only where its head calls it the record or
notice of one, and it states under labels who decided, on which day, and what: all else stays a paper.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from indexer.dates import find_dates
from indexer.model import Excerpt, ItemReading, MeetingReading, Paragraph, Zone
from indexer.reading.decisions import read_ruling
from indexer.reading.facts import key_decision_of, people_of_facts, wards_of
from indexer.reading.register import maker_capacity
from indexer.reading.words import mended

_WHOSE = r"(?:executive|officer|delegated|individual|cabinet|member|portfolio|holder|urgent)"
_HEAD = re.compile(
    r"^(?:(?:published|signed|formal) )?"
    r"(?:(?:record|notice|statement) of (?:an? |the )?(?:\w+[ -]){0,4}?decision"
    r"(?: notice| record)?(?: (?:taken|made) (?:by|under)\b.{0,80})?"
    rf"|(?:{_WHOSE}[ -]){{1,4}}decision(?: (?:record|notice|form|sheet|report and record))?"
    r"|decision (?:notice|record)(?: sheet)?)(?: form)?$",
    re.IGNORECASE,
)
_NOT_YET = re.compile(
    r"\b(?:proposed|forthcoming|for determination|draft|intention|intended|to be (?:taken|made)|withdrawn"
    r"|pending)\b|\bnotice of (?:an? )?(?:\w+ )?key decision\b",
    re.IGNORECASE,
)
_A_BODY = re.compile(
    r"^(?:the )?(?:cabinet|executive|(?:full )?council|.{0,80}\b(?:committee|board|panel))$",
    re.IGNORECASE,
)
"""Whose decisions are taken at a meeting."""
_TOP = 8
"""Paragraphs among which the head says what the paper is."""
_LABELS = {
    "maker": r"(?:name (?:and \w+ )?of (?:the )?)?decision[ -]?(?:maker|taker)|decision (?:taken|made) by"
    r"|(?:officer|member) (?:taking|making) (?:the )?decision",
    "date": r"(?:date of (?:the )?decision|decision date|date (?:the )?decision (?:was )?(?:taken|made))",
    "number": r"(?:decision )?(?:ref(?:erence)?\.?(?: (?:no\.?|number))?|number|no\.?)",
    "title": r"(?:decision |report )?(?:title|subject)(?: of (?:the )?(?:decision|report))?|subject matter",
    "decision": r"(?:the )?decisions?(?: (?:taken|made))?|details? of (?:the )?decision|decision details?",
    "fact": r"(?:lead|responsible|contact|report) (?:officer|author|director)s?|author|contact"
    r"|wards?(?:\(s\))?(?: affected)?|divisions? affected|key decision|is (?:this |it )?a key decision"
    r"|decision type|portfolio(?: holder)?|cabinet member|directorate|service area|status",
    "section": r"purpose|summary|background|recommendations?|(?:the )?reasons?\b[^:]{0,60}"
    r"|(?:details of )?(?:any )?(?:alternative|other) options?\b[^:]{0,60}|options\b[^:]{0,60}"
    r"|consult\w+\b[^:]{0,60}|[^:]{0,40}\bimplications|[^:]{0,30}\binterests?\b[^:]{0,60}|urgency[^:]{0,60}"
    r"|(?:background|supporting|appendices|accompanying)\b[^:]{0,40}|call[- ]in[^:]{0,60}|signed"
    r"|signature|dated?|approved by|authori[sz]ed by|delegat\w+\b[^:]{0,60}",
}
_LABEL = {name: re.compile(words, re.IGNORECASE) for name, words in _LABELS.items()}
_LINE = re.compile(
    r"^(?:\d{1,2}[.)]?\s+)?(?P<label>[A-Z][^:\t\n]{1,90}?)[ ]?[?]?[ ]?(?:[:\t][:\t\s]*(?P<rest>\S.*)?)?$",
    re.DOTALL,
)


def read_decision_form(paragraphs: Sequence[Paragraph]) -> MeetingReading | None:
    """The decision as one item, without a meeting; None for a paper that is surely no such form."""
    head = [one.text.strip() for one in paragraphs[:_TOP]]
    if not any(_HEAD.match(text) for text in head) or any(map(_not_yet, head)):
        return None
    parts = list(_parts(paragraphs))
    facts = {label.lower(): _value(lines) for _, label, lines in parts}
    named = {kind: _value(lines) for kind, _, lines in reversed(parts)}
    days = {day for day, _, _ in find_dates(named.get("date", ""))}
    maker, title = named.get("maker"), named.get("title")
    decided = [lines for kind, _, lines in parts if kind == "decision"]
    status = facts.get("status", "") + facts.get("decision status", "")
    if not (maker and title and len(days) == 1 and len(decided) == 1) or _NOT_YET.search(status):
        return None
    if _A_BODY.match(maker):
        return None
    decisions = read_ruling(mended(decided[0]), maker=maker)
    if not decisions:
        return None
    capacity = maker_capacity(maker)
    item = ItemReading(
        title=title,
        key_decision=key_decision_of(facts),
        wards=wards_of(facts),
        decisions=tuple(
            replace(one, decided_by=one.decided_by or maker, capacity=capacity) for one in decisions
        ),
        people=people_of_facts(facts),
        excerpts=tuple(_excerpts(paragraphs)),
    )
    number = named.get("number")
    return MeetingReading(kind="decisions", date=days.pop(), number=number or None, items=(item,))


def _not_yet(line: str) -> bool:
    """True for a line of the head that says that nothing is decided yet."""
    return bool(_NOT_YET.search(line)) and ("decision" in line.lower() or len(line.split()) < 3)


_Part = tuple[str, str, list[Paragraph]]


def _parts(paragraphs: Sequence[Paragraph]) -> Iterator[_Part]:
    """What stands under each label: its kind, its words, and the paragraphs, the label's own rest first."""
    part: _Part | None = None
    for paragraph in paragraphs:
        opened = _opened(paragraph)
        if opened:
            if part:
                yield part
            part = opened
        elif part:
            part[2].append(paragraph)
    if part:
        yield part


def _opened(paragraph: Paragraph) -> _Part | None:
    """The label that begins a paragraph; one alone on its line, without a colon, is set apart."""
    found = _LINE.match(paragraph.text[:3000])
    if not found:
        return None
    label = found["label"].strip(" ?")
    kinds = (kind for kind, words in _LABEL.items() if words.fullmatch(label))
    kind = next(kinds, None)
    alone = ":" not in paragraph.text and "\t" not in paragraph.text
    if kind is None or (alone and not (paragraph.strong or paragraph.gap)):
        return None
    rest = found["rest"] or ""
    cut = len(paragraph.text) - len(rest)
    starts = tuple((max(0, offset - cut), page) for offset, page in paragraph.starts)
    return kind, label, [replace(paragraph, text=rest, starts=starts[-1:])] if rest else []


def _value(lines: Sequence[Paragraph]) -> str:
    """The first words under a label."""
    return " ".join(lines[0].text.split()) if lines else ""


def _excerpts(paragraphs: Sequence[Paragraph]) -> Iterator[Excerpt]:
    """The whole paper, label and all: what was decided, what stands above it, and the rest."""
    within = [_opened(paragraph) for paragraph in paragraphs]
    begin = next(n for n, one in enumerate(within) if one and one[0] == "decision")
    end = next((n for n in range(begin + 1, len(within)) if within[n]), len(within))
    runs: tuple[tuple[Zone, int, int], ...] = (
        ("agenda", 0, begin),
        ("decision", begin, end),
        ("report", end, len(within)),
    )
    for zone, first, last in runs:
        if first < last:
            yield Excerpt(zone, tuple(paragraphs[first:last]))
