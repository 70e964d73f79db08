"""Papers of one day put together: which are one meeting, which items are one item."""

from dataclasses import replace
from datetime import date, time

from indexer.model import Excerpt, ItemReading, MeetingReading, Paragraph
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
