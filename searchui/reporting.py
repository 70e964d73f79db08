"""Telling whoever runs the server that something was read wrongly: a letter, ready to be filled in. Pure."""

from dataclasses import dataclass
from urllib.parse import quote

_TITLE = 200
"""Letters of a title: programs for mail take addresses of some 2,000."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A subject and a body, whose lines are parted by a newline."""

    subject: str
    body: str


def report_of_error(identifier: str, title: str, address: str) -> Letter:
    """What to write about the reading of an item, with what tells which item it is."""
    lines = (
        "What is shown wrongly:",
        "",
        "What the papers say instead, and where (paper and page):",
        "",
        f"Item: {_one_line(title)}",
        f"Identifier: {identifier}",
        f"Page: {address}",
    )
    return Letter(f"Error in the reading of {identifier}", "\n".join(lines))


def mailto(contact: str, letter: Letter) -> str:
    """The address that opens the letter in a program for mail (RFC 6068)."""
    body = quote(letter.body.replace("\n", "\r\n"), safe="")
    return f"mailto:{quote(contact, safe='@')}?subject={quote(letter.subject, safe='')}&body={body}"


def _one_line(title: str) -> str:
    words = " ".join(title.split())
    return words if len(words) <= _TITLE else f"{words[:_TITLE]} …"
