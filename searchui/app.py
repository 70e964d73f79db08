"""The web application: puts the pages together, and says what cannot be answered.

A view reads the request, asks the archive it was handed, and renders. No cookie, no session, no file by
request; every page says that it is not the official record.
"""

import msgspec
from flask import Flask, Response, make_response, render_template, request
from jinja2 import StrictUndefined
from werkzeug.exceptions import HTTPException, MethodNotAllowed
from werkzeug.wrappers import Response as AnyResponse

from indexer.errors import BadCall, Busy, MinutebookError
from indexer.search.archive import Archive
from searchui import delivery, frame, govuk, guard, paper_views, place_views, search_views, wording
from searchui.house import House

_REFUSED = {
    404: "There is no such page.",
    405: "This address only answers to being read.",
    500: "Something went wrong that should not. Whoever runs this server finds it in its log.",
}

_TROUBLE = "This cannot be answered just now. Whoever runs this server finds the reason in its log."


def create_app(archive: Archive, house: House | None = None) -> Flask:
    """The web application over an archive that is open; whoever opened it closes it."""
    house = house or House()
    app = Flask(__name__)
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters.update(wording.FILTERS)
    app.jinja_env.globals.update(govuk.macros(), house=house, navigation=frame.navigation)
    delivery.add(app)
    guard.add(app, house.hosts)
    search_views.add(app, archive, house)
    paper_views.add(app, archive, house)
    place_views.add(app, archive, house)
    _add_refusals(app, house)
    return app


# --- what cannot be answered --------------------------------------------------------------------


def _add_refusals(app: Flask, house: House) -> None:
    @app.errorhandler(BadCall)
    def wrong(error: BadCall) -> AnyResponse | tuple[str, int]:
        return refused(str(error), error.http_status)

    @app.errorhandler(Busy)
    def busy(error: Busy) -> AnyResponse:
        response = make_response(refused(str(error), error.http_status))
        response.headers["Retry-After"] = str(error.retry_after)
        return response

    @app.errorhandler(MinutebookError)
    def failed(error: MinutebookError) -> AnyResponse | tuple[str, int]:
        app.logger.error("%s: %s", type(error).__name__, error)
        # What it says is for whoever runs the server: it may name folders.
        return refused(str(error) if house.for_oneself else _TROUBLE, error.http_status)

    @app.errorhandler(HTTPException)
    def not_answered(error: HTTPException) -> AnyResponse:
        code = error.code or 500
        told = error.description if error.description != type(error).description else None
        response = make_response(refused(told or _REFUSED.get(code, f"{error.name}."), code))
        if isinstance(error, MethodNotAllowed):
            response.headers["Allow"] = ", ".join(sorted(error.valid_methods or ()))
        return response


def refused(message: str, status: int) -> AnyResponse | tuple[str, int]:
    """A sentence in place of an answer: a page, or JSON where JSON is spoken."""
    if request.path.startswith("/api/"):
        encoded = msgspec.json.format(msgspec.json.encode({"error": message}), indent=2)
        return Response(encoded + b"\n", status, mimetype="application/json")
    return render_template("error.html", message=message, status=status), status
