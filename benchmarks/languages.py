"""What can be measured of each language: key points, shortening, names put in, grouping, conflicts of figures.

    python -m benchmarks.languages --data DATA [--encoder FOLDER] [--articles 150] [--write docs/languages.md]

Prints a table, or puts it into its place on the page. Only English and French have news with references. English:
`summaries/dev_cnndm`, `stories/dev_stream` and the labelled pairs of figures. French: `fr/dev_orangesum`; there each
article and the journalist's own standfirst are taken for two reports of one event, by two outlets.
"""

from __future__ import annotations

import argparse
import datetime as dt
from collections.abc import Iterator
from pathlib import Path

from benchmarks import corpora, figure_conflicts, scoring, stories
from briefing.config import ModelSettings, SummarySettings
from briefing.models.encoder import Encoder
from briefing.records import Document, KeyPoint
from briefing.store.result_cache import MIGRATIONS, Cache
from briefing.store.sqlite_connection import Store
from briefing.summarize.encode_and_summarize_articles import Tools, encode_and_summarize, make_tools
from training.labelled_figures import load as labelled

CORPORA = {"en": "cnndm", "fr": "french"}
HEAD = (
    "| language | key points, R-1 (over the first three sentences) | words cut from them | names put in, of 100 points "
    "| grouping, BCubed F1 | conflicts of figures shown, right, there |"
)
BEGIN, END = "<!-- measured -->", "<!-- end -->"


def summaries(documents: list[Document], tools: Tools, settings: SummarySettings) -> list[tuple[KeyPoint, ...]]:
    return [item.summary.key_points for item in encode_and_summarize(documents, tools, settings)]


def points(corpus: corpora.Corpus, tools: Tools) -> tuple[str, str, str]:
    """ROUGE-1 and its margin, the share of words that shortening leaves out, and how many names are put in."""
    short, whole = (
        summaries(corpus.documents, tools, SummarySettings(compress=compress)) for compress in (True, False)
    )
    told = [[point.text for point in own] for own in short]
    lead = [[item.sentence(n) for n in range(min(3, len(item.sentences)))] for item in corpus.documents]
    ours, theirs = (scoring.rouge(corpus.references, each)[:, 0] for each in (told, lead))
    words = [sum(len(point.text.split()) for own in each for point in own) for each in (short, whole)]
    every = [point for own in short for point in own]
    named = sum(point.text.count("[") for point in every)
    return (
        f"{ours.mean():.1f} ({(ours - theirs).mean():+.1f})",
        f"{100 * (1 - words[0] / words[1]):.1f} %",
        f"{100 * named / len(every):.1f}",
    )


def two_reports(folder: Path) -> tuple[list[Document], list[str]]:
    """Each French article, and its standfirst as the report of another outlet."""
    when = dt.datetime(2021, 1, 1, 12, tzinfo=dt.UTC)
    documents, events = [], []
    for row in stories.rows(folder / "fr" / "dev_orangesum.jsonl.gz"):
        shared = {"published": when, "language": "fr"}
        documents.append(stories.document(f"{row['id']}-a", row["title"], row["text"], outlet="A", **shared))
        documents.append(stories.document(f"{row['id']}-b", None, row["summary"], outlet="B", **shared))
        events += [row["id"]] * 2
    return documents, events


def grouping(folder: Path, language: str, encoder: Encoder) -> str:
    documents, gold = stories.stream(folder) if language == "en" else two_reports(folder)
    precision, recall, both = stories.bcubed(stories.grouped(documents, encoder), gold)
    return f"{100 * both:.1f} ({100 * precision:.1f} / {100 * recall:.1f})"


def conflicts(folder: Path, encoder: Encoder) -> str:
    pairs = labelled(folder, encoder.encode, sets=("dev", "stream"))
    return ", ".join(map(str, figure_conflicts.rates(pairs, figure_conflicts.by_model)))


def table(options: argparse.Namespace) -> Iterator[str]:
    yield HEAD
    yield "|---" * HEAD.count(" | ") + "|---|"
    with Store(options.cache, {"cache": MIGRATIONS}) as store:
        tools = make_tools(ModelSettings(encoder=options.encoder, threads=1), Cache(store))
        for language, name in CORPORA.items():
            corpus = corpora.load(options.data, name, options.articles)
            figures = conflicts(options.data, tools.encoder) if language == "en" else "not labelled"
            cells = [*points(corpus, tools), grouping(options.data, language, tools.encoder), figures]
            yield f"| `{language}` | " + " | ".join(cells) + " |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--encoder", default="all-MiniLM-L6-v2")
    parser.add_argument("--articles", type=int, default=150)
    parser.add_argument("--cache", type=Path)
    parser.add_argument("--write", type=Path)
    options = parser.parse_args()
    text = "\n".join(table(options))
    print(text)
    if options.write:
        page = options.write.read_text(encoding="utf-8")
        before, after = page.split(BEGIN)[0], page.split(END, 1)[1]
        options.write.write_text(f"{before}{BEGIN}\n\n{text}\n\n{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
