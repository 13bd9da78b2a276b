"""Lists of feeds (OPML): read by listparser, written here."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

from briefing.config import SourceSettings
from briefing.errors import FormatError, SourceError
from briefing.records import Failure
from briefing.runtime import read_ordinary_files, run_under_limits
from briefing.text.canonical_urls_and_article_ids import typed_url
from briefing.text.decode_and_clean import decode, one_line

__all__ = ["UNUSABLE", "UNUSABLE_HINT", "FeedList", "failures", "parse", "parsed", "read", "write"]

UNUSABLE = "names an address that cannot be read"
UNUSABLE_HINT = "Give an http or https address without a user name and password."
_MOST = 20_000
_USER = re.compile(r"^([a-z][a-z0-9+.-]*://)?[^/@]*@", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FeedList:
    """The feeds of a list, each once, and the addresses in it that cannot be read, without their passwords."""

    sources: tuple[SourceSettings, ...]
    unusable: tuple[str, ...] = ()


def parse(data: bytes, *, subject: str) -> FeedList:
    """The feeds of a list with their names and, as section, the folder they are in.

    Raises FormatError if it is not a list or has no feed.
    """
    import listparser

    try:
        found = listparser.parse(decode(data))
    except Exception as error:
        raise FormatError("is not a list of feeds (OPML) that can be read", subject=subject) from error
    sources: dict[str, SourceSettings] = {}
    unusable: list[str] = []
    for feed in found.feeds[:_MOST]:
        url = typed_url(feed.url)
        folder = next((names[0] for names in feed.categories or [] if names), None)
        if url is None:
            unusable.append(_USER.sub(r"\1", one_line(feed.url, 200) or ""))
        elif url not in sources:
            sources[url] = SourceSettings(
                url=url, name=one_line(feed.title, 200), section=one_line(folder, 80), pattern="**/*"
            )
    if not sources and not unusable:
        raise FormatError("holds no feed", subject=subject, hint="Export the list again as OPML.")
    return FeedList(tuple(sources.values()), tuple(dict.fromkeys(filter(None, unusable))))


def read(path: Path) -> FeedList:
    """The feeds of the list at `path`. Raises SourceError if it cannot be read."""
    try:
        data = read_ordinary_files.read_bytes(path)
    except OSError as error:
        raise SourceError("cannot be read", subject=str(path), hint="Check the path.") from error
    found: FeedList = run_under_limits.call(parsed, data, str(path), subject=str(path), size=len(data))
    return found


def parsed(data: bytes, subject: str) -> FeedList:
    """`parse`, for a call in a process that has limits."""
    return parse(data, subject=subject)


def failures(found: FeedList, subject: str) -> list[Failure]:
    """One failure for each address of the list at `subject` that cannot be read."""
    return [Failure(subject, "source", f"{UNUSABLE}: {address}", UNUSABLE_HINT) for address in found.unusable]


def write(sources: Iterable[SourceSettings], title: str) -> bytes:
    """OPML 2.0 with one folder for each section; feeds without one stand at the top."""
    root = ET.Element("opml", version="2.0")
    ET.SubElement(ET.SubElement(root, "head"), "title").text = title
    body = ET.SubElement(root, "body")
    folders: dict[str | None, ET.Element] = {None: body}
    for source in sources:
        if source.section not in folders:
            folders[source.section] = ET.SubElement(body, "outline", text=source.section or "")
        name = source.name or source.url
        ET.SubElement(folders[source.section], "outline", type="rss", text=name, title=name, xmlUrl=source.url)
    ET.indent(root)
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"
