"""Hyphens at line ends: whether they belong to the word or only to the line."""

import re
from collections.abc import Iterable, Iterator

from indexer.extract.characters import LINE_END_HYPHEN

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LAST_WORD = re.compile(rf"{_WORD.pattern}$")
_HYPHENATES = 0.03
"""Where fewer lines end with a hyphen, the text is not hyphenated: in 115 real pages from word
processors the only two were "co-ordinator" and "re-siting"."""


class Hyphens:
    """What a document as a whole tells of the hyphens at its line ends."""

    def __init__(self, lines: Iterable[str]) -> None:
        """Learn from the visual lines of the whole document."""
        texts = list(lines)
        ended = sum(text.endswith(LINE_END_HYPHEN) for text in texts)
        self._hyphenates = ended > _HYPHENATES * len(texts)
        self._words = frozenset(_whole_words(texts)) if ended else frozenset()

    def joined(self, before: str, after: str) -> str:
        """Two pieces of text that a hyphen at a line end (still on `before`) parts, made one."""
        before = before.removesuffix(LINE_END_HYPHEN)
        return before + ("-" if self._belongs(before, after) else "") + after

    def _belongs(self, before: str, after: str) -> bool:
        """Whether the hyphen is part of the word."""
        start, end = _LAST_WORD.search(before), _WORD.match(after)
        if not start or not end or not end[0][0].islower():
            return True
        first, second = start[0].lower(), end[0].lower()
        if f"{first}-{second}" in self._words:
            return True
        if first + second in self._words:
            return False
        if "-" in first:
            return True
        compound = min(len(first), len(second)) > 2 and {first, second} <= self._words
        return compound or not self._hyphenates


def _whole_words(lines: list[str]) -> Iterator[str]:
    """The words of a text but for the pieces on either side of a hyphen at a line end."""
    broken = False
    for line in lines:
        words = _WORD.findall(line.lower())
        first, broken = int(broken), line.endswith(LINE_END_HYPHEN)
        yield from words[first : -1 if broken else None]
