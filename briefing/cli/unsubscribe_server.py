"""`briefing unsubscribe-server`: the web page behind the links of mails, by which readers leave and confirm."""

from __future__ import annotations

from pathlib import Path

import click

from briefing.cli.shared_by_mail_commands import open_mail, output_option
from briefing.cli.shared_options_and_settings import Invocation, common_options

__all__ = ["unsubscribe_server"]


@click.command("unsubscribe-server")
@click.option("--host", default="127.0.0.1", help="Address to listen on [127.0.0.1].")
@click.option("--port", default=8025, type=click.IntRange(0, 65535), help="Port to listen on [8025].")
@output_option
@common_options
def unsubscribe_server(invocation: Invocation, host: str, port: int, output: Path | None) -> None:
    """Handle unsubscribes and confirmations over the web, behind a reverse proxy that speaks https."""
    from briefing.deliver import act_on_replies
    from briefing.deliver.unsubscribe_and_confirm_server import ReaderServer, Voice
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
                lambda purpose, token: act_on_replies.check(mail.store, purpose, token),
                lambda purpose, token: act_on_replies.act(mail.store, purpose, token, mail.clock.now()),
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
