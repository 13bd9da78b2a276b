"""Opens the database of the settings, with every table family brought up to date.

There is one function for this, so that whoever opens the file finds the same tables in it.
"""

from __future__ import annotations

from pathlib import Path

from briefing.config import OutputSettings
from briefing.store import (
    alert_memory,
    feeds_and_articles,
    outbox_table,
    past_stories,
    published_editions,
    roundups,
    subscribers,
)
from briefing.store.sqlite_connection import Store

__all__ = ["FAMILIES", "open_store"]

FAMILIES = {
    "alerts": alert_memory.MIGRATIONS,
    "editions": published_editions.MIGRATIONS,
    "outbox": outbox_table.MIGRATIONS,
    "roundups": roundups.MIGRATIONS,
    "sources": feeds_and_articles.MIGRATIONS,
    "stories": past_stories.MIGRATIONS,
    "subscribers": subscribers.MIGRATIONS,
}
"""Every table family of the store, with its migrations."""


def open_store(settings: OutputSettings, folder: Path) -> Store:
    """The database of the settings, else the one in the output folder. Raises StoreError."""
    return Store(settings.database_path(folder), FAMILIES)
