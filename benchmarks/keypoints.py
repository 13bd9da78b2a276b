"""Key points against what else a newsroom could embed: quality, speed and memory in one run, as a Markdown table.

    python -m benchmarks.keypoints --data ../shared/data --out docs/benchmarks/keypoints.md
    python -m benchmarks.keypoints --gate                  compare with the pinned floors; exit 1 below them
    python -m benchmarks.keypoints --pin [--lower]         write the floors; --lower allows lower ones

Every system sees the same sentences, as `briefing` extracted them, in a process of its own. `--bert-python` names a
Python with bert-extractive-summarizer, which needs transformers 4 and so an environment of its own.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import multiprocessing
import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from benchmarks import systems
from benchmarks.scoring import cut, interval, reader, rouge
from briefing.errors import BriefingError
from briefing.extract import extract
from briefing.records import Article, Document

ROOT = Path(__file__).resolve().parent.parent
FLOORS = Path(__file__).with_name("keypoints_floors.json")
DEV = {
    "cnndm": "summaries/dev_cnndm",
    "inshorts": "summaries/dev_inshorts",
    "bbc": "summaries/dev_bbc",
    "french": "fr/dev_orangesum",
}
_SLACK = 0.15
# Points of ROUGE below the measured figure at which a floor is pinned: rounding differs a little between machines.


def load(data: Path, name: str, most: int | None) -> tuple[list[Document], list[str]]:
    """Documents of a dev set as the program extracts them, and their references, one sentence a line."""
    with gzip.open(data / f"{DEV[name]}.jsonl.gz", "rt", encoding="utf-8") as stream:
        rows = [json.loads(line) for line in stream]
    if most is not None and most < len(rows):
        rows = random.Random(0).sample(rows, most)  # files are sorted by origin: the first rows are of one kind
    documents, references = [], []
    for row in rows:
        try:
            document = extract(
                Article(row["id"], row["id"], row["text"], title=(row.get("title") or "").strip() or None)
            )
        except BriefingError:
            continue
        if len(document.sentences) >= 4:
            documents.append(document)
            references.append("\n".join(row.get("highlights") or [row["summary"]]))
    return documents, references


def seeds() -> tuple[list[Document], list[str]]:
    """The sample articles of the repository; the reference is the title, which is left out of the document."""
    from dataclasses import replace

    from briefing.config import FetchSettings, SourceSettings
    from briefing.ingest import read

    documents, references = [], []
    for article in read(SourceSettings(url=str(ROOT / "seeds")), fetch=FetchSettings(), offline=True):
        if not isinstance(article, Article):
            continue
        try:
            document = extract(article)
        except BriefingError:
            continue
        if document.title and len(document.sentences) >= 5:
            documents.append(replace(document, title=None))
            references.append(document.title)
    return documents, references


def measured(run: Callable[[], list[list[str]]], memory: systems.Memory) -> dict:
    """What `run` returns, its seconds and peak memory, and `memory` as it left it, from a fresh process."""
    context = multiprocessing.get_context("fork")
    receiver, sender = context.Pipe(duplex=False)

    def work() -> None:
        if "ours" in str(run):
            systems.loaded()
        started = time.monotonic()
        ranked = run()
        seconds = time.monotonic() - started
        usage = resource.getrusage(resource.RUSAGE_SELF)
        sender.send({"ranked": ranked, "seconds": seconds, "kilobytes": usage.ru_maxrss, "memory": dict(memory)})

    process = context.Process(target=work)
    process.start()
    sender.close()
    try:
        return receiver.recv()
    finally:
        process.join()


def compare(
    name: str, documents: Sequence[Document], references: Sequence[str], options: argparse.Namespace
) -> list[str]:
    """The rows of one set, best of what ships first."""
    language = "french" if name == "french" else "english"
    memory = systems.Memory()
    runs: dict[str, Callable[[], list[list[str]]]] = {
        "**briefing**": partial(systems.ours, documents, memory),
        "briefing, sentences whole": partial(systems.ours, documents, memory, compress=False),
        "briefing, untrained baseline": partial(systems.ours, documents, memory, compress=False, trained=False),
        "Lead-3": partial(systems.lead, documents),
        **{kind: partial(systems.sumy(kind, language), documents) for kind in ("LexRank", "TextRank", "LSA")},
        "oracle": partial(systems.oracle, documents, references),
    }
    results = {}
    for label, run in runs.items():
        results[label] = measured(run, memory)
        memory.update(results[label].pop("memory"))
    if options.bert_python:
        from briefing.models.registry import locate

        with tempfile.TemporaryDirectory() as folder:
            run = systems.bert(options.bert_python, locate("all-MiniLM-L6-v2"))
            results["bert-extractive-summarizer"] = run(documents, Path(folder))
    leads = results["Lead-3"]["ranked"]
    base = rouge(references, [ranked[:3] for ranked in leads])
    budgets = [sum(len(text.split()) for text in ranked[:3]) for ranked in leads]
    base_words = rouge(references, [cut(ranked, budget) for ranked, budget in zip(leads, budgets, strict=True)])
    longer = measured(partial(systems.ours, documents, memory, points=6), memory)["ranked"]
    return [
        _row(
            name,
            label,
            result,
            references,
            base,
            base_words,
            budgets,
            longer if label.startswith("**") else result["ranked"],
        )
        for label, result in results.items()
    ]


def _row(name, label, result, references, base, base_words, budgets, ranking) -> str:
    summaries = [ranked[:3] for ranked in result["ranked"]]
    found = rouge(references, summaries)
    mean, low, high = interval(found, base)
    equal = rouge(references, [cut(ranked, budget) for ranked, budget in zip(ranking, budgets, strict=True)])
    gain, under, over = interval(equal, base_words)
    quality = reader(summaries)
    level = found.mean(axis=0)
    timed = label not in ("oracle", "Lead-3", "briefing, sentences whole", "briefing, untrained baseline")
    speed = "" if not timed else f"{len(references) / result['seconds']:.1f}"
    cells = [
        name, label, *(f"{value:.1f}" for value in level),
        *(f"{mean[i]:+.2f} [{low[i]:+.2f}, {high[i]:+.2f}]" for i in (0, 1)),
        f"{gain[0]:+.2f} [{under[0]:+.2f}, {over[0]:+.2f}]", *(f"{value:.0f}" for value in quality.values()), speed,
        f"{result['kilobytes'] / 1024:.0f}",
    ]  # fmt: skip
    return f"| {' | '.join(cells)} |"


HEAD = (
    "| set | system | R-1 | R-2 | R-Lsum | R-1 over Lead-3 [95 %] | R-2 over Lead-3 [95 %] | "
    "R-1 over Lead, equal words | "
    "stands alone % | words | over 30 words % | repeated words % | articles/s | peak MB |\n"
    "|---|---" + "|---:" * 12 + "|"
)


def digest(documents: Sequence[Document], references: Sequence[str]) -> str:
    """Changes with any article or reference."""
    state = hashlib.sha256()
    for document, reference in zip(documents, references, strict=True):
        state.update(f"{document.text}\0{reference}\0".encode())
    return state.hexdigest()[:16]


def gate(options: argparse.Namespace) -> int:
    """Measure the fixed samples; compare with the floors, or pin them."""
    floors = json.loads(FLOORS.read_text()) if FLOORS.is_file() else {}
    corpora = {"seeds": seeds()}
    if options.data.is_dir():
        corpora |= {name: load(options.data, name, options.sample) for name in DEV}
    failed = False
    for name, (documents, references) in corpora.items():
        chosen = systems.ours(documents, systems.Memory())
        first = [ranked[:3] for ranked in systems.lead(documents)]
        gain = (rouge(references, chosen) - rouge(references, first)).mean(axis=0)
        found = {
            "corpus": digest(documents, references),
            "articles": len(documents),
            "rouge1_over_lead": round(float(gain[0]) - _SLACK, 2),
            "rouge2_over_lead": round(float(gain[1]) - _SLACK, 2),
        }
        known = floors.get(name)
        print(
            f"{name:9s} {len(documents):4d} articles  R-1 {gain[0]:+.2f}  R-2 {gain[1]:+.2f} over Lead-3; "
            f"floors: {known}",
            flush=True,
        )
        metrics = ("rouge1_over_lead", "rouge2_over_lead")
        if options.pin:
            lowered = known and any(found[metric] < known[metric] for metric in metrics)
            if lowered and not options.lower:
                print(f"{name}: this would lower a floor; say --lower if you mean it", file=sys.stderr)
                failed = True
            else:
                floors[name] = found
        elif known is None or known["corpus"] != found["corpus"]:
            print(f"{name}: the sample is not the one the floors were pinned on; pin them anew", file=sys.stderr)
            failed = True
        elif any(found[metric] + _SLACK < known[metric] for metric in metrics):
            print(f"{name}: below its floor", file=sys.stderr)
            failed = True
    if options.pin and not failed:
        FLOORS.write_text(json.dumps(floors, indent=1) + "\n")
    return int(failed)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data")
    parser.add_argument("--out", type=Path)
    parser.add_argument("--sets", nargs="*", default=list(DEV), choices=list(DEV))
    parser.add_argument("--most", type=int, help="articles of each set")
    parser.add_argument("--bert-python", type=Path)
    parser.add_argument("--gate", action="store_true")
    parser.add_argument("--sample", type=int, default=30, help="articles of each set in the gate")
    parser.add_argument("--pin", action="store_true")
    parser.add_argument("--lower", action="store_true")
    options = parser.parse_args()
    if options.gate or options.pin:
        return gate(options)
    lines = [HEAD]
    print(HEAD)
    for name in options.sets:
        rows = compare(name, *load(options.data, name, options.most), options)
        print("\n".join(rows), flush=True)
        lines += rows
    if options.out:
        options.out.parent.mkdir(parents=True, exist_ok=True)
        options.out.write_text("\n".join(lines) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
