"""How long the static archive takes: `python benchmarks/archive.py [--editions 1100] [--write]`.

Editions of twelve stories are made from invented words with the statistics of news (a point of 25 words in a paragraph
of 60; four points a story; a third of the stories go on for about four days). Timed as whole processes: the site in
full, nothing new, one new day. With a Chromium at hand a query is timed in the browser as well.

With --write the table replaces docs/benchmarks/archive.md.
"""

from __future__ import annotations

import argparse
import dataclasses
import datetime as dt
import os
import platform
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from briefing.archive import preview_server
from briefing.edition import edition_json
from briefing.records import (
    Citation,
    Coverage,
    CoveredArticle,
    Edition,
    OutletCount,
    Point,
    Section,
    Story,
)
from briefing.render import html

ROOT = Path(__file__).resolve().parent.parent
FIRST = dt.date(2023, 3, 1)
STORIES, POINTS = 12, 4
OUTLETS = [
    f"The {name} Post" for name in ("Amber", "Birch", "Cedar", "Dune", "Ember", "Fjord", "Grove", "Heron", "Iris")
]
SECTIONS = ("World", "Business", "Science", "Sport")


def words(count: int, chance: random.Random, lexicon: list[str]) -> str:
    # The square makes a few words frequent and most of them rare, roughly as in a language.
    return " ".join(lexicon[int(len(lexicon) * chance.random() ** 2)] for _ in range(count)).capitalize() + "."


def lexicon_of(chance: random.Random, size: int = 20_000) -> list[str]:
    syllables = [first + second for first in "bcdfghklmnprstvz" for second in "aeiou"]
    return ["".join(chance.choices(syllables, k=chance.randint(1, 4))) for _ in range(size)]


def story(day: dt.date, number: int, chance: random.Random, lexicon: list[str]) -> tuple[Story, list[CoveredArticle]]:
    several = number % 3 == 0
    name = f"s-{number}-{(day - FIRST).days // 4}" if several else f"s-{day:%Y%m%d}-{number}"
    ids = [f"{day:%Y%m%d}-{number}-{each}" for each in range(3)]
    articles = [
        CoveredArticle(each, words(9, chance, lexicon), chance.choice(OUTLETS), None, f"https://news.example/{each}",
                       dt.datetime.combine(day, dt.time(8), tzinfo=dt.UTC), "en", each, 600)
        for each in ids
    ]  # fmt: skip
    points = []
    for index in range(POINTS):
        quote = words(25, chance, lexicon)
        after = " " + words(35, chance, lexicon)
        points.append(Point(quote, "verbatim", "supported", 0.5, (Citation(ids[index % 3], 0, 9, quote, "", after),)))
    return Story(name, words(9, chance, lexicon), tuple(ids), tuple(points), first_seen=day, rank=1.0), articles


def edition(day: dt.date, lexicon: list[str]) -> Edition:
    chance = random.Random(day.toordinal())
    told = [story(day, number, chance, lexicon) for number in range(STORIES)]
    sections = tuple(
        Section(name, name.lower(), tuple(item for item, _ in told[index :: len(SECTIONS)]))
        for index, name in enumerate(SECTIONS)
    )
    articles = tuple(article for _, several in told for article in several)
    outlets = tuple(OutletCount(name, 4) for name in OUTLETS)
    return Edition(day, "The Long Run", "en", "UTC", dt.datetime.combine(day, dt.time(20), tzinfo=dt.UTC),
                   told[0][0].headline, sections, articles, Coverage(9, 40, 36, outlets), 5, 60, "none",
                   "briefing")  # fmt: skip


def put(folder: Path, several: Iterator[Edition] | list[Edition]) -> int:
    size = 0
    for item in several:
        place = folder / item.date.isoformat()
        place.mkdir(parents=True)
        content = edition_json.dump(item)
        (place / "briefing.json").write_bytes(content)
        size += len(content)
    return size


def timed(folder: Path, *options: str) -> tuple[float, float, float]:
    """Wall seconds, processor seconds (Pagefind's too), and the largest memory of one process, in MB."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = time.perf_counter()
    command = [sys.executable, "-m", "briefing", "archive", "build", "-q", "-o", str(folder), *options]
    subprocess.run(command, check=True, env={**os.environ, "PYTHONPATH": str(ROOT)})
    wall = time.perf_counter() - started
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return wall, used, after.ru_maxrss / 1024


def size_of(folder: Path) -> float:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


def query_time(site: Path, wanted: str) -> str:
    """First and later queries in Chromium, from typing to the results, in ms; the page waits 150 ms for more typing."""
    chromium = shutil.which("chromium")
    if chromium is None:
        return "no Chromium here"
    from playwright.sync_api import sync_playwright

    with preview_server.server(site, 0) as running, sync_playwright() as player:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        browser = player.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page()
        loaded = time.perf_counter()
        page.goto(f"http://127.0.0.1:{running.server_address[1]}/search/index.html")
        page.wait_for_selector("#search:not([hidden])")
        ready = time.perf_counter() - loaded
        times = []
        for text in (wanted, wanted.split()[0]):
            started = time.perf_counter()
            page.fill("#query", text)
            page.locator("#results li").first.wait_for()
            times.append(time.perf_counter() - started)
            page.fill("#query", "")
            page.locator("#results li").first.wait_for(state="detached")
        browser.close()
        running.shutdown()
    return f"ready {1000 * ready:.0f} ms; first {1000 * times[0]:.0f} ms; second {1000 * times[1]:.0f} ms"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--editions", type=int, default=1100)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    lexicon = lexicon_of(random.Random(1))
    days = [FIRST + dt.timedelta(days=number) for number in range(options.editions + 1)]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        read = put(folder, (edition(day, lexicon) for day in days[:-1])) / 1e6
        full = timed(folder)
        idle = timed(folder)
        put(folder, [edition(days[-1], lexicon)])
        more = timed(folder)
        site = folder / "site"
        last = edition(days[-1], lexicon)
        page = len(html.render(dataclasses.replace(last)).content) / 1000
        rows = [
            ("site in full", *full),
            ("nothing new", *idle),
            ("one day more", *more),
        ]
        machine = f"{platform.machine()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} at the end"
        parts = len(list((site / "pagefind").iterdir()))
        lines = [
            f"{options.editions} editions of {STORIES} stories, {read:.0f} MB of edition files; {machine}.",
            "",
            "| | wall s | processor s | most MB of a process so far |",
            "|---|---:|---:|---:|",
            *(f"| {label} | {wall:.1f} | {used:.1f} | {memory:.0f} |" for label, wall, used, memory in rows),
            "",
            "| | |",
            "|---|---|",
            f"| site | {size_of(site):.0f} MB, {sum(1 for _ in site.rglob('*.html'))} pages |",
            f"| of it the search index | {size_of(site / 'pagefind'):.1f} MB in {parts} parts |",
            f"| a page of {STORIES} stories | {page:.0f} kB |",
            f"| query in Chromium | {query_time(site, ' '.join(last.headline.split()[:2]))} |",
        ]
    table = "\n".join(lines)
    print(table)
    if options.write:
        target = ROOT / "docs" / "benchmarks" / "archive.md"
        target.parent.mkdir(exist_ok=True)
        target.write_text(
            f"# The archive, measured\n\nWritten by `python benchmarks/archive.py --write`.\n\n{table}\n",
            encoding="utf-8",
        )


if __name__ == "__main__":
    main()
