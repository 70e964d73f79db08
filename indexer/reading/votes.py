"""Votes that minutes record: the motion, who moved it, who was for and against.

A motion stands here where the minutes print its mover or its outcome. What somebody says of a vote ("he
would vote against", "a motion … having been lost") is none.
"""

import re
from collections.abc import Sequence

from indexer.model import Paragraph, Tally, Vote
from indexer.reading.vote_lists import (
    by_side,
)
from indexer.reading.vote_motion import Motion, Motions, is_of_amendment
from indexer.reading.vote_movers import (
    Moved,
    cleaned,
    moved_in,
    seconder_in,
    with_what_follows,
)
from indexer.reading.vote_names import vote_sentences
from indexer.reading.vote_outcomes import Outcome, outcomes_of, tally_of, totals_line
from indexer.reading.vote_recorded import Recorded
from indexer.reading.vote_resolutions import OPENS, is_generic, resolutions, settle

_RECORDED = re.compile(
    r"\b(?:recorded|named)\svote\b.{0,80}?\b(?:was|were|being)\s(?:then\s)?(?:taken|held|requested|called)\b"
    r"(?:\s(?:up)?on\s(?P<what>the\s[^.:]{3,120}))?"
    r"|\b(?:the\s)?vot(?:ing|es)\s(?:was|were)\s(?:recorded\s)?as\sfollows\b"
    r"|^recorded\svotes?\b",
    re.IGNORECASE,
)
_RESOLVED_BY_VOTE = re.compile(
    r"^(?:(?:it\swas\s)?(?:RESOLVED|AGREED)\W{1,4}(?:unanimously\b|\(?(?:by|with)\s|\(\d)"
    r"|it\swas\s(?:unanimously\s(?:resolved|agreed)|(?:resolved|agreed)\sunanimously)\b)",
    re.IGNORECASE,
)
_RUNS_ON = re.compile(
    r"(?:,|\band)(?:\s(?:it\swas|accordingly|unanimously|therefore)){0,3}\W*$", re.IGNORECASE
)
_ENDED = re.compile(
    r"\b(?:withdrawn|withdrew|lapsed|no seconder|not seconded|not put)\b", re.IGNORECASE
)
_NOT_PUT = re.compile(
    r"\b(?:no seconder|not seconded|lapsed|without a seconder|(?:lack|want) of a seconder)\b",
    re.IGNORECASE,
)
"""What falls so was never voted upon."""
_FAILED = re.compile(
    r"(?<!that )\b(?:this|it|which|motion|proposal|proposition|amendment)\swas\snot\s"
    r"(?:carried|agreed|supported|approved|accepted|passed)(?=\s?[.;,(]|$)|\bdid\snot\s(?:gain|receive|secure|command)\s(?:a|the|any)\s(?:\w+\s){0,2}(?:majority|support)\b"
    r"|\b(?:motion|proposal|proposition|amendment)\s(?:failed|fell)\b|\bcasting\svote\sagainst\b"
    r"|\b(?:motion|proposal|proposition|amendment)\swas\srejected(?=\s?[.;,(]|$)",
    re.IGNORECASE,
)
"""How a motion failed, without the words "lost" or "defeated"."""
_TELLS = re.compile(
    r"\b(?:said|asked|noted|commented|explained|felt|reported|considered|believed|stated|if|why|previously"
    r"|would|had|last)\b",
    re.IGNORECASE,
)
"""Words of somebody who speaks of a vote."""
_LONGEST_FAILURE = 200
_OVER_AMENDMENT = re.compile(r"^\W*amendment\W*(?:\d{1,2}|[A-H])?\W*$", re.IGNORECASE)
"""A heading over an amendment: "AMENDMENT 1"."""
_APPROVED = re.compile(
    r"\b(?:was|were|be)\s(?:\w+\s)?(?:approved|agreed|adopted|accepted)\b|\bAll\s(?:were|voted)\sin favour\b"
)
_WAS_APPROVED = re.compile(r"\b(?:was|were)\s(?:\w+\s)?(?:approved|agreed|adopted|accepted)\b")
_OF_OTHERS = re.compile(
    r"\b(?:petition|consult|survey|respon[ds]|resident|referendum|poll)", re.IGNORECASE
)
"""Whose votes are not those of the meeting."""
_EMPTY = re.compile(
    r"(?:carried|agreed|(?:an?\s)?(?:true|correct|accurate)\b[^.;]{0,80}\b(?:record|reflection|account)\b[^.;]{0,40})?$",
    re.IGNORECASE,
)
_OPEN_END = re.compile(r":\s?[–—-]?\s?$")


_ABOUT_VOTES = re.compile(
    r"\b(?:mov(?:e|ed|er|ing)|second|propos|nominat|motion|vot|carried|carred|lost|fell|defeat|abst|against"
    r"|unanim|show of hands|majorit|dissent|ayes?\b|yeas?\b|nays?\b|noes\b)",
    re.IGNORECASE,
)
"""Without one of these words nothing was put to a vote: so in most items."""


def read_votes(paragraphs: Sequence[Paragraph]) -> tuple[Vote, ...]:
    """The motions and amendments put to a vote in the minutes of one item, in order.

    Names are as printed, but for "Councillors A, B and C", which is three with a title each. Who did not
    vote did not abstain, and stands nowhere.
    """
    texts = [paragraph.text for paragraph in paragraphs]
    if not any(_ABOUT_VOTES.search(text) for text in texts):
        return ()
    motions = _Reader(texts).read()
    settle(motions, resolutions(texts))
    return tuple(motion.vote() for motion in motions if motion.words)


class _Reader:
    """Goes through the paragraphs once, and gathers the motions in order."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = texts
        self._motions = Motions()
        self._lists = Recorded(texts, self._motions, self._sentence)
        self._skip = 0

    def read(self) -> list[Motion]:
        for place, text in enumerate(self._texts):
            if place < self._skip or self._lists.taken(place, text):
                continue
            self._lists.end()
            self._said(place, text)
        return self._motions.all

    def _after(self, place: int) -> str:
        return self._texts[place + 1] if place + 1 < len(self._texts) else ""

    def _said(self, place: int, text: str) -> None:
        totals = totals_line(text)
        if totals:
            self._counted(totals)
            return
        said = vote_sentences(text)
        for sentence, after in zip(said, [*said[1:], self._after(place)], strict=False):
            self._sentence(place, sentence, after)

    def _sentence(self, place: int, sentence: str, after: str = "") -> None:
        recorded = _RECORDED.search(sentence)
        if _RESOLVED_BY_VOTE.match(sentence):
            self._resolved(place, sentence)
        elif moved := moved_in(sentence, after):
            self._moved(place, sentence, moved)
        else:
            self._told(place, sentence, announced=bool(recorded))
        if recorded:
            self._announced(place, recorded["what"], sentence)
        last = self._motions.last
        if last and _fails(last, sentence):
            last.carried = False
        if (
            last
            and _ENDED.search(sentence)
            and not (last.seconded_by and _NOT_PUT.search(sentence))
        ):
            last.ended = True

    def _told(self, place: int, sentence: str, *, announced: bool) -> None:
        """What a sentence that moves nothing says of the motions before it."""
        last = self._motions.last
        if last and last.seconded_by is None and not last.counted and (by := seconder_in(sentence)):
            last.seconded_by, last.place = by, place
        if last and last.borrowed and sentence.startswith("That "):
            last.words, last.borrowed = cleaned(sentence), False
        outcomes = [] if _NOT_PUT.search(sentence) else outcomes_of(sentence)
        for outcome in outcomes:
            ended = self._ended(place, outcome)
            self._motions.recorded = ended if _OPEN_END.search(sentence) else None
        if (
            not outcomes
            and not announced
            and not self._lists.by_name(sentence)
            and not _OF_OTHERS.search(sentence)
        ):
            self._counted(tally_of(sentence, carried=None))

    def _moved(self, place: int, sentence: str, moved: Moved) -> None:
        self._motions.recorded = None
        headed = place > 0 and bool(_OVER_AMENDMENT.match(self._texts[place - 1]))
        amends = headed or is_of_amendment(moved.words[:40])
        motion = self._motions.open(Motion(place, moved.words, amends))
        motion.moved_by, motion.seconded_by = moved.moved_by, moved.seconded_by
        if moved.outcome:
            motion.settle(moved.outcome)
        if moved.agreed or moved.approved:
            motion.carried = True
        self._find_words(place, sentence, motion, moved)
        if not motion.amendment and motion.carried is None and _WAS_APPROVED.search(motion.words):
            motion.carried = True
        if _EMPTY.match(motion.words) and not motion.awaits:
            self._from_before(place, sentence, motion)

    def _find_words(self, place: int, sentence: str, motion: Motion, moved: Moved) -> None:
        """The words of a motion that the sentence alone does not hold, or that a resolution repeats."""
        colon = bool(_OPEN_END.search(sentence))
        resolves = OPENS.match(self._after(place))
        if colon and not resolves and not (moved.agreed and motion.words):
            motion.words, self._skip = with_what_follows(self._texts, place, motion.words)
        elif moved.agreed or colon or _RUNS_ON.search(sentence) or "RESOLVED" in sentence:
            motion.awaits = True

    def _from_before(self, place: int, sentence: str, motion: Motion) -> None:
        """The words of a motion whose mover alone stands after it: "The report was approved. Moved by A"."""
        text = self._texts[place]
        before = vote_sentences(text[: text.find(sentence)]) if text.find(sentence) > 0 else []
        before = before or ([self._texts[place - 1]] if place else [])
        agreed = [words for words in before if _APPROVED.search(words)]
        motion.words = (agreed or before or [""])[-1]
        motion.borrowed = motion.awaits = not agreed
        if agreed and motion.carried is None:
            motion.carried = True

    def _ended(self, place: int, outcome: Outcome) -> Motion:
        words = outcome.subject or ""
        motion = self._motions.meant(outcome.subject) or self._motions.open(
            Motion(place, words, is_of_amendment(words), awaits=is_generic(words))
        )
        motion.settle(outcome)
        return motion

    def _counted(self, tally: Tally) -> None:
        """Totals without an outcome: "9 votes for, 5 against", of the motion that is open."""
        if self._motions.last and self._motions.last.carried is None and tally.against is not None:
            self._motions.last.printed.update(by_side(tally))

    def _resolved(self, place: int, sentence: str) -> None:
        """After "RESOLVED unanimously that …": the outcome of the motion before, else of these words."""
        head = sentence[:160].partition(" that ")[0]
        tally = tally_of(head, carried=True)
        if "unanimous" not in head.lower() and tally.in_favour is None:
            return
        last = self._motions.last
        if last is None or last.amendment or last.counted:
            last = self._motions.open(Motion(place, awaits=True))
        last.settle(Outcome(True, tally, (0, 0)))

    def _announced(self, place: int, what: str | None, sentence: str) -> None:
        motion = self._motions.meant(what or "the motion") or self._motions.unnamed(what)
        words = what or sentence
        self._motions.recorded = motion or self._motions.open(
            Motion(place, words, is_of_amendment(what or ""), awaits=not what, borrowed=not what)
        )


def _fails(motion: Motion, sentence: str) -> bool:
    """True where a sentence says that this motion, whose outcome is open, was not carried."""
    waits = motion.carried is None and not motion.ended and len(sentence) < _LONGEST_FAILURE
    other = _NOT_PUT.search(sentence) or _TELLS.search(sentence)
    return waits and not other and bool(_FAILED.search(sentence))
