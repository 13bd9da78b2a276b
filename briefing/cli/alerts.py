"""`briefing alerts`: what is new on followed topics and stories, told between editions."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefing.cli import PARTIAL
from briefing.cli.console import echo_failure
from briefing.cli.shared_by_mail_commands import open_mail, output_option, tell
from briefing.cli.shared_options_and_settings import Invocation, common_options

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefing.deliver.alerts import AlertPlan, Receivers
    from briefing.deliver.queue_and_send_digest import MailContext
    from briefing.records import Failure

__all__ = ["alerts"]


@click.command(
    epilog="""\b
Examples:
  briefing alerts --dry-run                what would be told, to whom and why
  briefing alerts                          tell it; run it from a timer between editions
  briefing subscribers add ann@example.org --interest "ferry strike" --alerts
"""
)
@click.argument("sources", nargs=-1, metavar="[SOURCE]...")
@output_option
@click.option(
    "--date",
    "day",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="YYYY-MM-DD",
    help="Day of the news [the latest day on which an article was published].",
)
@click.option("--dry-run", is_flag=True, help="Only print what would be told, to whom and why.")
@common_options
def alerts(
    invocation: Invocation, sources: tuple[str, ...], output: Path | None, day: dt.datetime | None, dry_run: bool
) -> int:
    """Read SOURCES (or those of the configuration) and tell whoever follows a topic or story what no edition has told
    yet: by mail and to channels, each story once, at most [alerts] per_day times a day.

    No edition is changed: the next one tells it all.
    """
    from briefing import pipeline
    from briefing.config import SourceSettings
    from briefing.deliver import alerts as alerting
    from briefing.errors import ConfigError

    settings = invocation.settings
    folder = output or Path(settings.output.folder)
    wanted = tuple(SourceSettings(url=source) for source in sources) or pipeline.default_sources(settings, folder)
    if not wanted:
        raise ConfigError("there is nothing to read", hint="Name a folder or feed, or list sources in briefing.toml.")
    with open_mail(invocation, output) as mail:
        receivers = alerting.receivers(mail)
        if settings.alerts.is_quiet(mail.today().hour) and not dry_run:
            invocation.console.note(f"Nothing is told now (quiet = {settings.alerts.quiet!r} in [alerts]).")
            return 0
        with pipeline.news_since_edition(
            settings,
            wanted,
            mail.store,
            folder=folder,
            day=day.date() if day else None,
            today=mail.today().date(),
            offline=invocation.offline,
            progress=invocation.console,
        ) as news:
            planned = alerting.plan(mail, news.edition, receivers.readers)
            if not dry_run:
                alerting.queue(mail, news.edition, news.lines, planned)
        code = _failed(invocation, (*receivers.failures, *news.edition.coverage.failures))
        if dry_run:
            _show(invocation, planned, receivers)
            return code
        return _deliver(invocation, mail) or code


def _deliver(invocation: Invocation, mail: MailContext) -> int:
    from briefing.deliver import alerts as alerting

    report = alerting.deliver(mail)
    if not (report.busy or report.recovered or report.stats.states or report.stats.stopped or report.stats.paused):
        invocation.console.note("There is nothing new on what is followed.")
        return 0
    return tell(invocation, report)


def _failed(invocation: Invocation, failures: Iterable[Failure]) -> int:
    """Name what could not be used; the exit code for it."""
    found = list(failures)
    for failure in found:
        echo_failure(invocation.console, failure)
    return PARTIAL if any(failure.is_error for failure in found) else 0


def _show(invocation: Invocation, planned: AlertPlan, receivers: Receivers) -> None:
    """Print every story that would be told: to whom, what is new, the story's id and headline, and the reason."""
    for alert in planned.alerts:
        for item in alert.items:
            story = item.story
            why = "followed story" if item.topic == story.id else item.topic
            click.echo("\t".join((alert.reader.address, why, story.status, story.id, story.headline)))
            for change in story.changes:
                click.echo(f"\tchanged: {change.text}")
    for reason, count in Counter(reason for _, reason in planned.skipped).most_common():
        invocation.console.note(f"not now: {count} ({reason})")
    people = len(planned.alerts)
    invocation.console.note(f"An alert would go to {people} of {len(receivers.readers)}.")
