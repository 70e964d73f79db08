"""Sentences that move: who moved and seconded, and the words of the motion. All pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from indexer.reading.vote_lists import LABEL
from indexer.reading.vote_names import ANYBODY, PLAIN, POST, TITLED, without_office
from indexer.reading.vote_outcomes import ADVANCE, Outcome, outcome_within
from indexer.reading.words import bullet_of, part_number

_DOES = r"(?:[Mm]oved|[Pp]roposed)"
_BESIDE = r"(?:,[^,.;:]{2,80},|,)?"
_ADVERBS = r"(?:(?:then|also|formally|duly|subsequently)\s){0,2}"
_OBJECT = (
    r"(?=\s(?:that\b|an?\s(?:further\s)?(?:amendment|motion)|as\s(?:an?|a further)\b"
    r"|the\s(?:[\w’'-]+\s){0,3}?(?:recommendations?|motion|amendment|adoption|approval|following|resolution|proposals?|budget|reference)\b"
    rf"|and\b)|,\s(?:and\s)?(?:seconded|which)\b|,\sand\b|,\s{TITLED}{_BESIDE}\s[Ss]econded\b|:)"
)
_MOVED = re.compile(
    rf"(?:\b(?:[Oo]n|[Uu]pon)\sthe\s(?:motion|proposal|proposition)\sof\s|"
    rf"(?:\b(?:(?:[Ii]t\s)?(?:was|were)|(?:[Oo]n|[Uu]pon)\sbeing)\s{_ADVERBS})?\b(?:moved|proposed|M(?:OVED|oved)|P(?:ROPOSED|roposed)"
    r"|(?P<done>approved|agreed|adopted|accepted)(?=\sby\b[^.;:]{3,80}?\b[Ss]econded\sby\b))"
    rf"(?P<both>\s?(?:/|and)\s?[Ss]econded)?(?:(?:\sas\s[a-z ]{{3,40}})?\sby\b:?|:)\s*"
    rf"|\b(?:Proposer|Mover):?\s*|\b(?:Proposed|Moved)\s(?={TITLED})"
    rf"|\b(?:(?:[Ii]t\s)?was\s)?(?:[Mm]oved|MOVED|[Pp]roposed|PROPOSED)\s\((?={TITLED}))(?P<by>{ANYBODY})"
    rf"(?(both)(?:\s?(?:/|,|and|&)\s?(?P<second>{ANYBODY}))?)"
)
"""A motion in the passive: "It was moved by Councillor A", "Proposed: B", "On the motion of C"."""
_MOVES = re.compile(
    rf"(?P<by>{POST},?\s{TITLED}|{TITLED}|{POST}){_BESIDE}\s{_ADVERBS}(?P<does>{_DOES}){_OBJECT}"
    rf"|(?P<plain>{PLAIN})\s{_DOES}(?=,?\sand\s(?:{TITLED}|{PLAIN})\sseconded\b)"
)
"""A motion in the active: "Councillor A moved that …", "DH proposed, and AW seconded"."""
_SECONDED = re.compile(
    rf"(?:,?\s?(?:\b(?:which|[Tt]his|[Tt]he\s(?:motion|amendment|proposal|recommendations?)|and|it)\s)?"
    r"(?:\b(?:was|were|had\sbeen)\s)?(?:\bduly\s)?"
    rf"\b[Ss](?:econded|ECONDED)(?:\sby\b:?|:|\s\((?={TITLED})|(?=\s{TITLED}))\s*|,?\s?\bSeconder:?\s*)(?P<by>{ANYBODY})"
    rf"|(?:,?\s?\band\s)?(?P<active>{TITLED}|{POST}|{PLAIN})(?!,\sseconded\s{TITLED}){_BESIDE}\s{_ADVERBS}"
    r"(?:seconded\b(?!\sby)|Seconded\b(?!\sby|:))"
)
_TOLD_OF = re.compile(r"\b(?:had|that he|that she|would|who|to be|been|being)\s$")
_OFFICE_BEFORE = re.compile(r"^The\s[A-Z][^.:;]{3,150},\s$")
_WISH = re.compile(
    r"^(?:(?:It )?(?:was|were) )?(?:proposed\b|(?:Moved|Proposed)\s(?!by\b))", re.IGNORECASE
)
"""What is proposed is a wish until it is seconded, and so is what "Moved" stands before without "by"."""
_AGREED_SO = re.compile(
    r"^(?:and\s)?(?:resolved|agreed)\sthat\s+"
    r"|^(?:(?:Councillor|Cllr)\s[^,]{2,40}\snot voting,?\s?)?(?:and\s)?(?:accordingly:?"
    r"|(?:it was|(?:the\s)?(?:Council|Committee|Board|Cabinet|Panel|Members|meeting))\s(?:\w+ly\s)?"
    r"(?:agreed|resolved|AGREED|RESOLVED)\b(?:\s\(?unanimously\)?|\sby\sa\s(?:\w+\s)?majority)?:?(?:\s(?:that|to)\b)?:?)\s*"
)
_LINKS = re.compile(r"^(?:(?:It was|it was|then|and|unanimously|accordingly),?\s?){1,6}$")
_LEADS = re.compile(r"^(?:It was\s?)?(?:then\s)?(?:and\b)?,?\s?(?:RESOLVED\b[\s:,]*)?")
_VOTE_TAKEN = re.compile(rf"^{ADVANCE}(?:it was\W*$)?")
_TRAILS = re.compile(
    r"(?:,|\b(?:and|unanimously|it was|(?:was|were)(?= *$)|RESOLVED|AGREED|proposed))\s*$"
)
_NUMBER = re.compile(r"^\d{1,3}(?:\.\d{1,3}){1,3}\.?\s+(?=[A-Z])")
"""The number of the paragraph that moves."""
_TAIL = re.compile(
    r"^(?:as\s(?=an?\s)|that\s|an?\smotion,?\s(?:that\s)?|the\sfollowing\smotion$)", re.IGNORECASE
)
_CLOSING = ("”", '"', "’")
_NEAR = 60
"""Letters of what follows in which a seconder is looked for."""
_LONGEST_QUOTE = 12
"""Paragraphs of a motion that is quoted in full."""


@dataclass(frozen=True, slots=True)
class Moved:
    """What a sentence that moves tells of a motion."""

    words: str
    moved_by: str
    seconded_by: str | None
    outcome: Outcome | None
    agreed: bool
    """True where it says that it was agreed: "and it was unanimously agreed that …"."""
    approved: bool
    """True where its verb says so: "was approved by A and seconded by B"."""


def moved_in(sentence: str, after: str) -> Moved | None:
    """The motion that a sentence moves; None for any other.

    `after` is the sentence or paragraph behind it, where the seconder may stand.
    """
    sentence = _NUMBER.sub("", sentence)
    found = _MOVED.search(sentence) or _MOVES.search(sentence)
    if not found or _TOLD_OF.search(sentence[: found.start()]):
        return None
    if _name(found).endswith(("’s", "'s")):
        return None  # "moved by Councillor Akers’s neighbour"
    second = _SECONDED.search(sentence)
    if _is_wish(found, second, after):
        return None
    outcome = outcome_within(sentence)
    words = _words(sentence, found, second, outcome)
    told = found.groupdict()
    both = told.get("second")
    agreed = sentence.endswith("accordingly:") or bool(_AGREED_SO.match(words))
    return Moved(
        words=_AGREED_SO.sub("", words) if agreed else words,
        moved_by=_name(found),
        seconded_by=both.strip(" .,") if both else _name(second) if second else None,
        outcome=outcome,
        agreed=agreed,
        approved=bool(told.get("done")),
    )


def seconder_in(sentence: str) -> str | None:
    """Who seconded the motion before it, by a sentence that begins with that."""
    found = _SECONDED.search(sentence)
    return _name(found) if found and found.start() <= 30 else None


def _is_wish(found: re.Match[str], second: re.Match[str] | None, after: str) -> bool:
    if second or found.groupdict().get("both"):
        return False
    if found.re is _MOVES:
        return found["does"] == "proposed" and seconder_in(after[:_NEAR]) is None
    return bool(_WISH.match(found[0])) and not (found.start() == 0 and seconder_in(after[:_NEAR]))


def _name(found: re.Match[str]) -> str:
    told = found.groupdict()
    return without_office(next(told[part] for part in ("by", "plain", "active") if told.get(part)))


def _words(
    sentence: str, found: re.Match[str], second: re.Match[str] | None, outcome: Outcome | None
) -> str:
    """What is left of a sentence without who moved and seconded it, and what became of it."""
    spans = [one.span() for one in (found, second) if one] + ([outcome.span] if outcome else [])
    rest, at = "", 0
    if found.re is _MOVES and _OFFICE_BEFORE.match(sentence[: found.start()]):
        at = found.start()
    for start, end in sorted(spans):
        rest += sentence[at : max(at, start)] + " "
        at = max(at, end)
    return cleaned(rest + sentence[at:])


def cleaned(words: str) -> str:
    """The words of a motion without what joins them to the rest of the sentence."""
    words = re.sub(r"\s+", " ", re.sub(r"\(\s*\)", " ", words)).lstrip(" ):,")
    words = re.sub(r"(?:\s?,){2,}|\s,", ",", words).replace(" :", ":").strip(" ,.;")
    words = _LEADS.sub("", _LINKS.sub("", words), count=1)
    words = _VOTE_TAKEN.sub("", words)
    before = None
    while before != words:
        before, words = words, _TRAILS.sub("", words).rstrip(" ,")
    words = "" if not words.strip(":–—- ") else words
    before = None
    while before != words:
        before, words = words, _TAIL.sub("", words, count=1).lstrip(" ,")
    return words


def with_what_follows(texts: Sequence[str], place: int, words: str) -> tuple[str, int]:
    """A motion that ends in a colon, with the quotation, the list or the paragraph below it.

    With its words comes the place of the paragraph behind them.
    """
    rows = texts[place + 1 : place + 2 + _LONGEST_QUOTE]
    if not rows or LABEL.match(rows[0]):
        return words, place + 1
    end = 1
    if rows[0].startswith(("“", '"', "‘")):
        while end < len(rows) and not rows[end - 1].rstrip(" .;").endswith(_CLOSING):
            end += 1
    elif is_part(rows[0]):
        while end < len(rows) and is_part(rows[end]):
            end += 1
    said = " ".join(rows[:end])
    return f"{words} {said}" if len(words) > 1 else cleaned(said), place + 1 + end


def is_part(text: str) -> bool:
    """True for a numbered or bulleted part of something longer."""
    return bool(part_number(text)) or bullet_of(text)
