"""`briefing init`: writes a commented configuration, after three questions where somebody is there to answer them."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

if TYPE_CHECKING:
    from briefing.cli.config_sample_and_reference import Answers

__all__ = ["init"]

Value = TypeVar("Value")


@click.command(
    epilog="""\b
Examples:
  briefing init && briefing build
  briefing init --defaults        ask nothing
"""
)
@click.argument("path", type=click.Path(path_type=Path, dir_okay=False), default=Path("briefing.toml"))
@click.option("--force", is_flag=True, help="Replace an existing file.")
@click.option("--defaults", is_flag=True, help="Ask nothing, also at a terminal.")
def init(path: Path, *, force: bool, defaults: bool) -> None:
    """Write a commented configuration to PATH [briefing.toml]: every setting, with its default.

    At a terminal it first asks for your sources, your language and time zone, and whether to send mail. An empty answer
    keeps the default.
    """
    from briefing.cli.config_sample_and_reference import Answers, sample
    from briefing.errors import OutputError
    from briefing.records import Rendering
    from briefing.runtime import atomic_files

    if path.exists() and not force:
        raise OutputError("already exists", subject=str(path), hint="Use --force to replace it.")
    asking = not defaults and sys.stdin.isatty() and sys.stderr.isatty()
    answers = _ask() if asking else Answers()
    atomic_files.write(path.parent, [Rendering(path.name, sample(answers).encode())])
    click.echo(f"Wrote {path}. {_next_step(path, answers)}", err=True)


def _next_step(path: Path, answers: Answers) -> str:
    option = "" if path == Path("briefing.toml") else f" -c {path}"
    build = f"briefing build{option}"
    then = "Then add readers: briefing subscribers add ADDRESS" if answers.sender else ""
    start = f"Now run: {build}" if answers.sources else f"Put your sources in it, then run: {build}"
    return f"{start}\n{then}".rstrip()


def _ask() -> Answers:
    from briefing.cli.config_sample_and_reference import Answers

    click.echo("1. Where does your news come from? Folders, files, feeds or pages, with blanks between.", err=True)
    sources = _prompt("   Sources (empty: later)", "", _sources)
    click.echo("2. Which language do the labels have, and what is your time zone?", err=True)
    language = _prompt("   Language", "en", _language)
    zone = _prompt("   Time zone", _local_zone(), _zone)
    click.echo("3. Shall the briefing be sent by e-mail?", err=True)
    if not click.confirm("   Send mail", default=False, err=True):
        return Answers(tuple(sources), language, zone)
    sender = _prompt("   Sender's address", "", _sender)
    return Answers(tuple(sources), language, zone, sender, _prompt("   Mail server", "localhost", str.strip))


def _prompt(label: str, default: str, read: Callable[[str], Value]) -> Value:
    """What somebody answers, asked again until `read` accepts it."""
    given: Value = click.prompt(label, default=default, show_default=bool(default), value_proc=read, err=True)
    return given


def _sources(text: str) -> list[str]:
    """Each source of one line. Raises UsageError for a path at which nothing is."""
    from briefing import ingest

    try:
        found = shlex.split(text)
    except ValueError as error:
        raise click.UsageError("a quotation mark is missing") from error
    for source in found:
        if not ingest.is_address(source) and not Path(source).exists():
            raise click.UsageError(f"{source}: no such file or folder (a web address begins with https://)")
    return found


def _language(text: str) -> str:
    from briefing.render.translations import offered

    code = text.strip().lower()
    if code not in offered():
        raise click.UsageError(f"labels exist in {', '.join(offered())}; articles may be in any language")
    return code


def _zone(text: str) -> str:
    from zoneinfo import ZoneInfo

    try:
        return ZoneInfo(text.strip()).key
    except (KeyError, ValueError, OSError) as error:
        raise click.UsageError(f"unknown time zone {text.strip()!r}; use a name such as Europe/Paris") from error


def _sender(text: str) -> str:
    from briefing.errors import DeliveryError
    from briefing.text.email_addresses import mailbox

    try:
        mailbox(text.strip())
    except DeliveryError as error:
        raise click.UsageError(str(error)) from error
    return text.strip()


def _local_zone() -> str:
    """The time zone of this machine; UTC where it cannot be told."""
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    import tzlocal

    try:
        return ZoneInfo(tzlocal.get_localzone_name()).key
    except (ZoneInfoNotFoundError, ValueError, TypeError, OSError):
        return "UTC"
