"""Characters and marks that every format shares: decoding, bullets, white space, list marks."""

import codecs
import contextlib
import re

from indexer.errors import Unreadable

MOST_CHARACTERS = 50_000_000
"""A paper with more text than this is refused: the longest packs hold some five million."""

LINE_END_HYPHEN = "\ufffe"
"""What pdfium puts for a hyphen at a line end, in place of the line break."""

DASHES = "-\u2013\u2014"
_BULLETS = "•·▪●○◦◆◇‣\u2043∙⦁■□❑❒➔➢➤►▶▸❖✓✔∑"
"""Among them ∑: what a Symbol bullet becomes on its way through an old character set."""
_WINGDINGS = "§Øüßÿ¨"
"""Signs that stand for arrows, ticks and boxes where the font of a bullet was lost."""
_ONE_TO_ONE = {
    **dict.fromkeys(range(0xE000, 0xF900), "•"),
    **dict.fromkeys(map(ord, "\u00a0\u1680\u2007\u202f\u3000\x00"), " "),
    **dict.fromkeys(range(0x2000, 0x200B), " "),
}
_TURNING = [0x61C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)]
"""Signs that turn the direction of writing, so that a text looks other than it reads."""
_CONTROLS = [*range(1, 9), 11, *range(14, 32), *range(127, 160)]
_DROPPED = dict.fromkeys([*_CONTROLS, 0xAD, 0x200B, 0x200C, 0x200D, 0xFEFF, *_TURNING])
_LIGATURES = dict(enumerate(("ff", "fi", "fl", "ffi", "ffl", "st", "st"), start=0xFB00))
_ALL = _ONE_TO_ONE | _DROPPED | _LIGATURES

_NUMBER = r"\(?\d{1,3}[.)]|\d{1,3}(?:\.\d{1,3})+[.)]?(?!\s?[ap]\.?m)"
_LETTER = r"\(?[a-z][.)]|\(?[A-Z]\)|\(?[ivx]{1,5}[.)]"
NUMBER_MARK = re.compile(rf"(?:{_NUMBER}|{_LETTER})(?=\s|$)|\d{{1,3}}[.)](?=[A-Z][a-z])")
"""A number or letter that begins a list entry or a numbered paragraph: "1)", "a)", "2.1", "13."."""

_BULLET = re.compile(
    rf"(?:[{_BULLETS}]+|[{DASHES}*o](?= )|[{DASHES}](?=[A-Z])|[{_WINGDINGS}](?= \(?[^\W\d_])) *(?=\S)"
)
_COMMON = re.compile(r"(?i)utf|us-ascii|ascii|iso-?8859-1$|latin-?1|windows-1252|cp1252")
"""Encodings that UTF-8 with windows-1252 covers; Latin 1 means the latter (WHATWG Encoding)."""
_END = re.compile(r"[.:;!?…][\"'”\u2019)\]]*$")
_STOPS_SHORT = re.compile(
    r"(?:,|\b(?:the|an?|and|or|of|to|for|with|by|in|on|at|from|that|which|as|than|be|is|are|was|were"
    r"|Councillors?|Cllrs?|Mrs?|Ms|Miss|Dr))$"
)
_DROP_SPACE = re.compile(r" *\t[ \t]*|[ \r\n\f\v]+")


def _from_windows(error: UnicodeError) -> tuple[str, int]:
    """Read the bytes that are no UTF-8 as windows-1252, one by one."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    wrong = error.object[error.start : error.end]
    return "".join(_windows_character(byte) for byte in wrong), error.end


def _windows_character(byte: int) -> str:
    return bytes([byte]).decode("windows-1252", "replace")


codecs.register_error("minutebook-windows", _from_windows)


def decode(data: bytes, declared: str | None = None) -> str:
    """Text in the encoding its byte order mark, else `declared`, says; else UTF-8 or windows-1252.

    Bytes that are no UTF-8 are read as windows-1252 where they stand, since both are met in one
    file, whatever it declares. Never fails.
    """
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", "replace")
    if declared and not _COMMON.match(declared):
        with contextlib.suppress(LookupError, ValueError):
            return data.decode(declared, "replace")
    return data.decode("utf-8-sig", "minutebook-windows")


def same_length(text: str) -> str:
    """The text with symbol bullets, NULs and odd spaces replaced, character by character."""
    return text.translate(_ONE_TO_ONE)


def tidy(text: str) -> str:
    """One line of text with single spaces, tabs only between cells, and no stray characters."""
    clean = text if text.isascii() and text.isprintable() else text.translate(_ALL)
    flat = _DROP_SPACE.sub(lambda run: "\t" if "\t" in run[0] else " ", clean)
    return flat.strip(" ")


def with_one_bullet(text: str) -> str:
    """The paragraph with "• " for whatever bullet it has; none before a number ("- 2.1 The …")."""
    bullet = _BULLET.match(text)
    if not bullet:
        return text
    rest = text[bullet.end() :]
    return rest if NUMBER_MARK.match(rest) else f"• {rest}"


def is_marked(text: str) -> bool:
    """Whether the text begins with a bullet or with the number of a list entry or paragraph."""
    return bool(_BULLET.match(text) or NUMBER_MARK.match(text))


def ends_sentence(text: str) -> bool:
    """Whether the text ends as a sentence, or a line that leads to a list, does."""
    return bool(_END.search(text))


def stops_short(text: str) -> bool:
    """Whether the text ends with a word that no sentence, heading or list entry ends with."""
    return bool(_STOPS_SHORT.search(text))


def within_limit(characters: int) -> None:
    """Unreadable if a paper has more text than any real one."""
    if characters > MOST_CHARACTERS:
        raise Unreadable(f"more than {MOST_CHARACTERS // 1_000_000} million characters of text")
