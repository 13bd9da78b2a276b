"""JSON Feed 1.0 and 1.1 (jsonfeed.org) -> `Feed`. feedparser does not read them."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from briefing.errors import FormatError
from briefing.ingest.parse_rss_and_atom import MAX_ENTRIES, Entry, Feed, has_text
from briefing.language import article_kind_from_label
from briefing.records import Image, Markup
from briefing.text import parse_dates
from briefing.text.canonical_urls_and_article_ids import article_url, web_url
from briefing.text.decode_and_clean import clean, decode, one_line

__all__ = ["parse"]

# Categories of an item that are looked at.
_CATEGORIES = 50


def parse(data: bytes, *, subject: str, url: str | None = None, now: dt.datetime | None = None) -> Feed:
    """The feed in `data`, found at `url`. Raises FormatError if it is not JSON, or no JSON Feed."""
    try:
        value = json.loads(decode(data))
    except (ValueError, RecursionError) as error:
        raise FormatError("is not valid JSON", subject=subject) from error
    if not isinstance(value, dict) or not isinstance(value.get("items"), list):
        raise FormatError("is JSON, but not a JSON Feed", subject=subject)
    base = web_url(_text(value, "home_page_url"), url) or url
    items = [item for item in value["items"][:MAX_ENTRIES] if isinstance(item, dict)]
    return Feed(
        title=one_line(_text(value, "title")),
        url=base,
        language=one_line(_text(value, "language"), 20),
        entries=tuple(_entry(item, base, now) for item in items),
    )


def _entry(item: dict[str, Any], base: str | None, now: dt.datetime | None) -> Entry:
    guid = item.get("id")
    guid = one_line(str(guid)) if isinstance(guid, str | int | float) else None
    content, markup = _content(item)
    url = article_url(_text(item, "url"), base) or article_url(_text(item, "external_url"), base) or article_url(guid)
    tags = item["tags"] if isinstance(item.get("tags"), list) else []
    return Entry(
        guid=guid,
        url=url,
        title=one_line(_text(item, "title")),
        author=_author(item),
        published=parse_dates.parse(item.get("date_published"), now=now)
        or parse_dates.parse(item.get("date_modified"), now=now),
        content=content,
        markup=markup,
        media=_is_media(item, content),
        language=one_line(_text(item, "language"), 20),
        kind=article_kind_from_label.named(tag for tag in tags[:_CATEGORIES] if isinstance(tag, str)),
        image=Image(image) if (image := web_url(_text(item, "image") or _text(item, "banner_image"), base)) else None,
    )


def _content(item: dict[str, Any]) -> tuple[str, Markup]:
    html = _text(item, "content_html")
    if html:
        return html, "html"
    return clean(_text(item, "content_text") or _text(item, "summary") or "").strip(), "text"


def _author(item: dict[str, Any]) -> str | None:
    listed = item.get("authors")
    people = listed if isinstance(listed, list) else [item.get("author")]
    names = [one_line(_text(person, "name"), 100) for person in people if isinstance(person, dict)]
    return ", ".join(name for name in names if name) or None


def _is_media(item: dict[str, Any], content: str) -> bool:
    attached = item.get("attachments")
    parts = attached if isinstance(attached, list) else []
    kinds = [_text(part, "mime_type") or "" for part in parts if isinstance(part, dict)]
    return any(kind.startswith(("audio/", "video/")) for kind in kinds) and not has_text(content, _text(item, "title"))


def _text(value: dict[str, Any], key: str) -> str | None:
    found = value.get(key)
    return found if isinstance(found, str) and found.strip() else None
