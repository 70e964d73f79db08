"""A decision of a Cabinet Member or an officer, as its register shows it (`ieDecisionDetails.aspx`).

The labels are those of moderngov.md §8: "Decision Maker:", "Date of decision:", "Purpose:", "Decision:".
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from bs4 import BeautifulSoup
from bs4.element import Tag

from indexer.dates import read_date
from indexer.model import (
    Capacity,
    Decision,
    Excerpt,
    ItemReading,
    Link,
    MeetingReading,
    Paragraph,
    Person,
    Role,
    Zone,
)
from indexer.reading.decisions import read_ruling
from indexer.reading.deeds import capacity_of
from indexer.reading.markup import content_of, labelled, main_title, pieces, text_of
from indexer.reading.privacy import withheld_entry
from indexer.reading.words import mended

_HEADINGS = "h3, h4, .mgSubSubTitleTxt, p.mgLabel"
_MOST_HEADINGS = 150
"""No page has so many; each costs as much time as it is long."""
_TITLE = re.compile(r"^(?:[\w ]+ )?decisions?(?: details?| record| notice)?$", re.IGNORECASE)
_NUMBER_LABEL = re.compile(
    r"^(?:decision |our )?(?:ref(?:erence)?(?: (?:no|number))?|number|no)\.?$", re.IGNORECASE
)
_IN_TITLE = re.compile(r"^(?P<number>\d{2,4}/\d{2,6})\b")
_NOT_YET = re.compile(
    r"\b(?:proposed|forthcoming|for determination|draft|awaiting|pending|withdrawn|abandoned|not taken)\b",
    re.IGNORECASE,
)
_DOCUMENTS = re.compile(
    r"^(?:accompanying|supporting|additional|background) documents:?$", re.IGNORECASE
)
_EXECUTIVE = re.compile(
    r"^(?:the )?(?:deputy |joint )?(?:cabinet member|leader|portfolio holder|executive (?:member|councillor)"
    r"|lead (?:member|councillor)|elected mayor|mayor|councillor|cllr)\b",
    re.IGNORECASE,
)
_OFFICER = re.compile(
    r"\b(?:director|head|chief executive|chief officer|officer|manager|solicitor|treasurer|town clerk)\b",
    re.IGNORECASE,
)
_PEOPLE: tuple[tuple[str, Role], ...] = (
    ("lead officer", "lead"),
    ("report author", "author"),
    ("contact officer", "contact"),
    ("contact", "contact"),
)


def looks_like_decision(content: Tag, title: str) -> bool:
    """True for one decision of a register; a plan's or an issue's page has no day of decision."""
    labels = {name for name, _ in labelled(content)}
    called = bool(_TITLE.match(title))
    return "date of decision" in labels or (called and "decision maker" in labels)


def read_decision(page: BeautifulSoup) -> MeetingReading:
    """The decision as one item, without a meeting; its date is the day of decision."""
    title = main_title(page)
    content = content_of(page)
    heading = text_of(content.select_one(".mgSubTitleTxt, h2")) or title
    lines = dict(labelled(content))
    facts = {name: _value(line) for name, line in lines.items()}
    found = dict(_sections(content, set(lines.values()), {title, heading}))
    maker = facts.get("decision maker") or None
    status = facts.get("decision status", "")
    text = mended(found.get("decision", []))
    decided = () if _NOT_YET.search(status) else _decisions(text, maker, title)
    named, rest = _documents(content)
    item = ItemReading(
        title=heading,
        key_decision=_answer(facts.get("is key decision?", "")),
        wards=_wards(facts),
        decisions=decided,
        people=tuple(_people(facts)),
        excerpts=tuple(_excerpts(found, decided=bool(decided))),
        links=(*named, *rest),
    )
    return MeetingReading(
        kind="decisions",
        date=read_date(facts.get("date of decision", "")),
        number=_number(facts, heading),
        items=(item,),
    )


def _value(line: str) -> str:
    """What stands after a label: of "Is Key decision?: Yes" the "Yes"."""
    return line.partition(":")[2].strip()


def _number(facts: dict[str, str], heading: str) -> str | None:
    """The reference as printed, under a label of its own or before the title."""
    labelled_so = (value for name, value in facts.items() if _NUMBER_LABEL.match(name) and value)
    in_title = _IN_TITLE.match(heading)
    return next(labelled_so, in_title["number"] if in_title else None)


def _answer(words: str) -> bool | None:
    return {"yes": True, "no": False}.get(words.lower()[:3].strip(" ."))


def _wards(facts: dict[str, str]) -> tuple[str, ...]:
    words = facts.get("wards affected", "") or facts.get("ward affected", "")
    return tuple(part.strip(" ().") for part in re.split(r"[;,]", words) if part.strip(" ()."))


def _people(facts: dict[str, str]) -> Iterator[Person]:
    for label, role in _PEOPLE:
        name, _, post = facts.get(label, "").partition(",")
        if name.strip():
            yield Person(name.strip(), role, post.strip() or None)


def maker_capacity(maker: str | None) -> Capacity | None:
    """In what capacity somebody decides who is no board: a member of the executive, an officer."""
    if maker is None:
        return None
    if _EXECUTIVE.match(maker):
        return "executive"
    return "officer" if _OFFICER.search(maker) else capacity_of(maker)


def _decisions(text: list[Paragraph], maker: str | None, title: str) -> tuple[Decision, ...]:
    capacity = maker_capacity(maker) or ("officer" if "officer" in title.lower() else None)
    return tuple(
        replace(decision, decided_by=decision.decided_by or maker, capacity=capacity)
        for decision in read_ruling(text, maker=maker)
    )


def _sections(
    content: Tag, lines: set[str], titles: set[str]
) -> Iterator[tuple[str, list[Paragraph]]]:
    """What stands under each heading, in order; under none stand the lines with labels."""
    headings = {text_of(node) for node in content.select(_HEADINGS, limit=_MOST_HEADINGS)}
    sections: dict[str, list[Paragraph]] = {"": []}
    zone = ""
    for piece in pieces(content):
        if piece.text in headings:
            zone = "documents" if _DOCUMENTS.match(piece.text) else piece.text.rstrip(": ").lower()
        elif piece.text in lines:
            sections[""].append(Paragraph(piece.text))
            zone = "" if zone != "documents" else zone
        elif piece.text and piece.text not in titles:
            sections.setdefault(zone, []).append(Paragraph(piece.text, strong=piece.strong))
    return iter(sections.items())


def _excerpts(found: dict[str, list[Paragraph]], *, decided: bool) -> Iterator[Excerpt]:
    for name, paragraphs in found.items():
        zone: Zone = (
            "agenda"
            if name in {"", "purpose"}
            else "decision"
            if decided and name == "decision"
            else "report"
        )
        if paragraphs and name != "documents":
            yield Excerpt(zone, tuple(paragraphs), name.capitalize() or None)


def _documents(content: Tag) -> tuple[list[Link], list[Link]]:
    """The documents linked, and those named as withheld."""
    named = [piece.link for piece in pieces(content) if piece.link]
    entries = [piece.text for piece in pieces(content) if not piece.linked]
    withheld = [withheld_entry(text) for text in entries if text.startswith("•")]
    return named, [link for link in withheld if link]
