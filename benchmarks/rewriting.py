"""Rewriting key points against having the same model summarise whole articles one at a time, in one run.

    python benchmarks/rewriting.py seeds --articles 12 --write docs/benchmarks/rewriting.md

Both read the same articles with the same model, loaded once. "Whole article" asks for a summary of each article in
turn, with nothing checked. "Rewriting" is what `briefing build` does: it takes the key points, rewrites each from its
evidence in batches, and checks every one; choosing the points is not counted, since both ways need none of the model.
`--sample FILE` writes every point as JSON lines, for reading.
"""

from __future__ import annotations

import argparse
import json
import resource
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from briefing.config import ModelSettings, Settings
from briefing.engines import jsonl_stages
from briefing.models.claim_support_head import EntailmentModel
from briefing.models.encoder import TransformerEncoder
from briefing.models.generator_protocol import Decoding, Generator, Prompt, make_generator
from briefing.pipeline import documents
from briefing.records import Document, EncodedArticle
from briefing.rewrite.fill_prompts import clean
from briefing.rewrite.rewrite_points_and_leads import Rewriter, RewriteStats, rewrite_summaries
from briefing.summarize.encode_and_summarize_articles import encode_and_summarize

WHOLE = Decoding(max_new_tokens=120)
MARK = "<!-- table -->"


@dataclass(frozen=True)
class Cost:
    wall: float
    cpu: float


def measured(work):
    """The result of `work` and what it took."""
    before, started = resource.getrusage(resource.RUSAGE_SELF), time.perf_counter()
    result = work()
    after = resource.getrusage(resource.RUSAGE_SELF)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return result, Cost(time.perf_counter() - started, cpu)


def chosen(sources: list[str], settings: Settings, most: int) -> list[EncodedArticle]:
    """Up to `most` English articles with their key points, as the extractive default makes them."""
    found = documents(jsonl_stages.read(sources, settings.fetch, offline=True))
    english = [item for item in found if isinstance(item, Document) and item.language == "en"]
    step = max(1, len(english) // most)
    return list(encode_and_summarize(english[::step][:most], jsonl_stages.tools(settings.models), settings.summary))


def whole(items: list[EncodedArticle], model: Generator) -> list[str]:
    """A summary of each article, one at a time, from as much of it as fits."""
    replies = []
    for item in items:
        words = clean(item.document.text).split()
        while not model.fits(prompt := _whole_prompt(" ".join(words)), WHOLE):
            words = words[: len(words) * 3 // 4]
        replies.append(model.generate([prompt], WHOLE)[0].text)
    return replies


def _whole_prompt(text: str) -> Prompt:
    return Prompt(f"{text}\n\nSummarise this article in three short sentences.", "You are a news editor.")


def table(count: int, points: int, stats: RewriteStats, slow: Cost, quick: Cost, model: str) -> str:
    ratio = slow.wall / quick.wall
    reasons = Counter(_kind(reason) for _, reason in stats.dropped)
    shown = stats.rewritten / max(1, stats.asked)
    listed = "\n".join(f"| {reason} | {number} |" for reason, number in reasons.most_common())
    return f"""
{count} articles, {points} key points, {model}:

| way | seconds | CPU seconds | articles a minute |
|---|---|---|---|
| whole article, one at a time, unchecked | {slow.wall:.1f} | {slow.cpu:.1f} | {60 * count / slow.wall:.1f} |
| each point from its evidence, batched, checked | {quick.wall:.1f} | {quick.cpu:.1f} | {60 * count / quick.wall:.1f} |

Rewriting is {ratio:.1f} times as fast ({slow.cpu / quick.cpu:.1f} times by processor time).

Of {stats.asked} points asked for (the others are short enough as they are), {stats.rewritten} ({100 * shown:.0f} %)
were shown rewritten, {stats.unchanged} came back no different, {stats.unusable} replies had no usable sentence, and
{stats.rejected} were rejected by the check:

| why a sentence is not shown | count |
|---|---|
{listed}
"""


def _kind(reason: str) -> str:
    """A reason without the words it is about."""
    first = reason.split("; ")[0]
    return first.split("“")[0].strip(" (") if "“" in first else " ".join(first.split()[:6])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sources", nargs="+")
    parser.add_argument("--model", default="SmolLM2-135M-Instruct")
    parser.add_argument("--articles", type=int, default=12)
    parser.add_argument("--batch", type=int, default=ModelSettings().batch)
    parser.add_argument("--rewrite-only", action="store_true")
    parser.add_argument("--sample", type=Path)
    parser.add_argument("--write", type=Path)
    options = parser.parse_args()
    settings = Settings(models=ModelSettings(generator=options.model, batch=options.batch, device="cpu"))
    items = chosen(options.sources, settings, options.articles)
    model = make_generator(settings.models)
    assert model is not None
    model.generate([Prompt("Hello.")], Decoding(max_new_tokens=8))  # loads it
    verifier = EntailmentModel(TransformerEncoder())
    verifier.align([("A test.", ["A test."])])
    stats = RewriteStats()
    done, quick = measured(lambda: list(rewrite_summaries(items, Rewriter(model, verifier), stats)))
    points = sum(len(item.summary.key_points) for item in items)
    if options.sample:
        with options.sample.open("w", encoding="utf-8") as stream:
            for before, after in zip(items, done, strict=True):
                for old, new in zip(before.summary.key_points, after.summary.key_points, strict=True):
                    quotes = [item.quote(before.document) for item in old.evidence]
                    row = {"text": new.text, "kind": new.kind, "was": old.text, "evidence": quotes}
                    stream.write(json.dumps(row, ensure_ascii=False) + "\n")
            for text, reason in stats.dropped:
                stream.write(json.dumps({"dropped": text, "reason": reason}, ensure_ascii=False) + "\n")
    if options.rewrite_only:
        print(f"{stats.line()} in {quick.wall:.1f} s, {quick.cpu:.1f} CPU s")
        return
    _, slow = measured(lambda: whole(items, model))
    text = table(len(items), points, stats, slow, quick, model.fingerprint)
    print(text)
    if options.write:
        head = options.write.read_text("utf-8").split(MARK)[0] if options.write.exists() else ""
        options.write.write_text(f"{head.rstrip()}\n\n{MARK}\n{text}", encoding="utf-8")


if __name__ == "__main__":
    main()
