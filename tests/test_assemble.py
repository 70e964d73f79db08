"""Papers of one day put together: which are one meeting, which items are one item."""

from dataclasses import replace
from datetime import date, time
from itertools import count, permutations

from indexer.model import Decision, Excerpt, ItemReading, Kind, MeetingReading, Paragraph
from indexer.reading.assemble import Assembled, assemble_day
from indexer.reading.merging import DocumentRef, Told

DAY = date(2024, 3, 7)


def paper(*titles: str, **said: object) -> MeetingReading:
    """An agenda page of a board with items of these titles."""
    items = tuple(
        ItemReading(title, agenda_number=str(number), excerpts=_words(title))
        for number, title in enumerate(titles, 1)
    )
    page = MeetingReading(kind="page", board="Cabinet", date=DAY, items=items)
    return replace(page, **said)  # type: ignore[arg-type]


def _words(title: str) -> tuple[Excerpt, ...]:
    return (Excerpt("agenda", (Paragraph(f"About {title}."),)),)


def day(*meetings: MeetingReading) -> Assembled:
    """The day that documents d1, d2 … tell, in this order."""
    told = [
        Told(DocumentRef(f"d{n}", f"d{n}", None, "text/html", f"d{n}", meeting.kind), meeting)
        for n, meeting in enumerate(meetings, 1)
    ]
    return assemble_day(
        "kelderby", DAY, told, approvals=lambda board, day: None, held=lambda board, day: False
    )


def ids(assembled: Assembled) -> list[str]:
    """The identifiers of the items, without the meeting's."""
    return [item.id.removeprefix("kelderby/cabinet/2024-03-07/") for item in assembled.items]


def test_two_papers_of_a_meeting_are_one_meeting_with_one_set_of_items() -> None:
    """Items that one paper lacks stand where the other has them."""
    found = day(
        paper("Declarations", "Budget"), paper("Apologies", "Declarations", "Budget", "Close")
    )
    assert len(found.meetings) == 1
    assert ids(found) == ["apologies", "declarations", "budget", "close"]


def test_an_identifier_once_given_stays_when_a_better_title_comes() -> None:
    """The later title is an alias that answers too."""
    first = paper("Budget 2024 and Council Tax", kind="report")
    found = day(first, paper("Budget 2024 and Council Tax Setting Report"))
    (item,) = found.items
    assert item.id.endswith("/budget-2024-and-council-tax")
    assert item.title == "Budget 2024 and Council Tax Setting Report"
    assert item.aliases == (
        "kelderby/cabinet/2024-03-07/budget-2024-and-council-tax-setting-report",
    )


def test_a_pack_printed_before_an_item_was_renamed_tells_of_that_item() -> None:
    """By its former title and its number on the agenda."""
    before, now = paper("Waste"), paper("Recycling Services")
    before, now = (
        replace(page, items=(replace(page.items[0], site_id="3001"),)) for page in (before, now)
    )
    found = put(replace(told(before), former=True), told(now), told(paper("Waste", kind="pack")))
    assert [(item.title, len(item.documents)) for item in found.items] == [
        ("Recycling Services", 2)
    ]


def test_titles_that_differ_in_a_year_are_two_items() -> None:
    """In doubt two: an annual report of another year is another matter."""
    found = day(paper("Annual Report 2022/23"), paper("Annual Report 2023/24", kind="report"))
    assert len(found.items) == 2


def test_two_items_of_one_title_stay_two() -> None:
    """A paper that lists a title twice means two matters."""
    found = day(paper("Minutes", "Minutes"), paper("Minutes", "Minutes"))
    assert ids(found) == ["minutes", "minutes-2"]


def test_the_sites_own_number_joins_items_whatever_they_are_called() -> None:
    """Renamed on the site, it is still the same item."""
    one = paper(items=(ItemReading("Waste", site_id="3001"),))
    other = paper(items=(ItemReading("Refuse and Recycling Services", site_id="3001"),))
    assert len(day(one, other).items) == 1


def test_two_sittings_on_a_day_are_two_meetings() -> None:
    """The second's identifier has its start; papers go to the sitting of their time."""
    morning, afternoon = paper("Budget", start=time(10)), paper("Appeal", start=time(14))
    found = day(morning, afternoon, paper("Appeal", "Costs", start=time(14)), paper("Budget"))
    assert [meeting.id for meeting in found.meetings] == [
        "kelderby/cabinet/2024-03-07",
        "kelderby/cabinet/2024-03-07-1400",
    ]
    assert [len(meeting.items) for meeting in found.meetings] == [1, 2]
    assert len({item.id for item in found.items}) == 3


def test_meetings_told_apart_by_the_site_alone_have_each_an_identifier() -> None:
    """Same board, same day, no start known: still no identifier twice."""
    found = day(
        paper("Budget", site_id="1"), paper("Budget", site_id="2"), paper("Rent", site_id="3")
    )
    assert len({meeting.id for meeting in found.meetings}) == 3
    assert len({item.id for item in found.items}) == 3


def test_no_words_of_an_item_are_shown_twice() -> None:
    """Two papers with the same agenda text give one passage."""
    found = day(paper("Budget"), paper("Budget"))
    assert [passage.text for passage in found.passages] == ["About Budget."]


def told(meeting: MeetingReading, *, kind: Kind | None = None, apart: bool = False) -> Told:
    """What a document tells, of another kind than the reading where it is a pack."""
    number = next(_NUMBERS)
    kind = kind or meeting.kind
    document = DocumentRef(f"d{number}", f"d{number}", None, "application/pdf", "Paper", kind)
    return Told(document, meeting, apart=apart)


_NUMBERS = count(100)


def put(*papers: Told) -> Assembled:
    """The day that these papers tell, added in this order."""
    return assemble_day(
        "kelderby", DAY, papers, approvals=lambda board, day: None, held=lambda board, day: False
    )


def minuted(words: str, kind: Kind) -> MeetingReading:
    """Minutes of one item, as a paper of this kind has them."""
    said = Excerpt("minutes", (Paragraph(words, starts=((0, 4),)),))
    item = ItemReading("Budget", minute_number="7", minutes=(words,), excerpts=(said,))
    return paper(kind=kind, items=(item,))


def test_minutes_are_cited_from_the_meetings_own_papers() -> None:
    """Its printed minutes, then its page; the copy in a later pack only where neither is held."""
    words = "The budget was discussed."
    in_pack = told(minuted(words + " At length.", "minutes"), kind="pack")
    page, own = told(minuted(words, "page")), told(minuted(words, "minutes"))
    best = [own, page, in_pack]
    for held in (best, best[1:], best[2:]):
        for papers in permutations(held):
            found = put(*papers)
            assert found.passages[0].document == held[0].document.id
            assert found.items[0].minutes == held[0].meeting.items[0].minutes[0]


def test_a_late_paper_joins_the_item_that_its_title_names() -> None:
    """Whichever came first; the item keeps the title and the identifier of the agenda."""
    late = told(paper("Late Paper: Budget 2024/25 – Response", kind="supplement"), apart=True)
    agenda = told(paper("Declarations of Interests", "Budget 2024/25"))
    for papers in permutations((late, agenda)):
        found = put(*papers)
        assert ids(found) == ["declarations-of-interests", "budget-2024-25"]
        assert len(found.items[1].documents) == 2


def test_a_paper_of_the_whole_meeting_is_no_item_of_its_agenda() -> None:
    """It can be found, with board and day; the meeting lists its agenda as printed."""
    sheet = told(paper("Update Sheet", kind="supplement"), apart=True)
    found = put(sheet, told(paper("Minutes", "Budget")))
    assert ids(found) == ["minutes", "budget", "update-sheet"]
    assert [line.title for line in found.meetings[0].items] == ["Minutes", "Budget"]


def test_papers_of_two_sittings_are_sorted_in_whatever_order_they_come() -> None:
    """Each with its site's number or time goes before what tells neither."""
    morning = told(paper("Budget", site_id="1", start=time(10)))
    afternoon = told(paper("Appeal", site_id="2", start=time(14)))
    sheet = told(paper("Appeal", "Costs", start=time(14), kind="agenda"))
    for papers in permutations((morning, afternoon, sheet)):
        found = put(*papers)
        assert sorted(len(meeting.items) for meeting in found.meetings) == [1, 2]


def test_where_a_report_goes_says_whether_that_meeting_is_held() -> None:
    """A step of its way is marked as not held where nothing of that meeting is."""
    item = ItemReading("Budget", path=(("Council", date(2024, 3, 20)),))
    (step,) = day(paper(items=(item,))).items[0].path
    assert (step.board, step.held) == ("Council", False)


def test_a_decision_without_minutes_is_no_routine_matter() -> None:
    """A page may print what was decided and nothing else, under a usual title."""
    chosen = Decision("Councillor M Lindqvist be appointed Chair.")
    item = ItemReading("Appointment of Chair", decisions=(chosen,))
    assert not day(paper(items=(item,))).items[0].routine
