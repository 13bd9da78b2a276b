"""Which words of a sentence need a name put in, and which: "Winestock" -> "[Geoff Winestock]", "She" -> "[Mara Tesk]".

Comes in: the sentences of an article and the number of one. Goes out: the words to replace, the name as the article
itself writes it, and the sentence that gives it, which becomes evidence too. Rules propose
(`briefing.summarize.name_proposals`); a small model, trained on labels (`training/names.py`), says how likely each
proposal is right; only what is almost certain is put in.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from operator import mul

from briefing.summarize import people_mentioned
from briefing.summarize.name_proposals import FEATURES, Proposal, propose

__all__ = ["EVEN", "Insertion", "Model", "best", "insert", "insertions", "shipped_model"]


@dataclass(frozen=True, slots=True)
class Insertion:
    """`name` stands for the characters from `start` to `end` of a sentence; sentence `source_sentence` gives it.

    Where `start` is `end`, nothing is replaced: the name explains the word before it.
    """

    start: int
    end: int
    name: str
    source_sentence: int
    suffix: str = ""
    """What the name gets behind its brackets: "'s" for a possessive."""

    @property
    def shown(self) -> str:
        """What stands in the sentence then."""
        return f"{' ' if self.start == self.end else ''}[{self.name}]{self.suffix}"


def insertions(sentences: Sequence[str], index: int, title: str | None = None, language: str = "en") -> list[Insertion]:
    """The names to put into sentence `index`, in the order of the sentence; `sentences` have single spaces."""
    article = people_mentioned.read(tuple(sentences), language)
    return [
        Insertion(item.start, item.end, item.name, item.source, item.suffix)
        for item in _apart(best(propose(article, index, title), shipped_model()))
    ]


def best(proposals: Sequence[Proposal], model: Model) -> list[Proposal]:
    """The likeliest proposal for each place, where it is certain and no other name is more likely right than wrong."""
    places: dict[tuple[int, int], list[tuple[float, Proposal]]] = {}
    for item in proposals:
        places.setdefault((item.start, item.end), []).append((model.probability(item), item))
    found = []
    for ranked in places.values():
        ranked.sort(key=lambda pair: -pair[0])
        probability, item = ranked[0]
        rival = max((other for other, own in ranked if own.name != item.name), default=0.0)
        if probability >= model.certain.get(item.kind, 0.0) and rival < EVEN:
            found.append(item)
    return found


# Probability from which another name might as well be right.
EVEN = 0.5


def insert(sentence: str, items: Sequence[Insertion]) -> str:
    """`sentence` with the names of `items` in brackets."""
    for item in reversed(items):
        sentence = sentence[: item.start] + item.shown + sentence[item.end :]
    return sentence


def _apart(proposals: Sequence[Proposal]) -> list[Proposal]:
    """Those that do not overlap, each name once, in the order of the sentence."""
    kept: list[Proposal] = []
    for proposal in sorted(proposals, key=lambda item: (item.start, item.end)):
        if not kept or (proposal.start >= kept[-1].end and proposal.name not in {item.name for item in kept}):
            kept.append(proposal)
    return kept


@dataclass(frozen=True)
class Model:
    """How likely a proposal is right: for each kind that needs a model the mean of boosted trees and a logistic model.

    A tree is a list of nodes (feature, threshold, left, right); a leaf is (-1, score). `weights` of the logistic model
    are for the features as they are. `certain` is the probability from which a name is put in.
    """

    trees: Mapping[str, Sequence[Sequence[Sequence[float]]]]
    start: Mapping[str, float]
    weights: Mapping[str, Sequence[float]]
    bias: Mapping[str, float]
    certain: Mapping[str, float]

    def probability(self, proposal: Proposal) -> float:
        """1 for kinds that strict rules find."""
        kind, features = proposal.kind, proposal.features
        if kind not in self.trees:
            return 1.0
        linear = self.bias[kind] + sum(map(mul, self.weights[kind], features))
        score = self.start[kind]
        for tree in self.trees[kind]:
            node = tree[0]
            while node[0] >= 0:
                node = tree[int(node[2] if features[int(node[0])] <= node[1] else node[3])]
            score += node[1]
        return (_logistic(score) + _logistic(linear)) / 2


def _logistic(value: float) -> float:
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, value))))


@cache
def shipped_model() -> Model:
    """The model trained by `training/names.py`."""
    place = resources.files("briefing.summarize").joinpath("weights/names.json")
    values = json.loads(place.read_text(encoding="utf-8"))
    if {kind: list(names) for kind, names in FEATURES.items()} != values["features"]:
        raise ValueError("weights/names.json was trained on other features; run training/names.py")
    return Model(*(values[name] for name in ("trees", "start", "weights", "bias", "certain")))
