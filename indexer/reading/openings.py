"""Where a decision begins in minutes: "RESOLVED that …" and all that councils write in its place.

The shapes are those of UK minutes: the verb in capitals or at the start of a line ("Resolved:", "AGREED
–"); "It was resolved that"; "The Committee agreed to"; the label "Decision:". What another body decided,
or this one on another day, is told apart: it is no decision of this meeting.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from indexer.reading.titles import folded
from indexer.reading.words import BULLETS

BODY_WORD = (
    r"(?:Sub-?[Cc]ommittee|Board|Committee|Cabinet|Council|Panel|Executive|Members|Forum|Authority|"
    r"Commission|Group|Partnership|Assembly|Councillors|Meeting|meeting)"
)
"""The last word of a body's name, as a pattern."""
BODY = (
    r"(?:[Tt]he\s+|THE\s+)?(?:(?:[A-Z][\w&'’(),-]{0,30}|and|of|for|the|&)\s+){0,12}?"
    rf"{BODY_WORD}(?:\s*\(\d+\))?"
)
"""The name of a body, as a pattern: "The Education and Skills Scrutiny Board (2)"."""
_CAPITALS = (
    r"RESOLVED|AGREED|RECOMMENDED|RECOMMENDATIONS?|DEFERRED|NOTED|DECIDED|RESOLUTION|APPROVED|ENDORSED"
    r"|REFUSED|GRANTED|RECOMMENDS"
)
_VERB = re.compile(
    rf"\b(?P<verb>{_CAPITALS}|[Rr]esolved|[Aa]greed|[Rr]ecommended|[Dd]ecided|[Dd]etermined)\b"
)
_HOW = (
    r"(?:unanimously|then|also|further|subsequently|therefore|duly|hereby|formally|accordingly|nem con"
    r"|by a majority|by consensus|in principle|UNANIMOUSLY)"
)
_IT_WAS = re.compile(rf"\b(?:it|It|IT)\s+(?:was|is|WAS)(?:,?\s+{_HOW})*,?\s*$")
_BODY_DID = re.compile(rf"(?P<body>\b{BODY})(?:,?\s+{_HOW})*,?\s*$")
_NOTHING_BEFORE = re.compile(
    r"^(?:\W*\(?\d{1,3}(?:\.\d{1,2})?[.)]?\s+)?(?:and|accordingly|therefore|thereupon|whereupon|decision|"
    r"unanimously|it was|officer|\W)*$",
    re.IGNORECASE,
)
_MOVED_AND = re.compile(
    rf"\b(?:moved|proposed|seconded)\b[^.;]{{0,200}}\band\s+(?:it\s+was\s+)?(?:{_HOW}\s+)?$",
    re.IGNORECASE,
)
_GOES_ON = re.compile(r"^(?:and|also|further|then|\W)*$", re.IGNORECASE)
"""What stands before a verb that has the subject of the one before it."""
_LEADS_ON = re.compile(
    rf"(?:[,:;–—-]|\band|\bcarried|\bCARRIED)(?:,?\s(?:{_HOW}|thereupon|whereupon),?)?\s*$"
)
_AFTER_CAPITALS = re.compile(
    r"^\s*(?:$|[.:;,–—(*-]|(?:that|to|as|by|for|on|upon|in|and|subject|unanimously|nem|with|the)\b|\d)",
    re.IGNORECASE,
)
_AFTER_PLAIN = re.compile(
    rf"^,?\s*(?:{_HOW}\s*,?\s*|\([^()]{{1,40}}\)\s*)?(?P<next>that\b|to\b|as follows|[:–—]|-\s)",
    re.IGNORECASE,
)
_HOW_AFTER = re.compile(
    rf"^[\s,:;–—*-]*(?:\(?(?:{_HOW}|by \d+ votes? to \d+|(?:up)?on being put to the vote"
    r"|(?:up)?on a vote(?: being taken)?)\)?[\s,:;–—*-]*"
    r"|\([^()]{0,60}\b(?:for|against|votes?|nem|abst\w{0,10})\b[^()]{0,60}\)[\s,:;–—*-]*)*",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(rf"(?<=[.!?;])(?<![\s(][A-Z]\.)\s+(?=[A-Z“\"‘({BULLETS}])")
_DONE = (
    r"(?:\w+(?:ed|en|ought|aught|wn)|made|held|sent|split|kept|put|set|left|paid|met|done|built|sold|let"
    r"|spent)"
)
_PROMISED = (
    r"(?:circulated|provided|sent|shared|forwarded|e?-?mailed|supplied|reported|followed|investigated|checked|"
    r"clarified|contacted|looked)"
)
_MODAL = re.compile(
    r"\b(?:(?P<deed>should(?: not)? (?!be\b|have\b)\w+|should(?: not)? be " + _DONE + r"\b"
    rf"|(?:would|will) be (?!{_PROMISED}\b){_DONE}\b|(?:is|was|are|were) to be {_DONE}\b)"
    r"|(?P<other>would|will|could|might|may|can|must|should|had|has|have|was|were|is|are)|(?P<be>be))\b"
)
"""The first of these tells a deed ("the CC be asked", "it should be sent") from an opinion or a promise."""
_SUPPORTS = re.compile(
    r"^that\s(?:the\s)?[^,;.]{1,60}?\s(?:support|accept|approve|adopt|appoint|oppose|object)\b"
)
_PROMISE_OF_IT = re.compile(
    r"^to\s+(?:circulate|provide|look|share|send|bring|arrange|investigate|follow|check|write|supply|"
    r"explore|find|ask|raise|contact|liaise|forward|chase|speak|monitor|obtain|seek|report)\b"
)
_IS_SO = re.compile(r"^that,?\s(?:was|were|is|are|had|has|would|could|might)\b")
"""Of "that was a private matter": what is said of a thing, which is not told here."""
_OTHER_DAY = re.compile(
    r"\b(?:at (?:its|their|an?|the (?:last|previous|earlier))\b.{0,80}\bmeeting\b"
    r"|at (?:the )?meetings? (?:held )?on\b|previously\b|had\b|have\b|has\b|in (?:19|20)\d\d\b)",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"^\W{0,3}(?P<verb>(?:DECISION|Decision|RESOLUTION|Resolution)[Ss]?)(?: (?:made|taken))?\s*"
    r"(?:(?:[:–—]|-\s)\s*(?P<rest>.*)|)$",
    re.DOTALL,
)
_HEADING = re.compile(
    r"^(?:$|[.:;,–—(*-]|(?:that|to|as|by|for|on|upon|subject|unanimously|nem|with)\b|\d)", re.I
)
_LONG = 600
"""Characters after the verb that are looked at for a deed."""
_AHEAD = 2_000
"""Characters after the verb that are looked at for what it is."""
_NAME = 200
"""Characters before the verb in which the name of a body may stand."""
_MUCH = 400
"""Characters before the verb that are looked at."""


@dataclass(frozen=True, slots=True)
class Opening:
    """The words that begin a decision, in one paragraph."""

    verb: str
    """In capitals: "RESOLVED", "AGREED", "RECOMMENDED", "NOTED", "DECISION" …"""
    start: int
    """Where in the paragraph the sentence begins."""
    rest: str
    """What follows the verb."""
    formal: bool
    """False for "The Committee agreed that …", which counts where nothing more formal is written."""
    body: str | None = None
    foreign: bool = False
    """Whether it is told of another body or day."""
    lead: str = ""
    """What stands before the verb in its sentence."""


def opens_resolution(text: str) -> bool:
    """True for a paragraph that begins with "RESOLVED that …" or its like."""
    found = opening_of(text, None)
    return found is not None and found.start == 0 and not found.foreign


def opening_of(text: str, board: str | None) -> Opening | None:
    """The first opening of a decision in a paragraph of the minutes of a board."""
    return next(iter(openings(text, board)), None)


def openings(text: str, board: str | None) -> list[Opening]:
    """All openings in a paragraph, in order; after the first, only those that begin a sentence.

    Each has the words up to the next.
    """
    found: list[tuple[Opening, re.Match[str]]] = []
    for verb in _VERB.finditer(text):
        start = _sentence_start(text, verb.start())
        if found and not _is_next(text, start, found[-1][1].end(), verb["verb"]):
            continue
        opening = _opening(text, verb, start, board)
        if opening is None or (found and found[-1][0].formal and not opening.formal):
            continue
        if found and found[-1][0].foreign and _has_no_subject(text, opening):
            opening = replace(opening, foreign=True)
        found.append((opening, verb))
    ends = [*(opening.start for opening, _ in found[1:]), len(text)]
    whole = [
        replace(opening, rest=_rest(text[verb.end() : end].rstrip(), verb["verb"], opening.lead))
        for (opening, verb), end in zip(found, ends, strict=False)
    ]
    return whole or list(_labelled(text))


def _is_next(text: str, start: int, after: int, verb: str) -> bool:
    """True for a verb in a sentence of its own, which is not that of the opening before."""
    ended = text[max(0, start - 4) : start].rstrip().endswith((".", "!", "?", ";"))
    return start >= after and (ended or verb.isupper())


def _has_no_subject(text: str, opening: Opening) -> bool:
    """True for "; and RECOMMENDED …": it is told of the body that was named before."""
    before = text[max(0, opening.start - 4) : opening.start]
    return bool(_GOES_ON.match(opening.lead)) and before.rstrip().endswith(";")


def _labelled(text: str) -> Iterator[Opening]:
    label = _LABEL.match(text)
    if label:
        yield Opening("DECISION", 0, label["rest"] or "", formal=True)


def _opening(text: str, found: re.Match[str], start: int, board: str | None) -> Opening | None:
    """What a verb opens, still without the words that follow it; None where it opens nothing."""
    lead, verb = text[start : found.start()], found["verb"]
    after = text[found.end() : found.end() + _AHEAD]
    body = _BODY_DID.search(lead[-_NAME:])
    if verb.isupper():
        if not _is_formal(verb, lead, after, body=body is not None):
            return None
    elif not _is_plain(verb, lead, after, body):
        return None
    return Opening(
        verb=_usual(verb.upper()),
        start=start,
        rest="",
        formal=_counts_formally(verb, lead),
        body=body["body"] if body else None,
        foreign=_is_foreign(lead, body["body"] if body else None, board),
        lead=lead,
    )


def _sentence_start(text: str, place: int) -> int:
    """Where the sentence begins that a place stands in."""
    before = text[max(0, place - _MUCH) : place]
    ends = [found.end() for found in re.finditer(r"(?<!\bCllr)(?<!\bNo)[.!?;]\s+", before)]
    start = max(0, place - _MUCH) + (ends[-1] if ends else 0)
    return 0 if _NOTHING_BEFORE.match(text[:start]) else start


def _is_formal(verb: str, lead: str, after: str, *, body: bool) -> bool:
    """A verb in capitals opens, unless it belongs to what somebody moved, had done, or heads."""
    if _NOTHING_BEFORE.match(lead):
        return verb == "RESOLVED" or bool(_HEADING.match(after.strip()))
    leads_on = verb in {"RESOLVED", "AGREED", "RECOMMENDED"} and _LEADS_ON.search(lead)
    opens = body or _IT_WAS.search(lead) or leads_on
    return bool(opens and _AFTER_CAPITALS.match(after))


def _is_plain(verb: str, lead: str, after: str, body: re.Match[str] | None) -> bool:
    """A verb in small letters opens where what follows is a deed, and neither an opinion nor a promise."""
    follows = _AFTER_PLAIN.match(after)
    if not follows:
        return verb == "Resolved" and _NOTHING_BEFORE.match(lead) is not None
    starts = verb[0].isupper() and _NOTHING_BEFORE.match(lead)
    it_was = _IT_WAS.search(lead)
    moved = verb in {"resolved", "agreed"} and _MOVED_AND.search(lead)
    if not (starts or it_was or body or moved):
        return False
    what = after[follows.start("next") :]
    sentence = _first_sentence(what[:_LONG])
    nobody = it_was or not body or re.search(r"(?:Members|Councillors|Group)$", body["body"])
    if (nobody and verb.lower() != "resolved" and _PROMISE_OF_IT.match(what)) or _IS_SO.match(what):
        return False
    opinion = verb.lower() == "agreed" and follows["next"].lower() == "that"
    return not opinion or _is_deed(sentence)


def _is_deed(sentence: str) -> bool:
    """True for "that a letter be sent", and not for "that it was good" or "that she would ask"."""
    modal = _MODAL.search(sentence)
    deed = bool(modal and not modal["other"])
    return deed or sentence.rstrip().endswith(":") or bool(_SUPPORTS.match(sentence))


def _counts_formally(verb: str, lead: str) -> bool:
    return _stands_out(verb, lead) or bool(_MOVED_AND.search(lead))


def _stands_out(verb: str, lead: str) -> bool:
    """True for a verb in capitals, or at the start of a line."""
    return verb.isupper() or (verb[0].isupper() and bool(_NOTHING_BEFORE.match(lead)))


def _usual(verb: str) -> str:
    """The verb as it is known by; what heads recommendations is told from what was recommended."""
    return {"RECOMMENDS": "RECOMMENDED", "RECOMMENDATIONS": "RECOMMENDATION"}.get(verb, verb)


def _rest(after: str, verb: str, lead: str) -> str:
    """What is decided; of a plain sentence no more than that sentence."""
    rest = after[_end_of_how(after) :]
    return rest if _stands_out(verb, lead) else _first_sentence(rest)


def _first_sentence(text: str) -> str:
    found = _SENTENCE_END.search(text)
    return text[: found.start()] if found else text


def _end_of_how(after: str) -> int:
    found = _HOW_AFTER.match(after)
    return found.end() if found else 0


def _is_foreign(lead: str, body: str | None, board: str | None) -> bool:
    """True for "At its meeting on 3 March Cabinet resolved that …": another day's or body's."""
    return bool(_OTHER_DAY.search(lead)) or (body is not None and is_other_body(body, board))


def is_other_body(body: str, board: str | None) -> bool:
    """True where a body that minutes name is surely not the board whose minutes they are."""
    named = set(folded(body).split()) - {"the", "members", "councillors", "of", "meeting", "and"}
    if board is None or not named:
        return False
    own = set(folded(board).split())
    alone = {"committee", "board", "panel", "commission", "forum", "subcommittee"} & named
    if alone and own & {"cabinet", "executive", "council"} and not alone & own:
        return True
    if named & {"cabinet", "executive"} and own & {"cabinet", "executive"}:
        return False
    if named <= {"council", "full"}:
        return bool(own & {"cabinet", "committee", "board", "panel", "executive", "commission"})
    short = {"board", "committee", "sub", "subcommittee", "panel", "forum", "authority", "commission",
             "group", "partnership", "assembly", "joint", "scrutiny"}  # fmt: skip
    return not (named <= own or named <= short)
