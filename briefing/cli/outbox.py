"""`briefing outbox`: what was sent, what is waiting, and what the servers replied."""

from __future__ import annotations

import datetime as dt
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from briefing.cli import Group
from briefing.cli.shared_by_mail_commands import day_option, messages, open_mail, output_option
from briefing.cli.shared_options_and_settings import Invocation, common_options

if TYPE_CHECKING:
    from briefing.deliver.queue_and_send_digest import MailContext
    from briefing.store.outbox_table import Entry

__all__ = ["outbox"]

_STATES = ("queued", "sending", "accepted", "retry", "refused", "expired", "in-doubt", "cancelled")


@click.group(cls=Group, invoke_without_command=True)
@click.pass_context
@output_option
@common_options
def outbox(invocation: Invocation, context: click.Context, output: Path | None) -> None:
    """What was sent, what is waiting, and what the servers replied. Without a subcommand: counts by day and state."""
    from briefing.store import outbox_table as table

    if context.invoked_subcommand is None:
        with open_mail(invocation, output) as mail:
            for day, state, number in table.counts(mail.store):
                click.echo(f"{day}\t{state}\t{number}")


@outbox.command("list")
@click.option("--state", type=click.Choice(_STATES), help="Only messages in this state.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON array.")
@day_option
@output_option
@common_options
def listmessages(
    invocation: Invocation, state: str | None, as_json: bool, day: dt.datetime | None, output: Path | None
) -> None:
    """Every message: reader, state, attempts, the time of the next attempt, and the server's last reply."""
    from briefing.store import outbox_table as table

    with open_mail(invocation, output) as mail:
        found = table.entries(mail.store, state=state, day=day.date().isoformat() if day else None)
    if as_json:
        json.dump([_fields(entry) for entry in found], sys.stdout, ensure_ascii=False, indent=2)
        click.echo()
    else:
        for entry in found:
            click.echo("\t".join(str(value) for value in _fields(entry).values() if value != ""))


def _fields(entry: Entry) -> dict[str, Any]:
    next_at = dt.datetime.fromtimestamp(entry.due, dt.UTC).isoformat(timespec="seconds")
    return {
        "address": entry.reader.address,
        "state": entry.state,
        "attempts": entry.attempts,
        "next": next_at if entry.state == "retry" else "",
        "code": entry.code or "",
        "words": entry.words,
        "message_id": entry.message_id,
    }


@outbox.command()
@click.argument("addresses", nargs=-1, required=True, metavar="ADDRESS...|all")
@day_option
@output_option
@common_options
def retry(invocation: Invocation, addresses: tuple[str, ...], day: dt.datetime | None, output: Path | None) -> None:
    """Try messages again at the next `briefing send`, even refused, expired, cancelled and doubtful ones."""
    from briefing.deliver.outbox_delivery import requeue

    with open_mail(invocation, output) as mail:
        number = requeue(mail.store, _of(mail, addresses, day), mail.clock.now(), invocation.settings.outbox)
        invocation.console.note(f"{messages(number)} will be tried again.")


@outbox.command()
@click.argument("addresses", nargs=-1, required=True, metavar="ADDRESS...|all")
@day_option
@output_option
@common_options
def cancel(invocation: Invocation, addresses: tuple[str, ...], day: dt.datetime | None, output: Path | None) -> None:
    """Do not send messages that are still waiting."""
    from briefing.deliver.outbox_delivery import cancel as cancel_messages

    with open_mail(invocation, output) as mail:
        number = cancel_messages(mail.store, _of(mail, addresses, day), mail.clock.now())
        invocation.console.note(f"{messages(number)} will not be sent.")


def _of(mail: MailContext, addresses: tuple[str, ...], day: dt.datetime | None) -> list[Entry]:
    """The messages to these addresses (or `channel:NAME`), or all of them; only those of `day` if it is given."""
    from briefing.deliver.chat_and_push_channels import name_of
    from briefing.errors import DeliveryError
    from briefing.store import outbox_table as table
    from briefing.text.email_addresses import key

    found = table.entries(mail.store, day=day.date().isoformat() if day else None)
    if addresses == ("all",):
        return found
    known = {entry.reader_key for entry in found}
    wanted = {address: address if name_of(address) else key(address) for address in addresses}
    for address, mark in wanted.items():
        if mark not in known:
            raise DeliveryError("there is no message to this address in the outbox", subject=address)
    return [entry for entry in found if entry.reader_key in wanted.values()]
