"""Articles with reference summaries, as arrays that the salience model can be trained on and measured with.

Sentences are those the program itself finds (`briefing.extract`), and overlap is counted on what a reader would be
shown: sentences shortened by `briefing.summarize.compress`.
"""

from __future__ import annotations

import gzip
import json
import pickle
import random
from dataclasses import dataclass, replace
from itertools import combinations, pairwise
from pathlib import Path

import numpy as np
from rouge_score import tokenizers

from briefing.errors import BriefingError
from briefing.extract import extract
from briefing.models.encoder import CachedEncoder, TransformerEncoder
from briefing.records import Article, Document
from briefing.store.cache import key
from briefing.summarize.compress import compress
from briefing.summarize.extractive import handicaps, usable_sentences
from briefing.summarize.features import NAMES, complete, features, words

# Sentences of an article that are used; the rest of a longer one hardly ever holds a highlight.
LONGEST = 40
FEWEST = 4
_SAVED_TOGETHER = 8192
FILES = {  # name -> file below the data folder
    "train_cnndm": "summaries/train_cnndm",
    "train_inshorts": "summaries/train_inshorts",
    "train_bbc": "summaries/train_bbc",
    "train_french": "fr/train_orangesum",
    "dev_cnndm": "summaries/dev_cnndm",
    "dev_inshorts": "summaries/dev_inshorts",
    "dev_bbc": "summaries/dev_bbc",
    "dev_french": "fr/dev_orangesum",
}
TITLE_COLUMNS = [NAMES.index(name) for name in ("title cosine", "has title", "title words", "title rank")]
_PER_SENTENCE = ("vectors", "features", "shown", "lengths", "handicaps", "unigrams", "bigrams", "gains")
_TOKENIZER = tokenizers.DefaultTokenizer(use_stemmer=True)


@dataclass(slots=True)
class Sample:
    """One article. Overlaps are counts against the reference's own words and word pairs.

    `shown` counts the tokens of each sentence as a reader sees it, `lengths` the words of the whole sentence.
    """

    sentences: list[str]
    title: str | None
    vectors: np.ndarray
    title_vector: np.ndarray | None
    features: np.ndarray
    reference: str
    shown: np.ndarray
    lengths: np.ndarray
    handicaps: np.ndarray
    usable: np.ndarray
    unigrams: np.ndarray
    bigrams: np.ndarray
    wanted_unigrams: np.ndarray
    wanted_bigrams: np.ndarray
    words: int
    gains: np.ndarray
    soft: np.ndarray
    source: str = ""
    weight: float = 1.0
    origin: str = ""
    teaches: bool = True

    def rouge(self, sets: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """ROUGE-1 and ROUGE-2 F of each row of sentence indices."""
        length = self.shown[sets].sum(axis=1)
        one = np.minimum(self.unigrams[sets].sum(axis=1), self.wanted_unigrams).sum(axis=1)
        two = np.minimum(self.bigrams[sets].sum(axis=1), self.wanted_bigrams).sum(axis=1)
        return _f(one, length, self.words), _f(two, length - 1, self.words - 1)

    def only(self, kept: np.ndarray) -> Sample:
        """The same article with none but the sentences `kept`, which are compared with each other alone."""
        rows = {name: getattr(self, name)[kept] for name in _PER_SENTENCE}
        rows["features"] = complete(rows["features"], rows["vectors"], self.title_vector)
        usable = np.flatnonzero(np.isin(kept, self.usable))
        rows["usable"] = usable if len(usable) else np.arange(len(kept))
        part = replace(self, sentences=[self.sentences[index] for index in kept], **rows)
        part.soft = _soft(part)
        return part


def load(name: str, data: Path, cache: Path, most: int | None = None) -> list[Sample]:
    """The articles of a set in `FILES`, `most` of them drawn at random; each sentence is encoded once."""
    with gzip.open(data / f"{FILES[name]}.jsonl.gz", "rt", encoding="utf-8") as stream:
        rows = [json.loads(line) for line in stream]
    random.Random(1).shuffle(rows)
    vectors = Vectors(cache / f"{name}.pkl")
    encoder = CachedEncoder(TransformerEncoder(), vectors, key)
    samples = []
    for start in range(0, len(rows[:most]), 64):
        window = [(document, row) for row in rows[:most][start : start + 64] if (document := _document(row))]
        encoder.encode([text for document, _ in window for text in _texts(document)])
        samples += [_sample(document, row, encoder) for document, row in window]
        vectors.save(at_least=_SAVED_TOGETHER)
    vectors.save()
    return samples


class Vectors(dict[bytes, bytes]):
    """Sentence vectors by key, kept in a file between runs (`briefing.models.encoder.VectorCache`)."""

    def __init__(self, file: Path) -> None:
        super().__init__(pickle.loads(file.read_bytes()) if file.is_file() else {})
        self._file, self._saved = file, len(self)

    def get_many(self, keys):
        return {key: self[key] for key in keys if key in self}

    def put_many(self, values):
        self.update(values)

    def save(self, at_least: int = 1) -> None:
        if len(self) >= self._saved + at_least:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            self._file.write_bytes(pickle.dumps(dict(self)))
            self._saved = len(self)


def _document(row: dict) -> Document | None:
    """The article as the program reads it; None where there is too little to choose from."""
    title = (row.get("title") or "").strip() or None
    try:
        document = extract(Article(row["id"], row["id"], row["text"], title=title))
    except BriefingError:
        return None
    return document if len(document.sentences) >= FEWEST else None


def _texts(document: Document) -> list[str]:
    found = [document.sentence(index) for index in range(min(LONGEST, len(document.sentences)))]
    return [*found, document.title] if document.title else found


def _sample(document: Document, row: dict, encoder: CachedEncoder) -> Sample:
    vectors = encoder.encode(_texts(document))
    sentences = [" ".join(text.split()) for text in _texts(document)][: len(vectors) - bool(document.title)]
    title = vectors[-1] if document.title else None
    return sample(sentences, document.title, vectors[: len(sentences)], title, row["summary"], row["source"])


def sample(sentences, title, vectors, title_vector, reference, source="") -> Sample:
    """One article with its features and labels."""
    tokens = [_TOKENIZER.tokenize(compress(sentence)) for sentence in sentences]
    wanted = _TOKENIZER.tokenize(reference)
    ones = {word: index for index, word in enumerate(dict.fromkeys(wanted))}
    twos = {pair: index for index, pair in enumerate(dict.fromkeys(pairwise(wanted)))}
    made = Sample(
        sentences, title, vectors, title_vector, features(sentences, vectors, title, title_vector), reference,
        np.array([len(items) for items in tokens]),
        np.array([len(words(sentence)) for sentence in sentences], dtype=np.float32),
        handicaps(sentences, range(len(sentences))),
        np.array(usable_sentences(sentences) or range(len(sentences))),
        np.stack([_count(items, ones) for items in tokens]),
        np.stack([_count(pairwise(items), twos) for items in tokens]),
        _count(wanted, ones), _count(pairwise(wanted), twos), len(wanted),
        np.zeros(0), np.zeros(0), source,
    )  # fmt: skip
    one, two = made.rouge(np.arange(len(sentences))[:, None])
    made.gains = (one + two).astype(np.float32)
    made.soft = _soft(made)
    return made


def _soft(article: Sample, temperature: float = 0.02) -> np.ndarray:
    """How often a sentence belongs to a good triple: triples weighted by the softmax of their ROUGE."""
    count = len(article.sentences)
    best = article.usable[np.argsort(-article.gains[article.usable], kind="stable")[:16]]
    pool = np.union1d(best, [index for index in article.usable if index < 4]).astype(int)
    sets = np.array(list(combinations(pool, min(3, len(pool)))))
    quality = sum(article.rouge(sets)) / 2
    weights = np.exp((quality - quality.max()) / temperature)
    share = np.zeros(count, dtype=np.float32)
    np.add.at(share, sets.ravel(), np.repeat(weights / weights.sum(), sets.shape[1]))
    return share


def _count(items, vocabulary) -> np.ndarray:
    counts = np.zeros(max(len(vocabulary), 1), dtype=np.int32)
    for item in items:
        index = vocabulary.get(item)
        if index is not None:
            counts[index] += 1
    return counts


def _f(overlap, length, words) -> np.ndarray:
    precision, recall = overlap / np.maximum(length, 1), overlap / max(words, 1)
    return 2 * precision * recall / np.maximum(precision + recall, 1e-9)
