"""Motions and amendments: what was carried is decided, what was lost is not."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from indexer.reading.blocks import Block, Line, read_block
from indexer.reading.openings import Opening
from indexer.reading.words import sentences

_MOVED = re.compile(
    r"\b(?:moved|proposed)\b(?P<by>[^.:;]{0,300}?)[,:]?\sthat\s(?P<what>.+)$", re.DOTALL
)
_ABOUT = re.compile(r"\b(?:motion|amendment|proposal|proposition)\b", re.IGNORECASE)
_QUOTES = re.compile(r"\b(?:motion|amendment|moved|proposed|proposal)\b", re.IGNORECASE)
_LOST = re.compile(
    r"\b(?:lost|defeated|fell|fallen|not carried|withdrawn|rejected|not supported)\b", re.IGNORECASE
)
_CARRIED = re.compile(r"(?<!not )\b(?:carried|agreed to)\b", re.IGNORECASE)
_AMENDED = re.compile(r"\bas amended\b|\bsubstantive\b", re.IGNORECASE)
_RESOLVES = re.compile(
    r"^\W*(?:This|That this|The) (?:Council|Committee|Board|meeting)\s+(?:therefore\s+|also\s+)?"
    r"(?:resolves|agrees)\b(?P<rest>.*)$",
    re.DOTALL,
)
_NOUN = (
    r"(?i:reports?|updates?|presentations?|contents?|information|briefings?|briefing notes?|position|progress"
    r"|programmes?|plans?|outcomes?|performance|statements?|letters?|responses?|papers?|schedules?|findings"
    r"|recommendations?|strategy|tracker|log|documents?|notes?|data|figures|proposals?|items?|register|budget"
    r"|accounts|decisions?|dashboard|appendi(?:x|ces)|petitions?|notices?|amendments?|application)"
)
_BODY = (
    r"(?:The\s|the\s)?(?:[^.,;]{0,120}\s)?(?:Sub-Committee|Committee|Board|Cabinet|Council|Panel|Executive|Members"
    r"|Forum|Authority|Commission|Group|Councillors)(?: \(\d+\))?\s"
)
_DID = re.compile(
    rf"^(?:(?:Following|After|Having)\b[^.]{{0,200}},\s)?{_BODY}"
    r"(?:(?:considered|received|discussed|unanimously|duly|then|formally|welcomed),?\s(?:and\s)?){0,3}"
    r"(?P<deed>(?:noted|approved|endorsed|accepted|adopted|supported)\s(?:and|the|their|its|this|these|both|all)"
    rf"\s(?:[^\s.;]{{1,40}}\s){{0,10}}?{_NOUN}\b[^.]{{0,400}})\.?$"
)
_WAS = re.compile(
    r"^(?:That\s)?(?:The|the|This|these|These|Both|All)\s(?!minutes\b)(?:(?!that\b)[^\s.;]{1,40}\s){0,12}?"
    rf"{_NOUN}\b(?:(?!\bthat\b)[^.;]){{0,200}}?(?<!had )\b(?:was|were|be|is)\s"
    r"(?:(?:unanimously|duly|then|therefore|formally|received and|considered and)\s)?"
    r"(?i:noted|received|approved|agreed|accepted|adopted|endorsed|deferred|refused|granted)\b(?!\sby\b)"
    r"[^.]{0,200}\.?$"
)
_WHICH_WAS = re.compile(
    rf"^{_BODY}(?:considered|received)\s(?P<deed>[^.;]{{3,300}},? which (?:was|were) (?:duly )?"
    r"(?:noted|approved|agreed|endorsed))\.?$"
)
_ALONE = re.compile(r"^(?:Noted|Agreed|Approved|Deferred|Received|Endorsed)\.?$", re.IGNORECASE)
_TOLD = re.compile(
    r"\b(?:had|have|has|previously|at (?:its|their) (?:last |previous )?meeting|in (?:19|20)\d\d\.?$"
    r"|noted that)\b"
)
_RECOMMENDATIONS_WERE = re.compile(
    r"\brecommendations?\b[^.;]{0,120}\b(?:was|were|being)\b[^.;]{0,120}"
    r"\b(?:approved|agreed|carried|accepted|adopted|endorsed|supported|lost|rejected|defeated|fell)\b",
    re.IGNORECASE,
)
_IN_OTHER_WORDS = re.compile(
    r"\b(?:as amended|subject to|except|save|amend\w*|with the|some|part|first|second"
    r"|recommendations?\s\(?\d)\b",
    re.IGNORECASE,
)
"""Where what was agreed is not all, or not quite, what had been recommended."""
_PUT = re.compile(
    r"^(?:(?:Up)?on being put to the vote,?\s)?[Tt]he (?:officers?['’]? )?recommendations?\b"
    r"[^.;]{0,120}\b(?:was|were)\b[^.;]{0,120}\b(?P<deed>agreed|approved|carried|accepted|adopted)\b[^.;]{0,120}\.?$"
)
_FAR = 12
"""Lines within which a motion is put to the vote."""


def was_lost(lines: Sequence[Line], block: Block, start: int) -> bool:
    """True where what is quoted was a motion or an amendment, and was lost."""
    before = lines[start - 1].text if start else ""
    lead = f"{before[-300:]} {block.opening.lead}"
    if not _QUOTES.search(lead):
        return False
    for line in lines[block.next : block.next + _FAR]:
        if line.opening is not None:
            return False
        for sentence in sentences(line.text):
            if _CARRIED.search(sentence) and not _LOST.search(sentence):
                return bool(re.search(r"\bamendment\b", lead, re.IGNORECASE)) and _later(
                    lines, block
                )
            if _ABOUT.search(sentence) and _LOST.search(sentence):
                return True
    return False


def outcome_of_recommendations(lines: Sequence[Line], block: Block) -> list[Block] | None:
    """What a vote made of the recommendations in a block; None where none is told.

    Agreed to as they stand, they are resolved; else the sentence that says so is what is decided.
    """
    for line in lines[block.next : block.next + _FAR]:
        if line.opening is not None and line.opening.formal:
            return None
        for sentence in sentences(line.text):
            if not _RECOMMENDATIONS_WERE.search(sentence):
                continue
            if _LOST.search(sentence) or re.search(r"\bnot\b", sentence):
                return []
            if _IN_OTHER_WORDS.search(sentence):
                return [Block(_as_opening(sentence), sentence, [line.place], line.cut)]
            resolved = replace(block.opening, verb="RESOLVED")
            return [replace(block, opening=resolved, places=[*block.places, line.place])]
    return None


def _later(lines: Sequence[Line], block: Block) -> bool:
    """True where something is resolved after it: an amendment that was carried is part of that."""
    return any(
        line.opening is not None and not line.opening.foreign for line in lines[block.next :]
    )


def carried_motions(lines: Sequence[Line]) -> Iterator[Block]:
    """What was moved and carried; asked for where minutes say so and resolve nothing besides."""
    moved: Block | None = None
    amended = False
    following = 0
    for place, line in enumerate(lines):
        if place < following:
            continue
        resolves = _RESOLVES.match(line.text)
        if resolves:
            moved, amended = read_block(lines, place, _as_opening(resolves["rest"])), False
            following = moved.next
            continue
        for sentence in sentences(line.text):
            what = _what_is_moved(sentence)
            if what is not None:
                moved, amended = Block(_as_opening(what), what, [line.place], line.cut), False
            elif moved and _is_carried(sentence):
                if _is_of_amendment(sentence):
                    amended = True
                    continue
                yield _as_carried(
                    moved, line.place, sentence if _is_amended(sentence, amended) else None
                )
                moved = None
            elif _LOST.search(sentence) and not _is_of_amendment(sentence):
                moved = None


def _what_is_moved(sentence: str) -> str | None:
    """What a motion says, where it is told in a sentence; an amendment is no motion."""
    found = _MOVED.search(sentence)
    return found["what"] if found and not _is_of_amendment(sentence) else None


def _is_of_amendment(sentence: str) -> bool:
    return bool(re.search(r"\bamendment\b", sentence, re.IGNORECASE)) and not _AMENDED.search(
        sentence
    )


def _is_carried(sentence: str) -> bool:
    asked = _ABOUT.search(sentence) or re.search(r"\bvote\b|^\W*CARRIED", sentence)
    return bool(asked and _CARRIED.search(sentence) and not _LOST.search(sentence))


def _is_amended(sentence: str, amended: bool) -> bool:
    """True where the words that were moved are no longer those that were carried."""
    return amended or bool(_AMENDED.search(sentence))


def _as_carried(moved: Block, place: int, instead: str | None) -> Block:
    places = [*moved.places, *([] if place in moved.places else [place])]
    if instead is None:
        moved.places = places
        return moved
    return Block(_as_opening(instead), instead, [place], cut=False)


def closing_words(lines: Sequence[Line]) -> tuple[int, str] | None:
    """The last sentence of an item where it alone says what was decided, and its place."""
    last = next((line for line in reversed(lines) if line.text), None)
    if last is None or last.cut or last.opening is not None:
        return None
    sentence = sentences(last.text)[-1].strip()
    if _TOLD.search(sentence) or len(sentence) > 900:
        return None
    found = _DID.match(sentence) or _WHICH_WAS.match(sentence)
    if found:
        return last.place, found["deed"]
    put = _PUT.match(sentence) and not _LOST.search(sentence) and " not " not in sentence
    whole = _ALONE.match(last.text) or _WAS.match(sentence) or put
    return (last.place, sentence) if whole else None


def _as_opening(rest: str) -> Opening:
    return Opening("RESOLVED", 0, rest, formal=True)
