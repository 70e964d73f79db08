"""Officers and members: lists from A to Z, and what papers print beside a name, year by year."""

from collections import Counter
from collections.abc import Callable
from typing import get_args

from flask import Flask, redirect, render_template, request, url_for
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response as AnyResponse

from indexer.people import Side
from indexer.search.archive import Archive
from searchui import asking
from searchui.letters import by_letter, surname_first


def add(app: Flask, archive: Archive) -> None:
    """Register the addresses."""
    app.jinja_env.filters.update(voted=voted)
    for side in get_args(Side):
        app.add_url_rule(f"/{side}s", f"{side}s", _list_of(archive, side))
        app.add_url_rule(f"/{side}s/<council>/<slug>", side, _page_of(archive, side))


def _list_of(archive: Archive, side: Side) -> Callable[[], str]:
    def show_list() -> str:
        people = archive.people(side)
        names = Counter((one.council, one.name) for one in people)
        return render_template(
            "people.html",
            side=side,
            groups=by_letter(people, lambda one: surname_first(one.name)),
            alike=[name for name, number in names.items() if number > 1],
            many_councils=len({one.council for one in people}) > 1,
        )

    return show_list


def _page_of(archive: Archive, side: Side) -> Callable[[str, str], str | AnyResponse]:
    def show_page(council: str, slug: str) -> str | AnyResponse:
        asking.check(request.args, ("year",))
        asking.said_once(request.args.to_dict(flat=False), ("year",))
        year = request.args.get("year") or None
        person = archive.person(side, council, slug, year)
        if person is None:
            raise NotFound(f"No {side} of that name is held here.")
        if person.path != f"{side}s/{council}/{slug}":
            return redirect(url_for("show", identifier=person.path, year=year), 301)
        return render_template("person.html", person=person)

    return show_page


def voted(part: str) -> str:
    """What somebody did about a motion: “moved”, “voted for”."""
    return f"voted {part}" if part in {"for", "against"} else part
