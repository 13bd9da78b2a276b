"""Articles with reference summaries, as arrays that the salience model can be trained on and measured with."""

from __future__ import annotations

import gzip
import json
import pickle
import re
from dataclasses import dataclass
from itertools import combinations, pairwise
from pathlib import Path

import numpy as np
from rouge_score import tokenizers
from sentencex import segment

from briefing.models.encoder import TransformerEncoder
from briefing.summarize.features import VERSION, features

LONGEST = 50
# Sentences of an article that are used; the rest of a longer one hardly ever holds a highlight.
SETS = {  # name -> file below the data folder, language, most articles (None: all)
    "train_cnndm": ("summaries/train_cnndm", "en", None),
    "train_inshorts": ("summaries/train_inshorts", "en", 1500),
    "train_bbc": ("summaries/train_bbc", "en", 800),
    "fr_train": ("fr/train_orangesum", "fr", 800),
    "dev_cnndm": ("summaries/dev_cnndm", "en", None),
    "dev_inshorts": ("summaries/dev_inshorts", "en", None),
    "dev_bbc": ("summaries/dev_bbc", "en", None),
    "fr_dev": ("fr/dev_orangesum", "fr", None),
}
_TOKENIZER = tokenizers.DefaultTokenizer(use_stemmer=True)
_STAMP = re.compile(
    r"^\s*(?:By\s*\.\s*.{0,160}?)?(?:PUBLISHED|UPDATED|Last updated)\s*:?\s*\.?.{0,120}?\d{4}\s*\.?\s*(?:\|\s*\.?)?\s*",
    re.S,
)
_AGENCY = re.compile(r"^(?:[A-Z][\w .,'’-]{0,60}?)?\(\s*CNN(?: Student News)?\s*\)\s*(?:--|—|–|-)?\s*")


@dataclass(slots=True)
class Sample:
    """One article. Overlaps are counts against the reference's own words and word pairs."""

    sentences: list[str]
    title: str | None
    vectors: np.ndarray
    title_vector: np.ndarray | None
    features: np.ndarray
    reference: str
    lengths: np.ndarray
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

    def rouge(self, sets: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """ROUGE-1 and ROUGE-2 F of each row of sentence indices."""
        length = self.lengths[sets].sum(axis=1)
        one = np.minimum(self.unigrams[sets].sum(axis=1), self.wanted_unigrams).sum(axis=1)
        two = np.minimum(self.bigrams[sets].sum(axis=1), self.wanted_bigrams).sum(axis=1)
        return _f(one, length, self.words), _f(two, length - 1, self.words - 1)


def clean(text: str) -> str:
    """`text` without the date stamps and agency lines that scraped articles open with."""
    text = re.sub(r" \. +(?=[a-z])", " ", text.strip())
    for _ in range(3):
        shorter = re.sub(r"^[\s|.,]+", "", _AGENCY.sub("", _STAMP.sub("", text, count=1), count=1))
        if shorter == text:
            break
        text = shorter
    return text


def split(text: str, language: str) -> list[str]:
    """The sentences of `text`, fragments joined to what they follow."""
    sentences: list[str] = []
    for paragraph in re.split(r"\n+", clean(text)):
        fresh = True
        for piece in segment(language, " ".join(paragraph.split())):
            piece = piece.strip()
            if not piece:
                continue
            if not fresh and (len(piece.split()) < 3 or piece[0] in ".,;:)"):
                sentences[-1] += f" {piece}"
            else:
                sentences.append(piece)
            fresh = False
    return sentences[:LONGEST]


def load(name: str, data: Path, cache: Path) -> list[Sample]:
    """The articles of a set in `SETS`, encoded once and kept below `cache`."""
    kept = cache / f"{name}-{VERSION}.pkl"
    if kept.is_file():
        with kept.open("rb") as stream:
            return pickle.load(stream)
    file, language, most = SETS[name]
    with gzip.open(data / f"{file}.jsonl.gz", "rt", encoding="utf-8") as stream:
        rows = [json.loads(line) for line in stream][:most]
    texts = [split(row["text"], language) for row in rows]
    titles = [(row.get("title") or "").strip() for row in rows]
    vectors = _encode(
        [text for pair in zip(texts, titles, strict=True) for text in [*pair[0], *filter(None, pair[1:])]],
        cache / f"{name}.npy",
    )
    samples, start = [], 0
    for row, sentences, title in zip(rows, texts, titles, strict=True):
        stop = start + len(sentences)
        named = vectors[stop] if title else None
        if len(sentences) >= 4:
            samples.append(sample(sentences, title or None, vectors[start:stop], named, row["summary"], row["source"]))
        start = stop + bool(title)
    cache.mkdir(parents=True, exist_ok=True)
    with kept.open("wb") as stream:
        pickle.dump(samples, stream)
    return samples


def sample(sentences, title, vectors, title_vector, reference, source="") -> Sample:
    """One article with its features and labels."""
    tokens = [_TOKENIZER.tokenize(sentence) for sentence in sentences]
    wanted = _TOKENIZER.tokenize(reference)
    ones = {word: index for index, word in enumerate(dict.fromkeys(wanted))}
    twos = {pair: index for index, pair in enumerate(dict.fromkeys(pairwise(wanted)))}
    made = Sample(
        sentences, title, vectors, title_vector, features(sentences, vectors, title, title_vector), reference,
        np.array([len(items) for items in tokens]),
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
    pool = np.unique(np.concatenate([np.argsort(-article.gains)[:16], np.arange(min(4, count))]))
    sets = np.array(list(combinations(pool, min(3, len(pool)))))
    quality = sum(article.rouge(sets)) / 2
    weights = np.exp((quality - quality.max()) / temperature)
    share = np.zeros(count, dtype=np.float32)
    np.add.at(share, sets.ravel(), np.repeat(weights / weights.sum(), sets.shape[1]))
    return share


def _encode(texts: list[str], kept: Path) -> np.ndarray:
    if kept.is_file() and len(vectors := np.load(kept)) == len(texts):
        return vectors.astype(np.float32)
    vectors = TransformerEncoder().encode(texts)
    kept.parent.mkdir(parents=True, exist_ok=True)
    np.save(kept, vectors.astype(np.float16))
    return vectors


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
