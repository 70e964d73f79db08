"""Answers as people read them on a terminal, or paste into a mail."""

import csv
import html
import re
import textwrap
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date as Date
from typing import TYPE_CHECKING, Any, Self, TextIO

import click

from indexer.dates import in_words
from indexer.model import Correction, Decision, Item, Meeting, PathStep
from indexer.search.answers import Absence, Answer, FoundItem, FoundPassage
from indexer.search.decision_lines import decided
from indexer.search.item_lines import numbers, planned_line, reference_line
from indexer.search.vote_lines import vote_lines, vote_outcome

if TYPE_CHECKING:
    from indexer.crawl_report import CrawlReport, NotHad, Progress
    from indexer.status import Status
    from indexer.withdrawing import WithdrawReport

Echo = Callable[[str], None]
_WIDTH = 96
DOUBT = "words recognised from a picture: check with the page"
_ON, _OFF = "\x02", "\x03"
"""Stand about a marked word while lines are cut: no paper holds them (the extractor drops them)."""


def print_answer(answer: Answer, echo: Echo) -> None:
    """A search's answer: what was understood, the total, the hits with decision and place."""
    echo(f"{counted(answer.total, 'item')} found: {answer.understood}.")
    for note in answer.notes:
        echo(f"Note: {note}")
    if answer.did_you_mean:
        echo(f"Did you mean: {answer.did_you_mean}")
    if answer.absence:
        _print_absence(answer.absence, echo)
    if answer.expanded:
        echo("Official words are looked for too; --as-typed looks for what was typed only.")
    if answer.routine_left_out:
        echo(
            f"{counted(answer.routine_left_out, 'item')} of routine matter left out; "
            "--everything shows them."
        )
    if answer.undated_left_out:
        echo(
            f"{counted(answer.undated_left_out, 'paper')} without a date left out by the filter on dates."
        )
    echo("")
    whole = [hit for hit in answer.hits if not hit.missing]
    first = (answer.page - 1) * answer.limit + 1
    for number, hit in enumerate(whole, first):
        _print_hit(f"{number}. ", hit, echo)
    partial = [hit for hit in answer.hits if hit.missing]
    if partial:
        echo(f"{counted(answer.partial_total, 'item')} with most of the words, the best of them:\n")
    for hit in partial:
        _print_partial(hit, echo)
    if partial:
        echo("")
    if answer.pages > 1:
        more = f"; --page {answer.page + 1} shows more" if answer.page < answer.pages else ""
        echo(f"Page {answer.page:,} of {answer.pages:,}{more}.")
    if answer.facets is not None:
        _print_facets(answer.facets, echo)


def _print_absence(absence: Absence, echo: Echo) -> None:
    """What was searched, and the parts of the query that are the reason why nothing was found."""
    held = absence.searched
    days = f", {in_words(held.first)} to {in_words(held.last)}" if held.first and held.last else ""
    echo(f"Searched: {counted(held.items, 'item')} of {counted(held.meetings, 'meeting')}{days}.")
    for part in absence.parts:
        if part.without or (part.without is not None and held.items and not part.items):
            others = counted(part.without, "item")
            whole = f" ({part.held:,} in all that is held)" if held.narrowed_by else ""
            echo(f"{part.text} alone: {counted(part.items, 'item')}{whole}; without it: {others}.")


def _print_hit(mark: str, hit: FoundItem, echo: Echo) -> None:
    echo(mark + click.style(hit.title, bold=True) + (f": {hit.heading}" if hit.heading else ""))
    where = [_whose(hit.board, hit), *(numbers(hit) if hit.board else ())]
    _say(", ".join(part for part in where if part), echo)
    if hit.missing:
        _say("without: " + ", ".join(hit.missing), echo)
    _print_decisions(hit.decisions, hit.minutes_status, echo, indent=3)
    for passage in hit.passages:
        _say(f"{_place(passage, hit)}: {_marked(passage.snippet)}", echo, indent=5)
    _say(hit.id, echo)
    echo("")


def _whose(board: str | None, held: FoundItem | Item) -> str:
    """Where it was dealt with: a meeting, the register of decisions, or neither."""
    if board:
        return ", ".join(part for part in (board, _day(held.date)) if part)
    if not held.id.startswith(f"{held.council}/decisions/"):
        return "a paper without a meeting"
    maker = held.decisions[0].decided_by if held.decisions else None
    said = "decision" + (f" of {_day(held.date)}" if held.date else "")
    return said + (f" by {maker}" if maker else "") + (f", {held.number}" if held.number else "")


def _print_partial(hit: FoundItem, echo: Echo) -> None:
    """An item that lacks a word, in a line or two."""
    _say(
        f"~ {hit.title} ({_whose(hit.board, hit)}), without {', '.join(hit.missing)}",
        echo,
        indent=0,
    )


def _print_decisions(
    decisions: Sequence[Decision], minutes_status: str | None, echo: Echo, indent: int
) -> None:
    """Under who took them, in what capacity, and what is known of the minutes that say so."""
    status = f", {minutes_status} minutes" if minutes_status else ""
    for said, group in decided(decisions):
        _say(f"{said}{status}:", echo, indent=indent)
        for decision in group:
            _say(_decision(decision), echo, indent=indent + 2)


def _minutes_status(item: Item) -> str:
    """Whether a later meeting agreed the minutes, as far as is held here, and with what words."""
    if item.minutes_status == "draft":
        return (
            " (draft, as far as is known here: in no later meeting were words read that agree them)"
        )
    return f" (approved: {item.minutes_note})" if item.minutes_note else ""


def _decision(decision: Decision) -> str:
    number = f"{decision.number}) " if decision.number else "- "
    return f"{number}{decision.text}" + ("" if decision.complete else " … [cut in the papers held]")


def _place(passage: FoundPassage, hit: FoundItem) -> str:
    """Where a passage stands, and whether to trust its words as they are shown."""
    doubt = f" [{DOUBT}]" if passage.recognised else ""
    return f"{_page(passage, hit)}{doubt}"


def _page(passage: FoundPassage, hit: FoundItem) -> str:
    """Such as "report, p. 27 (printed 23)", as far as that is known."""
    if passage.page is not None:
        printed = f" (printed {passage.printed_page})" if passage.printed_page else ""
        return f"{passage.zone}, p. {passage.page}{printed} of {passage.kind}"
    if hit.printed_pages and passage.zone in {"report", "recommendation", "programme"}:
        first, last = hit.printed_pages[0]
        return f"{passage.zone}, on pages {first}-{last} of the printed {passage.kind}"
    return f"{passage.zone}, {passage.kind}"


def _marked(snippet: str) -> str:
    """A snippet's HTML as text, with signs about what is marked; `_say` makes it stand out."""
    return html.unescape(snippet.replace("<mark>", _ON).replace("</mark>", _OFF))


def _say(text: str, echo: Echo, *, indent: int = 3) -> None:
    margin = " " * indent
    for line in textwrap.wrap(
        text, _WIDTH - indent, break_long_words=False, break_on_hyphens=False
    ):
        marked = re.sub(
            f"{_ON}(.*?){_OFF}", lambda m: click.style(m[1], bold=True, underline=True), line
        )
        echo(margin + marked.replace(_ON, "").replace(_OFF, ""))


def _day(day: Date | None) -> str:
    return in_words(day) if day else ""


def counted(number: int, noun: str) -> str:
    """A number with its noun: "1 item", "2,000 items"."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def _print_facets(facets: Mapping[str, Sequence[tuple[str, int]]], echo: Echo) -> None:
    for name, values in facets.items():
        if values:
            echo(f"By {name}: " + ", ".join(f"{value} {count}" for value, count in values))


_COLUMNS = (
    "id",
    "title",
    "board",
    "date",
    "number",
    "decisions",
    "document",
    "page",
    "printed_page",
    "url",
    "printed_pages_of_item",
    "words",
)


def print_csv(hits: Iterable[FoundItem], to: TextIO) -> int:
    """All hits, one a row, with the best place of each; how many there were."""
    rows = csv.writer(to, lineterminator="\n")
    count = 0
    for count, hit in enumerate(hits, 1):
        if count == 1:
            rows.writerow(_COLUMNS)
        best = hit.passages[0] if hit.passages else None
        decisions = " | ".join(
            f"{said}: {_decision(one)}" for said, group in decided(hit.decisions) for one in group
        )
        place = [best.source, best.page, best.printed_page, best.url] if best else [None] * 4
        printed = "; ".join(f"{first}-{last}" for first, last in hit.printed_pages)
        words = html.unescape(re.sub(r"</?mark>", "", best.snippet)) if best else None
        row = [
            hit.id,
            hit.title,
            hit.board,
            hit.date,
            hit.number,
            decisions,
            *place,
            printed,
            words,
        ]
        rows.writerow([_cell(value) for value in row])
    if not count:
        rows.writerow(_COLUMNS)
    return count


def _cell(value: object) -> str:
    """A cell that no spreadsheet takes for a formula."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t")) else text


def print_shown(kind: str, value: Any, echo: Echo) -> None:
    """An item, a meeting or a document."""
    if kind == "item":
        _print_item(value, echo)
    elif kind == "meeting":
        _print_meeting(value, echo)
    else:
        _print_document(value, echo)


def _print_item(item: Item, echo: Echo) -> None:
    echo(click.style(item.title, bold=True) + (f": {item.heading}" if item.heading else ""))
    numbers = [
        f"agenda item {item.agenda_number}" if item.agenda_number else "",
        f"minute {item.minute_number}" if item.minute_number else "",
        _reference(item),
    ]
    where = [_whose(item.board.name if item.board else None, item), *numbers]
    echo(", ".join(part for part in where if part))
    private = "Private: the public is shut out of this item." if item.private else None
    wards = f"Wards: {', '.join(item.wards)}" if item.wards else None
    goes = f"Goes to: {'; '.join(map(_step, item.path))}" if item.path else None
    key = "Key decision" if item.key_decision else None
    topics = f"Topics: {', '.join(item.topics)}" if item.topics else None
    for text in (item.report_of, key, topics, wards, goes, private):
        if text:
            echo(text)
    if item.decisions:
        echo("")
    _print_decisions(item.decisions, item.minutes_status, echo, indent=0)
    if item.undertakings:
        echo("\nPromised:")
        for promise in item.undertakings:
            _say(f"- {promise}", echo)
    if item.votes:
        echo("\nVotes:")
    for vote in item.votes:
        _say(f"- {vote_outcome(vote)}: {vote.motion}", echo)
        for line in vote_lines(vote):
            _say(line, echo, indent=5)
    if item.minutes:
        echo(f"\nMinutes{_minutes_status(item)}:")
        for paragraph in item.minutes.split("\n\n"):
            _say(paragraph, echo)
        if item.truncated:
            _say("[The page that is held cuts the minutes here.]", echo)
    if item.recommendations:
        echo("\nWhat the report recommends (no decision):")
    for recommendation in item.recommendations:
        _say(
            f"- to {recommendation.addressed_to or 'the meeting'}: {recommendation.text}",
            echo,
        )
    _print_list("Planned", map(planned_line, item.programme), echo)
    _print_list("Refers to", map(reference_line, item.refers_to), echo)
    _print_list("Put right by the operator", map(_corrected, item.corrected), echo)
    if item.people:
        echo(
            "\nPeople: "
            + "; ".join(
                f"{p.name} ({p.role}{f', {p.post}' if p.post else ''})" for p in item.people
            )
        )
    echo("\nDocuments:")
    for document in item.documents:
        pages = f", pages {document.pages[0]}-{document.pages[1]}" if document.pages else ""
        printed = document.printed_pages
        in_print = f", printed pages {printed[0]}-{printed[1]}" if printed else ""
        found_at = f": {document.source}"
        if document.private:
            ground = f" ({document.ground})" if document.ground else ""
            found_at = f": withheld from the public{ground}"
        doubt = f" [{DOUBT}]" if document.recognised else ""
        _say(f"- {document.title} ({document.kind}{pages}{in_print}){found_at}{doubt}", echo)
    echo(f"\n{item.id}")


def _corrected(one: Correction) -> str:
    before = f"read before: “{one.before}”" if one.before else "nothing was read before"
    return f"{one.field}, {before} ({one.reason}; {one.by}, {_day(one.on)})"


def _step(step: PathStep) -> str:
    """Such as "Council, 20 March 2024 (not held here)"."""
    held = "" if step.held else " (not held here)"
    return ", ".join(part for part in (step.board, _day(step.date)) if part) + held


def _print_list(what: str, lines: Iterable[str], echo: Echo) -> None:
    for place, line in enumerate(lines):
        if place == 0:
            echo(f"\n{what}:")
        _say(f"- {line}", echo)


def _reference(item: Item) -> str:
    """The minute's reference where it says more than its number, and whether it was worked out."""
    if not item.minute_reference or item.minute_reference == item.minute_number:
        return ""
    derived = " (worked out from number and year)"
    return f"reference {item.minute_reference}" + (
        derived if item.minute_reference_basis == "derived" else ""
    )


def _print_meeting(meeting: Meeting, echo: Echo) -> None:
    echo(click.style(meeting.board.name, bold=True))
    times = f"{meeting.start or ''}{f' to {meeting.end}' if meeting.end else ''}"
    echo(
        ", ".join(
            part for part in (_day(meeting.date), times, meeting.venue, meeting.status) if part
        )
    )
    if meeting.contact:
        contact = meeting.contact
        echo(
            "Contact: "
            + ", ".join(part for part in (contact.name, contact.telephone, contact.email) if part)
        )
    echo("")
    for item in meeting.items:
        echo(f"{item.number or '':>5}  {item.title}\n       {item.id}")
    if meeting.attendance:
        echo("\nAttendance:")
        for one in meeting.attendance:
            further = ", ".join(
                part for part in (one.post, one.directorate, one.organisation) if part
            )
            echo(f"  {one.name} ({one.role})" + (f", {further}" if further else ""))


def _print_document(document: Mapping[str, Any], echo: Echo) -> None:
    echo(click.style(document["title"], bold=True))
    echo(
        f"{document['kind']}, {document['media_type']}, {document['size']:,} bytes, "
        f"added {document['added'][:10]}"
    )
    for source in document["sources"]:
        echo(f"from {source}")
    if document["unreadable"]:
        echo(f"Cannot be read: {document['unreadable']}")
    for pages, what in (
        (document.get("without_text"), "Pictures, not searchable"),
        (document.get("recognised"), DOUBT[0].upper() + DOUBT[1:]),
    ):
        if pages:
            echo(f"{what}: page{'s' if len(pages) > 1 else ''} {', '.join(map(str, pages))}")
    if document.get("attached"):
        echo(f"Attached files, not read: {', '.join(document['attached'])}")
    if document["gone"]:
        echo("No longer at its source, and in no answer.")
    echo(document["id"])


def print_entries(kind: str, entries: Sequence[Mapping[str, Any]], echo: Echo) -> None:
    """What is held of one kind."""
    if not entries:
        echo(f"No {kind} are held.")
    for entry in entries:
        first, last = entry["first"], entry["last"]
        span = f"{first} to {last}" if first != last else str(first or "")
        counts = f"{counted(entry['items'], 'item')}, {counted(entry['meetings'], 'meeting')}"
        echo(
            f"{entry['name']}\n    {span}  {counts}"
            + (f"\n    {entry['id']}" if entry["id"] != entry["name"] else "")
        )


def print_status(status: "Status", echo: Echo) -> None:
    """Coverage, gaps, what could not be read."""
    counts = status.documents
    echo(
        f"{counted(counts.held, 'document')} held, {counts.read:,} read, {counts.unreadable:,} unreadable."
    )
    others = {
        "withheld from the public": counts.private,
        "withdrawn": counts.withdrawn,
        "gone at source": counts.gone_at_source,
        "refused by the site": counts.blocked,
        "listed and not there": counts.missing,
    }
    if any(others.values()):
        told = [f"{number:,} {what}" for what, number in others.items() if number]
        echo(f"Also: {', '.join(told)}.")
    for site in status.sites:
        how = site.sentence if site.outcome else "begun, not finished."
        echo(f"Crawled: {site.root} at {site.last_crawl}: {how}")
    if status.not_indexed:
        echo(f"{counted(status.not_indexed, 'document')} not indexed yet: run minutebook index.")
    echo(
        f"Index: {status.engine or 'none yet'}"
        + (f", of {status.indexed_at}" if status.indexed_at else "")
    )
    for board in status.boards:
        echo(
            f"  {board.name}: {counted(board.meetings, 'meeting')}, "
            f"{counted(board.items, 'item')}, {board.first} to {board.last}"
        )
    for title, lines in (
        (
            "Mentioned and not held",
            [f"{gap.board or ''}: {gap.what} ({gap.evidence})" for gap in status.gaps],
        ),
        (
            "Could not be read",
            [f"{problem.source}: {problem.reason}" for problem in status.problems],
        ),
    ):
        if lines:
            echo(f"\n{title}:")
        for line in lines:
            _say(f"- {line}", echo)


_SHOWN = 10
"""So many addresses are named; `minutebook status` names all."""
_NOW_AND_THEN = 30.0  # seconds between two lines where no terminal shows the progress


class CrawlLine:
    """How far a crawl is: one line that changes on a terminal, elsewhere a line now and then."""

    def __init__(self, *, on_terminal: bool, echo: Callable[[str, bool], None]) -> None:
        """`echo` takes the text and whether the line ends there."""
        self._on_terminal, self._echo = on_terminal, echo
        self._shown = time.monotonic()

    def show(self, progress: "Progress") -> None:
        """Tell it, if it is time to."""
        now = time.monotonic()
        if self._on_terminal:
            self._echo(f"\r\033[K{_progress(progress)}", False)
        elif now - self._shown >= _NOW_AND_THEN:
            self._shown = now
            self._echo(_progress(progress), True)

    def __enter__(self) -> Self:
        """Itself."""
        return self

    def __exit__(self, *error: object) -> None:
        """Clear the line, so that what is said next, an error too, stands alone."""
        if self._on_terminal:
            self._echo("\r\033[K", False)


def _progress(progress: "Progress") -> str:
    pause = f" · waiting {progress.pause:.0f} s" if progress.pause >= 0.5 else ""
    return (
        f"{counted(progress.boards, 'board')} · {counted(progress.meetings, 'meeting')} · "
        f"{counted(progress.documents, 'document')} · {progress.waiting:,} to ask for{pause}"
    )


def print_crawl(report: "CrawlReport", echo: Echo) -> None:
    """What a crawl did, what it could not get, and why."""
    span = f"from {in_words(report.since)}" + (
        f" to {in_words(report.until)}" if report.until else " on"
    )
    echo(f"{report.sentence}")
    echo(
        f"{report.council}, {report.root}, meetings {span}: {counted(report.boards, 'board')}, "
        f"{counted(report.meetings, 'meeting')} looked at; {report.new:,} papers and pages new, "
        f"{report.changed:,} changed, {report.unchanged:,} unchanged. "
        f"{counted(report.requests, 'request')}, {report.bytes / 1e6:,.1f} MB, "
        f"{report.seconds / 60:,.1f} minutes."
    )
    if report.withdrawn:
        echo(f"Withdrawn, and not asked for: {report.withdrawn:,}.")
    if report.private:
        echo(f"Papers and items withheld from the public: {report.private:,}.")
    for title, lacking in (
        ("Refused by the site", report.blocked),
        ("Listed and not there", report.missing),
        ("Could not be fetched", report.failed),
    ):
        _print_not_had(title, lacking, echo)
    if report.still_missing:
        echo(f"Not had before, and not tried now: {report.still_missing:,}; see minutebook status.")
    for address in report.gone:
        echo(f"Gone at source, and out of the index at the next `minutebook index`: {address}")
    for warning in report.warnings:
        _say(f"Warning: {warning}", echo)


def _print_not_had(title: str, lacking: "Sequence[NotHad]", echo: Echo) -> None:
    if lacking:
        echo(f"{title} ({len(lacking):,}):")
    for one in lacking[:_SHOWN]:
        _say(f"- {one.address}: {one.reason}", echo)
    if len(lacking) > _SHOWN:
        echo(f"- and {len(lacking) - _SHOWN:,} more: see minutebook status.")


def print_withdrawn(report: "WithdrawReport", echo: Echo) -> None:
    """Which papers were taken out, and where their words may stand besides."""
    for paper in report.papers:
        echo(f"Withdrawn: {paper.id} ({paper.address}); it will not be taken in again.")
    for other in report.beside:
        echo(f"The same matter also stands in {other}; withdraw it too if it must go.")
    if not report.indexed:
        echo("There is no index yet, so nothing had to leave it.")
