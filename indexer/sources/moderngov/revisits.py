"""What of a site is asked for again, and when: only what can have changed. Pure; the time comes in.

Councils publish agendas a week or two before a meeting and minutes in the weeks after it; minutes of a
year ago may still be corrected; older papers are taken to stand (moderngov.md §10).
"""

from datetime import date as Date
from datetime import datetime, timedelta

from indexer.frontier import Known

A_DAY = timedelta(hours=23)  # so that a daily timer which starts a little early is not put off
_WEEK = timedelta(days=7) - timedelta(hours=1)
_RECENT, _YEAR, _AHEAD = 120, 366, 31  # days before and after a meeting
_MONTH = timedelta(days=30)
_WAITS = (A_DAY, _WEEK, _MONTH)  # after the first, second, any later vain try
_FAILED_OFTEN = 3
_LISTS = frozenset({"meetings", "service-meetings", "register"})
_EVERY_TIME = frozenset({"service-committees", "boards", "news", "plans"})


def due_again(known: Known, now: datetime, *, today: Date, service: bool = False) -> bool:
    """Whether an address that was asked for before is to be asked for in a new crawl.

    `today` is the day from which the age of meetings counts: that of `now`, or of the newest meeting
    of a site that has stopped; the age of lists counts from `now`. Where the web `service` lists the
    meetings, lists on pages only make sure. Of documents that are held, ask only about those that no
    page lists.
    """
    if known.asked is None or known.kind in _EVERY_TIME:
        return known.asked is not None
    if known.state == "blocked" and "robots.txt" in (known.reason or ""):
        return True  # it is read anew in any case, and costs no request
    since = now - known.asked
    if known.state in {"missing", "blocked"}:
        return since >= _WAITS[min(max(known.tries, 1), len(_WAITS)) - 1]
    if known.state == "failed":
        return known.tries < _FAILED_OFTEN or since >= A_DAY
    if known.state == "fading":
        return known.gone_since is None or now - known.gone_since >= A_DAY
    if known.state != "held":
        return False
    if known.kind == "document" or (known.kind == "service-meeting" and known.digest is None):
        return since >= _MONTH
    if known.kind == "meetings" and service and since < _WEEK:
        return False
    wait = _interval(known, now.date() if known.kind in _LISTS else today)
    return wait is not None and since >= wait


def _interval(known: Known, today: Date) -> timedelta | None:
    """How long an answer is good for; None for ever."""
    if known.day is None or known.key.endswith("-0"):
        return _WEEK if known.kind in {"meetings", "meeting", "plan"} else None
    back = (today - known.day).days
    if known.kind in {"decision", "item", "service-meeting"}:  # their pages may show only a part
        return _WEEK if back <= _RECENT else None
    if known.kind == "plan":
        return _WEEK if back <= _YEAR else None
    if known.kind in _LISTS:
        ahead = back < -_YEAR  # next year's
        return _WEEK if ahead else _good_for(back)
    if known.kind != "meeting":
        return None  # asked again when the page that they belong to has changed
    return _WEEK if back < -_AHEAD else _good_for(back)


def _good_for(back: int) -> timedelta | None:
    if back <= _RECENT:
        return timedelta(0)
    return _WEEK if back <= _YEAR else None
