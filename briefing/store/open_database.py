"""Opens the database of the settings, with every table family brought up to date.

There is one function for this, so that whoever opens the file finds the same tables in it.
"""

from __future__ import annotations

from pathlib import Path

from briefing.config import OutputSettings
from briefing.store import (
    feeds_and_articles,
    link_signing_key,
    outbox_table,
    past_stories,
    published_editions,
    roundups,
    sent_alerts,
    subscribers,
    suppressions_and_bounces,
)
from briefing.store.sqlite_connection import Store

__all__ = ["FAMILIES", "open_store"]

# One family: they were made in one step, and databases of that time know them under one name.
_READERS = (";".join((subscribers.TABLE, suppressions_and_bounces.TABLES, link_signing_key.TABLE)),)

FAMILIES = {
    "alerts": sent_alerts.MIGRATIONS,
    "editions": published_editions.MIGRATIONS,
    "outbox": outbox_table.MIGRATIONS,
    "roundups": roundups.MIGRATIONS,
    "sources": feeds_and_articles.MIGRATIONS,
    "stories": past_stories.MIGRATIONS,
    "subscribers": _READERS,
}
"""Every table family of the store, with its migrations."""


def open_store(settings: OutputSettings, folder: Path) -> Store:
    """The database of the settings, else the one in the output folder. Raises StoreError."""
    return Store(settings.database_path(folder), FAMILIES)
