"""Pages that are pictures of text: which they are, and their picture for a recogniser."""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2.raw as pdfium
from pypdfium2 import PdfPage

FEW_WORDS = 25
"""Fewer words than this over a picture are a header, a page number or a stamp, not its text."""
_MOST_OF_PAGE = 0.5
"""Share of a page that a scan covers …"""
_A_PICTURE = 0.05
"""… and any picture on a page without a single word; less is a logo on an empty page."""
_OUTLINES = 200
"""So many shapes on a page without a word may be letters drawn as shapes."""
_MOST_OBJECTS = 20_000
"""Objects of one page that are looked at."""
_DEEPEST = 3
_DOTS_PER_INCH = 300
"""What recognisers are trained on."""
_MOST_DOTS = 20_000_000
"""Of one picture: a little more than A3 at 300 dots to the inch; larger pages are drawn coarser."""

_Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Picture:
    """A page drawn in shades of grey, as it is shown."""

    page: int
    """Its number in the file, from 1."""
    width: int
    height: int
    """In dots."""
    scale: float
    """Dots to a point (72 points are an inch)."""
    shades: bytes
    """A byte a dot, row by row from the top: 0 is black."""

    @property
    def pgm(self) -> bytes:
        """The picture as a file (portable graymap)."""
        return b"P5 %d %d 255\n" % (self.width, self.height) + self.shades


def is_picture(page: PdfPage, words: int) -> bool:
    """Whether a page with so many words in its text layer is a picture with hardly a word beside it."""
    if words >= FEW_WORDS:
        return False
    covered, shapes = _drawn(page)
    if words:
        return covered >= _MOST_OF_PAGE
    return covered >= _A_PICTURE or shapes >= _OUTLINES


def _drawn(page: PdfPage) -> tuple[float, int]:
    """The share of the page under pictures (those that overlap counted twice), and how many shapes."""
    left, bottom, right, top = page.get_cropbox()
    covered, shapes = 0.0, 0
    budget = _Budget(_MOST_OBJECTS)
    for part in budget.objects(page):
        kind = pdfium.FPDFPageObj_GetType(part)
        shapes += kind == pdfium.FPDF_PAGEOBJ_PATH
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE or budget.holds_picture(part):
            box = _box(part)
            width = min(box[2], right) - max(box[0], left)
            height = min(box[3], top) - max(box[1], bottom)
            covered += max(0.0, width) * max(0.0, height)
    return covered / max(1.0, (right - left) * (top - bottom)), shapes


class _Budget:
    """Looks at the objects of a page, at no more than so many, however they are nested."""

    def __init__(self, most: int) -> None:
        self._left = most

    def objects(self, page: PdfPage) -> Iterator[pdfium.FPDF_PAGEOBJECT]:
        """Those that the page itself has."""
        for number in range(pdfium.FPDFPage_CountObjects(page.raw)):
            if not self._spend():
                return
            yield pdfium.FPDFPage_GetObject(page.raw, number)

    def holds_picture(self, part: pdfium.FPDF_PAGEOBJECT, depth: int = 0) -> bool:
        """Whether an object is a form with a picture somewhere in it."""
        if depth > _DEEPEST or pdfium.FPDFPageObj_GetType(part) != pdfium.FPDF_PAGEOBJ_FORM:
            return False
        for number in range(pdfium.FPDFFormObj_CountObjects(part)):
            if not self._spend():
                return False
            inner = pdfium.FPDFFormObj_GetObject(part, number)
            if pdfium.FPDFPageObj_GetType(inner) == pdfium.FPDF_PAGEOBJ_IMAGE:
                return True
            if self.holds_picture(inner, depth + 1):
                return True
        return False

    def _spend(self) -> bool:
        self._left -= 1
        return self._left >= 0


def _box(part: pdfium.FPDF_PAGEOBJECT) -> _Box:
    """Left, bottom, right and top of an object on its page."""
    sides = [ctypes.c_float() for _ in range(4)]
    pdfium.FPDFPageObj_GetBounds(part, *sides)
    left, bottom, right, top = (side.value for side in sides)
    return left, bottom, right, top


def picture_of(page: PdfPage, number: int) -> Picture:
    """The page as a picture, at the resolution that a recogniser wants."""
    width, height = page.get_size()
    scale = _DOTS_PER_INCH / 72
    scale *= min(1.0, (_MOST_DOTS / max(1.0, width * height * scale * scale)) ** 0.5)
    bitmap = page.render(scale=scale, grayscale=True)
    try:
        whole = memoryview(bitmap.buffer).cast("B")
        rows = (whole[at : at + bitmap.width] for at in range(0, len(whole), bitmap.stride))
        shades = b"".join(rows)
        return Picture(number, bitmap.width, bitmap.height, scale, shades)
    finally:
        bitmap.close()
