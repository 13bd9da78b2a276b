"""`briefing replies`: what readers reply by mail."""

from __future__ import annotations

from pathlib import Path

import click

from briefing.cli.shared_by_mail_commands import open_mail, output_option
from briefing.cli.shared_options_and_settings import Invocation, common_options

__all__ = ["replies"]


@click.command(epilog="\b\nExample:\n  briefing replies --maildir ~/Maildir/.replies\n")
@click.option(
    "--maildir",
    type=click.Path(path_type=Path, file_okay=False),
    help="Read this Maildir instead of the one in the settings.",
)
@output_option
@common_options
def replies(invocation: Invocation, maildir: Path | None, output: Path | None) -> int:
    """Read the reply mailbox: handle unsubscribes, confirmations, bounces and complaints.

    A message that was dealt with is marked as seen; any other is left for a person.
    """
    from briefing.deliver import act_on_replies, read_replies_from_imap_or_maildir
    from briefing.errors import DeliveryError

    settings, done = invocation.settings.replies, 0
    with open_mail(invocation, output) as mail:

        def handle(content: bytes) -> bool:
            nonlocal done
            said = act_on_replies.handle(mail.store, content, mail.clock.now())
            if said:
                invocation.console.note(said)
                done += 1
            return bool(said)

        if maildir or settings.maildir:
            count = read_replies_from_imap_or_maildir.read_maildir(maildir or Path(str(settings.maildir)), handle)
        elif settings.host:
            count = read_replies_from_imap_or_maildir.read_imap(settings, mail.environment, handle)
        else:
            raise DeliveryError("no reply mailbox is set", hint="Set maildir or host in [replies].")
    invocation.console.note(f"new messages: {count}; left for you: {count - done}.")
    return 0
