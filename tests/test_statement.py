"""That nothing was found, as a statement: what it says, with which numbers, and where it leads."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from datetime import date as Date
from typing import Any

from indexer.collection import Gap, Problem
from indexer.search.answers import Absence, Answer, PartTold, Searched
from searchui.asking import address, asked
from searchui.statement import CLOSING, Asking, Statement, plain, statement

AT = datetime(2026, 11, 22, 18, 5, tzinfo=UTC)
NONE = Absence(
    searched=Searched((), (), 0, 0, None, None, None),
    parts=(),
    gaps=(),
    gaps_total=0,
    problems=(),
    problems_total=0,
    private=0,
    cut=0,
    fresh=None,
)
WHOLE = Absence(
    searched=Searched(
        ("kelderby",),
        ("Cabinet",),
        12,
        102,
        None,
        Date(2022, 6, 14),
        Date(2025, 3, 11),
        ("board", "dates"),
        1102,
    ),
    parts=(
        PartTold("“helicopter”", "word", 0, 6, "food", held=15),
        PartTold("“food”", "word", 1, 0, "helicopter", held=1),
        PartTold("officer “moss”", "field", 1, 0, "helicopter", held=3),
        PartTold("board “k/cabinet”", "filter", 120, None, "helicopter food", "board", 120),
    ),
    gaps=(Gap("Cabinet", "the meeting of 12 April 2022 is not held", "minutes of 14 June"),),
    gaps_total=3,
    problems=(Problem("k/documents/s1", "https://k.example/a%20b.pdf", "it is locked", ""),),
    problems_total=1,
    private=2,
    cut=1,
    fresh="2026-11-21T04:10:00Z",
)


def _told(
    absence: Absence,
    at: datetime = AT,
    said: Mapping[str, Any] | None = None,
    **values: list[str],
) -> Statement:
    answer = Answer(
        **dict.fromkeys(Answer.__dataclass_fields__)  # type: ignore[arg-type]
        | {"understood": "items with “helicopter” and “food”", "partial_total": 4, "notes": ()}
        | dict(said or {})
    )
    return statement(
        answer,
        absence,
        Asking(
            asked(values or {"q": ["helicopter food"], "board": ["k/cabinet"]}),
            at,
            "https://minutes.example.org/search?q=helicopter",
            "Kelderby Gazette",
        ),
        lambda said: said.replace("k/cabinet", "Cabinet"),
        lambda changed: address("/search", changed),
    )


def test_text_to_copy_is_complete_and_dated() -> None:
    """When, what was asked, what was searched, what each part has, what lacks, and what it proves."""
    assert (
        plain(_told(WHOLE))
        == f"""\
Nothing found, 22 November 2026 at 18:05 UTC

What was asked
- Typed: helicopter food
- Searched for: items with “helicopter” and “food”.
- 4 items have only some of the words; they are not counted as found.
- Address of this search: https://minutes.example.org/search?q=helicopter
- Minutebook is run here by: Kelderby Gazette

What was searched
- 102 items of 12 meetings, dated 14 June 2022 to 11 March 2025.
- That is all there is within the board and dates asked for, of 1,102 items held.
- Routine matter was searched too.
- “Without it” below counts no routine matter, unless nothing else fits.
- Councils (1): kelderby.
- Boards (1): Cabinet.
- Papers as they were indexed on 21 November 2026 at 04:10 UTC.

What each part of the search has
- “helicopter”: no item within the board and dates asked for, 15 items in all that is held. \
Without it: 6 items.
- “food”: 1 item within the board and dates asked for, 1 item in all that is held. \
Without it nothing is found either.
- officer “moss”: leaves 3 of the 1,102 items held, 1 of them within the board and dates asked for. \
Without it nothing is found either.
- board “Cabinet”: leaves 120 of the 1,102 items held.

What is known to be missing
- Cabinet: the meeting of 12 April 2022 is not held (minutes of 14 June)
- and 2 more.

What could not be searched
- 1 item with minutes that are cut in the papers held.
- 2 papers in the whole collection withheld from the public: named in what is held, and not searchable.
- a b.pdf: it is locked

{CLOSING}"""
    )


def test_part_leads_to_what_is_found_without_it() -> None:
    """The address keeps everything else; a part that helps nothing leads nowhere."""
    (parts,) = [one for one in _told(WHOLE).sections if one.title.startswith("What each part")]
    first, *others = [line.href for line in parts.lines]
    assert (first, others) == ("/search?q=food&board=k/cabinet", [None, None, None])
    assert parts.lines[0].link == "Show the 6 items without “helicopter”"


def test_chosen_filter_is_left_out_by_name() -> None:
    """And the query stays; of two filters the other stays."""
    part = PartTold("board “k/cabinet”", "filter", 5, 2, "helicopter food", "board", 5)
    told = _told(
        replace(NONE, parts=(part,)), q=["helicopter food"], board=["k/cabinet"], year=["2020/21"]
    )
    hrefs = [line.href for section in told.sections for line in section.lines if line.href]
    assert hrefs == ["/search?q=helicopter+food&year=2020/21"]


def test_where_all_is_searched_each_word_has_one_number() -> None:
    """That of all that is held."""
    searched = Searched(("kelderby",), ("Cabinet",), 2, 9, 4, None, None, (), 9)
    part = PartTold("“helicopter”", "word", 0, None, "", held=0)
    text = plain(_told(replace(NONE, searched=searched, parts=(part,))))
    assert "- “helicopter”: no item in all that is held.\n" in text
    assert "- 9 items of 2 meetings and 4 papers read.\n- Routine matter was searched too." in text


def test_what_might_refute_it_stands_in_it() -> None:
    """Notes, the word that may have been meant, other words looked for, and what was left out; with
    the same searches to follow as beside a result.
    """
    said = {
        "notes": ("No board called “nosuch” is held.",),
        "did_you_mean": "helicopters",
        "expanded": ("bins",),
        "undated_left_out": 2,
    }
    told = _told(NONE, said=said, q=["helicoptres"], to=["2020"])
    assert [(line.text, line.href) for line in told.sections[0].lines[5:]] == [
        ("No board called “nosuch” is held.", None),
        ("Perhaps meant: helicopters.", "/search?q=helicopters&to=2020"),
        ("Official words were looked for too.", "/search?q=helicoptres&as_typed=1&to=2020"),
        ("2 papers without a date left out by the conditions on dates.", None),
    ]
    typed = _told(NONE, q=["helicopter"], as_typed=["1"])
    last = typed.sections[0].lines[-1]
    assert (last.text, last.href) == (
        "Only what was typed was looked for.",
        "/search?q=helicopter",
    )


def test_empty_collection_is_said_to_be_empty() -> None:
    """Without anything held there are no boards and no dates to name."""
    text = plain(_told(NONE))
    assert "- 0 items of 0 meetings.\n" in text
    assert "Boards" not in text and "What is known to be missing" not in text


def test_moment_is_told_in_one_zone() -> None:
    """A server's own zone does not change what is printed."""
    summer = datetime(2026, 7, 1, 0, 30, tzinfo=timezone(timedelta(hours=1)))
    assert _told(NONE, summer).title == "Nothing found, 30 June 2026 at 23:30 UTC"
