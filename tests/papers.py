"""Small PDFs made for tests: invented papers of an invented council."""

import io
import zlib
from collections.abc import Callable, Iterable, Sequence

import pypdf
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import simpleSplit
from reportlab.pdfgen.canvas import Canvas

LEFT, TOP, WIDTH = 72.0, 770.0, 451.0
STEP = 13.8


class Page:
    """A page being written, from the top down."""

    def __init__(self, canvas: Canvas) -> None:
        self.canvas = canvas
        self.y = TOP

    def line(
        self,
        text: str,
        *,
        left: float = LEFT,
        bold: bool = False,
        size: float = 12,
        step: float = STEP,
    ) -> None:
        """One visual line."""
        self.canvas.setFont("Helvetica-Bold" if bold else "Helvetica", size)
        self.canvas.drawString(left, self.y, text)
        self.y -= step

    def space(self, height: float = 10) -> None:
        """Room between paragraphs."""
        self.y -= height

    def wrapped(self, text: str, *, left: float = LEFT, bold: bool = False) -> None:
        """A paragraph, broken into lines at the right margin as a word processor does it."""
        font = "Helvetica-Bold" if bold else "Helvetica"
        for line in simpleSplit(text, font, 12, LEFT + WIDTH - left):
            self.line(line, left=left, bold=bold)

    def row(self, cells: Sequence[str], lefts: Sequence[float]) -> None:
        """Cells side by side on one line."""
        self.canvas.setFont("Helvetica", 12)
        for cell, left in zip(cells, lefts, strict=True):
            self.canvas.drawString(left, self.y, cell)
        self.y -= STEP

    def foot(self, text: str, *, y: float = 40) -> None:
        """A line at the foot, centred."""
        self.canvas.setFont("Helvetica", 10)
        self.canvas.drawCentredString(A4[0] / 2, y, text)


def pdf(*pages: Callable[[Page], object], title: str | None = None) -> bytes:
    """A PDF of pages, each written by a function."""
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=A4)
    if title:
        canvas.setTitle(title)
    for write in pages:
        write(Page(canvas))
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def pdf_of_lines(*pages: Iterable[str]) -> bytes:
    """A PDF whose pages hold these visual lines."""

    def writer(lines: list[str]) -> Callable[[Page], None]:
        def write(page: Page) -> None:
            for line in lines:
                page.line(line)

        return write

    return pdf(*(writer(list(lines)) for lines in pages))


def locked(data: bytes, password: str) -> bytes:
    """The PDF, encrypted for readers with this password (none needed if it is empty)."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(data))
    writer.encrypt(password, owner_password="only-the-clerk", algorithm="RC4-128")
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def drawn(content: bytes) -> bytes:
    """A PDF of one page with these drawing operators, packed; its font is /F1."""
    packed = zlib.compress(content, 9)
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
        b"/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(packed), packed),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    body = b"".join(b"%d 0 obj%s endobj\n" % pair for pair in enumerate(parts, 1))
    return b"%PDF-1.4\n" + body + b"trailer<</Root 1 0 R/Size 6>>\n%%EOF"


def bomb(size: int) -> bytes:
    """A small PDF whose one page unpacks to `size` bytes of drawing."""
    return drawn(b"BT /F1 9 Tf (a) Tj ET\n" * (size // 22))
