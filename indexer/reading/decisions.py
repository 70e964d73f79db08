"""What minutes resolve, read from the paragraphs of one item.

The shapes are those of committee minutes: "RESOLVED that the Scrutiny Board:-" and numbered parts;
"RESOLVED that" and the body in the first part; a resolution in one sentence ("RESOLVED that, the Board
noted … and requested …", which is two decisions). Where an item has no formal resolution, the less
formal ways of saying it count: "The Committee agreed to …", a motion that was carried, and last a
closing sentence such as "The report was noted.".
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from indexer.model import Decision, Paragraph
from indexer.reading.blocks import (
    Block,
    Line,
    lines_of,
    read_block,
    without_cut,
)
from indexer.reading.deciders import full_name, split_body
from indexer.reading.deeds import (
    DEED,
    action_of,
    addressee_of,
    capacity_of,
    has_own_deed,
    split_deeds,
    to_whom,
)
from indexer.reading.motions import (
    carried_motions,
    closing_words,
    outcome_of_recommendations,
    was_lost,
)
from indexer.reading.openings import BODY, Opening, is_other_body, opens_resolution
from indexer.reading.routine import says_nothing
from indexer.reading.titles import folded
from indexer.reading.words import part_number, without_mark

__all__ = [
    "Resolution",
    "opens_resolution",
    "read_resolution",
    "read_ruling",
    "read_sheet",
    "with_capacity",
    "without_cut",
]

_T = TypeVar("_T")

_TO_RECOMMEND = re.compile(r"^to\s+recommend\b[\s,:;]*(?P<rest>.*)$", re.IGNORECASE | re.DOTALL)
_TO = re.compile(rf"^(?:to|TO)\s+(?=(?i:{DEED})\b|(?!(?:the|an?|its|their|this|all)\b)[a-z])")
_LINK = re.compile(r"[;,]\s*(?:and|or)?$")
"""What links a part to the next: "the report be noted; and"."""
_THAT = re.compile(r"^that\b[,:;\s–-]*", re.IGNORECASE)
_AND_FURTHER = re.compile(
    r"^(?P<own>.*\S)[,;]?\s+and(?:\s+(?:also|further))?(?:\s+(?:that|to))?\s*[:–-]*\s*$", re.DOTALL
)
_REASONS = re.compile(
    r"^\W*(?:reasons?\b(?: for (?:the )?(?:decision|recommendation)s?)?|(?:alternative|other) options?\b.*"
    r"|options considered\b.*)\W*$",
    re.IGNORECASE,
)

_NARRATES = re.compile(
    rf"^{BODY}\s(?:considered|received|heard|discussed|noted that|(?:was|were) informed"
    r"|gave consideration)\b"
    r"|^(?:the\s+)?(?:Councillors?|Cllrs?|M(?:r|rs|s|iss|x)|Dr|Chair\w*|Director|Head|Leader)\b"
    r"[^.]{0,160}?\b(?:declared|disclosed|left|withdrew|returned|arrived|asked|reported|thanked"
    r"|introduced|presented|spoke|stated|informed|advised|attended|explained|answered|responded)\b"
)
"""What a sheet tells before what was decided."""


@dataclass(frozen=True, slots=True)
class Resolution:
    """What the paragraphs of an item's minutes resolve.

    `paragraphs` are the places, in the list given, of those that say it.
    """

    decisions: tuple[Decision, ...]
    paragraphs: frozenset[int]


def read_resolution(paragraphs: Sequence[Paragraph], *, board: str | None) -> Resolution:
    """All decisions in the minutes of one item, in order; a cut last part is `complete: False`.

    The most formal way of deciding that the item knows is the one that counts.
    """
    lines = lines_of(paragraphs, board)
    opened = _deciding(_opened(lines, board), board)
    formal = [(block, says) for block, says in opened if block.opening.formal]
    cut = any(line.cut for line in lines)  # the formal words may stand behind the cut
    told = formal or opened or ([] if cut else _deciding(carried_motions(lines), board))
    if not told:
        return _closing(lines, board)
    places = frozenset(place for block, _ in told for place in block.places)
    return Resolution(tuple(one for _, says in told for one in says), places)


def read_sheet(paragraphs: Sequence[Paragraph], *, board: str | None) -> Resolution:
    """The decisions of a text that tells nothing else, as a sheet has it under "Decision:".

    With or without "RESOLVED"; the reasons and options under headings of their own are left out.
    """
    found = read_resolution(paragraphs, board=board)
    if found.decisions:
        return found
    end = next((n for n, p in enumerate(paragraphs) if _REASONS.match(p.text)), len(paragraphs))
    told = [_NARRATES.match(p.text) or says_nothing(p.text) for p in paragraphs[:end]]
    places = [n for n in range(end) if not told[n]]
    ruling = read_ruling([paragraphs[n] for n in places], maker=board)
    return Resolution(ruling, frozenset(places) if ruling else frozenset())


def read_ruling(paragraphs: Sequence[Paragraph], *, maker: str | None) -> tuple[Decision, ...]:
    """The decisions of a text that is nothing else, whether or not it says "RESOLVED".

    So a register prints them, under "Decision:": each paragraph is one, or opens a list of them.
    """
    lines = lines_of(paragraphs, None)
    decisions: list[Decision] = []
    place = 0
    while place < len(lines):
        text = lines[place].text
        if _REASONS.match(text):
            break
        listed = lines[place].opening is None and part_number(text) is not None
        if listed:  # a list without opening words: as if "RESOLVED:" stood over it
            lines.insert(place, Line(lines[place].place, ""))
        opening = lines[place].opening or Opening("RESOLVED", 0, lines[place].text, formal=True)
        block = read_block(lines, place, opening)
        decisions += _decisions(block, maker)
        place = block.next
    return tuple(decisions)


def _deciding(blocks: Iterable[Block], board: str | None) -> list[tuple[Block, list[Decision]]]:
    """The blocks that say what is decided, with that."""
    told = [(block, _decisions(block, board)) for block in blocks]
    resolved = {folded(one.text) for _, says in told for one in says if one.action != "recommend"}
    first = next((n for n, (_, says) in enumerate(told) if says and not _recommends(says)), 0)
    return [
        (block, says)
        for n, (block, says) in enumerate(told)
        if says
        and not _is_put(says, resolved)
        and not (_is_told(block, says) and (n < first or _is_for_us(block, board)))
    ]


def _recommends(says: Sequence[Decision]) -> bool:
    return all(one.action == "recommend" for one in says)


def _is_told(block: Block, says: Sequence[Decision]) -> bool:
    """True for "It was recommended that …", which may tell what an officer asked for."""
    nobody = block.opening.body is None and not any(one.addressed_to for one in says)
    return not block.opening.formal and nobody and _recommends(says)


def _is_for_us(block: Block, board: str | None) -> bool:
    """True where it is the board itself that is to do what was recommended."""
    asked = re.match(rf"(?:{BODY})\b", _THAT.sub("", block.head, count=1))
    return asked is not None and board is not None and not is_other_body(asked[0], board)


def _is_put(says: Sequence[Decision], resolved: Collection[str]) -> bool:
    """True for what an officer recommended, where it was then resolved in the same words."""
    return all(
        one.action == "recommend" and not one.addressed_to and folded(one.text) in resolved
        for one in says
    )


def _opened(lines: Sequence[Line], board: str | None) -> Iterator[Block]:
    """The blocks that decide: none of another body or day, and no motion that was lost."""
    place, decided, reasons = 0, False, False
    while place < len(lines):
        opening = lines[place].opening
        if opening is None:
            reasons = reasons or bool(_REASONS.match(lines[place].text))
        elif opening.formal:
            reasons = False
        if opening is None or (reasons and decided):
            place += 1
            continue
        block = read_block(lines, place, opening)
        if opening.verb == "RECOMMENDATION":
            yield from _put(lines, block, board)
        elif not opening.foreign and not was_lost(lines, block, place):
            decided = True
            yield block
        place = block.next


def _put(lines: Sequence[Line], block: Block, board: str | None) -> Iterator[Block]:
    """What stands under "RECOMMENDATIONS:": decided where it was then agreed to as it stands.

    Else it is the board's own recommendation, unless it was lost, is put to the board itself, or
    something is resolved after it: then an officer made it.
    """
    outcome = outcome_of_recommendations(lines, block)
    if outcome is not None:
        yield from outcome
        return
    later = any(line.opening and line.opening.formal for line in lines[block.next :])
    words = _THAT.sub("", block.head or (block.parts[0].words if block.parts else ""), count=1)
    to_other = to_whom(words)[0] is not None and is_other_body(to_whom(words)[0] or "", board)
    own = re.match(rf"(?:{BODY})\b", words) and not to_other
    if to_other or not (later or own):
        yield block


def _closing(lines: Sequence[Line], board: str | None) -> Resolution:
    """What the last sentence of an item says, where nothing else decides: "The report was noted."."""
    found = closing_words(lines)
    if found is None:
        return Resolution((), frozenset())
    place, words = found
    return Resolution((_decision(words, None, "", board, complete=True),), frozenset({place}))


def _decisions(block: Block, board: str | None) -> list[Decision]:
    """What a block decides; words that open a decision and say nothing are none."""
    return [one for one in _told(block, board) if re.search(r"\w", one.text)]


def _told(block: Block, board: str | None) -> list[Decision]:
    verb = block.opening.verb
    to_recommend = _TO_RECOMMEND.match(block.head)
    if verb in {"RECOMMENDED", "RECOMMENDATION"} or to_recommend:
        return _recommended(block, to_recommend["rest"] if to_recommend else block.head, board)
    alone = len(block.parts) == 1 and not (block.head.strip() or block.parts[0].number)
    head = block.parts[0].words if alone else block.head
    body, deed = split_body(_THAT.sub("", head, count=1))
    body = block.opening.body or body
    if alone or not block.parts:
        return _of_sentence(block, verb, full_name(body, board), deed)
    own, lead = ([deed], "") if block.terms else _own_deeds(deed)
    decided_by = full_name(body, board)
    first = [
        _of_head(_decision(text, None, verb, decided_by, complete=True), block) for text in own
    ]
    return [*first, *_of_parts(block, verb, body, lead, board)]


def _of_sentence(block: Block, verb: str, decided_by: str | None, deed: str) -> list[Decision]:
    """The deeds of a resolution in one sentence; conditions and reasons are words of it."""
    pieces = [deed] if block.terms else split_deeds(deed)
    found = [
        _decision(text, None, verb, decided_by, complete=not (block.cut and last))
        for text, last in _marked_last(pieces)
    ]
    return [_of_head(one, block) for one in found]


def _of_head(decision: Decision, block: Block) -> Decision:
    """The action of a permission is that of its own words, and not of its conditions'."""
    if block.terms is None:
        return decision
    return replace(decision, action=action_of(block.terms, block.opening.verb), addressed_to=None)


def _own_deeds(deed: str) -> tuple[list[str], str]:
    """What the opening words decide by themselves, and what they say of all parts.

    "noted the report and recommended that:" notes, and its parts are recommended.
    """
    further = _AND_FURTHER.match(deed)
    if further:
        return split_deeds(further["own"]), ""
    *own, lead = split_deeds(deed) or [""]
    return own, lead


def _of_parts(
    block: Block, verb: str, body: str | None, deed: str, board: str | None
) -> list[Decision]:
    """A decision for each part. A deed in the opening words ("… the Board notes:") is every part's."""
    result: list[Decision] = []
    for part, last in _marked_last(block.parts):
        part_body, text = (
            (None, part.words) if deed else split_body(_THAT.sub("", part.words, count=1))
        )
        body = body or part_body
        whole = not (block.cut and last)
        one = _decision(text, part.number or None, verb, full_name(body, board), complete=whole)
        if deed and not (has_own_deed(text) and _leaves_open(deed, verb)):
            one = replace(one, action=action_of(deed, verb), addressed_to=addressee_of(deed))
        result.append(one)
    return result


def _leaves_open(deed: str, verb: str) -> bool:
    """True for opening words that leave what is done to the parts: "agreed to:", "agrees:"."""
    bare = re.search(r"(?:^agree[sd]?|\bto)[\s:–-]*$", deed)
    return bare is not None or action_of(deed, verb) == "other"


def _recommended(block: Block, head: str, board: str | None) -> list[Decision]:
    """What a board recommends: the body named ("to Council", "that the Cabinet Member …") is asked."""
    addressed_to, rest = to_whom(_THAT.sub("", head.strip(), count=1))
    alone = without_mark(rest) if addressed_to and _is_to(head) else head
    parts = [(part.number, part.words) for part in block.parts] or [("", alone)]
    return [
        Decision(
            text=_LINK.sub("", _THAT.sub("", text.strip(), count=1), count=1),
            action="recommend",
            number=number or None,
            addressed_to=addressed_to or addressee_of(_THAT.sub("", text.strip(), count=1)),
            decided_by=full_name(block.opening.body, board),
            complete=not (block.cut and last),
        )
        for (number, text), last in _marked_last(parts)
    ]


def _is_to(head: str) -> bool:
    return head.strip().lower().startswith("to ")


def _marked_last(values: Sequence[_T]) -> list[tuple[_T, bool]]:
    return [(value, place == len(values) - 1) for place, value in enumerate(values)]


def _decision(
    text: str, number: str | None, verb: str, decided_by: str | None, *, complete: bool
) -> Decision:
    text = _LINK.sub("", _TO.sub("", text.strip(), count=1).rstrip(" –-"), count=1)
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
