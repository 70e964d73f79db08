"""What is asked for again, and when."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from indexer.frontier import Known
from indexer.sources.moderngov.revisits import due_again

NOW = datetime(2025, 2, 27, 12, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
MEETING = Known(
    key="meeting-938",
    kind="meeting",
    url="http://127.0.0.1/ieListDocuments.aspx?MId=938",
    board="312",
    family="meeting-938",
    day=date(2024, 12, 5),
    state="held",
    crawl=1,
    asked=NOW,
    tries=0,
    etag=None,
    modified=None,
    hash=None,
    digest="d",
    heading=None,
    private=0,
    document=1,
    reason=None,
    gone_since=None,
)


def first(known: Known) -> timedelta | None:
    """After how long it is asked for again."""
    waits = (HOUR, 22 * HOUR, DAY, 6 * DAY, 7 * DAY, 29 * DAY, 30 * DAY, 400 * DAY)
    return next((wait for wait in waits if due_again(known, NOW + wait, today=NOW.date())), None)


@pytest.mark.parametrize(
    ("day", "wait"),
    [
        (date(2025, 6, 1), 7 * DAY),  # far ahead
        (date(2025, 3, 20), HOUR),  # within a month
        (date(2025, 2, 27), HOUR),
        (date(2024, 11, 1), HOUR),
        (date(2024, 10, 1), 7 * DAY),
        (date(2024, 2, 27), 7 * DAY),
        (date(2024, 2, 1), None),
        (None, 7 * DAY),
    ],
)
def test_meetings_by_their_age(day: date | None, wait: timedelta | None) -> None:
    """From a year back to a month ahead."""
    assert first(replace(MEETING, day=day)) == wait


@pytest.mark.parametrize("kind", ["boards", "service-committees", "news", "plans"])
def test_what_leads_to_the_rest_each_time(kind: str) -> None:
    assert first(replace(MEETING, kind=kind, day=None)) == HOUR


@pytest.mark.parametrize("kind", ["meetings", "service-meetings", "register"])
@pytest.mark.parametrize(
    ("year", "wait"), [(2026, 7 * DAY), (2025, HOUR), (2024, HOUR), (2023, None)]
)
def test_lists_by_their_year(kind: str, year: int, wait: timedelta | None) -> None:
    """The list of this year each time, that of the next year weekly, older ones never."""
    last = date(year, 12, 31)
    assert first(replace(MEETING, kind=kind, key=f"{kind}-312-{year}", day=last)) == wait


@pytest.mark.parametrize("kind", ["attendance", "issue", "pack-choice"])
def test_parts_only_with_their_page(kind: str) -> None:
    assert first(replace(MEETING, kind=kind)) is None


@pytest.mark.parametrize("kind", ["item", "service-meeting"])
def test_what_a_page_shows_only_in_part_weekly(kind: str) -> None:
    """Minutes may be amended beyond the cut, where their page does not change."""
    assert first(replace(MEETING, kind=kind)) == 7 * DAY


def test_lists_on_pages_weekly_where_the_service_lists() -> None:
    """They only make sure that the service leaves nothing out."""
    held = replace(MEETING, kind="meetings", key="meetings-312-2025", day=date(2025, 12, 31))
    asked = replace(held, asked=NOW - DAY)
    assert due_again(asked, NOW, today=NOW.date())
    assert not due_again(asked, NOW, today=NOW.date(), service=True)
    assert due_again(replace(held, asked=NOW - 7 * DAY), NOW, today=NOW.date(), service=True)


def test_documents_that_no_page_lists_monthly() -> None:
    """Others are not even asked about."""
    assert first(replace(MEETING, kind="document")) == 30 * DAY


@pytest.mark.parametrize(("tries", "wait"), [(1, DAY), (2, 7 * DAY), (3, 30 * DAY), (9, 30 * DAY)])
@pytest.mark.parametrize("state", ["missing", "blocked"])
def test_what_is_missing_ever_more_seldom(state: str, tries: int, wait: timedelta) -> None:
    known = replace(MEETING, kind="document", state=state, tries=tries)  # type: ignore[arg-type]
    assert first(known) == wait


@pytest.mark.parametrize(("tries", "wait"), [(1, HOUR), (2, HOUR), (3, DAY)])
def test_what_failed_soon(tries: int, wait: timedelta) -> None:
    assert first(replace(MEETING, state="failed", tries=tries)) == wait


def test_what_robots_refused_each_time() -> None:
    """It costs no request."""
    reason = "http://127.0.0.1/robots.txt does not allow it"
    assert first(replace(MEETING, state="blocked", tries=5, reason=reason)) == HOUR


def test_what_may_be_gone_after_a_day() -> None:
    known = replace(MEETING, kind="document", state="fading", tries=4, gone_since=NOW)
    assert first(known) == DAY


@pytest.mark.parametrize("state", ["due", "known", "gone", "withdrawn"])
def test_other_states_never(state: str) -> None:
    assert first(replace(MEETING, state=state)) is None  # type: ignore[arg-type]


def test_what_was_never_asked_for_is_not_again() -> None:
    assert first(replace(MEETING, asked=None)) is None


def test_a_site_that_has_stopped() -> None:
    """The age of its meetings counts from its newest one."""
    later = NOW + 700 * DAY
    assert due_again(MEETING, later, today=date(2024, 12, 5))
    assert not due_again(MEETING, later, today=later.date())
