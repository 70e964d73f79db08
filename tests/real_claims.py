"""Everything that is said of a meeting, taken apart into claims that can be compared one by one.

What is compared comes as plain lists: as a person wrote them down, or as `real_told` has them from the
reader. In what a person wrote, ` || ` parts wordings that count as the same, and a text that begins
with `? ` may be said or left out: neither is wrong.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise, product
from typing import Any

_OPENING = 8
"""Words by which a long text is known again."""
_LATE = 12
"""How many words a text that was read may begin before that opening ("the Board", "1)").

An undertaking may stand anywhere in its sentence.
"""
_END = 5
"""Last words by which a decision is known to be whole."""
_HONORIFIC = re.compile(r"^(?:(?:councillor|cllr|mrs|mr|ms|miss|dr|professor|prof|sir) )+")

OF_ALL = (
    "kind", "meeting", "start", "end", "item", "order", "number", "attendance", "decision",
    "undertaking", "recommendation", "vote", "vote name", "reference", "dated reference", "approval",
)  # fmt: skip
"""What is judged of every paper."""
OF_FAMILY = (
    *OF_ALL, "agenda number", "minute number", "report of", "key decision", "ward", "path", "pages",
    "attendance role", "attendance post", "action", "addressee", "cut", "decision end", "person",
    "post", "mover", "planned", "planned paused", "planned officer",
)  # fmt: skip
"""What is judged of papers from a ModernGov site."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One thing that is said of a paper, in every wording that counts as the same."""

    ways: frozenset[str]
    plain: str
    optional: bool = False
    """True where a careful reader may say it or leave it: neither is wrong."""


def fold(text: str) -> str:
    """The words alone, whatever their case, quotes, dashes and spaces."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    return " ".join(re.findall(r"[a-z0-9£]+", re.sub(r"['’‘`]", "", plain)))


def claims(meetings: Iterable[Mapping[str, Any]], *, read: bool) -> dict[str, list[Claim]]:
    """Everything that is said of these meetings, field by field.

    `read` is true of what the reader says: its texts may begin a few words early.
    """
    found: dict[str, list[Claim]] = {}

    def add(field: str, *parts: tuple[str, ...], plain: str, optional: bool = False) -> None:
        ways = frozenset("|".join(way) for way in product(*parts))
        found.setdefault(field, []).append(Claim(ways, plain, optional))

    for meeting in meetings:
        _of_meeting(add, meeting, read)
    return found


def _of_meeting(add: Callable[..., None], meeting: Mapping[str, Any], read: bool) -> None:
    day = _said(meeting.get("date"))
    add("kind", day, _said(meeting.get("kind")), plain=f"{meeting.get('kind')}")
    add("meeting", day, _said(meeting.get("board")), plain=f"{meeting.get('board')} {day[0]}")
    for field in ("start", "end"):
        if meeting.get(field):
            add(field, day, _said(meeting[field]), plain=f"{day[0]} {meeting[field]}")
    for value in meeting.get("approvals", ()):
        text, optional = _optional(value)
        add("approval", day, _said(text), plain=f"{day[0]}: minutes of {value}", optional=optional)
    for name, role, post in meeting.get("attendance", ()):
        text, optional = _optional(name)
        who, plain = _name(text), f"{day[0]} {text}, {role}, {post}"
        add("attendance", day, who, plain=plain, optional=optional)
        add("attendance role", day, who, _said(role), plain=plain, optional=optional)
        if post:
            add("attendance post", day, who, _said(post), plain=plain, optional=optional)
    for vote in meeting.get("votes", ()):
        _of_vote(add, vote)
    titles = [item["title"] for item in meeting.get("items", ()) if not item.get("optional")]
    for before, after in pairwise(titles):
        add("order", day, _said(before), _said(after), plain=f"{before} → {after}")
    for item in meeting.get("items", ()):
        _of_item(add, day, item, read)


def _of_vote(add: Callable[..., None], vote: Mapping[str, Any]) -> None:
    plain, optional = f"{vote.get('motion')}: {vote.get('carried')}", bool(vote.get("optional"))
    add("vote", (str(vote.get("carried")),), plain=plain, optional=optional)
    for side in ("for", "against", "abstain"):
        for name in vote.get(side, ()):
            add("vote name", (side,), _name(name), plain=f"{plain}: {side} {name}")
    for deed in ("moved_by", "seconded_by"):
        if vote.get(deed):
            who = _name(vote[deed])
            add("mover", (deed,), who, plain=f"{deed} {vote[deed]}", optional=optional)


def _of_item(
    add: Callable[..., None], day: tuple[str, ...], item: Mapping[str, Any], read: bool
) -> None:
    title, called = _said(item["title"]), item["title"]
    add("item", day, title, plain=called, optional=bool(item.get("optional")))
    agenda, minute = item.get("agenda"), item.get("minute")
    for field, value in (
        ("number", minute or agenda), ("agenda number", agenda), ("minute number", minute),
        ("report of", item.get("report_of")), ("key decision", item.get("key_decision")),
    ):  # fmt: skip
        if value is not None:
            text, optional = _optional(str(value))
            add(field, day, title, _said(text), plain=f"{called}: {value}", optional=optional)
    for field, values in (
        ("ward", item.get("wards", ())), ("pages", item.get("pages", ())),
        ("path", item.get("path", ())), ("reference", item.get("references", ())),
        ("dated reference", item.get("dated", ())),
    ):  # fmt: skip
        for value in values:
            text, optional = _optional(value)
            add(field, day, title, _said(text), plain=f"{called}: {value}", optional=optional)
    for decision in item.get("decisions", ()):
        _of_decision(add, day, item, decision, read)
    for value in item.get("undertakings", ()):
        text, optional = _optional(value)
        opening = _opening(text, len(text.split()) if read else 0)
        add("undertaking", day, title, opening, plain=f"{called}: {text}", optional=optional)
    for to, text in item.get("recommendations", ()):
        plain = f"{called}: to {to}: {text}"
        add("recommendation", day, title, _said(to), _opening(text, _LATE * read), plain=plain)
    for name, role, post in item.get("people", ()):
        text, optional = _optional(name)
        who, plain = _name(text), f"{called}: {text}, {role}, {post}"
        add("person", day, title, who, _said(role), plain=plain, optional=optional)
        if post:
            add("post", day, title, who, _said(role), _said(post), plain=plain, optional=optional)
    for row in item.get("planned", ()):
        _of_row(add, row)


def _of_decision(
    add: Callable[..., None],
    day: tuple[str, ...],
    item: Mapping[str, Any],
    decision: Mapping[str, Any],
    read: bool,
) -> None:
    text, optional = _optional(decision["text"])
    about = (day, _said(item["title"]), _opening(text, _LATE * read))
    plain = f"{item['title']}: {text} [{decision.get('action')}, to {decision.get('to')}]"
    add("decision", *about, plain=plain, optional=optional)
    if decision.get("cut"):
        add("cut", *about, plain=plain, optional=optional)
    else:
        ends = tuple(" ".join(fold(way).split()[-_END:]) for way in text.split(" || "))
        ends = ("*",) if optional else (*ends, "*") if read else ends
        add("decision end", *about, ends, plain=plain, optional=optional)
    add("action", *about, _said(decision.get("action")), plain=plain, optional=optional)
    if decision.get("to"):
        name, maybe = _optional(decision["to"])
        add("addressee", *about, _said(name), plain=plain, optional=optional or maybe)


def _of_row(add: Callable[..., None], row: Mapping[str, Any]) -> None:
    title, plain = _said(row["title"]), f"{row['title']} ({row.get('date')})"
    optional = bool(row.get("optional"))
    add("planned", title, _said(row.get("date")), plain=plain, optional=optional)
    if row.get("paused"):
        add("planned paused", title, plain=plain, optional=optional)
    if row.get("officer"):
        plain = f"{plain}: {row['officer']}"
        add("planned officer", title, _said(row["officer"]), plain=plain, optional=optional)


def _said(text: str | None) -> tuple[str, ...]:
    return tuple(fold(way) for way in (text or "-").split(" || "))


def _name(text: str) -> tuple[str, ...]:
    return tuple(_HONORIFIC.sub("", way) for way in _said(text))


def _optional(text: str) -> tuple[str, bool]:
    return text.removeprefix("? "), text.startswith("? ")


def _opening(text: str, late: int) -> tuple[str, ...]:
    ways = [fold(way).split() for way in text.split(" || ")]
    starts = range(late + 1)
    return tuple(
        " ".join(words[start : start + _OPENING]) for words in ways for start in starts
        if words[start:]
    )  # fmt: skip
