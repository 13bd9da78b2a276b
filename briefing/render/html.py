"""Edition -> `briefing.html`: one self-contained page that needs no network and no script.

The style sheet is inlined, and the page's Content-Security-Policy allows that one style element (by its hash) and
nothing else.
"""

from __future__ import annotations

from pathlib import Path

from briefing.records import Edition, Rendering
from briefing.render import jinja_environment, template_context

__all__ = ["render"]


def render(edition: Edition, *, templates: Path | None = None, load_images: bool = False) -> Rendering:
    """The page of `edition`; `templates` is a folder whose files replace ours.

    Lead images are links; with `load_images` a browser shows each story's image from its own site.

    Raises:
        AssetError: a template is missing or fails.
    """
    env = jinja_environment.environment("html", edition.language, edition.timezone, templates)
    policy = {"img-src": "data: https: http:"} if load_images else None
    css = template_context.read_css(templates)
    values = template_context.page_context(edition, css=css, extra_policy=policy, load_images=load_images)
    text = jinja_environment.render(env, "roundup.html.j2" if edition.first else "edition.html.j2", values)
    return Rendering(f"{edition.name}/briefing.html", text.encode())
