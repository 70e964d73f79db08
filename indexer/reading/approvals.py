"""What minutes say of earlier ones: that they were right."""

import re
from collections.abc import Sequence
from datetime import date as Date

from indexer.dates import read_date
from indexer.model import Approval, ItemReading

_APPROVED = re.compile(
    r"\bminutes\b.{0,80}?\b(?:meetings?|held)\b.{0,40}?\bon\b(?P<dates>.{5,160}?)\b(?:were|be|was)\b.{0,40}?"
    r"\b(?:agreed|approved|confirmed|signed)\b",
    re.IGNORECASE | re.DOTALL,
)


def read_approvals(items: Sequence[ItemReading]) -> tuple[Approval, ...]:
    """What the "Minutes" items say of earlier meetings' minutes: "… held on 28 January were agreed"."""
    found: list[Approval] = []
    for item in items:
        for text in item.minutes if "minutes" in item.title.lower() else ():
            for match in _APPROVED.finditer(text):
                found += [Approval(day, text) for day in _days(match["dates"])]
    return tuple(found)


def _days(words: str) -> list[Date]:
    """The dates of "28 January 2021" or of "3rd and 17th December, 2020"."""
    last = read_date(words)
    if last is None:
        return []
    earlier = re.match(r"\s*(?:\w+day,?\s+)?(\d{1,2})(?:st|nd|rd|th)?\s+and\s+", words)
    if not earlier:
        return [day for day in (read_date(part) for part in re.split(r"\band\b|;", words)) if day]
    try:
        return [last.replace(day=int(earlier[1])), last]
    except ValueError:  # "31st and 14th June": what is a date is kept
        return [last]
