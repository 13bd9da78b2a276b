"""`briefing send`: the digest to everybody who is due."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefing.cli import FAILED
from briefing.cli.console import echo_failure
from briefing.cli.shared_by_mail_commands import chosen_edition, day_option, open_mail, output_option, tell
from briefing.cli.shared_options_and_settings import Invocation, common_options

if TYPE_CHECKING:
    from briefing.deliver.queue_and_send_digest import MailContext, Plan
    from briefing.records import Edition

__all__ = ["send"]


@click.command(
    epilog="""\b
Examples:
  briefing send --dry-run                  who would get what, and why others would not
  briefing send --to me@example.org        the newest edition to one address, outside the outbox
  briefing send --preview                  the message in the browser
  briefing send --roundup                  the newest roundup (briefing build --week)
  briefing send --channel team             the newest edition to one chat or push service
  briefing send                            to everybody who is due; safe to repeat
"""
)
@day_option
@output_option
@click.option("--dry-run", is_flag=True, help="Only print who would get what.")
@click.option("--to", "address", metavar="ADDRESS", help="Send a test to this address, outside the outbox.")
@click.option("--channel", "channels", multiple=True, metavar="NAME", help="Only to this channel; repeat for more.")
@click.option("--preview", is_flag=True, help="Open the message in the browser; send nothing.")
@click.option(
    "--roundup", is_flag=True, help="The newest roundup instead of the edition of a day; --date is its last day."
)
@click.option("--scheduled", is_flag=True, help="For timers: nothing to send is no error; nothing old is sent.")
@common_options
def send(
    invocation: Invocation,
    day: dt.datetime | None,
    output: Path | None,
    dry_run: bool,
    address: str | None,
    channels: tuple[str, ...],
    preview: bool,
    scheduled: bool,
    roundup: bool,
) -> int:
    """Send the newest edition to every reader and channel that is due and has not had it.

    Nobody gets an edition twice, and an interrupted run is continued where it ended. What a server puts off is tried
    again by later runs, so run this often.
    """
    import webbrowser

    from briefing.deliver import queue_and_send_digest as sending
    from briefing.errors import DeliveryError

    date = day.date() if day else None
    with open_mail(invocation, output) as mail:
        by_network = invocation.settings.smtp.transport in ("smtp", "lmtp") or invocation.settings.channels
        if invocation.offline and not (dry_run or preview) and by_network:
            raise DeliveryError("--offline does not send over the network", hint="Use --dry-run or --preview.")
        if scheduled and (dry_run or address or preview):
            raise click.UsageError("--scheduled sends; leave out --dry-run, --to and --preview.")
        if channels and (address or preview):
            raise click.UsageError("--to and --preview are about mail; leave out --channel.")
        edition = None if scheduled else chosen_edition(invocation, mail, date, roundup=roundup)
        if not (dry_run or address or preview):
            with invocation.console.stage("send") as advance:
                report = sending.send(
                    mail, date, scheduled=scheduled, roundup=roundup, channels=channels or None, progress=advance
                )
            return tell(invocation, report)
        if edition is None:
            raise DeliveryError("there is no edition to send", hint="Run 'briefing build' first, or name a --date.")
        if preview:
            page = Path(tempfile.mkdtemp(prefix="briefing-")) / "digest.html"
            shown, about = sending.preview(invocation.settings, edition)
            page.write_text(shown, encoding="utf-8")
            invocation.console.note(about)
            click.echo(page)
            if not webbrowser.open(page.as_uri()):
                invocation.console.note("No browser could be opened; the page is in the file above.")
        elif not sending.is_mailed(edition, invocation.settings):
            raise DeliveryError(
                f"the edition of {edition.date} has no story, so it is not mailed",
                hint="Name another day with --date, or set empty_editions in [briefing].",
            )
        elif address:
            outcome = sending.send_test(mail, edition, address)
            invocation.console.note(f"{address}: {outcome.kind} {outcome.code or ''} {outcome.words}".strip())
            return 0 if outcome.kind == "accepted" else FAILED
        else:
            _show_plan(invocation, sending.plan(mail, edition, channels or None))
            for name in channels:
                _show_message(mail, edition, name)
    return 0


def _show_plan(invocation: Invocation, plan: Plan) -> None:
    from briefing.deliver.subscribers import describe

    for reader in plan.readers.values():
        click.echo(f"{reader.address}\t{describe(reader)}")
    for failure in plan.failures:
        echo_failure(invocation.console, failure)
    for reason, count in Counter(reason for _, reason in plan.skipped).most_common():
        invocation.console.note(f"not now: {count} ({reason})")
    invocation.console.note(f"The edition of {plan.edition.name} would go to {len(plan.readers)} readers.")


def _show_message(mail: MailContext, edition: Edition, name: str) -> None:
    """Print what a channel would be given."""
    from briefing.deliver import deliver_to_channels

    made = deliver_to_channels.preview(mail, edition, name)
    click.echo(f"\n{made.title}\n{made.text}")
