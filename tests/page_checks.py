"""How tests look at pages: as trees and as words, and what of the sample they look for."""

from typing import Any

from lxml import html
from werkzeug.test import TestResponse

BOARD = "kelderby/environment-and-neighbourhoods-scrutiny-board-3"
BOARD_NAME = "Environment and Neighbourhoods Scrutiny Board (3)"
MEETING = f"{BOARD}/2023-11-23"
ITEM = f"{MEETING}/weekly-food-waste-collections"
DRAFT = f"{BOARD}/2024-12-05/food-waste-collections-pilot-early-findings"
FORMER = f"{MEETING}/food-waste"
HOSTILE = "\"><script>alert('x')</script>{{ 7*7 }}"


def read(response: TestResponse, status: int = 200) -> Any:
    """The page as a tree, once its status is right."""
    assert response.status_code == status
    return html.fromstring(response.get_data())


def words(node: Any) -> str:
    """The text of a page or a part of it, on one line."""
    return " ".join(node.text_content().split())


def hits(page: Any) -> list[str]:
    """The identifiers of the items found, in order, without partial matches."""
    found = page.xpath("//article[@class='app-hit'][not(ancestor::*[@id='partial'])]/h3/a")
    return [link.get("href").lstrip("/") for link in found]
