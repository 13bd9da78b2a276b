"""Train the salience model of `briefing/models/weights/` from articles with reference summaries.

    python -m training.salience --data ../shared/data --out briefing/models/weights

1. Every sentence gets a soft label: how often it belongs to a good three-sentence summary (`articles.Sample.soft`).
2. Several small transformers over frozen sentence vectors and features learn these labels from different seeds.
3. A second head learns to rate sets of three. It is trained on scores that the first networks gave to articles they
   had not seen (cross-fitted), so that it learns how far to trust them.

`--folds` reports cross-validated figures on the training articles instead of writing anything.
"""

from __future__ import annotations

import argparse
import json
import math
import time
from pathlib import Path

import numpy as np
import torch
from safetensors.numpy import save_file
from torch import nn
from torch.nn import functional

from briefing.summarize.choice import SET_NAMES, candidates, describe
from briefing.summarize.features import NAMES, VERSION
from training.articles import Sample, load

LAYERS, HEADS, WIDTH, PROJECTION, PLACES = 2, 4, 128, 64, 64
EPOCHS, BATCH, RATE, DECAY, DROPOUT = 5, 32, 1e-3, 0.05, 0.3
TRAIN = ("train_cnndm", "train_inshorts", "train_bbc", "fr_train")
WEIGHTS = {"train_cnndm": 1.0, "train_inshorts": 0.5, "train_bbc": 0.5, "fr_train": 0.5}
VECTOR_SCALE = 8.0


class Network(nn.Module):
    """Projected vectors, features and places -> two layers over the article -> odds and earning of each sentence."""

    def __init__(self, columns: int) -> None:
        super().__init__()
        self.vp, self.fp, self.mix = nn.Linear(384, PROJECTION), nn.Linear(columns, WIDTH), nn.Linear(PROJECTION, WIDTH)
        self.pos = nn.Embedding(PLACES, WIDTH)
        nn.init.normal_(self.pos.weight, std=0.02)
        layer = nn.TransformerEncoderLayer(WIDTH, HEADS, 2 * WIDTH, DROPOUT, _gelu, batch_first=True, norm_first=True)
        self.enc = nn.TransformerEncoder(layer, LAYERS, enable_nested_tensor=False)
        self.norm, self.out = nn.LayerNorm(WIDTH), nn.Linear(WIDTH, 2)
        self.skip = nn.Sequential(nn.Linear(columns, 64), nn.GELU("tanh"), nn.Dropout(DROPOUT), nn.Linear(64, 2))
        self.drop = nn.Dropout(DROPOUT)

    def forward(self, vectors, features, mask):
        places = torch.arange(vectors.shape[1], device=vectors.device).clamp(max=PLACES - 1)
        state = self.mix(self.drop(self.vp(vectors))) + self.fp(features) + self.pos(places)[None]
        state = self.enc(self.drop(state), src_key_padding_mask=~mask)
        return self.out(self.norm(state)) + self.skip(features)


class Rater(nn.Module):
    """What a set is like -> how good it is."""

    def __init__(self) -> None:
        super().__init__()
        self.first, self.last = nn.Linear(len(SET_NAMES), 32), nn.Linear(32, 1)
        self.direct = nn.Linear(len(SET_NAMES), 1, bias=False)

    def forward(self, rows):
        return (self.last(_gelu(self.first(rows))) + self.direct(rows)).squeeze(-1)


def _gelu(inputs):
    return functional.gelu(inputs, approximate="tanh")


def batch(articles: list[Sample], mean, deviation):
    """Padded tensors: vectors, features, mask, soft labels, gains, weights."""
    width = max(len(article.sentences) for article in articles)
    shape = (len(articles), width)
    vectors, features = torch.zeros(*shape, 384), torch.zeros(*shape, len(mean))
    mask, soft, gains = torch.zeros(shape, dtype=torch.bool), torch.zeros(shape), torch.zeros(shape)
    for row, article in enumerate(articles):
        count = len(article.sentences)
        vectors[row, :count] = torch.from_numpy(article.vectors) * VECTOR_SCALE
        features[row, :count] = torch.from_numpy(((article.features - mean) / deviation).clip(-4, 4))
        mask[row, :count] = True
        soft[row, :count] = torch.from_numpy(article.soft)
        gains[row, :count] = torch.from_numpy(article.gains)
    weights = torch.tensor([article.weight for article in articles])
    return vectors, features, mask, soft, gains, weights


def fit(articles: list[Sample], mean, deviation, seed: int, epochs: int = EPOCHS) -> Network:
    """One network: listwise cross-entropy and per-sentence odds against the soft labels, and the gain alone."""
    torch.manual_seed(seed)
    generator = np.random.default_rng(seed)
    network = Network(len(mean))
    optimizer = torch.optim.AdamW(network.parameters(), RATE, weight_decay=DECAY)
    total = epochs * math.ceil(len(articles) / BATCH) + epochs * 8
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, RATE, total_steps=total, pct_start=0.15)
    for _ in range(epochs):
        network.train()
        for chosen in _batches(articles, generator):
            vectors, features, mask, soft, gains, weights = batch(
                [articles[index] for index in chosen], mean, deviation
            )
            scores = network(vectors, features, mask)
            spread = functional.log_softmax(scores[..., 0].masked_fill(~mask, -1e4), 1).masked_fill(~mask, 0)
            listwise = -(soft / soft.sum(1, keepdim=True) * spread).sum(1)
            single = functional.binary_cross_entropy_with_logits(scores[..., 0], soft.clamp(0, 1), reduction="none")
            alone = (scores[..., 1] - 3 * gains) ** 2
            each = 0.5 * listwise + ((2 * single + 0.3 * alone) * mask).sum(1) / mask.sum(1)
            optimizer.zero_grad()
            (each * weights).mean().backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            schedule.step()
    return network.eval()


def _batches(articles, generator):
    order = generator.permutation(len(articles))
    groups = []
    for start in range(0, len(order), BATCH * 8):
        part = sorted(order[start : start + BATCH * 8], key=lambda index: len(articles[index].sentences))
        groups += [part[first : first + BATCH] for first in range(0, len(part), BATCH)]
    return [groups[index] for index in generator.permutation(len(groups))]


@torch.no_grad()
def predict(networks: list[Network], articles: list[Sample], mean, deviation) -> list[np.ndarray]:
    """Scores of every article, averaged over the networks."""
    found = []
    for start in range(0, len(articles), 64):
        part = articles[start : start + 64]
        vectors, features, mask, *_ = batch(part, mean, deviation)
        scores = torch.stack([network(vectors, features, mask) for network in networks]).mean(0).numpy()
        found += [scores[row, : len(article.sentences)] for row, article in enumerate(part)]
    return found


def cases(articles: list[Sample], scores: list[np.ndarray]):
    """For each article the candidate triples, their descriptions and their ROUGE."""
    for article, score in zip(articles, scores, strict=True):
        sets = candidates(score[:, 0], range(len(score)), 3)
        rows = describe(score, article.vectors, article.lengths, article.title_vector, sets)
        yield sets, rows, article.rouge(sets)


def fit_rater(articles: list[Sample], scores: list[np.ndarray], seed: int, epochs: int = 25) -> Rater:
    """Learn which of an article's candidate sets is best: maximise the ROUGE expected under the softmax of ratings."""
    torch.manual_seed(seed)
    generator = np.random.default_rng(seed)
    known = [(torch.from_numpy(rows), torch.from_numpy((one + two).astype(np.float32)), article.weight)
             for article, (_, rows, (one, two)) in zip(articles, cases(articles, scores), strict=True)]  # fmt: skip
    rater = Rater()
    optimizer = torch.optim.AdamW(rater.parameters(), 3e-3, weight_decay=0.02)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, epochs * math.ceil(len(known) / 64))
    for _ in range(epochs):
        order = generator.permutation(len(known))
        for start in range(0, len(order), 64):
            losses = []
            part = [known[index] for index in order[start : start + 64]]
            ratings = rater(torch.cat([rows for rows, _, _ in part])).split([len(rows) for rows, _, _ in part])
            for rated, (_, quality, weight) in zip(ratings, part, strict=True):
                target = functional.softmax(quality / 0.05, 0)
                listwise = -(target * functional.log_softmax(rated, 0)).sum()
                losses.append(weight * (listwise - 20 * (functional.softmax(rated, 0) * quality).sum()))
            optimizer.zero_grad()
            torch.stack(losses).mean().backward()
            optimizer.step()
            schedule.step()
    return rater.eval()


@torch.no_grad()
def picked(rater: Rater | None, articles: list[Sample], scores: list[np.ndarray]) -> np.ndarray:
    """ROUGE-1 and -2 of the chosen triples, shape (articles, 2); without a rater the three most salient."""
    found = []
    for article, score, (_, rows, quality) in zip(articles, scores, cases(articles, scores), strict=True):
        if rater is None:
            quality, best = article.rouge(np.sort(np.argsort(-score[:, 0])[:3])[None]), 0
        else:
            best = int(rater(torch.from_numpy(rows)).argmax())
        found.append([quality[0][best], quality[1][best]])
    return np.array(found)


def lead(articles: list[Sample]) -> np.ndarray:
    """ROUGE-1 and -2 of the first three sentences."""
    return np.array([[value[0] for value in article.rouge(np.arange(3)[None])] for article in articles])


def report(name: str, articles: list[Sample], found: np.ndarray) -> None:
    """Print the margin over Lead-3 with its bootstrap interval."""
    gain = (found - lead(articles)) * 100
    draws = np.random.default_rng(0).integers(0, len(gain), (2000, len(gain)))
    low, high = np.percentile(gain[draws].mean(axis=1), (2.5, 97.5), axis=0)
    one, two = gain.mean(axis=0)
    level = found.mean(axis=0) * 100
    print(f"{name:28s} R1 {level[0]:.2f} ({one:+.2f} [{low[0]:+.2f}, {high[0]:+.2f}])  "
          f"R2 {level[1]:.2f} ({two:+.2f} [{low[1]:+.2f}, {high[1]:+.2f}])", flush=True)  # fmt: skip


def statistics(articles: list[Sample]):
    """Mean and deviation of every feature."""
    rows = np.concatenate([article.features for article in articles])
    return rows.mean(axis=0).astype(np.float32), (rows.std(axis=0) + 1e-3).astype(np.float32)


def cross_fit(articles: list[Sample], folds: int, seed: int, members: int, mean, deviation) -> list[np.ndarray]:
    """Scores of every article from networks that have not seen it."""
    fold = np.random.default_rng(seed).permutation(len(articles)) % folds
    scores: list[np.ndarray] = [np.zeros(0)] * len(articles)
    for number in range(folds):
        train = [article for article, where in zip(articles, fold, strict=True) if where != number]
        held = [index for index in range(len(articles)) if fold[index] == number]
        networks = [fit(train, mean, deviation, seed + member) for member in range(members)]
        for index, score in zip(
            held, predict(networks, [articles[index] for index in held], mean, deviation), strict=True
        ):
            scores[index] = score
        print(f"fold {number + 1} of {folds}", flush=True)
    return scores


def export(folder: Path, networks: list[Network], rater: Rater, mean, deviation, options) -> None:
    """Write `salience.safetensors` and `salience.json`."""
    tensors = {"mean": mean, "deviation": deviation}
    for number, network in enumerate(networks):
        tensors |= {
            f"{number}.{name}": value.numpy().astype(np.float16) for name, value in network.state_dict().items()
        }
    tensors |= {f"rater.{name}": value.numpy() for name, value in rater.state_dict().items()}
    folder.mkdir(parents=True, exist_ok=True)
    save_file(tensors, folder / "salience.safetensors")
    description = {
        "encoder": "all-MiniLM-L6-v2", "dimensions": 384, "features_version": VERSION, "features": NAMES,
        "set_features": SET_NAMES, "members": len(networks),
        "layers": LAYERS, "heads": HEADS, "seed": options.seed, "sets": list(options.sets),
    }  # fmt: skip
    (folder / "salience.json").write_text(json.dumps(description, indent=1) + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--out", type=Path, default=Path("briefing/models/weights"))
    parser.add_argument("--cache", type=Path, default=Path("outputs/training"))
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--members", type=int, default=5)
    parser.add_argument("--folds", type=int, default=4)
    parser.add_argument("--sets", nargs="*", default=list(TRAIN))
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--dry", action="store_true", help="report only, write nothing")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    started = time.monotonic()
    articles: list[Sample] = []
    for name in options.sets:
        found = load(name, options.data, options.cache)
        for article in found:
            article.weight, article.origin = WEIGHTS[name], name
        articles += found
    mean, deviation = statistics(articles)
    scores = cross_fit(articles, options.folds, options.seed, 1, mean, deviation)
    rater = fit_rater(articles, scores, options.seed)
    for name in options.sets:
        part = [index for index, article in enumerate(articles) if article.origin == name]
        some, theirs = [articles[index] for index in part], [scores[index] for index in part]
        report(f"{name}, three best", some, picked(None, some, theirs))
        report(f"{name}, best set (fitted)", some, picked(rater, some, theirs))
    networks = [fit(articles, mean, deviation, options.seed + 100 + number) for number in range(options.members)]
    if not options.dry:
        export(options.out, networks, rater, mean, deviation, options)
    for name in ("dev_cnndm", "dev_inshorts", "dev_bbc", "fr_dev"):
        held = load(name, options.data, options.cache)
        theirs = predict(networks, held, mean, deviation)
        report(f"{name}, three best", held, picked(None, held, theirs))
        report(f"{name}, best set", held, picked(rater, held, theirs))
    print(f"{time.monotonic() - started:.0f} s")


if __name__ == "__main__":
    main()
