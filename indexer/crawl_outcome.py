"""What became of a crawl, in a word and in a sentence that is true."""

from collections.abc import Mapping, Sequence

from indexer.crawl_report import NotHad, Outcome
from indexer.frontier import Bounds, Frontier, State


def not_had(frontier: Frontier) -> dict[State, list[NotHad]]:
    """What this crawl asked for and did not get: by missing, blocked, failed."""
    lacking: dict[State, list[NotHad]] = {"missing": [], "blocked": [], "failed": []}
    for state, address, reason in frontier.not_had():
        lacking[state].append(NotHad(address, reason))
    return lacking


def outcome_of(
    frontier: Frontier,
    bounds: Bounds,
    lacking: Mapping[State, Sequence[NotHad]],
    *,
    vanished: Sequence[str],
    news: bool,
) -> tuple[Outcome, str]:
    """Of a crawl that came to its end: refused before incomplete before empty before new.

    What earlier crawls did not get and this one did not try counts too. `vanished` says which boards,
    or lists of boards, have nothing any more; `news` is true where papers are new or changed.
    """
    not_had = frontier.lacking(bounds)
    not_there = not_had["missing"] + not_had["failed"]
    if not_had["blocked"]:
        tried = _tried(len(lacking["blocked"]))
        return "refused", f"The site refuses {_addresses(not_had['blocked'])}{tried}."
    if not_there:
        tried = _tried(len(lacking["missing"]) + len(lacking["failed"]))
        return "incomplete", f"{_addresses(not_there)} that the site lists could not be had{tried}."
    if vanished:
        return "empty", " ".join(vanished)
    if not frontier.any_meeting(bounds):
        return "empty", f"The site lists no meetings {_span(bounds)}."
    held = f"all that the site lists {_span(bounds)} is held"
    if old := frontier.lacking_before():
        held = f"but for {_addresses(old)}, {held}"
    if news:
        return "new", f"{held[0].upper()}{held[1:]}."
    return "nothing new", f"Nothing new; {held}."


def _tried(now: int) -> str:
    return "" if now else "; none of them is due to be tried again yet"


def _span(bounds: Bounds) -> str:
    of_boards = "" if bounds.boards is None else "of these boards "
    until = f"to {bounds.until}" if bounds.until else "on"
    return f"{of_boards}from {bounds.since} {until}"


def _addresses(number: int) -> str:
    return f"{number:,} address{'' if number == 1 else 'es'}"
