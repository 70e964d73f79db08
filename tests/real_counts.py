"""How much is read of every real paper, summed by folder and format: the ratchet of the reading.

    python tests/real_counts.py             # what is read now, beside what was written down
    python tests/real_counts.py --accept    # writes it down

Only counts are kept; a folder, which may bear a council's name, is known by a hash.
"""

import hashlib
import json
import os
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from indexer.extract.formats import extract
from indexer.extract.workers import Failure, Job, Workers
from indexer.media import HEAD, HTML, XML, media_type
from indexer.model import ItemReading, Reading
from indexer.pipeline import read_document
from indexer.reading.reader import looks_like_site_page, read_text

PAPERS = Path(os.environ.get("MINUTEBOOK_REAL_PAPERS") or Path(__file__).parents[2] / "shared")
FILE = Path(__file__).parent / "golden" / "reading_ratchet.json"
_ABOUT = {"MANIFEST.tsv", "SOURCES.md"}

Counts = Mapping[str, Mapping[str, int]]
"""For each folder and format ("1a2b3c4d pdf"), how much there is of what."""


def papers() -> list[Path]:
    """Every real paper here, in order; none where they are missing."""
    folders = (PAPERS / "seeds", PAPERS / "data" / "real-documents")
    return sorted(
        path for folder in folders for path in folder.rglob("*")
        if path.is_file() and path.name not in _ABOUT
    )  # fmt: skip


def row_of(path: Path) -> str:
    """The row in which a paper is counted."""
    folder = hashlib.sha256(_folder(path).encode()).hexdigest()[:8]
    return f"{folder} {path.suffix.lower().removeprefix('.')}"


def _folder(path: Path) -> str:
    parts = path.relative_to(PAPERS).parts
    return parts[0] if parts[0] == "seeds" else parts[2]


def count(path: Path, kind: str) -> Counter[str]:
    """How much one paper gives. Runs in a worker; what it raises is that worker's failure.

    `words` are those that came out of the file; where its markup is read directly, there are none.
    """
    data = path.read_bytes()
    if kind == XML or (kind == HTML and looks_like_site_page(data)):
        return _counted(read_document(path, kind))
    text = extract(kind, data)  # once: what `read_document` would do
    words = sum(len(paragraph.text.split()) for paragraph in text.paragraphs)
    return _counted(read_text(text)) + Counter(words=words)


def _counted(reading: Reading) -> Counter[str]:
    items = [item for meeting in reading.meetings for item in meeting.items]
    found = Counter(
        {
            "read": 1,
            f"as {reading.kind}": 1,
            "pages": reading.pages or 0,
            "pages without text": len(reading.without_text),
            "meetings": sum(bool(one.board and one.date) for one in reading.meetings),
            "attendance": sum(len(one.attendance) for one in reading.meetings),
            "approvals": sum(len(one.approvals) for one in reading.meetings),
            "items": len(items),
        }
    )
    for item in items:
        found += _of_item(item)
    return found


def _of_item(item: ItemReading) -> Counter[str]:
    return Counter(
        {
            "decisions": len(item.decisions),
            "decisions cut": sum(not one.complete for one in item.decisions),
            "undertakings": len(item.undertakings),
            "recommendations": len(item.recommendations),
            "people": len(item.people),
            "votes": len(item.votes),
            "references": len(item.refers_to),
            "planned": len(item.programme),
            "words in excerpts": sum(
                len(paragraph.text.split())
                for excerpt in item.excerpts
                for paragraph in excerpt.paragraphs
            ),
        }
    )


def counts() -> Counts:
    """How much is read of all real papers now."""
    found: dict[str, Counter[str]] = {}
    kinds = {path: media_type(path.name, path.read_bytes()[:HEAD]) for path in papers()}
    jobs = [Job(number, path, kind) for number, (path, kind) in enumerate(kinds.items()) if kind]
    for path in kinds:
        found.setdefault(row_of(path), Counter())["papers"] += 1
    with Workers(os.cpu_count() or 1) as pool:
        for number, result in pool.map(count, jobs):
            row = found[row_of(list(kinds)[number])]
            row += Counter(unreadable=1) if isinstance(result, Failure) else result
    return {row: dict(sorted(found[row].items())) for row in sorted(found)}


def stored() -> Counts:
    """What was written down."""
    return dict(json.loads(FILE.read_text("utf-8"))) if FILE.exists() else {}


def differences(before: Counts, now: Counts) -> Iterator[str]:
    """A line for each count that is not what it was."""
    names = {row_of(path): _folder(path) for path in papers()}
    for row in sorted({*before, *now}):
        was, is_now = before.get(row, {}), now.get(row, {})
        for what in sorted({*was, *is_now}):
            old, new = was.get(what, 0), is_now.get(what, 0)
            if old != new:
                place = f"{names.get(row, '')} {row}"
                yield f"{place:42}{what:20}{old:9,} → {new:9,}  ({new - old:+,})"


def main(arguments: list[str]) -> None:
    """Print what changed; with `--accept` write it down."""
    now = counts()
    print("\n".join(differences(stored(), now)) or "nothing changed")
    if "--accept" in arguments:
        FILE.write_text(json.dumps(now, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
