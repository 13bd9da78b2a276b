"""Opens the database that a command works with: that of the settings, else the one in the output folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from briefing.cli.shared_options_and_settings import Invocation

if TYPE_CHECKING:
    from briefing.store.sqlite_connection import Store

__all__ = ["open_database"]


def open_database(invocation: Invocation, output: Path | None) -> Store:
    """The database of the settings, else the one in the output folder. Raises StoreError."""
    from briefing.store.open_database import open_store

    return open_store(invocation.settings.output, output or Path(invocation.settings.output.folder))
