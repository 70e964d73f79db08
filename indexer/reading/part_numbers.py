"""The numbers of a decision's parts: what they look like, and which comes after which."""

import re

from indexer.reading.deeds import DEED
from indexer.reading.words import part_number

FIRST = {"1", "a", "i", "1.1"}
"""Numbers with which a list begins."""
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv",
          "xv")  # fmt: skip
_DOTTED = re.compile(rf"^(?P<number>\d{{1,2}}\.\d{{1,2}})\s+(?=[A-Z“\"]|(?:that|to|{DEED})\b)")


def number_of(text: str) -> str | None:
    """The number that opens a part: "1", "a", or "1.1" with no full stop behind it."""
    found = part_number(text)
    if found is None and (dotted := _DOTTED.match(text)):
        return dotted["number"]
    return found


def number_after(before: str, like: str) -> str | None:
    """The number that comes after another: "4" after "3", "b" after "a", "iv" after "iii", "1.2"."""
    if "." in before:
        whole, _, last = before.rpartition(".")
        return f"{whole}.{int(last) + 1}"
    if before.isdigit():
        return str(int(before) + 1)
    lower = before.lower()
    both = {chr(ord(lower) + 1)} if len(lower) == 1 else set()
    if lower in _ROMAN[:-1]:
        both.add(_ROMAN[_ROMAN.index(lower) + 1])
    return like if like.lower() in both else None
