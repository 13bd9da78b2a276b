"""The starter pack: well-known public feeds by topic and country, as the OPML list beside this module names them.

Addresses only, written down without asking the network; 'briefing feeds check --now' tells which answer.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources
from xml.etree import ElementTree as ET

from briefing.config import SourceSettings

__all__ = ["StarterFeed", "as_sources", "choose", "countries", "load", "topics"]

_FILE = "starter_feeds.opml"


@dataclass(frozen=True, slots=True)
class StarterFeed:
    """One feed; `topic` is its folder in the list, `country` an ISO 3166 code in lower case or "int"."""

    topic: str
    country: str
    language: str
    name: str
    url: str


@cache
def load() -> tuple[StarterFeed, ...]:
    """Every feed of the pack, in the order of the list."""
    text = resources.files("briefing.ingest").joinpath(_FILE).read_text(encoding="utf-8")
    # Our own file, not a stranger's.
    body = ET.fromstring(text).find("body")  # noqa: S314
    return tuple(
        StarterFeed(folder.attrib["text"], *(feed.attrib[name] for name in ("country", "language", "text", "xmlUrl")))
        for folder in (body if body is not None else ())
        for feed in folder
    )


def topics() -> tuple[str, ...]:
    """The topics of the pack."""
    return tuple(dict.fromkeys(feed.topic for feed in load()))


def countries() -> tuple[str, ...]:
    """The countries of the pack, sorted."""
    return tuple(sorted({feed.country for feed in load()}))


def choose(wanted: Collection[str], places: Collection[str]) -> list[StarterFeed]:
    """The feeds of these topics and countries, in any case; where none is named, of all."""
    names, codes = {each.casefold() for each in wanted}, {each.casefold() for each in places}
    return [
        feed
        for feed in load()
        if (not names or feed.topic.casefold() in names) and (not codes or feed.country in codes)
    ]


def as_sources(feeds: Iterable[StarterFeed]) -> list[SourceSettings]:
    """Feeds as sources, with their topics as sections."""
    return [
        SourceSettings(url=feed.url, name=feed.name, section=feed.topic, pattern="**/*", trusted=False)
        for feed in feeds
    ]
