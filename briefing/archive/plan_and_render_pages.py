"""Plans and renders the pages of the static site: what every page is made of, and how to make it from editions.

Each page of the plan carries a key, a hash of everything that goes into it. The writer makes only the pages whose key
has changed. Since a page is a function of what is in its key, a site that grew day by day has the same bytes as one
built at once.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment

from briefing.archive import atom_and_json_feeds, sitemap_and_robots, urls
from briefing.archive.edition_index import Appearance, Entry, Index
from briefing.archive.urls import Links
from briefing.config import ArchiveSettings
from briefing.records import Edition
from briefing.render import escaping, jinja_environment, template_context
from briefing.runtime.code_fingerprint import page_fingerprint

__all__ = ["SEARCH", "Page", "Site", "fingerprint", "plan"]

SEARCH = "search/index.html"
"""Path of the one page that needs the search index to be there."""

_RECENT = 7
# Longest list of stories on the page of an outlet or topic; older ones are found through the months.
_LISTED = 100
_SEARCH_POLICY = {"script-src": "'self' 'wasm-unsafe-eval'", "connect-src": "'self'"}


@dataclass(frozen=True, slots=True)
class Page:
    """One file of the site, relative to its top; `make` gives its bytes."""

    path: str
    key: str
    make: Callable[[], bytes]


@dataclass(frozen=True)
class Site:
    """Everything the pages are made of. `load` reads one edition; `shards` names the parts of the search index;
    `empty_in_feeds` says whether the feeds list editions without a story.
    """

    index: Index
    load: Callable[[str], Edition]
    settings: ArchiveSettings
    fingerprint: str
    css: str
    templates: Path | None = None
    roundups: tuple[Entry, ...] = ()
    shards: tuple[str, ...] = ()
    empty_in_feeds: bool = False

    @property
    def last(self) -> Entry:
        """The latest edition."""
        return self.index.entries[-1]

    def env(self, item: Entry) -> Environment:
        """The environment for a page in an edition's language and time zone."""
        return jinja_environment.environment("html", item.language, item.timezone, self.templates)

    def links(self, path: str, title: str) -> Links:
        """Links from the page at `path`."""
        root = "../" * path.count("/")
        return Links(path, title, self.index.lines, self.settings.base_url, self.settings.robots, root)

    def page(self, path: str, parts: object, make: Callable[[], str]) -> Page:
        """A page made by `make` from `parts`, whose printed form is its key."""
        key = hashlib.sha256(f"{self.fingerprint}\0{path}\0{parts!r}".encode(errors="replace")).hexdigest()[:20]
        return Page(path, key, lambda: make().encode())


def fingerprint(settings: ArchiveSettings, folders: Sequence[Path]) -> str:
    """A hash of the program, the settings and every template: what all pages depend on."""
    digest = hashlib.sha256(f"{page_fingerprint()}\0{settings.model_dump_json()}".encode())
    for folder in folders:
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def plan(site: Site) -> Iterator[Page]:
    """Every page; a page comes after those it links to; the front page and what points robots to it come last."""
    yield from _days(site)
    yield from _roundups(site)
    yield from _lines(site)
    yield from _lists(site)
    yield from _months(site)
    yield from _fixed(site)


def _days(site: Site) -> Iterator[Page]:
    entries = site.index.entries
    for number, item in enumerate(entries):
        before = entries[number - 1].date if number else None
        after = entries[number + 1].date if number + 1 < len(entries) else None
        lines = [story.slug for story in item.stories if story.slug in site.index.lines]
        path = urls.day(item.date)
        make = partial(_day, site, path, item, before, after, ())
        yield site.page(path, (item.digest, before, after, lines), make)


def _day(
    site: Site, path: str, item: Entry, before: dt.date | None, after: dt.date | None, recent: Sequence[Entry]
) -> str:
    edition = site.load(item.name)
    values = template_context.page_context(edition, css=site.css) | {
        "site": site.links(path, item.title),
        "permalink": urls.absolute(site.settings.base_url, urls.roundup(item.name)),
        "before": before,
        "after": after,
        "recent": recent,
    }
    return jinja_environment.render(site.env(item), "site/day.html.j2", values)


def _roundups(site: Site) -> Iterator[Page]:
    for item in site.roundups:
        lines = [story.slug for story in item.stories if story.slug in site.index.lines]
        path = urls.roundup(item.name)
        yield site.page(path, (item.digest, lines), partial(_day, site, path, item, None, None, ()))


def _lines(site: Site) -> Iterator[Page]:
    by_day = {item.date: item for item in site.index.entries}
    for slug, days in site.index.lines.items():
        path = urls.story(slug)
        newest = by_day[days[-1].date]
        yield site.page(path, (newest.digest, days), partial(_line, site, path, slug, days, newest))


def _line(site: Site, path: str, slug: str, days: tuple[Appearance, ...], newest: Entry) -> str:
    edition = site.load(newest.name)
    story = next(story for story in edition.stories if escaping.slug(story.id) == slug)
    values = template_context.page_context(edition, css=site.css) | {
        "site": site.links(path, newest.title),
        "story": story,
        "days": days,
        "bars": template_context.spark(site.index.timeline(slug), newest.date),
    }
    return jinja_environment.render(site.env(newest), "site/story.html.j2", values)


def _lists(site: Site) -> Iterator[Page]:
    groups = (("outlet", urls.outlet, site.index.outlets), ("topic", urls.topic, site.index.topics))
    for kind, place, found in groups:
        for slug, (name, days) in found.items():
            shown = days[: -_LISTED - 1 : -1]
            values = {"kind": kind, "name": name, "days": shown, "count": len(days), "first": days[0].date}
            lines = [day.story.slug for day in shown if day.story.slug in site.index.lines]
            yield _index_page(site, place(slug), "site/list.html.j2", values, lines)


def _months(site: Site) -> Iterator[Page]:
    names = list(site.index.months)
    for number, name in enumerate(names):
        values = {
            "name": name,
            "entries": site.index.months[name],
            "before": names[number - 1] if number else None,
            "after": names[number + 1] if number + 1 < len(names) else None,
        }
        yield _index_page(site, urls.month(name), "site/month.html.j2", values)


def _fixed(site: Site) -> Iterator[Page]:
    counted = {
        "months": tuple((name, len(items)) for name, items in reversed(site.index.months.items())),
        "outlets": tuple((name, len(days)) for name, days in site.index.outlets.values()),
        "topics": tuple((name, len(days)) for name, days in site.index.topics.values()),
        "roundups": site.roundups[::-1],
    }
    yield _index_page(site, "archive/index.html", "site/archive.html.j2", counted)
    yield _index_page(site, SEARCH, "site/search.html.j2", {"shards": site.shards}, policy=_SEARCH_POLICY)
    script = partial(template_context.read_asset, "site/search.js", site.templates)
    yield site.page("search/search.js", (), script)
    base = urlsplit(site.settings.base_url).path.rstrip("/") + "/" if site.settings.base_url else "/"
    yield _index_page(site, "404.html", "site/404.html.j2", {"top": base})
    recent = site.index.entries[: -_RECENT - 2 : -1]
    yield site.page(
        "index.html",
        (site.last.digest, recent, [story.slug in site.index.lines for story in site.last.stories]),
        partial(_day, site, "index.html", site.last, recent[1].date if len(recent) > 1 else None, None, recent[1:]),
    )
    yield from _for_machines(site)


def _for_machines(site: Site) -> Iterator[Page]:
    told = [item for item in site.index.entries if item.stories or site.empty_in_feeds]
    newest = told[: -site.settings.feed_entries - 1 : -1]
    base_url = site.settings.base_url
    parts = (site.last.digest, *(item.digest for item in newest))
    yield site.page("feed.xml", parts, lambda: atom_and_json_feeds.atom(site.last, newest, site.load, base_url))
    yield site.page("feed.json", parts, lambda: atom_and_json_feeds.json_feed(site.last, newest, site.load, base_url))
    yield site.page("robots.txt", (), lambda: sitemap_and_robots.robots(base_url, allow=site.settings.robots))
    if base_url:
        paths = [(urls.day(item.date), item.published) for item in site.index.entries]
        paths += [(urls.roundup(item.name), item.published) for item in site.roundups]
        paths += [(urls.month(name), items[-1].published) for name, items in site.index.months.items()]
        by_day = {item.date: item.published for item in site.index.entries}
        paths += [(urls.story(slug), by_day[days[-1].date]) for slug, days in site.index.lines.items()]
        paths.append(("index.html", site.last.published))
        yield site.page("sitemap.xml", paths, lambda: sitemap_and_robots.sitemap(paths, base_url))


def _index_page(
    site: Site,
    path: str,
    template: str,
    values: dict[str, Any],
    lines: Sequence[str] = (),
    policy: dict[str, str] | None = None,
) -> Page:
    """A page made of entries alone, in the language of the latest edition."""
    last = site.last

    def make() -> str:
        names = {
            "context_version": template_context.CONTEXT_VERSION,
            "site": site.links(path, last.title),
            **template_context.style(site.css, policy),
            **values,
        }
        return jinja_environment.render(site.env(last), template, names)

    return site.page(path, (last.title, last.language, last.timezone, values, lines), make)
