"""Train and save the network that parses sentences and tells what an editor would leave out.

    python -m training.dependency_parser --treebanks DIR    train and write the weights

DIR holds checkouts of UD_English-EWT, UD_English-GUM and UD_French-GSD (universaldependencies.org). The encoder's
layers are tuned whole, its embeddings stay. One run over a shuffled mix: the trees of the treebanks five times, our own
cuts (split train of the labels, and `cuts.jsonl.gz`) three times. Prints how well it does on treebanks and on dev cuts,
which it does not learn from.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
import torch
from safetensors.torch import save_file
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn.functional import binary_cross_entropy_with_logits, cross_entropy
from transformers import AutoModel

from briefing.models import locate_encoder
from briefing.models.dependency_parser_and_word_deletion import BASE, WEIGHTS, DependencyParser, word_ends
from training.labelled import CutSentence, Labelled, load, load_cuts
from training.treebanks import Sentence, english, read

ARC, LABEL, SIZE = 192, 96, 384
RATE, HEAD_RATE, WARM, TOKENS = 2e-4, 1.2e-3, 100, 2000
TREES, CUTS, CUT_WEIGHT, TAG_WEIGHT = 5, 3, 1.5, 0.3
SHORTEST, LONGEST = 8, 80
NONE = -100


@dataclass(frozen=True, slots=True)
class Item:
    """A sentence's word pieces, the first and last piece of each word, and what is to be learnt of its words."""

    words: tuple[str, ...]
    ids: list[int]
    first: list[int]
    last: list[int]
    heads: tuple[int, ...] = ()
    relations: tuple[int, ...] = ()
    tags: tuple[int, ...] = ()
    dropped: tuple[bool, ...] = ()


class Names:
    """The relations and tags that are told apart, by number."""

    def __init__(self, sentences: Sequence[Sentence]) -> None:
        self.relations = sorted({name for each in sentences for name in each.relations})
        self.tags = sorted({name for each in sentences for name in each.tags})

    def item(self, sentence: Sentence, tokenizer: Tokenizer) -> Item | None:
        return _item(
            sentence.words,
            tokenizer,
            heads=sentence.heads,
            relations=tuple(map(self.relations.index, sentence.relations)),
            tags=tuple(map(self.tags.index, sentence.tags)),
        )


def _item(words: tuple[str, ...], tokenizer: Tokenizer, **learnt: Any) -> Item | None:
    read_ = tokenizer.encode(list(words), is_pretokenized=True)
    first, last = word_ends(read_.word_ids)
    return Item(words, read_.ids, first, last, **learnt) if len(first) == len(words) and len(read_.ids) <= 200 else None


class Network(nn.Module):
    """The encoder and the scorers, by the names that `dependency_parser_and_word_deletion` reads."""

    def __init__(self, folder: Path, names: Names) -> None:
        super().__init__()
        self.bert = AutoModel.from_pretrained(folder, attn_implementation="eager", add_pooling_layer=False)
        self.bert.embeddings.requires_grad_(False)
        self.root = nn.Parameter(torch.randn(2 * SIZE) * 0.02)
        self.arc_dependent, self.arc_head = nn.Linear(2 * SIZE, ARC), nn.Linear(2 * SIZE, ARC)
        self.label_dependent, self.label_head = nn.Linear(2 * SIZE, LABEL), nn.Linear(2 * SIZE, LABEL)
        self.arc_product, self.arc_prior = nn.Parameter(torch.randn(ARC, ARC) * 0.05), nn.Linear(ARC, 1)
        self.label_product = nn.Parameter(torch.randn(len(names.relations), LABEL, LABEL) * 0.02)
        self.label = nn.Linear(2 * LABEL, len(names.relations))
        self.tag, self.drop = nn.Linear(2 * SIZE, len(names.tags)), nn.Linear(2 * SIZE, 1)
        self.dropout = nn.Dropout(0.2)

    def words(self, batch: Batch) -> tuple[Tensor, Tensor, Tensor]:
        """Words (sentences, words, 2 SIZE), the same behind the root, scores of heads (sentences, words, words + 1)."""
        hidden = (1 - batch.mask)[:, None, None, :] * -1e4
        states = self.bert.embeddings(input_ids=batch.ids)
        states = self.bert.encoder(states, attention_mask=hidden.to(states.dtype)).last_hidden_state.float()
        count, length = batch.first.shape
        picked = [
            torch.gather(states, 1, index[..., None].expand(count, length, SIZE)) for index in (batch.first, batch.last)
        ]
        words = self.dropout(torch.cat(picked, -1))
        rooted = torch.cat([self.root.expand(count, 1, -1), words], 1)
        own, other = self._bent(self.arc_dependent, words), self._bent(self.arc_head, rooted)
        arcs = own @ self.arc_product @ other.swapaxes(1, 2) + self.arc_prior(other)[:, None, :, 0]
        there = torch.cat([torch.ones(count, 1), batch.words], 1)
        return words, rooted, arcs.masked_fill(there[:, None, :] == 0, -1e4)

    def relations(self, words: Tensor, rooted: Tensor, heads: Tensor) -> Tensor:
        above = torch.gather(rooted, 1, heads[..., None].expand(*heads.shape, rooted.shape[-1]))
        own, other = self._bent(self.label_dependent, words), self._bent(self.label_head, above)
        products = torch.einsum("bnd,rde,bne->bnr", own, self.label_product, other)
        return products + self.label(torch.cat([own, other], -1))

    def _bent(self, layer: nn.Linear, rows: Tensor) -> Tensor:
        return self.dropout(nn.functional.gelu(layer(rows)))


@dataclass(frozen=True, slots=True)
class Batch:
    """Padded tensors of some items; what is not to be learnt is NONE, or below 0 in `dropped`."""

    ids: Tensor
    mask: Tensor
    first: Tensor
    last: Tensor
    words: Tensor
    heads: Tensor
    relations: Tensor
    tags: Tensor
    dropped: Tensor


def padded(items: Sequence[Item]) -> Batch:
    def rows(values: Sequence[Sequence[float]], filler: float, kind: torch.dtype = torch.long) -> Tensor:
        longest = max(len(item.words) for item in items) if len(values[0]) <= len(items[0].words) else 0
        longest = max(longest, *map(len, values)) if values else longest
        return torch.tensor([[*each, *[filler] * (longest - len(each))] for each in values], dtype=kind)

    return Batch(
        rows([item.ids for item in items], 0),
        rows([[1.0] * len(item.ids) for item in items], 0.0, torch.float),
        rows([item.first for item in items], 0),
        rows([item.last for item in items], 0),
        rows([[1.0] * len(item.words) for item in items], 0.0, torch.float),
        rows([item.heads for item in items], NONE),
        rows([item.relations for item in items], NONE),
        rows([item.tags for item in items], NONE),
        rows([item.dropped for item in items], -1.0, torch.float),
    )


def batches(items: Sequence[Item], order: random.Random) -> Iterator[list[Item]]:
    """Items of similar length, TOKENS pieces at a time, in random order."""
    shuffled, found = order.sample(items, len(items)), []
    for start in range(0, len(shuffled), 3000):
        current: list[Item] = []
        for item in sorted(shuffled[start : start + 3000], key=lambda each: len(each.ids)):
            if current and (len(current) + 1) * len(item.ids) > TOKENS:
                found.append(current)
                current = []
            current.append(item)
        found.append(current)
    order.shuffle(found)
    yield from found


def fit(net: Network, items: Sequence[Item]) -> None:
    plan = list(batches(items, random.Random(0)))
    tuned = list(net.bert.encoder.parameters())
    others = [each for name, each in net.named_parameters() if not name.startswith("bert.")]
    groups = [{"params": tuned, "lr": RATE}, {"params": others, "lr": HEAD_RATE}]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01)
    rates = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min(1, (step + 1) / WARM) * max(0.02, 1 - step / len(plan))
    )
    net.train()
    for step, some in enumerate(plan):
        loss = _loss(net, padded(some))
        optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_([*tuned, *others], 1.0)
        optimiser.step()
        rates.step()
        if step % 100 == 0:
            print(f"  step {step} of {len(plan)}: loss {loss.item():.3f}", flush=True)
    net.eval()


def _loss(net: Network, batch: Batch) -> Tensor:
    with torch.autocast("cpu", dtype=torch.bfloat16):
        words, rooted, arcs = net.words(batch)
    words, rooted, loss = words.float(), rooted.float(), torch.zeros(())
    if (batch.heads >= 0).any():
        relations = net.relations(words, rooted, batch.heads.clamp(min=0))
        pairs = ((arcs.float(), batch.heads, 1.0), (relations, batch.relations, 1.0))
        for scores, wanted, weight in (*pairs, (net.tag(words), batch.tags, TAG_WEIGHT)):
            loss = loss + weight * cross_entropy(scores.flatten(0, 1), wanted.flatten(), ignore_index=NONE)
    known = batch.dropped >= 0
    if known.any():
        odds = net.drop(words)[..., 0]
        loss = loss + CUT_WEIGHT * binary_cross_entropy_with_logits(odds[known], batch.dropped[known])
    return loss


def save(net: Network, names: Names, path: Path) -> None:
    """In half precision, under the names that `briefing.models.dependency_parser_and_word_deletion` reads."""
    tensors = {}
    for name, value in net.state_dict().items():
        if name.startswith("bert.encoder."):
            tensors[name.removeprefix("bert.")] = value.half().contiguous()
        elif not name.startswith("bert."):
            part, _, kind = name.partition(".")
            tensors[".".join(filter(None, (part.replace("_", "."), kind)))] = value.half().contiguous()
    save_file(tensors, path, metadata={"relations": " ".join(names.relations), "tags": " ".join(names.tags)})


def cut_items(labelled: Sequence[Labelled], more: Sequence[CutSentence], tokenizer: Tokenizer) -> list[Item]:
    """The cuts of the labelled articles, and those of `more` sentences, as items."""
    found = []
    for each in chain(chain.from_iterable(map(_cuts, labelled)), more):
        kept = np.zeros(len(each.text), dtype=bool)
        for left, right in each.kept:
            kept[left:right] = True
        words, place, dropped = tuple(each.text.split()), 0, []
        for word in words:
            place = each.text.index(word, place)
            dropped.append(not kept[place : place + len(word)].any())
            place += len(word)
        if SHORTEST <= len(words) <= LONGEST and (item := _item(words, tokenizer, dropped=tuple(dropped))):
            found.append(item)
    return found


def _cuts(item: Labelled) -> Iterator[CutSentence]:
    for cut in item.cuts:
        start, end = item.document.sentences[cut.sentence]
        spans = tuple((left - start, right - start) for left, right in cut.kept)
        yield CutSentence(item.document.id, item.document.text[start:end], spans)


def report_trees(name: str, sentences: Sequence[Sentence], parser: DependencyParser) -> None:
    """Share of words with the right head, and with the right head and relation; sentences read without a tree fail."""
    found = parser.parse([" ".join(each.words) for each in sentences])
    total = sum(len(each.words) for each in sentences)
    heads = relations = 0
    for each, parse in zip(sentences, found, strict=True):
        for place, head in enumerate(parse.heads if parse else ()):
            heads += head == each.heads[place]
            relations += head == each.heads[place] and parse.relations[place] == each.relations[place]
    trees = sum(parse is not None for parse in found) / len(found)
    print(f"{name}: heads {heads / total:.3f}, with relation {relations / total:.3f}, trees {trees:.3f}", flush=True)


def report_cuts(items: Sequence[Item], parser: DependencyParser) -> None:
    """Precision and recall of the words that editors dropped, by threshold."""
    found = parser.parse([" ".join(item.words) for item in items])
    pairs = [
        (drop, was)
        for item, parse in zip(items, found, strict=True)
        if parse
        for drop, was in zip(parse.drops, item.dropped, strict=True)
    ]
    drops, dropped = np.array([pair[0] for pair in pairs]), np.array([pair[1] for pair in pairs])
    for threshold in (0.3, 0.4, 0.5, 0.6, 0.7):
        picked = drops >= threshold
        right = (picked & dropped).sum()
        print(
            f"  from {threshold}: precision {right / picked.sum():.3f}, recall {right / dropped.sum():.3f}", flush=True
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--treebanks", type=Path, required=True)
    options = parser.parse_args()
    torch.manual_seed(5)
    torch.set_flush_denormal(True)
    folder = locate_encoder.locate(BASE)
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    ewt, gum, gsd = (options.treebanks / f"UD_{name}" for name in ("English-EWT", "English-GUM", "French-GSD"))
    trees = [*english(ewt, gum), *read(gsd / "fr_gsd-ud-dev.conllu")]
    names = Names(trees)
    parsed = [item for each in trees if 1 < len(each.words) <= 90 and (item := names.item(each, tokenizer))]
    cuts = cut_items(load(options.data, split="train"), load_cuts(options.data), tokenizer)
    print(f"{len(parsed)} trees, {len(cuts)} cuts", flush=True)
    net = Network(folder, names)
    fit(net, parsed * TREES + cuts * CUTS)
    save(net, names, WEIGHTS)
    shipped = DependencyParser()
    report_trees("EWT dev", list(read(ewt / "en_ewt-ud-dev.conllu")), shipped)
    report_trees("GSD test", list(read(gsd / "fr_gsd-ud-test.conllu")), shipped)
    report_cuts(cut_items(load(options.data, split="dev"), (), tokenizer), shipped)


if __name__ == "__main__":
    main()
