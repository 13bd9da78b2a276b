"""`briefing fetch`: what feeds and pages hold now, kept in the database for a later build."""

from __future__ import annotations

from pathlib import Path

import click

from briefing.cli import PARTIAL
from briefing.cli.console import echo_failure
from briefing.cli.open_output_database import open_database
from briefing.cli.shared_options_and_settings import Invocation, common_options, output_option

__all__ = ["fetch"]


@click.command(
    epilog="""\b
Examples:
  briefing fetch                                 the sources of the configuration and the subscribed feeds
  briefing fetch https://news.example/feed.xml   one feed
"""
)
@click.argument("sources", nargs=-1, metavar="[SOURCE]...")
@output_option
@common_options
def fetch(invocation: Invocation, sources: tuple[str, ...], output: Path | None) -> int:
    """Fetch feeds and pages into the database, for a later `briefing build`; also while one is running."""
    from briefing import pipeline
    from briefing.config import SourceSettings
    from briefing.ingest import fetch_into_store as fetching

    if invocation.offline:
        raise click.UsageError("fetch needs the network: run it without --offline.")
    folder = output or Path(invocation.settings.output.folder)
    wanted = [SourceSettings(url=source) for source in sources] or pipeline.default_sources(invocation.settings, folder)
    with open_database(invocation, output) as store, invocation.console.stage("fetch", len(wanted)) as advance:
        report = fetching.fetch(store, fetching.expand(wanted), invocation.settings.fetch, advance=advance)
    for failure in report.failures:
        echo_failure(invocation.console, failure)
    invocation.console.note(
        f"{_count(report.fresh, 'new article')} from {_count(report.asked, 'source')}, "
        f"{report.unchanged} of them unchanged"
    )
    return PARTIAL if any(failure.is_error for failure in report.failures) else 0


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
