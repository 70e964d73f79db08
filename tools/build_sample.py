"""Build the sample corpus of the invented council from tools/sample/.

Run ``python tools/build_sample.py`` (needs reportlab). It writes corpus/sample/
and tests/golden/sample_truth.json; a second run gives the same bytes.
With ``--skip-broken`` it leaves out what cannot be built, and says so.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from sample_check import contradictions
from sample_docx import BROKEN, word_file
from sample_html import agenda_page, is_cut
from sample_index import page_path, site_index
from sample_links import (
    MEETING_FILES,
    attachment_path,
    attachment_url,
    attendance_url,
    meeting_file_path,
    meeting_file_url,
    meeting_files,
    page_url,
    supplement_path,
    supplement_url,
)
from sample_model import Attachment, Council, Meeting, Report
from sample_pack import Layout, front_sheet, lay_out, pack
from sample_papers import decisions_story, minutes_story, report_story
from sample_pdf import single
from sample_service import service_answer
from sample_site import (
    attendance_page,
    decision_page,
    issue_page,
    item_page,
    plan_page,
    user_numbers,
)
from sample_source import load, read
from sample_text import SourceError, report_date
from sample_truth import truth

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "tools" / "sample"
OUTPUT = ROOT / "corpus" / "sample"
TRUTH = ROOT / "tests" / "golden" / "sample_truth.json"

LISTED = {
    "frontsheet": "frontsheet",
    "pack": "pack",
    "minutes": "minutes",
    "draft": "minutes",
    "decisions": "decisions",
}
"""What the truth calls the meeting's own papers."""


@dataclass
class Builder:
    """Makes the files one after another and keeps the list of them."""

    council: Council
    output: Path
    layouts: dict[int, Layout] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    sizes: dict[str, int] = field(default_factory=dict)
    listing: list[dict[str, Any]] = field(default_factory=list)

    def _write(
        self, key: str, path: str, data: bytes, kind: str, meeting: Meeting | None, url: str
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
                "meeting_id": meeting.ident if meeting else None,
                "meeting_date": meeting.day.isoformat() if meeting else None,
                "url": url,
            }
        )

    def _size_of(self, key: str) -> int:
        """The size of a file that is written already."""
        return self.sizes[key]

    # --- papers ---------------------------------------------------------------

    def _paper(self, report: Report) -> bytes:
        """A report in its format."""
        if report.form == "docx":
            return word_file(self.council, report)
        if report.form == "broken":
            return BROKEN
        make = partial(report_story, self.council, report)
        return single(make, report.title, self.council.name)

    def _attachment(self, document: Attachment, meeting: Meeting | None) -> None:
        """Write a document of an item or of a decision."""
        url = attachment_url(document, meeting is not None and meeting.old_links)
        path = attachment_path(document)
        if document.report is not None:
            data = self._paper(document.report)
            self._write(document.ident, path, data, "report", meeting, url)
        elif document.minutes_of is not None and meeting is not None:
            before = self.council.meeting_on(meeting.board, document.minutes_of)
            make = partial(minutes_story, self.council, before)
            data = single(make, document.title, self.council.name)
            self._write(document.ident, path, data, "minutes", meeting, url)
            self.listing[-1]["minutes_of"] = document.minutes_of.isoformat()

    def _meeting_paper(self, meeting: Meeting, kind: str) -> bytes:
        """One of the meeting's own papers."""
        layout = self.layouts[meeting.ident]
        if kind == "frontsheet":
            return front_sheet(self.council, meeting, layout)
        if kind == "pack":
            return pack(self.council, meeting, layout)
        title = f"{MEETING_FILES[kind][0]} of {meeting.title}, {report_date(meeting.day)}"
        if kind == "decisions":
            return single(partial(decisions_story, self.council, meeting), title, self.council.name)
        draft = kind == "draft" and meeting.draft_also
        make = partial(minutes_story, self.council, meeting, draft)
        return single(make, title, self.council.name)

    def _meeting_file(self, meeting: Meeting, kind: str) -> None:
        """Write one of the meeting's own papers."""
        path, url = meeting_file_path(meeting, kind), meeting_file_url(meeting, kind)
        data = self._meeting_paper(meeting, kind)
        self._write(f"g{meeting.ident} {kind}", path, data, LISTED[kind], meeting, url)
        if LISTED[kind] == "minutes":
            self.listing[-1]["minutes_of"] = meeting.day.isoformat()
        if kind == "draft" and meeting.draft_also:
            self.listing[-1]["replaced"] = True

    # --- pages ----------------------------------------------------------------

    def _page(
        self, key: str, path: str, text: str, kind: str, meeting: Meeting | None, url: str
    ) -> None:
        """Write a page or an answer of the service."""
        self._write(key, path, text.encode("utf-8"), kind, meeting, url)

    def _pages(self, meeting: Meeting) -> None:
        """Write the meeting's page, and what it was before the minutes were agreed."""
        page = agenda_page(self.council, meeting, self._size_of)
        url, key = page_url(meeting), f"page {meeting.ident}"
        self._page(key, page_path(meeting), page, "page", meeting, url)
        if meeting.draft_also:
            page = agenda_page(self.council, meeting, self._size_of, draft=True)
            path = page_path(meeting, draft=True)
            self._page(f"draft {key}", path, page, "draft page", meeting, url)

    def _site(self, meeting: Meeting, users: dict[str, int]) -> None:
        """Write the meeting's items that were cut, its attendance and the service's answer."""
        number = meeting.ident
        for item in meeting.items:
            if is_cut(item, meeting):
                page = item_page(self.council, meeting, item, self._size_of)
                path, url = f"site/item-{item.ident}.html", f"mgAi.aspx?ID={item.ident}"
                self._page(f"item {item.ident}", path, page, "item page", meeting, url)
        page = attendance_page(self.council, meeting, users)
        path = f"site/attendance-{number}.html"
        self._page(path, path, page, "attendance", meeting, attendance_url(meeting))
        path, url = f"site/meeting-{number}.xml", "mgWebService.asmx/GetMeeting?lMeetingId="
        answer = service_answer(meeting, users)
        self._page(path, path, answer, "service", meeting, f"{url}{number}")

    # --- all ------------------------------------------------------------------

    def meeting(self, meeting: Meeting, users: dict[str, int]) -> None:
        """Write everything of one meeting; the pages last, as they tell the files' sizes."""
        self.layouts[meeting.ident] = lay_out(self.council, meeting)
        for item in meeting.items:
            for document in item.public:
                self._attachment(document, meeting)
        for report in meeting.supplements:
            path, url = supplement_path(report), supplement_url(meeting, report)
            self._write(report.ident, path, self._paper(report), "supplement", meeting, url)
        for kind in [*meeting_files(meeting), *(["draft"] if meeting.draft_also else [])]:
            self._meeting_file(meeting, kind)
        self._pages(meeting)
        self._site(meeting, users)

    def registers(self) -> None:
        """Write the decisions of members and officers, with their documents."""
        for one in self.council.registers:
            for document in one.documents:
                if not document.private:
                    self._attachment(document, None)
            page = decision_page(self.council, one, self._size_of)
            path, url = f"site/decision-{one.ident}.html", f"ieDecisionDetails.aspx?ID={one.ident}"
            self._page(path, path, page, "decision", None, url)

    def plans(self) -> None:
        """Write the forward plans and their matters, each as its last plan has it."""
        issues = {issue.ident: issue for plan in self.council.plans for issue in plan.issues}
        for issue in issues.values():
            page = issue_page(self.council, issue)
            path = f"site/issue-{issue.ident}.html"
            self._page(
                path, path, page, "issue", None, f"mgIssueHistoryHome.aspx?IId={issue.ident}"
            )
        for plan in self.council.plans:
            page, path = plan_page(self.council, plan), f"site/plan-{plan.ident}.html"
            self._page(path, path, page, "plan", None, f"mgListPlanItems.aspx?PlanId={plan.ident}")


def _write_json(path: Path, record: dict[str, Any], sort_keys: bool = False) -> None:
    """Write a record, the same bytes on every system."""
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(record, indent=1, ensure_ascii=False, sort_keys=sort_keys) + "\n"
    path.write_text(text, encoding="utf-8", newline="\n")


def build(sources: Path, output: Path, truth_file: Path, skip_broken: bool = False) -> Builder:
    """Build the corpus, its `site.json` and the truth file; SourceError if the sources are wrong."""
    if skip_broken:
        council, problems = read(sources)
        for problem in [*problems, *contradictions(council)]:
            print(problem, file=sys.stderr)
    else:
        council = load(sources)
    for folder in ("pages", "documents", "site"):
        shutil.rmtree(output / folder, ignore_errors=True)
    builder = Builder(council, output)
    users = user_numbers(council)
    for meeting in council.meetings:
        builder.meeting(meeting, users)
    builder.registers()
    builder.plans()
    _write_json(output / "site.json", site_index(council), sort_keys=True)
    _write_json(truth_file, truth(council, builder.layouts, builder.files, builder.listing))
    return builder


def main() -> None:
    """Build in place and say how much there is."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--skip-broken", action="store_true", help="leave out what is wrong")
    try:
        builder = build(SOURCES, OUTPUT, TRUTH, parser.parse_args().skip_broken)
    except SourceError as error:
        raise SystemExit(str(error)) from error
    total = sum(builder.sizes.values())
    print(f"{len(builder.council.meetings)} meetings, {len(builder.files)} files, {total} bytes")


if __name__ == "__main__":
    main()
