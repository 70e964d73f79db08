"""Tables of recorded votes whose cells came out as paragraphs, one under another."""

import re
from collections.abc import Sequence
from difflib import get_close_matches

from indexer.model import Paragraph, Vote
from indexer.reading.vote_lists import Side, label_side
from indexer.reading.vote_names import names_of

_MEMBER = re.compile(
    r"^(?:(?:His|Her|Their) Worship )?(?:The )?(?:(?:Deputy )?(?:(?:Lord )?Mayor|Speaker)\b[^.;:/]{0,60}"
    r"|(?:Councillor|Cllr|Alderman)\b[^.;:/]{2,60})$"
)
_NOBODY = re.compile(r"^(?:nil|none)\.?$", re.IGNORECASE)
_OUTCOMES = {"CARRIED": True, "ADOPTED": True, "PASSED": True, "LOST": False, "DEFEATED": False}
_ONE_LETTER_OFF = 0.9
"""The likeness of a word of six letters or more to itself with a letter missing or too many."""
_LONGEST_OUTCOME = 60
_LONGEST_SUBJECT = 12
"""Paragraphs that a subject has at most: with more, this is no such table."""


def read_vote_table(paragraphs: Sequence[Paragraph]) -> tuple[Vote, ...]:
    """The votes under a row such as "SUBJECT, YEAS, NAYS, DISPOSITION", in order.

    A vote is its subject, a run of names for each side, and the outcome; a space parts the runs. One
    with a single run is read only where it was carried: then nobody was against it.
    """
    sides: tuple[Side, ...] = ()
    votes: list[Vote] = []
    subject: list[str] = []
    runs: list[list[str]] = []
    for paragraph in paragraphs:
        heads = _heads(paragraph.text)
        if heads:
            sides, subject, runs = heads, [], []
        elif sides and subject and _NOBODY.match(paragraph.text):
            runs.append([])
        elif runs and paragraph.text.isupper() and len(paragraph.text) < _LONGEST_OUTCOME:
            votes += _vote(subject, runs, sides, _carried(paragraph.text))
            subject, runs = [], []
        elif sides and subject and _MEMBER.match(paragraph.text):
            if paragraph.gap or not runs:
                runs.append([])
            runs[-1].append(paragraph.text)
        elif sides:
            subject = [*([] if runs else subject), paragraph.text]
            runs = []
        if len(subject) > _LONGEST_SUBJECT:
            sides = ()
    return tuple(votes)


def _heads(text: str) -> tuple[Side, ...]:
    """The sides over the columns of such a table; none for any other row."""
    cells = [label_side(cell.strip()) for cell in text.split("\t")]
    sides = tuple(side for side in cells if side)
    return sides if len(cells) > len(sides) > 1 and sides[:2] == ("for", "against") else ()


def _carried(text: str) -> bool | None:
    """What an outcome in capitals says: "CARRIED", "ADOPTED", "MOTION TO REFER - LOST".

    A long word that lacks a letter, or has one too many, is read as meant: "CARRED".
    """
    before, _, last = text.rstrip(" .").rpartition(" ")
    near = get_close_matches(last, _OUTCOMES, n=1, cutoff=_ONE_LETTER_OFF)
    if not near or before.endswith("NOT"):
        return None
    return _OUTCOMES[near[0]]


def _vote(
    subject: Sequence[str],
    runs: Sequence[Sequence[str]],
    sides: Sequence[Side],
    carried: bool | None,
) -> list[Vote]:
    sure = len(runs) == len(sides) or (len(runs) == 1 and carried)
    if not subject or not sure:
        return []  # which side nobody was on is not said
    names = {side: _names(run) for side, run in zip(sides, runs, strict=False)}
    return [
        Vote(
            motion=" ".join(subject),
            carried=carried,
            in_favour=names.get("for", ()),
            against=names.get("against", ()),
            abstain=names.get("abstain", ()),
        )
    ]


def _names(run: Sequence[str]) -> tuple[str, ...]:
    found = [names_of(text) for text in run]
    return tuple(name for one in found if one for name in one[0])
