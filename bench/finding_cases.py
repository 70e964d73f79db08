"""The test collection of `finding.py`: a query, and what it must find, made from the papers alone.

Nobody judges: a paper that cites a minute by number and title says itself what its words must find,
and so does every title. What is drawn is drawn by hash, so that a paper more or less changes few
cases. What was drawn is written down as marks only (`finding_marks.json`): keyed hashes, from which
no word or name can be told without the papers.
"""

import hashlib
import random
import re
import string
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import msgspec
from finding_scan import Scan

from indexer.model import Item
from indexer.search.language import Option

SEED = "finding 1"
OWN = 3
"""What more items than this share (a title, an opening, a term) tells none of them apart."""
EACH = 120
"""Cases of a kind that are drawn at most, where there are more."""


@dataclass(frozen=True, slots=True)
class Case:
    """A query, and the items that it must find."""

    kind: str
    """The row of the table that it counts in."""
    query: str
    wanted: frozenset[str]
    filters: Mapping[Option, Sequence[str]] = field(default_factory=dict)
    lacks: str | None = None
    """The word that nothing has, of a query of two."""

    @property
    def held_out(self) -> bool:
        """Whether it is kept for the last look."""
        return chance(self.query, "half").random() < 0.5


def chance(*what: str) -> random.Random:
    """Chance that is the same in every run for the same thing."""
    return random.Random("|".join((SEED, *what)))


def drawn(among: Iterable[str], kind: str, most: int = EACH) -> list[str]:
    """At most so many of these, by chance, but the same whatever else there is to draw from."""

    def key(each: str) -> str:
        return hashlib.sha256(f"{SEED}|{kind}|{each}".encode()).hexdigest()

    return sorted(sorted(set(among), key=key)[:most])


def mark(case: Case, scan: Scan) -> str:
    """What may be written down of a case: a hash keyed with the bytes of a paper that it is about.

    (An added paper's identifier is a hash of its bytes.)
    """
    documents = (
        document.id
        for id in sorted(case.wanted)
        for document in msgspec.json.decode(scan.entries[id].stored, type=Item).documents
    )
    key = next(filter(None, documents), "")
    filters = sorted((name, *values) for name, values in case.filters.items())
    told = [SEED, case.kind, case.query, filters, sorted(case.wanted), key]
    return hashlib.sha256(msgspec.json.encode(told)).hexdigest()[:12]


def typed(text: str) -> list[str]:
    """The words of a text as somebody would type them: small letters, no marks around them."""
    spread = re.sub(r'[:"()*~]', " ", text)
    stripped = (word.strip(string.punctuation + "‘’“”–—…£•") for word in spread.split())
    return [word.casefold() for word in stripped if word]
