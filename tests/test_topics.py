"""Topics: the list, where its words stand in a text, which an item has, and how often that is right."""

import hashlib
import json
import os
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

import cli
from indexer.adding import add_papers
from indexer.errors import BadCall
from indexer.model import Board, Decision, Item, Passage, Recommendation, Zone
from indexer.pipeline import index
from indexer.place import IndexPlace
from indexer.reading.titles import folded
from indexer.reading.topics import MOST, topics_of
from indexer.readings import Readings
from indexer.sample import sample_folder
from indexer.search.archive import Archive, Request
from indexer.store import Corpus
from indexer.topics import parse_topics, read_topics, shipped_topics

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
REPOSITORY = Path(__file__).parent.parent
PAPERS = Path(os.environ.get("MINUTEBOOK_REAL_PAPERS") or REPOSITORY.parent / "shared")
JUDGED: dict[str, list[dict[str, Any]]] = json.loads(
    (Path(__file__).parent / "golden" / "topics_judged.json").read_text("utf-8")
)
LIST = """
["Education"]
"special educational needs" = ["SEND", "EHCPs", "special school*"]
"schools" = ["schools", "school*", "-school crossing*"]
["Roads"]
"road safety" = ["school crossing*", "road safety"]
["Money"]
"council tax" = ["council tax"]
"council tax support" = ["council tax support", "members' relief", "aid & relief"]
"""


def shown(text: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(one.words, one.topics) for one in parse_topics(LIST, "list").find(text)]


# --- where the words of the list stand -----------------------------------------------------------


def test_whole_words_count() -> None:
    """A word inside another one shows nothing; a star opens its end."""
    assert shown("Preschools and schoolmates") == [("schoolmates", ("schools",))]


def test_capitals_are_asked_for() -> None:
    """A short form does not match the verb of the same letters, nor "send" in any other case."""
    assert shown("Send it; SEND; they send; Sends; EHCPs; ehcps") == [
        ("SEND", ("special educational needs",)),
        ("EHCPs", ("special educational needs",)),
    ]


def test_a_text_all_in_capitals_has_no_short_forms() -> None:
    """In a title all in capitals, "SEND" may be the verb; ordinary words count as ever."""
    assert shown("SEND LETTERS ABOUT COUNCIL TAX") == [("COUNCIL TAX", ("council tax",))]


def test_the_longest_words_count() -> None:
    """Where entries overlap, only the longest shows its topic."""
    assert shown("Council Tax Support Scheme") == [
        ("Council Tax Support", ("council tax support",))
    ]


def test_words_that_leave_a_topic_out_show_others() -> None:
    """Behind a hyphen, words show nothing of their own topic, and still show another."""
    assert shown("School Crossing Patrols") == [("School Crossing", ("road safety",))]


@pytest.mark.parametrize(
    "text", ["members’ relief", "Members' Relief", "aid and relief", "Aid & Relief"]
)
def test_apostrophes_and_ampersands_make_no_difference(text: str) -> None:
    """Straight or curly, "&" or "and"."""
    assert shown(text) == [(text, ("council tax support",))]


@pytest.mark.parametrize("text", ["council. Tax", "council\ntax", "council\ttax", "council; tax"])
def test_no_entry_reaches_over_the_end_of_a_sentence(text: str) -> None:
    """Words of two sentences, paragraphs or cells are no phrase."""
    assert shown(text) == []


@given(st.text(max_size=300))
def test_what_is_found_stands_in_the_text(text: str) -> None:
    """Whatever the text, the words found stand in it, one after the other."""
    place = 0
    for one in shipped_topics().find(text):
        place = text.index(one.words, place) + len(one.words)
        assert one.topics


# --- the shipped list -----------------------------------------------------------------------------


def test_the_shipped_list_has_13_heads_and_about_100_topics() -> None:
    """Each topic stands under one head; names are short enough for a list."""
    heads = shipped_topics().heads
    topics = [topic for some in heads.values() for topic in some]
    assert len(heads) == 13
    assert 90 <= len(topics) <= 130
    assert max(map(len, topics)) <= 50


@pytest.mark.parametrize(
    ("title", "topic"),
    [
        ("SEND Local Area Inspection", "special educational needs"),
        ("Timeliness of EHCPs", "special educational needs"),
        ("Family Hubs and Start for Life", "family support and family hubs"),
        ("Corporate Parenting Annual Report", "children in care"),
        ("On-street Charging Points", "electric vehicles and charging"),
        ("Route Map to Net Zero", "climate change and net zero"),
        ("Clean Air Zone - Exemptions", "air quality"),
        ("ULEZ - Response to the Mayor", "air quality"),
        ("Homes for Ukraine", "asylum and refugees"),
        ("Asylum Dispersal", "asylum and refugees"),
        ("Cost of Living Support", "cost of living"),
        ("LTN Trial, Eastgate", "traffic schemes"),
        ("Biodiversity Net Gain", "nature and biodiversity"),
        ("Local Plan Review", "local plan"),
        ("Kelder Vale Combined Authority", "devolution and council reorganisation"),
        ("Local Government Reorganisation", "devolution and council reorganisation"),
        ("Roll-out of Universal Credit", "benefits and Universal Credit"),
        ("Damp and Mould in Council Homes", "housing repairs, damp and mould"),
        ("Remediation of Cladding", "building safety and cladding"),
        ("Weekly Food Waste Collections", "bins and recycling"),
        ("County Lines and Cuckooing", "serious violence and exploitation"),
        ("Prevent Duty - Annual Report", "Prevent and community cohesion"),
        ("Vaping among Young People", "smoking and vaping"),
        ("Social Value Policy", "contracts and procurement"),
        ("CIL Charging Schedule", "developer contributions"),
        ("Section 106 Monitoring", "developer contributions"),
        ("HMO Licensing", "private renting"),
        ("Selective Licensing Scheme", "private renting"),
        ("PSPO - Town Centre", "antisocial behaviour"),
        ("Anti-Social Behaviour Strategy", "antisocial behaviour"),
        ("Children's Homes - Sufficiency", "children's social care"),
        ("Potholes", "potholes and road repairs"),
        ("Tackling VAWG", "domestic abuse"),
        ("Hackney Carriage Fares", "taxis"),
    ],
)  # fmt: skip
def test_a_title_shows_its_topic(title: str, topic: str) -> None:
    """What a reporter would call it stands first, newer matters included."""
    assert found(item(title))[:1] == [topic]


# --- what an item is about ------------------------------------------------------------------------


def item(title: str, *, board: str = "Cabinet", **more: Any) -> Item:
    named = Board(f"kelderby/{board.lower()}", board)
    return replace(
        Item(id="i", title=title, council="kelderby", board=named, date=None, meeting=None), **more
    )


def passage(text: str, *, zone: Zone = "minutes", heading: str | None = None) -> Passage:
    return Passage(
        "i", 0, zone, "minutes", text, heading, "kelderby/documents/s1", starts=((0, 3),)
    )


def found(one: Item, *passages: Passage) -> list[str]:
    return [topic.topic for topic in topics_of(one, passages, shipped_topics())]


FILLER = "The Board heard from the officer and asked several questions about the paper. " * 40


def test_a_mention_in_a_long_text_is_no_topic() -> None:
    """Officers mention everything; once is not enough, whatever the topic."""
    text = f"{FILLER} Fly-tipping was mentioned. {FILLER}"
    assert found(item("Annual Review"), passage(text)) == []


def test_what_is_resolved_and_said_again_is_a_topic() -> None:
    """Without a word in the title, the opening, the resolution and the text together show it."""
    text = "The Board considered fly-tipping. There were 40 reports of fly-tipping and of litter."
    decided = (Decision("That fixed penalties for fly-tipping be raised"),)
    assert found(item("Annual Review", decisions=decided), passage(text)) == [
        "fly-tipping and litter"
    ]


def test_recommendations_count_like_decisions() -> None:
    """A report that was not decided yet has topics too."""
    asked = (
        Recommendation(None, "Approve the libraries plan"),
        Recommendation(None, "Shut libraries"),
    )
    assert found(item("Annual Review", recommendations=asked), passage("Libraries.")) == [
        "libraries"
    ]


def test_headings_that_every_report_has_show_nothing() -> None:
    """What stands under "Climate change implications" is no topic."""
    text = "Climate change. Carbon reduction and net zero are a priority for climate action. " * 5
    under = passage(text, zone="report", heading="7. Implications for climate change")
    assert found(item("Annual Review"), under) == []
    assert found(item("Annual Review"), replace(under, heading="7. Our plan")) == [
        "climate change and net zero"
    ]


@pytest.mark.parametrize(
    "title",
    ["Minutes", "Apologies", "Declarations of Interests", "Exclusion of the Press and Public",
     "Work Programme", "Date of Next Meeting", "Any Other Business", "Question Time", "Petitions",
     "Election of the Lord Mayor 2024/25"],
)  # fmt: skip
def test_standing_items_have_no_topic(title: str) -> None:
    """Whatever their text mentions."""
    text = "Recycling was discussed: bins, recycling, food waste, recycling again. " * 3
    decided = (Decision("That recycling be noted"), Decision("That bins be noted"))
    words = passage(text) if "Election" not in title else passage("Nothing more.")
    assert found(item(title, decisions=() if "Election" in title else decided), words) == []


def test_a_standing_item_has_the_topic_of_its_own_matter() -> None:
    """A heading under Any Other Business is what the item is about."""
    assert found(item("Any Other Business", heading="Closure of the Library")) == ["libraries"]


def test_routine_items_have_no_topic() -> None:
    """Nothing happened, so it is about nothing."""
    assert found(item("Libraries", routine=True)) == []


def test_the_address_of_a_planning_application_is_no_topic() -> None:
    """Under a planning board, a number in front makes the title an application's."""
    title = "24/00633 - Thornley Library (ramp)"
    assert found(item(title, board="Planning Committee")) == ["planning applications"]
    assert found(item(title, board="Cabinet")) == ["libraries"]


def test_no_more_than_three_topics_the_surest_first() -> None:
    """What is in the title and again in the text stands before what is in the title alone."""
    title = "Libraries, Parking, Allotments and Taxis"
    topics = found(item(title), passage("Allotments. The allotments are full. Taxis."))
    assert len(topics) == MOST
    assert topics[:2] == ["allotments", "taxis"]


def test_each_topic_comes_with_its_words() -> None:
    """The words as printed, and the page of the first."""
    words = "Fly-tipping and litter. LITTER, littering and fly tipping. " + "It went on. " * 30
    one = passage(words + "Litter again.")
    (topic,) = topics_of(item("Annual Review"), [one], shipped_topics())
    assert topic.words == ("Fly-tipping", "litter", "littering", "fly tipping")
    assert (topic.document, topic.page) == ("kelderby/documents/s1", 3)


# --- a council's own list -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('["A"]\n"x" = "y"', "list, line 2: “x” needs a name and words"),
        ('["A"]\n"x" = []', "list, line 2: “x” needs a name and words"),
        ('["A"]\n"x" = ["y", 3]', "list, line 2: “x” has an entry that cannot be read: 3"),
        ('["A"]\n"x" = ["y*z"]', "cannot be read: 'y*z'"),
        ('["A"]\n"x" = [""]', "cannot be read: ''"),
        ('["A"]\n"x" = ["ab*"]', "begins with fewer than 3 letters before a star"),
        ('["A"]\n"x" = ["' + "y " * 12 + 'y"]', "more than 12 words"),
        ('"x" = ["y"]', "list, line 1: “x” stands under no head"),
        ('["A"]\n"x" = ["y"]\n["B"]\n"x" = ["z"]', "list, line 4: “x” stands under “A” and under “B”"),
        ('["A"]\n"x" = ["y"\n"z" = ["y"]', "line 3"),
        ("", "list names no topic"),
    ],
)  # fmt: skip
def test_a_broken_list_says_where_and_what_to_write(text: str, words: str) -> None:
    """The line, and how it is written right."""
    with pytest.raises(BadCall) as error:
        parse_topics(text, "list")
    assert words in str(error.value)


@given(st.text(max_size=200))
def test_no_list_does_more_than_complain(text: str) -> None:
    """Whatever is in the file: a list, or an error of ours."""
    try:
        assert parse_topics(text, "list").heads
    except BadCall as error:
        assert str(error)


def test_a_list_that_is_not_there_or_no_text_is_a_wrong_call(tmp_path: Path) -> None:
    """Both name the file."""
    (tmp_path / "latin.toml").write_bytes(b'["Caf\xe9"]')
    for name in ("latin.toml", "missing.toml"):
        with pytest.raises(BadCall, match=name):
            read_topics(tmp_path / name)


@pytest.fixture
def held(tmp_path: Path) -> Path:
    """A folder with a corpus of one paper about bins, called "own"."""
    paper = tmp_path / "Bins.md"
    paper.write_text("# Recycling Bins\n\nThe bins are full.\n", "utf-8")
    with Corpus.open(tmp_path / "corpus", create=True) as corpus:
        add_papers(corpus, [str(paper)], council="kelderby", url=None, now=NOW)
    return tmp_path


def run(held: Path, *words: str, **env: str) -> Any:
    places = ["--corpus", str(held / "corpus"), "--index", str(held / "index")]
    return CliRunner().invoke(cli.main, [*places, *words], env=env)


def test_another_list_gives_other_topics_at_the_next_index(held: Path) -> None:
    """Nothing is read again, and every item has the topics of the list that is now named."""
    own = held / "own.toml"
    own.write_text('["Streets"]\n"rubbish" = ["bins"]\n', "utf-8")
    assert "1 document read, 1 item indexed" in run(held, "index").stdout
    again = run(held, "index", MINUTEBOOK_TOPICS=str(own))
    assert "0 documents read, 1 item indexed" in again.stdout
    entries = json.loads(run(held, "list", "topics", "--json").stdout)["entries"]
    assert [entry["name"] for entry in entries] == ["rubbish"]
    own.write_text('["Streets"]\n"dustbins" = ["bins"]\n', "utf-8")
    run(held, "index", MINUTEBOOK_TOPICS=str(own))
    assert run(held, "search", "topic:rubbish").exit_code == 1
    assert run(held, "search", "--topic", "dustbins").exit_code == 0


def test_a_broken_list_ends_index_with_exit_code_2(held: Path) -> None:
    """One sentence on standard error, nothing on standard output."""
    own = held / "own.toml"
    own.write_text('["Streets"]\n"rubbish" = "bins"\n', "utf-8")
    result = run(held, "index", MINUTEBOOK_TOPICS=str(own))
    assert (result.exit_code, result.stdout) == (2, "")
    assert "own.toml, line 2: “rubbish”" in result.stderr


# --- asking ---------------------------------------------------------------------------------------


def test_topics_are_found_by_any_form_of_a_part_of_their_name(archive: Archive) -> None:
    """`topic:library` means "libraries"; what names none says so."""
    hits = archive.search(Request("topic:library", limit=100)).hits
    assert hits
    assert all("libraries" in hit.topics for hit in hits)
    none = archive.search(Request("topic:zeppelins"))
    assert (none.total, len(none.notes)) == (0, 1)


def test_facets_count_topics(archive: Archive) -> None:
    """The counts are those of the items that have the topic."""
    facets = archive.search(Request("council", facets=True)).facets
    assert facets is not None
    for topic, count in list(facets["topic"])[:3]:
        assert archive.search(Request("council", filters={"topic": [topic]})).total == count


def test_an_item_says_which_words_show_its_topics(archive: Archive) -> None:
    """A source of the field `topics` for each, in their order."""
    (hit,) = archive.search(Request('title:"Recycling Contamination"')).hits
    shown = archive.show(hit.id)
    assert shown is not None
    words = [s.words for s in shown[1].sources if s.field == "topics"]
    assert [one.partition(": ")[0] for one in words] == list(hit.topics) == ["bins and recycling"]


# --- how often it is right ------------------------------------------------------------------------

FLOORS = {"real": (0.95, 0.73), "sample": (0.95, 0.9)}
"""Precision and recall of 100 items judged by hand, rounded down; 91 before the rules were tried on them."""


def score(judged: list[tuple[dict[str, Any], list[str] | None]]) -> tuple[float, float]:
    """Of the topics found, how many are right; of those judged right, how many were found.

    An item that is not there has no topics.
    """
    right = sum(t in {*j["topics"], *j.get("also_right", [])} for j, f in judged for t in f or [])
    had = sum(t in (f or []) for j, f in judged for t in j["topics"])
    told = sum(len(f or []) for _, f in judged)
    return right / told, had / sum(len(j["topics"]) for j, _ in judged)


def indexed(folder: Path, papers: list[Path]) -> list[Item]:
    with Corpus.open(folder / "corpus", create=True) as corpus:
        add_papers(corpus, [str(paper) for paper in papers], council="kelderby", url=None, now=NOW)
        place = IndexPlace(folder / "index")
        index(corpus, place, now=NOW)
    with closing(Readings(place.readings)) as readings:
        return [one for unit in readings.units() for one in unit.items]


def check(papers: str, items: list[Item | None]) -> None:
    found = [list(one.topics) if one else None for one in items]
    assert found.count(None) <= 3
    precision, recall = score(list(zip(JUDGED[papers], found, strict=True)))
    assert precision >= FLOORS[papers][0]
    assert recall >= FLOORS[papers][1]


def test_the_judgements_name_topics_of_the_list() -> None:
    """A topic that was renamed in the list is renamed there too."""
    listed = {topic for topics in shipped_topics().heads.values() for topic in topics}
    for one in (*JUDGED["real"], *JUDGED["sample"]):
        assert {*one["topics"], *one.get("also_right", [])} <= listed


def test_topics_of_the_sample_are_as_judged(tmp_path: Path) -> None:
    """Forty items of the sample."""
    items = {one.id.partition("/")[2]: one for one in indexed(tmp_path, [sample_folder()])}
    check("sample", [items.get(one["item"]) for one in JUDGED["sample"]])


def test_topics_of_real_papers_are_as_judged(tmp_path: Path) -> None:
    """Sixty items of real papers, named by the hashes of paper and title."""
    if not PAPERS.is_dir():
        pytest.skip("no real papers (MINUTEBOOK_REAL_PAPERS)")
    wanted = {one["document"] for one in JUDGED["real"]}
    paths = {digest(p.read_bytes()): p for p in sorted(PAPERS.rglob("*")) if p.is_file()}
    papers = {str(path): digest for digest, path in paths.items() if digest in wanted}
    items = {
        (papers.get(use.source), digest(folded(one.title).encode())): one
        for one in indexed(tmp_path, [Path(path) for path in papers])
        for use in one.documents
    }
    check("real", [items.get((one["document"], one["title"])) for one in JUDGED["real"]])


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:16]
