"""Small things that every reader of papers needs: paragraphs, marks, titles."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from indexer.model import Paragraph

_FILE_NOTE = re.compile(
    r"(?:(?:pdf|word|doc|excel) icon )?\b(?:PDF|DOCX?|XLSX?|HTML?|PPTX?) \d+(?:\.\d+)? ?[KM]B$",
    re.IGNORECASE,
)  # moderngov.md §9.13: the alternative text of the icon and the printed size
_LONGEST_NOTE = 60
"""Characters at the end of a title that are looked at, so that no long line costs time."""
BULLETS = "•·▪◦●○■□‣∙➢➤►∑\uf0b7\uf0a7\uf0d8\uf076\uf0fc"
"""The marks of lists; some are what the letters of a symbol font come out as."""
_BULLET = re.compile(rf"^(?:[{BULLETS}–—*-]\s*|o\s+)(?=\S)")
_NUMBER = re.compile(
    r"^\(?(?P<number>\d{1,3}(?:\.\d{1,3})*|[a-z]|[ivx]{1,4})[.)]\s+", re.IGNORECASE
)
_PARAGRAPH_NUMBER = re.compile(r"^\d{1,3}(?:\.\d{1,3})+\s+")
_SENTENCE = re.compile(rf"(?<=[.!?;])\s+(?=[A-Z“\"‘({BULLETS}])")
_ENDS = (".", "!", "?", ":", ";", ":-", "”", ")")


def without_file_note(title: str) -> str:
    """A title without "pdf icon PDF 330 KB"."""
    found = _file_note(title)
    return title[: found[0]].strip() if found else title.strip()


def has_file_note(text: str) -> bool:
    """True where the text ends as the link to a file does on an agenda page."""
    return _file_note(text) is not None


def _file_note(text: str) -> tuple[int, int] | None:
    start = max(0, len(text) - _LONGEST_NOTE)
    found = _FILE_NOTE.search(text[start:])
    return (start + found.start(), len(text)) if found else None


def bullet_of(text: str) -> bool:
    """True for a list entry with a bullet and no number."""
    return bool(_BULLET.match(text)) and part_number(text) is None


def part_number(text: str) -> str | None:
    """The number that opens a list entry: "1" of "1)  Note …", "a" of "(a) that …"."""
    found = _NUMBER.match(_BULLET.sub("", text, count=1))
    return found["number"] if found else None


def without_mark(text: str) -> str:
    """A list entry without its bullet and number; a paragraph without its "2.1"."""
    plain = _BULLET.sub("", text, count=1)
    return _PARAGRAPH_NUMBER.sub("", _NUMBER.sub("", plain, count=1), count=1)


def sentences(text: str) -> list[str]:
    """The sentences of a paragraph; good enough to tell routine words and promises apart."""
    return [part for part in _SENTENCE.split(text) if part.strip()]


def unfinished(text: str) -> bool:
    """True where a text stops in the middle of a sentence."""
    return not text.rstrip().endswith(_ENDS)


def continues(before: str, after: str) -> bool:
    """True where a paragraph is the rest of the one before, which a page or line end broke."""
    point = re.match(r"^\(([b-z])\)\s", after)
    if point and f" ({chr(ord(point[1]) - 1)}) " in before:
        return True  # points that run on within a paragraph: "(a) a date; (b) a body"
    if part_number(after) is not None or bullet_of(after) or not unfinished(before):
        return False
    return after[:1].islower() or (before.rstrip().endswith(",") and len(before) > 60)


def joined(paragraphs: Iterable[Paragraph]) -> Paragraph:
    """Paragraphs as one, with a space between, keeping the page of every part."""
    result: Paragraph | None = None
    for paragraph in paragraphs:
        if result is None:
            result = paragraph
            continue
        offset = len(result.text) + 1
        later = tuple((start + offset, page) for start, page in paragraph.starts)
        last = result.starts[-1][1] if result.starts else None
        starts = result.starts + tuple(part for part in later if part[1] != last)
        result = replace(result, text=f"{result.text} {paragraph.text}", starts=starts)
    if result is None:
        raise ValueError("no paragraphs to join")
    return result


def mended(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """Paragraphs with those joined that a page break of the original had cut in two."""
    result: list[Paragraph] = []
    for paragraph in paragraphs:
        if result and "\t" not in paragraph.text and continues(result[-1].text, paragraph.text):
            result[-1] = joined((result[-1], paragraph))
        else:
            result.append(paragraph)
    return result
