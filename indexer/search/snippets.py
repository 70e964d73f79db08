"""A few lines of a passage with the words of the query marked, as HTML.

What is marked is what the engines match: both cut and stem words by `indexer.analysis`.
"""

import html
import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial

from indexer.analysis import one_edit, query_words, stem, whole_word, width
from indexer.engines.postings import followed
from indexer.engines.ranking import clues
from indexer.model import Zone
from indexer.query import Leaf, Near, Node, Phrase, Prefix, Typo, Word
from indexer.search.words import Words

LENGTH = 300
"""Characters shown, about."""


@dataclass(frozen=True, slots=True)
class Snippet:
    """Escaped HTML with `<mark>`, and the page on which its first marked word stands."""

    html: str
    page: int | None


@dataclass(frozen=True, slots=True)
class Mark:
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
    marks = marks_in(text, wanted)
    first, last = _window(text, marks, length)
    shown = [mark for mark in marks if first <= mark.start and mark.end <= last]
    at = shown[0].start if shown else first
    return Snippet(_as_html(text, shown, first, last), _page(starts, at))


def pieces(text: str, query: Node) -> list[tuple[str, bool]]:
    """The whole text, cut where the words of a query begin and end; true for those words.

    For pages that mark what was found in a text of their own: nothing is escaped here.
    """
    found, at = [], 0
    for mark in marks_in(text, _in_texts(query)):
        found += [(text[at : mark.start], False), (text[mark.start : mark.end], True)]
        at = mark.end
    return [(words, marked) for words, marked in [*found, (text[at:], False)] if words]


def marks_anything(query: Node) -> bool:
    """Whether a query has words that a text may have: fields, the title and NOT have none."""
    return bool(_in_texts(query))


def _in_texts(query: Node) -> list[Leaf]:
    return [clue for clue in clues(query) if not clue.in_title]


# --- what is marked ---------------------------------------------------------------------------

_Span = tuple[int, int]
_Form = Callable[[str], str]


def _stands(clue: Leaf, zone: Zone | None) -> bool:
    return not (clue.zone and zone) or clue.zone == zone


def marks_in(text: str, wanted: Sequence[Leaf]) -> list[Mark]:
    """The words of a text that these clues ask for, in order; of those that overlap (a compound and
    its parts), the first and longest.
    """
    words = Words(text)
    asked: dict[_Span, set[int]] = defaultdict(set)
    for number, clue in enumerate(wanted):
        for span in _matching(words, clue):
            asked[span].add(number)
    kept: list[Mark] = []
    for start, end in sorted(asked, key=lambda span: (span[0], -span[1])):
        if not kept or start >= kept[-1].end:
            kept.append(Mark(start, end, frozenset(asked[start, end])))
    return kept


def _matching(words: Words, clue: Leaf) -> Iterable[_Span]:
    match clue:
        case Word(text):
            return _in_a_row(words, text, stem)
        case Phrase(text):
            return _in_a_row(words, text, str)
        case Near():
            return _near(words, clue)
        case Prefix(start):
            begin = whole_word(start)
            found = words.that(lambda word: word.startswith(begin), begin[:2]) if begin else ()
        case Typo(text):
            typed = whole_word(text)
            found = words.that(_differing_by_one(typed)) if typed else ()
    return [(start + token.start, start + token.end) for start, token in found]


@lru_cache(maxsize=50)
def _differing_by_one(typed: str) -> Callable[[str], bool]:
    """Tells which words are this one but for a letter; what it was asked before it remembers."""
    lengths = range(len(typed) - 1, len(typed) + 2)
    alike = lru_cache(maxsize=10_000)(partial(one_edit, typed))
    return lambda word: len(word) in lengths and alike(word)


def _in_a_row(words: Words, text: str, form: _Form) -> Iterable[_Span]:
    wanted = _wanted(text, form)
    if len(wanted) == 1:  # most often: at which place it stands need not be counted
        found = words.having(wanted[0][0], form)
        return [(start + token.start, start + token.end) for start, token in found]
    rows = words.rows(wanted, form) if wanted else ()
    return [(start + token.start, start + token.end) for row in rows for start, token in row]


def _runs(words: Words, text: str, form: _Form = str) -> Mapping[int, Sequence[_Span]]:
    """Where the words of a text stand in a row: the first one's position, and all of them."""
    wanted = _wanted(text, form)
    if not wanted or not all(words.having(word, form) for word, _ in wanted):
        return {}
    held = {
        (word, words.position(start, token)): (start + token.start, start + token.end)
        for word in {word for word, _ in wanted}
        for start, token in words.having(word, form)
    }
    runs = {}
    for word, at in held:
        if word == wanted[0][0]:
            first = at - wanted[0][1]
            run = [held[key] for w, after in wanted if (key := (w, first + after)) in held]
            if len(run) == len(wanted):
                runs[at] = run
    return runs


@lru_cache(maxsize=1_000)
def _wanted(text: str, form: _Form) -> Sequence[tuple[str, int]]:
    return [(form(token.word), token.position) for token in query_words(text)]


def _near(words: Words, near: Near) -> Iterator[_Span]:
    first, second = _runs(words, near.first), _runs(words, near.second)
    a, b = sorted(first), sorted(second)
    for start, after in followed(a, width(near.first), b, near.between):
        yield from (*first[start], *second[after])
    for start, after in followed(b, width(near.second), a, near.between):
        yield from (*second[start], *first[after])


# --- what is shown ----------------------------------------------------------------------------


def _window(text: str, marks: Sequence[Mark], length: int) -> tuple[int, int]:
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


def _best_cluster(marks: Sequence[Mark], length: int) -> tuple[int, int]:
    """Where as many different words of the query as possible stand together, then as many marks."""
    best, score = (0, 0), (0, 0)
    clues: Counter[int] = Counter()
    last = 0
    for i, mark in enumerate(marks):
        if i == last:  # the first of a stretch counts, however long it is
            clues.update(mark.clues)
            last += 1
        while last < len(marks) and marks[last].end - mark.start <= length:
            clues.update(marks[last].clues)
            last += 1
        here = len(clues), last - i
        if here > score:
            best, score = (mark.start, marks[last - 1].end), here
        for clue in mark.clues:
            clues[clue] -= 1
            if not clues[clue]:
                del clues[clue]
    return best


def _page(starts: Sequence[tuple[int, int]], at: int) -> int | None:
    """The page on which a character stands."""
    place = bisect_right([offset for offset, _ in starts], at)
    return starts[max(place - 1, 0)][1] if starts else None


def _as_html(text: str, marks: Sequence[Mark], first: int, last: int) -> str:
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


_UNTIDY = re.compile(r"""[^\S ]| {2}|[\x00-\x1f\x7f&<>"']""")


def _plain(text: str) -> str:
    """Escaped, on one line; the cells of a table's row are parted by dots."""
    if not _UNTIDY.search(text):
        return text
    rows = re.sub(r"\s*\t\s*", " · ", text)
    return html.escape(re.sub(r"[\s\x00-\x1f\x7f]+", " ", rows))
