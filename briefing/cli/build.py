"""`briefing build`: the main job."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefing.cli import PARTIAL
from briefing.cli.console import echo_failure, echo_rewrites, echo_translations
from briefing.cli.shared_options_and_settings import Invocation, common_options, model_option, with_model

if TYPE_CHECKING:
    from briefing.config import Settings

__all__ = ["build"]

_WEEK = 7


@click.command(
    epilog="""\b
Examples:
  briefing build ~/articles                  a folder: text, Markdown, HTML, feeds, newsletters
  briefing build -c briefing.toml            the sources of the configuration
  briefing build seeds --date 2025-10-23     the edition of one day
  briefing build --week                      what happened in seven days, and how it ended
  briefing build --from 2025-10-20 --to 2025-10-22   the same of these days
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
@click.option(
    "--week", is_flag=True, help="A roundup of seven days, in a folder of its own: every line and how it ended."
)
@click.option(
    "--from", "start", type=click.DateTime(["%Y-%m-%d"]), metavar="YYYY-MM-DD", help="First day of a roundup."
)
@click.option("--to", "end", type=click.DateTime(["%Y-%m-%d"]), metavar="YYYY-MM-DD", help="Last day of a roundup.")
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
    week: bool,
    start: dt.datetime | None,
    end: dt.datetime | None,
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

    last, span = _span(day, days, start, end, week=week)
    settings = with_model(_override(invocation, title, days), model)
    folder = output or Path(settings.output.folder)
    wanted = tuple(SourceSettings(url=source) for source in sources) or pipeline.default_sources(settings, folder)
    if not wanted and not (span and settings.output.database_path(folder).exists()):
        raise ConfigError(
            "there is nothing to read", hint="Name a folder or feed, or list sources in briefing.toml (briefing init)."
        )
    built = pipeline.build(
        settings,
        wanted,
        folder=folder,
        day=last,
        today=dt.datetime.now(settings.briefing.zone).date(),
        offline=invocation.offline,
        progress=invocation.console,
        note=note,
        roundup=days is not None and days > 1,
        days=span,
    )
    failures = built.edition.coverage.failures
    for failure in failures:
        echo_failure(invocation.console, failure)
    if built.rewrites:
        echo_rewrites(invocation.console, built.rewrites)
    if built.translations:
        echo_translations(invocation.console, built.translations)
    if built.report.cache.damaged:
        invocation.console.note("the cache was damaged; it was set aside and a new one started", level="warning")
    coverage = built.edition.coverage
    invocation.console.note(
        f"{_count(len(built.edition.stories), 'story', 'stories')} from {coverage.used} of "
        f"{_count(coverage.read, 'article', 'articles')}, {_count(len(coverage.outlets), 'outlet', 'outlets')}: "
        f"{built.folder}",
        date=built.edition.name,
        stories=len(built.edition.stories),
        read=coverage.read,
        used=coverage.used,
        failures=len(failures),
        seconds=built.report.seconds,
    )
    return PARTIAL if any(failure.is_error for failure in failures) else 0


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def _span(
    day: dt.datetime | None, days: int | None, start: dt.datetime | None, end: dt.datetime | None, *, week: bool
) -> tuple[dt.date | None, int | None]:
    """The last day, where it is named, and the number of days of a roundup, where one is asked for."""
    if week + (days is not None) + bool(start or end) > 1:
        raise click.UsageError("--week, --days and --from/--to are three ways to name the days; use one.")
    if end and day:
        raise click.UsageError("--to names the last day; leave out --date.")
    if bool(start) != bool(end):
        raise click.UsageError("--from and --to belong together; --week is the seven days up to --date.")
    if start and end:
        if end < start:
            raise click.UsageError(f"--from {start:%Y-%m-%d} is after --to {end:%Y-%m-%d}.")
        return end.date(), (end - start).days + 1
    return day.date() if day else None, _WEEK if week else None


def _override(invocation: Invocation, title: str | None, days: int | None) -> Settings:
    settings = invocation.settings
    changes: dict[str, object] = {}
    if title:
        changes["title"] = title
    if days:
        changes["lookback_hours"] = 24 * (days - 1)
    return settings.model_copy(update={"briefing": settings.briefing.model_copy(update=changes)})
