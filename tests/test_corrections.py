"""Corrections by the operator: applied before anything is indexed, outliving runs, undone wholly."""

from contextlib import closing
from dataclasses import replace
from datetime import date as Date
from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest
from click.testing import CliRunner
from conftest import NOW, Held
from index_words import remains

from cli import main
from indexer.adding import add_papers
from indexer.collection import CORRECTIONS
from indexer.correcting import corrected, note_on
from indexer.corrections import FIELDS, Corrections, read_corrections
from indexer.errors import BadCall
from indexer.model import (
    Board,
    Correction,
    Decision,
    Item,
    ItemLine,
    Meeting,
    MeetingSummary,
    Person,
    Source,
)
from indexer.pipeline import IndexReport, index
from indexer.place import IndexPlace
from indexer.query import EVERYTHING
from indexer.reading.assemble import Assembled
from indexer.sample import COUNCIL
from indexer.search.archive import Archive, Request
from indexer.status import status_of
from indexer.store import Corpus
from indexer.withdrawing import withdraw

TODAY = Date(2026, 11, 22)
DAY = Date(2024, 1, 9)
ITEM = f"kelderby/cabinet/{DAY}/budget"
CABINET = Board("kelderby/cabinet", "Cabinet")
SUMMARY = MeetingSummary(f"kelderby/cabinet/{DAY}", DAY, None, None, None, "held", None)
BUDGET = Item(
    ITEM,
    "Budget",
    COUNCIL,
    CABINET,
    DAY,
    SUMMARY,
    aliases=(f"kelderby/cabinet/{DAY}/the-budget",),
    number="46",
    agenda_number="7",
    minute_number="46",
    minute_reference="46/23",
    minute_reference_basis="derived",
    decisions=(Decision("approve the budget", "approve"),),
    sources=(Source("decisions", "d", 1, "RESOLVED"), Source("title", "d", 1, "Budget")),
)
UNIT = Assembled(
    (
        Meeting(
            SUMMARY.id, COUNCIL, CABINET, (CABINET,), DAY, items=(ItemLine(ITEM, "46", "Budget"),)
        ),
    ),
    (BUDGET,),
    (),
)


def write(folder: Path, *entries: str) -> Corrections:
    """The file with these entries, each lacking its last lines; read."""
    last = 'reason = "printed so"\nby = "A Clerk"\non = 2026-11-22\n'
    folder.mkdir(exist_ok=True, parents=True)
    text = "".join(f"[[correction]]\n{entry}\n{last}\n" for entry in entries)
    (folder / CORRECTIONS).write_text(text, "utf-8")
    return read_corrections(folder, TODAY)


def one(field: str, value: str, item: str = ITEM) -> str:
    """An entry but for its last lines."""
    said = "none = true" if value == "none" else f"value = {value}"
    return f'item = "{item}"\nfield = "{field}"\n{said}'


def apply(folder: Path, *entries: str, unit: Assembled = UNIT) -> Item:
    """The item as corrected by these entries."""
    read = write(folder, *entries)
    assert not read.faults
    return corrected(unit, list(read)).items[0]


# --- the file -----------------------------------------------------------------------------------


def test_without_a_file_nothing_is_corrected(tmp_path: Path) -> None:
    """Most collections have none."""
    read = read_corrections(tmp_path, TODAY)
    assert (list(read), read.faults) == ([], ())
    assert corrected(UNIT, list(read)) is UNIT


@pytest.mark.parametrize(
    "text",
    [b"[[correction]\n", b"\xff\xfe", b"[correction]\nitem = 1\n", b"[[corection]]\n", b"a = 1"],
)
def test_a_file_that_cannot_be_read_stops_before_anything_changes(
    tmp_path: Path, text: bytes
) -> None:
    """The message names the file and says what to do."""
    (tmp_path / CORRECTIONS).write_bytes(text)
    with pytest.raises(BadCall, match=f"{CORRECTIONS}.*Mend the file"):
        read_corrections(tmp_path, TODAY)


def test_an_editors_mark_and_line_ends_do_no_harm(tmp_path: Path) -> None:
    """As some editors write them."""
    text = (
        f"[[correction]]\r\n{one('title', '“Rates”'.replace('“', chr(34)).replace('”', chr(34)))}"
    )
    text += '\r\nreason = "r"\r\nby = "b"\r\non = 2026-11-22\r\n'
    (tmp_path / CORRECTIONS).write_bytes(b"\xef\xbb\xbf" + text.encode())
    assert [entry.value for entry in read_corrections(tmp_path, TODAY)] == ["Rates"]


VALUES = {
    "title": '"Rates"',
    "heading": '"The matter"',
    "agenda_number": '"8"',
    "minute_number": '"47"',
    "minute_reference": '"47/23"',
    "date": "2024-01-10",
    "decisions": '[{text = "note it", action = "note", capacity = "executive"}]',
    "votes": '[{motion = "that", carried = false, for = ["A"], printed = {for = 1, against = 2}}]',
    "undertakings": '["send it"]',
    "recommendations": '[{addressed_to = "Council", text = "agree"}]',
    "people": '[{name = "Anna Oak", role = "author", post = "Head of Parks"}]',
    "report_of": '"Report of the Head of Parks"',
    "topics": '["parks"]',
    "wards": '["Milltown"]',
    "key_decision": "true",
    "private": "true",
    "routine": "true",
    "minutes_status": '"approved"',
    "minutes_note": '"agreed"',
    "minutes_approved": "2024-02-09",
}


@pytest.mark.parametrize("field", FIELDS)
def test_every_field_is_written_as_it_is_printed(tmp_path: Path, field: str) -> None:
    """What `show --json` prints of the corrected item holds what the entry says, and who said so."""
    (entry,) = write(tmp_path, one(field, VALUES[field]))
    paper = replace(BUDGET, meeting=None, board=None, minutes_status="approved")
    shown = msgspec.to_builtins(corrected(Assembled((), (paper,), ()), [entry]).items[0])
    written = {"date": "2024-01-10", "minutes_approved": "2024-02-09", "key_decision": True}
    written |= {"private": True, "routine": True}
    if field in written:
        assert shown[field] == written[field]
    else:
        (value,) = _toml(f"value = {VALUES[field]}").values()
        assert _within(value, shown[field])
    if field != "minutes_status":
        assert [note["field"] for note in shown["corrected"]] == [field]
        assert (shown["corrected"][0]["by"], shown["corrected"][0]["on"]) == (
            "A Clerk",
            "2026-11-22",
        )


def _toml(text: str) -> dict[str, Any]:
    return dict(msgspec.toml.decode(text.encode()))


def _within(part: object, whole: object) -> bool:
    """Whether all that one value says stands in the other."""
    if isinstance(part, dict) and isinstance(whole, dict):
        return all(key in whole and _within(value, whole[key]) for key, value in part.items())
    if isinstance(part, list) and isinstance(whole, list | tuple):
        return len(part) == len(whole) and all(map(_within, part, whole))
    return part == whole


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        ('field = "title"\nvalue = "x"', "“item” is missing"),
        (f'item = "{ITEM}"\nvalue = "x"', "“field” is missing"),
        (one("id", '"x"'), "“id” cannot be corrected"),
        (one("minutes", '"x"'), "“minutes” cannot be corrected"),
        (f'item = "{ITEM}"\nfield = "title"', "write either value"),
        (one("title", '"x"') + "\nnone = true", "write either value"),
        (one("title", "none"), "does not fit “title”"),
        (one("title", "46"), "does not fit “title”"),
        (one("title", '" "'), "blank"),
        (one("title", r'"\u202e\u200b"'), "blank"),
        (one("title", f'"{"x" * 501}"'), "at most 500 letters"),
        (one("private", '"yes"'), "does not fit “private”"),
        (one("date", '"soon"'), "does not fit “date”"),
        (one("date", "2024-01-10T10:00:00"), "does not fit “date”"),
        (one("decisions", '"note it"'), "does not fit “decisions”"),
        (one("decisions", '[{action = "note"}]'), "does not fit “decisions”.*text"),
        (one("decisions", '[{text = "x", acton = "note"}]'), "no “acton” in “decisions”"),
        (one("decisions", '[{text = "x", action = "noted"}]'), "does not fit.*noted"),
        (one("votes", '[{motion = "x", printed = {agaist = 2}}]'), "no “agaist” in “votes”"),
        (one("people", '[{name = "Anna", role = "auther"}]'), "does not fit.*auther"),
        (one("minutes_status", '"final"'), "does not fit.*final"),
        (one("title", '"x"') + '\nreasn = "y"', "there is no “reasn”"),
        (one("title", '"x"', "kelderby/cabinet"), "no identifier of an item"),
        (one("title", '"x"', "kelderby/documents/s5001"), "no identifier of an item"),
        (one("title", '"x"', "kelderby"), "no identifier of an item"),
    ],
)
def test_an_entry_that_is_wrong_is_named_and_the_others_hold(
    tmp_path: Path, entry: str, told: str
) -> None:
    """The sentence says which entry, and what to write; it is left out, and no other."""
    read = write(tmp_path, one("heading", '"h"'), entry, one("topics", '["parks"]'))
    (fault,) = read.faults
    assert fault.startswith("entry 2")
    assert told.split(".*")[0] in fault and told.split(".*")[-1] in fault
    assert [e.field for e in read] == ["heading", "topics"]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("on = 2026-11-22", 'on = "2026-11-22"', "without quotes"),
        ("on = 2026-11-22", "on = 2026-11-22T10:00:00", "without quotes"),
        ("on = 2026-11-22", "", "without quotes"),
        ("on = 2026-11-22", "on = 2999-01-01", "2999-01-01 is still to come"),
        ('by = "A Clerk"', 'by = ""', "“by” is missing"),
        ('reason = "printed so"', "", "“reason” is missing"),
    ],
)
def test_who_corrected_what_when_and_why_must_be_said(
    tmp_path: Path, old: str, new: str, told: str
) -> None:
    """Readers are shown it."""
    write(tmp_path, one("title", '"x"'))
    path = tmp_path / CORRECTIONS
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")
    read = read_corrections(tmp_path, TODAY)
    assert not list(read) and told in read.faults[0]


@pytest.mark.parametrize(("later", "faults"), [(0, 0), (1, 0), (2, 1)])
def test_a_day_still_to_come_is_wrong(tmp_path: Path, later: int, faults: int) -> None:
    """But for tomorrow, which it may be already where the entry was written."""
    write(tmp_path, one("title", '"x"'))
    read = read_corrections(tmp_path, Date(2026, 11, 22) - timedelta(later))
    assert (len(read.faults), len(list(read))) == (faults, 1 - faults)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("topics", '["parks", "housing", "parks"]'),
        ("wards", '["Milltown", " Milltown ", "Castle"]'),
        ("people", '[{name = "A Oak", role = "author"}, {name = "A Oak", role = "author"}]'),
    ],
)
def test_what_is_listed_twice_is_taken_once(tmp_path: Path, field: str, value: str) -> None:
    """In its order, the first of them."""
    (entry,) = write(tmp_path, one(field, value))
    expected = {
        "topics": ("parks", "housing"),
        "wards": ("Milltown", "Castle"),
        "people": (Person("A Oak", "author"),),
    }
    assert entry.value == expected[field]


def test_signs_that_cannot_be_seen_are_taken_out(tmp_path: Path) -> None:
    """Controls, and what turns the direction of writing: of values, reasons and names alike."""
    (entry,) = write(tmp_path, one("decisions", r'[{text = "pay\u202e the\u0007 bill"}]'))
    assert entry.value == (Decision("pay the bill"),)
    path = tmp_path / CORRECTIONS
    path.write_text(path.read_text("utf-8").replace("A Clerk", r"A\u2066 Cl\u0000erk"), "utf-8")
    assert [entry.by for entry in read_corrections(tmp_path, TODAY)] == ["A Cl erk"]


def test_of_two_entries_for_one_field_the_later_holds(tmp_path: Path) -> None:
    """The other is named."""
    read = write(tmp_path, one("title", '"First"'), one("title", '"Second"'))
    assert [entry.value for entry in read] == ["Second"]
    assert read.faults[0].startswith("entry 1") and "entry 2" in read.faults[0]


# --- what they change ---------------------------------------------------------------------------


def test_what_was_read_stays_to_be_seen(tmp_path: Path) -> None:
    """Shortened, with reason, name and day; where the field was read is told no more."""
    long = replace(BUDGET, decisions=(Decision("word " * 100), Decision("and more")))
    entry = one("decisions", '[{text = "refuse the budget", action = "refuse"}]')
    item = apply(tmp_path, entry, unit=replace(UNIT, items=(long,)))
    assert item.decisions == (Decision("refuse the budget", "refuse"),)
    (note,) = item.corrected
    assert (note.field, note.reason, note.by, note.on) == (
        *("decisions", "printed so", "A Clerk"),
        Date(2026, 11, 22),
    )
    assert note.before is not None and note.before.startswith("word word")
    assert len(note.before) < 210 and "more" not in note.before
    assert [source.field for source in item.sources] == ["title"]


def test_who_was_named_wrongly_is_not_named_beside_the_correction(tmp_path: Path) -> None:
    """How many there were is all that is said; other things are said in their words."""
    named = replace(BUDGET, people=(Person("Anna Oak", "author"),), wards=("Milltown", "Holm"))
    unit = replace(UNIT, items=(named,))
    item = apply(
        *(tmp_path, one("people", "none"), one("wards", "none"), one("private", "true")), unit=unit
    )
    assert (item.people, item.wards) == ((), ())
    assert [note.before for note in item.corrected] == ["1 person", "Milltown; Holm", "no"]


def test_the_number_follows_the_numbers_it_is_made_of(tmp_path: Path) -> None:
    """So does a reference that was derived from it; the meeting lists the item under it."""
    assert apply(tmp_path, one("agenda_number", '"8"')).number == "46"
    item = apply(tmp_path, one("minute_number", '"47"'))
    assert (item.number, item.minute_reference, item.minute_reference_basis) == (
        *("47", "47/23"),
        "derived",
    )
    item = apply(tmp_path, one("minute_number", "none"))
    assert (item.number, item.minute_reference, item.minute_reference_basis) == ("7", None, None)
    entries = list(write(tmp_path, one("minute_number", '"47"'), one("title", '"Rates"')))
    assert corrected(UNIT, entries).meetings[0].items == (ItemLine(ITEM, "47", "Rates"),)


def test_a_corrected_reference_counts_as_printed(tmp_path: Path) -> None:
    """Somebody looked; without one it has no basis. A printed one does not follow the number."""
    item = apply(tmp_path, one("minute_reference", '"9/23"'), one("minute_number", '"47"'))
    assert (item.minute_reference, item.minute_reference_basis) == ("9/23", "as_printed")
    item = apply(tmp_path, one("minute_reference", "none"))
    assert (item.minute_reference, item.minute_reference_basis) == (None, None)
    printed = replace(BUDGET, minute_reference_basis="as_printed")
    item = apply(tmp_path, one("minute_number", '"47"'), unit=replace(UNIT, items=(printed,)))
    assert item.minute_reference == "46/23"


def test_minutes_that_are_not_approved_have_no_day_of_approval(tmp_path: Path) -> None:
    """The words and the day of an approval that was read wrongly go with it."""
    approved = replace(
        BUDGET, minutes_status="approved", minutes_note="agreed", minutes_approved=DAY
    )
    item = apply(tmp_path, one("minutes_status", '"draft"'), unit=replace(UNIT, items=(approved,)))
    assert (item.minutes_status, item.minutes_note, item.minutes_approved) == ("draft", None, None)


def test_a_former_identifier_names_the_item_too(tmp_path: Path) -> None:
    """And another item's names nothing here."""
    assert apply(tmp_path, one("title", '"Rates"', BUDGET.aliases[0])).title == "Rates"
    (entry,) = write(tmp_path, one("title", '"Rates"', ITEM + "-2"))
    assert corrected(UNIT, [entry]).items == (BUDGET,)
    assert "waits" in str(note_on(entry, None, {}))


def test_what_is_read_rightly_by_now_is_no_correction(tmp_path: Path) -> None:
    """Then nothing is said to be corrected."""
    assert apply(tmp_path, one("title", '"Budget"')) is BUDGET


def test_the_day_of_a_meeting_is_not_an_items_to_correct(tmp_path: Path) -> None:
    """It is refused, and said; that of a paper without a meeting is."""
    (entry,) = write(tmp_path, one("date", "2024-01-10"))
    assert corrected(UNIT, [entry]).items == (BUDGET,)
    assert "its meeting" in str(note_on(entry, BUDGET, {}))
    paper = Item("kelderby/papers/plan-0123abcd", "Plan", COUNCIL, None, None, None)
    (entry,) = write(tmp_path, one("date", "2024-01-10", paper.id))
    (item,) = corrected(Assembled((), (paper,), ()), [entry]).items
    assert item.date == Date(2024, 1, 10)
    assert item.corrected == (
        Correction("date", None, "printed so", "A Clerk", Date(2026, 11, 22)),
    )


# --- in the index -------------------------------------------------------------------------------

AGENDA = """Kelderby Borough Council

Agenda

Cabinet

Time and Date: 10.00 am on Tuesday, 9th January, 2024

Place: Guildhall

1. Apologies

2. Budget

3. Parks Strategy
"""
MINUTES = """Kelderby Borough Council

Minutes of the Meeting of Cabinet held at 10.00 am on Tuesday, 9 January 2024

Present:
Councillor B Ash (Chair)

46. Budget

RESOLVED that the zanzibar budget be approved.

47. Parks Strategy

RESOLVED that the strategy be noted.
"""
FEBRUARY = AGENDA.replace("9th January", "13th February")
PLAN = "A plan for the parks, which names no meeting and no day.\n"


def put(held: Held, **papers: str) -> None:
    """Take papers in, by name."""
    folder = held.corpus.parent / "papers"
    folder.mkdir(exist_ok=True)
    for name, text in papers.items():
        (folder / f"{name}.txt").write_text(text, "utf-8")
    with Corpus.open(held.corpus, create=True) as corpus:
        paths = [str(folder / f"{name}.txt") for name in papers]
        add_papers(corpus, paths, council=COUNCIL, now=NOW)


def run(held: Held, **options: Any) -> IndexReport:
    """A run of `index`."""
    with Corpus.open(held.corpus, create=False) as corpus:
        return index(corpus, IndexPlace(held.index), now=NOW, workers=1, **options)


@pytest.fixture
def held(tmp_path: Path) -> Held:
    """A meeting with agenda and minutes, another with an agenda, and a paper by itself; indexed."""
    held = Held(tmp_path / "corpus", tmp_path / "index")
    put(held, agenda=AGENDA, minutes=MINUTES, february=FEBRUARY, plan=PLAN)
    run(held)
    return held


def everything(held: Held) -> dict[str, Any]:
    """All that the index says of items, meetings and people."""
    with closing(IndexPlace(held.index).open()) as engine:
        items = {name: engine.stored(name) for name in engine.ids(EVERYTHING)}
        return items | dict(engine.records("meeting")) | dict(engine.records("person:"))


def shown(held: Held, id: str = ITEM) -> Item:
    """An item as the index has it."""
    return msgspec.json.decode(everything(held)[id], type=Item)


def found(held: Held, query: str) -> set[str]:
    """The items that a search finds."""
    with closing(IndexPlace(held.index).open()) as engine:
        return {hit.id for hit in Archive(engine).search(Request(query, limit=100)).hits}


def test_search_and_pages_see_what_is_corrected_and_only_its_day_is_indexed_again(
    held: Held,
) -> None:
    """Filters find by it at once; taking the entries away undoes them wholly."""
    before = everything(held)
    assert shown(held).decisions[0].text == "the zanzibar budget be approved."
    write(
        held.corpus,
        one("topics", '["sea monsters"]'),
        one("people", '[{name = "Quentin Quill", role = "author"}]'),
        one("minute_reference", '"999/23"'),
    )
    report = run(held)
    assert (report.read, report.items_indexed, report.corrections) == (0, 3, [])
    for query in ('topic:"sea monsters"', "officer:Quill", "ref:999/23"):
        assert found(held, query) == {ITEM}
    with closing(IndexPlace(held.index).open()) as engine:
        archive = Archive(engine)
        page = archive.person("officer", COUNCIL, "quentin-quill")
        assert page is not None and [entry.item.id for entry in page.entries] == [ITEM]
        assert archive.subject("topic", "sea-monsters") is not None
    assert run(held).items_indexed == 0
    (held.corpus / CORRECTIONS).unlink()
    assert run(held).items_indexed == 3
    assert everything(held) == before


def test_corrections_outlive_a_rebuild(held: Held) -> None:
    """The index can be thrown away; they lie with the corpus."""
    write(held.corpus, one("title", '"Rates"'))
    run(held)
    before = everything(held)
    run(held, rebuild=True)
    assert everything(held) == before
    assert shown(held).title == "Rates"


def test_what_is_to_be_said_of_them_is_reported_and_listed(held: Held) -> None:
    """Wrong entries, waiting ones, and those older than a paper of their item; each run says so anew."""
    write(
        held.corpus,
        one("tittle", '"x"'),
        one("title", '"x"', "kelderby/cabinet/1999-01-01/nothing"),
        one("title", '"Rates"'),
    )
    path = held.corpus / CORRECTIONS
    path.write_text(path.read_text("utf-8").replace("2026-11-22", "2026-11-21"), "utf-8")
    for _ in range(2):
        wrong, waiting, old = run(held).corrections
        assert wrong.startswith("entry 1") and "“tittle” cannot be corrected" in wrong
        assert waiting.startswith("entry 2") and "waits" in waiting
        assert old.startswith("entry 3") and "2026-11-22" in old
    with (
        closing(IndexPlace(held.index).open()) as engine,
        Corpus.open(held.corpus, create=False) as corpus,
    ):
        listed = status_of(corpus, Archive(engine).collection(), engine.name).problems
    assert [one.reason for one in listed if one.source == CORRECTIONS] == [wrong, waiting, old]
    path.unlink()
    assert run(held).corrections == []


def test_a_correction_waits_for_its_item(tmp_path: Path) -> None:
    """It may be written, or brought from another corpus, before the papers come."""
    held = Held(tmp_path / "corpus", tmp_path / "index")
    put(held, february=FEBRUARY)
    write(held.corpus, one("title", '"Rates"'))
    (waiting,) = run(held).corrections
    assert "waits" in waiting
    put(held, minutes=MINUTES)
    assert run(held).corrections == []
    assert shown(held).title == "Rates"


def test_a_paper_without_a_meeting_can_be_corrected_too(held: Held) -> None:
    """By its identifier; no other is indexed again."""
    (id,) = (id for id in everything(held) if id.startswith("kelderby/papers/"))
    write(held.corpus, one("date", "2024-01-10", id))
    report = run(held)
    assert (report.items_indexed, report.corrections) == (1, [])
    assert found(held, "date:2024-01-10") == {id}


def test_a_decision_of_a_register_is_corrected_by_each_identifier(
    tmp_path: Path, sample: Held
) -> None:
    """The printed number, and the site's own."""
    held = Held(tmp_path / "corpus", tmp_path / "index")
    with (
        Corpus.open(sample.corpus, create=False) as site,
        Corpus.open(held.corpus, create=True) as corpus,
    ):
        pages = [one for one in site.documents() if "ieDecisionDetails" in (one.url or "")]
        for page in pages:
            body, url = site.body_path(page), page.url
            corpus.add(body, council=COUNCIL, media_type=page.media_type, now=NOW, url=url)
    run(held)
    decisions = [shown(held, id) for id in everything(held) if "/decisions/" in id]
    item = next(item for item in decisions if item.aliases)
    for identifier in (item.id, *item.aliases):
        write(held.corpus, one("topics", '["sea monsters"]', identifier))
        report = run(held)
        assert (report.items_indexed, report.corrections) == (1, [])
        assert found(held, 'topic:"sea monsters"') == {item.id}
        (held.corpus / CORRECTIONS).unlink()
        run(held)


def test_a_withdrawn_papers_words_do_not_stay_as_what_was_read(held: Held) -> None:
    """What stands beside a correction is what the papers that are still held say."""
    write(held.corpus, one("decisions", '[{text = "refuse the budget"}]'))
    run(held)
    (note,) = shown(held).corrected
    assert note.before == "the zanzibar budget be approved."
    minutes = next(one.id for one in shown(held).documents if one.kind == "minutes")
    assert minutes is not None and "zanzibar" in str(everything(held))
    with Corpus.open(held.corpus, create=False) as corpus:
        withdraw(corpus, IndexPlace(held.index), minutes, reason="asked", now=NOW)
    (note,) = shown(held).corrected
    assert note.before is None
    assert not remains(held.index, "zanzibar")


def test_a_broken_file_stops_the_command_and_leaves_the_index(held: Held) -> None:
    """Exit 2, nothing on standard output, and what was there answers as before."""
    before = everything(held)
    (held.corpus / CORRECTIONS).write_text("[[correction]]\nitem = ", "utf-8")
    call = ["--corpus", str(held.corpus), "--index", str(held.index), "index", "--rebuild"]
    done = CliRunner().invoke(main, call)
    assert (done.exit_code, done.stdout) == (2, "")
    assert CORRECTIONS in done.stderr and "The index was not changed" in done.stderr
    assert everything(held) == before
