"""A small world for tests of sending: a database with an edition, readers, a clock that stands still."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import editions

from briefing.config import Settings
from briefing.deliver.outbox_delivery import Clock
from briefing.deliver.queue_and_send_digest import MailContext
from briefing.deliver.transport_protocol import Outcome, OutgoingMessage
from briefing.edition import edition_json
from briefing.records import Edition, Subscriber
from briefing.store import published_editions as table
from briefing.store import subscribers
from briefing.store.open_database import open_store

NOON = dt.datetime(2026, 3, 12, 12, tzinfo=dt.UTC).timestamp()


class Time:
    """A clock under the test's control; sleeping moves it."""

    def __init__(self, now: float = NOON) -> None:
        self.now = now
        self.slept: list[float] = []

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds

    @property
    def clock(self) -> Clock:
        return Clock(lambda: self.now, self.sleep)


class Postbox:
    """A transport that keeps what it is given and answers as it is told."""

    def __init__(self, *answers: Outcome | Exception) -> None:
        self.answers = list(answers)
        self.messages: list[OutgoingMessage] = []
        self.closed = 0

    def deliver(self, message, committing) -> Outcome:
        answer = self.answers.pop(0) if self.answers else Outcome("accepted", 250, "taken")
        if isinstance(answer, Exception):
            raise answer
        committing()
        self.messages.append(message)
        return answer

    def close(self) -> None:
        self.closed += 1

    @property
    def recipients(self) -> list[str]:
        return [message.recipient for message in self.messages]


def settings(**changes) -> Settings:
    values = {
        "email": {"sender": "The Harbour Briefing <news@harbour.example>", "list_id": "daily.harbour.example"},
        "archive": {"base_url": "https://harbour.example/news"},
    }
    for table_name, keys in changes.items():
        values[table_name] = {**values.get(table_name, {}), **keys} if isinstance(keys, dict) else keys
    return Settings(**values)


def mail(
    folder: Path, *addresses: str, time: Time | None = None, edition: Edition | None = None, **changes
) -> MailContext:
    """A mail context with the sample edition in its store, and a reader for each address."""
    made = settings(**changes)
    store = open_store(made.output, folder)
    keep(store, edition or editions.sample())
    for address in addresses:
        subscribers.save(store, address.casefold(), Subscriber(address), "active", NOON)
    return MailContext(made, store, (time or Time()).clock, {})


def keep(store, edition: Edition) -> None:
    table.save(store, edition.date, edition_json.dump(edition), ())
