"""Edition -> `briefing.txt`: plain text in lines of at most 76 columns, for a terminal, a printer or a message."""

from __future__ import annotations

import re
import textwrap
from functools import partial
from pathlib import Path

from markupsafe import Markup

from briefing.records import Edition, Rendering
from briefing.render import editor_note, escaping, jinja_environment, template_context
from briefing.render.text_direction import isolated_lines, with_marks, without_needless_edges

__all__ = ["render"]

_WIDTH = 76


def render(edition: Edition, *, templates: Path | None = None) -> Rendering:
    """The plain-text edition; `templates` is a folder whose files replace ours.

    Raises:
        AssetError: a template is missing or fails.
    """
    env = jinja_environment.environment("text", edition.language, edition.timezone, templates)
    values = template_context.page_context(edition, css="") | {
        "fold": partial(_fold, str(env.globals["ui_language"])),
        "note": editor_note.to_text(edition.note_html) if edition.note_html else None,
    }
    text = jinja_environment.render(env, "roundup.txt.j2" if edition.first else "edition.txt.j2", values)
    text = re.sub(r"\n{3,}", "\n\n", "\n".join(line.rstrip() for line in text.split("\n")))
    return Rendering(f"{edition.name}/briefing.txt", with_marks(text).encode())


def _fold(page: str, text: str, first: str = "", language: str = "") -> Markup:
    """`text` in lines; `first` begins the first of them, and as many blanks each other.

    What runs against the direction of the language of the `page` is marked.
    """
    lines = textwrap.fill(
        without_needless_edges(escaping.one_line(text), language, page),
        _WIDTH,
        initial_indent=first,
        subsequent_indent=" " * len(first),
        break_long_words=False,
        break_on_hyphens=False,
    )
    return Markup(isolated_lines(lines, language, page))  # noqa: S704 - there is nothing to escape in plain text
