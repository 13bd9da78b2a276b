"""Train the salience model of `briefing/models/weights/` from articles with reference summaries.

    python -m training.salience --data ../shared/data --out briefing/models/weights

1. Every sentence gets a soft label: how often it belongs to a good three-sentence summary (`articles.Sample.soft`).
2. Several small transformers over frozen sentence vectors and features learn these labels from different seeds, on
   news of several kinds and two languages; titles are hidden from them at random, as many articles come without.
3. A second head learns to rate sets of three. It is trained on scores that the first networks gave to articles they
   had not seen (cross-fitted), so that it learns how far to trust them, and it sees what the article is like as a
   whole, so that it can want other sets of a brief than of a feature. Sets in `--rated` teach this head alone: the long
   extracts of BBC News Summary made the first networks worse on every other set (cross-validated).

`--dry` reports cross-validated figures on the training articles and writes nothing. The development sets are measured
only with `--check`.
"""

from __future__ import annotations

import argparse
import json
import math
import time
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from safetensors.numpy import load_file, save_file
from torch import nn
from torch.nn import functional

from briefing.summarize.choice import SET_NAMES, candidates, context, describe
from briefing.summarize.features import NAMES, VERSION
from training.articles import TITLE_COLUMNS, Sample, load

LAYERS, HEADS, WIDTH, PROJECTION, PLACES = 2, 4, 128, 64, 64
EPOCHS, BATCH, RATE, DECAY, DROPOUT = 5, 32, 1e-3, 0.05, 0.3
RATERS = 3
HIDDEN, GENRES, RATER_EPOCHS, RATER_RATE, RATER_DECAY, RATER_DROPOUT = 32, 8, 10, 3e-3, 0.02, 0.7
UNTITLED = 0.3
SURE, SHARP = 1.5, 4
# Log-odds at which the gate is half open, and how steeply it opens. As fitted, it let one CNN/Daily Mail article in ten
# be read by the wrong networks by a third: 0.8 of ROUGE-1 on 317 articles left out of training.
TRAIN = ("train_cnndm", "train_inshorts:900", "train_french:600")
RATED = ("train_bbc:500",)
DEV = ("dev_cnndm", "dev_inshorts", "dev_bbc", "dev_french")
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
    """What a set is like, and what its article is like -> how good it is."""

    def __init__(self, mean, deviation) -> None:
        super().__init__()
        self.register_buffer("mean", mean)
        self.register_buffer("deviation", deviation)
        self.genre, self.drop = nn.Linear(len(mean), GENRES), nn.Dropout(RATER_DROPOUT)
        self.first, self.shift = nn.Linear(len(SET_NAMES), HIDDEN), nn.Linear(GENRES, HIDDEN)
        self.last, self.direct = nn.Linear(HIDDEN, 1), nn.Linear(GENRES, len(SET_NAMES))

    def forward(self, rows, articles):
        """Ratings of rows (…, sets, columns), given their article's context (…, 1, features + dimensions)."""
        scaled = ((articles - self.mean) / self.deviation).clamp(-4, 4)
        genre = torch.tanh(self.genre(self.drop(scaled)))
        hidden = _gelu(self.first(rows) + self.shift(genre))
        return self.last(hidden).squeeze(-1) + (rows * self.direct(genre)).sum(-1)


def _gelu(inputs):
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
        table = _without_title(article.features) if untitled is not None and untitled[row] else article.features
        features[row, :count] = torch.from_numpy(((table - mean) / deviation).clip(-4, 4))
        mask[row, :count] = True
        soft[row, :count] = torch.from_numpy(article.soft)
        gains[row, :count] = torch.from_numpy(article.gains)
    weights = torch.tensor([article.weight for article in articles])
    return vectors, features, mask, soft, gains, weights


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
    tables = [*(item.features for item in articles), *(_without_title(item.features) for item in articles)]
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


def fit_model(articles: list[Sample], members: int, mean, deviation, seed: int) -> Model:
    """`members` networks of each kind from different seeds, and the gate."""
    brief, full = ([item for item in articles if item.teaches is kind] for kind in (True, False))
    return Model(
        [fit(brief, mean, deviation, seed + number) for number in range(members)],
        [fit(full, mean, deviation, seed + 50 + number) for number in range(members)],
        fit_gate(articles, seed),
    )


def _without_title(table: np.ndarray) -> np.ndarray:
    hidden = table.copy()
    hidden[:, TITLE_COLUMNS] = 0
    return hidden


def fit(articles: list[Sample], mean, deviation, seed: int) -> Network:
    """One network: listwise cross-entropy and per-sentence odds against the soft labels, and the gain alone."""
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
            vectors, features, mask, soft, gains, weights = batch(some, mean, deviation, untitled)
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
def predict(model: Model, articles: list[Sample], mean, deviation, *, titled=True) -> list[np.ndarray]:
    """Scores of every article by the networks that its kind asks for, less what its sentences lose by their form."""
    found = []
    for start in range(0, len(articles), 64):
        part = articles[start : start + 64]
        vectors, features, mask, *_ = batch(part, mean, deviation, None if titled else np.ones(len(part), dtype=bool))
        brief, full = (
            torch.stack([network(vectors, features, mask) for network in networks]).mean(0) for networks in model[:2]
        )
        tables = [item.features if titled else _without_title(item.features) for item in part]
        given = np.stack([context(table, item.vectors) for table, item in zip(tables, part, strict=True)])
        share = torch.sigmoid(model.gate(torch.from_numpy(given)))[:, None, None]
        scores = ((1 - share) * brief + share * full).numpy()
        for row, article in enumerate(part):
            found.append(scores[row, : len(article.sentences)].copy())
            found[-1][:, 0] -= article.handicaps
    return found


def cases(articles: list[Sample], scores: list[np.ndarray], *, titled: bool = True):
    """For each article the candidate triples, their descriptions, the article's context and the triples' ROUGE."""
    for article, score in zip(articles, scores, strict=True):
        sets = candidates(score[:, 0], article.usable.tolist(), 3)
        title, table = article.title_vector, article.features
        if not titled:
            title, table = None, _without_title(table)
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
    optimizer = torch.optim.AdamW(rater.parameters(), RATER_RATE, weight_decay=RATER_DECAY)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, RATER_EPOCHS * math.ceil(len(found) / 128))
    for _ in range(RATER_EPOCHS):
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


def cross_fit(articles: list[Sample], folds: int, seed: int, mean, deviation):
    """Scores of every article from networks that have not seen it: with its title, and without."""
    fold = np.random.default_rng(seed).permutation(len(articles)) % folds
    titled: list[np.ndarray] = [np.zeros(0)] * len(articles)
    untitled: list[np.ndarray] = [np.zeros(0)] * len(articles)
    for number in range(folds):
        train = [item for item, where in zip(articles, fold, strict=True) if where != number]
        held = np.flatnonzero(fold == number)
        model = fit_model(train, 1, mean, deviation, seed)
        for scores, with_title in ((titled, True), (untitled, False)):
            found = predict(model, [articles[index] for index in held], mean, deviation, titled=with_title)
            for index, score in zip(held, found, strict=True):
                scores[index] = score
        print(f"fold {number + 1} of {folds}", flush=True)
    return titled, untitled


def cross_rate(articles: list[Sample], titled, untitled, folds: int, seed: int) -> np.ndarray:
    """ROUGE of the sets chosen by raters that have not seen the article either, shape (articles, 2)."""
    fold = np.random.default_rng(seed + 1).permutation(len(articles)) % folds
    found = np.zeros((len(articles), 2))
    for number in range(folds):
        seen, held = np.flatnonzero(fold != number), np.flatnonzero(fold == number)
        raters = fit_raters(*(_pick(values, seen) for values in (articles, titled, untitled)), seed)
        found[held] = picked(raters, _pick(articles, held), _pick(titled, held))
    return found


def _pick(values: list, indices: np.ndarray) -> list:
    return [values[index] for index in indices]


def export(folder: Path, model: Model, raters: list[Rater], mean, deviation, options) -> None:
    """Write `salience.safetensors` and `salience.json`."""
    networks = [*model.brief, *model.full]
    tensors = {"mean": mean, "deviation": deviation, **_state(networks, 0)}
    tensors |= {f"gate.{name}": value.numpy() for name, value in model.gate.state_dict().items()}
    for number, rater in enumerate(raters):
        tensors |= {f"rater.{number}.{name}": value.numpy() for name, value in rater.state_dict().items()}
    description = {
        "encoder": "all-MiniLM-L6-v2", "dimensions": 384, "features_version": VERSION, "features": NAMES,
        "set_features": SET_NAMES, "members": len(networks), "brief": len(model.brief), "raters": len(raters),
        "layers": LAYERS, "heads": HEADS, "seed": options.seed,
        "sets": list(options.sets), "rated": list(options.rated),
    }  # fmt: skip
    _write(folder, tensors, description)


def _state(networks: list[Network], first: int) -> dict[str, np.ndarray]:
    """The tensors of networks, numbered from `first`."""
    return {
        f"{first + number}.{name}": value.numpy().astype(np.float16)
        for number, network in enumerate(networks)
        for name, value in network.state_dict().items()
    }


def _gate(articles: list[Sample], seed: int) -> dict[str, np.ndarray]:
    return {f"gate.{name}": value.numpy() for name, value in fit_gate(articles, seed).state_dict().items()}


def _write(folder: Path, tensors: dict[str, np.ndarray], description: dict) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    save_file(tensors, folder / "salience.safetensors")
    (folder / "salience.json").write_text(json.dumps(description, indent=1) + "\n", encoding="utf-8")


def extend(options: argparse.Namespace, articles: list[Sample]) -> None:
    """Keep the networks and raters in `options.keep`, and train networks for long extracts and the gate beside them.

    Features that were added since, at the end of the list, are nothing to what is kept.
    """
    known = json.loads((options.keep / "salience.json").read_text(encoding="utf-8"))
    old, fresh = len(known["features"]), len(NAMES) - len(known["features"])
    full = [article for article in articles if not article.teaches]
    mean, deviation = statistics(full)
    kept = load_file(options.keep / "salience.safetensors")
    mean[:old], deviation[:old] = kept["mean"], kept["deviation"]
    networks = [fit(full, mean, deviation, options.seed + 150 + number) for number in range(options.members)]
    tensors = {name: _widened(name, value, old, fresh) for name, value in kept.items()} | _gate(articles, options.seed)
    tensors |= _state(networks, known["members"]) | {"mean": mean, "deviation": deviation}
    known |= {"features_version": VERSION, "features": NAMES, "brief": known["members"], "rated": list(options.rated)}
    _write(options.out, tensors, known | {"members": known["members"] + len(networks)})


def _widened(name: str, value: np.ndarray, old: int, fresh: int) -> np.ndarray:
    """`value` with `fresh` columns that do nothing, where it meets features or the context of which they are part."""
    if name.endswith(("fp.weight", "skip.0.weight")):
        return np.insert(value, [old] * fresh, 0, axis=1)
    if name.startswith("rater.") and name.endswith(("mean", "deviation", "genre.weight")):
        return np.insert(value, [old] * fresh, float(name.endswith("deviation")), axis=-1)
    return value


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--out", type=Path, default=Path("briefing/models/weights"))
    parser.add_argument("--cache", type=Path, default=Path("outputs/training"))
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--members", type=int, default=4)
    parser.add_argument("--folds", type=int, default=3)
    parser.add_argument("--sets", nargs="*", default=list(TRAIN), help="NAME or NAME:ARTICLES")
    parser.add_argument("--rated", nargs="*", default=list(RATED), help="sets that teach the second head only")
    parser.add_argument("--keep", type=Path, help="an earlier run whose networks for brief summaries stay as they are")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--dry", action="store_true", help="report only, write nothing")
    parser.add_argument("--check", action="store_true", help="measure the development sets at the end")
    return parser.parse_args()


def gather(options: argparse.Namespace) -> list[Sample]:
    """The training articles, each with the name of its set."""
    articles: list[Sample] = []
    for spec in (*options.sets, *options.rated):
        name, _, most = spec.partition(":")
        found = load(name, options.data, options.cache, int(most) if most else None)
        for article in found:
            article.origin, article.teaches = name, spec in options.sets
        articles += found
    return articles


def by_set(articles: list[Sample], found: np.ndarray, what: str) -> None:
    """Report every set by itself."""
    for name in dict.fromkeys(article.origin for article in articles):
        part = [index for index, article in enumerate(articles) if article.origin == name]
        report(f"{name}, {what}", _pick(articles, np.array(part)), found[part])


def main() -> None:
    options = parse()
    torch.set_num_threads(options.threads)
    articles = gather(options)
    started = time.monotonic()
    if options.keep:
        extend(options, articles)
        return
    mean, deviation = statistics(articles)
    titled, untitled = cross_fit(articles, options.folds, options.seed, mean, deviation)
    by_set(articles, picked([], articles, titled), "three best")
    by_set(articles, cross_rate(articles, titled, untitled, options.folds, options.seed), "best set")
    if options.dry:
        return
    raters = fit_raters(articles, titled, untitled, options.seed)
    model = fit_model(articles, options.members, mean, deviation, options.seed + 100)
    export(options.out, model, raters, mean, deviation, options)
    for name in DEV if options.check else ():
        held = load(name, options.data, options.cache)
        theirs = predict(model, held, mean, deviation)
        report(f"{name}, best set", held, picked(raters, held, theirs))
    print(f"{time.monotonic() - started:.0f} s")


if __name__ == "__main__":
    main()
