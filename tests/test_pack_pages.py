"""Papers of a pack told by the title or number on top of their page; what of a page is furniture."""

import pytest
from papers import LEFT, Page, pdf, pdf_of_lines

from indexer.extract.pdf import extract_pdf
from indexer.extract.plain import extract_plain
from indexer.model import ItemReading, MeetingReading, Paragraph, Text
from indexer.reading.items import RawItem
from indexer.reading.pack_pages import headed_programme, titled_pages
from indexer.reading.packs import read_pack
from indexer.reading.reader import read_text
from indexer.reading.titles import SAME, likeness

FRONT = (
    "Kelderby Borough Council",
    "Policy Committee",
    "Date: Monday, 11 March 2024",
    "Venue: Guildhall",
    "Agenda",
    "1. Apologies",
    "2. Minutes",
    "3. Harbour Dues 2024-30",
    "4. Cycle Parking",
    "5. Work Programme",
)
MINUTES = (
    "Minutes of a meeting of the Policy Committee held on Monday, 5 February 2024",
    "Present:",
    "Councillor A Byrne (Chair)",
    "51. Minutes",
    "They were agreed.",
    "52. Ferry Tickets",
    "RESOLVED – That tickets be sold on the quay.",
    "The meeting concluded at 6.02 pm",
)
DUES = (
    "POLICY COMMITTEE",
    "11 MARCH 2024",
    "HARBOUR DUES 2024-30",
    "Report of: Harbour Master",
    "The dues are to rise by a tenth.",
)
PARKING = ("Agenda Item 4", "Cycle Parking", "Purpose", "Forty stands are to be set up.")
PROGRAMME = (
    "WORK PROGRAMME 2024/25",
    "17 June 2024",
    "Allotment Rents",
    "16 September 2024",
    "Library Hours",
)
ITEMS = [RawItem(line[3:], number=line[0]) for line in FRONT[5:]]


def text_of(*pages: tuple[str, ...]) -> Text:
    """A file of these pages, which print no numbers and have no bookmarks."""
    lines = [Paragraph(line, ((0, n),)) for n, page in enumerate(pages, 1) for line in page]
    return Text(tuple(lines), pages=len(pages))


def told(item: ItemReading) -> list[str]:
    """The paragraphs of an item's papers."""
    return [p.text for e in item.excerpts if e.zone != "agenda" for p in e.paragraphs]


def named(meeting: MeetingReading) -> dict[str, ItemReading]:
    """Items by title."""
    return {item.title: item for item in meeting.items}


def test_reports_behind_earlier_minutes_go_to_their_own_items() -> None:
    """No ranges, no bookmarks, no "Title:": the title on top of the page tells whose the report is."""
    own, minutes = read_pack(text_of(FRONT, MINUTES, DUES, PARKING, PROGRAMME))
    items = named(own)
    assert told(items["Harbour Dues 2024-30"]) == list(DUES)
    assert told(items["Cycle Parking"]) == list(PARKING)
    assert [row.title for row in items["Work Programme"].programme] == [
        "Allotment Rents",
        "Library Hours",
    ]
    assert not told(named(minutes)["Ferry Tickets"])[2:]


def test_reports_straight_behind_the_front_sheet() -> None:
    """Nothing else of the pack tells where the front sheet ends."""
    (own,) = read_pack(text_of(FRONT, DUES, PARKING))
    assert told(named(own)["Harbour Dues 2024-30"]) == list(DUES)
    assert [item.title for item in own.items] == [raw.title for raw in ITEMS]


@pytest.mark.parametrize(
    "page",
    [
        ("The dues were high in the spring, and lower later.", *DUES[2:]),
        ("52. Harbour Dues 2024-30", "Report of: Harbour Master", "They are to rise."),
        ("HARBOUR DUES 2024-30", "Report of: Harbour Master", "RESOLVED that they rise."),
        ("Cycle Parking", "Harbour Dues 2024-30", "Report of: Harbour Master"),
        ("HARBOUR DUES 2024-30", "Mooring", "Landing"),
        ("Agenda Item 4", "Ferry Tickets", "Purpose"),
        ("Minutes", "Purpose"),
    ],
    ids=["sentence", "numbered", "resolved", "list", "no report", "another title", "standing"],
)
def test_a_page_that_only_names_an_item_begins_no_paper(page: tuple[str, ...]) -> None:
    """Text above, a minute of that name, a list of titles: the text stays with what comes before."""
    assert titled_pages(text_of(FRONT, page).paragraphs, ITEMS) == {}


def test_a_part_of_an_item_is_told_by_its_number() -> None:
    """Words "Item 4(a)" over an application is of item 4, or of 4a where the agenda has that."""
    page = ("Item 4(a)", "Application No: 24/0001/FUL", "Site: Quay Lane")
    paragraphs = text_of(FRONT, page).paragraphs
    assert titled_pages(paragraphs, ITEMS) == {len(FRONT): 3}
    assert titled_pages(paragraphs, [*ITEMS, RawItem("Quay Lane", number="4a")]) == {len(FRONT): 5}


def test_a_programme_held_by_itself_is_one() -> None:
    """It is a programme by its heading and rows, whatever stands on its first line."""
    paper = ("KELDERBY BOROUGH COUNCIL", "Policy Committee", *PROGRAMME)
    (meeting,) = read_text(text_of(paper)).meetings
    (item,) = meeting.items
    assert {excerpt.zone for excerpt in item.excerpts} == {"programme"}
    assert len(item.programme) == 2
    assert meeting.date is None


def test_a_heading_alone_makes_no_programme() -> None:
    """A report on the work programme without rows is a report."""
    lines = [Paragraph(line) for line in ("Work Programme", "The Board is asked what to look at.")]
    assert not headed_programme(lines, 3)


def entry(page: Page) -> None:
    """A front sheet's row: bold title, what it is below it, and the pages at the right."""
    top = page.y
    page.line("3. HARBOUR DUES", bold=True)
    page.line("Report of the Harbour Master", left=LEFT + 18)
    page.y = top
    page.line("(Pages 5 - 6)", left=430)


def test_an_entry_keeps_its_title_and_what_is_below_it_apart() -> None:
    """The pages at the right belong to the title; the line below it is a paragraph of its own."""
    texts = [p.text for p in extract_pdf(pdf(entry)).paragraphs]
    assert texts == ["3. HARBOUR DUES\t(Pages 5 - 6)", "Report of the Harbour Master"]


def test_a_body_over_a_day_heads_a_paper() -> None:
    """The same body heads three papers of five pages: it is no running header of theirs."""
    heads = [["CABINET", f"{day} March 2024", f"Paper {day}"] for day in (4, 11, 25)]
    texts = [p.text for p in extract_pdf(pdf_of_lines(*heads, ["One."], ["Two."])).paragraphs]
    assert texts.count("CABINET") == 3


def test_a_running_header_with_its_day_is_told_once() -> None:
    """A body and a day that stand on every page are furniture."""
    pages = [
        ["CABINET", "4 March 2024", f"Words of page {word}."] for word in ("one", "two", "six")
    ]
    texts = [p.text for p in extract_pdf(pdf_of_lines(*pages)).paragraphs]
    assert texts.count("CABINET") == texts.count("4 March 2024") == 1


def test_numbers_of_agenda_items_are_no_running_header() -> None:
    """Stamps "Agenda Item 3", "Agenda Item 4" on top of pages tell whose papers begin there."""
    pages = [[f"Agenda Item {n}", f"Words of paper {n}."] for n in (3, 4, 5)]
    texts = [p.text for p in extract_pdf(pdf_of_lines(*pages)).paragraphs]
    assert [text for text in texts if text.startswith("Agenda")] == [
        "Agenda Item 3",
        "Agenda Item 4",
        "Agenda Item 5",
    ]


def test_a_title_is_the_same_with_a_word_on_its_privacy() -> None:
    """Minutes add "(Exempt)" to what the agenda calls the same; what a title is about stays part of it."""
    assert likeness("Ferry Contract", "FERRY CONTRACT (EXEMPT)") == 100
    assert likeness("Ferry Contract", "Ferry Contract (Extension)") < SAME


def test_numbers_of_text_pages_are_printed_numbers() -> None:
    """A form feed ends a page, and "Page 6" on its last line is its number and no text."""
    text = extract_plain(b"Harbour Dues\n\nPage 6\n\fThey rise.\n\nPage 7\n")
    assert text.printed == ((1, "6"), (2, "7"))
    assert [p.text for p in text.paragraphs] == ["Harbour Dues", "They rise."]


@pytest.mark.parametrize("second", ["They rise.", "They rise.\n\nPage 9"])
def test_numbers_of_text_pages_that_do_not_run_on_are_text(second: str) -> None:
    """One number alone, or two that skip, may be anything."""
    text = extract_plain(f"Harbour Dues\n\nPage 6\n\f{second}\n".encode())
    assert not text.printed
    assert "Page 6" in [p.text for p in text.paragraphs]
