"""Where the time of a build goes, step by step: `python benchmarks/steps.py [--sizes 100 1000 10000] [--write]`.

Invented articles are built in this process, with clocks around the functions that do a step's work. Seconds are those
of the processor, so that a shared machine does not count. A step's time is its own: what another step does inside it
counts there alone. With --write the table in docs/benchmarks/speed.md is
replaced.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks import articles, speed  # noqa: E402

START = "import briefing.pipeline, briefing.stories.make_stories, tokenizers, torch"


class Clocks:
    """Seconds of each step, without what other steps take inside it."""

    def __init__(self) -> None:
        self.spent: Counter[str] = Counter()
        self._inside: list[str] = []
        self._since = 0.0

    def around(self, owner: Any, name: str, step: str) -> None:
        """Count what `owner.name` takes as `step`."""
        work: Callable[..., Any] = getattr(owner, name)

        def counted(*args: Any, **named: Any) -> Any:
            self._turn()
            self._inside.append(step)
            try:
                return work(*args, **named)
            finally:
                self._turn()
                self._inside.pop()

        setattr(owner, name, counted)

    def _turn(self) -> None:
        now = time.process_time()
        if self._inside:
            self.spent[self._inside[-1]] += now - self._since
        self._since = now


class Counted:
    """A tokenizer whose work is counted: its own methods cannot be replaced."""

    def __init__(self, tokenizer: Any, clocks: Clocks) -> None:
        self._tokenizer = tokenizer
        clocks.around(self, "encode_batch_fast", "tokenising")

    def encode_batch_fast(self, texts: list[str]) -> Any:
        return self._tokenizer.encode_batch_fast(texts)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._tokenizer, name)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[100, 1000, 10_000])
    parser.add_argument("--words", type=int, default=120)
    parser.add_argument("--write", action="store_true", help="update docs/benchmarks/speed.md")
    options = parser.parse_args()
    imports = min(speed.timed(lambda: subprocess.run([sys.executable, "-c", START], check=True)) for _ in range(3))
    clocks = Clocks()
    instrument(clocks)
    columns = []
    for size in options.sizes:
        clocks.spent.clear()
        with tempfile.TemporaryDirectory() as name:
            articles.write(Path(name) / "articles", articles.pieces(size, words=options.words))
            start = time.process_time()
            speed.build_once(Path(name))
            whole = time.process_time() - start
        columns.append(Counter({**clocks.spent, "everything else": whole - clocks.spent.total()}))
        print(f"{size}: {whole:.1f} s", file=sys.stderr, flush=True)
    text = render(options, imports, columns)
    print(text)
    if options.write:
        speed.write("steps", text)


def instrument(clocks: Clocks) -> None:
    """Put a clock around every step."""
    from briefing.extract import extraction_cache
    from briefing.extract.extraction_workers import Workers
    from briefing.language import detect_language, split_sentences
    from briefing.render import output_formats
    from briefing.store.result_cache import Cache
    from briefing.stories import make_stories
    from briefing.summarize import encode_and_summarize_articles

    # Everything in this process, where it can be counted.
    Workers.worthwhile = lambda _self, _texts: False  # type: ignore[method-assign]
    encoder = speed.loaded().encoder
    encoder._tokenizer = Counted(encoder._tokenizer, clocks)
    for owner, name, step in (
        (extraction_cache, "attempt", "extraction"),
        (detect_language, "detect", "language"),
        (split_sentences, "split", "sentences"),
        (encoder, "encode", "encoder, all layers"),
        (encoder, "skim", "encoder, first layers"),
        (encode_and_summarize_articles.DependencyParser, "parse", "dependency parser"),
        (encode_and_summarize_articles.summarize_article, "read", "features of sentences"),
        (encode_and_summarize_articles.summarize_article, "choose", "choosing key points"),
        (encode_and_summarize_articles.summarize_article, "summarize", "shortening, putting names in"),
        (encode_and_summarize_articles.show_unfaithful_points_whole, "keep_licensed", "checking what was shortened"),
        (make_stories, "_clusters", "grouping"),
        (make_stories, "_lines", "lines of stories"),
        (make_stories, "_story", "telling stories"),
        (output_formats, "every", "rendering"),
        (Cache, "get_many", "cache"),
        (Cache, "put_many", "cache"),
    ):
        clocks.around(owner, name, step)


def render(options: argparse.Namespace, imports: float, columns: list[Counter[str]]) -> str:
    steps = sorted({step for column in columns for step in column}, key=lambda step: -columns[-1][step])
    rows = [
        (step, *(f"{column[step]:.2f} ({column[step] / column.total():.1%})" for column in columns)) for step in steps
    ]
    rows.append(("all", *(f"{column.total():.2f}" for column in columns)))
    head = ("step", *(f"{size:,} articles, s" for size in options.sizes))
    return (
        f"Articles of {options.words} words, all of one day, built in one process whose models are loaded; seconds of"
        f" the processor. Before that, starting Python and importing everything takes {imports:.1f} s by the clock."
        f"\n\n{speed.table(head, rows)}"
    )


if __name__ == "__main__":
    main()
