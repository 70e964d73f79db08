"""How a vote ended, and its totals, as a sentence says it. All pure."""

import re
from dataclasses import dataclass
from itertools import pairwise

from indexer.model import Tally
from indexer.reading.number_words import number_of

ADVANCE = (
    r"(?:(?:[Uu]pon|[Oo]n|[Hh]aving|[Aa]fter|[Ww]hen)\s(?:being|been)?\s?put\sto\s(?:the|a)\svote,?\s|"
    r"put\sto\s(?:the|a)\svote,?\s(?:and,?\s)?(?:with\s[^.;]{1,80}?,\s)?|[Uu]pon\sa\svote\sbeing\staken,?\s)"
)
"""Words about the vote being taken, which stand before its outcome; for use in a wider pattern."""
_TOTAL = r"(?:\d{1,3}|[a-z]+(?:-[a-z]+)?)"
_CASTING = r"(?:the|a|his|her|their)\s(?:[Cc]hair[\w’']{0,10}\s|[Mm]ayor[’']s\s)?casting\svote"
_HOW = (
    rf"(?:,?\s(?:unanimously|nem\.?\s?con\.?|without\sdissent|overwhelmingly|(?:(?:by|with)\s)?\(?{_TOTAL}\s"
    rf"(?:votes?\s)?(?:to|for|in\sfavour)\b[^.;]{{0,90}}?(?=\sthat\b|,\sthat\b|,?\sand\saccordingly|[.;)]|$)\)?"
    rf"|(?:(?:by|on|with)\s{_CASTING}|by\s(?:the|a)\smajority)[^.;]{{0,60}}?(?=\sthat\b|[.;]|$)))?"
)
_OUTCOME = (
    r"(?P<not>\bnot\s)?\b(?P<outcome>carried|lost|defeated|passed|rejected|CARRIED|LOST|DEFEATED|PASSED|fell)\b"
    rf"(?!\s(?:out|over|forward|on(?!\s{_CASTING})|through|to|into|their|his|her)\b)"
)
_MARKS = r"(?:(?:then|therefore|accordingly|duly|subsequently|declared|thereupon|also)\s){0,3}"
_SUBJECT = re.compile(
    rf"(?<!that )(?P<subject>\b(?:Amendment|Motion)\s(?:\d{{1,2}}|[A-H])\b"
    rf"|\b(?:[Tt]he|[Aa]n?|[Tt]his)\s(?:(?:further|first|second|third|substantive|"
    rf"original|amended)\s){{0,2}}(?:motion|amendment|recommendations?|proposals?|proposition|resolution)"
    rf"(?:,?\sas\samended)?)(?:,\swhich(?=\swas\b))?,?\s(?:(?:was|were)\s(?:then\s|duly\s)?(?={ADVANCE}))?{ADVANCE}?"
    rf"(?:(?:was|were)\s)?{_MARKS}{_OUTCOME}{_HOW}"
)
"""An outcome that says of what: "The motion as amended was then carried by 17 votes to four"."""
_ALONE = re.compile(
    rf"^(?:(?:Result|Outcome|Decision|Motion|Amendment|Vote)s?:?\s)?(?:and\s)?(?:it\s)?(?:was\s)?{_OUTCOME}"
    rf"(?P<how>{_HOW})[.\s]*$",
    re.IGNORECASE,
)
_IT_WAS = re.compile(rf"^(?:{ADVANCE}it|It)\swas\s{_MARKS}{_OUTCOME}{_HOW}")
_WITHIN = re.compile(
    rf"(?:,\sand|,|\band),?\s(?:{ADVANCE})?(?:it\s)?(?:was\s|were\s)?(?:{ADVANCE})?{_MARKS}{_OUTCOME}{_HOW}"
)
"""An outcome in the sentence that moves: "… seconded by B and carried by eight votes to one that …"."""
_BY_ALL = re.compile(
    r"(?:,\sand|,|\band)\s(?P<outcome>agreed\sby\sall|all\s(?:were\s)?(?:agreed|in\sfavour))\b"
    r"(?:\sof\sthe\s\w+)?:?(?P<not>)"
)
_WON = frozenset({"carried", "passed"})
_COUNT = r"(?<![\w/.£])(\d{1,3}|[a-z]+(?:-[a-z]+)?)"
_TO = re.compile(
    rf"\b(?:by|with|carried|lost|defeated)\s\(?{_COUNT}(?:\s(?:votes?\s)?to\s|[:–-](?=\d)){_COUNT}(?![\w%])",
    re.IGNORECASE,
)
_VOTES_TO = re.compile(rf"{_COUNT}\svotes?\sto\s{_COUNT}(?![\w%])", re.IGNORECASE)
_VOTED = r"(?:(?i:votes?|members|councillors)\s)?(?:vot(?:ed|ing)\s)?"
_FOR = re.compile(
    rf"{_COUNT}\s{_VOTED}(?:[Ff]or|in\s[Ff]avour|FOR)(?!\s[A-Z])(?:\s(?:of\s)?the\s\w+)?[,;]?\s"
    rf"(?:and\s|to\s|with\s)?{_COUNT}\s{_VOTED}(?:[Aa]gainst|AGAINST)\b",
    re.ASCII,
)
_VOTED_FOR = re.compile(
    rf"\bvoted\sfor(?:\sthe\s\w+)?,?\s{_COUNT},?\s(?:and\s)?against(?:\sthe\s\w+)?,?\s{_COUNT}"
)
_ABSTAINED = re.compile(
    rf"{_COUNT}\s(?:members\s|councillors\s)?(?:abstentions?|abstain(?:ed|ing)?)\b", re.IGNORECASE
)
_TOTALS = re.compile(
    rf"^\(?(?:[A-Z][\w ]{{2,30}}[:–-]\s?)?{_COUNT}\s{_VOTED}(?:for|in\sfavour)\b", re.IGNORECASE
)
_LONGEST_TOTALS = 120


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a vote ended, with the totals printed beside it, and where in the sentence that stands."""

    carried: bool
    printed: Tally
    span: tuple[int, int]
    subject: str | None = None
    """Of what it is said, as printed: "The motion as amended"."""


def outcomes_of(sentence: str) -> list[Outcome]:
    """How votes ended by a sentence: "The amendment was lost and the motion carried" tells of two."""
    found = list(_SUBJECT.finditer(sentence))
    if not found:
        alone = _ALONE.match(sentence) or _IT_WAS.match(sentence)
        return [_outcome(alone, sentence)] if alone else []
    cuts = [0, *(one.start() for one in found[1:]), len(sentence)]
    return [
        _outcome(one, sentence[start:end], " ".join(one["subject"].split()))
        for one, (start, end) in zip(found, pairwise(cuts), strict=True)
    ]


def outcome_within(sentence: str) -> Outcome | None:
    """The outcome in a sentence that moves: its own, or the first that says of what."""
    found = _WITHIN.search(sentence) or _BY_ALL.search(sentence)
    return next(iter(outcomes_of(sentence)), None) or (_outcome(found, found[0]) if found else None)


def _outcome(found: re.Match[str], words: str, subject: str | None = None) -> Outcome:
    said = found["outcome"].lower()
    carried = (said in _WON or "all" in said.split()) is not bool(found["not"])
    return Outcome(carried, tally_of(words, carried=carried), found.span(), subject)


def tally_of(words: str, *, carried: bool | None) -> Tally:
    """The totals in "by 14 votes to nine, with one abstention" or "9 votes for, 5 against".

    Of a motion that was lost, the smaller number was for it, in whichever order they are printed.
    Where no outcome is told (`carried` is None), "by 5 to 10" may be anything and is left out.
    """
    both = _FOR.search(words) or _VOTED_FOR.search(words)
    split = both or _VOTES_TO.search(words) or (_TO.search(words) if carried is not None else None)
    first, second = (number_of(split[1]), number_of(split[2])) if split else (None, None)
    if first is not None and second is not None and carried is False and not both:
        first, second = min(first, second), max(first, second)
    abstained = _ABSTAINED.search(words)
    away = number_of(abstained[1]) if abstained else None
    if first is None or second is None:
        return Tally(abstain=away)
    return Tally(first, second, away)


def totals_line(text: str) -> Tally | None:
    """The totals of a line that holds nothing else: "Voting: 8 For; 2 Against; 1 Abstention"."""
    if len(text) > _LONGEST_TOTALS or not _TOTALS.match(text):
        return None
    tally = tally_of(text, carried=None)
    return tally if tally.in_favour is not None else None
