"""What the signs of a text that speaks to a program are worth: `python -m training.directives --data FOLDER`.

Learns from `labels/directives.jsonl` (sentences in our own words, in twelve languages; `speaks` is 1 where it speaks to
a program) and from real news sentences of the data folder, none of which does. Writes
`briefing/extract/weights/directives.json`. One language is as good as another to learn from, as the signs are the same.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from briefing.extract import find_prompt_injection, prompt_injection_features, prompt_injection_probability
from briefing.language import split_sentences

LABELS = Path(__file__).with_name("labels") / "directives.jsonl"
NEWS = {
    "summaries/train_bbc": "en",
    "summaries/train_cnndm": "en",
    "summaries/train_inshorts": "en",
    "fr/train_orangesum": "fr",
}
ARTICLES = 600
# All the news together weighs as much as so many sentences of ours; each of our own that speaks to nobody twice.
_NEWS_WEIGHT = 400.0
_NEIGHBOUR_WEIGHT = 2.0
_STRENGTH = 3.0

Matrix = npt.NDArray[np.float64]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    options = parser.parse_args()
    rows = [json.loads(line) for line in LABELS.read_text(encoding="utf-8").splitlines()]
    news = [signs(sentence) for sentence in news_sentences(options.data)]
    evaluate(rows, news)
    model = fit(rows, news)
    saved = {
        "card": f"Trained by training/directives.py on {len(rows)} sentences of our own, {len(news)} of the news.",
        "signs": list(prompt_injection_features.SIGNS),
        "intercept": round(float(model.intercept_[0]), 4),
        "weight": [round(float(weight), 4) for weight in model.coef_[0]],
    }
    prompt_injection_probability.WEIGHTS.write_text(json.dumps(saved) + "\n", encoding="utf-8")


def signs(sentence: str) -> list[Matrix]:
    return [
        prompt_injection_probability.expand(each)
        for each in prompt_injection_features.signs(find_prompt_injection.plain(sentence))
    ]


def own_signs(row: dict[str, str]) -> list[Matrix]:
    """Those of its own language; what another's words say of it by chance teaches nothing."""
    plain = find_prompt_injection.plain(row["text"])
    return [
        prompt_injection_probability.expand(each) for each in prompt_injection_features.signs(plain, row["language"])
    ]


def fit(rows: list[dict[str, str]], news: list[list[Matrix]]) -> LogisticRegression:
    ours = [each for row in rows if row["speaks"] for each in own_signs(row)]
    neighbours = [each for row in rows if not row["speaks"] for each in signs(row["text"])]
    others = [each for found in news for each in found]
    weights = np.repeat([1.0, _NEIGHBOUR_WEIGHT, _NEWS_WEIGHT / len(others)], [len(ours), len(neighbours), len(others)])
    wanted = np.repeat([1, 0], [len(ours), len(neighbours) + len(others)])
    model = LogisticRegression(C=_STRENGTH, max_iter=9000)
    return model.fit(np.array(ours + neighbours + others), wanted, sample_weight=weights)


def evaluate(rows: list[dict[str, str]], news: list[list[Matrix]]) -> None:
    """Print what is missed and what is taken wrongly where the sentences of a `set` had no part in training."""
    missed, taken = [], []
    groups = [row["set"] for row in rows]
    for train, test in GroupKFold(len(set(groups))).split(rows, groups=groups):
        model = fit([rows[number] for number in train], news)
        for row in (rows[number] for number in test):
            found = signs(row["text"])
            speaks = (
                bool(found) and model.predict_proba(np.array(found))[:, 1].max() >= prompt_injection_probability.LEAST
            )
            if speaks != bool(row["speaks"]):
                (missed if row["speaks"] else taken).append(row["text"])
    model = fit(rows, news[::2])
    alarms = sum(
        bool(each) and model.predict_proba(np.array(each))[:, 1].max() >= prompt_injection_probability.LEAST
        for each in news[1::2]
    )
    speaking = sum(bool(row["speaks"]) for row in rows)
    print(f"missed {len(missed)} of {speaking}, taken wrongly {len(taken)} of {len(rows) - speaking}")
    print(f"of news sentences taken {alarms} of {len(news[1::2])}")


def news_sentences(data: Path) -> Iterator[str]:
    for name, language in NEWS.items():
        with gzip.open(data / f"{name}.jsonl.gz", "rt", encoding="utf-8") as stream:
            rows = [json.loads(line) for line in stream]
        random.Random(1).shuffle(rows)
        for row in rows[:ARTICLES]:
            text = row.get("text") or row["article"]
            yield from (text[start:end] for start, end in split_sentences.split(text, 0, len(text), language))


if __name__ == "__main__":
    main()
