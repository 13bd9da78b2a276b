"""500 loopback feeds of 20 items, fetched and stored, then again with nothing new (304).

The server is a process of its own, so that its work and memory are not counted; each feed has a host name of its own,
as in life. Run: python benchmarks/fetching.py [--feeds N] [--items N] [--write]
"""

from __future__ import annotations

import argparse
import asyncio
import multiprocessing
import platform
import resource
import tempfile
import time
from pathlib import Path

from briefing.config import FetchSettings, SourceSettings
from briefing.ingest import fetch_into_store as fetching
from briefing.store import feeds_and_articles as table
from briefing.store.sqlite_connection import Store

PAGE = Path(__file__).resolve().parent.parent / "docs" / "benchmarks" / "fetching.md"
SENTENCE = "The council of Port Ellery voted on Monday night to close the iron bridge until the spring of next year. "


def body(feed: int, items: int) -> bytes:
    entries = "".join(
        f"<item><title>Story {number} of feed {feed}</title><guid>f{feed}-{number}</guid>"
        f"<link>https://feed{feed}.example/{number}</link><pubDate>Wed, 22 Oct 2025 10:00:00 GMT</pubDate>"
        f"<description><![CDATA[<p>{SENTENCE * 15}</p><p>{feed} {number}. {SENTENCE * 15}</p>]]></description></item>"
        for number in range(items)
    )
    return (
        f"<?xml version='1.0'?><rss version='2.0'><channel><title>Feed {feed}</title>{entries}</channel></rss>"
    ).encode()


def serve(items: int, slow: int, ready: multiprocessing.connection.Connection) -> None:
    """A small HTTP/1.1 server: every feed has an ETag; feed number `slow` answers after ten seconds."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
        number = int(head.split("host: feed")[1].split(".")[0])
        if number == slow:
            await asyncio.sleep(10)
        if 'if-none-match: "1"' in head:
            writer.write(b'HTTP/1.1 304 Not Modified\r\nETag: "1"\r\nConnection: close\r\n\r\n')
        else:
            data = body(number, items)
            writer.write(
                b'HTTP/1.1 200 OK\r\nETag: "1"\r\nContent-Type: application/rss+xml\r\nConnection: close\r\n'
                b"Content-Length: %d\r\n\r\n" % len(data) + data
            )
        await writer.drain()
        writer.close()

    async def run() -> None:
        server = await asyncio.start_server(answer, "127.0.0.1", 0, backlog=1024)
        ready.send(server.sockets[0].getsockname()[1])
        await server.serve_forever()

    asyncio.run(run())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--feeds", type=int, default=500)
    parser.add_argument("--items", type=int, default=20)
    parser.add_argument("--slow", type=int, default=-1, help="number of a feed that takes ten seconds")
    parser.add_argument("--write", action="store_true", help=f"write the table to {PAGE}")
    options = parser.parse_args()
    ours, theirs = multiprocessing.Pipe()
    server = multiprocessing.get_context("spawn").Process(
        target=serve, args=(options.items, options.slow, theirs), daemon=True
    )
    server.start()
    port = ours.recv()
    hosts = [f"feed{number}.example" for number in range(options.feeds)]
    sources = [SourceSettings(url=f"http://{host}:{port}/feed") for host in hosts]
    settings = FetchSettings(allow_private=tuple(hosts))
    lines = [
        "| round | feeds | new articles | failures | seconds | CPU seconds | peak memory, MB |",
        "|---|---|---|---|---|---|---|",
    ]
    with tempfile.TemporaryDirectory() as folder, Store(Path(folder) / "b.db", {"sources": table.MIGRATIONS}) as store:
        for label in ("first", "second (304)"):
            started, worked = time.perf_counter(), time.process_time()
            report = fetching.fetch(store, sources, settings, resolver=lambda *_: ["127.0.0.1"])
            seconds = time.perf_counter() - started
            worked = time.process_time() - worked
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            counts = f"{report.asked} | {report.fresh} | {len(report.failures)}"
            lines.append(f"| {label} | {counts} | {seconds:.1f} | {worked:.1f} | {peak:.0f} |")
    server.terminate()
    print(platform.processor() or platform.machine(), multiprocessing.cpu_count(), "cores")
    print("\n".join(lines))
    if options.write:
        text = PAGE.read_text(encoding="utf-8")
        head, _, rest = text.partition("<!-- table -->")
        tail = rest.partition("<!-- end -->")[2]
        PAGE.write_text(f"{head}<!-- table -->\n" + "\n".join(lines) + f"\n<!-- end -->{tail}", encoding="utf-8")


if __name__ == "__main__":
    main()
