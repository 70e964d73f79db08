"""“Did you mean”: what was typed with words that nothing has put right, if that finds something."""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import islice, pairwise, product

from indexer.engines.base import SearchEngine
from indexer.query import All, Any, Near, Node, Phrase, Word
from indexer.search.finding import count
from indexer.search.lexer import bare_word, fold
from indexer.search.limits import LIMITS
from indexer.search.questions import SMALL

_MOST_UNKNOWN = 4
"""Of more words that nothing has, no sense is made."""
_MOST_TRIED = 12
_NEAR = 3
"""Words tried for one that nothing has."""
_LETTERS = range(6, 31)
"""Of a word that may be two."""
_SHORTEST, _SHORTEST_ALONE = 3, 5
"""Letters of a word that is offered, or put right: beside a word that something has, and without one."""
_MOST_JOINED = 10


def did_you_mean(
    engine: SearchEngine, typed: str, query: Node, finds: Callable[[str], bool]
) -> str | None:
    """The query as it may have been meant; None if no change makes it find anything.

    `finds` tells whether a query finds something beside the filters chosen.
    """
    text = fold(typed)
    words = list(islice(dict.fromkeys(_words(query)), LIMITS.terms))
    unknown = [word.text for word in words if not count(engine, word)]
    least = _SHORTEST if len(unknown) < len(words) else _SHORTEST_ALONE
    if not all(_may_be_wrong(word, least) for word in unknown):
        return None
    tries = islice(_tries(engine, text, [word.text for word in words], unknown), _MOST_TRIED)
    return next((better for better in tries if better != text and finds(better)), None)


def _may_be_wrong(word: str, least: int) -> bool:
    """Sums, numbers, addresses and what is written in capitals are meant as they are typed."""
    letters = word.replace("-", "").replace("'", "")
    return letters.isalpha() and len(letters) >= least and not (word.isupper())


def _words(node: Node) -> Iterator[Word | Phrase]:
    """The words that are wanted, one by one: those of phrases as they stand, the others in any form."""
    match node:
        case All(parts) | Any(parts):
            for part in parts:
                yield from _words(part)
        case Word(text):
            yield Word(text)
        case Phrase(text):
            yield from (Phrase(word) for word in map(bare_word, text.split()) if word)
        case Near(first, second):
            yield from (Word(first), Word(second))


def _tries(
    engine: SearchEngine, text: str, words: Sequence[str], unknown: Sequence[str]
) -> Iterator[str]:
    """The query with its unknown words put right, the likeliest first; then with two words as one."""
    if 0 < len(unknown) <= _MOST_UNKNOWN:
        for better in product(*(_candidates(engine, word) for word in unknown)):
            yield _with(text, dict(zip(unknown, better, strict=True)))
    for first, second in islice(pairwise(words), _MOST_JOINED):
        if count(engine, Word(first + second)):
            yield re.sub(
                rf"(?<!\w){re.escape(first)}\s+{re.escape(second)}(?!\w)", first + second, text
            )


def _candidates(engine: SearchEngine, word: str) -> Sequence[str]:
    """Words near this one, those first that say something; or it may be two, side by side somewhere."""
    near = [one for one in engine.near_words(word, limit=3 * _NEAR) if len(one) >= _SHORTEST]
    near.sort(key=SMALL.__contains__)
    return near[:_NEAR] or _halves(engine, word)


def _halves(engine: SearchEngine, word: str) -> Sequence[str]:
    if len(word) not in _LETTERS or not word.isalpha():
        return ()
    cuts = range(_SHORTEST, len(word) - _SHORTEST + 1)
    halves = [f"{word[:cut]} {word[cut:]}" for cut in cuts]
    counts = {both: count(engine, Phrase(both)) for both in halves}
    best = max(counts, key=lambda both: counts[both])
    return (best,) if counts[best] else ()


def _with(text: str, better: dict[str, str]) -> str:
    """The text with these words in the place of others, wherever they stand whole."""
    either = "|".join(map(re.escape, sorted(better, key=len, reverse=True)))
    return re.sub(rf"(?<!\w)(?:{either})(?!\w)", lambda match: better[match[0]], text)
