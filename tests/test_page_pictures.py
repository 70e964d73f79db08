"""A page as a picture: what is drawn, where its words stand, and what a query marks on it."""

import hashlib
import io
import random
import zlib
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pypdf
import pytest
from attacks import ATTACKS, Watch
from papers import Page, locked, pdf, pdf_of_lines
from PIL import Image, ImageChops, ImageStat
from pypdf.generic import RectangleObject
from reportlab.pdfgen.canvas import Canvas

from indexer.errors import Unreadable
from indexer.extract.formats import extract
from indexer.extract.page_pictures import Drawn, draw_page, page_texts
from indexer.extract.png import png
from indexer.extract.workers import Failure, Job, Limits, Workers
from indexer.media import PDF
from indexer.model import SOFT_HYPHEN
from indexer.search.papers import Box, PlacedWord, marked

GIB = 1 << 30
SHORT = Limits(seconds=3)
"""What never ends costs these tests less than in real life."""
HOSTILE = [
    name
    for name in ATTACKS
    if name.partition(": ")[2].partition(":")[0]
    in {"page", "annotations", "forms", "drawing", "picture", "colours", "font", "syntax"}
    and name.startswith("pdf: ")
]
"""Attacks on what drawing does; how files are opened, `test_extract_hostile.py` tries."""


def draw(folder: Path, data: bytes, number: int = 1) -> Drawn:
    """A page of this file."""
    drawn = draw_page(number, kept(folder, data), PDF)
    assert drawn is not None
    return drawn


def kept(folder: Path, data: bytes) -> Path:
    """The file as the corpus has it: called after its hash."""
    path = folder / hashlib.sha256(data).hexdigest()
    path.write_bytes(data)
    return path


def picture(drawn: Drawn) -> Image.Image:
    """The picture, decoded by somebody else."""
    image = Image.open(io.BytesIO(drawn.png))
    image.load()
    assert image.size == (drawn.width, drawn.height)
    return image.convert("RGB")


def changed(data: bytes, change: Callable[[pypdf.PageObject], object]) -> bytes:
    """The PDF with its first page changed."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(data))
    change(writer.pages[0])
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def boxed(left: float, low: float, right: float, high: float) -> Callable[[pypdf.PageObject], None]:
    """Gives a page this size."""

    def change(page: pypdf.PageObject) -> None:
        page.mediabox = page.cropbox = RectangleObject((left, low, right, high))

    return change


def turned(degrees: int) -> Callable[[pypdf.PageObject], object]:
    return lambda page: page.rotate(degrees)


def cut(page: pypdf.PageObject) -> None:
    page.cropbox = RectangleObject((60, 600, 500, 800))


def cut_and_turned(page: pypdf.PageObject) -> None:
    cut(page)
    page.rotate(90)


def two_lines(page: Page) -> None:
    page.line("Kelderby Borough Council")
    page.line("The allotments at Weaver Court", left=200)


# --- the picture ----------------------------------------------------------------------------------


def test_an_upright_page_is_wide_enough_to_read(tmp_path: Path) -> None:
    """About 1,100 dots for A4, in shades of grey, and not large as a file."""
    drawn = draw(tmp_path, pdf(two_lines))
    assert 1_095 <= drawn.width <= 1_105
    assert 1_550 <= drawn.height <= 1_560
    image = Image.open(io.BytesIO(drawn.png)).convert("RGB")
    red, green, blue = image.split()
    assert red.tobytes() == green.tobytes() == blue.tobytes()
    assert len(drawn.png) < 30_000


@pytest.mark.parametrize(
    "change",
    [
        turned(0),
        turned(90),
        turned(180),
        turned(270),
        cut,
        cut_and_turned,
        boxed(-90, -80, 500, 900),
    ],
)
def test_every_word_is_where_the_picture_has_it(
    tmp_path: Path, change: Callable[[pypdf.PageObject], object]
) -> None:
    """However the page is turned or cropped: outside the words' boxes the picture is white."""
    drawn = draw(tmp_path, changed(pdf(two_lines), change))
    image = picture(drawn)
    for _, box in drawn.words:
        assert ImageChops.invert(image.crop(box)).getbbox()
        left, top, right, bottom = box
        image.paste((255, 255, 255), (left - 2, top - 2, right + 2, bottom + 2))
    assert ImageChops.invert(image).getbbox() is None
    words = [word for word, _ in drawn.words]
    assert words == ["Kelderby", "Borough", "Council", "The", "allotments", "at", "Weaver", "Court"]


@pytest.mark.parametrize(
    ("change", "most"),
    [
        (boxed(0, 0, 14_400, 14_400), (2_000, 2_000)),
        (boxed(0, 0, 14_400, 20), (8_000, 50)),
        (boxed(60, 700, 70, 720), (50, 100)),
        (boxed(0, 0, 0, 0), (2_000, 2_000)),
    ],
)
def test_odd_sizes_give_pictures_of_bounded_size(
    tmp_path: Path, change: Callable[[pypdf.PageObject], object], most: tuple[int, int]
) -> None:
    """A huge page is drawn coarser, a page like a stamp is no poster, one without size is a page."""
    drawn = draw(tmp_path, changed(pdf(two_lines), change))
    assert picture(drawn)
    assert drawn.width <= most[0] and drawn.height <= most[1]
    assert all(0 <= box[0] <= box[2] <= drawn.width for _, box in drawn.words)
    assert all(0 <= box[1] <= box[3] <= drawn.height for _, box in drawn.words)


def test_words_outside_what_is_shown_have_no_place(tmp_path: Path) -> None:
    """A crop box hides the second line."""

    def upper_part(page: pypdf.PageObject) -> None:
        page.cropbox = RectangleObject((0, 768, 595, 842))

    drawn = draw(tmp_path, changed(pdf(two_lines), upper_part))
    assert [word for word, _ in drawn.words] == ["Kelderby", "Borough", "Council"]


def test_a_page_that_a_paper_has_not_is_none(tmp_path: Path) -> None:
    """Before the first and after the last."""
    path = kept(tmp_path, pdf_of_lines(["One"], ["Two"]))
    assert [draw_page(n, path, PDF) is None for n in (-1, 0, 1, 2, 3)] == [
        True,
        True,
        False,
        False,
        True,
    ]


def test_what_was_filled_into_a_form_is_drawn(tmp_path: Path) -> None:
    """As the council's reader sees it."""
    file = io.BytesIO()
    canvas = Canvas(file)
    canvas.acroForm.textfield(value="APPROVED", x=120, y=690, width=200, height=20)
    canvas.showPage()
    canvas.save()
    drawn = draw(tmp_path, file.getvalue())
    assert picture(drawn).crop((235, 270, 400, 300)).getcolors(10_000) != [(4_950, (255,) * 3)]


def test_a_paper_that_cannot_be_drawn_says_why(tmp_path: Path) -> None:
    """Locked, broken, or not what was added."""
    paper = pdf_of_lines(["One"])
    with pytest.raises(Unreadable, match="locked with a password"):
        draw(tmp_path, locked(paper, "secret"))
    with pytest.raises(Unreadable, match="cut off or broken"):
        draw(tmp_path, b"%PDF-1.7 and no more")
    path = kept(tmp_path, paper)
    path.write_bytes(paper + b"\n")
    with pytest.raises(Unreadable, match="not those that were added"):
        draw_page(1, path, PDF)
    path.unlink()
    with pytest.raises(Unreadable, match="gone from the corpus"):
        page_texts(path, PDF)


# --- the file -------------------------------------------------------------------------------------


def test_shades_of_grey_come_back_nearly_the_same() -> None:
    """In sixteen steps."""
    rgb = bytes(value for value in range(256) for _ in range(3))
    image = Image.open(io.BytesIO(png(rgb, 32)))
    assert image.size == (32, 8)
    found = image.convert("L").tobytes()
    assert len(set(found)) == 16
    assert all(abs(a - b) <= 16 for a, b in zip(found, range(256), strict=True))


def test_colours_come_back_nearly_the_same() -> None:
    """A status is red, amber or green on purpose, and pale shading is not white."""
    colours = [(255, 0, 0), (255, 191, 0), (0, 153, 51), (230, 230, 242)]
    image = Image.open(io.BytesIO(png(bytes(v for c in colours for v in c), 2)))
    assert image.size == (2, 2)
    found = zip(image.convert("RGB").tobytes(), (v for c in colours for v in c), strict=True)
    assert all(abs(a - b) <= 5 for a, b in found)


def test_a_photograph_has_few_colours_rather_than_a_large_file() -> None:
    """One byte a dot, of 256 colours; none is far from what it was."""
    noise = random.Random(0).randbytes(3 * 1_000 * 600)
    file = png(noise, 1_000)
    image = Image.open(io.BytesIO(file))
    assert (image.mode, image.size) == ("P", (1_000, 600))
    assert len(file) < len(zlib.compress(noise)) / 2
    given = Image.frombytes("RGB", image.size, noise)
    difference = ImageStat.Stat(ImageChops.difference(given, image.convert("RGB")))
    assert max(difference.mean) < 30


# --- the text -------------------------------------------------------------------------------------


def test_the_text_of_the_pages_is_that_of_the_index(tmp_path: Path) -> None:
    """Without running headers, paragraph by paragraph, each on its page."""

    def writer(number: int) -> Callable[[Page], None]:
        def write(page: Page) -> None:
            page.line("Kelderby Borough Council: Allotments Panel")
            page.space(30)
            page.wrapped(
                f"Matter {number} was noted, since nobody wished to say anything about it. " * 3
            )
            page.foot(f"Page {number}")

        return write

    data = pdf(*(writer(number) for number in range(1, 5)))
    texts = page_texts(kept(tmp_path, data), PDF)
    assert len(texts.pages) == 4
    told = [paragraph.text for paragraph in extract(PDF, data).paragraphs]
    assert [text for page in texts.pages for text in page] == told
    assert [page[-1][:8] for page in texts.pages] == [f"Matter {n}" for n in range(1, 5)]
    assert not any(text.startswith("Page") for page in texts.pages for text in page)


def test_a_paragraph_over_two_pages_is_parted(tmp_path: Path) -> None:
    """Each page has its own part, and no word is lost."""
    sentence = (
        "The panel looked at every plot in turn and found that most of them were well kept and"
    )

    def first(page: Page) -> None:
        page.y = 100
        page.wrapped(f"{sentence} {sentence}")

    def second(page: Page) -> None:
        page.wrapped("some of them were not, which was noted.")

    first_page, second_page = page_texts(kept(tmp_path, pdf(first, second)), PDF).pages
    assert first_page[-1].endswith("kept and")
    assert second_page == ("some of them were not, which was noted.",)


# --- the marks ------------------------------------------------------------------------------------


def placed(*lines: str) -> list[PlacedWord]:
    """Words of lines of equal letters: ten dots wide, twenty high."""
    words = []
    for row, text in enumerate(lines):
        at = 0
        for word in text.split(" "):
            box = Box(at, 30 * row, at + 10 * len(word), 30 * row + 20)
            words.append(PlacedWord(word, box))
            at += 10 * (len(word) + 1)
    return words


def found(query: str, *lines: str) -> list[str]:
    """What the marks of a query cover, box by box."""
    words = placed(*lines)
    return [
        " ".join(
            word.text
            for word in words
            if box.left <= word.box.left
            and word.box.right <= box.right
            and box.top <= word.box.top
            and word.box.bottom <= box.bottom
        )
        for box in marked(words, query)
    ]


@pytest.mark.parametrize(
    ("query", "marks"),
    [
        ("library", ["libraries", "library,"]),
        ('"library"', ["library,"]),
        ("librar*", ["libraries", "library,"]),
        ("alotments~", ["allotments"]),
        ('"minute 46/18"', ["minute 46/18"]),
        ("46/18", ["46/18"]),
        ("covid", ["COVID-19"]),
        ("allotments -library", ["allotments"]),
        ("nothing", []),
        ("title:library", []),
        ('"the library" OR covid', ["the library,", "COVID-19"]),
        ("board:cabinet", []),
        ("", []),
        ("colour:red", []),
        ('"', []),
    ],
)
def test_marks_are_what_the_search_finds(query: str, marks: list[str]) -> None:
    """Forms of a word, exact phrases, beginnings, typos, references; a wrong query marks nothing."""
    lines = ("Two libraries and the library, by", "minute 46/18, COVID-19 and allotments")
    assert found(query, *lines) == [mark.replace("46/18", "46/18,") for mark in marks]


def test_a_phrase_over_two_lines_has_a_box_on_each() -> None:
    """And none for the same words elsewhere."""
    lines = ("We saw family", "valued care and family centres")
    assert found('"family valued"', *lines) == ["family", "valued"]
    assert found('"valued care"', *lines) == ["valued care"]


@pytest.mark.parametrize("query", ["coordination", "co-ordination", "coordinate"])
def test_a_word_broken_at_the_end_of_a_line_is_marked_whole(query: str) -> None:
    """Whether the hyphen belongs to it or not."""
    lines = (f"the co{SOFT_HYPHEN}", "ordination of plans")
    assert found(query, *lines) == [f"co{SOFT_HYPHEN}", "ordination"]


def test_the_words_of_a_page_are_marked_where_the_file_breaks_them(tmp_path: Path) -> None:
    """From the bytes to the boxes."""
    data = pdf_of_lines(["Papers on the over-", "sight of the allot-", "ments were noted."])
    drawn = draw(tmp_path, data)
    words = [PlacedWord(word, Box(*box)) for word, box in drawn.words]
    assert len(marked(words, "allotments")) == 2
    assert len(marked(words, '"allotments were noted"')) == 2


def test_no_words_no_marks() -> None:
    """As on a page that is only a picture."""
    assert marked((), "library") == ()


# --- hostile papers -------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def watched() -> Iterator[Watch]:
    with Watch() as watch:
        yield watch


@pytest.fixture(scope="module")
def ends(
    watched: Watch, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Drawn | Failure | None]:
    """How drawing the first page of each hostile PDF ends."""
    folder = tmp_path_factory.mktemp("hostile")
    names = [*HOSTILE, "honest"]

    def jobs() -> Iterator[Job]:
        for number, name in enumerate(names):
            made = ATTACKS[name]() if name in ATTACKS else pdf(two_lines)
            yield Job(number, kept(folder, made), PDF)

    with Workers(2, SHORT) as workers:
        work = partial(draw_page, 1)
        return {names[number]: result for number, result in workers.map(work, jobs())}


def test_every_hostile_paper_ends_with_a_picture_or_a_reason(
    ends: dict[str, Drawn | Failure | None],
) -> None:
    """In plain words; and the honest paper after them is drawn."""
    assert set(ends) == {*HOSTILE, "honest"}
    assert isinstance(ends["honest"], Drawn)
    reasons = [end.reason for end in ends.values() if isinstance(end, Failure)]
    assert reasons
    assert not [r for r in reasons if "Error" in r or "Exception" in r or len(r) > 100]


def test_pictures_of_hostile_papers_are_of_bounded_size(
    ends: dict[str, Drawn | Failure | None],
) -> None:
    """Whatever size they say they have."""
    drawn = [end for end in ends.values() if isinstance(end, Drawn)]
    assert max(one.width * one.height for one in drawn) <= 4_100_000
    assert max(len(one.png) for one in drawn) < 5_000_000


def test_no_child_that_draws_ever_held_a_gigabyte(
    watched: Watch, ends: dict[str, Drawn | Failure | None]
) -> None:
    """Whatever it was given."""
    assert ends
    assert max(watched.peaks.values()) < GIB
