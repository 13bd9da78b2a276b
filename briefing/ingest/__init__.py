"""Sources -> articles: folders, files, mail, feeds, pages, JSON lines, standard input.

`read` is the one entry point. What cannot be used becomes a `Failure` in its place; nothing that a source contains
makes it raise.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator

from briefing.config import FetchSettings, SourceSettings
from briefing.ingest import files
from briefing.records import Article, Failure

__all__ = ["is_address", "plain_address", "read"]

# Web addresses, those of feed readers, and folders on a mail server.
_ON_THE_NETWORK = (
    "http://",
    "https://",
    "miniflux+http://",
    "miniflux+https://",
    "freshrss+http://",
    "freshrss+https://",
    "imap://",
    "imaps://",
)
_NO_NETWORK = "needs the network"


def is_address(url: str) -> bool:
    """Whether a source is an address on the network rather than a path."""
    return url.lower().startswith(_ON_THE_NETWORK)


def plain_address(source: SourceSettings) -> SourceSettings:
    """`source` with the http address that a `feed:` address stands for."""
    if not source.url.lower().startswith("feed:"):
        return source
    from briefing.text.canonical_urls_and_article_ids import typed_url

    return source.model_copy(update={"url": typed_url(source.url) or source.url})


def read(
    source: SourceSettings, *, fetch: FetchSettings | None = None, offline: bool = False
) -> Iterator[Article | Failure]:
    """Articles of `source` in a fixed order: paths sorted, a feed's entries in its own order.

    `-` is standard input. With `offline`, an address becomes a `Failure`.
    """
    source = plain_address(source)
    if source.url == "-":
        yield from files.from_bytes(sys.stdin.buffer.read(files.MAX_BYTES + 1), "-", source)
    elif not is_address(source.url):
        yield from files.read(source)
    elif offline:
        yield Failure(source.url, "fetch", _NO_NETWORK, "Run without --offline.")
    else:
        from briefing.ingest import read_address

        yield from read_address.read(source, fetch or FetchSettings())
