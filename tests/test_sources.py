"""Every field knows its source: the document, the page in it, the words."""

from dataclasses import replace

import pytest
from conftest import Held

from indexer.model import (
    Decision,
    Excerpt,
    Item,
    ItemReading,
    Kind,
    Paragraph,
    Person,
    Planned,
    Recommendation,
    Reference,
    Source,
    Vote,
    Zone,
)
from indexer.place import IndexPlace
from indexer.query import EVERYTHING
from indexer.reading.merging import DocumentRef, ItemDraft, ItemTold
from indexer.reading.sources import LONGEST
from indexer.reading.telling import told_item
from indexer.search.archive import Archive

NOTED = "The Board noted the report of the Director of Homes."
BEGAN = "RESOLVED that the Board:- 1) Ask for the costs of empty homes in Holmcroft"


def excerpt(zone: Zone, *paragraphs: Paragraph) -> Excerpt:
    """Paragraphs of a zone."""
    return Excerpt(zone, paragraphs)


def on(page: int | None, text: str) -> Paragraph:
    """A paragraph on one page, or of a document that has none."""
    return Paragraph(text, ((0, page),) if page else ())


def paper(name: str, kind: Kind, *excerpts: Excerpt, **said: object) -> ItemTold:
    """What a document tells of an item."""
    item = replace(ItemReading("Void Properties", excerpts=excerpts), **said)  # type: ignore[arg-type]
    return ItemTold(DocumentRef(name, name, None, "text/plain", name, kind), kind, item)


def item_of(*papers: ItemTold) -> Item:
    """The item that these papers tell of."""
    return told_item(ItemDraft(list(papers)), None)


def sources(field: str, *papers: ItemTold) -> list[tuple[str, int | None, str]]:
    """Document, page and words of a field."""
    told = item_of(*papers).sources
    return [(one.document, one.page, one.words) for one in told if one.field == field]


def test_each_part_of_a_decision_has_its_page() -> None:
    """A part that begins on page 14 is on page 14, though the paragraph before began on 13."""
    first, second = "Ask for the costs", "Report back in May"
    minutes = paper(
        "own",
        "minutes",
        excerpt("decision", on(13, f"RESOLVED that:- 1) {first}"), on(14, f"2)  {second}")),
        decisions=(Decision(first), Decision(second)),
    )
    assert sources("decisions", minutes) == [("own", 13, first), ("own", 14, second)]


def test_words_behind_a_page_break_within_a_paragraph_have_its_second_page() -> None:
    """Where a paragraph runs over two pages, the place of the words decides."""
    text = f"{NOTED} Officers agreed to circulate the figures."
    broken = Paragraph(text, ((0, 3), (len(NOTED) + 1, 4)))
    minutes = paper(
        "own",
        "minutes",
        excerpt("minutes", broken),
        minutes=(text,),
        undertakings=("Officers agreed to circulate the figures.",),
    )
    assert sources("minutes", minutes) == [("own", 3, text)]
    assert sources("undertakings", minutes) == [
        ("own", 4, "Officers agreed to circulate the figures.")
    ]


def test_a_part_that_runs_over_paragraphs_is_found_by_its_front() -> None:
    """The bullets of a part are paragraphs of their own on the page."""
    part = "Ask for the costs of: • empty homes • garages"
    own = paper(
        "own",
        "minutes",
        excerpt(
            "decision",
            on(2, "1) Ask for the costs of:"),
            on(2, "• empty homes"),
            on(3, "• garages"),
        ),
        decisions=(Decision(part),),
    )
    assert sources("decisions", own) == [("own", 2, part)]


def test_a_document_without_pages_is_a_source_without_page_and_a_paged_one_stands_beside() -> None:
    """The words of the best source, and the page of the best paged one."""
    decided = Decision("note the report")
    page = paper(
        "page", "page", excerpt("decision", on(None, "1) note the report")), decisions=(decided,)
    )
    pack = paper(
        "pack", "pack", excerpt("decision", on(9, "1. note the report")), decisions=(decided,)
    )
    assert sources("decisions", page, pack) == [
        ("page", None, "note the report"),
        ("pack", 9, "note the report"),
    ]


def test_words_that_are_not_found_again_have_no_page() -> None:
    """No page is guessed."""
    own = paper(
        "own", "minutes", excerpt("minutes", on(3, NOTED)), decisions=(Decision("sell it"),)
    )
    assert sources("decisions", own) == [("own", None, "sell it")]


def test_what_a_report_says_of_itself_is_shown_with_its_line() -> None:
    """Key decision, wards and way are told by the line of the header that says so."""
    report = paper(
        "report",
        "report",
        excerpt(
            "report",
            on(5, "Cabinet\t9 March 2021"),
            on(5, "Title: Void Properties"),
            on(6, "Ward(s) affected: Holmcroft and Mill Bank"),
            on(6, "Is this a key decision?"),
            on(6, "No"),
        ),
        key_decision=False,
        wards=("Holmcroft", "Mill Bank"),
    )
    assert sources("title", report) == [("report", 5, "Void Properties")]
    assert sources("wards", report) == [("report", 6, "Ward(s) affected: Holmcroft and Mill Bank")]
    assert sources("key_decision", report) == [("report", 6, "Is this a key decision? No")]


def test_every_kind_of_field_is_told() -> None:
    """Heading, report-of line, section, people, votes, programme and references have a source."""
    own = paper(
        "own",
        "minutes",
        excerpt("agenda", on(1, "Report of the Director of Homes")),
        excerpt(
            "minutes", on(2, "Empty homes in Mill Bank"), on(2, f"Further to minute 4/20 {NOTED}")
        ),
        excerpt("minutes", on(3, "Councillor Bellamy moved that it be refused.")),
        excerpt("recommendation", on(4, "That the Board note it")),
        excerpt("programme", on(5, "3 June 2020\tEmpty homes\tJ Hale")),
        minute_number="7",
        agenda_number="5",
        report_of="Report of the Director of Homes",
        section="Public Business",
        heading="Empty homes in Mill Bank",
        minutes=("Empty homes in Mill Bank",),
        people=(Person("J Hale", "lead"),),
        votes=(Vote("that it be refused"),),
        recommendations=(Recommendation("the Board", "note it"),),
        programme=(Planned("Empty homes"),),
        refers_to=(Reference("Further to minute 4/20", "4/20"),),
        path=(),
    )
    pages = {one.field: one.page for one in item_of(own).sources}
    assert pages == {
        "title": 1,
        "section": None,
        "agenda_number": 1,
        "minute_number": 1,
        "heading": 2,
        "report_of": 1,
        "minutes": 2,
        "votes": 3,
        "recommendations": 4,
        "programme": 5,
        "people": 5,
        "refers_to": 2,
    }


def test_words_are_bounded() -> None:
    """A long paragraph is shown by its front."""
    text = "The Board noted it. " * 400
    own = paper("own", "minutes", excerpt("minutes", on(1, text)), minutes=(text,))
    assert all(len(one.words) <= LONGEST for one in item_of(own).sources)


@pytest.fixture
def items(sample: Held) -> list[Item]:
    """All items of the sample."""
    engine = IndexPlace(sample.index).open()
    archive = Archive(engine)
    found = [archive.show(one) for one in sorted(engine.ids(EVERYTHING))]
    engine.close()
    return [one[1] for one in found if one]


SOURCED = [
    *("title", "agenda_number", "minute_number", "heading", "report_of", "minutes", "decisions"),
    *("undertakings", "recommendations", "people", "votes", "refers_to", "programme", "wards"),
    *("path", "key_decision", "section", "private"),
]


def test_every_field_of_the_sample_that_says_something_has_a_source(items: list[Item]) -> None:
    """What `show` prints of an item from its papers is told with a document."""
    missing = [
        (item.id, field)
        for item in items
        for field in SOURCED
        if getattr(item, field) not in (None, (), "")
        and not (field == "private" and not item.private)
        and not any(one.field == field for one in item.sources)
    ]
    assert missing == []


def test_sources_of_the_sample_name_documents_of_the_item_and_their_pages(
    items: list[Item],
) -> None:
    """No source outside the documents that the item lists, and no page outside the document."""

    def fits(item: Item, one: Source) -> bool:
        return one.document in {document.id for document in item.documents} and one.page != 0

    assert [one for item in items for one in item.sources if not fits(item, one)] == []
    assert any(one.page for item in items for one in item.sources)
