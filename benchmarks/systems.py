"""What is compared: each system picks three sentences of every document, in an order of its own."""

from __future__ import annotations

import json
import re
import subprocess
import tempfile
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from rouge_score.tokenizers import DefaultTokenizer

from briefing.config import ModelSettings, SummarySettings
from briefing.records import Document

__all__ = ["Memory", "Pick", "System", "bert", "lead", "oracle", "ours", "sumy"]

POINTS = 3


class Pick(NamedTuple):
    """What a reader is shown, and the place of its sentence in the article."""

    text: str
    place: int


Picks = list[list[Pick]]


class System(NamedTuple):
    """`load` makes what is loaded once and timed for nobody; `run` takes it and the documents."""

    load: Callable[[], Any]
    run: Callable[[Any, Sequence[Document]], Picks]


class Memory(dict[bytes, bytes]):
    """Vectors kept between runs over the same documents."""

    def get_many(self, keys: Sequence[bytes]) -> dict[bytes, bytes]:
        return {key: self[key] for key in keys if key in self}

    def put_many(self, values: Mapping[bytes, bytes]) -> None:
        self.update(values)


def sentences(document: Document) -> list[str]:
    """The sentences of `document`, white space made plain."""
    return [" ".join(document.sentence(index).split()) for index in range(len(document.sentences))]


def lead() -> System:
    """The first three sentences."""
    return System(_nothing, lambda _, documents: [_numbered(sentences(item)[:POINTS]) for item in documents])


def ours(memory: Memory | None = None, *, compress: bool = True, trained: bool = True) -> System:
    """Key points by `briefing` itself. Vectors in `memory` are not computed again; new ones are kept there."""

    def load() -> Any:
        from briefing.models.cached_encoder import CachedEncoder
        from briefing.store.result_cache import key
        from briefing.summarize.encode_and_summarize_articles import Tools, make_tools

        made = make_tools(ModelSettings(), None)
        made.encoder.encode(["A short sentence."])
        encoder = made.encoder if memory is None else CachedEncoder(made.encoder, memory, key)
        return Tools(encoder, None, made.grades, skimmer=encoder) if trained else Tools(encoder)

    def run(tools: Any, documents: Sequence[Document]) -> Picks:
        from briefing.summarize.encode_and_summarize_articles import encode_and_summarize

        done = encode_and_summarize(documents, tools, SummarySettings(points=POINTS, compress=compress))
        return [
            [Pick(point.text, _place(item.document, point.evidence[0].start)) for point in item.summary.key_points]
            for item in done
        ]

    return System(load, run)


def sumy(name: str, language: str = "english") -> System:
    """One of sumy's graph or matrix methods over the very same sentences."""

    def load() -> Any:
        from sumy.nlp.stemmers import Stemmer
        from sumy.summarizers import lex_rank, lsa, text_rank
        from sumy.utils import get_stop_words

        kinds = {"LexRank": lex_rank.LexRankSummarizer, "TextRank": text_rank.TextRankSummarizer}
        method = {**kinds, "LSA": lsa.LsaSummarizer}[name](Stemmer(language))
        method.stop_words = get_stop_words(language)
        return method

    return System(load, lambda method, documents: [_by_sumy(method, sentences(item)) for item in documents])


def _by_sumy(method: Any, texts: list[str]) -> list[Pick]:
    from sumy.models.dom import ObjectDocumentModel, Paragraph, Sentence

    if len(texts) <= POINTS:
        return _numbered(texts)
    items = tuple(Sentence(text, _Words()) for text in texts)
    chosen = method(ObjectDocumentModel([Paragraph(items)]), POINTS)
    return [Pick(str(item), texts.index(str(item))) for item in chosen]


class _Words:
    """sumy's tokenizer interface without its downloads."""

    def to_words(self, text: str) -> tuple[str, ...]:
        return tuple(re.findall(r"\w+", text))


def oracle(references: Sequence[str]) -> System:
    """Three sentences picked greedily with the reference in hand: each adds most to ROUGE-1 and -2."""

    def run(tokenizer: DefaultTokenizer, documents: Sequence[Document]) -> Picks:
        return [_greedy(tokenizer, sentences(item), text) for item, text in zip(documents, references, strict=True)]

    return System(lambda: DefaultTokenizer(use_stemmer=True), run)


def _greedy(tokenizer: DefaultTokenizer, texts: list[str], reference: str) -> list[Pick]:
    wanted = _grams(tokenizer.tokenize(reference))
    parts = [_grams(tokenizer.tokenize(text)) for text in texts]
    chosen: list[int] = []
    level = 0.0
    for _ in range(POINTS):
        tries = [(_overlap([parts[one] for one in (*chosen, index)], wanted), -index) for index in range(len(texts))
                 if index not in chosen]  # fmt: skip
        best, place = max(tries, default=(0.0, 0))
        if best <= level:
            break
        level = best
        chosen.append(-place)
    return [Pick(texts[index], index) for index in sorted(chosen)]


def _grams(tokens: list[str]) -> tuple[Counter, Counter]:
    return Counter(tokens), Counter(pairwise(tokens))


def _overlap(parts: list[tuple[Counter, Counter]], wanted: tuple[Counter, Counter]) -> float:
    """F of single words and of word pairs, added up."""
    total = 0.0
    for size in (0, 1):
        ours: Counter = sum((part[size] for part in parts), Counter())
        shared = (ours & wanted[size]).total()
        total += 2 * shared / max(ours.total() + wanted[size].total(), 1)
    return total


def bert(python: Path, encoder: Path, kind: str = "SBertSummarizer") -> Callable[[Sequence[Document]], dict]:
    """bert-extractive-summarizer with our encoder's weights, in the environment of `python`; `kind` is its class."""

    def run(documents: Sequence[Document]) -> dict:
        texts = [sentences(document) for document in documents]
        with tempfile.TemporaryDirectory() as folder:
            given, answer = Path(folder) / "given.json", Path(folder) / "answer.json"
            given.write_text(json.dumps(texts))
            script = Path(__file__).with_name("bert_peer.py")
            subprocess.run([str(python), str(script), str(given), str(encoder), str(answer), kind], check=True)
            found = json.loads(answer.read_text())
        found["picks"] = [
            [Pick(text, own.index(text)) for text in ranked if text in own]
            for own, ranked in zip(texts, found.pop("ranked"), strict=True)
        ]
        return found

    return run


def _nothing() -> None:
    return None


def _numbered(texts: Sequence[str]) -> list[Pick]:
    return [Pick(text, place) for place, text in enumerate(texts)]


def _place(document: Document, start: int) -> int:
    return next(index for index, span in enumerate(document.sentences) if span[0] == start)
