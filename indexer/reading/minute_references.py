"""References to minutes: "Further to minute 46/18 ‘Early Help Hubs’", "their Minute 89 /21 refers"."""

import re
from collections.abc import Iterator

from indexer.model import Reference
from indexer.reading.named_bodies import BODY, tidy
from indexer.reading.reference_line import (
    DAY,
    NO,
    Line,
    Place,
    in_context,
    is_year,
    quoted_title,
    whose,
    words_of,
)
from indexer.reading.spoken_dates import MONTHS

LONGEST_RANGE = 12
"""Minutes of a range that are told one by one; of a longer one the range is told as printed."""
_UNIT = (
    r"(?:[ap]\.?m\b|[KMG]B\b|%|per cent|sec(?:ond)?s?\b|min(?:ute)?s?\b|hours?\b|days?\b|weeks?\b"
    rf"|months?\b|years?\b|miles?\b|met(?:re|er)s?\b|(?:st|nd|rd|th)\b|(?:of )?(?:{'|'.join(MONTHS)})\b)"
)
_NUMBER = re.compile(
    r"(?:(?-i:[A-Z]{1,5})[./-]?)?\d{1,4}(?: ?/ ?\d{1,4}){0,2}(?:\.\d{1,3})?(?-i:[a-z])?"
    rf"(?![\w£%/]|[.:,]\d| ?{_UNIT})",
    re.IGNORECASE,
)
_OVER_TWO_YEARS = re.compile(r"\d{1,4} ?/ ?(?:20)?(?P<first>\d\d)[-–](?P<second>\d\d)(?![\w/])")
_POINT = re.compile(r"\((?:[a-z]|[ivx]{2,4}|\d{1,2})\)")
"""The part of a minute that is meant: "46(a)"."""
_MINUTE = re.compile(
    rf"\b(?P<word>min(?:ute)?s?)\b\.?(?: items?)?:? ?(?P<label>{NO})?(?:\((?=[\dA-Z]))?", re.I
)
_TIME_BEFORE = re.compile(
    r"(?:\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|forty"
    r"|sixty|ninety|few|several|per|every|each|half|last|next|final))[ -]?$",
    re.IGNORECASE,
)
_ALSO = re.compile(
    r" ?(?:(?P<range>to|-|–|—|through)|,(?: ?(?:and|&|or))?|and|&|or|;) ?", re.IGNORECASE
)
_LEAD = re.compile(
    r"(?:(?:further|pursuant|subsequent|in response) to |in accordance with )?"
    rf"(?:(?:the )?(?P<body>{BODY})(?:['’]s?)? |(?P<their>their|its|his|her) |the )?$",
    re.IGNORECASE,
)
_PLACE = re.compile(r",? (?:above|below)\b", re.IGNORECASE)
_BRACKET = re.compile(r" \((?P<title>[A-Z\d][^()]{2,160}(?:\([^()]{1,80}\)[^()]{0,40})?)\)")
_REFERS = re.compile(r",? ?\)?,? ?(?:also )?refer(?:s|red)?\b(?! to)", re.IGNORECASE)


def minutes_in(line: Line) -> Iterator[Place]:
    """The minutes that a sentence refers to, each of a list or a short range."""
    for found in _MINUTE.finditer(line.plain):
        if _TIME_BEFORE.search(line.plain[max(0, found.start() - 12) : found.start()]):
            continue
        label = found["label"]
        plural = (label or found["word"]).rstrip(" .:").lower().endswith("s")
        numbers, end = _numbers(line, found.end(), plural)
        alone = not line.text[: found.start()].strip() and not line.text[end:].strip(" .")
        if not numbers or (alone and not label and "/" not in numbers[0][0]):
            continue  # "Minutes 5 - 10": a title with its pages
        yield from _placed(line, found.start(), end, numbers)


def _numbers(line: Line, start: int, plural: bool) -> tuple[list[tuple[str, str | None]], int]:
    """The numbers from a place on, each with its quoted title, and where they end."""
    numbers: list[tuple[str, str | None]] = []
    place, end, through = start, start, False
    while found := _NUMBER.match(line.plain, place):
        found = _over_two_years(line, place) or found
        number = re.sub(r"\s", "", found[0])
        if is_year(number) or (numbers and not (plural or _like(numbers[-1][0], number))):
            break
        point = _POINT.match(line.plain, found.end())
        title, end = quoted_title(line.text, (point or found).end())
        numbers += _through(numbers.pop()[0], number) if through else [(number, title)]
        also = _ALSO.match(line.plain, end)
        if not also or (also["range"] and (through or not plural)):
            break
        place, through = also.end(), bool(also["range"])
    return numbers, end


def _over_two_years(line: Line, place: int) -> re.Match[str] | None:
    """The number in "Minute 12/20-21", whose year is printed whole; "45/18-47" is a range."""
    found = _OVER_TWO_YEARS.match(line.plain, place)
    follows = found and int(found["second"]) == (int(found["first"]) + 1) % 100
    return found if follows else None


def _like(one: str, other: str) -> bool:
    """True for two numbers with a stroke and as long behind it: "14/19 and 15/19"."""
    return "/" in other and len(one.partition("/")[2]) == len(other.partition("/")[2])


def _through(first: str, last: str) -> list[tuple[str, str | None]]:
    """The minutes of a range one by one, if they are few; "12 to 14/19" is of one year."""
    low, _, year = first.partition("/")
    high, _, last_year = last.partition("/")
    ends = low.isdigit() and high.isdigit() and year in {"", last_year}
    if not ends or not 0 < int(high) - int(low) < LONGEST_RANGE:
        return [(f"{first} to {last}", None)]
    tail = f"/{last_year}" if last_year else ""
    return [(f"{number}{tail}", None) for number in range(int(low), int(high) + 1)]


def _placed(
    line: Line, start: int, end: int, numbers: list[tuple[str, str | None]]
) -> Iterator[Place]:
    """References to minutes, with board and day as the words about them tell."""
    above = line.plain[max(0, start - 200) : start]
    lead = _LEAD.search(above)
    begin = start - (len(above) - lead.start() if lead else 0)
    here = _PLACE.match(line.plain, end)
    if here:
        (title, end), body, day = _bracketed(line, here.end()), None, None
    else:
        title, (body, day, end) = None, whose(line, end)
    refers = _REFERS.match(line.plain, end)
    end = refers.end() if refers else end
    body = (lead["body"] if lead else None) or body
    their = bool(lead and lead["their"])
    if not here and not day and (refers or their or _in_bracket(line, begin)):
        acting, day = in_context(line, begin, their=their)
        body = body or acting
    text, board = words_of(line.text, begin, end), tidy(body) if body else None
    for number, quoted in numbers:
        yield begin, end, Reference(text, number, "minute", quoted or title, day, board)


def _in_bracket(line: Line, place: int) -> bool:
    return line.plain[max(0, place - 1) : place] == "("


def _bracketed(line: Line, end: int) -> tuple[str | None, int]:
    """The title in brackets behind "above" or "below", and where it ends."""
    found = _BRACKET.match(line.plain, end)
    if not found or DAY in found[0] or re.fullmatch(BODY, found["title"]):
        return None, end
    return line.text[found.start("title") : found.end("title")], found.end()
