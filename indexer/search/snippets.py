"""A few lines of a passage with the words of the query marked, as HTML.

What is marked is what the engines match: both cut and stem words by `indexer.analysis`.
"""

import html
import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from indexer.analysis import Token, one_edit, query_words, stem, tokens, whole_word
from indexer.engines.postings import followed, width
from indexer.engines.ranking import clues
from indexer.model import Zone
from indexer.query import Leaf, Near, Node, Phrase, Prefix, Typo, Word

LENGTH = 300
"""Characters shown, about."""


@dataclass(frozen=True, slots=True)
class Snippet:
    """Escaped HTML with `<mark>`, and the page on which its first marked word stands."""

    html: str
    page: int | None


@dataclass(frozen=True, slots=True)
class _Mark:
    """A word to be marked, `text[start:end]`, and the numbers of the clues that ask for it."""

    start: int
    end: int
    clues: frozenset[int]


def snippet(
    text: str,
    query: Node,
    *,
    starts: Sequence[tuple[int, int]] = (),
    zone: Zone | None = None,
    length: int = LENGTH,
) -> Snippet:
    """The stretch of a passage that has most of the query's words; its beginning, if it has none.

    `starts` tells pages as `Passage` does. Words asked for in a zone (`zone:report`) are marked in
    passages of that `zone`, and words asked for in the title in none.
    """
    wanted = [clue for clue in clues(query) if not clue.in_title and _stands(clue, zone)]
    marks = _marks(text, wanted)
    first, last = _window(text, marks, length)
    shown = [mark for mark in marks if first <= mark.start and mark.end <= last]
    at = shown[0].start if shown else first
    return Snippet(_as_html(text, shown, first, last), _page(starts, at))


# --- what is marked ---------------------------------------------------------------------------

_Held = Mapping[tuple[str, int], Token]
"""The words of a text, or their stems, by word and position."""


def _stands(clue: Leaf, zone: Zone | None) -> bool:
    return not (clue.zone and zone) or clue.zone == zone


def _marks(text: str, wanted: Sequence[Leaf]) -> list[_Mark]:
    """In order; of those that overlap (a compound and its parts), the first and longest."""
    words = tokens(text)
    asked: dict[tuple[int, int], set[int]] = defaultdict(set)
    for number, clue in enumerate(wanted):
        for token in _matching(words, clue):
            asked[token.start, token.end].add(number)
    kept: list[_Mark] = []
    for start, end in sorted(asked, key=lambda span: (span[0], -span[1])):
        if not kept or start >= kept[-1].end:
            kept.append(_Mark(start, end, frozenset(asked[start, end])))
    return kept


def _matching(words: Sequence[Token], clue: Leaf) -> Iterator[Token]:
    match clue:
        case Word(text):
            for run in _runs(_held(words, stem), text, stem).values():
                yield from run
        case Phrase(text):
            for run in _runs(_held(words), text).values():
                yield from run
        case Near():
            yield from _near(_held(words), clue)
        case Prefix(start):
            begin = whole_word(start)
            yield from (word for word in words if begin and word.word.startswith(begin))
        case Typo(text):
            typed = whole_word(text)
            yield from (word for word in words if typed and one_edit(typed, word.word))


def _held(words: Sequence[Token], form: Callable[[str], str] = str) -> _Held:
    return {(form(token.word), token.position): token for token in words}


def _runs(
    held: _Held, text: str, form: Callable[[str], str] = str
) -> Mapping[int, Sequence[Token]]:
    """Where the words of a text stand in a row: the first one's position, and all of them."""
    wanted = [(form(token.word), token.position) for token in query_words(text)]
    runs = {}
    for word, at in held:
        if wanted and word == wanted[0][0]:
            start = at - wanted[0][1]
            run = [held[key] for w, after in wanted if (key := (w, start + after)) in held]
            if len(run) == len(wanted):
                runs[at] = run
    return runs


def _near(held: _Held, near: Near) -> Iterator[Token]:
    first, second = _runs(held, near.first), _runs(held, near.second)
    a, b = sorted(first), sorted(second)
    for start, after in followed(a, width(near.first), b, near.between):
        yield from (*first[start], *second[after])
    for start, after in followed(b, width(near.second), a, near.between):
        yield from (*second[start], *first[after])


# --- what is shown ----------------------------------------------------------------------------


def _window(text: str, marks: Sequence[_Mark], length: int) -> tuple[int, int]:
    """The stretch to show: the best cluster of marks in its middle, cut where words end."""
    if len(text) <= length:
        return 0, len(text)
    begin, end = _best_cluster(marks, length)
    spare = max(0, length - (end - begin))
    first = max(0, min(begin - spare // 2, len(text) - length))
    last = max(end, min(first + length, len(text)))
    if first and not text[first - 1].isspace() and (gap := re.search(r"\s", text[first:begin])):
        first += gap.end()
    if last < len(text) and not text[last].isspace():
        gaps = [gap.start() for gap in re.finditer(r"\s", text[end:last])]
        last = end + gaps[-1] if gaps else last
    return first, last


def _best_cluster(marks: Sequence[_Mark], length: int) -> tuple[int, int]:
    """Where as many different words of the query as possible stand together, then as many marks."""
    best, score = (0, 0), (0, 0)
    for i, mark in enumerate(marks):
        near = [mark]
        for other in marks[i + 1 :]:
            if other.end - mark.start > length:
                break
            near.append(other)
        here = len(frozenset().union(*(other.clues for other in near))), len(near)
        if here > score:
            best, score = (mark.start, near[-1].end), here
    return best


def _page(starts: Sequence[tuple[int, int]], at: int) -> int | None:
    """The page on which a character stands."""
    place = bisect_right([offset for offset, _ in starts], at)
    return starts[max(place - 1, 0)][1] if starts else None


def _as_html(text: str, marks: Sequence[_Mark], first: int, last: int) -> str:
    pieces, at = [], first
    for mark in marks:
        pieces += [
            _plain(text[at : mark.start]),
            f"<mark>{_plain(text[mark.start : mark.end])}</mark>",
        ]
        at = mark.end
    shown = "".join([*pieces, _plain(text[at:last])]).strip(" ·")
    before = "… " if text[:first].strip() else ""
    after = " …" if text[last:].strip() else ""
    return f"{before}{shown}{after}"


def _plain(text: str) -> str:
    """Escaped, on one line; the cells of a table's row are parted by dots."""
    rows = re.sub(r"\s*\t\s*", " · ", text)
    return html.escape(re.sub(r"[\s\x00-\x1f\x7f]+", " ", rows))
