"""A line to cite an item by: the form of the contract, and only what the papers held show."""

from dataclasses import replace
from datetime import date

import pytest
from conftest import Held

from indexer.errors import BadCall
from indexer.media import HTML, PDF
from indexer.model import Board, DocumentUse, Item, MeetingSummary
from indexer.place import IndexPlace
from indexer.search.archive import Archive
from indexer.search.citing import citation, citation_at

SITE = "https://democracy.kelderby.gov.example"
MEETING = f"{SITE}/ieListDocuments.aspx?CId=212&MId=900"
PACK = f"{SITE}/documents/g900/Public%20reports%20pack.pdf?T=10"


def paper(kind: str, url: str | None, media_type: str = PDF, **more: object) -> DocumentUse:
    """A document in which the item stands."""
    use = DocumentUse("kelderby/documents/x", "A paper", "other", url, url or "x.pdf", media_type)
    return replace(use, kind=kind, **more)  # type: ignore[arg-type]


OWN_PACK = paper("pack", PACK, pages=(16, 23), printed_pages=(14, 21))
ITEM = Item(
    id="kelderby/allotments-panel-2/2019-10-03/adoption-of-plots",
    title="Adoption of Plots: Annual Report",
    council="kelderby",
    board=Board("kelderby/allotments-panel-2", "Allotments and Ponds Panel (2)"),
    date=date(2019, 10, 3),
    meeting=MeetingSummary(
        "kelderby/allotments-panel-2/2019-10-03",
        date(2019, 10, 3),
        None,
        None,
        None,
        "held",
        MEETING,
    ),
    number="19",
    agenda_number="5",
    minute_number="19",
    minute_reference="19/19",
    minutes_status="approved",
    minutes_approved=date(2019, 11, 28),
    printed_pages=((14, 21),),
    documents=(paper("page", MEETING, HTML), OWN_PACK),
)


def test_the_whole_form() -> None:
    """Board, day, minute reference, title, approval, page of the pack, the council's address."""
    assert citation(ITEM) == (
        "Allotments and Ponds Panel (2), 3 October 2019, minute 19/19, “Adoption of Plots: Annual "
        f"Report” (minutes approved 28 November 2019), pack p. 14, {PACK}#page=16"
    )


@pytest.mark.parametrize(
    ("change", "begins"),
    [
        ({"minute_reference": None}, "minute 19, "),
        ({"minute_reference": None, "minute_number": None, "number": "5"}, "item 5, "),
        ({"minute_reference": None, "minute_number": None, "number": None}, "“Adoption"),
    ],
)
def test_the_number_that_is_known(change: dict[str, None], begins: str) -> None:
    """The minute's reference, else its number, else the number on the agenda, else none."""
    line = citation(replace(ITEM, **change))  # type: ignore[arg-type]
    assert line.startswith(f"Allotments and Ponds Panel (2), 3 October 2019, {begins}")


@pytest.mark.parametrize(
    ("status", "day", "said"),
    [
        ("approved", date(2020, 1, 6), "Report” (minutes approved 6 January 2020), pack"),
        ("approved", None, "Report” (minutes approved), pack"),
        ("draft", None, "Report”, pack"),
        (None, None, "Report”, pack"),
    ],
)
def test_the_state_of_the_minutes(status: str | None, day: date | None, said: str) -> None:
    """Only an approval is said, where the papers held show it."""
    item = replace(ITEM, minutes_status=status, minutes_approved=day)  # type: ignore[arg-type]
    assert said in citation(item)


def test_a_page_of_the_pack_may_be_chosen() -> None:
    """By the number printed on it; the address opens the file there."""
    assert citation(ITEM, page=20).endswith(f", pack p. 20, {PACK}#page=22")


@pytest.mark.parametrize("page", [13, 22, 0, -1])
def test_a_page_on_which_the_item_does_not_stand_is_refused(page: int) -> None:
    """With the pages on which it does."""
    with pytest.raises(BadCall, match="stands on 14 to 21 of the pack"):
        citation(ITEM, page=page)
    with pytest.raises(BadCall, match="no paper held says"):
        citation(replace(ITEM, printed_pages=()), page=14)


def test_a_page_of_the_file_that_is_not_certain_is_left_out() -> None:
    """The agenda says eight pages and the file has six: the meeting's own page is cited."""
    pack = replace(OWN_PACK, pages=(16, 21))
    line = citation(replace(ITEM, documents=(pack,)))
    assert line.endswith(f", pack p. 14, {MEETING}")


def test_a_later_pack_with_the_minutes_is_not_the_items_pack() -> None:
    """Its pages are others, even where their numbers are the same."""
    later = paper("pack", PACK.replace("g900", "g950"), pages=(3, 10), printed_pages=(14, 21))
    assert citation(replace(ITEM, documents=(later,))).endswith(f", pack p. 14, {MEETING}")
    minutes = paper("pack", PACK.replace("g900", "g950"), pages=(5, 5), printed_pages=(3, 3))
    line = citation(replace(ITEM, printed_pages=(), documents=(minutes,)))
    assert line.endswith(f"(minutes approved 28 November 2019), {MEETING}")


def test_without_any_address_none_stands_there() -> None:
    """A path of somebody's machine is no address; a document withheld has none."""
    meeting = replace(ITEM.meeting, url=None)  # type: ignore[type-var]
    withheld = replace(paper("appendix", None), id=None, private=True)
    item = replace(ITEM, meeting=meeting, documents=(paper("minutes", None), withheld))
    assert citation(item).endswith("(minutes approved 28 November 2019), pack p. 14")


def test_without_the_meetings_address_a_paper_of_the_item_is_cited() -> None:
    """The first that has one."""
    meeting = replace(ITEM.meeting, url=None)  # type: ignore[type-var]
    report = paper("report", f"{SITE}/documents/s5001/Report.pdf")
    item = replace(ITEM, meeting=meeting, printed_pages=(), documents=(paper("page", None), report))
    assert citation(item).endswith(f", {SITE}/documents/s5001/Report.pdf")


def test_a_decision_of_a_register() -> None:
    """Its number and day stand for board and minute."""
    page = paper("decisions", f"{SITE}/ieDecisionDetails.aspx?ID=77", HTML)
    item = Item(
        id="kelderby/decisions/24-00093",
        title="Repairs to the Bandstand",
        council="kelderby",
        board=None,
        date=date(2024, 5, 3),
        meeting=None,
        number="24/00093",
        documents=(page,),
    )
    assert citation(item) == (
        "Decision 24/00093, 3 May 2024, “Repairs to the Bandstand”, "
        f"{SITE}/ieDecisionDetails.aspx?ID=77"
    )
    assert citation(replace(item, number=None)).startswith("Decision, 3 May 2024, “Repairs")


def test_a_paper_without_a_meeting() -> None:
    """Its title, and where it is."""
    item = Item("kelderby/papers/ponds-ab12cd34", "Ponds", "kelderby", None, None, None)
    assert citation(item) == "“Ponds”"


def test_a_page_of_a_document() -> None:
    """Of the item's own pack with the number printed on it; of a report by its address alone."""
    assert citation_at(ITEM, OWN_PACK, 17).endswith(f", pack p. 15, {PACK}#page=17")
    report = paper("report", f"{SITE}/documents/s5001/Report.pdf", pages=(1, 8))
    line = citation_at(ITEM, report, 3)
    assert line.endswith(f"2019), {SITE}/documents/s5001/Report.pdf#page=3")
    assert "pack p." not in line
    assert citation_at(ITEM, OWN_PACK, 3).endswith(f"2019), {PACK}#page=3")
    assert citation_at(ITEM, paper("report", None), 3).endswith(f"2019), {MEETING}")
    web_page = paper("page", MEETING, HTML)
    assert citation_at(ITEM, web_page, 1).endswith(f"2019), {MEETING}")


def test_an_item_of_the_sample(sample: Held) -> None:
    """From papers to citations; checked by hand."""
    engine = IndexPlace(sample.index).open()
    shown = Archive(engine).show(
        "kelderby/cabinet/2023-02-14/thornley-library-results-of-consultation"
    )
    engine.close()
    assert shown is not None
    begin, _, end = citation(shown[1]).partition("http://127.0.0.1:")
    assert begin == (
        "Cabinet, 14 February 2023, minute 24/22, “Thornley Library - Results of Consultation” "
        "(minutes approved 11 July 2023), pack p. 7, "
    )
    assert "/documents/g844/" in end and end.endswith(".pdf?T=10#page=7")
