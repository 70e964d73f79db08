"""The marks of Markdown, line by line: what to take away and what they say."""

import re
from dataclasses import dataclass

from indexer.extract.characters import NUMBER_MARK, tidy, with_one_bullet

_FRONT = re.compile(r"\A---[ \t]*\r?\n(.*?)\r?\n---[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_TITLE = re.compile(r"^title:[ \t]*(.+)$", re.MULTILINE)
_BLOCK_TAG = re.compile(r"(?mi)^[ \t]*<(?:p|div|ul|ol|table|h[1-6]|section|article)\b[^>]*>")
_RULE = re.compile(r"\s*(?:([-*_=])[ \t]*)(?:\1[ \t]*){2,}$")
_HEADING = re.compile(r"\s{0,3}#{1,6}\s+(.*?)(?:\s+#+)?\s*$")
_QUOTE = re.compile(r"^\s{0,3}>+ ?")
_CELL_RULE = r"\s*(?::-+:?|-+:|-{2,})\s*"
_TABLE_RULE = re.compile(rf"\s*\|?{_CELL_RULE}(?:\|{_CELL_RULE})*\|?\s*$")
_TABLE_ROW = re.compile(r"\s*\|(.*)\|\s*$")
_PIPE = re.compile(r"(?<!\\)\|")
_IMAGE_OR_LINK = re.compile(r"!?\[([^\[\]]*)\]\((?:[^()\s]|\([^()\s]*\))*(?:\s+\"[^\"]*\")?\)")
_BARE_LINK = re.compile(r"<((?:https?://|mailto:|www\.)[^<>\s]+|[^<>@\s]+@[^<>@\s]+)>")
_STARS = re.compile(r"(?<![\\*])(\*{1,3})(?=[^\s*])(.+?)(?<=[^\s\\*])\1(?!\*)")
_UNDERLINES = re.compile(r"(?<![\w\\])(_{1,3})(?=[^\s_])(.+?)(?<=[^\s\\_])\1(?!\w)")
_CODE = re.compile(r"`+([^`]+)`+")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_BOLD_ALL = re.compile(r"(\*\*|__)(?=\S)((?:(?!\1).)+)\1[ \t:]*(?:\([^()]*\))?$")

_LONGEST_MARKED = 20_000
"""In longer lines marks are left alone: looking for pairs of them would take too long."""


@dataclass(frozen=True, slots=True)
class MarkedLine:
    """A line without its marks; empty text for a blank one."""

    text: str
    strong: bool = False
    row: bool = False


def front_matter(text: str) -> tuple[str | None, str]:
    """The title in the block between "---" lines at the head of a file, and the rest."""
    block = _FRONT.match(text)
    if not block:
        return None, text
    title = _TITLE.search(block[1])
    return (tidy(title[1]).strip("\"'") or None) if title else None, text[block.end() :]


def holds_html(text: str) -> bool:
    """Whether lines of the file begin with block tags of HTML."""
    return bool(_BLOCK_TAG.search(text))


def read_line(raw: str) -> MarkedLine | None:
    """What a line says, without the marks of Markdown; None for a line of marks alone."""
    if len(raw) > _LONGEST_MARKED:
        return MarkedLine(tidy(raw.replace("\t", " ")))
    line = _QUOTE.sub("", raw.replace("\u00a0", " "))
    if _TABLE_RULE.match(line) and "|" in line:
        return None
    if _RULE.match(line):
        return MarkedLine("")
    if heading := _HEADING.match(line):
        return MarkedLine(_plain(heading[1]), strong=True)
    if row := _TABLE_ROW.match(line):
        cells = [_plain(cell) for cell in _PIPE.split(row[1])]
        return MarkedLine("\t".join(cells), row=True)
    if "\t" in line.lstrip("\t").rstrip("\r\n"):
        return MarkedLine("\t".join(map(_plain, line.split("\t"))), row=True)
    text = with_one_bullet(line.strip())
    number = NUMBER_MARK.match(text)
    strong = bool(_BOLD_ALL.match(text[number.end() if number else 0 :].strip()))
    return MarkedLine(with_one_bullet(_plain(text)), strong=strong)


def _plain(text: str) -> str:
    """Running text without the marks for bold, links and the like."""
    text = _IMAGE_OR_LINK.sub(r"\1", text)
    text = _BARE_LINK.sub(r"\1", text)
    text = _CODE.sub(r"\1", text)
    for marks in (_STARS, _STARS, _UNDERLINES):
        text = marks.sub(_without_marks, text)
    return tidy(_ESCAPE.sub(r"\1", text))


def _without_marks(marked: re.Match[str]) -> str:
    """What stands between the marks; parted from a colon before it ("Author:**Name**")."""
    before = marked.string[: marked.start()][-1:]
    return (" " if before in {":", ";", ","} else "") + marked[2]
