"""`briefing feeds`: the feeds that are read by default, and their condition."""

from __future__ import annotations

import datetime as dt
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from briefing.cli import FAILED, PARTIAL, Group
from briefing.cli.open_output_database import open_database
from briefing.cli.shared_options_and_settings import Invocation, common_options, output_option
from briefing.cli.starter_feeds import starter

if TYPE_CHECKING:
    from briefing.ingest.feed_health import Health

__all__ = ["feeds"]


@click.group(
    cls=Group,
    epilog="""\b
Examples:
  briefing feeds add https://news.example/feed.xml --section World
  briefing feeds check
  briefing feeds import subscriptions.opml
""",
)
def feeds() -> None:
    """The feeds that are read by default, and their condition."""


feeds.add_command(starter)


@feeds.command()
@click.argument("url")
@click.option("--name", help="Outlet name to print instead of the feed's own.")
@click.option("--section", help="Section for all articles of this feed.")
@output_option
@common_options
def add(invocation: Invocation, url: str, name: str | None, section: str | None, output: Path | None) -> int:
    """Subscribe to the feed or site at URL.

    The address is asked once: a site's feed is looked for, and what is no feed is refused. With --offline, or where the
    server cannot be reached now, the address is taken as it is.
    """
    from briefing.errors import FetchError
    from briefing.ingest.look_up_feed import LookedUp, look_up
    from briefing.store import feeds_and_articles

    _check_folder(url)
    address = _address(url)
    if address is None:
        hint = " Name a file or folder as a source of 'briefing build'." if Path(url).exists() else ""
        raise click.UsageError(f"{url} is not an http or https address.{hint}")
    found, problem = LookedUp(address), None
    if not invocation.offline:
        try:
            found = look_up(address, invocation.settings.fetch, scheme_given=url.lower().startswith("http"))
        except FetchError as error:
            problem = f"{error.message}. {error.hint}" if error.hint else f"{error.message}."
    with open_database(invocation, output) as store:
        new = feeds_and_articles.subscribe(store, found.url, name=name, section=section, title=found.title)
    titled = f" ({found.title})" if found.title else ""
    invocation.console.note(f"{'added' if new else 'changed'}: {found.url}{titled}")
    if found.url != address:
        invocation.console.note(f"found at {address}")
    if problem:
        invocation.console.note(f"It could not be read now: it {problem} 'briefing fetch' tries again.")
    return 0


@feeds.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of text.")
@output_option
@common_options
def list_feeds(invocation: Invocation, as_json: bool, output: Path | None) -> int:
    """List the subscribed feeds: address, title and section."""
    from briefing.store import feeds_and_articles

    if _is_missing(invocation, output):
        if as_json:
            click.echo("[]")
        return 0
    with open_database(invocation, output) as store:
        found = feeds_and_articles.feeds(store, subscribed=True)
    if as_json:
        fields = [{"url": f.url, "name": f.name, "title": f.title, "section": f.section} for f in found]
        click.echo(json.dumps(fields, ensure_ascii=False, indent=2))
        return 0
    rows = [(feed.url, feed.name or feed.title or "", feed.section or "") for feed in found]
    for line in _aligned(rows) if sys.stdout.isatty() else map("\t".join, rows):
        click.echo(line)
    return 0


def _is_missing(invocation: Invocation, output: Path | None) -> bool:
    """Whether there is no database, which is then said: reading must not make one in a wrong folder."""
    path = invocation.settings.output.database_path(output or Path(invocation.settings.output.folder))
    if path.exists():
        return False
    invocation.console.note(f"No feeds: there is no database at {path}. Add one with 'briefing feeds add URL'.")
    return True


def _aligned(rows: list[tuple[str, str, str]]) -> list[str]:
    """Rows as columns of a terminal; wide letters take two places."""
    from rich.cells import cell_len

    widths = [max((cell_len(row[column]) for row in rows), default=0) for column in range(3)]
    return [
        "  ".join(f"{cell}{' ' * (width - cell_len(cell))}" for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]


@feeds.command()
@click.argument("url")
@output_option
@common_options
def remove(invocation: Invocation, url: str, output: Path | None) -> int:
    """Unsubscribe from the feed URL; its articles stay."""
    from briefing.errors import SourceError
    from briefing.store import feeds_and_articles

    if _is_missing(invocation, output):
        raise SourceError("is not subscribed", subject=url, hint="See 'briefing feeds list'.")
    with open_database(invocation, output) as store:
        if not (
            feeds_and_articles.unsubscribe(store, url) or feeds_and_articles.unsubscribe(store, _address(url) or url)
        ):
            raise SourceError("is not subscribed", subject=url, hint="See 'briefing feeds list'.")
    invocation.console.note(f"removed: {url}")
    return 0


@feeds.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of text.")
@click.option("--now", "fetch_now", is_flag=True, help="Fetch the subscribed feeds first.")
@output_option
@common_options
def check(invocation: Invocation, as_json: bool, fetch_now: bool, output: Path | None) -> int:
    """Show the condition of every feed: last success, items a week, failures in a row. Exit code 3 if one needs
    attention.

    Without --now nothing is fetched, and the condition is that of the last `briefing fetch` or build.
    """
    from briefing.ingest import feed_health, stored_sources
    from briefing.ingest import fetch_into_store as fetching

    if fetch_now and invocation.offline:
        raise click.UsageError("--now needs the network: run it without --offline.")
    if _is_missing(invocation, output):
        if as_json:
            click.echo("[]")
        return 0
    with open_database(invocation, output) as store:
        if fetch_now:
            fetching.fetch(store, stored_sources.subscriptions(store), invocation.settings.fetch)
        found = feed_health.check(store, dt.datetime.now(dt.UTC))
    if as_json:
        click.echo(json.dumps([_fields(each) for each in found], ensure_ascii=False, indent=2))
    else:
        for each in found:
            click.echo(_line(each))
    return PARTIAL if any(each.status not in ("ok", "new") for each in found) else 0


@feeds.command("import")
@click.argument("path", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@output_option
@common_options
def import_feeds(invocation: Invocation, path: Path, output: Path | None) -> int:
    """Subscribe to every feed of the OPML list at PATH; its folders become sections."""
    from briefing.ingest import opml
    from briefing.store import feeds_and_articles

    found = opml.read(path)
    with open_database(invocation, output) as store:
        new = sum(
            feeds_and_articles.subscribe(store, feed.url, name=feed.name, section=feed.section)
            for feed in found.sources
        )
    invocation.console.note(f"{new} feeds added, {len(found.sources) - new} were there already")
    for failure in opml.failures(found, str(path)):
        click.echo(f"briefing: {failure.subject} {failure.message}. {failure.hint}", err=True)
    return PARTIAL if found.unusable else 0


@feeds.command()
@click.argument("path", type=click.Path(path_type=Path, dir_okay=False, allow_dash=True), default="-")
@output_option
@common_options
def export(invocation: Invocation, path: Path, output: Path | None) -> int:
    """Write the subscribed feeds as an OPML list to PATH, or to standard output."""
    from briefing.ingest import imap_address, opml, stored_sources

    with open_database(invocation, output) as store:
        found = stored_sources.titled(store)
    folders = [source.url for source in found if imap_address.is_imap(source.url)]
    data = opml.write([source for source in found if source.url not in folders], "Feeds of briefing")
    for url in folders:
        invocation.console.note(f"left out: {url} (a mail folder is no feed)")
    if str(path) == "-":
        sys.stdout.buffer.write(data)
        return 0
    try:
        path.write_bytes(data)
    except OSError as error:
        click.echo(f"briefing: {path}: cannot be written ({error.strerror}). Choose another place.", err=True)
        return FAILED
    return 0


def _check_folder(url: str) -> None:
    """Refuse the address of a mail folder that cannot be one, or has a password in it."""
    from briefing.errors import FormatError
    from briefing.ingest import imap_address

    if imap_address.is_imap(url):
        try:
            imap_address.parse(url)
        except FormatError as error:
            raise click.UsageError(str(error)) from None


def _address(url: str) -> str | None:
    """The web address that `url` stands for; a person may leave out its https://."""
    from briefing import ingest
    from briefing.text.canonical_urls_and_article_ids import typed_url

    if ingest.is_address(url) and not url.lower().startswith("http"):
        return url
    return typed_url(url)


def _line(health: Health) -> str:
    feed = health.feed
    seen = feed.last_success.date().isoformat() if feed.last_success else "never"
    line = f"{health.status:<8} {seen:<10} {health.weekly:6.1f}/week {feed.failures:3d} failed  {feed.url}"
    return f"{line}\n         {health.advice}" if health.advice else line


def _fields(health: Health) -> dict[str, Any]:
    feed = health.feed
    return {
        "url": feed.url,
        "address": feed.address,
        "title": feed.title,
        "status": health.status,
        "last_success": feed.last_success.isoformat() if feed.last_success else None,
        "items_a_week": round(health.weekly, 1),
        "failures": feed.failures,
        "error": feed.error,
        "note": feed.note,
        "advice": health.advice,
    }
