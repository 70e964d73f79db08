"""Real papers, where they lie beside the checkout: numbers, dates, counts and hashes alone.

Their words and names are never written down here. `MINUTEBOOK_REAL_PAPERS` names the folder.
"""

import hashlib
import json
import os
import re
import tempfile
import unicodedata
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from indexer.adding import add_papers
from indexer.identifiers import slug
from indexer.model import Item, Meeting
from indexer.pipeline import IndexReport, index
from indexer.place import IndexPlace
from indexer.readings import Readings
from indexer.search.archive import Archive
from indexer.store import Corpus

REPOSITORY = Path(__file__).parent.parent
PAPERS = Path(os.environ.get("MINUTEBOOK_REAL_PAPERS") or REPOSITORY.parent / "shared")
if not PAPERS.is_dir():
    pytest.skip("no real papers (MINUTEBOOK_REAL_PAPERS)", allow_module_level=True)

SEEDS = PAPERS / "seeds"
REAL = PAPERS / "data" / "real-documents"
NOW = datetime(2025, 3, 1, tzinfo=UTC)
EXPECTED: dict[str, Any] = json.loads(
    (Path(__file__).parent / "golden" / "real_papers.json").read_text("utf-8")
)


def digest(*texts: str | None) -> str:
    """A short hash of texts, the same however dashes, quotes, case and spaces are written."""
    plain = unicodedata.normalize("NFKD", "|".join(text or "" for text in texts)).casefold()
    only_words = " ".join(re.findall(r"[a-z0-9|]+", re.sub("['’]", "", plain)))
    return hashlib.sha256(only_words.encode()).hexdigest()[:16]


def together(texts: list[str]) -> list[int | str]:
    """How many, and one hash of them all: no single name can be guessed from it."""
    return [len(texts), digest(*texts)]


def figures(meeting: Meeting, items: list[Item]) -> dict[str, Any]:
    """All that may be written down of a meeting."""
    contact = meeting.contact
    return {
        "board": digest(meeting.board.name),
        "date": meeting.date.isoformat(),
        "start": meeting.start,
        "end": meeting.end,
        "status": meeting.status,
        "venue": digest(meeting.venue) if meeting.venue else None,
        "contact": [contact.telephone is not None, contact.email is not None] if contact else None,
        "attendance": together(
            [f"{one.name} {one.role} {one.post or one.directorate}" for one in meeting.attendance]
        ),
        "items": [item_figures(item) for item in items],
    }  # fmt: skip


def item_figures(item: Item) -> dict[str, Any]:
    """All that may be written down of an item."""
    found: dict[str, Any] = {
        "title": digest(item.title),
        "agenda_number": item.agenda_number,
        "minute_number": item.minute_number,
        "section": digest(item.section) if item.section else None,
        "report_of": digest(item.report_of) if item.report_of else None,
        "routine": item.routine,
        "truncated": item.truncated,
        "key_decision": item.key_decision,
        "wards": len(item.wards),
        "minutes": [len(item.minutes.split()), digest(item.minutes)] if item.minutes else None,
        "minutes_approved": item.minutes_status == "approved",
        "decisions": [
            [one.number, one.action, one.capacity, one.complete, digest(one.text),
             digest(one.addressed_to), digest(one.decided_by)]
            for one in item.decisions
        ],
        "undertakings": [digest(text) for text in item.undertakings],
        "recommendations": [digest(one.addressed_to, one.text) for one in item.recommendations],
        "people": [one.role for one in item.people],
        "names": together([f"{one.name} {one.post}" for one in item.people]) if item.people else None,
        "path": [[digest(step.board), step.date.isoformat() if step.date else None, step.held]
                 for step in item.path],
        "printed_pages": [list(pages) for pages in item.printed_pages],
        "documents": [one.kind for one in item.documents],
        "pages": [one.pages for one in item.documents if one.pages],
    }  # fmt: skip
    return {name: value for name, value in found.items() if value not in (None, [], 0, False)}


def indexed(folder: Path, *papers: Path) -> IndexReport:
    """These papers, taken in and indexed."""
    with Corpus.open(folder / "corpus", create=True) as corpus:
        add_papers(corpus, [str(paper) for paper in papers], council="real", now=NOW)
        return index(corpus, IndexPlace(folder / "index"), now=NOW, workers=os.cpu_count())


def told(folder: Path) -> list[dict[str, Any]]:
    """Every meeting of an index, oldest first, with its items in order."""
    with closing(IndexPlace(folder / "index").open()) as engine:
        archive = Archive(engine)
        return [
            figures(meeting, [item for line in meeting.items for item in shown(archive, line.id)])
            for entry in reversed(archive.listed("meetings"))
            for meeting in meetings(archive, entry["id"])
        ]


def meetings(archive: Archive, identifier: str) -> Iterator[Meeting]:
    """The meeting of this identifier."""
    found = archive.show(identifier)
    if found is not None and isinstance(found[1], Meeting):
        yield found[1]


def shown(archive: Archive, identifier: str) -> Iterator[Item]:
    """The item of this identifier."""
    found = archive.show(identifier)
    if found is not None and isinstance(found[1], Item):
        yield found[1]


# --- the three seeds ------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The three seeds, indexed together."""
    if not SEEDS.is_dir():
        pytest.skip("no seeds among the real papers")
    folder = tmp_path_factory.mktemp("seeds")
    indexed(folder, SEEDS)
    return folder


@pytest.mark.parametrize("place", range(3))
def test_seeds_are_read_as_checked(seeds: Path, place: int) -> None:
    """Each of the three meetings of the seeds, item by item, is what a person checked."""
    lines = json.dumps(told(seeds)[place], indent=1, sort_keys=True).splitlines()
    expected = json.dumps(EXPECTED["seeds"][place], indent=1, sort_keys=True).splitlines()
    assert lines == expected


def test_seeds_tell_of_three_meetings(seeds: Path) -> None:
    """A page and the pack of the same day are one meeting; the pack's minutes are of another."""
    assert len(told(seeds)) == 3


def test_page_alone_has_an_item_less_than_with_its_pack(tmp_path: Path) -> None:
    """The page without numbers has seven items; the front sheet of the pack has one more."""
    indexed(tmp_path, next(SEEDS.glob("000_*")))
    (meeting,) = told(tmp_path)
    assert len(meeting["items"]) == 7


def test_seeds_have_no_page_of_the_file(seeds: Path) -> None:
    """A text has no pages: the range printed on the front sheet is all there is."""
    items = [item for meeting in told(seeds) for item in meeting["items"]]
    assert all("pages" not in item for item in items)
    assert [i["printed_pages"] for i in items if "printed_pages" in i] == [
        [[3, 10]], [[11, 18]], [[19, 22]], [[23, 32]], [[33, 36]]
    ]  # fmt: skip


# --- all other real papers -------------------------------------------------------------------------


def real_papers() -> list[Path]:
    """Every PDF, HTML page and Markdown text among the real documents."""
    return sorted(p for p in REAL.rglob("*") if p.suffix.lower() in {".pdf", ".html", ".md"})


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, IndexReport, list[Path]]:
    """Every PDF, HTML page and Markdown text among the real documents, indexed."""
    papers = real_papers()
    if not papers:
        pytest.skip("no documents among the real papers")
    folder = tmp_path_factory.mktemp("real")
    return folder, indexed(folder, *papers), papers


def test_every_real_paper_ends_with_a_reading_or_a_reason(
    real: tuple[Path, IndexReport, list[Path]],
) -> None:
    """None is lost on the way: it is read, or listed with a sentence that says why not."""
    _, report, papers = real
    counts = report.documents
    assert counts.held == counts.read + counts.unreadable <= len(papers)
    assert all(problem.reason and "Error" not in problem.reason for problem in report.problems)


def test_real_papers_give_no_less_than_they_did(
    real: tuple[Path, IndexReport, list[Path]],
) -> None:
    """Counts of what is read: they may only be changed by somebody who looked at what changed."""
    folder, report, papers = real
    assert counts(folder, report, papers) == EXPECTED["documents"]


def test_minutes_kept_under_their_date_are_of_that_day(
    real: tuple[Path, IndexReport, list[Path]],
) -> None:
    """A file called after a day, if it is read as minutes, is of the meeting of that day."""
    folder, _, papers = real
    days = {paper.stem for paper in papers if re.fullmatch(r"\d{4}-\d\d-\d\d", paper.stem)}
    with closing(Readings(folder / "index" / "readings.sqlite")) as readings:
        found = [
            (item.date.isoformat(), Path(document.source).stem)
            for unit in readings.units()
            for item in unit.items
            for document in item.documents
            if item.date is not None and Path(document.source).stem in days
        ]
    assert {name for _, name in found} and all(day == name for day, name in found)


def counts(folder: Path, report: IndexReport, papers: list[Path]) -> dict[str, int]:
    """How much is read from papers that were indexed."""
    with closing(Readings(folder / "index" / "readings.sqlite")) as readings:
        units = list(readings.units())
    return {
        "papers": len(papers),
        "documents": report.documents.held,
        "read": report.documents.read,
        "meetings": sum(len(unit.meetings) for unit in units),
        "boards": len({slug(one.board.name) for unit in units for one in unit.meetings}),
        "items": report.items,
        "passages": sum(len(unit.passages) for unit in units),
        "decisions": sum(len(item.decisions) for unit in units for item in unit.items),
        "words": sum(len(one.text.split()) for unit in units for one in unit.passages),
    }


if __name__ == "__main__":  # prints what `golden/real_papers.json` would hold now
    with tempfile.TemporaryDirectory() as place:
        first, second = Path(place) / "seeds", Path(place) / "documents"
        indexed(first, SEEDS)
        found = {
            "seeds": told(first),
            "documents": counts(second, indexed(second, *real_papers()), real_papers()),
        }
        print(json.dumps(found, indent=1))
