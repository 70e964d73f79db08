"""Packs taken apart: by printed pages, by bookmarks, by headings; no paragraph lost, none doubled."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.model import Bookmark, ItemReading, Kind, MeetingReading, Paragraph, Reading, Text
from indexer.reading.assemble import assemble_day
from indexer.reading.merging import DocumentRef, Told
from indexer.reading.packs import read_pack, with_report
from indexer.reading.reader import read_text
from indexer.reading.reports import read_report

Page = Sequence[str]

FRONT = (
    "Kelderby Borough Council",
    "Agenda",
    "Streetscene Scrutiny Board (3)",
    "Time and Date",
    "10.00 am on Thursday, 12th September, 2024",
    "Place",
    "Committee Room 2 - Guildhall",
)
TITLES = (
    "Apologies",
    "Minutes of the Previous Meeting",
    "Winter Maintenance Plan",
    "Repairs to Saltersford Bridge",
    "Any Other Business",
)
MINUTES = (
    "Minutes of the Meeting of Streetscene Scrutiny Board (3) held on Thursday 4 July 2024",
    "Present:",
    "Councillor A Byrne (Chair)",
    "1. Apologies",
    "There were no apologies that evening.",
    "2. Parks and Open Spaces",
    "The Board considered how the parks were mown in the spring and the autumn of that year.",
)


def text_of(
    *pages: Page, outline: Iterable[tuple[str, int, int]] = (), printed: Iterable[int] = ()
) -> Text:
    """A file of these pages; its bookmarks; the numbers printed on its pages, from the first on."""
    paragraphs = [Paragraph(line, ((0, n),)) for n, page in enumerate(pages, 1) for line in page]
    return Text(
        tuple(paragraphs),
        pages=len(pages),
        printed=tuple((page, str(number)) for page, number in enumerate(printed, 1)),
        outline=tuple(Bookmark(*entry) for entry in outline),
    )


def front(*pages: str | None, titles: Sequence[str] = TITLES) -> list[str]:
    """A front sheet whose items have these page notes."""
    notes = [*pages, *[None] * (len(titles) - len(pages))]
    return [
        *FRONT,
        *(
            f"{number}. {title}" + (f" (Pages {note})" if note else "")
            for number, (title, note) in enumerate(zip(titles, notes, strict=True), 1)
        ),
    ]


def report(title: str, *lines: str) -> list[str]:
    """A paper that says no title of its own, so that only its pages tell whose it is."""
    return [f"Purpose of {title}", *lines]


def words(item: ItemReading) -> list[str]:
    """The paragraphs of an item's papers."""
    return [p.text for e in item.excerpts if e.zone != "agenda" for p in e.paragraphs]


def by_title(meeting: MeetingReading) -> dict[str, ItemReading]:
    """The items of a meeting."""
    return {item.title: item for item in meeting.items}


# --- by bookmarks -----------------------------------------------------------------------------

PAPERS: tuple[Page, ...] = (
    front(),
    MINUTES,
    report("the plan", "Grit is bought in the summer, when it costs the borough least of all."),
    ("Routes that are gritted first.", "Routes that are gritted after these."),
    report("the repairs", "The bridge is shut to lorries until its bearings have been renewed."),
)


@pytest.mark.parametrize(
    "outline",
    [
        [
            ("Agenda document pack", 1, 0),
            ("2 Minutes of the Previous Meeting", 2, 1),
            ("3 Winter Maintenance Plan", 3, 1),
            ("Appendix A - Routes", 4, 2),
            ("4 Repairs to Saltersford Bridge", 5, 1),
        ],
        [
            ("Agenda", 1, 0),
            ("Item 2 - Minutes of the Previous Meeting", 2, 0),
            ("Item 3 - Winter Maintenance Plan", 3, 0),
            ("Appendix A - Routes", 4, 0),
            ("Item 4", 5, 0),
        ],
        [
            ("Minutes of the Previous Meeting", 2, 0),
            ("Winter Maintenance Plan", 3, 0),
            ("Map of the routes", 4, 1),
            ("Repairs to Saltersford Bridge", 5, 0),
            ("1. Introduction", 5, 1),
        ],
    ],
    ids=["nested", "flat", "titles"],
)
def test_bookmarks_give_each_item_its_pages(outline: list[tuple[str, int, int]]) -> None:
    """One above them all, side by side, or with titles alone: each paper goes to its item."""
    own, minutes = read_pack(text_of(*PAPERS, outline=outline))
    items = by_title(own)
    assert items["Winter Maintenance Plan"].pages == (3, 4)
    assert words(items["Winter Maintenance Plan"]) == [*PAPERS[2], *PAPERS[3]]
    assert items["Repairs to Saltersford Bridge"].pages == (5, 5)
    assert words(items["Repairs to Saltersford Bridge"]) == list(PAPERS[4])
    assert [item.title for item in own.items] == list(TITLES)
    assert (minutes.date, minutes.kind) == (date(2024, 7, 4), "minutes")
    assert words(items["Minutes of the Previous Meeting"]) == []


def test_bookmarks_find_the_pages_that_the_front_sheet_only_prints() -> None:
    """Where "(Pages 3 - 4)" is printed and pages bear no numbers, the bookmark knows the file's pages."""
    outline = [("3 Winter Maintenance Plan", 3, 0), ("4 Repairs to Saltersford Bridge", 5, 0)]
    sheet = front(None, None, "13 - 14", "15 - 15")
    own, *_ = read_pack(text_of(sheet, [], *PAPERS[2:], outline=outline))
    plan = by_title(own)["Winter Maintenance Plan"]
    assert (plan.printed_pages, plan.pages) == ((13, 14), (3, 4))
    assert words(plan) == [*PAPERS[2], *PAPERS[3]]


def test_a_bookmark_that_names_no_item_fills_the_item_without_a_paper() -> None:
    """A report under a title of its own, between those of items 2 and 5, is of the one that has none."""
    outline = [
        ("2 Minutes of the Previous Meeting", 2, 0),
        ("Gritting in the frost", 3, 0),
        ("4 Repairs to Saltersford Bridge", 5, 0),
    ]
    own, *_ = read_pack(text_of(*PAPERS, outline=outline))
    assert words(by_title(own)["Winter Maintenance Plan"]) == [*PAPERS[2], *PAPERS[3]]
    assert len(own.items) == len(TITLES)


def test_bookmarks_of_the_front_sheet_itself_tell_nothing() -> None:
    """A word processor makes bookmarks of an agenda's own headings: they cut no front sheet apart."""
    outline = [(f"{n}. {title}", 1, 0) for n, title in enumerate(TITLES, 1)]
    (own,) = read_pack(text_of(front(), outline=outline))
    assert own.kind == "agenda"
    assert [item.title for item in own.items] == list(TITLES)
    assert not any(words(item) for item in own.items)


def test_bookmarks_of_headings_within_one_report_tell_nothing() -> None:
    """A bookmark “3. Finance” is not of item 3: numbers alone do not make it an item's."""
    outline = [("1. Introduction", 2, 0), ("2. Background", 2, 0), ("3. Finance", 2, 0)]
    paper = ["Streetscene", "Title: Winter Maintenance Plan", "The frost came early this year."]
    own, *_ = read_pack(text_of(front(), paper, outline=outline))
    assert words(by_title(own)["Winter Maintenance Plan"])
    assert not words(by_title(own)["Apologies"])


def test_two_papers_may_share_a_page() -> None:
    """Where a bookmark leads to a page that another's paper began, its own heading parts them."""
    shared = ["Winter Maintenance Plan", "Grit.", "Repairs to Saltersford Bridge", "Bearings."]
    outline = [("Winter Maintenance Plan", 2, 0), ("Repairs to Saltersford Bridge", 2, 0)]
    own, *_ = read_pack(text_of(front(), shared, outline=outline))
    items = by_title(own)
    assert words(items["Winter Maintenance Plan"]) == shared[:2]
    assert words(items["Repairs to Saltersford Bridge"]) == shared[2:]


# --- by printed pages ---------------------------------------------------------------------------


def test_printed_pages_that_two_items_share_are_given_once() -> None:
    """A page that ends one item's range and begins the next is the former's, unless a paper begins."""
    sheet = front(None, None, "2 - 3", "3 - 4")
    pages = (sheet, ["Grit."], ["Salt."], ["Bearings."])
    own, *_ = read_pack(text_of(*pages, printed=(1, 2, 3, 4)))
    items = by_title(own)
    assert words(items["Winter Maintenance Plan"]) == ["Grit.", "Salt."]
    assert words(items["Repairs to Saltersford Bridge"]) == ["Bearings."]
    assert items["Repairs to Saltersford Bridge"].pages == (3, 4)


def test_pages_outside_all_ranges_are_not_lost() -> None:
    """What follows the last range goes with it; a late paper that a bookmark names goes to its item."""
    sheet = front(None, None, "2 - 2")
    pages = (sheet, ["Grit."], ["A map of the routes."], ["Bearings."])
    outline = [("3 Winter Maintenance Plan", 2, 0), ("4 Repairs to Saltersford Bridge", 4, 0)]
    items = by_title(read_pack(text_of(*pages, printed=(1, 2, 3, 4), outline=outline))[0])
    assert words(items["Winter Maintenance Plan"]) == ["Grit.", "A map of the routes."]
    assert words(items["Repairs to Saltersford Bridge"]) == ["Bearings."]
    assert items["Repairs to Saltersford Bridge"].pages == (4, 4)


def test_minutes_in_a_pack_are_of_their_own_meeting_and_no_letterhead_is_left_over() -> None:
    """Above the heading of minutes stands the council's name: it is no report of the item "Minutes"."""
    sheet = front(None, "2 - 2")
    pages = (sheet, ["Kelderby Borough Council", *MINUTES])
    own, minutes = read_pack(text_of(*pages, printed=(1, 2)))
    assert words(by_title(own)["Minutes of the Previous Meeting"]) == []
    assert [item.title for item in minutes.items] == ["Apologies", "Parks and Open Spaces"]


def test_a_sentence_above_minutes_is_kept() -> None:
    """A covering note before the minutes of a partner is the item's own matter."""
    note = (
        "The Board is asked to look at what the partnership said of the bridge at its last meeting."
    )
    own, _ = read_pack(text_of(front(None, "2 - 2"), [note, *MINUTES], printed=(1, 2)))
    assert words(by_title(own)["Minutes of the Previous Meeting"]) == [note]


# --- supplements ----------------------------------------------------------------------------------


@pytest.mark.parametrize("cover", ["Supplementary Agenda", "Late Items", "Papers to follow"])
def test_a_supplement_says_that_it_is_one(cover: str) -> None:
    """Its items are those of the agenda; its kind tells a search that it came later."""
    pages = ([FRONT[0], cover, *front()[2:]], PAPERS[2])
    outline = [("3 Winter Maintenance Plan", 2, 0), ("4 Repairs to Saltersford Bridge", 3, 0)]
    reading = read_text(text_of(*pages, PAPERS[4], outline=outline))
    assert reading.kind == "supplement"
    assert words(by_title(reading.meetings[0])["Winter Maintenance Plan"]) == list(PAPERS[2])


# --- the same report met twice --------------------------------------------------------------------


def told(name: str, meeting: MeetingReading, kind: Kind) -> Told:
    """What a document of this name tells of a meeting."""
    return Told(DocumentRef(name, name, None, "application/pdf", name, kind), meeting)


def test_a_report_held_by_itself_and_in_the_pack_is_told_once() -> None:
    """Its text stands once among the passages of its item; both documents are listed, each once."""
    outline = [("3 Winter Maintenance Plan", 3, 0), ("4 Repairs to Saltersford Bridge", 5, 0)]
    pack, *_ = read_pack(text_of(*PAPERS, outline=outline))
    plan = with_report(
        ItemReading("Winter Maintenance Plan"),
        read_report([Paragraph(line, ((0, n),)) for n in (1, 2) for line in PAPERS[n + 1]]),
    )
    alone = MeetingReading(kind="report", board=pack.board, date=pack.date, items=(plan,))
    assert pack.date is not None
    found = assemble_day(
        "kelderby",
        pack.date,
        [
            told("pack", pack, "pack"),
            told("s1234", alone, "report"),
            told("s1234", alone, "report"),
        ],
        approvals=lambda board, day: None,
        held=lambda board, day: False,
    )
    (item,) = [item for item in found.items if item.title == "Winter Maintenance Plan"]
    said = "\n".join(passage.text for passage in found.passages if passage.item == item.id)
    assert all(said.count(line) == 1 for line in (*PAPERS[2], *PAPERS[3]))
    assert [document.id for document in item.documents] == ["pack", "s1234"]


def test_a_report_in_the_packs_of_two_boards_is_in_the_items_of_both() -> None:
    """Two meetings dealt with it: each has its own item, with the page of its own pack."""
    outline = [("3 Winter Maintenance Plan", 3, 0), ("4 Repairs to Saltersford Bridge", 5, 0)]
    one, *_ = read_pack(text_of(*PAPERS, outline=outline))
    other = replace(one, board="Cabinet", start=None)
    assert one.date is not None
    found = assemble_day(
        "kelderby",
        one.date,
        [told("pack-1", one, "pack"), told("pack-2", other, "pack")],
        approvals=lambda board, day: None,
        held=lambda board, day: False,
    )
    plans = [item for item in found.items if item.title == "Winter Maintenance Plan"]
    assert [[d.id for d in item.documents] for item in plans] == [["pack-1"], ["pack-2"]]
    for item in plans:
        said = "\n".join(passage.text for passage in found.passages if passage.item == item.id)
        assert all(said.count(line) == 1 for line in (*PAPERS[2], *PAPERS[3]))


# --- nothing lost, nothing doubled ----------------------------------------------------------------

NAMES = ("Harbour dues", "Library hours", "Allotment rents", "Cycle lanes", "School crossings")


@st.composite
def packs(draw: st.DrawFn) -> tuple[Text, int]:
    """A pack with papers for some items, told by any of the three ways; how many sentences it has."""
    lengths = draw(st.lists(st.integers(0, 3), min_size=len(NAMES), max_size=len(NAMES)))
    gap = draw(st.integers(0, 2))
    pages: list[Page] = []
    notes: list[str | None] = []
    outline: list[tuple[str, int, int]] = []
    count = 0
    for name, length in zip(NAMES, lengths, strict=True):
        first = len(pages) + 2
        for page in range(length + (gap if length else 0)):
            lines = [f"Title: {name}"] if page == 0 and draw(st.booleans()) else []
            sentences = draw(st.integers(0, 2))
            pages.append(lines + [f"Sentence {count + n} of {name}." for n in range(sentences)])
            count += sentences
        notes.append(f"{first} - {first + length - 1}" if length else None)
        if length and draw(st.booleans()):
            outline.append((f"{len(notes)} {name}", first, 0))
    ranged, numbered = draw(st.booleans()), draw(st.booleans())
    sheet = front(*(notes if ranged else []), titles=NAMES)
    printed = range(1, len(pages) + 2) if numbered else ()
    marked = outline if draw(st.booleans()) else ()
    return text_of(sheet, *pages, outline=marked, printed=printed), count


def sentences(meetings: Iterable[MeetingReading]) -> Counter[str]:
    """Every made sentence that stands in any item of any meeting, and how often."""
    return Counter(
        f"{part.strip()}."
        for meeting in meetings
        for item in meeting.items
        for excerpt in item.excerpts
        for paragraph in excerpt.paragraphs
        for part in paragraph.text.split(".")
        if part.strip().startswith("Sentence")
    )


@settings(max_examples=300, deadline=None)
@given(packs())
def test_every_paragraph_of_a_pack_ends_in_exactly_one_item(made: tuple[Text, int]) -> None:
    """However its papers are told apart, none of its text is lost and none is doubled."""
    text, count = made
    found = sentences(read_pack(text))
    assert len(found) == count
    assert set(found.values()) <= {1}


titles = st.sampled_from([*NAMES, "Appendix A", "Item 3", "2", "9 Nothing of the kind", "Agenda"])


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.tuples(titles, st.integers(1, 9), st.integers(0, 4)), max_size=30),
    st.booleans(),
)
def test_any_outline_is_borne(outline: list[tuple[str, int, int]], numbered: bool) -> None:
    """Bookmarks in any order, to any page, of any rank: no paragraph is lost over them."""
    pages = [[f"Sentence {n} of the pack."] for n in range(5)]
    sheet = front("2 - 3", titles=NAMES) if numbered else front(titles=NAMES)
    printed = range(1, 7) if numbered else ()
    found = sentences(read_pack(text_of(sheet, *pages, outline=outline, printed=printed)))
    assert len(found) == 5
    assert set(found.values()) == {1}


def test_a_pack_is_read_the_same_through_the_front_door() -> None:
    """`read_text` sends a pack with bookmarks the same way."""
    outline = [("3 Winter Maintenance Plan", 3, 0), ("4 Repairs to Saltersford Bridge", 5, 0)]
    reading: Reading = read_text(text_of(*PAPERS, outline=outline))
    assert reading.kind == "pack"
    assert by_title(reading.meetings[0])["Winter Maintenance Plan"].pages == (3, 4)
