"""Editions -> a full-text index that a browser searches without a server, made by Pagefind if it is installed.

A record is a story of one day. Pagefind always writes a whole index, so the archive has one for each past
year and one for each month of the latest year; the search page merges them. A new day then costs only one month.
"""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path

from briefing.archive import urls
from briefing.archive.edition_index import Entry
from briefing.errors import OutputError
from briefing.language.spellings_for_search import other_spellings
from briefing.records import Citation, Edition, Story
from briefing.render import escaping

__all__ = ["Record", "available", "records", "shards", "write"]

_TIMEOUT = 300.0
# Ready-made interfaces that come with every index; the archive has its own page.
# What follows it is found and not shown (`templates/site/search.js`).
_UNSEEN = "\u2042"
_UNUSED = ("pagefind-ui.", "pagefind-modular-ui.", "pagefind-component-ui.", "pagefind-highlight.")


@dataclass(frozen=True, slots=True)
class Record:
    """What can be found: `content` is searched, `title`, `date` and `outlets` are shown."""

    url: str
    title: str
    content: str
    date: str
    outlets: tuple[str, ...]
    section: str


def available() -> bool:
    """Whether the extra `search` is installed: Pagefind, its program, and the reader of its files."""
    return all(importlib.util.find_spec(name) for name in ("pagefind", "pagefind_bin", "cbor2"))


def shards(entries: Iterable[Entry]) -> dict[str, list[Entry]]:
    """Name of each part of the index -> its editions; one without a story has nothing to be found."""
    ordered = [item for item in entries if item.stories]
    latest = ordered[-1].date.year if ordered else 0
    found: dict[str, list[Entry]] = {}
    for item in ordered:
        found.setdefault(f"{item.date:%Y-%m}" if item.date.year == latest else f"{item.date:%Y}", []).append(item)
    return found


def records(edition: Edition) -> Iterator[Record]:
    """One record for each story of `edition`."""
    outlets = {article.id: article.outlet for article in edition.articles}
    for section in edition.sections:
        for story in section.stories:
            named = dict.fromkeys(outlets.get(article_id) for article_id in story.article_ids)
            yield Record(
                url=f"{urls.day(edition.date)}#{escaping.slug(story.id)}",
                title=escaping.one_line(story.headline),
                content=_words(story),
                date=edition.date.isoformat(),
                outlets=tuple(escaping.one_line(name) for name in named if name),
                section=escaping.one_line(section.name),
            )


def write(target: Path, found: Iterable[Record], language: str) -> None:
    """Write the index of `found` to the folder `target`, replacing an earlier one only when the new one is whole.

    Raises:
        OutputError: Pagefind failed or the folder cannot be written.
    """
    from briefing.archive import reproducible_search_index

    target.parent.mkdir(parents=True, exist_ok=True)
    # Pagefind survives a run that is killed; what it still writes then must not end up in the site.
    place = Path(tempfile.mkdtemp(prefix="briefing-search-"))
    staged = Path(tempfile.mkdtemp(prefix=".search-", dir=target.parent))
    try:
        for record in found:
            _page(place / "pages", record)
        _run(place, language)
        for path in (place / "made").iterdir():
            if path.name.startswith(_UNUSED):
                path.unlink()
        reproducible_search_index.settle(place / "made")
        shutil.copytree(place / "made", staged / "made")
        _swap(staged, target)
    except subprocess.SubprocessError as error:
        said = (getattr(error, "output", "") or "").strip().splitlines()
        raise OutputError(
            f"the search index cannot be made: {said[-1] if said else type(error).__name__}",
            subject=str(target),
            hint="Set archive.search = false to go without.",
        ) from error
    finally:
        shutil.rmtree(place, ignore_errors=True)
        shutil.rmtree(staged, ignore_errors=True)


def _run(place: Path, language: str) -> None:
    # One language for the whole index: Pagefind otherwise searches only the stories in the language of the page.
    # Its Python interface takes a tenth of a second for each record; its program reads a thousand pages a second.
    arguments = ["--site", str(place / "pages"), "--output-path", str(place / "made"), "--force-language", language]
    subprocess.run(  # noqa: S603 - our own interpreter, folders of ours
        [sys.executable, "-m", "pagefind", *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=_TIMEOUT,
        check=True,
        encoding="utf-8",
        errors="replace",
    )


def _page(folder: Path, record: Record) -> None:
    """A page for Pagefind to read, which no reader sees; the search page links to `record.url` instead."""
    day, _, name = record.url.partition("/index.html#")
    path = folder / day / f"{name}.html"
    path.parent.mkdir(parents=True, exist_ok=True)
    shown = {"date": record.date, "outlets": ", ".join(record.outlets), "link": record.url}
    marks = [f'<i data-pagefind-meta="{key}[title]" title="{escape(value)}"></i>' for key, value in shown.items()]
    filters = [("section", record.section), ("month", record.date[:7]), *(("outlet", name) for name in record.outlets)]
    marks += [f'<i data-pagefind-filter="{key}[title]" title="{escape(value)}"></i>' for key, value in filters]
    marks.append(f'<i data-pagefind-sort="date[title]" title="{record.date}"></i>')
    body = "".join(f"<p>{escape(line)}</p>" for line in record.content.split("\n"))
    if spellings := other_spellings(f"{record.title}\n{record.content}\n{' '.join(record.outlets)}"):
        body += f"<p>{_UNSEEN} {escape(' '.join(spellings))}</p>"
    heading = f"<h1>{escape(record.title)}</h1>"
    path.write_text(
        f"<!doctype html><html><body data-pagefind-body>{''.join(marks)}{heading}{body}</body></html>", encoding="utf-8"
    )


def _words(story: Story) -> str:
    """Points, changes, conflicts, and the passages they were taken from; each once."""
    passages = []
    told: list[tuple[str, tuple[Citation, ...]]] = [(story.translation.original, ())] if story.translation else []
    told += [(point.text, point.citations) for point in story.points]
    told += [(change.text, change.citations) for change in story.changes]
    for text, citations in told:
        passages += [text, *(citation.quote for citation in citations)]
    for conflict in story.conflicts:
        passages += [conflict.fact, *(claim.value for claim in conflict.claims)]
    return "\n".join(dict.fromkeys(escaping.one_line(passage) for passage in passages))


def _swap(place: Path, old: Path) -> None:
    """Put the new index in the place of `old`; it is missing only between the two renames."""
    if old.exists():
        old.rename(place / "old")
    (place / "made").rename(old)
