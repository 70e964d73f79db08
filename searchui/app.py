"""The pages: a view reads the request, asks the archive it was handed, and renders.

No script, no cookie, no file by request; every page says that it is not the official record.
"""

import msgspec
from flask import Flask, Response, redirect, render_template, request, url_for
from jinja2 import StrictUndefined
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as AnyResponse

from indexer.errors import BadCall, MinutebookError
from indexer.search.answers import Answer
from indexer.search.archive import Archive
from indexer.search.item_lines import planned_line, reference_line
from indexer.search.limits import LIMITS
from indexer.search.vote_lines import vote_lines, vote_outcome
from searchui import wording
from searchui.asking import FILTERS, PARAMETERS, SORTS, Asked, as_request, asked, check, yes

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}
"""On every answer."""
_MOST_FIELDS = 50
"""In a form that is given back; a call with more is refused without one."""
_WORDS = (
    wording.day,
    wording.days,
    wording.counted,
    wording.pages,
    wording.kind,
    wording.place,
    wording.file_name,
    wording.web_link,
    wording.decided,
    wording.recommended,
    vote_outcome,
    vote_lines,
    planned_line,
    reference_line,
)
_REFUSED = {
    404: "There is no such page.",
    405: "This address only answers to being read.",
    500: "Something went wrong that should not. Whoever runs this server finds it in its log.",
}


def create_app(archive: Archive) -> Flask:
    """The web application over an archive that is open; whoever opened it closes it."""
    app = Flask(__name__)
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters.update({word.__name__: word for word in _WORDS})
    _add_pages(app, archive)
    _add_api(app, archive)
    _add_refusals(app, archive)

    @app.after_request
    def protect(response: Response) -> Response:
        response.headers.update(HEADERS)
        if request.endpoint in {"search", "api_search"} or request.args:
            response.headers["X-Robots-Tag"] = "noindex"
        return response

    return app


# --- pages --------------------------------------------------------------------------------------


def _add_pages(app: Flask, archive: Archive) -> None:
    @app.get("/", endpoint="home")
    @app.get("/search")
    def search() -> str:
        check(request.args)
        query = asked(request.args.to_dict(flat=False))
        wanted = as_request(query, facets=True)
        return _search_page(archive, query, archive.search(wanted) if query.something else None)

    @app.get("/coverage")
    def coverage() -> str:
        return render_template("coverage.html", held=archive.collection())

    @app.get("/<path:identifier>")
    def show(identifier: str) -> str | AnyResponse | tuple[str, int]:
        shown = archive.show(identifier)
        if shown is None:
            return _refused(f"Nothing with the identifier “{identifier}” is held here.", 404)
        kind, value = shown
        present = value["id"] if kind == "document" else value.id
        if present != identifier:
            return redirect(url_for("show", identifier=present), 301)
        return render_template(f"{kind}.html", **{kind: value})


def _search_page(
    archive: Archive, query: Asked, answer: Answer | None, error: str | None = None
) -> str:
    held = archive.collection()
    names = {board.id: board.name for board in held.boards}
    return render_template(
        "search.html",
        asked=query,
        answer=answer,
        error=error,
        held=held,
        names=names,
        understood=_understood(answer, names) if answer else None,
        board_ids=lambda name: [id for id, other in names.items() if other == name],
        more_pages=answer is not None
        and answer.page < answer.pages
        and (answer.page + 1) * answer.limit <= LIMITS.deepest,
        filters=FILTERS,
        sorts=SORTS,
    )


def _understood(answer: Answer, names: dict[str, str]) -> str:
    """Boards are chosen by identifier, which is exact, and said by name."""
    said = answer.understood
    for identifier, name in names.items():
        said = said.replace(f"“{identifier}”", f"“{name}”")
    return said


# --- for scripts --------------------------------------------------------------------------------


def _add_api(app: Flask, archive: Archive) -> None:
    @app.get("/api/v1/search")
    def api_search() -> Response:
        check(request.args, (*PARAMETERS, "facets"))
        facets = yes("facets", request.args.get("facets", ""))
        query = asked(request.args.to_dict(flat=False))
        return _json(archive.search(as_request(query, facets=facets)), 200)


def _json(value: object, status: int) -> Response:
    encoded = msgspec.json.format(msgspec.json.encode(value), indent=2)
    return Response(encoded + b"\n", status, mimetype="application/json")


# --- what cannot be answered --------------------------------------------------------------------


def _add_refusals(app: Flask, archive: Archive) -> None:
    @app.errorhandler(BadCall)
    def wrong(error: BadCall) -> AnyResponse | tuple[str, int]:
        query = asked(request.args.to_dict(flat=False))
        fields = sum(map(len, query.values.values()))
        if request.endpoint not in {"home", "search"} or fields > _MOST_FIELDS:
            return _refused(str(error), error.http_status)
        return _search_page(archive, query, None, str(error)), error.http_status

    @app.errorhandler(MinutebookError)
    def failed(error: MinutebookError) -> AnyResponse | tuple[str, int]:
        app.logger.error("%s: %s", type(error).__name__, error)
        return _refused(str(error), error.http_status)

    @app.errorhandler(HTTPException)
    def refused(error: HTTPException) -> AnyResponse | tuple[str, int]:
        code = error.code or 500
        return _refused(_REFUSED.get(code, f"{error.name}."), code)


def _refused(message: str, status: int) -> AnyResponse | tuple[str, int]:
    if request.path.startswith("/api/"):
        return _json({"error": message}, status)
    return render_template("error.html", message=message, status=status), status
