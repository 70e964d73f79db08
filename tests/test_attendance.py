"""Attendance lists in the layouts that councils print; all names are invented."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.model import Attendee, Paragraph
from indexer.reading.attendance import read_apologies, read_attendance


def listed(text: str) -> list[Attendee]:
    """What is read from these lines."""
    return list(read_attendance([Paragraph(line) for line in text.split("\n")]))


def names(text: str) -> list[tuple[str, str]]:
    """Role and name of everybody."""
    return [(one.role, one.name) for one in listed(text)]


def test_surnames_under_the_word_councillors_get_that_title() -> None:
    """A surname alone is no name; the label over the list says what it lacks."""
    assert names("Councillors: Akers (Chair), Bell, Dunn and O'Neill") == [
        ("chair", "Councillor Akers"),
        ("member", "Councillor Bell"),
        ("member", "Councillor Dunn"),
        ("member", "Councillor O'Neill"),
    ]


def test_initials_may_stand_behind_the_surname() -> None:
    """The comma of "Akers, J" parts no two people."""
    assert names("PRESENT: Akers, J (Chair); Bell, K; Dunn, L R") == [
        ("chair", "Akers, J"),
        ("member", "Bell, K"),
        ("member", "Dunn, L R"),
    ]


def test_two_columns_are_read_row_by_row() -> None:
    """Tabs part people, and the letters by which minutes call them are nobody."""
    assert names("Present:\tRob Boyd\tRB\tGrace Dolan\tGD\nMary Carey (KBC)\tMC") == [
        ("member", "Rob Boyd"),
        ("member", "Grace Dolan"),
        ("member", "Mary Carey"),
    ]


def test_a_substitute_says_for_whom() -> None:
    """Whom a substitute stands in for is kept in the post, in brackets or not."""
    found = listed(
        "Members: Councillor E Farrow (substitute for Councillor G Hale)\nCouncillor T Orr"
    )
    assert [(one.role, one.post) for one in found] == [
        ("substitute", "substitute for Councillor G Hale"),
        ("member", None),
    ]
    (other,) = listed("Present: Councillor T Orr substituting for Councillor Hale")
    assert (other.role, other.post) == ("substitute", "substitute for Councillor Hale")


@pytest.mark.parametrize("how", ["(virtual)", "via Teams", "(attended remotely)", "– via Zoom"])
def test_who_joined_from_afar_is_told(how: str) -> None:
    """Virtual attendance is a fact of its own, and no part of name or post."""
    (one,) = listed(f"Officers: Jane Wren (Head of Audit) {how}")
    assert (one.name, one.post, one.virtual) == ("Jane Wren", "Head of Audit", True)


def test_a_label_may_say_it_for_all() -> None:
    """The label "Attending remotely" goes on with the members above it."""
    found = listed("Members: Councillor A Bell\nAttending remotely: Councillor H Vance")
    assert [(one.role, one.virtual) for one in found] == [("member", None), ("member", True)]


def test_when_somebody_came_or_left_is_no_part_of_the_name() -> None:
    """Notes on items and times are left out."""
    found = listed("Members: Councillor K Lisle (until item 5)\nCouncillor M Stone – from item 3")
    assert [(one.name, one.post, one.organisation) for one in found] == [
        ("Councillor K Lisle", None, None),
        ("Councillor M Stone", None, None),
    ]


def test_directorates_head_their_officers() -> None:
    """A heading goes for the names below it; a post may stand before or under a name."""
    found = listed(
        "Employees:\nPeople Directorate\nA Coles, D Harkness\nLaw and Governance: T Ambler\n"
        "Director of Finance – J Wren"
    )
    assert [(one.name, one.directorate or one.post) for one in found[:3]] == [
        ("A Coles", "People Directorate"),
        ("D Harkness", "People Directorate"),
        ("T Ambler", "Law and Governance"),
    ]
    assert (found[3].name, found[3].post) == ("J Wren", "Director of Finance")
    (one,) = listed("Officers:\nJane Wren\nHead of Audit")
    assert (one.name, one.post) == ("Jane Wren", "Head of Audit")


def test_a_post_with_and_in_it_is_no_second_person() -> None:
    """A post such as "Flood Risk and Drainage Manager" is one, held by one person."""
    (one,) = listed("Officers: G Reed, Flood Risk and Drainage Manager")
    assert (one.name, one.post) == ("G Reed", "Flood Risk and Drainage Manager")


def test_guests_keep_their_bodies_and_members_of_the_cabinet_their_portfolio() -> None:
    """A body is no person; who is invited as cabinet member is one."""
    found = listed(
        "By Invitation: Dr P Quill (Kelder NHS Trust)\nDamon Wingate, Home Office\n"
        "Councillor R Brown (Cabinet Member for Finance)"
    )
    assert [(one.role, one.organisation or one.post) for one in found] == [
        ("invited", "Kelder NHS Trust"),
        ("invited", "Home Office"),
        ("cabinet member", "Cabinet Member for Finance"),
    ]


def test_a_table_tells_who_came_by_its_column() -> None:
    """The absent are not listed; apologies are apologies."""
    found = listed(
        "Name\tRepresenting\tPresent\nCouncillor A Bell\tKelderby BC\tYes\n"
        "Ms R Fry\tHomes Society\tApologies\nMr T Orr\tKelder Trust\tNo\nMrs H Vane\tVale Trust\tYes"
    )
    assert [(one.name, one.role, one.organisation) for one in found] == [
        ("Councillor A Bell", "member", "Kelderby BC"),
        ("Ms R Fry", "apologies", "Homes Society"),
        ("Mrs H Vane", "member", "Vale Trust"),
    ]


def test_the_chair_may_be_named_in_a_sentence() -> None:
    """Only who is in the list, and only where nobody else chairs it."""
    there = "Present\tRob Boyd\tGrace Dolan\nThe meeting was chaired by Rob Boyd."
    assert names(there) == [("chair", "Rob Boyd"), ("member", "Grace Dolan")]
    assert names("Present\tRob Boyd\nThe meeting was chaired by Tom Ash.") == [
        ("member", "Rob Boyd")
    ]


def test_who_was_absent_was_not_there() -> None:
    """Names under "Absent" are neither present nor apologies."""
    assert names("Members: Councillor A Bell\nAbsent: Councillor Q Quick") == [
        ("member", "Councillor A Bell")
    ]


def test_apologies_are_read_from_the_words_of_their_item() -> None:
    """A sentence names them, or a list; a deed of somebody else is none."""
    said = (
        "Apologies for absence were received on behalf of Councillor X Yates and Mrs O Fry. "
        "Councillor A Bell attended as substitute."
    )
    assert [one.name for one in read_apologies([said])] == ["Councillor X Yates", "Mrs O Fry"]
    assert [one.name for one in read_apologies(["Grace Dolan (GD), Mary Carey (MC)"])] == [
        "Grace Dolan",
        "Mary Carey",
    ]
    assert read_apologies(["There were no apologies.", "None"]) == ()


@given(st.lists(st.text(alphabet="ABab ,.()\t:;–'and", max_size=60), max_size=6))
def test_whatever_stands_there_every_name_is_printed_there(lines: list[str]) -> None:
    """No list makes the reader fail, and it invents no letters but the title "Councillor"."""
    printed = " ".join(" ".join(lines).split())
    for one in read_attendance([Paragraph(f"Present: {line}") for line in lines]):
        assert " ".join(one.name.split()).removeprefix("Councillor ") in printed


@pytest.mark.parametrize(
    ("text", "there"),
    [
        (
            "Members:\n* Cllr A Bell (Chair)\nCllr B Cox\nCllr E Eke*\n* denotes present",
            [("chair", "Cllr A Bell"), ("member", "Cllr E Eke")],
        ),
        (
            "Members: *Councillors A Bell, B Cox and *D Dunn\n(* indicates those present)",
            [("member", "Councillor A Bell"), ("member", "Councillor D Dunn")],
        ),
        (
            "Members: Councillors A Bell, B Cox* and D Dunn\n* denotes absent",
            [("member", "Councillor A Bell"), ("member", "Councillor D Dunn")],
        ),
    ],
)
def test_a_legend_says_what_a_star_means(text: str, there: list[tuple[str, str]]) -> None:
    """Who has no star, or the star of the absent, is not said to have come."""
    assert names(text) == there


def test_ticks_stand_under_present_apologies_or_absent() -> None:
    """A tick is worth what heads its column; a row that lost its empty cells tells nothing."""
    head = "Name\tPresent\tApologies\tAbsent\n"
    rows = (
        "Cllr A Bell\t✓\t\t\nCllr B Cox\t\t✓\t\nCllr D Dunn\t\t\t✓\nCllr E Eke\t✓\nCllr F Fox\t\t\t"
    )
    assert names(head + rows) == [("member", "Cllr A Bell"), ("apologies", "Cllr B Cox")]


@pytest.mark.parametrize(
    ("legend", "cox"), [("", []), ("A = Apologies, Ab = Absent\n", ["Cllr B Cox"])]
)
def test_the_letter_a_is_apologies_only_where_a_legend_says_so(legend: str, cox: list[str]) -> None:
    """Else it may as well be "absent"."""
    found = listed(legend + "Member\tP/A\nCllr A Bell\tP\nCllr B Cox\tA\nCllr D Dunn\tAb")
    assert [one.name for one in found if one.role == "apologies"] == cox
    assert [one.name for one in found if one.role == "member"] == ["Cllr A Bell"]


def test_offices_before_a_name_are_no_people() -> None:
    """The Mayor is whoever is named beside the office, and not "Lord Mayor"."""
    assert names(
        "Present:-\nThe Mayor (Councillor Bruce Tarn) (in the Chair)\nThe Deputy Mayor (Councillor G. Rook)\n"
        "Councillor Ian Ames, Lord Mayor\nPresent: Mayor Dr Kit Larch"
    ) == [
        ("chair", "Councillor Bruce Tarn"),
        ("vice-chair", "Councillor G. Rook"),
        ("member", "Councillor Ian Ames"),
        ("member", "Mayor Dr Kit Larch"),
    ]


def test_names_that_only_blanks_part_are_several() -> None:
    """Initials and titles begin the next name; nobody is somebody's organisation."""
    found = listed("Councillors:\nR. Able T. Grove S. Nash\nL. Birch (Mrs) K. Holt P. Yew")
    assert [one.name for one in found] == [
        *("R. Able", "T. Grove", "S. Nash"),
        *("L. Birch", "K. Holt", "P. Yew"),
    ]
    assert all(one.organisation is None and one.post is None for one in found)
    held = listed(
        "Present: Councillor A Bell (Leader) in the Chair Councillor B Cox (Cabinet Member for Homes)"
        " Councillor D Dunn (Cabinet Member for Roads)"
    )
    assert [(one.role, one.name, one.post) for one in held] == [
        ("chair", "Councillor A Bell", "Leader"),
        ("cabinet member", "Councillor B Cox", "Cabinet Member for Homes"),
        ("cabinet member", "Councillor D Dunn", "Cabinet Member for Roads"),
    ]


def test_honours_and_titles_behind_a_name_are_no_body() -> None:
    """Letters such as OBE are neither organisation nor surname; initials stay."""
    found = listed("Present: Councillor Dame R Pell DBE (Chair), Cllr I Keats MBE, Akers J P")
    assert [(one.name, one.organisation) for one in found] == [
        ("Councillor Dame R Pell", None),
        ("Cllr I Keats", None),
        ("Akers J P", None),
    ]


def test_bodies_are_no_people_and_heads_of_columns_nobody() -> None:
    """What is called like an organisation has sent the person before it, or nobody."""
    found = listed(
        "In attendance:\nName Representing\nMs P Orme, Victim Support\nRon Pitt, Healthwatch Kelder\n"
        "Ms J Fry (Age UK), Citizens Advice Kelderby\nPC 4411 L. Hobday (Kelder Constabulary)"
    )
    assert [(one.name, one.organisation) for one in found] == [
        ("Ms P Orme", "Victim Support"),
        ("Ron Pitt", "Healthwatch Kelder"),
        ("Ms J Fry", "Age UK"),
        ("PC 4411 L. Hobday", "Kelder Constabulary"),
    ]


def test_a_body_and_a_post_beside_a_guest_are_told_apart() -> None:
    """The auditor's firm is the organisation; a post in capitals is a post."""
    found = listed("Also present: Mark Pell - Grant Hart LLP (External Auditor), Ann Lake (CPO)")
    assert [(one.post, one.organisation) for one in found] == [
        ("External Auditor", "Grant Hart LLP"),
        ("CPO", None),
    ]


def test_labels_within_a_line_open_their_own_group() -> None:
    """Officers and apologies named after the members are none of them; ex officio members are."""
    assert names(
        "Members: Councillors A Bell and B Cox – Ex Officio: Ann Lake (KBC). Officers: J Wren. "
        "Apologies: Councillor E Eke.\nAbsent without apologies: Councillor Hay"
    ) == [
        ("member", "Councillor A Bell"),
        ("member", "Councillor B Cox"),
        ("member", "Ann Lake"),
        ("officer", "J Wren"),
        ("apologies", "Councillor E Eke"),
    ]


def test_only_one_holds_the_chair() -> None:
    """Who stands below the chair is a member."""
    assert names("Chair: Councillor A Bell\nCouncillor B Cox") == [
        ("chair", "Councillor A Bell"),
        ("member", "Councillor B Cox"),
    ]


def test_apologies_of_somebody_already_listed_are_not_told_twice() -> None:
    """A surname in the item is the councillor of that name in the list."""
    there = listed("Apologies: Councillor Sian Beck")
    said = read_apologies(["Apologies were received from Councillors Beck and Dee."], there)
    assert [one.name for one in said] == ["Councillor Dee"]


def test_a_long_line_in_capitals_is_read_at_once() -> None:
    """Each of its words could be initials and a surname in several ways: they are not all tried."""
    start = time.perf_counter()
    names(f"Present: {'BROOK WREN NASH HALE ' * 5}and others")
    assert time.perf_counter() - start < 5


def test_councillors_behind_who_was_in_the_chair_are_listed() -> None:
    """They stand in a sentence of their own, and are no part of the post."""
    text = "PRESENT: The Mayor, Councillor Una Larch, in the Chair. Councillors Abel, Carr and Eke"
    assert [one.name for one in listed(text)] == [
        "Councillor Una Larch",
        "Councillor Abel",
        "Councillor Carr",
        "Councillor Eke",
    ]


def test_members_of_the_public_are_nobodys_organisation() -> None:
    """They are counted, and not named."""
    (there,) = listed("In attendance: County Cllr M Wren, 4 members of the public")
    assert (there.name, there.organisation) == ("Cllr M Wren", None)


def test_a_name_behind_an_office_keeps_its_surname() -> None:
    """What follows in the line cuts it only where it is no part of the name."""
    (chair,) = listed("PRESENT\nThe Mayor, Councillor Una van Larch, in the Chair.")
    assert (chair.role, chair.name) == ("chair", "Councillor Una van Larch")


@pytest.mark.parametrize(
    "beside", ["3 High Street", "Flat 2 Mill Lane", "Kelder KD1 2AB", "Tel: 01234 567890"]
)
def test_where_somebody_lives_or_is_called_is_not_kept(beside: str) -> None:
    """Committee papers only: no home address, no telephone number of a person."""
    (nash,) = read_attendance([Paragraph(f"Also in attendance: Mr P Nash, {beside}")])
    assert (nash.post, nash.directorate, nash.organisation) == (None, None, None)
