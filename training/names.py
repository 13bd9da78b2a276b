"""Train the model that says which names may be put into a sentence (`briefing/summarize/weights/names.json`).

    python -m training.names

The mean of gradient-boosted trees and a logistic model, one pair for pronouns and one for surnames. Folds hold whole
articles. The threshold of each kind is the lowest at which the precision of everything above it, over the folds, is at
least `PRECISION`; the development articles take no part in that and are reported at the end. Deterministic.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from sklearn.ensemble import GradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold
from sklearn.preprocessing import StandardScaler

from briefing.summarize.name_proposals import FEATURES
from briefing.summarize.put_names_in import EVEN, Model, shipped_model
from training.names_data import Example, coreferent, labelled, mended

# By kind. Surnames are many and easy, so they can be surer. The pronouns that were read were drawn where an earlier
# model was in doubt, so they are harder than those of a whole article.
PRECISION = {"pronoun": 0.965, "surname": 0.99}
FOLDS, REPEATS = 6, 3
# Of surnames read by name, all that are no person's are kept and one in five of the others.
WEIGHTS = {"barred": 0.3}
READ_RIGHT = {"surname": 5.0}
_DIGITS = 5


def table(examples: Sequence[Example]) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Features, labels, weights and the number of the example, one row a proposal."""
    rows, right, weights, numbers = [], [], [], []
    for number, example in enumerate(examples):
        for proposal, is_right in zip(example.proposals, example.right, strict=True):
            rows.append(proposal.features)
            right.append(is_right)
            weight = WEIGHTS.get(example.source, 1.0)
            if example.source == "read" and is_right:
                weight *= READ_RIGHT.get(proposal.kind, 1.0)
            weights.append(weight)
            numbers.append(number)
    return np.array(rows, dtype=float), np.array(right), np.array(weights), np.array(numbers)


class Both:
    """The mean of boosted trees and a logistic model: the first errs where data are few, the second where they meet."""

    def __init__(self) -> None:
        self.trees = GradientBoostingClassifier(
            n_estimators=150, max_depth=3, learning_rate=0.05, subsample=0.6, min_samples_leaf=10, max_features=0.3,
            random_state=0,
        )  # fmt: skip
        self.scaler = StandardScaler()
        self.linear = LogisticRegression(C=0.05, max_iter=3000)

    def fit(self, rows: np.ndarray, right: np.ndarray, weights: np.ndarray) -> Both:
        self.trees.fit(rows, right, sample_weight=weights)
        self.linear.fit(self.scaler.fit_transform(rows), right, sample_weight=weights)
        return self

    def probabilities(self, rows: np.ndarray) -> np.ndarray:
        linear = self.linear.predict_proba(self.scaler.transform(rows))[:, 1]
        return (self.trees.predict_proba(rows)[:, 1] + linear) / 2

    def unscaled(self) -> tuple[list[float], float]:
        """Weights and bias of the logistic model for features as they are."""
        weights = self.linear.coef_[0] / self.scaler.scale_
        bias = float(self.linear.intercept_[0] - weights @ self.scaler.mean_)
        return [round(float(weight), _DIGITS) for weight in weights], round(bias, _DIGITS)


def cross_validated(examples: Sequence[Example]) -> np.ndarray:
    """The probability of each proposal from models that have not seen its article."""
    rows, right, weights, numbers = table(examples)
    groups = np.unique([example.group for example in examples], return_inverse=True)[1][numbers]
    found = np.zeros(len(right))
    for repeat in range(REPEATS):
        shuffled = np.random.RandomState(repeat).permutation(groups.max() + 1)[groups]
        for train, held in GroupKFold(FOLDS).split(rows, right, shuffled):
            model = Both().fit(rows[train], right[train], weights[train])
            found[held] += model.probabilities(rows[held]) / REPEATS
    return found


def chosen(examples: Sequence[Example], probabilities: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The probability of the likeliest proposal of each example, whether it is right, and the example's weight."""
    _, right, weights, numbers = table(examples)
    firsts = np.flatnonzero(np.r_[True, np.diff(numbers) > 0])
    parts = np.split(probabilities, firsts[1:])
    likeliest = np.array([first + part.argmax() for first, part in zip(firsts, parts, strict=True)])
    even = np.array([len(part) > 1 and np.sort(part)[-2] >= EVEN for part in parts])
    return np.where(even, 0.0, probabilities[likeliest]), right[likeliest], weights[likeliest]


def threshold(probabilities: np.ndarray, right: np.ndarray, weights: np.ndarray, wanted: float) -> float:
    """The lowest probability at which the weighted share of right ones above is still as `wanted`."""
    order = np.argsort(-probabilities, kind="stable")
    precision = np.cumsum((right * weights)[order]) / np.cumsum(weights[order])
    good = np.flatnonzero(precision >= wanted)
    return float(probabilities[order][good[-1]]) if len(good) else 1.1


def report(name: str, probabilities: np.ndarray, right: np.ndarray, weights: np.ndarray, least: float) -> None:
    taken = probabilities >= least
    precision = np.average(right[taken], weights=weights[taken]) if taken.any() else float("nan")
    print(f"{name:28s} {len(right):5d} words, {taken.mean():6.1%} taken, {precision:6.1%} of these right")


def nodes(model: GradientBoostingClassifier) -> list[list[list[float]]]:
    """The trees as lists of nodes."""
    found = []
    for (estimator,) in model.estimators_:
        tree = estimator.tree_
        found.append(
            [
                [
                    int(tree.feature[place]),
                    round(float(tree.threshold[place]), _DIGITS),
                    int(left),
                    int(tree.children_right[place]),
                ]
                if (left := tree.children_left[place]) >= 0
                else [-1, round(model.learning_rate * float(tree.value[place].item()), _DIGITS)]
                for place in range(tree.node_count)
            ]
        )
    return found


def probabilities(model: Model, examples: Sequence[Example]) -> list[float]:
    """The probability of each proposal, as the program computes it."""
    return [model.probability(item) for example in examples for item in example.proposals]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--out", type=Path, default=Path("briefing/summarize/weights"))
    options = parser.parse_args()
    every = [*labelled(options.data), *coreferent(options.data / "coref" / "documents.jsonl.gz")]
    values: dict = {"features": {kind: list(names) for kind, names in FEATURES.items()}}
    values |= {name: {} for name in ("trees", "start", "weights", "bias", "certain")}
    for kind in FEATURES:
        examples = [example for example in every if example.proposals[0].kind == kind]
        train = [example for example in examples if example.split == "train"]
        dev = [example for example in examples if example.split == "dev"]
        counted = np.array([example.source != "barred" for example in train])
        found = tuple(column[counted] for column in chosen(train, cross_validated(train)))
        least = threshold(*found, PRECISION[kind])
        report(f"{kind}, cross-validated", *found, least)
        rows, right, weights, _ = table(train)
        model = Both().fit(rows, right, weights)
        prior = float(np.average(right, weights=weights))
        values["trees"][kind], values["certain"][kind] = nodes(model.trees), round(least, 4)
        values["start"][kind] = round(float(np.log(prior / (1 - prior))), _DIGITS)
        values["weights"][kind], values["bias"][kind] = model.unscaled()
        shipped = Model(*(values[name] for name in ("trees", "start", "weights", "bias", "certain")))
        report(f"{kind}, dev", *chosen(dev, np.array(probabilities(shipped, dev))), least)
        apart = np.abs(model.probabilities(rows) - probabilities(shipped, train)).max()
        print(f"{'':28s} threshold {least:.4f}; as exported, probabilities differ by at most {apart:.1e}")
    options.out.mkdir(parents=True, exist_ok=True)
    (options.out / "names.json").write_text(json.dumps(values, separators=(",", ":")) + "\n", encoding="utf-8")
    shipped_model.cache_clear()
    for split_name in ("train", "dev"):
        counts = Counter(mended(options.data, split_name))
        for kind in sorted({kind for kind, _ in counts}):
            right = counts[kind, True]
            print(f"{split_name}, explained by a labeller, {kind}: {right} of {right + counts[kind, False]} mended")


if __name__ == "__main__":
    main()
