"""Who was there: the list between a set of minutes' heading and its first item."""

import re
from collections.abc import Sequence

from indexer.model import Attendee, Paragraph, Role
from indexer.reading.items import SECTION

_LABELS: tuple[tuple[str, Role], ...] = (
    (r"deputy cabinet members?(?: present)?", "deputy cabinet member"),
    (r"cabinet members?(?: present)?|other cabinet members?", "cabinet member"),
    (r"co-?opted members?(?: present)?|co-?optees?", "co-opted"),
    (r"substitutes?|substitute members?", "substitute"),
    (r"employees?|officers?(?: present| in attendance)?|staff", "officer"),
    (
        r"by invitation|invitees?|invited|(?:also )?in attendance|also present"
        r"|other representatives?|guests?|members of the (?:public|press)",
        "invited",
    ),
    (
        r"apolog(?:y|ies)(?: for absence)?"
        r"(?: (?:were|was|had been) (?:received|submitted|given)(?: from| by| on behalf of))?",
        "apologies",
    ),
    (
        r"(?:board |committee |other |scrutiny )?members?(?: present)?|councillors|present"
        r"|(?:other )?members of (?:the )?[^:.]{3,90}(?=:|$)",
        "member",
    ),
)
_HONORIFIC = (
    r"(?:(?:The )?(?:Councillors?|Cllrs?\.?|Mrs?\.?|Ms\.?|Miss|Mx\.?|Dr\.?|Prof(?:essor)?\.?"
    r"|Rev(?:d|erend)?\.?|Alderman|Sir|Dame|Lord Mayor|Canon|Fr\.?)\s+)"
)
_NOT_A_SURNAME = r"(?:Head|Director|Cabinet|Chief|Deputy|Chair|Vice|Service|Assistant)\b"
_SURNAME = (
    r"(?:(?:de|du|del|der|den|van|von|la|le|di|da|bin|al|el|ap|Mc|Mac|St\.?)\s)*[A-Z][\w'’-]+"
)
_NAME = (
    rf"{_HONORIFIC}?(?:[A-Z](?:\.|\b)\s?){{1,3}}{_SURNAME}(?:\s(?!{_NOT_A_SURNAME})[A-Z][\w'’-]+)?"
    rf"|{_HONORIFIC}?[A-Z][\w'’-]+(?:\s[A-Z]\.?)?\s{_SURNAME}"
)
_GROUPS = [
    (
        re.compile(
            rf"^(?i:{words})(?:\s*\([^)]*\))?(?::\s*|\t\s*|\s+(?={_NAME})|$)(?P<rest>.*)$",
            re.DOTALL,
        ),
        role,
    )
    for words, role in _LABELS
]
_PERSON = re.compile(rf"^(?P<name>{_NAME})(?P<rest>.*)$", re.DOTALL)
_POST = re.compile(
    r"\b(?:director|head|officer|manager|chief|co-?ordinator|leader|lead|solicitor|engineer|teacher|principal|"
    r"adviser|advisor|consultant|accountant|planner|surveyor|inspector|superintendent|secretary|clerk|"
    r"cabinet member|ward member|member for|chair|assistant|analyst|technician|warden|specialist"
    r"|executive)\b",
    re.IGNORECASE,
)
_SUBSTITUTE = re.compile(r"\((?:as )?(?:a )?substitute(?: for (?P<whom>[^)]+))?\)", re.IGNORECASE)
_OFFICE = re.compile(
    r"\((?:the )?(?:(?P<second>vice[- ]|deputy )?(?:chair(?:man|person|woman)?|(?:lord )?mayor))?"
    r"(?P<presides>\s?\bin the chair)?\)(?<!\(\))",
    re.IGNORECASE,
)
_VIRTUAL = re.compile(
    r"\((?:virtual(?:ly)?|remote(?:ly)?|via (?:teams|zoom|video)[^)]*)\)", re.IGNORECASE
)
_PART_OF_THE_TIME = re.compile(
    r"\((?:for|from|until|till|to|up to|part|left|arrived|items?|minutes?|via|online|present|absent)\b"
    r"[^)]*\)",
    re.IGNORECASE,
)
_SERVICE = re.compile(r"^(?P<service>[A-Z][\w&,'’ -]{2,70})(?::\s*|\t+)(?P<rest>.*)$", re.DOTALL)
_SURELY = re.compile(rf"^(?:{_HONORIFIC}|[A-Z](?:\.|\b)\s?(?:[A-Z](?:\.|\b)\s?)?[A-Z]?\w)")
_TITLED = re.compile(rf"^{_HONORIFIC}")
_BETWEEN_NAMES = re.compile(
    rf"(?:,\s+(?:and\s+)?|\s+and\s+|\s+&\s+)"
    rf"(?={_HONORIFIC}|[A-Z]\.?\s(?:[A-Z]\.?\s)?(?:[a-z]{{1,3}}\s){{0,2}}[A-Z])"
)
_LONGEST_LINE = 3_000
_PROSE = re.compile(r"\b(?:was|were|is|has|had|been|welcomed|chaired)\b.*\.$")
_BROKEN = re.compile(r"(?:\b(?:and|of|for|the|to|[A-Z])|[,&])$")


def read_attendance(paragraphs: Sequence[Paragraph]) -> tuple[Attendee, ...]:
    """Everybody in the list, as printed, with role, post or directorate."""
    found: list[Attendee] = []
    role: Role | None = None
    service: str | None = None
    for text in _lines(paragraphs):
        group = _group(text)
        if group is not None:
            role, text = group
            service = None
        if role is None or not text:
            continue
        if role == "officer":
            service, text = _under_service(text, service)
        people = [] if _PROSE.search(text) else _entries(text)
        found += [_attendee(entry, role, service) for entry in people]
        if not people and not service:
            role = None  # the list has ended: prose, or a table of something else
    return tuple(found)


def _lines(paragraphs: Sequence[Paragraph]) -> list[str]:
    """The lines of the list, up to the first section; one that a line end broke is whole again."""
    lines: list[str] = []
    for paragraph in paragraphs:
        text = paragraph.text.strip()
        if SECTION.match(text) or len(text) > _LONGEST_LINE:
            break
        goes_on = lines and (text.startswith("(") or _BROKEN.search(lines[-1]))
        if goes_on and _group(text) is None:
            lines[-1] = f"{lines[-1]} {text}"
        else:
            lines.append(text)
    return lines


def _group(text: str) -> tuple[Role, str] | None:
    """The role that a label such as "Co-opted Members:" opens, and what stands after it."""
    for pattern, role in _GROUPS:
        found = pattern.match(text)
        if found:
            return role, found["rest"].strip()
    return None


def _under_service(text: str, service: str | None) -> tuple[str | None, str]:
    """The service that a line names before its people ("Finance: R Sondhi"), and the people.

    A line of people alone keeps the service of the line before it.
    """
    found = _SERVICE.match(text)
    if found and not _SURELY.match(found["service"]) and _SURELY.match(found["rest"]):
        return found["service"].strip(), found["rest"].strip()
    return (service if all(_only_a_name(p) for p in _entries(text)) else None), text


def _entries(text: str) -> list[str]:
    """The people of one line: parted by tabs, semicolons, and commas or "and" before a sure name."""
    parts = [part.strip() for part in re.split(r"[\t;]+", text) if part.strip()]
    people = [person for part in parts for person in _split_people(part)]
    return [person for person in people if _PERSON.match(person)]


def _split_people(text: str) -> list[str]:
    """People in a row: "Councillor B Gittins, B Kaur and P Seaman" is three; "P Green, Head Teacher" is one.

    "Councillors A and B" gives each the title.
    """
    pieces = [piece.strip() for piece in _BETWEEN_NAMES.split(text) if piece.strip()]
    plural = re.match(r"(?:Councillor|Cllr)s\b\.?\s+", text)
    if plural:
        names = [re.sub(r"^(?:Councillor|Cllr)s\b\.?\s+", "", piece) for piece in pieces]
        return [piece if _TITLED.match(piece) else f"Councillor {piece}" for piece in names]
    outside_brackets = r"(?:,\s+|\s+and\s+)(?![^()]*\))"
    by_comma = [piece.strip() for piece in re.split(outside_brackets, text) if piece.strip()]
    if len(pieces) == 1 and all(
        _only_a_name(p) and not _POST.search(p.split("(")[0]) for p in by_comma
    ):
        return by_comma
    return pieces


def _only_a_name(text: str) -> bool:
    found = _PERSON.match(text)
    return found is not None and (
        not found["rest"].strip() or found["rest"].strip().startswith("(")
    )


def _beside(rest: str) -> str:
    """What stands beside a name, without brackets on when, how or in what office somebody came.

    A body's own brackets stay: "Housing Scrutiny Board (4)", "Ferriby Homes Ltd (applicant)".
    """
    for note in (_OFFICE, _SUBSTITUTE, _VIRTUAL, _PART_OF_THE_TIME):
        rest = note.sub("", rest)
    return re.sub(r"^\s*(?:\([^)]*\)\s*)+", "", rest).strip(" ,–-")


def _attendee(entry: str, role: Role, service: str | None) -> Attendee:
    found = _PERSON.match(entry)
    assert found is not None
    name, rest = found["name"].strip(), found["rest"]
    virtual = True if _VIRTUAL.search(rest) else None
    substitute = _SUBSTITUTE.search(rest)
    office = _OFFICE.search(rest)
    if role == "member" and office:
        role = "vice-chair" if office["second"] and not office["presides"] else "chair"
    elif role == "member" and substitute:
        role = "substitute"
    words = _beside(rest)
    cabinet = re.match(r"(?:deputy )?cabinet member", words, re.IGNORECASE)
    if role == "member" and cabinet:
        role = (
            "cabinet member" if cabinet[0].lower() == "cabinet member" else "deputy cabinet member"
        )
    bracketed = re.search(r"\(([^)]*)\)", rest)
    if not words and bracketed and not office and _POST.search(bracketed[1]):
        words = bracketed[1].strip()
    is_post = bool(_POST.search(words))
    return Attendee(
        name=name,
        role=role,
        post=words or None if is_post else None,
        directorate=service or (words or None if role == "officer" and not is_post else None),
        organisation=words or None if role in {"invited", "co-opted"} and not is_post else None,
        virtual=virtual,
    )
