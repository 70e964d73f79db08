"""The search: its page, the form that teaches how to type, the same answer as a feed and for scripts."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import get_args
from urllib.parse import urlencode

import msgspec
from flask import Flask, Response, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from indexer.collection import Collection
from indexer.errors import BadQuery
from indexer.model import Kind, Role
from indexer.search.answers import Answer
from indexer.search.archive import Archive
from indexer.search.language import parse
from indexer.search.limits import LIMITS
from indexer.search.wording import PLACES, has_text
from searchui import composing, examples, faults, feed, narrowing, results, statement
from searchui.asking import (
    FILTERS,
    PARAMETERS,
    SORTS,
    Asked,
    address,
    as_request,
    asked,
    check,
    said_once,
    yes,
)
from searchui.chart import chart
from searchui.house import House
from searchui.wording import kind

_MOST_FIELDS = 50
"""In a form that is given back; a call with more is refused without one."""
_EMPTY = faults.Fault(faults.EMPTY, "q")
_FEED = ("q", "everything", "as_typed", *FILTERS)
"""What the address of a feed may say: it is always the newest first."""


def add(app: Flask, archive: Archive, house: House) -> None:
    """Register the addresses."""

    @app.get("/", endpoint="home")
    @app.get("/search")
    def search() -> str | tuple[str, int]:
        try:
            check(request.args)
            query = asked(request.args.to_dict(flat=False))
            wanted = as_request(query, facets=True)
            if "q" in request.args and not query.something:
                return _page(archive.collection(), query, None, {}, _EMPTY), 400
            with archive.one_state():
                answer = archive.search(wanted) if query.something else None
                shown = _shown(archive, house, query, answer, house.now()) if answer else {}
                return _page(archive.collection(), query, answer, shown)
        except BadQuery as error:
            return _refused(archive.collection(), error)

    @app.get("/advanced")
    def advanced() -> str | AnyResponse | tuple[str, int]:
        held = archive.collection()
        values = {name: request.args.get(name, "") for name in composing.BLANKS}
        try:
            check(request.args, composing.BLANKS)
            said_once(request.args.to_dict(flat=False), composing.BLANKS)
            query = composing.compose(values, [board.id for board in held.boards])
            parse(query, allow_empty=True)
        except BadQuery as error:
            fault = faults.of_advanced(error, values)
            shown = {name: value[: LIMITS.characters] for name, value in values.items()}
            return _form(held, shown, fault), error.http_status
        if query:
            return redirect(address(f"{request.script_root}/search", {"q": [query]}))
        return _form(held, values)

    @app.get("/search.atom", endpoint="feed")
    def search_feed() -> Response:
        check(request.args, _FEED)
        query = asked(request.args.to_dict(flat=False))
        wanted = replace(as_request(query, facets=False), sort="newest", limit=feed.ENTRIES)
        with archive.one_state():
            answer = archive.search(wanted)
            whole = replace(answer, hits=results.split(answer.hits)[False])
            came = {hit.id: _came(archive, hit.id) for hit in whole.hits}
        written = feed.atom(whole, came, _addresses(query, house), house.operator or "Minutebook")
        return Response(written, mimetype=feed.MEDIA_TYPE)

    @app.get("/api/v1/search")
    def api_search() -> Response:
        check(request.args, (*PARAMETERS, "facets"))
        said_once(request.args.to_dict(flat=False), ["facets"])
        facets = yes("facets", request.args.get("facets", ""))
        query = asked(request.args.to_dict(flat=False))
        return _json(archive.search(as_request(query, facets=facets)))


# --- the page ---------------------------------------------------------------------------------


def _refused(held: Collection, error: BadQuery) -> tuple[str, int]:
    """The form as it was filled in, with what is wrong."""
    query = asked(request.args.to_dict(flat=False))
    if sum(map(len, query.values.values())) > _MOST_FIELDS:
        raise error
    fault = faults.of_search(error, query)
    return _page(held, faults.cut(query), None, {}, fault), error.http_status


def _page(
    held: Collection,
    query: Asked,
    answer: Answer | None,
    shown: Mapping[str, object],
    fault: faults.Fault | None = None,
) -> str:
    return render_template(
        "search.html",
        asked=query,
        answer=answer,
        fault=fault,
        held=held,
        to=_to,
        root=request.script_root,
        chips=narrowing.chips(query, _boards(held), _to) if query.something else (),
        feed=address(f"{request.script_root}/search.atom", _for_feed(query)),
        sorts=SORTS,
        **shown,
    )


def _shown(
    archive: Archive, house: House, query: Asked, answer: Answer, at: datetime
) -> Mapping[str, object]:
    """What is said of an answer: its hits under their meetings, what narrows it, that there is none."""
    held = archive.collection()
    known = _boards(held)
    hits = results.split(answer.hits)
    several = len(held.councils) > 1
    facets = answer.facets or {}
    by_year = facets.get("year", ())
    sorted_by = query.one("sort").strip()
    orders = results.orders(has_text(parse(query.one("q"), allow_empty=True).query))
    return {
        "understood": known.read(answer.understood),
        "whole": results.sittings(hits[False], several),
        "partial": results.sittings(hits[True], several),
        "shown_partial": len(hits[True]),
        "orders": orders,
        "order": sorted_by if sorted_by in orders else orders[0],
        "marked": _marked(query) if house.papers else None,
        "person": archive.holdings().person_path,
        "groups": narrowing.groups(facets, query, known, _to),
        "years": chart(by_year, lambda year: _to_year(query, year)),
        "undated": answer.total - sum(items for _, items in by_year),
        "told": statement.statement(
            answer, answer.absence, _asking(query, house, at), known.read, _to
        )
        if answer.absence
        else None,
        "plain": statement.plain,
        "passages": results.passages,
        "most_parts": results.PARTS,
        "more_pages": answer.page < answer.pages
        and (answer.page + 1) * answer.limit <= LIMITS.deepest,
    }


def _asking(query: Asked, house: House, at: datetime) -> statement.Asking:
    page = address(f"{_root(house)}/search", query.values)
    return statement.Asking(query, at, page, house.operator)


def _root(house: House) -> str:
    """Where our addresses begin, as they are told to others."""
    return (house.address or request.url_root).rstrip("/")


def _boards(held: Collection) -> narrowing.Boards:
    return narrowing.boards((board.id, board.name) for board in held.boards)


def _to(values: Mapping[str, Sequence[str]]) -> str:
    """The address of a search."""
    return address(f"{request.script_root}/search", values)


def _to_year(query: Asked, year: str) -> str | None:
    return None if query.of("year") else _to(query.changed({"year": [year]}))


def _marked(query: Asked) -> str:
    """What an address of a page's picture ends with, so that it marks the words asked for."""
    return f"?{urlencode({'q': query.one('q')})}" if query.one("q") else ""


# --- the form, the feed, the JSON -------------------------------------------------------------


def _form(held: Collection, values: Mapping[str, str], fault: faults.Fault | None = None) -> str:
    return render_template(
        "advanced.html",
        values=values,
        fault=fault,
        held=held,
        examples=examples.examples(held),
        to=_to,
        boards=[(board.id, board.name) for board in held.boards],
        topics=[(topic.name, topic.name) for topic in held.topics],
        roles=[(role, role) for role in get_args(Role)],
        kinds=[(name, kind(name)) for name in get_args(Kind)],
        zones=list(PLACES.items()),
    )


def _for_feed(query: Asked) -> Mapping[str, Sequence[str]]:
    return {name: values for name, values in query.values.items() if name in _FEED}


def _came(archive: Archive, item: str) -> str | None:
    """When the newest paper of an item came, in ISO form; None where none is held."""
    shown = archive.show(item)
    papers = {paper.id for paper in shown[1].documents if paper.id} if shown else set()
    documents = filter(None, map(archive.show, papers))
    return max((document["added"] for _, document in documents), default=None)


def _addresses(query: Asked, house: House) -> feed.Addresses:
    root = _root(house)
    said = _for_feed(query)
    return feed.Addresses(
        feed=address(f"{root}/search.atom", said),
        page=address(f"{root}/search", {**said, "sort": ["newest"]}),
        root=root,
    )


def _json(value: object) -> Response:
    encoded = msgspec.json.format(msgspec.json.encode(value), indent=2)
    return Response(encoded + b"\n", mimetype="application/json")
