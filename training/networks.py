"""One network of the salience model, and how it learns: an article's vectors and features -> its sentences' scores."""

from __future__ import annotations

import math

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from training.articles import TITLE_COLUMNS, Sample

LAYERS, HEADS, WIDTH, PROJECTION, PLACES = 2, 4, 128, 64, 64
EPOCHS, BATCH, RATE, DECAY, DROPOUT = 5, 32, 1e-3, 0.05, 0.3
UNTITLED = 0.3
VECTOR_SCALE = 8.0


class Network(nn.Module):
    """Projected vectors, features and places -> two layers over the article -> odds and earning of each sentence."""

    def __init__(self, columns: int) -> None:
        super().__init__()
        self.vp, self.fp, self.mix = nn.Linear(384, PROJECTION), nn.Linear(columns, WIDTH), nn.Linear(PROJECTION, WIDTH)
        self.pos = nn.Embedding(PLACES, WIDTH)
        nn.init.normal_(self.pos.weight, std=0.02)
        layer = nn.TransformerEncoderLayer(WIDTH, HEADS, 2 * WIDTH, DROPOUT, gelu, batch_first=True, norm_first=True)
        self.enc = nn.TransformerEncoder(layer, LAYERS, enable_nested_tensor=False)
        self.norm, self.out = nn.LayerNorm(WIDTH), nn.Linear(WIDTH, 2)
        self.skip = nn.Sequential(nn.Linear(columns, 64), nn.GELU("tanh"), nn.Dropout(DROPOUT), nn.Linear(64, 2))
        self.drop = nn.Dropout(DROPOUT)

    def forward(self, vectors, features, mask):
        places = torch.arange(vectors.shape[1], device=vectors.device).clamp(max=PLACES - 1)
        state = self.mix(self.drop(self.vp(vectors))) + self.fp(features) + self.pos(places)[None]
        state = self.enc(self.drop(state), src_key_padding_mask=~mask)
        return self.out(self.norm(state)) + self.skip(features)


def gelu(inputs):
    return functional.gelu(inputs, approximate="tanh")


def batch(articles: list[Sample], mean, deviation, untitled=None):
    """Padded tensors: vectors, features, mask, soft labels, gains, weights. `untitled` says whose title to hide."""
    width = max(len(article.sentences) for article in articles)
    shape = (len(articles), width)
    vectors, features = torch.zeros(*shape, 384), torch.zeros(*shape, len(mean))
    mask, soft, gains = torch.zeros(shape, dtype=torch.bool), torch.zeros(shape), torch.zeros(shape)
    for row, article in enumerate(articles):
        count = len(article.sentences)
        vectors[row, :count] = torch.from_numpy(article.vectors) * VECTOR_SCALE
        table = without_title(article.features) if untitled is not None and untitled[row] else article.features
        features[row, :count] = torch.from_numpy(((table - mean) / deviation).clip(-4, 4))
        mask[row, :count] = True
        soft[row, :count] = torch.from_numpy(article.soft)
        gains[row, :count] = torch.from_numpy(article.gains)
    weights = torch.tensor([article.weight for article in articles])
    return vectors, features, mask, soft, gains, weights


def without_title(table: np.ndarray) -> np.ndarray:
    hidden = table.copy()
    hidden[:, TITLE_COLUMNS] = 0
    return hidden


def statistics(articles: list[Sample]):
    """Mean and deviation of every feature."""
    rows = np.concatenate([article.features for article in articles])
    return rows.mean(axis=0).astype(np.float32), (rows.std(axis=0) + 1e-3).astype(np.float32)


def fit(articles: list[Sample], mean, deviation, seed: int) -> Network:
    """One network from one seed."""
    torch.manual_seed(seed)
    generator = np.random.default_rng(seed)
    network = Network(len(mean))
    optimizer = torch.optim.AdamW(network.parameters(), RATE, weight_decay=DECAY)
    total = EPOCHS * (math.ceil(len(articles) / BATCH) + 8)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, RATE, total_steps=total, pct_start=0.15)
    for _ in range(EPOCHS):
        network.train()
        for chosen in _batches(articles, generator):
            some, untitled = [articles[index] for index in chosen], generator.random(len(chosen)) < UNTITLED
            optimizer.zero_grad()
            loss(network, *batch(some, mean, deviation, untitled)).backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            schedule.step()
    return network.eval()


def loss(network: Network, vectors, features, mask, soft, gains, weights):
    """Listwise cross-entropy and per-sentence odds against the soft labels, and the gain alone."""
    scores = network(vectors, features, mask)
    spread = functional.log_softmax(scores[..., 0].masked_fill(~mask, -1e4), 1).masked_fill(~mask, 0)
    listwise = -(soft / soft.sum(1, keepdim=True) * spread).sum(1)
    single = functional.binary_cross_entropy_with_logits(scores[..., 0], soft.clamp(0, 1), reduction="none")
    alone = (scores[..., 1] - 3 * gains) ** 2
    each = 0.5 * listwise + ((2 * single + 0.3 * alone) * mask).sum(1) / mask.sum(1)
    return (each * weights).mean()


def _batches(articles, generator):
    order = generator.permutation(len(articles))
    groups = []
    for start in range(0, len(order), BATCH * 8):
        part = sorted(order[start : start + BATCH * 8], key=lambda index: len(articles[index].sentences))
        groups += [part[first : first + BATCH] for first in range(0, len(part), BATCH)]
    return [groups[index] for index in generator.permutation(len(groups))]


@torch.no_grad()
def outputs(network: Network, articles: list[Sample], mean, deviation, *, titled=True) -> list[np.ndarray]:
    """What one network says of every article's sentences."""
    found = []
    for start in range(0, len(articles), 64):
        part = articles[start : start + 64]
        vectors, features, mask, *_ = batch(part, mean, deviation, None if titled else np.ones(len(part), dtype=bool))
        rows = network(vectors, features, mask).numpy()
        found += [row[: len(item.sentences)] for item, row in zip(part, rows, strict=True)]
    return found
