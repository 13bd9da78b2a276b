"""`briefing feeds starter`: well-known public feeds to begin with."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefing.cli.open_output_database import open_database
from briefing.cli.shared_options_and_settings import Invocation, common_options, output_option

if TYPE_CHECKING:
    from briefing.ingest.starter_feeds import StarterFeed

__all__ = ["starter"]


@click.command(
    epilog="""\b
Examples:
  briefing feeds starter                                     what there is
  briefing feeds starter --topic science --add               subscribe to all of a topic
  briefing feeds starter --country fr --country be --add     or of two countries
  briefing feeds starter --topic World --opml > world.opml   a list for any feed reader
"""
)
@click.option("--topic", "wanted", multiple=True, help="Only this topic; may be given several times.")
@click.option("--country", "places", multiple=True, help="Only this country, as in 'gb'; 'int' is none of them.")
@click.option("--add", "subscribe", is_flag=True, help="Subscribe to them; the topic becomes the section.")
@click.option("--opml", "as_opml", is_flag=True, help="Print them as an OPML list.")
@output_option
@common_options
def starter(
    invocation: Invocation,
    wanted: tuple[str, ...],
    places: tuple[str, ...],
    subscribe: bool,
    as_opml: bool,
    output: Path | None,
) -> None:
    """Show well-known public feeds by topic and country, or subscribe to them.

    The addresses were written down without asking the network, and publishers move their feeds now and then: after
    --add, 'briefing feeds check --now' tells which of them answer.
    """
    from briefing.ingest import opml, starter_feeds

    _check("topic", wanted, starter_feeds.topics())
    _check("country", places, starter_feeds.countries())
    if subscribe and as_opml:
        raise click.UsageError("--add and --opml do not go together.")
    found = starter_feeds.choose(wanted, places)
    if not found:
        raise click.UsageError("there is no feed of these topics in these countries.")
    if as_opml:
        sys.stdout.buffer.write(opml.write(starter_feeds.as_sources(found), "Starter pack of briefing"))
    elif subscribe:
        _subscribe(invocation, output, found)
    else:
        for feed in found:
            click.echo(f"{feed.topic}\t{feed.country}\t{feed.name}\t{feed.url}")


def _check(what: str, given: Sequence[str], known: Sequence[str]) -> None:
    """Refuse a topic or country that the pack does not have."""
    for name in given:
        if name.casefold() not in {each.casefold() for each in known}:
            raise click.UsageError(f"there is no {what} {name!r}; there are {', '.join(known)}.")


def _subscribe(invocation: Invocation, output: Path | None, found: Sequence[StarterFeed]) -> None:
    from briefing.store import feeds_and_articles

    with open_database(invocation, output) as store:
        new = sum(feeds_and_articles.subscribe(store, feed.url, section=feed.topic, title=feed.name) for feed in found)
    invocation.console.note(f"{new} feeds added, {len(found) - new} were there already")
    invocation.console.note("Nobody has asked them yet: 'briefing feeds check --now' tells which answer.")
