"""JSON lines -> articles: one object per line, `{id, title?, text | html, url?, outlet?, author?, published?}`.

Or, for the verifier, claims with the text that should support them: `{id, text, claim}`.

Lines are UTF-8. Those that are not are read by the look of their letters, and files in UTF-16 as such.

A line that is not such an object becomes a `Failure` in its place, named by its id where it has one and by its line
number where not; the lines after it are read all the same. A line that already is a failure, `{id, failure: {code,
message, hint?}}` as the commands write it, passes through with its own reason.
"""

from __future__ import annotations

import codecs
import datetime as dt
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any, get_args

from briefing.language import article_kind_from_label
from briefing.records import Article, ArticleKind, Failure
from briefing.text import parse_dates
from briefing.text.canonical_urls_and_article_ids import web_url
from briefing.text.decode_and_clean import decode, one_line, wide_encoding
from briefing.text.html_to_text import is_html

__all__ = ["Question", "article", "lines_of", "parse", "parse_questions"]

_FORMAT = "format"
_DATE_HINT = "Write it as 2025-10-23, 2025-10-23T06:30:00+02:00, or in seconds since 1970."
_HINT = 'Each line must be a JSON object such as {"id": "1", "text": "…"}.'
# Bytes. A longer line is not an article; reading it would only cost memory.
_MAX_LINE = 50_000_000
# Digits of a time in seconds or milliseconds since 1970; seconds of the year 5138, more are milliseconds.
_EPOCH_DIGITS, _MILLISECONDS = (10, 13), 1e11
_TEXT_FIELDS = ("title", "url", "outlet", "author", "language", "kind")


@dataclass(frozen=True, slots=True)
class Question:
    """Whether `text` supports `claim`."""

    id: str
    text: str
    claim: str


def parse(lines: Iterable[bytes], *, source: str = "-", name: str = "line") -> Iterator[Article | Failure]:
    """Articles of `lines`, in order; blank lines are skipped. A line without an id is called `name` and its number."""
    for number, line in enumerate(_narrow(lines), start=1):
        if line.strip():
            yield _article(line, f"{name} {number}", source)


def parse_questions(lines: Iterable[bytes]) -> Iterator[Question | Failure]:
    """Questions of `lines`, `{id, text, claim}`, in order; blank lines are skipped."""
    for number, line in enumerate(_narrow(lines), start=1):
        if line.strip():
            yield _question(line, f"line {number}")


def lines_of(data: bytes) -> list[bytes]:
    """The lines of a file, in UTF-8. Those that are not are taken to be all in one other encoding."""
    if wide := wide_encoding(data):
        return data.decode(wide, "replace").encode("utf-8").splitlines()
    lines = data.splitlines()
    odd = [place for place, line in enumerate(lines) if not _is_utf8(line)]
    read = decode(b"\n".join(lines[place] for place in odd)).split("\n") if odd else []
    if len(read) == len(odd):
        for place, text in zip(odd, read, strict=True):
            lines[place] = text.encode("utf-8")
    return lines


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _narrow(lines: Iterable[bytes]) -> Iterator[bytes]:
    """Lines of a stream; of one in UTF-16, whose lines were cut within a letter, in UTF-8."""
    stream = iter(lines)
    first = next(stream, b"")
    wide = wide_encoding(first)
    if wide is None:
        yield from chain([first], stream)
        return
    rest = ""
    for part in codecs.iterdecode(chain([first], stream), wide, "replace"):
        *whole, rest = f"{rest}{part}".split("\n")
        yield from (line.encode("utf-8") for line in whole)
    yield rest.encode("utf-8")


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
        value = json.loads(line.decode("utf-8-sig") if _is_utf8(line) else decode(line))
    except (ValueError, RecursionError):
        return Failure(name, _FORMAT, "is not JSON", _HINT)
    if not isinstance(value, dict):
        return Failure(name, _FORMAT, "is not a JSON object", _HINT)
    return _passed_on(value, name) or value


def _passed_on(value: dict[str, Any], name: str) -> Failure | None:
    """The failure that an earlier command has put in an article's place; None for anything else."""
    reason = value.get("failure")
    if not isinstance(reason, dict) or not isinstance(reason.get("message"), str):
        return None
    code, hint = (reason.get(key) for key in ("code", "hint"))
    return Failure(
        _writable(_name(value, name)),
        _writable(code) if isinstance(code, str) and code else _FORMAT,
        _writable(reason["message"]),
        _writable(hint) if isinstance(hint, str) else None,
    )


def _name(value: dict[str, Any], name: str) -> str:
    given = value.get("id")
    return str(given) if isinstance(given, str | int) and str(given) else name


def article(value: dict[str, Any], *, name: str, source: str) -> Article | Failure:
    """The article of one object; `name` is what it is called without an id.

    `source` is the file it is from; if there is none (`-`), a failure names the article by its id.
    """
    if failed := _passed_on(value, name):
        return failed
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
        return Failure(name, _FORMAT, f"published is not a date: {value.get('published')!r}", _DATE_HINT)
    return Article(
        id=_writable(name),
        source=source if source != "-" else _writable(name),
        content=_writable(content),
        markup="html" if html is not None or is_html(content) else "text",
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
    return label if label in get_args(ArticleKind) else article_kind_from_label.named([label or ""])  # type: ignore[return-value]


def _writable(text: str) -> str:
    """`text` with each lone surrogate replaced, since it could not be written as UTF-8."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _instant(value: object) -> dt.datetime | None:
    """An ISO 8601 time, else a date as feeds write it, else seconds or milliseconds since 1970.

    A time without a zone is taken as UTC, a bare date as midday UTC.
    """
    if value is None or value == "":
        return None
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _since_1970(float(value))
    if not isinstance(value, str):
        raise ValueError("not a date")
    value = value.strip()
    if value.isdigit() and len(value) in _EPOCH_DIGITS:
        return _since_1970(float(value))
    try:
        if len(value) == len("2025-10-23"):
            return dt.datetime.combine(dt.date.fromisoformat(value), dt.time(12), tzinfo=dt.UTC)
        instant = dt.datetime.fromisoformat(value)
    except ValueError:
        written = parse_dates.parse(value)
        if written is None:
            raise
        return written
    return instant if instant.tzinfo else instant.replace(tzinfo=dt.UTC)


def _since_1970(seconds: float) -> dt.datetime:
    """The time of a number of seconds, or milliseconds where it is too large for those."""
    try:
        return dt.datetime.fromtimestamp(seconds / 1000 if abs(seconds) >= _MILLISECONDS else seconds, dt.UTC)
    except (OverflowError, OSError) as error:
        raise ValueError("not a date") from error
