"""Weights, slope and threshold of the verifier from scores of projects that its model has not seen.

Every choice is made by leaving whole projects out: weights and threshold are fitted on the others, and what they reach
on the one left out is printed. A project is the work of one group of annotators on one corpus.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import balanced_accuracy_score, roc_auc_score

# Of each label, that a project needs to be counted where accuracies are averaged.
FEWEST = 20
# A score that a lexical reason turns down, whatever else speaks for the claim.
REFUSED = -9.0


@dataclass(frozen=True)
class Judged:
    """Features (claims, features), labels, projects, and whether no lexical reason speaks against a claim."""

    table: np.ndarray
    label: np.ndarray
    project: np.ndarray
    clean: np.ndarray

    def rows(self, chosen: np.ndarray) -> Judged:
        """The claims that `chosen` says."""
        return Judged(self.table[chosen], self.label[chosen], self.project[chosen], self.clean[chosen])


@dataclass(frozen=True)
class Calibration:
    """(features - mean) / spread @ weight + intercept: a logit of support, 0 at the threshold."""

    mean: np.ndarray
    spread: np.ndarray
    weight: np.ndarray
    intercept: float

    def score(self, judged: Judged) -> np.ndarray:
        """The logit of every claim, as the program takes it: a lexical reason turns it down."""
        logit = (judged.table - self.mean) / self.spread @ self.weight + self.intercept
        return np.where(judged.clean, logit, REFUSED)


def calibrate(judged: Judged, used: Sequence[int], strength: float) -> Calibration:
    """The calibration by the features `used`, the last of which, `several`, is weighed with the threshold.

    Weights are never negative, as more of each feature speaks for a claim, and fitted with an intercept for each
    project, which is thrown away: projects differ in how they draw the line.
    """
    features, several = list(used[:-1]), used[-1]
    mean, spread = judged.table.mean(axis=0), judged.table.std(axis=0) + 1e-6
    mean[several], spread[several] = 0.0, 1.0
    unit = (judged.table - mean) / spread
    weight = np.zeros(judged.table.shape[1])
    weight[features] = slopes(unit[:, features], judged.label, judged.project, strength)
    plain = np.where(judged.clean, unit @ weight, REFUSED)
    scale = plain[judged.clean].std()
    cut, more = threshold(plain / scale, unit[:, several], judged)
    weight[several] = more * scale
    logit = unit @ weight - cut * scale
    steep = steepness(logit[judged.clean], judged.rows(judged.clean))
    return Calibration(mean, spread, steep * weight, float(-steep * cut * scale))


def left_out(judged: Judged, used: Sequence[int], strength: float) -> dict[str, tuple[float, float]]:
    """Project -> (balanced accuracy, area under the curve) of a calibration by the other projects."""
    found = {}
    for name in sorted(set(judged.project)):
        own = judged.project == name
        if min(judged.label[own].sum(), (1 - judged.label[own]).sum()) >= FEWEST:
            score = calibrate(judged.rows(~own), used, strength).score(judged.rows(own))
            label = judged.label[own]
            found[name] = (balanced_accuracy_score(label, score >= 0), roc_auc_score(label, score))
    return found


def slopes(unit: np.ndarray, label: np.ndarray, project: np.ndarray, strength: float) -> np.ndarray:
    """Weights, none of them negative, of a logistic model with an intercept for each project."""
    names = sorted(set(project))
    columns = np.hstack([unit, project[:, None] == np.array(names)[None, :]])
    share, size = even(project, label) / len(label), unit.shape[1]

    def loss(values: np.ndarray) -> tuple[float, np.ndarray]:
        logits = columns @ values
        gradient = columns.T @ (share * (1 / (1 + np.exp(-logits)) - label))
        gradient[:size] += strength * values[:size]
        fit = np.sum(share * (np.logaddexp(0, logits) - label * logits))
        return float(fit + 0.5 * strength * np.sum(values[:size] ** 2)), gradient

    bounds = [(0, None)] * size + [(None, None)] * len(names)
    return minimize(loss, np.zeros(columns.shape[1]), jac=True, bounds=bounds, method="L-BFGS-B").x[:size]


def steepness(score: np.ndarray, judged: Judged) -> float:
    """The slope of a logistic model of `score`, again with an intercept for each project that is thrown away."""
    names = np.array(sorted(set(judged.project)))
    columns = np.hstack([score[:, None], judged.project[:, None] == names[None, :]])
    model = LogisticRegression(C=100.0, fit_intercept=False, max_iter=2000)
    model.fit(columns, judged.label, sample_weight=even(judged.project, judged.label))
    return float(model.coef_[0][0])


def threshold(score: np.ndarray, fewer: np.ndarray, judged: Judged) -> tuple[float, float]:
    """The cut and the weight of `fewer` sentences that together are most accurate over projects."""
    tried = [
        (accuracy(score + more * fewer - cut, judged), -more, float(cut), float(more))
        for cut in np.linspace(-2.0, 2.0, 41)
        for more in np.linspace(0.0, 1.0, 11)
    ]
    best = max(tried)
    return best[2], best[3]


def accuracy(score: np.ndarray, judged: Judged) -> float:
    """Balanced accuracy at 0, the mean over projects that have enough of both labels."""
    found = []
    for name in sorted(set(judged.project)):
        rows = judged.project == name
        label = judged.label[rows]
        if min(label.sum(), (1 - label).sum()) >= FEWEST:
            passed = score[rows] >= 0
            found.append(0.5 * (passed[label == 1].mean() + (~passed[label == 0]).mean()))
    return float(np.mean(found))


def even(project: np.ndarray, label: np.ndarray) -> np.ndarray:
    """Weights: both labels of a project weigh the same, and a project as the root of its size."""
    weight = np.zeros(len(label))
    for name in sorted(set(project)):
        for own in (0, 1):
            rows = (project == name) & (label == own)
            if rows.any():
                weight[rows] = np.sqrt((project == name).sum()) / rows.sum()
    return weight / weight.mean()
