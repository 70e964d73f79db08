"""What somebody said they would do, and what only looks like it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.model import Paragraph
from indexer.reading.decisions import read_resolution
from indexer.reading.undertakings import read_undertakings


def promised(*said: str) -> list[str]:
    """The undertakings in the minutes of one item."""
    return list(read_undertakings([Paragraph(text) for text in said]))


@pytest.mark.parametrize(
    "said",
    [
        "Officers agreed to circulate a glossary.",
        "Officers also agreed to look into the matter.",
        "The Director undertook to report back in June.",
        "The Head of Housing offered to arrange a visit.",
        "The Cabinet Member promised that she would write to the Minister.",
        "Councillor Bellamy would follow up the training.",
        "Officers would look into this and report back.",
        "The Director would provide Members with the figures.",
        "The Head of Housing would provide a breakdown by ward after the meeting.",
        "The figures would be circulated.",
        "Details would be provided to Members after the meeting.",
        "The list would be sent to the Committee.",
        "It was agreed that a written response would be provided.",
        "It was agreed to circulate the figures.",
        "It was agreed that the Chair would write to the Minister.",
        "A written answer would be sent to Councillor Bellamy.",
        "Further information was requested on the cost of heating.",
        "Officers were asked to provide the figures by ward.",
        "In response to a question whether there was a list, officers agreed to share it.",
        "Action: Director of Housing to circulate the plan.",
        "ACTION – officers to report back",
        "Action 3: J Ostrowe to send the link.",
        "The figures for each ward are to follow (Action: L Ostrowe).",
    ],
)
def test_a_promise_is_an_undertaking(said: str) -> None:
    """In all the forms in which minutes tell of one, whole and in their words."""
    assert promised(said) == [said]


@pytest.mark.parametrize(
    "head",
    [
        "Further information was requested including:",
        "Officers to provide the following information:",
        "Officers undertook to:",
        "The following actions were agreed:",
        "Officers were asked to provide the following:-",
        "ACTIONS",
        "Actions arising:",
    ],
)
def test_each_entry_of_a_list_is_one(head: str) -> None:
    """The entries under such words are an undertaking each, up to the next paragraph."""
    assert promised(head, "• the cost", "2. the age of volunteers", "Members left.") == [
        "the cost",
        "the age of volunteers",
    ]


@pytest.mark.parametrize(
    "said",
    [
        "The Council had agreed to provide funding in 2018.",
        "The trust has agreed to share its data.",
        "Having agreed to provide the land, the owner sold it.",
        "The owner was understood to have agreed to write.",
        "The Council was committed to review its fees.",
        "The scheme would provide homes.",
        "The plan would bring jobs to the town.",
        "Members asked whether officers would circulate the figures.",
        "Members hoped that the Director would write to them.",
        "The Committee would like officers to provide more.",
        "Members agreed that it was welcome.",
        "The Board agreed to note the report.",
        "Members noted that letters would be sent to residents.",
        "Action: None.",
        "Actions",
        "Could officers provide Members with a list?",
    ],
)
def test_what_is_past_wished_or_asked_is_no_undertaking(said: str) -> None:
    """Nor what a scheme would do, or what the body decides."""
    assert promised(said) == []


def test_what_is_resolved_is_no_undertaking_besides() -> None:
    """A part of a resolution is a decision alone."""
    assert (
        promised(
            "RESOLVED that the Board:", "1. note that officers agreed to circulate the figures"
        )
        == []
    )


def test_an_action_with_only_a_name_takes_the_sentence_above() -> None:
    """Alone the name would not say what is to be done."""
    assert promised("It was late. Members asked for figures by ward.", "Action: L Ostrowe") == [
        "Members asked for figures by ward. Action: L Ostrowe"
    ]


def test_an_action_column_says_whose_it_is() -> None:
    """Under a head "Items, Action" the sentence beside the initials is what they are to do."""
    rows = (
        "ITEMS\tAction",
        "The clock has stopped. LO to ask for a quote.\tLO",
        "The tree is down.\tAll",
    )
    assert promised(*rows) == ["LO to ask for a quote."]


@given(st.lists(st.text(max_size=200), max_size=6))
def test_no_text_is_too_strange(said: list[str]) -> None:
    """Whatever the words, a reading comes of them, and of them alone."""
    for text in promised(*said):
        assert set(text.split()) <= set(" ".join(said).split())


def test_entries_of_a_list_in_one_paragraph_are_told_apart() -> None:
    """Entries that run on with the marks of a symbol font are each read by themselves."""
    said = "∑ Lights - AB would ask the school. ∑ Bench - it was repaired."
    found = read_undertakings([Paragraph(f"{said} ∑ Bus - CD would contact the firm.")])
    assert found == ("Lights - AB would ask the school.", "Bus - CD would contact the firm.")


def test_places_already_read_as_resolved_are_left_out() -> None:
    """A caller that has read the resolution hands its places in; the result is the same."""
    words = ("Officers agreed to send figures.", "RESOLVED that officers send it.")
    said = [Paragraph(text) for text in words]
    places = read_resolution(said, board=None).paragraphs
    assert read_undertakings(said, places) == read_undertakings(said) == (said[0].text,)
