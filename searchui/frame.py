"""What the frame of every page needs: where one can go."""

from collections.abc import Sequence

from flask import request, url_for

_PAGES = (
    ("home", "Search", ("search", "advanced")),
    (
        "browse",
        "Browse",
        (
            *("council", "board", "officers", "officer", "members", "member"),
            *("topics", "topic", "wards", "ward"),
        ),
    ),
    ("new", "New and coming", ()),
    ("coverage", "What is held", ()),
)
"""Endpoint, name, and the endpoints that belong to it."""


def navigation() -> Sequence[dict[str, object]]:
    """The pages that every page leads to, for the macro of the service navigation."""
    return [
        {
            "href": url_for(endpoint),
            "text": name,
            "current": request.endpoint == endpoint,
            "active": request.endpoint in below,
        }
        for endpoint, name, below in _PAGES
    ]
