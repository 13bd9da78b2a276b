"""Train and save what decides whether a sentence may be cited for a point (`briefing.verify.same_statement`).

    python training/same_statement.py DATA [--save]

A logistic regression over `briefing.verify.same_statement_features`, on the labelled pairs that the judge of pairs did
not learn from (`statements.Statements.held`), and on sentences with their contraries (`statements.contraries`). What it
reaches on `dev_allsides` and `dev_stream`, which have no part in any training, is printed for several thresholds.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from statements import contraries, directed, labelled, own

from briefing.models.dependency_parser_and_word_deletion import DependencyParser
from briefing.models.entailment_cross_encoder import InferenceModel
from briefing.verify.same_statement import WEIGHTS
from briefing.verify.same_statement_features import features

# Inverse strength of the regularisation; 1 gives the same figures within 0.01.
STRENGTH = 0.1
THRESHOLDS = (0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9)
DIGITS = 5


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--save", action="store_true", help="write the shipped weights")
    options = parser.parse_args()
    model = InferenceModel(threads=1)
    held = [pair for pair in (*labelled(options.data, "train_allsides"), *own()) if pair.held]
    table, says = read([item for pair in held for item in directed(pair)], model)
    more, more_says = read(list(contraries()), model)
    table, says = np.concatenate([table, more]), np.concatenate([says, more_says])
    mean, deviation = table.mean(axis=0), table.std(axis=0)
    spread = np.where(deviation > 10.0**-DIGITS, deviation, 1.0)
    fitted = LogisticRegression(C=STRENGTH, max_iter=3000).fit((table - mean) / spread, says)
    saved = {
        "card": f"Trained by training/same_statement.py on {len(held)} labelled pairs, both ways, "
        f"and {len(more)} with contraries.",
        "intercept": round(float(fitted.intercept_[0]), DIGITS),
        **{name: np.round(values, DIGITS).tolist() for name, values in zip(
            ("mean", "spread", "weight"), (mean, spread, fitted.coef_[0]), strict=True)},
    }  # fmt: skip
    for name in ("dev_allsides", "dev_stream"):
        pairs = [item for pair in labelled(options.data, name) for item in directed(pair)]
        found, right = read(pairs, model)
        report(name, fitted.predict_proba((found - mean) / spread)[:, 1], right)
    if options.save:
        WEIGHTS.parent.mkdir(exist_ok=True)
        WEIGHTS.write_text(json.dumps(saved) + "\n", encoding="utf-8")


def read(pairs: Sequence[tuple[str, str, str]], model: InferenceModel) -> tuple[np.ndarray, np.ndarray]:
    """Features (pairs, features) of every (sentence, point, label), and whether the sentence says the point."""
    forth = model.relate([(premise, hypothesis) for premise, hypothesis, _ in pairs])
    back = model.relate([(hypothesis, premise) for premise, hypothesis, _ in pairs])
    parser = DependencyParser()
    said, points = parser.parse([pair[0] for pair in pairs]), parser.parse([pair[1] for pair in pairs])
    table = [
        features(point, sentence, forth[row], back[row], "en", (points[row], said[row]))
        for row, (sentence, point, _) in enumerate(pairs)
    ]
    return np.stack(table), np.array([label == "entailment" for *_, label in pairs])


def report(name: str, scores: np.ndarray, right: np.ndarray) -> None:
    """What is cited from each threshold on, the share of it that is right, and the share of all that is cited."""
    print(f"{name}: {len(right)} pairs, area under the curve {roc_auc_score(right, scores):.3f}")
    for least in THRESHOLDS:
        cited = scores >= least
        recall = (cited & right).sum() / right.sum()
        print(f"  {least}: {cited.sum()} cited, precision {right[cited].mean():.2f}, recall {recall:.2f}")


if __name__ == "__main__":
    main()
