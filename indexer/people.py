"""Who is who: written forms of names, and which of them the papers show to be one person.

Pure. A person is joined with another written form only on evidence: the same council, the same
surname, forenames that agree (an initial with a name it begins), titles that do not differ, a post,
service or board that both are seen with at the same time, nobody else whom either form fits, and no
attendance list that has both. Else they stay two.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from indexer.model import OFFICER_ROLES, Attendee, Item, Meeting, Person, Role

Side = Literal["officer", "member"]
MEMBER_ROLES: frozenset[Role] = frozenset(
    {
        "member",
        "chair",
        "vice-chair",
        "substitute",
        "co-opted",
        "cabinet member",
        "deputy cabinet member",
    }
)
"""The roles that `member:` asks for; who was invited or sent apologies is left out."""
_TITLES = frozenset(
    [
        "councillor",
        "councillors",
        "cllr",
        "cllrs",
        "mr",
        "mrs",
        "ms",
        "miss",
        "mx",
        "dr",
        "prof",
        "professor",
        "the",
        "sir",
        "dame",
        "rev",
        "revd",
        "reverend",
        "ald",
        "alderman",
        "baroness",
        "lord",
        "lady",
        "canon",
        "fr",
        "pc",
        "pcso",
        "ps",
        "sgt",
        "insp",
        "inspector",
        "supt",
    ]
)
_HONOURS = frozenset(
    ["obe", "mbe", "cbe", "dbe", "kbe", "bem", "qpm", "jp", "qc", "kc", "mp", "dl", "phd"]
)
_LISTED = "listed at "
"""Begins the clue of an attendance list: who stands there twice, in two forms, is two people."""
_COUNCILLOR = re.compile(r"^(?:the )?(?:councillor|cllr|alderman|ald)s?\b", re.IGNORECASE)
_DIRECTOR = re.compile(r"\bDirector (?:of|for) (?:the )?(?P<service>[A-Z][^;:]{2,100})$")
_MAN, _WOMAN = (
    frozenset({"mr", "sir"}),
    frozenset({"mrs", "ms", "miss", "dame", "baroness", "lady"}),
)

Words = tuple[str, ...]
Key = tuple[Words, str]
"""A name's words, and what tells apart two people who share them."""
Clues = Mapping[str, frozenset[int]]
"""What somebody is seen with (a post, a service, a board), and in which calendar years; 0 for undated."""


@dataclass(frozen=True, slots=True)
class Part:
    """Somebody's part in an item: in its own papers, or in the meeting that dealt with it."""

    name: str
    role: Role
    post: str | None = None
    body: str | None = None
    """Directorate or organisation."""
    own: bool = True
    """Whether the item itself names them, not only its meeting."""

    @property
    def side(self) -> Side:
        """Whether they act as a member or as an officer, by title and role."""
        is_member = self.role in MEMBER_ROLES or is_councillor(self.name)
        return "member" if is_member else "officer"

    @property
    def is_member(self) -> bool:
        """True where `member:` asks for them: in a member's role, or a councillor in an officer's."""
        return self.role in MEMBER_ROLES or (
            self.role in OFFICER_ROLES and is_councillor(self.name)
        )


def parts(item: Item, meeting: Meeting | None) -> Iterator[Part]:
    """Everybody with a part in an item; who moved, seconded or voted did so as a member."""
    for person in item.people:
        yield _of_item(person)
    for vote in item.votes:
        named = (vote.moved_by, vote.seconded_by, *vote.in_favour, *vote.against, *vote.abstain)
        yield from (Part(name, "member") for name in named if name)
    if meeting is not None:
        yield from map(_of_meeting, meeting.attendance)
        if meeting.contact:
            yield Part(meeting.contact.name, "contact", own=False)


def _of_item(person: Person) -> Part:
    return Part(person.name, person.role, person.post, person.organisation)


def _of_meeting(one: Attendee) -> Part:
    return Part(one.name, one.role, one.post, one.directorate or one.organisation, own=False)


# --- written forms ----------------------------------------------------------------------------


def plain(text: str) -> str:
    """Words in lower case without accents, apostrophes and punctuation; "&" is "and"."""
    text = unicodedata.normalize("NFKD", re.sub("['’‘]", "", text).replace("&", " and "))
    text = "".join(letter for letter in text if not unicodedata.combining(letter)).casefold()
    return " ".join(re.findall(r"\w+", text))


def has_words(words: str, text: str) -> bool:
    """True where every word stands in the text as a whole word."""
    return bool(plain(words)) and set(plain(words).split()) <= set(plain(text).split())


def name_words(name: str) -> Words:
    """A name without titles and honours, the surname last: "Akers, J" is ("j", "akers"), as "Cllr J Akers".

    A double surname is one word: ("a", "smith-jones").
    """
    surname_first = re.match(r"^([^,]{2,60}),\s*((?:[A-Z]\.?\s?){1,3})$", name.strip())
    turned = f"{surname_first[2]} {surname_first[1]}" if surname_first else name
    parts = ("-".join(plain(part).split()) for part in re.split(r"[\s.,()]+", turned))
    words = [word for word in parts if word and word not in _TITLES and not word.isdigit()]
    while len(words) > 2 and words[-1] in _HONOURS:
        words.pop()
    return tuple(words)


def is_councillor(name: str) -> bool:
    """True for a name with a councillor's title."""
    return bool(_COUNCILLOR.match(name))


def fits(one: Words, other: Words) -> bool:
    """True where two names may be one person's: surnames are the same, forenames agree.

    What only one of them has must be initials: "Anna Smith Jones" may be no "A Jones".
    """
    if not one or not other or one[-1] != other[-1]:
        return False
    shorter, longer = sorted((one[:-1], other[:-1]), key=len)
    if shorter and any(len(word) > 1 for word in longer[len(shorter) :]):
        return False
    return all(_forms(a, b) for a, b in zip(shorter, longer, strict=False))


def _forms(one: str, other: str) -> bool:
    """True for a forename and its initial, or the same forename."""
    return one == other or (min(len(one), len(other)) == 1 and one[0] == other[0])


# --- joining ----------------------------------------------------------------------------------


def joined(seen: Mapping[str, Clues]) -> list[tuple[str, ...]]:
    """The names (as printed, of one council and side) by person, each person's fullest form first."""
    spellings = _by_spelling(seen)
    keys = list(spellings)
    clues = {key: _merged(seen[name] for name in names) for key, names in spellings.items()}
    marks = {key: _marks(names) for key, names in spellings.items()}

    def may_be(one: Key, other: Key) -> bool:
        apart = one[0] == other[0] and one[1] != other[1]
        return fits(one[0], other[0]) and not apart and len(marks[one] | marks[other]) < 2

    by_surname: dict[Words, list[Key]] = {}
    for key in keys:
        by_surname.setdefault(key[0][-1:], []).append(key)
    alike = {key: [o for o in by_surname[key[0][-1:]] if may_be(key, o)] for key in keys}
    clear = {key for key in keys if all(may_be(a, b) for a in alike[key] for b in alike[key])}
    group = {key: key for key in keys}
    for one in keys:
        for other in alike[one]:
            if {one, other} <= clear and _are_one(clues[one], clues[other]):
                _unite(group, one, other)
    people: dict[Key, list[str]] = {}
    for key in keys:
        people.setdefault(_root(group, key), []).extend(spellings[key])
    return sorted(tuple(sorted(names, key=_fullest)) for names in people.values())


def _by_spelling(names: Iterable[str]) -> dict[Key, list[str]]:
    """Names that differ in titles alone are one; "Mr" and "Mrs" of one name are two.

    So are a councillor and somebody else of whom only title and surname are told: "Cllr Oak", "Dr Oak".
    """
    found: dict[Key, list[str]] = {}
    sexes: dict[Words, set[str]] = {}
    for name in names:
        sexes.setdefault(name_words(name), set()).add(_sex(name))
    for name in names:
        words = name_words(name)
        both = {"m", "f"} <= sexes[words]
        bare = "" if len(words) > 1 else "councillor" if is_councillor(name) else _title(name)
        found.setdefault((words, f"{bare} {_sex(name) if both else ''}".strip()), []).append(name)
    return found


def _title(name: str) -> str:
    return " ".join(word for word in plain(name).split() if word in _TITLES)


def _marks(names: Iterable[str]) -> set[str]:
    """The sexes that the titles of these names tell."""
    return {_sex(name) for name in names} - {""}


def _sex(name: str) -> str:
    titles = set(plain(name).split())
    return "m" if titles & _MAN else "f" if titles & _WOMAN else ""


def _merged(clues: Iterable[Clues]) -> Clues:
    merged: dict[str, frozenset[int]] = {}
    for one in clues:
        for clue, years in one.items():
            merged[clue] = merged.get(clue, frozenset()) | years
    return merged


def _are_one(one: Clues, other: Clues) -> bool:
    """Whether both were seen with the same thing, within a year of each other, and never in one list."""
    shared = one.keys() & other.keys()
    if any(clue.startswith(_LISTED) for clue in shared):
        return False
    return any(
        abs(year - year_of_other) <= 1
        for clue in shared
        for year in one[clue]
        for year_of_other in other[clue]
    )


def _unite(
    group: dict[Key, Key],
    one: Key,
    other: Key,
) -> None:
    first, second = sorted((_root(group, one), _root(group, other)))
    group[second] = first


def _root(group: Mapping[Key, Key], key: Key) -> Key:
    while group[key] != key:
        key = group[key]
    return key


def _fullest(name: str) -> tuple[int, int, str]:
    """Sorts the form that says most first: longest forenames, then "Councillor" written out."""
    titled = plain(name).split()[:1]
    rank = 0 if titled == ["councillor"] else 2 if titled and titled[0] in _TITLES else 1
    return -sum(map(len, name_words(name))), rank, name


def clues_of(part: Part, item: Item) -> list[str]:
    """What may show who somebody is: post and service, the board of a member.

    Who writes a "Report of the Director of Place" is of that director's service.
    """
    clues = [f"post {plain(part.post)}"] if part.post and part.role != "substitute" else []
    clues += [f"in {plain(part.body)}"] if part.body else []
    director = (
        _DIRECTOR.search(item.report_of or "") if part.own and part.role == "author" else None
    )
    clues += [f"in {plain(director['service'])}"] if director else []
    clues += [f"board {item.board.id}"] if item.board and part.side == "member" else []
    if item.meeting and not part.own and part.role != "contact":
        clues.append(f"{_LISTED}{item.meeting.id}")
    return clues
