"""`briefing archive` and `serve`: the static site and its preview."""

from __future__ import annotations

from pathlib import Path

import click

from briefing.cli import FAILED, PARTIAL, Group
from briefing.cli.console import echo_failure
from briefing.cli.shared_options_and_settings import Invocation, common_options

__all__ = ["archive", "serve"]


@click.group(cls=Group)
def archive() -> None:
    """The static site of all editions: build it, check it."""


@archive.command(
    epilog="""\b
Examples:
  briefing archive build                     add what is new to outputs/site
  briefing archive build --all               make every page again, with the same bytes
"""
)
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Output folder [outputs].")
@click.option("--all", "everything", is_flag=True, help="Make every page again, not only those that changed.")
@common_options
def build(invocation: Invocation, output: Path | None, *, everything: bool) -> int:
    """Build OUTPUT/site from the editions in OUTPUT."""
    from briefing.archive import build as archiving

    done = archiving.build(
        output or Path(invocation.settings.output.folder), invocation.settings, everything=everything
    )
    for failure in done.failures:
        echo_failure(invocation.console, failure)
    invocation.console.note(
        f"{done.editions} editions: {done.written} files written, {done.unchanged} unchanged, "
        f"{done.removed} removed: {done.folder}"
    )
    return PARTIAL if done.failures else 0


@archive.command(
    epilog="""\b
Example:
  briefing archive check -o outputs
"""
)
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Output folder [outputs].")
@common_options
def check(invocation: Invocation, output: Path | None) -> int:
    """Find broken links and missing editions in OUTPUT/site."""
    from briefing.archive import build as archiving
    from briefing.archive import check_site_links_and_pages as archive_check

    folder = output or Path(invocation.settings.output.folder)
    pages, faults = archive_check.check(archiving.site_folder(folder), archiving.edition_files(folder))
    for fault in faults:
        click.echo(f"{fault.path}: {fault.message}")
    invocation.console.note(f"{pages} pages, {len(faults)} faults")
    return FAILED if faults else 0


@click.command(
    epilog="""\b
Examples:
  briefing serve                             outputs/site on http://127.0.0.1:8000
  briefing serve --port 0 --no-browser       on any free port, without opening it
"""
)
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Output folder [outputs].")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="Port; 0 is a free one.")
@click.option("--browser/--no-browser", default=True, help="Open the site in the browser.")
@common_options
def serve(invocation: Invocation, output: Path | None, port: int, *, browser: bool) -> None:
    """Preview the archive on this machine, until Ctrl-C."""
    import webbrowser

    from briefing.archive import build as archiving
    from briefing.archive import preview_server as serving

    def show(address: str) -> None:
        click.echo(address)
        invocation.console.note("Press Ctrl-C to stop.")
        if browser:
            webbrowser.open(address)

    try:
        serving.preview(archiving.site_folder(output or Path(invocation.settings.output.folder)), port, show=show)
    except KeyboardInterrupt:
        invocation.console.note("stopped")
