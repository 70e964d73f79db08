"""The head of a report: its title, whose it is, the bodies and days it is for, key decision, wards.

Councils print it as a form ("Report to:", "Date:"), or as bare lines ("CABINET", "3 MARCH 2025"). A day
counts only where it stands alone, under its label or beside its body: other days of a head are those
of signing off or publishing.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date as Date
from itertools import pairwise

from indexer.dates import find_dates
from indexer.model import Paragraph
from indexer.reading.named import POST, name_of
from indexer.reading.wards import wards_named

TITLE = re.compile(
    r"^(?:(?:report|item)\s+)?(?:(?:subject|title)(?:\s?/\s?(?:title|subject))?(?:\s+of\s+(?:the\s+)?report)?"
    r"|name\s+of\s+(?:the\s+)?report)\s*:\s*(?P<title>.*)$",
    re.IGNORECASE | re.DOTALL,
)
"""A title under its label."""
_NOUN = (
    r"(?:Cabinet|Council|Board|Committee|Sub-Committee|Panel|Executive|Forum|Scrutiny|Commission"
    r"|CABINET|COUNCIL|BOARD|COMMITTEE|SUB-COMMITTEE|PANEL|EXECUTIVE|FORUM|SCRUTINY|COMMISSION)"
)
_BODY = re.compile(
    rf"^(?:[Tt]he\s+)?(?:[A-Z][\w&,'’()-]*\s+(?:(?:and|of|for|the|on|&)\s+)?){{0,12}}{_NOUN}(?:\s*\(\d+\))?$"
)
_A_COUNCIL = re.compile(
    r"^(?!(?:(?:full|county|city|borough|district|town|parish|annual)\s+)?council$)\S.{0,60}\bcouncil$"
    r"|^council of\b",
    re.IGNORECASE,
)
_TO = re.compile(r"^(?:report\s+(?:to|for)|to)\s*:\s*(?P<body>.*)$", re.IGNORECASE)
_REPORT_TO = re.compile(r"^report\s+(?:to|for)\s+(?:the\s+)?(?P<body>\S.*)$", re.IGNORECASE)
_AT = re.compile(
    r"^(?:name of )?(?:committee|meeting|body|board|decision[ -]mak(?:er|ing body))\s*:\s*(?P<body>.*)$",
    re.IGNORECASE,
)
_DATE_LABEL = re.compile(
    r"\b(?:meeting\s+)?date(?:\s+of\s+(?:the\s+)?meeting)?\s*:\s*", re.IGNORECASE
)
_MEMBER = re.compile(r"^(?:name of )?cabinet member\s*:", re.IGNORECASE)
_PARTS = re.compile(r"\s+[–—|-]\s+|\s{2,}|\t")
_REPORT_OF = re.compile(
    r"^(?:(?:joint|verbal|oral|written|annual|progress|further|late|urgent|information)\s+){0,3}"
    r"(?:reports?|briefing (?:note|paper)s?)\s+(?:of|by|from)\s*:?\s*(?:the\s+)?(?P<whose>[A-Z(].{2,180})$",
    re.IGNORECASE,
)
_AGENDA_ITEM = re.compile(
    r"^agenda item(?: no\.?| number)?\s*:?\s*\d{1,3}[a-z]?"
    r"(?:\s*[–—:-]\s*(?P<title>\S.{2,200}))?$",
    re.IGNORECASE,
)
_NO_TITLE = re.compile(
    r"^(?:late (?:paper|report|item)s?|addendum|supplement\w*(?: \w+)?|reports?(?: to| of)?|public|open"
    r"|exempt|confidential|part \w{1,2}|for (?:publication|decision|information)"
    r"|appendix \w{1,2}|annex \w{1,2}"
    r"|(?:public )?(?:document )?pack|agenda item.{0,12}|item (?:no\.?|number)?.{0,6}|enc(?:losure)?\b.{0,6}"
    r"|paper \(?\w{1,4}\)?.{0,12}|page \d+.{0,8})$"
    r"|^(?:notice|agenda|minutes)\b|[:?]$|\t|\S@\S"
    r"|^(?:(?:electoral )?(?:wards?|divisions?)|report|(?:meeting )?date|time|venue|place|to|from|committee"
    r"|meeting|portfolio|cabinet|lead|author|contact|officer|classification|key|type|purpose|summary|subject"
    r"|title|status|director|directorate|service|responsible|relevant|exempt|past|future|chair|vice|e-?mail"
    r"|councillors?|tel|name|ref|reference|published|version|approved|signed|decision|forward)(?:\(s\))?"
    r"(?:\s(?:of|for|the|affected|officers?|members?|directors?|authors?|details|names?|no|numbers?|report|meeting"
    r"|decision|by|off|to|plan|ref|reference|pathway|holders?|maker|due|date|level)\b){0,5}\s*:\s",
    re.IGNORECASE,
)
_ENDS = re.compile(
    r"^(?:\d{1,2}(?:\.\d{1,2})?\.?\s+)?(?:recommendations?|purpose|(?:executive )?summary|introduction"
    r"|background|reasons?|report author)\b",
    re.IGNORECASE,
)
"""Headings of a report's text, above which its head stands."""
_KEY = re.compile(
    r"^(?:(?:is (?:this|it) )?(?:a )?(?:report |decision )?(?:a )?key decision|key/non-key(?: decision)?"
    r"|type of decision|decision type)\s*[?:–—-]{0,3}\s*(?P<rest>.*)$",
    re.IGNORECASE | re.DOTALL,
)
_NOT_KEY = re.compile(
    r"^(?:(?:no|n)\b(?! ?/)|non\b|this is not\b|it is not\b|not (?:a )?key\b)", re.IGNORECASE
)
_IS_KEY = re.compile(
    r"^(?:(?:yes|y)\b(?! ?/)|key(?: decision)?$|(?:this|it) is a key\b)", re.IGNORECASE
)
"""Not "Yes / No", which nobody has answered."""
_ANOTHER_LABEL = re.compile(
    r"(?:report (?:author|of|to|by|title)|author|contact|key decision|lead officer|lead member|cabinet member"
    r"|portfolio|title|subject|date|purpose|summary|recommendations?)\b",
    re.IGNORECASE,
)
"""What stands under a label that was left empty."""
_WARDS = re.compile(
    r"^(?:(?:electoral\s+)?(?:wards?|divisions?)(?:\(s\))?(?:\s?/\s?(?:wards?|divisions?)(?:\(s\))?)?"
    r"\s+(?:directly\s+)?(?:affected|involved|concerned)(?:\s+by\s+(?:the\s+|this\s+)?\w{4,12})?\s*(?::|\t|$|\s(?-i:(?=[A-Z(])))"
    r"|(?:electoral\s+(?:wards?|divisions?)|divisions?\s?/\s?wards?|wards?(?:\s?/\s?divisions?)?)(?:\(s\))?\s*:)"
    r"\s*(?P<rest>.*)$",
    re.IGNORECASE | re.DOTALL,
)
_WARDS_IN_FORM = re.compile(r"^wards?(?:\(s\))?\t(?P<rest>[^\t\d]{3,200})$", re.IGNORECASE)
_LINES = 24
"""Paragraphs of a head."""
_AFTER_DAY = 60
"""Characters behind a day: time and place, but no sentence."""
_FORM = 80
"""Paragraphs within which a form has its lines."""


def row_of(text: str) -> str:
    """A row of a form as a line: "Report to<tab>Cabinet" as "Report to: Cabinet"."""
    label, tab, rest = text.strip().partition("\t")
    between = ": " if tab and not label.rstrip().endswith(":") else "  "
    return f"{label}{between}{rest}".replace("\t", "  ").strip()


def labelled_title(lines: Sequence[Paragraph]) -> str | None:
    """The title under its label."""
    for place, paragraph in enumerate(lines[:60]):
        found = TITLE.match(row_of(paragraph.text))
        if found:
            title = " ".join(found["title"].split())
            return title or (lines[place + 1].text if place + 1 < len(lines) else None)
    return None


def bare_title(lines: Sequence[Paragraph]) -> str | None:
    """The first line of the head that is no body, day, label, or whose report it is."""
    for text in _head(lines):
        entry = _AGENDA_ITEM.match(text)
        if entry and entry["title"]:
            return str(entry["title"])
        if not is_furniture(text) and not text.endswith(".") and len(text) < 200:
            return text
    return None


def is_furniture(text: str) -> bool:
    """True for a line that names no matter: a council, a body, a day, a label, "Agenda item 8"."""
    words, day = _without_day(text)
    whose = _REPORT_OF.match(text) or _REPORT_TO.match(text) or _AGENDA_ITEM.match(text)
    parts = [part for part in _PARTS.split(words) if part]
    bare = all(_BODY.match(part) or _A_COUNCIL.match(part) for part in parts)
    return bool(whose or bare or _NO_TITLE.search(text)) or (day is not None and not words)


def addressed(lines: Sequence[Paragraph]) -> tuple[tuple[str, Date | None], ...]:
    """Bodies and days of the head, in order: a run of bodies beside a run of days, or each with its own."""
    bodies: list[str] = []
    days: list[Date] = []
    titled = False
    for paragraph in lines[:_LINES]:
        text = row_of(paragraph.text)
        if _MEMBER.match(text) or (titled and bodies and days):
            break
        titled = titled or bool(TITLE.match(text))
        label = _DATE_LABEL.match(text)
        words, day = _without_day(_DATE_LABEL.sub("", text))
        said = _TO.match(words) or _AT.match(words)
        if titled and not (label or said):
            continue
        body = _body_of(words)
        bodies += [body] if body else []
        days += [day] if day and (body or not words) else []
    return tuple((body, days[n] if n < len(days) else None) for n, body in enumerate(bodies))


def _body_of(words: str) -> str | None:
    """The body that a line of the head names, under its label or alone."""
    to = _TO.match(words)
    said = to or _AT.match(words) or _REPORT_TO.match(words)
    rest = (said["body"] if said else words).strip(" :-–—,")
    parts = [part.strip(" :-–—,") for part in _PARTS.split(rest)]
    named = [part for part in parts if _BODY.match(part) and not _A_COUNCIL.match(part)]
    if named and (said or all(_BODY.match(part) or _A_COUNCIL.match(part) for part in parts)):
        return named[-1]
    return rest if to and rest and not _A_COUNCIL.match(rest) else None


def _without_day(text: str) -> tuple[str, Date | None]:
    """The words of a line before its day, and that day; all of them where it names none or several."""
    days = find_dates(text)
    if len({day for day, *_ in days}) != 1 or len(text) - days[0][2] > _AFTER_DAY:
        return text.strip(), None
    if re.match(r"\s*[:–—-]\s*[A-Za-z]", text[days[0][2] :]):
        return text.strip(), None
    if not days[0][1] and re.match(
        r"\s{2,}(?!time\b|venue\b|at\b|\d)", text[days[0][2] :], re.IGNORECASE
    ):
        return text.strip(), None
    return text[: days[0][1]].strip(" ,:-–—\t"), days[0][0]


def report_of(lines: Sequence[Paragraph]) -> str | None:
    """The line that says whose report it is, where that is a post: "Report of the Head of Streets"."""
    for text in _head(lines, form=True):
        found = _REPORT_OF.match(text)
        if not found or text.endswith("."):
            continue
        if POST.search(found["whose"]) and not name_of(found["whose"]):
            return " ".join(text.split())
    return None


def _head(lines: Sequence[Paragraph], *, form: bool = False) -> Iterator[str]:
    """The lines above the text of the report; `form`: as lines of a form."""
    for paragraph in lines[:_LINES]:
        if _ENDS.match(paragraph.text):
            return
        yield row_of(paragraph.text) if form else paragraph.text.strip()


def key_decision(lines: Sequence[Paragraph]) -> bool | None:
    """Whether the report says in as many words that it asks for a key decision, or that it does not."""
    answer = (_answer(lines, _KEY) or "").strip(" .")
    if _NOT_KEY.match(answer):
        return False
    return True if _IS_KEY.match(answer) else None


def wards(lines: Sequence[Paragraph]) -> tuple[str, ...]:
    """The wards affected, by the line or the row of the form that says so."""
    for before, paragraph in pairwise(lines[:_LINES]):
        row = _WARDS_IN_FORM.match(paragraph.text)
        if row and before.text.count("\t") == 1:
            return wards_named(row["rest"])
    words = _answer(lines, _WARDS) or ""
    return () if ":" in words or _ANOTHER_LABEL.match(words) else wards_named(words)


def _answer(lines: Sequence[Paragraph], label: re.Pattern[str]) -> str | None:
    """What stands behind a label, else in the paragraph under it."""
    for place, paragraph in enumerate(lines[:_FORM]):
        found = label.match(paragraph.text)
        if found:
            rest: str = found["rest"].strip()
            return rest or (lines[place + 1].text if place + 1 < len(lines) else None)
    return None
