"""What the address of a page asks, and addresses that ask a little more or less. Pure."""

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, get_args
from urllib.parse import quote_plus, urlencode

from indexer.errors import BadQuery
from indexer.search.archive import Request
from indexer.search.language import Option

Sort = Literal["relevance", "newest", "oldest"]
FILTERS: tuple[Option, ...] = get_args(Option)
SORTS: tuple[Sort, ...] = get_args(Sort)
LIMIT = 10
_TOLD = 100
"""Letters of a wrong name or value that are said back."""
_SAID_ONCE = ("q", "sort", "page", "limit", "everything", "as_typed")
PARAMETERS = (*_SAID_ONCE, *FILTERS)
"""All that an address may say; named as the command's options."""
_YES, _NO = frozenset({"1", "yes", "true", "on"}), frozenset({"", "0", "no", "false", "off"})


@dataclass(frozen=True, slots=True)
class Asked:
    """The parameters of an address that we know, without blank values."""

    values: Mapping[str, Sequence[str]]

    @property
    def something(self) -> bool:
        """True where there is anything to look for: words or a filter."""
        return any(name in self.values for name in ("q", *FILTERS))

    def of(self, name: str) -> Sequence[str]:
        """All values of a parameter."""
        return self.values.get(name, ())

    def one(self, name: str) -> str:
        """The value of a parameter that is said once; empty where it is not said."""
        return next(iter(self.of(name)), "")

    def changed(self, changes: Mapping[str, Sequence[str]]) -> dict[str, Sequence[str]]:
        """The same with other values for some parameters, from the first page on."""
        values = {**self.values, "page": (), **changes}
        return {name: value for name, value in values.items() if value}

    def without(self, name: str, value: str) -> dict[str, Sequence[str]]:
        """The same without one value of a filter."""
        return self.changed({name: [other for other in self.of(name) if other != value]})


def asked(parameters: Mapping[str, Iterable[str]]) -> Asked:
    """The known parameters; unknown ones are for `check` to refuse."""
    kept = {
        name: tuple(value for value in parameters[name] if value.strip())
        for name in PARAMETERS
        if name in parameters
    }
    return Asked({name: values for name, values in kept.items() if values})


def address(path: str, values: Mapping[str, Sequence[str]]) -> str:
    """A path with these parameters, always in one order: the same question has the same address."""
    said = [(name, value) for name in PARAMETERS for value in values.get(name, ())]
    return f"{path}?{urlencode(said, safe='/:')}" if said else path


def with_one(address: str, name: str, value: str) -> str:
    """An address with one parameter more: quicker than `address` where there are many values."""
    return f"{address}{'&' if '?' in address else '?'}{name}={quote_plus(value, safe='/:')}"


def check(names: Iterable[str], known: Sequence[str] = PARAMETERS) -> None:
    """BadQuery for a parameter that we do not know: a filter is never ignored."""
    for name in names:
        if name not in known:
            near = difflib.get_close_matches(name, known, 1)
            meant = f" Did you mean “{near[0]}”?" if near else ""
            raise BadQuery(
                f"“{_told(name)}” is not a parameter of the search.{meant} Write one of: "
                + ", ".join(known)
                + "."
            )


def said_once(values: Mapping[str, Sequence[str]], names: Iterable[str]) -> None:
    """BadQuery for one of these parameters that has several values: none is ignored."""
    for name in names:
        if len(values.get(name, ())) > 1:
            raise BadQuery(f"“{name}” stands more than once in the address. Write it once.")


def as_request(asked: Asked, *, facets: bool) -> Request:
    """The search that is asked for; BadQuery says what is wrong with it."""
    said_once(asked.values, _SAID_ONCE)
    return Request(
        query=asked.one("q"),
        filters={name: asked.of(name) for name in FILTERS if asked.of(name)},
        sort=_sort(asked.one("sort")),
        page=_number("page", asked.one("page"), 1),
        limit=_number("limit", asked.one("limit"), LIMIT),
        everything=yes("everything", asked.one("everything")),
        facets=facets,
        as_typed=yes("as_typed", asked.one("as_typed")),
    )


def yes(name: str, value: str) -> bool:
    """A parameter that is 1 or 0; 0 where it is not said."""
    if value.strip().lower() in _YES | _NO:
        return value.strip().lower() in _YES
    raise BadQuery(f"“{name}” is “{_told(value)}”. Write 1 or 0.")


def _sort(value: str) -> Sort:
    for sort in SORTS:
        if value.strip() in (sort, ""):
            return sort
    raise BadQuery(f"“sort” is “{_told(value)}”. Write one of: {', '.join(SORTS)}.")


def _number(name: str, value: str, unsaid: int) -> int:
    if not value:
        return unsaid
    if not re.fullmatch(r"\s*[0-9]{1,9}\s*", value):
        raise BadQuery(f"“{name}” is “{_told(value)}”. Write a whole number.")
    return int(value)


def _told(value: str) -> str:
    return value if len(value) <= _TOLD else f"{value[:_TOLD]} …"
