"""What was told already: the same paragraph in another copy of a paper, however it is set."""

import re
import unicodedata
from collections.abc import Iterable

from indexer.reading.words import without_mark

_LONG = 40
"""Letters from which a paragraph is known in the middle of what was told; a shorter one may stand
there by chance ("Noted."), and is known only as a paragraph."""
_SIGNS = str.maketrans({"&": "and", "–": "-", "—": "-"})


def key_of(text: str) -> str:
    """A paragraph for comparing: its letters and figures alone, without the mark of a list entry.

    So a word broken at a line's end, another shape of quotation mark, and a bullet are the same.
    What changes a figure counts: "5%" and "5" differ, and so do "5.5" and "55".
    """
    plain = unicodedata.normalize("NFKD", without_mark(text).translate(_SIGNS)).casefold()
    return "".join(re.findall(r"[^\W_]|[£$€%]|(?<=\d)[.,:/](?=\d)", plain)) or "".join(text.split())


class Known:
    """The paragraphs that earlier documents told of an item."""

    def __init__(self) -> None:
        """Nothing is known yet."""
        self._keys: set[str] = set()
        self._whole = "\n"

    def learn(self, texts: Iterable[str]) -> None:
        """Take in the paragraphs of a document, in order."""
        keys = [key_of(text) for text in texts]
        self._keys.update(keys)
        # Without anything between: another copy may break its paragraphs elsewhere.
        self._whole += "".join(keys) + "\n"

    def tells(self, text: str) -> bool:
        """True where all words of the paragraph were told in one run."""
        key = key_of(text)
        return key in self._keys or (len(key) >= _LONG and key in self._whole)

    def opens(self, text: str) -> bool:
        """True where a paragraph that was told begins with these words: they are it, cut."""
        key = key_of(text)
        return any(whole.startswith(key) for whole in self._keys)
