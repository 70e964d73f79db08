"""Items, meetings and documents, by their identifiers."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from flask import Flask, redirect, render_template, request, url_for
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response as AnyResponse

from indexer.errors import Failed, Unreadable
from indexer.identifiers import slug
from indexer.model import (
    Board,
    Item,
    ItemLine,
    Meeting,
    MeetingSummary,
    PathStep,
    Role,
)
from indexer.search.archive import Archive
from indexer.search.citing import citation
from indexer.search.holdings import Addresses, side_of
from indexer.search.papers import PaperBody, Papers
from searchui import item_page, meeting_page, page_text, page_views, paper_words, wording
from searchui.house import House, is_mail
from searchui.reporting import mailto, report_of_error


def add(app: Flask, archive: Archive, house: House) -> None:
    """Register the addresses."""
    app.jinja_env.filters.update(paper_words.FILTERS)
    page_views.add(app, archive, house)

    @app.get("/<path:identifier>")
    def show(identifier: str) -> str | AnyResponse:
        with archive.one_state():
            shown = archive.show(identifier)
            if shown is None:
                raise NotFound(
                    "There is nothing at this address: no such item, meeting or paper is held here."
                )
            kind, value = shown
            present = value["id"] if kind == "document" else value.id
            if present != identifier:
                return redirect(url_for("show", identifier=present), 301)
            return render_template(f"{kind}.html", **_TOLD[kind](archive, house, value))

    @app.get("/<council>/documents/<key>")
    def document(council: str, key: str) -> str | AnyResponse:
        return show(f"{council}/documents/{key}")


def _trail(
    council: str, board: Board | None, meeting: Meeting | MeetingSummary | None, here: str
) -> list[tuple[str, str | None]]:
    """Where one is, from the start: names with addresses; the last is this page."""
    return [*page_views.trail_to(council, board, meeting), (here, None)]


# --- items ----------------------------------------------------------------------------------------


def _item(archive: Archive, house: House, item: Item) -> Mapping[str, object]:
    meeting = page_views.shown_meeting(archive, item.meeting.id if item.meeting else None)
    before, after = item_page.neighbours(meeting, item.id) if meeting else (None, None)
    letter = report_of_error(item.id, item.title, _absolute(house, item.id))
    passages = archive.passages(item.id, item_page.MOST_PASSAGES)
    told = item_page.by_heading(passages, item.minutes)
    return {
        "item": item,
        "trail": _trail(item.council, item.board, item.meeting, item.title),
        "before": before,
        "after": after,
        "heading": item_page.decision_heading(item.decisions),
        "numbers": item_page.numbers(item),
        "path": [(step, _step_meeting(archive, item.council, step)) for step in item.path],
        "people": item_page.by_person(item.people),
        "person_path": _person_path(archive, item.council),
        "topics": _subjects(archive.holdings().topics, item.topics),
        "wards": _subjects(archive.holdings().wards, item.wards),
        "told": told,
        "no_decision": item_page.no_decision(item, told=bool(told)),
        "more_passages": len(passages) == item_page.MOST_PASSAGES,
        "uses": {use.id: use for use in item.documents if use.id},
        "cited": citation(item),
        "letter": letter,
        "mail": mailto(house.contact, letter) if house.contact and is_mail(house.contact) else None,
        "show_pages": house.papers is not None,
    }


def _subjects(held: Addresses, names: Sequence[str]) -> list[tuple[str, str | None]]:
    """Topics or wards with the paths of their pages."""
    return [(name, held.path("", name)) for name in names]


def _step_meeting(archive: Archive, council: str, step: PathStep) -> str | None:
    """The meeting to which a report went, where just one of that body and day is held."""
    board = f"{council}/{slug(step.board)}"
    sittings = archive.holdings().meetings_of.get(board, ())
    found = [line.id for line in sittings if line.date == step.date]
    return found[0] if step.held and len(found) == 1 else None


def _person_path(archive: Archive, council: str) -> Callable[[str, Role], str | None]:
    """Where somebody's own page is, told by name and role; None where that is not sure."""

    def path(name: str, role: Role) -> str | None:
        return archive.person_path(side_of(name, role), council, name)

    return path


def _absolute(house: House, identifier: str) -> str:
    return f"{(house.address or request.url_root).rstrip('/')}/{identifier}"


# --- meetings -------------------------------------------------------------------------------------


def _meeting(archive: Archive, house: House, meeting: Meeting) -> Mapping[str, object]:
    items = {line.id: _item_of(archive, line) for line in meeting.items}
    known = [item for item in items.values() if item]
    before, after = _sittings_beside(archive, meeting)
    status, note = meeting_page.minutes_of(known)
    return {
        "meeting": meeting,
        "trail": _trail(meeting.council, meeting.board, None, wording.day(meeting.date)),
        "items": items,
        "agenda": meeting_page.by_section(meeting.items, items),
        "outcomes": {
            item.id: meeting_page.outcomes(item.decisions, meeting.board.name) for item in known
        },
        "votes": meeting_page.votes(known),
        "attendance": meeting_page.attendance(meeting.attendance),
        "person_path": _person_path(archive, meeting.council),
        "documents": meeting_page.documents(known),
        "minutes_status": status,
        "minutes_note": note,
        "before": before,
        "after": after,
        "show_pages": house.papers is not None,
    }


def _item_of(archive: Archive, line: ItemLine) -> Item | None:
    shown = archive.show(line.id)
    return shown[1] if shown and shown[0] == "item" else None


def _sittings_beside(archive: Archive, meeting: Meeting) -> tuple[Any, Any]:
    """The meetings of the board before and after this one."""
    own = archive.holdings().meetings_of.get(meeting.board.id, ())[::-1]
    at = next((n for n, line in enumerate(own) if line.id == meeting.id), None)
    if at is None:
        return None, None
    return (own[at - 1] if at else None, own[at + 1] if at + 1 < len(own) else None)


# --- papers ---------------------------------------------------------------------------------------


def _document(archive: Archive, house: House, held: Mapping[str, Any]) -> Mapping[str, object]:
    meeting = page_views.shown_meeting(archive, held.get("meeting"))
    body, reason = _body(house.papers, held["id"])
    return {
        "document": held,
        "trail": _trail(
            held["council"], meeting.board if meeting else None, meeting, held["title"]
        ),
        "meeting": meeting,
        "body": body,
        "no_body": reason,
        "groups": page_text.groups(held.get("pages") or 0) if house.papers else (),
    }


def _body(papers: Papers | None, identifier: str) -> tuple[PaperBody | None, str]:
    """The file of a paper, or why it is not handed out, as a sentence."""
    try:
        body = papers.body(identifier) if papers else None
    except Unreadable as error:
        return None, str(error)
    except Failed:  # its sentence may name folders: it is for whoever runs the server
        return None, "The file cannot be handed out just now."
    return body, "This server does not hand out the file."


_TOLD: Mapping[str, Callable[[Archive, House, Any], Mapping[str, object]]] = {
    "item": _item,
    "meeting": _meeting,
    "document": _document,
}
"""What the template of each kind is given."""
