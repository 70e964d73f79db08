"""Forward plans and issues of a site: what is to be decided, when, by whom (moderngov.md §8)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from bs4.element import Tag

from indexer.dates import find_dates
from indexer.model import Person, Planned
from indexer.reading.facts import facts_of, key_decision_of, people_named, people_of_facts, wards_of
from indexer.reading.markup import Piece, pieces, text_of

_HEADINGS = "h3, h4, .mgSubSubTitleTxt"
_MOST_HEADINGS = 300
_DUE = re.compile(
    r"(?:decision|date)(?: is)? due(?: date)?|(?:proposed |expected )?(?:decision date|date of decision)"
    r"|decision month|due date|decision to be (?:made|taken)(?: on)?",
    re.IGNORECASE,
)
_MAKER = re.compile(r"decision[ -]makers?", re.IGNORECASE)
_OFFICER = re.compile(
    r"(?:lead|responsible|contact) (?:officer|director)s?|report author", re.IGNORECASE
)
_MEMBER = re.compile(
    r"(?:lead |responsible )?(?:cabinet |executive )?(?:members?|councillors?)|portfolio holders?",
    re.IGNORECASE,
)
_PAUSED = re.compile(r"\b(?:paused|on hold|suspended)\b", re.IGNORECASE)
_LIST = re.compile(
    r"^(?:decisions?|agenda items?|documents?|meetings?|history|.{0,30}documents):?$", re.IGNORECASE
)
"""Headings of an issue's page over what became of it, which is not what is planned."""


@dataclass(slots=True)
class _Row:
    title: str
    facts: dict[str, str] = field(default_factory=dict)
    detail: list[str] = field(default_factory=list)

    def value(self, label: re.Pattern[str]) -> str | None:
        return next(
            (words for name, words in self.facts.items() if label.fullmatch(name) and words), None
        )


@dataclass(frozen=True, slots=True)
class Plan:
    """The rows of a plan, and what its page says of all of them or of the only one."""

    rows: tuple[Planned, ...]
    people: tuple[Person, ...]
    key_decision: bool | None = None
    wards: tuple[str, ...] = ()


def read_plan(content: Tag, heading: str) -> Plan:
    """What a plan's page has under each heading, an issue's under the title of the page."""
    rows = [row for row in _rows(content, heading) if row.value(_DUE) or row.value(_MAKER)]
    people = tuple(dict.fromkeys(person for row in rows for person in people_of_facts(row.facts)))
    alone = rows[0].facts if len(rows) == 1 else {}
    planned = tuple(map(_planned, rows))
    return Plan(planned, people, key_decision_of(alone), wards_of(alone))


def _rows(content: Tag, heading: str) -> Iterator[_Row]:
    titles = {text_of(node) for node in content.select(_HEADINGS, limit=_MOST_HEADINGS)} - {heading}
    known = facts_of(content)
    row, listing = _Row(heading), False
    for piece in pieces(content):
        label, colon, words = (part.strip() for part in piece.text.partition(":"))
        if piece.text in titles:
            listing = bool(_LIST.match(piece.text))
            if not listing and not piece.text.endswith(":"):
                yield row
                row = _Row(piece.text)
        elif colon and label.lower() in known:
            row.facts.setdefault(label.lower(), words)
        elif _tells(piece, heading) and not listing:
            row.detail.append(piece.text)
    yield row


def _tells(piece: Piece, heading: str) -> bool:
    return bool(piece.text) and piece.text != heading and not piece.linked


def _planned(row: _Row) -> Planned:
    when = row.value(_DUE)
    days = find_dates(when or "")
    return Planned(
        title=row.title,
        date=days[0][0] if len(days) == 1 else None,
        when=when,
        paused=bool(_PAUSED.search(f"{when or ''} {row.facts.get('decision status', '')}")),
        detail="\n".join(row.detail) or None,
        member=_names(row.value(_MEMBER)),
        officer=_names(row.value(_OFFICER)),
    )


def _names(words: str | None) -> str | None:
    """Names with their posts, without how to reach them."""
    named = [
        f"{one.name}, {one.post}" if one.post else one.name
        for one in people_named(words or "", "lead")
    ]
    return "; ".join(named) or words
