"""(claim, text) -> a verdict: a probability of support, and reasons a person can read.

The learned model says of each sentence of the claim whether the few sentences of the text that share most with it say
so; the lexical check says which names, numbers and negations nothing licenses; `briefing.verify.fragments` measures how
the claim's wording is put together from the text's. A logistic model weighs the three.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

import numpy as np
import numpy.typing as npt

from briefing.language import Language, of
from briefing.language.words import stem, words
from briefing.verify import lexical
from briefing.verify.fragments import Passages, measures
from briefing.verify.passages import relevant, sentences

__all__ = ["EVIDENCE", "THRESHOLD", "Judgement", "Verifier", "features", "verify", "verify_many"]

# The calibration puts 0.5 at the best balanced accuracy over the annotated summaries.
THRESHOLD = 0.5
EVIDENCE = 5
"""Sentences of the text that a sentence of the claim is held against: as many as the model was trained on."""
# What is left of a score where a name, number or negation is not licensed: always less than the threshold.
_FAULTY = 0.49
# Sentences from which a claim has many: annotated summaries have one, or three on average.
_MANY = 3
# Reasons that one sentence of a claim counts for.
_MOST_FAULTS = 3
# Probabilities are kept this far from 0 and 1, so that their logits are finite.
_CERTAIN = 1e-3
# Probability of the contrary from which a reason says so.
_CONTRARY = 0.5
# Words of a claim that a reason names, and characters of a sentence that it quotes.
_NAMED, _SHOWN = 6, 160

Floats = npt.NDArray[np.float32]


class Verifier(Protocol):
    """The learned part (see `briefing.models.entailment.EntailmentModel`)."""

    def relate(self, pairs: Sequence[tuple[str, str]]) -> Floats:
        """Probabilities (pairs, 3) that the premise says the hypothesis, leaves it open, says the contrary."""
        ...

    def calibrated(self, features: Floats) -> float:
        """The probability of support that the features stand for."""
        ...


@dataclass(frozen=True, slots=True)
class Judgement:
    """What is to be said of one claim; `reasons` is empty only where it is supported."""

    score: float
    verdict: Literal["supported", "unsupported"]
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Split:
    """A claim and a text as sentences, and the language of both."""

    claims: list[str]
    passages: list[str]
    text: Passages
    language: str

    def evidence(self) -> list[str]:
        """For each sentence of the claim those of the text that share most with it, in reading order."""
        return [
            " ".join(self.passages[index] for index in relevant(claim, self.passages, EVIDENCE, self.language))
            for claim in self.claims
        ]


def verify(claim: str, text: str, model: Verifier, language: str = "en") -> Judgement:
    """Whether `text` supports `claim`; both are in `language`."""
    return verify_many([(claim, text)], model, [language])[0]


def verify_many(
    pairs: Sequence[tuple[str, str]], model: Verifier, languages: Sequence[str] | None = None
) -> list[Judgement]:
    """A judgement for each (claim, text), which are in one of `languages` each (English where none are given)."""
    spoken = languages or ["en"] * len(pairs)
    texts = {(text, code): sentences(text, code) for (_, text), code in zip(pairs, spoken, strict=True)}
    read = {key: Passages(passages) for key, passages in texts.items()}
    split = [
        _Split(sentences(claim, code), texts[text, code], read[text, code], code)
        for (claim, text), code in zip(pairs, spoken, strict=True)
    ]
    jobs = [pair for item in split if item.passages for pair in zip(item.evidence(), item.claims, strict=True)]
    found = iter(model.relate(jobs))
    return [
        _judge(item, np.array([next(found) for _ in item.claims] if item.passages else []), model) for item in split
    ]


def _judge(item: _Split, found: Floats, model: Verifier) -> Judgement:
    if not item.claims or not item.passages:
        missing = "claim" if not item.claims else "text"
        return Judgement(0.0, "unsupported", (f"there is no {missing}",))
    faults = [lexical.check(claim, item.passages, item.language) for claim in item.claims]
    score = model.calibrated(features(item.claims, item.text, found, faults))
    if any(faults):
        score *= _FAULTY
    if score >= THRESHOLD:
        return Judgement(round(score, 4), "supported")
    return Judgement(round(score, 4), "unsupported", _reasons(item, found, faults))


def _reasons(item: _Split, found: Floats, faults: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """The lexical reasons; else what the model doubts most, with the sentence of the text that comes nearest to it."""
    reasons = [reason for some in faults for reason in some]
    if not reasons:
        worst = int(np.argmin(found[:, 0]))
        claim = item.claims[worst]
        nearest = _cut(item.passages[relevant(claim, item.passages, 1, item.language)[0]])
        if found[worst, 2] >= _CONTRARY:
            reasons = [f"the text seems to say the contrary of “{_cut(claim)}”; what comes nearest is “{nearest}”"]
        else:
            missing = ", ".join(f"“{word}”" for word in _missing(claim, item)) or f"“{_cut(claim)}”"
            reasons = [f"the text does not seem to say {missing}; what comes nearest is “{nearest}”"]
    return tuple(dict.fromkeys(reasons))


def _missing(claim: str, item: _Split) -> list[str]:
    """The words of `claim` that the text does not have, in any form."""
    language = of(item.language)
    had = {stem(word, language) for passage in item.passages for word in words(passage)}
    return [word for word in words(claim) if _says_something(word, language) and stem(word, language) not in had][
        :_NAMED
    ]


def _says_something(word: str, language: Language) -> bool:
    lower = word.casefold()
    if lower in language.verification.negations | language.verification.may:
        return True
    return lower not in language.function_words


def _cut(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN].rsplit(' ', 1)[0]} …"


def features(
    claims: Sequence[str],
    text: Passages,
    found: Floats,
    faults: Sequence[Sequence[str]],
) -> Floats:
    """What the calibration sees of a claim; more of each speaks for it.

    `found` has what the model says of each sentence, (sentences, 3).
    """
    sure = np.log(np.clip(found, _CERTAIN, 1 - _CERTAIN)) - np.log1p(-np.clip(found, _CERTAIN, 1 - _CERTAIN))
    each = np.array(
        [
            [*measures(claim, text), -min(len(reasons), _MOST_FAULTS)]
            for claim, reasons in zip(claims, faults, strict=True)
        ]
    )
    model = [sure[:, 0].min(), sure[:, 0].mean(), -sure[:, 2].max()]
    several = min(math.log(len(claims), _MANY), 1.0)
    return np.asarray([*model, *each.mean(axis=0), *each.min(axis=0), -several], dtype=np.float32)
