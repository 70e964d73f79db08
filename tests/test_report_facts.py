"""Wards and key decisions as reports label them; apologies that are names alone."""

import pytest

from indexer.model import Attendee, Paragraph
from indexer.reading.attendance import read_apologies, read_attendance
from indexer.reading.reports import Report, read_report
from indexer.reading.routine import is_routine


def report(*lines: str) -> Report:
    """A report of these lines."""
    return read_report([Paragraph(line) for line in (*lines, "Report author", "A Reed")])


@pytest.mark.parametrize(
    ("line", "wards"),
    [
        ("Ward(s): Quayside, Mill Lane", ("Quayside", "Mill Lane")),
        ("Wards: Quayside", ("Quayside",)),
        ("Ward:\tMill Lane", ("Mill Lane",)),
        ("Wards affected by decision: Quayside", ("Quayside",)),
        ("Electoral Division(s): Hill North, Quayside", ("Hill North", "Quayside")),
        ("Divisions/wards: Quayside", ("Quayside",)),
        ("Divisions affected:\tQuayside", ("Quayside",)),
    ],
)
def test_wards_under_their_many_labels(line: str, wards: tuple[str, ...]) -> None:
    """With "affected" or without, in brackets, as divisions: the names are the same."""
    assert report(line).wards == wards


@pytest.mark.parametrize(
    "line",
    [
        "Division: Highways",
        "Ward-based working",
        "Ward members were told.",
        "Wards",
        "Wards:",
        "Wards affected: None",
    ],
)
def test_what_is_no_ward(line: str) -> None:
    """A department's division, a manner of working, a heading over something else."""
    assert report(line).wards == ()


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ("Key Decision: Yes", True),
        ("Key decision: Y", True),
        ("Is this a key decision?\tYes – forward plan 14", True),
        ("Type of decision: Key", True),
        ("Key Decision: Non-Key", False),
        ("Key Decision - No", False),
        ("Key decision: N", False),
        ("Key Decision: N/A", None),
        ("Key Decision: Yes/No", None),
        ("Key decision reference: 14", None),
    ],
)
def test_key_or_not(line: str, key: bool | None) -> None:
    """What is neither said nor denied is not known."""
    assert report(line).key_decision is key


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Councillor H. Reed.", ["Councillor H. Reed"]),
        ("Councillors A. Able, B Byrne", ["Councillor A. Able", "Councillor B Byrne"]),
    ],
)
def test_names_alone_under_apologies(text: str, names: list[str]) -> None:
    """They sent apologies, an initial's stop ends no sentence, and nothing else happened."""
    assert [one.name for one in read_apologies([text])] == names
    assert is_routine("Apologies for absence", [text], [])


def test_names_alone_say_more_under_other_titles() -> None:
    """A name under "Declarations of interest" declared one; a sentence under apologies tells something."""
    assert not is_routine("Declarations of interest", ["Councillor H. Reed."], [])
    assert not is_routine("Apologies", ["Councillor Reed spoke of the bridge."], [])


def there(*lines: str) -> list[Attendee]:
    """Who was there."""
    return list(read_attendance([Paragraph(line) for line in lines]))


@pytest.mark.parametrize("office", ["(Leader, in the Chair)", "(Leader and Chair)"])
def test_who_is_in_the_chair_beside_a_post(office: str) -> None:
    """The post stays a post, and whoever presides is the chair."""
    first, _ = there("Present:", f"Councillor J Smith {office}", "Councillor A Able")
    assert (first.name, first.role, first.post) == ("Councillor J Smith", "chair", "Leader")


def test_who_takes_the_minutes_is_no_guest() -> None:
    """Among those in attendance, a post that only the council has makes an officer."""
    found = there(
        "Present:",
        "Councillor A Able (Chair)",
        "In attendance:",
        "Ann Bell, Democratic Services Officer",
        "Cy Dole (Kelder Ferries)",
    )
    assert [one.role for one in found] == ["chair", "officer", "invited"]
