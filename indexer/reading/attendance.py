"""Who was there: the list between a set of minutes' heading and its first item."""

import re
from collections.abc import Sequence
from dataclasses import replace

from indexer.model import Attendee, Paragraph
from indexer.reading.attendance_labels import Group, further_labels, opened
from indexer.reading.attendance_legends import Legend, legend_of
from indexer.reading.attendance_notes import attendee
from indexer.reading.attendance_tables import columns_of, is_head, row_of
from indexer.reading.items import SECTION
from indexer.reading.named import (
    LONGEST,
    POST,
    SURNAME_FIRST,
    after_post,
    are_initials,
    name_of,
    office_last,
    people_in,
)
from indexer.reading.words import sentences

_SERVICE = re.compile(
    r"^(?P<service>[A-Z][\w&,'’ /-]{2,70})(?::\s*|\t+|:$)(?P<rest>.*)$", re.DOTALL
)
_CHAIRED = re.compile(
    r"\b(?:chaired by|took the chair was|presided over by) (?P<who>[A-Z][^,;()]{0,50})",
    re.IGNORECASE,
)
_PROSE = re.compile(r"\b(?:was|were|is|has|had|been|welcomed|chaired)\b.*\.$")
_FULL_STOP = re.compile(r"(?<=[a-z]{2})\.$")
_DEED = re.compile(
    r"\b(?:was|were|is|has|had|been|attended|substitut\w+|arrived|left|joined|noted)\b"
)
_BROKEN = re.compile(r"(?:\b(?:and|of|for|the|to|(?<![\t/])[A-Z])|[,&])$")
_FROM = re.compile(
    r"\bapolog(?:y|ies)\b.{0,80}?\b(?:from|on behalf of|by)\b:?\s+(?P<names>.+)$",
    re.IGNORECASE | re.DOTALL,
)
_BULLET = re.compile(r"^[•·▪◦*–-]\s+")
_BRACES = str.maketrans("{}", "()")
_MARK = re.compile(r"^[•·▪◦–-]\s+")
"""A bullet where a star has a meaning of its own."""


def read_attendance(paragraphs: Sequence[Paragraph]) -> tuple[Attendee, ...]:
    """Everybody in the list, as printed, with role, post or directorate.

    A substitute's `post` says for whom: "substitute for Councillor E Farrow". Where the list says what
    its stars or letters mean ("* denotes present"), who is marked as absent is left out.
    """
    legend = legend_of([paragraph.text for paragraph in paragraphs])
    found: list[Attendee] = []
    chair: str | None = None
    group = Group()
    lines = _lines(paragraphs, legend)
    for place, text in enumerate(lines):
        columns = columns_of(text)
        if columns:
            group = replace(group, role=group.role or "member", columns=columns)
            continue
        labelled = opened(text, group)
        if labelled is not None:
            group, text = labelled
        chaired = _CHAIRED.search(text)
        chair = chaired["who"].strip(" .") if chaired else chair
        if group.role is None or not text:
            continue
        people = legend.came(_people(text, group, legend), text)
        if (group.columns and "\t" in text) or is_head(text):
            found += people
            continue
        if group.one and len(people) != 1:
            people = []  # a table of offices: who holds one, who proposed whom
        if not people and found and _is_post_of(found[-1], text, group):
            found[-1] = replace(found[-1], post=text.strip(" ,."))
            continue
        found += people
        if people and group.one:
            group = Group("member")
        elif not people and not _heads(text, group, lines[place + 1 : place + 2]):
            group = Group()  # the list has ended: prose, or a table of something else
    return tuple(dict.fromkeys(_chaired(found, chair)))


def read_apologies(texts: Sequence[str], there: Sequence[Attendee] = ()) -> tuple[Attendee, ...]:
    """Who sent apologies, by the text of an item "Apologies for Absence": sentences, or names.

    "There were no apologies" gives none; nor does who is among `there` with apologies already, as
    "Councillor Bevan" is after "Councillor Sian Bevan".
    """
    known = [one.name for one in there if one.role == "apologies"]
    found: list[Attendee] = []
    for text in texts:
        for sentence in _whole(sentences(text[:LONGEST].translate(_BRACES))):
            said = _FROM.search(sentence)
            names = said["names"] if said else "" if _DEED.search(sentence) else sentence
            found += _people(_BULLET.sub("", names.strip(" .")), Group("apologies"))
    return tuple(one for one in dict.fromkeys(found) if not any(_same(one.name, k) for k in known))


def _whole(parts: Sequence[str]) -> list[str]:
    """Sentences with those made one that an initial's stop parted: "Councillor H. / Able."."""
    whole: list[str] = []
    for part in parts:
        if whole and re.search(r"\b[A-Z]\.$", whole[-1].strip()):
            whole[-1] = f"{whole[-1].strip()} {part}"
        else:
            whole.append(part)
    return whole


def _lines(paragraphs: Sequence[Paragraph], legend: Legend) -> list[str]:
    """The lines of the list, up to the first section; one that a line end broke is whole again."""
    lines: list[str] = []
    for paragraph in paragraphs:
        text = paragraph.text.strip(" \n").translate(_BRACES)
        text = (_MARK if legend.star else _BULLET).sub("", text)
        text = text.strip() if name_of(text) is None else text  # a row may end in empty cells
        if SECTION.match(text) or len(text) > LONGEST:
            break
        if legend.told_by(text):
            continue
        text = office_last(text)
        broken = lines and _BROKEN.search(lines[-1]) and not SURNAME_FIRST.match(lines[-1])
        if lines and (text.startswith("(") or broken) and opened(text, Group()) is None:
            lines[-1] = f"{lines[-1]} {text}"
        else:
            lines += further_labels(text)
    return lines


def _heads(text: str, group: Group, following: Sequence[str]) -> bool:
    """Whether a line without people heads those below it, as the name of a service does."""
    if group.service is not None and not following:
        return True
    heading = text.rstrip(": ")
    plain = len(text) <= 80 and "\t" not in text and text[:1].isupper() and not text.endswith(".")
    below = following[0] if plain and following and opened(following[0], group) is None else ""
    if _people(below, replace(group)):
        group.service = heading
        return True
    return False


def _is_post_of(one: Attendee, text: str, group: Group) -> bool:
    """Whether a line is the post of the officer on the line before it."""
    bare = one.post is None and one.role == "officer" and group.role == "officer"
    return bare and len(text) <= 100 and bool(POST.search(text)) and not text.endswith(":")


def _people(text: str, group: Group, legend: Legend = Legend()) -> list[Attendee]:  # noqa: B008
    """The people of one line; it may open a service of its own: "Finance: R Sondhi"."""
    if group.columns:
        row = row_of(text.split("\t"), group, legend)
        return [row] if row else []
    if _PROSE.search(text) or is_head(text):
        return []
    text = _FULL_STOP.sub("", text.replace("*", "").strip())
    held = after_post(text)
    if held and name_of(", ".join(held)):
        return [attendee(", ".join(held), group)]
    service = _SERVICE.match(text)
    if service and not name_of(service["service"]):
        people = people_in(service["rest"], surnames=group.surnames)
        group.service = service["service"].strip() if people else group.service
    else:
        people = people_in(text, surnames=group.surnames)
        if group.role == "officer" and not all(_bare(person) for person in people):
            group.service = None
    return [attendee(person, group) for person in people]


def _bare(person: str) -> bool:
    found = name_of(person)
    return found is not None and (not found[1].strip() or found[1].strip().startswith("("))


def _chaired(found: Sequence[Attendee], chair: str | None) -> list[Attendee]:
    """The list with the chair whom a sentence names ("The meeting was chaired by R Boyd")."""
    if chair is None or any(one.role == "chair" for one in found):
        return list(found)
    fits = [one for one in found if one.role == "member" and _is_called(one.name, chair)]
    if len(fits) != 1:
        return list(found)
    return [replace(one, role="chair") if one is fits[0] else one for one in found]


def _is_called(name: str, said: str) -> bool:
    return said.startswith(name) or are_initials(said, name)


def _same(name: str, known: str) -> bool:
    """Whether a name, or a title and surname alone, is that of somebody already known."""
    first, *middle, last = name.split()
    return name == known or (not middle and [first, last] == [known.split()[0], known.split()[-1]])
