"""`briefing replies` and `unsubscribe-server`: what readers reply, by mail and over the web."""

from __future__ import annotations

from pathlib import Path

import click

from briefing.cli.shared_by_mail_commands import open_mail, output_option
from briefing.cli.shared_options import Invocation, common_options

__all__ = ["replies", "unsubscribe_server"]


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
    from briefing.deliver import read_reply_mailbox, subscribers
    from briefing.errors import DeliveryError

    settings, done = invocation.settings.replies, 0
    with open_mail(invocation, output) as mail:

        def handle(content: bytes) -> bool:
            nonlocal done
            said = subscribers.handle(mail.store, content, mail.clock.now())
            if said:
                invocation.console.note(said)
                done += 1
            return bool(said)

        if maildir or settings.maildir:
            count = read_reply_mailbox.read_maildir(maildir or Path(str(settings.maildir)), handle)
        elif settings.host:
            count = read_reply_mailbox.read_imap(settings, mail.environment, handle)
        else:
            raise DeliveryError("no reply mailbox is set", hint="Set maildir or host in [replies].")
    invocation.console.note(f"new messages: {count}; left for you: {count - done}.")
    return 0


@click.command("unsubscribe-server")
@click.option("--host", default="127.0.0.1", help="Address to listen on [127.0.0.1].")
@click.option("--port", default=8025, type=click.IntRange(0, 65535), help="Port to listen on [8025].")
@output_option
@common_options
def unsubscribe_server(invocation: Invocation, host: str, port: int, output: Path | None) -> None:
    """Handle unsubscribes and confirmations over the web, behind a reverse proxy that speaks https."""
    from briefing.deliver import subscribers
    from briefing.deliver.unsubscribe_server import ReaderServer, Voice
    from briefing.errors import DeliveryError
    from briefing.render import output_formats, translations

    briefing, theme = invocation.settings.briefing, output_formats.theme(invocation.settings.output.templates)
    language = translations.locale(briefing.language, theme).language
    voice = Voice(briefing.title, language, translations.translations(language, theme).gettext)
    with open_mail(invocation, output) as mail:
        try:
            server = ReaderServer(
                host,
                port,
                lambda purpose, token: subscribers.check(mail.store, purpose, token),
                lambda purpose, token: subscribers.act(mail.store, purpose, token, mail.clock.now()),
                voice,
            )
        except OSError as error:
            raise DeliveryError("cannot listen there", subject=f"{host}:{port}") from error
        with server:
            invocation.console.note(f"Listening on http://{host}:{server.server_port}/ (end with Ctrl-C)")
            try:
                server.serve_forever()
            except KeyboardInterrupt:
                invocation.console.note("stopped")
