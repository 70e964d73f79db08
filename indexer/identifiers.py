"""Identifiers: paths that name a meeting, an item, a document. They are paths of the pages too."""

import re
import unicodedata
from datetime import date as Date
from datetime import time as Time

SLUG_LENGTH = 80
RESERVED = frozenset(
    {
        *("api", "static", "search", "advanced", "browse", "new", "coverage", "about"),
        *("accessibility", "officers", "members", "topics", "wards"),
        *("documents", "papers", "decisions"),
    }
)
"""Words that no council is called, since the pages have them as paths."""
_APOSTROPHES = re.compile("['’‘`´]")
_OTHER = re.compile(r"[^a-z0-9]+")


def slug(text: str) -> str:
    """Lower case, accents folded, apostrophes dropped, `&` as "and", other runs one hyphen.

    At most 80 characters, cut at a word. A text without a letter or digit gives "untitled".
    """
    plain = unicodedata.normalize("NFKD", _APOSTROPHES.sub("", text).replace("&", " and "))
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter)).lower()
    words = _OTHER.sub("-", plain).strip("-")
    if len(words) > SLUG_LENGTH:
        cut = words[: SLUG_LENGTH + 1].rpartition("-")[0]
        words = cut or words[:SLUG_LENGTH]
    return words or "untitled"


def meeting_id(council: str, board: str, date: Date, second_start: Time | None = None) -> str:
    """`COUNCIL/BOARD/DATE`; a second sitting that day adds its start, `-1400`."""
    identifier = f"{council}/{slug(board)}/{date.isoformat()}"
    return f"{identifier}-{second_start:%H%M}" if second_start else identifier


def item_id(parent: str, title: str, taken: set[str]) -> str:
    """The parent's identifier and the title's slug; a further one of that title `-2`, `-3` …

    `taken` are the identifiers already given; the new one is added to it.
    """
    identifier = free(f"{parent}/{slug(title)}", taken)
    taken.add(identifier)
    return identifier


def free(identifier: str, taken: set[str]) -> str:
    """The identifier, or the first of `-2`, `-3` … that is not taken."""
    number, candidate = 1, identifier
    while candidate in taken:
        number += 1
        candidate = f"{identifier}-{number}"
    return candidate


def paper_id(council: str, title: str, body_hash: str) -> str:
    """A paper without a meeting: `COUNCIL/papers/TITLE-SLUG-HASH8`."""
    return f"{council}/papers/{slug(title)}-{body_hash[:8]}"
