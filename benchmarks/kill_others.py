"""Killed at any moment, what is not a build: `python -m benchmarks.kill_others [--kills 200] [--only JOB] [--seed N]`.

A process fetches feeds, deals with readers' replies, fills a cache that has to make room, or builds the archive
anew, and is ended with SIGKILL at a moment drawn at random from the time that the job takes. Another process then does
the same job undisturbed; what is there in the end is compared with what a job makes that nobody killed. Builds and mail
are those of `kills.py`. Processes are forked, so that moments fall into work and not into imports.
"""

from __future__ import annotations

import argparse
import email.utils
import hashlib
import os
import random
import shutil
import signal
import sqlite3
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

import editions  # noqa: E402

from briefing.archive import build as archive_build  # noqa: E402
from briefing.cli import archive as _archive  # noqa: E402, F401 - imported before the fork, as are those below
from briefing.cli import cli  # noqa: E402
from briefing.cli import fetch as _fetch  # noqa: E402, F401
from briefing.cli import replies as _replies  # noqa: E402, F401
from briefing.config import OutputSettings  # noqa: E402
from briefing.deliver import sign_links_and_bounces  # noqa: E402
from briefing.edition import edition_json  # noqa: E402
from briefing.records import Subscriber  # noqa: E402
from briefing.store import link_signing_key, result_cache, subscribers  # noqa: E402
from briefing.store.open_database import open_store  # noqa: E402

FEEDS, ENTRIES, READERS, VALUES, DAYS = 8, 12, 40, 400, 6
ROOM = 2_000_000


@dataclass(frozen=True)
class Job:
    """How a folder is prepared, what is done in it, and what must be the same in the end."""

    prepare: Callable[[Path], None]
    work: Callable[[Path], object]
    contents: Callable[[Path], dict[str, str]]


class Feeds(BaseHTTPRequestHandler):
    """A server of feeds; each entry is long enough to be an article."""

    def do_GET(self) -> None:
        number = self.path.strip("/")
        if not number.isdigit():
            self.send_error(404)
            return
        body = feed(int(number))
        self.send_response(200)
        self.send_header("Content-Type", "application/rss+xml")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


def feed(number: int) -> bytes:
    date = email.utils.format_datetime(email.utils.localtime())
    items = "".join(
        f"<item><title>Report {number}-{entry}</title><guid>{number}-{entry}</guid>"
        f"<link>http://post{number}.example/{entry}</link><pubDate>{date}</pubDate>"
        f"<description>{f'The council of town {number} met about matter {entry}. ' * 40}</description></item>"
        for entry in range(ENTRIES)
    )
    return f"<rss version='2.0'><channel><title>Post {number}</title>{items}</channel></rss>".encode()


def command(*words: str) -> int:
    code = cli.main([*words, "-q"], standalone_mode=False)
    return int(code or 0)


def rows(work: Path, query: str) -> dict[str, str]:
    with sqlite3.connect(work / "out" / "briefing.db") as connection:
        found = {"rows": repr(connection.execute(query).fetchall())}
        found["integrity"] = repr(connection.execute("PRAGMA integrity_check").fetchall())
    connection.close()
    return found


def fetching(hosts: list[str]) -> Job:
    def prepare(work: Path) -> None:
        sources = "".join(f'[[source]]\nurl = "http://{host}/{number}"\n' for number, host in enumerate(hosts))
        text = f"[fetch]\nallow_private = {[host.partition(':')[0] for host in hosts]}\n{sources}"
        (work / "briefing.toml").write_text(text, encoding="utf-8")

    def work_(work: Path) -> int:
        return command("fetch", "-c", str(work / "briefing.toml"), "-o", str(work / "out"))

    query = "SELECT feed, guid, title, digest FROM articles ORDER BY id"
    return Job(prepare, work_, lambda work: rows(work, query))


def prepare_replies(work: Path) -> None:
    for name in ("new", "cur", "tmp"):
        (work / "mail" / name).mkdir(parents=True)
    (work / "briefing.toml").write_text("", encoding="utf-8")
    with open_store(OutputSettings(), work / "out") as store:
        for number in range(READERS):
            address = f"r{number}@example.org"
            subscribers.save(store, address, Subscriber(address), "active", 0.0)
            token = sign_links_and_bounces.make(link_signing_key.signing_key(store), "unsubscribe", address)
            text = f"From: {address}\nMessage-ID: <{number}@example.org>\nSubject: re\n\nunsubscribe {token}\n"
            (work / "mail" / "new" / f"{number}.host").write_text(text, encoding="utf-8")


def do_replies(work: Path) -> int:
    config = str(work / "briefing.toml")
    return command("replies", "-c", config, "-o", str(work / "out"), "--maildir", str(work / "mail"))


def reply_contents(work: Path) -> dict[str, str]:
    messages = sorted(path.name.partition(":")[0] for path in (work / "mail").rglob("*.host*"))
    left = sorted(path.name for path in (work / "mail" / "new").iterdir())
    query = "SELECT key, state FROM subscribers UNION SELECT key, reason FROM suppressions ORDER BY key"
    return {**rows(work, query), "messages": repr(messages), "left": repr(left)}


def value(number: int) -> bytes:
    return hashlib.sha256(str(number).encode()).digest() * 400


def fill_cache(work: Path) -> None:
    path = work / "briefing.cache.db"
    with result_cache.open_cache(path, ROOM) as kept:
        for number in range(VALUES):
            name = result_cache.key(str(number))
            if not kept.get_many([name]):
                kept.put_many({name: value(number)})
            if number % 50 == 0:
                kept.trim(ROOM)
        if kept.damaged or kept.spoiled:
            raise AssertionError("the cache was damaged")


def cache_contents(work: Path) -> dict[str, str]:
    """Which values are left depends on when the kill came: that they are right, and fit, is what counts."""
    path = work / "briefing.cache.db"
    with result_cache.open_cache(path) as kept:
        names = {result_cache.key(str(number)): value(number) for number in range(VALUES)}
        found = kept.get_many(list(names))
        wrong = sum(names[name] != each for name, each in found.items())
    size = path.stat().st_size
    return {"wrong": str(wrong), "fits": str(size < 2 * ROOM), "some": str(len(found) > VALUES // 3),
            "damage": result_cache.find_damage(path)}  # fmt: skip


def prepare_archive(work: Path) -> None:
    (work / "briefing.toml").write_text("[archive]\nsearch = false\n", encoding="utf-8")
    for edition in editions.series(DAYS):
        folder = work / "out" / edition.date.isoformat()
        folder.mkdir(parents=True)
        (folder / "briefing.json").write_bytes(edition_json.dump(edition))


def do_archive(work: Path) -> int:
    return command("archive", "build", "--all", "-c", str(work / "briefing.toml"), "-o", str(work / "out"))


def archive_contents(work: Path) -> dict[str, str]:
    site = archive_build.site_folder(work / "out")
    return {
        path.relative_to(site).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(site.rglob("*"))
        if path.is_file()
    }


def start(job: Job, work: Path) -> int:
    """Fork a process that does the `job`; returns its number."""
    child = os.fork()
    if child:
        return child
    code = 1
    try:
        sys.stderr = open(os.devnull, "w")  # noqa: SIM115, PTH123 - the process ends below
        code = 0 if job.work(work) in (0, None) else 1
    except BaseException as error:  # noqa: BLE001 - a fork must never run on into its parent's code
        os.write(1, f"\n{error!r}\n".encode())
    finally:
        os._exit(code)


def undisturbed(job: Job, work: Path) -> float:
    """Seconds that the job takes. Ends this program where the job fails."""
    began = time.monotonic()
    _, status = os.waitpid(start(job, work), 0)
    if os.waitstatus_to_exitcode(status):
        sys.exit(f"an undisturbed run failed ({status})")
    return time.monotonic() - began


def trials(job: Job, home: Path, kills: int, chance: random.Random) -> Counter[str]:
    """So many kills; how many there were, and after how many of them something was different in the end."""
    base, work, counts = home / "base", home / "work", Counter()
    base.mkdir()
    job.prepare(base)
    shutil.copytree(base, work)
    seconds = undisturbed(job, work)
    wanted = job.contents(work)
    while counts["kills"] < kills:
        shutil.rmtree(work)
        shutil.copytree(base, work)
        child = start(job, work)
        time.sleep(chance.uniform(0, seconds))
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        counts["kills" if os.WIFSIGNALED(status) else "ended before"] += 1
        if not os.WIFSIGNALED(status):
            # The first run warms what the others use.
            seconds *= 0.9
        undisturbed(job, work)
        found = job.contents(work)
        changed = sorted(name for name in wanted.keys() | found.keys() if wanted.get(name) != found.get(name))
        if changed:
            counts["different"] += 1
            print(f"different: {changed[:5]}", file=sys.stderr)
    return counts


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=200, help="for each job")
    parser.add_argument("--only", default="", help="only jobs whose name has this in it")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    # A host is asked for one feed at a time, with a pause, so that each feed has a host of its own.
    servers = [ThreadingHTTPServer((f"127.0.0.{number + 1}", 0), Feeds) for number in range(FEEDS)]
    for server in servers:
        threading.Thread(target=server.serve_forever, daemon=True).start()
    jobs = {
        "fetch": fetching([f"{server.server_address[0]}:{server.server_port}" for server in servers]),
        "replies": Job(prepare_replies, do_replies, reply_contents),
        "eviction of the cache": Job(lambda _: None, fill_cache, cache_contents),
        "archive": Job(prepare_archive, do_archive, archive_contents),
    }
    failed = 0
    print("| job | kills | ended before | different after the next run |\n|---|---:|---:|---:|")
    for name, job in jobs.items():
        if options.only in name:
            with tempfile.TemporaryDirectory() as place:
                counts = trials(job, Path(place), options.kills, random.Random(options.seed))
            failed += counts["different"]
            print(f"| {name} | {counts['kills']} | {counts['ended before']} | {counts['different']} |", flush=True)
    sys.exit(bool(failed))


if __name__ == "__main__":
    main()
