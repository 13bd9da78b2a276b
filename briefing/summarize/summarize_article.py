"""Which sentences of an article are its key points.

Comes in: a document, the vectors of its sentences and the model of grades. Goes out: a summary whose points are
sentences, whole or safely shortened, in the article's order, each with the whole sentence as evidence. The model tells
how an editor would grade each sentence (`briefing.models.sentence_grader`); without one, a sentence scores by its
closeness to the article's centroid (Radev et al. 2004) and title, and by how early it stands.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np
import numpy.typing as npt
from threadpoolctl import ThreadpoolController

from briefing.config import SummarySettings
from briefing.language import Language, of, word_rarity_and_capitals
from briefing.models.sentence_grader import GradeModel, Grades
from briefing.records import Document, Summary
from briefing.summarize.choose_sentences import MOST, Links, select, worth
from briefing.summarize.headline_from_title_or_sentence import headline
from briefing.summarize.prefilter_sentences import prefilter
from briefing.summarize.sentence_features import ASKING, END_MARKS, complete, content_words, dangles, plain
from briefing.summarize.sentence_to_key_point import Parses, key_point
from briefing.text.words_by_script import count, has_spaces

__all__ = [
    "BASELINE",
    "Choice",
    "Reading",
    "choose",
    "fingerprint",
    "graded",
    "links",
    "read",
    "summarize",
    "usable_sentences",
]

BASELINE = "centroid-position-title"
"""Names what chooses where no model of grades fits the encoder."""

Matrix = npt.NDArray[np.float32]

_CENTRALITY, _POSITION, _TITLE = 0.35, 0.45, 0.20
# A product of matrices differs in its last bit with the number of threads. With one it is always the same, and for
# matrices of an article's size as fast.
_BLAS = ThreadpoolController()
# The probability of standing alone that a sentence has at most which a pronoun or "however" opens.
_HANGING = 0.1
# Words. Shorter sentences are fragments; longer ones are several that ran together, and are taken last.
_SHORTEST, _LONGEST = 5, 60
# A sentence repeats another of at least this cosine that has this share of its words, few as they may be. Over the
# labelled training articles it changes 1 of 1,005: what is told twice there is mostly told with something new.
_ALIKE, _SHARED, _FEWEST = 0.5, 0.7, 3
# Cosine from which a sentence that contradicts something may contradict one before it.
_ABOUT_IT = 0.3
_TEASED = re.compile(r"(?:…|\.\.\.|\[(?:…|\.\.\.)\])\W*$")
_BULLET = re.compile(r"^(?:[-–—•*·▪‣]|\(?\d{1,2}[.)])\s")
_OPENS_LAST = re.compile(r'(?:^|[\s(])"\w[^"?]*$')
_CLOSING = "\"'”’»)] 」』）》"


@dataclass(frozen=True, slots=True)
class Reading:
    """An article before anything is encoded. `usable` could be points; `kept` are worth encoding, in reading order."""

    sentences: list[str]
    usable: list[int]
    kept: list[int]
    table: Matrix | None
    """What `sentence_features.plain` tells; None where no model asks for it."""


@dataclass(frozen=True, slots=True)
class Choice:
    """The sentences to show, in reading order, with their scores in 0…1; `news` is the place of the main one."""

    sentences: tuple[int, ...]
    scores: tuple[float, ...] = ()
    news: int = 0


def fingerprint(model: GradeModel | None) -> str:
    """Names what chooses."""
    return model.fingerprint if model else BASELINE


def read(document: Document, model: GradeModel | None, points: int) -> Reading:
    """What can be told of `document` without vectors. Enough sentences are kept for so many `points`."""
    sentences = [" ".join(document.sentence(index).split()) for index in range(len(document.sentences))]
    usable = usable_sentences(sentences, document.language)
    model = graded(document, model)
    if model is None:
        return Reading(sentences, usable, list(range(len(sentences))), None)
    with _BLAS.limit(limits=1, user_api="blas"):
        table = plain(sentences, document.title, document.language)
        return Reading(sentences, usable, prefilter(model.promise(table), usable, points), table)


def graded(document: Document, model: GradeModel | None) -> GradeModel | None:
    """The model for `document`: none where no spaces part its words, as it was trained on words and their vectors."""
    return model if model and has_spaces(document.text) else None


def choose(
    document: Document,
    vectors: Matrix,
    points: int,
    *,
    title_vector: Matrix | None = None,
    model: GradeModel | None = None,
    reading: Reading | None = None,
) -> Choice:
    """Which sentences of `document` to show, up to `points`; none where it is too short to summarize.

    `vectors` has shape (sentences, dimensions) with unit rows, of which only those that `reading` keeps are looked at;
    `title_vector` has shape (dimensions,). A model that was trained on vectors of another length is not used.
    """
    model = graded(document, model)
    if model and len(vectors) and model.dimensions != vectors.shape[1]:
        model = reading = None
    reading = reading or read(document, model, points)
    if not reading.usable:
        return Choice(())
    kept = np.array(reading.kept)
    usable = np.flatnonzero(np.isin(kept, reading.usable)).tolist()
    with _BLAS.limit(limits=1, user_api="blas"):
        grades = _grades(reading, vectors, title_vector, model, document.language)
        lengths = [count(reading.sentences[index]) for index in reading.kept]
        related = links(reading, vectors[kept], usable, document.language)
        chosen = select(grades, vectors[kept], lengths, usable, points, related)
    scores = np.clip(worth(grades) / MOST, 0, 1)
    news = max(range(len(chosen)), key=lambda number: float(grades.news[chosen[number]]))
    return Choice(tuple(kept[chosen].tolist()), tuple(scores[chosen].tolist()), news)


def summarize(
    document: Document, choice: Choice, settings: SummarySettings, *, model: str, parses: Parses = MappingProxyType({})
) -> Summary:
    """The summary of `document` made of the sentences of `choice`; `model` names what chose them."""
    if not choice.sentences:
        return Summary(document.id, (), model, note="too short to summarize")
    points = tuple(
        key_point(document, sentence, score, compressed=settings.compress, parses=parses, shown=choice.sentences)
        for sentence, score in zip(choice.sentences, choice.scores, strict=True)
    )
    title = headline(document.title, points, choice.news, document.language)
    return Summary(document.id, points, model, headline=title)


def usable_sentences(sentences: Sequence[str], language: str = "en") -> list[int]:
    """Sentences that could be a point: long enough, said once, and part of the article rather than of the page."""
    known = of(language)
    seen: set[str] = set()
    kept = []
    for index, sentence in enumerate(sentences):
        if _is_anothers_word(sentences, index, known):
            continue
        if count(sentence) >= _SHORTEST and sentence not in seen and not _says_nothing(sentence, known):
            kept.append(index)
            seen.add(sentence)
    whole = kept[:-1] if kept and kept[-1] == len(sentences) - 1 and _is_cut_off(sentences) else kept
    hanging = _never_closed(sentences)
    statements = [index for index in whole if index != hanging and not _asks(sentences[index])]
    # A question, a torn-off end or a quotation without one is no key point, unless the article has nothing else.
    return statements or whole or kept


def _is_cut_off(sentences: Sequence[str]) -> bool:
    """Whether an article stops in the middle of a sentence, as a teaser does, though its other sentences have ends."""
    ends = [sentence.rstrip(_CLOSING)[-1:] in END_MARKS for sentence in sentences[:-1]]
    return _TEASED.search(sentences[-1]) is not None or (
        sum(ends) > len(ends) / 2 and sentences[-1].rstrip(_CLOSING)[-1:] not in END_MARKS
    )


def _asks(sentence: str) -> bool:
    """Whether it is a question. With a quotation left open, the mark is what an encoding made of a closing one."""
    return sentence.rstrip(_CLOSING).endswith(ASKING) and sentence.count('"') % 2 == 0


def links(reading: Reading, vectors: Matrix, usable: Sequence[int], language: str) -> Links:
    """Which of the kept sentences answer or repeat one another; `vectors` are theirs, shape (kept, dimensions)."""
    known = of(language)
    said = {place: frozenset(content_words(reading.sentences[reading.kept[place]], known)) for place in usable}
    alike = vectors @ vectors.T
    repeats = {
        (place, other)
        for place in usable
        for other in usable
        if place != other
        and alike[place, other] >= _ALIKE
        and len(said[place] & said[other]) >= _SHARED * max(len(said[place]), _FEWEST)
    }
    return Links(_answers(reading, alike, usable, known), repeats)


def _answers(reading: Reading, alike: Matrix, usable: Sequence[int], known: Language) -> dict[int, list[int]]:
    """For each kept sentence that contradicts something the ones that this may be.

    That is the sentence right before it where it opens with the contrast, else any before it that is about the same.
    """
    found = {}
    for place in usable:
        sentence = reading.sentences[reading.kept[place]]
        opens = bool(known.reading.contrast.match(sentence))
        if not place or not (opens or known.reading.contradicting.search(sentence)):
            continue
        behind = opens and reading.kept[place] - reading.kept[place - 1] == 1
        found[place] = [place - 1] if behind else np.flatnonzero(alike[place, :place] >= _ABOUT_IT).tolist()
    return found


def _never_closed(sentences: Sequence[str]) -> int | None:
    """The sentence with an article's last straight quotation mark, where that mark opens and leaves one open.

    Where a question mark follows, it is what an encoding made of a closing one.
    """
    marked = [index for index, sentence in enumerate(sentences) if '"' in sentence]
    odd = sum(sentences[index].count('"') for index in marked) % 2
    return marked[-1] if odd and _OPENS_LAST.search(sentences[marked[-1]]) else None


def _is_anothers_word(sentences: Sequence[str], index: int, words: Language) -> bool:
    """Whether the next sentence says whose word this one is, or this one only says so of the one before.

    Either alone is told as fact, or as nothing: "The plant will close. That is what the union says."
    """
    return any(words.reading.credits_before.match(each) for each in sentences[max(index, 1) : index + 2])


def _says_nothing(sentence: str, language: Language) -> bool:
    """Whether it is part of the page, a courtesy, the announcement of a list, or an item of one and no sentence."""
    ended = sentence.rstrip(_CLOSING)
    item = bool(_BULLET.match(sentence)) and ended[-1:] not in END_MARKS
    reading = language.reading
    page = reading.boilerplate.search(sentence) or reading.courtesy.match(sentence)
    return bool(page) or ended.endswith((":", "：")) or item


def _grades(
    reading: Reading, vectors: Matrix, title_vector: Matrix | None, model: GradeModel | None, language: str
) -> Grades:
    """Grades of the sentences that are kept."""
    own = vectors[reading.kept]
    if model is None or reading.table is None:
        return _baseline([reading.sentences[index] for index in reading.kept], own, title_vector, language)
    grades = model.grade(own, complete(reading.table[reading.kept], own, title_vector))
    if language in word_rarity_and_capitals.COUNTED:
        return grades
    # The labels are of English and French articles: elsewhere the words that point back are believed before the model.
    hanging = [index > 0 and dangles(reading.sentences[index], language) for index in reading.kept]
    return replace(grades, alone=np.where(hanging, np.minimum(grades.alone, _HANGING), grades.alone))


def _baseline(sentences: Sequence[str], vectors: Matrix, title_vector: Matrix | None, language: str) -> Grades:
    """What stands for grades without a trained model: centrality, position and closeness to the title."""
    centroid = vectors.mean(axis=0)
    centrality = vectors @ (centroid / max(float(np.linalg.norm(centroid)), 1e-9))
    position = 1.0 / np.sqrt(1.0 + np.arange(len(sentences)))
    title = vectors @ title_vector if title_vector is not None else centrality
    raw = _CENTRALITY * centrality + _POSITION * position + _TITLE * title
    form = [_form(sentence, index, language) for index, sentence in enumerate(sentences)]
    value = np.asarray(np.clip(raw * np.array(form), 0.0, 1.0), dtype=np.float32)
    nothing, certain = np.zeros_like(value), np.ones_like(value)
    return Grades(detail=certain, important=value, news=value, alone=certain, opinion=nothing, best=value)


def _form(sentence: str, index: int, language: str) -> float:
    """Factor for how well a sentence stands alone and reads at a glance."""
    factor = 0.8 if count(sentence) > _LONGEST else 1.0
    if index > 0 and dangles(sentence, language):
        factor *= 0.75
    if sentence.startswith(('"', "“", "«", "'")):
        factor *= 0.8
    return factor
