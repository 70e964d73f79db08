"""How much is read of all real papers: a number here changes only on purpose."""

from pathlib import Path

import pytest
import real_counts
from real_counts import counts, differences, papers, stored


def test_as_much_is_read_of_real_papers_as_was_written_down() -> None:
    """Counts over every real paper are those of `reading_ratchet.json`, up or down."""
    if not papers():
        pytest.skip("no real papers (MINUTEBOOK_REAL_PAPERS)")
    changed = list(differences(stored(), counts()))
    told = "\n".join(
        ["what is read of real papers changed (folder, format, what, before → now):", *changed,
         "If that is right: python tests/real_counts.py --accept"]
    )  # fmt: skip
    assert not changed, told


def test_every_difference_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A count that rose, fell, came or went is one line each; equal ones are none."""
    monkeypatch.setattr(real_counts, "PAPERS", tmp_path)
    before = {"aa pdf": {"items": 10, "votes": 2, "pages": 7}, "bb md": {"items": 1}}
    now = {"aa pdf": {"items": 12, "pages": 7, "people": 1}}
    assert [line.split()[1:3] for line in differences(before, now)] == [
        ["pdf", "items"], ["pdf", "people"], ["pdf", "votes"], ["md", "items"]
    ]  # fmt: skip


def test_a_paper_is_counted_by_folder_and_format(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Papers of one folder and format share a row, which does not name the folder."""
    monkeypatch.setattr(real_counts, "PAPERS", tmp_path)
    folder = tmp_path / "data" / "real-documents" / "kelderby"
    row = real_counts.row_of(folder / "a.PDF")
    assert row == real_counts.row_of(folder / "deeper" / "b.pdf") and "kelderby" not in row
    assert row != real_counts.row_of(folder / "a.doc")


def test_a_paper_counts_its_items_and_words(tmp_path: Path) -> None:
    """A paper of one lump is one item, and all its words stand in an excerpt."""
    paper = tmp_path / "note.txt"
    paper.write_text("A note on the bridge\n\nThe bridge is shut until spring.\n", "utf-8")
    found = real_counts.count(paper, "text/plain")
    assert (found["read"], found["items"], found["decisions"]) == (1, 1, 0)
    assert found["words"] == 11 and found["words in excerpts"] >= 6
