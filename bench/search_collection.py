"""A council's items and passages by the hundred thousand, invented, the same for the same seed.

    python bench/search_collection.py [PASSAGES] [SEED]

prints what such a collection holds, with a digest of all of it. 40 boards, 300 officers, 20 years; five
passages of 150 to 400 words an item on average, with a long tail; one item in ten is routine matter.
"""

import hashlib
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date as Date
from datetime import timedelta
from random import Random

import msgspec
from search_cast import COUNCIL, new_cast, often_first
from search_language import Language

from indexer.collection import BoardHeld, Collection, NameHeld, short_names
from indexer.engines.base import Entry
from indexer.entries import entry
from indexer.identifiers import item_id, meeting_id
from indexer.model import (
    Action,
    Board,
    Decision,
    DocumentUse,
    Item,
    Kind,
    Meeting,
    MeetingSummary,
    Passage,
    Person,
    Zone,
)

FIRST_DAY, DAYS = Date(2005, 5, 17), 20 * 365
ROUTINE = 0.1
MOST_PASSAGES = 100
SHORTEST, LONGEST = 150, 400
INDEXED_AT = "2026-01-05T04:10:00Z"

_ACTIONS: Sequence[Action] = ("approve", "note", "recommend", "request", "refer", "delegate")
_PAPERS: dict[Zone, Kind] = {
    "agenda": "agenda",
    "minutes": "minutes",
    "decision": "decisions",
    "programme": "pack",
}
"""The kind of document that a zone stands in; `pack` or `report` for the others."""


class Synthetic:
    """The collection: iterate over `entries` once, then ask for `collection`."""

    def __init__(self, passages: int, seed: int = 1) -> None:
        """So many passages, or a few more: the last item is whole."""
        self.passages, self.seed = passages, seed
        self._random = Random(seed)
        self.language = Language()
        self.cast = new_cast(self._random)
        self._held: Counter[tuple[str, str]] = Counter()
        self._days: dict[str, list[Date]] = {}
        self.items = 0

    def entries(self) -> Iterator[Entry]:
        """Every item with its passages, in no order of date."""
        told, taken = 0, set[str]()
        while told < self.passages:
            meeting = self._meeting()
            for number in range(1, self._random.randint(5, 12)):
                if told < self.passages:
                    item, passages = self._item(meeting, number, taken)
                    told += len(passages)
                    yield self._counted(entry(item, passages, meeting))

    def _counted(self, made: Entry) -> Entry:
        self.items += 1
        self._held.update((name, value) for name, held in made.fields.items() for value in held)
        return made

    def collection(self) -> Collection:
        """The record of what is held, as `minutebook index` writes it."""
        days = [day for held in self._days.values() for day in held]
        first, last = min(days), max(days)

        def names(field: str, values: Sequence[str]) -> tuple[NameHeld, ...]:
            counted = ((value, self._held[field, value]) for value in sorted(values))
            return tuple(
                NameHeld(v, (), n, n, first, last, council=COUNCIL) for v, n in counted if n
            )

        return Collection(
            generation=f"{self.seed}.{self.passages}",
            indexed_at=INDEXED_AT,
            councils=(COUNCIL,),
            boards=tuple(
                self._board(board) for board in self.cast.boards if board.id in self._days
            ),
            officers=names("officer", [name for name, _ in self.cast.officers]),
            members=names("member", self.cast.members),
            wards=names("ward", self.cast.wards),
            topics=names("topic", self.cast.topics),
            attended=tuple((name, 10) for name in sorted(self.cast.members)),
            items=self.items,
        )

    def _board(self, board: Board) -> BoardHeld:
        days, items = self._days[board.id], self._held["board", board.id]
        short = short_names(board.name)
        return BoardHeld(
            board.id, board.name, COUNCIL, short, len(days), items, min(days), max(days)
        )

    # --- making ---

    def _meeting(self) -> Meeting:
        board = often_first(self._random, self.cast.boards)
        day = FIRST_DAY + timedelta(self._random.randrange(DAYS))
        self._days.setdefault(board.id, []).append(day)
        return Meeting(
            id=meeting_id(COUNCIL, board.name, day),
            council=COUNCIL,
            board=board,
            boards=(),
            date=day,
            start=self._random.choice(("10:00", "14:00", "18:30")),
            status="held",
        )

    def _item(
        self, meeting: Meeting, number: int, taken: set[str]
    ) -> tuple[Item, Sequence[Passage]]:
        random, language = self._random, self.language
        routine = random.random() < ROUTINE
        title = "Declarations of Interest" if routine else language.title(random)
        identifier = item_id(meeting.id, title, taken)
        zones: Sequence[Zone] = ["minutes"] if routine else _zones(random)
        passages = [self._passage(meeting, identifier, n, z, routine) for n, z in enumerate(zones)]
        kinds = dict.fromkeys((passage.kind, passage.document) for passage in passages)
        item = Item(
            id=identifier,
            title=title,
            council=COUNCIL,
            board=meeting.board,
            date=meeting.date,
            meeting=_summary(meeting),
            number=str(number),
            agenda_number=str(number),
            minute_number=str(number),
            minute_reference=f"{number}/{meeting.date.year % 100:02}",
            minute_reference_basis="derived",
            routine=routine,
            minutes=next((p.text for p in passages if p.zone == "minutes"), None),
            minutes_status="approved",
            wards=()
            if routine or random.random() < 0.6
            else (often_first(random, self.cast.wards),),
            decisions=() if routine else self._decisions(),
            people=() if routine else self._people(),
            documents=tuple(_document(document, kind) for kind, document in kinds),
            topics=() if routine else (often_first(random, self.cast.topics),),
        )
        return item, passages

    def _passage(
        self, meeting: Meeting, item: str, number: int, zone: Zone, routine: bool
    ) -> Passage:
        random = self._random
        page = number + 1 + random.randrange(200)
        kind = _PAPERS.get(zone) or ("pack" if len(meeting.id) % 2 else "report")
        words = SHORTEST + random.randrange(LONGEST - SHORTEST)
        file = f"g{_number(meeting.id)}-{kind}"
        return Passage(
            item=item,
            number=number,
            zone=zone,
            kind=kind,
            text=random.choice(self.language.routine)
            if routine
            else self.language.text(random, zone, words),
            heading="Background" if zone == "report" else None,
            document=f"{COUNCIL}/documents/{file}",
            source=f"https://democracy.kelderby.gov.example/documents/{file}.pdf",
            url=f"https://democracy.kelderby.gov.example/documents/{file}.pdf",
            starts=((0, page),),
            printed=((page, str(page)),),
        )

    def _decisions(self) -> tuple[Decision, ...]:
        random = self._random
        texts = [self.language.text(random, "decision", 25) for _ in range(random.randrange(4))]
        return tuple(
            Decision(text, random.choice(_ACTIONS), str(number))
            for number, text in enumerate(texts, 1)
        )

    def _people(self) -> tuple[Person, ...]:
        random = self._random
        officers = dict.fromkeys(
            often_first(random, self.cast.officers) for _ in range(random.randint(1, 4))
        )
        authors = (Person(name, "author", post) for name, post in officers)
        return (*authors, Person(often_first(random, self.cast.members), "cabinet member"))


def _zones(random: Random) -> Sequence[Zone]:
    """The zones of an item's passages: five on average, of some few items a hundred."""
    count = min(MOST_PASSAGES, 1 + int(random.lognormvariate(0.92, 1.2)))
    shown: Sequence[Zone] = ("minutes", "decision", "agenda", "recommendation")
    opening = [zone for zone in shown if random.random() < 0.7][:count]
    rest: Zone = "programme" if random.random() < 0.03 else "report"
    return [*opening, *[rest] * (count - len(opening))]


def _summary(meeting: Meeting) -> MeetingSummary:
    return MeetingSummary(
        meeting.id, meeting.date, meeting.start, None, "Council House, Kelderby", "held", None
    )


def _document(identifier: str, kind: Kind) -> DocumentUse:
    address = f"https://democracy.kelderby.gov.example/{identifier}.pdf"
    return DocumentUse(identifier, f"The {kind}", kind, address, address, "application/pdf")


def _number(identifier: str) -> int:
    return int.from_bytes(hashlib.blake2b(identifier.encode(), digest_size=3).digest())


# --- by hand --------------------------------------------------------------------------------------


def digest(entries: Iterator[Entry]) -> str:
    """The same for the same entries."""
    whole = hashlib.sha256()
    for made in entries:
        whole.update(msgspec.msgpack.encode(made))
    return whole.hexdigest()


def main(passages: int, seed: int) -> None:
    """Print what the collection holds."""
    synthetic = Synthetic(passages, seed)
    begun = time.perf_counter()
    made = list(synthetic.entries())
    seconds = time.perf_counter() - begun
    sizes = sorted(len(one.passages) for one in made)
    print(f"{sum(sizes):,} passages of {len(made):,} items ({sum(sizes) / seconds:,.0f} a second)")
    print(f"routine: {sum(one.routine for one in made) / len(made):.0%}")
    middle, mean = sizes[len(sizes) // 2], sum(sizes) / len(sizes)
    print(f"passages of an item: middle {middle}, mean {mean:.1f}, most {sizes[-1]}")
    words = Counter(word for one in made for p in one.passages for word in p.text.lower().split())
    print(f"{words.total():,} words, {len(words):,} different")
    print(f"digest {digest(iter(made))}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 10_000, int(sys.argv[2]) if sys.argv[2:] else 1)
