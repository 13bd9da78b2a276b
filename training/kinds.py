"""Which of the two kinds of networks an article is read by: those for brief summaries or those for long extracts."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from briefing.summarize.choice import context
from training.articles import Sample
from training.networks import Network, fit, outputs, without_title

# Log-odds at which the gate is half open, and how steeply it opens. As fitted, it let one CNN/Daily Mail article in ten
# be read by the wrong networks by a third: 0.8 of ROUGE-1 on 317 articles left out of training.
SURE, SHARP = 1.5, 4


class Gate(nn.Module):
    """What an article is like as a whole -> how far it is of the kind that is extracted at length."""

    def __init__(self, mean, deviation) -> None:
        super().__init__()
        self.register_buffer("mean", mean)
        self.register_buffer("deviation", deviation)
        self.drop, self.linear = nn.Dropout(0.2), nn.Linear(len(mean), 1)

    def forward(self, contexts):
        """Log-odds (articles,) of contexts (articles, features + dimensions)."""
        scaled = ((contexts - self.mean) / self.deviation).clamp(-4, 4)
        return self.linear(self.drop(scaled)).squeeze(-1)


class Model(NamedTuple):
    """Networks for brief summaries, networks for long extracts, and how far to listen to which."""

    brief: list[Network]
    full: list[Network]
    gate: Gate


def fit_gate(articles: list[Sample], seed: int) -> Gate:
    """Tell the articles of the two groups apart, with their titles and without."""
    torch.manual_seed(seed)
    tables = [*(item.features for item in articles), *(without_title(item.features) for item in articles)]
    pairs = zip(tables, [*articles, *articles], strict=True)
    contexts = torch.from_numpy(np.stack([context(table, item.vectors) for table, item in pairs]))
    wanted = torch.tensor([float(not item.teaches) for item in articles] * 2)
    gate = Gate(contexts.mean(0), contexts.std(0) + 1e-3)
    optimizer = torch.optim.AdamW(gate.parameters(), 1e-2, weight_decay=0.01)
    for _ in range(400):
        optimizer.zero_grad()
        functional.binary_cross_entropy_with_logits(gate(contexts), wanted).backward()
        optimizer.step()
    with torch.no_grad():
        gate.linear.bias.sub_(SURE).mul_(SHARP)
        gate.linear.weight.mul_(SHARP)
    return gate.eval()


def fit_model(articles: list[Sample], briefs: int, fulls: int, mean, deviation, seed: int) -> Model:
    """So many networks of each kind from different seeds, and the gate."""
    brief, full = ([item for item in articles if item.teaches is kind] for kind in (True, False))
    return Model(
        [fit(brief, mean, deviation, seed + number) for number in range(briefs)],
        [fit(full, mean, deviation, seed + 50 + number) for number in range(fulls)],
        fit_gate(articles, seed),
    )


@torch.no_grad()
def predict(model: Model, articles: list[Sample], mean, deviation, *, titled=True) -> list[np.ndarray]:
    """Scores of every article by the networks that its kind asks for, less what its sentences lose by their form."""
    brief, full = (
        _mean([outputs(one, articles, mean, deviation, titled=titled) for one in some]) for some in model[:2]
    )
    tables = [item.features if titled else without_title(item.features) for item in articles]
    given = np.stack([context(table, item.vectors) for table, item in zip(tables, articles, strict=True)])
    shares = torch.sigmoid(model.gate(torch.from_numpy(given))).numpy()
    found = [(1 - share) * one + share * other for share, one, other in zip(shares, brief, full, strict=True)]
    for article, scores in zip(articles, found, strict=True):
        scores[:, 0] -= article.handicaps
    return found


def _mean(found: list[list[np.ndarray]]) -> list[np.ndarray]:
    """The mean over networks, article by article."""
    return [np.mean(rows, axis=0) for rows in zip(*found, strict=True)]
