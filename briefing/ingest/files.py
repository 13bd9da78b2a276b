"""Folders and files -> articles.

A folder is read in sorted order whatever the file system says. `Article.source` is the path relative to the folder that
holds the named source, so that outputs do not depend on where the files are.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from fnmatch import fnmatch
from pathlib import Path, PurePosixPath

from briefing.config import SourceSettings
from briefing.errors import ArticleError, BriefingError, FormatError, SourceError
from briefing.ingest import (
    feed_entries_to_articles_and_ids,
    jsonfeed,
    jsonl_articles_and_claims,
    mail_to_articles,
    parse_rss_and_atom,
    text_and_markdown,
    wrap_page_html_as_article,
)
from briefing.ingest.sniff_format import Format, sniff
from briefing.records import Article, Failure
from briefing.runtime import read_ordinary_files, run_under_limits
from briefing.text.canonical_urls_and_article_ids import article_id
from briefing.text.decode_and_clean import clean, decode

__all__ = ["MAX_BYTES", "as_failure", "from_bytes", "read"]

# Largest file read. The Bible has 4.5 MB, the largest page in our corpus 3 MB; mailboxes are read message by message.
MAX_BYTES = 20_000_000
# Bytes of a text that is read in this process, three times the longest feature; to start another takes half a second.
_PLAIN = 100_000
_IGNORED_FOLDERS = {"outputs", "__pycache__", "node_modules"}
_IGNORED_NAMES = {"readme", "license", "licence", "notice", "changelog", "thumbs"}
# Beside a saved page, browsers put its pictures and scripts into such a folder.
_PAGE_PARTS = ("_files", ".files", "_fichiers", "-dateien")
_KINDS = "text, Markdown, HTML, RSS, Atom, JSON Feed, .eml, mbox, JSON lines, PDF or DOCX"


def as_failure(error: BriefingError, subject: str) -> Failure:
    """The value in the coverage footer for an error about one source or article."""
    cause = error.__cause__
    message = f"{error.message} ({' '.join(str(cause).split())[:200]})" if cause and str(cause) else error.message
    return Failure(error.subject or subject, error.code, message, error.hint)


def read(source: SourceSettings) -> Iterator[Article | Failure]:
    """Articles of the folder or file that `source` names."""
    path = Path(source.url).expanduser()
    try:
        root = path.resolve()
        if root.is_dir():
            yield from _folder(root, source)
        elif root.exists():
            yield from _file(root, root.name, source)
        else:
            yield Failure(source.url, "source", "does not exist", "Check the path.")
    except OSError as error:
        yield Failure(source.url, "source", f"cannot be read ({error.strerror})", "Check its permissions.")


def from_bytes(data: bytes, name: str, source: SourceSettings) -> Iterator[Article | Failure]:
    """Articles in `data`, whose file name is `name`. Failures come out as values."""
    try:
        kind = _kind(data, name)
        match kind:
            case "mbox":
                yield from mail_to_articles.mbox_bytes(data, name, source)
            case "pdf" | "docx":
                from briefing.ingest import read_pdf_and_docx

                yield read_pdf_and_docx.parse(data, kind, name=name, source=source)
            case "text" if _is_plain(data):
                yield from _articles(data, kind, name, source)
            case _:
                yield from run_under_limits.call(_parsed, data, kind, name, source, subject=name, size=len(data))
    except BriefingError as error:
        yield as_failure(error, name)


def _parsed(data: bytes, kind: Format, name: str, source: SourceSettings) -> list[Article | Failure]:
    """The articles in `data`, in a process that has limits."""
    try:
        return list(_articles(data, kind, name, source))
    except BriefingError as error:
        # Its cause may not be fit for the way back.
        return [as_failure(error, name)]


def _is_plain(data: bytes) -> bool:
    """Whether a text is short UTF-8 without front matter: then no parser sees it, and no process need be started."""
    try:
        return len(data) <= _PLAIN and not data.decode("utf-8-sig").lstrip().startswith("---")
    except UnicodeDecodeError:
        return False


def _folder(root: Path, source: SourceSettings) -> Iterator[Article | Failure]:
    if mail_to_articles.is_maildir(root):
        yield from mail_to_articles.maildir(root, root.name, source)
        return
    found = False
    unreadable: list[OSError] = []
    for path in _walk(root, unreadable.append):
        inside = path.relative_to(root).as_posix()
        if _matches(inside, source.pattern):
            found = True
            yield from _file(path, f"{root.name}/{inside}", source)
    for error in unreadable:
        inside = Path(str(error.filename)).relative_to(root).as_posix()
        yield Failure(f"{root.name}/{inside}", "source", f"cannot be read ({error.strerror})", "Check its permissions.")
    if not found and not unreadable:
        yield Failure(source.url, "source", "there is no article in it", f"Put files into it: {_KINDS}.")


def _walk(root: Path, refused: Callable[[OSError], None]) -> list[Path]:
    """Files below `root` worth looking at, sorted; links to folders are not followed, so there are no loops.

    `refused` is told of each folder that cannot be read.
    """
    files: list[Path] = []
    for folder, folders, names in os.walk(root, onerror=refused):
        folders[:] = [name for name in folders if not _ignored_folder(name)]
        files += [Path(folder, name) for name in names if not _ignored_name(name)]
    return sorted(files, key=lambda path: path.relative_to(root).as_posix())


def _ignored_folder(name: str) -> bool:
    return name.startswith(".") or name.lower() in _IGNORED_FOLDERS or name.lower().endswith(_PAGE_PARTS)


def _ignored_name(name: str) -> bool:
    # briefing.toml is this program's own configuration.
    return (
        name == "briefing.toml"
        or name.startswith((".", "~"))
        or name.endswith("~")
        or PurePosixPath(name.lower()).stem in _IGNORED_NAMES
    )


def _matches(path: str, pattern: str) -> bool:
    """Glob with `**/` for any number of folders, none included."""
    if pattern in ("**/*", "**", "*"):
        return True
    return fnmatch(path, pattern) or (pattern.startswith("**/") and fnmatch(path, pattern[3:]))


def _file(path: Path, name: str, source: SourceSettings) -> Iterator[Article | Failure]:
    try:
        if not path.is_file():
            raise SourceError("is not an ordinary file", subject=name, hint="Remove it, or name a file instead.")
        data = read_ordinary_files.read_bytes(path, MAX_BYTES + 1)
        if len(data) > MAX_BYTES and sniff(data, name) == "mbox":
            yield from mail_to_articles.mbox(path, name, source)
            return
    except SourceError as error:
        yield as_failure(error, name)
    except OSError as error:
        yield Failure(name, "source", f"cannot be read ({error.strerror})", "Check its permissions.")
    else:
        yield from from_bytes(data, name, source)


def _kind(data: bytes, name: str) -> Format:
    """The format of `data`. Raises FormatError if there is too much of it, ArticleError if there is nothing."""
    if len(data) > MAX_BYTES:
        raise FormatError(
            f"is larger than {MAX_BYTES // 1_000_000} MB", subject=name, hint="Split it into one file for each article."
        )
    if not data.strip():
        raise ArticleError("is empty", subject=name, hint="Remove it, or put the article's text into it.")
    return sniff(data, name)


def _articles(data: bytes, kind: Format, name: str, source: SourceSettings) -> Iterator[Article | Failure]:
    match kind:
        case "text" | "markdown":
            yield text_and_markdown.parse(decode(data), markdown=kind == "markdown", name=name, source=source)
        case "html":
            yield wrap_page_html_as_article.parse(decode(data), name=name, source=source)
        case "feed":
            yield from feed_entries_to_articles_and_ids.articles(
                parse_rss_and_atom.parse(data, subject=name), name, source
            )
        case "jsonfeed":
            yield from feed_entries_to_articles_and_ids.articles(jsonfeed.parse(data, subject=name), name, source)
        case "json":
            yield from _json(data, name, source)
        case "jsonl":
            lines = jsonl_articles_and_claims.lines_of(data)
            yield from _given(jsonl_articles_and_claims.parse(lines, source=name), name, source)
        case "mail":
            yield from mail_to_articles.articles(data, name=name, source=source)
        case other:
            raise _unknown(other, name)


def _json(data: bytes, name: str, source: SourceSettings) -> Iterator[Article | Failure]:
    """A JSON Feed without its version, or one object as in JSON lines."""
    if '"items"' in decode(data):
        yield from feed_entries_to_articles_and_ids.articles(jsonfeed.parse(data, subject=name), name, source)
    else:
        yield from _given(jsonl_articles_and_claims.parse([decode(data).encode("utf-8")], source=name), name, source)


def _given(found: Iterable[Article | Failure], name: str, source: SourceSettings) -> Iterator[Article | Failure]:
    """Articles of JSON lines as one source among others: their ids do not depend on line numbers."""
    for item in found:
        if isinstance(item, Failure):
            yield replace(item, subject=f"{name}: {item.subject}")
            continue
        outlet = source.name or item.outlet
        guid = None if item.id.startswith("line ") else item.id
        named = article_id(url=item.url, guid=guid, outlet=outlet, title=item.title, text=item.content)
        content = clean(item.content) if item.markup == "text" else item.content
        yield replace(item, id=named, content=content, outlet=outlet, section=source.section or item.section)


def _unknown(kind: Format, name: str) -> FormatError:
    if kind == "opml":
        return FormatError(
            "is a list of feeds", subject=name, hint="Add them with 'briefing feeds import', or name it as a source."
        )
    what = "is not text" if kind == "binary" else "has a format that is not supported"
    return FormatError(what, subject=name, hint=f"Remove it, or give {_KINDS}.")
