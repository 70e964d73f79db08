"""How much one query may ask, so that none holds up an engine: one table, which the docs show."""

from dataclasses import dataclass, field, fields

from indexer.query import FARTHEST


def _limit(most: int, what: str) -> int:
    """A limit, and what it limits as `docs/queries.md` says it."""
    limit: int = field(default=most, metadata={"what": what})
    return limit


@dataclass(frozen=True, slots=True)
class Limits:
    """Every error that comes of a limit says it."""

    characters: int = _limit(1_000, "characters in a query, or in the value of a filter")
    terms: int = _limit(50, "words, phrases and fields in a query; filters chosen beside it")
    nesting: int = _limit(20, "brackets within brackets")
    costly: int = _limit(10, "words with `*` or `~` and phrases with `~5`, together")
    prefix: int = _limit(2, "letters before `*`, at least")
    typo: int = _limit(4, "letters before `~`, at least (a shorter word is searched as it stands)")
    near: int = _limit(FARTHEST, "the number after the `~` of a phrase")
    hits: int = _limit(100, "hits on a page")
    deepest: int = _limit(10_000, "hits that can be paged through, or put in a table")


LIMITS = Limits()
PARTS_TOLD = 12
"""Parts of a query of which each is told by itself where nothing was found: at most four
counts each."""
LISTED = 50
"""Gaps, and papers that cannot be read, that are listed where nothing was found."""


def said() -> dict[str, int]:
    """What each limit limits, in words, and the limit."""
    return {each.metadata["what"]: getattr(LIMITS, each.name) for each in fields(Limits)}
