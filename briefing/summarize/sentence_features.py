"""What can be told about a sentence without a language model: the inputs of the grades besides the vector.

Comes in: an article's sentences, their vectors, its title and its language. Goes out: one row of numbers per sentence,
in the fixed order of `NAMES`; nearly all lie in 0…1. What needs a word list takes it from the language's module and is
zero where that has none. What needs no vectors comes first (`plain`), since it decides which sentences are encoded at
all; the rest is told from the vectors of those (`complete`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from briefing.language import Language, of
from briefing.text import words_by_script
from briefing.text.decode_and_clean import lowered
from briefing.text.words_by_script import words

__all__ = ["NAMES", "PLAIN", "complete", "content_words", "dangles", "features", "plain"]

Matrix = npt.NDArray[np.float32]
Column = npt.NDArray[Any]

_PIECE = re.compile(r"\w+")
_CAPITALISED = re.compile(r"[^\W\d_a-zà-þ][\w'’-]+")
# A name of several words, as far as capitals tell: "Senator Ann Lee", "Bank of Norwick" gives two.
_NAME = re.compile(r"[^\W\d_a-zà-þ][\w.'’-]*(?:\s[^\W\d_a-zà-þ][\w.'’-]*)*")
_QUOTATION = re.compile(r"[\"“«][^\"”»]*[\"”»]")
_QUOTES = "\"“”«»‘'`"
ASKING = ("?", "？", "؟")
"""Question marks."""
END_MARKS = frozenset(words_by_script.END_MARKS)
"""What a sentence ends with, in any script."""
_CAPTION = re.compile(
    r"\s[.]$|^[A-Z][\w' -]{2,28}: [A-Z]|\((?:left|right|pictured|above|below|centre|center|photo|file photo)\b|"
    r"\bpictured\b|\b(?:left|right), (?:and|with|in|on|at)\b",
)
# One of the signs is in whatever the pattern finds: they are looked for first, which is quicker.
_CAPTION_SIGNS = (" .", ": ", "(", "pictured", "left, ", "right, ")

_LIKENESS_NAMES = (
    "centroid", "centroid rank", "degree", "nearest", "nearest earlier", "before", "after", "lead centroid", "to first",
    "to lead", "title cosine", "title rank",
)  # fmt: skip
NAMES = (
    "log position", "relative position", "first", "second", "third", "reciprocal position", "log count", "last",
    "length", "log length", "short", "long", "very long", "word length",
    *_LIKENESS_NAMES,
    "has title", "title words", "title names",
    "frequency", "frequency rank", "shared with first", "new words", "shared words", "shared words rank",
    "numbers", "names", "name share", "new names", "longest name", "bare names", "opens with bare name", "known names",
    "opens with quote", "has quote", "quote share", "open quotation", "question", "unfinished", "caption", "commas",
    "brackets", "colon", "boilerplate",
    "dangling", "linking", "contrast", "first dangling", "pronouns", "pronoun before name", "personal", "saying",
    "definite", "definite known", "opens with definite known",
)  # fmt: skip
"""What each column holds."""
_LIKENESS = [NAMES.index(name) for name in _LIKENESS_NAMES]
PLAIN = [name not in _LIKENESS_NAMES for name in NAMES]
"""Which columns need no vectors."""


def dangles(sentence: str, language: str = "en") -> bool:
    """Whether it opens with a word that points outside: a pronoun, "the latter", "meanwhile"."""
    known = of(language).reading
    opening = known.dangling.match(sentence) or known.linking.match(sentence)
    return bool(opening) and not known.expletive.match(sentence)


def features(
    sentences: Sequence[str], vectors: Matrix, title: str | None, title_vector: Matrix | None, language: str = "en"
) -> Matrix:
    """Shape (sentences, len(NAMES)), float32. `vectors` are unit rows; the title's may be missing."""
    return complete(plain(sentences, title, language), vectors, title_vector)


def plain(sentences: Sequence[str], title: str | None, language: str = "en") -> Matrix:
    """The table of `features` with zeros where vectors are needed."""
    if not sentences:
        return np.zeros((0, len(NAMES)), dtype=np.float32)
    known = of(language)
    article = [_read(sentence, known) for sentence in sentences]
    columns = {
        **_position(article),
        **_title(article, title, known),
        **_vocabulary(article),
        **_overlap(article),
        **_names(article, title),
        **_form(article, sentences, known),
        **_reference(article, sentences, known),
        **{name: np.zeros(len(sentences)) for name in _LIKENESS_NAMES},
    }
    table = np.stack([columns[name] for name in NAMES], axis=1)
    return np.asarray(np.clip(table, -1.0, 4.0), dtype=np.float32)


def complete(table: Matrix, vectors: Matrix, title_vector: Matrix | None) -> Matrix:
    """Rows of `plain` with what the vectors of their sentences tell: they are compared with each other alone."""
    if not len(table):
        return table
    full = table.copy()
    full[:, _LIKENESS] = np.stack(_likeness(vectors, title_vector), axis=1)
    return np.clip(full, -1.0, 4.0)


@dataclass(frozen=True, slots=True)
class _Read:
    """A sentence as the columns need it: words, content words in lower case, and names by capitals."""

    tokens: list[str]
    content: list[str]
    pieces: list[str]
    names: list[str]


def _read(sentence: str, language: Language) -> _Read:
    tokens = words(sentence)
    names = [name.rstrip(".'’-") for name in _NAME.findall(sentence)]
    return _Read(tokens, _content(tokens, language), _PIECE.findall(lowered(sentence)), names)


def content_words(sentence: str, language: Language) -> list[str]:
    """The words of a sentence that say what it is about, in lower case."""
    return _content(words(sentence), language)


def _content(tokens: Sequence[str], language: Language) -> list[str]:
    stop = language.reading.stop or language.function_words
    return [word for word in map(_small, tokens) if word not in stop]


@lru_cache(maxsize=65536)
def _small(word: str) -> str:
    """`word` in lower case, without its possessive."""
    return lowered(word).removesuffix("'s").removesuffix("’s")


def _position(article: Sequence[_Read]) -> dict[str, Column]:
    count = len(article)
    place = np.arange(count)
    length = np.array([len(item.tokens) for item in article])
    letters = np.array([sum(map(len, item.tokens)) for item in article])
    return {
        "log position": np.log1p(place) / 4,
        "relative position": place / count,
        "first": place == 0,
        "second": place == 1,
        "third": place == 2,
        "reciprocal position": 1 / (1 + place),
        "log count": np.full(count, np.log(count) / 4),
        "last": place == count - 1,
        "length": length / 40,
        "log length": np.log1p(length) / 4,
        "short": length < 8,
        "long": length > 35,
        "very long": length > 55,
        "word length": letters / np.maximum(length, 1) / 8,
    }


def _likeness(vectors: Matrix, title_vector: Matrix | None) -> list[Column]:
    """The columns of `_LIKENESS_NAMES`."""
    count = len(vectors)
    cosines = vectors @ vectors.T
    np.fill_diagonal(cosines, 0.0)
    centroid = vectors.mean(axis=0)
    central = vectors @ (centroid / max(float(np.linalg.norm(centroid)), 1e-9))
    neighbours = np.diagonal(cosines, 1)
    titled = vectors @ title_vector if title_vector is not None else np.zeros(count, dtype=np.float32)
    return [
        central,
        _ranks(central),
        cosines.sum(axis=1) / max(count - 1, 1),
        cosines.max(axis=1),
        np.tril(cosines, -1).max(axis=1),
        np.concatenate([[0.0], neighbours]),
        np.concatenate([neighbours, [0.0]]),
        np.full(count, central[0]),
        cosines[:, 0],
        cosines[:, :3].mean(axis=1),
        titled,
        _ranks(titled) if title_vector is not None else titled,
    ]


def _title(article: Sequence[_Read], title: str | None, language: Language) -> dict[str, Column]:
    wanted = set(_content(words(title or ""), language))
    named = set(_CAPITALISED.findall(title or ""))
    shared = [len(wanted.intersection(item.content)) / max(len(wanted), 1) for item in article]
    names = [len(named.intersection(item.tokens)) / max(len(named), 1) for item in article]
    return {
        "has title": np.full(len(article), bool(title)),
        "title words": np.array(shared),
        "title names": np.array(names),
    }


def _vocabulary(article: Sequence[_Read]) -> dict[str, Column]:
    spread = Counter(word for item in article for word in set(item.content))
    seen: set[str] = set()
    fresh, often = [], []
    first = set(article[0].content)
    for item in article:
        own = set(item.content)
        fresh.append(len(own - seen) / max(len(own), 1))
        often.append(sum(min(spread[word] - 1, 5) for word in own) / max(len(item.content), 1))
        seen |= own
    shared = [len(first.intersection(item.content)) / max(len(first), 1) for item in article]
    return {
        "frequency": np.array(often) / 2,
        "frequency rank": _ranks(np.array(often)),
        "shared with first": np.array(shared),
        "new words": np.array(fresh),
    }


def _overlap(article: Sequence[_Read]) -> dict[str, Column]:
    """How many words a sentence shares with all others, as in TextRank (Mihalcea & Tarau 2004), relative and ranked."""
    vocabulary = {
        word: column for column, word in enumerate(dict.fromkeys(w for item in article for w in item.content))
    }
    holds = np.zeros((len(article), max(len(vocabulary), 1)), dtype=np.float32)
    for row, item in enumerate(article):
        holds[row, [vocabulary[word] for word in item.content]] = 1
    lengths = np.log1p([len(item.content) for item in article])
    shared = holds @ holds.T / np.maximum(lengths[:, None] + lengths[None], 0.5)
    np.fill_diagonal(shared, 0.0)
    degree = shared.sum(axis=1)
    return {"shared words": degree / max(2 * float(degree.mean()), 1e-9), "shared words rank": _ranks(degree)}


def _names(article: Sequence[_Read], title: str | None) -> dict[str, Column]:
    """Who and what is named, whether for the first time, and whether by a part of a name that was given before."""
    titled = set(_CAPITALISED.findall(title or ""))
    rows = []
    seen: set[str] = set()
    parts: set[str] = set()
    for item in article:
        names = {word for word in item.tokens[1:] if word[0].isupper() and len(word) > 1}
        single = [name for name in item.names if " " not in name and name not in titled]
        bare = [name for name in single if name in parts]
        longest = max((len(name.split()) for name in item.names), default=0)
        rows.append(
            (
                min(sum(word[0].isdigit() for word in item.tokens), 4) / 4,
                min(len(names), 10) / 10,
                len(names) / max(len(item.tokens), 1),
                min(len(names - seen), 5) / 5,
                longest / 4,
                min(len(bare), 3) / 3,
                bool(bare) and item.tokens[:1] == bare[:1],
                min(sum(name in seen for name in single), 4) / 4,
            )
        )
        seen |= names
        parts.update(word for name in item.names if " " in name for word in name.split())
    labels = (
        "numbers", "names", "name share", "new names", "longest name", "bare names", "opens with bare name",
        "known names",
    )  # fmt: skip
    return dict(zip(labels, np.array(rows, dtype=np.float32).T, strict=True))


def _form(article: Sequence[_Read], sentences: Sequence[str], language: Language) -> dict[str, Column]:
    """What punctuation and fixed phrases tell."""
    rows = [
        (
            sentence[:1] in _QUOTES,
            any(mark in sentence for mark in '"“«'),
            sum(map(len, _QUOTATION.findall(sentence))) / max(len(sentence), 1),
            sentence.count('"') % 2 or sentence.count("“") != sentence.count("”"),
            sentence.rstrip(_QUOTES + " ").endswith(ASKING),
            sentence.rstrip(_QUOTES + " )")[-1:] not in END_MARKS,
            any(sign in sentence for sign in _CAPTION_SIGNS) and bool(_CAPTION.search(sentence)),
            min(sentence.count(","), 5) / 5,
            "(" in sentence,
            ":" in sentence,
            bool(language.reading.boilerplate.search(sentence)),
            min(sum(piece in language.reading.first_person for piece in item.pieces), 4) / 4,
            not language.reading.saying.isdisjoint(item.pieces),
        )
        for item, sentence in zip(article, sentences, strict=True)
    ]
    labels = (
        "opens with quote", "has quote", "quote share", "open quotation", "question", "unfinished", "caption", "commas",
        "brackets", "colon", "boilerplate", "personal", "saying",
    )  # fmt: skip
    return dict(zip(labels, np.array(rows, dtype=np.float32).T, strict=True))


def _reference(article: Sequence[_Read], sentences: Sequence[str], language: Language) -> dict[str, Column]:
    """What points outside the sentence: pronouns, "the firm" where a firm was named before, torn openings."""
    reading = language.reading
    rows = list(_pointers(article, sentences, language))
    first = dangles(sentences[0], language.code)
    labels = ("pronouns", "pronoun before name", "definite", "definite known", "opens with definite known")
    return {
        "dangling": np.array([bool(reading.dangling.match(sentence)) for sentence in sentences]),
        "linking": np.array([bool(reading.linking.match(sentence)) for sentence in sentences]),
        "contrast": np.array([bool(reading.contrast.match(sentence)) for sentence in sentences]),
        "first dangling": np.full(len(sentences), first),
        **dict(zip(labels, np.array(rows, dtype=np.float32).T, strict=True)),
    }


def _pointers(
    article: Sequence[_Read], sentences: Sequence[str], language: Language
) -> Iterator[tuple[float, float, float, float, float]]:
    nouns: set[str] = set()
    for item, sentence in zip(article, sentences, strict=True):
        pronoun = language.reading.third_person.search(sentence)
        named = _first_name(sentence)
        found = list(language.reading.definite.finditer(lowered(sentence)))
        known = [match for match in found if match[1] in nouns]
        yield (
            min(sum(1 for _ in language.reading.third_person.finditer(sentence)), 4) / 4,
            pronoun is not None and pronoun.start() < named,
            min(len(found), 4) / 4,
            min(len(known), 3) / 3,
            bool(known) and not _PIECE.search(sentence[: known[0].start()]),
        )
        nouns.update(piece for piece in item.pieces if len(piece) > 3)


def _first_name(sentence: str) -> int:
    """Where the first name stands; a single capitalised word at the start is none. Past the end where there is none."""
    for match in _NAME.finditer(sentence):
        if match.start() > 0 or " " in match[0]:
            return match.start()
    return len(sentence)


def _ranks(values: Column) -> Column:
    order = np.empty(len(values))
    order[np.argsort(-values, kind="stable")] = np.arange(len(values))
    return (order / max(len(values) - 1, 1)).astype(np.float32)
