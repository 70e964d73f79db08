"""Whether long reports drown short minutes: what stands first for words that very many items have."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from statistics import median

from finding_cases import drawn
from finding_scan import TITLE, Scan

from indexer.search.archive import Archive, Request

_WORDS = 40
_PAGE = 10


def balance(archive: Archive, scan: Scan) -> Mapping[str, float]:
    """What the first ten are for frequent words, beside what all that is found is.

    `only in a report`: the share of items that have the word in a report and nowhere else. `length`: how
    long the first ten are, in times of all that is found (medians); 1 where length counts for nothing.
    `title first`: the share of words, among those that stand in a title, for which such an item comes first.
    """
    first, found = Counter[str](), Counter[str]()
    lengths, titles = [], []
    long = _lengths(scan)
    for word in frequent(scan):
        places = _places(scan, word)
        hits = [
            hit.id for hit in archive.search(Request(word, limit=_PAGE)).hits if hit.id in places
        ]
        if not hits:
            continue
        first += _sorts(places, hits)
        found += _sorts(places, places)
        lengths.append(median(map(long.__getitem__, hits)) / median(map(long.__getitem__, places)))
        if any(TITLE in where for where in places.values()):
            titles.append(TITLE in places[hits[0]])
    return {
        "words": len(lengths),
        "only in a report, first 10": _share(first),
        "only in a report, all": _share(found),
        "length": round(median(lengths), 2) if lengths else 0.0,
        "title first": round(sum(titles) / len(titles), 3) if titles else 0.0,
    }


def frequent(scan: Scan) -> Sequence[str]:
    """Words of five letters and more that a twentieth to a third of all items have."""
    least, most = max(2 * _PAGE, len(scan.entries) / 20), len(scan.entries) / 3
    often = [
        word
        for word in scan.having
        if len(word) > 4 and word.isalpha() and least <= len(scan.items_of(word)) <= most
    ]
    return drawn(often, "frequent", _WORDS)


def _places(scan: Scan, word: str) -> Mapping[str, set[str]]:
    """Where each item has the word, in any form; routine matter, which is left out, aside."""
    found: dict[str, set[str]] = {}
    for number in scan.having_forms(word):
        stretch = scan.stretches[number]
        if not scan.entries[stretch.item].routine:
            found.setdefault(stretch.item, set()).add(stretch.place)
    return found


def _sorts(places: Mapping[str, set[str]], items: Iterable[str]) -> Counter[str]:
    return Counter("report" if places[item] == {"report"} else "other" for item in items)


def _share(counted: Counter[str]) -> float:
    return round(counted["report"] / max(1, counted.total()), 3)


def _lengths(scan: Scan) -> Mapping[str, int]:
    found: Counter[str] = Counter()
    for stretch in scan.stretches:
        found[stretch.item] += len(stretch.words)
    return found
