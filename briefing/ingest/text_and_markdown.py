"""Text and Markdown files -> articles, with or without front matter in YAML (---) or TOML (+++)."""

from __future__ import annotations

import re
import tomllib
from typing import Any

import yaml

from briefing.config import SourceSettings
from briefing.errors import ArticleError
from briefing.language import article_kind_from_label
from briefing.records import Article
from briefing.text import parse_dates
from briefing.text.canonical_urls_and_article_ids import article_id, web_url
from briefing.text.decode_and_clean import clean, one_line
from briefing.text.find_paragraphs import unwrap

__all__ = ["parse"]

_FRONT = re.compile(r"\A\s*---[ \t]*\n(.{0,20000}?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_TOML = re.compile(r"\A\s*\+\+\+[ \t]*\n(.{0,20000}?)\n\+\+\+[ \t]*(?:\n|\Z)", re.DOTALL)
_LINES = re.compile(r"^(\w+)[ \t]*[:=][ \t]*[\"']?(.+?)[\"']?[ \t]*$", re.MULTILINE)
_UNDERLINE = re.compile(r"=+[ \t]*")
_MARKS = re.compile(r"[*_`]|\[([^\[\]]*)\]\([^()]*\)")


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """Safe YAML, in C where PyYAML was built with it, which takes a seventh of the time. Mappings are not merged."""

    def flatten_mapping(self, node: yaml.MappingNode) -> None:
        """Refuse "<<": mappings that merge each other ten times a level fill any memory."""
        if any(key.tag == "tag:yaml.org,2002:merge" for key, _ in node.value):
            raise yaml.constructor.ConstructorError(None, None, "merged mappings are not supported", node.start_mark)


# What front matter calls the kind of an article in.
_KIND = ("kind", "type", "category", "categories", "tags")
# Longest first line taken for a title; headlines in our sources have up to 110 characters.
_TITLE = 120
# Characters of a heading that are looked at.
_LONGEST_HEADING = 4_000


def parse(text: str, *, markdown: bool, name: str, source: SourceSettings) -> Article:
    """The article in a .txt or .md file. Raises ArticleError if there is no text in it."""
    facts, body = _front_matter(clean(text))
    title = one_line(_said(facts, "title"))
    heading, rest = _heading(body) if markdown else _first_line(body)
    if heading and (title is None or _same(heading, title)):
        title, body = title or heading, rest
    if not markdown:
        body = unwrap(body)
    if not body.strip():
        raise ArticleError("has no text", subject=name, hint="Remove it, or put the article's text into it.")
    outlet = source.name or one_line(_said(facts, "outlet"))
    url = web_url(_said(facts, "url"))
    return Article(
        id=article_id(url=url, outlet=outlet, title=title, text=body),
        source=name,
        content=body,
        markup="markdown" if markdown else "text",
        title=title,
        url=url,
        outlet=outlet,
        author=one_line(_said(facts, "author")),
        published=parse_dates.parse(facts.get("published") or facts.get("date")),
        language=one_line(_said(facts, "language"), 20),
        section=source.section or one_line(_said(facts, "section"), 80),
        kind=article_kind_from_label.named(label for key in _KIND if (label := one_line(_said(facts, key)))),
    )


def _said(facts: dict[str, Any], key: str) -> str | None:
    value = facts.get(key)
    if isinstance(value, list):
        value = ", ".join(str(part) for part in value[:20] if isinstance(part, str | int))
    return str(value) if isinstance(value, str | int | float) and value != "" else None


def _front_matter(text: str) -> tuple[dict[str, Any], str]:
    """The facts at the top of `text` and what follows them."""
    found = _FRONT.match(text) or _TOML.match(text)
    if not found:
        return {}, text
    try:
        facts = _from_toml(found[1]) if found.re is _TOML else yaml.load(found[1], Loader=_Loader)  # noqa: S506 - both are safe loaders
    except (yaml.YAMLError, ValueError, RecursionError):
        # A title with a colon and no quotes is neither, but is what people write.
        facts = dict(_LINES.findall(found[1]))
    if not isinstance(facts, dict):
        return {}, text
    return {str(key).lower(): value for key, value in facts.items()}, text[found.end() :]


def _from_toml(lines: str) -> dict[str, Any]:
    """TOML's keys, with those of Hugo's tables ([params]) beside them."""
    facts = tomllib.loads(lines)
    tables = [value for value in facts.values() if isinstance(value, dict)]
    return {**{key: value for table in tables for key, value in table.items()}, **facts}


def _heading(body: str) -> tuple[str | None, str]:
    """The heading that `body` begins with, marked with "#" or underlined, and what follows it."""
    line, _, rest = body.lstrip().partition("\n")
    underline, _, below = rest.partition("\n")
    if line.startswith(("# ", "#\t")) and line[1:].strip():
        title = line[1:].strip().rstrip("#") or line[1:]
    elif line and _UNDERLINE.fullmatch(underline):
        title, rest = line, below
    else:
        return None, body
    return one_line(_MARKS.sub(r"\1", title[:_LONGEST_HEADING])), rest


def _first_line(body: str) -> tuple[str | None, str]:
    """The title: a short first line that stands alone and does not end like a sentence."""
    line, _, rest = body.lstrip().partition("\n")
    line = line.strip()
    alone = not rest or not rest.split("\n", 1)[0].strip() or len(line) < _TITLE / 2
    if (
        not re.search(r"\w", line)
        or len(line) > _TITLE
        or not alone
        or not rest.strip()
        or re.search(r"[.!。…,;:]['\"”’»)]*$", line)
    ):
        return None, body
    return one_line(line), rest


def _same(left: str, right: str) -> bool:
    def bare(text: str) -> str:
        return re.sub(r"[\W_]+", "", text).casefold()

    return bare(left) == bare(right)
