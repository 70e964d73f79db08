"""Bytes to `Text`: a format is a function, chosen by media type."""

from typing import TYPE_CHECKING

from indexer.errors import NotReadYet, Unreadable
from indexer.media import DOC, DOCX, ODT
from indexer.model import Text

if TYPE_CHECKING:
    from indexer.extract.ocr import Recogniser

_NOT_YET = {
    "application/xml": "XML files",
    "text/xml": "XML files",
}
_BEGINNINGS = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a zip archive or an Office document"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document"),
    (b"{\\rtf", "rich text (RTF)"),
    (b"\xff\xd8\xff", "a picture"),
    (b"\x89PNG", "a picture"),
    (b"GIF8", "a picture"),
    (b"II*\x00", "a picture"),
    (b"MM\x00*", "a picture"),
)
_MARKUP = (b"<!doctype html", b"<html", b"<head", b"<body", b"<?xml")


def extract(media_type: str, data: bytes, recognise: "Recogniser | None" = None) -> Text:
    """The words of a paper.

    `media_type` is as a server sends it, with or without parameters ("text/html; charset=utf-8").
    Words of pages that are pictures are recognised by `recognise`, where it is given.
    Unreadable, with the reason in plain words, if it is broken, empty or of a kind we do not read;
    NotReadYet for kinds that are held for a later version.
    """
    kind, encoding = _parts(media_type)
    if not data:
        raise Unreadable("empty (0 bytes)")
    if kind in _NOT_YET:
        raise NotReadYet(f"{_NOT_YET[kind]} are held, but this version does not read them")
    text = _extract(kind, encoding, data, recognise)
    if not text.paragraphs:
        raise Unreadable("no text")
    return text


def _extract(kind: str, encoding: str | None, data: bytes, recognise: "Recogniser | None") -> Text:
    if kind == "application/pdf":
        _check_is("a PDF", data)
        from indexer.extract.pdf import extract_pdf

        return extract_pdf(data, recognise)
    if kind in {"text/plain", "text/markdown"}:
        _check_is("text", data)
        from indexer.extract.plain import extract_plain

        return extract_plain(data, encoding)
    if kind in {"text/html", "application/xhtml+xml"}:
        _check_is("a web page", data)
        from indexer.extract.html import extract_html

        return extract_html(data, encoding)
    if kind in {DOCX, ODT, DOC}:
        try:
            return _extract_office(kind, data)
        except RecursionError as error:
            raise Unreadable("nested too deeply to read") from error
    raise Unreadable(f"files of this kind are not read: {kind or 'of unknown kind'}")


def _extract_office(kind: str, data: bytes) -> Text:
    if kind == DOCX:
        from indexer.extract.docx import extract_docx

        return extract_docx(data)
    if kind == ODT:
        from indexer.extract.odt import extract_odt

        return extract_odt(data)
    from indexer.extract.doc import extract_doc

    return extract_doc(data)


def _parts(media_type: str) -> tuple[str, str | None]:
    """Kind and encoding of a media type: ("text/html", "utf-8")."""
    kind, *parameters = (part.strip() for part in media_type.split(";"))
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "charset" and value.strip("\"' "):
            return kind.lower(), value.strip("\"' ")
    return kind.lower(), None


def _check_is(wanted: str, data: bytes) -> None:
    """Unreadable if the first bytes say that the file is something else."""
    if wanted == "a PDF":
        if b"%PDF-" not in data[:1024]:
            raise Unreadable(f"not a PDF: it holds {_content(data)}")
        return
    found = next((name for start, name in _BEGINNINGS if data.startswith(start)), None)
    if found:
        raise Unreadable(f"not {wanted}: it holds {found}")


def _content(data: bytes) -> str:
    """What a file holds, by its first bytes."""
    for start, name in _BEGINNINGS:
        if data.startswith(start):
            return name
    head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.lower().startswith(_MARKUP):
        return "a web page or XML"
    if not head.strip(b"\x00"):
        return "nothing but zeros" if b"\x00" in data[:4096] else "nothing but white space"
    return "plain text" if _looks_like_text(head) else "something else"


def _looks_like_text(head: bytes) -> bool:
    odd = sum(byte < 32 and byte not in b"\t\n\r\f" for byte in head)
    return odd == 0 or odd < len(head) // 100
