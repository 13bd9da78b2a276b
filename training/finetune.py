"""Does it pay to fine-tune the encoder under the salience model? The same network, head and seeds over each of:

    frozen         vectors as the encoder gives them
    last layers    its two upper layers learn too, over kept states of the layers below
    all layers     the whole of it learns
    shallow        three of its layers, taught to give the vectors of all six; then frozen
    shallow, tuned the same, and learning
    two tasks      last layers, which also learn to know an article's title and a consistent summary from others

    python -m training.finetune --data DATA --work outputs/finetune

Every kind starts from the same trained network and goes on for `--epochs` more, so the frozen one is a fair match. The
sets of three are rated by one second head, trained on scores of frozen vectors that were cross-fitted. Reported: ROUGE
over Lead-3 on articles of the training set that were held out, and the paired difference from frozen. Articles are cut
to their first `SENTENCES`. Results are appended to `--work`/results.jsonl; one that is there is not made again.
"""

from __future__ import annotations

import argparse
import copy
import gzip
import json
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from torch import nn
from torch.nn import functional
from transformers import AutoModel

from briefing.models.encoder import TransformerEncoder
from briefing.models.registry import locate
from briefing.verify.passages import sentences
from training import networks
from training.articles import Sample, load
from training.rating import Rater, fit_raters, picked
from training.salience import lead
from training.token_states import TokenStates

# Nine of ten oracle sentences of CNN/Daily Mail stand among them; all of an article would take half as long again.
SENTENCES = 16
LOWER = 4
# The layers that a shallow encoder starts from.
KEPT = (0, 2, 4)
BATCH, ENCODER_RATE, HEAD_RATE, DISTIL_RATE = 8, 4e-5, 2e-4, 2e-4
# Tokens that go through the encoder together, padding included.
CHUNK = 1600
AUXILIARY = 0.3
KINDS = ("frozen", "last layers", "all layers", "shallow", "shallow, tuned", "two tasks")


class Tower(nn.Module):
    """Token ids, or states of the layers below -> unit vectors."""

    def __init__(self, layers: Sequence[nn.Module], embeddings: nn.Module | None = None) -> None:
        super().__init__()
        self.layers, self.embeddings = nn.ModuleList(copy.deepcopy(list(layers))), copy.deepcopy(embeddings)

    def forward(self, inputs, mask):
        states = inputs if self.embeddings is None else self.embeddings(input_ids=inputs)
        for layer in self.layers:
            states = layer(states, mask[:, None, None, :])
        summed = (states * mask[..., None]).sum(1)
        return functional.normalize(summed / mask.sum(1, keepdim=True), dim=-1)

    def encode(self, texts: Sequence[str], states: TokenStates):
        """Unit vectors of `texts`, which `states` knows, shape (texts, 384)."""
        found = [states[text] for text in texts]
        parts, order = [], []
        for chosen in _chunks([len(ids) for ids, _ in found]):
            inputs, mask = self._padded([found[index] for index in chosen])
            parts.append(self(inputs, mask))
            order += chosen
        return torch.cat(parts)[torch.from_numpy(np.argsort(order))]

    def _padded(self, items):
        width = max(len(ids) for ids, _ in items)
        mask = torch.zeros(len(items), width, dtype=torch.bool)
        whole = self.embeddings is not None
        inputs = torch.zeros(len(items), width, dtype=torch.long) if whole else torch.zeros(len(items), width, 384)
        for row, (ids, states) in enumerate(items):
            mask[row, : len(ids)] = True
            given = ids.astype(np.int64) if whole else states.astype(np.float32)
            inputs[row, : len(ids)] = torch.from_numpy(given)
        return inputs, mask


def _chunks(lengths: list[int]) -> Iterator[list[int]]:
    """Indices, the longest first, in groups of at most `CHUNK` tokens with their padding."""
    group: list[int] = []
    for index in np.argsort([-length for length in lengths], kind="stable").tolist():
        if group and lengths[group[0]] * (len(group) + 1) > CHUNK:
            yield group
            group = []
        group.append(index)
    yield group


class Pair(NamedTuple):
    """A text and sentences that it may tell of: a title and its article, or a summary and its source."""

    text: str
    sentences: list[str]
    consistent: bool | None
    """None for a title."""


class Materials(NamedTuple):
    """What every kind is trained on and measured with."""

    train: list[Sample]
    held: list[Sample]
    pairs: list[Pair]
    states: TokenStates
    raters: list[Rater]
    mean: np.ndarray
    deviation: np.ndarray


def gather(options: argparse.Namespace) -> Materials:
    whole = load("train_cnndm", options.data, options.cache, options.train + options.held)
    articles = [item.only(np.arange(min(SENTENCES, len(item.sentences)))) for item in whole]
    train, held = articles[: -options.held], articles[-options.held :]
    pairs = [*titles(options), *summaries(options)]
    texts = [text for item in articles for text in item.sentences]
    texts += [text for pair in pairs for text in (pair.text, *pair.sentences)]
    states = TokenStates(options.work / "lower", layers=LOWER, special=True)
    states.add(texts, TransformerEncoder(threads=1, device="cpu"))
    mean, deviation = networks.statistics(train)
    unseen = cross_fit(train, mean, deviation)
    return Materials(train, held, pairs, states, fit_raters(train, unseen, unseen, 0), mean, deviation)


def cross_fit(articles: list[Sample], mean, deviation, folds: int = 3) -> list[np.ndarray]:
    """Scores of every article by a network that has not seen it. These articles have no titles to hide."""
    fold = np.arange(len(articles)) % folds
    found: list[np.ndarray] = [np.zeros(0)] * len(articles)
    for number in range(folds):
        seen, unseen = (
            [articles[index] for index in np.flatnonzero((fold == number) == kind)] for kind in (False, True)
        )
        rows = networks.outputs(networks.fit(seen, mean, deviation, 0), unseen, mean, deviation)
        for index, article, scores in zip(np.flatnonzero(fold == number), unseen, rows, strict=True):
            found[index] = scores - np.stack([article.handicaps, 0 * article.handicaps], axis=1)
    return found


def titles(options: argparse.Namespace) -> list[Pair]:
    """Titles of Inshorts articles with the first sentences of theirs."""
    found = load("train_inshorts", options.data, options.cache, options.pairs)
    return [Pair(item.title, item.sentences[:8], None) for item in found if item.title]


def summaries(options: argparse.Namespace) -> list[Pair]:
    """Summaries that people judged, with the first sentences of their source."""
    with gzip.open(options.data / "factuality" / "train.jsonl.gz", "rt", encoding="utf-8") as stream:
        rows = [row for row in map(json.loads, stream) if row.get("label") in (0, 1) and row["corpus"] == "cnndm"]
    np.random.default_rng(0).shuffle(rows)
    return [Pair(row["summary"], sentences(row["text"])[:12], bool(row["label"])) for row in rows[: options.pairs]]


def tower(kind: str, options: argparse.Namespace, materials: Materials) -> Tower | None:
    """The encoder of one kind, as it starts."""
    if kind == "frozen":
        return None
    model = AutoModel.from_pretrained(locate("all-MiniLM-L6-v2"), add_pooling_layer=False, local_files_only=True)
    layers = model.encoder.layer
    if kind in ("last layers", "two tasks"):
        return Tower(layers[LOWER:])
    if kind == "all layers":
        return Tower(layers, model.embeddings)
    return distilled(Tower([layers[number] for number in KEPT], model.embeddings), options, materials)


def distilled(student: Tower, options: argparse.Namespace, materials: Materials) -> Tower:
    """`student`, taught to give the vectors of the whole encoder. Kept, as two kinds start from it."""
    file = options.work / "shallow.pt"
    if file.is_file():
        student.load_state_dict(torch.load(file))
        return student
    texts = [text for item in materials.train for text in item.sentences]
    wanted = torch.from_numpy(np.concatenate([item.vectors for item in materials.train]))
    optimizer = torch.optim.AdamW(student.parameters(), DISTIL_RATE, weight_decay=0.01)
    steps = np.array_split(np.random.default_rng(0).permutation(len(texts)), len(texts) // 128)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, DISTIL_RATE, total_steps=len(steps), pct_start=0.1)
    for number, chosen in enumerate(steps):
        loss = 1 - (student.encode([texts[index] for index in chosen], materials.states) * wanted[chosen]).sum(1).mean()
        _step(loss, optimizer, schedule, student.parameters())
        if number % 20 == 0:
            print(f"  distilled: {number} of {len(steps)}, cosine {1 - loss.item():.3f}", flush=True)
    torch.save(student.state_dict(), file)
    return student


def tune(network: networks.Network, encoder: Tower | None, kind: str, materials: Materials, options, seed: int):
    """Go on training `network`, and `encoder` with it where its kind learns."""
    learns = encoder is not None and kind != "shallow"
    groups = [{"params": list(network.parameters()), "lr": HEAD_RATE}]
    judge = nn.Linear(1, 1)
    if learns:
        groups += [{"params": [*encoder.parameters(), *judge.parameters()], "lr": ENCODER_RATE}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    steps = -(-len(materials.train) // BATCH)
    total = round(options.epochs * steps)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1.0, 10 * step / total) * (1 - step / total)
    )
    generator, parameters = np.random.default_rng(seed), [one for group in groups for one in group["params"]]
    network.train()
    for step in range(total):
        if step % steps == 0:
            order = np.array_split(generator.permutation(len(materials.train)), steps)
        some = [materials.train[index] for index in order[step % steps]]
        loss = networks.loss(network, *_inputs(some, encoder, materials, learns=learns))
        if kind == "two tasks":
            loss = loss + AUXILIARY * auxiliary(encoder, judge, materials, generator)
        _step(loss, optimizer, schedule, parameters)
        if step % 25 == 24:
            print(f"  {kind}: step {step + 1} of {total}", flush=True)
    return network.eval()


def auxiliary(encoder: Tower, judge: nn.Linear, materials: Materials, generator):
    """Which article does a title belong to; is a summary consistent with its source, by its likest sentence."""
    kinds = [[pair for pair in materials.pairs if (pair.consistent is None) is title] for title in (True, False)]
    named, judged = ([part[index] for index in generator.integers(0, len(part), 6)] for part in kinds)
    texts = [text for pair in (*named, *judged) for text in (pair.text, *pair.sentences)]
    parts = encoder.encode(texts, materials.states).split([1 + len(pair.sentences) for pair in (*named, *judged)])
    heads = torch.stack([part[0] for part in parts[:6]])
    bodies = functional.normalize(torch.stack([part[1:].mean(0) for part in parts[:6]]), dim=1)
    naming = functional.cross_entropy(heads @ bodies.T * 20, torch.arange(6))
    likest = torch.stack([(part[1:] @ part[0]).max() for part in parts[6:]])
    labels = torch.tensor([float(bool(pair.consistent)) for pair in judged])
    judging = functional.binary_cross_entropy_with_logits(judge(5 * likest[:, None])[:, 0], labels)
    return naming + judging


def _inputs(articles: list[Sample], encoder: Tower | None, materials: Materials, *, learns: bool):
    """What `networks.loss` takes, with the vectors of `encoder`."""
    vectors, *rest = networks.batch(articles, materials.mean, materials.deviation)
    if encoder is not None:
        with torch.set_grad_enabled(learns):
            found = encoder.encode([text for item in articles for text in item.sentences], materials.states)
        vectors = torch.zeros_like(vectors).masked_scatter(rest[1][..., None], found * networks.VECTOR_SCALE)
    return vectors, *rest


def _step(loss, optimizer, schedule, parameters) -> None:
    optimizer.zero_grad()
    loss.backward()
    nn.utils.clip_grad_norm_(parameters, 1.0)
    optimizer.step()
    schedule.step()


@torch.no_grad()
def scores(network: networks.Network, encoder: Tower | None, materials: Materials) -> list[np.ndarray]:
    """What `network` says of the held-out articles, less what their sentences lose by their form."""
    found = []
    for start in range(0, len(materials.held), 32):
        part = materials.held[start : start + 32]
        vectors, features, mask, *_ = _inputs(part, encoder.eval() if encoder else None, materials, learns=False)
        for item, rows in zip(part, network(vectors, features, mask).numpy(), strict=True):
            found.append(rows[: len(item.sentences)].copy())
            found[-1][:, 0] -= item.handicaps
    return found


def measure(kind: str, seed: int, options: argparse.Namespace, materials: Materials) -> dict:
    """ROUGE of one kind on every held-out article, by the three best sentences and by the best set."""
    started = time.process_time()
    network = networks.fit(materials.train, materials.mean, materials.deviation, seed)
    torch.manual_seed(seed)
    encoder = tower(kind, options, materials)
    network = tune(network, encoder, kind, materials, options, seed)
    found = scores(network, encoder, materials)
    sets = {"three best": [], "best set": materials.raters}
    rouge = {name: picked(raters, materials.held, found).tolist() for name, raters in sets.items()}
    return {
        "kind": kind,
        "seed": seed,
        "epochs": options.epochs,
        "seconds": round(time.process_time() - started),
        **rouge,
    }


def table(results: list[dict], held: list[Sample]) -> None:
    """Every kind over Lead-3 and over frozen, its seeds averaged."""
    first = lead(held)
    for how in ("three best", "best set"):
        print(f"\n{how}")
        mean = {kind: np.mean([row[how] for row in results if row["kind"] == kind], axis=0)
                for kind in KINDS if any(row["kind"] == kind for row in results)}  # fmt: skip
        for kind, found in mean.items():
            print(f"| {kind} | {_margin(found - first)} | {_margin(found - mean['frozen'])} |")


def _margin(gain: np.ndarray) -> str:
    """ROUGE-1 and -2 in per cent with their paired bootstrap intervals."""
    draws = np.random.default_rng(0).integers(0, len(gain), (2000, len(gain)))
    low, high = np.percentile(100 * gain[draws].mean(axis=1), (2.5, 97.5), axis=0)
    mean = 100 * gain.mean(axis=0)
    return " | ".join(f"{mean[which]:+.2f} [{low[which]:+.2f}, {high[which]:+.2f}]" for which in range(2))


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--cache", type=Path, default=Path("outputs/training"))
    parser.add_argument("--work", type=Path, default=Path("outputs/finetune"))
    parser.add_argument("--train", type=int, default=1000)
    parser.add_argument("--held", type=int, default=400)
    parser.add_argument("--pairs", type=int, default=400, help="titles, and as many summaries, of the second task")
    parser.add_argument("--epochs", type=float, default=2)
    parser.add_argument("--seeds", type=int, nargs="*", default=[0])
    parser.add_argument("--kinds", nargs="*", default=list(KINDS), choices=KINDS)
    return parser.parse_args()


def main() -> None:
    options = parse()
    torch.set_num_threads(1)
    options.work.mkdir(parents=True, exist_ok=True)
    materials = gather(options)
    file = options.work / "results.jsonl"
    results = [json.loads(line) for line in file.read_text().splitlines()] if file.is_file() else []
    for seed in options.seeds:
        for kind in options.kinds:
            if any((row["kind"], row["seed"]) == (kind, seed) for row in results):
                continue
            results.append(measure(kind, seed, options, materials))
            with file.open("a") as stream:
                stream.write(json.dumps(results[-1]) + "\n")
            print(f"{kind}, seed {seed}: {results[-1]['seconds']} s", flush=True)
            table(results, materials.held)


if __name__ == "__main__":
    main()
