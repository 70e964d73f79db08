"""Passages: whole paragraphs, none lost, none twice, each with its page."""

from dataclasses import replace
from itertools import permutations

import msgspec
import pytest
from conftest import Held
from hypothesis import given
from hypothesis import strategies as st

from indexer.model import Excerpt, ItemReading, Kind, Paragraph, Passage, Zone
from indexer.place import IndexPlace
from indexer.query import EVERYTHING, Word
from indexer.reading.merging import DocumentRef, ItemDraft, ItemTold
from indexer.reading.passages import WORDS, item_passages, runs
from indexer.reading.told import Known, key_of

LONG = "The Board discussed the empty homes in Holmcroft and the costs of each of them at length."
OTHER = (
    "Councillor Bellamy asked whether the homes in Mill Bank had been let since the last report."
)


def excerpt(*texts: str, zone: Zone = "minutes", page: int | None = None) -> Excerpt:
    """Paragraphs of a zone, all on one page."""
    starts = ((0, page),) if page else ()
    return Excerpt(zone, tuple(Paragraph(text, starts) for text in texts))


def paper(name: str, kind: Kind, *excerpts: Excerpt, **said: object) -> ItemTold:
    """What a document tells of an item; its minutes are those of its excerpts."""
    minutes = tuple(p.text for e in excerpts if e.zone == "minutes" for p in e.paragraphs)
    item = replace(ItemReading("Voids", minutes=minutes, excerpts=excerpts), **said)  # type: ignore[arg-type]
    return ItemTold(DocumentRef(name, name, None, "text/plain", name, kind), kind, item)


def passages(*papers: ItemTold) -> list[Passage]:
    """The passages of the item that these papers tell of."""
    return item_passages("kelderby/cabinet/2024-03-07/voids", ItemDraft(list(papers)))


def lines(*papers: ItemTold) -> list[tuple[str, str]]:
    """Each paragraph that is in a passage, with its document."""
    return [(one.document, text) for one in passages(*papers) for text in one.text.split("\n")]


# --- one excerpt ------------------------------------------------------------------------------------

words = st.sampled_from(["the", "Board", "noted", "it.", "£5,", "ended;", "a\tb", "x"])


@st.composite
def paragraphs(draw: st.DrawFn) -> Paragraph:
    """A paragraph of up to three lengths of a passage, over pages that rise."""
    text = " ".join(draw(st.lists(words, min_size=1, max_size=3 * WORDS)))
    cuts = sorted(draw(st.sets(st.integers(1, max(1, len(text) - 1)), max_size=4)))
    first = draw(st.integers(1, 9))
    starts = [(offset, first + n) for n, offset in enumerate((0, *cuts)) if offset < len(text)]
    return Paragraph(text, tuple(starts) if draw(st.booleans()) else ())


def pages_of(text: str, starts: tuple[tuple[int, int], ...]) -> list[int | None]:
    """The page of each word."""
    found: list[int | None] = []
    offset = 0
    for word in text.split():
        offset = text.index(word, offset)
        found.append(max((part for part in starts if part[0] <= offset), default=(0, None))[1])
        offset += len(word)
    return found


@given(st.lists(paragraphs(), min_size=1, max_size=5))
def test_every_word_stands_once_in_order_and_on_its_page(said: list[Paragraph]) -> None:
    """However paragraphs are long and pages break, a passage tells the page of each word.

    Where a paragraph has no pages in a run that has, nothing is asked of its words.
    """
    found = list(runs(Excerpt("report", tuple(said))))
    assert [word for text, _ in found for word in text.split()] == [
        word for one in said for word in one.text.split()
    ]
    assert all(0 < len(text.split()) <= WORDS for text, _ in found)
    asked = [page for one in said for page in pages_of(one.text, one.starts)]
    told = [page for text, starts in found for page in pages_of(text, starts)]
    assert [a for a in asked if a] == [t for a, t in zip(asked, told, strict=True) if a]


@given(st.lists(paragraphs(), min_size=1, max_size=5))
def test_a_paragraph_that_fits_is_never_split(said: list[Paragraph]) -> None:
    """Each is a line of one passage."""
    told = [line for text, _ in runs(Excerpt("report", tuple(said))) for line in text.split("\n")]
    assert all(one.text in told for one in said if len(one.text.split()) <= WORDS)


def test_a_long_paragraph_is_split_at_a_sentence() -> None:
    """The passage ends with the last sentence that fits."""
    sentence = "It was said that the homes had stood empty for a year."
    text = " ".join([sentence] * 60)
    found = [text for text, _ in runs(Excerpt("report", (Paragraph(text),)))]
    assert len(found) > 1
    assert all(one.endswith("a year.") for one in found)


def test_a_table_is_split_between_rows() -> None:
    """A row of a table is a paragraph, and stays whole."""
    rows = tuple(Paragraph(f"Ward {n}\t{n} homes\t£{n},000") for n in range(300))
    found = [text for text, _ in runs(Excerpt("report", rows))]
    assert len(found) > 1
    assert [line for text in found for line in text.split("\n")] == [row.text for row in rows]


# --- several documents ------------------------------------------------------------------------------


def test_a_copy_adds_nothing() -> None:
    """Other quotation marks, hyphens at a line's end, bullets and breaks are the same words."""
    own = paper("own", "minutes", excerpt("1) It’s well-known – see ‘Voids’.", LONG, OTHER))
    copy = paper("copy", "pack", excerpt("It's well- known - see 'Voids'.", f"{LONG} {OTHER}"))
    assert {document for document, _ in lines(own, copy)} == {"own"}


def test_what_differs_in_a_draft_is_kept() -> None:
    """The paragraph that was changed stands in both; the rest once."""
    own = paper("own", "minutes", excerpt(LONG, "The charge is £5.50 a week from April 2024."))
    draft = paper(
        "draft", "draft-minutes", excerpt(LONG, "The charge is £55.0 a week from April 2024.")
    )
    assert lines(own, draft) == [
        ("own", LONG),
        ("own", "The charge is £5.50 a week from April 2024."),
        ("draft", "The charge is £55.0 a week from April 2024."),
    ]


def test_what_a_page_cuts_is_not_told_again() -> None:
    """The front of a paragraph, where the page ends in it, is that paragraph."""
    own = paper("own", "minutes", excerpt(LONG, "Noted the report."))
    page = paper("page", "page", excerpt(LONG, "Noted the"), truncated=True)
    assert {document for document, _ in lines(own, page)} == {"own"}


def test_a_short_paragraph_is_not_taken_for_a_part_of_another() -> None:
    """The word "Noted." is a matter of its own, though it stands elsewhere."""
    own = paper("own", "minutes", excerpt(f"{LONG} Noted."))
    page = paper("page", "page", excerpt("Noted."))
    assert ("page", "Noted.") in lines(own, page)


def test_a_second_report_that_is_mostly_the_same_gives_what_is_new() -> None:
    """Nine paragraphs of ten are the pack's; the tenth is not lost."""
    same = [
        f"{n}.1 The homes of block {n} stood empty for {n} years and cost much." for n in range(9)
    ]
    pack = paper("pack", "pack", excerpt(*same, zone="report", page=9))
    revised = paper("revised", "report", excerpt(*same, OTHER, zone="report", page=1))
    told = lines(pack, revised)
    assert len(told) == 10
    assert told[-1] == ("revised", OTHER)


def test_a_supplement_is_told_beside_the_report() -> None:
    """Its text is the item's as well."""
    pack = paper("pack", "pack", excerpt(LONG, zone="report", page=9))
    late = paper("late", "supplement", excerpt(OTHER, zone="report", page=1))
    assert lines(pack, late) == [("pack", LONG), ("late", OTHER)]


def test_the_text_under_a_title_that_only_one_paper_has_is_kept() -> None:
    """A page may say more than the pack."""
    page = paper("page", "page", excerpt("Report of the Director", zone="agenda"))
    pack = paper("pack", "pack", excerpt("Report of the Director", OTHER, zone="agenda", page=2))
    assert lines(page, pack) == [("page", "Report of the Director"), ("pack", OTHER)]


def test_a_document_repeats_what_it_repeats() -> None:
    """Two rows alike in one table are two rows."""
    pack = paper("pack", "pack", excerpt("Ward\tHomes", "1\t2", "1\t2", zone="report"))
    assert [text for _, text in lines(pack)] == ["Ward\tHomes", "1\t2", "1\t2"]


def test_zones_and_documents_are_never_mixed() -> None:
    """Each passage is of one document and zone, numbered through."""
    pack = paper("pack", "pack", excerpt(LONG, zone="agenda"), excerpt(OTHER, zone="report"))
    own = paper("own", "minutes", excerpt("Noted."), excerpt("RESOLVED it.", zone="decision"))
    found = passages(pack, own)
    assert {(one.document, one.zone) for one in found} == {
        ("pack", "agenda"),
        ("pack", "report"),
        ("own", "minutes"),
        ("own", "decision"),
    }
    assert [one.number for one in found] == list(range(4))


texts = st.sampled_from([LONG, OTHER, "Noted.", "1) Noted.", "£5.5", "£55", "a\tb", "RESOLVED it."])
zones = st.sampled_from(["minutes", "decision", "report", "recommendation", "agenda", "programme"])
kinds = st.sampled_from(["page", "pack", "minutes", "draft-minutes", "report", "supplement"])
told_papers = st.lists(
    st.tuples(
        kinds, st.lists(st.tuples(zones, st.lists(texts, min_size=1, max_size=4)), max_size=4)
    ),
    min_size=1,
    max_size=4,
)
GROUP = {"decision": "minutes", "recommendation": "report", "programme": "report"}


@given(told_papers)
def test_no_text_is_in_no_passage_and_no_document_tells_it_again(
    told: list[tuple[Kind, list[tuple[Zone, list[str]]]]],
) -> None:
    """Whatever several papers hold: each text is in a passage of its kind, from one document."""
    papers = [
        paper(f"d{n}", kind, *(excerpt(*said, zone=zone) for zone, said in excerpts))
        for n, (kind, excerpts) in enumerate(told)
    ]
    held: dict[tuple[str, str], set[str]] = {}
    for one in passages(*papers):
        for text in one.text.split("\n"):
            held.setdefault((GROUP.get(one.zone, one.zone), key_of(text)), set()).add(one.document)
    said = {
        (GROUP.get(e.zone, e.zone), key_of(p.text))
        for one in papers
        for e in one.item.excerpts
        for p in e.paragraphs
    }
    assert held.keys() == said
    assert all(len(documents) == 1 for documents in held.values())


def test_what_is_chosen_does_not_hang_on_the_order_of_papers() -> None:
    """The minutes come from the meeting's own, whichever was added first."""
    own = paper("own", "minutes", excerpt(LONG, OTHER))
    page = paper("page", "page", excerpt(LONG))
    draft = paper("draft", "draft-minutes", excerpt(LONG, "Lost."))
    found = {tuple(lines(*papers)) for papers in permutations((own, page, draft))}
    assert found == {(("own", LONG), ("own", OTHER), ("draft", "Lost."))}


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("“Voids” – costs", '"Voids" - costs', True),
        ("•  rent & rates", "rent and rates", True),
        ("re- let", "relet", True),
        ("5%", "5", False),
        ("£5.5", "£55", False),
        ("— —", "— — —", False),
    ],
)
def test_what_is_the_same(one: str, other: str, same: bool) -> None:
    """How it is set does not count; what changes a figure does."""
    known = Known()
    known.learn([one])
    assert known.tells(other) is same


# --- the sample -------------------------------------------------------------------------------------


def test_no_paragraph_of_the_sample_is_told_twice_of_an_item(sample: Held) -> None:
    """Pages, packs, printed minutes and the service tell much the same: it is shown once."""
    engine = IndexPlace(sample.index).open()
    ids = sorted(engine.ids(EVERYTHING))
    held = engine.passages(Word("zyx"), ids, each=1000)
    engine.close()
    assert len(held) > 300
    for item, found in held.items():
        told = [msgspec.json.decode(one.stored, type=Passage) for one in found]
        long = [
            (GROUP.get(one.zone, one.zone), key_of(text), one.document)
            for one in told
            for text in one.text.split("\n")
            if len(text) > 80
        ]
        documents: dict[tuple[str, str], set[str]] = {}
        for zone, key, document in long:
            documents.setdefault((zone, key), set()).add(document)
        assert all(len(several) == 1 for several in documents.values()), item
