"""An editor's note, written in Markdown -> HTML that is safe in a page, and back to plain text."""

from __future__ import annotations

import html
import re

from briefing.render import escaping

__all__ = ["to_html", "to_text"]

_EXTENSIONS = ("tables", "sane_lists", "smarty")
_BREAKS = re.compile(r"</(?:p|li|h[1-6]|blockquote|tr|pre)>|<br ?/?>")


def to_html(text: str) -> str:
    """HTML of a note in Markdown; whatever could run, load or restyle is removed."""
    import markdown

    return escaping.clean_html(markdown.markdown(text, extensions=list(_EXTENSIONS), output_format="html")).strip()


def to_text(note_html: str) -> str:
    """The words of a note, one paragraph per line."""
    broken = _BREAKS.sub("\n", escaping.clean_html(note_html))
    lines = (" ".join(line.split()) for line in html.unescape(re.sub(r"<[^>]*>", "", broken)).split("\n"))
    return "\n".join(line for line in lines if line)
