"""Whom a name in a query means: which people of the collection, and the values by which they are found."""

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

from indexer.collection import Collection, NameHeld
from indexer.people import Words, fits, name_words, plain
from indexer.query import All, Among, Any, Field, Node, in_role
from indexer.search.fields import Named

_KEPT = 20_000
"""Names, and posts, of the collection whose words are kept: each query looks at all of them."""


class Persons:
    """The officers and members of one collection, by any written form of their names and by post."""

    def __init__(self, collection: Collection, note: Callable[[str], None]) -> None:
        """`note` is told what a name was taken for, where that is not plain."""
        self._held, self._note = collection, note

    def lookup(self, named: Named, unknown: Callable[[str, str], str]) -> Node:
        """Items in which these people have the part asked for; without names, anybody in that role."""
        if not named.values:
            return Among("person", named.roles)
        nodes: list[Node] = []
        for words in named.values:
            people = self._people(named.field, words)
            found = [self._items_of(person, named) for person in people]
            found += self._beside(words, named, people)
            if not found:
                self._note(unknown(named.field, words))
            elif named.field == "officer" and not named.roles:
                self._note_attending(people)
            nodes += found
        return _any(named.field, nodes)

    def _people(self, field: str, words: str) -> list[NameHeld]:
        """By name, then by post its holders."""
        pool = self._held.officers if field == "officer" else self._held.members
        by_name = self._named(pool, words)
        held = [one for one in pool if any(_names_post(words, post) for post in one.posts)]
        return [*by_name, *(one for one in held if one not in by_name)]

    def _named(self, pool: Sequence[NameHeld], words: str) -> list[NameHeld]:
        """Whose name this is: written so; else with these words in it, or with forms that agree.

        A whole name is not taken for somebody whom only an initial would make the same: that is noted.
        """
        typed = name_words(words)
        exact = [one for one in pool if any(typed == form for form in _forms(one))]
        within = [one for one in pool if any(_holds(typed, form) for form in _forms(one))]
        alike = [one for one in pool if all(_agrees(typed, form) for form in _forms(one))]
        if any(len(word) == 1 for word in typed):
            return list(dict.fromkeys((*within, *alike)))
        chosen = (exact if len(typed) > 1 else []) or within or alike
        others = [one.name for one in alike if one not in chosen]
        if others:
            self._note(
                f"{_quoted(others)} may be “{words}”, which the papers do not show: ask for it by itself."
            )
        elif chosen and chosen == alike and not within:
            self._note(f"“{words}” was read as {_quoted([one.name for one in chosen])}.")
        return chosen

    def _items_of(self, person: NameHeld, named: Named) -> Node:
        names = (person.name, *person.aliases)
        if not named.roles:
            return self._in_council(person, named.field, names)
        words = set(map(name_words, names))
        also = (name for name, _ in self._held.attended if _in_name(name) in words)
        everyone = dict.fromkeys((*names, *also))
        values = tuple(in_role(role, name) for role in named.roles for name in everyone)
        return self._in_council(person, "person", values)

    def _in_council(self, person: NameHeld, field: Field, values: tuple[str, ...]) -> Node:
        """The same name in another council's papers is somebody else."""
        items = Among(field, values)
        alone = len(self._held.councils) <= 1
        return items if alone else All((Among("council", (person.council,)), items))

    def _beside(self, words: str, named: Named, people: Sequence[NameHeld]) -> Iterator[Node]:
        """Report-of lines that name a post; in a role, guests whom only attendance lists name."""
        if named.field == "officer" and not named.roles:
            lines = tuple(line for line in self._held.report_posts if _names_post(words, line))
            if lines:
                yield Among("officer", lines)
        elif named.roles and not people:
            typed = name_words(words)
            names = [name for name, _ in self._held.attended if _holds(typed, _in_name(name))]
            if names:
                yield Among(
                    "person", tuple(in_role(r, name) for r in named.roles for name in names)
                )

    def _note_attending(self, people: Sequence[NameHeld]) -> None:
        idle = [one.name for one in people if not one.items]
        if idle and len(idle) == len(people):
            self._note(
                f"Of {_quoted(idle)} no report is held; role:officer or role:contact beside the name finds"
                " where they attended or are the contact."
            )


def fullest_names(collection: Collection) -> dict[str, str]:
    """For each other written form of an officer's name the fullest one, where all councils agree on it."""
    shown: dict[str, set[str]] = {}
    for one in collection.officers:
        for name in (one.name, *one.aliases):
            shown.setdefault(name, set()).add(one.name)
    return {name: full.pop() for name, full in shown.items() if len(full) == 1}


def _any(field: Field, nodes: Sequence[Node]) -> Node:
    """Any of the nodes, as simply as it can be put; of none, a condition that no item meets."""
    plainly = [node for node in nodes if isinstance(node, Among)]
    if len(plainly) < len(nodes) or len({node.field for node in plainly}) > 1:
        return Any(tuple(nodes))
    values = dict.fromkeys(value for node in plainly for value in node.values)
    return Among(plainly[0].field if plainly else field, tuple(values))


def _forms(person: NameHeld) -> Iterator[Words]:
    return map(_in_name, (person.name, *person.aliases))


@lru_cache(_KEPT)
def _in_name(name: str) -> Words:
    return name_words(name)


def _names_post(words: str, post: str) -> bool:
    typed = plain(words).split()
    return bool(typed) and _in_post(post).issuperset(typed)


@lru_cache(_KEPT)
def _in_post(post: str) -> frozenset[str]:
    return frozenset(plain(post).split())


def _holds(typed: Words, form: Words) -> bool:
    parts = {part for word in form for part in (word, *word.split("-"))}
    return bool(typed) and set(typed) <= parts


def _agrees(typed: Words, form: Words) -> bool:
    return len(typed) > 1 and len(form) > 1 and fits(typed, form)


def _quoted(names: Sequence[str]) -> str:
    return " and ".join(f"“{name}”" for name in names)
