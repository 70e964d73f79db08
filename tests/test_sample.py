"""The shipped sample is what its sources say: whoever edits one builds the other."""

import json
import re
import shutil
import zipfile
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from build_sample import SOURCES, build
from lxml import etree
from sample_source import load, read
from sample_text import SourceError

from indexer.errors import Unreadable
from indexer.extract.formats import extract
from indexer.media import PDF
from indexer.sample import sample_folder

TRUTH_FILE = Path(__file__).parent / "golden" / "sample_truth.json"
TRUTH: dict[str, Any] = json.loads(TRUTH_FILE.read_text("utf-8"))
MEETINGS: dict[int, dict[str, Any]] = {told["meeting_id"]: told for told in TRUTH["meetings"]}
SHIPPED = sample_folder()
SITE: dict[str, Any] = json.loads((SHIPPED / "site.json").read_text("utf-8"))
SIZE_NOTE = re.compile(r"(PDF|DOCX) \d+ KB")


@pytest.fixture(scope="module")
def rebuilt(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("rebuilt")
    build(SOURCES, folder / "sample", folder / "truth.json")
    return folder


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    """A copy of the sources, to spoil."""
    return Path(shutil.copytree(SOURCES, tmp_path / "sources"))


def files(folder: Path) -> list[Path]:
    return sorted(path.relative_to(folder) for path in folder.rglob("*") if path.is_file())


def text(name: str) -> str:
    return (SHIPPED / name).read_text("utf-8")


def items() -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Each item of the truth with its meeting."""
    for told in TRUTH["meetings"]:
        yield from ((told, item) for item in told["items"])


def row(item: dict[str, Any], page: str) -> str:
    """What a meeting's page says under one item."""
    _, _, after = page.partition(f'name="AI{item["agenda_item_id"]}"')
    own = after.partition('name="AI')[0].partition('<div class="mgFooter"')[0]
    return " ".join(own.split())


# --- sources and files ----------------------------------------------------------


def test_the_sources_give_the_files_that_are_shipped(rebuilt: Path) -> None:
    """The same names and words; PDF bytes and sizes of files may differ with a library's version."""
    assert files(rebuilt / "sample") == files(SHIPPED)
    for name in files(SHIPPED):
        new, shipped = ((folder / name).read_bytes() for folder in (rebuilt / "sample", SHIPPED))
        if new == shipped:
            continue
        if name.suffix == ".pdf":
            assert extract(PDF, new) == extract(PDF, shipped), name
        elif name.suffix != ".docx":
            assert SIZE_NOTE.sub("", new.decode()) == SIZE_NOTE.sub("", shipped.decode()), name


def test_the_truth_is_that_of_the_sources(rebuilt: Path) -> None:
    """What tests compare the reading with was not edited by hand."""
    assert json.loads((rebuilt / "truth.json").read_text("utf-8")) == TRUTH


def test_a_second_build_gives_the_same_bytes(rebuilt: Path, tmp_path: Path) -> None:
    """Nothing depends on the clock, on an order by chance or on what lay there before."""
    stale = tmp_path / "sample" / "site" / "stale.html"
    stale.parent.mkdir(parents=True)
    stale.write_text("left by an earlier build")
    build(SOURCES, tmp_path / "sample", tmp_path / "truth.json")
    assert files(tmp_path / "sample") == files(rebuilt / "sample")
    for name in files(rebuilt):
        assert (tmp_path / name).read_bytes() == (rebuilt / name).read_bytes(), name


def test_the_sample_stays_small() -> None:
    """It ships with the product: five million bytes in all."""
    assert sum((SHIPPED / name).stat().st_size for name in files(SHIPPED)) < 5_000_000


def test_names_are_fit_for_every_system() -> None:
    """No character that Windows forbids, and no two names that differ in case only."""
    names = [name.as_posix() for name in files(SHIPPED)]
    assert not [name for name in names if re.search(r'[<>:"\\|?*]|[. ](/|$)', name)]
    assert len({name.lower() for name in names}) == len(names)


# --- what site.json says --------------------------------------------------------


def _paths(told: object) -> Iterator[str]:
    """Every path within a record."""
    if isinstance(told, dict):
        for one in told.values():
            yield from _paths(one)
    elif isinstance(told, list):
        for one in told:
            yield from _paths(one)
    elif isinstance(told, str) and told.startswith(("pages/", "documents/", "site/")):
        yield told


def test_the_site_has_every_file_and_no_other() -> None:
    """What site.json names is there, and what is there can be served."""
    assert {*_paths(SITE), "site.json"} == {name.as_posix() for name in files(SHIPPED)}


def test_the_truth_lists_every_file() -> None:
    """Each file stands once in the truth, but for the site's own index."""
    assert [file["path"] for file in TRUTH["files"]] == sorted(
        name.as_posix() for name in files(SHIPPED) if name.name != "site.json"
    )


def test_every_document_that_a_page_links_is_served() -> None:
    """No dead link: documents by their key, meetings' own papers by meeting and kind."""
    own = {
        f"g{meeting['id']}?T={number}"
        for meeting in SITE["meetings"]
        for number in {**meeting["files"], **meeting["draft_files"]}
    }
    for name in files(SHIPPED):
        if name.suffix != ".html":
            continue
        for key, kind in re.findall(r'"documents/(\w\d+)/[^"]*?(\?T=\d+)?"', text(str(name))):
            assert key + kind in own or SITE["documents"].get(key, {}).get("path"), (name, key)


def test_pages_of_older_papers_link_them_in_the_older_form() -> None:
    """Meeting 815 has no address of the newer form; its pack is behind a page."""
    page = text("pages/2022-09-15-815.html")
    assert "documents/" not in page
    assert 'href="mgConvert2PDF.aspx?ID=815&amp;T=0"' in page
    assert 'href="mgChooseDocPack.aspx?ID=815"' in page
    assert re.search(r'href="mgConvert2PDF.aspx\?ID=68\d\d&amp;ISATT=1"', page)


def test_one_meeting_has_its_attendance_under_another_number() -> None:
    """The page of meeting 907 links attendance 1907, and site.json says so."""
    told = {meeting["id"]: meeting["attendance_id"] for meeting in SITE["meetings"]}
    assert {ident: other for ident, other in told.items() if other} == {907: 1907}
    assert 'href="mgMeetingAttendance.aspx?ID=1907"' in text("pages/2023-11-23-907.html")


def test_news_are_those_of_sixty_days_newest_first() -> None:
    """Nothing of the future, nothing old, and each kind of news is there."""
    days = [date.fromisoformat(entry["date"]) for entry in SITE["news"]]
    today = date.fromisoformat(SITE["today"])
    assert days == sorted(days, reverse=True)
    assert today - timedelta(days=60) <= min(days) <= max(days) <= today
    assert {entry["what"] for entry in SITE["news"]} == {
        "Agenda published",
        "Minutes published",
        "Decision published",
        "Publication of plan",
    }


# --- kinds of meetings and items ------------------------------------------------


def test_a_joint_meeting_has_two_boards() -> None:
    """It stands under both, and its heading names both."""
    told = MEETINGS[935]
    assert [board["id"] for board in told["boards"]] == [312, 205]
    page = " ".join(text("pages/2024-11-07-935.html").split())
    assert (
        "Board &#40;3&#41; and Planning Committee - Thursday, 7th November, 2024 2.00 pm</h2>"
        in page
    )
    assert ">Agenda and decisions</h1>" in page


@pytest.mark.parametrize(
    ("ident", "page", "ending"),
    [
        (899, "pages/2023-09-13-899.html", "2023 2.00 pm - CANCELLED</h2>"),
        (949, "pages/2025-03-19-949.html", "2025 2.00 pm</h2>"),
    ],
)
def test_a_meeting_not_held_has_a_page_without_items(ident: int, page: str, ending: str) -> None:
    """A cancelled meeting says so in its heading, a future one says nothing."""
    assert MEETINGS[ident]["items"] == []
    assert ending in text(page)
    assert "mgItemTable" not in text(page)
    assert {one["attendance"] for one in MEETINGS[ident]["attendance_page"]} == {"Expected"}


def test_a_sub_item_is_numbered_with_a_letter_and_no_full_stop() -> None:
    """3a on the agenda; once minuted it counts like any other item."""
    found = [(told, item) for told, item in items() if item["sub_item"]]
    assert found
    for told, item in found:
        assert re.fullmatch(r"\d+[a-z]", item["agenda_number"])
        if told["status"] in ("draft", "minutes"):
            assert item["number_on_page"] == f"{item['minute_number']}."
        else:
            assert item["number_on_page"] == item["agenda_number"]


def test_a_private_item_shows_title_and_reason() -> None:
    """The page has neither description nor document of it, and no file of it ships."""
    found = [(told, item) for told, item in items() if item["private"]]
    assert found
    pages = {meeting["id"]: meeting["page"] for meeting in SITE["meetings"]}
    for told, item in found:
        shown = row(item, text(pages[told["meeting_id"]]))
        assert f"{item['ground']}." in shown
        assert "href=" not in shown
        assert item["documents"] == []


def test_a_withheld_document_is_told_by_its_title_alone() -> None:
    """An entry with the word Restricted, no link, and no file."""
    pages = {meeting["id"]: meeting["page"] for meeting in SITE["meetings"]}
    found = [(told, item, one) for told, item in items() for one in item["withheld_documents"]]
    assert found
    for told, item, document in found:
        shown = row(item, text(pages[told["meeting_id"]]))
        assert re.search(r'<li>[^<]+ <span class="mgSmallTxt" >Restricted</span></li>', shown)
        assert document["id"] not in shown
        assert SITE["documents"][document["id"]]["path"] is None
        assert not (SHIPPED / "documents" / document["id"]).exists()


def test_what_a_page_cuts_stands_whole_on_a_page_of_its_own() -> None:
    """Minutes and agenda texts that are cut short have their item's page, and no others have."""
    shown = [item for _, item in items() if item["cut_on_page"] or item["agenda_cut_on_page"]]
    assert {str(item["agenda_item_id"]) for item in shown} == set(SITE["items"])
    assert {item["cut_on_page"] for item in shown} == {item["agenda_cut_on_page"] for item in shown}
    for item in shown:
        page = text(SITE["items"][str(item["agenda_item_id"])])
        words = " ".join(re.sub(r"<[^>]+>", " ", page).replace("&nbsp;", " ").split())
        for part in item["decisions"]:
            assert part in words


def test_agreed_minutes_were_drafts_before() -> None:
    """Page and printed minutes of both states are there, and differ."""
    found = [meeting for meeting in SITE["meetings"] if meeting["draft_page"]]
    assert [meeting["id"] for meeting in found] == [933, 936]
    for meeting in found:
        draft, agreed = meeting["draft_files"]["1"], meeting["files"]["1"]
        assert ">Agenda and draft minutes</h1>" in text(meeting["draft_page"])
        assert ">Agenda and minutes</h1>" in text(meeting["page"])
        assert extract(PDF, (SHIPPED / draft).read_bytes()) != extract(
            PDF, (SHIPPED / agreed).read_bytes()
        )


def test_a_record_of_decisions_has_every_resolution() -> None:
    """Decision sheets hold what was resolved, in the words of the minutes."""
    found = [told for told in TRUTH["meetings"] if told["decisions_sheet"]]
    assert found
    for told in found:
        document = extract(PDF, (SHIPPED / told["decisions_sheet"]).read_bytes())
        words = "".join(str(document).replace("\\n", " ").split())
        for item in told["items"]:
            for part in item["decisions"]:
                assert "".join(part.split()[:4]) in words, (told["date"], part)


def test_there_is_a_word_file_and_a_damaged_one() -> None:
    """One report is a sound DOCX; one PDF cannot be read."""
    (word,) = SHIPPED.rglob("*.docx")
    with zipfile.ZipFile(word) as archive:
        assert archive.testzip() is None
        etree.fromstring(archive.read("word/document.xml"))
    damaged = SHIPPED / SITE["documents"]["s6699"]["path"]
    with pytest.raises(Unreadable):
        extract(PDF, damaged.read_bytes())


# --- the web service ------------------------------------------------------------


@pytest.mark.parametrize("meeting", SITE["meetings"], ids=lambda meeting: str(meeting["id"]))
def test_the_service_tells_every_item_with_its_whole_minutes(meeting: dict[str, Any]) -> None:
    """Each item once, shown number as on the page, no paragraph of its minutes left out."""
    answer = etree.fromstring((SHIPPED / meeting["service"]).read_bytes())
    told = MEETINGS[meeting["id"]]
    found = answer.findall("agendaitems/agendaitem")
    assert [one.findtext("agendaitemtitle") for one in found] == [
        item["title"] for item in told["items"]
    ]
    for one, item in zip(found, told["items"], strict=True):
        shown = (one.findtext("fulldisplaynumberformat") or "").strip()
        assert shown == (item["number_on_page"] or "")
        assert one.findtext("isrestricted") == str(item["private"])
        body = one.find("minutesnonemptyhtmlbody")
        assert body is not None
        markup = (body.text or "") + b"".join(map(etree.tostring, body)).decode()
        blank = re.compile(r'<p class="MsoNormal"><span style="">(&nbsp;|&#160;)</span></p>')
        assert len(re.findall("<p ", blank.sub("", markup))) == item["minute_paragraphs"]
        assert bool(len(body)) == (meeting["id"] == 821 and item["minute_paragraphs"] > 0)


# --- wrong sources --------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        (
            "meetings/2023-11-23.txt",
            "minute 3/23 ‘Recycling",
            "minute 3/23 ‘Cycling",
            "not 'Cycling",
        ),
        ("meetings/2023-11-23.txt", "minute 3/23 ‘Recycling", "minute 93/23 ‘Recycling", "93/23"),
        ("meetings/2023-11-23.txt", "Minute\n11 below", "Minute\n12 below", "minute 12 is"),
        ("meetings/2023-11-23.txt", "date: 2023-11-23", "date: 2023-11-24", "not a Thursday"),
        ("meetings/2023-11-23.txt", "cut at: 3260", "cut at: 32600", "but the minute holds"),
        ("meetings/2023-11-23.txt", "cut at: 3260", "cutt at: 3260", "unknown cutt at"),
        ("meetings/2023-11-23.txt", "document: s5012", "document: s4444", "no report s4444"),
        ("meetings/2023-11-23.txt", "document: s5014", "document: s5013", "s5013 stands 2 times"),
        ("meetings/2023-11-23.txt", "first item: 3041", "first item: 3001", "item 3001 stands 2"),
        ("meetings/2023-11-23.txt", "status: minutes", "status: done", "no status 'done'"),
        ("meetings/2023-11-23.txt", "published: 2023-11-15", "published: 2023-12-15", "too late"),
        (
            "meetings/2023-11-23.txt",
            "RESOLVED that the Scrutiny Board note",
            "RESOLVED to note",
            "not un",
        ),
        ("meetings/2025-03-06.txt", "status: agenda", "status: future", "it is future"),
        ("reports/s5001.txt", "form: briefing", "form: poem", "no form 'poem'"),
        ("reports/s5001.txt", "id: s5001", "id: s5555", "not the file's name"),
        ("decisions/23-00014.txt", "register: cabinet member", "register: clerk", "no register"),
        ("plans/31.txt", "due: 2025-02-11", "due: soon", "Invalid isoformat"),
    ],
)
def test_a_wrong_source_is_refused_with_the_reason(
    sources: Path, name: str, old: str, new: str, said: str
) -> None:
    """What cannot be built or cannot be true is never built."""
    path = sources / name
    before = path.read_text("utf-8")
    assert old in before
    path.write_text(before.replace(old, new, 1), "utf-8")
    with pytest.raises(SourceError, match=re.escape(said)):
        load(sources)


def test_a_broken_file_is_left_out_and_named(sources: Path) -> None:
    """With the rest built, so that a writer can see how far he is."""
    (sources / "meetings" / "2023-11-23.txt").write_text("board: environment\n", "utf-8")
    council, problems = read(sources)
    assert len(council.meetings) == len(MEETINGS) - 1
    assert [problem for problem in problems if problem.startswith("meetings/2023-11-23.txt: ")]
