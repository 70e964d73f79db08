"""Who is who: names that papers show to be one, and people found by name and role."""

import itertools
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.collection import Collection, NameHeld
from indexer.entries import fields
from indexer.model import Attendee, Board, Item, Meeting, MeetingSummary, Paragraph, Person, Vote
from indexer.people import fits, joined, name_words
from indexer.query import Among, Node
from indexer.reading.report_people import read_people
from indexer.search.fields import Named
from indexer.search.names import Names


def seen(*clues: str, year: int = 2020) -> dict[str, frozenset[int]]:
    """With what somebody was seen, in one year."""
    return {clue: frozenset({year}) for clue in clues}


def test_an_initial_is_joined_on_the_same_post() -> None:
    """The officers "J Reed" and "John Reed", of one post, are one; the fullest form comes first."""
    assert joined({"J Reed": seen("place"), "John Reed": seen("place")}) == [
        ("John Reed", "J Reed")
    ]


@pytest.mark.parametrize(
    "others",
    [
        {"John Reed": seen("finance")},
        {"John Reed": seen("place", year=2010)},
        {"John Reed": seen("place"), "Jane Reed": seen()},
        {"John Reade": seen("place")},
    ],
)
def test_without_proof_they_stay_apart(others: dict[str, dict[str, frozenset[int]]]) -> None:
    """Another post, another time, a third who fits, another spelling: nobody is joined."""
    assert all(len(group) == 1 for group in joined({"J Reed": seen("place"), **others}))


def test_titles_make_no_two_people_but_mr_and_mrs_are_two() -> None:
    """What a title alone tells apart is one, unless the titles are of two people."""
    assert joined({"Councillor P Sea": {}, "Cllr P Sea": {}}) == [
        ("Councillor P Sea", "Cllr P Sea")
    ]
    assert len(joined({"Mr A Oak": seen("b"), "Mrs A Oak": seen("b")})) == 2


@pytest.mark.parametrize(
    "two",
    [
        ("Councillor Anna Smith-Jones", "Councillor A Jones"),
        ("Anna Smith Jones", "A Jones"),
        ("Mr John Reed", "Mrs J Reed"),
        ("Councillor Reed", "Mr Reed"),
    ],
)
def test_names_that_only_look_alike_are_two(two: tuple[str, str]) -> None:
    """Half a double surname, a title of the other sex, a councillor and another: not one person."""
    assert len(joined({name: seen("board k/p") for name in two})) == 2


def test_a_third_form_joins_no_two_who_differ() -> None:
    """What fits both of two people is neither."""
    names = ("Mr John Reed", "Mrs J Reed", "Reed")
    assert len(joined({name: seen("board k/p") for name in names})) == 3


def test_two_forms_in_one_attendance_list_are_two_people() -> None:
    """A list prints nobody twice."""
    clues = seen("board k/p", "listed at k/p/2020-03-03")
    assert len(joined({"Councillor John Reed": clues, "Councillor J Reed": clues})) == 2


def test_honours_and_ranks_make_no_two_people() -> None:
    """What stands before or behind a name is no part of it."""
    assert name_words("Cllr John Reed OBE") == name_words("John Reed")
    assert name_words("PC 4411 L Hobday") == ("l", "hobday")


NAMES = [
    "J Reed",
    "John Reed",
    "Jane Reed",
    "Dr J Reed",
    "Reed",
    "Mrs Jane Reed",
    "J P Reed",
    "A Oak",
]


@given(st.dictionaries(st.sampled_from(NAMES), st.sets(st.sampled_from("xyz")), max_size=8))
def test_joining_parts_the_names_and_never_joins_what_differs(clues: dict[str, set[str]]) -> None:
    """Each name is in one group; within a group all forms agree with each other."""
    groups = joined({name: seen(*those) for name, those in clues.items()})
    assert sorted(name for group in groups for name in group) == sorted(clues)
    for group in groups:
        for one, other in itertools.combinations(group, 2):
            assert fits(name_words(one), name_words(other))


# --- reports --------------------------------------------------------------------------------------


def people(text: str) -> list[tuple[str, str, str | None]]:
    """Role, name and post of everybody whom a report names."""
    found = read_people([Paragraph(line) for line in text.split("\n")])
    return [(one.role, one.name, one.post) for one in found]


def test_an_author_has_all_posts_as_printed_and_no_telephone() -> None:
    """A post on the line below belongs to the author; what follows does not."""
    assert people(
        "Report Author: Jane Wren Tel: 01632 960131\nHead of Audit and Monitoring Officer\n"
        "Email: jane.wren@kelderby.gov.example\n1. Purpose\nKelder Vale, a place"
    ) == [("author", "Jane Wren", "Head of Audit and Monitoring Officer")]


def test_labels_give_roles() -> None:
    """Contact, lead, cabinet member: whatever stands first, name or post."""
    assert people(
        "Contact Officer:\tJane Wren, Scrutiny Officer\tTel: 01632 960131\n"
        "Lead Officer: Tom Ash (Head of Housing)\nReport of: Director of Place\n"
        "Portfolio Holder: Cabinet Member for Housing – Councillor P Sea"
    ) == [
        ("contact", "Jane Wren", "Scrutiny Officer"),
        ("lead", "Tom Ash", "Head of Housing"),
        ("cabinet member", "Councillor P Sea", "Cabinet Member for Housing"),
    ]


def test_approvers_whose_cells_are_broken_over_lines() -> None:
    """Cells on lines of their own are the same table; dates are nobody."""
    table = "Contributors:\nMay Salt\nGovernance Officer\nLaw and Governance\n25/01/21\nNames of approvers:\n"
    assert people(
        table + "Legal: Barry Hale\tPrincipal Lawyer\tLaw\t03/02/21\n\tand Clerk\t\t"
    ) == [
        ("contributor", "May Salt", "Governance Officer"),
        ("approver", "Barry Hale", "Principal Lawyer and Clerk"),
    ]


# --- asking ---------------------------------------------------------------------------------------

BOARD = Board("kelderby/cabinet", "Cabinet")


def values(*listed: Attendee, **item: object) -> dict[str, tuple[str, ...]]:
    """The indexed values of an item dealt with at a meeting where these people were."""
    day, summary = (
        date(2020, 3, 3),
        MeetingSummary("m", date(2020, 3, 3), None, None, None, None, None),
    )
    one = Item("k/i", "Voids", "kelderby", BOARD, day, summary, **item)  # type: ignore[arg-type]
    meeting = Meeting("m", "kelderby", BOARD, (BOARD,), day, attendance=listed)
    return dict(fields(one, (), meeting))  # type: ignore[arg-type]


def test_a_member_is_found_by_sitting_voting_or_approving_and_not_by_apologies() -> None:
    """`member:` asks for who had a say; a role beside it asks for that role alone."""
    found = values(
        Attendee("Councillor A Bell", "chair"),
        Attendee("Councillor Q Quick", "apologies"),
        Attendee("J Wren", "officer"),
        people=(Person("Councillor P Sea", "approver"), Person("Jane Wren", "author")),
        votes=(Vote("That it be so", moved_by="Councillor T Orr"),),
    )
    assert set(found["member"]) == {"Councillor A Bell", "Councillor P Sea", "Councillor T Orr"}
    assert found["officer"] == ("Jane Wren",)
    assert {"apologies", "apologies|Councillor Q Quick", "officer|J Wren"} <= set(found["person"])


def held(
    name: str, *aliases: str, posts: tuple[str, ...] = (), council: str = "kelderby"
) -> NameHeld:
    """A person of a collection."""
    return NameHeld(name, posts, 1, 1, None, None, aliases, council)


def asked(
    named: Named, *officers: NameHeld, councils: tuple[str, ...] = ("kelderby",)
) -> tuple[Node, list[str]]:
    """The condition for a name, and the notes on it."""
    names = Names(Collection(councils=councils, officers=officers))
    return names.lookup(named), names.notes


def test_one_name_finds_all_forms_of_the_person() -> None:
    """By the full name, the initial or the post."""
    reed = held("John Reed", "J Reed", posts=("Director of Place",))
    for words in ("John Reed", "J Reed", "reed", "Director of Place"):
        assert asked(Named("officer", (words,)), reed)[0] == Among(
            "officer", ("John Reed", "J Reed")
        )


def test_role_and_name_meet_in_one_person() -> None:
    """With a role, the name is asked for in that role; alone, a role is anybody's."""
    reed = held("John Reed", "J Reed")
    assert asked(Named("officer", ("Reed",), ("contact",)), reed)[0] == Among(
        "person", ("contact|John Reed", "contact|J Reed")
    )
    assert asked(Named("officer", (), ("contact",)), reed)[0] == Among("person", ("contact",))


def test_a_form_that_is_not_shown_to_be_the_same_is_noted_and_not_taken() -> None:
    """The name "John Reed" is not "J Reed" unless the papers say so; typing the initial finds both."""
    both = (held("J Reed"), held("John Reed"))
    node, notes = asked(Named("officer", ("John Reed",)), *both)
    assert node == Among("officer", ("John Reed",))
    assert "“J Reed” may be “John Reed”" in notes[0]
    assert asked(Named("officer", ("J Reed",)), *both)[0] == Among(
        "officer", ("J Reed", "John Reed")
    )


def test_another_forename_is_another_person() -> None:
    """The name "Jane Reed" is not found as John, whom papers also call "J Reed"; the nearest is named."""
    node, notes = asked(Named("officer", ("Jane Reed",)), held("John Reed", "J Reed"))
    assert node == Among("officer", ())
    assert "No officer called “Jane Reed” is held" in notes[0]


def test_names_of_two_councils_are_two_people() -> None:
    """A form of one council's officer finds nothing in the other's papers."""
    node, _ = asked(
        Named("officer", ("John Reed",)),
        held("John Reed", "J Reed"),
        councils=("kelderby", "thornley"),
    )
    assert "council" in repr(node)
