"""Lists of who was for and against: lines with a label, columns of names, crosses in a table. All pure."""

import re
from collections.abc import Mapping, Sequence
from typing import Literal

from indexer.model import Tally
from indexer.reading.number_words import number_of
from indexer.reading.vote_names import names_of, vote_sentences

Side = Literal["for", "against", "abstain", "not voting"]
Said = tuple[tuple[str, ...], int | None]
"""The names on one side, and the total printed."""

_SIDES: tuple[tuple[str, Side], ...] = (
    (r"for|in favou?r|ayes?|yeas?|yes|agreed", "for"),
    (r"against|nays?|noes|no", "against"),
    (r"abst(?:ain(?:ed|ing)?|entions?)(?:\s?/\s?(?:did )?not vot(?:ing|e))?", "abstain"),
    (r"(?:did )?not vot(?:ing|e)|absent|conflict(?: of interest)?", "not voting"),
)
_WHO = r"(?:(?:those|the following|members|councillors)\s(?:\w+\s){0,3}?)?(?:vot(?:es?|ed|ing)\s)?"
_OF_WHAT = (
    r"(?:\s(?:of\s)?(?:the\s)?(?:[a-z]+\s){0,2}?"
    r"(?:motion|amendment|recommendations?|proposals?|resolution))?"
)
_SIDE_WORDS = "|".join(rf"(?P<s{place}>{words})" for place, (words, _) in enumerate(_SIDES))
LABEL = re.compile(
    rf"(?:^|(?<=[.;:,)\]\t])\s{{0,3}}|(?<=\d)\s{{1,3}}){_WHO}(?:{_SIDE_WORDS}){_OF_WHAT}"
    rf"(?:\s{{0,3}}[(\[](?P<total>\d{{1,3}}|none|nil)[)\]])?"
    rf"(?:\s{{0,3}}(?::|\t|\s[–-]\s)[:\s–-]{{0,9}}|\s{{0,3}}(?=\d{{1,3}}\b)|$)",
    re.IGNORECASE,
)
BY_NAME = re.compile(
    r"^(?P<names>[^.;:]{4,600}?)\s(?:(?:who\s)?(?P<did>voted\s(?:for|in favour|against)|abstained)\b"
    r"|(?:asked|requested|wished)\s(?P<asked>(?:for|that|it\sto\sbe\s(?:recorded|noted)\sthat)\s"
    r"(?:(?:their|his|her)\s(?:votes?|names?)\s(?:[a-z]+\s){0,5}?(?:against|for|in favour|abst\w+)"
    r"|(?:their|his|her)\sabstentions?"
    r"|(?:they|he|she)\s(?:had\s)?(?:voted\s(?:against|for|in favour)|abstained)))\b)",
    re.IGNORECASE,
)
_TOTALS = re.compile(r"^(?:grand\s)?totals?\b", re.IGNORECASE)


def by_side(tally: Tally) -> list[tuple[Side, int]]:
    """The totals that are known, each with its side."""
    sides: tuple[tuple[Side, int | None], ...] = (
        ("for", tally.in_favour),
        ("against", tally.against),
        ("abstain", tally.abstain),
    )
    return [(side, number) for side, number in sides if number is not None]


def label_side(words: str) -> Side | None:
    """The side that a cell heads, if it is nothing but a label."""
    found = LABEL.fullmatch(words)
    return _which(found) if found else None


def _which(label: re.Match[str]) -> Side:
    return next(side for place, (_, side) in enumerate(_SIDES) if label[f"s{place}"])


def side_of(words: str) -> Side:
    """The side in "voted against" or "abstained"."""
    return (
        "against" if "against" in words.lower() else "abstain" if "abst" in words.lower() else "for"
    )


def sides_of(text: str, labels: list[re.Match[str]]) -> list[tuple[Side, Said, str]] | None:
    """What each label heads: side, names with total, and what stands after them; None if it is no vote."""
    result: list[tuple[Side, Said, str]] = []
    for place, label in enumerate(labels):
        end = labels[place + 1].start() if place + 1 < len(labels) else len(text)
        listed, further = _list_and_rest(text[label.end() : end])
        found = names_of(listed) if listed else ((), None)
        if found is None:
            return None
        total = number_of(label["total"]) if label["total"] else found[1]
        result.append((_which(label), (found[0], total), further))
    return result


def _list_and_rest(words: str) -> tuple[str, str]:
    """A list of names, which semicolons may part, and the sentences behind it."""
    parts = vote_sentences(words) or [""]
    end = 1
    while end < len(parts) and parts[end - 1].endswith(";") and names_of(parts[end]):
        end += 1
    return " ".join(parts[:end]), " ".join(parts[end:])


def totals_said(cells: Sequence[str], columns: Sequence[Side | None]) -> dict[Side, int]:
    """The totals in the last row of a table of crosses: "Total, 12, 9, 1"; empty for any other row."""
    totals = _TOTALS.match(cells[0]) or all(cell.isdecimal() for cell in cells)
    if len(columns) != len(cells) or not totals:
        return {}
    beside = zip(cells, columns, strict=True)
    return {side: int(cell) for cell, side in beside if side and re.fullmatch(r"\d{1,3}", cell)}


def names_in_columns(
    rows: Sequence[Sequence[str]], sides: Sequence[Side], printed: Mapping[Side, int]
) -> dict[Side, tuple[str, ...]]:
    """The names of a table that has a column for each side, filled from above.

    A row with fewer cells than there are columns is told by the totals alone: it goes on with the
    sides that have so many names. Where they do not tell it, no names are taken at all.
    """
    found: dict[Side, tuple[str, ...]] = {}
    for place, cells in enumerate(rows):
        going = [side for side in sides if printed.get(side, 0) > place]
        there = sides if len(cells) == len(sides) else going
        named = [names_of(cell) if cell else ((), None) for cell in cells]
        if len(cells) != len(there) or (len(there) < len(sides) and len(printed) < len(sides)):
            return {}
        for side, names in zip(there, named, strict=True):
            found[side] = (*found.get(side, ()), *(names[0] if names else ()))
    return found


def total_in(label: str) -> int | None:
    """The total that a label prints: 6 of "For (6)"."""
    found = LABEL.fullmatch(label)
    return number_of(found["total"]) if found and found["total"] else None


def cells_said(
    cells: Sequence[str], sides: Sequence[Side | None], columns: Sequence[Side | None]
) -> list[tuple[tuple[str, ...], Side]]:
    """The names in a row, each with its side."""
    if columns and len(columns) == len(cells):
        marks = [c.lower() in {"x", "✓", "✔", "√", "y", "yes", "1"} for c in cells]
        if any(marks) and (who := names_of(cells[0])):
            return [
                (who[0], side) for side, mark in zip(columns, marks, strict=True) if mark and side
            ]
        listed = [(names_of(cell), side) for cell, side in zip(cells, columns, strict=True) if cell]
        return [(found[0], side) for found, side in listed if found and side]
    who = names_of(cells[0])
    side = sides[-1]
    return [(who[0], side)] if who and side and len(cells) == 2 else []
