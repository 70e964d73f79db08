"""Words recognised from pictures of pages: put into the text, marked, and never lost by a later run."""

import io
import os
import shutil
import time
from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from papers import Page, pdf
from pypdfium2 import PdfDocument
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from cli import main
from indexer import pipeline
from indexer.adding import add_papers
from indexer.errors import Failed
from indexer.extract.lines import Line
from indexer.extract.ocr import (
    NotRecognised,
    Recogniser,
    find_tesseract,
    lines_of_hocr,
    tesseract,
)
from indexer.extract.pdf import extract_pdf
from indexer.extract.pictures import Picture
from indexer.extract.workers import Failure, Job, Limits, Workers, still_reading
from indexer.place import IndexPlace
from indexer.readings import Readings
from indexer.search.archive import Archive, Request
from indexer.store import Corpus
from searchui.app import create_app

needs_tesseract = pytest.mark.skipif(not shutil.which("tesseract"), reason="no tesseract here")
NOW = datetime(2024, 10, 1, tzinfo=UTC)
SENTENCE = (
    "The Board noted that the winter maintenance programme had been completed in the borough."
)


def written(page: Page) -> None:
    """A page of words."""
    page.line("7. Winter Maintenance", size=14)
    page.space()
    page.wrapped(SENTENCE)


def scanned(data: bytes, *, stamp: str | None = None, text: str | None = None) -> bytes:
    """The PDF with its pages as pictures, as a scanner makes them; after a page with this text."""
    file = io.BytesIO()
    canvas = Canvas(file)
    if text:
        canvas.drawString(72, 700, text)
        canvas.showPage()
    with PdfDocument(data) as document:
        for page in document:
            picture = page.render(scale=200 / 72, grayscale=True).to_pil()
            canvas.drawImage(ImageReader(picture), 0, 0, *page.get_size())
            if stamp:
                canvas.drawString(300, 30, stamp)
            canvas.showPage()
    canvas.save()
    return file.getvalue()


def line(text: str, page: int, *, left: float = 72, base: float = 700) -> Line:
    """A recognised line."""
    return Line(page, text, left, left + 300, base, 12, 40, left, left)


def says(*texts: str) -> Recogniser:
    """A recogniser that sees these lines on every page."""

    def recognise(picture: Picture) -> Sequence[Line]:
        return [line(t, picture.page, base=700 - 30 * n) for n, t in enumerate(texts)]

    return recognise


# --- into the text ------------------------------------------------------------------------------


def test_recognised_words_are_paragraphs_of_their_page() -> None:
    """They stand on their page, which is listed as recognised and no longer as without text."""
    data = scanned(pdf(written), text="Minutes of the meeting.")
    plain = extract_pdf(data)
    assert (plain.without_text, plain.recognised) == ((2,), ())
    text = extract_pdf(data, says("It was agreed."))
    assert (text.without_text, text.recognised) == ((), (2,))
    assert [(p.text, p.page) for p in text.paragraphs] == [
        ("Minutes of the meeting.", 1),
        ("It was agreed.", 2),
    ]


def test_pages_with_text_are_never_shown_to_the_recogniser() -> None:
    """What a file says itself is taken from it."""

    def recognise(picture: Picture) -> Sequence[Line]:
        raise AssertionError(picture.page)

    assert extract_pdf(pdf(written), recognise).recognised == ()


def test_a_picture_without_words_stays_a_page_without_text() -> None:
    """A photograph has none: it is listed, and nothing is made of it."""
    text = extract_pdf(scanned(pdf(written), text="Minutes."), says())
    assert (text.without_text, text.recognised) == ((2,), ())


def test_a_stamp_that_is_recognised_too_is_there_once() -> None:
    """The words of the text layer are kept as the file has them."""
    seen = says("It was agreed.", "Agenda Item 5")
    text = extract_pdf(scanned(pdf(written), stamp="Agenda Item 5"), seen)
    assert sorted(p.text for p in text.paragraphs) == ["Agenda Item 5", "It was agreed."]
    assert text.recognised == (1,)


def test_a_page_that_fails_costs_only_itself() -> None:
    """The other pages are recognised, and the one is listed."""

    def recognise(picture: Picture) -> Sequence[Line]:
        if picture.page == 2:
            raise NotRecognised("too long")
        return [line("It was agreed.", picture.page)]

    text = extract_pdf(scanned(pdf(written, written, written)), recognise)
    assert (text.without_text, text.recognised) == ((2,), (1, 3))


def test_a_paper_on_which_the_recogniser_keeps_failing_is_given_up() -> None:
    """A hostile scan costs five pages' time, not five thousand's."""
    tried: list[int] = []

    def recognise(picture: Picture) -> Sequence[Line]:
        tried.append(picture.page)
        raise NotRecognised("too long")

    data = scanned(pdf(*[written] * 8), text="Minutes.")
    assert len(extract_pdf(data, recognise).without_text) == 8
    assert tried == [2, 3, 4, 5, 6]


def test_a_huge_page_is_drawn_coarser() -> None:
    """A page of ten metres is no picture of gigabytes."""
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(14_000, 14_000))
    small = PdfDocument(pdf(written))[0].render(scale=0.5).to_pil()
    canvas.drawImage(ImageReader(small), 0, 0, 14_000, 14_000)
    canvas.save()
    sizes: list[int] = []

    def recognise(picture: Picture) -> Sequence[Line]:
        sizes.append(len(picture.shades))
        assert picture.pgm.startswith(b"P5 %d %d 255\n" % (picture.width, picture.height))
        assert len(picture.shades) == picture.width * picture.height
        return [line("It was agreed.", picture.page)]

    extract_pdf(file.getvalue(), recognise)
    assert 15_000_000 < sizes[0] < 21_000_000


# --- from hOCR to lines -------------------------------------------------------------------------

PICTURE = Picture(3, 1000, 2000, 2.0, b"")
HOCR = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="en" lang="en"><body>
<div class='ocr_page' title='image "a page"; bbox 0 0 1000 2000; ppageno 0'>
<p class='ocr_par' title="bbox 100 100 900 200">
{lines}
</p></div></body></html>"""


def hocr_line(*words: tuple[str, int, int, int], size: float = 24) -> str:
    """A line of words: text, left, right, how sure."""
    inside = " ".join(
        f"<span class='ocrx_word' title='bbox {left} 100 {right} 124; x_wconf {sure}'>{text}</span>"
        for text, left, right, sure in words
    )
    box = f"bbox {words[0][1]} 100 {words[-1][2]} 124; baseline 0.01 -4; x_size {size}"
    return f"<span class='ocr_line' title='{box}; x_descenders 5'>{inside}</span>"


def lines(*hocr: str) -> list[Line]:
    """What these lines of hOCR become."""
    return lines_of_hocr(HOCR.format(lines="\n".join(hocr)).encode(), PICTURE)


def test_a_line_has_its_words_and_its_place_in_points() -> None:
    """From dots of the picture, counted from its top, to points from the foot of the page."""
    (seen,) = lines(hocr_line(("Winter", 100, 180, 96), ("Plan", 190, 250, 95)))
    assert (seen.text, seen.page) == ("Winter Plan", 3)
    assert (seen.left, seen.right, seen.size) == (50, 125, 12)
    assert seen.base == pytest.approx(1000 - (124 - 4) / 2)


def test_cells_and_list_marks_are_told_from_gaps() -> None:
    """A wide gap parts cells; a number set apart from its text does not."""
    row, entry = lines(
        hocr_line(("Roads", 100, 160, 96), ("£450", 400, 460, 95)),
        hocr_line(("7", 100, 110, 96), ("Winter", 180, 250, 95)),
    )
    assert (row.text, row.last_left, row.marked) == ("Roads\t£450", 200, False)
    assert (entry.text, entry.text_left, entry.marked) == ("7 Winter", 90, True)


def test_lines_of_which_the_recogniser_is_not_sure_are_left_out() -> None:
    """A crest or a drawing gives letters that nobody wrote."""
    assert lines(hocr_line(("wv~", 100, 150, 21), ("|", 160, 170, 90))) == []


def test_a_hyphen_at_the_end_of_a_line_is_one_for_the_layout() -> None:
    """So that halves of a word are joined, as in any other text."""
    (seen,) = lines(hocr_line(("commu-", 100, 180, 96)))
    assert seen.text == "commu\ufffe"


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="<>/span='\";bbox 0123-.x_&ocr_linewordtitle", max_size=300))
def test_any_answer_is_borne(answer: str) -> None:
    """A broken answer gives lines or none, never an error."""
    for one in lines_of_hocr(HOCR.format(lines=answer).encode(), PICTURE):
        assert one.text
    assert isinstance(lines_of_hocr(answer.encode(), PICTURE), list)


# --- tesseract ------------------------------------------------------------------------------------


@needs_tesseract
def test_tesseract_reads_a_scan() -> None:
    """Heading and paragraph come back as the page has them, its lines joined."""
    text = extract_pdf(scanned(pdf(written)), tesseract(find_tesseract()))
    assert [p.text for p in text.paragraphs] == ["7. Winter Maintenance", SENTENCE]
    assert text.recognised == (1,)


def test_without_tesseract_nothing_is_read_and_it_is_said_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At once, with exit code 3 and nothing on standard output."""
    monkeypatch.setenv("PATH", str(tmp_path))
    places = ["--corpus", str(tmp_path / "corpus"), "--index", str(tmp_path / "index")]
    Corpus.open(tmp_path / "corpus", create=True).close()
    result = CliRunner().invoke(main, [*places, "index", "--ocr"])
    assert (result.exit_code, result.stdout) == (3, "")
    assert "tesseract" in result.stderr and "Install it" in result.stderr
    assert not (tmp_path / "index").exists()


@pytest.mark.skipif(os.name == "nt", reason="the stand-in is a script of the shell")
@pytest.mark.parametrize(
    ("script", "why"), [("echo osd", "lacks its data for English"), ("exit 1", "lacks its data")]
)
def test_a_tesseract_that_knows_no_english_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str, why: str
) -> None:
    """Better told at once than after a night of pages that fail."""
    stand_in = tmp_path / "tesseract"
    stand_in.write_text(f"#!/bin/sh\n{script}\n")
    stand_in.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Failed, match=why):
        find_tesseract()


@pytest.mark.skipif(os.name == "nt", reason="the stand-in is a script of the shell")
@pytest.mark.parametrize("script", ["exit 1", "kill -9 $$", "sleep 60"])
def test_a_tesseract_that_fails_or_hangs_is_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str
) -> None:
    """The page is not recognised, and that is all."""
    stand_in = tmp_path / "tesseract"
    stand_in.write_text(f"#!/bin/sh\n{script}\n")
    stand_in.chmod(0o755)
    monkeypatch.setattr("indexer.extract.ocr.PAGE_SECONDS", 0.5)
    with pytest.raises(NotRecognised):
        tesseract(str(stand_in))(Picture(1, 1, 1, 1.0, b"\0"))


# --- time for each page -------------------------------------------------------------------------


def five_pages(path: Path, media_type: str) -> str:
    """Work of five pages, each well within the time; all of them together beyond it."""
    for _ in range(5):
        still_reading()
        time.sleep(0.6)
    return "read"


def one_page(path: Path, media_type: str) -> str:
    """Work that says once that it goes on, and then hangs."""
    still_reading()
    time.sleep(1_000)
    return "read"


def test_a_long_scan_has_its_time_for_each_page() -> None:
    """It is not ended for its length; one that hangs on a page is."""
    job = [Job(1, Path("scan"), "application/pdf")]
    with Workers(1) as workers:
        assert list(workers.map(five_pages, job)) == [(1, "read")]  # the child has loaded all now
        workers._children[0]._limits = Limits(seconds=2)
        assert list(workers.map(five_pages, job)) == [(1, "read")]
        assert list(workers.map(one_page, job)) == [(1, Failure("took longer than 2 s"))]


# --- runs of `index` ------------------------------------------------------------------------------


class Place:
    """A corpus with papers, and its index."""

    def __init__(self, folder: Path, **papers: bytes) -> None:
        self.folder = folder
        (folder / "papers").mkdir()
        for name, data in papers.items():
            (folder / "papers" / f"{name}.pdf").write_bytes(data)
        with Corpus.open(folder / "corpus", create=True) as corpus:
            add_papers(corpus, [str(folder / "papers")], council="kelderby", url=None, now=NOW)

    def index(self, *, ocr: bool = False, rebuild: bool = False) -> int:
        """Run `index`; how many documents it read."""
        with Corpus.open(self.folder / "corpus", create=False) as corpus:
            where = IndexPlace(self.folder / "index")
            report = pipeline.index(corpus, where, now=NOW, workers=1, ocr=ocr, rebuild=rebuild)
            return report.read

    def recognised(self, query: str) -> list[bool]:
        """For every passage shown for a query whether it was recognised from a picture."""
        with closing(IndexPlace(self.folder / "index").open()) as engine:
            answer = Archive(engine).search(Request(query))
            return [passage.recognised for hit in answer.hits for passage in hit.passages]

    def problems(self) -> list[str]:
        """The reasons that `status` lists."""
        with closing(IndexPlace(self.folder / "index").open()) as engine:
            return [problem.reason for problem in Archive(engine).collection().problems]

    def versions(self) -> list[str]:
        """Under which version each document was read."""
        with closing(Readings(self.folder / "index" / "readings.sqlite")) as readings:
            return list(readings.versions().values())


@pytest.fixture(scope="module")
def scan() -> bytes:
    """A page with text, and a scan."""
    return scanned(pdf(written), text="Notes of the partnership for the bridge at Saltersford.")


@needs_tesseract
def test_papers_read_before_are_read_again_with_ocr_and_stay_so(
    tmp_path: Path, scan: bytes
) -> None:
    """`index`, `index --ocr`, `index`: the words are found from the second on, and marked."""
    place = Place(tmp_path, partly=scan, wholly=scanned(pdf(written)), text=pdf(written))
    assert place.index() == 3
    assert place.recognised("programme completed") == [False]
    hint = "`minutebook index --ocr` recognises the words"
    assert sorted(place.problems()) == [
        f"only pictures: no text on its page; {hint}",
        f"page 2 is a picture, which is not searchable; {hint}",
    ]
    assert place.index(ocr=True) == 2
    assert sorted(place.recognised("programme completed")) == [False, True, True]
    assert place.recognised("partnership bridge") == [False]
    assert place.problems() == []
    assert (place.index(), place.index(ocr=True)) == (0, 0)
    assert len(place.recognised("programme completed")) == 3


@needs_tesseract
def test_people_are_told_to_check_recognised_words(tmp_path: Path, scan: bytes) -> None:
    """On the terminal, in the JSON and on the page; for the document, which pages these are."""
    place = Place(tmp_path, partly=scan)
    place.index(ocr=True)
    where = ["--corpus", str(tmp_path / "corpus"), "--index", str(tmp_path / "index")]
    said = CliRunner().invoke(main, [*where, "search", "programme", "completed"]).stdout
    advice = "words recognised from a picture: check with the page"
    assert advice in " ".join(said.split())
    with closing(IndexPlace(tmp_path / "index").open()) as engine:
        archive = Archive(engine)
        (hit,) = archive.search(Request("programme completed")).hits
        pages = create_app(archive).test_client()
        assert advice in pages.get("/?q=programme+completed").text
        identifier = hit.passages[0].document
        assert "check with the page. Pages 2." in pages.get(f"/{identifier}").text
    shown = CliRunner().invoke(main, [*where, "show", identifier]).stdout
    assert f"{advice.capitalize()}: page 2" in shown


@needs_tesseract
def test_a_rebuild_without_ocr_begins_anew_and_says_so(tmp_path: Path, scan: bytes) -> None:
    """What was recognised is gone, and the page is listed again with what to do."""
    place = Place(tmp_path, partly=scan)
    place.index(ocr=True)
    assert place.recognised("programme completed") == [True]
    place.index(rebuild=True)
    assert place.recognised("programme completed") == []
    assert ["--ocr" in problem for problem in place.problems()] == [True]


@needs_tesseract
def test_another_version_of_the_reader_recognises_again_what_was_recognised(
    tmp_path: Path, scan: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An update of Minutebook throws no words away, though nobody says --ocr again."""
    place = Place(tmp_path, partly=scan)
    place.index(ocr=True)
    monkeypatch.setattr(pipeline, "READER_VERSION", "next")
    assert place.index() == 1
    assert place.recognised("programme completed") == [True]
    assert place.versions() == ["next application/pdf and its pictures"]


@needs_tesseract
def test_without_tesseract_an_update_reads_what_it_can(
    tmp_path: Path, scan: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page is listed again as a picture; a run with --ocr, once tesseract is back, reads it."""
    place = Place(tmp_path, partly=scan)
    place.index(ocr=True)
    with monkeypatch.context() as without:
        without.setattr(pipeline, "READER_VERSION", "next")
        without.setenv("PATH", str(tmp_path))
        assert place.index() == 1
        assert ["--ocr" in problem for problem in place.problems()] == [True]
    monkeypatch.setattr(pipeline, "READER_VERSION", "next")
    assert place.index(ocr=True) == 1
    assert place.recognised("programme completed") == [True]


@needs_tesseract
def test_a_picture_without_words_is_tried_once(tmp_path: Path) -> None:
    """A photograph is not looked at again in every run, and nobody is told to try."""
    blank = scanned(pdf(lambda page: page.canvas.circle(300, 400, 90)), text="Notes of the bridge.")
    place = Place(tmp_path, photo=blank)
    assert (place.index(ocr=True), place.index(ocr=True)) == (1, 0)
    assert place.problems() == [
        "page 2 is a picture, which is not searchable: no words were recognised"
    ]


def test_attached_files_are_listed_with_what_to_do(tmp_path: Path) -> None:
    """They are not read: whoever needs them saves them and adds them."""
    import pypdf

    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf(written)))
    writer.add_attachment("costs.xlsx", b"1")
    file = io.BytesIO()
    writer.write(file)
    place = Place(tmp_path, held=file.getvalue())
    place.index()
    assert place.problems() == [
        "holds attached files (1), which are not read: costs.xlsx; "
        "save them and `minutebook add` them"
    ]


@needs_tesseract
@pytest.mark.skipif(os.name == "nt", reason="the stand-in is a script of the shell")
def test_pictures_on_which_tesseract_failed_are_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, scan: bytes
) -> None:
    """A failure is no picture without words: nobody is told that there are none."""
    failing = tmp_path / "tesseract"
    failing.write_text('#!/bin/sh\ncase "$*" in *list-langs*) echo eng;; *) exit 1;; esac\n')
    failing.chmod(0o755)
    (tmp_path / "place").mkdir()
    place = Place(tmp_path / "place", partly=scan, wholly=scanned(pdf(written)))
    with monkeypatch.context() as without:
        without.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
        assert place.index(ocr=True) == 2
    assert not any("no words" in problem for problem in place.problems())
    assert place.index(ocr=True) == 2
    assert place.problems() == []
    assert place.recognised("programme completed") == [True, True]
