"""`briefing build`: the main job."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefing.cli import PARTIAL
from briefing.cli.shared_options import (
    Invocation,
    common_options,
    echo_failure,
    echo_rewrites,
    model_option,
    with_model,
)

if TYPE_CHECKING:
    from briefing.config import Settings

__all__ = ["build"]


@click.command(
    epilog="""\b
Examples:
  briefing build ~/articles                  a folder: text, Markdown, HTML, feeds, newsletters
  briefing build -c briefing.toml            the sources of the configuration
  briefing build seeds --date 2025-10-23     the edition of one day
  briefing build --days 7                    a roundup of the last seven days
"""
)
@click.argument("sources", nargs=-1, metavar="[SOURCE]...")
@click.option("-o", "--output", type=click.Path(path_type=Path, file_okay=True), help="Output folder [outputs].")
@click.option(
    "--date",
    "day",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="YYYY-MM-DD",
    help="Day of the edition [the latest day on which an article was published].",
)
@click.option(
    "--days",
    type=click.IntRange(1),
    help="A roundup of this many days, the edition's own included, with what earlier editions had.",
)
@click.option("--note", type=click.Path(path_type=Path), help="Editor's note, a Markdown file, printed at the top.")
@click.option("--title", help="Name printed on the edition.")
@model_option
@common_options
def build(
    invocation: Invocation,
    sources: tuple[str, ...],
    output: Path | None,
    day: dt.datetime | None,
    days: int | None,
    title: str | None,
    note: Path | None,
    model: str | None,
) -> int:
    """Make the day's briefing of SOURCES: folders, files, feeds or pages; without any, those of the configuration are
    read.

    Writes OUTPUT/DATE/briefing.md, .html and .json and digest.eml, and updates the archive in OUTPUT/site.
    """
    from briefing import pipeline
    from briefing.config import SourceSettings
    from briefing.errors import ConfigError

    settings = with_model(_override(invocation, title, days), model)
    folder = output or Path(settings.output.folder)
    wanted = tuple(SourceSettings(url=source) for source in sources) or pipeline.default_sources(settings, folder)
    if not wanted:
        raise ConfigError(
            "there is nothing to read", hint="Name a folder or feed, or list sources in briefing.toml (briefing init)."
        )
    built = pipeline.build(
        settings,
        wanted,
        folder=folder,
        day=day.date() if day else None,
        today=dt.datetime.now(settings.briefing.zone).date(),
        offline=invocation.offline,
        progress=invocation.console,
        note=note,
        roundup=days is not None and days > 1,
    )
    failures = built.edition.coverage.failures
    for failure in failures:
        echo_failure(invocation.console, failure)
    if built.rewrites:
        echo_rewrites(invocation.console, built.rewrites)
    if built.report.cache.damaged:
        invocation.console.note("the cache was damaged; it was set aside and a new one started", level="warning")
    coverage = built.edition.coverage
    invocation.console.note(
        f"{_count(len(built.edition.stories), 'story', 'stories')} from {coverage.used} of "
        f"{_count(coverage.read, 'article', 'articles')}, {_count(len(coverage.outlets), 'outlet', 'outlets')}: "
        f"{built.folder}",
        date=built.edition.date.isoformat(),
        stories=len(built.edition.stories),
        read=coverage.read,
        used=coverage.used,
        failures=len(failures),
        seconds=built.report.seconds,
    )
    return PARTIAL if any(failure.is_error for failure in failures) else 0


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def _override(invocation: Invocation, title: str | None, days: int | None) -> Settings:
    settings = invocation.settings
    changes: dict[str, object] = {}
    if title:
        changes["title"] = title
    if days:
        changes["lookback_hours"] = 24 * (days - 1)
    return settings.model_copy(update={"briefing": settings.briefing.model_copy(update=changes)})
