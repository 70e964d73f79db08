"""A motion whose fate is being read, paragraph by paragraph."""

import re
from dataclasses import dataclass, field

from indexer.model import Tally, Vote
from indexer.reading.vote_lists import Side, by_side, names_in_columns
from indexer.reading.vote_outcomes import Outcome

_SUBSTANTIVE = re.compile(r"\b(?:substantive|original|as amended|amended motion)\b", re.IGNORECASE)
_AMENDMENT = re.compile(r"\bamendment\b", re.IGNORECASE)


@dataclass(slots=True)
class Motion:
    """What is known so far of a motion or an amendment."""

    place: int
    """The paragraph that opens it, or that ends what opens it."""
    words: str = ""
    amendment: bool = False
    moved_by: str | None = None
    seconded_by: str | None = None
    carried: bool | None = None
    ended: bool = False
    """True where it was withdrawn or fell: then nothing carries it."""
    awaits: bool = False
    """True where its words or outcome are in the resolution that follows."""
    borrowed: bool = False
    """True where its words stand before it, and better ones may follow."""
    names: dict[Side, tuple[str, ...]] = field(default_factory=dict)
    printed: dict[Side, int] = field(default_factory=dict)
    columns: tuple[Side, ...] = ()
    rows: list[list[str]] = field(default_factory=list)
    """A table of names below the sides, whose cells only the totals may tell."""

    @property
    def counted(self) -> bool:
        """True where it has been voted upon."""
        return self.carried is not None or bool(self.names or self.printed or self.columns)

    @property
    def beaten(self) -> bool:
        """True where no more were for it than against."""
        sides: tuple[Side, Side] = ("for", "against")
        ayes, noes = (self.printed.get(s, len(self.names.get(s, ()))) for s in sides)
        return bool(ayes or noes) and ayes <= noes

    def add(self, side: Side, names: tuple[str, ...]) -> None:
        """Take in more names on a side."""
        self.names[side] = (*self.names.get(side, ()), *names)

    def settle(self, outcome: Outcome) -> None:
        """Take in how it ended; totals that are known stay."""
        self.carried = outcome.carried
        for side, number in by_side(outcome.printed):
            self.printed.setdefault(side, number)

    def vote(self) -> Vote:
        """The motion as others know it."""
        names = self.names or names_in_columns(self.rows, self.columns, self.printed)
        return Vote(
            motion=self.words,
            carried=self.carried,
            in_favour=names.get("for", ()),
            against=names.get("against", ()),
            abstain=names.get("abstain", ()),
            printed=Tally(*(self.printed.get(side) for side in ("for", "against", "abstain"))),
            moved_by=self.moved_by,
            seconded_by=self.seconded_by,
        )


def is_of_amendment(words: str) -> bool:
    """True where words speak of an amendment."""
    return bool(_AMENDMENT.search(words))


class Motions:
    """The motions of an item in order, and which of them the words after them mean."""

    def __init__(self) -> None:
        """None is known yet."""
        self.all: list[Motion] = []
        self.recorded: Motion | None = None
        """The one whose names are being listed."""

    @property
    def last(self) -> Motion | None:
        """The one that was opened last."""
        return self.all[-1] if self.all else None

    def open(self, motion: Motion) -> Motion:
        """Put a motion behind the others, and hand it back."""
        self.all.append(motion)
        return motion

    def meant(self, subject: str | None) -> Motion | None:
        """The one that "the amendment" or "the motion" is; None where none of them is open.

        Without a subject it is the last, whichever it is.
        """
        if subject is None:
            return self.last if self.last and self.last.carried is None else None
        wants = is_of_amendment(subject)
        fitting = [one for one in self.all if one.amendment is wants and one.carried is None]
        if not fitting:
            return None
        called = [one for one in fitting if subject.lower() in one.words.lower()]
        if called and subject[-1:].isdigit():
            return called[-1]
        return fitting[0] if _SUBSTANTIVE.search(subject) else fitting[-1]

    def unnamed(self, what: str | None = None) -> Motion | None:
        """The last, where its outcome stands before its names."""
        last = self.last
        fits = last and (what is None or last.amendment is is_of_amendment(what))
        return last if last and fits and not last.names else None

    def listed(self, place: int, label: str = "") -> Motion | None:
        """The one whose names a list in this paragraph has: that of its label, "For the amendment"."""
        if is_of_amendment(label):
            unnamed = (one for one in reversed(self.all) if one.amendment and not one.names)
            fits = self.recorded and self.recorded.amendment
            return self.recorded if fits else next(unnamed, None)
        if self.recorded is not None:
            return self.recorded
        uncounted = (one for one in reversed(self.all) if not one.counted or one.place == place)
        return next(uncounted, None) or self.unnamed()
