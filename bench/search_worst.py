"""Queries meant to hold up an engine, each as large as the limits of the query language allow."""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import cycle, islice, pairwise
from random import Random

from search_language import made_up
from search_ways import Question

from indexer.search.limits import LIMITS


def candidates(counts: Mapping[str, int], seed: int) -> Sequence[Question]:
    """Such queries, in the words of a collection: how many items have each of them.

    Each asks for facets and as many hits as a page may have.
    """
    texts = {
        name: joined
        for base, parts in _parts(counts, Random(seed)).items()
        for name, joined in ((base, _joined(parts, " ")), (f"{base}, any", _joined(parts, " OR ")))
    }
    common = [word for word, _ in Counter(counts).most_common(LIMITS.terms)]
    texts["a very long phrase"] = _quoted(common)
    texts["one word as a long phrase"] = _quoted(common[:1] * LIMITS.characters)
    texts["nested"] = _nested(common)
    every = [Question(name, text, facets=True, limit=LIMITS.hits) for name, text in texts.items()]
    last = LIMITS.deepest // LIMITS.hits
    some = " OR ".join(common[:20])
    deep = [
        Question("last page", some, facets=True, limit=LIMITS.hits, page=last),
        Question(
            "last page, newest", some, sort="newest", facets=True, limit=LIMITS.hits, page=last
        ),
    ]
    return [*every, *deep]


def _parts(counts: Mapping[str, int], random: Random) -> dict[str, Sequence[str]]:
    most = LIMITS.terms
    common = [word for word, _ in Counter(counts).most_common(most + 1)]
    pairs = list(pairwise(common))
    starts = Counter(word[: LIMITS.prefix] for word in counts)
    begun = [start for start, _ in starts.most_common(most)]
    short = [word for word in counts if len(word) == LIMITS.typo]
    unknown = [made_up(10**9 + random.randrange(10**9)) for _ in range(most)]
    near = f"~{LIMITS.near}"
    return {
        "two letters and *": [f"{start}*" for start in begun],
        "typos": [f"{word}~" for word in random.sample(short, min(most, len(short)))],
        "common words": common,
        "common phrases": [f'"{a} {b}"' for a, b in pairs],
        "near": [f'"{a} {b}"{near}' for a, b in pairs],
        "near itself": [f'"{word} {word}"{near}' for word in common],
        "none of these": [f"-{start}*" for start in begun],
        "unknown words": unknown,
        "every other word unknown": [
            w for both in zip(common, unknown, strict=False) for w in both
        ],
        "two letters in zones": [
            *(f"zone:{zone}" for zone in ("minutes", "report")),
            *(f"{s}*" for s in begun),
        ],
        "references": [f"{n}/{year:02}" for n in range(1, 9) for year in range(6, 14)],
        "cited": [f"ref:{n}/{year:02}" for n in range(1, 9) for year in range(6, 14)],
        "officers": [f"officer:{letter}" for letter in islice(cycle("abcdefghijklmnop"), most)],
        "titles": [f"title:{start}*" for start in begun],
    }


def _joined(parts: Sequence[str], by: str) -> str:
    """As many of the parts as one query may have."""
    text, costly = "", 0
    for part in parts[: LIMITS.terms]:
        costly += "*" in part or "~" in part
        if costly > LIMITS.costly:
            continue
        longer = f"{text}{by}{part}" if text else part
        if len(longer) > LIMITS.characters:
            break
        text = longer
    return text


def _quoted(words: Sequence[str]) -> str:
    text = ""
    for word in islice(cycle(words), LIMITS.characters):
        if len(text) + len(word) + 3 > LIMITS.characters:
            break
        text = f"{text} {word}".strip()
    return f'"{text}"'


def _nested(words: Sequence[str]) -> str:
    deep = LIMITS.nesting
    opened = " ".join(f"{word} OR (-{other}" for word, other in pairwise(words[: deep + 1]))
    return opened + ")" * deep
