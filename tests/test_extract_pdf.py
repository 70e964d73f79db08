"""PDF to text: paragraphs, pages and page numbers, and what is refused."""

import hashlib
import io
import os
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from papers import LEFT, Page, drawn, locked, pdf, pdf_of_lines
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader

from indexer.errors import Unreadable
from indexer.extract.formats import extract
from indexer.extract.hyphens import Hyphens
from indexer.extract.outline import MOST_BOOKMARKS
from indexer.model import Bookmark, Text

REAL = Path(os.environ.get("MINUTEBOOK_REAL_PAPERS", Path(__file__).parents[2] / "shared"))
REAL_PDFS = sorted((REAL / "data" / "real-documents").rglob("*.pdf"))
needs_real = pytest.mark.skipif(not REAL_PDFS, reason="no real papers here")

LONG = (
    "The Board considered a briefing note of the Director of Streetscene, which set out the "
    "progress made with the winter maintenance programme and the costs that had arisen since."
)


def read(data: bytes) -> Text:
    """The text of a PDF."""
    return extract("application/pdf", data)


def texts(data: bytes) -> list[str]:
    """Its paragraphs, as plain strings."""
    return [paragraph.text for paragraph in read(data).paragraphs]


def reason(data: bytes) -> str:
    """Why it is refused."""
    with pytest.raises(Unreadable) as caught:
        read(data)
    return str(caught.value)


# --- real papers ------------------------------------------------------------------------------


@needs_real
@pytest.mark.parametrize(
    "path", REAL_PDFS, ids=lambda path: hashlib.md5(path.name.encode()).hexdigest()[:8]
)
def test_every_real_pdf_gives_text_with_its_pages(path: Path) -> None:
    """A real PDF gives words, the page count of another library, and no mark of pdfium's own."""
    text = read(path.read_bytes())
    assert text.pages == len(pypdf.PdfReader(path).pages)
    assert sum(len(paragraph.text) for paragraph in text.paragraphs) > 300
    for paragraph in text.paragraphs:
        assert not set(paragraph.text) & set("\ufffe\x00\r\n")
        assert paragraph.starts[0][0] == 0
        assert all(
            before[0] < after[0] <= len(paragraph.text) and before[1] < after[1]
            for before, after in pairwise(paragraph.starts)
        )


@needs_real
def test_no_word_of_the_real_pdfs_is_lost() -> None:
    """All letters that pdfium finds are there in the paragraphs, furniture and hyphens aside."""
    import pypdfium2

    found = held = 0
    for path in REAL_PDFS:
        with pypdfium2.PdfDocument(path) as document:
            raw = "".join(page.get_textpage().get_text_range() for page in document)
        found += sum(letter.isalnum() and letter < "\ue000" for letter in raw)
        text = read(path.read_bytes())
        held += sum(letter.isalnum() for p in text.paragraphs for letter in p.text)
    assert 0.998 * found < held <= 1.001 * found


@needs_real
def test_page_numbers_of_real_pdfs_are_those_printed() -> None:
    """Two of the real papers print page numbers, from 1; the others print none."""
    printed = [read(path.read_bytes()).printed for path in REAL_PDFS]
    runs = sorted(len(numbers) for numbers in printed if numbers)
    assert runs == [4, 5]
    assert all(str(page) == number for numbers in printed for page, number in numbers)


# --- paragraphs -------------------------------------------------------------------------------


def test_hard_wrapped_lines_are_one_paragraph() -> None:
    """A paragraph that the page breaks into lines comes back whole."""

    def write(page: Page) -> None:
        page.wrapped(LONG)
        page.space()
        page.wrapped(LONG)

    assert texts(pdf(write)) == [LONG, LONG]


def test_space_before_a_paragraph_is_told() -> None:
    """`gap` says where the layout has room between paragraphs."""

    def write(page: Page) -> None:
        page.wrapped(LONG)
        page.line("1) Note the report")
        page.space()
        page.line("2) Ask for another")

    assert [p.gap for p in read(pdf(write)).paragraphs] == [True, False, True]


def test_names_in_a_list_stay_apart() -> None:
    """Short lines one below the other, as in an attendance list, are paragraphs of their own."""
    names = ["Councillor R Okafor (Chair)", "Councillor A Byrne", "Councillor L Dunmore-Hale"]
    assert texts(pdf_of_lines(names)) == names


def test_a_page_that_is_all_lists_runs_nothing_together() -> None:
    """Where no line runs on, the longest lines of a list do not show where the page ends."""
    head = ["Kelderby Borough Council", "Minutes of the Meeting of Council"]
    names = ["Councillor R Okafor (Lord Mayor in the Chair)", "Councillor J Pryce-Hall (Deputy)"]
    more = [f"Councillor {letter} Dunmore-Hale" for letter in "ABCDEFGHJK"]

    def write(page: Page) -> None:
        for text in head:
            page.line(text, left=200, bold=True, size=14, step=20)
        page.line("Present:", bold=True, step=20)
        for name in [*names, *more]:
            page.line(name, left=220, step=20)

    assert texts(pdf(write)) == [*head, "Present:", *names, *more]


def test_a_bold_numbered_title_goes_on_under_its_text() -> None:
    """A title that stops short of the margin goes on in the line that hangs below it."""

    def write(page: Page) -> None:
        for number, title, rest in ((4, "Solar farm at Saltersford", "Lane"), (5, "Mast", "")):
            page.line(f"{number}.", bold=True, step=0)
            page.line(title, left=110, bold=True)
            if rest:
                page.line(rest, left=110, bold=True)
            page.line("Report of the Development Manager", left=124)
            page.space()

    report = "Report of the Development Manager"
    assert texts(pdf(write)) == ["4. Solar farm at Saltersford Lane", report, "5. Mast", report]


def test_the_last_word_of_a_cell_may_stand_alone() -> None:
    """A cell is narrower than the page by the table's margin: what is left over is part of it."""

    def write(page: Page) -> None:
        for _ in range(3):
            page.wrapped(LONG)
            page.space()
        page.row(
            ["Agency", "No objection, as nothing is to be built within Flood Zone"], [LEFT, 204]
        )
        page.line("2", left=204)
        page.row(["Highways", "No objection"], [LEFT, 204])

    assert texts(pdf(write))[3:] == [
        "Agency\tNo objection, as nothing is to be built within Flood Zone 2",
        "Highways\tNo objection",
    ]


def test_a_label_and_its_value_are_no_row() -> None:
    """The first name beside "Members:" is one text with it; the names below stand alone."""

    def write(page: Page) -> None:
        page.row(["Members:", "Councillor R Okafor (Chair)"], [LEFT, 180])
        page.line("Councillor A Byrne", left=180)

    assert texts(pdf(write)) == ["Members: Councillor R Okafor (Chair)", "Councillor A Byrne"]


def test_bold_headings_stand_apart_and_are_strong() -> None:
    """A bold line is a paragraph of its own, marked strong, though no room parts it off."""

    def write(page: Page) -> None:
        page.line("7.    Winter Maintenance", bold=True)
        page.wrapped(LONG)

    heading, body = read(pdf(write)).paragraphs
    assert (heading.text, heading.strong) == ("7. Winter Maintenance", True)
    assert (body.text, body.strong) == (LONG, False)


@pytest.mark.parametrize("mark", ["1)", "a)", "(ii)", "2.1", "13.", "•"])
def test_list_marks_begin_paragraphs(mark: str) -> None:
    """Whatever numbers or marks the entries of a list, each is a paragraph."""
    entry = f"{mark} {LONG}"

    def write(page: Page) -> None:
        page.wrapped(LONG)
        page.wrapped(entry)
        page.wrapped(entry)

    assert texts(pdf(write)) == [LONG, entry, entry]


@pytest.mark.parametrize("bullet", ["-", "•", "·", "\u2013", "o"])
def test_bullets_are_one_sign(bullet: str) -> None:
    """Any bullet becomes "• "."""
    assert texts(pdf_of_lines([f"{bullet} Roads", f"{bullet} Bridges"])) == ["• Roads", "• Bridges"]


def test_cells_of_a_row_are_parted_by_tabs() -> None:
    """Cells side by side are one paragraph."""

    def write(page: Page) -> None:
        page.row(["Contributor", "Title", "Date"], [LEFT, 200, 400])
        page.row(["T Pinder", "Finance Manager", "22/01/26"], [LEFT, 200, 400])

    assert texts(pdf(write)) == ["Contributor\tTitle\tDate", "T Pinder\tFinance Manager\t22/01/26"]


def test_cells_of_several_lines_come_together() -> None:
    """A row whose cells have several lines, written cell by cell, is one paragraph."""

    def write(page: Page) -> None:
        top = page.y
        for left, lines in (
            (LEFT, ["Names of approvers", "for submission"]),
            (220, ["Director of Law", "and Governance"]),
            (350, ["-"]),
            (400, ["03/02/26", "05/02/26"]),
        ):
            page.y = top
            for line in lines:
                page.line(line, left=left)
        page.y = top - 30
        page.row(["R Brown", "Cabinet Member", "11/02/26"], [LEFT, 220, 400])

    assert texts(pdf(write)) == [
        "Names of approvers for submission\tDirector of Law and Governance\t-\t03/02/26 05/02/26",
        "R Brown\tCabinet Member\t11/02/26",
    ]


def test_a_list_entry_below_a_row_is_no_part_of_it() -> None:
    """An entry that ends with a name in a column of its own is over when the next begins."""
    name = "A Byrne would ask the developer for a plan of the meadow before the next meeting"

    def write(page: Page) -> None:
        page.wrapped(f"• {LONG}")
        page.y += 13.8
        page.line("AB", left=500)
        page.wrapped(f"• {name}")

    assert texts(pdf(write)) == [f"• {LONG}\tAB", f"• {name}"]


def test_a_raised_ending_stays_with_its_number() -> None:
    """The small raised letters of "31st" belong to the number."""

    def write(page: Page) -> None:
        page.line("held on 31", step=0)
        width = page.canvas.stringWidth("held on 31", "Helvetica", 12)
        page.y += 4
        page.line("st", left=LEFT + width, size=7, step=0)
        page.y -= 4
        page.line("October 2026", left=LEFT + width + 9)

    assert texts(pdf(write)) == ["held on 31st October 2026"]


def test_a_turned_page_is_read_like_any_other() -> None:
    """On a page shown turned by a quarter, lines and paragraphs are found all the same."""

    def write(page: Page) -> None:
        page.y = 500
        page.line("7. Winter Maintenance", bold=True)
        page.wrapped(LONG)

    def turned(page: Page) -> None:
        page.canvas.setPageRotation(90)
        page.canvas.translate(A4[1], 0)
        page.canvas.rotate(90)
        write(page)

    assert texts(pdf(turned)) == texts(pdf(write)) == ["7. Winter Maintenance", LONG]


def test_lines_of_control_characters_are_no_text() -> None:
    """A damaged font may turn letters into control characters: they are not words."""
    content = b"BT /F1 12 Tf 72 700 Td (\x01\x02) Tj 0 -20 Td (Minutes \x03 agreed) Tj ET"
    assert texts(drawn(content)) == ["Minutes agreed"]


# --- hyphens ----------------------------------------------------------------------------------


def test_a_hyphen_at_a_line_end_is_taken_out_where_the_text_is_hyphenated() -> None:
    """Halves of "community" are joined; "face-to-face" keeps its hyphens."""
    lines = ["The face-to-", "face meetings with the commu-", "nity went well."]
    assert texts(pdf_of_lines(lines)) == ["The face-to-face meetings with the community went well."]


def test_a_hyphen_is_kept_where_the_paper_writes_the_word_so() -> None:
    """What the paper says elsewhere decides."""
    hyphens = Hyphens(
        ["the co-ordinator and a re\ufffe", "sult", "then coordinated", "co\ufffe", "x"]
    )
    assert hyphens.joined("a co\ufffe", "ordinator said") == "a co-ordinator said"
    assert hyphens.joined("a co\ufffe", "ordinated plan") == "a coordinated plan"


def test_a_lone_hyphen_in_a_paper_that_hyphenates_nothing_is_part_of_the_word() -> None:
    """Word processors rarely hyphenate: one hyphen at the end of a hundred lines is a real one."""
    hyphens = Hyphens(["plain words"] * 100 + ["the self\ufffe", "assessment"])
    assert hyphens.joined("the self\ufffe", "assessment") == "the self-assessment"


# --- pages ------------------------------------------------------------------------------------


def test_a_paragraph_over_a_page_break_is_one() -> None:
    """It has both pages, and the second begins where its first word stands."""
    first = "The Board noted that the service had been unable to recruit enough drivers in"
    second = "the winter months."
    (paragraph,) = read(pdf_of_lines([first], [second])).paragraphs
    assert paragraph.text == f"{first} {second}"
    assert paragraph.starts == ((0, 1), (len(first) + 1, 2))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (
            "The Cabinet Member and the Director would between them agree upon the terms of the",
            "Lease.",
        ),
        (
            "Those who spoke were of one mind, and the question was then put to her by Councillor",
            "Bell.",
        ),
        (
            "The Board heard that the whole of the cost had been met, and that it had been saved",
            "£450.",
        ),
    ],
)
def test_a_name_or_a_sum_may_begin_a_page_within_a_paragraph(first: str, second: str) -> None:
    """A full line that cannot end there goes on, whatever the next page begins with."""
    assert texts(pdf_of_lines([LONG[:70], first], [second]))[-1].endswith(f"{first} {second}")


def test_a_new_sentence_on_a_new_page_is_a_paragraph() -> None:
    """Only what plainly goes on is joined over a page break."""
    assert len(texts(pdf_of_lines([LONG[:70] + "."], ["The next matter."]))) == 2


def test_page_numbers_are_kept_apart_from_the_text() -> None:
    """A pack whose numbers begin at 3 says so, page by page."""

    def page_with(foot: str):  # type: ignore[no-untyped-def]
        return lambda page: (
            page.line({"3": "Roads", "4": "Bridges", "5": "Parks"}[foot[-1]]),
            page.foot(foot),
        )

    text = read(pdf(*(page_with(f"Page {number}") for number in (3, 4, 5))))
    assert text.printed == ((1, "3"), (2, "4"), (3, "5"))
    assert [p.text for p in text.paragraphs] == ["Roads", "Bridges", "Parks"]


@pytest.mark.parametrize("form", ["{}", "- {} -", "Page {} of 9", "{} / 9", "Page {}"])
def test_page_numbers_have_many_forms(form: str) -> None:
    """However it is written, the number is the page's."""
    pages = [lambda page, n=n: (page.wrapped(LONG), page.foot(form.format(n))) for n in (1, 2, 3)]
    assert read(pdf(*pages)).printed == ((1, "1"), (2, "2"), (3, "3"))


def test_a_pack_number_goes_before_the_numbers_of_the_reports_in_it() -> None:
    """Where a page bears two numbers, the pack's is its number; neither stays in the text."""
    pages = [
        lambda page, own=own, pack=pack: (
            page.line(["Roads", "Bridges", "Parks"][own - 1]),
            page.foot(str(own), y=60),
            page.foot(f"Page {pack}"),
        )
        for own, pack in [(1, 11), (2, 12), (3, 13)]
    ]
    text = read(pdf(*pages))
    assert text.printed == ((1, "11"), (2, "12"), (3, "13"))
    assert [paragraph.text for paragraph in text.paragraphs] == ["Roads", "Bridges", "Parks"]


def test_numbers_that_do_not_rise_with_the_pages_are_text() -> None:
    """A number that merely stands at the foot of a page is no page number."""
    pages = [
        lambda page, n=n, word=word: (page.wrapped(word), page.foot(str(n)))
        for n, word in [(41, "Roads"), (7, "Bridges"), (230, "Parks")]
    ]
    text = read(pdf(*pages))
    assert text.printed == ()
    assert [p.text for p in text.paragraphs] == ["Roads", "41", "Bridges", "7", "Parks", "230"]


def test_running_headers_and_footers_are_left_out_but_for_the_first_header() -> None:
    """What every page repeats is no text of the page; the first header may be the paper's name."""

    def write(page: Page) -> None:
        page.y = 800
        page.line("Kelderby Borough Council: Streetscene Scrutiny Board (3)")
        page.y = 700
        page.wrapped(LONG)
        page.foot("www.kelderby.example")

    assert texts(pdf(write, write, write)) == [
        "Kelderby Borough Council: Streetscene Scrutiny Board (3)",
        LONG,
        LONG,
        LONG,
    ]


def scan(page: Page, share: float = 1.0) -> None:
    """A picture over this share of the page, in two strips as scanners make them."""
    width, height = A4
    for bottom in (0.0, height / 2):
        picture = Image.new("L", (60, 40), 200)
        page.canvas.drawImage(ImageReader(picture), 0, bottom, width, share * height / 2)


def stamped(words: str, share: float) -> Callable[[Page], None]:
    """A page with words over a picture."""

    def write(page: Page) -> None:
        scan(page, share)
        page.wrapped(words)

    return write


def test_pages_that_are_pictures_are_told() -> None:
    """A scan is named; an empty back page, one with a line or a crest on it, and text are not."""
    text = read(
        pdf(
            lambda page: page.wrapped(LONG),
            scan,
            lambda page: None,
            lambda page: page.canvas.rect(9, 9, 99, 99),
            lambda page: scan(page, 0.03),
            stamped(LONG, 0.2),
        )
    )
    assert (text.pages, text.without_text, text.recognised) == (6, (2,), ())


@pytest.mark.parametrize(
    ("words", "share", "told"),
    [
        ("Page 7", 1.0, (2,)),
        ("Agenda Item 5 Kelderby Borough Council Cabinet 4 March", 0.8, (2,)),
        ("Agenda Item 5", 0.2, ()),
        (LONG, 1.0, ()),
    ],
    ids=["numbered", "stamped", "crest", "background"],
)
def test_a_stamp_on_a_scan_makes_no_text_of_it(
    words: str, share: float, told: tuple[int, ...]
) -> None:
    """A page number, a header or a stamp over a picture of the page; but not text over a background."""
    text = read(
        pdf(
            lambda page: page.wrapped(LONG),
            stamped(words, share),
        )
    )
    assert text.without_text == told
    assert any(words in paragraph.text for paragraph in text.paragraphs)


def test_letters_drawn_as_shapes_are_a_picture() -> None:
    """A page with hundreds of shapes and not a word holds words that are no text."""

    def shapes(page: Page) -> None:
        for number in range(300):
            page.canvas.circle(50 + number % 20 * 25, 50 + number // 20 * 40, 4)

    assert read(pdf(lambda page: page.wrapped(LONG), shapes)).without_text == (2,)


def test_a_picture_within_a_form_is_seen() -> None:
    """Scanners that put their picture into a form object hide nothing."""

    def form(page: Page) -> None:
        page.canvas.beginForm("scan")
        scan(page)
        page.canvas.endForm()
        page.canvas.doForm("scan")

    assert read(pdf(lambda page: page.wrapped(LONG), form)).without_text == (2,)


# --- bookmarks and attached files ---------------------------------------------------------------


def with_outline(pages: int, *entries: tuple[str, int | None, int]) -> bytes:
    """A PDF with these bookmarks: title, page from 1 (None leads nowhere), depth from 0."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf(*[lambda page: page.wrapped(LONG)] * pages)))
    above: list[Any] = []
    for title, number, level in entries:
        parent = above[level - 1] if level else None
        entry = writer.add_outline_item(
            title=title, page_number=number and number - 1, parent=parent
        )
        above = [*above[:level], entry]
    return written(writer)


def written(writer: pypdf.PdfWriter) -> bytes:
    """The file that a writer holds."""
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def test_bookmarks_are_kept_with_pages_and_depth() -> None:
    """In order; one that leads nowhere has the page of the one under it."""
    data = with_outline(
        3,
        ("Agenda  document pack", None, 0),
        ("5 Winter Plan", 2, 1),
        ("Appendix A – Routes", 3, 2),
        ("6 Bridge", 3, 1),
    )
    assert read(data).outline == (
        Bookmark("Agenda document pack", 2, 0),
        Bookmark("5 Winter Plan", 2, 1),
        Bookmark("Appendix A – Routes", 3, 2),
        Bookmark("6 Bridge", 3, 1),
    )


def test_bookmarks_that_run_in_a_circle_end() -> None:
    """A next entry that is the first one again, and a child that is its own parent."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(with_outline(1, ("One", 1, 0), ("Two", 1, 0))))
    first = writer.root_object["/Outlines"]["/First"]  # type: ignore[index]
    second = first["/Next"]
    second[pypdf.generic.NameObject("/Next")] = first.indirect_reference
    second[pypdf.generic.NameObject("/First")] = second.indirect_reference
    assert [one.title for one in read(written(writer)).outline] == ["One", "Two"]


def test_an_outline_of_any_length_is_bounded() -> None:
    """A hundred thousand bookmarks are more than any paper has: so many are read, and the text."""
    many = 12_000
    entries = b"".join(
        b"%d 0 obj<</Title(Entry)/Dest[3 0 R /Fit]/Parent 6 0 R%s>> endobj\n"
        % (n, b"/Next %d 0 R" % (n + 1) if n < 6 + many else b"")
        for n in range(7, 7 + many)
    )
    data = drawn(b"BT /F1 9 Tf 72 700 Td (Minutes) Tj ET").replace(
        b"<</Type/Catalog", b"<</Type/Catalog/Outlines 6 0 R"
    )
    tree = b"6 0 obj<</First 7 0 R/Last %d 0 R/Count %d>> endobj\n" % (6 + many, many)
    text = read(data.replace(b"trailer", tree + entries + b"trailer"))
    assert len(text.outline) == MOST_BOOKMARKS
    assert [paragraph.text for paragraph in text.paragraphs] == ["Minutes"]


def test_attached_files_are_named() -> None:
    """Whether the document holds them or they are pinned to a page; each once."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf(lambda page: page.wrapped(LONG))))
    writer.add_attachment("Appendix A.xlsx", b"1,2")
    writer.add_attachment("map.pdf", b"3")
    assert read(written(writer)).attached == ("Appendix A.xlsx", "map.pdf")


def test_a_file_pinned_to_a_page_is_named() -> None:
    """A note with a file, as people pin one with a paper clip."""
    pinned = (
        b"/Annots[<</Type/Annot/Subtype/FileAttachment/Rect[9 9 20 20]"
        b"/FS<</Type/Filespec/F(plan.docx)/EF<</F 4 0 R>>>>>>]"
    )
    data = drawn(b"BT /F1 9 Tf 72 700 Td (Minutes) Tj ET")
    data = data.replace(b"/Contents 4 0 R", pinned + b"/Contents 4 0 R")
    assert read(data).attached == ("plan.docx",)


def test_the_title_in_the_description_is_kept() -> None:
    """What the file calls itself."""
    assert read(pdf(lambda page: page.wrapped(LONG), title="Winter Plan")).title == "Winter Plan"


# --- what cannot be read ----------------------------------------------------------------------


def test_pictures_alone_are_refused() -> None:
    """A scan without a text layer says so, with its pages."""
    said = "only pictures: no text on its 2 pages; `minutebook index --ocr` recognises the words"
    assert reason(pdf(scan, scan)) == said


def test_an_empty_paper_is_refused_as_empty() -> None:
    """Nobody is sent for tesseract where there is nothing to recognise."""
    assert reason(pdf(lambda page: None)) == "empty: nothing on its page"


def test_a_password_is_named() -> None:
    """A PDF that asks for a password says so; one locked against editing alone is read."""
    data = pdf(lambda page: page.wrapped(LONG))
    assert reason(locked(data, "quorum")) == "locked with a password"
    assert texts(locked(data, "")) == [LONG]


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "empty (0 bytes)"),
        (b"Minutes of the meeting\n", "not a PDF: it holds plain text"),
        (b"<!DOCTYPE html><p>Not found", "not a PDF: it holds a web page or XML"),
        (b"PK\x03\x04rest", "not a PDF: it holds a zip archive or an Office document"),
        (bytes(100_000), "not a PDF: it holds nothing but zeros"),
        (b"%PDF-1.4\n", "the PDF is cut off or broken"),
        (b"%PDF-1.7\n" + bytes(range(256)) * 400, "the PDF is cut off or broken"),
    ],
    ids=["empty", "text", "page", "zip", "zeros", "head", "noise"],
)
def test_what_is_no_pdf_is_refused_with_the_reason(data: bytes, why: str) -> None:
    """The reason is in plain words."""
    assert reason(data) == why


def test_a_pdf_cut_off_is_refused() -> None:
    """Half a PDF has no pages, which is an error, not an empty paper."""
    data = pdf(*[lambda page: page.wrapped(LONG)] * 3)
    assert reason(data[: len(data) // 2]) == "the PDF is cut off or broken"


def test_a_page_tree_that_runs_in_a_circle_is_refused() -> None:
    """A hostile page tree ends with a reason."""
    data = pdf(lambda page: page.wrapped(LONG))
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(data))
    tree = writer.root_object["/Pages"].get_object()
    tree[pypdf.generic.NameObject("/Kids")] = pypdf.generic.ArrayObject(  # type: ignore[index]
        [writer.root_object.raw_get("/Pages")]
    )
    file = io.BytesIO()
    writer.write(file)
    assert reason(file.getvalue())


def test_a_stream_that_declares_too_much_is_survived() -> None:
    """A length beyond the end of the file costs nothing: the text is read or the PDF refused."""
    data = pdf(lambda page: page.wrapped(LONG))
    start = data.index(b"/Length ")
    end = data.index(b"\n", start)
    data = data[:start] + b"/Length 99999999999" + data[end:]
    try:
        assert texts(data) == [LONG]
    except Unreadable as error:
        assert "broken" in str(error) or "pictures" in str(error)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_damage_never_ends_but_in_text_or_a_reason(draw: st.DataObject) -> None:
    """Any bytes of a PDF may be changed: it is read or refused, never another error."""
    data = bytearray(pdf(lambda page: page.wrapped(LONG)))
    for _ in range(draw.draw(st.integers(1, 20))):
        data[draw.draw(st.integers(0, len(data) - 1))] = draw.draw(st.integers(0, 255))
    try:
        read(bytes(data))
    except Unreadable as error:
        assert str(error)
