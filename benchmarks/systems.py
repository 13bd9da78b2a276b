"""What is compared: each system turns a list of documents into a ranking of sentences for each."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from benchmarks.scoring import rouge
from briefing.config import SummarySettings
from briefing.records import Document

MOST = 8
# Sentences asked of each system: enough to fill a budget of words, of which three are used at equal sentences.
System = Callable[[Sequence[Document]], list[list[str]]]


def sentences(document: Document) -> list[str]:
    """The sentences of `document`, white space made plain."""
    return [" ".join(document.sentence(index).split()) for index in range(len(document.sentences))]


def lead(documents: Sequence[Document]) -> list[list[str]]:
    return [sentences(document)[:MOST] for document in documents]


def ours(documents: Sequence[Document], *, compress: bool, points: int = 3) -> list[list[str]]:
    from briefing.condense import condense, make_tools
    from briefing.config import ModelSettings

    settings = SummarySettings(points=points, compress=compress)
    done = condense(documents, make_tools(ModelSettings(), None), settings)
    return [[point.text for point in item.summary.key_points] for item in done]


def untrained(documents: Sequence[Document]) -> list[list[str]]:
    from briefing.condense import Tools, condense, make_tools
    from briefing.config import ModelSettings

    tools = Tools(make_tools(ModelSettings(), None).encoder)
    done = condense(documents, tools, SummarySettings(points=3, compress=False))
    return [[point.text for point in item.summary.key_points] for item in done]


def sumy(name: str, language: str = "english") -> System:
    """One of sumy's graph or matrix methods over the very same sentences."""

    def run(documents: Sequence[Document]) -> list[list[str]]:
        from sumy.models.dom import ObjectDocumentModel, Paragraph, Sentence
        from sumy.nlp.stemmers import Stemmer
        from sumy.summarizers import lex_rank, lsa, text_rank
        from sumy.utils import get_stop_words

        kind = {
            "LexRank": lex_rank.LexRankSummarizer,
            "TextRank": text_rank.TextRankSummarizer,
            "LSA": lsa.LsaSummarizer,
        }
        method = kind[name](Stemmer(language))
        method.stop_words = get_stop_words(language)
        found = []
        for document in documents:
            items = tuple(Sentence(text, _Words()) for text in sentences(document))
            model = ObjectDocumentModel([Paragraph(items)])
            found.append([str(item) for item in method(model, 3)] if len(items) > 3 else [str(item) for item in items])
        return found

    return run


class _Words:
    """sumy's tokenizer interface without its downloads."""

    def to_words(self, text: str) -> tuple[str, ...]:
        import re

        return tuple(re.findall(r"\w+", text))


def oracle(documents: Sequence[Document], references: Sequence[str]) -> list[list[str]]:
    """The three sentences that ROUGE likes best, picked greedily with the reference in hand."""
    found = []
    for document, reference in zip(documents, references, strict=True):
        pool, chosen, level = sentences(document)[:50], [], 0.0
        for _ in range(3):
            rest = [index for index in range(len(pool)) if index not in chosen]
            if not rest:
                break
            tries = [[pool[number] for number in sorted([*chosen, index])] for index in rest]
            quality = rouge([reference] * len(tries), tries)[:, :2].sum(axis=1)
            if quality.max() <= level:
                break
            level = float(quality.max())
            chosen.append(rest[int(np.argmax(quality))])
        found.append([pool[index] for index in sorted(chosen)])
    return found


def bert(python: Path, folder: Path) -> Callable[[Sequence[Document], Path], dict]:
    """bert-extractive-summarizer with our encoder's weights, in the environment of `python`."""

    def run(documents: Sequence[Document], work: Path) -> dict:
        given, answer = work / "given.json", work / "answer.json"
        given.write_text(json.dumps([sentences(document) for document in documents]))
        subprocess.run(
            [str(python), str(Path(__file__).with_name("bert_peer.py")), str(given), str(folder), str(answer)],
            check=True,
        )
        return json.loads(answer.read_text())

    return run
