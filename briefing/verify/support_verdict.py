"""(claim, text) -> a verdict: a probability of support, and reasons a person can read.

The learned head says how well each sentence of the claim is borne out by the few sentences of the text that share most
with it; the lexical check says which names, numbers and negations nothing licenses;
`briefing.verify.copied_fragment_features` measures how the claim's wording is put together from the text's. A logistic
model weighs the three. It takes a claim in the text's own words for borne out, so that "all jobs are in danger" passes
where "all jobs will be kept"; a model of pairs has the last word where the text is short
(`briefing.verify.ask_judge_about_short_texts`).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

import numpy as np
import numpy.typing as npt

from briefing.language import Language, of
from briefing.language.words_stems_and_synonyms import words
from briefing.models.claim_support_head import Alignment
from briefing.verify import check_by_rules
from briefing.verify.ask_judge_about_short_texts import Says, probabilities
from briefing.verify.copied_fragment_features import Passages, measures
from briefing.verify.retrieve_evidence import relevant, sentences

__all__ = ["THRESHOLD", "Judgement", "Verifier", "features", "verify", "verify_many"]

# The calibration puts 0.5 at the best balanced accuracy over the annotated summaries.
THRESHOLD = 0.5
# What is left of a score where a name, number or negation is not licensed: always less than the threshold.
_FAULTY = 0.49
# Sentences from which a claim has many: annotated summaries have one, or three on average.
_MANY = 3
# Characters of a sentence that a reason quotes.
_SHOWN = 160

Floats = npt.NDArray[np.float32]


class Verifier(Protocol):
    """The learned part (see `briefing.models.claim_support_head.EntailmentModel`)."""

    def align(self, pairs: Sequence[tuple[str, Sequence[str]]]) -> list[Alignment]:
        """A finding for each (claim sentence, its evidence sentences)."""
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


def verify(claim: str, text: str, model: Verifier, language: str = "en", *, says: Says | None = None) -> Judgement:
    """Whether `text` supports `claim`; both are in `language`."""
    return verify_many([(claim, text)], model, [language], says=says)[0]


def verify_many(
    pairs: Sequence[tuple[str, str]],
    model: Verifier,
    languages: Sequence[str] | None = None,
    *,
    says: Says | None = None,
) -> list[Judgement]:
    """A judgement for each (claim, text), which are in one of `languages` each (English where none are given).

    Every sentence is read by the encoder once. `says` tells how likely one sentence says another; without it nobody is
    asked.
    """
    spoken = languages or ["en"] * len(pairs)
    texts = {(text, code): sentences(text, code) for (_, text), code in zip(pairs, spoken, strict=True)}
    read = {key: Passages(passages) for key, passages in texts.items()}
    split = [
        (sentences(claim, code), texts[text, code], read[text, code], code)
        for (claim, text), code in zip(pairs, spoken, strict=True)
    ]
    jobs = [
        (claim, [passages[index] for index in relevant(claim, passages, language=code)])
        for claims, passages, _, code in split
        if passages
        for claim in claims
    ]
    findings = iter(model.align(jobs))
    asked = [(claims, passages, code) for claims, passages, _, code in split]
    said = probabilities(asked, says) if says else [None] * len(split)
    return [
        _judge(claims, passages, measured, [next(findings) for _ in claims] if passages else [], model, code, own)
        for (claims, passages, measured, code), own in zip(split, said, strict=True)
    ]


def _judge(
    claims: Sequence[str],
    passages: Sequence[str],
    text: Passages,
    found: Sequence[Alignment],
    model: Verifier,
    language: str,
    said: float | None,
) -> Judgement:
    if not claims or not passages:
        missing = "claim" if not claims else "text"
        return Judgement(0.0, "unsupported", (f"there is no {missing}",))
    faults = [check_by_rules.check(claim, passages, language) for claim in claims]
    score = model.calibrated(features(claims, text, found, faults)) if said is None else said
    if any(faults):
        score *= _FAULTY
    if score >= THRESHOLD:
        return Judgement(round(score, 4), "supported")
    return Judgement(round(score, 4), "unsupported", _reasons(claims, passages, found, faults, language))


def _reasons(
    claims: Sequence[str],
    passages: Sequence[str],
    found: Sequence[Alignment],
    faults: Sequence[tuple[str, ...]],
    language: str,
) -> tuple[str, ...]:
    """The lexical reasons; else what the head doubts most, with the sentence of the text that comes nearest to it."""
    reasons = [reason for some in faults for reason in some]
    if not reasons:
        worst = min(range(len(claims)), key=lambda index: found[index].logit)
        claim = claims[worst]
        nearest = passages[relevant(claim, passages, 1, language)[0]]
        doubted = [word for word in found[worst].words if _says_something(word, of(language))][:6]
        what = ", ".join(f"“{word}”" for word in doubted) or f"“{_cut(claim)}”"
        reasons = [f"the text does not seem to say {what}; what comes nearest is “{_cut(nearest)}”"]
    return tuple(dict.fromkeys(reasons))


def _says_something(word: str, language: Language) -> bool:
    lower = word.casefold()
    if lower in language.verification.negations | language.verification.may:
        return True
    return lower not in language.function_words and bool(words(word))


def _cut(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN].rsplit(' ', 1)[0]} …"


def features(
    claims: Sequence[str],
    text: Passages,
    found: Sequence[Alignment],
    faults: Sequence[Sequence[str]],
) -> Floats:
    """What the calibration sees of a claim: the head's logit, and the mean and the worst of each sentence's measures.

    A claim is as good as its worst sentence, softly, for the head: -log(sum(exp(-logit))). Last comes how many
    sentences there are, of which all have to be right. More speaks for the claim in every column.
    """
    each = np.array(
        [
            [item.cosine, *measures(claim, text), -min(len(reasons), 3.0)]
            for claim, item, reasons in zip(claims, found, faults, strict=True)
        ]
    )
    softest = -float(np.logaddexp.reduce([-item.logit for item in found]))
    several = min(math.log(len(claims), _MANY), 1.0)
    return np.asarray([softest, *each.mean(axis=0), *each.min(axis=0), -several], dtype=np.float32)
