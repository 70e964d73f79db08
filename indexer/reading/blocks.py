"""A decision as it is laid out: its opening words, its parts, and all that goes on with them.

Parts are numbered, lettered, bulleted or bare lines; within a part stand points of their own, bullets and
rows of tables. Conditions of a permission and reasons of a refusal are words of the one decision.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from indexer.model import Paragraph
from indexer.reading.deeds import grants_or_refuses, has_deed, has_own_deed
from indexer.reading.openings import BODY, Opening, openings
from indexer.reading.part_numbers import FIRST, number_after, number_of
from indexer.reading.terms import AS_FOLLOWS, HOURS, TERMS_HEADING, has_terms
from indexer.reading.words import bullet_of, continues, without_mark

_CUT = re.compile(r"(?:\.\.\.|…)\s{0,9}view the full .{0,40} text for item .*$", re.I | re.S)
_STOPS = re.compile(
    r"^\W*(?:reasons?\b(?: for (?:the |this )?(?:decisions?|recommendations?|urgency)\b.{0,60})?"
    r"\s*(?:[:–—-]|$)"
    r"|(?:alternative|other) options?\b.{0,60}|options considered\b.{0,60}"
    r"|(?:recorded )?vot(?:e|es|ing)\b\s*[:(]|for\s*[:(]|against\s*[:(]|action(?:s| points?)?\b\s*[:–—-]"
    r"|undertakings?\s*:|(?:the )?meeting (?:closed|ended|concluded|finished|rose|adjourned)\b"
    r"|notes?:|call-?in\b.{0,80}|lead officer\b.{0,60}|report author\b.{0,60}|contact officer\b.{0,60})",
    re.IGNORECASE,
)
_AUTHORITY = re.compile(r"^(?:that\s)?(?:delegated\s)?authority\b.{0,80}\bbe\b", re.IGNORECASE)
"""A part that stands among conditions, but is a decision of its own."""
_BARE_PART = re.compile(r"^(?:and\s+)?(?:that|to)\s", re.IGNORECASE)
_LEADS = re.compile(
    rf"^\W*(?i:that\b\W*)?(?:(?:[Tt]his\s)?{BODY}|CABINET|COUNCIL)?,?\s*(?i:(?:(?:also|hereby|unanimously|further)\s)*"
    r"(?:to\s)?(?:recommends?|recommended|resolves?|agrees?|agreed|decides?|requests?|asks?)?)\s*"
    rf"(?:(?i:to)\s(?:(?:Full\s|FULL\s)?(?:COUNCIL|CABINET|EXECUTIVE)|{BODY}))?,?\s*(?i:that|to)?[\s:–-]*$"
)
"""Words that say who decides or is asked, and nothing of what."""
_THAT_MARK = re.compile(r"^that\b[,:\s–-]*(?=\(?(?:1|a|i)[.)]\s)", re.IGNORECASE)
_NO_STOP = re.compile(r"^(?P<number>\d{1,2})\s+(?=(?:that|to)\b)", re.IGNORECASE)
"""A number with no stop, which is a part's where the list that is open has it next."""
_TELLS = re.compile(
    r"(?:The|A|An|In|It|There|Councillors?|Cllrs?|Members?|M(?:r|rs|s)|Officers|Following)\b"
)
_MARKS = re.compile(
    r"(?:(?<=[;.,:])|(?<=[;,]\sand))\s+\(?(?P<number>\d{1,2}|[a-z]|[ivx]{1,5})[.)]\s+"
)
_ENOUGH = {"NOTED", "AGREED", "APPROVED", "DEFERRED", "REFUSED", "GRANTED", "ENDORSED"}
"""Verbs that say it all by themselves."""
_LOOKED_AT = 2_000
"""Characters at either end of long opening words that tell whether parts must follow."""
_BRIDGE = 4
"""Paragraphs without a mark that may stand between two parts of a list that runs on."""


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph, or a sentence of one that opens a decision, with its place in the list given."""

    place: int
    text: str
    cut: bool = False
    opening: Opening | None = None


@dataclass(slots=True)
class Part:
    """A numbered part, or a bare one with "" for its number."""

    number: str
    words: str


@dataclass(slots=True)
class Block:
    """A decision as it stands."""

    opening: Opening
    head: str
    places: list[int]
    cut: bool
    parts: list[Part] = field(default_factory=list)
    terms: str | None = None
    """The head by itself, where what follows it are conditions or reasons, which belong to it."""
    next: int = 0
    """The line after it."""

    @property
    def last(self) -> str:
        """The words to which more may be added."""
        return self.parts[-1].words if self.parts else self.head


def without_cut(text: str) -> tuple[str, bool]:
    """A paragraph without "... view the full minutes text for item 19.", and whether it had that."""
    found = _CUT.search(text)
    return (text[: found.start()].rstrip(" .…\u00a0"), True) if found else (text.strip(), False)


def lines_of(paragraphs: Sequence[Paragraph], board: str | None) -> list[Line]:
    """The paragraphs, those parted in which a sentence opens a decision."""
    lines: list[Line] = []
    for place, paragraph in enumerate(paragraphs):
        text, cut = without_cut(paragraph.text)
        found = openings(text, board)
        if not found or found[0].start > 0:
            before = text[: found[0].start].strip() if found else text
            lines.append(Line(place, before, cut and not found))
        ends = [*(one.start for one in found[1:]), len(text)]
        for one, end in zip(found, ends, strict=False):
            words = text[one.start : end].strip()
            lines.append(Line(place, words, cut and end == len(text), one))
    return lines


def read_block(lines: Sequence[Line], start: int, opening: Opening) -> Block:
    """The decision that a line opens, with all the lines that go on with it."""
    block = Block(opening, "", [lines[start].place], lines[start].cut, next=start + 1)
    _begin(block, opening.rest.strip())
    for place in range(start + 1, len(lines)):
        line = lines[place]
        if line.text and not _belongs(block, lines, place):
            break
        if line.text:
            _append(block, _as_part(block, line.text))
        if line.text or line.cut:
            block.places.append(line.place)
        block.cut = block.cut or line.cut
        block.next = place + 1
    _drop_bare_heading(block, lines)
    says_it = opening.verb in _ENOUGH and not _is_open(lines[start].text)
    if says_it and not (re.search(r"\w", block.head) or block.parts):
        block.head = lines[start].text
    return block


def _drop_bare_heading(block: Block, lines: Sequence[Line]) -> None:
    """Leave out "REASONS" at the end of a permission, where none that belong to it follow."""
    last = lines[block.next - 1]
    if block.terms and len(block.places) > 1 and TERMS_HEADING.match(last.text):
        block.head = block.head.removesuffix(last.text).rstrip()
        block.places.pop()
        block.next -= 1


def _begin(block: Block, rest: str) -> None:
    """The words after the verb: the head, or at once the first part ("RESOLVED: (i) That …")."""
    rest = _as_part(block, rest)
    if number_of(rest) in FIRST:
        _append_part(block, rest)
    else:
        block.head = rest
        block.terms = rest if has_terms(rest) else None


def _as_part(block: Block, text: str) -> str:
    """A line as a part begins: without "That" before its mark, and "1 that …" as "1. that …"."""
    found = _NO_STOP.match(text)
    begins = not block.parts and (_is_open(block.head) or not re.search(r"\w", block.head))
    due = "1" if begins else number_after(_top(block), "") if block.parts and _top(block) else None
    if found and found["number"] == due:
        return f"{due}. {text[found.end() :]}"
    return _THAT_MARK.sub("", text, count=1)


def _leads(words: str) -> bool:
    """True for "That Cabinet:" or "TO RECOMMEND TO COUNCIL", which say nothing by themselves."""
    return len(words) < 300 and bool(_LEADS.match(words))


def expects_parts(head: str) -> bool:
    """True where the opening words cannot stand alone, so that parts must follow."""
    words = head[:_LOOKED_AT].strip().rstrip("-–: ,")
    if not words or _is_open(head[-_LOOKED_AT:]) or _leads(words):
        return True
    finished = head[-_LOOKED_AT:].rstrip().endswith(".") and len(words.split()) > 3
    return not (finished or has_deed(words) or has_own_deed(words))


def _is_open(head: str) -> bool:
    return head.rstrip().endswith((":", ":-", ":–", "-", "–", "as follows", "following"))


def _belongs(block: Block, lines: Sequence[Line], place: int) -> bool:
    """True where a line goes on with the decision that was opened before it."""
    text = _as_part(block, lines[place].text)
    if lines[place].opening is not None:
        return False
    leads = _is_open(block.head) or _leads(block.head) or not block.head.strip()
    if not (block.opening.formal or block.parts or block.terms or leads):
        return lines[place - 1].text.endswith(block.head) and continues(block.head, text)
    if _opens_terms(block, text):
        return True
    if _STOPS.match(text):
        return False
    if continues(block.last, text) or _ends_list(block, text):
        return True
    number = number_of(text)
    if number is not None:
        return bool(block.terms) or _follows(block, number, text) or _is_point(block, number)
    if bullet_of(text):
        return bool(block.terms or block.parts) or expects_parts(block.head)
    if "\t" in text:
        return "\t" in block.last or block.last.rstrip().endswith(":")
    return _goes_on_bare(block, text) or _is_bridged(block, lines, place)


def _ends_list(block: Block, text: str) -> bool:
    """True for "subject to the conditions …", in small letters below a list that was not ended."""
    unended = block.last.rstrip().endswith((";", ",", "; and", ", and"))
    return bool(block.parts or block.terms) and unended and text[:1].islower()


def _opens_terms(block: Block, text: str) -> bool:
    """True for "Conditions:" or "Reasons:" under a permission or its refusal."""
    return bool(TERMS_HEADING.match(text) and not block.parts and grants_or_refuses(block.head))


def _goes_on_bare(block: Block, text: str) -> bool:
    """True for a part without a mark: the first after an open head, and those like it."""
    if block.terms:
        hours = HOURS.match(text) and AS_FOLLOWS.search(block.terms)
        announced = _is_open(block.terms) and re.search(r"\bshall\b", text)
        return bool(hours or announced or _is_open(block.last))
    if not block.parts:
        ended = _says_it_all(block) and not _BARE_PART.match(text)
        return not ended and expects_parts(block.head)
    bare = block.parts[-1].number == "" and not block.head.strip()
    return bare and bool(_BARE_PART.match(text))


def _says_it_all(block: Block) -> bool:
    """True for "NOTED the update.": a sentence that ended, however short."""
    return block.opening.verb in _ENOUGH and block.head.rstrip().endswith(".")


def _is_bridged(block: Block, lines: Sequence[Line], place: int) -> bool:
    """True for a paragraph within a part: the list runs on soon after it."""
    if not block.parts or not block.parts[-1].number:
        return False
    for line in lines[place + 1 : place + 1 + _BRIDGE]:
        if line.opening is not None or _STOPS.match(line.text):
            return False
        number = number_of(line.text)
        if number is not None:
            return number == number_after(_top(block), number)
    return False


def _follows(block: Block, number: str, text: str) -> bool:
    """True where a number is the first part's, or comes after the last part's."""
    if "." in number and _goes_on_telling(block, text):
        return False
    if not block.parts:
        first = number.lower() in FIRST
        return expects_parts(block.head) or (first and not block.head.rstrip().endswith("."))
    before = _top(block)
    if before.isdigit() and number.isdigit():
        return int(before) < int(number) <= int(before) + 2
    return number == number_after(before, number)


def _goes_on_telling(block: Block, text: str) -> bool:
    """True for the next paragraph of minutes that number all of theirs: "3.4 The Chair thanked …"."""
    ended = block.last.rstrip().endswith(".") and any(
        part.words.rstrip().endswith((";", "; and", ",")) for part in block.parts[:-1]
    )
    words = without_mark(text)
    return ended or bool(_TELLS.match(words) and not re.search(r"\bbe\b", words))


def _is_point(block: Block, number: str) -> bool:
    """True for a point within a part: of another style, or of a list that begins there."""
    if not block.parts:
        return False
    if "." in number:
        return number.startswith(f"{_top(block)}.")
    if "." in _top(block) and number.isdigit():
        return False
    return (
        block.parts[-1].number.isdigit() != number.isdigit()
        or number.lower() in {"a", "i"}
        or (not number.isdigit())
    )


def _top(block: Block) -> str:
    return block.parts[-1].number


def _append(block: Block, text: str) -> None:
    number = number_of(text)
    if _opens_terms(block, text):
        block.terms = block.head
    if block.terms and number is not None and _AUTHORITY.match(without_mark(text)):
        block.parts.append(Part(number, without_mark(text)))
    elif block.terms and not block.parts:
        block.head = f"{block.head} {text}"
    elif number is not None and (not block.parts or _is_next_part(block, number)):
        _append_part(block, text)
    elif not (block.head or block.parts) and _leads(text):
        block.head = text
    elif _is_bare_part(block, text):
        block.parts.append(Part("", without_mark(text)))
    elif block.parts:
        block.parts[-1].words = f"{block.parts[-1].words} {text}"
    else:
        block.head = f"{block.head} {text}".strip()


def _is_next_part(block: Block, number: str) -> bool:
    before = _top(block)
    if before.isdigit() and number.isdigit():
        return int(number) > int(before)
    return before != "" and number == number_after(before, number)


def _is_bare_part(block: Block, text: str) -> bool:
    """True for a bullet of a bulleted list, or a bare line of a bare one."""
    if bullet_of(text):
        return not block.parts or not _top(block)
    if block.parts:
        return not block.head.strip() and not _top(block) and bool(_BARE_PART.match(text))
    return expects_parts(block.head) and not continues(block.head, text)


def _append_part(block: Block, text: str) -> None:
    """A numbered part; or several, where they run on in one paragraph: "(i) that …; (ii) that …"."""
    number = number_of(text) or ""
    words = without_mark(text)
    start = 0
    for found in _MARKS.finditer(words):
        if found["number"] == number_after(number, found["number"]):
            block.parts.append(Part(number, words[start : found.start()].strip()))
            number, start = found["number"], found.end()
    block.parts.append(Part(number, words[start:].strip()))
