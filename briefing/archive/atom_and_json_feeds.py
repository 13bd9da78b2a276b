"""Editions -> Atom (RFC 4287) and JSON Feed 1.1.

Times are the editions' own, so that the same editions give the same bytes. Without a public address links are relative
to the feed, which both formats allow and most readers understand.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from html import escape
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from briefing.archive import urls
from briefing.archive.edition_index import Entry
from briefing.records import Edition, Point, Story
from briefing.render import escaping, machine_translation_note, translations

__all__ = ["atom", "json_feed"]

_ATOM = "http://www.w3.org/2005/Atom"
_JSON_FEED = "https://jsonfeed.org/version/1.1"


def atom(latest: Entry, entries: Sequence[Entry], load: Callable[[str], Edition], base_url: str | None) -> str:
    """An Atom feed of `entries`, newest first; the feed itself is named after the `latest` edition."""
    root = Element("feed", {"xmlns": _ATOM, "xml:lang": latest.language})
    _add(root, "id", _id(latest.title, base_url, "feed.xml"))
    _add(root, "title", latest.title)
    _add(root, "updated", (entries[0] if entries else latest).published.isoformat())
    SubElement(root, "link", rel="self", type="application/atom+xml", href=_link(base_url, "feed.xml"))
    SubElement(root, "link", rel="alternate", type="text/html", href=_link(base_url, "index.html"))
    _add(SubElement(root, "author"), "name", latest.title)
    for item in entries:
        path = urls.day(item.date)
        node = SubElement(root, "entry", {"xml:lang": item.language})
        _add(node, "id", _id(item.title, base_url, path))
        _add(node, "title", item.headline or item.title)
        _add(node, "updated", item.published.isoformat())
        _add(node, "published", item.published.isoformat())
        SubElement(node, "link", rel="alternate", type="text/html", href=_link(base_url, path))
        _add(node, "content", _content(load(item.name), base_url)).set("type", "html")
    indent(root)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{tostring(root, encoding="unicode")}\n'


def json_feed(latest: Entry, entries: Sequence[Entry], load: Callable[[str], Edition], base_url: str | None) -> str:
    """A JSON Feed of `entries`, newest first; the feed itself is named after the `latest` edition."""
    values = {
        "version": _JSON_FEED,
        "title": latest.title,
        "home_page_url": _link(base_url, "index.html"),
        "feed_url": _link(base_url, "feed.json"),
        "language": latest.language,
        "items": [
            {
                "id": _id(item.title, base_url, urls.day(item.date)),
                "url": _link(base_url, urls.day(item.date)),
                "title": item.headline or item.title,
                "date_published": item.published.isoformat(),
                "language": item.language,
                "tags": list(dict.fromkeys(story.section for story in item.stories)),
                "content_html": _content(load(item.name), base_url),
            }
            for item in entries
        ],
    }
    return json.dumps(values, ensure_ascii=False, indent=1) + "\n"


def _content(edition: Edition, base_url: str | None) -> str:
    """Headlines and points as HTML that every feed reader keeps; all text is escaped."""
    lines = []
    where = translations.locale(edition.language)
    words = translations.translations(where.language)

    def mark(told: Point | Story) -> str:
        said = machine_translation_note.mark(told.translation, where, words.gettext)
        return f" [{_text(said)}]" if said else ""

    names = {article.id: article.credited_to for article in edition.articles}
    for story in edition.stories:
        address = f"{_link(base_url, urls.day(edition.date))}#{escaping.slug(story.id)}"
        lines.append(f'<h3><a href="{escape(address)}">{_text(story.headline)}</a>{mark(story)}</h3>')
        points = []
        for point in story.points:
            said = dict.fromkeys(_text(names[citation.article_id]) for citation in point.citations)
            points.append(f"<li>{_text(point.text)}{mark(point)} ({', '.join(said)})</li>")
        lines.append(f"<ul>{''.join(points)}</ul>" if points else "")
    return "\n".join(filter(None, lines))


def _text(words: str) -> str:
    return escape(escaping.one_line(words))


def _add(parent: Element, name: str, text: str) -> Element:
    node = SubElement(parent, name)
    node.text = text
    return node


def _link(base_url: str | None, path: str) -> str:
    return urls.absolute(base_url, path) or path


def _id(title: str, base_url: str | None, path: str) -> str:
    """The public address, or, without one, a URN that stays the same wherever the site is put."""
    mark = hashlib.sha256(f"{title}\0{path}".encode(errors="replace")).hexdigest()
    return urls.absolute(base_url, path) or f"urn:sha256:{mark}"
