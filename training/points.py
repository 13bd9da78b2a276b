"""Train, cross-validate and save the model of grades.

    python -m training.points            figures by four-fold cross-validation
    python -m training.points --save     train on all and write the weights

Learnt from: the labels of `training/labels` (split train). The dev split is not read here; it is measured by
`benchmarks/points.py`. The encoder is frozen; its first layers are read (`briefing.models.first_layers`). With the same
seed and one thread the same file comes out.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import save_file
from torch import Tensor, nn
from torch.nn.functional import binary_cross_entropy_with_logits as cross_entropy
from torch.nn.functional import gelu

from briefing.models import first_layers
from briefing.models.cached_encoder import CachedEncoder
from briefing.models.encoder import TransformerEncoder
from briefing.models.sentence_grader import OUTPUTS, Grades
from briefing.store.result_cache import MIGRATIONS, Cache, key
from briefing.store.sqlite_connection import Store
from briefing.summarize import choose_sentences, summarize_article
from briefing.summarize.prefilter_sentences import prefilter
from briefing.summarize.sentence_features import NAMES, PLAIN, complete, plain, words
from briefing.summarize.summarize_article import usable_sentences
from training.labelled import Labelled, load

OUT = Path(__file__).resolve().parent.parent / "briefing" / "models" / "weights"
POINTS = 3
FOLDS, SEEDS = 4, 8
WIDTH, LAYERS, HEADS, PLACES, SKIP, FIRST = 96, 1, 4, 64, 48, 32
DROPOUT = 0.3
EPOCHS, BATCH, RATE, DECAY = 12, 16, 1.2e-3, 0.05
VECTOR_SCALE, FEATURE_LIMIT = 20.0, 4.0
# How much each output counts; opinions are rare and noisy.
IMPORTANCE = torch.tensor([1.0, 1.5, 1.5, 1.0, 0.3, 1.5])


@dataclass(slots=True)
class Example:
    """One article: what the networks see of the sentences that are encoded, and what they should say of them."""

    item: Labelled
    table: np.ndarray
    vectors: np.ndarray
    title: np.ndarray | None
    sentences: list[str]
    usable: list[int]
    kept: list[int]
    rows: np.ndarray
    targets: np.ndarray


class Network(nn.Module):
    """The network of `briefing.models.sentence_grader`, to be trained; parameter names are those that it reads."""

    def __init__(self) -> None:
        super().__init__()
        self.vp, self.fp = nn.Linear(384, WIDTH), nn.Linear(len(NAMES), WIDTH)
        self.mix = nn.Sequential(nn.Dropout(DROPOUT), nn.Linear(WIDTH, WIDTH))
        self.pos = nn.Embedding(PLACES, WIDTH)
        nn.init.normal_(self.pos.weight, std=0.02)
        layer = nn.TransformerEncoderLayer(
            WIDTH, HEADS, 2 * WIDTH, DROPOUT, partial(gelu, approximate="tanh"), batch_first=True, norm_first=True
        )
        self.enc = nn.TransformerEncoder(layer, LAYERS, enable_nested_tensor=False)
        self.norm, self.drop = nn.LayerNorm(WIDTH), nn.Dropout(DROPOUT)
        self.out = nn.Linear(WIDTH, len(OUTPUTS))
        self.skip = nn.Sequential(
            nn.Linear(len(NAMES), SKIP), nn.GELU("tanh"), nn.Dropout(DROPOUT), nn.Linear(SKIP, len(OUTPUTS))
        )

    def forward(self, vectors: Tensor, table: Tensor, mask: Tensor) -> Tensor:
        """(articles, sentences, 384), (…, features), True where there is a sentence -> log-odds (…, outputs)."""
        places = torch.arange(vectors.shape[1]).clamp(max=PLACES - 1)
        state = self.mix(self.drop(self.vp(vectors * VECTOR_SCALE))) + self.fp(table) + self.pos(places)
        return self.out(self.drop(self.norm(self.enc(state, src_key_padding_mask=~mask)))) + self.skip(table)


@dataclass(slots=True)
class Trained:
    """Networks of several seeds, the first look, and the scale of the features they were trained on."""

    networks: list[Network]
    first: nn.Sequential
    mean: np.ndarray
    deviation: np.ndarray

    def scaled(self, table: np.ndarray) -> Tensor:
        """Features as the networks see them."""
        spread = np.clip((table - self.mean) / self.deviation, -FEATURE_LIMIT, FEATURE_LIMIT)
        return torch.from_numpy(spread.astype(np.float32))

    @torch.no_grad()
    def grade(self, example: Example) -> Grades:
        """Grades of the encoded sentences of `example`."""
        vectors = torch.from_numpy(example.vectors[example.kept])[None]
        table, mask = self.scaled(example.rows)[None], torch.ones(1, len(example.kept), dtype=torch.bool)
        odds = torch.stack([network(vectors, table, mask)[0] for network in self.networks]).mean(0)
        return Grades(*torch.sigmoid(odds).numpy().T)

    @torch.no_grad()
    def promise(self, table: np.ndarray) -> np.ndarray:
        """The first look at the plain features of an article."""
        return self.first(self.scaled(table))[:, 0].numpy()


def examples(items: Sequence[Labelled], work: Path, threads: int) -> list[Example]:
    """The articles with vectors and features; vectors are kept in `work`."""
    work.mkdir(parents=True, exist_ok=True)
    store = Store(work / "vectors.db", {"cache": MIGRATIONS})
    encoder = CachedEncoder(TransformerEncoder(threads=threads, device="cpu"), Cache(store), key)
    return [_example(item, encoder) for item in items]


def _example(item: Labelled, encoder: CachedEncoder) -> Example:
    document = item.document
    sentences = [" ".join(document.sentence(index).split()) for index in range(len(document.sentences))]
    texts = [document.text[slice(*span)] for span in document.sentences]
    vectors = encoder.skim([*texts, document.title] if document.title else texts)
    title = vectors[len(texts)] if document.title else None
    targets = np.stack([
        item.grades >= 1, item.grades >= 2, item.grades >= 3, item.alone, item.opinion,
        np.isin(np.arange(item.graded), item.best),
    ], axis=1).astype(np.float32)  # fmt: skip
    table = plain(sentences, document.title, document.language)
    usable = usable_sentences(sentences, document.language)
    return Example(item, table, vectors[: len(texts)], title, sentences, usable, [], np.zeros(0), targets)


def look(example: Example, promise: np.ndarray) -> None:
    """Keep the sentences of `example` that are worth encoding, as the program does."""
    example.kept = prefilter(promise, example.usable, POINTS)
    example.rows = complete(example.table[example.kept], example.vectors[example.kept], example.title)


def fit(some: Sequence[Example], seeds: Sequence[int]) -> Trained:
    """Train the first look, then the networks on what it keeps."""
    tables = np.concatenate([complete(example.table, example.vectors, example.title) for example in some])
    made = Trained([], nn.Sequential(), tables.mean(axis=0), tables.std(axis=0) + 1e-3)
    made.first = fit_first(some, made)
    for example in some:
        look(example, made.promise(example.table))
    made.networks = [fit_network(some, made, seed) for seed in seeds]
    return made


def fit_first(some: Sequence[Example], made: Trained) -> nn.Sequential:
    """A small net on plain features alone; it learns which sentences are of grade 2 or more, or among the best."""
    torch.manual_seed(1)
    inputs = made.scaled(np.concatenate([example.table[: example.item.graded] for example in some]))
    targets = torch.from_numpy(np.concatenate([example.targets for example in some]))
    net = nn.Sequential(nn.Linear(len(NAMES), FIRST), nn.ReLU(), nn.Linear(FIRST, 1))
    # What needs vectors is not there yet.
    mask = torch.tensor(PLAIN, dtype=torch.float32)
    wanted = ((targets[:, 1] + 2 * targets[:, 5]) / 3)[:, None]
    optimiser = torch.optim.AdamW(net.parameters(), lr=3e-3, weight_decay=0.01)
    for _ in range(12):
        for index in torch.randperm(len(inputs)).split(256):
            loss = cross_entropy(net(inputs[index] * mask), wanted[index])
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
    with torch.no_grad():
        net[0].weight *= mask
    return net


def fit_network(some: Sequence[Example], made: Trained, seed: int) -> Network:
    torch.manual_seed(seed)
    order = np.random.default_rng(seed)
    network = Network()
    data = [_tensors(example, made) for example in some]
    optimiser = torch.optim.AdamW(network.parameters(), lr=RATE, weight_decay=DECAY)
    steps = EPOCHS * (len(data) // BATCH + 2)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, RATE, total_steps=steps + 1, pct_start=0.15)
    network.train()
    for _ in range(EPOCHS):
        for batch in _batches([len(item[0]) for item in data], order):
            vectors, table, targets, graded = (
                nn.utils.rnn.pad_sequence([data[index][part] for index in batch], batch_first=True) for part in range(4)
            )
            present = (
                torch.arange(vectors.shape[1])[None] < torch.tensor([len(data[index][0]) for index in batch])[:, None]
            )
            losses = cross_entropy(network(vectors, table, present), targets, reduction="none") * IMPORTANCE
            loss = (losses.sum(-1) * graded).sum() / graded.sum()
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            schedule.step()
    return network.eval()


def _tensors(example: Example, made: Trained) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Vectors, features, targets and 1 where a sentence was graded, of the encoded sentences."""
    graded = np.array([index < example.item.graded for index in example.kept], dtype=np.float32)
    targets = np.zeros((len(example.kept), len(OUTPUTS)), dtype=np.float32)
    targets[graded == 1] = example.targets[[index for index in example.kept if index < example.item.graded]]
    vectors = torch.from_numpy(example.vectors[example.kept])
    return vectors, made.scaled(example.rows), torch.from_numpy(targets), torch.from_numpy(graded)


def _batches(lengths: Sequence[int], order: np.random.Generator) -> Iterator[list[int]]:
    """Articles of about one length together, in a new order each time."""
    shuffled = order.permutation(len(lengths)).tolist()
    batches = []
    for start in range(0, len(shuffled), 12 * BATCH):
        some = sorted(shuffled[start : start + 12 * BATCH], key=lambda index: lengths[index])
        batches += [some[place : place + BATCH] for place in range(0, len(some), BATCH)]
    yield from (batches[place] for place in order.permutation(len(batches)))


def chosen(example: Example, grades: Grades) -> list[int]:
    """The sentences that the program would show."""
    places = np.array(example.kept)
    usable = np.flatnonzero(np.isin(places, example.usable) & (places < example.item.graded)).tolist()
    lengths = [len(words(example.item.document.sentence(index))) for index in example.kept]
    reading = summarize_article.Reading(example.sentences, example.usable, example.kept, None)
    vectors = example.vectors[example.kept]
    links = summarize_article.links(reading, vectors, usable, example.item.document.language)
    return places[choose_sentences.select(grades, vectors, lengths, usable, POINTS, links)].tolist()


def measure(picks: Sequence[tuple[Example, list[int]]]) -> dict[str, float]:
    """Figures of what was chosen, beside those of the first three sentences and of the labels' own best three."""
    grade, lead, best, news, alone, nothing = [], [], [], [], [], []
    for example, indices in picks:
        grades = example.item.grades
        grade.append(grades[indices].sum() / POINTS)
        lead.append(grades[:POINTS].sum() / POINTS)
        best.append(grades[list(example.item.best)].sum() / POINTS)
        if (grades == 3).any():
            news.append((grades[indices] == 3).any())
        alone += example.item.alone[indices].tolist()
        nothing += (grades[indices] == 0).tolist()
    ours, first = np.array(grade), np.array(lead)
    return {
        "grade": float(ours.mean()), "lead": float(first.mean()), "best three": float(np.mean(best)),
        "news told": float(np.mean(news)), "alone": float(np.mean(alone)), "grade 0": float(np.mean(nothing)),
        "better than lead": int((ours > first).sum()), "worse than lead": int((ours < first).sum()),
        "articles": len(ours),
    }  # fmt: skip


def cross_validate(every: Sequence[Example]) -> None:
    """Print figures of articles that the networks have not seen; folds by article."""
    fold = np.random.default_rng(3).integers(0, FOLDS, len(every))
    picks: list[tuple[Example, list[int]]] = []
    for number in range(FOLDS):
        made = fit([example for example, own in zip(every, fold, strict=True) if own != number], range(2))
        for example in (example for example, own in zip(every, fold, strict=True) if own == number):
            look(example, made.promise(example.table))
            picks.append((example, chosen(example, made.grade(example))))
        print(f"fold {number + 1} of {FOLDS}", flush=True)
    for name in (None, *sorted({example.item.collection for example in every})):
        some = [pick for pick in picks if name in (None, pick[0].item.collection)]
        print(name or "all", {key: round(value, 3) for key, value in measure(some).items()}, flush=True)


def save(made: Trained, count: int) -> None:
    """Write weights and their description."""
    tensors = {"mean": torch.from_numpy(made.mean), "deviation": torch.from_numpy(made.deviation)}
    for number, network in enumerate(made.networks):
        tensors |= {f"{number}.{name}": value for name, value in network.state_dict().items()}
    tensors |= {f"first.{name}": value for name, value in made.first.state_dict().items()}
    tensors = {name: value.half().contiguous() for name, value in tensors.items()}
    save_file(tensors, OUT / "grades.safetensors")
    description = {
        "encoder": "all-MiniLM-L6-v2", "dimensions": 384, "features": list(NAMES), "networks": len(made.networks),
        "layers": LAYERS, "heads": HEADS, "articles": count, "first layers": first_layers.shipped().digest,
    }  # fmt: skip
    (OUT / "grades.json").write_text(json.dumps(description, indent=1) + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--work", type=Path, default=Path("training/work"))
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--save", action="store_true", help="train on every labelled article and write the weights")
    options = parser.parse_args()
    torch.set_num_threads(1)
    every = examples(load(options.data, split="train"), options.work, options.threads)
    print(f"{len(every)} labelled articles", flush=True)
    if options.save:
        save(fit(every, range(SEEDS)), len(every))
    else:
        cross_validate(every)


if __name__ == "__main__":
    main()
