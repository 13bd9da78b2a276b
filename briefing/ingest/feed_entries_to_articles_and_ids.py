"""A parsed feed -> its articles, and the id of each entry, by which it is known again in a later fetch.

Entries without text are counted, not summarized. An entry's own id is not trusted where several articles share it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from briefing.config import SourceSettings
from briefing.ingest.parse_rss_and_atom import FULL_WORDS, HINT, Entry, Feed, words
from briefing.records import SKIPPED, Article, Failure
from briefing.text import same_article_under_one_address
from briefing.text.canonical_urls_and_article_ids import article_id
from briefing.text.words_by_script import count

__all__ = ["articles", "entry_ids", "id_beside", "is_full", "shared_pages"]

# Entries under one id that are compared with each other.
_DISTINCT = 200
_TEASER = re.compile(
    r"(\[(…|\.\.\.|&#8230;|&hellip;)\]|\b(read more|continue reading|read the rest|weiterlesen|lire la suite|leer más|"
    r"читать (далее|полностью)|читати далі|the post .{0,300} appeared first on .{0,200}))[\s.…»>→\]]*$",
    re.IGNORECASE,
)
_TITLES = "Their pages are read if the feed is an address and '[fetch] pages' is on."


def articles(
    feed: Feed, name: str, source: SourceSettings, *, ids: Sequence[str] | None = None
) -> Iterator[Article | Failure]:
    """Articles of the entries of `feed` that hold text; the others are counted in one failure each reason.

    `name` is the file or address of the feed; `ids` are the entries' ids, where they were found before pages took the
    place of teasers.
    """
    seen: set[str] = set()
    titles = media = repeated = 0
    ids = entry_ids(feed, source.name) if ids is None else ids
    for entry, identity in zip(feed.entries, ids, strict=True):
        if entry.media:
            media += 1
        elif not _readable(entry):
            titles += 1
        elif identity in seen:
            repeated += 1
        else:
            seen.add(identity)
            yield _to_article(entry, feed, name, source, identity)
    if not feed.entries:
        yield _without_entries(feed, name)
    if titles:
        yield Failure(name, SKIPPED, f"{_count(titles)} only a title and no text", _TITLES)
    if media:
        yield Failure(name, SKIPPED, f"{_count(media)} only sound or video", None)
    if repeated:
        yield Failure(name, SKIPPED, f"{_count(repeated)} the same title and text as another", None)


def entry_ids(
    feed: Feed, outlet: str | None = None, stored: Callable[[str], Article | None] = lambda _: None
) -> list[str]:
    """The article's id of each entry of `feed`: of its address, else of its publisher's id.

    Where entries that differ share one (a page of notices, one guid for all), their own ids, titles and texts tell them
    apart. So do they whatever their order is, and however many of them are still in the feed: `stored` gives the
    article that an earlier fetch has put under an id.
    """
    outlet = outlet or feed.title
    plain_ids = [
        article_id(url=each.url, guid=each.guid, outlet=outlet, title=each.title, text=each.content)
        for each in feed.entries
    ]
    groups: dict[str, list[Entry]] = {}
    for entry, identity in zip(feed.entries, plain_ids, strict=True):
        groups.setdefault(identity, []).append(entry)
    distinct = {identity: _representatives(group) for identity, group in groups.items() if len(group) > 1}
    return [
        _own_id(entry, distinct[identity], outlet, identity)
        if len(distinct.get(identity, ())) > 1
        else _id_of_single(entry, outlet, identity, stored)
        for entry, identity in zip(feed.entries, plain_ids, strict=True)
    ]


def _id_of_single(entry: Entry, outlet: str | None, identity: str, stored: Callable[[str], Article | None]) -> str:
    """The id of an entry that shares it with no other in the feed now, but perhaps with one of an earlier fetch."""
    earlier = stored(identity)
    if earlier is not None and _continues(entry, earlier):
        return identity
    unlike = replace(entry, guid=earlier.guid if earlier else "", title="", content="")
    own = _own_id(entry, [entry, unlike], outlet, identity)
    return own if earlier is not None or stored(own) is not None else identity


def _continues(entry: Entry, earlier: Article) -> bool:
    """Whether an entry is another version of a stored article rather than another article under its address.

    Of one article the publisher's id stays, or runs of words of its text, or its title above a text much the same.
    """
    if entry.guid and entry.guid == earlier.guid and entry.guid != entry.url:
        return True
    old = replace(entry, title=earlier.title, content=earlier.content, markup=earlier.markup)
    return same_article_under_one_address.is_version(
        entry.title, words(entry), old.title, words(old), full=is_full(entry)
    )


def shared_pages(feed: Feed, outlet: str | None = None) -> set[str]:
    """Addresses of several different entries: no page there is the article of one of them."""
    owners: dict[str, set[str]] = {}
    for entry, identity in zip(feed.entries, entry_ids(feed, outlet), strict=True):
        if entry.url:
            owners.setdefault(entry.url, set()).add(identity)
    return {url for url, ids in owners.items() if len(ids) > 1}


def _representatives(group: list[Entry]) -> list[Entry]:
    """One entry for each article among entries that share an id."""
    found: list[Entry] = []
    for entry in group:
        if len(found) < _DISTINCT and not any(_is_same(entry, other) for other in found):
            found.append(entry)
    return found


def _own_id(entry: Entry, distinct: list[Entry], outlet: str | None, identity: str) -> str:
    same = next((other for other in distinct if _is_same(entry, other)), entry)
    guids = {other.guid for other in distinct}
    guid = same.guid if same.guid and len(guids) == len(distinct) else None
    own = (same.title or "") + ("" if guid else "\n" + " ".join(words(same).split()))
    return article_id(url=None, guid=guid and f"{identity} {guid}", outlet=outlet, title=same.title, text=own)


def id_beside(article: Article, earlier: Article) -> str:
    """The id of an article of a feed that shares its address with another one of an earlier fetch."""
    entry = Entry(article.guid, article.url, article.title, None, None, article.content, article.markup)
    unlike = replace(entry, guid=earlier.guid, title="", content="")
    return _own_id(entry, [entry, unlike], article.outlet, article.id)


def _is_same(left: Entry, right: Entry) -> bool:
    """Whether two entries under one id are one article: the same text, or one title and much the same text."""
    return same_article_under_one_address.is_same(left.title, words(left), right.title, words(right))


def _without_entries(feed: Feed, name: str) -> Failure:
    """An empty feed is valid; one that is cut off before its first entry is not."""
    if feed.problem:
        return Failure(name, "format", f"has no entries that could be read ({feed.problem})", HINT)
    return Failure(name, SKIPPED, "is a feed without entries", None)


def _to_article(entry: Entry, feed: Feed, name: str, source: SourceSettings, identity: str) -> Article:
    """The article of one entry, with the entry's own text, under the id that `entry_ids` gave it."""
    outlet = source.name or feed.title
    return Article(
        id=identity,
        source=name,
        content=entry.content,
        markup=entry.markup,
        title=entry.title,
        url=entry.url,
        outlet=outlet,
        author=entry.author,
        published=entry.published,
        language=entry.language or feed.language,
        section=source.section,
        guid=entry.guid,
        feed=name,
        image=entry.image,
        kind=entry.kind,
    )


def is_full(entry: Entry) -> bool:
    """Whether the entry's own content is the whole article rather than a teaser of it."""
    text = words(entry)
    return count(text) >= FULL_WORDS and not _TEASER.search(text[-600:])


def _readable(entry: Entry) -> bool:
    """Whether there is text beyond the title."""
    text = " ".join(words(entry).split())
    return bool(text) and text.casefold() != (entry.title or "").casefold()


def _count(number: int) -> str:
    return "1 entry has" if number == 1 else f"{number} entries have"
