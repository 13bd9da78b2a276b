"""`briefing models`: which generators there are, what is on this machine, and downloading one."""

from __future__ import annotations

import click

from briefing.cli import Group
from briefing.cli.shared_options_and_settings import Invocation, common_options

__all__ = ["models"]


@click.group(cls=Group, epilog="\b\nExamples:\n  briefing models list\n  briefing models pull Qwen2.5-0.5B-Instruct\n")
def models() -> None:
    """Models that rewrite key points: which there are, how large they are, and downloading one."""


@models.command("list")
@common_options
def list_(invocation: Invocation) -> None:
    """Every model that is known by name: family, parameters, size, licence, and whether it is on this machine."""
    from briefing.models.generator_catalogue import GENERATORS
    from briefing.models.locate_generator import state

    width = max(map(len, GENERATORS))
    for entry in GENERATORS.values():
        click.echo(
            f"{entry.name:<{width}}  {entry.family:<7}  {entry.millions:>5} M  {entry.megabytes:>5} MB  "
            f"{entry.licence:<12}  {state(entry, invocation.settings.models.lock)}"
        )


@models.command()
@click.argument("name")
@common_options
def info(invocation: Invocation, name: str) -> None:
    """What is known of the model NAME: a name of the list, a Hub id, a folder or a .gguf file."""
    from briefing.models.describe_generator import describe

    for label, value in describe(name, invocation.settings.models.lock):
        click.echo(f"{label:<12} {value}")


@models.command()
@click.argument("name")
@common_options
def pull(invocation: Invocation, name: str) -> None:
    """Download the model NAME (a name of the list or a Hub id) and pin its revision and hashes in the lock file."""
    from briefing.errors import ModelError
    from briefing.models.download_model import pull as download

    if invocation.offline:
        raise ModelError("is not downloaded: this run is offline", subject=name, hint="Run it again without --offline.")
    lock = invocation.settings.models.lock
    with invocation.console.stage("pull"):
        pin = download(name, lock)
    invocation.console.note(f"{name}: revision {pin.revision}, {len(pin.files)} files, pinned in {lock}")
