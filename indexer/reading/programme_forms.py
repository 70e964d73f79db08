"""Forward plans printed as a form for each matter: "Title:", "Decision due:", "Lead officer:"."""

import re
from collections.abc import Iterator, Sequence

from indexer.dates import find_dates
from indexer.model import Planned

_LABELS = (
    (
        "title",
        r"(?:title|subject|item|topic|matter|issue|decision(?: required| title)?|report title)",
    ),
    (
        "when",
        r"(?:(?:proposed |expected |likely )?(?:date|decision date)(?: of (?:the )?(?:decision|meeting))?"
        r"|(?:meeting|target|due) date|(?:decision )?due(?: date| on)?|decision due date|when|date due)",
    ),
    (
        "officer",
        r"(?:(?:lead|contact|responsible|report) (?:officer|author|director)|author|officer)s?",
    ),
    (
        "member",
        r"(?:(?:(?:lead|cabinet|executive|responsible) )+(?:member|councillor)|portfolio holder)s?",
    ),
    ("detail", r"(?:details?|description|purpose|summary|background)"),
)
_LABEL = [
    (kind, re.compile(rf"{words}\s*(?::|\t)\s*(?P<said>.*)$", re.IGNORECASE | re.DOTALL))
    for kind, words in _LABELS
]


def in_forms(lines: Sequence[str]) -> Iterator[Planned]:
    """A row for each form that has both a title and a date; nothing where a plan has no such forms."""
    form: dict[str, str] = {}
    for line in (*lines, "Title:"):
        kind, said = _labelled(line)
        if kind == "title":
            if form.keys() >= {"title", "when"}:
                yield _planned(form)
            form = {}
        if kind and said:
            form.setdefault(kind, said)


def _labelled(line: str) -> tuple[str | None, str]:
    for kind, pattern in _LABEL:
        if found := pattern.match(line.strip()):
            return kind, " ".join(found["said"].split())
    return None, ""


def _planned(form: dict[str, str]) -> Planned:
    """Only a day that stands alone dates it: not that of "not before 1 March 2025"."""
    days = find_dates(form["when"])
    day = days[0][0] if len(days) == 1 and days[0][1] == 0 else None
    return Planned(
        title=form["title"],
        date=day,
        when=form["when"],
        detail=form.get("detail"),
        member=form.get("member"),
        officer=form.get("officer"),
    )
