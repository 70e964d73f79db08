"""What a paper is called, where it does not say so itself: by its file, else by its first heading."""

import re
from collections.abc import Iterator, Sequence
from html import unescape

from indexer.dates import read_date
from indexer.model import Paragraph, Text
from indexer.reading.report_head import is_furniture
from indexer.reading.reports import merged_title
from indexer.reading.words import part_number

_OF_PROGRAM = re.compile(
    r"^(?:microsoft (?:office )?(?:word|powerpoint|excel|publisher|outlook|visio)\b.*"
    r"|(?:new )?(?:microsoft )?(?:word |office )?(?:document|presentation|workbook|spreadsheet|book|sheet"
    r"|slide|layout|scan|page|untitled|picture|image)[ _-]?\d*"
    r"|powerpoint[ -]presentation|untitled\b.{0,20}|no title|none|title|print|draft|slide 1|pdf|final"
    r"|scanned (?:document|image|from\b.*)|scan(?:ned)?[ _-]?\d.*|.{0,80}\btemplate|normal(?:\.dotm?)?"
    r"|(?:full|public) document pack|\(public pack\).*|remote desktop.{0,20}|about:blank|\W*)$",
    re.IGNORECASE,
)
_FILE_NAME = re.compile(
    r"^(?:\S{1,300}|.{1,300}\.(?:docx?|docm|dotx?|odt|rtf|pdf|xlsx?|pptx?|pub|html?|tmp|indd|txt|md|eml|msg))$",
    re.IGNORECASE,
)
_WORD = re.compile(r"^[A-Z][a-z]+$")
_GENERIC = r"(?:agendas?|minutes|meeting|notes?|terms of reference|dispositions?|actions?|decisions|report)"
_BODY = re.compile(
    rf"^(?!.*\b{_GENERIC}\b)(?:[\w&,'’()–-]+ ){{0,9}}(?:council|cabinet|board|committee|panel|executive|forum"
    r"|commission|department|directorate|sub-?committee|working (?:group|party))(?: \(\d{1,2}\))?$",
    re.IGNORECASE,
)
_PAPER_OF = re.compile(r"\b(?:paper|draft|proposals?|by the|discussion)\b", re.IGNORECASE)
_ANY = re.compile(rf"\b{_GENERIC}\b", re.IGNORECASE)
"""What is a title only together with its body: "Sixteenth Meeting", "Terms of Reference"."""
_NO_TITLE = re.compile(
    r"^(?:report(?: to| of)?|agenda item.{0,12}|item (?:no\.?|number)?.{0,6}|appendix \w{1,3}|annex \w{1,3}"
    r"|enc(?:losure)?\b.{0,6}|paper \(?\w{1,4}\)?.{0,12}|public|private|exempt|confidential|draft|open"
    r"|part \w{1,2}|to|from|subject)$"
    r"|\b(?:rooms?|floor)\b.{0,20}\d|\broom (?-i:[A-Z\d][A-Z\d/]{0,7})$"
    r"|\d(?:st|nd|rd|th) floor|\b[A-Z]{1,2}\d{1,2}[A-Z]? ?\d[A-Z]{2}$"
    r"|\b\d{1,2}[:.]\d\d\b|,$",
    re.IGNORECASE,
)
_ENDS = re.compile(
    r"^(?:venue|location|present|in attendance|attend\w+|apologies|contact|members\w*|participants"
    r"|introduction|purpose|background|(?:executive )?summary|contents|recommendations?)\b.{0,20}$",
    re.IGNORECASE,
)
"""Headings below which no title stands any more."""
_SHEET = 12
"""Paragraphs of the head of a paper in which its heading is looked for."""
_HEADING = re.compile(r"^(?=.{0,160}$)(?=.{0,40}[A-Za-z]{3}).{4,}")


def title_of(text: Text) -> str:
    """The title by the file's description, where that is one; else the first heading, else line.

    The name of a body alone ("LOCAL DATA PANEL") is a title only where the paper has no other heading.
    """
    described = described_title(text.title)
    if described and not _is_body(described):
        return described
    headed = _headed(text.paragraphs)
    if headed and not _is_body(headed):
        return headed
    first = merged_title(text.paragraphs)
    none = (
        is_furniture(first) or _NO_TITLE.search(first) or _ENDS.match(first) or first.endswith(".")
    )
    return headed or described or first if none else first


def described_title(title: str | None) -> str | None:
    """The title in a file's description; None for what a program or a file's name left there."""
    plain = " ".join(unescape(title or "").split())
    if _OF_PROGRAM.match(plain) or (_FILE_NAME.match(plain) and not _WORD.match(plain)):
        return None
    return plain


def _is_body(text: str) -> bool:
    return bool(_BODY.match(text)) and not _PAPER_OF.search(text)


def _headed(paragraphs: Sequence[Paragraph]) -> str | None:
    """The first heading that is no date, number or place; after its body where it needs it."""
    body = None
    for text in _headings(paragraphs):
        if _ENDS.match(text):
            break
        if _is_body(text):
            body = text
        elif not _NO_TITLE.search(text) and part_number(text) is None and not _is_date(text):
            return f"{body}: {text}" if body and _ANY.search(text) and body not in text else text
    return body


def _headings(paragraphs: Sequence[Paragraph]) -> Iterator[str]:
    for paragraph in paragraphs[:_SHEET]:
        text = " ".join(paragraph.text.split()).strip("-–—: ")
        if paragraph.strong and "\t" not in paragraph.text and _HEADING.match(text):
            yield text


def _is_date(text: str) -> bool:
    return read_date(text) is not None and len(text.split()) <= 8
