"""Whom a report names: authors, contacts, leads, contributors and approvers, with their posts.

Telephone numbers and addresses are never kept with them.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from indexer.model import Paragraph, Person, Role
from indexer.reading.named import LONGEST, POST, after_post, is_body, name_of, people_in

_LABELS: tuple[tuple[str, Role], ...] = (
    (
        r"(?:report |lead )?authors?(?:\(s\))?(?:'s name)?(?: (?:and|&) contact(?: details| officer)?)?"
        r"|names? of authors?|(?:report )?(?:written|prepared|compiled) by",
        "author",
    ),
    (
        r"contact officers?(?:\(s\))?|contact(?: person| name)?|officer contacts?(?: details)?"
        r"|(?:officer )?to contact|enquiries(?: to| contact)?|enquiry contact"
        r"|(?:for )?further (?:information|details)(?:,? please)?(?: contact)?",
        "contact",
    ),
    (
        r"(?:lead|responsible|accountable|senior responsible|case) (?:officers?|directors?)(?:\(s\))?"
        r"|officers? responsible|report of|report by",
        "lead",
    ),
    (
        r"(?:name of )?(?:lead )?(?:cabinet|executive) members?(?:\(s\))?(?: responsible)?"
        r"|portfolio holders?(?:\(s\))?",
        "cabinet member",
    ),
    (r"lead (?:members?|councillors?)(?:\(s\))?", "member"),
    (r"approved by|authoris(?:ed|ing) (?:by|officer)|approving (?:officer|director)", "approver"),
    (r"signed(?: by)?|signatory", "signatory"),
)
_LABEL = [
    (
        re.compile(rf"^(?:\d+\.?\d?\s+)?(?:{words})\s*(?::\s*|\t\s*|$)(?P<rest>.*)$", re.I | re.S),
        role,
    )
    for words, role in _LABELS
] + [(re.compile(r"^contributors?(?:\(s\))?\s*:\s*(?P<rest>\S.*)$", re.I | re.S), "contributor")]
_NAME_AND_TITLE = re.compile(
    r"^(?:name(?:s)?(?: and (?:job )?(?:title|post))?|job title|title|post|position|designation)\s*[:\t]\s*",
    re.I,
)
_REACHED = re.compile(
    r"[\s,;|(–-]{0,5}(?:\bdated?\s*:|\b\d{1,2}[./]\d{1,2}[./]\d{2,4}\b"
    r"|\b(?:tel(?:ephone)?|e-?mail|ext(?:ension)?|phone|mobile|fax|direct (?:line|dial))\b"
    r"|\S{1,80}@|\(?0\d{2}).*$",
    re.I | re.S,
)
_CONTRIBUTORS = re.compile(r"^contributors?\s*(?:\(s\))?\s*:?\s*$", re.I)
_APPROVERS = re.compile(r"^(?:names? of )?approvers?(?:\s*:?\s*$|\s+for\b|\s*\()", re.I)
_ENDS = re.compile(
    r"^(?:contact details|contributors?\b|enquiries|this report|appendi(?:x|ces)|background papers)",
    re.I,
)
_OTHER_LABEL = re.compile(
    r"^(?:service|directorate|department|team|tel\b|telephone|e-?mail|address|date)[\w /&]{0,30}(?::|\t|$)",
    re.I,
)
_HEAD_OF_TABLE = re.compile(r"^(?:contributor ?/ ?approver|names?$|title$)", re.I)
_TABLE_ENDS = re.compile(
    r"^(?:this report|appendi(?:x|ces)|background papers|enquiries|contact details)\b", re.I
)
_FOR = re.compile(
    r"^(?:finance|financial|legal|governance|hr|human resources|director|members?|chief officer|procurement"
    r"|ict|property|equalities)\s*:\s*",
    re.I,
)
_DATES = re.compile(r"^[\d/.\s-]+$")
_NOBODY = re.compile(r"(?:see|as|joint|various|not|none|to be|tb[acd]|n/?a)\b", re.I)
"""What stands behind a label in place of a name: "See Below", "Joint Report"."""
_PORTFOLIO = re.compile(
    r"(?:(?:leader|deputy leader) (?:and|&) )?(?:deputy )?(?:cabinet|executive) member\b|portfolio holder\b",
    re.I,
)
_LOOKED_AHEAD = 30


def read_people(lines: Sequence[Paragraph]) -> tuple[Person, ...]:
    """Everybody whom the report names with a part in it, in order; each as printed."""
    texts = [line.text.strip(" ") for line in lines]
    return tuple(dict.fromkeys((*_labelled(texts), *_table(texts))))


# --- after labels -----------------------------------------------------------------------------


def _labelled(texts: Sequence[str]) -> Iterator[Person]:
    for place, text in enumerate(texts):
        for pattern, role in _LABEL:
            found = pattern.match(text) if len(text) <= LONGEST else None
            if found:
                yield from _run(
                    (found["rest"], *texts[place + 1 : place + _LOOKED_AHEAD]),
                    role,
                    bool(found["rest"]),
                )
                break


def _run(texts: Sequence[str], role: Role, on_the_line: bool) -> Iterator[Person]:
    """The people of a label: on its line, and line by line below, until a line names none.

    Under "Service:" or "Tel and email contact:" stands no one, until "Name and job title:" comes again.
    """
    found: list[Person] = []
    open_ = True
    for place, text in enumerate(texts):
        if place and (_ENDS.match(text) or any(pattern.match(text) for pattern, _ in _LABEL)):
            break
        open_ = bool(_NAME_AND_TITLE.match(text)) or (open_ and not _OTHER_LABEL.match(text))
        said = _REACHED.sub("", _NAME_AND_TITLE.sub("", text.replace("\t", " "))).strip(" ,;|")
        if not open_ or not said:
            continue
        people = _people(said, role) if place == 0 or _names_someone(said, role) else []
        if people:
            found += people
        elif found and found[-1].post is None and _is_post(said):
            found[-1] = replace(found[-1], post=said.strip(" .,"))
        elif place or on_the_line:
            break
    return iter(found)


def _names_someone(text: str, role: Role) -> bool:
    """Whether a line below a label names a person of it: a name alone, or with a post behind it."""
    named = name_of(text)
    if named is None or len(text) > 200 or text.endswith("."):
        return bool(after_post(text)) and role == "cabinet member"
    beside = named[1].strip()
    return not beside or (beside[0] in ",–—-(" and bool(POST.search(beside)))


def _is_post(text: str) -> bool:
    return bool(POST.search(text)) and len(text) <= 120 and not text.endswith((":", ".", "?"))


def _people(text: str, role: Role) -> list[Person]:
    if _NOBODY.match(text):
        return []
    parts = re.split(r"\s+/\s+", text)
    if len(parts) > 1 and all(map(name_of, parts)):
        return [one for part in parts for one in _people(part, role)]
    held = after_post(text)
    if held:
        return [Person(held[0], _in_cabinet(role, held[1]), held[1])]
    found = [_person(entry, role) for entry in people_in(text)] if len(text) <= 400 else []
    return [replace(one, role=_in_cabinet(one.role, one.post)) for one in found]


def _in_cabinet(role: Role, post: str | None) -> Role:
    """Whoever holds a portfolio is named as its member, whatever the label."""
    return "cabinet member" if post and _PORTFOLIO.match(post) else role


def _person(entry: str, role: Role) -> Person:
    """A person with the post printed beside the name; what is no post is the service or body."""
    named = name_of(entry)
    assert named is not None
    beside = named[1].strip(" ,.–—-")
    bracketed = re.fullmatch(r"\(([^()]*)\)", beside)
    beside = bracketed[1].strip() if bracketed else beside
    if not beside or POST.search(beside) or not is_body(beside):
        return Person(named[0], role, beside or None)
    return Person(named[0], role, None, beside)


# --- the table of contributors and approvers --------------------------------------------------


def _table(texts: Sequence[str]) -> Iterator[Person]:
    """Rows of name, title, service, dates; or the same cells each on a line of its own."""
    role: Role | None = None
    last: Person | None = None
    for text in texts:
        cells = [cell.strip() for cell in text.split("\t")]
        opened = _opened(cells[0])
        if opened or (role and _TABLE_ENDS.match(text)):
            role = opened
            if last:
                yield last
            last = None
        elif role and not _HEAD_OF_TABLE.match(cells[0]):
            one = _row(cells, role)
            if one is None and last is not None:
                last = _goes_on(last, cells)
                continue
            if last:
                yield last
            last = one
    if last:
        yield last


def _opened(cell: str) -> Role | None:
    if _CONTRIBUTORS.match(cell):
        return "contributor"
    return "approver" if _APPROVERS.match(cell) else None


def _row(cells: Sequence[str], role: Role) -> Person | None:
    """The person whom a row begins with; None for a row of no one's."""
    cell = _FOR.sub("", cells[0])
    named = name_of(cell)
    if named is None or named[1].strip(" ,-–"):
        return None
    post = cells[1].strip(" ,-–") if len(cells) > 1 else ""
    service = cells[2].strip(" ,-–") if len(cells) > 2 else ""
    kept = service if re.match(r"[A-Z][^\d]{2,}$", service) else None
    return Person(named[0], role, None if _DATES.match(post) else post or None, kept)


def _goes_on(last: Person, cells: Sequence[str]) -> Person:
    """The person of the row before, with what a line below adds to title and service."""
    if len(cells) > 1 and (not cells[0] or cells[0][0].islower()):
        post, service = [*filter(None, cells[:1]), *cells[1:], ""][:2]
        whole = " ".join(filter(None, (last.post, "" if _DATES.match(post) else post)))
        more = " ".join(
            filter(None, (last.organisation, "" if re.search(r"\d", service) else service))
        )
        return replace(last, post=whole or None, organisation=more or None)
    text = cells[0]
    if len(cells) > 1 or not text or re.search(r"\d", text) or len(text) > 120:
        return last
    if last.post is None and POST.search(text):
        return replace(last, post=text)
    if last.post and last.organisation is None and is_body(text) and not text.endswith("."):
        return replace(last, organisation=text)
    return last
