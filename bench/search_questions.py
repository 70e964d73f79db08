"""What people ask of the collection, by kind; no word that is looked for is asked twice in a run.

Of a phrase that is the word in the middle: its neighbours are as the text has them.
Words come from a few hundred of its items: common ones stand in three tenths of them or more, others in up
to a fifth, rare ones are made-up words that the whole collection is expected to have about once.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from random import Random

import msgspec
from search_cast import Cast
from search_language import made_up
from search_ways import LIMIT, Question

from indexer.analysis import stem
from indexer.engines.base import Entry
from indexer.query import Field

DEEP_PAGE = 500
_SAMPLED = 700
_COMMON, _SELDOM, _OTHERS = 0.3, 0.004, 0.2
_WORD = re.compile(r"[a-z]{4,}")
_ANY_WORD = re.compile(r"[a-z]{2,}")
_OPENINGS = (
    "what is the council doing about {}",
    "what did the council decide about {}",
    "what are the plans for {}",
    "what happened about {}",
    "who decided about {}",
)
"""Nothing in them is looked for but what is put in."""


class DryPool(Exception):
    """There are no words left that were not used yet."""


class Pools:
    """Words and phrases of a collection by how often they occur, each to be used once."""

    def __init__(self, passages: int, seed: int) -> None:
        """For a collection of so many passages: show it every entry, then `fill`."""
        self._random = Random(seed)
        self._share = min(1.0, _SAMPLED / (passages / 5))
        self._frequent = max(1, passages // 5)
        self._texts: list[Sequence[str]] = []

    def see(self, entries: Iterator[Entry]) -> Iterator[Entry]:
        """The same entries, with a glance at some of them."""
        for entry in entries:
            if not entry.routine and self._random.random() < self._share:
                self._texts.append([passage.text for passage in entry.passages])
            yield entry

    def fill(self) -> None:
        """Sort the words that were seen; each stem comes once."""
        counts: Counter[str] = Counter()
        for texts in self._texts:
            counts.update({word for text in texts for word in _ANY_WORD.findall(text.lower())})
        self.counts = counts
        frequent = set(map(made_up, range(self._frequent)))
        of = len(self._texts)
        first = {stem(word): word for word in sorted(counts, reverse=True) if len(word) > 3}
        words = sorted(first.values())
        self._random.shuffle(words)
        self.common = [w for w in words if counts[w] >= _COMMON * of]
        self.others = [w for w in words if max(3, _SELDOM * of) <= counts[w] <= _OTHERS * of]
        self.rare = [w for w in words if counts[w] == 1 and w not in frequent and self._invented(w)]
        others = set(self.others)
        self.phrases = list(self._phrases(others))
        self._random.shuffle(self.phrases)
        self.together = [
            sorted(others & set(_WORD.findall(" ".join(t).lower()))) for t in self._texts
        ]
        for held in self.together:
            self._random.shuffle(held)
        self._used: set[str] = set()

    def _invented(self, word: str) -> bool:
        return bool(re.fullmatch(r"(?:[b-df-hj-np-tv-z]{1,2}[aeiou]){3,}[a-z]{0,5}", word))

    def _phrases(self, among: set[str]) -> Iterator[tuple[str, ...]]:
        """Three neighbouring words of a text, the middle one neither common nor rare."""
        for texts in self._texts:
            words = self._random.choice(texts).lower().split()
            for at in self._random.sample(range(len(words) - 2), min(20, len(words) - 2)):
                three = tuple(words[at : at + 3])
                if three[1] in among and all(map(str.isalpha, three)):
                    yield three

    def take(self, pool: list[str]) -> str:
        """A word that nobody asked for yet, in any form; `DryPool` if there is none."""
        while pool:
            word = pool.pop()
            if stem(word) not in self._used:
                self._used.add(stem(word))
                return word
        raise DryPool

    def take_together(self, count: int) -> tuple[str, ...]:
        """So many words of one item, neither common nor rare; `DryPool` if there are none."""
        while self.together:
            place = self._random.randrange(len(self.together))
            new = [word for word in self.together[place] if stem(word) not in self._used][:count]
            if len(new) == count:
                self._used.update(map(stem, new))
                return tuple(new)
            self.together.pop(place)
        raise DryPool

    def take_phrase(self) -> tuple[str, ...]:
        """Three words as they stand in a text, the middle one not used yet; `DryPool` if none."""
        while self.phrases:
            words = self.phrases.pop()
            if stem(words[1]) not in self._used:
                self._used.add(stem(words[1]))
                return words
        raise DryPool


class Questions:
    """Makes questions of every kind."""

    def __init__(self, pools: Pools, cast: Cast, items: int, seed: int) -> None:
        """From the words of these pools and the names of this cast."""
        self._pools, self._cast, self._random = pools, cast, Random(seed)
        self._started: set[str] = set()
        self._deep = max(1, min(DEEP_PAGE, int(items * _COMMON * 0.7) // LIMIT))
        self._kinds: dict[str, Callable[[str], Question]] = {
            "rare word": self._rare,
            "very common words": self._common,
            "two or three words": self._several,
            "phrase": self._phrase,
            "field": self._field,
            "facets": self._facets,
            "newest first": self._newest,
            "typo": self._typo,
            "prefix": self._prefix,
            "deep page": self._deep_page,
            "deep page, newest": self._deep_newest,
            "question": self._question,
            "did you mean": self._did_you_mean,
        }

    @property
    def kinds(self) -> Sequence[str]:
        """All of them."""
        return tuple(self._kinds)

    def one(self, kind: str) -> Question:
        """A question of this kind; `DryPool` if its words are used up."""
        return self._kinds[kind](kind)

    def _rare(self, kind: str) -> Question:
        return _words(kind, self._pools.take(self._pools.rare))

    def _common(self, kind: str) -> Question:
        common = self._pools.common
        return _words(kind, self._pools.take(common), self._pools.take(common))

    def _several(self, kind: str) -> Question:
        return _words(kind, *self._pools.take_together(self._random.choice((2, 2, 3))))

    def _phrase(self, kind: str) -> Question:
        words = self._pools.take_phrase()
        return Question(kind, f'"{" ".join(words)}"', phrase=words)

    def _field(self, kind: str) -> Question:
        word, random, cast = self._other(), self._random, self._cast
        board = random.choice(cast.boards)
        year = random.randrange(2006, 2024)
        fields: list[tuple[str, Field, str]] = [
            (f'board:"{board.name}"', "board", board.id),
            (f'officer:"{(name := random.choice(cast.officers)[0])}"', "officer", name),
            (f"year:{year}/{(year + 1) % 100:02}", "year", f"{year}/{(year + 1) % 100:02}"),
            (f'topic:"{(topic := random.choice(cast.topics))}"', "topic", topic),
            (f"ward:{(ward := random.choice(cast.wards))}", "ward", ward),
            ("kind:minutes", "kind", "minutes"),
        ]
        chosen = random.choice(fields)
        return Question(kind, f"{word} {chosen[0]}", (word,), held=chosen[1:])

    def _facets(self, kind: str) -> Question:
        return msgspec.structs.replace(_words(kind, self._other()), facets=True)

    def _newest(self, kind: str) -> Question:
        return msgspec.structs.replace(_words(kind, self._other()), sort="newest")

    def _typo(self, kind: str) -> Question:
        typed = self._misspelt(self._long())
        return Question(kind, f"{typed}~", typo=typed)

    def _prefix(self, kind: str) -> Question:
        while (start := self._other()[:4]) in self._started:
            pass
        self._started.add(start)
        return Question(kind, f"{start}*", prefix=start)

    def _deep_page(self, kind: str) -> Question:
        word = self._pools.take(self._pools.common)
        return msgspec.structs.replace(_words(kind, word), page=self._deep)

    def _deep_newest(self, kind: str) -> Question:
        return msgspec.structs.replace(self._deep_page(kind), sort="newest")

    def _question(self, kind: str) -> Question:
        words = self._pools.take_together(2)
        asked = self._random.choice(_OPENINGS).format(" ".join(words))
        return Question(kind, asked, words)

    def _did_you_mean(self, kind: str) -> Question:
        return _words(kind, self._misspelt(self._long()))

    def _other(self) -> str:
        return self._pools.take(self._pools.others)

    def _long(self) -> str:
        while len(word := self._other()) < 6:
            pass
        return word

    def _misspelt(self, word: str) -> str:
        at = self._random.randrange(2, len(word) - 1)
        return word[:at] + ("x" if word[at] != "x" else "z") + word[at + 1 :]


def _words(kind: str, *words: str) -> Question:
    return Question(kind, " ".join(words), words)
