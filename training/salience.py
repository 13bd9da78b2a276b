"""Train the salience model of `briefing/models/weights/` from articles with reference summaries.

    python -m training.salience --data DATA --out briefing/models/weights

1. Every sentence gets a soft label: how often it belongs to a good three-sentence summary (`articles.Sample.soft`).
2. A first look learns from features that need no vectors which sentences are worth encoding (`sifting`); all that
   follows sees no others.
3. Several small transformers over frozen sentence vectors and features learn these labels from different seeds, on
   news of several kinds and two languages; titles are hidden from them at random, as many articles come without
   (`networks`). The long extracts of the sets in `--rated` made them worse on every other set (cross-validated), so
   they have networks of their own, and a gate that says which to listen to (`kinds`).
4. A second head learns to rate sets of three. It is trained on scores that the first networks gave to articles they
   had not seen (cross-fitted), so that it learns how far to trust them, and it sees what the article is like as a
   whole, so that it can want other sets of a brief than of a feature (`rating`).

`--dry` reports cross-validated figures on the training articles and writes nothing. The development sets are measured
only with `--check`.
"""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path

import numpy as np
import torch
from safetensors.numpy import save_file
from torch import nn

from briefing.summarize.choice import SET_NAMES
from briefing.summarize.features import NAMES, VERSION
from training.articles import Sample, load
from training.kinds import Model, fit_model, predict
from training.networks import HEADS, LAYERS, statistics
from training.rating import Rater, fit_raters, picked
from training.sifting import Sift, fit_sift, sifted

TRAIN = ("train_cnndm", "train_inshorts:900", "train_french:600")
RATED = ("train_bbc:500",)
DEV = ("dev_cnndm", "dev_inshorts", "dev_bbc", "dev_french")


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


def cross_fit(articles: list[Sample], folds: int, seed: int, mean, deviation):
    """Scores of every article from networks that have not seen it: with its title, and without."""
    fold = np.random.default_rng(seed).permutation(len(articles)) % folds
    titled: list[np.ndarray] = [np.zeros(0)] * len(articles)
    untitled: list[np.ndarray] = [np.zeros(0)] * len(articles)
    for number in range(folds):
        train = [item for item, where in zip(articles, fold, strict=True) if where != number]
        held = np.flatnonzero(fold == number)
        model = fit_model(train, 1, 1, mean, deviation, seed)
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


def export(folder: Path, first: Sift, model: Model, raters: list[Rater], mean, deviation, options) -> None:
    """Write `salience.safetensors` and `salience.json`."""
    networks = [*model.brief, *model.full]
    tensors = {"mean": mean, "deviation": deviation, **_state("sift.", first), **_state("gate.", model.gate)}
    for number, network in enumerate(networks):
        tensors |= {name: value.astype(np.float16) for name, value in _state(f"{number}.", network).items()}
    for number, rater in enumerate(raters):
        tensors |= _state(f"rater.{number}.", rater)
    description = {
        "encoder": "all-MiniLM-L6-v2", "dimensions": 384, "features_version": VERSION, "features": NAMES,
        "set_features": SET_NAMES, "members": len(networks), "brief": len(model.brief), "raters": len(raters),
        "layers": LAYERS, "heads": HEADS, "seed": options.seed,
        "sets": list(options.sets), "rated": list(options.rated),
    }  # fmt: skip
    folder.mkdir(parents=True, exist_ok=True)
    save_file(tensors, folder / "salience.safetensors")
    (folder / "salience.json").write_text(json.dumps(description, indent=1) + "\n", encoding="utf-8")


def _state(prefix: str, module: nn.Module) -> dict[str, np.ndarray]:
    return {f"{prefix}{name}": value.numpy() for name, value in module.state_dict().items()}


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--out", type=Path, default=Path("briefing/models/weights"))
    parser.add_argument("--cache", type=Path, default=Path("outputs/training"))
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--members", type=int, default=4, help="networks for brief summaries")
    parser.add_argument("--full", type=int, default=2, help="networks for long extracts")
    parser.add_argument("--folds", type=int, default=3)
    parser.add_argument("--sets", nargs="*", default=list(TRAIN), help="NAME or NAME:ARTICLES")
    parser.add_argument("--rated", nargs="*", default=list(RATED), help="sets of long extracts")
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
    whole = gather(options)
    started = time.monotonic()
    mean, deviation = statistics(whole)
    first = fit_sift(whole, mean, deviation, options.seed)
    articles = sifted(whole, first, mean, deviation)
    print(f"{_count(articles) / _count(whole):.0%} of the sentences are looked at twice", flush=True)
    titled, untitled = cross_fit(articles, options.folds, options.seed, mean, deviation)
    by_set(articles, picked([], articles, titled), "three best")
    by_set(articles, cross_rate(articles, titled, untitled, options.folds, options.seed), "best set")
    if options.dry:
        return
    raters = fit_raters(articles, titled, untitled, options.seed)
    model = fit_model(articles, options.members, options.full, mean, deviation, options.seed + 100)
    export(options.out, first, model, raters, mean, deviation, options)
    for name in DEV if options.check else ():
        held = sifted(load(name, options.data, options.cache), first, mean, deviation)
        theirs = predict(model, held, mean, deviation)
        report(f"{name}, best set", held, picked(raters, held, theirs))
    print(f"{time.monotonic() - started:.0f} s")


def _count(articles: list[Sample]) -> int:
    return sum(len(article.sentences) for article in articles)


if __name__ == "__main__":
    main()
