"""Votes that minutes record: motions, movers, names, totals; and what is no vote."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.model import Paragraph, Tally, Vote
from indexer.reading.number_words import number_of
from indexer.reading.vote_names import names_of
from indexer.reading.vote_outcomes import tally_of
from indexer.reading.vote_tables import read_vote_table
from indexer.reading.votes import read_votes


def votes(*texts: str) -> tuple[Vote, ...]:
    """The votes of an item with these paragraphs."""
    return read_votes([Paragraph(text) for text in texts])


def one(*texts: str) -> Vote:
    """The only vote in these paragraphs."""
    (vote,) = votes(*texts)
    return vote


@pytest.mark.parametrize(
    ("sentence", "motion", "mover", "seconder"),
    [
        (
            "It was moved by Councillor A Akers and seconded by Councillor B Brown that the fee be kept.",
            "the fee be kept",
            "Councillor A Akers",
            "Councillor B Brown",
        ),
        (
            "Moved by Councillor Akers, seconded by Councillor Brown, that the fee be kept.",
            "the fee be kept",
            "Councillor Akers",
            "Councillor Brown",
        ),
        (
            "Councillor A Akers moved and Councillor B Brown seconded the recommendation of the Cabinet.",
            "the recommendation of the Cabinet",
            "Councillor A Akers",
            "Councillor B Brown",
        ),
        (
            "Councillor A Akers, Leader of the Council, moved as an amendment, seconded by Councillor C de "
            "Vries, that the pool stay open.",
            "an amendment, that the pool stay open",
            "Councillor A Akers",
            "Councillor C de Vries",
        ),
        (
            "The Cabinet Member for Housing and Planning, Councillor A Akers, moved that the plan be "
            "adopted. Councillor B Brown seconded.",
            "the plan be adopted",
            "Councillor A Akers",
            "Councillor B Brown",
        ),
        (
            "Cllr A Akers proposed, and Cllr B Brown seconded, that the fee be kept.",
            "the fee be kept",
            "Cllr A Akers",
            "Cllr B Brown",
        ),
        (
            "The grant was approved. Proposed by AB and seconded by CD.",
            "The grant was approved.",
            "AB",
            "CD",
        ),
        (
            "On the motion of Councillor A Akers, seconded by Councillor B Brown, it was agreed that the fee "
            "be kept.",
            "the fee be kept",
            "Councillor A Akers",
            "Councillor B Brown",
        ),
        (
            "The recommendations were proposed by the Leader of the Council, seconded by the Deputy Leader, "
            "put to a vote and passed.",
            "The recommendations",
            "the Leader of the Council",
            "the Deputy Leader",
        ),
        (
            "Proposed: Cllr A Akers Seconded: Cllr B Brown that the fee be kept",
            "the fee be kept",
            "Cllr A Akers",
            "Cllr B Brown",
        ),
    ],
)
def test_mover_seconder_and_motion_are_read(
    sentence: str, motion: str, mover: str, seconder: str
) -> None:
    """In the active and the passive, with an office beside the name or in the place of one."""
    vote = one(sentence)
    assert (vote.motion, vote.moved_by, vote.seconded_by) == (motion, mover, seconder)


@pytest.mark.parametrize(
    ("words", "carried", "printed"),
    [
        ("The motion was carried by nine votes to five.", True, Tally(9, 5)),
        (
            "Upon being put to the vote the motion was lost by 14 votes to nine.",
            False,
            Tally(9, 14),
        ),
        ("The motion was lost by three votes to six, with one abstention.", False, Tally(3, 6, 1)),
        ("The motion was put to the vote and carried unanimously.", True, Tally()),
        ("The motion was not carried.", False, Tally()),
        ("The motion was carried (9 votes for, 5 against, 2 abstentions).", True, Tally(9, 5, 2)),
        ("LOST", False, Tally()),
        ("Motion carried", True, Tally()),
        ("The Chair declared the motion carried.", True, Tally()),
        ("For the motion: 3. Against: 4. The motion was lost.", False, Tally(3, 4)),
        ("There were 9 votes for, 5 against and 1 abstention.", None, Tally(9, 5, 1)),
        ("It was withdrawn.", None, Tally()),
    ],
)
def test_outcome_and_totals_are_as_printed(
    words: str, carried: bool | None, printed: Tally
) -> None:
    """Carried, lost or not said; of a lost motion the smaller number was for it."""
    vote = one(
        "Councillor A Akers moved and Councillor B Brown seconded that the fee be kept.", words
    )
    assert (vote.carried, vote.printed) == (carried, printed)


def test_names_of_a_recorded_vote_are_read_with_the_printed_totals() -> None:
    """Each name with its title; a total that does not agree with the names stays as printed."""
    vote = one(
        "Councillor A Akers moved and Councillor B Brown seconded:",
        "“That the pool stay open.”",
        "A recorded vote was taken, the voting being as follows:",
        "For: Councillors A Akers, B Brown and C de Vries (4).",
        "Against: The Mayor, Councillor D Dunn, and Councillor E Ede (2).",
        "Abstentions: None. Councillor F Fox did not vote.",
        "The motion was carried.",
    )
    assert vote.motion == "“That the pool stay open.”"
    assert vote.in_favour == ("Councillor A Akers", "Councillor B Brown", "Councillor C de Vries")
    assert vote.against == ("Councillor D Dunn", "Councillor E Ede")
    assert vote.abstain == ()
    assert vote.printed == Tally(4, 2, 0)
    assert vote.carried is True


@pytest.mark.parametrize(
    "rows",
    [
        ("FOR", "Councillor A Akers", "Councillor B Brown", "AGAINST", "Councillor C Cole"),
        ("Yeas", "Councillor A Akers", "Councillor B Brown", "Nays", "Councillor C Cole"),
        ("For\tAgainst", "Councillor A Akers\tCouncillor C Cole", "Councillor B Brown\t"),
        (
            "Councillor\tFor\tAgainst",
            "Councillor A Akers\tX\t",
            "Councillor B Brown\tX\t",
            "Councillor C Cole\t\tX",
        ),
        ("Councillor A Akers\tFor", "Councillor B Brown\tFor", "Councillor C Cole\tAgainst"),
        ("For (2): Councillors A Akers and B Brown; Against (1): Councillor C Cole",),
        ("For:\tCouncillors A Akers and B Brown", "Against:\tCouncillor C Cole"),
        (
            "Councillors A Akers and B Brown voted for the motion.",
            "Councillor C Cole voted against.",
        ),
        (
            "Voting for the motion: Councillors A Akers, B Brown",
            "Voting against the motion: Councillor C Cole",
        ),
        ("In favour – Councillors A Akers and B Brown", "Against – Councillor C Cole"),
    ],
)
def test_names_are_read_however_they_are_laid_out(rows: tuple[str, ...]) -> None:
    """In a line, one under another, in columns, beside a cross or the word."""
    vote = one(
        "It was moved by Councillor A Akers and seconded by Councillor B Brown that the fee be kept.",
        "In accordance with Standing Orders a recorded vote was taken upon the motion.",
        *rows,
    )
    assert vote.in_favour == ("Councillor A Akers", "Councillor B Brown")
    assert vote.against == ("Councillor C Cole",)


def test_names_may_stand_after_the_outcome() -> None:
    """They are those of the motion that was decided, not of one more."""
    vote = one(
        "It was moved by Councillor A Akers and seconded by Councillor B Brown that the fee be kept. "
        "The motion was carried by 2 votes to 1.",
        "The voting was recorded as follows:",
        "For: Councillors A Akers and B Brown",
        "Against: Councillor C Cole",
    )
    assert (vote.carried, vote.printed, len(vote.in_favour), len(vote.against)) == (
        True,
        Tally(2, 1),
        2,
        1,
    )


def test_each_motion_has_its_own_names() -> None:
    """Though no vote is announced for the second."""
    first, second = votes(
        "It was moved by Councillor A Akers and seconded by Councillor B Brown that the fee be kept.",
        "For: Councillor A Akers (1)",
        "Against: Councillors B Brown and C Cole (2)",
        "The motion was lost.",
        "It was then moved by Councillor C Cole and seconded by Councillor B Brown that the fee be doubled.",
        "For: Councillors B Brown and C Cole (2)",
        "Against: Councillor A Akers (1)",
        "The motion was carried.",
    )
    assert (first.carried, len(first.in_favour), len(first.against)) == (False, 1, 2)
    assert (second.carried, len(second.in_favour), len(second.against)) == (True, 2, 1)
    assert second.motion == "the fee be doubled"


def test_amendment_and_motion_have_each_their_vote() -> None:
    """A recorded vote upon the amendment, then one upon the substantive motion."""
    motion, amendment = votes(
        "Councillor A Akers moved the recommendations of the Cabinet, which were seconded by Councillor B "
        "Brown.",
        "Councillor C Cole moved as an amendment, seconded by Councillor D Dunn:",
        "“That the crossing patrols be kept.”",
        "A recorded vote was taken upon the amendment.",
        "For: Councillors C Cole and D Dunn (2).",
        "Against: Councillors A Akers, B Brown and E Ede (3).",
        "The amendment was lost.",
        "A recorded vote was taken upon the substantive motion.",
        "For: Councillors A Akers, B Brown and E Ede (3).",
        "Against: Councillors C Cole and D Dunn (2).",
        "RESOLVED that the recommendations of the Cabinet be approved.",
    )
    assert (amendment.carried, amendment.printed, len(amendment.against)) == (False, Tally(2, 3), 3)
    assert (motion.carried, motion.printed, len(motion.in_favour)) == (True, Tally(3, 2), 3)
    assert motion.motion == "the recommendations of the Cabinet"
    assert amendment.motion == "an amendment: “That the crossing patrols be kept.”"


def test_a_list_of_parts_is_the_motion_that_it_follows() -> None:
    """Its words are kept whole."""
    vote = one(
        "Councillor A Akers moved, seconded by Councillor B Brown:",
        "1) Close the pool",
        "2) Sell it",
    )
    assert vote.motion == "1) Close the pool 2) Sell it"


def test_a_motion_that_runs_into_its_resolution_has_its_words() -> None:
    """And was carried, since it was resolved."""
    vote = one(
        "It was moved by Councillor A Akers, seconded by Councillor B Brown and unanimously",
        "RESOLVED that Councillor C Cole be elected Mayor.",
    )
    assert (vote.motion, vote.carried) == ("Councillor C Cole be elected Mayor.", True)


@pytest.mark.parametrize(
    "words",
    [
        "RESOLVED unanimously that the grant be paid.",
        "RESOLVED (unanimously) that the grant be paid.",
        "It was unanimously agreed that the grant be paid.",
    ],
)
def test_what_was_resolved_unanimously_was_carried(words: str) -> None:
    """With no names, since none are printed."""
    vote = one(words)
    assert (vote.motion, vote.carried, vote.in_favour) == ("the grant be paid.", True, ())


def test_what_was_resolved_by_a_count_has_its_totals() -> None:
    """Though no motion is printed beside the resolution."""
    vote = one("RESOLVED (by 9 votes to 2, with 1 abstention) that the grant be paid.")
    assert (vote.motion, vote.carried, vote.printed) == ("the grant be paid.", True, Tally(9, 2, 1))


def test_votes_against_that_members_asked_to_be_recorded_are_names() -> None:
    """Beside the totals, which count more than those."""
    vote = one(
        "It was moved by Councillor A Akers and seconded by Councillor B Brown that permission be granted. "
        "Upon being put to the vote the motion was carried by six votes to four.",
        "Councillors C Cole and D Dunn asked that their votes against the motion be recorded.",
    )
    assert vote.against == ("Councillor C Cole", "Councillor D Dunn")
    assert vote.printed == Tally(6, 4)


def test_of_two_nominations_neither_is_carried_by_the_resolution() -> None:
    """One was lost, and the words do not say which motion the resolution is."""
    found = votes(
        "It was moved by Councillor A Akers and seconded by Councillor B Brown that Councillor C Cole be "
        "appointed. It was moved by Councillor D Dunn and seconded by Councillor E Ede that Councillor F Fox "
        "be appointed. There were 13 votes for Councillor C Cole and nine for Councillor F Fox.",
        "RESOLVED that Councillor C Cole be appointed.",
    )
    assert [(vote.carried, vote.printed) for vote in found] == [(None, Tally()), (None, Tally())]


@pytest.mark.parametrize(
    "words",
    [
        "Turnout was low: 34% of residents voted in the election.",
        "Councillor Akers said that she would vote against the proposal.",
        "The Council had voted for the plan, a motion to withdraw it having been lost.",
        "Councillor Akers declared an interest and did not vote upon the item.",
        "Four houses had been moved so that none stood within 22 metres of the brook.",
        "Councillor Akers moved to the back of the room.",
        "The Committee moved to the next item.",
        "The café had gained, while the shop had lost custom.",
        "Works would be carried out in May, by two crews to a high standard.",
        "For: information",
        "For further information: Rory Fennimore",
        "Officers proposed that the fee be raised to £38.",
        "Councillor Akers proposed a site visit.",
        "The Council’s vote of 8th November, by which a motion had been lost, had been a mistake.",
        "RESOLVED that the report be noted.",
        "Against: the target of 40, the service achieved 38.",
        "The petition of 61 for and 23 against was received.",
        "She recalled that the motion was lost at that meeting.",
        "The number 7 was carried by two members of staff.",
    ],
)
def test_no_vote_is_made_up(words: str) -> None:
    """What is said of voting is no vote."""
    assert votes(words, "Thanks were given.") == ()


def test_crosses_that_cannot_be_told_to_a_column_are_left_out() -> None:
    """A table that lost its empty cells says nothing sure of who was for and who against."""
    vote = one(
        "It was moved by Councillor A Akers and seconded by Councillor B Brown that the fee be kept.",
        "Councillor\tFor\tAgainst",
        "Councillor C Cole\tX",
    )
    assert (vote.in_favour, vote.against) == ((), ())


def test_who_did_not_vote_did_not_abstain() -> None:
    """Their names stand nowhere."""
    vote = one(
        "It was moved by Councillor A Akers and seconded by Councillor B Brown that the fee be kept.",
        "For: Councillor A Akers (1)",
        "Not voting: Councillor C Cole (1)",
    )
    assert (vote.in_favour, vote.abstain, vote.printed.abstain) == (
        ("Councillor A Akers",),
        (),
        None,
    )


def table(*rows: str) -> tuple[Vote, ...]:
    """The votes of a table whose cells are paragraphs; a row that begins with "|" has a space above."""
    return read_vote_table([Paragraph(row.lstrip("|"), gap=row.startswith("|")) for row in rows])


def test_a_table_of_recorded_votes_is_read_run_by_run() -> None:
    """Subject, one run of names for each side, outcome; then the next."""
    first, second, third = table(
        "|SUBJECT\tYEAS\tNAYS\tDISPOSITION",
        *(
            "|Item 5 of the Report",
            "|The Mayor",
            "Councillor A Akers",
            "|Councillor B Brown",
            "|CARRIED",
        ),
        *("|Motion 4", "|Councillor B Brown", "|The Mayor", "Councillor A Akers", "|MOTION - LOST"),
        *("|By-law 9", "|The Mayor", "Councillor A Akers", "Councillor B Brown", "|ADOPTED"),
    )
    assert first.motion == "Item 5 of the Report"
    assert (first.in_favour, first.against) == (
        ("The Mayor", "Councillor A Akers"),
        ("Councillor B Brown",),
    )
    assert (second.carried, len(second.in_favour), len(second.against)) == (False, 1, 2)
    assert (third.carried, len(third.in_favour), third.against) == (True, 3, ())


@pytest.mark.parametrize(
    ("printed", "carried"),
    [
        *(("CARRED", True), ("CARRIEDD", True), ("ADOPED", True), ("DEFEATD", False)),
        *(("DEFERRED", None), ("ADAPTED", None), ("LAST", None), ("NOT CARRIED", None)),
    ],
)
def test_an_outcome_with_a_letter_too_few_or_too_many_is_read(
    printed: str, carried: bool | None
) -> None:
    """Another word is none of these, and what is said not to be carried was not."""
    (vote,) = table(
        "|SUBJECT\tYEAS\tNAYS\tDISPOSITION",
        *("|Motion 4", "|Councillor A Akers", "|Councillor B Brown", f"|{printed}"),
    )
    assert vote.carried is carried


@pytest.mark.parametrize(
    "rows",
    [
        ("|Motion 4", "|Councillor A Akers", "Councillor B Brown", "|LOST"),
        (
            "|Motion 4",
            "|Councillor A Akers",
            "|Councillor B Brown",
            "|Councillor C Cole",
            "|CARRIED",
        ),
        ("|Motion 4", "|CARRIED"),
    ],
)
def test_runs_that_fit_no_side_are_no_vote(rows: tuple[str, ...]) -> None:
    """Whose side somebody was on is never guessed."""
    assert table("|SUBJECT\tYEAS\tNAYS\tDISPOSITION", *rows) == ()
    assert table(*rows) == ()


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("Councillors A Akers, B Brown and C de Vries (3)", 3),
        ("Councillor Akers; Councillor Brown", 2),
        ("Akers, Brown, O’Dowd and Pryce-Hall", 4),
        ("Cllrs. A. Akers, Dr B Brown & Mrs C Cole", 3),
    ],
)
def test_lists_of_names_are_parted(words: str, names: int) -> None:
    """By commas, "and", "&" and semicolons."""
    found = names_of(words)
    assert found is not None and len(found[0]) == names


@given(st.integers(0, 99), st.integers(0, 99))
def test_totals_are_read_in_figures(first: int, second: int) -> None:
    """Whatever they are; of a carried motion the first is for it."""
    assert tally_of(f"carried by {first} votes to {second}", carried=True) == Tally(first, second)


@pytest.mark.parametrize(
    ("word", "number"), [("nine", 9), ("twenty-one", 21), ("forty", 40), ("no", 0), ("many", None)]
)
def test_numbers_are_read_in_words(word: str, number: int | None) -> None:
    """Up to ninety-nine."""
    assert number_of(word) == number


@given(st.lists(st.sampled_from([
    "For:", "Against (", "Councillor A", "moved", "seconded by", "the motion was", "carried", "lost",
    "RESOLVED", "unanimously", "approved by", "(Councillor A", "put to the vote, with", "Total", "A, B",
    "\t", "3", ".", ":", "“", "that", "A recorded vote was taken", "X",
]), max_size=40), st.integers(1, 6))  # fmt: skip
def test_any_words_are_read_without_failing(words: list[str], rows: int) -> None:
    """Names and motions that are read stand in the text."""
    text = " ".join(words)
    cut = max(1, len(text) // rows)
    texts = [text[at : at + cut] for at in range(0, len(text), cut)]
    for vote in votes(*texts):
        assert vote.motion


@pytest.mark.parametrize(
    "piece", ["\t", "; For: A Aa", "and Councillor A, ", "the motion was ", "carried by 3 to "]
)
def test_a_hostile_paragraph_is_read_to_its_end(piece: str) -> None:
    """A line without end makes no vote of its own."""
    assert votes(piece * 5_000, "Thanks were given.") == ()


# --- whose votes they are ---------------------------------------------------------------------


MOVED = "Councillor A Bell moved and Councillor B Cox seconded that the pool be shut."
AMENDED = (
    "An amendment was moved by Councillor D Dunn and seconded by Councillor E Eke to keep it open."
)


def test_a_recorded_vote_on_the_amendment_is_not_put_on_the_motion() -> None:
    """The outcome may stand before the names; the label says of what they are."""
    motion, amendment = votes(
        MOVED,
        AMENDED,
        "On a recorded vote the amendment was LOST:",
        "For the amendment (2): Cllrs Dunn and Eke",
        "Against the amendment (3): The Chairman, the Vice-Chairman and Cllr Bell",
        "The original motion was then put to the vote and CARRIED by 3 votes to 2.",
    )
    assert (motion.in_favour, motion.against) == ((), ())
    assert (motion.carried, motion.printed) == (True, Tally(3, 2))
    assert amendment.in_favour == ("Councillor Dunn", "Councillor Eke")
    assert amendment.against == ("The Chairman", "the Vice-Chairman", "Cllr Bell")
    assert (amendment.carried, amendment.printed) == (False, Tally(2, 3))


def test_a_motion_behind_a_colon_and_a_dash_has_its_words() -> None:
    """A dash is no motion, and the word "Councillors" gives its title to those behind it alone."""
    vote = one(
        "It was moved by Councillor Nash, seconded by Councillor Holt:-",
        "“That the strategy be adopted.”",
        "A recorded vote was taken as follows:",
        "For - The Mayor, Councillors Able, Birch and Nash (4)",
        "Against - None (0)",
    )
    assert vote.motion == "“That the strategy be adopted.”"
    assert vote.in_favour == ("The Mayor", *(f"Councillor {n}" for n in ("Able", "Birch", "Nash")))


COLUMNS = (
    "A recorded vote was then taken.",
    "For\tAgainst\tAbstain",
    "Cllr Alder\tCllr Quill\tLord Mayor",
    "Cllr Bolt\tCllr Roe",
    "Cllr Crisp",
)


def test_a_table_of_names_that_lost_its_cells_is_told_by_its_totals() -> None:
    """Each row goes on with the sides that have so many names."""
    vote = one(MOVED, *COLUMNS, "The motion was carried by 3 votes to 2, with 1 abstention.")
    assert vote.in_favour == ("Cllr Alder", "Cllr Bolt", "Cllr Crisp")
    assert vote.against == ("Cllr Quill", "Cllr Roe")
    assert vote.abstain == ("Lord Mayor",)


def test_without_totals_no_name_of_such_a_table_is_taken() -> None:
    """Which side had no more names is not said, and part of a list would mislead."""
    vote = one(MOVED, *COLUMNS)
    assert (vote.in_favour, vote.against, vote.abstain) == ((), (), ())


def test_all_sides_of_a_vote_in_one_line_are_read() -> None:
    """Behind "Voting:" too, and the parts resolved above are the motion."""
    vote = one(
        "On being proposed by the Mayor and seconded by Councillor Nash, it was resolved by a majority to:",
        "a) Approve the draft; and",
        "b) Print it.",
        "Voting: For: Mayor Larch, Councillor Nash. Against: Councillor Fenn. Abstained: Councillor Beck.",
    )
    assert vote.motion == "a) Approve the draft; and b) Print it"
    assert vote.in_favour == ("Mayor Larch", "Councillor Nash")
    assert (vote.against, vote.abstain) == (("Councillor Fenn",), ("Councillor Beck",))


def test_what_fell_for_want_of_a_seconder_was_no_vote() -> None:
    """Nobody voted on it, and it undoes no motion before it."""
    assert votes("There being no seconder, the proposal fell.") == ()
    vote = one(MOVED, "There being no seconder, the amendment fell.", "The motion was carried.")
    assert vote.carried is True


@pytest.mark.parametrize(
    "failure",
    [
        "On being put to the vote this was not carried.",
        "This was not agreed.",
        "The proposal was not supported.",
        "The motion did not gain a majority.",
        "The Chair used the casting vote against.",
        "Upon a vote the motion was REJECTED.",
    ],
)
def test_a_motion_that_failed_is_not_carried_by_the_resolution_after_it(failure: str) -> None:
    """What was resolved then is something else."""
    vote = votes(
        f"Councillor Larch proposed, Councillor Fenn seconded, that the night bus be kept. {failure}",
        "RESOLVED that: the day bus be paid for.",
    )[0]
    assert vote.motion.startswith("the night bus")
    assert vote.carried is False


def test_what_somebody_says_of_a_failure_fails_no_motion() -> None:
    """The motion before it is still open."""
    vote = one(MOVED, "Councillor Fenn said it was not agreed.", "The motion was carried.")
    assert vote.carried is True


def test_a_motion_under_the_heading_amendment_is_one() -> None:
    """Its own words need not say so."""
    amendment, motion = reversed(
        votes(
            MOVED,
            "AMENDMENT 1",
            "It was moved by Councillor Nash and seconded by Councillor Beck that the charges be frozen.",
            "The amendment was declared LOST by 25 votes to 14.",
            "The motion was declared CARRIED by 24 votes to 15.",
        )
    )
    assert (amendment.motion, amendment.carried) == ("the charges be frozen", False)
    assert (motion.carried, motion.printed) == (True, Tally(24, 15, None))


def test_an_outcome_stands_as_printed_whatever_the_totals_say() -> None:
    """An error in the record is shown as it stands; a casting vote ends a tie."""
    outvoted = one(MOVED, "For: 14. Against: 25.", "The motion was carried.")
    assert (outvoted.carried, outvoted.printed) == (True, Tally(14, 25, None))
    tied = one(MOVED, "The motion was carried, 7 votes for, 7 against, on the casting vote.")
    assert tied.carried is True


def test_the_number_of_a_paragraph_is_no_part_of_its_motion() -> None:
    """What was resolved by a majority was carried, in a numbered paragraph too."""
    resolved = one(
        "4.1 On being proposed by the Mayor and seconded by Councillor Nash, "
        "it was resolved by a majority to:",
        "a) Approve the draft; and",
        "b) Print it.",
    )
    plain = one(
        "4.2 Councillor Larch proposed, Councillor Fenn seconded, that the night bus be kept."
    )
    assert (resolved.motion, resolved.carried) == ("a) Approve the draft; and b) Print it", True)
    assert plain.motion == "the night bus be kept"


def test_a_recorded_vote_without_a_motion_is_of_the_resolution_after_its_names() -> None:
    """Unless no more were for it than against: then what was resolved is something else."""
    head = "In accordance with the Constitution a recorded vote was taken:"
    against = "Against (2): Councillors Fenn and Beck"
    resolved = "RESOLVED: That the levy be set."
    vote = one(head, "For (3): Mayor Dunn, Councillors Larch and Nash", against, resolved)
    assert (vote.motion, vote.carried) == ("the levy be set.", True)
    beaten = one(head, "For (1): Councillor Larch", against, resolved)
    assert (beaten.motion, beaten.carried) == (head, None)
