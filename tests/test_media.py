"""Kinds of paper, told by content first and then by name."""

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.media import (
    DOC,
    DOCX,
    HEAD,
    HTML,
    MARKDOWN,
    ODT,
    PDF,
    TEXT,
    XML,
    media_type,
    why_unreadable,
)

OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
WORD = OLE2 + bytes(1024) + "WordDocument".encode("utf-16-le")
PAGE = b"\r\n<!DOCTYPE html>\r\n<html lang='en'><head><title>Agenda</title>"
XHTML = b'<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0"><html xmlns="x">'


def zipped(*entries: tuple[str, bytes]) -> bytes:
    """A zip archive of these entries."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries:
            stored = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(name, content, stored)
    return data.getvalue()


WORD_ZIP = zipped(("[Content_Types].xml", b"<Types/>"), ("word/document.xml", b"<w:document/>"))
SHEET_ZIP = zipped(("[Content_Types].xml", b"<Types/>"), ("xl/workbook.xml", b"<workbook/>"))
ODT_ZIP = zipped(("mimetype", ODT.encode()), ("content.xml", b"<x/>"))
ODS_ZIP = zipped(("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"))
OTT_ZIP = zipped(("mimetype", ODT.encode() + b"-template"))


@pytest.mark.parametrize(
    ("name", "head", "kind"),
    [
        # content that bears a mark, whatever the name
        ("minutes.pdf", b"%PDF-1.7\n", PDF),
        ("MINUTES.PDF", b"junk before it\n%PDF-1.4\n", PDF),
        ("mgConvert2PDF.aspx", b"\xef\xbb\xbf\r\n%PDF-1.4", PDF),
        ("minutes.doc", b"%PDF-1.4", PDF),
        ("minutes.txt", b"%PDF-1.4", PDF),
        ("report.docx", WORD_ZIP, DOCX),
        ("report.doc", WORD_ZIP, DOCX),
        ("report", WORD_ZIP, DOCX),
        ("report.odt", ODT_ZIP, ODT),
        ("report", ODT_ZIP, ODT),
        ("report.doc", OLE2, DOC),
        ("report.docx", OLE2, DOC),
        ("REPORT.DOC", WORD, DOC),
        ("report", WORD, DOC),
        # text, by its opening and its name
        ("page.html", PAGE, HTML),
        ("ieListDocuments.aspx?CId=1&MId=2", PAGE, HTML),
        ("page", b"<!-- Modern.gov Reverse CMS -->\n<html>", HTML),
        ("page.txt", PAGE, HTML),
        ("page.xml", XHTML, HTML),
        ("page.html", XHTML, HTML),
        ("minutes.doc", PAGE, HTML),
        ("page.htm", b"<div id='modgov'>no root</div>", HTML),
        ("page.html", '\ufeff<html lang="en">'.encode("utf-16"), HTML),
        ("meeting.xml", b"<?xml version='1.0'?><meeting/>", XML),
        ("meeting.xml", b"<meeting/>", XML),
        ("meeting.html", b"<?xml version='1.0'?><meeting/>", XML),
        ("GetMeeting", b"\xef\xbb\xbf<?xml version='1.0'?><!-- a --><meeting/>", XML),
        ("minutes.txt", b"Minutes of the meeting", TEXT),
        ("minutes.txt", b"In the PDF, %PDF-1.4 comes first", TEXT),
        ("minutes.txt", "Minutes".encode("utf-16"), TEXT),
        ("minutes.text", "Café".encode("latin-1"), TEXT),
        ("minutes.md", b"# Minutes", MARKDOWN),
        ("minutes.markdown", b"<h1 align=center>Minutes</h1>", MARKDOWN),
        # no kind of paper
        ("photo.jpg", b"\xff\xd8\xff\xe0\x00\x10JFIF", None),
        ("budget.xlsx", SHEET_ZIP, None),
        ("budget.ods", ODS_ZIP, None),
        ("letter.ott", OTT_ZIP, None),
        ("papers.zip", zipped(("minutes.pdf", b"%PDF-1.4")), None),
        ("budget.xls", OLE2, None),
        ("zeros.bin", bytes(1000), None),
        ("notes", b"just some text", None),
        ("script.py", b"import this", None),
        ("crest.svg", b"<?xml version='1.0'?><svg xmlns='x'/>", None),
        ("empty", b"", None),
        ("", b"", None),
        # a name that promises what the bytes do not hold: taken, so that it is listed
        ("minutes.pdf", b"Minutes of the meeting", PDF),
        ("minutes.pdf", PAGE, PDF),
        ("minutes.pdf", bytes(1000), PDF),
        ("minutes.pdf", b"", PDF),
        ("minutes.docx", SHEET_ZIP, DOCX),
        ("minutes.doc", b"{\\rtf1\\ansi", DOC),
        ("minutes.txt", bytes(1000), TEXT),
        ("minutes.html", b"", HTML),
        ("old\\papers.pdf\\minutes.txt", b"Minutes", TEXT),
    ],
)
def test_kind(name: str, head: bytes, kind: str | None) -> None:
    """The kind is what the bytes say, else what the name promises, else none."""
    assert media_type(name, head) == kind


@pytest.mark.parametrize(
    ("kind", "head", "reason"),
    [
        (PDF, b"", "empty (0 bytes)"),
        (TEXT, b"", "empty (0 bytes)"),
        (PDF, b"Minutes of the meeting", "called .pdf, but holds plain text"),
        (PDF, PAGE, "called .pdf, but holds an HTML page"),
        (PDF, bytes(1000), "called .pdf, but holds only zeros"),
        (PDF, b" \r\n ", "called .pdf, but holds only white space"),
        (PDF, b"\x00\x01\x02", "called .pdf, but holds other data (no text)"),
        (PDF, WORD_ZIP, "called .pdf, but holds a zip archive"),
        (PDF, b"\xff\xd8\xff\xe0\x00", "called .pdf, but holds a JPEG picture"),
        (DOCX, b"PK", "called .docx, but holds plain text"),
        (
            DOCX,
            OLE2,
            "called .docx, but holds an OLE2 file"
            " (an old Office format, or one locked with a password)",
        ),
        (DOC, b"{\\rtf1\\ansi", "called .doc, but holds RTF"),
        (DOC, PAGE, "called .doc, but holds an HTML page"),
        (ODT, b"%PDF-1.4", "called .odt, but holds a PDF"),
        (TEXT, bytes(10), "called .txt, but holds only zeros"),
        (HTML, b"\x89PNG\r\n\x1a\n\0", "called .html, but holds a PNG picture"),
        (MARKDOWN, "unmarked".encode("utf-16-le"), "called .md, but holds other data (no text)"),
    ],
)
def test_reason(kind: str, head: bytes, reason: str) -> None:
    """Bytes that cannot be what their name promises are told from those that may be."""
    assert why_unreadable(kind, head, len(head)) == reason


@pytest.mark.parametrize(
    ("kind", "head"),
    [
        (PDF, b"%PDF-1.4 and then nothing"),
        (PDF, b"HTTP/1.1 200 OK\r\n\r\n%PDF-1.4"),
        (DOCX, WORD_ZIP),
        (ODT, ODT_ZIP),
        (DOC, OLE2),
        (HTML, b"<p>"),
        (XML, "\ufeff<a/>".encode("utf-16-be")),
        (TEXT, "Café".encode("latin-1")),
        (MARKDOWN, b"# Minutes"),
        ("image/jpeg", b"whatever"),
    ],
)
def test_no_reason(kind: str, head: bytes) -> None:
    """Bytes that may be of their kind have no reason against them, nor those of unknown kinds."""
    assert why_unreadable(kind, head, len(head)) is None


@given(st.text(), st.binary(max_size=3000))
def test_any_name_and_bytes(name: str, head: bytes) -> None:
    """Any name and bytes have a kind or none, and a kind told by content has nothing against it."""
    for suffix in ("", ".pdf", ".docx", ".doc", ".odt", ".txt", ".html", ".xml", ".md"):
        kind = media_type(name + suffix, head)
        if kind is not None:
            why_unreadable(kind, head, len(head))
    bare = media_type("bare", head)
    assert bare is None or why_unreadable(bare, head, len(head)) is None


def test_long_opening_is_read_at_once() -> None:
    """A head full of comments, or of spaces, does not keep the patterns busy."""
    for head in (
        b"<!-- " * (HEAD // 5),
        b" " * HEAD,
        b"<?xml?>" * (HEAD // 7),
        b"PK\x03\x04" * 9000,
    ):
        media_type("page", head)
