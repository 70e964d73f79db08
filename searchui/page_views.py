"""Papers as held, and their pages as pictures with the text beside."""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from flask import Flask, Response, abort, render_template, request, send_file, url_for
from werkzeug.exceptions import NotFound
from werkzeug.routing import BaseConverter

from indexer.errors import BadQuery, Unreadable
from indexer.model import Board, Meeting, MeetingSummary
from indexer.search.archive import Archive
from indexer.search.citing import citation_at
from indexer.search.limits import LIMITS
from indexer.search.papers import PagePicture, PaperBody, Papers, marked
from searchui import asking, page_text, wording
from searchui.guard import FRESH, SANDBOX
from searchui.house import House

_MOST_CITED = 5
"""Items on one page for which a citation is made."""
_MOST_PASSAGES = 1_000


class PageNumber(BaseConverter):
    """A page in an address: a whole number from 1, written in one way only."""

    regex = "[1-9][0-9]{0,5}"

    def to_python(self, value: str) -> int:
        """The number."""
        return int(value)


def add(app: Flask, archive: Archive, house: House) -> None:
    """Register the addresses."""
    app.url_map.converters["page"] = PageNumber

    @app.get("/<council>/documents/<key>/pages/<page:number>")
    def page(council: str, key: str, number: int) -> tuple[str, int]:
        query = _asked()
        with archive.one_state():
            held = _held(archive, council, key)
            cited = _cited(archive, held, number)
            trail = _trail(archive, held, number)
        shown, reason = _picture(house.papers, held, number)
        return render_template(
            "page.html",
            document=held,
            trail=trail,
            number=number,
            printed=next((one.printed for one in cited if one.printed), None),
            query=query,
            picture=shown,
            reason=reason,
            boxes=marked(shown.words, query) if shown and query else (),
            looked=page_text.looked_for(shown.text if shown else (), query),
            on_page=page_text.on_page(held.get("items") or (), number),
            cited=cited,
        ), 200 if shown else 404

    @app.get("/<council>/documents/<key>/pages/<page:number>.png")
    def picture(council: str, key: str, number: int) -> Response:
        held = _held(archive, council, key)
        shown, reason = _picture(house.papers, held, number)
        if shown is None:
            raise NotFound(reason)
        return _png(shown)

    @app.get("/<council>/documents/<key>/file")
    def file(council: str, key: str) -> Response:
        held = _held(archive, council, key)
        try:
            body = house.papers.body(held["id"]) if house.papers else None
        except Unreadable as error:
            raise NotFound(str(error)) from error
        if body is None:
            raise NotFound("This server does not hand out this paper.")
        return _attached(body)


def shown_meeting(archive: Archive, identifier: str | None) -> Meeting | None:
    """The meeting of this identifier; None where there is none, or none is held."""
    shown = archive.show(identifier) if identifier else None
    return shown[1] if shown and shown[0] == "meeting" else None


def trail_to(
    council: str, board: Board | None, meeting: Meeting | MeetingSummary | None
) -> list[tuple[str, str | None]]:
    """What stands above an item or a paper, from the start: names with addresses."""
    steps: list[tuple[str, str | None]] = [
        ("Browse", url_for("browse")),
        (council, url_for("council", council=council)),
    ]
    if board:
        steps.append((board.name, url_for("show", identifier=board.id)))
    if meeting:
        steps.append((wording.day(meeting.date), url_for("show", identifier=meeting.id)))
    return steps


def _asked() -> str:
    """The words to mark; BadQuery, which does not repeat them, where they are too long or said twice."""
    asking.said_once(request.args.to_dict(flat=False), ("q",))
    query = request.args.get("q", "").strip()
    if len(query) > LIMITS.characters:
        raise BadQuery(f"“q” has more than {LIMITS.characters:,} characters.")
    return query


def _held(archive: Archive, council: str, key: str) -> Mapping[str, Any]:
    """The record of a document that is held under just this identifier."""
    identifier = f"{council}/documents/{key}"
    shown = archive.show(identifier)
    if shown is None or shown[0] != "document" or shown[1]["id"] != identifier:
        raise NotFound("There is nothing at this address: no such paper is held here.")
    record: Mapping[str, Any] = shown[1]
    return record


def _picture(
    papers: Papers | None, held: Mapping[str, Any], number: int
) -> tuple[PagePicture | None, str | None]:
    """A page as a picture, or why it cannot be shown, as a sentence."""
    reason = page_text.why_none(held, number, papers is not None)
    if papers is None or reason:
        return None, reason
    try:
        shown = papers.page(held["id"], number)
    except Unreadable as error:
        return None, str(error)
    return shown, None if shown else "There is no picture of this page here."


def _cited(archive: Archive, held: Mapping[str, Any], number: int) -> Sequence[page_text.Cited]:
    """The first items on a page, with a line to cite it by for each."""
    cited = []
    for line in page_text.on_page(held.get("items") or (), number)[:_MOST_CITED]:
        shown = archive.show(line["id"])
        item = shown[1] if shown and shown[0] == "item" else None
        use = next((one for one in item.documents if one.id == held["id"]), None) if item else None
        if item and use:
            printed = page_text.printed_number(
                archive.passages(item.id, _MOST_PASSAGES), held["id"], number
            )
            cited.append(page_text.Cited(item.title, citation_at(item, use, number), printed))
    return cited


def _trail(
    archive: Archive, held: Mapping[str, Any], number: int
) -> Sequence[tuple[str, str | None]]:
    meeting = shown_meeting(archive, held.get("meeting"))
    return (
        *trail_to(held["council"], meeting.board if meeting else None, meeting),
        (held["title"], url_for("show", identifier=held["id"])),
        (f"Page {number:,}", None),
    )


def _png(shown: PagePicture) -> Response:
    answer = Response(shown.png, mimetype="image/png", headers=SANDBOX)
    answer.set_etag(hashlib.sha256(shown.png).hexdigest()[:32])
    answer.make_conditional(request)
    return answer


def _attached(body: PaperBody) -> Response:
    """A paper as a download: it is never shown as if it were a page of ours."""
    try:
        answer = send_file(
            body.path, mimetype=body.media_type, as_attachment=True, download_name=body.name
        )
    except FileNotFoundError:
        abort(404, "This paper is not held any more.")
    answer.headers["Cache-Control"] = FRESH
    answer.headers.update(SANDBOX)
    return answer
