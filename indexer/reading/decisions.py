"""What minutes resolve, promise and merely note: read from the paragraphs of one item.

The shapes are those of committee minutes: "RESOLVED that the Scrutiny Board:-" and numbered parts;
"RESOLVED that" and the body in the first part; a resolution in one sentence ("RESOLVED that, the Board
noted … and requested …", which is two decisions).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from indexer.model import Action, Capacity, Decision, Paragraph
from indexer.reading.titles import folded
from indexer.reading.words import (
    bullet_of,
    continues,
    part_number,
    sentences,
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

_DEED = (
    r"notes?|noted|approves?|approved|agrees?|agreed|accepts?|accepted|supports?|supported|endorses?|"
    r"endorsed|adopts?|adopted|confirms?|confirmed|requests?|requested|asks?|asked|recommends?|"
    r"recommended|refers?|referred|delegates?|delegated|defers?|deferred|refuses?|refused|rejects?|"
    r"rejected|receives?|received|thanks?|thanked|welcomes?|welcomed|considers?|considered|"
    r"authorises?|authorised|instructs?|instructed|invites?|invited|grants?|granted|appoints?|"
    r"appointed|acknowledges?|acknowledged|commends?|commended|writes?|identif(?:y|ies|ied)"
)
_BODY = re.compile(
    rf"^(?P<body>(?:the\s+)?(?:[A-Z](?:(?!\sbe\s)[\w&'’(),\s-])*?\s)?(?:Board|Committee|Sub-Committee|Cabinet|Council|"
    rf"Panel|Executive|Members?|Forum|Authority|Cabinet Member(?: for (?:(?!\bbe\s)[\w\s,&'’-])+?)?)(?:\s*\(\d+\))?)"
    rf"\s*[,:;–-]*\s*(?P<rest>(?:(?:also|hereby|unanimously|to|had|has|have)\s+)*(?:{_DEED})\b.*)?$",
    re.DOTALL,
)
_ACTIONS: tuple[tuple[Action, re.Pattern[str]], ...] = tuple(
    (action, re.compile(rf"^(?:to\s+|that\s+)?(?:{words})\b", re.IGNORECASE))
    for action, words in (
        ("note", r"note[sd]?|acknowledge[sd]?"),
        ("approve", r"approve[sd]?|agree[sd]?|accept(?:s|ed)?|support(?:s|ed)?|endorse[sd]?|adopt(?:s|ed)?"
                    r"|confirm(?:s|ed)?|authorise[sd]?|grant(?:s|ed)?"),
        ("recommend", r"recommend(?:s|ed)?"),
        ("request", r"request(?:s|ed)?|ask(?:s|ed)?|invite[sd]?|instruct(?:s|ed)?"),
        ("refer", r"refer(?:s|red)?"),
        ("delegate", r"delegate[sd]?"),
        ("defer", r"defer(?:s|red)?"),
        ("refuse", r"refuse[sd]?|reject(?:s|ed)?"),
    )
)  # fmt: skip
_PASSIVE: tuple[tuple[Action, re.Pattern[str]], ...] = tuple(
    (action, re.compile(rf"\bbe\s+(?:\w+ly\s+)?{word}\b", re.IGNORECASE))
    for action, word in (
        ("recommend", "recommended"),
        ("note", "noted"),
        ("approve", "(?:approved|agreed|accepted|supported|endorsed|adopted|granted|authorised)"),
        ("request", "(?:requested|asked|invited)"),
        ("refer", "referred"),
        ("delegate", "delegated"),
        ("defer", "deferred"),
        ("refuse", "(?:refused|rejected)"),
    )
)
_FURTHER = (
    r"(?:noted|requested|recommended|agreed|approved|asked|referred|delegated|deferred|resolved|supported|"
    r"endorsed|welcomed|thanked|note|request|recommend|refer|delegate|ask|agree|approve|support|endorse)"
    r"\s+(?:that|to|the|its|their|officers)\b"
)
_SECOND_DEED = re.compile(rf",?\s+and\s+(?:also\s+|further\s+)?(?={_FURTHER})")
_DEED_IN_ROW = re.compile(rf",\s+(?={_FURTHER})")
_ADDRESSEE = re.compile(
    r"^(?:request(?:s|ed)?|recommend(?:s|ed)?|refer(?:s|red)?|ask(?:s|ed)?|invite[sd]?|delegate[sd]?)\s+"
    r"(?:.{0,60}?\bto\s+)??(?:that\s+)?(?:the\s+)?(?P<who>Cabinet Members?(?: for [A-Z][\w’']*"
    r"(?:(?:,| and|,? &| the)? [A-Z][\w’']*)*)?|Cabinet|Full Council|Council|Executive|"
    r"(?:(?:Deputy|Assistant|Strategic|Interim|Executive)\s+)*Director(?:s)?(?: of [A-Z][\w’']*"
    r"(?:(?:,| and|,? &| the)? [A-Z][\w’']*)*)?|Chief Executive|Chair(?:man|person)?|Leader|"
    r"[Oo]fficers|Secretary of State(?: for [A-Z]\w+(?: [A-Z]\w+)*)?|"
    r"(?:[A-Z][\w’']*\s+)+(?:Board|Committee|Panel)(?: \(\d+\))?)\b"
)
_ADDRESSEE_FIRST = re.compile(
    r"^(?:the\s+)?(?P<who>(?:Cabinet Members?|Director|Chief Executive|Chair|Leader|Cabinet|Council|"
    r"[Oo]fficers)\b[^.;:]{0,80}?)\s+be\s+(?:recommended|requested|asked|invited)\b"
)
_PROMISE = re.compile(
    r"\b(?:(?:also\s+)?(?:agreed|undertook|offered|promised|committed)\s+(?:that\s+(?:she|he|they)\s+would|to)\s+"
    r"(?:circulate|provide|look|share|send|report|bring|arrange|investigate|follow|check|write|"
    r"supply|include|explore|confirm|find|ask|raise|contact|produce|review|update|liaise|forward)"
    r"|would\s+(?:be\s+circulated|follow\s+up|circulate|report\s+back|look\s+into|provide\s+(?:the\s+)?"
    r"(?:board|members|committee)|be\s+(?:provided|sent|shared)\s+(?:to|with)\s+(?:the\s+)?(?:board|members|committee)))",
    re.IGNORECASE,
)
_ASKED_FOR = re.compile(
    r"(?:information\s+was\s+requested|officers\s+(?:were\s+(?:asked|requested)\s+to|to)\s+provide|"
    r"following\s+(?:further\s+)?information\s+(?:was|be)\s+(?:requested|provided)|"
    r"officers\s+(?:agreed|undertook)\s+to\s+(?:provide|circulate)).*:-?\s*$",
    re.IGNORECASE | re.DOTALL,
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
    first, cut = without_cut(paragraphs[start].text)
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
    return not words or head.rstrip().endswith((":", ":-", ":–", "-", "–")) or not _has_deed(words)


def _has_deed(words: str) -> bool:
    return bool(re.search(rf"\b(?:{_DEED}|be)\b", words))


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
        return int(number) == int(before) + 1 or int(number) > int(before)
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
            for text, last in _marked_last(_deeds(deed))
        ]
    decided_by = body
    result: list[Decision] = []
    for (number, words), last in _marked_last(block.parts):
        part_body, text = _split_body(_THAT.sub("", words, count=1) if not deed else words)
        decided_by = decided_by or part_body
        text = f"{deed.rstrip(' :-–')} {text}" if deed and not _has_own_deed(text) else text
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


def _has_own_deed(text: str) -> bool:
    return bool(re.match(rf"(?:to\s+|that\s+)?(?:{_DEED})\b", text, re.IGNORECASE))


def _split_body(words: str) -> tuple[str | None, str]:
    """The body that decides, and the rest: ("the Scrutiny Board", "note the briefing note …")."""
    found = None if _has_own_deed(words.strip()) else _BODY.match(words.strip())
    if not found:
        return None, words.strip(" ,:;–-") if words.strip(" ,:;–-") else ""
    body = re.sub(r"^the\s+", "", found["body"].strip(), flags=re.IGNORECASE)
    return body, (found["rest"] or "").strip()


def _deeds(text: str) -> list[str]:
    """The deeds of a resolution in one sentence: "noted …, supported … and requested …" is three."""
    last = [found.start() for found in _SECOND_DEED.finditer(text)]
    row = [
        found.start() for found in _DEED_IN_ROW.finditer(text) if last and found.start() < last[-1]
    ]
    cuts = sorted({*last, *row})
    pieces = [text[a:b] for a, b in zip([0, *cuts], [*cuts, len(text)], strict=True)]
    return [
        re.sub(r"^,?\s*(?:and\s+)?(?:also\s+|further\s+)?", "", p).strip()
        for p in pieces
        if p.strip()
    ]


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
    found = _ADDRESSEE.match(text) or _ADDRESSEE_FIRST.match(text)
    return Decision(
        text=text.strip(),
        action=_action(text, verb),
        number=number,
        addressed_to=found["who"] if found else None,
        decided_by=decided_by,
        complete=complete,
    )


def _action(text: str, verb: str) -> Action:
    for action, pattern in _ACTIONS:
        if pattern.match(text):
            return action
    for action, pattern in _PASSIVE:
        if pattern.search(text):
            return action
    by_verb: dict[str, Action] = {"RECOMMENDED": "recommend", "NOTED": "note", "DEFERRED": "defer"}
    return by_verb.get(verb, "other")


def with_capacity(decision: Decision, board: str | None) -> Decision:
    """The decision with the capacity in which its board acts, and the board where none is named."""
    return replace(
        decision, decided_by=decision.decided_by or board, capacity=capacity_of(board or "")
    )


def capacity_of(board: str) -> Capacity | None:
    """In what capacity a board decides, by its name; None where the name does not tell."""
    name = board.lower()
    if re.search(r"scrutiny|select committee|overview", name):
        return "scrutiny"
    if re.search(r"\b(?:cabinet|executive)\b", name):
        return "executive"
    if re.search(r"planning|licensing|regulatory|appeals", name):
        return "regulatory"
    if re.fullmatch(
        r"(?:full |annual )?(?:[\w' -]*\b(?:city|borough|county|district|town|parish) )?council",
        name,
    ):
        return "council"
    return None


def read_undertakings(paragraphs: Sequence[Paragraph]) -> tuple[str, ...]:
    """What somebody said they would do, in the words of the minutes.

    A list that follows "Further information was requested including:" gives one for each entry.
    """
    found: list[str] = []
    listing = False
    for paragraph in paragraphs:
        text, _ = without_cut(paragraph.text)
        if listing and (bullet_of(text) or part_number(text)):
            found.append(without_mark(text))
            continue
        listing = bool(_ASKED_FOR.search(text))
        if not listing and not _OPENS.match(text):
            found += [
                sentence for sentence in sentences(without_mark(text)) if _PROMISE.search(sentence)
            ]
    return tuple(found)
