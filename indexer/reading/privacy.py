"""What is withheld from the public: exempt items, and documents that a page names without a link.

Ground is what the Local Government Act 1972, Schedule 12A, has as one; its wording is taken as printed.
"""

import re
from collections.abc import Sequence

from indexer.model import Link
from indexer.reading.titles import is_standing

_ITEM = re.compile(
    r"^\W{0,3}(?:this (?:item|report|matter|appendix) (?:is|and its appendices are) )?not for publication\b",
    re.IGNORECASE,
)
_EXEMPT = re.compile(r"(?:^\W{0,3}|[.;]\s)exempt:?\s(?:under\s)?paragraphs?\s\d", re.IGNORECASE)
"""A note that stands by itself or behind the report-of line: "Exempt: paragraph 3 of Part 1 of …"."""
_EXCLUSION = re.compile(r"\bexclusion of\b", re.IGNORECASE)
_TITLED = re.compile(
    r"^(?:exempt|confidential)(?: (?:item|report|minutes?|business))?\s*[-–—:]\s*\S"
    r"|\((?:this (?:item|report) is )?(?:exempt|exemption|confidential|private)(?: (?:item|report))?\s*"
    r"(?:\)|[\s,:–-]\s{0,2}(?:information|by virtue|under|paras?|paragraphs?|category|not for"
    r"|from publication)\b)",
    re.IGNORECASE,
)
"""A title that says itself that the item is exempt: "Land Sale (Exempt under paragraph 3)"."""
_PART_OF_IT = re.compile(r"\b(?:appendi(?:x|ces)|annex\w*|enclosures?)\b", re.IGNORECASE)
_ASKS = re.compile(
    r"\bexclu(?:sion|de)\b|\baccess to information\b"
    r"|^(?:exempt|private|confidential) (?:items|information|business|session|matters)",
    re.IGNORECASE,
)
_EXCLUDES = re.compile(r"\b(?:public|press)\b.{0,80}?\bbe (?:now )?excluded\b", re.IGNORECASE)
_ONE = re.compile(r"\b(?:following|next)\s+(?:agenda\s+)?(?:item|matter|report)\b", re.IGNORECASE)
_NO = r"\d{1,4}(?:/\d{2,4})?"
_MINUTES_NAMED = re.compile(
    rf"\bexcluded\b[^.]{{0,200}}?\bminutes?\s(?:nos?\.?\s)?"
    rf"(?P<numbers>{_NO}\b(?:(?:,|,?\s(?:and|&))\s{_NO}\b){{0,9}})",
    re.IGNORECASE,
)
"""An exclusion for minutes of the same paper: "be excluded during consideration of minutes 7 and 8"."""
_MORE = re.compile(
    r"\b(?:following|next|remaining)\s+(?:\w+\s+){0,2}(?:items|matters|reports|business)\b"
    r"|\b(?:remainder|rest) of the (?:meeting|agenda|business)\b"
    r"|\bbe (?:now )?excluded(?: from the meeting)?(?:\.|,? (?:under|pursuant to|by virtue of)\b"
    r"(?![^.]{0,300}\b(?:items?|matters?|reports?|minutes?|agenda|appendi\w+)\b)[^.]{0,300}\.)",
    re.IGNORECASE,
)
_NOT_SO = re.compile(r"\bnot (?:be )?(?:necessary|required|needed|excluded)\b", re.IGNORECASE)
_READMITTED = re.compile(
    r"\b(?:public|press)\b.{0,60}\b(?:re-?admitted|returned|invited back)\b", re.IGNORECASE
)
_ALWAYS_PUBLIC = re.compile(
    r"\bexclusion of\b|^(?:date|dates|time) (?:\w+ ){0,3}(?:next|future) meetings?\b", re.IGNORECASE
)
_ENTRY = re.compile(
    r"^(?:•\s*)?(?P<title>\S.{0,300}?)[\s,;:–—(\[-]{1,8}"
    r"(?:(?:restricted|exempt|confidential|private)\b[)\]]?[\s.,:;–—(\[-]{0,8}"
    r"(?:(?:by virtue|under|paragraphs?|not for|exempt|contains|view the reasons)\b.{0,400})?"
    r"|(?:not for publication|view the reasons)\b.{0,400})$",
    re.IGNORECASE | re.DOTALL,
)
_ENCLOSURE = re.compile(r"^(?:•\s*)?(?P<title>restricted enclosure(?: \d+)?)\b", re.IGNORECASE)
_ALL = 1000
_GROUND = re.compile(
    r"\bparagraphs?\s+\d.{0,160}?\bSchedule\s+12A(?:\s+(?:of|to)\s+the\s+Local\s+Government\s+Act,?\s+1972)?",
    re.IGNORECASE | re.DOTALL,
)


def withholds(text: str) -> bool:
    """True for a paragraph under a title that withholds the item: "Not for publication by virtue of …"."""
    noted = _EXEMPT.search(text[:300])
    return bool(_ITEM.match(text) or (noted and not _PART_OF_IT.search(text)))


def is_withheld(title: str, agenda: list[str]) -> bool:
    """True where what stands under an item's title, or the title, says that it is not for the public.

    The item that asks to exclude the public is itself for the public.
    """
    if _EXCLUSION.search(title):
        return False
    bracket = title.rfind("(")
    said = bracket >= 0 and withholds(title[bracket:])
    return any(map(withholds, agenda)) or said or _says_so(title)


def _says_so(title: str) -> bool:
    """True for a title that calls the item exempt, and not its appendix alone."""
    return bool(_TITLED.search(title)) and not _PART_OF_IT.search(title)


def is_public(title: str) -> bool:
    """True for what is never withheld: that the public be excluded, when the next meeting is."""
    return bool(_ALWAYS_PUBLIC.search(title))


def closed_matters(
    matters: Sequence[tuple[str, Sequence[str]]], numbers: Sequence[str | None] = ()
) -> list[bool]:
    """For each title with its minutes: whether it was dealt with after the public was excluded.

    What is resolved says for how long: for the following item, or for all up to a standing one. An
    exclusion for items of the agenda named by their numbers marks none, and one for minutes so named
    marks those that come after it; `numbers` are the matters' own as minutes.
    """
    closed: list[bool] = []
    left = 0
    for title, minutes in matters:
        left = 0 if is_standing(title) or is_public(title) else left
        closed.append(left > 0)
        left = _excluded_for(title, " ".join(minutes)[:3000], max(0, left - 1))
    for place, (title, minutes) in enumerate(matters[: len(numbers)]):
        named = _minutes_named(title, " ".join(minutes)[:3000])
        for later in range(place + 1, len(numbers)):
            closed[later] = closed[later] or numbers[later] in named
    return closed


def _minutes_named(title: str, words: str) -> frozenset[str]:
    """The numbers of the minutes for which a matter excludes the public."""
    asks = _ASKS.search(title) and _EXCLUDES.search(words) and not _NOT_SO.search(words)
    found = _MINUTES_NAMED.search(words) if asks else None
    return frozenset(re.findall(_NO, found["numbers"])) if found else frozenset()


def _excluded_for(title: str, words: str, left: int) -> int:
    """How many of the next matters are closed to the public, where `left` were so before."""
    found = _EXCLUDES.search(words) if _ASKS.search(title) and not _NOT_SO.search(words) else None
    if _READMITTED.search(words):
        return 0
    if found is None:
        return left
    said = words[found.start() :]
    one, more = _ONE.search(said), _MORE.search(said)
    return _ALL if more and (one is None or more.start() <= one.start()) else 1 if one else 0


def withheld_entry(text: str) -> Link | None:
    """A document named in a list with "Restricted" in place of a link; None for any other entry."""
    found = _ENTRY.match(text) if len(text) < 800 else None
    if found:
        return Link(found["title"].strip(), "", private=True, ground=ground_of(text))
    enclosure = _ENCLOSURE.match(text)
    if enclosure:
        return Link(enclosure["title"], "", private=True, ground=ground_of(text))
    return None


def ground_of(text: str) -> str | None:
    """The paragraph of the law that is named: "paragraph 3 of Part 1 of Schedule 12A of …"."""
    found = _GROUND.search(text)
    return " ".join(found[0].split()) if found else None
