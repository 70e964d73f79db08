"""References to decisions by their number, and to meetings by their day."""

import re
from collections.abc import Iterator
from typing import Literal

from indexer.model import Reference
from indexer.reading.named_bodies import BODY, SAT, bodies_in, body_that_acted, tidy
from indexer.reading.reference_line import (
    CONTEXT,
    DAY,
    NO,
    Line,
    Place,
    in_context,
    is_year,
    quoted_title,
    whose,
    words_of,
)

_DECISION = re.compile(
    r"\b(?P<key>key )?decisions?(?: (?:record|notice|sheet))?:? "
    rf"(?:{NO}(?P<labelled>(?:(?-i:[A-Z]{{1,6}})[/-]?)?\d{{1,6}}(?:[/-]\d{{1,6}}){{0,2}})"
    r"|(?P<bare>\d{2,4}/\d{3,5})|(?P<letters>(?-i:[A-Z]{1,4})[/-]?\d{2,6}(?:/\d{2,4}){0,3}))"
    r"(?![\w/£%]|[.,]\d)",
    re.IGNORECASE,
)
_BRACKETED_DECISION = re.compile(
    rf"\bdecisions?\b(?P<between>[^.;()]{{1,160}})\((?:{NO})?(?P<number>\d{{2,4}}/\d{{4,5}})\)",
    re.I,
)
_MADE_BY = re.compile(
    rf"\bdecisions? (?:(?:made|taken) )?(?:of|by) (?:the )?(?P<body>{BODY})", re.I
)
_MAKER = re.compile(rf"(?:(?P<body>{BODY})|\b[Oo]fficer|\b[Dd]elegated) $")
_OTHER_DECISION = re.compile(r"\b(?:planning|appeals?|applications?|inspector\S*)\W+$", re.I)
_ABOUT_APPLICATION = re.compile(r"\b(?:applications?|planning|appeals?)\b", re.IGNORECASE)

_HELD = (
    r"(?:(?:which )?(?:was |is |will be |to be |would be )?(?:re)?(?:held|scheduled|due|convened)"
    r"(?: to be held)?,? )?(?:(?:remotely|virtually),? )?"
    r"(?:(?:at|in|via|from) [^;()\t]{1,60}? (?=on\b|\x01))?"
)
_MEETING = re.compile(
    rf"\b(?:(?:(?P<before>{BODY})(?:['’]s?)?,? (?:at )?)?(?:(?P<their>its|their) )?(?P<sort>[\w'’]+ )?"
    rf"meetings? (?:of (?:the )?(?P<of>{BODY}),? )?{_HELD}(?:(?:on|of|for|dated) )?\(?(?:the )?"
    rf"|(?:{SAT}|reported) by (?:the )?(?P<by>{BODY}),? on (?:the )?"
    rf"|(?:previously|last|first) {SAT} on (?:the )?"
    rf"|(?:(?P<met>{BODY}) (?:had |last |first )?)?\bmet on (?:the )?"
    rf"|\bminutes (?:of|dated|from) (?:the )?(?:(?P<whose>{BODY}),? (?:held )?(?:(?:of|on) )?(?:the )?)?)"
    rf"(?P<days>{DAY}{{6,}}(?:(?:,| and|, and|;) (?:the )?{DAY}{{6,}}){{0,8}})"
    rf"(?:,? (?:the )?(?P<after>{BODY})(?= (?:had |has |have |also )?{SAT}\b))?",
    re.IGNORECASE,
)
_ON_A_DAY = re.compile(
    rf"\bon (?:the )?(?P<days>{DAY}{{6,}}),? (?:the )?(?P<after>{BODY}) (?:had |has )?{SAT}\b",
    re.I,
)
_ONE_MEMBER = re.compile(r"(?:Cabinet|Executive) Member\b")
_NO_SITTING = re.compile(
    r"^(?:site|public|team|staff|residents\W?|consultation|informal|drop-in|parents\W?|family|liaison)$",
    re.IGNORECASE,
)
_TO_COME = re.compile(
    r"\b(?:next|future|forthcoming) meetings?\b"
    r"|\bmeetings?\b[^.;]{0,80}(?<!which )\b(?:will be|would be|is|are|was|were)(?: to be)? "
    r"(?:(?:re)?scheduled|due|(?<=be )held)",
    re.IGNORECASE,
)
"""The day of a meeting that is to come is news, and refers to nothing."""


def decisions_in(line: Line) -> Iterator[Place]:
    """The decisions that a sentence refers to by their number; no application for planning."""
    for found in _DECISION.finditer(line.plain):
        number = found["labelled"] or found["bare"] or found["letters"]
        wrong = found["letters"] and not found["key"]
        if not wrong and not is_year(number) and not _of_planning(line, found.start()):
            yield _numbered_decision(line, found, number)
    for found in _BRACKETED_DECISION.finditer(line.plain):
        about = _ABOUT_APPLICATION.search(found["between"])
        if not about and not _of_planning(line, found.start()):
            yield _bracketed_decision(line, found)


def _of_planning(line: Line, start: int) -> bool:
    """True behind "planning" or "appeal": the number is an application's."""
    return bool(_OTHER_DECISION.search(line.plain[max(0, start - 30) : start]))


def _numbered_decision(line: Line, found: re.Match[str], number: str) -> Place:
    before = line.plain[max(0, found.start() - 120) : found.start()]
    lead = _MAKER.search(before)
    begin = found.start() - (len(lead[0]) if lead else 0)
    body, day, end = whose(line, found.end())
    title = None
    if not body and not day:
        title, end = quoted_title(line.text, end)
    if day is None and line.plain[max(0, begin - 1) : begin] == "(":
        _, day = in_context(line, begin, their=False)
        makers = {
            made["body"] for made in _MADE_BY.finditer(line.plain[max(0, begin - CONTEXT) : begin])
        }
        body = body or (makers.pop() if len(makers) == 1 else None)
    board = body or (lead["body"] if lead else None)
    words = words_of(line.text, begin, end)
    return begin, end, Reference(words, number, "decision", title, day, board)


def _bracketed_decision(line: Line, found: re.Match[str]) -> Place:
    """As in "the decision of the Cabinet Member for Housing of 25 October 2022 (22/00031)"."""
    start, end = found.span()
    bodies, days = bodies_in(found["between"]), line.days_between(start, end)
    return (
        start,
        end,
        Reference(
            words_of(line.text, start, end),
            found["number"],
            "decision",
            None,
            days[0] if len(days) == 1 else None,
            bodies[0] if len(bodies) == 1 else None,
        ),
    )


def meetings_in(line: Line) -> Iterator[Place]:
    """The meetings that a sentence refers to by their day, and what one member decided that day."""
    for found in (*_MEETING.finditer(line.plain), *_ON_A_DAY.finditer(line.plain)):
        told = found.groupdict()
        if _NO_SITTING.match((told.get("sort") or "").strip()) or _TO_COME.search(found[0]):
            continue
        names = (told.get(name) for name in ("of", "before", "by", "met", "whose", "after"))
        board = next((tidy(name) for name in names if name), None)
        if board is None and told.get("their"):
            start = max(0, found.start() - CONTEXT)
            board = body_that_acted(line.plain[start : found.start()])
        words = words_of(line.text, *found.span())
        for day in line.days_between(*found.span("days")):
            alone = (
                board is not None and _ONE_MEMBER.match(board) and "meeting" not in words.lower()
            )
            kind: Literal["decision", "meeting"] = "decision" if alone else "meeting"
            yield *found.span(), Reference(words, None, kind, None, day, board)
