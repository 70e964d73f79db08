"""What kind of paper some bytes are: by their content first, then by their name. Pure functions.

Kinds that bear a mark of their own (PDF, DOCX, ODT, DOC) are what their mark says. Text bears none:
there the name decides, and what opens the text. Where a name promises what the bytes do not hold,
the promise is kept as the media type, so that the paper is held, fails at reading with the reason
that `why_unreadable` gives, and is listed.
"""

import codecs
import re
from pathlib import PurePosixPath

HEAD = 65_536
"""How many bytes from the start of a file the functions here want to see."""

PDF = "application/pdf"
HTML = "text/html"
XML = "application/xml"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ODT = "application/vnd.oasis.opendocument.text"
DOC = "application/msword"
MARKDOWN = "text/markdown"
TEXT = "text/plain"
KINDS = "PDF, HTML, XML, DOCX, ODT, DOC, text, Markdown"
"""What Minutebook takes, for people."""

_BY_SUFFIX = {
    ".pdf": PDF,
    ".html": HTML,
    ".htm": HTML,
    ".xhtml": HTML,
    ".xml": XML,
    ".docx": DOCX,
    ".docm": DOCX,
    ".odt": ODT,
    ".doc": DOC,
    ".md": MARKDOWN,
    ".markdown": MARKDOWN,
    ".txt": TEXT,
    ".text": TEXT,
}
SUFFIX = {kind: suffix for suffix, kind in reversed(_BY_SUFFIX.items())}
"""The usual ending of a file\'s name by media type, as ".pdf"."""
_MARKLESS = frozenset({HTML, XML, MARKDOWN, TEXT})

_PDF_WITHIN = 1024  # readers accept the mark anywhere in the first kilobyte
_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WORD_STREAM = "WordDocument".encode("utf-16-le")
_ZIP = b"PK\x03\x04"
# A local header of a zip is 30 bytes, then the entry's name.
_WORD_ENTRY = re.compile(rb"PK\x03\x04.{26}word/", re.DOTALL)
_ODT_ENTRY = re.compile(
    rb"PK\x03\x04.{26}mimetypeapplication/vnd\.oasis\.opendocument\.text(?!-)", re.DOTALL
)
_BEFORE_ROOT = r"(?:\s++|<\?.*?\?>|<!--.*?-->)*+"  # possessive: never tried in two ways
_HTML_ROOT = re.compile(
    rf"{_BEFORE_ROOT}(?:<!doctype\s+html|<(?:html|head|body)[\s>])", re.I | re.S
)
_XML_ROOT = re.compile(rf"\s*<\?xml\s|{_BEFORE_ROOT}<!doctype\s+(?!html)\w", re.I | re.S)
_SVG_ROOT = re.compile(rf"{_BEFORE_ROOT}(?:<!doctype\s+svg|<(?:\w+:)?svg[\s>])", re.I | re.S)
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_OTHERS = (
    (_OLE2, "an OLE2 file (an old Office format, or one locked with a password)"),
    (_ZIP, "a zip archive"),
    (b"{\\rtf", "RTF"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"\x89PNG", "a PNG picture"),
    (b"GIF8", "a GIF picture"),
)


def media_type(name: str, head: bytes) -> str | None:
    """The media type of a file of this name that begins so; None if it is no kind of paper.

    `name` may be a path; `head` is the first `HEAD` bytes, or all of a shorter file.
    """
    promised = _BY_SUFFIX.get(PurePosixPath(name.replace("\\", "/")).suffix.lower())
    if marked := _marked(head, promised):
        return marked
    text = _as_text(head)
    if text is None or promised not in (None, DOC, *_MARKLESS):
        return promised
    if promised == DOC:  # Word's "save as web page" keeps the old name
        return HTML if _HTML_ROOT.match(text) else DOC
    return _by_opening(text, promised)


def why_unreadable(media_type: str, head: bytes, size: int) -> str | None:
    """Why bytes held under this type cannot be that, as `status` lists it; None if they may be.

    `head` is the first `HEAD` bytes, `size` that of the whole file. That they may be does not
    promise that they are whole.
    """
    if size == 0:
        return "empty (0 bytes)"
    suffix = SUFFIX.get(media_type)
    if suffix is None or _may_be(media_type, head):
        return None
    return f"called {suffix}, but holds {_held(head)}"


def _marked(head: bytes, promised: str | None) -> str | None:
    """The kind whose mark the bytes bear."""
    opening = head.removeprefix(codecs.BOM_UTF8).lstrip()
    if opening.startswith(b"%PDF-"):
        return PDF
    if promised not in _MARKLESS and b"%PDF-" in head[:_PDF_WITHIN]:
        return PDF
    if head.startswith(_ZIP):
        if _ODT_ENTRY.match(head):
            return ODT
        return DOCX if _WORD_ENTRY.search(head) else None
    if head.startswith(_OLE2) and (promised in (DOC, DOCX) or _WORD_STREAM in head):
        return DOC  # or a locked DOCX, which the reader of DOC tells apart
    return None


def _by_opening(text: str, promised: str | None) -> str | None:
    """The kind of a text, by what opens it, else by what its name promises."""
    if _HTML_ROOT.match(text):
        return HTML
    if promised in (None, HTML) and _XML_ROOT.match(text) and not _SVG_ROOT.match(text):
        return XML
    return promised


def _may_be(media_type: str, head: bytes) -> bool:
    if media_type == PDF:
        return b"%PDF-" in head[:_PDF_WITHIN]
    if media_type in (DOCX, ODT):
        return head.startswith(_ZIP)
    if media_type == DOC:
        return head.startswith(_OLE2)
    return _as_text(head) is not None


def _as_text(head: bytes) -> str | None:
    """The text, if it is text: no NUL in it, once the byte-order mark has told how to read it."""
    for mark, encoding in _BOMS:
        if head.startswith(mark):
            text = head.decode(encoding, "replace").removeprefix("\ufeff")
            break
    else:
        text = head.decode("utf-8", "replace")
    return None if "\0" in text else text


def _held(head: bytes) -> str:
    """What bytes hold, in words that follow "but holds"."""
    if _marked(head, None) == PDF:
        return "a PDF"
    for mark, words in _OTHERS:
        if head.startswith(mark):
            return words
    text = _as_text(head)
    if text is None:
        return "other data (no text)" if head.strip(b"\0") else "only zeros"
    if not text.strip():
        return "only white space"
    return "an HTML page" if _HTML_ROOT.match(text) else "plain text"
