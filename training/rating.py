"""The second head of the salience model: which set of three is best, learnt from scores of articles not seen before."""

from __future__ import annotations

import math

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from briefing.summarize.choice import SET_NAMES, candidates, context, describe
from training.articles import Sample
from training.networks import gelu, without_title

RATERS = 3
HIDDEN, GENRES, EPOCHS, RATE, DECAY, DROPOUT = 32, 8, 10, 3e-3, 0.02, 0.7


class Rater(nn.Module):
    """What a set is like, and what its article is like -> how good it is."""

    def __init__(self, mean, deviation) -> None:
        super().__init__()
        self.register_buffer("mean", mean)
        self.register_buffer("deviation", deviation)
        self.genre, self.drop = nn.Linear(len(mean), GENRES), nn.Dropout(DROPOUT)
        self.first, self.shift = nn.Linear(len(SET_NAMES), HIDDEN), nn.Linear(GENRES, HIDDEN)
        self.last, self.direct = nn.Linear(HIDDEN, 1), nn.Linear(GENRES, len(SET_NAMES))

    def forward(self, rows, articles):
        """Ratings of rows (…, sets, columns), given their article's context (…, 1, features + dimensions)."""
        scaled = ((articles - self.mean) / self.deviation).clamp(-4, 4)
        genre = torch.tanh(self.genre(self.drop(scaled)))
        hidden = gelu(self.first(rows) + self.shift(genre))
        return self.last(hidden).squeeze(-1) + (rows * self.direct(genre)).sum(-1)


def cases(articles: list[Sample], scores: list[np.ndarray], *, titled: bool = True):
    """For each article the candidate triples, their descriptions, the article's context and the triples' ROUGE."""
    for article, score in zip(articles, scores, strict=True):
        sets = candidates(score[:, 0], article.usable.tolist(), 3)
        title, table = article.title_vector, article.features
        if not titled:
            title, table = None, without_title(table)
        rows = describe(score, article.vectors, article.lengths, title, sets)
        yield sets, rows, context(table, article.vectors), article.rouge(sets)


def fit_rater(articles: list[Sample], scores: list[np.ndarray], untitled: list[np.ndarray], seed: int) -> Rater:
    """Learn which of an article's candidate sets is best: maximise the ROUGE expected under the softmax of ratings.

    `untitled` are the scores of the same articles with their titles hidden: each counts half.
    """
    torch.manual_seed(seed)
    generator = np.random.default_rng(seed)
    found = [*cases(articles, scores), *cases(articles, untitled, titled=False)]
    rows, contexts, quality = _padded(found)
    weights = torch.tensor([article.weight / 2 for article in articles] * 2)
    rater = Rater(contexts.mean(0), contexts.std(0) + 1e-3)
    optimizer = torch.optim.AdamW(rater.parameters(), RATE, weight_decay=DECAY)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, EPOCHS * math.ceil(len(found) / 128))
    for _ in range(EPOCHS):
        for chosen in torch.from_numpy(generator.permutation(len(found))).split(128):
            rated = rater(rows[chosen], contexts[chosen, None]).masked_fill(quality[chosen] < 0, -1e4)
            listwise = -(functional.softmax(quality[chosen] / 0.05, 1) * functional.log_softmax(rated, 1)).sum(1)
            expected = (functional.softmax(rated, 1) * quality[chosen]).sum(1)
            optimizer.zero_grad()
            (weights[chosen] * (listwise - 20 * expected)).mean().backward()
            optimizer.step()
            schedule.step()
    return rater.eval()


def _padded(found):
    """Tensors of `cases`: rows (articles, sets, columns), contexts, and ROUGE-1 + ROUGE-2, -1 where there is no set."""
    shape = (len(found), max(len(rows) for _, rows, _, _ in found))
    rows, quality = np.zeros((*shape, len(SET_NAMES)), np.float32), np.full(shape, -1, np.float32)
    for index, (_, some, _, (one, two)) in enumerate(found):
        rows[index, : len(some)], quality[index, : len(some)] = some, one + two
    contexts = np.stack([like for _, _, like, _ in found])
    return torch.from_numpy(rows), torch.from_numpy(contexts), torch.from_numpy(quality)


def fit_raters(articles: list[Sample], scores, untitled, seed: int) -> list[Rater]:
    """Several raters of different seeds, to be averaged."""
    return [fit_rater(articles, scores, untitled, seed + number) for number in range(RATERS)]


@torch.no_grad()
def picked(raters: list[Rater], articles: list[Sample], scores: list[np.ndarray], *, titled=True) -> np.ndarray:
    """ROUGE-1 and -2 of the chosen triples, shape (articles, 2); without raters the three most salient."""
    found = []
    for article, score, (_, rows, like, quality) in zip(
        articles, scores, cases(articles, scores, titled=titled), strict=True
    ):
        if not raters:
            best = 0
            quality = article.rouge(np.sort(article.usable[np.argsort(-score[article.usable, 0])[:3]])[None])
        else:
            given = torch.from_numpy(rows), torch.from_numpy(like)[None]
            best = int(torch.stack([rater(*given) for rater in raters]).mean(0).argmax())
        found.append([quality[0][best], quality[1][best]])
    return np.array(found)
