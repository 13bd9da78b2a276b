"""Train and save the tagger that proposes what to leave out of a sentence.

    python -m training.cuts --work training/work            four-fold cross-validation on our cuts
    python -m training.cuts --work training/work --save     train on all and write the weights

First public pairs (compression/train_cased and train_lower), which teach grammar; of what they leave out, spans with a
negation, figure, condition, hedge or speaker are not learnt from. Then the cuts of our own labels (split train)
and of `cuts.jsonl.gz`; the shipped weights are older than these.
"""

from __future__ import annotations

import argparse
import gzip
import json
import pickle
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import save_file
from torch import nn
from torch.nn.functional import binary_cross_entropy_with_logits as cross_entropy

from briefing.language import of
from briefing.language.language_words import NEVER, Compression
from briefing.models.compression_network import CutNet
from briefing.models.compression_tagger import surface, word_spans, word_states
from briefing.models.encoder import TransformerEncoder
from briefing.summarize.protected_words import is_protected
from training.labelled import CutSentence, Labelled, load, load_cuts

OUT = Path(__file__).resolve().parent.parent / "briefing" / "models" / "weights" / "cuts.safetensors"
LOWER, CASED = 3000, 5000
SHORTEST, LONGEST = 8, 80
FOLDS, BATCH = 4, 48
PROTECTED = of("en").compression or Compression(protected=NEVER)
# (epochs, learning rate) on the public pairs, then on our own cuts.
GRAMMAR, OURS = (3, 1e-3), (6, 4e-4)


@dataclass(slots=True)
class Pair:
    """A sentence, which of its words a cut leaves out, which of them to learn from, and its states."""

    text: str
    dropped: np.ndarray
    weight: np.ndarray
    article: str = ""
    states: np.ndarray | None = None


def ours(items: Sequence[Labelled], more: Sequence[CutSentence] = ()) -> Iterator[Pair]:
    """The cuts of the labelled articles, and those of `more` sentences."""
    for each in chain.from_iterable([*map(_cut_sentences, items), more]):
        kept = np.zeros(len(each.text), dtype=bool)
        for left, right in each.kept:
            kept[left:right] = True
        words = word_spans(each.text)
        dropped = np.array([not kept[left:right].any() for left, right in words])
        if SHORTEST <= len(words) <= LONGEST:
            yield Pair(" ".join(each.text.split()), dropped, np.ones(len(words)), each.article)


def _cut_sentences(item: Labelled) -> Iterator[CutSentence]:
    for cut in item.cuts:
        start, end = item.document.sentences[cut.sentence]
        spans = tuple((left - start, right - start) for left, right in cut.kept)
        yield CutSentence(item.document.id, item.document.text[start:end], spans)


def public(data: Path) -> Iterator[Pair]:
    """Pairs of the compression files."""
    for name, count in (("train_cased", CASED), ("train_lower", LOWER)):
        with gzip.open(data / "compression" / f"{name}.jsonl.gz", "rt", encoding="utf-8") as stream:
            rows = [json.loads(line) for line in stream]
        random.Random(1).shuffle(rows)
        yield from filter(None, map(_public, rows[:count]))


def _public(row: dict[str, str]) -> Pair | None:
    words = row["sentence"].split()
    kept = np.array([mark == "1" for mark in row["keep"]]) if "keep" in row else _aligned(words, row["compression"])
    if kept is None or len(kept) != len(words) or not SHORTEST <= len(words) <= 60:
        return None
    weight = np.ones(len(words))
    for start, end in spans(~kept):
        if is_protected(" ".join(words[start:end]), PROTECTED):
            weight[start:end] = 0
    return Pair(" ".join(words), ~kept, weight)


def _aligned(words: Sequence[str], shorter: str) -> np.ndarray | None:
    """Which of `words` are in `shorter`, in order, by the longest common subsequence; None where some are not."""
    mine, wanted = [_plain(word) for word in words], [plain for word in shorter.split() if (plain := _plain(word))]
    length = np.zeros((len(mine) + 1, len(wanted) + 1), dtype=int)
    for i in range(len(mine) - 1, -1, -1):
        for j in range(len(wanted) - 1, -1, -1):
            same = length[i + 1, j + 1] + 1 if mine[i] == wanted[j] else 0
            length[i, j] = same or max(length[i + 1, j], length[i, j + 1])
    if length[0, 0] < len(wanted):
        return None
    kept, i, j = np.zeros(len(mine), dtype=bool), 0, 0
    while i < len(mine) and j < len(wanted):
        if mine[i] == wanted[j]:
            kept[i], i, j = True, i + 1, j + 1
        elif length[i + 1, j] >= length[i, j + 1]:
            i += 1
        else:
            j += 1
    return kept


def _plain(word: str) -> str:
    return re.sub(r"^\W+|\W+$", "", word).lower()


def spans(marked: np.ndarray) -> list[tuple[int, int]]:
    """Runs of True, as (start, end)."""
    edges = np.flatnonzero(np.diff(np.concatenate([[0], marked.astype(int), [0]])))
    return list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))


def with_states(pairs: list[Pair], path: Path) -> list[Pair]:
    """`pairs` with the states of their words, which are kept in `path`."""
    if path.is_file():
        kept = pickle.loads(path.read_bytes())
        if [pair.text for pair in kept] == [pair.text for pair in pairs]:
            for pair, old in zip(pairs, kept, strict=True):
                pair.states = old.states
            return pairs
    encoder = TransformerEncoder(threads=1, device="cpu")
    for start in range(0, len(pairs), 512):
        some = pairs[start : start + 512]
        for pair, tokens in zip(some, encoder.tokens([pair.text for pair in some]), strict=True):
            states = np.concatenate([word_states(pair.text, tokens), surface(pair.text)], axis=1)
            pair.states = states.astype(np.float16)
        print(f"  states {start + len(some)} of {len(pairs)}", flush=True)
    path.write_bytes(pickle.dumps(pairs))
    return pairs


def fit(net: CutNet, pairs: Sequence[Pair], schedule: tuple[int, float], seed: int = 0) -> CutNet:
    epochs, rate = schedule
    order = random.Random(seed)
    optimiser = torch.optim.AdamW(net.parameters(), lr=rate, weight_decay=0.02)
    steps = epochs * (len(pairs) // BATCH + 2)
    plan = torch.optim.lr_scheduler.OneCycleLR(optimiser, rate, total_steps=steps + epochs * 20, pct_start=0.1)
    net.train()
    for _ in range(epochs):
        for batch in _batches(pairs, order):
            words, mask, dropped, weight = _padded(batch)
            losses = cross_entropy(net(words, mask), dropped, reduction="none") * weight
            loss = losses.sum() / weight.sum()
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimiser.step()
            plan.step()
    return net.eval()


def _batches(pairs: Sequence[Pair], order: random.Random) -> Iterator[list[Pair]]:
    shuffled = order.sample(range(len(pairs)), len(pairs))
    batches = []
    for start in range(0, len(shuffled), 20 * BATCH):
        some = sorted(shuffled[start : start + 20 * BATCH], key=lambda index: len(pairs[index].dropped))
        batches += [[pairs[index] for index in some[at : at + BATCH]] for at in range(0, len(some), BATCH)]
    order.shuffle(batches)
    yield from batches


def _padded(batch: Sequence[Pair]) -> tuple[torch.Tensor, ...]:
    parts = [
        [torch.from_numpy(pair.states.astype(np.float32)) for pair in batch],
        [torch.ones(len(pair.dropped), dtype=torch.bool) for pair in batch],
        [torch.from_numpy(pair.dropped.astype(np.float32)) for pair in batch],
        [torch.from_numpy(pair.weight.astype(np.float32)) for pair in batch],
    ]
    return tuple(nn.utils.rnn.pad_sequence(part, batch_first=True) for part in parts)


@torch.no_grad()
def predict(net: CutNet, pairs: Sequence[Pair]) -> list[np.ndarray]:
    return [torch.sigmoid(net(torch.from_numpy(pair.states.astype(np.float32))[None])[0]).numpy() for pair in pairs]


def report(pairs: Sequence[Pair], found: Sequence[np.ndarray]) -> None:
    """Precision and recall of words left out, by threshold, and of sentences that are left whole."""
    for threshold in (0.5, 0.6, 0.7, 0.8):
        right = sum(int(((drop >= threshold) & pair.dropped).sum()) for pair, drop in zip(pairs, found, strict=True))
        proposed = sum(int((drop >= threshold).sum()) for drop in found)
        wanted = sum(int(pair.dropped.sum()) for pair in pairs)
        whole = [not (drop >= threshold).any() for drop in found]
        print(
            f"  threshold {threshold}: precision {right / max(proposed, 1):.3f} recall {right / max(wanted, 1):.3f};"
            f" left whole {np.mean(whole):.2f} (editor {np.mean([not pair.dropped.any() for pair in pairs]):.2f});"
            f" words {np.mean([int((drop < threshold).sum()) for drop in found]):.1f}"
            f" (editor {np.mean([int((~pair.dropped).sum()) for pair in pairs]):.1f},"
            f" whole {np.mean([len(pair.dropped) for pair in pairs]):.1f})",
            flush=True,
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--work", type=Path, default=Path("training/work"))
    parser.add_argument("--save", action="store_true", help="train on every cut and write the weights")
    options = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(7)
    options.work.mkdir(parents=True, exist_ok=True)
    labelled = list(ours(load(options.data, split="train"), load_cuts(options.data)))
    cuts = with_states(labelled, options.work / "cuts-ours.pkl")
    grammar = with_states(list(public(options.data)), options.work / "cuts-public.pkl")
    print(f"{len(cuts)} cuts of our own, {len(grammar)} public pairs", flush=True)
    base = fit(CutNet(), grammar, GRAMMAR)
    state = {name: value.clone() for name, value in base.state_dict().items()}
    if options.save:
        final = fit(base, cuts, OURS)
        save_file({name: value.half().contiguous() for name, value in final.state_dict().items()}, OUT)
        return
    fold = [int(index) for index in np.random.default_rng(5).integers(0, FOLDS, 10**6)]
    articles = {name: fold[number] for number, name in enumerate(sorted({pair.article for pair in cuts}))}
    held, found = [], []
    for number in range(FOLDS):
        net = CutNet()
        net.load_state_dict(state)
        fit(net, [pair for pair in cuts if articles[pair.article] != number], OURS)
        own = [pair for pair in cuts if articles[pair.article] == number]
        held += own
        found += predict(net, own)
    report(held, found)


if __name__ == "__main__":
    main()
