"""Headings of meetings: board and date of a page, venue, contact, times."""

import re
from datetime import date as Date
from datetime import time as Time

from indexer.dates import read_date, read_time
from indexer.model import Contact

_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_HEADING = re.compile(rf"^(?P<board>.+)\s+[-–]\s+(?P<when>{_WEEKDAY},?\s.*\d{{4}}.*)$", re.DOTALL)
_CONTACT = re.compile(
    r"^Contact:\s*(?P<name>.*?)[\s,]*"
    r"(?:Tel(?:ephone)?\.?:?\s*(?P<telephone>[\d()+\s-]*\d)?\s*|(?P<bare>\(?\d[\d()+\s-]{5,}\d)\s*)?"
    r"(?:E-?mail:\s*(?P<email>\S+@\S+)?\s*)?$",
    re.IGNORECASE,
)
CANCELLED = re.compile(r"\b(?:cancelled|canceled|postponed|withdrawn)\b", re.IGNORECASE)


def split_heading(text: str) -> tuple[str, Date, Time | None] | None:
    """Board, day and start of "Cabinet - Thursday, 11th March, 2021 10.00 am"; else None.

    Split at the last dash before a weekday, since names of committees hold dashes too (moderngov.md
    §4.1).
    """
    found = _HEADING.match(text.strip()) if len(text) < 400 else None
    day = read_date(found["when"]) if found else None
    if not found or day is None:
        return None
    board = re.sub(r"^\W*cancelled\W+", "", found["board"], flags=re.IGNORECASE).strip()
    return board, day, read_time(re.sub(r"^.*?\d{4}", "", found["when"], count=1))


def read_venue(text: str) -> str | None:
    """What stands after "Venue:", without the link to directions."""
    words = re.sub(r"^(?:Venue|Place|Location):\s*", "", text.strip(), flags=re.IGNORECASE)
    return re.sub(r"[.\s]*View directions\.?$", "", words).strip() or None


def read_contact(text: str) -> Contact | None:
    """Name, telephone and address of "Contact: … Tel: … Email: …"; a part not printed is None."""
    found = _CONTACT.match(text.strip()[:300])
    if not found or not found["name"].strip(" ,."):
        return None
    telephone = found["telephone"] or found["bare"]
    return Contact(found["name"].strip(" ,."), telephone, found["email"])
