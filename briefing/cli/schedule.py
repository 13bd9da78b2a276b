"""`briefing schedule`: the files that run briefing every day."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from briefing.cli.shared_options_and_settings import Invocation, common_options

__all__ = ["schedule"]

_TIMERS = """\
Put the files into ~/.config/systemd/user/ (--to does), then run:
  systemctl --user daemon-reload
  systemctl --user enable --now briefing-build.timer briefing-send.timer{alerts}
  loginctl enable-linger    # to run while you are not logged in"""


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
@click.option("--alerts", is_flag=True, help="Also run 'briefing alerts' [if the configuration has anybody for it].")
@click.option("--to", "folder", type=click.Path(path_type=Path, file_okay=False), help="Write the files there.")
@common_options
def schedule(invocation: Invocation, kind: str, hour: int, folder: Path | None, *, alerts: bool) -> None:
    """Print a schedule for this machine: systemd timers, cron lines or a GitHub workflow."""
    from briefing.deliver import cron_systemd_github_schedules as kinds
    from briefing.records import Rendering
    from briefing.runtime import atomic_files as output

    if kind == "cron" and folder:
        raise click.UsageError("cron lines go into a table, not a folder: add them with 'crontab -e'")
    config = invocation.config.resolve() if invocation.config else None
    settings = invocation.settings
    alerts = alerts or bool(settings.alerts.to) or any(channel.alerts for channel in settings.channels)
    job = kinds.Job(sys.executable, Path.cwd(), config, hour, settings.briefing.timezone, alerts)
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
        invocation.console.note(_TIMERS.format(alerts=" briefing-alerts.timer" if alerts else ""))
