"""Recognises a format by its first bytes; the name decides only between formats that look alike."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import Literal

from briefing.text.decode_and_clean import wide_encoding

__all__ = ["Format", "sniff"]

Format = Literal[
    "text",
    "markdown",
    "html",
    "feed",
    "jsonfeed",
    "json",
    "jsonl",
    "mail",
    "mbox",
    "opml",
    "pdf",
    "docx",
    "binary",
    "other",
]

_HEAD = 4096
_MARKDOWN = {".md", ".markdown", ".mdown"}
_TEXT = {"", ".txt", ".text", ".asc"}
_PAGE = {".html", ".htm", ".xhtml", ".shtml"}
_LINES = {".jsonl", ".ndjson"}
_BOM = b"\xef\xbb\xbf"
_MAGIC = (
    b"%PDF",
    b"PK\x03\x04",
    b"\x89PNG",
    b"GIF8",
    b"\xff\xd8\xff",
    b"\x1f\x8b",
    b"\x7fELF",
    b"RIFF",
    b"SQLite format",
)
_FEED = re.compile(rb"<\s*(?:\w+:)?(?:rss|feed|rdf|channel)\b", re.IGNORECASE)
_ATOM = re.compile(rb"<feed\s[^<>]*xmlns\s*=\s*[\"']http://www\.w3\.org/2005/Atom", re.IGNORECASE)
_OPML = re.compile(rb"<\s*opml\b", re.IGNORECASE)
_HTML = re.compile(rb"<\s*(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_HEADER = re.compile(
    rb"^(?:from|to|subject|date|message-id|received|return-path|delivered-to|mime-version|content-type|reply-to|"
    rb"list-id|dkim-signature|x-[\w-]+|sender):[ \t]",
    re.IGNORECASE | re.MULTILINE,
)
# Mail headers needed to call something mail: a text may begin "From: the editor".
_FEW = 2
_CONTROLS = bytes([*range(0x09), *range(0x0E, 0x20)])
# Share of control bytes above which nothing is text. Texts with a stray NUL have under 0.01.
_BINARY = 0.1


def sniff(data: bytes, name: str) -> Format:
    """The format of the file `name` that holds `data`."""
    suffix = PurePath(name).suffix.lower()
    head = data[:_HEAD].removeprefix(_BOM).lstrip()
    if wide := wide_encoding(data):
        head = data[:_HEAD].decode(wide, errors="ignore").encode("utf-8").lstrip()
    if head.startswith(b"%PDF-"):
        return "pdf"
    if head.startswith(b"PK\x03\x04") and b"word/document.xml" in data:
        return "docx"
    if head.startswith(_MAGIC) or _is_binary(head):
        return "binary"
    if head.startswith(b"<"):
        return _markup(head, suffix)
    if head.startswith(b"{") and b"jsonfeed.org" in head:
        return "jsonfeed"
    if head.startswith((b"{", b"[")) and suffix not in _TEXT | _MARKDOWN:
        return "jsonl" if suffix in _LINES else "json" if suffix == ".json" else "other"
    return _lines_of_text(head, suffix)


def _markup(head: bytes, suffix: str) -> Format:
    if _OPML.search(head):
        return "opml"
    page, feed = _HTML.search(head), _FEED.search(head)
    if _ATOM.search(head):
        # Some servers wrap their feed into a page.
        return "feed"
    # A feed's entries contain HTML, and a page may mention feeds. Whichever comes first decides.
    if feed and (page is None or feed.start() < page.start()):
        return "feed"
    if page or suffix in _PAGE or suffix in _TEXT:
        return "html"
    if suffix in _MARKDOWN:
        return "markdown"
    return "feed" if suffix in {".xml", ".rss", ".atom", ".rdf"} else "other"


def _lines_of_text(head: bytes, suffix: str) -> Format:
    opening = head.partition(b"\n\n")[0].partition(b"\r\n\r\n")[0]
    headers = len(_HEADER.findall(opening))
    if head.startswith(b"From ") and headers >= _FEW:
        return "mbox"
    if suffix == ".mbox":
        return "mbox"
    if suffix == ".eml" or (headers > _FEW and _HEADER.match(opening) and suffix not in _MARKDOWN):
        return "mail"
    if suffix in _MARKDOWN:
        return "markdown"
    if suffix in _PAGE:
        return "html"
    if suffix in _LINES:
        return "jsonl"
    return "text" if suffix in _TEXT else "feed" if suffix in {".xml", ".rss", ".atom", ".rdf"} else "other"


def _is_binary(head: bytes) -> bool:
    return len(head) - len(head.translate(None, _CONTROLS)) > _BINARY * len(head)
