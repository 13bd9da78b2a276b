"""Articles -> documents, streaming; each is extracted once and cached, so that a later run finds it.

Beside `pipeline`: it joins `extract` with the cache. What cannot be used passes through as a failure in its place; the
order of the input is kept. A document is kept under everything it depends on: the article's own fields and content,
and the code and packages that extract.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice

from pydantic import TypeAdapter, ValidationError

from briefing.extract.extraction_workers import CRASHED, Workers, attempt, must_go
from briefing.records import Article, Document, Failure
from briefing.runtime.code_fingerprint import code_fingerprint
from briefing.store.result_cache import Cache, key

__all__ = ["documents", "fingerprint"]

# Articles looked up and stored together: few transactions, little memory.
_WINDOW = 64
# From this many new articles on, texts may go to workers; one or two are quicker done here than sent.
_TOGETHER = 8

Item = Document | Failure
_ITEM: TypeAdapter[Item] = TypeAdapter(Item)


def documents(
    articles: Iterable[Article | Failure],
    *,
    cache: Cache | None = None,
    workers: Workers | None = None,
    advance: Callable[[int], None] = lambda _: None,
) -> Iterator[Item]:
    """Extract each article; what cannot be used passes through as a failure. `advance` is told how many are done.

    Without a cache articles are handled one by one; with one, a window at a time. What has markup is extracted by
    `workers`, in processes that have limits, and so is text if there is much of it.
    """
    workers = workers or Workers()
    if cache is None:
        for article in articles:
            yield from _extract([article], workers)
            advance(1)
        return
    stream = iter(articles)
    while some := list(islice(stream, _WINDOW)):
        yield from _window(some, cache, workers)
        advance(len(some))


def fingerprint(document: Document) -> str:
    """Equal for equal documents."""
    return key("document", repr(document)).hex()


def _window(articles: Sequence[Article | Failure], cache: Cache, workers: Workers) -> Iterator[Item]:
    keys = [_key(article) if isinstance(article, Article) else None for article in articles]
    known = cache.get_many([name for name in keys if name])
    found = [_load(known.get(name)) if name else None for name in keys]
    missing = [place for place, item in enumerate(found) if item is None]
    fresh: dict[bytes, bytes] = {}
    for place, item in zip(missing, _extract([articles[place] for place in missing], workers), strict=True):
        found[place], name = item, keys[place]
        if name and not (isinstance(item, Failure) and item.code == CRASHED):
            fresh[name] = _ITEM.dump_json(item)
            # The stored value is also the one returned, so that a first run and a later one agree.
            found[place] = _ITEM.validate_json(fresh[name])
    if fresh:
        cache.put_many(fresh)
    yield from (item for item in found if item is not None)


def _extract(articles: Sequence[Article | Failure], workers: Workers) -> Iterator[Item]:
    """Each article extracted, in order; failures pass through."""
    new = [article for article in articles if isinstance(article, Article)]
    marked = [article for article in new if must_go(article)]
    many = len(new) >= _TOGETHER and workers.worthwhile(len(new) - len(marked))
    abroad = new if many else marked
    answers = workers.extract(abroad) if abroad else iter(())
    away = set(map(id, abroad))
    for article in articles:
        if isinstance(article, Failure):
            yield article
        else:
            yield next(answers) if id(article) in away else attempt(article)


def _key(article: Article) -> bytes:
    """What the document of `article` depends on."""
    return key("document", code_fingerprint(), repr(article))


def _load(content: bytes | None) -> Item | None:
    """What was kept; None if there is nothing or it was damaged."""
    if content is None:
        return None
    try:
        return _ITEM.validate_json(content)
    except ValidationError:
        return None
