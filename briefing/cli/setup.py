"""`briefing init` writes a commented configuration; `briefing doctor` says whether this machine is ready."""

from __future__ import annotations

from pathlib import Path

import click

from briefing.cli import FAILED
from briefing.cli.shared_options import Invocation, common_options

__all__ = ["doctor", "init"]


@click.command(epilog="\b\nExample:\n  briefing init && briefing build\n")
@click.argument("path", type=click.Path(path_type=Path, dir_okay=False), default=Path("briefing.toml"))
@click.option("--force", is_flag=True, help="Replace an existing file.")
def init(path: Path, *, force: bool) -> None:
    """Write a commented configuration to PATH [briefing.toml]: every setting, with its default."""
    from briefing.cli.sample_config import sample
    from briefing.errors import OutputError
    from briefing.records import Rendering
    from briefing.runtime import atomic_files

    if path.exists() and not force:
        raise OutputError("already exists", subject=str(path), hint="Use --force to replace it.")
    atomic_files.write(path.parent, [Rendering(path.name, sample().encode())])
    click.echo(f"Wrote {path}. Put your sources in it, then run: briefing build", err=True)


@click.command(epilog="\b\nExample:\n  briefing doctor -c briefing.toml\n")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Output folder to check [outputs].")
@click.option("--repair", is_flag=True, help="Set a damaged database aside (it is renamed, never deleted).")
@common_options
def doctor(invocation: Invocation, output: Path | None, *, repair: bool) -> int:
    """Check Python, packages, model files and hashes, folders and configuration; say how to fix each."""
    from briefing.cli.doctor import examine

    settings = invocation.settings
    failed = False
    for check in examine(settings, output or Path(settings.output.folder), repair=repair):
        failed |= not check.passed
        click.echo(f"{'ok  ' if check.passed else 'FAIL'}  {check.name}: {check.finding}")
        if check.remedy:
            click.echo(f"      {check.remedy}")
    return FAILED if failed else 0
