"""How long a build takes and how much memory it needs: `python benchmarks/build.py [--articles 100] [--write]`.

Articles of about 600 words are made from the sentences of `seeds/`, shuffled with a fixed seed, so that every sentence
is real English and no two articles are the same; each sentence is varied by a number, so that none is encoded once for
many. A build is timed as a whole process, first with an empty output folder and then again. The encoder is compared
with the bare model on length-sorted batches of the same sentences, in turns within one process.

With --write the table replaces the one in docs/benchmarks/build.md.
"""

from __future__ import annotations

import argparse
import os
import platform
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from briefing import extract, read
from briefing.config import SourceSettings
from briefing.models import locate_encoder
from briefing.models.encoder import TransformerEncoder
from briefing.records import Failure

ROOT = Path(__file__).resolve().parent.parent
TABLE = ROOT / "docs" / "benchmarks" / "build.md"
WORDS = 600
BATCH = 64


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=100)
    parser.add_argument("--rounds", type=int, default=3, help="rounds of the encoder comparison")
    parser.add_argument("--write", action="store_true", help="write docs/benchmarks/build.md")
    options = parser.parse_args()
    sentences = seed_sentences()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        texts = make_articles(folder / "articles", options.articles, sentences)
        first = build(folder)
        second = build(folder)
    ours, bare = throughput(texts[: options.articles // 4 or 1], options.rounds)
    table = render(options.articles, first, second, ours, bare)
    print(table)
    if options.write:
        TABLE.parent.mkdir(parents=True, exist_ok=True)
        TABLE.write_text(table, encoding="utf-8")


def seed_sentences() -> list[str]:
    """Sentences of the sample articles, in a fixed order."""
    found = []
    for article in read(SourceSettings(url=str(ROOT / "seeds"))):
        if not isinstance(article, Failure):
            document = extract(article)
            if document.language == "en":
                found += [document.text[start:end] for start, end in document.sentences]
    return sorted(set(found))


def make_articles(folder: Path, count: int, sentences: list[str]) -> list[list[str]]:
    """Write `count` articles; returns the sentences of each."""
    folder.mkdir(parents=True)
    chance = random.Random(20251023)
    texts = []
    for number in range(count):
        text: list[str] = []
        while sum(len(sentence.split()) for sentence in text) < WORDS:
            text.append(f"{chance.choice(sentences)[:-1]}, according to note {chance.randrange(10**6)}.")
        texts.append(text)
        paragraphs = "\n\n".join(" ".join(text[start : start + 3]) for start in range(0, len(text), 3))
        front = (
            f"---\ntitle: Report number {number}\noutlet: Outlet {number % 9}\npublished: 2025-10-23T08:00:00Z\n---\n\n"
        )
        (folder / f"{number:05}.txt").write_text(front + paragraphs + "\n", encoding="utf-8")
    return texts


def build(folder: Path) -> tuple[float, float]:
    """Seconds and peak MB of one `briefing build`, as a process of its own."""
    command = [sys.executable, "-m", "briefing", "build", str(folder / "articles"), "-o", str(folder / "out"), "-q"]
    started = time.perf_counter()
    process = subprocess.Popen(command, cwd=ROOT)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 3):
        sys.exit(f"the build failed with exit code {process.returncode}")
    return time.perf_counter() - started, usage.ru_maxrss / 1024


def throughput(texts: list[list[str]], rounds: int) -> tuple[float, float]:
    """Best sentences a second of our encoder and of the bare model, taken in turns."""
    import torch
    from transformers import AutoModel, AutoTokenizer

    place = locate_encoder.locate("all-MiniLM-L6-v2")
    tokenizer, model = AutoTokenizer.from_pretrained(place), AutoModel.from_pretrained(place).eval()
    sentences = [sentence for text in texts for sentence in text]
    ordered = sorted(sentences, key=lambda sentence: len(tokenizer.tokenize(sentence)))
    ready = [
        tokenizer(ordered[start : start + BATCH], padding=True, truncation=True, max_length=128, return_tensors="pt")
        for start in range(0, len(ordered), BATCH)
    ]
    encoder = TransformerEncoder()
    encoder.encode(sentences[:BATCH])
    best = [0.0, 0.0]
    for _ in range(rounds):
        started = time.perf_counter()
        encoder.encode(sentences)
        middle = time.perf_counter()
        with torch.inference_mode():
            for batch in ready:
                model(**batch)
        ended = time.perf_counter()
        best = [
            max(best[0], len(sentences) / (middle - started)),
            max(best[1], len(sentences) / (ended - middle)),
        ]
    return best[0], best[1]


def render(articles: int, first: tuple[float, float], second: tuple[float, float], ours: float, bare: float) -> str:
    """The Markdown page."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return f"""# Speed and memory of a build

Written by `python benchmarks/build.py --articles {articles} --write`, on {os.cpu_count()} cores of
{platform.machine()} with {memory:.0f} GiB, Python {platform.python_version()}.

| measure | figure | goal |
|---|---|---|
| first build of {articles} articles of {WORDS} words | {first[0]:.1f} s | < 45 s for 100 |
| second build, vectors cached | {second[0]:.1f} s | < 4 s for 100 |
| peak memory, first build | {first[1]:.0f} MB | < 1,300 MB |
| peak memory, second build | {second[1]:.0f} MB | |
| encoder, sentences a second (tokenising included) | {ours:.0f} | |
| bare model on length-sorted batches of {BATCH} (tokens ready) | {bare:.0f} | |
| encoder against bare model | {ours / bare:.0%} | ≥ 85 % |

Memory of the benchmark itself: {own:.0f} MB.
"""


if __name__ == "__main__":
    main()
