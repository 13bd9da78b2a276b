"""What each edition remembers of its stories, so that the next one recognises them.

One row for each story and day; its content is made and read by `briefing.stories.serialize_past_stories`. Only earlier
days are read, so that an old day can be built again without knowing what came later; a rerun replaces its own day and
no other.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from briefing.store.sqlite_connection import Store

__all__ = ["MIGRATIONS", "before", "of_day", "save"]

MIGRATIONS = (
    """
    CREATE TABLE stories (
        day TEXT NOT NULL, id TEXT NOT NULL, content BLOB NOT NULL, PRIMARY KEY (day, id)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX stories_by_id ON stories (id, day)
    """,
)


def save(store: Store, day: dt.date, stories: Mapping[str, bytes]) -> None:
    """Keep the stories of `day` by their ids; replaces what an earlier build of that day kept."""
    with store.write() as connection:
        connection.execute("DELETE FROM stories WHERE day = ?", (day.isoformat(),))
        connection.executemany(
            "INSERT INTO stories VALUES (?, ?, ?)",
            [(day.isoformat(), name, content) for name, content in sorted(stories.items())],
        )


def before(store: Store, day: dt.date, *, since: dt.date) -> list[bytes]:
    """Each story told from `since` on and before `day`, as its last edition left it, in the order of their ids."""
    rows = store.query(
        "SELECT content FROM stories JOIN (SELECT id AS last_id, max(day) AS last_day FROM stories"
        " WHERE day >= ? AND day < ? GROUP BY id) ON id = last_id AND day = last_day ORDER BY id",
        (since.isoformat(), day.isoformat()),
    )
    return [bytes(row["content"]) for row in rows]


def of_day(store: Store, day: dt.date) -> list[bytes]:
    """The stories of `day`, in the order of their ids."""
    rows = store.query("SELECT content FROM stories WHERE day = ? ORDER BY id", (day.isoformat(),))
    return [bytes(row["content"]) for row in rows]
