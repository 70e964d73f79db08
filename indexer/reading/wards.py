"""The wards that a paper says it affects, as one list: all of them are "All", none are no wards."""

import re

from indexer.reading.named import name_of

_NONE = re.compile(
    r"^\W*(?:none|nil|n\W?a|tb[acd]|not\b|no (?:specific|particular|individual|one|single|direct|wards?|"
    r"divisions?)\b)",
    re.IGNORECASE,
)
_ALL = re.compile(
    r"^\W*(?:(?:affects |potentially )?all(?:(?: of)?(?: the)? (?:(?:electoral|city|borough|county|district"
    r"|council) )?(?:wards?|divisions?|areas?|parts?|members?|county|city|borough|district)\b"
    r"|\s*[-–—(),;.]|$)|(?:city|borough|county|district|council|authority|town)[ -]?wide\b)",
    re.IGNORECASE,
)
_BESIDE = re.compile(r"\s+[–—-]\s+(?P<rest>.*)$")
_LONGEST = 300
"""Characters of a list of wards: more is a sentence about them."""


def wards_named(words: str) -> tuple[str, ...]:
    """The wards of a list, without the members named beside; a name with "and" in it stays whole
    where no comma or semicolon shows a list. A question or a sentence names none.
    """
    words = " ".join(words.split()).strip(" .():;")
    if not words or len(words) > _LONGEST or words.endswith("?") or _NONE.match(words):
        return ()
    if _ALL.match(words):
        return ("All",)
    between = r"[,;]\s*(?:and\s+)?" + (r"|\s+and\s+" if re.search("[,;]", words) else "")
    parts = (_without_member(part.strip(" .()")) for part in re.split(between, words))
    return tuple(
        dict.fromkeys(part for part in parts if re.search(r"\w", part) and not _NONE.match(part))
    )


def _without_member(ward: str) -> str:
    """The ward of "Mill Bank – Councillor A Bell"."""
    beside = _BESIDE.search(ward)
    return ward[: beside.start()] if beside and name_of(beside["rest"]) else ward
