"""Article text is data: makes it harmless in a link, in Markdown and in HTML.

Every renderer uses these and nothing else, so that one test of each covers all formats.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import lru_cache
from urllib.parse import quote, urlsplit

import nh3

__all__ = ["clean_html", "escape_markdown", "one_line", "plain", "safe_url", "slug", "text_fragment"]

# C0 and C1 controls, and marks that reorder the text around them (Unicode TR 9): pages isolate directions themselves.
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u200e\u200f\ufeff\ufffe\uffff]")
# Beyond CommonMark: braces make attribute lists (Python-Markdown, kramdown, Pandoc), tags of Liquid and Hugo, and code
# in MDX; behind one, a percent sign makes a tag of Liquid and Jinja.
_MARKDOWN = re.compile(r"([\\`*_\[\]<>|~&$^{}]|(?<=\{)%|%(?=\}))")
_LINE_START = re.compile(r"^(\s*)(?:([#+\-=:!?])|(\d{1,9})([.)]))")
_LONGEST_URL = 2000
_LONGEST_SLUG = 80
_FRAGMENT_WORDS = 5
_FRAGMENT_WHOLE = 10
_NOTE_TAGS = {
    "a", "abbr", "b", "blockquote", "br", "code", "del", "dd", "dl", "dt", "em", "h3", "h4", "hr", "i", "ins", "kbd",
    "li", "ol", "p", "pre", "q", "s", "strong", "sub", "sup", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip


def plain(text: str) -> str:
    """`text` without control characters and bidirectional overrides; line breaks are kept."""
    return _CONTROLS.sub("", text)


def one_line(text: str) -> str:
    """`text` as a single line with single blanks."""
    return " ".join(plain(text.replace("\r", "\n")).split())


def escape_markdown(text: str) -> str:
    """`text` escaped as CommonMark, on one line, for any place where a paragraph may be."""
    escaped = _MARKDOWN.sub(r"\\\1", one_line(text))
    return _LINE_START.sub(_escape_start, escaped)


def _escape_start(match: re.Match[str]) -> str:
    blank, sign, number, point = match.groups()
    return f"{blank}\\{sign}" if sign else f"{blank}{number}\\{point}"


@lru_cache(maxsize=4096)
def safe_url(url: str | None) -> str | None:
    """`url` if it is an ordinary http or https address, percent-encoded so that it cannot end early; else None."""
    if not url or len(url) > _LONGEST_URL or any(sign.isspace() or ord(sign) < 32 for sign in url):
        return None
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not host:
        return None
    return quote(url, safe="%:/?#[]@!$&'*+,;=-._~").replace("'", "%27").replace("(", "%28").replace(")", "%29")


def text_fragment(url: str | None, passage: str) -> str | None:
    """`url` with a fragment that makes a browser scroll to `passage` (WICG Scroll to Text Fragment); else None.

    A long passage is named by its first and last words, which also survive small edits in between.
    """
    address = safe_url(url)
    words = one_line(passage).split()
    if address is None or not words:
        return address
    if len(words) <= _FRAGMENT_WHOLE:
        text = _encode(" ".join(words))
    else:
        text = f"{_encode(' '.join(words[:_FRAGMENT_WORDS]))},{_encode(' '.join(words[-_FRAGMENT_WORDS:]))}"
    return f"{address}{'' if '#' in address else '#'}:~:text={text}"


def _encode(text: str) -> str:
    """Percent-encode all that the directive reserves; `-` too, which marks a prefix or suffix."""
    return quote(text, safe="").replace("-", "%2D")


@lru_cache(maxsize=4096)
def slug(text: str) -> str:
    """A stable name for a path and an id: ASCII letters, digits and hyphens, at most 80 of them.

    Where that loses something (another script, a long name) a hash of the text keeps it apart from others.
    """
    folded = re.sub(r"[\W_]+", "-", text.casefold()).strip("-")
    kept = unicodedata.normalize("NFKD", folded).encode("ascii", "ignore").decode().lower().strip("-")
    bare = re.sub(r"[^a-z0-9]+", "-", kept).strip("-")
    if bare and len(bare) == len(folded) and len(bare) <= _LONGEST_SLUG:
        return bare
    mark = hashlib.sha256(text.encode(errors="replace")).hexdigest()[:8]
    return f"{bare[: _LONGEST_SLUG - 9].strip('-')}-{mark}".strip("-")


def clean_html(html: str) -> str:
    """HTML of an editor's note without anything that runs, loads or restyles."""
    return nh3.clean(
        html,
        tags=_NOTE_TAGS,
        attributes={"a": {"href", "title"}, "abbr": {"title"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer",
        strip_comments=True,
    )
