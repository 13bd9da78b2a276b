"""RSS 0.9x-2.0, RDF and Atom -> `Feed`.

feedparser does the parsing, also of feeds that are not well-formed XML. What it leaves open is decided here: which of
several contents is the text, and which entries hold only sound or pictures.
"""

from __future__ import annotations

import calendar
import datetime as dt
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any

from briefing.errors import FormatError
from briefing.ingest.repair_feed_xml import repair_xml
from briefing.language import article_kind_from_label
from briefing.records import ArticleKind, Image, Markup
from briefing.text import parse_dates
from briefing.text.canonical_urls_and_article_ids import article_url, web_url
from briefing.text.decode_and_clean import clean, one_line
from briefing.text.html_to_text import plain
from briefing.text.words_by_script import count

__all__ = ["FULL_WORDS", "HINT", "MAX_ENTRIES", "Entry", "Feed", "has_text", "parse", "words"]

# The longest real feed of our corpus has 1,000; a newspaper prints 300 articles a day.
MAX_ENTRIES = 2_000
# An entry's own text with fewer words is taken for a teaser. Teasers in real feeds have 10-70 words, texts 200-900.
FULL_WORDS = 120
# Categories of an entry that are looked at.
_CATEGORIES = 50
# Bytes in UTF-8 of the shortest sentence: seven words, or fourteen characters of Chinese.
_SENTENCE = 40
# What is never closed goes on to the end, as in a browser; to look for its end again and again would take for ever.
_TAGS = re.compile(r"<(script|style)\b.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)|<[^<>]*>", re.DOTALL | re.IGNORECASE)
_MEDIA = ("audio/", "video/")
# feedparser takes a picture's description for the entry's text. Under a name that it does not know, it stays apart.
_ALT = (re.compile(rb"(</?)media:description\b"), rb"\1media:alt")
_PLACE = re.compile(r"^<unknown>:(\d+):\d+: ")
_PICTURE = re.compile(r"\.(?:jpe?g|png|gif|webp|avif)(?:\?|$)", re.IGNORECASE)
# What feedparser reports of a feed whose charset or content type was wrong, and which it read without loss.
_REPAIRED = ("CharacterEncodingOverride", "NonXMLContentType")


@dataclass(frozen=True, slots=True)
class Entry:
    """One item of a feed: what it says about an article, and the article's text or a teaser of it."""

    guid: str | None
    url: str | None
    title: str | None
    author: str | None
    published: dt.datetime | None
    content: str
    markup: Markup
    media: bool = False
    language: str | None = None
    image: Image | None = None
    kind: ArticleKind | None = None
    """What the categories of the entry call it."""


@dataclass(frozen=True, slots=True)
class Feed:
    """A parsed feed. `problem` says what was not well-formed, if the parser had to guess."""

    title: str | None
    url: str | None
    language: str | None
    entries: tuple[Entry, ...]
    problem: str | None = None


def parse(
    data: bytes,
    *,
    subject: str,
    url: str | None = None,
    charset: str | None = None,
    now: dt.datetime | None = None,
) -> Feed:
    """The feed in `data`, found at `url`; `charset` is what its server calls its encoding.

    Raises FormatError if it is no feed, or one with nothing in it that could be read.
    """
    import feedparser

    headers = {"content-location": url or "", "content-type": "application/xml; charset=utf-8"}
    data = _ALT[0].sub(_ALT[1], repair_xml(data, charset, subject=subject))
    try:
        # Sanitising is left out: of the markup only words are kept, and rendering escapes them. It doubles the time.
        parsed = feedparser.parse(
            io.BytesIO(data), response_headers=headers, sanitize_html=False, resolve_relative_uris=False
        )
    except Exception as error:
        raise FormatError("is not a feed that can be read", subject=subject, hint=HINT) from error
    if not parsed.get("version") and not parsed.entries:
        raise _no_feed(parsed, subject)
    meta = parsed.feed
    base = web_url(_text(meta, "link"), url) or url
    podcast = _is_podcast(parsed, data)
    entries = tuple(_entry(item, base, now, podcast=podcast) for item in parsed.entries[:MAX_ENTRIES])
    return Feed(_title(meta), base, one_line(_text(meta, "language"), 20), entries, _problem(parsed))


def _problem(parsed: Any) -> str | None:
    """What was not well-formed, in the parser's words; None if nothing was lost."""
    error = parsed.get("bozo_exception") if parsed.get("bozo") else None
    if error is None or type(error).__name__ in _REPAIRED:
        return None
    return one_line(_PLACE.sub(r"near line \1: ", str(error)), 200)


HINT = "Open it in a browser; 'briefing feeds check' shows the address of a site's real feed."


def _entry(item: Any, base: str | None, now: dt.datetime | None, *, podcast: bool) -> Entry:
    guid = one_line(_text(item, "id"), 500)
    content, markup = _content(item)
    return Entry(
        guid=guid,
        url=_link(item, guid, base),
        title=_title(item),
        author=one_line(_text(item, "author"), 200),
        published=_published(item, now),
        content=content,
        markup=markup,
        media=(podcast and count(plain(content)) < FULL_WORDS)
        or (_is_playable(item) and not has_text(content, _title(item))),
        language=one_line(_text(item, "language"), 20),
        image=_image(item, base),
        kind=article_kind_from_label.named(_categories(item)),
    )


def _categories(item: Any) -> Iterator[str]:
    """The categories of an entry, as their words and as their labels."""
    for tag in (item.get("tags") or [])[:_CATEGORIES]:
        yield from (name for name in (tag.get("term"), tag.get("label")) if name)


def _image(item: Any, base: str | None) -> Image | None:
    """The entry's lead image: of Media RSS the picture, else the thumbnail, else an enclosed picture."""
    pictures = [part for part in item.get("media_content") or [] if _is_picture(part)]
    enclosed = [link for link in item.get("links") or [] if link.get("rel") == "enclosure" and _is_picture(link)]
    for part in (*pictures, *(item.get("media_thumbnail") or []), *enclosed):
        url = web_url(part.get("url") or part.get("href"), base)
        if url:
            # With several pictures, the parser does not say which one the words belong to.
            alone = len(pictures) <= 1
            return Image(url, *(_words_of(item) if alone else (None, None)))
    return None


def _is_picture(part: Any) -> bool:
    kind, name = str(part.get("medium") or part.get("type") or ""), str(part.get("url") or part.get("href") or "")
    return kind.startswith("image") or (not kind and bool(_PICTURE.search(name)))


def _words_of(item: Any) -> tuple[str | None, str | None]:
    """The picture's description and credit in Media RSS."""
    people = [_text(part, "content") for part in item.get("media_credit") or []]
    names = ", ".join(dict.fromkeys(each.strip() for each in people if each))
    return one_line(plain(_text(item, "media_alt") or "").replace("\n\n", " "), 300), one_line(names, 200)


def _content(item: Any) -> tuple[str, Markup]:
    """The longest of an entry's contents and summary, and how it is marked up."""
    found = [part for part in item.get("content") or [] if isinstance(part.get("value"), str)]
    summary = item.get("summary_detail")
    if summary and isinstance(summary.get("value"), str):
        found.append(summary)
    if not found:
        # A description of the picture alone is a teaser too: its page is then fetched.
        return clean(plain(_text(item, "media_alt") or "")).strip(), "text"
    best = max(found, key=lambda part: len(part["value"]))
    value = best["value"]
    if best.get("type") == "text/plain" and not re.search(r"<\w+[^>]*>|&\w+;", value):
        return clean(value).strip(), "text"
    return value, "html"


def _link(item: Any, guid: str | None, base: str | None) -> str | None:
    """The article's address: FeedBurner's original, the alternate link, or a guid that is an address."""
    links = [link for link in item.get("links") or [] if link.get("rel", "alternate") == "alternate"]
    pages = [link for link in links if "html" in link.get("type", "html")] or links
    candidates = [_text(item, "feedburner_origlink"), *(link.get("href") for link in pages), _text(item, "link"), guid]
    for candidate in candidates:
        address = article_url(candidate, base if candidate != guid else None)
        if address:
            return address
    return None


def _published(item: Any, now: dt.datetime | None) -> dt.datetime | None:
    """When the entry was published, else updated. What feedparser makes of a date that we don't read is a guess."""
    for key in ("published", "created", "updated"):
        # feedparser answers "published" for a missing "updated"; asking for the raw keys avoids its warning.
        parsed, written = dict.get(item, f"{key}_parsed"), dict.get(item, key)
        moment = None
        if isinstance(written, str) and written.strip():
            moment = parse_dates.parse(written, now=now)
        elif parsed:
            try:
                moment = parse_dates.plausible(dt.datetime.fromtimestamp(calendar.timegm(parsed), dt.UTC), now=now)
            except (ValueError, TypeError, OverflowError, OSError):
                moment = None
        if moment is not None:
            return moment
    return None


def _is_podcast(parsed: Any, data: bytes) -> bool:
    """Whether the feed is a podcast's: every entry has sound, with the marks that players of podcasts look for.

    A newspaper's entries have their texts read aloud, or a clip beside them; they are articles.
    """
    return bool(parsed.entries) and b"<itunes:" in data and all(map(_is_playable, parsed.entries))


def _is_playable(item: Any) -> bool:
    """Whether sound or video is attached to an entry."""
    enclosures = [link for link in item.get("links") or [] if link.get("rel") == "enclosure"]
    attached = [*enclosures, *(item.get("media_content") or [])]
    types = [str(part.get("type") or part.get("medium") or "") for part in attached]
    return any(kind.startswith((*_MEDIA, "audio", "video")) for kind in types) or "itunes_duration" in item


def has_text(content: str, title: str | None) -> bool:
    """Whether an entry with sound has at least a sentence of its own beside its title."""
    text = plain(content).strip()
    return len(text.encode("utf-8", "replace")) >= _SENTENCE and text.casefold() != (title or "").casefold()


def _title(item: Any) -> str | None:
    detail = item.get("title_detail") or {}
    value = _text(item, "title")
    if value and ("html" in str(detail.get("type")) or "&" in value):
        value = plain(value[:4000]).replace("\n\n", " ")
    return one_line(value)


def _text(item: Any, key: str) -> str | None:
    value = item.get(key)
    return value if isinstance(value, str) and value.strip() else None


def _no_feed(parsed: Any, subject: str) -> FormatError:
    reason = one_line(str(parsed.get("bozo_exception") or ""), 120)
    what = f"is not a feed that can be read ({reason})" if reason else "is XML, but not a feed"
    return FormatError(what, subject=subject, hint=HINT)


def words(entry: Entry) -> str:
    """The entry's words without its tags: enough to count them, and much quicker than reading the markup."""
    if entry.markup != "html":
        return entry.content
    return unescape(_TAGS.sub(" ", entry.content))
