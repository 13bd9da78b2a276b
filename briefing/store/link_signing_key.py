"""The key that signs the links of a message: for unsubscribing, and for confirming a subscription."""

from __future__ import annotations

import secrets

from briefing.store.sqlite_connection import Store

__all__ = ["TABLE", "signing_key"]

TABLE = "CREATE TABLE mail_secret (id INTEGER PRIMARY KEY CHECK (id = 1), value BLOB NOT NULL) STRICT"


def signing_key(store: Store) -> bytes:
    """The signing key: made once, never leaves the database."""
    rows = store.query("SELECT value FROM mail_secret")
    if not rows:
        made = secrets.token_bytes(32)
        with store.write() as connection:
            connection.execute("INSERT INTO mail_secret VALUES (1, ?) ON CONFLICT DO NOTHING", (made,))
        rows = store.query("SELECT value FROM mail_secret")
    return bytes(rows[0]["value"])
