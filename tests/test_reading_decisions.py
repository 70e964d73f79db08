"""What counts as a decision, in every shape in which councils write it, and what does not."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.model import Decision, Paragraph
from indexer.reading.decisions import (
    opens_resolution,
    read_resolution,
    read_ruling,
    read_sheet,
    with_capacity,
)
from indexer.reading.deeds import capacity_of
from indexer.reading.reports import read_report
from indexer.reading.routine import is_routine

BOARD = "Housing Scrutiny Board (4)"


def paragraphs(*said: str) -> list[Paragraph]:
    """Paragraphs of these words."""
    return [Paragraph(text) for text in said]


def decided(*said: str, board: str = BOARD) -> tuple[Decision, ...]:
    """The decisions in the minutes of one item."""
    return read_resolution(paragraphs(*said), board=board).decisions


def texts(*said: str, board: str = BOARD) -> list[str]:
    """What they say."""
    return [one.text for one in decided(*said, board=board)]


# --- openings ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "opening",
    [
        "RESOLVED that ",
        "RESOLVED – That ",
        "RESOLVED: That ",
        "RESOLVED (unanimously) that ",
        "RESOLVED UNANIMOUSLY: That ",
        "RESOLVED, on being put to the vote, that ",
        "RESOLVED (by 7 votes for to 3 against) that ",
        "Resolved: That ",
        "Resolved – that ",
        "Resolved unanimously that ",
        "It was RESOLVED that ",
        "IT WAS RESOLVED THAT ",
        "It was unanimously resolved that ",
        "It was then RESOLVED (unanimously) that ",
        "The Board RESOLVED that ",
        "The Housing Scrutiny Board (4) resolved that ",
        "The Scrutiny Board unanimously agreed that ",
        "Members agreed that ",
        "AGREED: That ",
        "AGREED – that ",
        "Agreed: that ",
        "Agreed that ",
        "It was agreed that ",
        "IT WAS AGREED that ",
        "Following discussion, it was AGREED that ",
        "Having considered the report, the Board RESOLVED that ",
        "On being put to the vote the motion was CARRIED and it was RESOLVED that ",
        "It was moved by Councillor A, seconded by Councillor B and RESOLVED that ",
        "12. RESOLVED that ",
        "DECISION: That ",
        "Decision – that ",
        "**RESOLVED** that ",
    ],
)
def test_a_decision_is_found_however_it_opens(opening: str) -> None:
    """The verb in capitals, at the start of a line, after "it was" or the body's name."""
    (decision,) = decided(f"{opening}the strategy be approved.")
    assert decision.text.lower().removeprefix("that ") == "the strategy be approved."
    assert (decision.action, decision.decided_by) == ("approve", BOARD)


@pytest.mark.parametrize(
    "opening",
    ["It was RESOLVED to ", "The Board RESOLVED TO ", "The Sub-Committee agreed to ",
     "The Board resolved to ", "AGREED to ", "It was agreed to "],
)  # fmt: skip
def test_a_decision_to_do_something_is_found(opening: str) -> None:
    """The deed itself, without "to"."""
    assert texts(f"{opening}approve the strategy.") == ["approve the strategy."]


@pytest.mark.parametrize(
    "heading", ["DECISION", "Decision", "Decision:", "DECISIONS:", "Decisions made:", "Resolution:"]
)
def test_a_heading_decision_opens_one(heading: str) -> None:
    """What stands under "Decision" is decided; reasons and options under their headings are not."""
    assert texts(
        "The Board considered a report.", heading, "That the strategy be approved.",
        "Reasons for the decision", "1. To meet the need for homes.",
        "Alternative options considered", "2. To do nothing.",
    ) == ["the strategy be approved."]  # fmt: skip


def test_a_heading_decision_over_a_resolution_gives_it_once() -> None:
    """What follows the label in the usual words is one decision."""
    assert texts("Decision:", "RESOLVED that the report be noted.") == ["the report be noted."]


@pytest.mark.parametrize(
    ("said", "action"),
    [
        ("NOTED", "note"),
        ("NOTED: the report.", "note"),
        ("The report was NOTED.", "note"),
        ("DEFERRED for a site visit.", "defer"),
        ("REFUSED for the reasons in the report.", "refuse"),
        ("APPROVED subject to the conditions in the report.", "approve"),
    ],
)
def test_a_verb_alone_in_capitals_decides(said: str, action: str) -> None:
    """Sheets say no more than "NOTED" or "DEFERRED"."""
    (decision,) = decided("The Board considered a report.", said)
    assert decision.action == action


# --- parts ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "parts",
    [
        ("1) note the report", "2) thank the officers"),
        ("1. note the report", "2. thank the officers"),
        ("(1) note the report; and", "(2) thank the officers"),
        ("(a) note the report;", "(b) thank the officers"),
        ("a) note the report", "b) thank the officers"),
        ("(i) note the report;", "(ii) thank the officers"),
        ("i. note the report", "ii. thank the officers"),
        ("• note the report", "• thank the officers"),
        ("- note the report;", "- thank the officers"),
    ],
)
@pytest.mark.parametrize(
    "head",
    ["RESOLVED that the Board:-", "The Board RESOLVED to:", "The Board agreed to:", "AGREED to:"],
)
def test_each_part_is_a_decision(head: str, parts: tuple[str, str]) -> None:
    """Numbers, letters, roman numbers and bullets part a resolution."""
    first, second = decided(head, *parts)
    assert first.text.startswith("note the report")
    assert (second.text, second.decided_by) == ("thank the officers", BOARD)


def test_bare_parts_are_parts() -> None:
    """Lines that each begin with "That" under "RESOLVED:" are a decision each."""
    found = texts(
        "RESOLVED:", "That the report be noted.", "That officers be thanked.", "Members left."
    )
    assert found == ["the report be noted.", "officers be thanked."]


def test_parts_that_run_on_in_one_paragraph_are_parts() -> None:
    """The marks (i), (ii) … in one line part it as well as lines would."""
    found = decided("RESOLVED: (i) That the report be noted; (ii) that officers be thanked; and (iii) "
                    "that a report be brought in May.")  # fmt: skip
    assert [one.number for one in found] == ["i", "ii", "iii"]
    assert found[1].text == "officers be thanked"


def test_points_bullets_and_tables_stay_in_their_part() -> None:
    """A part holds all that stands before the next number."""
    found = decided(
        "RESOLVED that the Board:-", "1) Ask for:", "a) one", "b) two", "2) Approve the fees:",
        "Item\tFee", "Skip\t£30", "3) Require that:", "• it be safe", "(i) it be open", "4) Note it",
    )  # fmt: skip
    assert [one.number for one in found] == ["1", "2", "3", "4"]
    assert found[0].text == "Ask for: a) one b) two"
    assert found[1].text == "Approve the fees: Item\tFee Skip\t£30"
    assert found[2].text == "Require that: • it be safe (i) it be open"


def test_roman_points_within_letters_stay_in_their_part() -> None:
    """After (a) an (i) is a point of it; after (h) it is the next part."""
    found = decided(
        "RESOLVED that:", "(a) the plan, with", "(i) maps and", "(ii) notes,", "(b) the map"
    )
    assert [one.number for one in found] == ["a", "b"]
    letters = [f"({letter}) part {letter}" for letter in string.ascii_lowercase[:10]]
    assert len(decided("RESOLVED that the Board:", *letters)) == 10


def test_a_paragraph_within_a_part_does_not_end_the_list() -> None:
    """A list that runs on after it shows that it belongs to the part above."""
    found = texts("RESOLVED that the Board:", "1. Note the report.", "The figures are in the appendix.",
                  "2. Thank the officers.")  # fmt: skip
    assert found == ["Note the report. The figures are in the appendix.", "Thank the officers."]


def test_several_resolutions_of_one_item_are_all_found() -> None:
    """Blocks may follow each other, with talk between them, or in one paragraph."""
    found = texts(
        "RESOLVED that the press be excluded.", "The Board heard the officers.",
        "RESOLVED that the Board:", "1. Note it", "2. Ask for more",
        "RESOLVED that the order be varied. It was further RESOLVED that the report be noted.",
    )  # fmt: skip
    assert found == ["the press be excluded.", "Note it", "Ask for more", "the order be varied.",
                     "the report be noted."]  # fmt: skip


def test_what_is_noted_and_requested_is_two() -> None:
    """In the active and in the passive."""
    assert (
        len(decided("RESOLVED that the Board noted the report and requested that it be sent.")) == 2
    )
    passive = decided(
        "RESOLVED that the report be noted and the Director of Housing be asked to report."
    )
    assert [(one.action, one.addressed_to) for one in passive] == [
        ("note", None),
        ("request", "Director of Housing"),
    ]


def test_a_deed_before_the_parts_is_a_decision_of_its_own() -> None:
    """The words "… noted the report and recommended that:" note, and the parts are recommended."""
    found = decided("RESOLVED that the Board noted the report and recommended that the Cabinet Member for "
                    "Housing:", "1. act", "2. report")  # fmt: skip
    assert [one.action for one in found] == ["note", "recommend", "recommend"]
    further = decided(
        "RESOLVED that the report be noted and that:", "1. it be sent to Council", "2. it be kept"
    )
    assert [one.text for one in further] == [
        "the report be noted",
        "it be sent to Council",
        "it be kept",
    ]


def test_a_part_that_the_page_cuts_is_incomplete() -> None:
    """Only the last, in which the page breaks off."""
    found = decided("RESOLVED that the Board:", "1) Note it", "2) Request that the Chair ... view the full "
                    "minutes text for item 19.")  # fmt: skip
    assert [one.complete for one in found] == [True, False]
    assert found[1].text == "Request that the Chair"


# --- permissions -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("head", "action"),
    [
        ("RESOLVED that planning permission be granted subject to the following conditions:", "approve"),
        ("RESOLVED that planning permission be refused for the following reasons:", "refuse"),
        ("RESOLVED to GRANT permission subject to:", "approve"),
        ("RESOLVED – That the application for a premises licence be granted, subject to the conditions in "
         "the report and the following:", "approve"),
        ("The Committee RESOLVED to REFUSE the application for the following reasons:", "refuse"),
        ("It was agreed that the application be refused on the following grounds:", "refuse"),
    ],
)  # fmt: skip
def test_conditions_and_reasons_are_words_of_one_decision(head: str, action: str) -> None:
    """A permission or refusal is one decision, whatever is listed under it."""
    (decision,) = decided(head, "1. Too high.", "2. Too near.", board="Planning Committee")
    assert decision.action == action
    assert decision.text.endswith("1. Too high. 2. Too near.")


def test_a_heading_conditions_belongs_to_the_permission() -> None:
    """Conditions under their own heading are words of the permission, reasons of the refusal."""
    for head, heading in (("granted", "Conditions:"), ("refused", "Reasons for refusal")):
        (decision,) = decided(
            f"RESOLVED that permission be {head}.", heading, "1. Too high.", board="Planning"
        )
        assert decision.text == f"permission be {head}. {heading} 1. Too high."


def test_what_the_board_approves_in_a_list_is_part_by_part() -> None:
    """A list of what is approved holds no conditions."""
    assert (
        len(decided("RESOLVED that the Board approve the following:", "1. the plan", "2. the map"))
        == 2
    )


# --- what is no decision -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "said",
    [
        ("At its meeting on 3 March 2021 Cabinet RESOLVED that:", "1. the plan be adopted", "2. it be sent"),
        ("The Cabinet resolved that the plan be adopted.",),
        ("The Board had RESOLVED in March that the plan be adopted.",),
        ("At their last meeting the Board agreed that the plan be adopted.",),
        ("Officers recommended that the plan be adopted.",),
        ("Members agreed that it was a good report.",),
        ("It was agreed that this would be hard.",),
        ("Members noted that traffic was bad.",),
        ("The Board noted the concerns that residents had raised about their streets.",),
        ("It was noted that the report would be considered by Council.",),
        ("Agreed actions were listed in the plan.",),
        ("Officers were resolved to do better, and the problem had been resolved.",),
        ("The matter was RESOLVED by the contractor within a week.",),
        ("AGREED ACTIONS FROM THE LAST MEETING",),
    ],
)  # fmt: skip
def test_what_is_told_thought_or_promised_is_no_decision(said: tuple[str, ...]) -> None:
    """Other bodies and days, opinions, facts and headings decide nothing."""
    assert decided(*said) == ()


def test_a_promise_agreed_is_no_decision() -> None:
    """What somebody is to send or find out is an undertaking."""
    assert decided("It was agreed to circulate the figures.") == ()


@pytest.mark.parametrize("verdict", ["was LOST", "was put to the vote and lost", "was declared not carried",
                                     "fell", "was defeated by 7 votes to 3"])  # fmt: skip
def test_a_lost_amendment_is_no_decision(verdict: str) -> None:
    """What was quoted as an amendment and lost is left out; the resolution after it is kept."""
    found = texts(
        "Councillor A moved, seconded by Councillor B, the following amendment:",
        "“RESOLVED that the report be referred back.”",
        f"On being put to the vote the amendment {verdict}.",
        "RESOLVED that the report be approved.",
    )
    assert found == ["the report be approved."]


def test_a_lost_motion_alone_decides_nothing() -> None:
    """Neither told in a sentence nor quoted."""
    assert (
        decided(
            "It was moved that the item be deferred. On being put to the vote the motion was lost."
        )
        == ()
    )
    assert (
        decided("Councillor A moved: “RESOLVED that it be deferred.”", "The motion was LOST.") == ()
    )


def test_a_motion_resolved_in_the_same_words_is_one() -> None:
    """What was moved, carried and then resolved is one decision."""
    assert texts(
        "It was moved by Councillor A that the plan be adopted.",
        "The motion was put to the vote and carried.", "RESOLVED that the plan be adopted.",
    ) == ["the plan be adopted."]  # fmt: skip


def test_a_motion_that_was_carried_decides() -> None:
    """Where nothing more is written than that it was carried."""
    (decision,) = decided("It was moved by Councillor A and seconded by Councillor B that the item be "
                          "deferred. Upon being put to the vote the motion was carried.")  # fmt: skip
    assert (decision.text, decision.action) == ("the item be deferred.", "defer")


def test_a_motion_of_council_that_was_carried_decides_in_its_parts() -> None:
    """What "This Council resolves to:" is decided when it was carried, and else is not."""
    motion = ("Councillor A moved the following motion:", "This Council resolves to:", "1. plant trees",
              "2. write to the Minister")  # fmt: skip
    carried = texts(*motion, "On being put to the vote the motion was CARRIED.", board="Council")
    assert carried == ["plant trees", "write to the Minister"]
    assert decided(*motion, "On being put to the vote the motion was LOST.", board="Council") == ()
    assert decided(*motion, board="Council") == ()


def test_an_amended_motion_is_not_given_in_its_first_words() -> None:
    """Where the words were changed and not printed again, the sentence is all that is sure."""
    found = texts("It was moved that the fee be £30.", "An amendment that it be £20 was carried.",
                  "The substantive motion, as amended, was put and carried.")  # fmt: skip
    assert found == ["The substantive motion, as amended, was put and carried."]


# --- sentences ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "text"),
    [
        ("The Board noted the report.", "noted the report"),
        ("Members noted the report and its appendices.", "noted the report and its appendices"),
        ("The Scrutiny Board considered and noted their Work Programme for the 2020/21 Municipal Year.",
         "noted their Work Programme for the 2020/21 Municipal Year"),
        ("The report was noted.", "The report was noted."),
        ("The Board considered their Work Programme, which was noted.",
         "their Work Programme, which was noted"),
    ],
)  # fmt: skip
def test_a_closing_sentence_decides_where_nothing_else_does(said: str, text: str) -> None:
    """The last sentence of an item may be all that minutes say of what was decided."""
    (decision,) = decided("The Board considered a report.", said)
    assert (decision.text, decision.action, decision.decided_by) == (text, "note", BOARD)
    assert len(decided(said, "RESOLVED that the plan be adopted.")) == 1


def test_a_sentence_in_the_midst_of_the_talk_decides_nothing() -> None:
    """Only the last may."""
    assert decided("The Board noted the report.", "Members then asked about costs.") == ()


def test_the_minutes_of_the_last_meeting_are_no_decision() -> None:
    """That they were agreed is told beside the minutes that they are."""
    assert decided("The minutes of the meeting held on 3 June 2020 were agreed and signed.") == ()


# --- whom, who, in what capacity ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "addressed_to"),
    [
        ("RECOMMENDED TO COUNCIL: That the budget be adopted.", "COUNCIL"),
        ("RECOMMENDED (to Council) that the budget be adopted.", "Council"),
        ("RECOMMENDATION TO COUNCIL: That the budget be adopted.", "COUNCIL"),
        ("RESOLVED TO RECOMMEND to Full Council that the budget be adopted.", "Full Council"),
        ("The Board recommended that the Cabinet Member for Housing adopt it.",
         "Cabinet Member for Housing"),
    ],
)  # fmt: skip
def test_a_recommendation_names_whom_it_is_for(said: str, addressed_to: str) -> None:
    """It is recommended, never decided."""
    (decision,) = decided(said)
    assert (decision.action, decision.addressed_to) == ("recommend", addressed_to)
    assert decision.decided_by == BOARD


@pytest.mark.parametrize(
    ("text", "action", "addressed_to"),
    [
        ("That delegated authority be given to the Director of Place, in consultation with the Chair, to "
         "agree the terms.", "delegate", "Director of Place"),
        ("That authority be delegated to the Head of Housing to sign.", "delegate", "Head of Housing"),
        ("Delegate authority to the Director of Finance to sign.", "delegate", "Director of Finance"),
        ("that the Cabinet Member for Housing be asked to report", "request", "Cabinet Member for Housing"),
        ("request the Director of Place to report", "request", "Director of Place"),
        ("that prior approval be required and refused", "refuse", None),
        ("that prior approval be given", "approve", None),
        ("that consideration be deferred until the plan is approved", "defer", None),
    ],
)  # fmt: skip
def test_the_action_and_whom_it_is_asked_of(
    text: str, action: str, addressed_to: str | None
) -> None:
    """By the first deed of the part."""
    (decision,) = decided("RESOLVED:", f"1. {text}")
    assert (decision.action, decision.addressed_to) == (action, addressed_to)


@pytest.mark.parametrize(
    ("board", "capacity"),
    [
        ("Council", "council"), ("Annual Meeting of the Council", "council"),
        ("Kelderby Borough Council", "council"), ("Extraordinary Council Meeting", "council"),
        ("Cabinet", "executive"), ("Executive", "executive"),
        ("Overview and Scrutiny Committee", "scrutiny"), ("Adults Select Committee", "scrutiny"),
        ("Executive Scrutiny Commission", "scrutiny"),
        ("Planning Committee", "regulatory"), ("Licensing Sub-Committee", "regulatory"),
        ("Development Control Committee", "regulatory"), ("Regulatory Committee", "regulatory"),
        ("Audit Committee", None), ("Standards Committee", None), ("Health and Wellbeing Board", None),
        ("Youth Council", None), ("Environment Cabinet Committee", None), ("Executive Advisory Panel", None),
    ],
)  # fmt: skip
def test_the_capacity_is_told_by_the_name_or_not_at_all(board: str, capacity: str | None) -> None:
    """Only where a body's name says it."""
    assert capacity_of(board) == capacity
    assert with_capacity(Decision("note it"), board).capacity == capacity


# --- sheets and registers -----------------------------------------------------------------------------


def test_a_sheet_without_resolved_is_read() -> None:
    """What stands under "Decision:" is decided, whatever its words; the reasons are not."""
    found = read_sheet(
        paragraphs("The Cabinet considered a report.", "The lease was agreed for 25 years.",
                   "1. The rent is £500.", "Reasons for decision", "It is the best use."), board="Cabinet"
    )  # fmt: skip
    assert [one.text for one in found.decisions] == [
        "The lease was agreed for 25 years.",
        "The rent is £500.",
    ]
    assert found.paragraphs == frozenset({1, 2})


def test_a_ruling_of_several_paragraphs_gives_them_all() -> None:
    """Each is one, or opens a list."""
    found = read_ruling(
        paragraphs("Approve the lease.", "To:", "1. sign it", "2. seal it"), maker="The Leader"
    )
    assert [one.text for one in found] == ["Approve the lease.", "sign it", "seal it"]


# --- whatever is written -------------------------------------------------------------------------------

pieces = st.sampled_from(
    ["RESOLVED", "AGREED", "that", "the", "Board", "noted", "and requested", "be", "granted", "subject to:",
     "1.", "(a)", "(ii)", "•", "2)", ":", "report", "was", "It was", "motion", "lost.", "carried.", "moved",
     "amendment", "Decision:", "Reasons:", "\t", "RECOMMENDED to Council", "planning permission"]
)  # fmt: skip
lines = st.lists(pieces, min_size=1, max_size=14).map(" ".join)


@given(st.lists(lines, max_size=8))
def test_decisions_are_words_of_the_paragraphs_in_order(said: list[str]) -> None:
    """Nothing is invented, turned round or told twice."""
    found = read_resolution(paragraphs(*said), board=BOARD)
    rest = iter(words(" ".join(said[place] for place in sorted(found.paragraphs))))
    for decision in found.decisions:
        assert all(word in rest for word in words(decision.text)), (decision.text, said)


def words(text: str) -> list[str]:
    """Words without the marks around them."""
    return [word for word in (word.strip(" ,:;.–-•()") for word in text.split()) if word]


@given(st.lists(st.text(max_size=200), max_size=6))
def test_no_text_is_too_strange(said: list[str]) -> None:
    """Whatever the words, a reading comes of them."""
    assert isinstance(opens_resolution(" ".join(said)), bool)
    read_resolution(paragraphs(*said), board=None)
    read_sheet(paragraphs(*said), board="Cabinet")


# --- recommendations of reports ------------------------------------------------------------------------


def recommended(*said: str) -> list[tuple[str | None, str]]:
    """Whom a report of these words asks, and what."""
    lines = [Paragraph(text, strong=text == "Background") for text in ("Title: Voids", *said)]
    found = read_report(lines).recommendations
    return [(one.addressed_to, one.text) for one in found]


@pytest.mark.parametrize(
    ("said", "found"),
    [
        (("2. Recommendations", "2.1 That Cabinet approve the plan", "2.2 That it be sent to Council",
          "3. Background", "3.1 It is old."),
         [("Cabinet", "approve the plan"), ("Cabinet", "That it be sent to Council")]),
        (("Recommendations", "It is recommended that the Board:", "1. Note it", "2. Ask for more",
          "Background"),
         [("Board", "Note it"), ("Board", "Ask for more")]),
        (("RECOMMENDATION: That the report be noted.", "Background", "It is old."),
         [(None, "That the report be noted.")]),
        (("Recommendation to Council:", "That the budget be adopted.", "Background"),
         [("Council", "That the budget be adopted.")]),
        (("Recommendation(s)", "The Committee is asked to note the report."),
         [("Committee", "note the report.")]),
        (("The Committee is asked to:", "1. note the report", "2. comment on it", "1 Background",
          "It is old."),
         [("Committee", "note the report"), ("Committee", "comment on it")]),
        (("Recommendations", "Cabinet is recommended to:", "1) Approve the plan:", "(a) for Holmcroft",
          "(b) for Eastgate", "Council is recommended to:", "1) Adopt it"),
         [("Cabinet", "Approve the plan: (a) for Holmcroft (b) for Eastgate"), ("Council", "Adopt it")]),
        (("Recommendations", "It is recommended that the plan be approved."),
         [(None, "the plan be approved.")]),
        (("Recommendations", "That the plan be approved.", "That it be sent to Council.", "Background"),
         [(None, "That the plan be approved."), (None, "That it be sent to Council.")]),
        (("Recommendations", "None"), []),
        (("Background", "Members are asked to bring their papers.", "The Board is asked too often."), []),
    ],
)  # fmt: skip
def test_recommendations_are_read_with_whom_they_are_put_to(
    said: tuple[str, ...], found: list[tuple[str | None, str]]
) -> None:
    """Under a heading, after a label, or in words of their own, up to the next heading."""
    assert recommended(*said) == found


# --- what is routine -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "said",
    [
        "There were no disclosable interests.",
        "There were no disclosable pecuniary interests declared by Members.",
        "There were no declarations.",
        "No Member declared an interest.",
        "No interests were declared.",
        "No declarations of interest were received.",
        "There were no apologies for absence.",
        "Apologies for absence were received from Councillor A Bellamy.",
        "There were no other items of urgent public business.",
        "The Chair reported that there was no urgent business.",
        "No urgent items.",
        "There were none.",
        "None.",
        "Nil",
        "Not applicable.",
        "There were no matters arising.",
        "No public questions had been received.",
        "The minutes of the meeting held on 3 June 2020 were agreed and signed as a true record.",
        "The minutes of the meeting held on 3 June 2020 were confirmed as a correct record.",
        "RESOLVED that the minutes of the meeting held on 3 June 2020 be approved and signed by the Chair.",
    ],
)
def test_words_of_form_are_routine(said: str) -> None:
    """Nothing happened, or no more than that minutes were agreed and apologies received."""
    assert is_routine("Any title", [said], [])


@pytest.mark.parametrize(
    "said",
    [
        "Councillor A Bellamy declared an interest in item 6.",
        "There were no disclosable interests, Councillor A Bellamy being a member of the trust.",
        "No interests were declared other than by Councillor A Bellamy.",
        "There were no matters arising except the flooding at Mill Lane.",
        "The minutes were agreed subject to a correction.",
        "The minutes of the meeting were approved as corrected.",
        "Further to minute 13/19 the figures had been circulated.",
        "RESOLVED that the press and public be excluded.",
        "RESOLVED that the report be noted.",
        "The Board noted their Work Programme.",
        "The Chair reported that there was a fire at the depot.",
        "Officers agreed to circulate the list.",
        "",
    ],
)
def test_what_happened_is_not_routine(said: str) -> None:
    """An interest, a matter arising, something resolved, whatever the title."""
    assert not is_routine("Declarations of Interests", [said], ["Support to families"])


def test_what_somebody_declared_under_a_decision_heading_is_no_decision() -> None:
    """A page prints declarations and apologies under "Decision:" too."""
    said = [
        "Councillor Y Mistry declared an other registrable interest in the item on Lammas Lane.",
        "There were no declarations of interest.",
        "Councillor M Lindqvist be appointed Chair for the joint meeting.",
    ]
    found = read_sheet([Paragraph(text) for text in said], board="Planning Committee")
    assert [decision.text for decision in found.decisions] == [said[2]]


# --- house styles -----------------------------------------------------------------------------------


def acted(*said: str, board: str = BOARD) -> list[tuple[str | None, str, str, str | None]]:
    """Number, words, action and addressee of the decisions in the minutes of one item."""
    found = decided(*said, board=board)
    return [(one.number, one.text, one.action, one.addressed_to) for one in found]


@pytest.mark.parametrize(
    ("numbers", "opened"),
    [
        (("1.1", "1.2", "1.3"), ("RESOLVED:", "That Cabinet:")),
        (("4.1", "4.2", "4.3"), ("RESOLVED that Cabinet:",)),
        (("(i)", "(ii)", "(iii)"), ("RESOLVED", "That the Cabinet:-")),
        (("(a)", "(b)", "(c)"), ("It was accordingly RESOLVED:", "That this Cabinet")),
        (("1.", "2.", "3."), ("On a vote this was CARRIED and accordingly RESOLVED:", "Cabinet:")),
    ],
)
def test_parts_follow_a_line_that_only_names_the_body(
    numbers: tuple[str, ...], opened: tuple[str, ...]
) -> None:
    """The body on a line of its own opens the parts; each has its words, none is empty."""
    said = ("Approves the lease.", "Delegates the terms to the Director of Place.", "Notes it.")
    parts = [f"{number} {words}" for number, words in zip(numbers, said, strict=True)]
    bare = [number.strip("().") for number in numbers]
    assert acted(*opened, *parts, board="Cabinet") == [
        (bare[0], said[0], "approve", None),
        (bare[1], said[1], "delegate", "Director of Place"),
        (bare[2], said[2], "note", None),
    ]


def test_next_numbered_paragraph_of_minutes_is_no_part() -> None:
    """Where all paragraphs are numbered, what is told after the list has ended is none of it."""
    assert texts(
        "RESOLVED that the Board:", "3.1 note the accounts; and", "3.2 thank the auditor.",
        "3.3 The Chair closed the debate.",
    ) == ["note the accounts", "thank the auditor."]  # fmt: skip


@pytest.mark.parametrize(
    "parts",
    [
        ("That (a) the code be adopted;", "(b) the clerk be thanked."),
        ("That (a) the code be adopted; (b) the clerk be thanked.",),
        ("(1) That the code be adopted; and", "(2) That the clerk be thanked."),
    ],
)
def test_resolved_to_recommend_over_the_parts(parts: tuple[str, ...]) -> None:
    """The line names who is asked; the parts are what is recommended to them."""
    found = acted("RESOLVED TO RECOMMEND TO COUNCIL", *parts)
    assert [one[1].rstrip(".") for one in found] == ["the code be adopted", "the clerk be thanked"]
    assert {one[2:] for one in found} == {("recommend", "COUNCIL")}


@pytest.mark.parametrize("verb", ["RECOMMENDS", "recommends", "RECOMMENDED"])
def test_recommends_below_resolved_is_a_recommendation(verb: str) -> None:
    """Below "Resolved:", "The Board recommends to Cabinet that:" recommends, part by part."""
    opened = f"The Board {verb} to Cabinet that:"
    found = acted("Resolved:", opened, "1. Fees fall.", "2. Hours stay.")
    assert found == [
        ("1", "Fees fall.", "recommend", "Cabinet"),
        ("2", "Hours stay.", "recommend", "Cabinet"),
    ]


@pytest.mark.parametrize(
    "said", [("RESOLVED:", "That:"), ("RESOLVED",), ("DECIDED: –",), ("AGREED to",)]
)
def test_words_that_only_open_decide_nothing(said: tuple[str, ...]) -> None:
    """A decision always has words."""
    assert all(one.text for one in (*decided(*said), *read_ruling(paragraphs(*said), maker=None)))


def test_licence_is_granted_with_its_hours() -> None:
    """The hours listed and what they are subject to are words of the one permission."""
    hours = ("(i) Sale of alcohol: 11.00 to 23.00;", "(ii) Opening: 11.00 to 23.30;")
    end = "subject to the conditions agreed with the police."
    (decision,) = decided(
        "RESOLVED: That the application for a premises licence be granted as follows:",
        *hours, end, "Reasons: It was satisfied.",
    )  # fmt: skip
    assert decision.action == "approve"
    assert all(words in decision.text for words in (*hours, end, "be granted as follows"))
    (bare,) = decided(
        "The Board decided to grant the licence with the following hours:",
        "Sale of alcohol: 10:00 - 23:00", "Opening: 09:00 - 23:30", "REASONS", "It had regard.",
    )  # fmt: skip
    assert bare.text.endswith("23:00 Opening: 09:00 - 23:30")


@pytest.mark.parametrize(
    ("said", "who"),
    [
        ("the Director of Place be authorised to sign the lease.", "Director of Place"),
        ("the Leader be authorised, in consultation with officers, to appoint one.", "Leader"),
        ("the Monitoring Officer be given delegated authority to amend it.", "Monitoring Officer"),
        ("authorise the Chief Officer (Homes) to sign the lease.", "Chief Officer (Homes)"),
    ],
)
def test_to_authorise_somebody_is_to_delegate(said: str, who: str) -> None:
    """Who may act is the addressee; "expenditure be authorised" is an approval."""
    assert acted(f"RESOLVED that {said}" if "be" in said else f"AGREED to {said}") == [
        (None, said, "delegate", who)
    ]
    assert decided("RESOLVED that expenditure of £40 be authorised.")[0].action == "approve"


@pytest.mark.parametrize(
    "who",
    ["Managing Director", "Chief Finance Officer", "Head of Audit", "Parish Clerk",
     "Interim Director of Place", "Licensing Committee"],
)  # fmt: skip
def test_whoever_is_asked_is_the_addressee(who: str) -> None:
    """A post or body before "be asked"; whom they are to consult is not it."""
    asked = f"{who}, in consultation with Ward Members, be asked to act."
    (decision,) = decided(f"RESOLVED that the {asked}")
    assert (decision.action, decision.addressed_to) == ("request", who)


def test_what_another_body_resolved_and_recommended_is_not_decided_here() -> None:
    """What Cabinet "RESOLVED …; and RECOMMENDED to Council" on another day is no decision of Council."""
    told = (
        "At its meeting on 4 June, Cabinet RESOLVED - That it be kept; and RECOMMENDED to Council"
    )
    assert texts(f"{told} that it be adopted.", board="Council") == []
    own = "RESOLVED - That the plan be adopted."
    assert texts(told, own, board="Council") == ["the plan be adopted."]
    other = "The Committee RECOMMENDED to Cabinet that fees be frozen."
    assert texts(other, board="Cabinet") == []


def test_recommendations_that_were_agreed_are_resolved() -> None:
    """What stood under "RECOMMENDATIONS:" is decided once it was voted for, and not before."""
    asked = ("RECOMMENDATIONS:", "That the Board approve the fees.")
    vote = "Upon being put to the vote, the recommendation was"
    assert acted(*asked, f"{vote} approved.") == [(None, "approve the fees.", "approve", None)]
    assert acted(*asked) == acted(*asked, f"{vote} lost.") == []
    amended = f"{vote} agreed, subject to a review."
    assert texts(*asked, amended) == [amended]


def test_recommendation_of_an_officer_is_none_of_the_board() -> None:
    """Where something is resolved below, "RECOMMENDATION:" was what an officer had put to it."""
    put = "RECOMMENDATION: That permission be granted."
    assert texts(put, "RESOLVED: That permission be refused.") == ["permission be refused."]
    own = ("RECOMMENDATIONS", "That the Cabinet Member for Homes write to the trust.")
    assert [one[2] for one in acted(*own)] == ["recommend"]


@pytest.mark.parametrize(
    "how",
    ["signed by the Chair as a correct record.", "taken as read, confirmed and signed as a true record.",
     "confirmed as a correct record, subject to the deletion of item 4."],
)  # fmt: skip
def test_signing_minutes_approves_them(how: str) -> None:
    """The usual ways of approving minutes."""
    (decision,) = decided(f"RESOLVED that the minutes of 3 May be {how}")
    assert decision.action == "approve"


@pytest.mark.parametrize(
    ("said", "action"),
    [
        ("support it; however, more was needed before coming to a decision.", "other"),
        ("leave a decision on this until the next meeting.", "defer"),
        ("wait until the survey was done.", "defer"),
        ("postpone the works.", "defer"),
    ],
)
def test_what_is_still_open_is_not_approved(said: str, action: str) -> None:
    """Something put off is deferred; what is supported "before coming to a decision" is not decided."""
    assert [one[1:3] for one in acted(f"It was agreed to {said}")] == [(said, action)]


@pytest.mark.parametrize(
    ("said", "action"),
    [
        ("the item be held over to the next meeting.", "defer"),
        ("the item be carried forward to the next meeting.", "defer"),
        ("the underspend be carried forward to the next year.", "other"),
        ("the following recommendations be submitted to Cabinet: more lamps.", "recommend"),
    ],
)
def test_action_in_other_words(said: str, action: str) -> None:
    """What a resolution does, where its verb alone does not tell."""
    assert decided(f"RESOLVED that {said}")[0].action == action


def test_what_a_thing_was_is_no_decision() -> None:
    """Of "it was decided that was a private matter" nobody can tell what it is about."""
    assert texts("The wall was raised, but it was decided that was a private matter.") == []


def test_second_informal_decision_of_a_paragraph_counts() -> None:
    """Each sentence that says "it was agreed" is one, with its own words only."""
    first = "It was agreed that the cost be shared. Some spoke."
    second = "It was further agreed that it be painted. All left."
    assert texts(f"{first} {second}") == ["the cost be shared.", "it be painted."]


def test_proposed_seconded_and_agreed_counts_as_formal() -> None:
    """Parish minutes: what was moved and agreed stands beside what was "Resolved"."""
    moved = "It was proposed by Cllr Wren, seconded by Cllr Nash and unanimously agreed to"
    assert texts(f"{moved} accept the bid. All left.", "Resolved to ask the clerk to write.") == [
        "accept the bid.",
        "ask the clerk to write.",
    ]


@pytest.mark.parametrize("mark", ["∑", "●", "\uf0b7", "➢", "o"])
def test_bullets_of_other_fonts_are_bullets(mark: str) -> None:
    """Letters of a symbol font part a list as bullets do."""
    assert texts("RESOLVED that the Board:", f"{mark} note the plan", f"{mark} thank the clerk") == [
        "note the plan", "thank the clerk",
    ]  # fmt: skip


def test_condition_without_a_number_belongs_to_the_permission() -> None:
    """What "the following condition:" announces is part of it, and what is told after that is not."""
    (decision,) = decided(
        "RESOLVED: That permission be GRANTED subject to the following additional conditions:",
        "No work shall begin before the tiles have been approved.",
        "The hedge shall be kept.",
        "The Chair closed the debate.",
    )
    assert decision.text.endswith("approved. The hedge shall be kept.")
    assert decision.action == "approve"


def test_believes_and_resolves_are_two() -> None:
    """What a council "notes … and resolves to ask" is a note and a request."""
    said = "That this Council notes the noise and resolves to ask the Leader to write."
    assert acted("RESOLVED", said, board="Council") == [
        (None, "notes the noise", "note", None),
        (None, "ask the Leader to write.", "request", "Leader"),
    ]


@pytest.mark.parametrize(
    "said", ["RECOMMENDED: That Council be recommended to adopt it.",
             "RESOLVED that Council be RECOMMENDED to adopt it.",
             "RECOMMENDED to Council that it be adopted."],
)  # fmt: skip
def test_body_that_is_recommended_something_is_the_addressee(said: str) -> None:
    """Whichever way round it is put."""
    (decision,) = decided(said)
    assert (decision.action, decision.addressed_to) == ("recommend", "Council")


def test_authority_is_delegated_to_the_officer_named() -> None:
    """Statutory posts are addressees too."""
    (decision,) = decided("RESOLVED to delegate to the Section 151 Officer authority to amend it.")
    assert (decision.action, decision.addressed_to) == ("delegate", "Section 151 Officer")


def test_agreed_over_a_list_opens_its_parts() -> None:
    """Below a label, "Cabinet agreed:" and its like have the parts that follow, never nothing."""
    said = ("1) to approve the sale; and", "2) to authorise the Head of Estates to complete it.")
    for opened in ("Cabinet agreed:", "Cabinet agreed"):
        assert acted("Decision", opened, *said, "Reason for decision", board="Cabinet") == [
            ("1", "approve the sale", "approve", None),
            ("2", "authorise the Head of Estates to complete it.", "delegate", "Head of Estates"),
        ]


def test_heading_below_dotted_parts_is_no_point_of_them() -> None:
    """A whole number after "2.2" is of the agenda, not of the list."""
    said = ("2.1 That it be noted.", "2.2 That it be kept.", "3. Any Other Business")
    assert texts("RESOLVED -", *said) == ["it be noted.", "it be kept."]


def test_what_was_recommended_and_resolved_in_the_same_words_is_one() -> None:
    """An officer's recommendation that was resolved is not shown beside it."""
    found = decided("RECOMMENDED: That it be approved.", "RESOLVED: That it be approved.")
    assert [one.action for one in found] == ["approve"]


@pytest.mark.parametrize("verb", ["NOTED", "APPROVED"])
def test_what_follows_a_short_decision_that_ended_is_no_part_of_it(verb: str) -> None:
    """What was "NOTED" in a sentence that ended is all of it: the next paragraph tells something else."""
    told = "Una Carver agreed to bring a further report in the autumn."
    assert texts(f"The Board {verb} the update.", told) == ["the update."]


@pytest.mark.parametrize("said", ["NOTED.", "AGREED."])
def test_verb_that_stands_alone_is_not_replaced_by_what_follows(said: str) -> None:
    """What was noted is the item: the thanks below it are none of it."""
    assert texts(said, "The Leader thanked the officers.") == [said]


@pytest.mark.parametrize(
    ("said", "action"),
    [
        ("not to approve the scheme.", "refuse"),
        ("that the grant not be approved.", "refuse"),
        ("that no approval be given.", "refuse"),
        ("that the report not be noted.", "other"),
        ("that no more than three stalls be approved.", "approve"),
        ("that permission be granted if the appeal is not approved.", "approve"),
    ],
)
def test_what_is_not_to_be_done_is_no_approval(said: str, action: str) -> None:
    """A refusal in the words of an approval is told by its "not" or "no"."""
    assert [one.action for one in decided(f"RESOLVED: {said}")] == [action]


@pytest.mark.parametrize(
    "asked", ["the Board determine the application.", "the application be granted."]
)
def test_what_an_officer_recommended_is_not_shown_beside_the_decision(asked: str) -> None:
    """Before the board decides, "it was recommended" is what an officer asked for."""
    told = f"The officer introduced the report. It was recommended that {asked}"
    found = decided(told, "The Board decided to refuse the application.")
    assert [one.action for one in found] == ["refuse"]


def test_what_a_board_recommends_after_it_decided_is_kept() -> None:
    """After the decision it is the board that recommends."""
    said = ("It was agreed to note the report.", "It was recommended that the bins be emptied.")
    assert [one.action for one in decided(*said)] == ["note", "recommend"]


def test_reasons_of_a_decision_decide_nothing() -> None:
    """Under "REASONS", what the board "decided" is why."""
    reason = "The Board decided that revocation would be disproportionate."
    said = ("The Board decided to suspend the licence.", "REASONS", reason)
    assert texts(*said) == ["suspend the licence."]


def test_parts_may_have_numbers_without_a_stop() -> None:
    """The next number of the open list is a part's, and no other is."""
    said = ("1 that fees rise;", "2 that it be noted.", "3 Councillors left.")
    found = decided("RESOLVED –", *said)
    assert [(one.number, one.text) for one in found] == [("1", "fees rise"), ("2", "it be noted.")]
