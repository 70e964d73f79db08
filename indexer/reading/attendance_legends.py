"""What an attendance list says its marks mean: "* denotes present", "A = apologies, Ab = absent"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from indexer.model import Attendee

Meaning = Literal["present", "absent", "apologies", "virtual"]
_STAR = re.compile(
    r"^\W{0,3}(?:(?:members?|councillors?|those|names?)\s(?:marked|with|shown)\s(?:with\s)?)?"
    r"(?:\(?\*\W{0,3}|(?:an?\s)?asterisk\W{0,2})\s?(?:=|[–—-]|denot\w{1,4}|indicat\w{1,4}|signif\w{1,4}"
    r"|means?|shows?|were|was|marks?)\s*:?\s?"
    r"(?:(?:a|the|those|that|members?|councillors?|who|were|was|is|are)\s){0,4}"
    r"(?P<what>(?:(?:join|attend)\w{0,6}\s)?(?:virtual|remote|online|on-line|via\s)|present|attend"
    r"|in attendance|presence|absen|not present|apolog)",
    re.IGNORECASE,
)
_A = re.compile(
    r"(?:^|[\s(,;])A\s?(?:=|[–—:-]|denotes|for)\s?(?P<what>apolog|absen)", re.IGNORECASE
)
_MEANT: tuple[tuple[str, Meaning], ...] = (
    ("apolog", "apologies"),
    ("absen", "absent"),
    ("not", "absent"),
    ("virtual", "virtual"),
    ("remote", "virtual"),
    ("online", "virtual"),
    ("on-line", "virtual"),
    ("via", "virtual"),
)
_LONGEST = 160
_OF_MEMBERS = frozenset(
    {"member", "chair", "vice-chair", "co-opted", "cabinet member", "substitute"}
)


@dataclass(frozen=True, slots=True)
class Legend:
    """The meaning of a star beside a name, and of the letter A in a column."""

    star: Meaning | None = None
    letter: Meaning | None = None

    def told_by(self, line: str) -> bool:
        """Whether a line is the legend, and names nobody."""
        return len(line) <= _LONGEST and bool(_STAR.search(line) or _A.search(line))

    def came(self, people: Sequence[Attendee], line: str) -> list[Attendee]:
        """The people of a line, without those whom the star, or its lack, calls absent."""
        if self.star is None:
            return list(people)
        marked = [(one, _is_starred(one.name, line)) for one in people]
        if self.star == "present":
            return [one for one, star in marked if star or one.role not in _OF_MEMBERS]
        if self.star == "absent":
            return [one for one, star in marked if not star]
        return [self._as_meant(one) if star else one for one, star in marked]

    def _as_meant(self, one: Attendee) -> Attendee:
        apologies = self.star == "apologies"
        return replace(one, role="apologies") if apologies else replace(one, virtual=True)


def legend_of(lines: Sequence[str]) -> Legend:
    """The legend that one of the lines prints; an empty one where none does."""
    short = [line for line in lines if len(line) <= _LONGEST]
    stars = (_STAR.search(line) for line in short)
    letters = (_A.search(line) for line in short)
    return Legend(
        _meaning(next(filter(None, stars), None)), _meaning(next(filter(None, letters), None))
    )


def _meaning(found: re.Match[str] | None) -> Meaning | None:
    if found is None:
        return None
    said = found["what"].lower()
    return next((meaning for word, meaning in _MEANT if word in said), "present")


def _is_starred(name: str, line: str) -> bool:
    """Whether a star stands before or behind a name, also behind the brackets that follow it."""
    bare = name if name in line else name.partition(" ")[2]
    place = line.find(bare)
    if not bare or place < 0:
        return False
    before, after = line[:place], line[place + len(bare) :]
    titled = re.search(r"\*\s?(?:(?:Councillors?|Cllrs?|Mrs?|Ms|Miss|Dr|Mr)\.?\s)?$", before)
    return bool(titled or re.match(r"\s?(?:\([^()]{0,80}\)\s?)?\*", after))
