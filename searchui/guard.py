"""What holds for every answer, whatever it is: headers, and whom the server answers."""

from collections.abc import Collection
from urllib.parse import urlsplit

from flask import Flask, Response, abort, request

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}
"""On every answer."""
SANDBOX = {"Content-Security-Policy": "default-src 'none'; sandbox; frame-ancestors 'none'"}
"""On a paper as it is held: whatever it is taken for, it runs nothing and is no part of our pages."""
FRESH = "private, no-cache"
"""How long browsers keep an answer: they ask again each time, so that what is withdrawn is gone at once."""
_NOINDEX = {
    *("search", "api_search", "feed", "advanced"),
    *("document", "page", "picture", "file"),
    *("officer", "member"),
}
"""The endpoints that search machines are to leave out: results, documents, and what is gathered of a
person. They are not to follow what leads from there either: every filter, every page of paper.
"""


def add(app: Flask, hosts: Collection[str]) -> None:
    """Answer only requests addressed to these hosts (other names for us are somebody's trick to read
    this machine's pages from a web page of theirs), and put the headers on every answer.
    """

    @app.before_request
    def known_host() -> None:
        if _name(request.host) not in hosts:
            abort(400, "This server does not answer under that name.")

    @app.after_request
    def protect(response: Response) -> Response:
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        response.headers.setdefault("Cache-Control", FRESH)
        if request.endpoint in _NOINDEX or (request.args and request.endpoint != "static"):
            response.headers["X-Robots-Tag"] = "noindex, nofollow"
        return response


def _name(host: str) -> str | None:
    """The name or number in a Host header, without the port; None where it is none."""
    try:
        return urlsplit(f"//{host}").hostname
    except ValueError:
        return None
