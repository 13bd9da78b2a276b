"""Miniflux (API v1) and FreshRSS (the Google Reader API), feed readers that people already have -> feeds.

Comes in: `miniflux+https://host/` or `freshrss+https://host/`, and an access token from the environment. Goes out: the
entries of the last days as one `Feed` for each subscription. Only read: nothing is marked, starred or subscribed to.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass
from html import unescape
from typing import Any
from urllib.parse import urlencode, urlsplit, urlunsplit

from briefing.errors import FetchError, FormatError
from briefing.ingest.http_client import Answer, Client
from briefing.ingest.parse_rss_and_atom import MAX_ENTRIES, Entry, Feed, has_text
from briefing.runtime import run_under_limits
from briefing.text.canonical_urls_and_article_ids import article_url
from briefing.text.decode_and_clean import decode, one_line

__all__ = ["SCHEMES", "Subscriptions", "is_service", "load"]

SCHEMES = ("miniflux+https://", "miniflux+http://", "freshrss+https://", "freshrss+http://")
_TOKENS = {"miniflux": "BRIEFING_MINIFLUX_TOKEN", "freshrss": "BRIEFING_FRESHRSS_TOKEN"}
# The window of an edition may begin so long before it; the store keeps what was fetched earlier.
_DAYS = 4
_PAGE = 200
_MAX_PAGES = MAX_ENTRIES // _PAGE
_READING_LIST = "reader/api/0/stream/contents/user/-/state/com.google/reading-list"
_READ = "user/-/state/com.google/read"
_MEDIA = ("audio/", "video/")

_Item = tuple[str, str, str | None, Entry]
"""An entry, with the service's ids of it and of its feed, and the feed's title."""


@dataclass(frozen=True, slots=True)
class Subscriptions:
    """The entries of a service by the feeds they come from. `answer` is its last; `cut` says that older ones are
    left out.
    """

    answer: Answer
    feeds: tuple[Feed, ...]
    cut: bool = False


def is_service(url: str) -> bool:
    """Whether a source is an address of a feed reader."""
    return url.lower().startswith(SCHEMES)


async def load(client: Client, url: str, environment: Mapping[str, str], now: dt.datetime) -> Subscriptions:
    """The recent entries at `url`; with `?unread` at its end only those that nobody has read.

    Raises:
        FetchError: there is no token, or the server refuses it or cannot be reached.
        FormatError: its answers are not those of the API.
    """
    kind, _, address = url.partition("+")
    kind, parts = kind.lower(), urlsplit(address)
    name = _TOKENS[kind]
    token = environment.get(name, "").strip()
    if not token or not token.isascii() or not token.isprintable():
        raise FetchError("has no usable access token", subject=url, hint=f"Set {name} in the environment.")
    base = urlunsplit((parts.scheme, parts.netloc, parts.path.rstrip("/"), "", ""))
    ask = _Miniflux(base, token) if kind == "miniflux" else _GoogleReader(base, token)
    try:
        return await _pages(client, ask, now - dt.timedelta(days=_DAYS), unread="unread" in parts.query.split("&"))
    except FetchError as error:
        refused = error.message.startswith(("answered 401", "answered 403"))
        hint = f"Check the token in {name}." if refused else error.hint
        raise type(error)(error.message, subject=url, hint=hint) from error.__cause__
    except FormatError as error:
        hint = error.hint or "Check the address, and the service's API settings."
        raise FormatError(error.message, subject=url, hint=hint) from error.__cause__


async def _pages(client: Client, ask: _Miniflux | _GoogleReader, since: dt.datetime, *, unread: bool) -> Subscriptions:
    found: dict[str, tuple[str, str | None, Entry]] = {}
    cursor: str | None = ""
    for _ in range(_MAX_PAGES):
        url = ask.address(int(since.timestamp()), cursor or "", unread=unread)
        answer = await client.get(url, accept="application/json", secret=ask.headers)
        items, following = await run_under_limits.awaited(
            _read, ask, answer.body, cursor or "", subject=url, size=len(answer.body)
        )
        before = len(found)
        # Where an entry has come in meanwhile, the next page repeats the last of this one.
        found |= {key: (feed, title, entry) for key, feed, title, entry in items}
        cursor = following
        if cursor is None or len(found) == before:
            return Subscriptions(answer, _feeds(found), cut=False)
    return Subscriptions(answer, _feeds(found), cut=True)


def _read(ask: _Miniflux | _GoogleReader, body: bytes, cursor: str) -> tuple[list[_Item], str | None]:
    """The entries of one answer, and where the next page begins. Raises FormatError if it is not the service's."""
    try:
        value = json.loads(decode(body))
        items = ask.items(value)
        return items, ask.next(value, cursor, len(items))
    except (AttributeError, KeyError, TypeError, ValueError, OverflowError, OSError, RecursionError) as error:
        raise FormatError(f"does not answer as {ask.name} does") from error


def _feeds(found: Mapping[str, Any]) -> tuple[Feed, ...]:
    groups: dict[str, tuple[str | None, list[Entry]]] = {}
    for feed, title, entry in found.values():
        groups.setdefault(feed, (title, []))[1].append(entry)
    return tuple(Feed(title, None, None, tuple(entries)) for title, entries in groups.values())


class _Miniflux:
    """Requests and answers of Miniflux's API v1: pages by offset."""

    name = "Miniflux"

    def __init__(self, base: str, token: str) -> None:
        self._base = base.removesuffix("/v1")
        self.headers = {"X-Auth-Token": token}

    def address(self, since: int, cursor: str, *, unread: bool) -> str:
        asked = {"order": "published_at", "direction": "desc", "limit": _PAGE, "offset": cursor or 0}
        asked |= {"published_after": since} | ({"status": "unread"} if unread else {})
        return f"{self._base}/v1/entries?{urlencode(asked)}"

    def items(self, value: Any) -> list[_Item]:
        return [self._item(each) for each in value["entries"] or () if each.get("status") != "removed"]

    def next(self, value: Any, cursor: str, count: int) -> str | None:
        past = int(cursor or 0) + count
        return str(past) if count and past < int(value["total"]) else None

    def _item(self, each: dict[str, Any]) -> _Item:
        feed = each.get("feed") or {}
        kinds = [str(part.get("mime_type") or "") for part in each.get("enclosures") or ()]
        entry = _entry(
            each.get("hash") or str(each["id"]), each["url"], each["title"], each.get("author"),
            dt.datetime.fromisoformat(each["published_at"]), each.get("content"), kinds,
        )  # fmt: skip
        return str(each["id"]), str(each["feed_id"]), one_line(feed.get("title")), entry


class _GoogleReader:
    """Requests and answers of the Google Reader API as FreshRSS has it: pages by continuation."""

    name = "FreshRSS"

    def __init__(self, base: str, token: str) -> None:
        self._base = base if urlsplit(base).path else f"{base}/api/greader.php"
        self.headers = {"Authorization": f"GoogleLogin auth={token}"}

    def address(self, since: int, cursor: str, *, unread: bool) -> str:
        asked: dict[str, str | int] = {"output": "json", "n": _PAGE, "ot": since}
        asked |= ({"xt": _READ} if unread else {}) | ({"c": cursor} if cursor else {})
        return f"{self._base}/{_READING_LIST}?{urlencode(asked)}"

    def items(self, value: Any) -> list[_Item]:
        return [self._item(each) for each in value["items"]]

    def next(self, value: Any, cursor: str, count: int) -> str | None:
        following = value.get("continuation")
        return str(following) if following and count and str(following) != cursor else None

    def _item(self, each: dict[str, Any]) -> _Item:
        links = [*(each.get("canonical") or ()), *(each.get("alternate") or ())]
        origin = each.get("origin") or {}
        kinds = [str(part.get("type") or "") for part in each.get("enclosure") or ()]
        body = (each.get("content") or {}).get("content") or (each.get("summary") or {}).get("content")
        entry = _entry(
            each["id"], next((link["href"] for link in links), None), each.get("title"), each.get("author"),
            dt.datetime.fromtimestamp(int(each["published"]), dt.UTC), body, kinds,
        )  # fmt: skip
        return str(each["id"]), str(origin.get("streamId")), one_line(unescape(origin.get("title") or "")), entry


def _entry(
    guid: str,
    url: str | None,
    title: str | None,
    author: str | None,
    published: dt.datetime,
    content: str | None,
    kinds: list[str],
) -> Entry:
    line = one_line(unescape(title or ""))
    body = content or ""
    return Entry(
        guid=one_line(guid),
        url=article_url(unescape(url)) if url else None,
        title=line,
        author=one_line(author, 200),
        published=published.astimezone(dt.UTC),
        content=body,
        markup="html",
        media=any(kind.startswith(_MEDIA) for kind in kinds) and not has_text(body, line),
    )
