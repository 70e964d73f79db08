"""The time that a guest leaves between requests."""

import math
import random
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

LONGEST_WAIT = 600.0
"""Seconds that we wait for a site that asks us to; beyond, it is for the user to come back."""

_YEAR = 366 * 24 * 3600.0


@dataclass(frozen=True, slots=True)
class Clock:
    """Time and chance as they come in from outside, so that tests need not wait."""

    now: Callable[[], float] = time.monotonic
    """Seconds since some moment; never goes back."""
    sleep: Callable[[float], None] = time.sleep
    today: Callable[[], datetime] = field(default=lambda: datetime.now(UTC))
    """The moment, in UTC."""
    jitter: Callable[[], float] = field(default=lambda: random.uniform(1, 1.25))
    """A factor from 1 up, drawn for each delay."""


class TooLong(Exception):
    """The next request is due only at `come_back`; the message says why."""

    def __init__(self, why: str, come_back: datetime) -> None:
        """`come_back` in UTC."""
        super().__init__(why)
        self.come_back = come_back


class Pace:
    """When the next request to a site is due. `waiting(seconds, why)` is called before each sleep."""

    def __init__(
        self, delay: float, *, clock: Clock, waiting: Callable[[float, str], None]
    ) -> None:
        """`delay` in seconds, from the end of one answer to the next request."""
        self.delay = delay
        self._clock, self._waiting = clock, waiting
        self._ended = -math.inf  # when the last request was over
        self._not_before, self._why = -math.inf, ""

    def wait(self, crawl_delay: float) -> None:
        """Sleep until the next request is due; `TooLong` if that is too far off."""
        gap = self._gap(crawl_delay)
        due, why = self._ended + gap, "between requests"
        if self._not_before > due:
            due, why = self._not_before, self._why
        seconds = due - self._clock.now()
        if seconds > max(LONGEST_WAIT, gap):
            raise TooLong(why, self.moment(seconds))
        if seconds > 0:
            self._waiting(seconds, why)
            self._clock.sleep(seconds)

    def ended(self) -> None:
        """A request is over."""
        self._ended = self._clock.now()

    def hold_off(self, crawl_delay: float, *, factor: int, asked: float, why: str) -> None:
        """After trouble: leave `factor` delays, or the seconds that the site asked for if more."""
        back_off = min(self._gap(crawl_delay) * factor, LONGEST_WAIT)
        self._not_before, self._why = self._ended + max(back_off, asked), why

    def moment(self, seconds: float) -> datetime:
        """The moment so many seconds from now, in UTC."""
        return self._clock.today() + timedelta(seconds=min(seconds, _YEAR))

    def _gap(self, crawl_delay: float) -> float:
        return max(self.delay * max(1.0, self._clock.jitter()), crawl_delay)


def retry_after(status: int, headers: Mapping[str, str], now: datetime) -> float:
    """Seconds that a 429 or 503 asks us to wait, as a number or as a date; 0 if it does not.

    `headers` by name in lower case. At most a year.
    """
    told = headers.get("retry-after", "").strip()
    if status not in (429, 503) or not told:
        return 0.0
    if re.fullmatch(r"[0-9]+", told):
        return min(float(told[:12]), _YEAR)
    try:
        moment = parsedate_to_datetime(told)
    except (ValueError, TypeError, OverflowError):
        return 0.0
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return min(max(0.0, (moment - now).total_seconds()), _YEAR)
