"""What is compared: each system turns a list of documents into a ranking of sentences for each."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

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


class Memory(dict[bytes, bytes]):
    """Vectors kept between runs over the same documents, so that only the timed run computes them."""

    def get_many(self, keys: Sequence[bytes]) -> dict[bytes, bytes]:
        return {key: self[key] for key in keys if key in self}

    def put_many(self, values: Mapping[bytes, bytes]) -> None:
        self.update(values)


@lru_cache(maxsize=1)
def loaded() -> Any:
    """Our models, loaded once in a process; loading is timed for nobody."""
    from briefing.condense import make_tools
    from briefing.config import ModelSettings

    tools = make_tools(ModelSettings(), None)
    tools.encoder.encode(["A short sentence."])
    return tools


def ours(
    documents: Sequence[Document], memory: Memory, *, compress: bool = True, points: int = 3, trained: bool = True
) -> list[list[str]]:
    """Key points by `briefing` itself; vectors that `memory` lacks are computed and kept there."""
    from briefing.condense import Tools, condense
    from briefing.models.encoder import CachedEncoder
    from briefing.store.cache import key

    made = loaded()
    tools = Tools(CachedEncoder(made.encoder, memory, key), None, made.salience if trained else None)
    done = condense(documents, tools, SummarySettings(points=points, compress=compress))
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
