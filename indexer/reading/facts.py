"""What a register's page says under labels: "Lead officer: Lucy Vale, Director of Place"."""

import re
from collections.abc import Iterable, Iterator, Mapping

from bs4.element import Tag

from indexer.model import Person, Role
from indexer.reading.markup import labelled
from indexer.reading.named import LONGEST, after_post, only_a_name
from indexer.reading.wards import wards_named

_ROLES: tuple[tuple[str, Role], ...] = (
    (r"(?:lead|responsible) (?:officer|director)s?", "lead"),
    (r"(?:report )?authors?|author of (?:the )?report", "author"),
    (r"contact(?: officer| person)?s?|officer contacts?", "contact"),
    (r"(?:lead )?(?:cabinet|executive) members?|portfolio holders?", "cabinet member"),
    (r"lead (?:member|councillor)s?", "member"),
)
_ROLE = [(re.compile(words, re.IGNORECASE), role) for words, role in _ROLES]
_REACHED = re.compile(
    r"[\s,;(–-]{0,4}\b(?:e-?mail|tel(?:ephone)?|phone|mobile|fax)\b\s*(?:no\b)?\W.*$", re.I | re.S
)
"""How to reach somebody, behind the name and post."""
_WARDS = re.compile(r"(?:wards?|divisions?)(?:\(s\))?(?: affected)?", re.IGNORECASE)
_KEY = re.compile(r"(?:is (?:this |it )?(?:a )?)?key decision\??", re.IGNORECASE)


def facts_of(content: Tag) -> dict[str, str]:
    """What stands behind each label (in small letters); of two labels in one line each its own words."""
    lines: dict[str, list[str]] = {}
    for name, line in labelled(content):
        lines.setdefault(line, []).append(name)
    return {name: words for line, names in lines.items() for name, words in _parted(line, names)}


def _parted(line: str, names: Iterable[str]) -> Iterator[tuple[str, str]]:
    low, begin = line.lower(), 0
    places: list[tuple[str, int, int]] = []
    for name in names:
        start = low.find(name, begin)
        if start >= 0:
            begin = start + len(name)
            places.append((name, start, begin))
    ends = [start for _, start, _ in places[1:]] + [len(line)]
    for (name, _, behind), end in zip(places, ends, strict=True):
        yield name, line[behind:end].strip(" :").strip()


def people_of_facts(facts: Mapping[str, str]) -> tuple[Person, ...]:
    """The people named under labels that tell their part in it."""
    found = (
        person
        for pattern, role in _ROLE
        for label, words in facts.items()
        if pattern.fullmatch(label)
        for person in people_named(words, role)
    )
    return tuple(dict.fromkeys(found))


def people_named(words: str, role: Role) -> Iterator[Person]:
    """People with their posts: "A Byrne, Head of Waste; R Okafor". A post alone names nobody."""
    for part in _REACHED.sub("", words[:LONGEST]).split(";"):
        name, _, post = (text.strip() for text in part.partition(","))
        post_first = after_post(part.strip())
        if only_a_name(name) and only_a_name(post):
            yield from (
                Person(one.strip(), role) for one in part.split(",") if only_a_name(one.strip())
            )
        elif only_a_name(name):
            yield Person(name, role, post or None)
        elif post_first:
            yield Person(post_first[0], role, post_first[1])


def wards_of(facts: Mapping[str, str]) -> tuple[str, ...]:
    """The wards affected; "All" where it is all of them."""
    return wards_named(
        next((said for label, said in facts.items() if _WARDS.fullmatch(label)), "").strip(" ;")
    )


def key_decision_of(facts: Mapping[str, str]) -> bool | None:
    """Whether it is a key decision, where the page says so in as many words."""
    said = next((words for label, words in facts.items() if _KEY.fullmatch(label)), "")
    kind = facts.get("decision type", "").lower()
    answer = {"yes": True, "no": False, "key": True, "key decision": True}
    answer |= {"non-key": False, "non key": False, "not key": False, "non-key decision": False}
    return answer.get(said.lower().split(" ")[0].strip(".,"), answer.get(kind.strip(" .")))
