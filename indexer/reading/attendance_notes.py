"""One person of an attendance list, with all that stands beside the name sorted out."""

import re

from indexer.model import Attendee, Role
from indexer.reading.attendance_labels import CAME, REMOTELY, Group
from indexer.reading.named import POST, TITLED, are_initials, is_body, name_of

_SUBSTITUTE = (
    r"(?:(?:attending )?(?:as )?(?:a |the )?(?:named )?sub(?:stitut(?:e|ing)|bing)?\.?(?: member)?"
    r"(?: (?:for|in place of|on behalf of) (?P<whom>[^()]{2,60}))?"
    r"|(?:deputising|standing in|in place|replacing|on behalf|in substitution)(?: for| of)?"
    r" (?P<other>[^()]{2,60})"
    r"|for (?P<third>(?:Councillor|Cllr|Mrs?|Ms)\b[^()]{2,60}))"
)
_SUBSTITUTED = re.compile(rf"\({_SUBSTITUTE}\)", re.IGNORECASE)
_OFFICE = re.compile(
    r"\((?:the )?(?:(?P<second>vice[- ]|deputy )?(?:chair(?:man|person|woman)?|(?:lord )?mayor))?"
    r"(?P<presides>[\s,–-]{0,3}\bin the chair)?(?: for (?:this|the) (?:meeting|item))?\)(?<!\(\))",
    re.IGNORECASE,
)
_OFFICE_LAST = re.compile(
    r"\((?!vice|deputy|chair)(?P<post>[^()]{2,60}?)(?:,| and| [–-]) (?P<office>in the chair"
    r"|(?:vice[- ])?chair(?:man|person|woman)?)\)",
    re.IGNORECASE,
)
_VIRTUAL = re.compile(rf"\({CAME}{REMOTELY}\)", re.IGNORECASE)
_CO_OPTED = re.compile(
    r"^(?:(?:voting|non-voting|statutory) )?(?:co-?opt(?:ed|ee)\b"
    r"|(?:parent governor|church|diocesan|faith|teacher)\b|independent (?:person|member)$|lay member)",
    re.IGNORECASE,
)
_SERVES = re.compile(
    r"\b(?:democratic services|(?:committee|governance|scrutiny) (?:services )?(?:officer|support|manager)"
    r"|monitoring officer|(?:section|s\.?) ?151 officer|committee clerk)\b",
    re.IGNORECASE,
)
"""Posts that only a council's own officers have: whoever takes the minutes is no guest."""
_WHOLE_BRACKET = re.compile(r"^\(([^()]*)\)$")
_TITLE_BEHIND = re.compile(r"\((?:Mrs?|Ms|Miss|Mx|Dr)\.?\)")
_INVITED = re.compile(
    r"^\((?:by invitation|invited|invitee|observer|observing|guest)\)$", re.IGNORECASE
)
_IN_PART = (
    r"(?:(?:for|from|until|till|to|up to|part|left|arrived|items?|minutes?|online|present|absent|joined|at)\b"
    r"[^()]{0,80})"
)
_PART_OF_THE_TIME = re.compile(rf"\({_IN_PART}\)", re.IGNORECASE)
_UNBRACKETED = re.compile(
    rf"^[\s,–—-]{{1,4}}(?P<note>(?:(?:the )?(?:vice[- ]|deputy )?chair(?:man|person|woman)?|in the chair"
    rf"|{CAME}{REMOTELY}|{_SUBSTITUTE}"
    rf"|(?:until|till|from|part|left|arrived|items?|for items?)\b[^()]{{0,80}}"
    r"|by invitation))[.,]?(?=$|\s*\()",
    re.IGNORECASE,
)
_PRESIDES = re.compile(
    r"[\s,–—-]{1,4}(?:and\s|was\s)?(?:in the chair|presiding)[.,]?$", re.IGNORECASE
)
_EX_OFFICIO = re.compile(r"[\s,–—-]{0,4}\(?\bex[- ]officio(?: members?)?\b\)?", re.IGNORECASE)
_BODY_AND_POST = re.compile(
    r"^(?P<body>[^(),]{2,80}?)(?:,\s|\s?\(|,\s\()(?P<post>[^()]{2,100})\)?$"
)
_AT_THE_END = re.compile(rf"(?<=\))[\s,–—-]{{1,4}}(?P<note>{CAME}{REMOTELY})$", re.IGNORECASE)


_PERSONAL = re.compile(
    r"^(?:flat\s)?\d{1,4}[a-z]?,?\s[A-Z]|\b[A-Z]{1,2}\d[\dA-Z]?\s?\d[A-Z]{2}\b"
    r"|\b(?:tel|telephone|mob|mobile|e-?mail)\b|@|\b0[1-9]\d{2,3}\s?\d{3}",
    re.IGNORECASE,
)
"""An address or a number to call: of nobody is that kept."""


def attendee(person: str, group: Group) -> Attendee:
    """One person of the list, with all that stands beside the name sorted out."""
    named = name_of(person)
    assert named is not None and group.role is not None
    name, rest = named
    rest = _PRESIDES.sub(" (in the chair)", _EX_OFFICIO.sub("", rest))
    for note in (_UNBRACKETED.match(rest), _AT_THE_END.search(rest)):
        if note:
            rest = f"{rest[: note.start()]} ({note['note']}){rest[note.end() :]}"
    rest = _OFFICE_LAST.sub(r"(\g<post>) (\g<office>)", rest)
    office, substitute = _OFFICE.search(rest), _SUBSTITUTED.search(rest)
    words = _beside(rest, name)
    if _PERSONAL.search(words):
        words = ""
    role = _role(group.role, office, substitute is not None, words, rest)
    post = words if POST.search(words) or (words and _CO_OPTED.match(words)) else None
    if post and _CO_OPTED.fullmatch(re.sub(r" members?$", "", post, flags=re.IGNORECASE)):
        post = None  # "(Co-opted Member)" is the role, and no post
    whom = substitute and (substitute["whom"] or substitute["other"] or substitute["third"])
    body = None if post else words or None
    if whom:
        post = "; ".join(filter(None, (post, f"substitute for {whom.strip()}")))
    officer = group.role == "officer"
    told = _BODY_AND_POST.match(words) if not officer and post == words else None
    if (
        told
        and is_body(told["body"])
        and not POST.search(told["body"])
        and POST.search(told["post"])
    ):
        body, post = told["body"].strip(), told["post"]
    guest = not officer and (not TITLED.match(name) or group.role in {"invited", "co-opted"})
    return Attendee(
        name=name,
        role=role,
        post=post,
        directorate=(group.service or body) if officer else None,
        organisation=(body or group.service) if guest or (_tells_body(body, officer)) else None,
        virtual=True if _VIRTUAL.search(rest) else group.virtual,
    )


def _tells_body(body: str | None, officer: bool) -> bool:
    return body is not None and not officer and is_body(body)


def _role(
    role: Role, office: re.Match[str] | None, substitute: bool, words: str, rest: str
) -> Role:
    """The role by the label, or the nearer one that stands beside the name."""
    if role not in {"member", "invited"}:
        return role
    cabinet = re.match(r"(?P<deputy>deputy )?(?:cabinet|executive) member", words, re.IGNORECASE)
    if role == "member" and office:
        return "vice-chair" if office["second"] and not office["presides"] else "chair"
    if role == "member" and substitute:
        return "substitute"
    if cabinet:
        return "deputy cabinet member" if cabinet["deputy"] else "cabinet member"
    if _CO_OPTED.match(words):
        return "co-opted"
    if role == "invited" and _SERVES.search(words):
        return "officer"
    return "invited" if any(_INVITED.match(b) for b in re.findall(r"\([^()]*\)", rest)) else role


def _beside(rest: str, name: str) -> str:
    """What stands beside a name, without brackets on when, how or in what office somebody came.

    A body's own brackets stay: "Housing Scrutiny Board (4)", "Ferriby Homes Ltd (applicant)".
    """
    for note in (_OFFICE, _SUBSTITUTED, _VIRTUAL, _PART_OF_THE_TIME, _TITLE_BEHIND):
        rest = note.sub("", rest)
    rest = " ".join(
        piece for piece in re.split(r"(?<=\))\s+|\s+(?=\()", rest) if not _INVITED.match(piece)
    ).strip(" ,–—-.:")
    opening = re.match(r"\(([^()]*)\)\s*(.*)$", rest)
    parts = [opening[1], opening[2].strip(" ,–—-")] if opening else [rest]
    parts = [_WHOLE_BRACKET.sub(r"\1", part) for part in parts]
    parts = [part.rstrip(")") if "(" not in part else part for part in parts]
    return ", ".join(part.strip(" {}") for part in parts if part and not are_initials(part, name))
