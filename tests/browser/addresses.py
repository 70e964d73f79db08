"""One address of every kind of page of the sample, and of every state in which a search may be."""

from collections.abc import Mapping
from urllib.parse import urlencode

from page_checks import BOARD, DRAFT, ITEM, MEETING


def search(**asked: str) -> str:
    """The address of a search."""
    return f"/search?{urlencode(asked)}"


WASTE = "food waste"
PAPER = "/kelderby/documents/s5012"
"""A report of five pages."""
VOTED = "/kelderby/council/2025-02-18/budget-and-council-tax-2025-26"
PRIVATE = "/kelderby/cabinet/2024-06-11/purchase-of-land-at-tannery-wharf"
OFFICER = "/officers/kelderby/owen-tranter"
MEMBER = "/members/kelderby/councillor-d-castellane"
NOTHING = search(q="food waste monorail", board="cabinet")

PAGES: Mapping[str, str] = {
    "home": "/",
    "found": search(q=WASTE),
    "found on page 2": search(q=WASTE, page="2"),
    "past the last page": search(q=WASTE, page="9"),
    "only some words of some": search(q="food waste caddy liners"),
    "nothing found": search(q="monorail"),
    "nothing found but parts": NOTHING,
    "wrong query": search(q="bord:cabinet"),
    "everything": search(q="apologies", everything="1"),
    "filters chosen": search(
        **{"q": WASTE, "board": BOARD, "year": "2023/24", "kind": "report"},
        **{"officer": "Tranter", "zone": "report", "from": "2023", "sort": "newest"},
    ),
    "advanced": "/advanced",
    "advanced, wrong": f"/advanced?{urlencode({'from': 'soon'})}",
    "browse": "/browse",
    "new": "/new",
    "coverage": "/coverage",
    "about": "/about",
    "accessibility": "/accessibility",
    "council": "/kelderby",
    "board": f"/{BOARD}",
    "meeting": f"/{MEETING}",
    "meeting cancelled": "/kelderby/planning-committee/2023-09-13",
    "meeting scheduled": "/kelderby/cabinet/2025-03-11",
    "joint meeting": (
        "/kelderby/environment-and-neighbourhoods-scrutiny-board-3-and-planning-committee/2024-11-07"
    ),
    "item": f"/{ITEM}",
    "item in draft": f"/{DRAFT}",
    "item with votes": VOTED,
    "item private": PRIVATE,
    "item with a work programme": (
        "/kelderby/environment-and-neighbourhoods-scrutiny-board-3/2024-03-07/work-programme"
    ),
    "document": PAPER,
    "page of a paper": f"{PAPER}/pages/1",
    "page with marks": f"{PAPER}/pages/1?{urlencode({'q': WASTE})}",
    "page that is not there": f"{PAPER}/pages/99",
    "officers": "/officers",
    "officer": OFFICER,
    "members": "/members",
    "member": MEMBER,
    "topics": "/topics",
    "topic": "/topics/bins-and-recycling",
    "wards": "/wards",
    "ward": "/wards/castle",
    "nothing held there": "/kelderby/none",
}
"""What people look at."""

FILES: Mapping[str, str] = {
    "feed": f"/search.atom?{urlencode({'q': WASTE})}",
    "JSON": f"/api/v1/search?{urlencode({'q': WASTE})}",
    "picture": f"{PAPER}/pages/1.png",
    "paper": f"{PAPER}/file",
    "style": "/static/built/minutebook.css",
}
"""What programs read, or people keep."""
