"""The whole sample as it answers, beside what its sources say (`golden/sample_truth.json`)."""

import json
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from indexer.adding import add_papers
from indexer.model import Attendee, Item, ItemLine, Meeting
from indexer.pipeline import index
from indexer.place import IndexPlace
from indexer.sample import COUNCIL, sample_folder
from indexer.search.archive import Archive
from indexer.store import Corpus

TRUTH: dict[str, Any] = json.loads(
    (Path(__file__).parent / "golden" / "sample_truth.json").read_text("utf-8")
)
MEETINGS: list[dict[str, Any]] = TRUTH["meetings"]
PAGES = {file["meeting_id"]: file["path"] for file in TRUTH["files"] if file["kind"] == "page"}
NOW = datetime(2025, 3, 1, tzinfo=UTC)

LEFT_OUT = frozenset({"the", "scrutiny", "board", "and", "that"})
"""Words that stand between the deeds of a resolution, and belong to none of them."""
ROLES = {
    "Members": "member",
    "Cabinet Member": "cabinet member",
    "Employees": "officer",
    "Employees (by Service Area)": "officer",
    "By Invitation": "invited",
    "Apologies": "apologies",
}

each_meeting = pytest.mark.parametrize("told", MEETINGS, ids=lambda told: told["date"])


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """The sample, taken in and indexed once."""
    folder = tmp_path_factory.mktemp("sample")
    with Corpus.open(folder / "corpus", create=True) as corpus:
        add_papers(corpus, [str(sample_folder())], council=COUNCIL, now=NOW)
        index(corpus, IndexPlace(folder / "index"), now=NOW, workers=2)
    with closing(IndexPlace(folder / "index").open()) as engine:
        yield Archive(engine)


def meeting_of(archive: Archive, told: dict[str, Any]) -> Meeting:
    """The meeting that the sample tells of."""
    board = told["board"].lower().replace(" ", "-").replace("(", "").replace(")", "")
    found = archive.show(f"{COUNCIL}/{board}/{told['date']}")
    assert found is not None and isinstance(found[1], Meeting)
    return found[1]


def item_of(archive: Archive, line: ItemLine) -> Item:
    """An item that a meeting lists."""
    found = archive.show(line.id)
    assert found is not None and isinstance(found[1], Item)
    return found[1]


def pairs(archive: Archive, told: dict[str, Any]) -> list[tuple[Item, dict[str, Any]]]:
    """Each item of a meeting beside what the sample says of it."""
    lines = meeting_of(archive, told).items
    assert [line.title for line in lines] == [item["title"] for item in told["items"]]
    return [(item_of(archive, line), said) for line, said in zip(lines, told["items"], strict=True)]


def text(number: int | None) -> str | None:
    """A number as items have it."""
    return None if number is None else str(number)


def words(said: str) -> list[str]:
    """The words of a text."""
    return said.lower().replace(",", " ").replace(".", " ").split()


def is_told_by(shorter: list[str], longer: list[str]) -> bool:
    """True where the words stand in the longer text in that order, and only usual ones are missing."""
    missing, rest = [], iter(shorter)
    wanted = next(rest, None)
    for word in longer:
        if word == wanted:
            wanted = next(rest, None)
        else:
            missing.append(word)
    return wanted is None and set(missing) <= LEFT_OUT


def test_there_are_the_meetings_of_the_sample_and_no_other(archive: Archive) -> None:
    """Nothing is made a meeting that is none; the newest stands first."""
    dates = [entry["date"].isoformat() for entry in archive.listed("meetings")]
    assert dates == sorted((told["date"] for told in MEETINGS), reverse=True)


def test_every_paper_of_the_sample_is_read(archive: Archive) -> None:
    """No paper of the sample is left out or unreadable."""
    held = archive.collection()
    assert (held.documents.held, held.documents.read) == (len(TRUTH["files"]),) * 2
    assert held.problems == ()


@each_meeting
def test_meeting_has_its_board_times_venue_and_contact(
    archive: Archive, told: dict[str, Any]
) -> None:
    """Board, day, start, end, venue and contact are those that the papers print."""
    meeting = meeting_of(archive, told)
    assert meeting.contact is not None
    assert (meeting.board.name, meeting.date.isoformat()) == (told["board"], told["date"])
    assert (meeting.start, meeting.end) == (told["start"], told["end"])
    assert (meeting.venue, meeting.contact.name) == (told["venue"], told["contact"])
    assert meeting.status == ("scheduled" if told["status"] == "agenda" else "held")


@each_meeting
def test_items_have_both_numbers(archive: Archive, told: dict[str, Any]) -> None:
    """Each item of the agenda stands once, in order, with its agenda and its minute number."""
    for item, said in pairs(archive, told):
        assert item.agenda_number == text(said["agenda_number"])
        assert item.minute_number == text(said["minute_number"])
        assert item.number == (item.minute_number or item.agenda_number)


@each_meeting
def test_items_have_their_report_of_line_and_authors(
    archive: Archive, told: dict[str, Any]
) -> None:
    """Whose report it is, and who wrote it with which post: nobody missing, nobody invented."""
    for item, said in pairs(archive, told):
        authors = [(one.name, one.post) for one in item.people if one.role == "author"]
        assert item.report_of == said["report_of"]
        assert authors == [(author["name"], author["post"]) for author in said["authors"]]


@each_meeting
def test_items_have_their_pages(archive: Archive, told: dict[str, Any]) -> None:
    """The printed range where the sample ships the pack, and its pages in the file.

    Where it ships none, the front sheet prints a range all the same, of which the sample is silent.
    """
    for item, said in pairs(archive, told):
        if not told["pack"]:
            continue
        printed, in_file = said["printed_pages"], said["pdf_pages"]
        packs = [one for one in item.documents if one.source.endswith(told["pack"])]
        assert item.printed_pages == ((tuple(printed),) if printed else ())
        assert [one.pages for one in packs if one.printed_pages] == (
            [tuple(in_file)] if in_file else []
        )


@each_meeting
def test_minutes_are_whole(archive: Archive, told: dict[str, Any]) -> None:
    """Every paragraph of the minutes is there once, though the page cuts some."""
    for item, said in pairs(archive, told):
        paragraphs = item.minutes.split("\n\n") if item.minutes else []
        assert (item.title, len(paragraphs)) == (item.title, said["minute_paragraphs"])
        assert not item.truncated


@each_meeting
def test_a_matter_under_other_business_keeps_its_heading(
    archive: Archive, told: dict[str, Any]
) -> None:
    """The heading under a routine title is the item's, and there is none elsewhere."""
    for item, said in pairs(archive, told):
        assert [item.heading] == (said["headings_in_minute"] or [None])


@each_meeting
def test_decisions_are_what_was_resolved(archive: Archive, told: dict[str, Any]) -> None:
    """All that was resolved, part by part and in the words printed, and nothing else.

    A resolution in one sentence is split into its deeds, and loses the name of the board.
    """
    for item, said in pairs(archive, told):
        left = list(item.decisions)
        for resolution in said["resolutions"]:
            for part in resolution["parts"]:
                own = [left.pop(0)] if part["number"] else left
                ours = [word for one in own for word in words(one.text)]
                assert is_told_by(ours, words(part["text"])), (item.id, part["text"])
                if part["number"]:
                    assert own[0].number == part["number"].rstrip(")")
                    assert (own[0].action == "recommend") >= (resolution["kind"] == "recommended")
                else:
                    left = []
        assert left == [], item.id
        assert all(one.decided_by == told["board"] and one.complete for one in item.decisions)


@each_meeting
def test_attendance_is_as_printed(archive: Archive, told: dict[str, Any]) -> None:
    """Everybody listed, in order, with role, and the post or service printed beside the name."""
    meeting = meeting_of(archive, told)
    assert [_person(one) for one in meeting.attendance] == [
        (one["name"], _role(one), one["post"]) for one in told["attendance"]
    ]


def _person(one: Attendee) -> tuple[str, str, str | None]:
    return one.name, one.role, one.post or one.directorate or one.organisation


def _role(one: dict[str, Any]) -> str:
    if one["group"] == "Other Members":
        return "deputy cabinet member"
    if (one["role"] or "").startswith("Substitute"):
        return "substitute"
    return "chair" if one["role"] == "Chair" else ROLES[one["group"]]


@each_meeting
def test_documents_stand_under_their_item(archive: Archive, told: dict[str, Any]) -> None:
    """A report that the page links belongs to that item, and to no other of the meeting."""
    own = {item.id: {one.source for one in item.documents} for item, _ in pairs(archive, told)}
    for item, said in pairs(archive, told):
        for document in (one for one in said["documents"] if not one["minutes_of"]):
            holders = {
                name
                for name, sources in own.items()
                if any(source.endswith(document["path"]) for source in sources)
            }
            assert holders == {item.id}, document["path"]


@each_meeting
def test_page_alone_gives_what_it_shows(tmp_path: Path, told: dict[str, Any]) -> None:
    """The HTML page by itself: the numbers shown, minutes as far as printed, whole decisions."""
    page = sample_folder() / PAGES[told["meeting_id"]]
    shown = [said for said in told["items"] if said["number_on_page"]]
    with Corpus.open(tmp_path / "corpus", create=True) as corpus:
        add_papers(corpus, [str(page)], council=COUNCIL, now=NOW)
        index(corpus, IndexPlace(tmp_path / "index"), now=NOW, workers=1)
    with closing(IndexPlace(tmp_path / "index").open()) as engine:
        archive = Archive(engine)
        items = [item_of(archive, line) for line in meeting_of(archive, told).items]
    assert [f"{item.number}." for item in items] == [said["number_on_page"] for said in shown]
    for item, said in zip(items, shown, strict=True):
        paragraphs = item.minutes.split("\n\n") if item.minutes else []
        assert len(paragraphs) == said["minute_paragraphs_on_page"]
        assert item.truncated == said["cut_on_page"]
        ours = [word for one in item.decisions for word in words(one.text)]
        assert is_told_by(ours, [w for part in said["decisions_on_page"] for w in words(part)])


@each_meeting
def test_nothing_is_routine_that_something_was_said_of(
    archive: Archive, told: dict[str, Any]
) -> None:
    """Routine is what says that nothing happened; a decision or an undertaking never is."""
    for item, _ in pairs(archive, told):
        assert not (item.routine and (item.decisions or item.undertakings or item.people))
