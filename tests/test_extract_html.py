"""HTML to text."""

import os
from pathlib import Path

import pytest

from indexer.errors import Unreadable
from indexer.extract.formats import extract
from indexer.model import Paragraph, Text

REAL = Path(os.environ.get("MINUTEBOOK_REAL_PAPERS", Path(__file__).parents[2] / "shared"))
REAL_PAGES = sorted((REAL / "data" / "real-documents").rglob("*.html"))


def read(page: str | bytes, media_type: str = "text/html") -> Text:
    """The text of a paper."""
    return extract(media_type, page if isinstance(page, bytes) else page.encode())


def texts(page: str | bytes, media_type: str = "text/html") -> list[str]:
    """Its paragraphs, as plain strings."""
    return [paragraph.text for paragraph in read(page, media_type).paragraphs]


@pytest.mark.skipif(not REAL_PAGES, reason="no real papers here")
def test_real_pages_give_text_without_their_scripts() -> None:
    """Every real page has paragraphs, a title, and no line of a script."""
    for path in REAL_PAGES:
        text = read(path.read_bytes())
        assert len(text.paragraphs) > 20
        assert not any("function(" in paragraph.text for paragraph in text.paragraphs)


def test_blocks_are_paragraphs() -> None:
    """Headings are strong, list entries have bullets, line breaks part lines."""
    page = "<h1>Agenda</h1><p>One\n two<br>three</p><ul><li>Roads</li><li>Bridges</li></ul>"
    assert read(page).paragraphs == (
        Paragraph("Agenda", strong=True),
        Paragraph("One two"),
        Paragraph("three", gap=False),
        Paragraph("• Roads"),
        Paragraph("• Bridges", gap=False),
    )


@pytest.mark.parametrize(
    ("opening", "marks"),
    [
        ("<ol>", ["1.", "2."]),
        ('<ol start="7">', ["7.", "8."]),
        ('<ol type="a">', ["a.", "b."]),
        ('<ol style="list-style-type: lower-roman">', ["i.", "ii."]),
        ("<ul>", ["•", "•"]),
    ],
)
def test_entries_have_the_marks_that_a_browser_shows(opening: str, marks: list[str]) -> None:
    """Numbers of resolutions are made by the browser: they belong to the text."""
    assert texts(f"{opening}<li>Note<li>Approve") == [f"{marks[0]} Note", f"{marks[1]} Approve"]


def test_a_mark_in_the_text_is_not_doubled() -> None:
    """Word leaves "1)" or "·" inside list entries."""
    assert texts("<ol><li>1) Note</ol><ul><li>· Roads</ul>") == ["1) Note", "• Roads"]


def test_rows_of_data_keep_their_cells() -> None:
    """A row is one paragraph, cells parted by tabs, empty ones too."""
    page = "<table><tr><th>Name<th>Date<tr><td><p>A<br>Byrne</p><td></table>"
    assert texts(page) == ["Name\tDate", "A Byrne\t"]


def test_tables_that_lay_out_the_page_are_no_rows() -> None:
    """Cells with several paragraphs, headings or lists are read as blocks."""
    page = "<table><tr><td>7.<td><p>Winter</p><p>The report was noted.</p></table>"
    assert texts(page) == ["7.", "Winter", "The report was noted."]


def test_a_bold_paragraph_is_strong() -> None:
    """By tag or by style; not where some of it is plain."""
    page = "<p><b>RESOLVED</b><p><span style='font-weight:bold'>Present</span><p><b>Note:</b> that"
    assert [p.strong for p in read(page).paragraphs] == [True, True, False]


def test_what_is_hidden_is_no_text() -> None:
    """Scripts, styles, menus, templates, and what the page hides."""
    page = (
        "<title>T</title><script>a()</script><style>b</style><nav>c</nav><p hidden>d</p>"
        "<p style='Display : none'>e</p><span class='x mgHide'>f</span><template>g</template><p>h"
    )
    assert texts(page) == ["h"]


def test_only_the_papers_part_of_a_site_is_read() -> None:
    """Where there is a `#modgov`, the rest is the council's site."""
    assert texts("<p>Pay your tax</p><div id=modgov><p>Minutes</p></div><p>Bins") == ["Minutes"]


@pytest.mark.parametrize(
    ("page", "media_type"),
    [
        ("Café \u2013 £5".encode("windows-1252"), "text/html"),
        ("Café \u2013 £5".encode("windows-1252"), "text/html; charset=iso-8859-1"),
        (b"<meta charset='windows-1252'>" + "Café \u2013 £5".encode("windows-1252"), "text/html"),
        ("Café \u2013 £5".encode(), "text/html"),
        ("Café \u2013 £5".encode("utf-16"), "text/html"),
        (b"Caf&#233; &ndash; &pound;5", "text/html"),
        (b"<meta charset=base64>Caf&eacute; &#8211; &#xA3;5", "text/html"),
    ],
)
def test_encodings_and_entities(page: bytes, media_type: str) -> None:
    """Whatever the page or server says, or does not say, of its encoding."""
    assert texts(page, media_type) == ["Café \u2013 £5"]


@pytest.mark.parametrize(
    "unit", ["<div>", "<b>", "<ul><li>", "<table><tr><td>", "<p><span>", "<blockquote><p>"]
)
def test_deep_nesting_is_read(unit: str) -> None:
    """A page nested 20,000 deep gives its words."""
    assert any("deep" in text for text in texts(unit * 20_000 + "deep"))


def test_files_of_the_machine_are_never_read() -> None:
    """External entities stand for nothing."""
    page = '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/hostname">]><p>[&x;]'
    assert "[&x;]" in texts(page)[-1]


@pytest.mark.parametrize("page", ["<html></html>", "<!-- only a note -->", "<script>x</script>"])
def test_a_page_without_words_is_refused(page: str) -> None:
    """Its reason is that it has no text."""
    with pytest.raises(Unreadable, match="no text"):
        read(page)
