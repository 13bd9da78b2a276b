"""The condition of every feed, by how its fetches went: fine, new, stale, failing, dead or ended."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from briefing.store import feeds_and_articles as table
from briefing.store.sqlite_connection import Store

__all__ = ["ENDED", "Health", "check"]

_STALE_DAYS = 30
# A feed that failed ten runs in a row, at one run a day, has been silent longer than an outage or a holiday.
_DEAD_FAILURES = 10
ENDED = "has ended (the server says so)"


@dataclass(frozen=True, slots=True)
class Health:
    """One feed's condition: `ok`, `new`, `stale`, `failing`, `dead` or `ended`, and why."""

    feed: table.FeedState
    status: str
    weekly: float
    advice: str | None = None


def check(store: Store, now: dt.datetime) -> list[Health]:
    """The condition of every feed that is subscribed or was ever fetched, save those that were removed."""
    rates = table.weekly(store, now)
    return [_health(feed, rates.get(feed.url, 0.0), now) for feed in table.feeds(store)]


def _health(feed: table.FeedState, weekly: float, now: dt.datetime) -> Health:
    def days(moment: dt.datetime) -> int:
        return (now - moment).days

    if feed.ended:
        return Health(feed, "ended", weekly, f"The feed {ENDED}: remove it with 'briefing feeds remove {feed.url}'.")
    if feed.failures >= _DEAD_FAILURES:
        return Health(
            feed, "dead", weekly, f"{feed.failures} failures in a row; look for its new address, or remove it."
        )
    if feed.failures:
        return Health(feed, "failing", weekly, feed.error)
    if feed.last_success is None:
        return Health(feed, "new", weekly, "Not fetched yet: run 'briefing fetch'.")
    if feed.last_new is not None and days(feed.last_new) >= _STALE_DAYS:
        return Health(feed, "stale", weekly, f"Nothing new for {days(feed.last_new)} days.")
    return Health(feed, "ok", weekly, f"{feed.note[0].upper()}{feed.note[1:]}." if feed.note else None)
