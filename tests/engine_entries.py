"""Small entries for the tests of engines."""

import dataclasses
import random

from indexer.engines.base import Entry, PassageEntry


def passage(text: str, zone: str = "minutes") -> PassageEntry:
    """A passage whose stored bytes tell zone and text."""
    return PassageEntry(zone, text, stored=f"{zone}: {text}".encode())  # type: ignore[arg-type]


def entry(id: str, title: str = "Matter", *texts: str | PassageEntry, **other: object) -> Entry:
    """An entry whose texts are minutes, unless they are passages."""
    made = Entry(
        id=id,
        order=f"2020-01-01 {id}",
        title=title,
        passages=tuple(passage(text) if isinstance(text, str) else text for text in texts),
        fields={"council": ("kelderby",), "board": ("Cabinet",)},
        date=20200101,
        routine=False,
        stored=f"stored {id}".encode(),
    )
    return dataclasses.replace(made, **other)  # type: ignore[arg-type]


BOARDS = ("Cabinet", "Adults, Health and Care Board (5)", "Children’s Services Board")
SOME_WORDS = (
    "family families children’s children valued valve board boards covid-19 COVID 19 46/18 46 18 "
    "2019/20 £4.1m 4.1 the report reports café cafe re-offending offend St. Mary's"
)
VOCABULARY = SOME_WORDS.split()
ZONES = ("minutes", "decision", "report", "programme")


def some_entries(seed: int, count: int) -> list[Entry]:
    """Small entries of few words, so that most trees find some and not all."""
    chance = random.Random(seed)

    def text(most: int) -> str:
        return " ".join(chance.choices(VOCABULARY, k=chance.randint(1, most)))

    return [
        entry(
            f"kelderby/{number}",
            text(3),
            *(passage(text(7), chance.choice(ZONES)) for _ in range(chance.randint(0, 3))),
            order=f"{year}-05-05 kelderby/{number}",
            date=year * 10000 + 505 if year < 2023 else None,
            routine=chance.random() < 0.2,
            fields={
                "council": ("kelderby",),
                "board": tuple(chance.sample(BOARDS, chance.randint(0, 2))),
                "year": (f"{year}/{year % 100 + 1}",),
            },
        )
        for number, year in enumerate(chance.choices(range(2017, 2024), k=count))
    ]
