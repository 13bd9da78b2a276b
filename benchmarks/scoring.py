"""ROUGE, bootstrap intervals and the measures a reader would care about."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from rouge_score import rouge_scorer

from briefing.summarize.sentence_features import words

METRICS = ("rouge1", "rouge2", "rougeLsum")
_SCORER = rouge_scorer.RougeScorer(METRICS, use_stemmer=True)
_LONG = 30


def equal_words(left: Sequence[Sequence[str]], right: Sequence[Sequence[str]]) -> tuple[list, list]:
    """Both systems' summaries, each pair cut to the words of the shorter."""
    budgets = [min(_count(mine), _count(theirs)) for mine, theirs in zip(left, right, strict=True)]
    return tuple([cut(items, budget) for items, budget in zip(side, budgets, strict=True)] for side in (left, right))


def rouge(references: Sequence[str], summaries: Sequence[Sequence[str]]) -> np.ndarray:
    """F of ROUGE-1, -2 and -Lsum, shape (articles, 3), in percent; a reference has one sentence a line."""
    rows = []
    for reference, sentences in zip(references, summaries, strict=True):
        found = _SCORER.score(reference, "\n".join(sentences))
        rows.append([100 * found[name].fmeasure for name in METRICS])
    return np.array(rows)


def interval(ours: np.ndarray, theirs: np.ndarray, draws: int = 2000) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Mean paired difference with its 95 % bootstrap interval, each of shape (metrics,)."""
    difference = ours - theirs
    chosen = np.random.default_rng(0).integers(0, len(difference), (draws, len(difference)))
    low, high = np.percentile(difference[chosen].mean(axis=1), (2.5, 97.5), axis=0)
    return difference.mean(axis=0), low, high


def reader(summaries: Sequence[Sequence[str]]) -> dict[str, float]:
    """Mean words, share over 30 words, and overlap of words between points."""
    points = [point for summary in summaries for point in summary]
    lengths = np.array([len(words(point)) for point in points])
    return {
        "words": float(lengths.sum() / len(summaries)),
        f"over {_LONG} words %": 100 * float(np.mean(lengths > _LONG)),
        "repeated words %": 100 * float(np.mean([_repeated(summary) for summary in summaries])),
    }


def cut(sentences: Sequence[str], budget: int) -> list[str]:
    """The first `budget` words of `sentences`."""
    kept = []
    for sentence in sentences:
        tokens = sentence.split()[:budget]
        if not tokens:
            break
        kept.append(" ".join(tokens))
        budget -= len(tokens)
    return kept


def _count(sentences: Sequence[str]) -> int:
    return sum(len(sentence.split()) for sentence in sentences)


def _repeated(summary: Sequence[str]) -> float:
    """Share of longer words that an earlier point of the summary has already used."""
    seen: set[str] = set()
    repeated = total = 0
    for point in summary:
        here = {word.lower() for word in words(point) if len(word) > 3}
        repeated, total = repeated + len(here & seen), total + len(here)
        seen |= here
    return repeated / max(total, 1)
