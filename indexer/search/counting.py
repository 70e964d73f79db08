"""Facets as they are shown: boards by name, an officer under the fullest form of the name."""

from collections.abc import Iterable, Mapping, Sequence

from indexer.collection import REPORT_POST, Collection
from indexer.engines.base import Found, SearchEngine
from indexer.query import All, Among, Any, AtLeast, Node
from indexer.search.finding import count
from indexer.search.persons import fullest_names

Counts = dict[str, int]


class Counting:
    """The facets of results from one state of an index; what they all need is worked out once."""

    def __init__(self, held: Collection) -> None:
        """For the index that holds this."""
        self._boards = {board.id: board.name for board in held.boards}
        self._full_names = fullest_names(held)
        self._mixed: Mapping[str, Sequence[frozenset[str]]] | None = None

    def facets(
        self, engine: SearchEngine, found: Found, *query: Node
    ) -> dict[str, list[tuple[str, int]]]:
        """Every count of a result, by count, then name. `query` found it."""
        counts = {
            name: _shown(values, self._boards if name == "board" else {})
            for name, values in found.facets.items()
        }
        counts["officer"] = self._officers(engine, counts["officer"], All(query))
        return {
            name: sorted(values.items(), key=lambda pair: (-pair[1], pair[0]))
            for name, values in counts.items()
        }

    def _officers(self, engine: SearchEngine, counts: Counts, query: Node) -> Counts:
        """All forms of a name together; an item that has two of them counts once."""
        if self._mixed is None:
            self._mixed = _mixed(engine, self._full_names)
        ids = frozenset(id for often in self._mixed.values() for each in often for id in each)
        twice = engine.fitting(query, tuple(ids)) if ids else frozenset()
        shown = _shown(counts.items(), self._full_names)
        return {
            name: items - sum(len(each & twice) for each in self._mixed.get(name, ()))
            for name, items in shown.items()
        }


def _shown(values: Iterable[tuple[str, int]], names: Mapping[str, str]) -> Counts:
    """Counts by what is shown for each value; report-of lines, which are no names, left out."""
    counts: Counts = {}
    for value, items in values:
        shown = names.get(value, value)
        if not shown.startswith(REPORT_POST):
            counts[shown] = counts.get(shown, 0) + items
    return counts


def _mixed(
    engine: SearchEngine, full_names: Mapping[str, str]
) -> dict[str, Sequence[frozenset[str]]]:
    """For each officer the items that have two written forms of the name, three, and so on.

    Mostly there are none, so all are asked for at once.
    """
    forms: dict[str, list[Node]] = {}
    for form, name in full_names.items():
        forms.setdefault(name, []).append(Among("officer", (form,)))
    twice = {name: AtLeast(2, tuple(each)) for name, each in forms.items() if len(each) > 1}
    if not twice or not count(engine, Any(tuple(twice.values()))):
        return {}
    return {
        name: [_all_ids(engine, AtLeast(n, both.parts)) for n in range(2, len(both.parts) + 1)]
        for name, both in twice.items()
        if count(engine, both)
    }


def _all_ids(engine: SearchEngine, query: Node) -> frozenset[str]:
    hits = engine.search(query, limit=count(engine, query)).hits
    return frozenset(hit.id for hit in hits)
