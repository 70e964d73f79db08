"""Saved papers read as a person once checked: a folder of `golden/` for each shape of paper.

`python -m tests.test_reading_golden CASE` prints what is read now, in the form of `expected.json`.
"""

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec
import pytest

from indexer.media import HEAD, media_type
from indexer.model import Excerpt, ItemReading, MeetingReading, Reading
from indexer.pipeline import read_document
from indexer.sample import sample_folder

GOLDEN = Path(__file__).parent / "golden"
CASES = sorted(folder.name for folder in GOLDEN.iterdir() if folder.is_dir())

Plain = dict[str, Any]


def paper_of(case: str) -> Path:
    """The saved paper: `input.*` of the case, or the paper of the sample that `input.path` names."""
    found = next((GOLDEN / case).glob("input.*"))
    if found.suffix == ".path":
        return sample_folder() / found.read_text("utf-8").strip()
    return found


def brief(reading: Reading) -> Plain:
    """A reading as `expected.json` has it: what is empty left out, excerpts in one line each."""
    return _said(
        {
            "kind": reading.kind,
            "title": reading.title,
            "pages": reading.pages,
            "meetings": [_meeting(meeting) for meeting in reading.meetings],
        }
    )


def _meeting(meeting: MeetingReading) -> Plain:
    plain = msgspec.to_builtins(meeting)
    return _said(
        plain
        | {
            "contact": _said(plain["contact"] or {}),
            "items": [_item(item) for item in meeting.items],
            "attendance": [_line(person) for person in plain["attendance"]],
            "approvals": [approval["of"] for approval in plain["approvals"]],
            "links": [_line(link) for link in plain["links"]],
        }
    )


def _item(item: ItemReading) -> Plain:
    plain = msgspec.to_builtins(item)
    return _said(
        plain
        | {
            "decisions": [_said(decision) for decision in plain["decisions"]],
            "recommendations": [_line(part) for part in plain["recommendations"]],
            "people": [_line(person) for person in plain["people"]],
            "path": [_line(dict(enumerate(step))) for step in plain["path"]],
            "excerpts": [_excerpt(excerpt) for excerpt in item.excerpts],
            "links": [_line(link) for link in plain["links"]],
        }
    )


def _excerpt(excerpt: Excerpt) -> str:
    """Zone, heading, pages and number of words of an excerpt."""
    pages = [page for paragraph in excerpt.paragraphs for _, page in paragraph.starts]
    words = sum(len(paragraph.text.split()) for paragraph in excerpt.paragraphs)
    where = f"p. {min(pages)}-{max(pages)}, " if pages else ""
    return f"{excerpt.zone}: {excerpt.heading or '-'} ({where}{words} words)"


def _line(values: Mapping[Any, Any]) -> str:
    return " | ".join(str(value) for value in values.values() if value not in (None, False))


def _said(values: Plain) -> Plain:
    """Without what is not said; `complete: false` says something."""
    empty: tuple[Any, ...] = (None, [], (), {}, "", False)
    return {
        name: value for name, value in values.items() if value not in empty or name == "complete"
    }


def read_case(case: str) -> Plain:
    """What is read from the paper of a case now."""
    path = paper_of(case)
    kind = media_type(path.name, path.read_bytes()[:HEAD])
    assert kind is not None
    return brief(read_document(path, kind))


def as_lines(said: Plain) -> list[str]:
    """What is said as lines, so that a failure shows those that differ."""
    return json.dumps(said, indent=1, ensure_ascii=False, sort_keys=True).splitlines()


@pytest.mark.parametrize("case", CASES)
def test_saved_paper_reads_as_it_was_checked(case: str) -> None:
    """A saved paper still yields what a person checked by hand."""
    expected = json.loads((GOLDEN / case / "expected.json").read_text("utf-8"))
    assert as_lines(read_case(case)) == as_lines(expected)


if __name__ == "__main__":
    print(json.dumps(read_case(sys.argv[1]), indent=1, ensure_ascii=False))
