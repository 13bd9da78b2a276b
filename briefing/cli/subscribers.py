"""`briefing subscribers`: who receives the digest."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import click

from briefing.cli import FAILED, PARTIAL, Group
from briefing.cli.console import echo_failure
from briefing.cli.shared_by_mail_commands import open_mail, output_option, tell
from briefing.cli.shared_options_and_settings import Invocation, common_options

__all__ = ["subscribers"]


@click.group(
    cls=Group,
    epilog="""\b
Examples:
  briefing subscribers add ann@example.org --name "Ann Lee"
  briefing subscribers import readers.csv
  briefing subscribers list
""",
)
def subscribers() -> None:
    """Who receives the digest."""


@subscribers.command()
@click.argument("address")
@click.option("--name", default="", help="Name for the To line.")
@click.option("--format", "form", type=click.Choice(["html", "text"]), default="html", help="What to send [html].")
@click.option("--language", default="", help="Language of the labels, such as fr.")
@click.option("--section", "sections", multiple=True, help="Only this section; repeat for more.")
@click.option("--interest", "interests", multiple=True, help="Stories with this phrase come first; repeat for more.")
@click.option("--mute", "mutes", multiple=True, help="Leave out stories with this phrase; repeat for more.")
@click.option("--alerts", is_flag=True, help="Tell them of what interests them between editions (briefing alerts).")
@click.option("--weekdays", default="", metavar="DAYS", help="Only on these days, such as mon-fri.")
@click.option("--hour", default="", help="Not before this hour (0-23), in the edition's time zone.")
@click.option("--confirm", is_flag=True, help="Ask them to confirm first (double opt-in).")
@click.option("--again", is_flag=True, help="They unsubscribed or bounced, and asked for it again.")
@output_option
@common_options
def add(invocation: Invocation, output: Path | None, confirm: bool, again: bool, **wishes: Any) -> int:
    """Add a reader, or change their options."""
    from briefing.deliver import subscribers as readers

    values = {name: value for name, value in wishes.items() if isinstance(value, str)}
    with open_mail(invocation, output) as mail:
        offered = readers.offered(mail.store, mail.settings)
    several = {name: ";".join(wishes[name]) for name in ("sections", "interests", "mutes")}
    alerts = "yes" if wishes["alerts"] else ""
    reader = readers.make({**values, **several, "format": wishes["form"], "alerts": alerts}, offered)
    return _add(invocation, output, [reader], confirm=confirm, again=again)


@subscribers.command("import")
@click.argument("path", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--confirm", is_flag=True, help="Ask each of them to confirm first (double opt-in).")
@output_option
@common_options
def import_list(invocation: Invocation, path: Path, confirm: bool, output: Path | None) -> int:
    """Add the readers of a CSV file: address, name, format, language, sections, interests, mutes,
    alerts, weekdays, hour.

    Columns may be separated by commas, semicolons or tabs, and be called what they are in German, French, Spanish or
    Ukrainian. A plain list of addresses, one per line, works too. Whoever unsubscribed or bounced is left out.
    """
    from briefing.deliver import subscribers as readers
    from briefing.store import suppressions_and_bounces
    from briefing.text.email_addresses import key

    with open_mail(invocation, output) as mail:
        found, failures = readers.import_file(path, readers.offered(mail.store, mail.settings))
        gone = suppressions_and_bounces.suppressions(mail.store)
    kept = [reader for reader in found if key(reader.address) not in gone]
    for failure in failures:
        echo_failure(invocation.console, failure)
    for reader in found:
        if (mark := key(reader.address)) in gone:
            invocation.console.note(f"left out: {reader.address}: {gone[mark].reason}")
    code = _add(invocation, output, kept, confirm=confirm, again=False)
    return code or (PARTIAL if failures or len(kept) < len(found) else 0)


def _add(invocation: Invocation, output: Path | None, found: list[Any], *, confirm: bool, again: bool) -> int:
    from briefing.deliver import queue_and_send_digest
    from briefing.deliver import subscribers as readers

    with open_mail(invocation, output) as mail:
        pending = confirm or invocation.settings.email.double_opt_in
        waiting = readers.add(mail.store, found, mail.clock.now(), pending=pending, again=again)
        invocation.console.note(f"{len(found) - len(waiting)} added, {len(waiting)} asked to confirm.")
        return tell(invocation, queue_and_send_digest.ask(mail, waiting)) if waiting else 0


@subscribers.command()
@click.argument("address")
@output_option
@common_options
def remove(invocation: Invocation, address: str, output: Path | None) -> int:
    """Take a reader off the list for good, even if a file still names them."""
    from briefing.deliver import subscribers as readers
    from briefing.text.email_addresses import key

    with open_mail(invocation, output) as mail:
        listed = key(address) in readers.roster(mail.store, invocation.settings.email).readers
        new = readers.remove(mail.store, address, mail.clock.now())
    before = "is off the list" if listed else "was not on the list"
    invocation.console.note(f"{address} {before} and will never be mailed.")
    return 0 if new else FAILED


@subscribers.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON array.")
@output_option
@common_options
def list_readers(invocation: Invocation, as_json: bool, output: Path | None) -> None:
    """Everybody who receives the digest, who has yet to confirm, and who is never mailed again."""
    from briefing.deliver import subscribers as readers
    from briefing.store import subscribers as table
    from briefing.store import suppressions_and_bounces

    with open_mail(invocation, output) as mail:
        roster = readers.roster(mail.store, mail.settings.email, readers.offered(mail.store, mail.settings))
        rows = [(reader.address, "active", readers.describe(reader)) for reader in roster.readers.values()]
        rows += [(item.reader.address, item.state, "") for item in table.list_all(mail.store) if item.state != "active"]
        never_mailed = suppressions_and_bounces.suppressions(mail.store).values()
        rows += [(gone.key, gone.reason, gone.detail) for gone in never_mailed]
    for failure in roster.failures:
        echo_failure(invocation.console, failure)
    if as_json:
        columns = ("address", "state", "wishes")
        json.dump([dict(zip(columns, row, strict=True)) for row in rows], sys.stdout, ensure_ascii=False, indent=2)
        click.echo()
    else:
        for row in rows:
            click.echo("\t".join(value for value in row if value))
