"""The Ray engine against the local one, and how it grows: `python benchmarks/ray_engine.py [--articles N] [--write]`.

Needs the `ray` extra. Invented articles of about 600 words (`benchmarks/articles.py`) go through `summarize`: by the
local engine with two threads, by Ray with two workers on two nodes of one processor each, and by one worker. The nodes
are Ray's own test cluster, several node processes on this machine; with two cores more than two workers cannot compute
side by side, so growth beyond that is shown with a stage that waits instead (10 ms an item): what is measured there is
what handing out, ordering and collecting cost. The results of the engines are compared. Takes about eight minutes on
two cores.

With --write the page docs/benchmarks/ray.md is written anew, and the sizing table in docs/cluster.md.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import os
import platform
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from articles import pieces

from briefing.config import EngineSettings, ModelSettings, SummarySettings
from briefing.engines import WINDOW, Engine, Stage, engine, ray_cluster
from briefing.engines.jsonl_stages import Summarizing
from briefing.records import Article

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "benchmarks" / "ray.md"
GUIDE = ROOT / "docs" / "cluster.md"
START, END = "<!-- sizing: written by benchmarks/ray_engine.py -->", "<!-- end of sizing -->"
MILLION = 1_000_000
HOURS = (24, 8, 4, 2, 1)
# How much of the time workers compute: starts, the end of a segment, lost machines take the rest.
BUSY = 0.7
# Assumed, in $ a core hour.
PRICE = 0.05
WORDS = 600
PAUSE = 0.01
NODES = (1, 2, 4, 8)
WINDOWS_EACH = 16


@dataclass(frozen=True)
class Pausing:
    """A stage that waits: the work of a node that is not there."""

    device: str = "cpu"

    def start(self) -> Callable[[Sequence[int]], list[int]]:
        return lambda numbers: [time.sleep(PAUSE) or number for number in numbers]

    def sized(self, *, threads: int, device: str) -> Pausing:  # noqa: ARG002 - the protocol's
        return self

    def lost(self, item: int, reason: str) -> int:  # noqa: ARG002 - the protocol's
        raise RuntimeError(reason)


@dataclass(frozen=True)
class Timed:
    """Items a second of one run: all of it, and after every worker's first window; and a hash of the results."""

    whole: float
    steady: float
    digest: str


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=1024, help=f"at least {4 * WINDOW}")
    parser.add_argument("--write", action="store_true", help="write docs/benchmarks/ray.md")
    options = parser.parse_args()
    articles = [
        Article(id=piece.id, source=piece.id, content="\n\n".join(piece.paragraphs), title=piece.title)
        for piece in pieces(options.articles, words=WORDS)
    ]
    stage = Summarizing(ModelSettings(), SummarySettings())
    local = timed(engine(EngineSettings()), Summarizing(ModelSettings(threads=2), SummarySettings()), articles, 2)
    with nodes(2):
        two = timed(on_cluster(), stage, articles, 2)
        one = timed(on_cluster(workers=1), stage, articles[: len(articles) // 2], 1)
    if two.digest != local.digest:
        raise SystemExit("the engines disagree")
    growth = []
    for count in NODES:
        with nodes(count):
            numbers = list(range(WINDOW * WINDOWS_EACH * count))
            growth.append((count, timed(on_cluster(), Pausing(), numbers, count)))
    page = render(len(articles), local, two, one, growth)
    print(page)
    if options.write:
        PAGE.write_text(page, encoding="utf-8")
        page_link = "[benchmarks/ray.md](benchmarks/ray.md)"
        measured = f"{one.whole:.1f} articles of {WORDS} words a second, its start included ({page_link})"
        before, _, rest = GUIDE.read_text(encoding="utf-8").partition(START)
        after = rest.partition(END)[2]
        GUIDE.write_text(f"{before}{START}\n{sizing(one.whole, measured)}{END}{after}", encoding="utf-8")


def on_cluster(workers: int = 0) -> Engine:
    return engine(EngineSettings(name="ray", address="auto", workers=workers))


@contextmanager
def nodes(count: int) -> Iterator[None]:
    """A head that does no work and `count` nodes of one processor; this process is connected to it."""
    os.environ.update(ray_cluster.ENVIRONMENT)
    import ray
    from ray.cluster_utils import Cluster

    size = {"object_store_memory": 100_000_000}
    running = Cluster(initialize_head=True, head_node_args={"num_cpus": 0, "include_dashboard": False, **size})
    try:
        for _ in range(count):
            running.add_node(num_cpus=1, **size)
        ray.init(running.address, log_to_driver=False, logging_level="error")
        yield
    finally:
        ray.shutdown()
        running.shutdown()


def timed(runner: Engine, stage: Stage, items: list[Any], workers: int) -> Timed:
    """Map `stage` over `items`; the clock of the steady rate starts when every worker's first window is in."""
    skipped, digest = WINDOW * workers, hashlib.sha256()
    started = begun = time.perf_counter()
    for number, result in enumerate(runner.map(stage, items), start=1):
        digest.update(json.dumps(result).encode())
        if number == skipped:
            begun = time.perf_counter()
    ended = time.perf_counter()
    return Timed(len(items) / (ended - started), (len(items) - skipped) / (ended - begun), digest.hexdigest())


def sizing(rate: float, measured: str) -> str:
    """Cores and core hours for a million articles a day, from articles a second and core."""
    hours = MILLION / rate / 3600
    rows = "\n".join(
        f"| {each} h | {MILLION / each / 3600:.1f} | {MILLION / each / 3600 / rate:.1f} "
        f"| {math.ceil(MILLION / each / 3600 / rate / BUSY)} |"
        for each in HOURS
    )
    return f"""
One core: {measured}.

1,000,000 articles ÷ {rate:.1f} a second ÷ 3,600 = **{hours:.0f} core hours**, and ÷ {BUSY:.0%} of the time computing =
{hours / BUSY:.0f} core hours to pay for.

| all of them within | articles a second | cores computing | cores to rent (÷ {BUSY:.0%}) |
|---|---|---|---|
{rows}

At an assumed {PRICE} $ a core hour, {hours / BUSY:.0f} core hours are {hours / BUSY * PRICE:.2f} $ a day.

"""


def render(articles: int, local: Timed, two: Timed, one: Timed, growth: list[tuple[int, Timed]]) -> str:
    """The Markdown page."""
    import ray

    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    base = growth[0][1].steady
    rows = "\n".join(
        f"| {count} | {run.whole:.0f} | {run.steady:.0f} | {run.steady / (base * count):.0%} |" for count, run in growth
    )
    return f"""# The Ray engine

Written by `python benchmarks/ray_engine.py --articles {articles} --write`, on {os.cpu_count()} cores of
{platform.machine()} with {memory:.0f} GiB, Python {platform.python_version()}, Ray {ray.__version__}.

`summarize` over {articles} invented articles of about {WORDS} words, in articles a second. *Whole run* includes the
check of the nodes and the start of the workers with their models; *after the start* begins when every worker's first
window is in. The bytes of the results were the same.

| engine | whole run | after the start |
|---|---|---|
| local, 2 threads | {local.whole:.2f} | {local.steady:.2f} |
| Ray, 2 nodes of one processor, 2 workers | {two.whole:.2f} | {two.steady:.2f} |
| Ray, 1 worker (half of the articles) | {one.whole:.2f} | {one.steady:.2f} |
| **2 workers against local** (goal ≥ 0.9) | {two.whole / local.whole:.2f} | {two.steady / local.steady:.2f} |
| 2 workers against 1 | {two.whole / one.whole:.2f} | {two.steady / one.steady:.2f} |

Results come a window of {WINDOW} articles at a time, so with few windows the rate after the start says little; the
whole run is the figure to go by.

More nodes, simulated: all are on this machine and their workers wait {1000 * PAUSE:.0f} ms an item instead of
computing, {WINDOWS_EACH} windows of {WINDOW} items for each worker, in items a second. What falls short of 100 % is the
cost of handing out, ordering and collecting, with all node processes sharing {os.cpu_count()} cores.

| nodes | whole run | after the start | of linear growth |
|---|---|---|---|
{rows}
"""


if __name__ == "__main__":
    # Not this module's own `main`: a worker looks its stages up by the name of their module.
    import ray_engine as module

    module.main()
