"""Key points against what else a newsroom could embed: quality, speed and memory, as one page.

    python -m benchmarks.keypoints --bert-python PEERS/bin/python --write docs/benchmarks/keypoints.md
    python -m benchmarks.keypoints --gate                  compare with the pinned floors; exit 1 below them
    python -m benchmarks.keypoints --pin [--lower]         write the floors; --lower allows lower ones

Every system sees the same sentences, as `briefing` extracted them. Quality is measured on all articles; vectors and
what bert-extractive-summarizer answered are kept below `--cache`, so a second run is quick. Speed and memory are
measured on `--speed` articles of CNN/Daily Mail, each system in a fresh process, nothing cached, loading not timed.

sumy and bert-extractive-summarizer are no dependencies of this project, and the second needs transformers 4, so each is
asked for: `pip install sumy` beside briefing for the first; for the second `--bert-python` names the Python of an
environment of its own, made by

    python -m venv PEERS
    PEERS/bin/pip install bert-extractive-summarizer "transformers<5" "sentence-transformers<5.2"
"""

from __future__ import annotations

import argparse
import multiprocessing
import pickle
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from benchmarks import keypoints_gate, systems
from benchmarks.corpora import DEV, ROOT, Corpus, load
from benchmarks.scoring import equal_words, interval, reader, rouge
from briefing.models.locate_encoder import locate

MARK = "<!-- table -->"
OURS = "**briefing**"
BERT = "bert-extractive-summarizer"
QUALITY = (
    "| set | system | R-1 | R-2 | R-Lsum | R-1 over Lead-3 | R-2 over Lead-3 | R-1 over Lead-3, equal words | "
    "briefing over it, R-1 | briefing over it, R-2 | words | over 30 words % | repeated words % | place % |\n"
    "|---|---" + "|---:" * 12 + "|"
)
SPEED = "| system | articles/s | peak MB |\n|---|---:|---:|"


def language(name: str) -> str:
    return "french" if name == "french" else "english"


def entrants(corpus: Corpus, memory: systems.Memory | None) -> dict[str, systems.System]:
    """What is compared on `corpus`, without bert-extractive-summarizer, which runs elsewhere."""
    spoken = language(corpus.name)
    return {
        OURS: systems.ours(memory),
        "briefing, sentences whole": systems.ours(memory, compress=False),
        "briefing, untrained baseline": systems.ours(memory, trained=False),
        "Lead-3": systems.lead(),
        **{kind: systems.sumy(kind, spoken) for kind in ("LexRank", "TextRank", "LSA")},
        "oracle": systems.oracle(corpus.references),
    }


def quality(corpus: Corpus, options: argparse.Namespace) -> list[str]:
    """The rows of one set: all its articles, then those that bert-extractive-summarizer has time for."""
    picks = answers(corpus, options)
    rows = [_row(corpus, label, picks) for label in picks]
    if options.bert_python:
        few = corpus.first(options.bert_articles)
        picks = {label: found[: len(few.documents)] for label, found in picks.items()}
        picks[BERT] = bert_answers(few, options)
        rows.append(_row(few, BERT, picks))
    return rows


def answers(corpus: Corpus, options: argparse.Namespace) -> dict[str, systems.Picks]:
    """What every system but bert-extractive-summarizer picks."""
    memory = systems.Memory(_kept(options.cache / f"{corpus.name}-vectors.pkl", dict))
    picks = {label: system.run(system.load(), corpus.documents) for label, system in entrants(corpus, memory).items()}
    _keep(options.cache / f"{corpus.name}-vectors.pkl", dict(memory))
    return picks


def bert_answers(corpus: Corpus, options: argparse.Namespace) -> systems.Picks:
    run = systems.bert(options.bert_python, locate("all-MiniLM-L6-v2"))
    file = options.cache / f"bert-{corpus.digest}.pkl"
    found = _kept(file, lambda: run(corpus.documents)["picks"])
    _keep(file, found)
    return found


def _row(corpus: Corpus, label: str, picks: dict[str, systems.Picks]) -> str:
    """One line of the table; `picks` are of the articles of `corpus`."""
    texts = {name: [[pick.text for pick in points] for points in picks[name]] for name in {label, OURS, "Lead-3"}}
    scores = {name: rouge(corpus.references, found) for name, found in texts.items()}
    own, lead = equal_words(texts[label], texts["Lead-3"])
    equal = interval(rouge(corpus.references, own), rouge(corpus.references, lead))
    margin, ahead = interval(scores[label], scores["Lead-3"]), interval(scores[OURS], scores[label])
    places = [pick.place / len(item.sentences) for points, item in zip(picks[label], corpus.documents, strict=True)
              for pick in points]  # fmt: skip
    cells = [
        f"{corpus.name} ({len(corpus.documents)})", label, *(f"{value:.1f}" for value in scores[label].mean(axis=0)),
        *(["", "", ""] if label == "Lead-3" else [_margin(margin, 0), _margin(margin, 1), _margin(equal, 0)]),
        *(["", ""] if label == OURS else [_margin(ahead, 0), _margin(ahead, 1)]),
        *(f"{value:.0f}" for value in reader(texts[label]).values()),
        f"{100 * np.mean(places):.0f} ± {100 * np.std(places):.0f}",
    ]  # fmt: skip
    return f"| {' | '.join(cells)} |"


def _margin(found: tuple[np.ndarray, np.ndarray, np.ndarray], metric: int) -> str:
    mean, low, high = (values[metric] for values in found)
    return f"{mean:+.2f} [{low:+.2f}, {high:+.2f}]"


def speed(corpus: Corpus, options: argparse.Namespace) -> list[str]:
    """Articles a second and peak memory of every system that could be embedded."""
    rows = []
    for label, system in entrants(corpus, None).items():
        if label in (OURS, "LexRank", "TextRank", "LSA"):
            seconds, kilobytes = timed(system, corpus)
            rows.append(_pace(label, len(corpus.documents), seconds, kilobytes))
    if options.bert_python:
        found = systems.bert(options.bert_python, locate("all-MiniLM-L6-v2"))(corpus.documents)
        rows.append(_pace(BERT, len(corpus.documents), found["seconds"], found["kilobytes"]))
    return rows


def _pace(label: str, articles: int, seconds: float, kilobytes: int) -> str:
    return f"| {label} | {articles / seconds:.1f} | {kilobytes / 1024:.0f} |"


def timed(system: systems.System, corpus: Corpus) -> tuple[float, int]:
    """Seconds of `system` on `corpus` and its peak memory in kilobytes, in a process of its own."""
    receiver, sender = multiprocessing.get_context("fork").Pipe(duplex=False)

    def work() -> None:
        loaded = system.load()
        started = time.monotonic()
        system.run(loaded, corpus.documents)
        sender.send((time.monotonic() - started, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss))

    process = multiprocessing.get_context("fork").Process(target=work)
    process.start()
    sender.close()
    try:
        return receiver.recv()
    finally:
        process.join()


def _kept(file: Path, make: Callable):
    return pickle.loads(file.read_bytes()) if file.is_file() else make()


def _keep(file: Path, value: object) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(pickle.dumps(value))


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data")
    parser.add_argument("--write", type=Path, help="a page whose part after the mark is replaced")
    parser.add_argument("--sets", nargs="*", default=list(DEV), choices=list(DEV))
    parser.add_argument("--most", type=int, help="articles of each set; all by default")
    parser.add_argument("--speed", type=int, default=100, help="articles timed; 0 leaves speed out")
    parser.add_argument("--cache", type=Path, default=ROOT / "outputs" / "benchmarks")
    parser.add_argument("--bert-python", type=Path)
    parser.add_argument("--bert-articles", type=int, default=100, help="articles of each set it is given")
    parser.add_argument("--gate", action="store_true")
    parser.add_argument("--pin", action="store_true")
    parser.add_argument("--lower", action="store_true")
    return parser.parse_args()


def main() -> int:
    options = parse()
    if options.gate or options.pin:
        return keypoints_gate.run(options.data, pin=options.pin, lower=options.lower)
    # Timed first: a process that is forked later would start with what this one holds by then.
    pace = [SPEED, *speed(load(options.data, "cnndm", options.speed), options)] if options.speed else []
    lines = [QUALITY]
    for name in options.sets:
        lines += quality(load(options.data, name, options.most), options)
        print(lines[-1], flush=True)
    table = "\n".join([*lines, "", *pace])
    print(table)
    if options.write:
        head = options.write.read_text(encoding="utf-8").partition(MARK)[0]
        options.write.write_text(f"{head}{MARK}\n\n{table}\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
