"""What the commands about mail share: the database of the output folder, and options."""

from __future__ import annotations

import datetime as dt
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefing.cli import PARTIAL
from briefing.cli.console import echo_failure
from briefing.cli.shared_options_and_settings import Invocation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.deliver.queue_and_send_digest import MailContext, Report
    from briefing.records import Edition

__all__ = ["chosen_edition", "day_option", "messages", "open_mail", "output_option", "tell"]

output_option = click.option(
    "-o", "--output", type=click.Path(path_type=Path, file_okay=False), help="Output folder [outputs]."
)
day_option = click.option(
    "--date", "day", type=click.DateTime(["%Y-%m-%d"]), metavar="YYYY-MM-DD", help="Day of the edition [the newest]."
)

_EMPTY = "The edition of {} has no story, so it is not mailed (empty_editions in [briefing] would mail it)."


@contextmanager
def open_mail(invocation: Invocation, output: Path | None) -> Iterator[MailContext]:
    """The database of the output folder, with the settings and the clock."""
    from briefing.deliver.queue_and_send_digest import MailContext
    from briefing.store.open_database import open_store

    with open_store(invocation.settings.output, output or Path(invocation.settings.output.folder)) as store:
        yield MailContext(invocation.settings, store)


def chosen_edition(
    invocation: Invocation, mail: MailContext, day: dt.date | None, *, roundup: bool = False
) -> Edition | None:
    """The edition of `day` or the newest one, if there is one; says how old it is where that is more than a day."""
    from briefing.deliver import queue_and_send_digest

    edition = queue_and_send_digest.latest(mail.store, day, mail.today().date(), roundup=roundup)
    age = queue_and_send_digest.days_old(edition, mail.today().date()) if edition and day is None else 0
    if edition and age:
        invocation.console.note(
            f"The newest {'roundup' if roundup else 'edition'} is that of {edition.name}, {age} days old.",
            level="warning",
        )
    return edition


def messages(number: int) -> str:
    """A number of messages, in words."""
    return f"{number} message{'' if number == 1 else 's'}"


def tell(invocation: Invocation, report: Report) -> int:
    """Print what a run did; returns its exit code."""
    from briefing.errors import DeliveryError

    note, stats = invocation.console.note, report.stats
    if report.busy:
        note("Another 'briefing send' is running; nothing was done.")
        return 0
    for failure in report.failures:
        echo_failure(invocation.console, failure)
    for entry in stats.refusals:
        note(f"refused: {entry.reader.address}: {entry.code or ''} {entry.words}".replace(":  ", ": "))
    if report.recovered:
        note(f"Recovered {messages(report.recovered)} from an interrupted run.")
    done = ", ".join(f"{state} {count}" for state, count in sorted(stats.states.items()))
    if done:
        note(f"{done}; {report.waiting} waiting.")
    elif stats.paused:
        pass
    elif report.empty:
        note(_EMPTY.format(report.day))
    elif not stats.stopped:
        edition = f"The edition of {report.day} has been sent already" if report.day else "Nothing is due"
        note(f"{edition}; {report.waiting} waiting for the next attempt." if report.waiting else f"{edition}.")
    if stats.paused:
        note(f"paused: {stats.paused}. Waiting in the outbox: {messages(report.waiting)}.", level="warning")
    if stats.stopped:
        reason = stats.stopped.rstrip(".")
        raise DeliveryError(f"stopped: {reason}", hint=f"Waiting in the outbox: {messages(report.waiting)}.")
    return PARTIAL if report.failures or stats.paused or set(stats.states) - {"accepted", "cancelled"} else 0
