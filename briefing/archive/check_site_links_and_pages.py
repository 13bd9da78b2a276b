"""Checks a built archive: broken links, editions without a page, missing pages.

Only the site's own files are read; addresses of other hosts are not tried.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from briefing.archive import urls
from briefing.errors import OutputError

__all__ = ["Fault", "check"]

# It is served at any depth, so its links start at the top of the host and cannot be followed within a folder.
_EVERYWHERE = ("404.html",)


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong with the page at `path`."""

    path: str
    message: str


def check(site: Path, days: Iterable[dt.date]) -> tuple[int, list[Fault]]:
    """How many pages there are, and their faults, in the order of their paths; `days` should each have a page.

    Raises:
        OutputError: there is no archive at `site`.
    """
    if not (site / "index.html").is_file():
        raise OutputError("there is no archive", subject=str(site), hint="Make one with 'briefing archive build'.")
    faults = [
        Fault(urls.day(day), "the edition of this day has no page")
        for day in days
        if not (site / urls.day(day)).is_file()
    ]
    pages = sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))
    for path in pages:
        if path not in _EVERYWHERE:
            faults += _broken(site, path)
    return len(pages), faults


def _broken(site: Path, path: str) -> Iterator[Fault]:
    for link in dict.fromkeys(_parsed(site / path).links):
        parts = urlsplit(link)
        if parts.scheme or parts.netloc:
            continue
        target = unquote(urlsplit(urljoin(f"/{path}", parts.path or f"/{path}")).path).lstrip("/")
        place = site / (target if target and not target.endswith("/") else f"{target}index.html")
        if not place.is_file():
            yield Fault(path, f"links to {link}, which does not exist")
        elif parts.fragment and place.suffix == ".html" and unquote(parts.fragment) not in _parsed(place).ids:
            yield Fault(path, f"links to {link}, but that page has no such anchor")


class _Links(HTMLParser):
    """Collects the addresses and ids of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - the base class's
        """Note the addresses and the id of one element."""
        for name, value in attrs:
            if value is not None and name in ("href", "src"):
                self.links.append(value)
            elif value is not None and name == "id":
                self.ids.add(value)


@lru_cache(maxsize=512)
def _parsed(path: Path) -> _Links:
    parser = _Links()
    parser.feed(path.read_text(encoding="utf-8"))
    return parser
