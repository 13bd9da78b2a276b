"""Keeps the static archive in `site/`: reads the edition files, writes the pages that changed, and checks the result.

A hidden file in the site remembers what each page was made of. Pages are replaced one by one, new ones first, so that
the site works at every moment and no link leads to a page that does not exist yet. Files that this program did not
write are never touched.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import re
import shutil
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from briefing.archive import edition_index as site_index
from briefing.archive import plan_and_render_pages as archive
from briefing.archive import search_index as search_index
from briefing.archive.edition_index import Entry, Index
from briefing.config import Settings
from briefing.edition import edition_json as edition_json
from briefing.errors import FormatError, OutputError
from briefing.records import Edition, Failure
from briefing.render import output_formats, template_context
from briefing.runtime import prompt_and_template_folders, read_ordinary_files
from briefing.runtime.code_fingerprint import page_fingerprint
from briefing.runtime.run_lock import only_run

__all__ = ["Archived", "build", "edition_files", "site_folder", "update"]

_MEMORY = ".briefing-site.json"
_MEMORY_VERSION = 1
# Editions kept parsed: the front page, the feeds and the story lines mostly ask for the same few.
_LOADED = 8


@dataclass(frozen=True, slots=True)
class Archived:
    """What an update did: how many files were written, left alone and removed; editions that could not be used."""

    folder: Path
    editions: int
    written: int
    unchanged: int
    removed: int
    failures: tuple[Failure, ...] = ()


@dataclass(frozen=True)
class _Memory:
    """What the site was made of: entries by day, and the key of every page and every part of the search index."""

    entries: dict[str, Entry] = field(default_factory=dict)
    pages: dict[str, str] = field(default_factory=dict)
    search: dict[str, str] = field(default_factory=dict)
    version: int = _MEMORY_VERSION


def site_folder(folder: Path) -> Path:
    """Where the archive of an output folder is."""
    return folder / "site"


def edition_files(folder: Path) -> dict[dt.date, Path]:
    """The edition file of each day below an output folder, oldest first."""
    found = {}
    for path in sorted(folder.glob("????-??-??/briefing.json")):
        with suppress(ValueError):
            found[dt.date.fromisoformat(path.parent.name)] = path
    return found


def roundup_files(folder: Path) -> dict[str, Path]:
    """The file of each roundup below an output folder, by its name, the first to end first."""
    found = {path.parent.name: path for path in folder.glob("????-??-??--????-??-??/briefing.json")}
    return dict(sorted(found.items(), key=lambda item: (item[0].partition("--")[2], item[0])))


def build(folder: Path, settings: Settings, *, everything: bool = False) -> Archived:
    """Bring the archive of `folder` up to date, as the only run in it; see `update`."""
    if not folder.is_dir():
        raise OutputError("no such folder", subject=str(folder), hint="Build an edition first, or choose one with -o.")
    with only_run(folder):
        return update(folder, settings, everything=everything)


def update(folder: Path, settings: Settings, *, everything: bool = False) -> Archived:
    """Write the pages that changed; with `everything` make every page again. Without an edition nothing is written.

    An edition that cannot be read is a failure of the result; what the site has of it stays.

    Raises:
        OutputError: the site cannot be written.
        AssetError: a template fails; the site is as it was.
    """
    target = site_folder(folder)
    memory = _recall(target)
    dailies = {day.isoformat(): path for day, path in edition_files(folder).items()}
    entries, failures = _entries(dailies, memory)
    roundups, unread = _entries(roundup_files(folder), memory)
    failures += unread
    if not entries:
        return Archived(target, 0, 0, 0, 0, tuple(failures))
    templates = output_formats.theme(settings.output.templates)
    parts = search_index.shards(entries) if settings.archive.search and search_index.available() else {}
    site = archive.Site(
        index=Index(tuple(entries)),
        roundups=tuple(roundups),
        load=_loader(folder),
        settings=settings.archive,
        fingerprint=archive.fingerprint(
            settings.archive, prompt_and_template_folders.search_path("templates", templates)
        ),
        css=template_context.read_css(templates),
        templates=templates,
        shards=tuple(parts),
        empty_in_feeds=settings.briefing.empty_editions,
    )
    try:
        pages = list(archive.plan(site))
        known = _Memory() if everything else memory
        # Pagefind is another process. All pages but the one that needs the index are made while it runs.
        with ThreadPoolExecutor(1) as beside:
            searching = beside.submit(_write_search, target, parts, known.search, _loader(folder))
            written = _write_pages(target, [page for page in pages if page.path != archive.SEARCH], known.pages)
            search = searching.result()
        written += _write_pages(target, [page for page in pages if page.path == archive.SEARCH], known.pages)
        keys = {page.path: page.key for page in pages}
        # What an unreadable edition had in the site is not known. Its pages link to others, so all of them stay.
        removed = 0 if failures else _remove(target, memory, set(keys), set(parts))
        days = {item.name: item for item in (*entries, *roundups)}
        _remember(target, _Memory(days, {**memory.pages, **keys} if failures else keys, search))
    except OSError as error:
        raise OutputError(
            "the archive cannot be written", subject=str(error.filename or target), hint="Check space and permissions."
        ) from error
    return Archived(target, len(entries), written, len(pages) - written, removed, tuple(failures))


def _entries(files: Mapping[str, Path], memory: _Memory) -> tuple[list[Entry], list[Failure]]:
    """An entry for each edition file, read again only if its bytes or the program have changed."""
    entries, failures = [], []
    for name, path in files.items():
        try:
            content = read_ordinary_files.read_bytes(path)
            digest = hashlib.sha256(page_fingerprint().encode() + content).hexdigest()
            known = memory.entries.get(name)
            if known is None or known.digest != digest:
                known = site_index.entry(_dated(edition_json.load(content, subject=str(path)), name, path), digest)
            entries.append(known)
        except FormatError as error:
            failures.append(Failure(name, error.code, str(error), error.hint))
        except OSError as error:
            failures.append(Failure(name, OutputError.code, f"{path} cannot be read ({error.strerror})"))
    return entries, failures


def _dated(edition: Edition, name: str, path: Path) -> Edition:
    """The edition, if it is the one of the day its folder is named after."""
    if edition.name != name:
        raise FormatError(
            f"is the edition of {edition.name}, not of the day its folder is named after", subject=str(path)
        )
    return edition


def _loader(folder: Path) -> Callable[[str], Edition]:
    @lru_cache(maxsize=_LOADED)
    def load(name: str) -> Edition:
        path = folder / name / "briefing.json"
        return edition_json.load(path.read_bytes(), subject=str(path))

    return load


def _write_search(
    target: Path, parts: Mapping[str, list[Entry]], known: Mapping[str, str], load: Callable[[str], Edition]
) -> dict[str, str]:
    """Make the parts whose editions changed; the keys of all."""
    keys = {}
    for name, entries in parts.items():
        language = entries[-1].language
        whole = "\0".join((language, *(item.digest for item in entries)))
        keys[name] = hashlib.sha256(whole.encode()).hexdigest()[:20]
        place = target / "pagefind" / name
        if known.get(name) != keys[name] or not (place / "pagefind.js").is_file():
            found = (record for item in entries for record in search_index.records(load(item.name)))
            search_index.write(place, found, language)
    return keys


def _write_pages(target: Path, pages: Iterable[archive.Page], known: Mapping[str, str]) -> int:
    """Make and write the pages whose key has changed; those that do not exist yet come first."""
    due = [page for page in pages if known.get(page.path) != page.key or not (target / page.path).is_file()]
    due.sort(key=lambda page: (target / page.path).is_file())
    return sum(_replace(target / page.path, page.make()) for page in due)


def _replace(path: Path, content: bytes) -> bool:
    """Write `content` to `path` in one step; False if it has that content already."""
    with suppress(OSError):
        if path.stat().st_size == len(content) and path.read_bytes() == content:
            return False
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        temporary.write_bytes(content)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
    return True


def _remove(target: Path, memory: _Memory, pages: set[str], parts: set[str]) -> int:
    """Delete our own pages and indexes that are no longer part of the site."""
    gone = [path for path in memory.pages if path not in pages]
    for path in gone:
        (target / path).unlink(missing_ok=True)
        with suppress(OSError):
            (target / path).parent.rmdir()
    for name in memory.search.keys() - parts:
        shutil.rmtree(target / "pagefind" / name, ignore_errors=True)
    return len(gone)


@lru_cache(maxsize=1)
def _adapter() -> TypeAdapter[_Memory]:
    return TypeAdapter(_Memory)


def _recall(target: Path) -> _Memory:
    """What the site was made of; empty if that is unknown, and then every page is made again."""
    try:
        content = (target / _MEMORY).read_bytes()
        if json.loads(content).get("version") != _MEMORY_VERSION:
            return _Memory()
        memory = _adapter().validate_json(content)
    except (OSError, ValueError, AttributeError, ValidationError):
        return _Memory()
    safe = {path: key for path, key in memory.pages.items() if _inside(path)}
    return _Memory(memory.entries, safe, {name: key for name, key in memory.search.items() if _inside(name)})


def _inside(path: str) -> bool:
    """Whether a path from the site's memory stays below the site, even if somebody has edited that file."""
    return re.fullmatch(r"[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*", path) is not None


def _remember(target: Path, memory: _Memory) -> None:
    _replace(target / _MEMORY, _adapter().dump_json(memory) + b"\n")
