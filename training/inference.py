"""Train and save the model behind the citation check (`briefing.models.entailment_cross_encoder`).

    python training/inference.py DATA --work training/work --out briefing/models/weights

Three steps, each kept in the work folder and not done again where it is there:

1. The encoder learns from inference data, as a cross-encoder of premise and hypothesis (`cross_encoder`).
2. It learns from judged summaries, each sentence with a window of its text: a summary is right if all its sentences
   are. Pairs of inference data and of our own frames (`opposites`) stay in the mix.
3. It learns from pairs of news sentences that the project has labelled (`statements`), with inference data beside them.
   With `--from WEIGHTS` it goes on from shipped weights and steps 1 and 2 are left out; so the shipped ones were made.

What it reaches on projects that step 2 has not seen (`LEFT_OUT`) is printed; the dev file and what is "measure only"
are not read here at all. On one core of an ordinary processor the steps take about two hours.
"""

from __future__ import annotations

import argparse
import math
import pickle
import random
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from cross_encoder import LABELS, CrossEncoder, Pair, batches, encode, inference_loss, logits, predict
from inference_data import MADE_UP, Example, Inference, annotated, inference, made_up
from opposites import pairs as opposites
from sklearn.metrics import roc_auc_score
from statements import directed, labelled, own

from briefing.models.entailment_cross_encoder import WEIGHTS, InferenceModel

# Step 1: tokens of a pair, passes, tokens of a batch, learning rate, steps to reach it. Of the passes only a part is
# run (`--until`): see the card.
SHORT, PASSES, SHORT_BATCH, FIRST_RATE, FIRST_WARM = 160, 1.5, 3400, 1.6e-4, 200
# Step 2: the same; and sentences of a claim that are read, pairs of inference data and of our own in the mix.
LONGEST, LONG_BATCH, SECOND_RATE, SECOND_WARM = 208, 3600, 8e-5, 80
SENTENCES, MIXED, OWN = 6, 6000, 6000
# Step 3: learning rate, steps to reach it, steps, passes over labelled pairs, pairs of our own frames, and the share of
# pairs about captions that is read.
THIRD_RATE, THIRD_WARM, THIRD_STEPS, THIRD_PASSES, THIRD_OWN, THIRD_CAPTIONS = 7e-5, 60, 2600, 5, 7000, 0.12
# Summaries sorted by length at a time.
SORTED = 1500
# Inference data about captions of pictures: enough of it in step 1.
CAPTIONS = {
    "snli_validation", "snli_test", "snli_train_part", "cad_nli_original", "negation_nli_snli", "breaking_nli"
}  # fmt: skip
# Summaries of the large projects that are read: more of one kind would crowd the others out.
LIMITS = {"defacto": 2400, "fib_xsum": 1000, MADE_UP: 2500, "wice_spans": 250, "entfa": 500}
# Annotators whose projects step 2 does not see: CNN/DailyMail and XSum style, edits by rule and by people.
LEFT_OUT = {"cogensumm", "summeval", "factcc", "polytope", "bump", "cliff", "goyal", "xsumfaith", "summedits"}
# Summaries of each of them to report on.
REPORTED = 200


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--work", type=Path, default=Path("training/work"))
    parser.add_argument("--out", type=Path, default=WEIGHTS.parent)
    parser.add_argument("--until", type=int, default=3200, help="Steps of the first step that are run.")
    parser.add_argument("--part", type=float, default=1.0, help="Part of the second step's data, to try it out.")
    parser.add_argument("--from", dest="start", type=Path, help="Weights to go on from with the third step alone.")
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(1)
    torch.manual_seed(1)
    net = CrossEncoder()
    examples = _examples(options)
    if options.start:
        read_weights(net, options.start)
    else:
        _kept(net, options.work / "first.pt", lambda: first(net, options))
        _kept(net, options.work / "second.pt", lambda: second(net, examples, options))
    _kept(net, options.work / "third.pt", lambda: third(net, options))
    write(net, options.out / WEIGHTS.name)
    report([item for item in examples if _is_left_out(item)], options.out / WEIGHTS.name)


def _kept(net: CrossEncoder, path: Path, train) -> None:
    """`net` as it is kept in `path`, or trained and then kept there."""
    if path.exists():
        net.load_state_dict(torch.load(path))
    else:
        train()
        torch.save(net.state_dict(), path)


def _examples(options: argparse.Namespace) -> list[Example]:
    path = options.work / "examples.pkl"
    if path.exists():
        return pickle.loads(path.read_bytes())
    seen: set[tuple[str, str, str]] = set()
    files = [options.data / "factuality" / name for name in ("train.jsonl.gz", "extra.jsonl.gz")]
    found = [item for file in files for item in annotated(file, seen) if item.use == "train"]
    found += made_up(options.data / "summaries", 13)
    path.write_bytes(pickle.dumps(found))
    return found


def _is_left_out(item: Example) -> bool:
    return item.annotators.split("_")[0] in LEFT_OUT


class Training:
    """Steps of one optimiser, whose rate rises to its height and then falls to nothing."""

    def __init__(self, net: CrossEncoder, rate: float, warm: int, steps: int) -> None:
        self._net, self._steps, self._began, self._done = net, steps, time.monotonic(), 0
        self._running: dict[str, float] = {}
        self._optimiser = torch.optim.AdamW(net.learning(), lr=rate, weight_decay=0.01)
        self._rates = torch.optim.lr_scheduler.LambdaLR(
            self._optimiser, lambda step: min(1.0, (step + 1) / warm) * max(0.02, 1 - step / steps)
        )
        net.train()

    def step(self, loss: torch.Tensor, kind: str) -> None:
        self._optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self._net.learning(), 1.0)
        self._optimiser.step()
        self._rates.step()
        self._running[kind] = 0.98 * self._running.get(kind, 0.7) + 0.02 * float(loss.detach())
        if self._done % 100 == 0:
            losses = ", ".join(f"{kind} {value:.3f}" for kind, value in self._running.items())
            print(f"  step {self._done}/{self._steps} {losses} {time.monotonic() - self._began:.0f} s", flush=True)
        self._done += 1


def first(net: CrossEncoder, options: argparse.Namespace) -> None:
    rng = random.Random(3)
    pairs = inference(options.data / "inference" / "train.jsonl.gz", rng)
    encoded, labels = _encoded(pairs, SHORT), _labels(pairs)
    plan = [batch for _ in range(math.ceil(PASSES)) for batch in batches(encoded, rng, SHORT_BATCH)]
    steps = int(len(plan) * PASSES / math.ceil(PASSES))
    training = Training(net, FIRST_RATE, FIRST_WARM, steps)
    for batch in plan[: min(steps, options.until)]:
        found = logits(net, [encoded[row] for row in batch])
        training.step(inference_loss(found, labels[batch]), "inference")
    _report_inference(net, inference(options.data / "inference" / "dev.jsonl.gz", rng))


def _encoded(pairs: Sequence[Inference], longest: int) -> list[Pair]:
    return encode([(pair.premise, pair.hypothesis) for pair in pairs], longest)


def _labels(pairs: Sequence[Inference]) -> torch.Tensor:
    return torch.tensor([LABELS[pair.label] for pair in pairs])


def _report_inference(net: CrossEncoder, pairs: Sequence[Inference]) -> None:
    scores = predict(net, _encoded(pairs, SHORT))[:, 0]
    for source in sorted({pair.source for pair in pairs}):
        rows = [row for row, pair in enumerate(pairs) if pair.source == source]
        area = roc_auc_score([pairs[row].label == "entailment" for row in rows], scores[rows])
        print(f"  inference, {source}: area under the curve {area:.3f} ({len(rows)})", flush=True)


@dataclass(frozen=True)
class Summaries:
    """Judged summaries, the encoded pairs of each, and what each weighs."""

    items: Sequence[Example]
    pairs: list[list[Pair]]
    weight: torch.Tensor

    def plan(self, rng: random.Random) -> Iterator[list[int]]:
        """Numbers of summaries in batches of much the same length."""
        order = list(range(len(self.items)))
        rng.shuffle(order)
        for start in range(0, len(order), SORTED):
            yield from self._batches(sorted(order[start : start + SORTED], key=self._longest))

    def _longest(self, row: int) -> int:
        return max(len(ids) for ids, _ in self.pairs[row])

    def _batches(self, order: Sequence[int]) -> Iterator[list[int]]:
        batch, count = list[int](), 0
        for row in order:
            if batch and (count + len(self.pairs[row])) * self._longest(row) > LONG_BATCH:
                yield batch
                batch, count = [], 0
            batch.append(row)
            count += len(self.pairs[row])
        yield batch

    def loss(self, net: CrossEncoder, batch: Sequence[int]) -> torch.Tensor:
        """A summary is right if all its sentences are: its probability is the product of theirs."""
        owner = torch.tensor([place for place, row in enumerate(batch) for _ in self.pairs[row]])
        found = torch.log_softmax(logits(net, [pair for row in batch for pair in self.pairs[row]]), -1)[:, 0]
        right = torch.zeros(len(batch)).index_add(0, owner, found)
        label = torch.tensor([float(self.items[row].label) for row in batch])
        each = -(label * right + (1 - label) * torch.log1p(-right.exp().clamp(max=1 - 1e-5)))
        return (self.weight[batch] * each).sum() / self.weight[batch].sum()


def second(net: CrossEncoder, examples: Sequence[Example], options: argparse.Namespace) -> None:
    rng = random.Random(5)
    summaries = _summaries(examples, rng, options.part)
    pairs = inference(options.data / "inference" / "train.jsonl.gz", rng)
    pairs = [pair for pair in pairs if pair.source not in CAPTIONS][: int(MIXED * options.part)]
    pairs += [Inference(**pair, source="own") for pair in opposites(int(OWN * options.part), 7)]
    encoded, labels = _encoded(pairs, LONGEST), _labels(pairs)
    plan: list[tuple[str, list[int]]] = [("judged", batch) for batch in summaries.plan(rng)]
    rng.shuffle(plan)
    # Pairs stand evenly among the summaries.
    others = [("inference", batch) for batch in batches(encoded, rng, SHORT_BATCH)]
    places = np.linspace(0, len(plan), len(others), endpoint=False).astype(int)
    for place, other in sorted(zip(places, others, strict=True), key=lambda each: -each[0]):
        plan.insert(place, other)
    training = Training(net, SECOND_RATE, SECOND_WARM, len(plan))
    for kind, batch in plan:
        if kind == "judged":
            training.step(summaries.loss(net, batch), kind)
        else:
            training.step(inference_loss(logits(net, [encoded[row] for row in batch]), labels[batch]), kind)


def third(net: CrossEncoder, options: argparse.Namespace) -> None:
    rng = random.Random(4)
    news = [item for pair in labelled(options.data, "train_allsides") if not pair.held for item in directed(pair)]
    ours = [item for pair in own() if not pair.held for item in directed(pair)]
    frames = [(pair["premise"], pair["hypothesis"], pair["label"]) for pair in opposites(THIRD_OWN, 11)]
    plan = [batch for _ in range(THIRD_PASSES) for items in (news, ours) for batch in _batched(items, rng)]
    plan += _batched(frames, rng)
    pairs = inference(options.data / "inference" / "train.jsonl.gz", rng)
    kept = [pair for pair in pairs if pair.source not in CAPTIONS or rng.random() < THIRD_CAPTIONS]
    missing = THIRD_STEPS - len(plan)
    plan += _batched([(pair.premise, pair.hypothesis, pair.label) for pair in kept[: 75 * missing]], rng)[:missing]
    rng.shuffle(plan)
    training = Training(net, THIRD_RATE, THIRD_WARM, len(plan))
    for batch, labels in plan:
        training.step(inference_loss(logits(net, batch), labels), "pairs")


def _batched(items: Sequence[tuple[str, str, str]], rng: random.Random) -> list[tuple[list[Pair], torch.Tensor]]:
    """(premise, hypothesis, label) in batches of much the same length, with their labels."""
    encoded = encode([(premise, hypothesis) for premise, hypothesis, _ in items], LONGEST)
    labels = torch.tensor([LABELS[label] for _, _, label in items])
    return [([encoded[row] for row in rows], labels[rows]) for rows in batches(encoded, rng, SHORT_BATCH)]


def _summaries(examples: Sequence[Example], rng: random.Random, part: float) -> Summaries:
    """The examples to learn from, encoded; within a project both labels weigh the same."""
    order = [item for item in examples if not _is_left_out(item)]
    rng.shuffle(order)
    counts: Counter[str] = Counter()
    chosen = []
    for item in order:
        counts[item.annotators] += 1
        if counts[item.annotators] <= part * LIMITS.get(item.annotators, len(order)):
            chosen.append(item)
    labels = Counter((item.annotators, item.label) for item in chosen)
    sizes = Counter(item.annotators for item in chosen)
    weight = [sizes[item.annotators] / 2 / labels[item.annotators, item.label] for item in chosen]
    claims = [list(zip(item.evidence, item.claims, strict=True))[:SENTENCES] for item in chosen]
    encoded = iter(encode([pair for own in claims for pair in own], LONGEST))
    return Summaries(chosen, [[next(encoded) for _ in own] for own in claims], torch.tensor(weight).clamp(0.33, 3.0))


def report(items: Sequence[Example], weights: Path) -> None:
    """The area under the curve of the worst sentence on a sample of each project, by the program itself."""
    rng, model = random.Random(2), InferenceModel(weights=weights)
    for project in sorted({_project(item) for item in items}):
        own = [item for item in items if _project(item) == project]
        rng.shuffle(own)
        own = own[:REPORTED]
        answers = iter(model.relate([pair for item in own for pair in zip(item.evidence, item.claims, strict=True)]))
        scores = [min(float(next(answers)[0]) for _ in item.claims) for item in own]
        if len({item.label for item in own}) == 2:
            area = roc_auc_score([item.label for item in own], scores)
            print(f"left out {project}: area under the curve {area:.3f} ({len(own)})", flush=True)


def _project(item: Example) -> str:
    """Edits of seven kinds of text are one project."""
    return "summedits" if item.project.startswith("summedits") else item.project


def read_weights(net: CrossEncoder, path: Path) -> None:
    """Shipped weights into `net`."""
    from safetensors.torch import load_file

    found = {f"bert.{name}" if name.startswith("encoder.") else name: value for name, value in load_file(path).items()}
    missing = found.keys() - net.state_dict().keys()
    if missing:
        raise SystemExit(f"{path} has weights that the network lacks: {', '.join(sorted(missing))}")
    net.load_state_dict({name: value.float() for name, value in found.items()}, strict=False)


def write(net: CrossEncoder, path: Path) -> None:
    from safetensors.torch import save_file

    path.parent.mkdir(parents=True, exist_ok=True)
    save_file(net.tensors(), path, metadata={"format": "pt"})


if __name__ == "__main__":
    main()
