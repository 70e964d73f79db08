"""Plain text and Markdown to text, and which function reads what."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.errors import NotReadYet, Unreadable
from indexer.extract.formats import extract
from indexer.model import Paragraph, Text

REAL = Path(os.environ.get("MINUTEBOOK_REAL_PAPERS", Path(__file__).parents[2] / "shared"))
SEEDS = sorted((REAL / "seeds").glob("*.txt"))
needs_seeds = pytest.mark.skipif(len(SEEDS) < 3, reason="no real papers here")

WRAPPED = """The Board considered a briefing note of the Director of Streetscene, which
set out the progress made with the winter maintenance programme and the costs
that had arisen since the last meeting. Members asked about the drivers.
"""


def read(text: str | bytes, media_type: str = "text/plain") -> Text:
    """The text of a paper."""
    return extract(media_type, text if isinstance(text, bytes) else text.encode())


def texts(text: str | bytes, media_type: str = "text/plain") -> list[str]:
    """Its paragraphs, as plain strings."""
    return [paragraph.text for paragraph in read(text, media_type).paragraphs]


# --- real papers ------------------------------------------------------------------------------


@needs_seeds
def test_bullets_that_are_only_spaces_get_their_sign() -> None:
    """The page that marks the entries of one list by two spaces alone has them as bullets."""
    found = texts(SEEDS[2].read_bytes())
    assert sum(text.startswith("• ") for text in found) == 33


@needs_seeds
def test_paragraphs_cut_by_the_page_breaks_of_the_original_are_whole() -> None:
    """No paragraph of the pack ends in mid-sentence with the next in lower case."""
    found = read(SEEDS[1].read_bytes()).paragraphs
    begins_low = [p.text for p in found if p.gap and p.text[:4].isalpha() and p.text[0].islower()]
    assert [text[:8] for text in begins_low] == ["https://"]


@needs_seeds
def test_the_rows_of_the_tables_in_the_pack_keep_their_cells() -> None:
    """The approver tables and the table of figures come row by row."""
    rows = [p.text.count("\t") for p in read(SEEDS[1].read_bytes()).paragraphs if "\t" in p.text]
    assert rows.count(4) == 10
    assert rows.count(7) == 7


@needs_seeds
@pytest.mark.parametrize("number", [0, 1, 2])
def test_no_word_of_the_seeds_is_lost(number: int) -> None:
    """Letters and digits all stay, in order."""
    raw = SEEDS[number].read_bytes().decode()
    kept = "".join(texts(raw))
    assert [c for c in kept if c.isalnum()] == [c for c in raw if c.isalnum()]


# --- lines and paragraphs ---------------------------------------------------------------------


def test_each_line_is_a_paragraph_where_the_file_is_not_wrapped() -> None:
    """Attendance lists stay lists; blank lines become gaps."""
    found = read("Present:\n\nCouncillor A Byrne\nCouncillor R Okafor\n").paragraphs
    assert found == (
        Paragraph("Present:"),
        Paragraph("Councillor A Byrne"),
        Paragraph("Councillor R Okafor", gap=False),
    )


def test_hard_wrapped_lines_are_joined() -> None:
    """In a file broken at a margin, a block of lines is one paragraph."""
    assert texts(WRAPPED + "\n" + WRAPPED) == [" ".join(WRAPPED.split("\n")).strip()] * 2


def test_a_paragraph_cut_by_a_page_break_is_joined() -> None:
    """A line that ends in mid-sentence goes on after the blank line in lower case."""
    assert texts(
        "The Chair thanked the drivers who had kept the roads of the\n\nborough open.\n"
    ) == ["The Chair thanked the drivers who had kept the roads of the borough open."]


@pytest.mark.parametrize(
    "after", ["1) note it", "e-mail: clerk@kelderby.example", "• roads", "Roads"]
)
def test_what_begins_anew_is_not_joined(after: str) -> None:
    """List entries, addresses and capitals begin paragraphs."""
    before = "The person to contact about this meeting is the clerk of the Board"
    assert texts(f"{before}\n\n{after}\n") == [before, after]


def test_form_feeds_are_page_breaks() -> None:
    """A text with pages has them, the blank ones named."""
    text = read("First page\fSecond page\f \fFourth\f")
    assert (text.pages, text.without_text) == (4, (3,))
    assert [(p.text, p.page) for p in text.paragraphs] == [
        ("First page", 1),
        ("Second page", 2),
        ("Fourth", 4),
    ]


def test_text_without_form_feeds_has_no_pages() -> None:
    """Pages are never guessed."""
    text = read("Minutes\n")
    assert (text.pages, text.paragraphs[0].starts) == (None, ())


# --- marks ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("17.", "17."),
        ("a)\u00a0 To agree the minutes", "a) To agree the minutes"),
        ("·\u00a0 Workforce", "• Workforce"),
        ("- Workforce", "• Workforce"),
        ("* Workforce", "• Workforce"),
        ("-What is needed?", "• What is needed?"),
        ("- 2.1 The Board is asked", "2.1 The Board is asked"),
        (" - 1) Note the report", "1) Note the report"),
        ("∑ Workforce", "• Workforce"),
        ("∑Workforce", "• Workforce"),
        ("Ø Workforce", "• Workforce"),
        ("§ Workforce", "• Workforce"),
        ("o Workforce", "• Workforce"),
        ("ü (a few)", "• (a few)"),
        ("§ 106 agreements", "§ 106 agreements"),
        ("Ø 20 mm pipes", "Ø 20 mm pipes"),
        ("Øresund", "Øresund"),
        ("<https://kelderby.example/m/1>", "https://kelderby.example/m/1"),
        ("see [the plan](https://kelderby.example/(1)/plan)", "see the plan"),
        ("a '*hard winter*' and **341** cases", "a 'hard winter' and 341 cases"),
        ("Report author(s):**Name and post:**", "Report author(s): Name and post:"),
        ("snake_case_name and 2 * 3 * 4", "snake_case_name and 2 * 3 * 4"),
        (r"1\. not \*bold\*", "1. not *bold*"),
        ("> quoted", "quoted"),
        ("Minutes pdf icon PDF 12 KB", "Minutes pdf icon PDF 12 KB"),
        ("| Name | Date |", "Name\tDate"),
        ("\tWorkforce\t\t", "\tWorkforce\t\t"),
        ("\tan indented line", "an indented line"),
        ("of\ufb01ce  \u2009hours", "office hours"),
    ],
)
def test_marks_are_taken_away(line: str, text: str) -> None:
    """What Markdown and word processors put around words goes; the words stay."""
    assert texts(line) == [text]


@pytest.mark.parametrize(
    ("line", "strong"),
    [
        ("## Present", True),
        ("**Present**", True),
        ("1. **Apologies**", True),
        ("3. **Minutes** (Pages 3 - 10)", True),
        ("**Challenges** continue", False),
        ("Present", False),
    ],
)
def test_headings_are_strong(line: str, strong: bool) -> None:
    """A heading, or a line all of which is bold."""
    assert read(line).paragraphs[0].strong is strong


def test_a_markdown_table_is_rows() -> None:
    """The rule below its head is no row."""
    assert texts("| A | B |\n|---|:-:|\n| 1 | 2 |\n", "text/markdown") == ["A\tB", "1\t2"]


def test_rules_and_front_matter_are_no_text_but_the_title_is() -> None:
    """The title of the front matter heads the text: often it alone has the date."""
    text = read(
        "---\ntitle: Minutes of 5 March 2026\ntype: minutes\n---\n\nPresent\n\n---\n\nNil\n"
    )
    assert text.title == "Minutes of 5 March 2026"
    assert [p.text for p in text.paragraphs] == ["Minutes of 5 March 2026", "Present", "Nil"]


def test_html_in_markdown_is_read_as_html() -> None:
    """Pages exported from a site have HTML below their front matter."""
    assert texts("---\ntitle: Panel\n---\n<p>Present:</p>\n<ul><li>A Byrne</li></ul>\n") == [
        "Panel",
        "Present:",
        "• A Byrne",
    ]


# --- Word's own markup ------------------------------------------------------------------------

WORD_LIST = (
    '<p class=MsoListParagraph style="mso-list:l0 level1 lfo1"><![if !supportLists]><span '
    "style='font-family:{}'><span style='mso-list:Ignore'>{}<span style='font:7.0pt \"Times New "
    "Roman\"'>&nbsp;&nbsp;&nbsp; </span></span></span><![endif]>Roads in\nthe north</p>"
)


@pytest.mark.parametrize(
    ("font", "sign"),
    [
        ("Symbol", "&middot;"),
        ("Wingdings", "&sect;"),
        ("Wingdings", "&Oslash;"),
        ("Wingdings", "v"),
        ("Wingdings", "q"),
        ('"Courier New"', "o"),
    ],
)
def test_bullets_of_word_are_bullets_in_whatever_font(font: str, sign: str) -> None:
    """A letter in a font of signs is a sign."""
    assert texts(WORD_LIST.format(font, sign), "text/html") == ["• Roads in the north"]


def test_numbers_of_a_list_of_word_stay() -> None:
    """They stand in the text, set apart in the same way."""
    assert texts(WORD_LIST.format("Arial", "2)"), "text/html") == ["2) Roads in the north"]


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("on 3<sup>rd</sup> March", "on 3rd March"),
        ("on 21 <sup>st</sup>\nMarch", "on 21st March"),
        ("pay £5 <s>and £6</s>", "pay £5"),
        ("pay £5 <span style='text-decoration:line-through'>or £6</span> now", "pay £5 now"),
        ("pay £5 <del>or £6</del><ins>now</ins>", "pay £5 now"),
        ("pay £5 <span style='display:none;mso-hide:all'>or £6</span> now", "pay £5 now"),
    ],
)
def test_words_of_word_are_those_that_hold(markup: str, text: str) -> None:
    """Ordinals are whole; what is crossed out or hidden is no text."""
    assert texts(f"<p class=MsoNormal>{markup}</p>", "text/html") == [text]


# --- encodings --------------------------------------------------------------------------------


TURNING = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
"""Signs that make a text look other than it reads."""


@pytest.mark.parametrize("sign", TURNING)
@pytest.mark.parametrize("media_type", ["text/plain", "text/html"])
def test_signs_that_turn_the_writing_are_taken_out(sign: str, media_type: str) -> None:
    """What people see is what is searched; the words on either side stay as they are."""
    head, tail = ("<p>", "</p>") if media_type == "text/html" else ("", "")
    assert texts(f"{head}Pay {sign}£{sign}12 to the {sign} Clerk{tail}", media_type) == [
        "Pay £12 to the Clerk"
    ]


def test_pages_are_told_rightly_where_signs_were_taken_out() -> None:
    """A paragraph that runs over the end of a page is cut where the next page begins."""
    first = f"The Board considered{TURNING} a note of the Director of Streetscene on"
    (whole,) = read(f"{first}\fthe costs{TURNING} of winter.").paragraphs
    assert [(whole.text[at:][:9], page) for at, page in whole.starts] == [
        ("The Board", 1),
        ("the costs", 2),
    ]
    assert whole.text.endswith("of Streetscene on the costs of winter.")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1252"])
def test_encodings_are_told_apart(encoding: str) -> None:
    """Without a word about it, text is UTF-8, UTF-16 with its mark, or windows-1252."""
    assert texts("Café \u2013 £5 \u2018each\u2019".encode(encoding)) == [
        "Café \u2013 £5 \u2018each\u2019"
    ]


def test_a_declared_encoding_is_believed() -> None:
    """Where the server names one that we know."""
    assert texts("Zażółć".encode("iso8859-2"), "text/plain; charset=ISO-8859-2") == ["Zażółć"]
    assert texts(b"plain", "text/plain; charset=no-such-thing") == ["plain"]


def test_a_stray_byte_does_not_spoil_the_rest() -> None:
    """One windows-1252 byte in UTF-8 is read as what it was meant to be."""
    assert texts("Café ".encode() + b"\x96 na\xefve") == ["Café \u2013 naïve"]


# --- what is not read -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("media_type", "words"),
    [("text/xml; charset=utf-8", "XML files")],
)
def test_kinds_for_a_later_version_say_so(media_type: str, words: str) -> None:
    """They are held, and listed as not read yet."""
    with pytest.raises(NotReadYet) as caught:
        read("x", media_type)
    assert str(caught.value) == f"{words} are held, but this version does not read them"


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "empty (0 bytes)"),
        (b" \n\n\t\n", "no text"),
        (b"%PDF-1.4 x", "not text: it holds a PDF"),
        (bytes(5_000), "no text: the file holds binary data"),
    ],
)
def test_what_is_no_text_is_refused(data: bytes, why: str) -> None:
    """The reason is in plain words."""
    with pytest.raises(Unreadable) as caught:
        read(data)
    assert str(caught.value) == why


def test_unknown_kinds_are_refused() -> None:
    """A spreadsheet is listed, not guessed at."""
    with pytest.raises(Unreadable, match="files of this kind are not read: application/zip"):
        read("x", "application/zip")


@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    """Paragraphs are never empty, and hold no line break and no double space."""
    try:
        found = read(text.encode("utf-8", "surrogatepass")).paragraphs
    except Unreadable:
        return
    for paragraph in found:
        assert paragraph.text.strip()
        assert not set(paragraph.text) & set("\n\r\f\v\x00")
        assert "  " not in paragraph.text


@given(st.binary())
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    """No byte leads to another error."""
    for media_type in ("text/plain", "text/html", "application/pdf"):
        try:
            assert extract(media_type, data).paragraphs
        except Unreadable as error:
            assert str(error)
