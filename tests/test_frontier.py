"""What is known of a site: every address, its state, and what to ask for next."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.catalogue import NEXT, Catalogue
from indexer.crawled_sites import Board, council_before, not_had, past_crawls, tally
from indexer.frontier import Frontier, Wanted

NOW = datetime(2025, 2, 27, 12, tzinfo=UTC)
ROOT = "https://democracy.kelderby.gov.example/"


@dataclass(frozen=True)
class Bounds:
    since: date = date.min
    until: date | None = None
    boards: frozenset[str] | None = None


EVERYTHING = Bounds()


@pytest.fixture
def catalogue(tmp_path: Path) -> Iterator[Catalogue]:
    opened = Catalogue.open(tmp_path, create=True)
    yield opened
    opened.close()


@pytest.fixture
def frontier(catalogue: Catalogue) -> Frontier:
    """The frontier of a site whose first crawl has begun."""
    opened = Frontier(catalogue, council="kelderby", root=ROOT)
    opened.begin(NOW)
    return opened


def wanted(key: str, day: date | None = None, **more: object) -> Wanted:
    """An address; what it is, its key says."""
    kind = "document" if key[0] in "sgb" and key[1].isdigit() else key.rpartition("-")[0]
    known = {"kind": kind, "url": ROOT + key, "board": "312", "family": key} | more
    return Wanted(key=key, day=day, **known)  # type: ignore[arg-type]


def drained(frontier: Frontier, bounds: Bounds = EVERYTHING) -> list[str]:
    """The keys in the order in which they are asked for."""
    found = []
    while known := frontier.next(bounds):
        found.append(known.key)
        frontier.answered(known.key, NOW, digest="d")
    return found


# --- what to ask for next -----------------------------------------------------------------------


def test_newest_first_each_page_before_its_papers(frontier: Frontier) -> None:
    """What leads to everything else, then meeting by meeting."""
    new, old = date(2025, 2, 1), date(2024, 2, 1)
    frontier.want(
        [
            wanted("s1", old, family="meeting-1"),
            wanted("meeting-1", old),
            wanted("s2", new, family="meeting-2"),
            wanted("item-2", new, family="meeting-2"),
            wanted("meeting-2", new),
            wanted("meetings-312", date(2024, 12, 31)),
            wanted("meeting-3", None),
            wanted("boards", None, kind="boards"),
        ]
    )
    assert drained(frontier) == [
        "boards",
        "meeting-2",
        "item-2",
        "s2",
        "meetings-312",
        "meeting-1",
        "s1",
        "meeting-3",
    ]


def test_what_was_not_had_before_comes_last(frontier: Frontier) -> None:
    frontier.want([wanted("meeting-1", date(2024, 1, 1)), wanted("meeting-2", date(2025, 1, 1))])
    frontier.answered("meeting-2", NOW, "failed")
    frontier.end(NOW, "incomplete", "")
    frontier.begin(NOW + timedelta(days=1))
    frontier.renew("meeting-2")
    assert drained(frontier) == ["meeting-1", "meeting-2"]


def test_the_order_has_an_index(frontier: Frontier, catalogue: Catalogue) -> None:
    """With twenty thousand addresses due nothing is sorted at each request."""
    plan = catalogue.db.execute(
        "EXPLAIN QUERY PLAN SELECT key FROM address WHERE site = ? AND state = 'due' AND"
        f" (day IS NULL OR day BETWEEN ? AND ?) ORDER BY {NEXT} LIMIT 1",
        (1, "2020-01-01", "2030-01-01"),
    ).fetchall()
    assert "address_next" in plan[0][3]
    assert not any("TEMP B-TREE" in row[3] for row in plan)


def test_bounds(frontier: Frontier) -> None:
    """Of other boards and other days nothing is asked for, nor what is of no board."""
    day = date(2024, 6, 1)
    frontier.want(
        [
            wanted("meeting-1", day),
            wanted("meeting-2", day, board="205"),
            wanted("meeting-3", date(2023, 6, 1)),
            wanted("decision-4", day, board=None),
            wanted("news", None, kind="news", board=None),
        ]
    )
    bounds = Bounds(date(2024, 1, 1), date(2024, 12, 31), frozenset({"312"}))
    assert frontier.waiting(bounds) == 2
    assert drained(frontier, bounds) == ["news", "meeting-1"]
    assert drained(frontier) == ["decision-4", "meeting-2", "meeting-3"]


def test_what_is_held_is_kept_fresh_outside_the_window(frontier: Frontier) -> None:
    """A window holds back what is not held, no more."""
    frontier.want([wanted("meeting-1", date(2020, 1, 1))])
    drained(frontier)
    frontier.end(NOW, "new", "")
    frontier.begin(NOW)
    frontier.renew("meeting-1")
    assert drained(frontier, Bounds(date(2024, 1, 1))) == ["meeting-1"]


def test_what_lay_outside_is_taken_in(frontier: Frontier) -> None:
    """A wider window asks for what was remembered, and for no more than lies in it."""
    frontier.want(
        [
            wanted("meeting-1", date(2023, 6, 1), ask=False),
            wanted("meeting-2", date(2020, 6, 1), ask=False),
        ]
    )
    assert drained(frontier) == []
    frontier.take_in(Bounds(date(2023, 1, 1)))
    assert drained(frontier) == ["meeting-1"]


@given(st.lists(st.tuples(st.integers(1, 30), st.dates(), st.booleans()), max_size=40))
def test_each_address_is_asked_for_once(
    tmp_path_factory: pytest.TempPathFactory, found: list[tuple[int, date, bool]]
) -> None:
    """However often and in whatever order it is found; newest first."""
    catalogue = Catalogue.open(tmp_path_factory.mktemp("any"), create=True)
    try:
        frontier = Frontier(catalogue, council="kelderby", root=ROOT)
        frontier.begin(NOW)
        days: dict[str, date] = {}
        for number, day, ask in found:
            frontier.want([wanted(f"meeting-{number}", day, ask=ask)])
            days[f"meeting-{number}"] = day
        asked = drained(frontier)
        assert len(asked) == len(set(asked))
        assert set(asked) == {f"meeting-{number}" for number, _, ask in found if ask}
        assert [days[key] for key in asked] == sorted((days[key] for key in asked), reverse=True)
    finally:
        catalogue.close()


# --- links --------------------------------------------------------------------------------------


def again(frontier: Frontier) -> None:
    """Have the next crawl begin."""
    frontier.end(NOW, "new", "")
    frontier.begin(NOW + timedelta(days=1))


def test_other_words_beside_a_link(frontier: Frontier) -> None:
    """The document is asked for again; with the same words it is not."""
    frontier.relink("meeting-1", [wanted("s1", words="A|1 KB"), wanted("s2", words="B|2 KB")])
    drained(frontier)
    again(frontier)
    frontier.relink("meeting-1", [wanted("s1", words="A|1 KB"), wanted("s2", words="B|3 KB")])
    assert drained(frontier) == ["s2"]


def test_a_document_that_no_page_lists(frontier: Frontier) -> None:
    """It is asked about once the last page has dropped it."""
    for page in ("meeting-1", "item-1"):
        frontier.relink(page, [wanted("s1")])
    drained(frontier)
    again(frontier)
    frontier.relink("meeting-1", [])
    assert drained(frontier) == []
    frontier.relink("item-1", [])
    assert drained(frontier) == ["s1"]


def test_a_lack_that_no_page_lists_is_none(frontier: Frontier) -> None:
    """A page that was never had is forgotten, one that is held stays held."""
    frontier.relink("meetings-1", [wanted("meeting-1"), wanted("meeting-2")])
    frontier.answered("meeting-1", NOW, "missing")
    frontier.answered("meeting-2", NOW, "missing", document=1)
    assert frontier.not_had() != []
    frontier.relink("meetings-1", [])
    assert frontier.not_had() == []
    states = [known.state for key in ("meeting-1", "meeting-2") if (known := frontier.known(key))]
    assert states == ["gone", "held"]


def test_what_is_listed_again_is_asked_for_whole(frontier: Frontier) -> None:
    """Its validators are forgotten: its bytes are wanted, not that they are the same."""
    frontier.relink("meeting-1", [wanted("s1")])
    frontier.answered("s1", NOW, "gone", etag="x", document=1)
    frontier.relink("meeting-2", [wanted("s1")])
    known = frontier.next(EVERYTHING)
    assert known is not None
    assert (known.key, known.etag) == ("s1", None)


def test_news_is_new_once(frontier: Frontier) -> None:
    assert frontier.news("news", ["a", "b"]) == {"a", "b"}
    assert frontier.news("news", ["b", "c"]) == {"c"}


def test_the_files_of_a_meeting(frontier: Frontier) -> None:
    """Those whose addresses stay while their bytes change."""
    papers = [wanted("g1-10"), wanted("s1"), wanted("b2"), wanted("item-3")]
    frontier.relink("meeting-1", papers)
    assert frontier.files_of("meeting-1") == ["g1-10"]


def test_withdrawn_is_never_asked_for_again(frontier: Frontier) -> None:
    frontier.relink("meeting-1", [wanted("s1", words="A")])
    frontier.answered("s1", NOW, "withdrawn")
    again(frontier)
    frontier.relink("meeting-1", [wanted("s1", words="B")])
    frontier.renew("s1")
    assert drained(frontier) == []


# --- crawls -------------------------------------------------------------------------------------


def test_a_crawl_that_did_not_end_goes_on(frontier: Frontier) -> None:
    """Within a day; after that its lists are too old to go by."""
    first = frontier.crawl
    assert not frontier.begin(NOW + timedelta(hours=20))
    assert frontier.crawl == first
    assert frontier.begin(NOW + timedelta(hours=25))
    assert frontier.crawl != first


def test_nothing_is_asked_for_twice_in_a_crawl(frontier: Frontier) -> None:
    frontier.want([wanted("meeting-1")])
    drained(frontier)
    frontier.renew("meeting-1")
    assert drained(frontier) == []


@pytest.mark.parametrize(
    "root",
    [
        "http://democracy.kelderby.gov.example/",
        "https://democracy.kelderby.gov.example/",
        "HTTPS://DEMOCRACY.kelderby.gov.example/",
    ],
)
def test_one_site_however_its_root_is_written(catalogue: Catalogue, root: str) -> None:
    """Http and https of one host are one root."""
    first = Frontier(catalogue, council="kelderby", root=ROOT)
    assert Frontier(catalogue, council="kelderby", root=root).site == first.site
    assert council_before(catalogue, root) == "kelderby"
    assert Frontier(catalogue, council="kelderby", root=f"{ROOT}moderngov/").site != first.site


def test_other_roots_are_those_that_gave_papers(catalogue: Catalogue) -> None:
    """A root that was mistyped once is none."""
    Frontier(catalogue, council="kelderby", root="https://wrong.example/")
    old = Frontier(catalogue, council="kelderby", root="https://old.example/")
    old.begin(NOW)
    old.want([wanted("s1")])
    old.answered("s1", NOW, document=1)
    new = Frontier(catalogue, council="kelderby", root=ROOT)
    assert new.other_roots() == ["https://old.example/"]


def test_what_status_tells(frontier: Frontier, catalogue: Catalogue) -> None:
    """States of addresses are counted, reasons are kept, and so is the last crawl's end."""
    frontier.want([wanted("meeting-1"), wanted("s1"), wanted("s2"), wanted("s3")])
    frontier.answered("meeting-1", NOW, private=2)
    frontier.answered("s1", NOW, "missing", reason="404")
    frontier.answered("s2", NOW, "blocked", reason="403")
    frontier.answered("s3", NOW, "gone")
    frontier.end(NOW, "refused", "The site refuses 1 address.")
    counted = tally(catalogue)
    assert (counted.missing, counted.blocked, counted.gone, counted.private) == (1, 1, 1, 2)
    assert not_had(catalogue) == [(f"{ROOT}s1", "404", NOW), (f"{ROOT}s2", "403", NOW)]
    (crawl,) = past_crawls(catalogue)
    assert (crawl.council, crawl.root, crawl.outcome) == ("kelderby", ROOT, "refused")


def test_what_was_not_had_now_and_before(frontier: Frontier) -> None:
    """Told apart by the crawl that asked."""
    frontier.want([wanted("s1"), wanted("s2")])
    frontier.answered("s1", NOW, "missing", reason="404")
    again(frontier)
    frontier.answered("s2", NOW, "failed", reason="500")
    assert frontier.not_had() == [("failed", f"{ROOT}s2", "500")]
    assert frontier.lacking_before() == 1


def test_gone_since_the_first_time(frontier: Frontier) -> None:
    """It counts from when it was first not there, and not once it has been there again."""
    frontier.want([wanted("s1")])
    for day in (0, 1):
        frontier.answered("s1", NOW + timedelta(days=day), "fading")
    known = frontier.known("s1")
    assert known is not None
    assert known.gone_since == NOW
    frontier.answered("s1", NOW + timedelta(days=2))
    known = frontier.known("s1")
    assert known is not None
    assert known.gone_since is None


# --- boards -------------------------------------------------------------------------------------


def test_names_of_boards(frontier: Frontier) -> None:
    """A present board's name counts before one that is only heard of."""
    frontier.keep_boards([Board("312", "", past=True)])
    frontier.keep_boards([Board("312", "Environment Board (3)")])
    frontier.keep_boards([Board("312", "Something else", past=True), Board("9", "Old", past=True)])
    assert frontier.boards() == [
        Board("312", "Environment Board (3)"),
        Board("9", "Old", past=True),
    ]


def test_a_joint_meeting_is_of_the_board_that_asks(frontier: Frontier) -> None:
    """Until it is held, the list that was read last says whose it is."""
    frontier.relink("meetings-312", [wanted("meeting-1", ask=False)])
    frontier.relink("meetings-205", [wanted("meeting-1", board="205")])
    assert drained(frontier, Bounds(boards=frozenset({"205"}))) == ["meeting-1"]
