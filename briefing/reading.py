"""Articles -> documents, as they come: extracted once and kept, so that a later run reads them from the store.

Beside `pipeline`: it joins `extract` with the cache. What cannot be used passes through as a failure in its place; the
order of the input is kept. A document is kept under everything it depends on: the article's own fields and content,
and the code and packages that extract.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice

from pydantic import TypeAdapter, ValidationError

from briefing.errors import ArticleError
from briefing.extract import extract
from briefing.provenance import code_fingerprint
from briefing.records import Article, Document, Failure
from briefing.store.cache import Cache, key

__all__ = ["documents", "fingerprint", "stub"]

_WINDOW = 64
# Articles looked up and kept together: few transactions, little memory.

Item = Document | Failure
_ITEM: TypeAdapter[Item] = TypeAdapter(Item)


def documents(
    articles: Iterable[Article | Failure],
    *,
    cache: Cache | None = None,
    advance: Callable[[int], None] = lambda _: None,
) -> Iterator[Item]:
    """Extract each article; what cannot be used passes through as a failure. `advance` is told how many are done.

    Without a cache each article is answered before the next one is asked for; with one, a window at a time.
    """
    if cache is None:
        for article in articles:
            yield _one(article)
            advance(1)
        return
    stream = iter(articles)
    while window := list(islice(stream, _WINDOW)):
        yield from _window(window, cache)
        advance(len(window))


def fingerprint(document: Document) -> str:
    """Equal for equal documents."""
    return key("document", repr(document)).hex()


def stub(document: Document) -> Document:
    """`document` without its words: enough to count it among those that an edition leaves out."""
    return replace(document, text="", sentences=())


def _window(articles: Sequence[Article | Failure], cache: Cache) -> Iterator[Item]:
    keys = [_key(article) if isinstance(article, Article) else None for article in articles]
    known = cache.get_many([name for name in keys if name])
    fresh: dict[bytes, bytes] = {}
    for article, name in zip(articles, keys, strict=True):
        found = _load(known.get(name)) if name else None
        if found is None:
            found = _one(article)
            if name:
                fresh[name] = _ITEM.dump_json(found)
                # What is kept and what is told are the same value, so that a first run and a later one agree.
                found = _ITEM.validate_json(fresh[name])
        yield found
    if fresh:
        cache.put_many(fresh)


def _one(article: Article | Failure) -> Item:
    if isinstance(article, Failure):
        return article
    try:
        return extract(article)
    except ArticleError as error:
        return Failure(error.subject or article.source, error.code, error.message, error.hint)


def _key(article: Article) -> bytes:
    """What the document of `article` depends on."""
    return key("document", code_fingerprint(), repr(article))


def _load(content: bytes | None) -> Item | None:
    """What was kept; None where there is nothing or it was damaged."""
    if content is None:
        return None
    try:
        return _ITEM.validate_json(content)
    except ValidationError:
        return None
