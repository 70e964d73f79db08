"""Undertakings: what somebody said they would do, by the minutes.

A promise ("Officers agreed to circulate …"), information that was asked for and is to come, an action
with whose it is. What the body itself resolved is a decision; what was promised in the past, wished or
asked about is neither.
"""

import re
from collections.abc import Collection, Iterator, Sequence

from indexer.model import Paragraph
from indexer.reading.decisions import read_resolution, without_cut
from indexer.reading.words import bullet_of, part_number, sentences, without_mark

_VERB = (
    r"(?:circulate|provide|look|share|send|report|bring|arrange|investigate|follow|check|write|supply|"
    r"include|explore|confirm|find|ask|raise|contact|produce|review|update|liaise|forward|speak|discuss|"
    r"e-?mail|respond|reply|feed|clarify|consider|monitor|obtain|seek|pursue|chase|add|prepare|"
    r"ensure|make|meet|work|pass|set|draft|publish|inform|advise|notify|invite|keep|attend|"
    r"remind|request|organise|address|collate|establish|identify|examine|come|return|revisit|"
    r"distribute|approach|help|assist|draw|develop|lay|represent|encourage|submit|present|hold|visit)"
)
"""What people promise to do; what bodies decide ("note", "approve", "support") is not among it."""
_AGREED = re.compile(
    r"\b(?P<word>agreed|undertook|undertaken|offered|promised|committed|volunteered)\s+"
    r"(?:to\s+(?:\w+ly\s+)?(?P<verb>\w+)"
    r"|(?:that\s+)?(?:she|he|they|officers|(?:the\s+)?[A-Z](?:(?!\bwould\b|\bwill\b)[^.;]){0,80})\s?"
    r"\b(?:would|will)\s+(?:\w+ly\s+)?(?!be\b|have\b|not\b|like\b|continue\b)\w+)",
)
_PAST = re.compile(
    r"\b(?:had|has|have|having|been|was|were|is|are|previously|remains?|remained|already)"
    r"(?:,?\s+(?:\w+ly|also|been|still|both|all|now))*\s*$",
    re.IGNORECASE,
)
_BODY = re.compile(
    r"\b(?:Board|Committee|Cabinet|Council|Panel|Sub-Committee|Executive|Commission|Forum)\s*(?:\(\d+\)\s*)?"
    r"(?:(?:also|then|unanimously|further|therefore)\s+)*$"
)
_RECIPIENTS = (
    r"(?:the\s+|all\s+)?(?:board|members?|committee|panel|sub-committee|councillors?|cabinet|council|chair\w*|cllrs?"
    r"|forum|commission|him|her|them)\b"
)
_WOULD = re.compile(
    r"\bwould\s+(?:also\s+|then\s+|be\s+(?:happy|pleased|able)\s+to\s+)?"
    r"(?:follow\s+(?:\w+\s+)?up|circulate|report\s+back|feed\s?back|look\s+into|look\s+at|come\s+back|"
    r"get\s+back|respond\s+in\s+writing|reply\s+in\s+writing|write\s+to|write\s+back|liaise\s+with|"
    r"check\b|clarify|investigate|chase|take\s+(?:this|it|that|these)\s+(?:back|away|forward|up)|"
    r"bring\s+(?:back|a\s+(?:further\s+)?(?:report|update|paper))|contact|raise\s+(?:this|it|the\s+\w+)\s+with|"
    r"provide\s+(?:an?\s+|further\s+|the\s+|more\s+|additional\s+)?(?:written|breakdown|response|answer|details?"
    r"|information|figures?|data|update|list|copy|link|note)|(?:e-?mail|send|forward|share|supply|provide)\b"
    rf"[^.;]{{0,60}}?\b{_RECIPIENTS}|provide\s+{_RECIPIENTS})",
    re.IGNORECASE,
)
_WOULD_BE = re.compile(
    r"\bwould\s+(?:also\s+|then\s+)?be\s+(?:circulated|(?:provided|sent|shared|forwarded|supplied|made\s+available"
    r"|given|e-?mailed|distributed)\b[^.;]{0,60}?"
    rf"(?:\b(?:to|with)\s+{_RECIPIENTS}|\b(?:after|following|outside|before)\s+the\s+(?:next\s+)?meeting|\bin\s+writing))",
    re.IGNORECASE,
)
_WRITTEN = re.compile(
    r"\bwritten\s+(?:response|answer|reply|briefing|update)s?\b[^.;]{0,80}?\b(?:would|will|to)\s+be\b",
    re.I,
)
_INITIALS_WOULD = re.compile(rf"^(?:[^.;]{{0,80}}?\s[–—-]\s)?[A-Z]{{2,3}}\swould\s{_VERB}\b")
"""Minutes that call people by their initials: "Christmas lights - AB would ask the school"."""
_NOT_MEANT = re.compile(
    r"\b(?:whether|if|hoped|wished|would\s+like|suggested\s+that|proposed\s+that|queried|unless|how|when\s+the)\b"
    r"[^,;]{0,160}$|\?",
    re.IGNORECASE,
)
_ASKED_FOR = re.compile(
    r"\b(?:further\s+|additional\s+|more\s+)?information\s+(?:was|were)\s+requested\b"
    r"|\bofficers?\s+(?:were|was)\s+(?:asked|requested)\s+to\s+(?:provide|circulate|supply|send|report|share)\b",
    re.IGNORECASE,
)
_LIST = re.compile(
    r"\b(?:information\s+(?:was|were)\s+requested|officers?\s+(?:(?:were|was)\s+(?:asked|requested)\s+|agreed\s+|"
    r"undertook\s+|are\s+)?to(?:\s+(?:provide|circulate|supply)\b[^:]{0,120})?|(?:further\s+)?information\s+"
    r"(?:was|were|is|be|to\s+be)\s+(?:requested|provided|circulated)\b[^:]{0,120}|information\s+requested|"
    r"(?:following|further)\s+actions?\b[^:]{0,60}|following\s+undertakings?\b[^:]{0,60})\b[^:]{0,120}:\s*[-–—]?\s*$",
    re.IGNORECASE,
)
_ACTION = re.compile(
    r"^\W{0,3}(?:ACTIONS?|Actions?)(?:\s+(?:points?|arising|by|for|required|agreed))?\s*(?:\d{1,3})?\s*[:–—-]+\s*"
    r"(?P<what>.*)$",
    re.DOTALL,
)
_ACTION_HEADING = re.compile(
    r"^\W{0,3}(?:ACTIONS?|Actions?)(?:\s+(?:points|arising|agreed|required))?\W*$"
)
_ACTION_IN_BRACKETS = re.compile(
    r"[(\[]\s*(?:ACTION|Action)(?:\s+(?:by|for))?\s*[:–—-]\s*[^()\[\]]{1,80}[)\]]"
)
_COLUMN = re.compile(r"\tactions?(?: by| for)?\s*$", re.IGNORECASE)
_WHOSE = re.compile(r"\t(?:[A-Z]{2,3}(?:[/,& ]+(?:and )?[A-Z]{2,3})*|All|ALL)$")
_SAYS_WHAT = re.compile(
    r"\b(?:to|would|will|should|be|agreed)\b|\b\w+(?:ate|ise|ify)\b|(?:\w+\W+){5}"
)
_IS_AHEAD = re.compile(
    r"\bwould\b|\b(?:agreed|undertook|offered|was|were|is|are)\sto\b|\b[A-Z]{2,3}\sto\b|\bto\sbe\b"
)
"""Beside initials in a column of actions: that something is still to be done."""
_IS_THOUGHT = re.compile(
    r"\b(?:noted|felt|acknowledged|understood|suggested|hoped|thought)\s+that\b"
)
_NO_ACTION = re.compile(
    r"^(?:none|nil|n/?a|no(?: further)? actions?\b.{0,40})[.\s]*$", re.IGNORECASE
)


def read_undertakings(
    paragraphs: Sequence[Paragraph], resolved: Collection[int] | None = None
) -> tuple[str, ...]:
    """What somebody said they would do, in the words of the minutes, in order.

    A list that follows "Further information was requested including:" gives one for each entry. What
    is resolved is left to the decisions: `resolved` are the places of those paragraphs, where the
    caller has read them already.
    """
    if resolved is None:
        resolved = read_resolution(paragraphs, board=None).paragraphs
    found: list[str] = []
    listing = column = False
    before = ""
    for place, paragraph in enumerate(paragraphs):
        text, _ = without_cut(paragraph.text)
        column = column or bool(_COLUMN.search(text))
        if place in resolved:
            listing = False
        elif listing and (bullet_of(text) or part_number(text)):
            found.append(without_mark(text))
        else:
            listing = bool(_LIST.search(text[-400:]) or _ACTION_HEADING.match(text))
            found += [] if listing else _told(text, before, column=column)
        before = text
    return tuple(found)


def _told(text: str, before: str, *, column: bool) -> Iterator[str]:
    """The undertakings in one paragraph; `before` is the one above it."""
    action = _ACTION.match(text)
    if action:
        what = action["what"].strip()
        if what and not _NO_ACTION.match(what):
            yield text if _SAYS_WHAT.search(what) else f"{_last_sentence(before)} {text}".strip()
        return
    whose = _WHOSE.search(text) if column else None
    said = sentences(without_mark(text[: whose.start()] if whose else text))
    for number, sentence in enumerate(said):
        ahead = _IS_AHEAD.search(sentence) and not _IS_THOUGHT.search(sentence)
        ends = number == len(said) - 1 or bullet_of(said[number + 1])
        assigned = whose and ends and ahead
        if assigned or _is_promise(sentence) or _ACTION_IN_BRACKETS.search(sentence):
            yield without_mark(sentence.strip())


def _last_sentence(text: str) -> str:
    return (sentences(text) or [""])[-1]


def _is_promise(sentence: str) -> bool:
    if any(_is_agreed(sentence, found) for found in _AGREED.finditer(sentence)):
        return True
    if any(form.search(sentence) for form in (_ASKED_FOR, _WRITTEN, _INITIALS_WOULD)):
        return True
    meant = (
        not _NOT_MEANT.search(sentence[: found.start()])
        for pattern in (_WOULD, _WOULD_BE)
        for found in pattern.finditer(sentence)
    )
    return any(meant)


def _is_agreed(sentence: str, found: re.Match[str]) -> bool:
    """True for "agreed to circulate", said now, and by somebody who can promise it."""
    before = sentence[: found.start("word")]
    if _PAST.search(before[-80:]) and not re.search(
        r"\b[Ii]t was (?:also |then |further )*$", before
    ):
        return False
    verb = found["verb"]
    if verb is None:
        return True
    return bool(re.fullmatch(_VERB, verb, re.IGNORECASE)) and not _BODY.search(before[-160:])
