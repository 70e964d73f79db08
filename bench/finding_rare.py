"""Rare terms, which must give equal sets, and made-up ones, which must give nothing."""

import random
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Literal

from finding_cases import EACH, OWN, Case, chance, drawn
from finding_scan import Scan, plain

from indexer.search.language import Option

_FILTERS: tuple[Literal["board", "year", "kind"], ...] = ("board", "year", "kind")
_SORTS = {
    "minute reference": r"(?<![\w/.])\d{1,3}/\d\d(?![\w/.])",
    "decision number": r"(?<![\w/.])\d\d/\d{5}(?![\w/.])",
    "year": r"(?<![\w/.])(?:19|20)\d\d/\d\d(?![\w/.])",
    "sum": r"£\d{1,3}(?:,\d{3}){0,3}(?:\.\d{1,3})?[mk]?(?![\w,.])",
    "hyphen": r"(?<![\w-])[a-z]{2,20}(?:-[a-z]{2,20}){1,3}(?![\w-])",
    "apostrophe": r"(?<![\w'’-])[^\W\d_]{1,20}['’][^\W\d_]{1,20}(?![\w'’-])",
    "letters and figures": r"(?<![\w/.,-])(?:[A-Za-z]{1,20}-?\d{1,6}|\d{1,6}[A-Za-z]{1,20})(?![\w/.,-])",
}
"""How terms of each sort are printed."""
_OTHER_MARK = str.maketrans("'’", "’'")


def rare_terms(scan: Scan) -> Iterator[Case]:
    """Cases that are right or wrong: all of what is wanted must be found, and no more."""
    for sort, terms in _terms(scan).items():
        few = [term for term in terms if 1 <= len(scan.items(term, exact=True)) <= OWN]
        for term in drawn(few, sort, EACH // 3):
            # Whoever types an apostrophe has one key for it, whatever is printed.
            asked = term.translate(_OTHER_MARK)
            yield _set(f"rare: {sort}", asked, _having(scan, term))
            yield _set(f"rare: {sort}", f'"{asked}"', scan.items(term, exact=True))
            yield from _filtered(scan, term)
    yield from _phrases(scan)
    yield from _made_up(scan)


def _terms(scan: Scan) -> Mapping[str, AbstractSet[str]]:
    printed = "\n".join(stretch.text for stretch in scan.stretches)
    spelt = set(re.findall(r"(?<![\w'’-])[^\W\d_]{4,40}(?![\w'’-])", printed))
    lower = {word for word in spelt if word.islower()}
    names = {word for word in spelt if word.istitle() and word.lower() not in lower}
    found = {sort: set(re.findall(pattern, printed)) for sort, pattern in _SORTS.items()}
    return {"word": lower, "name": names, **found}


def _having(scan: Scan, term: str) -> set[str]:
    """Items that have it in any form; of a number with a slash, also the minute of that number."""
    called = {id for id, entry in scan.entries.items() if term in entry.fields.get("reference", ())}
    return scan.items(term) | called


def _filtered(scan: Scan, term: str) -> Iterator[Case]:
    """The term with a filter that one of the items that have it passes, and with a zone."""
    found = _having(scan, term)
    luck = chance(term, "filter")
    item = scan.entries[luck.choice(sorted(found))]
    for name in _FILTERS:
        for value in item.fields.get(name, ())[:1]:
            kept = [id for id in found if value in scan.entries[id].fields.get(name, ())]
            yield _set(f"rare, with {name}", term, kept, {name: [value]})
    if plain(term).isalpha():
        zone = luck.choice(("minutes", "decision", "report", "agenda"))
        yield _set("rare, with zone", term, scan.items(term, zone=zone), {"zone": [zone]})


def _phrases(scan: Scan) -> Iterator[Case]:
    """Three words that stand side by side, quoted, are found wherever they do."""
    rows = {
        " ".join(stretch.words[at : at + 3])
        for stretch in scan.stretches
        for at in range(0, len(stretch.words) - 2, 7)
        if all(word.isalpha() for word in stretch.words[at : at + 3])
    }
    for row in drawn(rows, "phrase"):
        yield _set("phrase of three words", f'"{row}"', scan.items(row, exact=True))


def _made_up(scan: Scan) -> Iterator[Case]:
    """Words that nobody wrote find nothing; beside one that is held, it is said what lacks."""
    often = [word for word in scan.having if len(word) > 4 and len(scan.items_of(word)) > OWN]
    held = drawn(filter(str.isalpha, often), "half", EACH // 3)
    for number, beside in enumerate(held):
        word = invented(chance(str(number), "made up"))
        if word not in scan.having:
            having = frozenset(scan.items(beside))
            yield Case("made-up word", word, frozenset())
            yield Case("one word of two is held", f"{beside} {word}", having, lacks=word)


def invented(luck: random.Random) -> str:
    """A word of five syllables that no language has."""
    return "".join(luck.choice("bdfgklmnprstvz") + luck.choice("aeiou") for _ in range(5)) + "x"


def _set(
    kind: str,
    query: str,
    wanted: Iterable[str],
    filters: Mapping[Option, Sequence[str]] | None = None,
) -> Case:
    return Case(kind, query, frozenset(wanted), filters or {})
