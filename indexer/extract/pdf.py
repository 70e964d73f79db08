"""PDF to text: pdfium first, pypdf where pdfium cannot."""

import io
import logging
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from pypdfium2 import PdfDocument, PdfiumError, PdfPage
from pypdfium2.raw import FPDF_ERR_PASSWORD

from indexer.errors import Unreadable
from indexer.extract.characters import tidy, within_limit
from indexer.extract.furniture import PageLines, without_furniture
from indexer.extract.layout import paragraphs_of
from indexer.extract.lines import Line, lines_of
from indexer.extract.ocr import NOT_RECOGNISED, NotRecognised, Recogniser
from indexer.extract.outline import attached_files, bookmarks, files_on
from indexer.extract.pictures import is_picture, picture_of
from indexer.model import Bookmark, Text

MOST_PAGES = 5_000
MOST_RECOGNISED = 1_000
"""Pages of one paper whose words are recognised: the longest scans of packs have some five hundred."""
_MOST_FAILED = 5
"""After so many pages that could not be recognised, the rest of the paper is not tried."""
_BROKEN = "the PDF is cut off or broken"
_LOCKED = "locked with a password"


@dataclass(slots=True)
class _Found:
    """What a file holds, page by page."""

    pages: list[PageLines] = field(default_factory=list)
    pictures: list[int] = field(default_factory=list)
    """Numbers of the pages that are pictures, with hardly a word beside."""
    recognised: list[int] = field(default_factory=list)
    failed: list[int] = field(default_factory=list)
    """Numbers of the pictures that could not be recognised, or were not tried any more."""
    """Pages on which the recogniser failed."""
    title: str | None = None
    outline: tuple[Bookmark, ...] = ()
    attached: list[str] = field(default_factory=list)


def extract_pdf(data: bytes, recognise: Recogniser | None = None) -> Text:
    """Text of a PDF, paragraph by paragraph, with pages, bookmarks and the names of attached files.

    Words of pages that are pictures are recognised by `recognise`, where it is given. Unreadable if
    the file is broken, locked with a password, without a word, or larger than any paper.
    """
    try:
        found = _read(data, recognise)
    except PdfiumError as error:
        if error.err_code == FPDF_ERR_PASSWORD:
            raise Unreadable(_LOCKED) from error
        return _second_try(data)
    if not any(page.lines for page in found.pages):
        if found.failed:
            raise Unreadable(NOT_RECOGNISED)
        raise Unreadable(_no_words(len(found.pages), bool(found.pictures), bool(recognise)))
    kept, printed = without_furniture(found.pages)
    return Text(
        paragraphs=paragraphs_of(kept),
        pages=len(found.pages),
        printed=printed,
        without_text=tuple(n for n in found.pictures if n not in set(found.recognised)),
        recognised=tuple(found.recognised),
        not_recognised=tuple(found.failed),
        title=found.title,
        outline=found.outline,
        attached=tuple(dict.fromkeys(found.attached)),
    )


def _read(data: bytes, recognise: Recogniser | None) -> _Found:
    found, characters = _Found(), 0
    with PdfDocument(data) as pdf:
        _check_pages(len(pdf))
        found.title = tidy(pdf.get_metadata_value("Title")) or None
        found.outline = bookmarks(pdf)
        found.attached += attached_files(pdf)
        for page, number in _pages(pdf):
            width, height = page.get_size()
            lines = PageLines(number, width, height, tuple(lines_of(page, number)))
            found.attached += files_on(page)
            if is_picture(page, sum(len(line.text.split()) for line in lines.lines)):
                found.pictures.append(number)
                lines = _recognised(page, lines, found, recognise)
            characters += sum(len(line.text) for line in lines.lines)
            within_limit(characters)
            found.pages.append(lines)
    return found


def _pages(pdf: PdfDocument) -> Iterator[tuple[PdfPage, int]]:
    for index in range(len(pdf)):
        page = pdf[index]
        try:
            yield page, index + 1
        finally:
            page.close()


def _recognised(
    page: PdfPage, lines: PageLines, found: _Found, recognise: Recogniser | None
) -> PageLines:
    """The lines of a picture page with those recognised in it, but for what its text layer has."""
    if recognise is None:
        return lines
    if len(found.failed) >= _MOST_FAILED or len(found.recognised) >= MOST_RECOGNISED:
        found.failed.append(lines.number)
        return lines
    try:
        seen = recognise(picture_of(page, lines.number))
    except NotRecognised:
        found.failed.append(lines.number)
        return lines
    held = {_letters(line) for line in lines.lines}
    new = tuple(line for line in seen if _letters(line) not in held)
    if not new:
        return lines
    found.recognised.append(lines.number)
    return replace(lines, lines=(*new, *lines.lines))


def _letters(line: Line) -> str:
    return "".join(letter for letter in line.text.lower() if letter.isalnum())


def _check_pages(pages: int) -> None:
    if pages == 0:
        raise PdfiumError("no pages")
    if pages > MOST_PAGES:
        raise Unreadable(f"more than {MOST_PAGES:,} pages")


def _no_words(pages: int, pictures: bool, tried: bool) -> str:
    where = "page" if pages == 1 else f"{pages} pages"
    if not pictures:
        return f"empty: nothing on its {where}"
    if tried:
        return f"only pictures: no text on its {where}, and no words recognised in them"
    return f"only pictures: no text on its {where}; `minutebook index --ocr` recognises the words"


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
        raise Unreadable(f"no text that can be told on its {len(texts)} pages; the PDF is damaged")
    without = tuple(number for number, text in enumerate(texts, 1) if not text.strip())
    return Text(paragraphs_of_pages(texts), pages=len(texts), without_text=without)
