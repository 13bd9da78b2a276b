"""Every captured feed: parsed without a crash, with how many entries and dates beside feedparser alone.

Run: python benchmarks/feeds.py DATA/feeds [--write]
"""

from __future__ import annotations

import argparse
import io
import logging
import tarfile
import time
import warnings
from collections import Counter
from pathlib import Path

import feedparser

from briefing.errors import BriefingError
from briefing.ingest import jsonfeed, parse_rss_and_atom
from briefing.ingest.sniff_format import sniff

PAGE = Path(__file__).resolve().parent.parent / "docs" / "benchmarks" / "feeds.md"


def plain(data: bytes) -> tuple[int, int]:
    try:
        parsed = feedparser.parse(io.BytesIO(data))
    except Exception:  # noqa: BLE001 - what the bare library does on a hostile file is what is measured
        return -1, 0
    dated = sum(
        bool(dict.get(item, "published_parsed") or dict.get(item, "updated_parsed") or dict.get(item, "created_parsed"))
        for item in parsed.entries
    )
    return len(parsed.entries), dated


def ours(data: bytes, name: str) -> tuple[str, int, int]:
    try:
        kind = sniff(data, name)
        if kind in ("jsonfeed", "json"):
            feed = jsonfeed.parse(data, subject=name)
        elif kind == "opml":
            return "list", 0, 0
        elif kind == "html":
            return "page", 0, 0
        elif kind == "binary":
            return "binary", 0, 0
        else:
            feed = parse_rss_and_atom.parse(data, subject=name)
    except BriefingError:
        return "no feed", 0, 0
    return "feed", len(feed.entries), sum(entry.published is not None for entry in feed.entries)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--write", action="store_true", help=f"write the table to {PAGE}")
    parser.add_argument("-v", action="store_true", help="name the files in which we find less")
    options = parser.parse_args()
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    totals: Counter[str] = Counter()
    kinds: Counter[str] = Counter()
    seconds = 0.0
    with tarfile.open(options.data / "feeds.tar.gz") as archive:
        for member in archive:
            if not member.isfile():
                continue
            data = archive.extractfile(member).read()
            entries, dated = plain(data)
            started = time.perf_counter()
            kind, found, with_date = ours(data, member.name)
            seconds += time.perf_counter() - started
            kinds[kind] += 1
            totals["files"] += 1
            totals["crashes of feedparser"] += entries < 0
            totals["entries, feedparser"] += max(0, entries)
            totals["entries, briefing"] += found
            totals["dated, feedparser"] += dated
            totals["dated, briefing"] += with_date
            totals["files with fewer entries"] += found < entries
            totals["files with fewer dates"] += with_date < dated
            totals["files with more dates"] += with_date > dated
            if options.v and (found < entries or with_date < dated):
                print(member.name, kind, (entries, found), (dated, with_date))
    lines = ["| what | number |", "|---|---|", *(f"| {name} | {number} |" for name, number in totals.items())]
    lines += [f"| files taken for: {name} | {number} |" for name, number in sorted(kinds.items())]
    lines.append(f"| seconds, briefing | {seconds:.1f} |")
    print("\n".join(lines))
    if options.write:
        text = PAGE.read_text(encoding="utf-8")
        head, _, rest = text.partition("<!-- table -->")
        tail = rest.partition("<!-- end -->")[2]
        PAGE.write_text(f"{head}<!-- table -->\n" + "\n".join(lines) + f"\n<!-- end -->{tail}", encoding="utf-8")


if __name__ == "__main__":
    main()
