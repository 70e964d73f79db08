"""A decision of a Cabinet Member or an officer, as its register shows it (`ieDecisionDetails.aspx`).

The labels are those of moderngov.md §8: "Decision Maker:", "Date of decision:", "Purpose:", "Decision:".
"""

import re
from collections.abc import Iterator, Mapping
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
    Zone,
)
from indexer.reading.decisions import read_ruling
from indexer.reading.deeds import capacity_of
from indexer.reading.facts import facts_of, key_decision_of, people_of_facts, wards_of
from indexer.reading.markup import content_of, main_title, pieces, text_of
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
_DECISION = re.compile(
    r"^(?:the )?decisions?(?: (?:taken|made))?$|^details? of (?:the )?decision$", re.IGNORECASE
)
_SECTION = re.compile(
    r"^(?:purpose|decisions?(?: (?:taken|made))?|details? of (?:the )?decision|(?:the )?reasons?\b.{0,60}"
    r"|(?:alternative|other) options?\b.{0,60}|options?\b.{0,60}|alternatives\b.{0,60}|background"
    r"|summary|consult(?:ation|ees)\b.{0,60}|.{0,40}\bimplications\b.{0,20}|interests\b.{0,60}"
    r"|conflicts? of interests?\b.{0,60}|urgency\b.{0,60}|content|recommendations?)$",
    re.IGNORECASE,
)
"""Labels under which there are paragraphs, and no word or two."""
_WITHIN = re.compile(
    r"^(?:the )?(?:reasons?(?: for\b.{0,50})?|(?:alternative|other) options\b.{0,50}"
    r"|options (?:considered|rejected)\b.{0,40}):?$",
    re.IGNORECASE,
)
"""A heading that the text of a decision has of its own, behind what is decided."""


def looks_like_decision(content: Tag, title: str) -> bool:
    """True for one decision of a register; a plan's or an issue's page has no day of decision."""
    labels = facts_of(content)
    called = bool(_TITLE.match(title))
    return "date of decision" in labels or (called and "decision maker" in labels)


def read_decision(page: BeautifulSoup) -> MeetingReading:
    """The decision as one item, without a meeting; its date is the day of decision."""
    title = main_title(page)
    content = content_of(page)
    heading = text_of(content.select_one(".mgSubTitleTxt, h2")) or title
    facts = facts_of(content)
    found = _sections(content, facts, {title, heading})
    maker = facts.get("decision maker") or None
    status = facts.get("decision status", "")
    said = (paragraphs for name, paragraphs in found.items() if _DECISION.match(name))
    text = mended(next(said, []))
    decided = () if _NOT_YET.search(status) else _decisions(text, maker, title)
    named, rest = _documents(content)
    item = ItemReading(
        title=heading,
        key_decision=key_decision_of(facts),
        wards=wards_of(facts),
        decisions=decided,
        people=people_of_facts(facts),
        excerpts=tuple(_excerpts(found, decided=bool(decided))),
        links=(*named, *rest),
    )
    return MeetingReading(
        kind="decisions",
        date=read_date(facts.get("date of decision", "")),
        number=_number(facts, heading),
        items=(item,),
    )


def _number(facts: dict[str, str], heading: str) -> str | None:
    """The reference as printed, under a label of its own or before the title."""
    labelled_so = (value for name, value in facts.items() if _NUMBER_LABEL.match(name) and value)
    in_title = _IN_TITLE.match(heading)
    return next(labelled_so, in_title["number"] if in_title else None)


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
    content: Tag, facts: Mapping[str, str], titles: set[str]
) -> dict[str, list[Paragraph]]:
    """What stands under each heading, by its words, in order; under "" the lines with labels."""
    headings = {text_of(node) for node in content.select(_HEADINGS, limit=_MOST_HEADINGS)}
    sections: dict[str, list[Paragraph]] = {"": []}
    zone = ""
    for piece in pieces(content):
        label, colon, words = (part.strip() for part in piece.text.partition(":"))
        if piece.text in headings or (colon and _opens(label, words, facts)):
            zone = "documents" if _DOCUMENTS.match(piece.text) else label
            if words:
                sections.setdefault(zone, []).append(Paragraph(words))
        elif colon and label.lower() in facts:
            sections[""].append(Paragraph(piece.text))
            zone = "" if zone != "documents" else zone
        elif _DECISION.match(zone) and _WITHIN.match(piece.text):
            zone = piece.text.rstrip(": ")
        elif piece.text and piece.text not in titles:
            sections.setdefault(zone, []).append(Paragraph(piece.text, strong=piece.strong))
    return sections


def _opens(label: str, words: str, facts: Mapping[str, str]) -> bool:
    """True for a label over paragraphs: "Reasons for the decision:", or one with nothing beside it."""
    return label.lower() in facts and (bool(_SECTION.match(label)) or not words)


def _excerpts(found: dict[str, list[Paragraph]], *, decided: bool) -> Iterator[Excerpt]:
    for name, paragraphs in found.items():
        zone: Zone = "report"
        if name.lower() in {"", "purpose"}:
            zone = "agenda"
        elif decided and _DECISION.match(name):
            zone = "decision"
        if paragraphs and name != "documents":
            yield Excerpt(zone, tuple(paragraphs), name or None)


def _documents(content: Tag) -> tuple[list[Link], list[Link]]:
    """The documents linked, and those named as withheld."""
    met = list(pieces(content))
    named = [piece.link for piece in met if piece.link]
    entries = [piece.text for piece in met if not piece.linked]
    withheld = [withheld_entry(text) for text in entries if text.startswith("•")]
    return named, [link for link in withheld if link]
