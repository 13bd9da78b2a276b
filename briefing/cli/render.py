"""`briefing render`: an edition file, however old, in any format."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from briefing.cli.shared_options_and_settings import Invocation, common_options

__all__ = ["render"]

_FORMATS = ("html", "md", "txt", "json", "eml", "epub")


@click.command(
    epilog="""\b
Examples:
  briefing render outputs/2025-10-23/briefing.json --format md
  briefing render outputs/2025-10-23/briefing.json --format epub -o day.epub
  briefing render old.json --format html --templates my-theme -o old.html
"""
)
@click.argument("edition", type=click.Path(path_type=Path, allow_dash=True), metavar="EDITION.json")
@click.option(
    "-f", "--format", "form", type=click.Choice(_FORMATS), default="html", show_default=True, help="What to make."
)
@click.option(
    "--templates", type=click.Path(path_type=Path, file_okay=False), help="Folder of templates that replace ours."
)
@click.option("-o", "--output", type=click.Path(path_type=Path), help="File to write; without it standard output.")
@common_options
def render(invocation: Invocation, edition: Path, form: str, templates: Path | None, output: Path | None) -> None:
    """Render an edition file, however old, as a page, Markdown, text, e-mail or e-book; '-' is standard input."""
    from briefing.render import output_formats

    content = sys.stdin.buffer.read() if str(edition) == "-" else output_formats.read(edition)
    made = output_formats.render_again(content, form, invocation.settings, subject=str(edition), templates=templates)
    if output is None:
        sys.stdout.buffer.write(made)
    else:
        output_formats.save(output, made)
        invocation.console.note(f"written: {output}")
