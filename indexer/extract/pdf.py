"""PDF to text: pdfium first, pypdf where pdfium cannot."""

import io
import logging
from collections.abc import Iterator

from pypdfium2 import PdfDocument, PdfiumError, PdfPage
from pypdfium2.raw import (
    FPDF_ERR_PASSWORD,
    FPDF_PAGEOBJ_TEXT,
    FPDFPage_CountObjects,
    FPDFPage_GetObject,
    FPDFPageObj_GetType,
)

from indexer.errors import Unreadable
from indexer.extract.characters import tidy, within_limit
from indexer.extract.furniture import PageLines, without_furniture
from indexer.extract.layout import paragraphs_of
from indexer.extract.lines import lines_of
from indexer.model import Text

MOST_PAGES = 5_000
_BROKEN = "the PDF is cut off or broken"
_LOCKED = "locked with a password"


def extract_pdf(data: bytes) -> Text:
    """Text of a PDF, paragraph by paragraph, with pages.

    Unreadable if it is broken, locked with a password, pictures only, or larger than any paper.
    """
    try:
        pages, empty, title = _read(data)
    except PdfiumError as error:
        if error.err_code == FPDF_ERR_PASSWORD:
            raise Unreadable(_LOCKED) from error
        return _second_try(data)
    if not any(page.lines for page in pages):
        raise Unreadable(_only_pictures(len(pages)))
    kept, printed = without_furniture(pages)
    return Text(
        paragraphs=paragraphs_of(kept),
        pages=len(pages),
        printed=printed,
        without_text=tuple(page.number for page in kept if not page.lines and page.number in empty),
        title=title,
    )


def _read(data: bytes) -> tuple[list[PageLines], frozenset[int], str | None]:
    """All pages, the numbers of those that show something besides text, and the title."""
    with PdfDocument(data) as pdf:
        _check_pages(len(pdf))
        characters, pages, pictured = 0, [], set()
        for page, number in _pages(pdf):
            lines = tuple(lines_of(page, number))
            characters += sum(len(line.text) for line in lines)
            within_limit(characters)
            if _shows_something(page):
                pictured.add(number)
            width, height = page.get_size()
            pages.append(PageLines(number, width, height, lines))
        title = tidy(pdf.get_metadata_value("Title"))
    return pages, frozenset(pictured), title or None


def _pages(pdf: PdfDocument) -> Iterator[tuple[PdfPage, int]]:
    for index in range(len(pdf)):
        page = pdf[index]
        try:
            yield page, index + 1
        finally:
            page.close()


def _shows_something(page: PdfPage) -> bool:
    """Whether anything but text is drawn on a page: a scan, not an empty back."""
    count = FPDFPage_CountObjects(page.raw)
    kinds = (FPDFPageObj_GetType(FPDFPage_GetObject(page.raw, number)) for number in range(count))
    return any(kind != FPDF_PAGEOBJ_TEXT for kind in kinds)


def _check_pages(pages: int) -> None:
    if pages == 0:
        raise PdfiumError("no pages")
    if pages > MOST_PAGES:
        raise Unreadable(f"more than {MOST_PAGES:,} pages")


def _only_pictures(pages: int) -> str:
    where = "page" if pages == 1 else f"{pages} pages"
    return f"only pictures: no text on its {where}"


def _second_try(data: bytes) -> Text:
    """What pypdf makes of a PDF that pdfium does not open: lines without places."""
    from pypdf import PdfReader
    from pypdf.errors import FileNotDecryptedError

    from indexer.extract.plain import paragraphs_of_pages

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it warns of every oddity
    try:
        reader = PdfReader(io.BytesIO(data))
        _check_pages(len(reader.pages))
        texts = []
        for page in reader.pages:
            texts.append(page.extract_text())
            within_limit(sum(map(len, texts)))
    except Unreadable:
        raise
    except FileNotDecryptedError as error:
        raise Unreadable(_LOCKED) from error
    except Exception as error:  # pypdf raises whatever a broken file leads it to
        raise Unreadable(_BROKEN) from error
    if not any(text.strip() for text in texts):
        raise Unreadable(_only_pictures(len(texts)))
    without = tuple(number for number, text in enumerate(texts, 1) if not text.strip())
    return Text(paragraphs_of_pages(texts), pages=len(texts), without_text=without)
