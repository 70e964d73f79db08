"""Work programmes whose cells came out of the file as lines, one under another."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from indexer.reading.named import POST
from indexer.reading.programme_cells import column_of, people_in_cell, when_of

_FEWEST = 3
"""Lines that head columns: with fewer they may be words of a list."""
_PEOPLE = {"officer", "member", "both"}


def in_rows(lines: Sequence[str]) -> list[str]:
    """The lines, with the cells below heads that stand one under another made rows, parted by tabs.

    What cannot be told apart there is left out: a cell is never taken for a matter of its own.
    """
    result: list[str] = []
    place = 0
    while place < len(lines):
        heads = _heads_at(lines, place)
        if not heads:
            result.append(lines[place])
            place += 1
            continue
        place += len(heads)
        end = place
        while end < len(lines) and "\t" not in lines[end] and not _heads_at(lines, end):
            end += 1
        rows = [row for row in _rows(lines[place:end], heads) if _stands(row, heads)]
        result += ["\t".join(heads), *("\t".join(row) for row in rows)]
        place = end
    return result


def _heads_at(lines: Sequence[str], place: int) -> Sequence[str]:
    """The lines from here on that head columns, if one is of the title and one of the date."""
    end, kinds = place, set[str]()
    while end < len(lines) and "\t" not in lines[end]:
        kind = column_of(lines[end])
        if kind is None or kind in kinds or when_of(lines[end]):
            break
        kinds.add(kind)
        end += 1
    return lines[place:end] if end - place >= _FEWEST and kinds >= {"when", "title"} else ()


def _rows(cells: Sequence[str], heads: Sequence[str]) -> Iterator[list[str]]:
    """The cells by row: a date goes for as many rows as stand under it, or each row has its own."""
    kinds = [column_of(head) for head in heads]
    if kinds[0] != "when":
        width = len(heads)
        yield from (list(cells[n : n + width]) for n in range(0, len(cells), width))
        return
    dates = [place for place, cell in enumerate(cells) if when_of(cell)]
    for place, end in pairwise([*dates, len(cells)]):
        below = cells[place + 1 : end]
        if not _PEOPLE & set(kinds) and len(below) != len(heads) - 1:
            continue  # nothing shows where a row of several ends
        for n in range(0, len(below), len(heads) - 1):
            yield [cells[place], *below[n : n + len(heads) - 1]]


def _stands(row: Sequence[str], heads: Sequence[str]) -> bool:
    """Whether a row is whole, with a date under its head and people or posts under theirs."""
    if len(row) != len(heads):
        return False
    for cell, head in zip(row, heads, strict=True):
        kind = column_of(head)
        if kind == "when" and when_of(cell) is None:
            return False
        if kind in _PEOPLE and not (people_in_cell(cell) or POST.search(cell)):
            return False
    return True
