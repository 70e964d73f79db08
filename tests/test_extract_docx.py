"""Word documents (DOCX) to text: what stands on Word's pages, in order, with its numbers."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from office_files import docx, p, r, table, zipped

from indexer.errors import Unreadable
from indexer.extract.docx import extract_docx
from indexer.extract.formats import extract
from indexer.extract.numbering import written
from indexer.media import DOCX
from indexer.model import Paragraph

BOLD = "<w:b/>"
NUMBERING = """
<w:abstractNum w:abstractNumId="7">
 <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
 <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val="Sub"/>
  <w:lvlText w:val="%1.%2"/></w:lvl>
 <w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="(%3)"/></w:lvl>
 <w:lvl w:ilvl="3"><w:start w:val="1"/><w:numFmt w:val="lowerRoman"/><w:lvlRestart w:val="0"/>
  <w:lvlText w:val="%4)"/></w:lvl>
 <w:lvl w:ilvl="4"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="&#xF0B7;"/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="8">
 <w:lvl w:ilvl="0"><w:start w:val="4"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1"/></w:lvl>
 <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:isLgl/>
  <w:lvlText w:val="%1.%2"/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="9"><w:numStyleLink w:val="Linked"/></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="7"/>
 <w:lvlOverride w:ilvl="0"><w:startOverride w:val="20"/></w:lvlOverride></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="8"/></w:num>
<w:num w:numId="4"><w:abstractNumId w:val="9"/></w:num>
"""
STYLES = """
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/></w:style>
<w:style w:type="paragraph" w:styleId="Mine"><w:name w:val="Mine"/><w:basedOn w:val="H1"/></w:style>
<w:style w:type="paragraph" w:styleId="Heavy"><w:name w:val="Heavy"/><w:rPr><w:b/></w:rPr></w:style>
<w:style w:type="character" w:styleId="Strong"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Gone"><w:name w:val="Gone"/><w:rPr><w:vanish/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Sub"><w:name w:val="Sub"/>
 <w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Wide"><w:name w:val="Wide"/>
 <w:pPr><w:spacing w:before="120"/></w:pPr></w:style>
<w:style w:type="numbering" w:styleId="Linked"><w:name w:val="Linked"/>
 <w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr></w:style>
"""


def read(body: str, **parts: str) -> tuple[Paragraph, ...]:
    """The paragraphs of a DOCX with this body."""
    return extract_docx(docx(body, **parts)).paragraphs


def texts(body: str, **parts: str) -> list[str]:
    """Their words."""
    return [paragraph.text for paragraph in read(body, **parts)]


def numbered(*places: tuple[int, int] | None) -> list[str]:
    """The labels of paragraphs "x" in these lists and levels."""
    body = "".join(p("x", numbered=place) for place in places)
    return [text.removesuffix("x").strip() for text in texts(body, numbering=NUMBERING)]


# --- paragraphs -------------------------------------------------------------------------------


def test_paragraphs_stand_in_order_with_tidy_words() -> None:
    """Runs are joined, hyphens and spaces are what is seen; a line end in the file is a space."""
    body = p("Kelder", "by\u00a0", "  Borough\n  Council") + p(
        "co", "<w:r><w:softHyphen/></w:r>", "opt", "<w:r><w:noBreakHyphen/></w:r>", "in"
    )
    assert texts(body) == ["Kelderby Borough Council", "coopt-in"]


def test_a_paragraph_all_in_bold_is_strong() -> None:
    """By its own word or its styles'; a heading is strong without being bold."""
    body = (
        p(r("Apologies", BOLD))
        + p(r("Present: ", BOLD), "Cllr Ash")
        + p("Minutes", style="Heavy")
        + p(r("not ", '<w:b w:val="0"/>'), style="Heavy")
        + p(r("undone", '<w:rStyle w:val="Strong"/>'), style="Heavy")
        + p("Item", style="Mine")
    )
    strong = [paragraph.strong for paragraph in read(body, styles=STYLES)]
    assert strong == [True, False, True, False, False, True]


def test_an_empty_paragraph_or_space_makes_a_gap() -> None:
    """Space by a style counts, and so does space after the paragraph before."""
    after = '<w:spacing w:after="200"/>'
    body = p("a") + p("b") + p() + p("c") + p("d", style="Wide") + p("e", more=after) + p("f")
    gaps = [paragraph.gap for paragraph in read(body, styles=STYLES)]
    assert gaps == [True, False, True, True, False, True]


def test_a_line_break_parts_lines() -> None:
    """The first, in bold, is a heading; the number stands before it alone."""
    body = p(r("Apologies", BOLD), "<w:r><w:br/></w:r>", "None.", numbered=(1, 0))
    found = read(body, numbering=NUMBERING)
    assert [(one.text, one.strong) for one in found] == [("1. Apologies", True), ("None.", False)]


@pytest.mark.parametrize(
    ("before", "after", "text"),
    [
        ("1", "Apologies", "1 Apologies"),
        ("12.", "Apologies", "12. Apologies"),
        ("Chair:", "Cllr Ash", "Chair: Cllr Ash"),
        ("Cllr Ash", "Cllr Birch", "Cllr Ash\tCllr Birch"),
        ("", "indented", "indented"),
    ],
)
def test_tabs_part_columns_but_not_a_mark_from_its_text(before: str, after: str, text: str) -> None:
    """As the layout of a PDF is read."""
    assert texts(p(before, "<w:r><w:tab/></w:r>", after)) == [text]


# --- what is not shown ------------------------------------------------------------------------


def test_tracked_changes_read_as_if_accepted() -> None:
    """What is inserted is text, what is deleted or moved away is none."""
    body = p(
        "The Board ",
        f"<w:del>{r('noted')}</w:del><w:ins>{r('approved')}</w:ins>",
        f"<w:moveFrom>{r(' gone')}</w:moveFrom><w:moveTo>{r(' here')}</w:moveTo>",
    )
    assert texts(body) == ["The Board approved here"]


def test_a_deleted_paragraph_end_joins_two_paragraphs() -> None:
    """And only one number is counted for both."""
    deleted = "<w:rPr><w:del/></w:rPr>"
    body = p("That it be ", numbered=(1, 0), more=deleted) + p("noted.", numbered=(1, 0))
    body += p("Next", numbered=(1, 0))
    assert texts(body, numbering=NUMBERING) == ["1. That it be noted.", "2. Next"]


def test_a_deleted_end_of_the_last_paragraph_loses_nothing() -> None:
    """There is no paragraph to join it to."""
    assert texts(p("kept", more="<w:rPr><w:del/></w:rPr>")) == ["kept"]


def test_hidden_words_and_comments_are_no_text() -> None:
    """Hidden by itself or by style; a hidden paragraph counts no number."""
    body = (
        p("a", r("b", "<w:vanish/>"), "<w:r><w:commentReference/></w:r>")
        + p("c", style="Gone", numbered=(1, 0))
        + p("d", numbered=(1, 0))
    )
    assert texts(body, styles=STYLES, numbering=NUMBERING) == ["a", "1. d"]


def test_a_field_shows_its_result() -> None:
    """Never its code, even where a field stands within the code of another."""

    def mark(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    inner = mark("begin") + mark("separate") + r("inner") + mark("end")
    code = "<w:r><w:instrText>REF x</w:instrText></w:r>"
    body = p("on ", mark("begin") + code + inner + mark("separate"), "9 May", mark("end"), ".")
    simple = p('<w:fldSimple w:instr="DATE">' + r("10 May") + "</w:fldSimple>")
    assert texts(body + simple) == ["on 9 May.", "10 May"]


def test_a_field_that_never_ends_swallows_nothing_beyond_its_paragraph() -> None:
    """A damaged document loses no more than that."""
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    assert texts(p("a", begin, "code") + p("b")) == ["a", "b"]


def test_form_fields_show_what_was_chosen() -> None:
    """A list shows the entry, a box whether it is ticked."""

    def form(data: str) -> str:
        return (
            f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{data}</w:ffData></w:fldChar></w:r>'
            '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        )

    entries = '<w:listEntry w:val="No"/><w:listEntry w:val="Yes"/>'
    body = p("Key decision: ", form(f'<w:ddList><w:result w:val="1"/>{entries}</w:ddList>'))
    body += p(form('<w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox>'), " urgent")
    assert texts(body) == ["Key decision: Yes", "☒ urgent"]


def test_a_prompt_of_a_content_control_is_no_text() -> None:
    """What was filled in is."""
    prompt = f"<w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{r('Click here')}</w:sdtContent>"
    filled = f"<w:sdtPr/><w:sdtContent>{r('Cllr Ash')}</w:sdtContent>"
    assert texts(p(f"<w:sdt>{prompt}</w:sdt><w:sdt>{filled}</w:sdt>")) == ["Cllr Ash"]


# --- numbers ----------------------------------------------------------------------------------


def test_lists_are_numbered_as_word_shows_them() -> None:
    """Each level in its form; a level begins anew below a new number of a level above."""
    assert numbered((1, 0), (1, 1), (1, 1), (1, 2), (1, 0), (1, 1), (1, 2), (1, 2)) == (
        ["1.", "1.1", "1.2", "(a)", "2.", "2.1", "(a)", "(b)"]
    )


def test_a_list_goes_on_after_other_paragraphs() -> None:
    """As the minutes of a meeting do between their items."""
    assert numbered((1, 0), None, (3, 0), (1, 0), (3, 0)) == ["1.", "", "IV", "2.", "V"]


def test_a_list_that_overrides_its_start_begins_there_once() -> None:
    """And goes on with the numbers of the list that it is made of."""
    assert numbered((1, 0), (2, 0), (2, 0), (1, 0)) == ["1.", "20.", "21.", "22."]


def test_a_level_may_never_restart() -> None:
    """Where its definition says so."""
    assert numbered((1, 0), (1, 3), (1, 0), (1, 3)) == ["1.", "i)", "2.", "ii)"]


def test_a_level_whose_upper_one_was_not_used_shows_its_start() -> None:
    """Legal numbering writes figures whatever the upper level's form is."""
    assert numbered((3, 1), (3, 1)) == ["4.1", "4.2"]


def test_a_number_comes_from_the_paragraph_style_too() -> None:
    """At the level that names the style; `numId` 0 takes it away."""
    none = p("c", style="Sub", numbered=(0, 0))
    body = p("a", numbered=(1, 0)) + p("b", style="Sub") + none + p("d", style="Sub")
    assert texts(body, styles=STYLES, numbering=NUMBERING) == ["1. a", "1.1 b", "c", "1.2 d"]


def test_a_list_may_be_defined_by_a_numbering_style() -> None:
    """Its numbers are those of the list that the style names."""
    body = p("a", numbered=(4, 0)) + p("b", numbered=(3, 0))
    assert texts(body, styles=STYLES, numbering=NUMBERING) == ["IV a", "V b"]


def test_bullets_are_one_sign() -> None:
    """Whatever sign of a symbol font the list has."""
    assert numbered((1, 4)) == ["•"]


def test_an_empty_numbered_paragraph_is_counted() -> None:
    """Word counts it, though it has no words."""
    body = p("a", numbered=(1, 0)) + p(numbered=(1, 0)) + p("c", numbered=(1, 0))
    assert texts(body, numbering=NUMBERING) == ["1. a", "3. c"]


@pytest.mark.parametrize(
    ("number", "form", "text"),
    [
        (27, "a", "aa"),
        (52, "A", "ZZ"),
        (1994, "i", "mcmxciv"),
        (4, "I", "IV"),
        (7, "01", "07"),
        (22, "1st", "22nd"),
        (13, "1st", "13th"),
        (10**8, "i", "100000000"),
        (0, "a", "0"),
    ],
)
def test_numbers_are_written_in_their_form(number: int, form: str, text: str) -> None:
    """Beyond what letters can say, figures are used."""
    assert written(number, form) == text


@given(st.integers(1, 780), st.sampled_from(["a", "A", "i", "I", "1", "01", "1st"]))
def test_no_two_numbers_are_written_alike(number: int, form: str) -> None:
    """Each number has a label of its own, in every form."""
    assert written(number, form) != written(number + 1, form)


# --- tables -----------------------------------------------------------------------------------


def test_rows_of_a_table_are_cells_parted_by_tabs() -> None:
    """Empty cells keep their place."""
    assert texts(table(["Ward", "Votes", "%"], ["Lammas", "", "9"])) == [
        "Ward\tVotes\t%",
        "Lammas\t\t9",
    ]


def test_a_cell_that_is_merged_stands_once() -> None:
    """Down and across; what it would hide is not read."""
    merged = "<w:tcPr><w:vMerge/></w:tcPr>" + p("hidden")
    first = '<w:tcPr><w:vMerge w:val="restart"/></w:tcPr>' + p("Ash")
    assert texts(table([first, "1", "2"], [merged, "3", "4"])) == ["Ash\t1\t2", "\t3\t4"]


def test_a_deleted_row_is_no_text() -> None:
    """Nor is a cell that a tracked change deletes."""
    rows = table(["a", "b"], ["<w:tcPr><w:cellDel/></w:tcPr>" + p("x"), "c"])
    gone = "<w:tr><w:trPr><w:del/></w:trPr><w:tc>" + p("gone") + "</w:tc></w:tr></w:tbl>"
    assert texts(rows.removesuffix("</w:tbl>") + gone) == ["a\tb", "c"]


def test_a_table_that_lays_out_the_page_is_read_cell_by_cell() -> None:
    """Where cells hold several paragraphs or tables, or a row has but one cell with words."""
    two = p("Cllr Ash") + p("Cllr Birch")
    assert texts(table([two, "Officers"])) == ["Cllr Ash", "Cllr Birch", "Officers"]
    inner = table(["a", "b"]) + p()
    assert texts(table([inner, "c"])) == ["a\tb", "c"]
    assert texts(table(["", "Heading"])) == ["Heading"]


def test_a_table_with_a_row_of_headings_keeps_its_rows() -> None:
    """Though a cell has several short paragraphs."""
    head = [p(r(name, BOLD)) for name in ("Date", "Title", "Officers")]
    section = [p(r("Later", BOLD)), "", ""]
    rows = table(head, ["9 May", "Parks", p("J Ash") + p("K Birch")], section, ["", "Roads", ""])
    assert texts(rows) == [
        "Date\tTitle\tOfficers",
        "9 May\tParks\tJ Ash K Birch",
        "Later",
        "\tRoads\t",
    ]


def test_a_cell_with_nothing_but_its_automatic_number_shows_it() -> None:
    """As the first column of many tables has it."""
    rows = table([p(numbered=(1, 0)), "Parks"], [p(numbered=(1, 0)), "Roads"])
    assert texts(rows, numbering=NUMBERING) == ["1.\tParks", "2.\tRoads"]


# --- what hangs on a paragraph ----------------------------------------------------------------


def test_a_text_box_follows_its_paragraph_once() -> None:
    """Word writes it twice, for itself and for older readers."""
    box = f"<w:txbxContent>{p('in the box')}</w:txbxContent>"
    both = (
        f"<w:r><mc:AlternateContent><mc:Choice><w:drawing>{box}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert texts(p("be", both, "fore") + p("after")) == ["before", "in the box", "after"]


def test_notes_follow_their_paragraph_with_their_numbers() -> None:
    """In a table after it; a note's number does not stand in the words that it explains."""
    notes = "".join(
        f'<w:footnote w:id="{number}">{p(f"note {number}")}</w:footnote>' for number in (1, 2, 3)
    )

    def mark(number: int) -> str:
        return f'<w:r><w:footnoteReference w:id="{number}"/></w:r>'

    body = p("policy", mark(2), ".") + table([p("a", mark(1)), "b"], ["c", "d"]) + p("end")
    assert texts(body, footnotes=notes) == [
        "policy.",
        "[1] note 2",
        "a\tb",
        "c\td",
        "[2] note 1",
        "end",
    ]


def test_a_note_that_refers_to_itself_ends() -> None:
    """A hostile file may do so; each note is read once."""
    mark = '<w:r><w:footnoteReference w:id="1"/></w:r>'
    note = f'<w:footnote w:id="1">{p("x", mark)}</w:footnote>'
    assert texts(p("a", mark), footnotes=note) == [
        "a",
        "[1] x",
    ]


def test_formulas_are_words() -> None:
    """Their letters and figures, in order."""
    assert texts(p("so ", "<m:oMath><m:r><m:t>a=b</m:t></m:r></m:oMath>")) == ["so a=b"]


# --- headers and title ------------------------------------------------------------------------

FIRST = '<w:sectPr><w:headerReference w:type="first" r:id="rId0"/><w:titlePg/></w:sectPr>'
ALL = '<w:sectPr><w:headerReference w:type="default" r:id="rId0"/></w:sectPr>'


def test_a_header_of_the_first_page_alone_is_a_title_block() -> None:
    """What the text says itself is not said twice."""
    header = p("Kelderby Borough Council") + p("CABINET, 9 May 2024, 2 pm") + p("Page 1 of 9")
    body = p("Cabinet, 9 May 2024") + p("Kelderby  borough council") + FIRST
    assert texts(body, header=header) == [
        "CABINET, 9 May 2024, 2 pm",
        "Cabinet, 9 May 2024",
        "Kelderby borough council",
    ]


@pytest.mark.parametrize(
    ("header", "kept"),
    [
        ("Cabinet – 9 May 2024", True),
        ("Cabinet – 8 May 2024", False),
        ("OFFICIAL", False),
        ("Version 3, 12 May 2020", False),
    ],
)
def test_a_running_header_counts_only_for_a_date_that_the_text_lacks(
    header: str, kept: bool
) -> None:
    """And only where it is a meeting's."""
    found = texts(p("Minutes of 8th May 2024, that is 8 May 2024") + ALL, header=p(header))
    assert (header in found) is kept


def test_the_title_is_the_files_own() -> None:
    """None where it has none."""
    assert extract_docx(docx(p("a"), title="Parks\n report ")).title == "Parks report"
    assert extract_docx(docx(p("a"))).title is None


def test_a_part_in_another_format_is_named_as_attached() -> None:
    """Its words are not read, and that is said."""
    assert extract_docx(docx(p("a"), aFChunk="<x/>")).attached == ("word/aFChunk.xml",)


# --- bad files --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"PK\x03\x04 and no more", "list of contents is missing"),
        (docx(p("a"))[:-40], "cut off or damaged"),
        (zipped({"word/other.xml": "<a/>"}), "no text part"),
        (zipped({"word/document.xml": "<w:document>"}), "is no XML"),
        (
            zipped({"word/document.xml": "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"}),
            "document type",
        ),
        (zipped({"word/document.xml": b"<a>" + bytes(65_000_000)}), "larger than 64 MB"),
        (zipped({"word/document.xml": "<a>" + "<b/>" * 3_000_001}), "more elements"),
        (zipped({f"{number:0100}": "" for number in range(15_000)}), "more files than"),
        (docx("<w:ins>" * 900 + "</w:ins>" * 900), "no XML|nested|no text"),
        (docx(""), "no text"),
    ],
    ids=["stub", "cut", "parts", "xml", "entities", "bomb", "elements", "members", "deep", "empty"],
)
def test_bad_files_have_a_plain_reason(data: bytes, reason: str) -> None:
    """Nothing is unpacked or looked up beyond what a paper needs."""
    with pytest.raises(Unreadable, match=reason):
        extract(DOCX, data)


def test_a_damaged_title_costs_only_itself() -> None:
    """The words are read all the same."""
    found = extract_docx(docx(p("a"), title="x & y"))
    assert (found.title, [one.text for one in found.paragraphs]) == (None, ["a"])


def test_mutated_files_end_as_text_or_unreadable() -> None:
    """Whatever two hundred random changes do to a file and to its parts."""
    whole = docx(p("a", numbered=(1, 0)) + table(["b", "c"]), styles=STYLES, numbering=NUMBERING)
    chance = random.Random(5)
    for _ in range(200):
        data = bytearray(whole)
        for _ in range(chance.choice((1, 5, 30))):
            data[chance.randrange(len(data))] = chance.randrange(256)
        try:
            assert extract_docx(bytes(data)) is not None
        except Unreadable:
            continue


VALUES = st.sampled_from(["0", "1", "-1", "9", "999999999", "x", "", "restart", "bullet"])
TAGS = st.sampled_from(
    [
        "p",
        "r",
        "t",
        "tbl",
        "tr",
        "tc",
        "pPr",
        "rPr",
        "numPr",
        "ilvl",
        "numId",
        "sdt",
        "sdtContent",
        "del",
        "ins",
        "br",
        "fldChar",
        "txbxContent",
    ]
)
TREES = st.recursive(
    st.just("<w:r><w:t>x</w:t></w:r>"),
    lambda inner: st.builds(
        lambda tag, text, parts: f'<w:{tag} w:val="{text}">{"".join(parts)}</w:{tag}>',
        TAGS,
        VALUES,
        st.lists(inner, max_size=4),
    ),
    max_leaves=20,
)


@given(TREES)
def test_elements_in_any_order_are_read(tree: str) -> None:
    """Elements where Word never puts them end as text or nothing."""
    for paragraph in read(f"<w:p>{tree}</w:p>{tree}", numbering=NUMBERING, styles=STYLES):
        assert paragraph.text.strip()
