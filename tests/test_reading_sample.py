"""The whole sample as it answers, beside what its sources say (`golden/sample_truth.json`)."""

import json
import re
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from indexer.adding import add_papers
from indexer.councils import document_key
from indexer.identifiers import slug
from indexer.model import Attendee, Item, ItemLine, Meeting
from indexer.pipeline import index
from indexer.place import IndexPlace
from indexer.sample import COUNCIL, sample_folder
from indexer.search.archive import Archive, Request
from indexer.store import Corpus

TRUTH: dict[str, Any] = json.loads(
    (Path(__file__).parent / "golden" / "sample_truth.json").read_text("utf-8")
)
MEETINGS: list[dict[str, Any]] = TRUTH["meetings"]
PAGES = {file["meeting_id"]: file["path"] for file in TRUTH["files"] if file["kind"] == "page"}
NOW = datetime(2025, 3, 1, tzinfo=UTC)
STATUSES = {"agenda": "scheduled", "future": "scheduled", "cancelled": "cancelled"}
UNREAD = {"s6699": "cut off or broken"}
"""The papers of the sample that this version cannot read, and what the reason says."""

LEFT_OUT = frozenset(
    ["the", "this", "scrutiny", "board", "cabinet", "committee", "council", "and", "that"]
)
"""Words that stand between the deeds of a resolution, and belong to none of them."""
ROLES = {
    "Cabinet Member": "cabinet member",
    "Employees": "officer",
    "Employees (by Service Area)": "officer",
    "By Invitation": "invited",
    "Apologies": "apologies",
}

OFFICES = {
    "Chair": "chair",
    "Lord Mayor in the Chair": "chair",
    "Vice-Chair": "vice-chair",
    "Deputy Lord Mayor": "vice-chair",
    "Substitute": "substitute",
}
"""What stands in brackets behind a member's name."""
POSTS = {
    "Cabinet Member": "cabinet member",
    "Deputy Cabinet Member": "deputy cabinet member",
}
"""What the post of a member makes of them."""

each_meeting = pytest.mark.parametrize("told", MEETINGS, ids=lambda told: told["date"])


def meeting_of(archive: Archive, told: dict[str, Any]) -> Meeting:
    """The meeting that the sample tells of."""
    found = archive.show(f"{COUNCIL}/{slug(told['title'])}/{told['date']}")
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


def key(path: str) -> str:
    """The identifier of a document of the sample, by its path there."""
    return f"{COUNCIL}/documents/{document_key(path)}"


def text(number: int | str | None) -> str | None:
    """A number as items have it."""
    return None if number is None else str(number)


def words(said: str) -> list[str]:
    """The words of a text."""
    return said.lower().replace(",", " ").replace(".", " ").split()


GRANTED = re.compile(r"\b(?:granted|refused)\b")


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
    """But for a Word file and a damaged one, which are listed with the reason."""
    held = archive.collection()
    drafts = [one for one in TRUTH["files"] if one["kind"] == "draft page"]
    replaced = 2 * len(drafts)  # the page and the minutes: the site gives later ones by now
    assert held.documents.held == len(TRUTH["files"]) - replaced
    assert held.documents.read == held.documents.held - len(UNREAD)
    reasons = {one.document: one.reason for one in held.problems}
    assert reasons.keys() == {f"{COUNCIL}/documents/{name}" for name in UNREAD}
    for name, reason in UNREAD.items():
        assert reason in reasons[f"{COUNCIL}/documents/{name}"]


def test_documents_withheld_are_counted(archive: Archive) -> None:
    """As many as the papers name."""
    named = [d for told in MEETINGS for item in told["items"] for d in item["withheld_documents"]]
    assert archive.collection().documents.private == len(named) > 0


@each_meeting
def test_meeting_has_its_board_times_venue_and_contact(
    archive: Archive, told: dict[str, Any]
) -> None:
    """Board, day, start, end, venue and contact are those that the papers print."""
    meeting = meeting_of(archive, told)
    assert meeting.contact is not None
    assert (meeting.board.name, meeting.date.isoformat()) == (told["title"], told["date"])
    assert [board.name for board in meeting.boards] == [board["name"] for board in told["boards"]]
    assert (meeting.start, meeting.end) == (told["start"], told["end"])
    assert (meeting.venue, meeting.contact.name) == (told["venue"], told["contact"])
    assert meeting.status == STATUSES.get(told["status"], "held")
    assert bool(meeting.status_note) == (told["status"] == "cancelled")


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
    """Whose report it is, and who wrote it with which post: nobody missing, nobody invented.

    Authors of a late paper, of which the sample does not tell, come after those of the report.
    """
    for item, said in pairs(archive, told):
        authors = [(one.name, one.post) for one in item.people if one.role == "author"]
        late = any(one.kind == "supplement" for one in item.documents)
        known = len(said["authors"])
        assert item.report_of == said["report_of"]
        assert authors[:known] == [(one["name"], one["post"]) for one in said["authors"]]
        assert len(authors) == known or late


@each_meeting
def test_items_have_their_pages(archive: Archive, told: dict[str, Any]) -> None:
    """The printed range where the sample ships the pack, and its pages in the file.

    Where it ships none, the front sheet prints a range all the same, of which the sample is silent.
    """
    pack = f"g{told['meeting_id']}-10"
    for item, said in pairs(archive, told):
        if not told["pack"]:
            continue
        printed, in_file = said["printed_pages"], said["pdf_pages"]
        packs = [one for one in item.documents if one.id == f"{COUNCIL}/documents/{pack}"]
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
    """The first heading under a routine title is the item's, and there is none elsewhere."""
    for item, said in pairs(archive, told):
        assert [item.heading] == (said["headings_in_minute"][:1] or [None])


@each_meeting
def test_decisions_are_what_was_resolved(archive: Archive, told: dict[str, Any]) -> None:
    """All that was resolved, part by part and in the words printed, and nothing else.

    A resolution in one sentence is split into its deeds, and loses the name of the board.
    """
    for item, said in pairs(archive, told):
        left = list(item.decisions)
        if (
            not said["resolutions"] and left
        ):  # "The Board noted their Work Programme." closes the item
            assert (item.minutes or "").rstrip(".").endswith(left.pop().text.rstrip("."))
        for resolution in said["resolutions"]:
            parts = resolution["parts"]
            if GRANTED.search(resolution["lead_in"]) and parts[0]["number"]:
                own = [left.pop(0)]  # conditions and reasons are words of the one decision
                own += [left.pop(0) for part in parts if part["text"].startswith("That authority")]
                opening = re.sub(r"^RESOLVED (?:unanimously )?that,? ", "", resolution["lead_in"])
                whole = words(" ".join([opening, *(part["text"] for part in parts)]))
                ours = words(" ".join(one.text for one in own))
                assert is_told_by(*([w for w in said if w[-1:] != ")"] for said in (ours, whole)))
                continue
            for part in parts:
                own = [left.pop(0)] if part["number"] else left
                ours = [word for one in own for word in words(one.text)]
                assert is_told_by(ours, words(part["text"])), (item.id, part["text"])
                if part["number"]:
                    assert own[0].number == part["number"].rstrip(")")
                    assert (own[0].action == "recommend") >= (resolution["kind"] == "recommended")
                else:
                    left = []
        assert left == [], item.id
        assert all(one.decided_by == told["title"] and one.complete for one in item.decisions)


@each_meeting
def test_attendance_is_as_printed(archive: Archive, told: dict[str, Any]) -> None:
    """Everybody listed, in order, with role, and the post or service printed beside the name."""
    meeting = meeting_of(archive, told)
    if told["status"] in {"minutes", "draft"}:
        assert [_person(one) for one in meeting.attendance] == [
            (one["name"], _role(one), one["post"]) for one in told["attendance"]
        ]
    else:  # no minutes: the site's own list, which knows no posts
        assert [one.name for one in meeting.attendance] == [
            one["name"] for one in told["attendance_page"] if one["attendance"] != "Expected"
        ]


def _person(one: Attendee) -> tuple[str, str, str | None]:
    post = None if (one.post or "").startswith("substitute for ") else one.post
    return one.name, one.role, post or one.directorate or one.organisation


def _role(one: dict[str, Any]) -> str:
    office = (one["role"] or "").split(" for ")[0]
    if "Members" in one["group"]:
        post = one["post"] or ""
        by_post = (role for words, role in POSTS.items() if post.startswith(words))
        return OFFICES.get(office) or next(by_post, "member")
    return ROLES[one["group"]]


@each_meeting
def test_documents_stand_under_their_item(archive: Archive, told: dict[str, Any]) -> None:
    """A report that the page links belongs to that item, and to no other of the meeting."""
    own = {item.id: {one.id for one in item.documents} for item, _ in pairs(archive, told)}
    for item, said in pairs(archive, told):
        for document in (one for one in said["documents"] if not one["minutes_of"]):
            holders = {name for name, held in own.items() if key(document["path"]) in held}
            assert holders == ({item.id} if document["id"] not in UNREAD else set())


@each_meeting
def test_withheld_documents_are_named_with_their_ground(
    archive: Archive, told: dict[str, Any]
) -> None:
    """Title and ground as printed; nothing of a paper that is not there to be read."""
    for item, said in pairs(archive, told):
        named = {one.title: one.ground for one in item.documents if one.id is None}
        assert named.keys() == {one["title"] for one in said["withheld_documents"]}
        for one in said["withheld_documents"]:
            assert (
                one["ground"].removeprefix("Not for publication by virtue of ")
                == named[one["title"]]
            )
        behind_doors = said["section"] == "Private Business"
        assert item.private == (said["private"] or behind_doors)


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
    assert [item.number for item in items] == [said["number_on_page"].rstrip(".") for said in shown]
    for item, said in zip(items, shown, strict=True):
        paragraphs = item.minutes.split("\n\n") if item.minutes else []
        assert len(paragraphs) == said["minute_paragraphs_on_page"]
        assert item.truncated == said["cut_on_page"]
        if (
            any(GRANTED.search(one["lead_in"]) for one in said["resolutions"])
            or not said["resolutions"]
        ):
            continue  # the page's list of parts has no opening words
        ours = [word for one in item.decisions if one.complete for word in words(one.text)]
        assert is_told_by(ours, [w for part in said["decisions_on_page"] for w in words(part)])


@each_meeting
def test_nothing_is_routine_that_something_was_said_of(
    archive: Archive, told: dict[str, Any]
) -> None:
    """Routine is what says that nothing happened; a decision or an undertaking never is."""
    for item, _ in pairs(archive, told):
        assert not (item.routine and (item.decisions or item.undertakings or item.people))


# --- what stands outside the agenda -----------------------------------------------------------------


@pytest.mark.parametrize("told", TRUTH["decisions"], ids=lambda told: told["number"])
def test_register_decision_is_one_item_of_its_day(archive: Archive, told: dict[str, Any]) -> None:
    """Under its number: who decided, on which day, each part of the decision, with its reports."""
    found = archive.show(f"{COUNCIL}/decisions/{slug(told['number'])}")
    assert found is not None and isinstance(found[1], Item)
    item = found[1]
    assert (item.title, item.number, str(item.date)) == (
        told["title"],
        told["number"],
        told["date"],
    )
    assert item.aliases == (f"{COUNCIL}/decisions/{told['id']}",)
    assert {one.decided_by for one in item.decisions} == {told["maker"]}
    ours = [word for one in item.decisions for word in words(one.text)]
    printed = " ".join(told["decision"][-len(item.decisions) :]).removeprefix("RESOLVED that ")
    assert is_told_by(ours, words(printed))
    assert {key(one["path"]) for one in told["documents"]} <= {one.id for one in item.documents}


def items(archive: Archive, query: str) -> list[Item]:
    """All items that a query finds."""
    found = archive.search(Request(query, everything=True, limit=100)).hits
    shown = [archive.show(hit.id) for hit in found]
    return [one[1] for one in shown if one is not None and isinstance(one[1], Item)]


def test_a_late_paper_stands_under_the_item_that_its_title_names(archive: Archive) -> None:
    """And is a supplement."""
    (item,) = items(archive, 'kind:supplement "response to the Environment"')
    assert item.title == "Weekly Food Waste Collections"
    (late,) = (one for one in item.documents if one.kind == "supplement")
    assert late.id == f"{COUNCIL}/documents/b1201"


def test_a_late_paper_of_the_whole_meeting_is_no_item_of_its_agenda(archive: Archive) -> None:
    """It is found, with the meeting's board and day, and the agenda stays as printed."""
    (item,) = items(archive, 'kind:supplement "update sheet"')
    assert [one.id for one in item.documents] == [f"{COUNCIL}/documents/b1210"]
    assert item.meeting is not None
    shown = archive.show(item.meeting.id)
    assert shown is not None and isinstance(shown[1], Meeting)
    assert item.id not in {line.id for line in shown[1].items}


def test_only_plans_and_issues_are_without_a_meeting(archive: Archive) -> None:
    """Every other paper of the site belongs to a meeting, or to a decision of its register."""
    pages = [one for one in TRUTH["files"] if one["kind"] in {"plan", "issue"}]
    on_agendas = sum(len(told["items"]) for told in MEETINGS)
    update_sheet = 1
    assert archive.collection().items == (
        on_agendas + update_sheet + len(TRUTH["decisions"]) + len(pages)
    )


def test_a_joint_meeting_counts_for_each_of_its_boards(archive: Archive) -> None:
    """And is found under each of them."""
    held = {board.name: board.meetings for board in archive.collection().boards}
    for told in MEETINGS:
        for name in {board["name"] for board in told["boards"]}:
            ours = [one for one in MEETINGS if name in {board["name"] for board in one["boards"]}]
            assert held[name] == len(ours)
    (joint,) = (told for told in MEETINGS if len(told["boards"]) > 1)
    for board in joint["boards"]:
        filters = {"board": [board["name"]], "from": [joint["date"]], "to": [joint["date"]]}
        found = archive.search(Request("", filters, everything=True))  # type: ignore[arg-type]
        assert found.total == len(joint["items"])
