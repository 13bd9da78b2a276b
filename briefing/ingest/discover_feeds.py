"""A page -> the feeds of its site: those its head names, those it links to, and those at the usual addresses."""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit

from briefing.text.canonical_urls_and_article_ids import same_site, web_url
from briefing.text.html_to_text import parse_html

__all__ = ["candidates", "discover"]

_FEED_TYPES = ("application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml")
_COMMENTS = ("comment", "replies")
# Where publishing systems put their feeds, most common first.
_USUAL = ("feed", "rss.xml", "atom.xml", "feed.xml", "index.xml", "rss", "feed.json")
_LIKE_A_FEED = re.compile(r"(?:^|[/._?=-])(?:rss|atom|feeds?|rdf)(?:$|[/._&=-])|\.(?:rss|atom|rdf)$", re.IGNORECASE)
# Addresses asked for at most, beside those that the page names.
_MOST_LINKS = 3


def discover(page: str, url: str) -> list[str]:
    """Addresses of the feeds that a page names in its head, best first; feeds of comments come last."""
    tree = parse_html(page)
    if tree is None:
        return []
    found: list[tuple[bool, int, str]] = []
    for link in tree.iter("link", "a"):
        relation, kind = (link.get("rel") or "").lower().split(), (link.get("type") or "").lower()
        if kind in _FEED_TYPES and ("alternate" in relation or link.tag == "link"):
            address = web_url(link.get("href"), url)
            words = f"{address} {link.get('title') or ''}".lower()
            if address:
                found.append((any(word in words for word in _COMMENTS), len(found), address))
    return list(dict.fromkeys(address for *_, address in sorted(found)))


def candidates(page: str, url: str) -> list[str]:
    """Addresses at which a front page that names no feed may have one, in the order to try them."""
    return list(dict.fromkeys([*_linked(page, url)[:_MOST_LINKS], *(urljoin(url, f"/{name}") for name in _USUAL)]))


def _linked(page: str, url: str) -> list[str]:
    """Addresses of the page's links that look like a feed of the same site."""
    tree = parse_html(page)
    links = [] if tree is None else [web_url(link.get("href"), url) for link in tree.iter("a")]
    return [each for each in links if each and _LIKE_A_FEED.search(urlsplit(each).path) and same_site(each, url)]
