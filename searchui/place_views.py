"""What is held, for those who look around: councils, boards, subjects, what is new and what is lacking."""

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date as Date
from typing import get_args

from flask import Flask, render_template
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response as AnyResponse

from indexer.collection import BoardHeld, Collection, MeetingLine
from indexer.search.archive import Archive, Request
from indexer.search.coverage import status_on
from indexer.search.news import MONTH, NewPaperLine
from indexer.search.places import SubjectKind, SubjectLine
from searchui import person_views
from searchui.examples import examples
from searchui.house import House
from searchui.letters import anchor, by_letter

_ALL = "All"
"""How all wards are called, whatever papers print for them."""
_ALL_BUT = re.compile(
    r"all (?:wards |divisions )?(?:except|but|bar|save|excluding|apart|other)\b", re.I
)
_SHOWN_AT_ONCE = 20
"""New papers that are listed unfolded: of more, their meetings alone."""
STATED = Date(2026, 11, 22)
"""When the accessibility statement was written; changed with its words."""


def add(app: Flask, archive: Archive, house: House) -> None:
    """Register the addresses."""
    app.jinja_env.filters.update(anchor=anchor, status_on=status_on)
    _add_statements(app, archive)
    _add_holdings(app, archive, house)
    _add_subjects(app, archive)
    _add_boards(app, archive, house)
    person_views.add(app, archive)


# --- what is said once ------------------------------------------------------------------------------


def _add_statements(app: Flask, archive: Archive) -> None:
    @app.get("/about")
    def about() -> str:
        return render_template("about.html", held=archive.collection())

    @app.get("/accessibility")
    def accessibility() -> str:
        return render_template("accessibility.html", written=STATED)


# --- all that is held -------------------------------------------------------------------------------


def _add_holdings(app: Flask, archive: Archive, house: House) -> None:
    @app.get("/browse")
    def browse() -> str:
        with archive.one_state():
            held = archive.collection()
            return render_template(
                "browse.html",
                held=held,
                councils=[(council, _boards(held, council)) for council in held.councils],
                years=_years(archive, held),
                examples=examples(held),
            )

    @app.get("/new")
    def new() -> str:
        with archive.one_state():
            news = archive.news(house.today())
            return render_template(
                "new.html",
                held=archive.collection(),
                news=news,
                groups=by_meeting(news.papers),
                until=news.today + MONTH,
                shown_at_once=_SHOWN_AT_ONCE,
            )

    @app.get("/coverage")
    def coverage() -> str:
        with archive.one_state():
            held = archive.collection()
            return render_template(
                "coverage.html", held=held, coverage=archive.coverage(), totals=totals(held)
            )


def _boards(held: Collection, council: str) -> Sequence[BoardHeld]:
    return [board for board in held.boards if board.council == council]


def _years(archive: Archive, held: Collection) -> Sequence[tuple[str, int]]:
    """All municipal years with their items, newest first."""
    if not held.items:
        return ()
    all_items = Request(
        "", {"council": held.councils}, sort="newest", limit=1, everything=True, facets=True
    )
    facets = archive.search(all_items).facets
    return sorted(facets["year"], reverse=True) if facets else ()


def by_meeting(
    papers: Iterable[NewPaperLine],
) -> Sequence[tuple[MeetingLine | None, Sequence[NewPaperLine]]]:
    """Papers under their meeting: by the day of the newest of each, then by that of the meeting."""
    groups: dict[MeetingLine | None, list[NewPaperLine]] = {}
    for paper in papers:
        groups.setdefault(paper.meeting, []).append(paper)
    return sorted(groups.items(), key=_freshness, reverse=True)


def _freshness(group: tuple[MeetingLine | None, Sequence[NewPaperLine]]) -> tuple[Date, Date]:
    """Papers without a meeting come after the others of their day."""
    meeting, papers = group
    return max(paper.added for paper in papers).date(), meeting.date if meeting else Date.min


def totals(held: Collection) -> Sequence[tuple[str, int]]:
    """What is held in figures. Whatever is listed as not read is counted in one of two lines."""
    told = {problem.document or problem.source for problem in held.problems}
    return (
        ("Boards", len(held.boards)),
        ("Items", held.items),
        ("Papers held", held.documents.held),
        ("Papers that could not be read", held.documents.unreadable),
        ("Papers of which a part is not searchable", len(told) - held.documents.unreadable),
        ("Papers that are named and withheld (private)", held.documents.private),
    )


# --- topics and wards -------------------------------------------------------------------------------


def _add_subjects(app: Flask, archive: Archive) -> None:
    for kind in get_args(SubjectKind):
        app.add_url_rule(f"/{kind}s", f"{kind}s", _list_of(archive, kind))
        app.add_url_rule(f"/{kind}s/<slug>", kind, _page_of(archive, kind))


def _list_of(archive: Archive, kind: SubjectKind) -> Callable[[], str]:
    def show_list() -> str:
        every = archive.subjects(kind)
        several = [one for one in every if for_several(kind, one.name)]
        groups = by_letter((one for one in every if one not in several), lambda one: one.name)
        return render_template("subjects.html", kind=kind, groups=groups, several=several)

    return show_list


def _page_of(archive: Archive, kind: SubjectKind) -> Callable[[str], str | AnyResponse]:
    def show_page(slug: str) -> str | AnyResponse:
        with archive.one_state():
            subject = archive.subject(kind, slug)
            for_all = _for_all(archive) if kind == "ward" else None
        if subject is None:
            raise NotFound(f"No {kind} of that name is held here.")
        several = for_several(kind, subject.name)
        return render_template(
            "subject.html",
            subject=subject,
            several=several,
            for_all=None if several else for_all,
        )

    return show_page


def _for_all(archive: Archive) -> SubjectLine | None:
    """What is held for all wards alike."""
    return next((one for one in archive.subjects("ward") if one.name == _ALL), None)


def for_several(kind: SubjectKind, name: str) -> bool:
    """Whether it is no ward, but stands for several: “All”, “All except Eastgate”; not “All Saints”."""
    return kind == "ward" and (name == _ALL or _ALL_BUT.match(name) is not None)


# --- councils and boards ----------------------------------------------------------------------------


def _add_boards(app: Flask, archive: Archive, house: House) -> None:
    @app.get("/<council>", strict_slashes=False)
    def council(council: str) -> str:
        held = archive.collection()
        if council not in held.councils:
            raise NotFound("There is nothing at this address: no such council is held here.")
        return render_template("council.html", council=council, boards=_boards(held, council))

    @app.get("/<council>/<board>", strict_slashes=False)
    def board(council: str, board: str) -> str:
        with archive.one_state():
            page = archive.board(f"{council}/{board}")
            gaps = archive.collection().gaps
        if page is None:
            raise NotFound("There is nothing at this address: no such board is held here.")
        return render_template(
            "board.html",
            board=page,
            meetings=sum(len(year.meetings) for year in page.years),
            today=house.today(),
            gaps=[gap for gap in gaps if gap.board_id == page.id],
        )
