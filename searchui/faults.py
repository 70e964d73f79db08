"""Of which box of a form an error comes, and what is said at it. Pure."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

from indexer.errors import BadQuery
from indexer.search.language import Option, parse
from indexer.search.limits import LIMITS
from searchui.asking import Asked
from searchui.composing import BLANKS, compose

EMPTY = "Write a word to look for, or choose a filter"
_DAY = "Write a day, month or year, such as 2019, 2019-07 or 18 July 2019"
_ORDER = "Write a day that is not before the one in “From”"
_SEARCHED: tuple[Option, ...] = ("board", "officer", "member", "topic", "from", "to")
"""The filters that the search has a box for."""
_WORDS: Mapping[str, str] = {"from": _DAY, "to": _DAY}
"""What is said at a box whatever is wrong there: a query is told of days in other words than a form."""


class _Box(NamedTuple):
    """A box, how it is read by itself, and what is said at it."""

    id: str
    read: Callable[[], object]
    words: str | None = None


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with what was sent, and the identifier of its box, if it comes of one."""

    text: str
    box: str | None = None


def of_search(error: BadQuery, asked: Asked) -> Fault:
    """An error of the search page."""
    chosen = {name: asked.of(name) for name in _SEARCHED if asked.of(name)}
    boxes = [
        _Box("q", partial(parse, asked.one("q"), allow_empty=True)),
        *(
            _Box(f"{name}-{at}", partial(parse, "", {name: [value]}), _WORDS.get(name))
            for name, values in chosen.items()
            for at, value in enumerate(values, 1)
        ),
    ]
    if "from" in chosen and "to" in chosen:
        both: Mapping[Option, Sequence[str]] = {"from": chosen["from"], "to": chosen["to"]}
        boxes.append(_Box("to-1", partial(parse, "", both), _ORDER))
    return _fault(error, boxes)


def of_advanced(error: BadQuery, values: Mapping[str, str]) -> Fault:
    """An error of the advanced form."""
    boxes = [_Box(name, partial(_read, {name: values[name]}), _WORDS.get(name)) for name in BLANKS]
    both = {name: values[name] for name in ("from", "to")}
    return _fault(error, [*boxes, _Box("to", partial(_read, both), _ORDER)])


def cut(asked: Asked) -> Asked:
    """The same without what no search reads, so that a page which refuses it stays small."""
    return Asked(
        {name: [one[: LIMITS.characters] for one in said] for name, said in asked.values.items()}
    )


def _read(values: Mapping[str, str]) -> object:
    return parse(compose(values, ()), allow_empty=True)


def _fault(error: BadQuery, boxes: Iterable[_Box]) -> Fault:
    return next(_found(error, boxes), Fault(str(error)))


def _found(error: BadQuery, boxes: Iterable[_Box]) -> Iterator[Fault]:
    """One with words of its own is at fault whatever it is: in a query two of them may be one span."""
    for box in boxes:
        said = _wrong(box.read)
        if said and (box.words or said == str(error)):
            yield Fault(box.words or said, box.id)


def _wrong(read: Callable[[], object]) -> str | None:
    try:
        read()
    except BadQuery as error:
        return str(error)
    return None
