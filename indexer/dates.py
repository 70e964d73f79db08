"""Dates and times as British council papers write them. Pure: no clock, no locale.

What cannot be a date (31 February, 03/25/2021) is none; a weekday that does not fit is not checked,
because errors in the record are shown as they stand. Times are local (Europe/London).
"""

import re
from collections.abc import Iterator
from datetime import date as Date
from datetime import time as Time
from datetime import timedelta

_MONTH_NAMES = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_MONTHS = tuple(name[:3].lower() for name in _MONTH_NAMES)
_MONTH = (
    r"(?P<{name}>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|[o0]ct(?:[o0]ber)?|nov(?:ember)?|dec(?:ember)?)(?![^\W\d_])"
)
_WEEKDAY = (
    r"(?:\b(?:mon|tue(?:s)?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?"
    r"[ \xa0,.]{0,4}(?:the[ \xa0]{1,2})?)?"
)
# A tab parts the cells of a table and a line break parts paragraphs: "Page 12", "March 2021" is no
# date. Only after "11th" does a line break do no harm.
_GAP = r"[^\S\t\n\r]"
_BETWEEN = rf"(?:{_GAP}|[,./\u2011\u2013-]){{0,5}}"
_ORDINAL = (
    rf"{_GAP}{{0,2}}(?:st|nd|rd|th)(?:[^\S\t]|[,./\u2011\u2013-]){{0,5}}(?:of[^\S\t]{{1,3}})?"
)
_YEAR = r"(?P<{name}>(?:18|19|20|21)\d\d)(?!\d)"

_DATE = re.compile(
    _WEEKDAY
    + r"(?:"
    + rf"(?<!\d)(?P<d1>\d{{1,2}})(?:{_ORDINAL}|{_BETWEEN}){_MONTH.format(name='m1')}{_BETWEEN}"
    + _YEAR.format(name="y1")
    + r"|"
    + rf"(?<![^\W\d_]){_MONTH.format(name='m2')}{_BETWEEN}(?P<d2>\d{{1,2}})(?!\d)"
    + rf"(?:{_ORDINAL}|(?:{_GAP}|,){{1,4}})"
    + _YEAR.format(name="y2")
    + r"|"
    + r"(?<![\d/.])(?P<d3>\d{1,2})(?P<sep>[/.-])(?P<m3>\d{1,2})(?P=sep)"
    + _YEAR.format(name="y3")
    + r"(?!/)"
    + r"|"
    + r"(?<![\d/.-])(?P<y4>(?:18|19|20|21)\d\d)-(?P<m4>\d\d)-(?P<d4>\d\d)(?![\d-])"
    + r")",
    re.IGNORECASE,
)

_TIME = re.compile(
    r"(?<![\d.:/,£$])(?:"
    r"(?P<span>\d\d?(?:\.\d\d)?\s?(?:[-\u2013]|to)\s?)?"
    r"(?P<h1>\d{1,2})(?:[.:](?P<min1>\d\d))?\s?(?P<half>[ap])\.?\s?m\b\.?"
    r"|(?P<h2>12)(?:[.:]00)?\s?(?P<name>noon|midday|midnight)\b"
    r"|(?P<h3>\d\d)\.(?P<min3>\d\d)(?![.:/,]?\d|\s?(?:%|p\b|million\b|per cent\b|[kmb]n?\b))"
    r"|(?P<h4>\d\d?):(?P<min4>\d\d)(?::\d\d)?(?![.:/]?\d)"
    r")"
    r"|\b(?P<alone>noon|midday|midnight)\b",
    re.IGNORECASE,
)

_CLOCK = r"\d{1,2}(?:[.:]\d\d)?(?:\s?[ap]\.?\s?m\b\.?)?|12 noon|noon|midday"
_SPAN = re.compile(
    rf"(?<![\d.:/,£$])(?P<from>{_CLOCK})\s?(?:[-\u2013\u2014]|to|until)\s?(?P<to>{_CLOCK})(?![\d/:])",
    re.IGNORECASE,
)


_FIGURE = re.compile(r"\d")


def find_dates(text: str) -> list[tuple[Date, int, int]]:
    """All dates in a text, in order, with start and end offset (the weekday before it included).

    Read are "Thursday, 11th March, 2021", "28 January 2021", "10 th March 2021", "31st-Mar-2025",
    "01/Sep/2026", "March 11, 2021", "11/03/2021" (day first), "11.03.2021" and "2021-03-11".
    Years have four figures, from 1800 on.
    """
    return list(_dates(text))


def read_date(text: str) -> Date | None:
    """The first date in a text; None if there is none."""
    return next((day for day, _, _ in _dates(text)), None)


def find_time(text: str) -> tuple[Time, int, int] | None:
    """The first time of day in a text, with start and end offset; None if there is none.

    Read are "10.00 am", "5.30 p.m.", "2pm", "12 noon", "18:00" and "18.30"; a plain number with a
    dot only where it has two figures before and after and is neither money nor a share.
    """
    for match in _TIME.finditer(text):
        if (time := _time_of(match)) is not None:
            return time, match.start(), match.end()
    return None


def read_time(text: str) -> Time | None:
    """The first time of day in a text; None if there is none."""
    found = find_time(text)
    return found[0] if found else None


def read_span(text: str) -> tuple[Time, Time] | None:
    """Start and end of "2-4pm", "11am - 1pm", "14.00 – 16.30", "4.30 to 6.00 pm"; None if there is none.

    A start without "am" or "pm" has the end's if it is then before it, else the other: no meeting lasts
    half a day.
    """
    for match in _SPAN.finditer(text):
        end = read_time(match["to"])
        half = re.search(r"[ap](?=\.?\s?m)", match["to"], re.IGNORECASE)
        bare = half and not re.search(r"[ap]\.?\s?m|noon|midday", match["from"], re.IGNORECASE)
        starts = [
            read_time(f"{match['from']}{h}m") for h in ("pa" if half and half[0] in "pP" else "ap")
        ]
        start = next((s for s in starts if s and end and s < end), None) if bare else None
        start = start if bare else read_time(match["from"])
        if start and end and start < end:
            return start, end
    return None


def in_words(day: Date) -> str:
    """A day as people write it: "3 October 2019"."""
    return f"{day.day} {_MONTH_NAMES[day.month - 1]} {day.year}"


def municipal_year(day: Date, annual_meeting: Date | None = None) -> str:
    """The council's year in which a day falls, as "2020/21".

    It begins with the council's annual meeting. Hand in the one held in the same calendar year
    where it is known (one of another year is set aside). Without it the law's own default serves:
    the eighth day after councillors retire (Local Government Act 1972, Schedule 12, paragraph 1),
    which they do four days after the election (section 7) on the first Thursday in May
    (Representation of the People Act 1983, section 37). That is a Tuesday from 13 to 19 May.
    Councils may fix another day, mostly within the fortnight after it.
    """
    if annual_meeting is None or annual_meeting.year != day.year:
        annual_meeting = _default_annual_meeting(day.year)
    first = day.year if day >= annual_meeting else day.year - 1
    return f"{first}/{(first + 1) % 100:02}"


def _default_annual_meeting(year: int) -> Date:
    thursday = 3
    first_of_may = Date(year, 5, 1)
    election = first_of_may + timedelta(days=(thursday - first_of_may.weekday()) % 7)
    return election + timedelta(days=4 + 8)


def _dates(text: str) -> Iterator[tuple[Date, int, int]]:
    if not _FIGURE.search(text):  # most paragraphs; the pattern below is dear
        return
    for match in _DATE.finditer(text):
        if (day := _date_of(match)) is not None:
            yield day, match.start(), match.end()


def _date_of(match: re.Match[str]) -> Date | None:
    shape = next(number for number in "1234" if match[f"y{number}"])
    month = match[f"m{shape}"].lower().replace("0ct", "oct")  # "3 0ctober" leaves no doubt
    month_number = int(month) if month.isdigit() else _MONTHS.index(month[:3]) + 1
    try:
        return Date(int(match[f"y{shape}"]), month_number, int(match[f"d{shape}"]))
    except ValueError:
        return None


def _time_of(match: re.Match[str]) -> Time | None:
    if match["span"]:
        # "4.30 - 6.00 pm": the start may be morning or afternoon, and the end is not the start.
        return None
    named = match["name"] or match["alone"]
    if named:
        return Time(0 if named.lower() == "midnight" else 12)
    shape = next(number for number in "134" if match[f"h{number}"])
    hour = int(match[f"h{shape}"])
    if match["half"]:
        # "13.00 pm" is a slip that leaves no doubt; "13.00 am" is no time.
        if match["half"] in "pP":
            hour = hour + 12 if hour < 12 else hour
        elif hour > 12:
            return None
        else:
            hour %= 12
    try:
        return Time(hour, int(match[f"min{shape}"] or 0))
    except ValueError:
        return None
