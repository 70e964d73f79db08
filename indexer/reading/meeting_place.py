"""Where a meeting was held, as the heading of its minutes says, or a line under it."""

import re
from collections.abc import Sequence
from itertools import takewhile

from indexer.dates import find_dates
from indexer.model import Paragraph

_TIME = r"\d[\d.:]*\s?(?:[ap]\.?m\.?|hours|noon)?"
_BEFORE_DAY = re.compile(
    rf"^(?:at\s+{_TIME}[\s,]+)?(?:(?:in|at)\s+(?:the\s+)?(?=[A-Z])"
    r"|(?=(?:(?:remotely|virtually|online)\s+)?(?:via|on|by|using)\s+(?!\w{2,6}day\b)[A-Z]))"
    rf"(?P<place>[A-Za-z].{{2,110}}?)(?:[\s,]+at\s+{_TIME})?[\s,]+on(?:\s+\w{{3,6}}day)?[\s,]*$",
    re.DOTALL | re.IGNORECASE,
)
"""The place before the day: "in the Council Chamber, Town Hall on", "virtually via Zoom on"."""
_AFTER_DAY = re.compile(r"\b(?:in|at|IN|AT)\s+(?:(?:the|THE)\s+)?(?P<place>[A-Z][^.;]{3,80})")
_REMOTE = re.compile(
    r"^(?:(?:remote|virtual|online|hybrid) meeting\b|(?:held )?(?:remotely|virtually|online)\b"
    r"|(?:via |microsoft |ms )*(?:teams|zoom)$)",
    re.IGNORECASE,
)
_ROOM = re.compile(r"\b(?:room|chamber|hall|suite)\b", re.IGNORECASE)
_PLACE = re.compile(
    r"\b(?:room|house|hall|chamber|building|street|road|offices?|floor|library|school|guildhall|theatre"
    r"|suite|civic centre|square)\b|\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b",
    re.IGNORECASE,
)
_LABELLED = re.compile(
    r"^(?:venue|place|location|held (?:at|in)|at|in)\b\s*:?\s*(?:the\s)?", re.IGNORECASE
)
_AT_TIME = re.compile(
    r"^.{0,30}?\b\d[\d.:]*\s?[ap]\.?m\.?,?\s+(?:in|at)\s+(?:the\s+)?", re.IGNORECASE
)
_AT_THE_END = re.compile(
    r"[\s,]{1,3}(?:(?:commencing|starting|beginning)\s)?(?:at|from)\s\d.*$",
    re.IGNORECASE | re.DOTALL,
)
_NO_PLACE = re.compile(
    r"^(?:present|members?|membership|attend|apologies|in attendance|also|councillors?|cllrs?|officers?|chair"
    r"|mayor|minutes|draft)\b|[:;]$",
    re.IGNORECASE,
)
_INITIALS = re.compile(r"(?:^|[,;]\s?|\b(?:and|Mrs?|Ms|Miss|Dr)\s)[A-Z]\.?\s[A-Z]|[.;()]\s")
"""People and sentences, which may hold the name of a place too."""
_LONGEST = 120


def venue_of(when: str, lines: Sequence[Paragraph]) -> str | None:
    """The place that a heading names before the day or after it, else that of a line just below.

    `when` are the words of the heading from "held" on; `lines` the paper from the heading on.
    """
    day = next(iter(find_dates(when)), None)
    before = _BEFORE_DAY.match(when[: day[1]]) if day else None
    if before:
        return before["place"].strip(" .,")
    for paragraph in lines[:4]:
        for _, _, end in find_dates(paragraph.text):
            found = _AFTER_DAY.search(paragraph.text[end:])
            if found:
                return _AT_THE_END.sub("", found["place"]).strip(" .,")
    below = takewhile(lambda line: not _NO_PLACE.search(line.text), lines[1:5])
    return next((place for line in below if (place := place_named(line.text))), None)


def place_named(line: str) -> str | None:
    """The place, where a line names one and nothing else: "Committee Room 2, Town Hall"."""
    text = _AT_THE_END.sub("", _AT_TIME.sub("", line.strip()))
    if len(text) > _LONGEST or _NO_PLACE.search(text) or _INITIALS.search(text) or find_dates(text):
        return None
    if _REMOTE.match(text):
        return text.strip(" ,.")
    place = _LABELLED.sub("", text, count=1).strip(" ,.")
    sure = "," in place or _ROOM.search(place) or place != text.strip(" ,.")
    return place if _PLACE.search(place) and sure else None
