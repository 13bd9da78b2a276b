"""(point, sentence of another article) -> numbers that tell how likely the sentence says the point.

What the judge of pairs finds both ways, the reasons that the words give against it, the share of each other's telling
words, how the point's words stand in the sentence, and who does what to whom in both. `training/same_statement.py`
learns what they are worth.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from briefing.language import Language, fold_words, of, word_rarity_and_capitals
from briefing.models.dependency_parser_and_word_deletion import Parse
from briefing.verify import (
    check_dates,
    check_names_and_who_did_what,
    check_nearly_copied_sentences,
    check_negations_hedges_and_opposites,
    check_quantities,
    check_speakers_and_quotations,
)
from briefing.verify.compare_roles import compared_roles
from briefing.verify.copied_fragment_features import Passages, measures

__all__ = ["Trees", "features"]

Floats = npt.NDArray[np.float32]
Trees = tuple[Parse | None, Parse | None]
# Reasons of one kind beyond these tell no more.
_MOST = 3
# Words of a point beyond these tell no more.
_LONG = 40
# Keeps the logarithm of a probability of 0 or 1 finite.
_LEAST = 1e-4


def features(
    point: str, sentence: str, forth: Floats, back: Floats, language: str, trees: Trees = (None, None)
) -> npt.NDArray[np.float64]:
    """The numbers of one pair; `forth` are the judge's three probabilities of (sentence, point), `back` the reverse.

    `trees` are those of the point and the sentence.
    """
    return np.array(
        [
            *_reasons(point, sentence, of(language)),
            _shared(point, sentence),
            _shared(sentence, point),
            math.log(max(1, len(point.split())) / max(1, len(sentence.split()))),
            min(len(point.split()), _LONG) / _LONG,
            *measures(point, Passages([sentence])),
            *_logits(forth),
            *_logits(back),
            *compared_roles((point, trees[0]), (sentence, trees[1]), of(language)),
        ]
    )


def _reasons(point: str, sentence: str, words: Language) -> list[int]:
    """How many reasons of each kind speak against it, the last two the other way round."""
    evidence = [sentence]
    found: Sequence[Sequence[str]] = (
        check_speakers_and_quotations.quotations(point, evidence),
        check_quantities.unlicensed(point, evidence, words),
        check_dates.dates(point, evidence, words),
        check_names_and_who_did_what.names(point, evidence, words),
        check_speakers_and_quotations.speakers(point, evidence, words),
        check_names_and_who_did_what.roles(point, evidence, words),
        check_negations_hedges_and_opposites.faults(point, evidence, words),
        check_names_and_who_did_what.bound(point, evidence, words),
        check_nearly_copied_sentences.changes(point, evidence, evidence, words),
        check_quantities.unlicensed(sentence, [point], words),
        check_negations_hedges_and_opposites.faults(sentence, [point], words),
    )
    return [min(len(each), _MOST) for each in found]


def _shared(text: str, other: str) -> float:
    """Share, by rarity, of the telling words of `text` that `other` has."""
    own, others = _weights(text), _weights(other)
    total = math.fsum(own.values())
    return math.fsum(weight for stem, weight in own.items() if stem in others) / total if total else 0.0


def _weights(text: str) -> dict[str, float]:
    tokens = sorted({token for token in fold_words.TOKEN.findall(text) if len(token) > 2})
    stems = sorted({fold_words.stem(token) for token in tokens})
    return {stem: word_rarity_and_capitals.weight(stem) for stem in stems}


def _logits(probabilities: Floats) -> list[float]:
    """Of "says" and of "contradicts"."""
    chosen = [float(probabilities[0]), float(probabilities[2])]
    return [math.log(value + _LEAST) - math.log(1 - value + _LEAST) for value in chosen]
