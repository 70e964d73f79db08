"""The command line keeps what interface promises to people and scripts."""

import csv
import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any, get_args

import pytest
from click.testing import CliRunner, Result
from conftest import Held

from cli import FILTERS, LISTED, main
from indexer.search.archive import Listed
from indexer.search.language import Option

BOARD = "kelderby/environment-and-neighbourhoods-scrutiny-board-3"
PAPER = "# Lollipop ladies petition\n\nThe petition asked for lollipop ladies in Mill Lane.\n"


def run(held: Held, *words: str) -> Result:
    return CliRunner().invoke(
        main, ["--corpus", str(held.corpus), "--index", str(held.index), *words]
    )


def as_json(held: Held, *words: str) -> Any:
    result = run(held, *words, "--json")
    assert result.exit_code in (0, 1), result.stderr
    return json.loads(result.stdout)


@pytest.fixture
def empty(tmp_path: Path) -> Held:
    return Held(tmp_path / "corpus", tmp_path / "index")


def paper(folder: Path, name: str = "petition.md", text: str = PAPER) -> str:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return str(path)


# --- from papers to an answer -------------------------------------------------------------------


def test_papers_added_and_indexed_are_found(empty: Held, tmp_path: Path) -> None:
    """The main job: add, index, search."""
    assert run(empty, "add", paper(tmp_path), "--council", "kelderby").exit_code == 0
    assert run(empty, "index").exit_code == 0
    found = as_json(empty, "search", "lollipop")
    assert [hit["title"] for hit in found["hits"]] == ["Lollipop ladies petition"]


def test_indexing_again_with_nothing_new_does_nothing(empty: Held, tmp_path: Path) -> None:
    """A second run reads and writes nothing, and the index keeps its date."""
    run(empty, "add", paper(tmp_path), "--council", "kelderby")
    first = as_json(empty, "index")
    again = as_json(empty, "index")
    assert (again["read"], again["items_indexed"]) == (0, 0)
    assert again["indexed_at"] == first["indexed_at"]


def test_the_same_file_twice_is_held_once_with_both_origins(empty: Held, tmp_path: Path) -> None:
    """Bytes are held once; `show` of the document names every path."""
    first, second = paper(tmp_path, "one.md"), paper(tmp_path, "two.md")
    run(empty, "add", first, second, "--council", "kelderby")
    run(empty, "index")
    added = as_json(empty, "add", first)
    assert added["held"] == 1
    shown = as_json(empty, "show", added["documents"][0]["id"])
    assert [Path(source).name for source in shown["sources"]] == ["one.md", "two.md"]


def test_a_changed_file_is_found_by_its_new_words_only(empty: Held, tmp_path: Path) -> None:
    """The same paper at the same path in another state takes the place of the first."""
    path = paper(tmp_path)
    run(empty, "add", path, "--council", "kelderby")
    run(empty, "index")
    paper(tmp_path, text=PAPER.replace("Mill Lane", "Castle Street"))
    assert as_json(empty, "add", path)["changed"] == 1
    run(empty, "index")
    assert as_json(empty, "search", "castle")["total"] == 1
    assert as_json(empty, "search", "mill")["total"] == 0


def test_another_paper_under_an_old_file_name_replaces_nothing(empty: Held, tmp_path: Path) -> None:
    """A download called minutes.pdf again may be of another meeting: both stay."""
    path = paper(tmp_path)
    run(empty, "add", path, "--council", "kelderby")
    paper(tmp_path, text="# Allotment rents\n\nRents rose.\n")
    run(empty, "add", path)
    run(empty, "index")
    assert as_json(empty, "search", "lollipop")["total"] == 1
    assert as_json(empty, "search", "allotment")["total"] == 1


def test_the_council_is_told_by_the_address(empty: Held, tmp_path: Path) -> None:
    """Without --council the own part of the host of --url says whose papers these are."""
    url = "https://democracy.kelderby.gov.example/petition.md"
    assert as_json(empty, "add", paper(tmp_path), "--url", url)["council"] == "kelderby"
    run(empty, "index")
    (hit,) = as_json(empty, "search", "lollipop")["hits"]
    assert hit["passages"][0]["url"] == url


def test_an_address_is_left_out_rather_than_guessed(empty: Held, tmp_path: Path) -> None:
    """Papers added from a folder have no address, and none is shown."""
    run(empty, "add", paper(tmp_path), "--council", "kelderby")
    run(empty, "index")
    (hit,) = as_json(empty, "search", "lollipop")["hits"]
    assert {passage["url"] for passage in hit["passages"]} == {None}


def test_crawled_papers_are_cited_by_their_address(sample: Held) -> None:
    """What came from the council's site leads to the page there."""
    for hit in as_json(sample, "search", "recycling")["hits"]:
        for passage in hit["passages"]:
            assert passage["url"].startswith(("http://127.0.0.1:", "http://localhost:"))
            page = f"#page={passage['page']}" if passage["page"] else ""
            assert passage["url"].endswith(page)


def test_an_unreadable_paper_is_listed_and_the_rest_goes_on(empty: Held, tmp_path: Path) -> None:
    """One bad paper: exit 0, a line on standard error, an entry in status; the good one is found."""
    folder = tmp_path / "papers"
    folder.mkdir()
    paper(folder)
    (folder / "minutes.pdf").write_bytes(b"no PDF at all")
    run(empty, "add", str(folder), "--council", "kelderby")
    result = run(empty, "index")
    assert result.exit_code == 0
    assert "minutes.pdf: called .pdf, but holds plain text" in result.stderr
    status = as_json(empty, "status")
    assert status["documents"]["unreadable"] == 1
    assert [problem["source"][-11:] for problem in status["problems"]] == ["minutes.pdf"]
    assert as_json(empty, "search", "lollipop")["total"] == 1


def test_demo_answers_from_the_shipped_sample(empty: Held) -> None:
    """`demo` indexes the invented council below the folders given, and answers."""
    result = run(empty, "demo")
    assert result.exit_code == 0
    assert "Weekly Food Waste Collections" in result.stdout
    assert {path.name for path in empty.corpus.iterdir()} == {"demo"}


# --- search -------------------------------------------------------------------------------------


def test_search_answers_in_the_promised_shape(sample: Held) -> None:
    """Every key of the contract is there, for the answer, a hit and a passage."""
    answer = as_json(sample, "search", "food waste", "--facets")
    assert answer.keys() >= {
        *("query", "understood", "notes", "did_you_mean", "expanded", "total", "partial_total"),
        *("routine_left_out", "undated_left_out", "page", "pages", "limit", "took_ms", "engine"),
        *("fresh", "hits", "facets"),
    }
    hit = answer["hits"][0]
    assert hit.keys() >= {
        *("id", "title", "heading", "number", "minute_reference", "council", "board", "date"),
        *("officers", "topics", "decisions", "minutes_status", "score", "missing", "passages"),
    }
    assert hit["passages"][0].keys() >= {
        *("zone", "kind", "heading", "document", "source", "url", "page", "printed_page"),
        "snippet",
    }
    assert answer["facets"].keys() == {
        *("board", "year", "officer", "topic", "ward", "kind", "zone", "council")
    }
    assert answer["first"].keys() == {"date", "id", "title", "board"}
    assert (answer["first"]["date"] <= answer["last"]["date"], answer["absence"]) == (True, None)


def test_the_page_of_a_hit_is_where_its_words_are(sample: Held) -> None:
    """In the pack with an unnumbered cover the printed page differs from the file's by two."""
    query = ("search", '"Air Quality Action Plan" board:environment', "--from", "2025-03-01")
    (hit,) = [h for h in as_json(sample, *query)["hits"] if h["title"].startswith("Air Quality")]
    for passage in hit["passages"]:
        if passage["kind"] == "pack" and passage["printed_page"]:
            assert passage["page"] == int(passage["printed_page"]) + 2


@pytest.mark.parametrize("sort", ["newest", "oldest"])
def test_orders_by_date_hold_over_pages(sample: Held, sort: str) -> None:
    """Page after page gives every hit once, in the order promised."""
    total = as_json(sample, "search", "board", "--limit", "1")["total"]
    ids = []
    for page in range(1, total // 4 + 2):
        answer = as_json(
            sample, "search", "board", "--sort", sort, "--limit", "4", "--page", str(page)
        )
        ids += [(hit["date"], hit["id"]) for hit in answer["hits"] if not hit["missing"]]
    assert len(ids) == len(set(ids)) == total
    days = [day for day, _ in ids]
    dated = [day for day in days if day]
    assert days == sorted(dated, reverse=sort == "newest") + [None] * (len(days) - len(dated))


def test_oldest_is_the_exact_reverse_of_newest(sample: Held) -> None:
    """Ties go by identifier in both directions; what has no date stands last in both."""
    call = ("search", "liners", "--limit", "100", "--sort")
    ids = {
        sort: [hit["id"] for hit in as_json(sample, *call, sort)["hits"] if hit["date"]]
        for sort in ("newest", "oldest")
    }
    assert ids["newest"] == ids["oldest"][::-1]


def test_past_the_last_page_the_total_stays_true(sample: Held) -> None:
    """No hits, the true total, exit 0."""
    result = run(sample, "search", "recycling", "--page", "50", "--json")
    answer = json.loads(result.stdout)
    assert (result.exit_code, answer["hits"]) == (0, [])
    assert answer["total"] > 0


def test_filters_alone_are_a_query_newest_first(sample: Held) -> None:
    """A date range without words lists what was dealt with then."""
    answer = as_json(
        *(sample, "search", "--from", "2024-09-12", "--to", "2024-12-05", "--limit", "50"),
        *("--board", "SB3"),
    )
    days = [hit["date"] for hit in answer["hits"]]
    assert set(days) == {"2024-09-12", "2024-11-07", "2024-12-05"}
    assert days == sorted(days, reverse=True)


def test_an_officer_is_found_by_name_initial_and_post(sample: Held) -> None:
    """The written forms of a name and the post of its holder find the same report."""
    title = "Weekly Food Waste Collections"
    for officer in ("Priya Nandakumar", "P Nandakumar", "Head of Waste and Recycling"):
        answer = as_json(sample, "search", title, "--officer", officer)
        assert title in [hit["title"] for hit in answer["hits"]], officer


def test_a_board_is_found_by_its_short_name(sample: Held) -> None:
    """What people call it: “SB3” is the Scrutiny Board (3)."""
    assert as_json(sample, "search", "recycling", "--board", "SB3")["total"] > 0


def test_an_unknown_board_finds_nothing_and_says_so(sample: Held) -> None:
    """A filter is never ignored: total 0, a note, exit 1."""
    result = run(sample, "search", "recycling", "--board", "licensing", "--json")
    answer = json.loads(result.stdout)
    assert (result.exit_code, answer["total"]) == (1, 0)
    assert "licensing" in answer["notes"][0]


def test_routine_matter_is_left_out_and_counted(sample: Held) -> None:
    """That nobody declared an interest is not shown beside real matter, unless asked for."""
    without = as_json(sample, "search", "interests", "--limit", "50")
    everything = as_json(sample, "search", "interests", "--limit", "50", "--everything")
    assert without["routine_left_out"] == everything["total"] - without["total"] > 0


def test_where_only_routine_matter_fits_it_is_shown(sample: Held) -> None:
    """So that "nothing found" is true of everything held."""
    answer = as_json(sample, "search", '"no other urgent business"')
    assert answer["total"] > 0
    assert answer["notes"]
    assert answer["routine_left_out"] == 0


def test_partial_matches_stand_apart_and_say_what_they_lack(sample: Held) -> None:
    """After the hits with every word, each with its missing words; the exit code ignores them."""
    result = run(sample, "search", "anaerobic digestion zebra", "--json")
    answer = json.loads(result.stdout)
    assert (result.exit_code, answer["total"]) == (1, 0)
    assert answer["partial_total"] == len(answer["hits"]) > 0
    assert {word for hit in answer["hits"] for word in hit["missing"]} == {"zebra"}


def test_csv_has_a_row_for_each_hit(sample: Held) -> None:
    """A table for a spreadsheet, of all hits and not only a page of them."""
    rows = list(csv.DictReader(io.StringIO(run(sample, "search", "recycling", "--csv").stdout)))
    answer = as_json(sample, "search", "recycling", "--limit", "100")
    ids = [hit["id"] for hit in answer["hits"]]
    assert len(ids) == answer["total"] > 10
    assert [row["id"] for row in rows] == ids


def test_text_output_names_decision_board_date_and_page(sample: Held) -> None:
    """What a member wants to see without opening anything."""
    shown = run(sample, "search", "food waste pilot participation yield").stdout
    assert "Support the introduction of weekly food waste collections" in shown
    assert "Environment and Neighbourhoods Scrutiny Board (3), 23 November 2023" in shown
    assert "p. 2" in shown


# --- show, list, status -------------------------------------------------------------------------


def test_show_item_has_every_promised_key(sample: Held) -> None:
    """What is not known is null or empty; nothing is missing."""
    item = as_json(sample, "show", f"{BOARD}/2024-03-07/air-quality-action-plan-2024-2029")
    assert item.keys() >= {
        *("id", "aliases", "title", "number", "agenda_number", "minute_number"),
        *("minute_reference", "minute_reference_basis", "date", "council", "board", "meeting"),
        *("private", "routine", "key_decision", "wards", "report_of", "path", "minutes"),
        *("minutes_status", "truncated", "decisions", "undertakings", "recommendations"),
        *("people", "topics", "documents", "printed_pages", "votes", "refers_to"),
        *("referred_to_by", "sources"),
    }
    assert item["meeting"].keys() == {"id", "date", "start", "end", "venue", "status", "url"}
    assert item["printed_pages"] == [[7, 10]]


def test_show_meeting_lists_its_agenda_in_order(sample: Held) -> None:
    """Agenda, attendance and contact of one sitting."""
    meeting = as_json(sample, "show", f"{BOARD}/2024-03-07")
    assert meeting.keys() >= {
        *("id", "aliases", "council", "boards", "board", "date", "start", "end", "start_note"),
        *("venue", "status", "url", "contact", "attendance", "items"),
    }
    assert (meeting["start"], meeting["end"], meeting["status"]) == ("10:00", "11:55", "held")
    assert meeting["items"][0]["title"] == "Apologies and Substitutions"


def test_show_of_what_is_not_held_prints_nothing(sample: Held) -> None:
    """Exit 1, and standard output is empty."""
    result = run(sample, "show", "kelderby/nowhere/2020-01-01", "--json")
    assert (result.exit_code, result.stdout) == (1, "")


@pytest.mark.parametrize("kind", ["boards", "meetings", "officers", "members", "wards"])
def test_list_tells_what_is_held(sample: Held, kind: str) -> None:
    """Entries with identifier, name, counts and span."""
    listed = as_json(sample, "list", kind)
    assert listed["kind"] == kind
    for entry in listed["entries"]:
        assert entry.keys() >= {"id", "name", "items", "meetings", "first", "last"}
    assert listed["entries"]


def test_every_hit_can_be_shown(sample: Held) -> None:
    """An identifier that search gives answers to show, and so does its meeting."""
    for hit in as_json(sample, "search", "the", "--limit", "100", "--everything")["hits"]:
        shown = as_json(sample, "show", hit["id"])
        assert shown["id"] == hit["id"]
        if shown["meeting"]:
            assert as_json(sample, "show", hit["id"].rpartition("/")[0])["date"] == hit["date"]


def test_status_tells_gaps(sample: Held) -> None:
    """A meeting whose minutes were agreed, and of which nothing is held, is a gap."""
    status = as_json(sample, "status")
    assert status.keys() >= {
        *("engine", "schema_version", "indexed_at", "last_crawl", "documents", "boards", "gaps"),
        "problems",
    }
    assert any("24 March 2022" in gap["what"] for gap in status["gaps"])


def test_a_meeting_of_a_board_renamed_since_is_no_gap(sample: Held) -> None:
    """Its minutes were agreed by the board under its new name; it is held under the old one."""
    status = as_json(sample, "status")
    assert not any("16 March 2023" in gap["what"] for gap in status["gaps"])
    assert "2023-03-16" in run(sample, "list", "meetings").stdout


def test_only_what_is_withheld_is_called_private(sample: Held) -> None:
    """The papers of a private item that were published are not; a withheld one has its ground."""
    name = "kelderby/cabinet/2024-06-11/food-waste-treatment-contract-award-and-haulage"
    documents = as_json(sample, "show", name)["documents"]
    assert [document["title"] for document in documents if document["private"]] == [
        "Appendix 1 - Evaluation of Tenders for Treatment and Haulage"
    ]
    assert "withheld from the\npublic" in run(sample, "show", name).stdout.replace("   ", "")
    private = as_json(
        sample, "show", "kelderby/cabinet/2025-02-11/home-care-provider-financial-support"
    )
    assert private["private"] and not any(one["private"] for one in private["documents"])


def test_status_before_the_first_index_counts_what_waits(empty: Held, tmp_path: Path) -> None:
    """Papers held but not indexed are said."""
    run(empty, "add", paper(tmp_path), "--council", "kelderby")
    status = as_json(empty, "status")
    assert (status["engine"], status["documents"]["held"], status["not_indexed"]) == (None, 1, 1)


# --- what is wrong ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("search", ""), "Say what to look for"),
        (("search", "colour:red"), "colour"),
        (("search", "date:2021-02-31"), "date:2021-02-31"),
        (("search", "x", "--limit", "0"), "limit"),
        (("search", "x", "--page", "0"), "page"),
        (("search", "x", "--page", "100000"), "10,000"),
        (("search", "x", "--from", "yesterday"), "yesterday"),
        (("search", "x", "--json", "--csv"), "--json or --csv"),
        (("search", "(" * 10_000), "1,000"),
        (("list", "elephants"), "elephants"),
        (("add", "/no/such/file", "--council", "x"), "does not exist"),
        (("frobnicate",), "frobnicate"),
    ],
)
def test_a_wrong_call_says_what_to_write(sample: Held, words: tuple[str, ...], said: str) -> None:
    """Exit 2, the word on standard error, nothing on standard output."""
    result = run(sample, *words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr


def test_without_an_index_the_command_that_makes_one_is_named(empty: Held) -> None:
    """Exit 3: an error never looks like "no results"."""
    result = run(empty, "search", "anything", "--json")
    assert (result.exit_code, result.stdout) == (3, "")
    assert "minutebook index" in result.stderr


def test_adding_without_saying_whose_papers_is_a_wrong_call(empty: Held, tmp_path: Path) -> None:
    """Exit 2, and nothing is taken."""
    result = run(empty, "add", paper(tmp_path))
    assert result.exit_code == 2
    assert "--council" in result.stderr


def test_a_damaged_index_names_its_mending(empty: Held, tmp_path: Path) -> None:
    """Exit 3 with the command that mends it; that command does."""
    run(empty, "add", paper(tmp_path), "--council", "kelderby")
    run(empty, "index")
    (empty.index / "current.json").write_text("{}")
    result = run(empty, "search", "lollipop")
    assert result.exit_code == 3
    assert "minutebook index --rebuild" in result.stderr
    assert run(empty, "index", "--rebuild").exit_code == 0
    assert as_json(empty, "search", "lollipop")["total"] == 1


def test_settings_come_from_the_environment(sample: Held) -> None:
    """MINUTEBOOK_CORPUS and MINUTEBOOK_INDEX stand in for the options."""
    result = CliRunner().invoke(
        main,
        ["search", "recycling", "--json"],
        env={"MINUTEBOOK_CORPUS": str(sample.corpus), "MINUTEBOOK_INDEX": str(sample.index)},
    )
    assert json.loads(result.stdout)["total"] > 0


def test_output_that_nobody_reads_any_more_is_no_error(sample: Held) -> None:
    """`minutebook list meetings | head -1` ends well."""
    call = [sys.executable, "cli.py", "--index", str(sample.index), "list", "meetings"]
    root = Path(__file__).parent.parent
    with subprocess.Popen(call, cwd=root, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as child:
        assert child.stdout and child.stderr
        child.stdout.close()
        assert b"Error" not in child.stderr.read()


@pytest.mark.parametrize("command", sorted(main.commands))
def test_every_command_has_help(command: str) -> None:
    """Help says what a command is for."""
    result = CliRunner().invoke(main, [command, "--help"])
    assert result.exit_code == 0
    assert len(result.stdout.splitlines()) > 3


def test_the_command_offers_what_there_is_to_ask() -> None:
    """Filters and kinds to list are those of the search, which start-up does not load."""
    assert set(FILTERS) <= set(get_args(Option))
    assert set(LISTED) == set(get_args(Listed))


def test_official_words_are_said_and_can_be_taken_away(sample: Held) -> None:
    """`expanded` names them, text says how to do without, and --as-typed does without."""
    found = as_json(sample, "search", "bin", "collection")
    assert found["expanded"][0]["typed"] == "bin collection"
    assert "waste collection" in found["expanded"][0]["also"]
    assert "--as-typed" in run(sample, "search", "bin collection").stdout
    typed = as_json(sample, "search", "bin", "collection", "--as-typed")
    assert (typed["expanded"], typed["total"] < found["total"]) == ([], True)


def test_an_unknown_setting_is_named(
    empty: Held, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A key of the configuration that means nothing is told, and the command goes on."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "minutebook.toml").write_text('corpas = "elsewhere"\n', encoding="utf-8")
    result = run(empty, "add", paper(tmp_path), "--council", "kelderby")
    assert result.exit_code == 0
    assert "minutebook.toml: there is no setting “corpas”" in result.stderr


def test_the_last_page_promises_no_further_one(sample: Held) -> None:
    """The option --page N+1 is named only where there is one."""
    call = (sample, "search", "recycling", "--board", "SB3", "--limit", "8")
    first, last = run(*call).stdout, run(*call, "--page", "2").stdout
    assert "--page 2 shows more" in first
    assert "shows more" not in last
