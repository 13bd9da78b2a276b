"""What a web page says about itself: address, title, author, date, outlet, language, access, lead image, description,
sections.

Read from JSON-LD, Open Graph and other meta elements, microdata, and the visible byline, in that order of trust.
Nothing is guessed from the text of the article.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from briefing.records import Image
from briefing.text import choose_page_headline, page_dates
from briefing.text.canonical_urls_and_article_ids import article_url, canonical_url, web_url
from briefing.text.decode_and_clean import one_line
from briefing.text.html_to_text import markup_free, parse_html
from briefing.text.page_parts import content, headline, part_headings

__all__ = ["PageFacts", "address", "facts"]

_ARTICLE_TYPES = re.compile(r"(Article|Posting|Report|LiveBlog|Analysis|Review)$")
# A tag ends where another begins: to search each of many unfinished ones to the end of the page would take for ever.
_CANONICAL = re.compile(
    r"""<link\b(?=[^<>]*\brel\s*=\s*["']?canonical\b)[^<>]*\bhref\s*=\s*["']?([^"'\s>]+)""", re.IGNORECASE
)
_OG_URL = re.compile(
    r"""<meta\b(?=[^<>]*\bproperty\s*=\s*["']?og:url\b)[^<>]*\bcontent\s*=\s*["']?([^"'\s>]+)""", re.IGNORECASE
)
# Characters searched for the canonical address: heads of real pages reach 300 kB of inlined styles.
_HEAD = 400_000
_TITLE_METAS = ("og:title", "twitter:title", "dc.title", "headline", "title")
_AUTHOR_METAS = (
    "author",
    "article:author_name",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "byl",
    "dcterms.creator",
)
_OUTLET_METAS = ("og:site_name", "application-name", "dc.publisher", "al:android:app_name")
# Characters of an offer to subscribe. Where whole paragraphs bear the mark, the text is there and no stub.
_WALL = 600
_SECTION_METAS = (
    "article:section",
    "og:section",
    "section",
    "parsely-section",
    "sailthru.section",
    "cxenseparse:section",
)
# Sections of a page that are looked at, and characters of each.
_MOST_SECTIONS, _SECTION = 10, 120
_DESCRIPTION_METAS = ("og:description", "description", "twitter:description")


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What could be read; None where the page does not say. `free` is False where it declares a paywall."""

    url: str | None = None
    title: str | None = None
    author: str | None = None
    published: dt.datetime | None = None
    outlet: str | None = None
    language: str | None = None
    free: bool = True
    image: Image | None = None
    description: str | None = None
    sections: tuple[str, ...] = ()
    types: tuple[str, ...] = ()


def address(page: str, found_at: str | None = None) -> str | None:
    """The address that a page gives itself, as it spells it. One on another host than `found_at` is not believed."""
    for pattern in (_CANONICAL, _OG_URL):
        match = pattern.search(page[:_HEAD])
        url = article_url(_unescape(match[1]), found_at) if match else None
        # Many sites name their front page as canonical for everything.
        if url and re.sub(r"^https?://[^/]+/?", "", url) and _same_site(url, found_at):
            return url
    return None


def facts(page: str, url: str | None = None, *, now: dt.datetime | None = None) -> PageFacts:
    """Everything the text `page` of a page says about itself; `url` is where it was found."""
    tree = parse_html(page)
    if tree is None:
        return PageFacts(url=web_url(url))
    part_headings(tree)
    data = list(_json_ld(tree))
    metas = _metas(tree)
    article = _article(data, tree, metas)
    base = address(page, url) or web_url(url)
    outlet = _outlet(tree, metas, article, data)
    declared = one_line(_string(article.get("headline"))) or one_line(_first(metas, _TITLE_METAS))
    title = choose_page_headline.title(tree, declared, outlet, base)
    return PageFacts(
        url=base,
        title=title,
        author=_author(tree, metas, article),
        published=page_dates.published(tree, metas, article, headline(tree, title, outlet), now),
        outlet=outlet,
        language=_language(tree, metas, article),
        free=not (_is_locked(metas, data) or _has_wall(tree)),
        image=_image(tree, metas, article, base),
        description=one_line(_first(metas, _DESCRIPTION_METAS), 1000),
        sections=tuple(_sections(metas, article)),
        types=tuple(_strings(article.get("@type"))),
    )


def _sections(metas: dict[str, str], article: dict[str, Any]) -> Iterator[str]:
    """The sections that the page says it belongs to, and its own name for what kind of article it is."""
    yield from (metas[name][:_SECTION] for name in _SECTION_METAS if name in metas)
    for value in (article.get("articleSection"), article.get("genre")):
        yield from (text[:_SECTION] for text in _strings(value)[:_MOST_SECTIONS])


def _strings(value: Any) -> list[str]:
    return [each for each in (value if isinstance(value, list) else [value]) if isinstance(each, str)]


def _same_site(url: str, found_at: str | None) -> bool:
    home = canonical_url(found_at)
    if home is None:
        return True
    left, right = (re.sub(r"^https?://(www\.)?", "", each).partition("/")[0] for each in (url, home))
    return left == right or left.endswith(f".{right}") or right.endswith(f".{left}")


def _unescape(value: str) -> str:
    from html import unescape

    return unescape(value)


def _json_ld(tree: Any) -> Iterator[dict[str, Any]]:
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or "").lower() and script.text:
            text = script.text.strip().removeprefix("<!--").removesuffix("-->").strip().rstrip(";")
            try:
                value = json.loads(text, strict=False)
            except (ValueError, RecursionError):
                continue
            yield from _objects(value, 0)


def _objects(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    if isinstance(value, list):
        for item in value[:200]:
            yield from _objects(item, depth)
    elif isinstance(value, dict) and depth < 4:
        yield value
        yield from _objects(value.get("@graph") or [], depth + 1)
        yield from _objects(value.get("mainEntity") or [], depth + 1)


def _article(data: list[dict[str, Any]], tree: Any, metas: dict[str, str]) -> dict[str, Any]:
    """The article's own record: where teasers have records too, the one whose headline the page gives elsewhere."""
    found = [item for item in data if _is_article(item)]
    if len(found) > 1:
        said = " ".join(filter(None, (content(tree.find(".//title")), _first(metas, _TITLE_METAS)))).casefold()
        named = [item for item in found if (_string(item.get("headline")) or "\n").casefold() in said]
        found = named or found
    return next(iter(found), {})


def _is_article(item: dict[str, Any]) -> bool:
    kinds = item.get("@type")
    return any(
        isinstance(kind, str) and _ARTICLE_TYPES.search(kind)
        for kind in (kinds if isinstance(kinds, list) else [kinds])
    )


def _metas(tree: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    for meta in tree.iter("meta"):
        value = (meta.get("content") or "").strip()
        for key in (meta.get("property"), meta.get("name"), meta.get("itemprop"), meta.get("http-equiv")):
            if key and value:
                found.setdefault(key.strip().lower(), value[:4000])
    return found


def _first(metas: dict[str, str], names: tuple[str, ...]) -> str | None:
    return next((metas[name] for name in names if name in metas), None)


def _author(tree: Any, metas: dict[str, str], article: dict[str, Any]) -> str | None:
    names = list(_names(article.get("author")))
    if not names:
        declared = _first(metas, _AUTHOR_METAS)
        names = [declared] if declared and "://" not in declared and "@" not in declared else []
    if not names:
        marked = [
            *tree.xpath("//*[@itemprop='author' or @rel='author']"),
            *tree.xpath("//*[contains(@class,'byline')]"),
        ]
        names = [content(element) or "" for element in marked[:1]]
    cleaned = [re.sub(r"^(by|von|par|por)\s+", "", one_line(name, 120) or "", flags=re.IGNORECASE) for name in names]
    unique = list(dict.fromkeys(name for name in cleaned if 2 < len(name) < 100))
    return ", ".join(unique[:5]) or None


def _names(value: Any) -> Iterator[str]:
    for person in value if isinstance(value, list) else [value]:
        name = person.get("name") if isinstance(person, dict) else person
        for each in name if isinstance(name, list) else [name]:
            if isinstance(each, str) and "://" not in each:
                yield each


def _outlet(tree: Any, metas: dict[str, str], article: dict[str, Any], data: list[dict[str, Any]]) -> str | None:
    publisher = article.get("publisher")
    if isinstance(publisher, dict) and "name" not in publisher:
        publisher = next((item for item in data if item.get("@id") and item.get("@id") == publisher.get("@id")), {})
    declared = next(_names(publisher), None)
    site = next((item for item in data if item.get("@type") in ("WebSite", "NewsMediaOrganization")), {})
    marked = tree.xpath("//*[@itemprop='publisher']//*[@itemprop='name']")
    found = (
        _first(metas, _OUTLET_METAS[:1])
        or declared
        or _string(site.get("name"))
        or _first(metas, _OUTLET_METAS)
        or (marked[0].get("content") or content(marked[0]) if marked else None)
    )
    return one_line(markup_free(found), 100) if found else _outlet_of_title(tree)


def _outlet_of_title(tree: Any) -> str | None:
    """The name after the last bar or dash of the page's title, where a heading of the page is what comes before it."""
    page_title = one_line(content(tree.find(".//title"))) or ""
    for heading in tree.iter("h1", "h2"):
        text = one_line(content(heading))
        rest = page_title[len(text) :].lstrip() if text and page_title.startswith(text) else ""
        if rest[:1] in set("|–—-·•:") and len(rest) > 1:
            return one_line(rest.strip(" |–—-·•:"), 60)
    return None


def _language(tree: Any, metas: dict[str, str], article: dict[str, Any]) -> str | None:
    root = tree.getroottree().getroot()
    declared = root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang")
    return one_line(
        declared or _string(article.get("inLanguage")) or metas.get("content-language") or metas.get("og:locale"), 20
    )


def _is_locked(metas: dict[str, str], data: list[dict[str, Any]]) -> bool:
    declared = [item.get("isAccessibleForFree") for item in data]
    tier = metas.get("article:content_tier", "").lower()
    return any(str(value).lower() == "false" for value in declared if value is not None) or tier in (
        "locked",
        "metered-locked",
    )


def _has_wall(tree: Any) -> bool:
    """Whether an element is marked as the wall in front of the rest of the text."""
    marked = tree.xpath("//*[contains(@class, 'paywall') or contains(@class, 'regwall')]")
    return any(20 < len(content(element) or "") < _WALL for element in marked[:20])


def _image(tree: Any, metas: dict[str, str], article: dict[str, Any], base: str | None) -> Image | None:
    """The lead image: its address, alternative text and credit."""
    declared = article.get("image")
    first = declared[0] if isinstance(declared, list) and declared else declared
    record = first if isinstance(first, dict) else {}
    address = metas.get("og:image") or _string(record.get("url")) or _string(first) or metas.get("twitter:image")
    url = web_url(address, base)
    if url is None:
        return None
    name = url.partition("?")[0].rpartition("/")[2]
    shown = [image for image in tree.iter("img") if name and name in (image.get("src") or "")]
    alt = metas.get("og:image:alt") or metas.get("twitter:image:alt") or (shown[0].get("alt") if shown else None)
    credit = _string(record.get("creditText")) or next(_names(record.get("creator")), None)
    return Image(url, one_line(alt, 300), one_line(credit, 150))


def _string(value: Any) -> str | None:
    return value if isinstance(value, str) else None
