"""Editions -> what the pages of the archive need to know about each other.

An `Entry` holds the few things of an edition that other pages print (its headlines, outlets, sections), so that adding
a day to a thousand others reads one edition and not a thousand.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property

from briefing.records import Edition, Status, Story, TimelineEntry
from briefing.render import escaping

__all__ = ["Appearance", "Entry", "Index", "StoryEntry", "entry"]


@dataclass(frozen=True, slots=True)
class StoryEntry:
    """A story of one day, as index pages print it."""

    id: str
    headline: str
    status: Status
    section: str
    outlets: tuple[str, ...]
    articles: int
    changes: tuple[str, ...] = ()

    @property
    def slug(self) -> str:
        """Name of the story in paths and anchors."""
        return escaping.slug(self.id)


@dataclass(frozen=True, slots=True)
class Entry:
    """An edition, as index pages print it. `digest` changes with its JSON and with the program."""

    date: dt.date
    digest: str
    title: str
    headline: str
    language: str
    timezone: str
    published: dt.datetime
    minutes: int
    articles: int
    stories: tuple[StoryEntry, ...]
    # The first day of a roundup.
    first: dt.date | None = None

    @property
    def name(self) -> str:
        """Its folder, in the output and on the site."""
        return f"{self.first.isoformat()}--{self.date.isoformat()}" if self.first else self.date.isoformat()


@dataclass(frozen=True, slots=True)
class Appearance:
    """A story on one day."""

    date: dt.date
    story: StoryEntry


@dataclass(frozen=True)
class Index:
    """All entries, oldest first, with indexes across them."""

    entries: tuple[Entry, ...]

    @cached_property
    def months(self) -> dict[str, tuple[Entry, ...]]:
        """`2026-03` -> its entries, oldest month first."""
        found: dict[str, list[Entry]] = {}
        for item in self.entries:
            found.setdefault(f"{item.date:%Y-%m}", []).append(item)
        return {month: tuple(items) for month, items in found.items()}

    @cached_property
    def lines(self) -> dict[str, tuple[Appearance, ...]]:
        """Story slug -> its days, oldest first, for every story that was in two editions or more."""
        found: dict[str, list[Appearance]] = {}
        for item in self.entries:
            for story in item.stories:
                found.setdefault(story.slug, []).append(Appearance(item.date, story))
        return {slug: tuple(days) for slug, days in found.items() if len(days) > 1}

    @cached_property
    def outlets(self) -> dict[str, tuple[str, tuple[Appearance, ...]]]:
        """Outlet slug -> its latest name, and the stories that cite it, oldest first."""
        return self._grouped(lambda story: story.outlets)

    @cached_property
    def topics(self) -> dict[str, tuple[str, tuple[Appearance, ...]]]:
        """Section slug -> its latest name, and its stories, oldest first."""
        return self._grouped(lambda story: (story.section,))

    def timeline(self, slug: str) -> tuple[TimelineEntry, ...]:
        """The days of a story line."""
        return tuple(TimelineEntry(day.date, day.story.headline, day.story.articles) for day in self.lines[slug])

    def _grouped(self, names: Callable[[StoryEntry], Iterable[str]]) -> dict[str, tuple[str, tuple[Appearance, ...]]]:
        found: dict[str, tuple[str, list[Appearance]]] = {}
        for item in self.entries:
            for story in item.stories:
                for name in names(story):
                    slug = escaping.slug(name)
                    found[slug] = (name, found[slug][1] if slug in found else [])
                    found[slug][1].append(Appearance(item.date, story))
        return {slug: (name, tuple(days)) for slug, (name, days) in sorted(found.items())}


def entry(edition: Edition, digest: str) -> Entry:
    """What index pages print of `edition`."""
    outlets = {article.id: article.outlet for article in edition.articles}
    return Entry(
        date=edition.date,
        digest=digest,
        title=escaping.one_line(edition.title),
        headline=escaping.one_line(edition.headline),
        language=edition.language,
        timezone=edition.timezone,
        published=edition.published,
        minutes=edition.reading_minutes,
        articles=edition.coverage.used,
        stories=tuple(
            _story(story, escaping.one_line(section.name), outlets)
            for section in edition.sections
            for story in section.stories
        ),
        first=edition.first,
    )


def _story(story: Story, section: str, outlets: dict[str, str | None]) -> StoryEntry:
    named = (outlets.get(article_id) for article_id in story.article_ids)
    return StoryEntry(
        id=story.id,
        headline=escaping.one_line(story.headline),
        status=story.status,
        section=section,
        outlets=tuple(dict.fromkeys(escaping.one_line(name) for name in named if name)),
        articles=len(story.article_ids),
        changes=tuple(escaping.one_line(change.text) for change in story.changes),
    )
