"""What a PDF holds beside its pages: the bookmarks of its outline, and files attached to it."""

import logging
from collections.abc import Iterator
from itertools import islice

import pypdfium2.raw as pdfium
from pypdfium2 import PdfAttachment, PdfBookmark, PdfDocument, PdfiumError, PdfPage

from indexer.extract.characters import tidy
from indexer.model import Bookmark

MOST_BOOKMARKS = 10_000
MOST_ATTACHED = 1_000
_DEEPEST = 15
_LONGEST = 300
"""Characters kept of a bookmark's title or a file's name: more is no title."""
_MOST_NOTES = 500
"""Annotations of one page that are looked at."""

logging.getLogger("pypdfium2").setLevel(logging.CRITICAL)  # it warns of every circle in an outline


def bookmarks(pdf: PdfDocument) -> tuple[Bookmark, ...]:
    """The outline in order; an entry that leads to no page has that of the entry under it, if any.

    pdfium enters no entry twice, so an outline that runs in a circle ends.
    """
    entries = list(islice(pdf.get_toc(max_depth=_DEEPEST), MOST_BOOKMARKS))
    found: list[Bookmark] = []
    for entry in reversed(entries):
        title, page = tidy(entry.get_title()[: 4 * _LONGEST])[:_LONGEST], _page_of(entry)
        if page is None and found and found[-1].level > entry.level:
            page = found[-1].page
        if title and page is not None:
            found.append(Bookmark(title, page, entry.level))
    return tuple(reversed(found))


def _page_of(entry: PdfBookmark) -> int | None:
    destination = entry.get_dest()
    index = destination.get_index() if destination else None
    return index + 1 if index is not None and index >= 0 else None


def attached_files(pdf: PdfDocument) -> Iterator[str]:
    """The names of files attached to the document as a whole."""
    for number in range(min(pdf.count_attachments(), MOST_ATTACHED)):
        try:
            yield _name(pdf.get_attachment(number))
        except PdfiumError:
            continue  # an entry without a file


def files_on(page: PdfPage) -> Iterator[str]:
    """The names of files that are pinned to a page."""
    for number in range(min(pdfium.FPDFPage_GetAnnotCount(page.raw), _MOST_NOTES)):
        note = pdfium.FPDFPage_GetAnnot(page.raw, number)
        if not note:
            continue
        if pdfium.FPDFAnnot_GetSubtype(note) == pdfium.FPDF_ANNOT_FILEATTACHMENT:
            file = pdfium.FPDFAnnot_GetFileAttachment(note)
            if file:
                yield _name(PdfAttachment(file, page.pdf))
        pdfium.FPDFPage_CloseAnnot(note)


def _name(file: PdfAttachment) -> str:
    return tidy(file.get_name())[:_LONGEST] or "without a name"
