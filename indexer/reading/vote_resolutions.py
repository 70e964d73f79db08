"""What the resolutions of an item tell of the motions before them: their words and their outcome."""

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence

from indexer.reading.vote_motion import Motion
from indexer.reading.words import bullet_of, part_number

OPENS = re.compile(
    r"^(?:[^.:;]{0,100}?\b)?(?:RESOLVED|Resolved|AGREED)\b|^It was (?:unanimously )?(?:resolved|agreed)\b"
)
"""The beginning of a paragraph that resolves."""
_OPENING = re.compile(
    r"^.{0,100}?\b(?:RESOLVED|AGREED|Resolved|resolved|agreed)\b[\s,:;–-]*(?:\([^)]{0,80}\)|unanimously)?"
    r"[\s,:;–-]*(?:[Tt]hat\b)?[\s,:;–-]*",
    re.DOTALL,
)
_THAT = re.compile(r"^That\s")
_GENERIC = re.compile(
    r"^(?:(?:the|this|an?)\s(?:motion|recommendations?|proposals?|resolution)"
    r"|to recommend to (?:the )?(?:full |county )?council(?: that)?)$",
    re.IGNORECASE,
)


def is_generic(words: str) -> bool:
    """True for the words of a motion that say nothing of it: "The motion", or none at all."""
    return not words or bool(_GENERIC.match(words))


def resolutions(texts: Sequence[str]) -> dict[int, str]:
    """Where each resolution begins, in order, and its words without "RESOLVED that": its parts with it."""
    found: dict[int, list[str]] = {}
    start: int | None = None
    for place, text in enumerate(texts):
        if OPENS.match(text):
            start, found[place] = place, [_OPENING.sub("", text, count=1)]
        elif start is not None and (part_number(text) or bullet_of(text) or _is_bare(found[start])):
            found[start].append(text)
        else:
            start = None
    return {place: _THAT.sub("", " ".join(words).strip()) for place, words in found.items()}


def _is_bare(words: list[str]) -> bool:
    """True where a resolution has no words yet but "RESOLVED", or "TO RECOMMEND TO COUNCIL"."""
    return len(words) == 1 and (not words[0] or is_generic(words[0]))


def settle(motions: Sequence[Motion], resolved: Mapping[int, str]) -> None:
    """Give motions the words and the outcome that the resolution after them has."""
    places = sorted(resolved)
    for motion in motions:
        at = bisect_left(places, motion.place)
        fell = motion.borrowed and motion.beaten
        if motion.awaits and not fell and at < len(places) and places[at] <= motion.place + 1:
            _settle(motion, resolved[places[at]])
    for place in places:
        _carry([motion for motion in motions if motion.place < place and not motion.amendment])


def _settle(motion: Motion, words: str) -> None:
    if motion.carried is not False and (motion.borrowed or is_generic(motion.words)):
        motion.words = words
    if motion.carried is None and not motion.ended:
        motion.carried = True


def _carry(before: Sequence[Motion]) -> None:
    """What stood last before a resolution was carried by it, if it is the one motion that is open.

    Of two nominations one was lost, and which is not said.
    """
    waiting = [one for one in before if one.seconded_by and one.carried is None and not one.ended]
    if len(waiting) == 1 and before[-1] is waiting[0] and not waiting[0].beaten:
        waiting[0].carried = True
