"""A search as somebody asks it, and what it means in the collection that is held."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from indexer.collection import Collection
from indexer.errors import BadQuery
from indexer.query import Sort
from indexer.search.finding import Wanted
from indexer.search.language import Option, Parsed, parse, resolve
from indexer.search.limits import LIMITS
from indexer.search.names import Names


@dataclass(frozen=True, slots=True)
class Request:
    """A search as somebody asks it."""

    query: str
    filters: Mapping[Option, Sequence[str]] = field(default_factory=dict)
    sort: Sort = "relevance"
    """Filters alone find everything equally well: then it is newest first."""
    page: int = 1
    limit: int = 10
    everything: bool = False
    """Routine matter too."""
    facets: bool = False
    as_typed: bool = False
    """No official phrases for everyday words."""


def check(request: Request) -> None:
    """`BadQuery` for a page that is too large or lies too deep."""
    if not 1 <= request.limit <= LIMITS.hits:
        raise BadQuery(f"“limit” is {request.limit}. Write a number from 1 to {LIMITS.hits}.")
    if request.page < 1:
        raise BadQuery(f"“page” is {request.page}. The first page is 1.")
    if request.page * request.limit > LIMITS.deepest:
        raise BadQuery(
            f"Page {request.page} lies beyond the {LIMITS.deepest:,} hits that can be paged through. Narrow "
            "the search by board or date, or sort it the other way round."
        )


@dataclass(frozen=True, slots=True)
class Understood:
    """A search that was read."""

    parsed: Parsed
    wanted: Wanted
    """With what its names mean in this collection."""
    notes: Sequence[str]
    """On the names."""


def understood(request: Request, collection: Collection) -> Understood:
    """Read a search. `BadQuery` names what is wrong with it."""
    parsed = parse(request.query, request.filters, as_typed=request.as_typed)
    names = Names(collection)
    typed = resolve(parsed.query, names.lookup)
    wide = resolve(parsed.wide, names.lookup) if parsed.expanded else typed
    return Understood(parsed, Wanted(typed, wide, parsed.reference), names.notes)
