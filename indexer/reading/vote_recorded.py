"""Recorded votes as they are listed, given to the motions that they are of."""

import re
from collections.abc import Callable, Sequence

from indexer.reading.vote_lists import (
    BY_NAME,
    LABEL,
    Said,
    Side,
    cells_said,
    label_side,
    side_of,
    sides_of,
    total_in,
    totals_said,
)
from indexer.reading.vote_motion import Motion, Motions
from indexer.reading.vote_movers import is_part
from indexer.reading.vote_names import is_sure, names_of, vote_sentences
from indexer.reading.vote_outcomes import outcomes_of

_LONGEST_WORDS = 600
_LONGEST_LIST = 400
_VOTE_HEAD = re.compile(r"votes?$|voted$", re.IGNORECASE)
_FAR = 30
"""Paragraphs between the words of a motion and the names, or between the sides."""


class Recorded:
    """Goes through lists of who was for and against, paragraph by paragraph."""

    def __init__(
        self, texts: Sequence[str], motions: Motions, told: Callable[[int, str], None]
    ) -> None:
        """`told` takes a sentence that stands beside a list, with its paragraph's place."""
        self._texts, self._motions, self._told = texts, motions, told
        self._side: Side | None = None
        self._columns: tuple[Side | None, ...] = ()

    def end(self) -> None:
        """Something else stands here: no list goes on."""
        self._side, self._columns = None, ()

    def taken(self, place: int, text: str) -> bool:
        """Take a paragraph that lists who was for or against, or goes on with such a list."""
        if "\t" in text and self._row(place, text):
            return True
        target = self._motions.listed(place)
        labels = [found for found in LABEL.finditer(text) if found.start() < 400 or target]
        if not labels or labels[0].start() > 0:
            return self._in_text(place, text, labels) or self._goes_on(text)
        said = sides_of(text, labels)
        if said is None or not self._is_vote(place, said):
            return False
        self._take(place, said, labels[0][0])
        return True

    def _in_text(self, place: int, text: str, labels: list[re.Match[str]]) -> bool:
        """Totals that stand after the motion in one paragraph: "… at £34. For the motion: 3. Against: 4."."""
        said = sides_of(text, labels) if len(labels) > 1 else None
        if said is None:
            return False
        for sentence in vote_sentences(text[: labels[0].start()].strip()):
            self._told(place, sentence)
        self._take(place, said, labels[0][0])
        return True

    def _is_vote(self, place: int, said: list[tuple[Side, Said, str]]) -> bool:
        """A list "For: …" alone is a vote only after a motion, or beside "Against: …"."""
        if self._motions.all or len(said) > 1:
            return True
        return any(LABEL.match(text) for text in self._texts[place + 1 : place + _FAR])

    def _take(self, place: int, said: list[tuple[Side, Said, str]], label: str) -> None:
        motion = self._motions.listed(place, label)
        side, (names, _), _ = said[0]
        if motion is None or side in motion.names or (side in motion.printed and not names):
            motion = self._opened_by_list(place)
        self._motions.recorded = motion
        if motion.borrowed:
            motion.place = place  # its words may stand behind the list
        for side, (names, printed), _ in said:
            if names:
                motion.names[side] = names
            if printed is not None:
                motion.printed[side] = printed
        side, (names, printed), _ = said[-1]
        self._side = side if not names and printed != 0 else None
        for *_, further in said:
            for sentence in vote_sentences(further):
                self._told(place, sentence)

    def _opened_by_list(self, place: int) -> Motion:
        """A motion that only its list shows, with the paragraph above as its words."""
        near = [t for t in self._texts[max(0, place - _FAR) : place] if not LABEL.match(t)]
        first = len(near) - 1
        while first > 0 and is_part(near[first]):
            first -= 1  # the parts of what was resolved
        words = " ".join(near[max(0, first) :])
        words = words if len(words) <= _LONGEST_WORDS else ""
        return self._motions.open(Motion(place, words, awaits=not words))

    def _goes_on(self, text: str) -> bool:
        """Names under a label that stands alone, a paragraph each."""
        if self._motions.recorded is None or len(text) > _LONGEST_LIST:
            return False
        if self._motions.recorded.rows and self._columns:
            return self._names_below([text])
        if self._side is None:
            return False
        found = names_of(text)
        if found is None or not found[0] or outcomes_of(text):
            return False
        already = self._motions.recorded.names.get(self._side, ())
        if already and is_sure(already[0]) and not all(map(is_sure, found[0])):
            return False  # a heading below the list
        self._motions.recorded.add(self._side, found[0])
        if found[1] is not None:
            self._motions.recorded.printed[self._side] = found[1]
        return True

    def _names_below(self, cells: list[str]) -> bool:
        """Take in a row of names below the sides."""
        named = [found for cell in cells if cell and (found := names_of(cell)) and found[0]]
        sure = len(cells) > 1 or all(is_sure(name) for found in named for name in found[0])
        if self._motions.recorded is None or len(named) < sum(map(bool, cells)) or not sure:
            return False
        self._motions.recorded.rows.append(cells)
        return True

    def by_name(self, sentence: str) -> bool:
        """After "Councillors A and B voted against": of the motion before it."""
        found = BY_NAME.match(sentence)
        names = names_of(found["names"]) if found else None
        if not found or not names or not all(map(is_sure, names[0])) or self._motions.last is None:
            return False
        self._motions.last.add(side_of(found["did"] or found["asked"]), names[0])
        return True

    def _row(self, place: int, text: str) -> bool:
        """A row of a table: sides over columns, names under them; or a name and its vote beside it."""
        cells = [cell.strip() for cell in text.split("\t")]
        sides = tuple(label_side(cell) for cell in cells)
        if sum(side is not None for side in sides) > 1:
            self._columns = sides
            motion = self._motions.listed(place) or self._opened_by_list(place)
            self._motions.recorded = motion
            motion.columns = tuple(side for side in sides if side) if all(sides) else ()
            motion.printed.update(
                (side, total)
                for side, cell in zip(sides, cells, strict=True)
                if side and (total := total_in(cell)) is not None
            )
            return True
        if self._motions.recorded is None:
            self._motions.recorded = (
                self._motions.listed(place) if _VOTE_HEAD.match(cells[-1]) else None
            )
            return self._motions.recorded is not None
        if self._motions.recorded.columns and self._names_below(cells):
            return True
        totals = totals_said(cells, self._columns)
        self._motions.recorded.printed.update(totals)
        for names, side in () if totals else cells_said(cells, sides, self._columns):
            self._motions.recorded.add(side, names)
        return bool(self._columns) or sides[-1] is not None
