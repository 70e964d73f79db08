"""The labels of an attendance list ("Also in attendance:") and the role that each gives."""

import re
from dataclasses import dataclass

from indexer.model import Role
from indexer.reading.named import NAME

_LABELS: tuple[tuple[str, Role | None], ...] = (
    (r"absent(?: without (?:apologies|notice|leave)| members?)?|not present|quorum", None),
    (r"deputy (?:cabinet|executive) members?(?: present)?", "deputy cabinet member"),
    (
        r"(?:other )?(?:cabinet|executive) members?(?: present| in attendance)?|portfolio holders?",
        "cabinet member",
    ),
    (
        r"(?:(?:voting|non-voting|statutory|other) )?co-?opt(?:ed members?(?: present)?|ees?)"
        r"|(?:parent governor|church|diocesan|faith|teacher|statutory education)"
        r"(?: (?:and|&) (?:parent governor|church|diocesan|faith|teacher))? (?:representatives?|reps?)"
        r"|parent governors?|independent (?:persons?|members?)|lay members?",
        "co-opted",
    ),
    (r"substitutes?(?: members?)?(?: present)?", "substitute"),
    (r"(?:the )?(?:vice|deputy)[- ](?:chair(?:man|person|woman)?|(?:lord )?mayor)", "vice-chair"),
    (r"(?:in the )?chair(?:man|person|woman)?|presiding|(?:the )?(?:lord )?mayor", "chair"),
    (
        r"employees?|(?:(?:council|supporting|other|lead) )?officers?"
        r"(?: (?:also )?(?:present|in attendance|attending))?|staff(?: present| in attendance)?"
        r"|officer support|secretariat|clerk(?: to the [\w ]{3,40})?|(?:professional |legal )?advis[eo]rs?"
        r"|in attendance \(officers\)",
        "officer",
    ),
    (
        r"by invitation|invitees?|invited|(?:also )?in attendance|also present|(?:also )?attending"
        r"|other (?:representatives?|attendees|persons present)|(?:invited )?guests?|observers?|witnesses"
        r"|(?:external|partner) (?:representatives?|attendees)|representatives? of [^:.]{3,90}(?=:|$)"
        r"|members of the (?:public|press)",
        "invited",
    ),
    (
        r"apolog(?:y|ies)(?: for (?:absence|non-attendance|inability to attend))?"
        r"(?: (?:were|was|had been|have been) (?:received|submitted|given|noted|tendered)"
        r"(?: from| by| on behalf of| for)?| from)?",
        "apologies",
    ),
    (r"ex[- ]officio(?: members?)?", "member"),
    (
        r"(?:(?:board|committee|panel|other|scrutiny|voting|elected|council) )?members?"
        r"(?: (?:present|in attendance|attending))?|(?:councillors|cllrs)(?: present)?"
        r"|present|those (?:present|attending)|panel|(?:(?:panel|board|committee|group) )?attendees"
        r"|attendance"
        r"|(?:other )?members of (?:the )?[^:.]{3,90}(?=:|$)",
        "member",
    ),
)
REMOTELY = (
    r"(?:virtual(?:ly)?|remote(?:ly)?|on-?line|(?:via|by|on|through) (?:ms |microsoft )?(?:teams|zoom|skype"
    r"|webex|video|telephone|phone|telekit)[\w ]{0,20}|(?:ms |microsoft )?teams|zoom|hybrid link"
    r"|(?:video|tele)[- ]?(?:link|conference|call)\w*)"
)
CAME = (
    r"(?:(?:who )?(?:attend(?:ed|ing|ance)|join(?:ed|ing)|present|participat(?:ed|ing)|in attendance)"
    r"[ :–-]{1,3})?"
)
_GROUPS = [
    (
        re.compile(
            rf"^(?i:{words})(?P<how>\s*[(–-]?\s*(?i:{CAME}{REMOTELY})\)?)?(?:\s*\([^)]*\))?"
            rf"(?:\s*:[–—-]?\s*|\t\s*|\s+[–-]\s+|\s+(?={NAME})|\s*$)(?P<rest>.*)$",
            re.DOTALL,
        ),
        role,
    )
    for words, role in _LABELS
]
_ALL_REMOTELY = re.compile(
    rf"^(?i:(?:also )?{CAME}{REMOTELY}(?: attendance)?)(?:\s*:\s*|\t|\s*$)(?P<rest>.*)$",
    re.DOTALL,
)
_FURTHER = re.compile(
    r"(?<=in the chair)\.\s+(?=(?:councillors|cllrs)\s)|"
    r"(?:,?\s+(?:[–—-]\s+)?(?=ex[- ]officio\s?:)|(?:[.;]|(?<=\))|\s[–—-])\s+(?=(?:(?:also )?in attendance"
    r"|also present|apologies(?: for absence)?(?: received)?(?: from)?|absent|substitutes?|observers?"
    r"|officers?(?: present| in attendance)?|by invitation|invited|co-?opted members?)\s?:))",
    re.IGNORECASE,
)
_COUNCILLORS = re.compile(r"^(?:councillors|cllrs)\b", re.IGNORECASE)


@dataclass(slots=True)
class Group:
    """The label under which people stand, and the heading within it."""

    role: Role | None = None
    virtual: bool | None = None
    surnames: bool = False
    service: str | None = None
    columns: tuple[str | None, ...] = ()

    @property
    def one(self) -> bool:
        """Whether the label is of an office that one person holds."""
        return self.role in {"chair", "vice-chair"}


def opened(text: str, before: Group) -> tuple[Group, str] | None:
    """The group that a label such as "Co-opted Members:" opens, and what stands after it.

    "Attending remotely:" goes on with the role of the group before it.
    """
    remotely = _ALL_REMOTELY.match(text)
    if remotely:
        return Group(before.role or "member", True), remotely["rest"].strip()
    for pattern, role in _GROUPS:
        found = pattern.match(text)
        if found:
            virtual = True if found["how"] else None
            surnames = bool(_COUNCILLORS.match(text))
            return Group(role, virtual, surnames), found["rest"].strip()
    return None


def further_labels(text: str) -> list[str]:
    """The line cut before each label within it: "Members: … Officers: …", "…; Ex Officio: …"."""
    return [part.strip(" ") for part in _FURTHER.split(text) if part.strip()] or [text]
