"""Killed at any moment, resumed to the same bytes: `python benchmarks/kills.py [--kills 200] [--write]`.

Each trial begins with the same folder: the edition of one day, its archive and the outbox with that day's digest sent.
A process builds the next day's edition and sends its digest, and is ended with SIGKILL at a moment drawn at random from
the time that the whole takes. Another process then does the same job undisturbed, and every file is compared with those
of a folder in which nobody was killed. Every other trial begins with an empty cache, so that extraction and the
cache's own writes are hit too; every eighth makes the search index.

The processes are forked from one that has imported everything, so that moments fall into work and not into imports, and
sentences are encoded by a quick stand-in (hashed words), which the store and the outputs cannot tell from the model.

Compared byte for byte: every file of the output folder, the search index and hidden files too, apart from `run.json` (
times), the lock, and the two databases, whose rows are compared instead (editions, stories, covered articles,
outbox states). Mail goes to a Maildir: each reader must have the digest; one who has it twice is counted.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import re
import shutil
import signal
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks import articles  # noqa: E402
from briefing import pipeline  # noqa: E402
from briefing.cli import build as _build  # noqa: E402, F401 - imported before the fork, as are those below
from briefing.cli import cli  # noqa: E402
from briefing.cli import send as _send  # noqa: E402, F401
from briefing.models.cached_encoder import CachedEncoder  # noqa: E402
from briefing.models.encoder import Vectors  # noqa: E402
from briefing.store.result_cache import key  # noqa: E402
from briefing.summarize.encode_and_summarize_articles import Tools  # noqa: E402

PAGE = ROOT / "docs" / "benchmarks" / "kills.md"
DAYS = ("2025-10-22", "2025-10-23")
READERS = 4
CONFIG = """\
[email]
sender = "The Harbour Briefing <news@harbour.example>"
subscribers = "{work}/readers.csv"
[smtp]
transport = "maildir"
maildir = "{work}/mail/{{address}}"
[outbox]
minutes = [0]
[archive]
search = {search}
"""
_SKIPPED = (".lock", "briefing.db", "briefing.cache.db")
_TABLES = {
    "editions": "SELECT day, content, inputs FROM editions ORDER BY day",
    "covered": "SELECT * FROM covered ORDER BY day, article_id",
    "stories": "SELECT * FROM stories ORDER BY day, id",
}


class Quick:
    """Bags of hashed words in place of the model."""

    fingerprint = "quick@1"
    dimensions = 64

    def encode(self, texts: Sequence[str]) -> Vectors:
        vectors = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        for row, text in enumerate(texts):
            for word in re.findall(r"\w+", text.lower()) or ["-"]:
                vectors[row, hashlib.sha256(word.encode()).digest()[0] % self.dimensions] += 1.0
        norms = np.linalg.norm(vectors, axis=1, keepdims=True)
        return (vectors / np.maximum(norms, 1e-9)).astype(np.float16).astype(np.float32)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--articles", type=int, default=14)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--write", action="store_true", help="write docs/benchmarks/kills.md")
    options = parser.parse_args()
    pipeline.make_tools = lambda _settings, cache: Tools(CachedEncoder(Quick(), cache, key), cache)
    chance, counts, took = random.Random(options.seed), Counter(), time.monotonic()
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        articles.write(home / "articles", articles.pieces(options.articles, words=120, days=2))
        expected, seconds = {}, {}
        for mode in ((False, False), (True, False), (False, True), (True, True)):
            expected[mode], seconds[mode] = prepare(home, *mode)
        number = 0
        while counts["kills"] < options.kills:
            mode = number % 2 == 1, number % 8 >= 6
            before = counts["ended before"]
            trial(home, chance.uniform(0, seconds[mode]), expected[mode], counts, *mode)
            if counts["ended before"] > before:
                # The machine has become quicker since the time was taken.
                seconds[mode] *= 0.9
            number += 1
            print(f"\r{number} {dict(counts)}", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    page = render(options, counts, time.monotonic() - took)
    print(page)
    if options.write:
        head, start, rest = PAGE.read_text(encoding="utf-8").partition("<!-- table -->\n")
        PAGE.write_text(f"{head}{start}\n{page}\n<!-- end -->{rest.partition('<!-- end -->')[2]}", encoding="utf-8")
    if counts["different"] or counts["readers without"]:
        sys.exit(1)


def prepare(home: Path, cold: bool, search: bool) -> tuple[dict[str, str], float]:
    """Make the folder that trials begin with; what an undisturbed run makes of it, and its seconds."""
    base, work = place(home, "base", cold=cold, search=search), home / "work"
    run(home, work, DAYS[0], search=search)
    if not cold:
        shutil.copytree(work, home / "warm")
        run(home, home / "warm", DAYS[1], search=search)
        shutil.copy(home / "warm" / "out" / "briefing.cache.db", work / "out")
        shutil.rmtree(home / "warm")
    else:
        (work / "out" / "briefing.cache.db").unlink()
    shutil.move(work, base)
    seconds = []
    for _ in range(2):
        shutil.copytree(base, work)
        began = time.monotonic()
        run(home, work, DAYS[1], search=search)
        seconds.append(time.monotonic() - began)
        wanted = contents(work)
        shutil.rmtree(work)
    return wanted, min(seconds)


def place(home: Path, name: str, *, cold: bool, search: bool) -> Path:
    return home / f"{name}-{'cold' if cold else 'warm'}{'-search' if search else ''}"


def trial(home: Path, moment: float, wanted: dict[str, str], counts: Counter[str], cold: bool, search: bool) -> None:
    """One kill and one undisturbed run; what became of them joins `counts`."""
    work = home / "work"
    shutil.copytree(place(home, "base", cold=cold, search=search), work)
    child = start(home, work, DAYS[1], search=search)
    time.sleep(moment)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    counts["kills" if os.WIFSIGNALED(status) else "ended before"] += 1
    run(home, work, DAYS[1], search=search)
    found = contents(work)
    changed = sorted(name for name in wanted.keys() | found.keys() if wanted.get(name) != found.get(name))
    if changed:
        counts["different"] += 1
        print(f"\nkilled after {moment:.3f} s, cold={cold}, search={search}: {changed}", file=sys.stderr)
    messages = mailed(work)
    counts["readers without"] += sum(messages[f"r{number}@example.org"] == 0 for number in range(READERS))
    counts["digests twice"] += sum(count - 1 for count in messages.values() if count > 1)
    shutil.rmtree(work)


def start(home: Path, work: Path, day: str, *, search: bool) -> int:
    """Fork a process that builds the edition of `day` in `work` and sends it; returns its number."""
    child = os.fork()
    if child:
        return child
    code = 1
    try:
        sys.stderr = open(os.devnull, "w")  # noqa: SIM115, PTH123 - the process ends below
        work.mkdir(exist_ok=True)
        (work / "readers.csv").write_text("".join(f"r{number}@example.org\n" for number in range(READERS)))
        config = work / "briefing.toml"
        config.write_text(CONFIG.format(work=work, search=str(search).lower()))
        common = ["--date", day, "-o", str(work / "out"), "-c", str(config), "-q"]
        built = cli.main(["build", str(home / "articles"), *common], standalone_mode=False)
        sent = cli.main(["send", *common], standalone_mode=False)
        code = 0 if built in (0, None) and sent in (0, None) else 1
    except BaseException as error:  # noqa: BLE001 - a fork must never run on into its parent's code
        os.write(1, f"\n{error!r}\n".encode())
    finally:
        os._exit(code)


def run(home: Path, work: Path, day: str, *, search: bool) -> None:
    """Build and send undisturbed."""
    _, status = os.waitpid(start(home, work, day, search=search), 0)
    if os.waitstatus_to_exitcode(status):
        sys.exit(f"an undisturbed run failed ({status})")


def contents(work: Path) -> dict[str, str]:
    """A digest of every file to compare, and of the rows of the database."""
    found = {}
    for path in sorted((work / "out").rglob("*")):
        name = path.relative_to(work / "out").as_posix()
        if (
            path.is_dir()
            or name.startswith((".lock", "briefing.db", "briefing.cache.db"))
            or name.endswith("/run.json")
        ):
            continue
        found[name] = hashlib.sha256(path.read_bytes()).hexdigest()
    with sqlite3.connect(work / "out" / "briefing.db") as connection:
        for table, query in _TABLES.items():
            found[f"table {table}"] = hashlib.sha256(repr(connection.execute(query).fetchall()).encode()).hexdigest()
        states = connection.execute("SELECT state, count(*) FROM outbox GROUP BY state").fetchall()
        found["table outbox"] = repr(sorted(states))
    connection.close()
    return found


def mailed(work: Path) -> Counter[str]:
    """How many digests of the last day lie in each reader's Maildir."""
    found: Counter[str] = Counter()
    for path in (work / "mail").glob("*/new/*"):
        if f"{DAYS[1]}".encode() in path.read_bytes():
            found[path.parent.parent.name] += 1
    return found


def render(options: argparse.Namespace, counts: Counter[str], seconds: float) -> str:
    digests = READERS * (counts["kills"] + counts["ended before"])
    return f"""`python benchmarks/kills.py --kills {options.kills} --seed {options.seed} --write`:

| | |
|---|---|
| builds (archive and outbox on) ended with SIGKILL at a random moment | {counts["kills"]} |
| ended by themselves before the signal came | {counts["ended before"]} |
| reruns whose files or rows differ from an undisturbed run's | {counts["different"]} |
| readers without the digest after the rerun | {counts["readers without"]} of {digests} |
| digests that a reader has twice (killed between delivery and its record) | {counts["digests twice"]} |
| seconds in all | {seconds:.0f} |
"""


if __name__ == "__main__":
    main()
