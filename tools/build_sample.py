"""Build the sample corpus of the invented council from tools/sample/.

Run ``python tools/build_sample.py`` (needs reportlab). It writes corpus/sample/
and tests/golden/sample_truth.json; a second run gives the same bytes.
"""

from __future__ import annotations

import json
import shutil
from functools import partial
from pathlib import Path
from typing import Any

from sample_html import MEETING_FILES, agenda_page, attachment_url, meeting_file_url
from sample_pdf import (
    Layout,
    front_sheet,
    lay_out,
    minutes_story,
    pack,
    report_story,
    single,
)
from sample_source import Attachment, Council, Meeting, load, report_date
from sample_truth import truth

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "tools" / "sample"
OUTPUT = ROOT / "corpus" / "sample"
TRUTH = ROOT / "tests" / "golden" / "sample_truth.json"


class Builder:
    """Makes the files one after another and keeps the list of them."""

    def __init__(self, council: Council, output: Path) -> None:
        """Begin with nothing written."""
        self.council = council
        self.output = output
        self.layouts: dict[int, Layout] = {}
        self.files: dict[str, str] = {}
        self.sizes: dict[str, int] = {}
        self.listing: list[dict[str, Any]] = []

    def _write(
        self, key: str, path: str, data: bytes, kind: str, meeting: Meeting, url: str
    ) -> None:
        """Write one file and list it."""
        target = self.output / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
        self.files[key] = path
        self.sizes[key] = len(data)
        self.listing.append(
            {
                "path": path,
                "kind": kind,
                "meeting_id": meeting.ident,
                "meeting_date": meeting.day.isoformat(),
                "url": url,
            }
        )

    def _attachment(self, meeting: Meeting, document: Attachment) -> None:
        """Write a document of an item."""
        path = f"documents/{document.ident}/{document.filename}"
        url = attachment_url(document)
        report, day = document.report, document.minutes_of
        if report is not None:
            make = partial(report_story, self.council, report)
            data = single(make, report.title, self.council.name, True)
            self._write(document.ident, path, data, "report", meeting, url)
        elif day is not None:
            before = self.council.meeting_on(meeting.board, day)
            make = partial(minutes_story, self.council, before)
            data = single(make, document.title, self.council.name, True)
            self._write(document.ident, path, data, "minutes", meeting, url)
            self.listing[-1]["minutes_of"] = day.isoformat()

    def _meeting_file(self, meeting: Meeting, kind: str, data: bytes) -> None:
        """Write a document of the meeting itself."""
        name = f"documents/g{meeting.ident}/{MEETING_FILES[kind][0].lower()}.pdf"
        listed = {"pack": "pack", "frontsheet": "frontsheet"}.get(kind, "minutes")
        url = meeting_file_url(meeting, kind)
        self._write(f"g{meeting.ident} {kind}", name, data, listed, meeting, url)
        if listed == "minutes":
            self.listing[-1]["minutes_of"] = meeting.day.isoformat()

    def _minutes(self, meeting: Meeting) -> None:
        """Write a meeting's printed minutes."""
        kind = "draft" if meeting.status == "draft" else "minutes"
        title = f"{MEETING_FILES[kind][0]} of {meeting.board.name}, {report_date(meeting.day)}"
        make = partial(minutes_story, self.council, meeting)
        data = single(make, title, self.council.name, True)
        self._meeting_file(meeting, kind, data)

    def meeting(self, meeting: Meeting) -> None:
        """Write everything of one meeting; the page last, as it tells the files' sizes."""
        layout = lay_out(self.council, meeting)
        self.layouts[meeting.ident] = layout
        for item in meeting.items:
            for document in item.documents:
                self._attachment(meeting, document)
        self._meeting_file(meeting, "frontsheet", front_sheet(self.council, meeting, layout))
        if meeting.has_pack:
            self._meeting_file(meeting, "pack", pack(self.council, meeting, layout))
        if meeting.minuted:
            self._minutes(meeting)
        page = agenda_page(self.council, meeting, lambda key: self.sizes[key])
        url = f"ieListDocuments.aspx?CId={meeting.board.cid}&MId={meeting.ident}&Ver=4"
        path = f"pages/{meeting.day.isoformat()}-{meeting.ident}.html"
        self._write(f"page {meeting.ident}", path, page.encode("utf-8"), "page", meeting, url)


def build(sources: Path, output: Path, truth_file: Path) -> Builder:
    """Build the corpus and the truth file."""
    council = load(sources)
    for folder in ("pages", "documents"):
        shutil.rmtree(output / folder, ignore_errors=True)
    builder = Builder(council, output)
    for meeting in council.meetings:
        builder.meeting(meeting)
    record = truth(council, builder.layouts, builder.files, builder.listing)
    truth_file.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(record, indent=1, ensure_ascii=False) + "\n"
    truth_file.write_text(text, encoding="utf-8", newline="\n")
    return builder


def main() -> None:
    """Build in place and say how much there is."""
    builder = build(SOURCES, OUTPUT, TRUTH)
    total = sum(builder.sizes.values())
    print(f"{len(builder.council.meetings)} meetings, {len(builder.files)} files, {total} bytes")


if __name__ == "__main__":
    main()
