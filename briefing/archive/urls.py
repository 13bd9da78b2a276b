"""The address of every page of the archive, and the links between pages.

Addresses never change. Links are relative and name `index.html`, so that the site works from any folder of any
host and from disk; addresses that leave the site (feeds, sitemap, OpenGraph) need the configured `base_url`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from briefing.render import escaping

__all__ = ["Links", "absolute", "day", "month", "outlet", "roundup", "story", "topic"]


def day(date: dt.date) -> str:
    """Path of an edition."""
    return f"{date.isoformat()}/index.html"


def month(name: str) -> str:
    """Path of a month, named like `2026-03`."""
    return f"{name}/index.html"


def story(slug: str) -> str:
    """Path of a story line."""
    return f"story/{slug}/index.html"


def roundup(name: str) -> str:
    """Path of a roundup, named like `2026-03-02--2026-03-08`."""
    return f"{name}/index.html"


def outlet(slug: str) -> str:
    """Path of an outlet."""
    return f"outlet/{slug}/index.html"


def topic(slug: str) -> str:
    """Path of a section across the days."""
    return f"topic/{slug}/index.html"


def absolute(base_url: str | None, path: str) -> str | None:
    """The public address of `path`, without `index.html`; None if there is no base address."""
    return f"{base_url.rstrip('/')}/{path.removesuffix('index.html')}" if base_url else None


@dataclass(frozen=True, slots=True)
class Links:
    """What a template of the archive calls `site`: links from one page, at `path`, to the others.

    `lines` are the slugs of stories with a page of their own; `root` leads from the page to the top of the site.
    """

    path: str
    title: str
    lines: Collection[str] = ()
    base_url: str | None = None
    robots: bool = True
    root: str = ""

    @property
    def url(self) -> str | None:
        """The page's own public address."""
        return absolute(self.base_url, self.path)

    @property
    def home(self) -> str:
        """The front page."""
        return f"{self.root}index.html"

    @property
    def all(self) -> str:
        """The page of all months, outlets and topics."""
        return f"{self.root}archive/index.html"

    @property
    def search(self) -> str:
        """The search page."""
        return f"{self.root}search/index.html"

    @property
    def feed(self) -> str:
        """The Atom feed."""
        return f"{self.root}feed.xml"

    @property
    def json_feed(self) -> str:
        """The JSON feed."""
        return f"{self.root}feed.json"

    def day(self, date: dt.date) -> str:
        """An edition."""
        return self.root + day(date)

    def roundup(self, name: str) -> str:
        """A roundup."""
        return self.root + roundup(name)

    def month(self, name: str) -> str:
        """A month."""
        return self.root + month(name)

    def permalink(self, date: dt.date, story_id: str) -> str:
        """A story of one day."""
        return f"{self.root}{day(date)}#{escaping.slug(story_id)}"

    def line(self, story_id: str) -> str | None:
        """The page of a story line, where the story has been in more than one edition."""
        slug = escaping.slug(story_id)
        return self.root + story(slug) if slug in self.lines else None

    def outlet(self, name: str) -> str:
        """The page of an outlet."""
        return self.root + outlet(escaping.slug(escaping.one_line(name)))

    def topic(self, name: str) -> str:
        """The page of a section across the days."""
        return self.root + topic(escaping.slug(escaping.one_line(name)))
