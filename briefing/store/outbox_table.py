"""The outbox: one row for each message to one reader, from the decision to send it until its outcome is known.

::

    queued ──▶ sending ──▶ accepted            the server has it
      ▲           ├──────▶ refused             the server will never take it; its reply is kept
      └─ retry ◀──┤──────▶ expired             too old to be worth another attempt
                  ├──────▶ in-doubt            the answer was lost, and the setting says not to send again
    queued, retry ┴──────▶ cancelled           by hand, or the reader unsubscribed meanwhile

A row's key is made of list, day and receiver (a reader's address, or `channel:` and a channel's name), so queueing an
edition twice changes nothing. A mailing is the frozen
edition its messages are rendered from: a retry sends
exactly what the first attempt sent, even if the day was rebuilt.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

from briefing.records import Subscriber
from briefing.store import subscribers
from briefing.store.sqlite_connection import Store

__all__ = [
    "MIGRATIONS",
    "OPEN",
    "Entry",
    "Mailing",
    "add_mailing",
    "channels_due",
    "counts",
    "due",
    "enqueue",
    "entries",
    "forget",
    "get",
    "known",
    "mailing",
    "mailing_head",
    "numbered",
    "step",
    "stranded",
    "update",
]

MIGRATIONS = (
    """
    CREATE TABLE mailings (
        id INTEGER PRIMARY KEY, kind TEXT NOT NULL, day TEXT NOT NULL, fingerprint TEXT NOT NULL,
        dated TEXT NOT NULL, content BLOB NOT NULL, UNIQUE (kind, day, fingerprint)
    ) STRICT;
    CREATE TABLE outbox (
        number INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, mailing INTEGER NOT NULL REFERENCES mailings,
        reader_key TEXT NOT NULL, reader TEXT NOT NULL, message_id TEXT NOT NULL, state TEXT NOT NULL,
        step TEXT NOT NULL, attempts INTEGER NOT NULL, due REAL NOT NULL, expires REAL NOT NULL,
        code INTEGER NOT NULL, words TEXT NOT NULL, changed REAL NOT NULL
    ) STRICT;
    CREATE INDEX outbox_state ON outbox (state, due);
    CREATE INDEX outbox_message ON outbox (message_id)
    """,
)

OPEN = ("queued", "retry", "sending")
"""States in which something is left to do."""


@dataclass(frozen=True, slots=True)
class Mailing:
    """What a set of messages is rendered from: an edition's JSON. `dated` is the Date header, in ISO form."""

    id: int
    kind: str
    day: str
    dated: str
    content: bytes

    @property
    def is_alert(self) -> bool:
        """Whether it was told between editions; `kind` is then `alert-` and what tells it from others of its day."""
        return self.kind.startswith("alert-")


@dataclass(frozen=True, slots=True)
class Entry:
    """One message to one reader. Times are Unix times; `code` and `words` are the server's last reply."""

    key: str
    mailing: int
    reader_key: str
    reader: Subscriber
    message_id: str
    due: float
    expires: float
    state: str = "queued"
    step: str = ""
    attempts: int = 0
    code: int = 0
    words: str = ""
    changed: float = 0.0
    number: int = 0


def add_mailing(store: Store, kind: str, day: str, fingerprint: str, dated: str, content: bytes) -> Mailing:
    """Keep what messages are rendered from; the same content of the same day is kept once, with its first date."""
    with store.write() as connection:
        connection.execute(
            "INSERT INTO mailings (kind, day, fingerprint, dated, content) VALUES (?, ?, ?, ?, ?) "
            "ON CONFLICT DO NOTHING",
            (kind, day, fingerprint, dated, content),
        )
    row = store.query(
        "SELECT * FROM mailings WHERE kind = ? AND day = ? AND fingerprint = ?", (kind, day, fingerprint)
    )[0]
    return _mailing(row)


def mailing(store: Store, number: int) -> Mailing:
    """The mailing with this number."""
    return _mailing(store.query("SELECT * FROM mailings WHERE id = ?", (number,))[0])


def mailing_head(store: Store, number: int) -> Mailing:
    """The mailing with this number, without its content."""
    rows = store.query("SELECT id, kind, day, dated, x'' AS content FROM mailings WHERE id = ?", (number,))
    return _mailing(rows[0])


def enqueue(store: Store, items: Iterable[Entry], now: float) -> int:
    """Queue messages in one transaction; those whose key is known already are left as they are. Returns how many."""
    with store.write(durable=True) as connection:
        before = connection.total_changes
        connection.executemany(
            "INSERT INTO outbox (key, mailing, reader_key, reader, message_id, state, step, attempts, due, expires, "
            "code, words, changed) VALUES (?, ?, ?, ?, ?, 'queued', '', 0, ?, ?, 0, '', ?) ON CONFLICT DO NOTHING",
            (
                (item.key, item.mailing, item.reader_key, subscribers.dump(item.reader), item.message_id, item.due,
                 item.expires, now)
                for item in items
            ),
        )  # fmt: skip
        return connection.total_changes - before


def due(store: Store, now: float, channel: str | None = None) -> list[str]:
    """Keys of the messages to attempt now, oldest first: the e-mails, or those to one channel."""
    where, values = ("reader_key = ?", (channel,)) if channel else ("reader_key NOT LIKE 'channel:%'", ())
    rows = store.query(
        f"SELECT key FROM outbox WHERE state IN ('queued', 'retry') AND due <= ? AND {where} ORDER BY number",  # noqa: S608
        (now, *values),
    )
    return [row["key"] for row in rows]


def channels_due(store: Store, now: float) -> list[str]:
    """Keys of the channels with messages to attempt now."""
    rows = store.query(
        "SELECT DISTINCT reader_key FROM outbox WHERE state IN ('queued', 'retry') AND due <= ? "
        "AND reader_key LIKE 'channel:%' ORDER BY reader_key",
        (now,),
    )
    return [row["reader_key"] for row in rows]


def stranded(store: Store) -> list[Entry]:
    """Messages that an earlier run was sending when it was killed. Call only while no other run is sending."""
    return _entries(store, "WHERE state = 'sending'")


def get(store: Store, key: str) -> Entry | None:
    """The message with this key, or None."""
    found = _entries(store, "WHERE key = ?", (key,))
    return found[0] if found else None


def known(store: Store, message_id: str) -> Entry | None:
    """The message with this Message-ID, or None."""
    found = _entries(store, "WHERE message_id = ?", (message_id,))
    return found[0] if found else None


def numbered(store: Store, number: int) -> Entry | None:
    """The message with this number, or None."""
    found = _entries(store, "WHERE number = ?", (number,))
    return found[0] if found else None


def entries(store: Store, *, state: str | None = None, day: str | None = None) -> list[Entry]:
    """Messages in the order they were queued, of one state or day where given."""
    clauses = {"state = ?": state, "mailing IN (SELECT id FROM mailings WHERE day = ?)": day}
    wanted = {clause: value for clause, value in clauses.items() if value is not None}
    where = f"WHERE {' AND '.join(wanted)}" if wanted else ""
    return _entries(store, where, tuple(wanted.values()))


def counts(store: Store) -> list[tuple[str, str, int]]:
    """(day, state, number of messages), newest day first."""
    rows = store.query(
        "SELECT day, state, count(*) AS n FROM outbox JOIN mailings ON mailings.id = outbox.mailing "
        "GROUP BY day, state ORDER BY day DESC, state"
    )
    return [(row["day"], row["state"], row["n"]) for row in rows]


def step(store: Store, key: str, name: str, now: float, *, durable: bool = False) -> None:
    """Record that a message is being sent and which step comes next, before that step is taken."""
    with store.write(durable=durable) as connection:
        connection.execute("UPDATE outbox SET state = 'sending', step = ?, changed = ? WHERE key = ?", (name, now, key))


def update(store: Store, entry: Entry) -> None:
    """Record the outcome of a message, so that it is not sent again even after a power cut."""
    with store.write(durable=True) as connection:
        connection.execute(
            "UPDATE outbox SET state = ?, step = ?, attempts = ?, due = ?, expires = ?, code = ?, words = ?, "
            "changed = ? WHERE key = ?",
            (entry.state, entry.step, entry.attempts, entry.due, entry.expires, entry.code, entry.words,
             entry.changed, entry.key),
        )  # fmt: skip


def forget(store: Store, before: float) -> int:
    """Drop messages that were finished before a time, and mailings that no message needs. Returns how many messages."""
    with store.write() as connection:
        gone = connection.execute(
            "DELETE FROM outbox WHERE changed < ? AND state NOT IN ('queued', 'retry', 'sending')", (before,)
        ).rowcount
        connection.execute("DELETE FROM mailings WHERE id NOT IN (SELECT mailing FROM outbox)")
        return gone


def _entries(store: Store, where: str, values: tuple[object, ...] = ()) -> list[Entry]:
    rows = store.query(f"SELECT * FROM outbox {where} ORDER BY number", values)  # noqa: S608 - clauses are constants
    return [_entry(row) for row in rows]


def _entry(row: sqlite3.Row) -> Entry:
    return Entry(
        key=row["key"],
        mailing=row["mailing"],
        reader_key=row["reader_key"],
        reader=subscribers.parse(row["reader"]),
        message_id=row["message_id"],
        due=row["due"],
        expires=row["expires"],
        state=row["state"],
        step=row["step"],
        attempts=row["attempts"],
        code=row["code"],
        words=row["words"],
        changed=row["changed"],
        number=row["number"],
    )


def _mailing(row: sqlite3.Row) -> Mailing:
    return Mailing(row["id"], row["kind"], row["day"], row["dated"], bytes(row["content"]))
