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
    to_whom,
)
from indexer.reading.titles import folded
from indexer.reading.words import (
    bullet_of,
    continues,
    part_number,
    without_mark,
)

_T = TypeVar("_T")

_VERB = r"RESOLVED|AGREED|RECOMMENDED|DEFERRED|NOTED"
_BODY_WORD = (
    r"(?:Board|Committee|Sub-Committee|Cabinet|Council|Panel|Executive|Members?|Forum|Authority)"
)
_OPENS = re.compile(
    rf"^(?:It was\s+(?:unanimously\s+|further\s+)?"
    rf"|(?P<by>(?:The\s+)?(?:[A-Z][\w&'’()-]*\s+){{0,8}}?{_BODY_WORD}(?:\s*\(\d+\))?)\s+(?:unanimously\s+)?"
    rf"(?={_VERB}))?"
    rf"(?P<verb>{_VERB}|Resolved|It was agreed(?= that))\b"
    r"\s*(?P<unanimous>unanimously\b|\(unanimously\))?[\s,:;–-]*(?P<rest>.*)$",
    re.DOTALL,
)
_TO_RECOMMEND = re.compile(r"^to\s+recommend\b[\s,:;]*(?P<rest>.*)$", re.IGNORECASE | re.DOTALL)
_CUT = re.compile(r"(?:\.\.\.|…)\s{0,9}view the full .{0,40} text for item .*$", re.I | re.S)
_TO = re.compile(rf"^to\s+(?={DEED}\b)")
_THAT = re.compile(r"^that\b[,:;\s–-]*", re.IGNORECASE)

_MEMBER_FOR = r"Cabinet Member(?: for (?:(?!\bbe\s)[\w\s,&'’-])+?)?"
_BODY = re.compile(
    rf"^(?:having\s[^,;]{{3,120}},\s*)?(?P<body>(?:the\s+)?(?:[A-Z](?:(?!\s(?:be|that|{DEED})\s)[\w&'’(),\s-])*?\s)?"
    rf"(?:{_BODY_WORD}|{_MEMBER_FOR})(?:\s*\(\d+\))?)\s*[,:;–-]*\s*"
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
    found = _CUT.search(text)
    return (text[: found.start()].rstrip(" .…\u00a0"), True) if found else (text.strip(), False)


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


def read_ruling(paragraphs: Sequence[Paragraph], *, maker: str | None) -> tuple[Decision, ...]:
    """The decisions of a text that is nothing else, whether or not it says "RESOLVED".

    So a register prints them, under "Decision:": each paragraph is one, or opens a list of them.
    """
    decisions: list[Decision] = []
    place = 0
    while place < len(paragraphs):
        text = without_cut(paragraphs[place].text)[0]
        opening = _OPENS.match(text)
        numbered = part_number(text) is not None
        rest = opening["rest"] if opening else "" if numbered else text
        rows = [Paragraph(""), *paragraphs[place:]] if numbered else paragraphs[place:]
        block = _block(rows, 0, rest)
        decisions += _decisions(block, opening["verb"].upper() if opening else "RESOLVED", maker)
        place += max(1, max(block.places) + (0 if numbered else 1))
    return tuple(decisions)


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
    last = block.parts[-1][0] if block.parts else ""
    nested = last.isdigit() and number is not None and not number.isdigit()
    if number is not None and not nested:
        block.parts.append((number, without_mark(text)))
    elif bullet_of(text) and not last and (block.parts or _expects_parts(block.head)):
        block.parts.append(("", without_mark(text)))
    elif block.parts:
        before, words = block.parts[-1]
        block.parts[-1] = (before, f"{words} {text}")
    elif _expects_parts(block.head) and not continues(block.head, text):
        block.parts.append(("", without_mark(text)))
    else:
        block.head = f"{block.head} {text}"


def _decisions(block: _Block, verb: str, board: str | None) -> list[Decision]:
    to_recommend = _TO_RECOMMEND.match(block.head)
    if verb == "RECOMMENDED" or to_recommend:
        return _recommended(block, to_recommend["rest"] if to_recommend else block.head, board)
    body, deed = _split_body(_THAT.sub("", block.head, count=1))
    if not block.parts:
        return [
            _decision(text, None, verb, _full_name(body, board), complete=not (block.cut and last))
            for text, last in _marked_last(split_deeds(deed))
        ]
    return _of_parts(block, verb, body, deed, board)


def _of_parts(
    block: _Block, verb: str, body: str | None, deed: str, board: str | None
) -> list[Decision]:
    """A decision for each part. A deed in the opening words ("… the Board notes:") is every part's."""
    result: list[Decision] = []
    for (number, words), last in _marked_last(block.parts):
        part_body, text = (None, words) if deed else _split_body(_THAT.sub("", words, count=1))
        body = body or part_body
        whole = not (block.cut and last)
        one = _decision(text, number or None, verb, _full_name(body, board), complete=whole)
        if deed and not (has_own_deed(text) and action_of(deed, verb) == "other"):
            one = replace(one, action=action_of(deed, verb), addressed_to=addressee_of(deed))
        result.append(one)
    return result


def _recommended(block: _Block, head: str, board: str | None) -> list[Decision]:
    """What a board recommends: the body named ("to Council", "that the Cabinet Member …") is asked."""
    addressed_to, rest = to_whom(_THAT.sub("", head.strip(), count=1))
    parts = block.parts or [("", without_mark(rest) if addressed_to and _is_to(head) else head)]
    return [
        Decision(
            text=_THAT.sub("", text.strip(), count=1),
            action="recommend",
            number=number or None,
            addressed_to=addressed_to,
            decided_by=board,
            complete=not (block.cut and last),
        )
        for (number, text), last in _marked_last(parts)
    ]


def _is_to(head: str) -> bool:
    return head.strip().lower().startswith("to ")


def _split_body(words: str) -> tuple[str | None, str]:
    """The body that decides, and the rest: ("the Scrutiny Board", "note the briefing note …")."""
    found = None if has_own_deed(words.strip()) else _match_body(words.strip())
    if not found:
        return None, words.strip(" ,:;–-")
    body = re.sub(r"^(?:the|this)\s+", "", found["body"].strip(), flags=re.IGNORECASE)
    return body, (found["rest"] or "").strip()


def _match_body(words: str) -> re.Match[str] | None:
    """The name of a body stands in the first few words; a long text is not searched for one."""
    return _BODY.match(words) if len(words) < 4_000 else None


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
    text = _TO.sub("", text.strip(), count=1).rstrip(" –-")
    return Decision(
        text=text,
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
