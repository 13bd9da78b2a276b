"""What every run of sending works with: its surroundings, the lock that one run holds, its report."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import filelock

from briefing.config import Settings
from briefing.deliver.outbox_delivery import Clock, DeliveryStats
from briefing.errors import StoreError
from briefing.records import Failure
from briefing.store.sqlite_connection import Store

__all__ = ["MailContext", "Report", "Reserve", "lock", "stamp"]

# Bytes reserved on the outbox's disk, so that what a server has accepted can be recorded even if the disk fills up.
_RESERVE = 1_000_000


@dataclass(slots=True)
class Report:
    """What a run did. `busy` means that another run held the lock, and this one did nothing; `empty` that the edition
    has no story and is not mailed.
    """

    day: dt.date | None = None
    queued: int = 0
    recovered: int = 0
    waiting: int = 0
    busy: bool = False
    empty: bool = False
    stats: DeliveryStats = field(default_factory=DeliveryStats)
    failures: tuple[Failure, ...] = ()


@dataclass(frozen=True, slots=True)
class MailContext:
    """The outside world of a run: the settings, the database, the clock, and the environment with its secrets."""

    settings: Settings
    store: Store
    clock: Clock = field(default_factory=Clock)
    environment: Mapping[str, str] = field(default_factory=lambda: dict(os.environ))

    def today(self) -> dt.datetime:
        """The time now, in the edition's zone."""
        return dt.datetime.fromtimestamp(self.clock.now(), self.settings.briefing.zone)


class Reserve:
    """A file that keeps some of the disk free for the outbox while a run lasts."""

    def __init__(self, store: Store) -> None:
        self._path = store.path.with_name("outbox.reserve") if store.path else None
        if self._path is not None:
            try:
                self._path.write_bytes(bytes(_RESERVE))
            except OSError as error:
                self.release()
                raise StoreError(
                    "the outbox cannot be written", subject=str(self._path), hint="Free some space; nothing was sent."
                ) from error

    def release(self) -> None:
        """Give the space back."""
        if self._path is not None:
            with contextlib.suppress(OSError):
                self._path.unlink(missing_ok=True)


def lock(mail: MailContext) -> filelock.BaseFileLock:
    """The lock that only one run can hold; it is released when its process ends, however that happens."""
    path = mail.store.path
    name = path.with_name("outbox.lock") if path else Path("outbox.lock")
    return filelock.FileLock(name, timeout=0)


def stamp(now: float, zone: dt.tzinfo | None = None) -> str:
    """A time in ISO form, to the second."""
    return dt.datetime.fromtimestamp(int(now), zone or dt.UTC).isoformat()
