"""The salience model's first look: which sentences are worth encoding, learnt from features that need no vectors."""

from __future__ import annotations

import math

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from briefing.summarize.features import PLAIN
from briefing.summarize.prefilter import prefilter
from training.articles import Sample

EPOCHS, BATCH, RATE, DECAY = 8, 64, 3e-3, 0.01


class Sift(nn.Module):
    """Plain features -> log-odds that a sentence belongs to a good summary. What needs vectors weighs nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.linear = nn.Linear(len(PLAIN), 1)
        self.register_buffer("plain", torch.tensor(PLAIN, dtype=torch.float32))

    def forward(self, features):
        return self.linear(features * self.plain).squeeze(-1)


def fit_sift(articles: list[Sample], mean, deviation, seed: int) -> Sift:
    """Learn the soft labels, an article at a time and a sentence at a time."""
    torch.manual_seed(seed)
    generator = np.random.default_rng(seed)
    model = Sift()
    optimizer = torch.optim.AdamW(model.parameters(), RATE, weight_decay=DECAY)
    steps = EPOCHS * math.ceil(len(articles) / BATCH)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, RATE, total_steps=steps)
    for _ in range(EPOCHS):
        for chosen in torch.from_numpy(generator.permutation(len(articles))).split(BATCH):
            optimizer.zero_grad()
            sum(_loss(model, articles[index], mean, deviation) for index in chosen).div(len(chosen)).backward()
            optimizer.step()
            schedule.step()
    with torch.no_grad():
        model.linear.weight.mul_(model.plain)
    return model.eval()


def _loss(model: Sift, article: Sample, mean, deviation):
    soft = torch.from_numpy(article.soft)
    odds = model(_scaled(article, mean, deviation))
    listwise = -(soft / soft.sum() * functional.log_softmax(odds, 0)).sum()
    return 0.5 * listwise + 2 * functional.binary_cross_entropy_with_logits(odds, soft.clamp(0, 1))


def _scaled(article: Sample, mean, deviation):
    return torch.from_numpy(((article.features - mean) / deviation).clip(-4, 4))


@torch.no_grad()
def sifted(articles: list[Sample], model: Sift, mean, deviation, points: int = 3) -> list[Sample]:
    """The articles with none but the sentences that the program would encode."""
    promises = [model(_scaled(article, mean, deviation)).numpy() for article in articles]
    return [
        article.only(np.array(prefilter(promise, article.usable.tolist(), points)))
        for article, promise in zip(articles, promises, strict=True)
    ]
