"""What a report asks a body to decide: block by block, each part with the body it is put to.

A recommendation is never a decision: it stands in a zone of its own, and ends at the next heading.
"""

import re
from collections.abc import Iterable
from dataclasses import replace

from indexer.model import Paragraph, Recommendation
from indexer.reading.deeds import DEED
from indexer.reading.openings import BODY
from indexer.reading.part_numbers import number_after
from indexer.reading.words import bullet_of, part_number, without_mark

_NUMBER = r"(?:\d{1,2}(?:\.\d{1,2}){0,2}\.?\s+)?"
_WORD = (
    r"(?:(?:summary\s+of\s+|officers?['’]?s?\s+|draft\s+|proposed\s+)?recommendations?(?:\(s\))?"
    r"|recommended\s+(?:decisions?|resolutions?|actions?))"
)
RECOMMENDATIONS = re.compile(
    rf"^{_NUMBER}{_WORD}(?:\s+(?:to|for)\s+(?:the\s+)?(?P<who>[A-Z].{{2,80}}?))?\s*[:.]?$",
    re.IGNORECASE,
)
"""A heading over recommendations: "2. Recommendations", "Recommendation to Council:"."""
ADDRESSED = re.compile(
    r"^(?:\d+(?:\.\d+)*\.?\s+)?(?:that\s+)?(?:the\s+)?(?P<who>(?!it\b).{3,120}?)\s+(?:is|are|be)\s+"
    r"(?:recommend(?:ed)?|requested|asked|invited)\b(?:\s+to\b)?[:\s–-]*(?P<rest>.*)$",
    re.IGNORECASE | re.DOTALL,
)
"""Whom a block addresses: "Cabinet is recommended to:"."""
_INLINE = re.compile(
    rf"^{_NUMBER}(?:{_WORD}\s*(?:[:–—\t]|-\s)|RECOMMENDED\s*[:–—-]?\s*(?=that\b|to\b))\s*(?P<rest>.{{12,}})$",
    re.IGNORECASE | re.DOTALL,
)
_ASKS = re.compile(
    rf"^{_NUMBER}(?:that\s+)?(?:{BODY})\s+(?:is|are)\s+(?i:recommended|requested|asked|invited)\s+(?:to\b|that\b)"
    r"\s*(?:[:–-]|(?:note|consider|approve|agree|endorse|comment|recommend|resolve|delegate|determine|identify|"
    r"scrutinise|review|support|accept|receive|adopt|authorise|confirm|appoint|grant|refuse|discuss|make)\b)"
)
_IT_IS = re.compile(
    r"^(?:it\s+is\s+(?:therefore\s+|further\s+)?|the\s+recommendations?\s+(?:is|are)\s+)?"
    r"(?:(?:(?:I|we)\s+(?:therefore\s+)?recommend|recommended)\b(?:\s+that\b)?|(?:is|are)\s+that\b|that(?=\s))[:,\s–-]*(?P<rest>.*)$",
    re.IGNORECASE | re.DOTALL,
)
_BODY_FIRST = re.compile(
    rf"^(?P<who>{BODY})\s*(?:[:–-]+\s*$|(?:[:,–-]\s*)?(?P<rest>(?:to\s+)?(?:{DEED})\b.*)$|$)",
    re.DOTALL,
)
_ENTRY = re.compile(rf"^(?:That|To|It is|The|{DEED})\b", re.IGNORECASE)
_NOTHING = re.compile(r"^(?:none|nil|n/?a|not applicable)\.?$", re.IGNORECASE)


def inline(paragraph: Paragraph) -> Paragraph | None:
    """What is recommended in the same paragraph as the label: "RECOMMENDATION: That …"."""
    found = _INLINE.match(paragraph.text)
    return replace(paragraph, text=found["rest"].strip()) if found else None


def asks(paragraph: Paragraph) -> bool:
    """True for "The Committee is asked to note …", which needs no heading."""
    return bool(_ASKS.match(paragraph.text))


def is_entry(heading: str | None, paragraph: Paragraph) -> bool:
    """True for "2.1 That the plan be approved" under "2. Recommendations": no heading of its own."""
    if (
        heading is None
        or not RECOMMENDATIONS.match(heading)
        or RECOMMENDATIONS.match(paragraph.text)
    ):
        return False
    own = re.match(r"(\d{1,2})\.?\s", heading)
    under = re.match(r"(\d{1,2})\.\d", paragraph.text)
    if own and under:
        return own[1] == under[1]
    numbered = part_number(paragraph.text) is not None
    return numbered and not paragraph.strong and bool(_ENTRY.match(without_mark(paragraph.text)))


def read_recommendations(sections: Iterable[tuple[Paragraph, ...]]) -> tuple[Recommendation, ...]:
    """The parts of all blocks; the first paragraph of a section is its heading."""
    found: list[Recommendation] = []
    addressed: str | None = None
    for heading, *rest in sections:
        named = RECOMMENDATIONS.match(heading.text)
        addressed = named["who"] if named and named["who"] else addressed
        before = len(found)
        closed = False
        number: str | None = None
        for paragraph in rest:
            who, text = _put_to(without_mark(paragraph.text))
            addressed = who or addressed
            if not text or _NOTHING.match(text):
                continue
            begins = len(found) == before or _begins(paragraph.text, found[-1].text)
            own = part_number(paragraph.text)
            if closed and not who and not (own and number and number_after(number, own) == own):
                continue
            if who or begins:
                found.append(Recommendation(addressed, text))
                number, closed = own or number, False
            elif named is None and not is_marked(paragraph.text):
                break  # without a heading of its own a block ends with its list
            elif not is_marked(paragraph.text) and not _goes_on(paragraph.text, found[-1].text):
                closed = True
            else:
                last = found[-1]
                more = paragraph.text if part_number(paragraph.text) else text
                found[-1] = Recommendation(last.addressed_to, f"{last.text} {more}")
    return tuple(found)


def is_marked(text: str) -> bool:
    """True for an entry of a list, or a numbered paragraph."""
    return part_number(text) is not None or bullet_of(text) or without_mark(text) != text


def _begins(text: str, before: str) -> bool:
    """True where a part begins: with a mark, and not as a point under "to:" of the part before."""
    point = before.rstrip().endswith(":") and re.match(r"^\(?[a-z]{1,4}[.)]\s", text)
    points = re.findall(r"(?:^|\s)\(?([a-z]{1,4})\)\s", before)
    own = re.match(r"^\(?([a-z]{1,4})\)\s", text)
    follows = points and own and number_after(points[-1], own[1]) == own[1]
    bare = re.match(r"(?:That|To)\s", text)
    listed = re.search(r";(?:\s(?:and|or))?$", before.rstrip()) and "\t" not in text
    return bool(is_marked(text) or bare or listed) and not point and not follows


def _goes_on(text: str, before: str) -> bool:
    """True for a paragraph without a mark that belongs to the part above: whole sentences do not go on."""
    return "\t" not in text and not before.rstrip().endswith((".", "?", "!"))


def _put_to(text: str) -> tuple[str | None, str]:
    """Whom a part addresses, if it says so, and what it asks of them."""
    opening = ADDRESSED.match(text)
    if opening and not re.match(r"it\b|that it\b", text, re.IGNORECASE):
        return _without_the(opening["who"]), opening["rest"].strip()
    it_is = _IT_IS.match(text)
    if not it_is:
        return None, text
    first = _BODY_FIRST.match(it_is["rest"])
    if first:
        return _without_the(first["who"]), (first["rest"] or "").strip()
    spoken = text.lower().startswith("that ")
    return None, text if spoken else it_is["rest"].strip()


def _without_the(who: str) -> str:
    return re.sub(r"^the\s+", "", who.strip(), flags=re.IGNORECASE)
