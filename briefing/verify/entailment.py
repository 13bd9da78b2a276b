"""(claim, text) -> a verdict: a probability of support, and reasons a person can read.

The learned head says how well each sentence of the claim is borne out by the few sentences of the text that share most
with it; the lexical check says which names, numbers and negations nothing licenses. A logistic model, fitted on
articles held out of the head's training, weighs both with how much of the claim's wording the text has.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

import numpy as np
import numpy.typing as npt

from briefing.models.entailment import Alignment
from briefing.verify import lexical
from briefing.verify.passages import relevant, sentences, stem, words
from briefing.verify.polarity import CONTENT_STOP

__all__ = ["THRESHOLD", "Judgement", "Verifier", "features", "verify", "verify_many"]

THRESHOLD = 0.5
# The calibration puts 0.5 at the best balanced accuracy over the training annotations.
_FAULTY = 0.49
# What is left of a score where a name, number or negation is not licensed: always less than the threshold.

Floats = npt.NDArray[np.float32]


class Verifier(Protocol):
    """The learned part (see `briefing.models.entailment.EntailmentModel`)."""

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


def verify(claim: str, text: str, model: Verifier) -> Judgement:
    """Whether `text` supports `claim`."""
    return verify_many([(claim, text)], model)[0]


def verify_many(pairs: Sequence[tuple[str, str]], model: Verifier) -> list[Judgement]:
    """A judgement for each (claim, text); every sentence is read by the encoder once."""
    split = [(sentences(claim), sentences(text)) for claim, text in pairs]
    jobs = [
        (claim, [passages[index] for index in relevant(claim, passages)])
        for claims, passages in split
        if passages
        for claim in claims
    ]
    findings = iter(model.align(jobs))
    return [
        _judge(claims, passages, [next(findings) for _ in claims] if passages else [], model)
        for claims, passages in split
    ]


def _judge(claims: Sequence[str], passages: Sequence[str], found: Sequence[Alignment], model: Verifier) -> Judgement:
    if not claims or not passages:
        missing = "claim" if not claims else "text"
        return Judgement(0.0, "unsupported", (f"there is no {missing}",))
    faults = [lexical.check(claim, passages) for claim in claims]
    score = model.calibrated(features(claims, passages, found, faults))
    if any(faults):
        score *= _FAULTY
    if score >= THRESHOLD:
        return Judgement(round(score, 4), "supported")
    return Judgement(round(score, 4), "unsupported", _reasons(claims, found, faults))


def _reasons(claims: Sequence[str], found: Sequence[Alignment], faults: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """The lexical reasons; else the words that the head doubts; else the sentence that is borne out least."""
    reasons = [reason for some in faults for reason in some]
    if not reasons:
        reasons = [f"the text does not bear out “{', '.join(item.words[:6])}”" for item in found if item.words]
    if not reasons:
        worst = min(range(len(claims)), key=lambda index: found[index].logit)
        reasons = [f"the text hardly bears out “{claims[worst]}”"]
    return tuple(dict.fromkeys(reasons))


def features(
    claims: Sequence[str],
    passages: Sequence[str],
    found: Sequence[Alignment],
    faults: Sequence[Sequence[str]],
) -> Floats:
    """What the calibration sees of a claim: the mean and the worst of each sentence's measures, and its size."""
    each = np.array(
        [
            [item.logit, item.cosine, *_overlap(claim, passages), min(len(reasons), 3.0)]
            for claim, item, reasons in zip(claims, found, faults, strict=True)
        ]
    )
    each[:, -1] *= -1
    softest = -float(np.logaddexp.reduce(-each[:, 0]))
    size = [math.log(len(claims)), math.log(1 + len(words(" ".join(claims)))), math.log(len(passages))]
    return np.asarray([softest, *each.mean(axis=0), *each.min(axis=0), *size], dtype=np.float32)


def _overlap(claim: str, passages: Sequence[str]) -> tuple[float, ...]:
    """Five shares of the claim: content words in the text, and in one sentence; word pairs; triples; longest run."""
    mine = [stem(word) for word in words(claim)]
    theirs = [[stem(word) for word in words(passage)] for passage in passages]
    content = {word for word in mine if word not in CONTENT_STOP} or set(mine) or {""}
    whole = {word for passage in theirs for word in passage}
    best = max(len(content & set(passage)) for passage in theirs)
    shares = []
    for size in (2, 3):
        known = {gram for passage in theirs for gram in _grams(passage, size)}
        own = _grams(mine, size)
        shares.append(sum(gram in known for gram in own) / max(1, len(own)))
    run = _longest_run(mine, " ".join(f"|{'|'.join(passage)}|" for passage in theirs))
    return len(content & whole) / len(content), best / len(content), *shares, run / max(1, len(mine))


def _grams(items: Sequence[str], size: int) -> list[tuple[str, ...]]:
    return [tuple(items[index : index + size]) for index in range(len(items) - size + 1)]


def _longest_run(mine: Sequence[str], theirs: str) -> int:
    """Length of the longest run of `mine` that stands in `theirs`, whose words are set off by bars."""
    best = start = 0
    for end in range(1, len(mine) + 1):
        while start < end and f"|{'|'.join(mine[start:end])}|" not in theirs:
            start += 1
        best = max(best, end - start)
    return best
