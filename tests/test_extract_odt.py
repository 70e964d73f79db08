"""OpenDocument texts (ODT) to text: what stands on their pages, in order, with its numbers."""

import random

import pytest
from office_files import odt, zipped

from indexer.errors import Unreadable
from indexer.extract.formats import extract
from indexer.extract.odt import extract_odt
from indexer.media import ODT
from indexer.model import Paragraph


def number(level: int, form: str, **more: str) -> str:
    """A level of a list style, with its `prefix`, `suffix`, `levels` and `start`."""
    names = {"prefix": "style:num-prefix", "suffix": "style:num-suffix"}
    names |= {"levels": "text:display-levels", "start": "text:start-value"}
    words = " ".join(f'{names[name]}="{value}"' for name, value in more.items())
    return f'<text:list-level-style-number text:level="{level}" style:num-format="{form}" {words}/>'


LISTS = (
    '<text:list-style style:name="L">'
    + number(1, "1", suffix=".")
    + number(2, "1", levels="2")
    + number(3, "a", prefix="(", suffix=")")
    + '<text:list-level-style-bullet text:level="4" text:bullet-char="o"/></text:list-style>'
    + f'<text:list-style style:name="M">{number(1, "I", start="3")}</text:list-style>'
)
STYLES = (
    '<style:style style:name="B" style:family="text">'
    '<style:text-properties fo:font-weight="bold"/></style:style>'
    '<style:style style:name="N" style:family="text">'
    '<style:text-properties fo:font-weight="normal"/></style:style>'
    '<style:style style:name="Gone" style:family="text">'
    '<style:text-properties text:display="none"/></style:style>'
    '<style:style style:name="Heavy" style:family="paragraph">'
    '<style:text-properties fo:font-weight="bold"/></style:style>'
    '<style:style style:name="Mine" style:family="paragraph" style:parent-style-name="Heavy"/>'
    '<style:style style:name="Heading_20_1" style:family="paragraph"/>'
    '<style:style style:name="Wide" style:family="paragraph">'
    '<style:paragraph-properties fo:margin-top="0.2cm" fo:margin-bottom="0.1in"/></style:style>'
)


def p(inside: str = "", style: str = "") -> str:
    """A paragraph with this inside."""
    return f'<text:p text:style-name="{style}">{inside}</text:p>'


def items(*inside: str) -> str:
    """Entries of a list."""
    return "".join(f"<text:list-item>{one}</text:list-item>" for one in inside)


def listed(*inside: str, style: str = "L", more: str = "") -> str:
    """A list of these entries."""
    named = f'text:style-name="{style}"' if style else ""
    return f"<text:list {named} {more}>{items(*inside)}</text:list>"


def table(*rows: list[str]) -> str:
    """A table; a cell that is no element is one paragraph."""
    cells = [
        "".join(
            one if one.startswith("<table") else f"<table:table-cell>{one}</table:table-cell>"
            for one in (cell if cell.startswith("<") else p(cell) for cell in row)
        )
        for row in rows
    ]
    inside = "".join(f"<table:table-row>{row}</table:table-row>" for row in cells)
    return f"<table:table>{inside}</table:table>"


def read(
    body: str, automatic: str = "", styles: str = "", master: str = ""
) -> tuple[Paragraph, ...]:
    """The paragraphs of an ODT with this body."""
    return extract_odt(odt(body, automatic or STYLES + LISTS, styles, master)).paragraphs


def texts(body: str, automatic: str = "", styles: str = "", master: str = "") -> list[str]:
    """Their words."""
    return [paragraph.text for paragraph in read(body, automatic, styles, master)]


# --- paragraphs -------------------------------------------------------------------------------


def test_words_stand_in_order_with_single_spaces() -> None:
    """Spaces, tabs and line breaks are elements; white space in the file is none."""
    body = p("Kelderby\n   <text:span>Borough</text:span><text:s text:c='999999999'/>Council")
    body += p("Cllr Ash<text:tab/>Cllr Birch<text:line-break/>None")
    assert texts(body) == ["Kelderby Borough Council", "Cllr Ash\tCllr Birch", "None"]


def test_a_paragraph_all_in_bold_is_strong() -> None:
    """By its own word or its styles'; a heading is strong without being bold."""
    body = (
        p("<text:span text:style-name='B'>Apologies</text:span>")
        + p("<text:span text:style-name='B'>Present:</text:span> Cllr Ash")
        + p("Minutes", "Mine")
        + p("<text:span text:style-name='N'>not</text:span>", "Mine")
        + p("Item", "Heading_20_1")
        + "<text:h text:outline-level='1'>Item</text:h>"
    )
    strong = [paragraph.strong for paragraph in read(body)]
    assert strong == [True, False, True, False, True, True]


def test_an_empty_paragraph_or_space_makes_a_gap() -> None:
    """Space above and below, as the style has it."""
    body = p("a") + p("b") + p() + p("c") + p("d", "Wide") + p("e") + p("f")
    assert [one.gap for one in read(body)] == [True, False, True, True, True, False]


def test_what_is_not_shown_is_no_text() -> None:
    """Comments, deleted and hidden words, prompts, descriptions of pictures."""
    body = (
        "<text:tracked-changes><text:p>deleted</text:p></text:tracked-changes>"
        + p(
            "a<office:annotation><text:p>comment</text:p></office:annotation>"
            "<text:span text:style-name='Gone'>hidden</text:span>"
            "<text:placeholder>click</text:placeholder>b"
            "<draw:frame><svg:desc>crest</svg:desc></draw:frame>"
        )
        + "<text:section text:display='none'><text:p>hidden</text:p></text:section>"
        + p("<text:hidden-paragraph text:is-hidden='true'/>hidden")
        + "<text:table-of-content><text:table-of-content-source><text:p>source</text:p>"
        "</text:table-of-content-source><text:index-body><text:p>1 Parks</text:p>"
        "</text:index-body></text:table-of-content>"
    )
    assert texts(body) == ["ab", "1 Parks"]


def test_fields_and_links_show_their_words() -> None:
    """Whatever element they are."""
    assert texts(p("on <text:date>9 May</text:date>, <text:a>site</text:a>")) == ["on 9 May, site"]


def test_text_boxes_and_notes_follow_their_paragraph() -> None:
    """A note with its sign; after the table, where it hangs on a cell."""
    note = (
        "<text:note><text:note-citation>4</text:note-citation><text:note-body>"
        "<text:p>the note</text:p></text:note-body></text:note>"
    )
    box = "<draw:frame><draw:text-box><text:p>box</text:p></draw:text-box></draw:frame>"
    body = p(f"be{box}fore{note}.") + table(["a", p(f"b{note}")], ["c", "d"])
    assert texts(body) == ["before.", "box", "[4] the note", "a\tb", "c\td", "[4] the note"]


# --- numbers ----------------------------------------------------------------------------------


def test_lists_are_numbered_as_they_are_shown() -> None:
    """Each level in its form, anew below each entry; a second paragraph has no number."""
    deep = listed(p("b") + listed(p("c"), p("d"), style=""), style="")
    body = listed(p("a") + deep, p("e") + p("more") + listed(p("f"), style=""))
    assert texts(body) == ["1. a", "1.1 b", "(a) c", "(b) d", "2. e", "more", "2.1 f"]


def test_a_list_begins_anew_unless_it_says_otherwise() -> None:
    """It goes on with the last list of its style, or the one that it names."""
    on = "text:continue-numbering='true'"
    body = (
        listed(p("a"), more="xml:id='first'")
        + listed(p("b"), style="M")
        + listed(p("c"), more=on)
        + listed(p("d"))
        + listed(p("e"), style="M", more=on)
        + listed(p("f"), more="text:continue-list='first'")
    )
    assert texts(body) == ["1. a", "III b", "2. c", "1. d", "IV e", "3. f"]


def test_an_entry_may_set_its_number_or_have_none() -> None:
    """A header of a list is not counted."""
    body = (
        "<text:list text:style-name='L'><text:list-header><text:p>head</text:p></text:list-header>"
        "<text:list-item text:start-value='7'><text:p>a</text:p></text:list-item>"
        "<text:list-item><text:p>b</text:p></text:list-item></text:list>"
    )
    assert texts(body) == ["head", "7. a", "8. b"]


def test_bullets_are_one_sign() -> None:
    """Whatever the list has."""
    inner = p("x")
    for _ in range(4):
        inner = listed(inner)
    assert texts(inner) == ["• x"]


def test_headings_outside_lists_are_numbered_by_the_outline() -> None:
    """As far as the outline gives its levels numbers."""

    def level(depth: int, form: str) -> str:
        return (
            f'<text:outline-level-style text:level="{depth}" style:num-format="{form}"'
            f' text:display-levels="{depth}"/>'
        )

    outline = (
        f"<text:outline-style>{level(1, '1')}{level(2, '1')}{level(3, '')}</text:outline-style>"
    )
    body = "".join(
        f"<text:h text:outline-level='{depth}'>x</text:h>" for depth in (1, 2, 2, 3, 1, 2)
    )
    assert texts(body, styles=outline) == ["1 x", "1.1 x", "1.2 x", "x", "2 x", "2.1 x"]


def test_the_newer_way_to_write_a_label_is_known() -> None:
    """`num-list-format` has the whole label."""
    level = (
        '<text:list-level-style-number text:level="1" style:num-format="1"'
        ' style:num-list-format="Item %1%:"/>'
    )
    automatic = f'<text:list-style style:name="L">{level}</text:list-style>'
    assert texts(listed(p("a"), p("b")), automatic) == ["Item 1: a", "Item 2: b"]


# --- tables -----------------------------------------------------------------------------------


def test_rows_of_a_table_are_cells_parted_by_tabs() -> None:
    """Covered cells are empty; a hidden row is none."""
    covered = "<table:covered-table-cell><text:p>x</text:p></table:covered-table-cell>"
    rows = table(["Ward", "Votes", "%"], ["Lammas", covered, "9"])
    hidden = "<table:table-row table:visibility='collapse'><table:table-cell><text:p>x</text:p>"
    hidden += "</table:table-cell></table:table-row></table:table>"
    assert texts(rows.removesuffix("</table:table>") + hidden) == ["Ward\tVotes\t%", "Lammas\t\t9"]


def test_an_empty_cell_may_be_repeated_but_not_without_end() -> None:
    """And one with words is said once."""
    repeated = "<table:table-cell table:number-columns-repeated='{}'>{}</table:table-cell>"
    row = [repeated.format(2, ""), "a", repeated.format(999_999_999, p("b"))]
    assert texts(table(row)) == ["\t\ta\tb"]
    assert len(texts(table(["a", repeated.format(999_999_999, ""), "b"]))[0]) < 100


# --- headers and title ------------------------------------------------------------------------


def test_a_header_of_the_first_page_alone_is_a_title_block() -> None:
    """A running header is not."""
    page = '<style:master-page style:name="Standard">{}</style:master-page>'
    first = page.format("<style:header-first><text:p>CABINET</text:p></style:header-first>")
    assert texts(p("Minutes"), master=first) == ["CABINET", "Minutes"]
    running = page.format("<style:header><text:p>OFFICIAL</text:p></style:header>")
    assert texts(p("Minutes"), master=running) == ["Minutes"]


def test_a_first_page_may_have_a_page_style_of_its_own() -> None:
    """The style of the first paragraph names it."""
    begin = '<style:style style:name="P1" style:family="paragraph" style:master-page-name="First"/>'
    master = (
        '<style:master-page style:name="Standard"/>'
        '<style:master-page style:name="First" style:next-style-name="Standard">'
        "<style:header><text:p>CABINET</text:p></style:header></style:master-page>"
    )
    assert texts(p("Minutes", "P1"), automatic=begin, master=master) == ["CABINET", "Minutes"]


# --- bad files --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (odt(p("a"), manifest="<encryption-data/>"), "locked with a password"),
        (odt(p("a"))[:-40], "cut off or damaged"),
        (zipped({"content.xml": "<a/>"}), "no text part"),
        (zipped({"content.xml": "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"}), "document type"),
        (zipped({"content.xml": b"<a>" + bytes(65_000_000)}), "larger than 64 MB"),
        (odt("<text:section>" * 900 + "</text:section>" * 900), "no XML|nested|no text"),
        (odt(p()), "no text"),
    ],
    ids=["locked", "cut", "parts", "entities", "bomb", "deep", "empty"],
)
def test_bad_files_have_a_plain_reason(data: bytes, reason: str) -> None:
    """Nothing is unpacked or looked up beyond what a paper needs."""
    with pytest.raises(Unreadable, match=reason):
        extract(ODT, data)


def test_mutated_files_end_as_text_or_unreadable() -> None:
    """Whatever two hundred random changes do to a file."""
    whole = odt(listed(p("a"), p("b")) + table(["c", "d"]), STYLES + LISTS)
    chance = random.Random(6)
    for _ in range(200):
        data = bytearray(whole)
        for _ in range(chance.choice((1, 5, 30))):
            data[chance.randrange(len(data))] = chance.randrange(256)
        try:
            assert extract_odt(bytes(data)) is not None
        except Unreadable:
            continue
