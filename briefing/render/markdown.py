"""Edition -> `briefing.md`: CommonMark with tables and footnotes, behind a YAML front matter.

It reads well on GitHub, in Obsidian and in a terminal. Evidence is in footnotes, numbered through the edition.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml
from markupsafe import Markup

from briefing.records import Citation, Edition, Rendering
from briefing.render import escaping, jinja_environment, template_context

__all__ = ["render"]


def render(edition: Edition, *, templates: Path | None = None) -> Rendering:
    """The Markdown edition; `templates` is a folder whose files replace ours.

    Raises:
        AssetError: a template is missing or fails.
    """
    env = jinja_environment.environment("markdown", edition.language, edition.timezone, templates)
    notes = _Footnotes()
    values = template_context.page_context(edition, css="") | {
        "front_matter": Markup(_front_matter(edition)),  # noqa: S704 - YAML quotes it
        "footnote": notes.number,
        "footnotes": notes,
        "target": lambda url: Markup(escaping.safe_url(url) or ""),  # noqa: S704 - percent-encoded
        "note": Markup(escaping.clean_html(edition.note_html)) if edition.note_html else None,  # noqa: S704 - cleaned
    }
    text = jinja_environment.render(env, "roundup.md.j2" if edition.first else "edition.md.j2", values)
    return Rendering(f"{edition.name}/briefing.md", text.encode())


class _Footnotes:
    """Gives each cited passage one number, in the order in which the template asks."""

    def __init__(self) -> None:
        self._numbers: dict[Citation, int] = {}

    def number(self, citation: Citation) -> int:
        return self._numbers.setdefault(citation, len(self._numbers) + 1)

    def items(self) -> list[tuple[int, Citation]]:
        return [(number, citation) for citation, number in self._numbers.items()]


def _front_matter(edition: Edition) -> str:
    values: dict[str, Any] = {
        "title": escaping.one_line(edition.title),
        **({"first": edition.first} if edition.first else {}),
        "date": edition.date,
        "headline": escaping.one_line(edition.headline),
        "language": edition.language,
        "stories": len(edition.stories),
        "articles": edition.coverage.used,
        "outlets": [escaping.one_line(count.outlet) for count in edition.coverage.outlets],
        "sections": [escaping.one_line(section.name) for section in edition.sections],
        "reading_minutes": edition.reading_minutes,
        "generator": edition.generator,
    }
    made = yaml.dump(values, Dumper=_FrontMatter, allow_unicode=True, sort_keys=False, width=1_000_000)
    # The escape of double-quoted YAML. Braces stand in no other value, and would be a tag to a site's templates.
    return made.replace("{", "\\x7B").replace("}", "\\x7D")


class _FrontMatter(yaml.SafeDumper):
    """Safe YAML, in which a text with braces is double-quoted."""


def _quoted(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style='"' if re.search("[{}]", text) else None)


_FrontMatter.add_representer(str, _quoted)
