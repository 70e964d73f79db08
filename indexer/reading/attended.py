"""One line of a site's own attendance list (moderngov.md §5.3, §7.2): name, role, how they attended."""

import re

from indexer.model import Attendee, Role

_TELLS_NOTHING = re.compile(
    r"^(?:|expected|absent.*|not (?:present|required).*|n/?a|-)$", re.IGNORECASE
)
_APOLOGIES = re.compile(r"\bapolog", re.IGNORECASE)
_ROLES: tuple[tuple[str, Role], ...] = (
    (r"(?:vice|deputy)[ -]?(?:chair|president|mayor|lord mayor)", "vice-chair"),
    (r"(?:chair|lord mayor|mayor|president)(?:man|woman|person)?\b", "chair"),
    (r"deputy (?:cabinet|executive) member", "deputy cabinet member"),
    (r"(?:cabinet|executive) member|portfolio holder|leader\b|deputy leader\b", "cabinet member"),
    (r"co-?opt", "co-opted"),
    (r"substitute|reserve|deputising", "substitute"),
    (r"guest|invite|invited|witness|observer|visit|public\b|press\b|representative", "invited"),
    (r"(?:[\w-]+ ){0,3}member\b|councillor", "member"),
)
_ROLE = [(re.compile(rf"^(?:{words})", re.IGNORECASE), role) for words, role in _ROLES]
_OFFICER = re.compile(
    r"\b(?:officer|secretary|clerk|director|head|manager|solicitor|adviser|advisor|chief executive"
    r"|democratic services|governance|legal|finance)\b",
    re.IGNORECASE,
)
_PLAIN_OFFICER = re.compile(r"^(?:officers?|secretary|clerk)$", re.IGNORECASE)
_CHAIR_NOTE = re.compile(r"\s*\((?:the )?(?:vice[- ]|deputy )?chair\w*\)$", re.IGNORECASE)


def attended(name: str, called: str, said: str) -> Attendee | None:
    """Who came, or sent apologies; None where that is not told.

    `called` is the role as the site prints it, `said` the word for the attendance. "Expected" stands
    there before the meeting, or because nobody filled it in; the absent are not in attendance.
    """
    name = _CHAIR_NOTE.sub("", name.strip())
    if not name or _TELLS_NOTHING.match(said.strip()):
        return None
    role, post = _role(called.strip(), said)
    if _APOLOGIES.search(said):
        role = "apologies"
    virtual = True if re.search(r"\b(?:virtual|remote|online)", said, re.IGNORECASE) else None
    return Attendee(name, role, post, virtual=virtual)


def _role(called: str, said: str) -> tuple[Role, str | None]:
    """The role in our words, and the post where the site's word for it is one."""
    if re.search(r"\bsubstitute\b", said, re.IGNORECASE):
        return "substitute", None
    for pattern, role in _ROLE:
        if pattern.match(called):
            return role, called if role in {"cabinet member", "deputy cabinet member"} else None
    if _OFFICER.search(called):
        return "officer", None if _PLAIN_OFFICER.match(called) else called
    return ("invited" if re.match(r"in attendance", said, re.IGNORECASE) else "member"), None
