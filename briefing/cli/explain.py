"""`briefing explain`: why a story was put together, and why it ranks where it does."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import click

from briefing.cli.shared_options_and_settings import Invocation, common_options

__all__ = ["explain"]


@click.command(
    epilog="""\b
Examples:
  briefing explain 20251022-3bf4bec4         by its id
  briefing explain "ferry crash"             by words of its headline
  briefing explain ferry --date 2025-10-22   as it was that day
"""
)
@click.argument("story", metavar="STORY")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Output folder [outputs].")
@click.option("--date", "day", type=click.DateTime(["%Y-%m-%d"]), metavar="YYYY-MM-DD", help="Day of the edition.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of text.")
@common_options
def explain(invocation: Invocation, story: str, output: Path | None, day: dt.datetime | None, *, as_json: bool) -> int:
    """Explain why STORY is one story, how its rank is computed, what changed and where sources differ."""
    from dataclasses import asdict

    from briefing.edition import explain_story as explaining

    folder = output or Path(invocation.settings.output.folder)
    edition, found = explaining.explain(invocation.settings.output, folder, story, day=day.date() if day else None)
    if as_json:
        click.echo(json.dumps(asdict(found), ensure_ascii=False, indent=2, default=str))
    else:
        click.echo("\n".join(explaining.lines(edition, found)))
    return 0
