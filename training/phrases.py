"""Train the model that says which phrases of a sentence may go: `briefing/summarize/weights/phrases.*`.

    python -m training.phrases [--save]

`labels/phrases.jsonl.gz` holds sentences of news, a phrase of each, and what a reader found of the sentence without it.
Two logistic models say how likely a cut is fine: one over the features of `briefing.summarize.drop_phrases_by_parse`,
one over what the parser's network holds of the words around the gap; their log-odds are added. Prints, by threshold and
cross-validated by article, what of the cuts that pass is fine and how much they shorten; strengths and thresholds were
chosen by that table.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GroupKFold, cross_val_predict
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import MaxAbsScaler, StandardScaler

from briefing.language import of
from briefing.models.dependency_parser_and_word_deletion import DependencyParser
from briefing.summarize.drop_phrases_by_parse import features, phrases, surroundings
from training.labelled import JudgedPhrase, load_phrases

OUT = Path(__file__).resolve().parents[1] / "briefing" / "summarize" / "weights" / "phrases.json"
FOLDS = 10
# Inverse of the L2 penalties.
STRENGTH, STATE_STRENGTHS, STATE_STRENGTH = 0.3, (0.0003, 0.001, 0.003), 0.001
LEAST = 3.2
THRESHOLDS = (1.6, 2.0, 2.4, 2.8, 3.0, 3.2, 3.6)
# Features that fewer phrases have are not learnt from.
RAREST = 4


@dataclass(frozen=True, slots=True)
class Example:
    """The features and surroundings of a judged phrase, and how many words go."""

    judged: JudgedPhrase
    features: dict[str, float]
    states: np.ndarray
    count: int


def examples(judged: Sequence[JudgedPhrase]) -> list[Example]:
    """The judged phrases that today's parser and rules propose as well."""
    found = []
    for each, parse in zip(judged, DependencyParser().parse([each.sentence for each in judged]), strict=True):
        rules, words = of(each.language).compression, each.sentence.split()
        for phrase in phrases(words, parse, rules) if parse and rules else ():
            if (phrase.start, phrase.end) == each.words:
                seen = features(words, parse, phrase), surroundings(parse, phrase)
                found.append(Example(each, *seen, phrase.end - phrase.start))
                break
    print(f"{len(found)} of {len(judged)} judged phrases are proposed today", flush=True)
    common = Counter(name for each in found for name in each.features)
    rare = {name for name, count in common.items() if count < RAREST}
    for each in found:
        for name in rare & each.features.keys():
            del each.features[name]
    return found


def model() -> Pipeline:
    return make_pipeline(DictVectorizer(), MaxAbsScaler(), LogisticRegression(C=STRENGTH, max_iter=5000))


def state_model(strength: float) -> Pipeline:
    return make_pipeline(StandardScaler(), LogisticRegression(C=strength, max_iter=500))


def held_out(rows: Sequence[Example], strength: float) -> np.ndarray:
    """The log-odds that each cut is fine, by models that saw no cut of its article."""
    wanted = np.array([each.judged.found == "F" for each in rows])
    options = {"groups": [each.judged.article for each in rows], "cv": GroupKFold(FOLDS), "method": "decision_function"}
    worded = cross_val_predict(model(), [each.features for each in rows], wanted, **options)
    return worded + cross_val_predict(
        state_model(strength), np.array([each.states for each in rows]), wanted, **options
    )


def curve(rows: Sequence[Example], found: np.ndarray) -> None:
    verdicts = np.array([each.judged.found for each in rows])
    words = np.array([each.count for each in rows])
    for threshold in THRESHOLDS:
        passes = found + np.log(words) >= threshold
        shares = Counter(verdicts[passes].tolist())
        told = ", ".join(f"{letter} {shares[letter] / max(passes.sum(), 1):.3f}" for letter in "FNDMG")
        print(
            f"  {threshold:.2f}: {passes.sum()} pass ({told}); {words[passes].sum() / words.sum():.2f} of the words, "
            f"{(passes & (verdicts == 'F')).sum() / (verdicts == 'F').sum():.2f} of the fine",
            flush=True,
        )


def write(rows: Sequence[Example]) -> None:
    wanted = [each.judged.found == "F" for each in rows]
    vectorizer, scaler, regression = model().fit([each.features for each in rows], wanted)
    weights = regression.coef_[0] / scaler.scale_
    state_scaler, state_regression = state_model(STATE_STRENGTH).fit(np.array([each.states for each in rows]), wanted)
    states = state_regression.coef_[0] / state_scaler.scale_
    values = {
        "bias": round(
            float(regression.intercept_[0] + state_regression.intercept_[0] - states @ state_scaler.mean_), 4
        ),
        "least": LEAST,
        "weights": {
            name: round(float(weight), 4)
            for name, weight in zip(vectorizer.get_feature_names_out(), weights, strict=True)
            if abs(weight) >= 0.0001
        },
    }
    OUT.write_text(json.dumps(values, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    np.save(OUT.with_suffix(".npy"), states.astype(np.float32))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--save", action="store_true", help="train on every label and write the weights")
    options = parser.parse_args()
    rows = examples(load_phrases(options.data))
    wanted = [each.judged.found == "F" for each in rows]
    print(Counter(each.judged.found for each in rows))
    for strength in () if options.save else STATE_STRENGTHS:
        found = held_out(rows, strength)
        print(f"strength {strength}: AUC {roc_auc_score(wanted, found):.3f}")
        curve(rows, found)
    if options.save:
        write(rows)


if __name__ == "__main__":
    main()
