"""Measures grouping, tracking and merging beside simple methods in the same run, and how time grows with articles.

    python -m benchmarks.stories --data DATA --write docs/benchmarks/stories.md [--only PART] [--cache FILE]

DATA holds `stories/dev_stream.jsonl.gz` and `multi/dev_*.jsonl.gz`. `--write` puts each part that was run into its
place on the page. `--gate` only groups dev_stream and fails below a floor. Needs the `dev` extra.
"""

from __future__ import annotations

import argparse
import datetime as dt
import gzip
import json
import re
import resource
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from sklearn.cluster import AgglomerativeClustering
from sklearn.feature_extraction.text import TfidfVectorizer

from briefing.config import Settings, StorySettings, SummarySettings
from briefing.extract import extract
from briefing.language.fold_words import TOKEN
from briefing.models.cached_encoder import CachedEncoder
from briefing.models.encoder import TransformerEncoder
from briefing.models.sentence_grader import shipped
from briefing.records import Article, Document
from briefing.store.result_cache import MIGRATIONS, Cache, key
from briefing.store.sqlite_connection import Store
from briefing.stories import pair_probability
from briefing.stories.average_linkage import link
from briefing.stories.candidate_pairs import candidates
from briefing.stories.cluster_articles import THRESHOLD, group
from briefing.stories.encode_remaining_sentences import completed
from briefing.stories.merge_points import CITED, merge_points
from briefing.summarize.encode_and_summarize_articles import Tools, encode_and_summarize
from training import pairs as trainer

_ROOT = Path(__file__).resolve().parents[1]
_LIMITS = [round(0.1 + 0.05 * step, 2) for step in range(17)]
_WINDOW = 3
FLOOR = 0.955
"""BCubed F1 on dev_stream below which a change to grouping is not taken (95.9 when this was set)."""


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


def agglomerative(likeness: np.ndarray, near: np.ndarray, limit: float) -> list[int]:
    """Average linkage on 1 - likeness; pairs outside the time window are kept apart."""
    distance = np.where(near, 1 - likeness, 2.0)
    np.fill_diagonal(distance, 0)
    model = AgglomerativeClustering(None, metric="precomputed", linkage="average", distance_threshold=1 - limit)
    return model.fit_predict(distance).tolist()


def best_limit(likeness: np.ndarray, near: np.ndarray, gold: list[str]) -> float:
    """The threshold with the best BCubed F1."""
    return max(_LIMITS, key=lambda limit: bcubed(agglomerative(likeness, near, limit), gold)[2])


def jaccard(titles: list[str]) -> np.ndarray:
    bags = [frozenset(token.lower() for token in TOKEN.findall(title)) for title in titles]
    return np.array([[len(one & two) / max(1, len(one | two)) for two in bags] for one in bags])


def stream(folder: Path) -> tuple[list[Document], list[str]]:
    """The articles of dev_stream as the command line reads them, and their events."""
    data = rows(folder / "stories" / "dev_stream.jsonl.gz")
    documents = [
        document(
            row["id"],
            row["title"],
            row["text"],
            outlet=row["outlet"],
            published=dt.datetime.fromisoformat(row["date"]).replace(hour=12, tzinfo=dt.UTC),
        )
        for row in data
    ]
    return documents, [row["cluster"] for row in data]


def numbers(groups: Sequence[Sequence[int]]) -> list[int]:
    """The number of its group for each row."""
    return [number for _, number in sorted((row, number) for number, rows in enumerate(groups) for row in rows)]


def grouped(documents: list[Document], encoder: CachedEncoder) -> list[int]:
    """Groups as `briefing stories` makes them."""
    vectors, titles = encode(documents, encoder)
    found = group(documents, vectors, StorySettings(window_days=_WINDOW), title_vectors=titles)
    return numbers([cluster.members for cluster in found])


def peers(documents: list[Document], encoder: CachedEncoder) -> dict[str, np.ndarray]:
    """Likeness of every two articles by three plain methods."""
    texts = [f"{item.title}\n{item.text}" for item in documents]
    tfidf = TfidfVectorizer(stop_words="english", sublinear_tf=True).fit_transform(texts)
    vectors, titles = encode(documents, encoder)
    leads = np.array([own[:4].sum(axis=0) + title for own, title in zip(vectors, titles, strict=True)])
    leads /= np.linalg.norm(leads, axis=1, keepdims=True)
    return {
        "title Jaccard": jaccard([item.title or "" for item in documents]),
        "TF-IDF": (tfidf @ tfidf.T).toarray(),
        "MiniLM": leads @ leads.T,
    }


def grouping(folder: Path, encoder: CachedEncoder) -> Iterator[str]:
    """Tables of BCubed on all of dev_stream, and on later months by what the earlier ones taught."""
    documents, gold = stream(folder)
    days = np.array([item.published.timestamp() / 86400 for item in documents if item.published])
    near = np.abs(days[:, None] - days[None, :]) <= _WINDOW
    alike = peers(documents, encoder)
    yield f"All {len(documents)} articles, {len(set(gold))} events. Thresholds of the plain methods are the best on"
    yield "these very rows; the shipped model was trained on them (its card has the five folds by date)."
    yield ""
    yield "| method | threshold | precision | recall | F1 |"
    yield "|---|---|---|---|---|"
    for name, likeness in alike.items():
        limit = best_limit(likeness, near, gold)
        yield _scores(f"{name}, average linkage", f"{limit:.2f}", bcubed(agglomerative(likeness, near, limit), gold))
    yield _scores("**briefing**", f"{THRESHOLD:.2f}", bcubed(grouped(documents, encoder), gold))
    yield ""
    yield from _later(documents, gold, alike, near, encoder)


def _later(
    documents: list[Document], gold: list[str], alike: dict[str, np.ndarray], near: np.ndarray, encoder: CachedEncoder
) -> Iterator[str]:
    months = np.array([f"{item.published:%Y-%m}" for item in documents if item.published])
    known = sorted(set(months))
    yield "Trained, and thresholds of the plain methods set, on the first months alone; scored on the later ones (F1)."
    yield ""
    yield "| trained on | scored on | articles | " + " | ".join(alike) + " | **briefing** |"
    yield "|---|---|---|" + "---|" * (len(alike) + 1)
    for count in range(1, len(known)):
        early, late = np.flatnonzero(np.isin(months, known[:count])), np.flatnonzero(np.isin(months, known[count:]))
        truth = [gold[row] for row in late]
        found = []
        for likeness in alike.values():
            limit = best_limit(likeness[np.ix_(early, early)], near[np.ix_(early, early)], [gold[row] for row in early])
            told = agglomerative(likeness[np.ix_(late, late)], near[np.ix_(late, late)], limit)
            found.append(bcubed(told, truth)[2])
        found.append(bcubed(_trained(documents, gold, early, late, encoder), truth)[2])
        cells = " | ".join(f"{100 * value:.1f}" for value in found)
        yield f"| {known[0]} … {known[count - 1]} | {known[count]} … {known[-1]} | {len(late)} | {cells} |"


def _trained(
    documents: list[Document], gold: list[str], early: np.ndarray, late: np.ndarray, encoder: CachedEncoder
) -> list[int]:
    """Groups of the `late` articles by a pair model fitted to the `early` ones alone, at the shipped threshold."""
    names = [name for name in pair_probability.FEATURES if name not in trainer.BY_HAND]
    columns = [pair_probability.FEATURES.index(name) for name in names]
    parts = []
    for kept in (early, late):
        articles = trainer.gather([documents[row] for row in kept], encoder)
        compared = candidates(articles, _WINDOW)
        parts.append((articles, compared, pair_probability.features(articles, compared)[:, columns].astype(float)))
    own = [gold[row] for row in early]
    same = np.array([own[one] == own[two] for one, two in parts[0][1]], dtype=float)
    values = trainer.fit(parts[0][2], same, np.ones(len(same)), names)
    articles, compared, table = parts[1]
    likely = 1 / (1 + np.exp(-(table @ values[:-1] + values[-1])))
    found = link(len(late), compared, likely, threshold=THRESHOLD, times=articles.times, window_days=_WINDOW)
    return numbers(found)


def _scores(name: str, limit: str, found: tuple[float, float, float]) -> str:
    return f"| {name} | {limit} | " + " | ".join(f"{100 * value:.1f}" for value in found) + " |"


def tracking(folder: Path, encoder: CachedEncoder) -> Iterator[str]:  # noqa: ARG001 - one form for every part
    """A table of statuses, changes and conflicts on the gold streams of the tests."""
    sys.path.insert(0, str(_ROOT / "tests"))
    import story_stream

    yield "| stream | days of a line | status | changes P | R | conflicts P | R |"
    yield "|---|---|---|---|---|---|---|"
    for name, label in (
        ("story_stream", "two weeks (thresholds were set on it)"),
        ("story_week", "one week (thresholds were set on it)"),
        ("story_heldout", "**one week, held out**"),
    ):
        found = story_stream.score(
            story_stream.gold(_ROOT / "tests" / "data" / f"{name}.yaml"), encoder.encode, Settings()
        )
        rates = found.rates()
        cells = [
            f"{100 * rates['status accuracy']:.1f}",
            f"{100 * rates['changes precision']:.1f} of {len(found.reported)}",
            f"{100 * rates['changes recall']:.1f} of {len(found.wanted)}",
            f"{100 * rates['conflicts precision']:.1f} of {len(found.conflicts_reported)}",
            f"{100 * rates['conflicts recall']:.1f} of {len(found.conflicts_wanted)}",
        ]
        yield f"| {label} | {len(found.statuses)} | " + " | ".join(cells) + " |"


def merging(folder: Path, encoder: CachedEncoder) -> Iterator[str]:
    """Tables of ROUGE of the merged points against the editors' roundups, beside two kinds of Lead."""
    from benchmarks import scoring

    tools = Tools(encoder, None, shipped(), skimmer=encoder)
    for name, most in (("dev_allsides", 3), ("dev_multinews", 8)):
        told: dict[str, list[list[str]]] = {"Lead, first article": [], "Lead, articles in turn": [], "**briefing**": []}
        references = []
        for row in rows(folder / "multi" / f"{name}.jsonl.gz"):
            documents = list(_told(row))
            [items] = completed(
                [list(encode_and_summarize(documents, tools, SummarySettings(points=5), compared=True))],
                encoder.encode,
                most=CITED,
            )
            ours = [point.text for point in merge_points(items, most)]
            turns = [item.sentence(n) for n in range(most) for item in documents if n < len(item.sentences)]
            first = [documents[0].sentence(n) for n in range(len(documents[0].sentences))]
            for sentences, label in zip((first, turns, ours), told, strict=True):
                told[label].append(sentences[: len(ours)])
            references.append(row["summary"])
        yield f"{name}, {len(references)} stories, at most {most} sentences; ROUGE-1 / 2 / Lsum."
        yield ""
        yield "| method | equal sentences | equal words | words |"
        yield "|---|---|---|---|"
        room = [sum(len(text.split()) for text in sentences) for sentences in told["**briefing**"]]
        shortest = [min(sum(len(t.split()) for t in told[label][n]) for label in told) for n in range(len(room))]
        for label, summaries in told.items():
            whole = scoring.rouge(references, summaries).mean(axis=0)
            same = [scoring.cut(text, budget) for text, budget in zip(summaries, shortest, strict=True)]
            cut = scoring.rouge(references, same).mean(axis=0)
            words = np.mean([sum(len(text.split()) for text in sentences) for sentences in summaries])
            cells = [" / ".join(f"{value:.1f}" for value in found) for found in (whole, cut)]
            yield f"| {label} | {cells[0]} | {cells[1]} | {words:.0f} |"
        yield ""


def _told(row: dict) -> Iterator[Document]:
    for number, part in enumerate(row["documents"]):
        fields = part if isinstance(part, dict) else {"title": None, "text": part}
        if fields["text"].strip():
            yield document(f"{row['id']}-{number}", fields["title"], fields["text"])


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
    vocabulary = np.array([_invented(number) for number in range(20000)])
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


def scale(largest: int, plot: Path | None) -> Iterator[str]:
    """A table of time and memory for growing synthetic collections; writes the plot."""
    sizes = [size for size in (1000, 3000, 10000, 30000, 100000) if size <= largest]
    times = []
    yield "| articles | wall s | processor s | peak memory GB | µs per n log₂ n | BCubed F1 |"
    yield "|---|---|---|---|---|---|"
    for size in sizes:
        documents, vectors, gold = synthetic(size)
        start, busy = time.perf_counter(), time.process_time()
        clusters = group(documents, vectors, StorySettings(window_days=_WINDOW))
        wall, busy = time.perf_counter() - start, time.process_time() - busy
        times.append(busy)
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
        score = bcubed(numbers([cluster.members for cluster in clusters]), gold)[2]
        unit = 1e6 * busy / (size * np.log2(size))
        yield f"| {size:,} | {wall:.1f} | {busy:.1f} | {memory:.2f} | {unit:.1f} | {100 * score:.1f} |"
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


def gate(folder: Path, encoder: CachedEncoder) -> int:
    """0 where dev_stream is grouped no worse than the floor, else 1."""
    documents, gold = stream(folder)
    score = bcubed(grouped(documents, encoder), gold)
    print(f"dev_stream: BCubed P/R/F1 {' / '.join(f'{100 * value:.2f}' for value in score)}, floor {100 * FLOOR:.1f}")
    return int(score[2] < FLOOR)


def put(page: Path, part: str, lines: Sequence[str]) -> None:
    """Replace what stands between the marks of `part` on the page."""
    text = page.read_text(encoding="utf-8")
    marks = re.compile(rf"(<!-- {part} -->\n).*?(<!-- /{part} -->)", re.DOTALL)
    if not marks.search(text):
        sys.exit(f"{page} has no place for {part}: add <!-- {part} --> and <!-- /{part} -->")
    page.write_text(marks.sub(lambda found: found[1] + "\n".join(["", *lines, ""]) + found[2], text), encoding="utf-8")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--cache", type=Path, help="database that keeps vectors between runs")
    parser.add_argument("--largest", type=int, default=100000, help="largest synthetic collection")
    parser.add_argument("--only", choices=("grouping", "tracking", "merging", "scale"))
    parser.add_argument("--write", type=Path, help="the page to put the tables in; the plot goes beside it")
    parser.add_argument("--gate", action="store_true", help="fail where dev_stream is grouped worse than the floor")
    options = parser.parse_args()
    encoder = CachedEncoder(TransformerEncoder(), Cache(Store(options.cache, {"cache": MIGRATIONS})), key)
    if options.gate:
        return gate(options.data, encoder)
    plot = options.write.with_name("stories-scale.svg") if options.write else None
    parts = {
        "grouping": lambda: grouping(options.data, encoder),
        "tracking": lambda: tracking(options.data, encoder),
        "merging": lambda: merging(options.data, encoder),
        "scale": lambda: scale(options.largest, plot),
    }
    for name, run in parts.items():
        if options.only in (None, name):
            lines = list(run())
            print(f"{name}\n" + "\n".join(lines), flush=True)
            if options.write:
                put(options.write, name, lines)
    return 0


if __name__ == "__main__":
    sys.exit(main())
