"""`briefing send`, `outbox`, `subscribers`, `replies`, `unsubscribe-server` and `schedule`: the digest by e-mail."""

from __future__ import annotations

import datetime as dt
import json
import sys
import tempfile
from collections import Counter
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from briefing.cli import FAILED, PARTIAL
from briefing.cli.common import Invocation, common_options, echo_failure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.sending import Office, Plan, Report
    from briefing.store.outbox import Entry

__all__ = ["outbox", "replies", "schedule", "send", "subscribers", "unsubscribe_server"]

_output = click.option(
    "-o", "--output", type=click.Path(path_type=Path, file_okay=False), help="Output folder [outputs]."
)
_STATES = ("queued", "sending", "accepted", "retry", "refused", "expired", "in-doubt", "cancelled")
_TIMERS = """\
Put the files into ~/.config/systemd/user/ (--to does), then run:
  systemctl --user daemon-reload
  systemctl --user enable --now briefing-build.timer briefing-send.timer
  loginctl enable-linger    # to run while you are not logged in"""
_day = click.option(
    "--date", "day", type=click.DateTime(["%Y-%m-%d"]), metavar="YYYY-MM-DD", help="Day of the edition [the latest]."
)


@contextmanager
def _office(invocation: Invocation, output: Path | None) -> Iterator[Office]:
    """The database of the output folder, with the settings and the clock."""
    from briefing.sending import Office, open_store

    with open_store(invocation.settings, output or Path(invocation.settings.output.folder)) as store:
        yield Office(invocation.settings, store)


@click.command(
    epilog="""\b
Examples:
  briefing send --dry-run                  who would get what, and why others would not
  briefing send --to me@example.org        the latest edition to one address, outside the outbox
  briefing send --preview                  the message in the browser
  briefing send                            to everybody who is due; safe to repeat
"""
)
@_day
@_output
@click.option("--dry-run", is_flag=True, help="Only say who would get what.")
@click.option("--to", "address", metavar="ADDRESS", help="Send a test to this address, outside the outbox.")
@click.option("--preview", is_flag=True, help="Open the message in the browser; send nothing.")
@common_options
def send(
    invocation: Invocation,
    day: dt.datetime | None,
    output: Path | None,
    dry_run: bool,
    address: str | None,
    preview: bool,
) -> int:
    """Send the latest edition to every reader who is due and has not had it.

    Nobody gets an edition twice, and a run that was cut off is taken up where it ended. What a server puts off is
    tried again by later runs, so run this often.
    """
    import webbrowser

    from briefing import sending
    from briefing.errors import DeliveryError

    date = day.date() if day else None
    with _office(invocation, output) as office:
        if invocation.offline and not (dry_run or preview) and invocation.settings.smtp.transport in ("smtp", "lmtp"):
            raise DeliveryError("--offline does not send over the network", hint="Use --dry-run or --preview.")
        if not (dry_run or address or preview):
            with invocation.console.stage("send") as advance:
                report = sending.send(office, date, progress=advance)
            return _tell(invocation, report)
        edition = sending.latest(office.store, date, office.today().date())
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
        elif address:
            outcome = sending.send_test(office, edition, address)
            invocation.console.note(f"{address}: {outcome.kind} {outcome.code or ''} {outcome.words}".strip())
            return 0 if outcome.kind == "accepted" else FAILED
        else:
            _show_plan(invocation, sending.plan(office, edition))
    return 0


def _show_plan(invocation: Invocation, plan: Plan) -> None:
    from briefing.readers import describe

    for reader in plan.readers.values():
        click.echo(f"{reader.address}\t{describe(reader)}")
    for failure in plan.failures:
        echo_failure(invocation.console, failure)
    for reason, count in Counter(reason for _, reason in plan.skipped).most_common():
        invocation.console.note(f"not now: {count} ({reason})")
    invocation.console.note(f"The edition of {plan.edition.date} would go to {len(plan.readers)} readers.")


def _tell(invocation: Invocation, report: Report) -> int:
    """Say what a run did; its exit code."""
    from briefing.errors import DeliveryError

    note, tally = invocation.console.note, report.tally
    if report.busy:
        note("Another run is sending; this one leaves it to that.")
        return 0
    for failure in report.failures:
        echo_failure(invocation.console, failure)
    for entry in tally.refusals:
        note(f"refused: {entry.reader.address}: {entry.code or ''} {entry.words}".replace(":  ", ": "))
    if report.recovered:
        note(f"Taken up from a run that was cut off: {report.recovered}.")
    done = ", ".join(f"{state} {count}" for state, count in sorted(tally.states.items()))
    if done:
        note(f"{done}; {report.waiting} waiting.")
    elif not tally.stopped:
        edition = f"The edition of {report.day} has been sent already" if report.day else "Nothing is due"
        note(f"{edition}; {report.waiting} waiting for another attempt." if report.waiting else f"{edition}.")
    if tally.stopped:
        reason = tally.stopped.rstrip(".")
        raise DeliveryError(f"stopped: {reason}", hint=f"Waiting in the outbox: {_messages(report.waiting)}.")
    return PARTIAL if report.failures or set(tally.states) - {"accepted", "cancelled"} else 0


@click.group(invoke_without_command=True)
@click.pass_context
@_output
@common_options
def outbox(invocation: Invocation, context: click.Context, output: Path | None) -> None:
    """What was sent, what waits, and what the servers said. Without a subcommand: counts by day and state."""
    from briefing.store import outbox as table

    if context.invoked_subcommand is None:
        with _office(invocation, output) as office:
            for day, state, number in table.counts(office.store):
                click.echo(f"{day}\t{state}\t{number}")


@outbox.command("list")
@click.option("--state", type=click.Choice(_STATES), help="Only messages in this state.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON array.")
@_day
@_output
@common_options
def list_messages(
    invocation: Invocation, state: str | None, as_json: bool, day: dt.datetime | None, output: Path | None
) -> None:
    """Every message: reader, state, attempts, when it is tried next, and the server's last words."""
    from briefing.store import outbox as table

    with _office(invocation, output) as office:
        found = table.entries(office.store, state=state, day=day.date().isoformat() if day else None)
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
@_day
@_output
@common_options
def retry(invocation: Invocation, addresses: tuple[str, ...], day: dt.datetime | None, output: Path | None) -> None:
    """Try messages again at the next `briefing send`, also refused, expired, cancelled and doubtful ones."""
    from briefing.deliver.outbox import requeue

    with _office(invocation, output) as office:
        number = requeue(office.store, _of(office, addresses, day), office.clock.now(), invocation.settings.outbox)
        invocation.console.note(f"{_messages(number)} will be tried again.")


@outbox.command()
@click.argument("addresses", nargs=-1, required=True, metavar="ADDRESS...|all")
@_day
@_output
@common_options
def cancel(invocation: Invocation, addresses: tuple[str, ...], day: dt.datetime | None, output: Path | None) -> None:
    """Do not send messages that are still waiting."""
    from briefing.deliver.outbox import cancel as cancel_messages

    with _office(invocation, output) as office:
        number = cancel_messages(office.store, _of(office, addresses, day), office.clock.now())
        invocation.console.note(f"{_messages(number)} will not be sent.")


def _of(office: Office, addresses: tuple[str, ...], day: dt.datetime | None) -> list[Entry]:
    """The messages to these addresses, or all of them; of one day where given."""
    from briefing.addresses import key
    from briefing.errors import DeliveryError
    from briefing.store import outbox as table

    found = table.entries(office.store, day=day.date().isoformat() if day else None)
    if addresses == ("all",):
        return found
    known = {entry.reader_key for entry in found}
    for address in addresses:
        if key(address) not in known:
            raise DeliveryError("there is no message to this address in the outbox", subject=address)
    wanted = {key(address) for address in addresses}
    return [entry for entry in found if entry.reader_key in wanted]


def _messages(number: int) -> str:
    return f"{number} message{'' if number == 1 else 's'}"


@click.group()
def subscribers() -> None:
    """Who receives the digest."""


@subscribers.command()
@click.argument("address")
@click.option("--name", default="", help="Name for the To line.")
@click.option("--format", "form", type=click.Choice(["html", "text"]), default="html", help="What to send [html].")
@click.option("--language", default="", help="Language of the labels, such as fr.")
@click.option("--section", "sections", multiple=True, help="Only this section; repeat for more.")
@click.option("--weekdays", default="", metavar="DAYS", help="Only on these days, such as mon-fri.")
@click.option("--hour", default="", help="Not before this hour (0-23), in the edition's time zone.")
@click.option("--confirm", is_flag=True, help="Ask them to confirm first (double opt-in).")
@click.option("--again", is_flag=True, help="They unsubscribed or bounced, and asked for it again.")
@_output
@common_options
def add(invocation: Invocation, output: Path | None, confirm: bool, again: bool, **wishes: Any) -> int:
    """Add a reader, or change what one wants."""
    from briefing import readers

    values = {name: value for name, value in wishes.items() if isinstance(value, str)}
    reader = readers.make({**values, "format": wishes["form"], "sections": ";".join(wishes["sections"])})
    return _add(invocation, output, [reader], confirm=confirm, again=again)


@subscribers.command("import")
@click.argument("path", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--confirm", is_flag=True, help="Ask each of them to confirm first (double opt-in).")
@_output
@common_options
def import_list(invocation: Invocation, path: Path, confirm: bool, output: Path | None) -> int:
    """Add the readers of a CSV file: address, name, format, language, sections, weekdays, hour.

    A plain list of addresses, one a line, will do. Whoever unsubscribed or bounced is left out.
    """
    from briefing import readers
    from briefing.addresses import key
    from briefing.store import subscribers as table

    found, failures = readers.import_file(path)
    with _office(invocation, output) as office:
        gone = table.suppressions(office.store)
    kept = [reader for reader in found if key(reader.address) not in gone]
    for failure in failures:
        echo_failure(invocation.console, failure)
    for reader in found:
        if (mark := key(reader.address)) in gone:
            invocation.console.note(f"left out: {reader.address}: {gone[mark].reason}")
    code = _add(invocation, output, kept, confirm=confirm, again=False)
    return code or (PARTIAL if failures or len(kept) < len(found) else 0)


def _add(invocation: Invocation, output: Path | None, found: list[Any], *, confirm: bool, again: bool) -> int:
    from briefing import readers, sending

    with _office(invocation, output) as office:
        pending = confirm or invocation.settings.email.double_opt_in
        waiting = readers.add(office.store, found, office.clock.now(), pending=pending, again=again)
        invocation.console.note(f"{len(found) - len(waiting)} added, {len(waiting)} asked to confirm.")
        return _tell(invocation, sending.ask(office, waiting)) if waiting else 0


@subscribers.command()
@click.argument("address")
@_output
@common_options
def remove(invocation: Invocation, address: str, output: Path | None) -> int:
    """Take a reader off the list for good, also where a file still names them."""
    from briefing import readers
    from briefing.addresses import key

    with _office(invocation, output) as office:
        listed = key(address) in readers.roster(office.store, invocation.settings).readers
        new = readers.remove(office.store, address, office.clock.now())
    before = "is off the list" if listed else "was not on the list"
    invocation.console.note(f"{address} {before} and will never be mailed.")
    return 0 if new else FAILED


@subscribers.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON array.")
@_output
@common_options
def list_readers(invocation: Invocation, as_json: bool, output: Path | None) -> None:
    """Everybody who receives the digest, who has yet to confirm, and who is never mailed again."""
    from briefing import readers
    from briefing.store import subscribers as table

    with _office(invocation, output) as office:
        roster = readers.roster(office.store, invocation.settings)
        rows = [(reader.address, "active", readers.describe(reader)) for reader in roster.readers.values()]
        rows += [
            (item.reader.address, item.state, "") for item in table.list_all(office.store) if item.state != "active"
        ]
        rows += [(gone.key, gone.reason, gone.detail) for gone in table.suppressions(office.store).values()]
    for failure in roster.failures:
        echo_failure(invocation.console, failure)
    if as_json:
        columns = ("address", "state", "wishes")
        json.dump([dict(zip(columns, row, strict=True)) for row in rows], sys.stdout, ensure_ascii=False, indent=2)
        click.echo()
    else:
        for row in rows:
            click.echo("\t".join(value for value in row if value))


@click.command(epilog="\b\nExample:\n  briefing replies --maildir ~/Maildir/.replies\n")
@click.option(
    "--maildir", type=click.Path(path_type=Path, file_okay=False), help="Read this Maildir, not the settings'."
)
@_output
@common_options
def replies(invocation: Invocation, maildir: Path | None, output: Path | None) -> int:
    """Read the reply mailbox: take unsubscribes, confirmations, bounces and complaints in.

    A message that was dealt with is marked as seen; any other is left for a person.
    """
    from briefing import readers
    from briefing.deliver import mailboxes
    from briefing.errors import DeliveryError

    settings, done = invocation.settings.replies, 0
    with _office(invocation, output) as office:

        def handle(content: bytes) -> bool:
            nonlocal done
            said = readers.handle(office.store, content, office.clock.now())
            if said:
                invocation.console.note(said)
                done += 1
            return bool(said)

        if maildir or settings.maildir:
            count = mailboxes.read_maildir(maildir or Path(str(settings.maildir)), handle)
        elif settings.host:
            count = mailboxes.read_imap(settings, office.environment, handle)
        else:
            raise DeliveryError("no reply mailbox is set", hint="Set maildir or host in [replies].")
    invocation.console.note(f"new messages: {count}; left for you: {count - done}.")
    return 0


@click.command("unsubscribe-server")
@click.option("--host", default="127.0.0.1", help="Address to listen on [127.0.0.1].")
@click.option("--port", default=8025, type=click.IntRange(0, 65535), help="Port to listen on [8025].")
@_output
@common_options
def unsubscribe_server(invocation: Invocation, host: str, port: int, output: Path | None) -> None:
    """Take unsubscribes and confirmations over the web, behind a reverse proxy that speaks https."""
    from briefing import readers, rendering
    from briefing.deliver.web import ReaderServer, Voice
    from briefing.errors import DeliveryError
    from briefing.render import translation

    briefing, theme = invocation.settings.briefing, rendering.theme(invocation.settings.output.templates)
    language = translation.locale(briefing.language, theme).language
    voice = Voice(briefing.title, language, translation.translations(language, theme).gettext)
    with _office(invocation, output) as office:
        try:
            server = ReaderServer(
                host,
                port,
                lambda purpose, token: readers.check(office.store, purpose, token),
                lambda purpose, token: readers.act(office.store, purpose, token, office.clock.now()),
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


@click.command(
    epilog="""\b
Examples:
  briefing schedule systemd --to ~/.config/systemd/user
  briefing schedule cron
  briefing schedule github --to .github/workflows
"""
)
@click.argument("kind", type=click.Choice(["systemd", "cron", "github"]), default="systemd")
@click.option(
    "--hour", type=click.IntRange(0, 23), default=6, help="Hour of the build, in the edition's time zone [6]."
)
@click.option("--to", "folder", type=click.Path(path_type=Path, file_okay=False), help="Write the files there.")
@common_options
def schedule(invocation: Invocation, kind: str, hour: int, folder: Path | None) -> None:
    """Print a ready schedule for this machine: systemd timers, cron lines or a GitHub workflow."""
    from briefing import output
    from briefing.deliver import schedule as kinds
    from briefing.records import Rendering

    if kind == "cron" and folder:
        raise click.UsageError("cron lines go into a table, not a folder: add them with 'crontab -e'")
    config = invocation.config.resolve() if invocation.config else None
    job = kinds.Job(sys.executable, Path.cwd(), config, hour, invocation.settings.briefing.timezone)
    if kind == "cron":
        click.echo(kinds.cron(job), nl=False)
        return
    files = kinds.systemd(job) if kind == "systemd" else {"briefing.yml": kinds.github(job)}
    if folder:
        for receipt in output.write(folder, [Rendering(name, content.encode()) for name, content in files.items()]):
            invocation.console.note(f"{receipt.status}: {receipt.subject}")
    else:
        click.echo("\n".join(f"# --- {name}\n{content}" for name, content in files.items()), nl=False)
    if kind == "systemd":
        invocation.console.note(_TIMERS)
