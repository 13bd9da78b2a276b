"""Where the time goes and how far that is from the machine's limit: `python benchmarks/speed.py PART [--write]`.

`encoder`  the encoder's arithmetic a second against a matrix product of this machine, measured in turns in one run
`peers`    articles a second: ours, bert-extractive-summarizer, sumy, and sentence-transformers' loop, in one run
`stages`   where a build spends its time, for each of `--sizes`, the first and the second time; start-up
`gpu`      encoder, key points, heads and (with --generator) a generator on a graphics card, against the processor
`scale`    time and memory of builds and of `extract --jsonl` for each of `--sizes`; may be run size by size

With --write a part replaces its own section of docs/benchmarks/speed.md; `scale` also draws the plots beside it, from
all sizes measured so far (docs/benchmarks/speed.json).
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks import articles, plots  # noqa: E402

PAGE = ROOT / "docs" / "benchmarks" / "speed.md"
POINTS = PAGE.with_suffix(".json")
WORDS, SHORT, POOL = 600, 60, 2_000
# Of all-MiniLM-L6-v2, whose arithmetic is counted below.
LAYERS, SIZE, INNER = 6, 384, 1536
Row = Sequence[object]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("part", choices=("encoder", "peers", "stages", "gpu", "scale"))
    parser.add_argument("--articles", type=int, default=100, help="articles of 600 words for encoder and peers")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--sizes", type=int, nargs="+", default=[100])
    parser.add_argument("--threads", type=int, default=os.cpu_count(), help="threads of encoder and matrix product")
    parser.add_argument("--bert-python", type=Path, help="Python of an environment with bert-extractive-summarizer")
    parser.add_argument("--device", default="auto", help="of gpu: auto, cuda, mps or cpu")
    parser.add_argument("--generator", help="of gpu: a model that rewrites, as models.generator names it")
    parser.add_argument("--write", action="store_true", help="update docs/benchmarks/speed.md")
    options = parser.parse_args()
    text = {"encoder": encoder, "peers": peers, "stages": stages, "gpu": gpu, "scale": scale}[options.part](options)
    print(text)
    if options.write:
        write(options.part, text)


def encoder(options: argparse.Namespace) -> str:
    """Our encoder, the same weights in transformers and the plain matrix product, in turns; the best of each."""
    import torch

    from briefing.models.bert_on_packed_sentences import Bert
    from briefing.models.encoder import TransformerEncoder

    torch.set_num_threads(options.threads)
    texts = [text for piece in articles.pieces(options.articles, words=WORDS) for text in piece.sentences]
    ours, theirs = TransformerEncoder(threads=options.threads), TransformerEncoder(threads=options.threads)
    ours.encode(texts[:64])
    load, Bert.load = Bert.load, lambda _folder: None
    theirs.encode(texts[:64])
    Bert.load = load
    count = sum(len(item.ids) for item in ours._tokenizer.encode_batch_fast(texts))
    work = count * LAYERS * (8 * SIZE * SIZE + 4 * SIZE * INNER)
    best: dict[str, float] = {}
    for _ in range(options.rounds):
        for name, run in (("ours", ours.encode), ("transformers", theirs.encode)):
            best[name] = max(best.get(name, 0.0), work / timed(lambda run=run: run(texts)))
        best["product"] = max(best.get("product", 0.0), product(torch))
        best["tokens"] = max(best.get("tokens", 0.0), len(texts) / timed(lambda: ours._tokenizer.encode_batch(texts)))
    rows = [
        ("matrix product, 1024 × 1024 × 1024", f"{best['product'] / 1e9:.1f}", "100 %", ""),
        *(
            (
                name,
                f"{best[key] / 1e9:.1f}",
                f"{best[key] / best['product']:.0%}",
                f"{best[key] / work * len(texts):.0f}",
            )
            for name, key in (
                ("our encoder, tokenising included", "ours"),
                ("transformers, batches of one length, tokenising included", "transformers"),
            )
        ),
    ]
    return (
        f"{len(texts)} sentences, {count / len(texts):.1f} tokens each, {options.threads} threads, float32. Counted are"
        f" the matrix products of the {LAYERS} layers with their weights; attention's own, normalisation and everything"
        " else is time without credit. The goal is 75 %.\n\n"
        + table(("", "GFLOP/s", "of the product", "sentences/s"), rows)
        + f"\nTokenising alone: {best['tokens']:.0f} sentences a second,"
        f" {best['ours'] / work * len(texts) / best['tokens']:.1%} of the encoder's time.\n"
    )


def product(torch: object) -> float:
    """Arithmetic a second of a matrix product, the best of several."""
    matrix = torch.randn(1024, 1024)  # type: ignore[attr-defined]
    out = torch.empty(1024, 1024)  # type: ignore[attr-defined]
    return max(5 * 2 * 1024**3 / timed(lambda: [torch.mm(matrix, matrix, out=out) for _ in range(5)]) for _ in range(8))  # type: ignore[attr-defined]


def peers(options: argparse.Namespace) -> str:
    """Articles a second of every system; each round has articles of its own, so that nobody knows them already."""
    rates: dict[str, float] = {}
    skipped: dict[str, str] = {}
    for number in range(options.rounds):
        with tempfile.TemporaryDirectory() as name:
            for system, run in contestants(options, Path(name), seed=number + 1).items():
                # In turns, so that what else the machine does meets them all alike.
                try:
                    rates[system] = max(rates.get(system, 0.0), options.articles / run())
                except ImportError as error:
                    skipped[system] = f"{error.name} is not installed"
    own = rates["briefing, key points"]
    rows = [
        (name, f"{rate:.2f}", f"{own / rate:.2f}") for name, rate in sorted(rates.items(), key=lambda pair: -pair[1])
    ]
    whole = rates["briefing, read to rendered edition"] / rates["briefing, encoder alone"]
    return (
        f"{options.articles} articles of {WORDS} words, others in each round; the best of {options.rounds} rounds in"
        " turns, models loaded before.\n\n"
        + table(("", "articles/s", "our key points are … times as fast"), rows)
        + f"\nFrom reading to the rendered edition at {whole:.0%} of the encoder-only rate (goal 85 %).\n"
        + "\nThe encoder alone takes every sentence. Key points need only those that can matter"
        " (`briefing/summarize/prefilter_sentences.py`), a build the others as well of articles that share their story"
        " with another one (`briefing/stories/encode_remaining_sentences.py`).\n"
        + "".join(f"\nNot run: {name} ({reason}).\n" for name, reason in skipped.items())
    )


def contestants(options: argparse.Namespace, folder: Path, *, seed: int) -> dict[str, Callable[[], float]]:
    """What takes how many seconds for the articles of one round; `folder` is empty."""
    from benchmarks import systems
    from briefing.config import SummarySettings
    from briefing.models import locate_encoder
    from briefing.summarize.encode_and_summarize_articles import encode_and_summarize

    documents, tools = made(options.articles, seed=seed), loaded()
    articles.write(folder / "articles", articles.pieces(options.articles, words=WORDS, seed=seed))
    texts = [text for document in documents for text in systems.sentences(document)]

    def graph(name: str) -> float:
        system = systems.sumy(name)
        method = system.load()
        return timed(lambda: system.run(method, documents))

    def bert(kind: str) -> float:
        run = systems.bert(options.bert_python, locate_encoder.locate("all-MiniLM-L6-v2"), kind)
        return float(run(documents)["seconds"])

    runs: dict[str, Callable[[], float]] = {
        "briefing, read to rendered edition": lambda: timed(lambda: build_once(folder)),
        "briefing, key points": lambda: timed(lambda: list(encode_and_summarize(documents, tools, SummarySettings()))),
        "briefing, encoder alone": lambda: timed(lambda: tools.encoder.encode(texts)),
        "sentence-transformers, a call for each article": lambda: plain_loop(documents),
        "sumy LexRank": lambda: graph("LexRank"),
        "sumy TextRank": lambda: graph("TextRank"),
    }
    if options.bert_python:
        runs["bert-extractive-summarizer, same weights"] = lambda: bert("Summarizer")
        runs["its SBertSummarizer, same weights"] = lambda: bert("SBertSummarizer")
    return runs


def made(count: int, *, seed: int) -> list:
    """Documents of generated articles."""
    from briefing.extract import extract
    from briefing.records import Article

    found = articles.pieces(count, words=WORDS, seed=seed)
    return [
        extract(Article(id=each.id, source=each.id, content="\n\n".join(each.paragraphs), title=each.title))
        for each in found
    ]


@lru_cache(maxsize=1)
def loaded() -> Any:
    """Our models, loaded once; loading is timed for nobody."""
    from briefing.config import ModelSettings
    from briefing.summarize.encode_and_summarize_articles import make_tools

    tools = make_tools(ModelSettings(), None)
    tools.encoder.encode(["One short sentence."])
    return tools


def plain_loop(documents: Sequence) -> float:
    """What one writes first: encode each article's sentences with sentence-transformers, take the most central."""
    import numpy as np

    from benchmarks import systems

    model = sentence_transformer()

    def run() -> None:
        for document in documents:
            found = model.encode(systems.sentences(document), batch_size=32, show_progress_bar=False)
            np.argsort(found @ found.mean(axis=0))[-3:]

    return timed(run)


@lru_cache(maxsize=1)
def sentence_transformer() -> Any:
    """The encoder in sentence-transformers, loaded once."""
    from sentence_transformers import SentenceTransformer

    from briefing.models import locate_encoder

    return SentenceTransformer(str(locate_encoder.locate("all-MiniLM-L6-v2")), device="cpu")


def build_once(folder: Path) -> None:
    """Read, extract, encode, group and render the articles in `folder` in this process, with a model already loaded."""
    from briefing import pipeline
    from briefing.config import Settings, SourceSettings
    from briefing.models.cached_encoder import CachedEncoder
    from briefing.store.result_cache import key
    from briefing.summarize import encode_and_summarize_articles

    tools, before = loaded(), pipeline.make_tools
    pipeline.make_tools = lambda _, cache: encode_and_summarize_articles.Tools(
        (encoder := CachedEncoder(tools.encoder, cache, key)), cache, tools.grades, tools.parser, encoder
    )
    try:
        with tempfile.TemporaryDirectory() as name:
            settings = Settings.model_validate({"archive": {"build": False}})
            source = SourceSettings(url=str(folder / "articles"))
            pipeline.build(settings, [source], folder=Path(name), day=articles.DAY, today=articles.DAY)
    finally:
        pipeline.make_tools = before


def stages(options: argparse.Namespace) -> str:
    """The reports of a first and a second build for each size, and how long the program takes to start."""
    parts = []
    for size in options.sizes:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            articles.write(folder / "articles", articles.pieces(size, words=WORDS))
            first, second = build(folder), build(folder)
        rows = [
            (stage["name"], stage["count"] or "", f"{stage['seconds']:.2f}", f"{again.get(stage['name'], 0.0):.2f}")
            for again in [{each["name"]: each["seconds"] for each in second["stages"]}]
            for stage in first["stages"]
        ]
        rows.append(("whole process, start included", size, f"{first['wall']:.2f}", f"{second['wall']:.2f}"))
        rows.append(("most memory, MB", "", f"{first['peak_megabytes']:.0f}", f"{second['peak_megabytes']:.0f}"))
        parts.append(
            f"{size} articles of {WORDS} words; the second build is {first['wall'] / second['wall']:.0f} times as fast"
            " as the first.\n\n" + table(("stage", "items", "first, s", "second, s"), rows)
        )
    first_sentence = start_up("from briefing import summarize; summarize('One short sentence is here. And another.')")
    bare = start_up("import torch")
    help_page = timed(lambda: subprocess.run([sys.executable, "-m", "briefing", "--help"], stdout=subprocess.DEVNULL))
    rows = [
        ("`briefing --help`", f"{help_page:.2f}"),
        ("to the first encoded sentence, as a new process", f"{first_sentence:.2f}"),
        ("of that, importing torch", f"{bare:.2f}"),
    ]
    return "\n".join(parts) + "\n" + table(("start-up", "s"), rows)


def start_up(code: str) -> float:
    return min(timed(lambda: subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)) for _ in range(3))


def gpu(options: argparse.Namespace) -> str:
    """Articles a second, utilisation and memory on a graphics card."""
    from benchmarks import speed_gpu
    from briefing.config import ModelSettings

    settings = ModelSettings(device=options.device, generator=options.generator)
    return f"{options.articles} articles of {WORDS} words. " + speed_gpu.report(
        made(options.articles, seed=1), settings
    )


def scale(options: argparse.Namespace) -> str:
    """Builds and streams of short articles in any number; what was measured before is kept."""
    points = json.loads(POINTS.read_text()) if POINTS.exists() else {}
    for size in options.sizes:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            # About a thousand articles a day, as one reader's feeds bring; the edition is that of the last day.
            days = max(1, size // 1000)
            found = articles.pieces(size, words=SHORT, days=days, pool=POOL)
            articles.write(folder / "articles", found)
            first, second = build(folder), build(folder)
            articles.write_lines(folder / "in.jsonl", articles.pieces(size, words=SHORT, pool=POOL))
            seconds, megabytes = stream(folder / "in.jsonl")
        points[str(size)] = {
            "build": first["wall"],
            "build_megabytes": first["peak_megabytes"],
            "again": second["wall"],
            "extract": seconds,
            "extract_megabytes": megabytes,
        }
    if options.write:
        POINTS.write_text(json.dumps(dict(sorted(points.items(), key=lambda pair: int(pair[0]))), indent=1) + "\n")
        draw(points)
    sizes = sorted(map(int, points))
    rows = [
        (
            f"{size:,}",
            *(f"{points[str(size)][name]:.1f}" for name in ("build", "again", "extract")),
            *(f"{points[str(size)][name]:.0f}" for name in ("build_megabytes", "extract_megabytes")),
        )
        for size in sizes
    ]
    head = ("articles", "first build, s", "second, s", "extract --jsonl, s", "build, MB", "extract, MB")
    return (
        f"Short articles ({SHORT} words) whose sentences are drawn from {POOL:,}, so that most are encoded once: what"
        " grows here is everything but the encoder, whose time is proportional to the number of new sentences. About a"
        " thousand articles a day; the edition is of the last day, the others are read, extracted and counted. Whole"
        f" processes, start included.\n\n{table(head, rows)}\n![Time](speed-time.svg)\n\n![Memory](speed-memory.svg)\n"
    )


def draw(points: Mapping[str, Mapping[str, float]]) -> None:
    sizes = sorted(map(int, points))
    series = {"first build": "build", "second build": "again", "extract --jsonl": "extract"}
    seconds = {name: [(size, points[str(size)][key]) for size in sizes] for name, key in series.items()}
    memory = {
        name: [(size, points[str(size)][key]) for size in sizes]
        for name, key in (("build", "build_megabytes"), ("extract --jsonl", "extract_megabytes"))
    }
    PAGE.with_name("speed-time.svg").write_text(plots.loglog("Seconds by number of articles", "s", seconds))
    PAGE.with_name("speed-memory.svg").write_text(plots.loglog("Most memory by number of articles", "MB", memory))


def build(folder: Path) -> dict:
    """The report of one `briefing build` as a process of its own, with its whole time as `wall`."""
    settings = folder / "briefing.toml"
    settings.write_text("[archive]\nsearch = false\n[output]\ncache_megabytes = 4000\n")
    command = [sys.executable, "-m", "briefing", "build", str(folder / "articles"), "-o", str(folder / "out"), "-q"]
    wall = timed(lambda: subprocess.run([*command, "-c", str(settings)], cwd=ROOT, check=True))
    (report,) = (folder / "out").glob("????-??-??/run.json")
    return {**json.loads(report.read_text()), "wall": wall}


def stream(lines: Path) -> tuple[float, float]:
    """Seconds and most MB of `briefing extract --jsonl`."""
    started = time.perf_counter()
    with lines.with_suffix(".out").open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "briefing", "extract", "--jsonl", str(lines)], stdout=out, cwd=ROOT
        )
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"extract ended with {process.returncode}")
    return time.perf_counter() - started, usage.ru_maxrss * 1024 / 1e6


def timed(run: Callable[[], object]) -> float:
    started = time.perf_counter()
    run()
    return time.perf_counter() - started


def table(head: Sequence[str], rows: Sequence[Row]) -> str:
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return "".join("| " + " | ".join(map(str, line)) + " |\n" for line in lines)


def write(part: str, text: str) -> None:
    """Replace the section of `part` in the page."""
    machine = f"{os.cpu_count()} cores of {platform.machine()}, Python {platform.python_version()}, load "
    machine += f"{os.getloadavg()[0]:.1f} at the end"
    page = PAGE.read_text(encoding="utf-8")
    head, start, rest = page.partition(f"<!-- {part} -->\n")
    if not start:
        sys.exit(f"{PAGE.name} has no section for {part}")
    _, end, tail = rest.partition("<!-- end -->\n")
    shown = ["PEERS/bin/python" if before == "--bert-python" else each for before, each in pairwise(sys.argv)]
    command = " ".join(["python", f"benchmarks/{Path(sys.argv[0]).name}", *shown]).replace(" --write", "")
    page = f"{head}{start}\n{text}\n`{command}` on {machine}.\n\n{end}{tail}"
    PAGE.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
