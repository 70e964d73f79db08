"""What a paper is called that has no title line: by its file's description, else its heading."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.model import Paragraph, Text
from indexer.reading.file_titles import described_title, title_of
from indexer.reading.reader import read_text


@pytest.mark.parametrize(
    "title",
    [
        None,
        "",
        "Microsoft Word - Minutes.doc",
        "Microsoft Word - Minutes of 3 May",
        "Microsoft PowerPoint - Slides",
        "untitled",
        "Untitled-1",
        "Document1",
        "PowerPoint Presentation",
        "Slide 1",
        "KBC Standard Document Template",
        "final_report_v3",
        "Trees report.docx",
        "S:\\Committee\\Trees report.pdf",
        "12345",
        "---",
    ],
)
def test_what_a_program_left_is_no_title(title: str | None) -> None:
    """Nor is the name of a file."""
    assert described_title(title) is None


@pytest.mark.parametrize(
    ("title", "plain"),
    [
        ("Tree Strategy", "Tree Strategy"),
        ("Trees", "Trees"),
        ("Panel&#58; third meeting", "Panel: third meeting"),
        ("Documents for the Local Plan", "Documents for the Local Plan"),
        ("Scanning of Planning Files", "Scanning of Planning Files"),
    ],
)
def test_a_title_is_taken_as_it_stands(title: str, plain: str) -> None:
    """But for what a web page made of its signs."""
    assert described_title(title) == plain


def paper(title: str | None, *headings: str) -> Text:
    """A paper with some headings, then a sentence."""
    strong = tuple(Paragraph(heading, strong=True) for heading in headings)
    return Text((*strong, Paragraph("The trees grow.")), title=title)


@pytest.mark.parametrize(
    ("text", "called"),
    [
        (paper("Tree Strategy", "Kelderby Borough Council"), "Tree Strategy"),
        (paper("Document1", "Tree Strategy"), "Tree Strategy"),
        (paper(None, "Kelderby Borough Council", "3 May 2024", "Tree Strategy"), "Tree Strategy"),
        (paper("KELDERBY PANEL", "KELDERBY PANEL", "Sixteenth Meeting"), "KELDERBY PANEL: Sixteenth Meeting"),
        (paper("KELDERBY PANEL", "KELDERBY PANEL", "Room 2, Guildhall", "Venue"), "KELDERBY PANEL"),
        (paper(None, "1. Trees", "Appendix A", "Tree Strategy"), "Tree Strategy"),
        (paper(None), "The trees grow."),
    ],
)  # fmt: skip
def test_the_first_heading_is_the_title_where_the_file_has_none(text: Text, called: str) -> None:
    """No body alone, no date, no place, no number; else the first line."""
    assert title_of(text) == called
    assert read_text(text).title == called


@given(st.text(max_size=400), st.lists(st.text(max_size=80), max_size=4))
def test_every_paper_has_a_title(title: str, headings: list[str]) -> None:
    """Whatever its file and its first lines say."""
    assert title_of(paper(title, *headings)).strip()
