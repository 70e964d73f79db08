"""Text that reads like a council's papers, as much as is wanted, the same for the same seed.

The sample's own sources are cut into chunks of three to six words, and a chunk is followed by one that
follows its last word somewhere in the sample. Its numbers, names and some of its words are made anew each
time; made-up words come by a law with a long tail, so that the dictionary grows as real ones do.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from random import Random

from indexer.model import Zone

SOURCES = Path(__file__).parents[1] / "tools" / "sample"

_NAME, _WORD = "\x01", "\x02"  # where a made-up name or word goes
_SLOT = re.compile(r"[\x01\x02]|\d[\d,./]*\d|\d")
_REFERENCE = re.compile(r"\d{1,3}/\d\d")
_YEAR = re.compile(r"(?:19|20)\d\d(?:/\d\d)?")
_START = ""
"""What stands before the first word of a paragraph."""
_NEW_WORDS = 0.05
_NEW_NAMES = 0.25
_TAIL, _HEAD = 0.55, 600.0
"""How often a made-up word of a rank is used falls as (rank + HEAD) ** -(1 + TAIL).

With these figures 83,000, 277,000 and 830,000 words have 5,500, 9,800 and 17,600 different ones; 100,000
and 208,000 words of real council papers have 6,500 and 8,700.
"""
_ONSETS = (
    "b",
    "br",
    "c",
    "d",
    "dr",
    "f",
    "g",
    "gr",
    "h",
    "k",
    "l",
    "m",
    "n",
    "p",
    "pr",
    "r",
    "s",
    "st",
    "t",
    "th",
    "tr",
    "v",
    "w",
)
_SYLLABLES = [a + b for a in _ONSETS for b in "aeiou"]
_ENDINGS = (
    "",
    "n",
    "ley",
    "ton",
    "ing",
    "ed",
    "s",
    "ham",
    "ment",
    "ell",
    "ford",
    "er",
    "ation",
    "by",
)

_PLACES: Mapping[str, Zone] = {
    "Minutes": "minutes",
    "Decision": "decision",
    "Agenda": "agenda",
    "Recommendations": "recommendation",
}
_HEADER = re.compile(r"[a-z][a-z0-9/ ]*: ?")
_MARKER = re.compile(r"(?:#+ |[-~] |\w{1,2}\) |\d+(?:\.\d+)+ |\|)")


def made_up(rank: int) -> str:
    """The made-up word of this rank: each has its own."""
    rest, letters = rank * 7 + 3, ""
    while rest or len(letters) < 4:
        rest, digit = divmod(rest, len(_SYLLABLES))
        letters += _SYLLABLES[(digit * 37 + len(letters) * 11) % len(_SYLLABLES)]
    return letters + _ENDINGS[rank % len(_ENDINGS)]


def rank(random: Random) -> int:
    """The rank of a made-up word, drawn."""
    return int(_HEAD * ((1.0 - random.random()) ** (-1 / _TAIL) - 1)) % 10**9


class Language:
    """What the sample's sources say, ready to be told anew."""

    def __init__(self, sources: Path = SOURCES) -> None:
        """Read the sources; takes less than a second."""
        told = [paragraph for path in _files(sources) for paragraph in _paragraphs(path)]
        self.titles = sorted(set(_titles(sources)))
        self.routine = sorted({text for zone, text in told if _is_routine(zone, text)})
        self._chunks = {
            zone: _chunks([text for place, text in told if place == zone])
            for zone in sorted({place for place, _ in told})
        }

    def text(self, random: Random, zone: Zone, words: int) -> str:
        """A passage of that zone, of about so many words in paragraphs."""
        chunks = self._chunks.get(zone) or self._chunks["report"]
        draw, told, last, count = random.random, [], _START, 0
        while count < words:
            after = chunks.get(last) or chunks[_START]
            chunk, length, last = after[int(draw() * len(after))]
            told.append(chunk)
            count += length
        return filled(random, "".join(told).replace(" \n", "\n").strip())

    def title(self, random: Random) -> str:
        """A title: a sample's matter, often with another's second half or a made-up place."""
        first = random.choice(self.titles).partition(" - ")[0]
        place = made_up(rank(random)).capitalize()
        second = random.choice(
            [random.choice(self.titles).partition(" - ")[2], place, f"{place} Ward"]
        )
        return filled(random, f"{first} - {second}" if second else first)


def filled(random: Random, text: str) -> str:
    """The text with its slots filled and its numbers changed."""

    def fill(match: re.Match[str]) -> str:
        slot = match[0]
        if slot == _WORD:
            return made_up(rank(random))
        return made_up(rank(random)).capitalize() if slot == _NAME else _number(random, slot)

    return _SLOT.sub(fill, text)


def _number(random: Random, like: str) -> str:
    """A number of the same shape: a day stays one, and so does a year or a minute reference."""
    draw = random.random
    if len(like) <= 2:
        return str(1 + int(draw() * 28))
    if _YEAR.fullmatch(like):
        year = 2005 + int(draw() * 20)
        return f"{year}/{(year + 1) % 100:02}" if "/" in like else str(year)
    if _REFERENCE.fullmatch(like):
        return f"{1 + int(draw() * 120)}/{5 + int(draw() * 20):02}"
    first = str(1 + int(draw() * 9))
    return first + "".join(str(int(draw() * 10)) if c.isdigit() else c for c in like[1:])


# --- reading the sources --------------------------------------------------------------------------


def _files(sources: Path) -> Iterator[Path]:
    for folder in ("meetings", "reports", "decisions", "plans"):
        yield from sorted((sources / folder).glob("*.txt"))


def _titles(sources: Path) -> Iterator[str]:
    for path in _files(sources):
        yield from re.findall(r"(?m)^title: (.{8,100})$", path.read_text("utf-8"))


def _paragraphs(path: Path) -> Iterator[tuple[Zone, str]]:
    """What stands in a source file, with its zone; no headers, marks or lists of people."""
    zone: Zone = {"plans": "programme", "reports": "report"}.get(path.parent.name, "minutes")  # type: ignore[assignment]
    for block in re.split(r"\n\s*\n", path.read_text("utf-8")):
        lines = [line for line in block.splitlines() if line and line[0] not in "%<"]
        if lines and (place := re.fullmatch(r"(?:--|#) (?:\d+ )?(.+)", lines[0])):
            zone = _PLACES.get(place[1], "report" if path.parent.name == "reports" else zone)
        if lines and not _HEADER.match(lines[0]) and not lines[0].startswith(("==", "--", "#")):
            text = " ".join(_MARKER.sub("", line).replace("**", "") for line in lines)
            yield zone, text.replace("|", "\t")


def _is_routine(zone: Zone, text: str) -> bool:
    return zone == "minutes" and bool(re.match(r"There were no (?:declarations|other items)", text))


_Chunks = dict[str, list[tuple[str, int, str]]]
"""After a word: chunks (with the space before them), their words, and their last word."""


def _chunks(paragraphs: Sequence[str]) -> _Chunks:
    chunks: _Chunks = {}
    for number, paragraph in enumerate(paragraphs):
        words = paragraph.split()
        slotted = [_slotted(word, n, number) for n, word in enumerate(words)]
        for at in range(len(words)):
            size = 3 + (at + number) % 4
            piece = " ".join(slotted[at : at + size])
            ends = at + size >= len(words)
            before = words[at - 1].lower() if at else _START
            last = _START if ends else words[at + size - 1].lower()
            length = min(size, len(words) - at)
            chunks.setdefault(before, []).append((("" if at else "\n") + piece + " ", length, last))
    return chunks


def _slotted(word: str, at: int, number: int) -> str:
    """The word, or the slot that takes its place: for some of the names and few of the others."""
    bare = word.strip(".,;:()‘’")
    draw = ((at * 7919 + number * 104729) % 1000) / 1000
    if at and bare.isalpha() and bare.istitle() and draw < _NEW_NAMES:
        return word.replace(bare, _NAME)
    if len(bare) > 5 and bare.islower() and draw < _NEW_WORDS:
        return word.replace(bare, _WORD)
    return word
