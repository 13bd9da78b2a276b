"""JSON lines -> articles: one object per line, `{id, title?, text | html, url?, outlet?, author?, published?}`.

A line that is not such an object becomes a `Failure` in its place, named by its id where it has one and by its line
number where not; the lines after it are read all the same.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, get_args

from briefing.language import article_kinds
from briefing.records import Article, ArticleKind, Failure
from briefing.text.canonical_urls import web_url
from briefing.text.decode_and_clean import one_line

__all__ = ["Question", "article", "parse", "parse_questions"]

_FORMAT = "format"
_HINT = 'Each line must be a JSON object such as {"id": "1", "text": "…"}.'
# Bytes. A longer line is not an article; reading it would only cost memory.
_MAX_LINE = 50_000_000
_TEXT_FIELDS = ("title", "url", "outlet", "author", "language", "kind")


@dataclass(frozen=True, slots=True)
class Question:
    """Whether `text` supports `claim`."""

    id: str
    text: str
    claim: str


def parse(lines: Iterable[bytes], *, source: str = "-", name: str = "line") -> Iterator[Article | Failure]:
    """Articles of `lines`, in order; blank lines are skipped. A line without an id is called `name` and its number."""
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield _article(line, f"{name} {number}", source)


def parse_questions(lines: Iterable[bytes]) -> Iterator[Question | Failure]:
    """Questions of `lines`, `{id, text, claim}`, in order; blank lines are skipped."""
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield _question(line, f"line {number}")


def _article(line: bytes, name: str, source: str) -> Article | Failure:
    value = _object(line, name)
    return value if isinstance(value, Failure) else article(value, name=name, source=source)


def _question(line: bytes, name: str) -> Question | Failure:
    value = _object(line, name)
    if isinstance(value, Failure):
        return value
    name = _name(value, name)
    missing = [field for field in ("text", "claim") if not isinstance(value.get(field), str)]
    if missing:
        hint = 'Each line must be a JSON object such as {"id": "1", "text": "…", "claim": "…"}.'
        return Failure(name, _FORMAT, f"has no {' and no '.join(missing)}", hint)
    return Question(_writable(name), _writable(value["text"]), _writable(value["claim"]))


def _object(line: bytes, name: str) -> dict[str, Any] | Failure:
    """The JSON object on `line`."""
    if len(line) > _MAX_LINE:
        return Failure(name, _FORMAT, f"is longer than {_MAX_LINE // 1_000_000} MB", _HINT)
    try:
        value = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return Failure(name, _FORMAT, "is not UTF-8", "Save the file as UTF-8.")
    except (ValueError, RecursionError):
        return Failure(name, _FORMAT, "is not JSON", _HINT)
    return value if isinstance(value, dict) else Failure(name, _FORMAT, "is not a JSON object", _HINT)


def _name(value: dict[str, Any], name: str) -> str:
    given = value.get("id")
    return str(given) if isinstance(given, str | int) and str(given) else name


def article(value: dict[str, Any], *, name: str, source: str) -> Article | Failure:
    """The article of one object; `name` is what it is called without an id.

    `source` is the file it is from; if there is none (`-`), a failure names the article by its id.
    """
    name = _name(value, name)
    html, text = value.get("html"), value.get("text")
    content = html if html is not None else text
    if not isinstance(content, str):
        return Failure(name, _FORMAT, "has neither text nor html", _HINT)
    wrong = [field for field in _TEXT_FIELDS if not isinstance(value.get(field), str | None)]
    if wrong:
        return Failure(name, _FORMAT, f"{', '.join(wrong)} must be text", _HINT)
    try:
        published = _instant(value.get("published"))
    except ValueError:
        return Failure(name, _FORMAT, f"published is not an ISO 8601 date: {value.get('published')!r}", _HINT)
    return Article(
        id=_writable(name),
        source=source if source != "-" else _writable(name),
        content=_writable(content),
        markup="html" if html is not None else "text",
        published=published,
        url=web_url(value.get("url")),
        language=value.get("language") or None,
        title=one_line(value.get("title")),
        outlet=one_line(value.get("outlet")),
        author=one_line(value.get("author")),
        kind=_kind(value.get("kind")),
    )


def _kind(label: str | None) -> ArticleKind | None:
    """What the object calls the article: one of our own names, or a label such as "Comment"."""
    return label if label in get_args(ArticleKind) else article_kinds.named([label or ""])  # type: ignore[return-value]


def _writable(text: str) -> str:
    """`text` with each lone surrogate replaced, since it could not be written as UTF-8."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _instant(value: object) -> dt.datetime | None:
    """An ISO 8601 time; one without a zone is taken as UTC, a bare date as midday UTC."""
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        raise ValueError("not a text")
    if len(value) == len("2025-10-23"):
        return dt.datetime.combine(dt.date.fromisoformat(value), dt.time(12), tzinfo=dt.UTC)
    instant = dt.datetime.fromisoformat(value)
    return instant if instant.tzinfo else instant.replace(tzinfo=dt.UTC)
