"""Processor seconds of reading and summarizing real articles, of several versions in turns.

    python benchmarks/versions.py CHECKOUT [CHECKOUT …] [--articles 200] [--rounds 2] [--data DATA]

Each version runs in a process of its own, with one thread. Counted is the processor's time, so that what else a shared
machine does matters less; the same version still differs by a tenth from run to run. `encoder` is what all layers and
first layers take, `parser` the dependency parser; both are part of `summarize`.
"""

from __future__ import annotations

import argparse
import gzip
import importlib.util
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
# Where this version and earlier ones have what encodes and summarizes documents.
_PLACES = (
    ("briefing.summarize.encode_and_summarize_articles", "encode_and_summarize"),
    ("briefing.summarize.encode_articles", "encode_and_summarize"),
    ("briefing.condense", "condense"),
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checkouts", type=Path, nargs="*", default=[ROOT])
    parser.add_argument("--articles", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data")
    parser.add_argument("--measure", action="store_true", help="measure the version that is imported, in this process")
    options = parser.parse_args()
    if options.measure:
        print(json.dumps(measure(texts(options.data, options.articles))))
        return
    own = [__file__, "--measure", "--articles", str(options.articles), "--data", str(options.data.resolve())]
    for _ in range(options.rounds):
        for checkout in options.checkouts:
            environment = {**os.environ, "PYTHONPATH": str(checkout), "OMP_NUM_THREADS": "1"}
            done = subprocess.run(
                [sys.executable, "-P", *own], capture_output=True, cwd=checkout, env=environment, check=True, text=True
            )
            print(checkout, done.stdout.strip(), f"load {os.getloadavg()[0]:.1f}", flush=True)


def texts(data: Path, count: int) -> list[str]:
    """The first articles of CNN/Daily Mail, development part."""
    with gzip.open(data / "summaries" / "dev_cnndm.jsonl.gz", "rt", encoding="utf-8") as stream:
        return [json.loads(line)["text"] for line in islice(stream, count)]


def measure(articles: list[str]) -> dict[str, float]:
    """Seconds of each step, models loaded before."""
    from briefing.config import Settings
    from briefing.extract import extract
    from briefing.records import Article

    settings = Settings()
    models = settings.models.model_copy(update={"threads": 1})
    spent = {"read": 0.0, "summarize": 0.0, "encoder": 0.0, "parser": 0.0}
    read = counted(
        lambda: [extract(Article(id=str(n), source=str(n), content=text)) for n, text in enumerate(articles)],
        spent,
        "read",
    )
    documents = read()
    make_tools, summarize = _found()
    tools = make_tools(models, None)
    list(summarize(documents[:4], tools, settings.summary))
    for owner, name, step in (
        ("encoder", "encode", "encoder"),
        ("encoder", "skim", "encoder"),
        ("parser", "parse", "parser"),
    ):
        kind = type(getattr(tools, owner, None))
        if hasattr(kind, name):
            setattr(kind, name, counted(getattr(kind, name), spent, step))
    counted(lambda: list(summarize(documents, tools, settings.summary)), spent, "summarize")()
    return {step: round(seconds, 2) for step, seconds in spent.items()}


def counted(work: Callable[..., Any], spent: dict[str, float], step: str) -> Callable[..., Any]:
    """`work`, whose processor time is added to that of `step`."""

    def run(*args: Any, **named: Any) -> Any:
        start = time.process_time()
        try:
            return work(*args, **named)
        finally:
            spent[step] += time.process_time() - start

    return run


def _found() -> tuple[Callable[..., Any], Callable[..., Any]]:
    """`make_tools`, and what encodes and summarizes documents with them."""
    for module, name in _PLACES:
        if importlib.util.find_spec(module.rpartition(".")[0]) and importlib.util.find_spec(module):
            loaded = importlib.import_module(module)
            return loaded.make_tools, getattr(loaded, name)
    raise SystemExit("this version has nothing here that summarizes documents")


if __name__ == "__main__":
    main()
