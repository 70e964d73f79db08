"""Which documents belong together: a unit is a council's day, or one paper without a meeting."""

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date as Date
from datetime import time as Time

from indexer.councils import document_key
from indexer.readings import Outline
from indexer.store import StoredDocument


@dataclass(frozen=True, slots=True)
class Linked:
    """The item of a meeting's page that links a document."""

    board: str
    date: Date
    title: str
    start: Time | None
    site_id: str | None


@dataclass(frozen=True, slots=True)
class Part:
    """What one document tells of one meeting: `place` is the meeting's in its reading.

    `linked` where a page says which item the document belongs to.
    """

    document: StoredDocument
    place: int
    linked: Linked | None = None
    former: bool = False
    """Whether other bytes have taken the document's place."""


@dataclass(frozen=True, slots=True)
class Unit:
    """What is put together at once."""

    name: str
    council: str
    date: Date | None
    parts: tuple[Part, ...]
    digest: str
    """Changes whenever what comes of it may change."""


@dataclass(slots=True)
class Knowledge:
    """What one paper tells of other meetings: whose minutes were agreed, and which are held."""

    approvals: dict[tuple[str, str, Date], str] = field(default_factory=dict)
    """By council, board (slug) and day: the words with which the minutes were agreed."""
    held: set[tuple[str, str, Date]] = field(default_factory=set)
    """Council, board (slug) and day of meetings of which more than a report is held."""
    linked: dict[tuple[str, str], list[Linked]] = field(default_factory=dict)
    """By council, and letter and number of a document: the items whose page links it."""


def shown(
    documents: Sequence[StoredDocument], outlines: Mapping[int, Outline]
) -> list[StoredDocument]:
    """The documents whose words are to be found.

    Left out are those whose address gives other bytes now, and those whose path does, if what came
    after is another state of the same paper: of the same meeting, or of the same title.
    """
    moved_on = {d.number for d in documents if not any(origin.current for origin in d.origins)}
    replaced = {
        earlier
        for document in documents
        for earlier in document.same_path_before
        if earlier in moved_on and _same_paper(outlines.get(earlier), outlines.get(document.number))
    }
    return [
        d
        for d in documents
        if not d.superseded and d.number not in replaced and d.number in outlines
    ]


def _same_paper(one: Outline | None, other: Outline | None) -> bool:
    if one is None or other is None:
        return False
    meetings = {(m.board, m.date) for m in one.meetings[:1] if m.date}
    others = {(m.board, m.date) for m in other.meetings[:1] if m.date}
    return bool(meetings & others) or (not meetings and not others and one.title == other.title)


def knowledge(documents: Iterable[StoredDocument], outlines: Mapping[int, Outline]) -> Knowledge:
    """All that papers tell of other meetings than their own."""
    known = Knowledge()
    for document in documents:
        for meeting in outlines[document.number].meetings:
            if meeting.date is None:
                continue
            if meeting.kind not in {"report", "other"}:
                known.held.add((document.council, meeting.board, meeting.date))
            for key, title in meeting.links:
                places = known.linked.setdefault((document.council, key), [])
                one = Linked(meeting.name, meeting.date, title, meeting.start, meeting.site_id)
                places.append(one)
            for approval in meeting.approvals:
                if approval.of < meeting.date:
                    known.approvals.setdefault(
                        (document.council, meeting.board, approval.of), approval.words
                    )
    return known


def units(
    documents: Sequence[StoredDocument],
    visible: Collection[int],
    outlines: Mapping[int, Outline],
    known: Knowledge,
    version: str,
) -> Iterator[Unit]:
    """The units of all documents, in the order in which documents were added.

    `visible` are the numbers of those whose words are to be found; the others tell of former titles.
    """
    parts: dict[tuple[str, Date | None, int], list[Part]] = defaultdict(list)
    for document in documents:
        if document.number not in outlines:
            continue
        for part in _parts(document, outlines[document.number], known):
            part = replace(part, former=document.number not in visible)
            day = (
                part.linked.date
                if part.linked
                else outlines[document.number].meetings[part.place].date
            )
            parts[(document.council, day, 0 if day else document.number)].append(part)
    for (council, day, paper), found in parts.items():
        if all(part.former for part in found):
            continue
        name = f"{council}|{day.isoformat() if day else f'paper {paper}'}"
        yield Unit(
            name, council, day, tuple(found), _digest(council, day, found, outlines, known, version)
        )


def _parts(document: StoredDocument, outline: Outline, known: Knowledge) -> Iterator[Part]:
    """A report that a meeting's page links belongs to that item; else what its own words say holds."""
    key = document_key(document.url or document.origins[0].address)
    linked = known.linked.get((document.council, key), []) if key else []
    for place, meeting in enumerate(outline.meetings):
        if linked and meeting.kind in {"report", "other"}:
            yield from (Part(document, place, one) for one in dict.fromkeys(linked))
        else:
            yield Part(document, place)


def _digest(
    council: str,
    day: Date | None,
    parts: Sequence[Part],
    outlines: Mapping[int, Outline],
    known: Knowledge,
    version: str,
) -> str:
    facts: list[object] = [version]
    for part in parts:
        document = part.document
        meeting = outlines[document.number].meetings[part.place]
        facts += [document.number, document.hash, document.id, document.source, document.url]
        facts += [part.place, part.linked, part.former]
        facts += [(body, date, (council, body, date) in known.held) for body, date in meeting.path]
        if day:
            facts.append(known.approvals.get((council, meeting.board, day)))
    return hashlib.sha256(repr(facts).encode()).hexdigest()
