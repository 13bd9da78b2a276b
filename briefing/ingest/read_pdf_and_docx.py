"""PDF and Word documents (DOCX) -> articles, through pypdf and python-docx (the extra `documents`).

Comes in: the bytes of one file. Goes out: one article in HTML. The libraries run in a child process with limits of
time and memory, so that a document that makes them hang or swell costs only itself. Pictures of pages are not read.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from typing import Any, Literal

from briefing.config import SourceSettings
from briefing.errors import ArticleError, BriefingError, FormatError
from briefing.records import Article
from briefing.runtime import run_under_limits
from briefing.runtime.extras_and_install_hints import install_hint, is_installed
from briefing.runtime.run_under_limits import Call, Lost
from briefing.text.canonical_urls_and_article_ids import article_id
from briefing.text.decode_and_clean import clean, one_line

__all__ = ["Converted", "Kind", "parse"]

Kind = Literal["pdf", "docx"]

# Processor seconds for one document, whatever its size: few bytes of a PDF may be many pages.
_SECONDS = 60.0
# What a Word document may unpack to: ten times the largest file that is read.
_MAX_UNPACKED = 200_000_000
# Later text is never quoted: only the first 60,000 characters of an article are split into sentences.
_MAX_CHARACTERS = 200_000
_MAX_PAGES = 500
# A line at the top or bottom of so many pages is a running head.
_FEWEST_HEADS = 3
# A line that ends a sentence ends its paragraph too where it is shorter than this share of the page's longest lines.
_SHORT_LINE = 0.8
_SENTENCE_END = re.compile(r"[.!?…:][\"'”’»)]*$")
_NAMES = {"pdf": "PDF", "docx": "Word document"}


@dataclass(frozen=True, slots=True)
class Converted:
    """What a document says of itself, and its text as HTML."""

    html: str
    title: str | None = None
    author: str | None = None
    published: dt.datetime | None = None


def parse(data: bytes, kind: Kind, *, name: str, source: SourceSettings, url: str | None = None) -> Article:
    """The article in a document.

    Raises:
        FormatError: the packages are missing, or it is damaged, locked or too large.
        ArticleError: there is no text in it.
    """
    if not is_installed("documents"):
        raise FormatError(
            f"is a {_NAMES[kind]}, which needs more packages", subject=name, hint=f"{install_hint('documents')}."
        )
    (found,) = run_under_limits.calls([Call(_attempt, (kind, data), _SECONDS, name)])
    if isinstance(found, Lost):
        found = FormatError(f"cannot be read as a {_NAMES[kind]}: {found.reason}", hint="Save its text and name that.")
    if isinstance(found, BriefingError):
        raise type(found)(found.message, subject=name, hint=found.hint)
    return Article(
        id=article_id(url=url, outlet=source.name, title=found.title, text=found.html),
        source=name,
        content=found.html,
        markup="html",
        title=found.title,
        url=url,
        outlet=source.name,
        author=found.author,
        published=found.published,
        section=source.section,
    )


def _attempt(kind: Kind, data: bytes) -> Converted | BriefingError:
    try:
        found = _pdf(data) if kind == "pdf" else _docx(data)
    except MemoryError:
        raise
    except BriefingError as error:
        return error
    except Exception as error:  # noqa: BLE001 - the libraries raise anything over damaged documents
        return FormatError(f"is a damaged {_NAMES[kind]} ({type(error).__name__})", hint="Save it again, or as text.")
    if not found.html:
        return ArticleError("has no text", hint="Its pages may be pictures: let a program for scans read them first.")
    return found


def _pdf(data: bytes) -> Converted:
    import pypdf

    reader = pypdf.PdfReader(io.BytesIO(data))
    if reader.is_encrypted and not reader.decrypt(""):
        raise FormatError("is a PDF with a password", hint="Save it without one.")
    pages: list[list[str]] = []
    size = 0
    for page in reader.pages[:_MAX_PAGES]:
        lines = [line.strip() for line in clean(page.extract_text()).splitlines()]
        pages.append(lines)
        size += sum(map(len, lines))
        if size > _MAX_CHARACTERS:
            break
    told = reader.metadata
    return Converted(
        _html(("p", text) for text in _paragraphs(_without_heads(pages))),
        title=one_line(told.title if told else None),
        author=one_line(told.author if told else None, 200),
        published=_zoned(told.creation_date if told else None),
    )


def _without_heads(pages: list[list[str]]) -> list[list[str]]:
    """`pages` without the lines at their edges that most of them repeat, and without page numbers."""
    edges = Counter(mark for lines in pages for mark in {_mark(line) for line in _edges(lines)})
    most = max(_FEWEST_HEADS, len(pages) // 2)
    heads = {mark for mark, count in edges.items() if count >= most or mark == "#"}
    return [[line for line in lines if line not in _edges(lines) or _mark(line) not in heads] for lines in pages]


def _edges(lines: list[str]) -> list[str]:
    written = [line for line in lines if line]
    return [*written[:1], *written[-1:]]


def _mark(line: str) -> str:
    """A line as other pages have it, whatever its number is."""
    return re.sub(r"\d+", "#", line)


def _paragraphs(pages: list[list[str]]) -> Iterator[str]:
    """The paragraphs of lines as they are set: they run on over pages, and words are divided at the ends of lines."""
    widths = sorted(len(line) for lines in pages for line in lines if line)
    full = widths[len(widths) * 3 // 4] if widths else 0
    text = ""
    for lines in pages:
        for line in lines:
            if not line and _SENTENCE_END.search(text):
                yield text
                text = ""
            if not line:
                continue
            text = _joined(text, line)
            if len(line) < _SHORT_LINE * full and _SENTENCE_END.search(line):
                yield text
                text = ""
    yield text


def _joined(text: str, line: str) -> str:
    if re.search(r"[^\W\d_]-$", text) and line[:1].islower():
        return text[:-1] + line
    return f"{text} {line}".strip()


def _docx(data: bytes) -> Converted:
    import docx

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if sum(item.file_size for item in archive.infolist()) > _MAX_UNPACKED:
            raise FormatError(f"unpacks to more than {_MAX_UNPACKED // 1_000_000} MB", hint="Save its text.")
    document = docx.Document(io.BytesIO(data))
    blocks = list(_docx_blocks(document))
    told = document.core_properties
    heading = next((text for kind, text in blocks if kind == "h1"), None)
    return Converted(
        _html(blocks),
        title=one_line(heading or told.title),
        author=one_line(told.author if told.author != "python-docx" else None, 200),
        published=_zoned(told.modified or told.created),
    )


def _docx_blocks(document: Any) -> Iterator[tuple[str, str]]:
    from docx.table import Table

    for part in document.iter_inner_content():
        if isinstance(part, Table):
            # A merged cell is given once for each of the columns that it spans.
            cells = {cell._tc: cell.text for row in part.rows for cell in row.cells}
            yield from (("p", text) for text in cells.values())
        else:
            style = str(part.style.style_id if part.style else "")
            kind = "h1" if style == "Title" else "h2" if style.startswith("Heading") else "p"
            yield ("li" if style.startswith("List") else kind), part.text


def _html(blocks: Any) -> str:
    """HTML of (tag, text) pairs, up to the longest text that is of use."""
    parts: list[str] = []
    size = 0
    for tag, text in blocks:
        words = " ".join(clean(text).split())
        if words and size <= _MAX_CHARACTERS:
            size += len(words)
            parts.append(f"<{tag}>{escape(words)}</{tag}>")
    return "\n".join(parts)


def _zoned(moment: dt.datetime | None) -> dt.datetime | None:
    """A document's own date; without a zone it is UTC, as the formats say."""
    return moment.replace(tzinfo=moment.tzinfo or dt.UTC) if isinstance(moment, dt.datetime) else None
