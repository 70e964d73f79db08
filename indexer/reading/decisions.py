"""What minutes resolve, read from the paragraphs of one item.

The shapes are those of committee minutes: "RESOLVED that the Scrutiny Board:-" and numbered parts;
"RESOLVED that" and the body in the first part; a resolution in one sentence ("RESOLVED that, the Board
noted … and requested …", which is two decisions).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from indexer.model import Decision, Paragraph
from indexer.reading.deeds import (
    DEED,
    action_of,
    addressee_of,
    capacity_of,
    has_deed,
    has_own_deed,
    split_deeds,
)
from indexer.reading.titles import folded
from indexer.reading.words import (
    bullet_of,
    continues,
    part_number,
    without_mark,
)

_T = TypeVar("_T")

_OPENS = re.compile(
    r"^(?:It was\s+(?:unanimously\s+|further\s+)?)?"
    r"(?P<verb>RESOLVED|AGREED|RECOMMENDED|DEFERRED|NOTED|Resolved|It was agreed(?= that))\b"
    r"\s*(?P<unanimous>unanimously\b|\(unanimously\))?[\s,:;–-]*(?P<rest>.*)$",
    re.DOTALL,
)
_CUT = re.compile(r"[\s  ]*(?:\.\.\.|…)[\s  ]*view the full .{0,40} text for item .*$", re.I | re.S)
_THAT = re.compile(r"^(?:to\s+recommend\s+)?that\b[,:;\s–-]*", re.IGNORECASE)

_MEMBER_FOR = r"Cabinet Member(?: for (?:(?!\bbe\s)[\w\s,&'’-])+?)?"
_BODY = re.compile(
    rf"^(?P<body>(?:the\s+)?(?:[A-Z](?:(?!\sbe\s)[\w&'’(),\s-])*?\s)?"
    rf"(?:Board|Committee|Sub-Committee|Cabinet|Council|Panel|Executive|Members?|Forum|Authority"
    rf"|{_MEMBER_FOR})(?:\s*\(\d+\))?)\s*[,:;–-]*\s*"
    rf"(?P<rest>(?:(?:also|hereby|unanimously|to|had|has|have)\s+)*(?:{DEED})\b.*)?$",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Resolution:
    """What the paragraphs of an item's minutes resolve.

    `paragraphs` are the places, in the list given, of those that say it.
    """

    decisions: tuple[Decision, ...]
    paragraphs: frozenset[int]


def without_cut(text: str) -> tuple[str, bool]:
    """A paragraph without "... view the full minutes text for item 19.", and whether it had that."""
    shorter = _CUT.sub("", text)
    return shorter.strip(), shorter != text


def opens_resolution(text: str) -> bool:
    """True for "RESOLVED that …" and its like."""
    return bool(_OPENS.match(text))


def read_resolution(paragraphs: Sequence[Paragraph], *, board: str | None) -> Resolution:
    """All decisions in the minutes of one item, in order; a cut last part is `complete: False`."""
    decisions: list[Decision] = []
    used: set[int] = set()
    place = 0
    while place < len(paragraphs):
        opening = _OPENS.match(without_cut(paragraphs[place].text)[0])
        if not opening:
            place += 1
            continue
        block = _block(paragraphs, place, opening["rest"])
        used.update(block.places)
        decisions += _decisions(block, opening["verb"].upper(), board)
        place = max(block.places) + 1
    return Resolution(tuple(decisions), frozenset(used))


@dataclass(slots=True)
class _Block:
    """A resolution as it stands: its opening words, its numbered parts, whether it is cut."""

    head: str
    parts: list[tuple[str, str]]
    places: list[int]
    cut: bool


def _block(paragraphs: Sequence[Paragraph], start: int, rest: str) -> _Block:
    _, cut = without_cut(paragraphs[start].text)
    block = _Block(head=rest, parts=[], places=[start], cut=cut)
    open_head = _expects_parts(rest)
    for place in range(start + 1, len(paragraphs)):
        text, cut = without_cut(paragraphs[place].text)
        if not text:
            block.cut = block.cut or cut
            block.places.extend([place] if cut else [])
            continue
        if not _belongs(block, text, open_head):
            break
        _append(block, text)
        block.places.append(place)
        block.cut = block.cut or cut
    return block


def _expects_parts(head: str) -> bool:
    """True where the opening words cannot stand alone, so that parts must follow."""
    words = head.strip().rstrip("-–: ,")
    return not words or head.rstrip().endswith((":", ":-", ":–", "-", "–")) or not has_deed(words)


def _belongs(block: _Block, text: str, open_head: bool) -> bool:
    """True where a paragraph goes on with the resolution that was opened before it."""
    if _OPENS.match(text):
        return False
    last = block.parts[-1][1] if block.parts else block.head
    if continues(last, text):
        return True
    number = part_number(text)
    if number is not None:
        return _follows(block, number, open_head)
    if bullet_of(text):
        return open_head or bool(block.parts)
    return open_head and not block.parts


def _follows(block: _Block, number: str, open_head: bool) -> bool:
    """True where a number is the first part's, or comes after the last part's."""
    if not block.parts:
        return open_head or number in {"1", "a", "A", "i", "I"}
    before = block.parts[-1][0]
    if before.isdigit() and number.isdigit():
        return int(number) > int(before)
    return True


def _append(block: _Block, text: str) -> None:
    number = part_number(text)
    nested = block.parts and block.parts[-1][0].isdigit() and number and not number.isdigit()
    if number is not None and not nested:
        block.parts.append((number, without_mark(text)))
    elif block.parts:
        before, words = block.parts[-1]
        block.parts[-1] = (before, f"{words} {text}")
    elif _expects_parts(block.head) and not continues(block.head, text):
        block.parts.append(("", without_mark(text)))
    else:
        block.head = f"{block.head} {text}"


def _decisions(block: _Block, verb: str, board: str | None) -> list[Decision]:
    body, deed = _split_body(_THAT.sub("", block.head, count=1))
    if verb == "RECOMMENDED" and block.parts and not deed:
        return _recommended(block, body, board)
    if not block.parts:
        return [
            _decision(text, None, verb, _full_name(body, board), complete=not (block.cut and last))
            for text, last in _marked_last(split_deeds(deed))
        ]
    decided_by = body
    result: list[Decision] = []
    for (number, words), last in _marked_last(block.parts):
        part_body, text = _split_body(_THAT.sub("", words, count=1) if not deed else words)
        decided_by = decided_by or part_body
        text = f"{deed.rstrip(' :-–')} {text}" if deed and not has_own_deed(text) else text
        whole = not (block.cut and last)
        result.append(
            _decision(text, number or None, verb, _full_name(decided_by, board), complete=whole)
        )
    return result


def _recommended(block: _Block, addressed_to: str | None, board: str | None) -> list[Decision]:
    """Parts of "RECOMMENDED that the Cabinet Member for …:": the body named is the addressee."""
    return [
        Decision(
            text=text,
            action="recommend",
            number=number or None,
            addressed_to=addressed_to,
            decided_by=board,
            complete=not (block.cut and last),
        )
        for (number, text), last in _marked_last(block.parts)
    ]


def _split_body(words: str) -> tuple[str | None, str]:
    """The body that decides, and the rest: ("the Scrutiny Board", "note the briefing note …")."""
    found = None if has_own_deed(words.strip()) else _BODY.match(words.strip())
    if not found:
        return None, words.strip(" ,:;–-") if words.strip(" ,:;–-") else ""
    body = re.sub(r"^the\s+", "", found["body"].strip(), flags=re.IGNORECASE)
    return body, (found["rest"] or "").strip()


def _marked_last(values: Sequence[_T]) -> list[tuple[_T, bool]]:
    return [(value, place == len(values) - 1) for place, value in enumerate(values)]


def _full_name(body: str | None, board: str | None) -> str | None:
    """The board's whole name where the minutes use a short form of it: "the Board"."""
    if body and board and set(folded(body).split()) <= {*folded(board).split(), "members"}:
        return board
    return body or board


def _decision(
    text: str, number: str | None, verb: str, decided_by: str | None, *, complete: bool
) -> Decision:
    return Decision(
        text=text.strip(),
        action=action_of(text, verb),
        number=number,
        addressed_to=addressee_of(text),
        decided_by=decided_by,
        complete=complete,
    )


def with_capacity(decision: Decision, board: str | None) -> Decision:
    """The decision with the capacity in which its board acts, and the board where none is named."""
    return replace(
        decision, decided_by=decision.decided_by or board, capacity=capacity_of(board or "")
    )
