"""Measures grouping and merging: quality beside simple methods in the same run, and how time grows with articles.

    python benchmarks/stories.py DATA [--cache FILE] [--scale 100000] [--plot FILE]

DATA holds `stories/dev_stream.jsonl.gz` and `multi/dev_*.jsonl.gz`. The baselines are given their best threshold on
the very data they are scored on; ours is the shipped one. Its model was trained on dev_stream, so its figure there is
optimistic: `training/pairs.py` prints the held-out one. Needs `pip install rouge-score`.
"""

from __future__ import annotations

import argparse
import datetime as dt
import gzip
import json
import resource
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sklearn.cluster import AgglomerativeClustering
from sklearn.feature_extraction.text import TfidfVectorizer

from briefing.config import StorySettings, SummarySettings
from briefing.extract import extract
from briefing.models.encoder import CachedEncoder, TransformerEncoder
from briefing.records import Article, Document, Summary
from briefing.store.cache import MIGRATIONS, Cache, key
from briefing.store.schema import Store
from briefing.stories.cluster import group
from briefing.stories.merge import merge_points
from briefing.stories.words import TOKEN
from briefing.summarize import extractive

_LIMITS = [round(0.1 + 0.05 * step, 2) for step in range(17)]
_WINDOW = 3


@dataclass(frozen=True)
class Item:
    document: Document
    summary: Summary
    vectors: np.ndarray
    title_vector: np.ndarray | None


def rows(path: Path) -> list[dict]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def document(name: str, title: str | None, text: str, **fields: object) -> Document:
    return extract(Article(id=name, source=name, content=text, title=title, **fields))  # type: ignore[arg-type]


def encode(documents: list[Document], encoder: CachedEncoder) -> tuple[list[np.ndarray], list[np.ndarray | None]]:
    texts = [text for item in documents for text in [*(item.text[a:b] for a, b in item.sentences), item.title or "."]]
    vectors, start, own, titles = encoder.encode(texts), 0, [], []
    for item in documents:
        count = len(item.sentences)
        own.append(vectors[start : start + count])
        titles.append(vectors[start + count] if item.title else None)
        start += count + 1
    return own, titles


def bcubed(told: list[int], gold: list[str]) -> tuple[float, float, float]:
    own: dict[int, set[int]] = {}
    true: dict[str, set[int]] = {}
    for row, (one, two) in enumerate(zip(told, gold, strict=True)):
        own.setdefault(one, set()).add(row)
        true.setdefault(two, set()).add(row)
    shared = [len(own[one] & true[two]) for one, two in zip(told, gold, strict=True)]
    precision = float(np.mean([count / len(own[one]) for count, one in zip(shared, told, strict=True)]))
    recall = float(np.mean([count / len(true[two]) for count, two in zip(shared, gold, strict=True)]))
    return precision, recall, 2 * precision * recall / (precision + recall)


def agglomerative(likeness: np.ndarray, near: np.ndarray, gold: list[str]) -> tuple[float, tuple[float, float, float]]:
    """Average linkage on 1 - likeness, pairs outside the time window kept apart: the best threshold's figures."""
    distance = np.where(near, 1 - likeness, 2.0)
    np.fill_diagonal(distance, 0)
    scored = []
    for limit in _LIMITS:
        model = AgglomerativeClustering(None, metric="precomputed", linkage="average", distance_threshold=1 - limit)
        scored.append((limit, bcubed(model.fit_predict(distance).tolist(), gold)))
    return max(scored, key=lambda row: row[1][2])


def jaccard(titles: list[str]) -> np.ndarray:
    bags = [frozenset(token.lower() for token in TOKEN.findall(title)) for title in titles]
    return np.array([[len(one & two) / max(1, len(one | two)) for two in bags] for one in bags])


def grouping(folder: Path, encoder: CachedEncoder) -> None:
    data = rows(folder / "stories" / "dev_stream.jsonl.gz")
    documents = [
        document(
            row["id"],
            row["title"],
            row["text"],
            outlet=row["outlet"],
            published=dt.datetime.fromisoformat(row["date"]).replace(tzinfo=dt.UTC),
        )
        for row in data
    ]
    gold = [row["cluster"] for row in data]
    vectors, titles = encode(documents, encoder)
    days = np.array([item.published.timestamp() / 86400 for item in documents if item.published])
    near = np.abs(days[:, None] - days[None, :]) <= _WINDOW
    texts = [f"{item.title}\n{item.text}" for item in documents]
    tfidf = TfidfVectorizer(stop_words="english", sublinear_tf=True).fit_transform(texts)
    leads = np.array([own[:4].sum(axis=0) + title for own, title in zip(vectors, titles, strict=True)])
    leads /= np.linalg.norm(leads, axis=1, keepdims=True)
    print(f"grouping: dev_stream, {len(documents)} articles, {len(set(gold))} events (BCubed, per cent)")
    for name, likeness in (
        ("title Jaccard + average linkage", jaccard([item.title or "" for item in documents])),
        ("TF-IDF + average linkage", (tfidf @ tfidf.T).toarray()),
        ("MiniLM + average linkage", leads @ leads.T),
    ):
        limit, score = agglomerative(likeness, near, gold)
        print(f"  {name:34} best at {limit:.2f}   " + "  ".join(f"{100 * value:5.1f}" for value in score))
    start = time.perf_counter()
    clusters = group(documents, vectors, StorySettings(window_days=_WINDOW), title_vectors=titles)
    told = [number for _, number in sorted((row, n) for n, found in enumerate(clusters) for row in found.members)]
    took = time.perf_counter() - start
    score = bcubed(told, gold)
    print(
        f"  {'briefing':34} as shipped     " + "  ".join(f"{100 * value:5.1f}" for value in score) + f"  {took:.1f} s"
    )


def merging(folder: Path, encoder: CachedEncoder) -> None:
    from rouge_score.rouge_scorer import RougeScorer

    scorer = RougeScorer(["rouge1", "rouge2", "rougeLsum"], use_stemmer=True)
    for name in ("dev_allsides", "dev_multinews"):
        ours, lead = [], []
        for row in rows(folder / "multi" / f"{name}.jsonl.gz"):
            told = [part if isinstance(part, dict) else {"title": None, "text": part} for part in row["documents"]]
            documents = [
                document(f"{row['id']}-{n}", part["title"], part["text"])
                for n, part in enumerate(told)
                if part["text"].strip()
            ]
            vectors, titles = encode(documents, encoder)
            settings = SummarySettings(points=4)
            items = [
                Item(item, extractive.summarize(item, own, settings, title_vector=title), own, title)
                for item, own, title in zip(documents, vectors, titles, strict=True)
            ]
            reference = row["summary"]
            room = len(reference.split())
            points = [point.point.text for point in merge_points(items, 10)]
            ours.append(scorer.score(reference, _cut(points, room)))
            first = [item.sentence(n) for n in range(12) for item in documents if n < len(item.sentences)]
            lead.append(scorer.score(reference, _cut(first, room)))
        print(
            f"key points against the editors' roundups: {name}, {len(ours)} stories (ROUGE-1/2/Lsum F1, equal length)"
        )
        for label, scores in (("Lead (first sentences in turn)", lead), ("briefing, merged key points", ours)):
            print(
                f"  {label:34}", *(f"{100 * np.mean([s[k].fmeasure for s in scores]):5.1f}" for k in scorer.rouge_types)
            )


def _cut(sentences: list[str], room: int) -> str:
    """Whole sentences until `room` words are reached, one a line."""
    kept: list[str] = []
    for sentence in sentences:
        kept.append(sentence)
        if sum(len(text.split()) for text in kept) >= room:
            break
    return "\n".join(kept)


def _invented(number: int) -> str:
    """A word for each number: four syllables."""
    found = ""
    for _ in range(4):
        number, rest = divmod(number, 60)
        found += "bdfgklmnprstvz"[rest % 12] + "aeiou"[rest // 12]
    return found


def synthetic(count: int, seed: int = 7) -> tuple[list[Document], list[np.ndarray], list[str]]:
    """Articles of invented events: three an event on average, 500 a day, each with names and words of its own."""
    random = np.random.default_rng(seed)
    vocabulary = [_invented(number) for number in range(20000)]
    documents, vectors, gold = [], [], []
    topics = random.normal(size=(200, 384)).astype(np.float32)
    event = 0
    while len(documents) < count:
        event += 1
        centre = topics[event % 200] + 0.9 * random.normal(size=384).astype(np.float32)
        words = random.choice(vocabulary, 30)
        names = [_invented(20000 + 4 * event + number).title() for number in range(4)]
        day = dt.datetime(2026, 1, 1, tzinfo=dt.UTC) + dt.timedelta(days=len(documents) // 500)
        for part in range(int(random.integers(1, 6))):
            chosen = [*random.choice(words, 12), *random.choice(vocabulary, 6), *names]
            text = " ".join(chosen) + "."
            own = centre + 0.6 * random.normal(size=(4, 384)).astype(np.float32)
            published = day + dt.timedelta(hours=float(random.uniform(0, 12)))
            name = f"{len(documents):07}"
            documents.append(
                Document(
                    name, name, text, ((0, len(text)),), f"{names[0]} {chosen[0]}", published=published, language="en"
                )
            )
            vectors.append((own / np.linalg.norm(own, axis=1, keepdims=True))[:1])
            gold.append(f"{event}-{part // 9}")
    return documents[:count], vectors[:count], gold[:count]


def scale(largest: int, plot: Path | None) -> None:
    print("scale: synthetic articles, 500 a day (wall seconds, processor seconds, peak memory so far)")
    sizes = [size for size in (1000, 3000, 10000, 30000, 100000) if size <= largest]
    times = []
    for size in sizes:
        documents, vectors, gold = synthetic(size)
        start, busy = time.perf_counter(), time.process_time()
        clusters = group(documents, vectors, StorySettings(window_days=_WINDOW))
        times.append(time.perf_counter() - start)
        busy = time.process_time() - busy
        told = [number for _, number in sorted((row, n) for n, found in enumerate(clusters) for row in found.members)]
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
        figure = 1e6 * busy / (size * np.log2(size))
        print(
            f"  {size:7} {times[-1]:8.1f} s  {busy:8.1f} s  {memory:5.2f} GB  {figure:6.2f} us per n log n"
            f"  BCubed F1 {100 * bcubed(told, gold)[2]:.1f}"
        )
        sys.stdout.flush()
    if plot:
        plot.write_text(_chart(sizes, times), encoding="utf-8")


def _chart(sizes: list[int], times: list[float]) -> str:
    """An SVG with logarithmic axes: measured time, and n log n through the first point."""
    unit = times[0] / (sizes[0] * np.log2(sizes[0]))

    def place(size: int, seconds: float) -> str:
        return f"{60 + 200 * (np.log10(size) - 3):.1f},{360 - 90 * (np.log10(max(seconds, 0.01)) + 1):.1f}"

    measured = " ".join(place(size, seconds) for size, seconds in zip(sizes, times, strict=True))
    ideal = " ".join(place(size, unit * size * np.log2(size)) for size in sizes)
    dots = "".join(
        f'<circle cx="{x}" cy="{y}" r="4"/><text x="{x}" y="{float(y) - 10}">{size:,}: {seconds:.1f} s</text>'
        for size, seconds in zip(sizes, times, strict=True)
        for x, y in [place(size, seconds).split(",")]
    )
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 620 400" font-family="sans-serif" font-size="12">'
        f'<polyline points="{ideal}" fill="none" stroke="#999" stroke-dasharray="4"/>'
        f'<polyline points="{measured}" fill="none" stroke="#036"/>{dots}'
        '<text x="60" y="390">articles (log); dashed: n log n</text></svg>\n'
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--cache", type=Path, help="database that keeps vectors between runs")
    parser.add_argument("--scale", type=int, default=100000, help="largest synthetic collection")
    parser.add_argument("--plot", type=Path, help="write the scale plot as SVG")
    parser.add_argument("--only", choices=("grouping", "merging", "scale"))
    options = parser.parse_args()
    encoder = CachedEncoder(TransformerEncoder(), Cache(Store(options.cache, {"cache": MIGRATIONS})), key)
    if options.only in (None, "grouping"):
        grouping(options.data, encoder)
    if options.only in (None, "merging"):
        merging(options.data, encoder)
    if options.only in (None, "scale"):
        scale(options.scale, options.plot)


if __name__ == "__main__":
    main()
