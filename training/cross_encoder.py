"""The encoder as a small cross-encoder that learns: (premise, hypothesis) -> entailment, open, contradiction.

The embeddings stay as they are, so that only the layers have to be shipped; a vector of their own tells the tokens of
the hypothesis from those of the premise. `briefing.models.entailment_cross_encoder` reads what is learnt here.
"""

from __future__ import annotations

import random
from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor, nn
from transformers import AutoModel, AutoTokenizer

from briefing.models import locate_encoder
from briefing.models.entailment_cross_encoder import BASE

LABELS = {"entailment": 0, "neutral": 1, "contradiction": 2, "not_entailment": 3}
"""Index of each label; the last one says that it is one of the two before."""
# Pairs at most in a batch, and so many are sorted by length at a time.
_MOST, _SORTED = 96, 8000
# Tokens in a batch where nothing is learnt, and pairs.
_READ_TOKENS, _READ_MOST = 6000, 128

Pair = tuple[list[int], list[int]]
"""Ids of a pair's tokens, and for each 1 where it is of the hypothesis."""


class CrossEncoder(nn.Module):
    """Batches of ids, types and masks (pairs, tokens) -> logits (pairs, 3)."""

    def __init__(self) -> None:
        super().__init__()
        folder = locate_encoder.locate(BASE)
        self.bert = AutoModel.from_pretrained(folder, attn_implementation="eager", add_pooling_layer=False)
        for parameter in self.bert.embeddings.parameters():
            parameter.requires_grad = False
        self.second = nn.Parameter(torch.zeros(self.bert.config.hidden_size))
        self.head = nn.Linear(2 * self.bert.config.hidden_size, 3)

    def forward(self, ids: Tensor, types: Tensor, mask: Tensor) -> Tensor:
        states = self.bert.embeddings(input_ids=ids) + types[..., None] * self.second
        hidden = ((1 - mask)[:, None, None, :] * -1e4).to(states.dtype)
        states = self.bert.encoder(states, attention_mask=hidden).last_hidden_state.float()
        mean = (states * mask[..., None]).sum(1) / mask.sum(1, keepdim=True)
        return self.head(torch.cat([states[:, 0], mean], -1))

    def learning(self) -> list[nn.Parameter]:
        """The parameters that learn."""
        return [parameter for parameter in self.parameters() if parameter.requires_grad]

    def tensors(self) -> dict[str, Tensor]:
        """What is shipped of it: the layers in half precision, and what is small as it is."""
        found = {"second": self.second, "head.weight": self.head.weight, "head.bias": self.head.bias}
        layers = {
            name.removeprefix("bert."): value.half()
            for name, value in self.state_dict().items()
            if name.startswith("bert.encoder.")
        }
        return {name: value.detach().contiguous() for name, value in {**layers, **found}.items()}


def encode(pairs: Sequence[tuple[str, str]], longest: int) -> list[Pair]:
    """The tokens of every (premise, hypothesis), the longer of the two cut so that both have at most `longest`."""
    tokenizer = AutoTokenizer.from_pretrained(locate_encoder.locate(BASE))
    found: list[Pair] = []
    for start in range(0, len(pairs), 2000):
        some = pairs[start : start + 2000]
        read = tokenizer(
            [premise for premise, _ in some],
            [hypothesis for _, hypothesis in some],
            truncation="longest_first",
            max_length=longest,
        )
        found += zip(read["input_ids"], read["token_type_ids"], strict=True)
    return found


def batches(pairs: Sequence[Pair], rng: random.Random, tokens: int, most: int = _MOST) -> list[list[int]]:
    """Indices of `pairs` in batches of much the same length and at most `tokens` tokens, in any order."""
    order = list(range(len(pairs)))
    rng.shuffle(order)
    found: list[list[int]] = []
    for start in range(0, len(order), _SORTED):
        found += _filled(
            sorted(order[start : start + _SORTED], key=lambda row: len(pairs[row][0])), pairs, tokens, most
        )
    rng.shuffle(found)
    return found


def _filled(order: Sequence[int], pairs: Sequence[Pair], tokens: int, most: int) -> list[list[int]]:
    """`order`, which goes from short to long, cut into batches."""
    found: list[list[int]] = [[]]
    for row in order:
        if found[-1] and (len(found[-1]) >= most or (len(found[-1]) + 1) * len(pairs[row][0]) > tokens):
            found.append([])
        found[-1].append(row)
    return found


def collate(pairs: Sequence[Pair]) -> tuple[Tensor, Tensor, Tensor]:
    """Ids, types and masks of `pairs`, (pairs, tokens), filled up with zeros."""
    width = max(len(ids) for ids, _ in pairs)
    ids = torch.zeros(len(pairs), width, dtype=torch.long)
    types, mask = torch.zeros(len(pairs), width), torch.zeros(len(pairs), width)
    for row, (own, marks) in enumerate(pairs):
        ids[row, : len(own)] = torch.tensor(own)
        types[row, : len(own)] = torch.tensor(marks, dtype=torch.float)
        mask[row, : len(own)] = 1
    return ids, types, mask


def logits(net: CrossEncoder, pairs: Sequence[Pair]) -> Tensor:
    """Logits (pairs, 3), computed in bfloat16."""
    with torch.autocast("cpu", dtype=torch.bfloat16):
        found = net(*collate(pairs))
    return found.float()


def inference_loss(found: Tensor, labels: Tensor) -> Tensor:
    """Mean loss of `labels` (see LABELS): where only "no entailment" is known, that of the other two together."""
    logs = torch.log_softmax(found, -1)
    exact = -logs.gather(1, labels.clamp(max=2)[:, None])[:, 0]
    not_entailed = -torch.log1p(-logs[:, 0].exp().clamp(max=1 - 1e-6))
    return torch.where(labels == LABELS["not_entailment"], not_entailed, exact).mean()


@torch.no_grad()
def predict(net: CrossEncoder, pairs: Sequence[Pair]) -> np.ndarray:
    """Probabilities (pairs, 3)."""
    net.eval()
    found = np.zeros((len(pairs), 3))
    for rows in batches(pairs, random.Random(0), _READ_TOKENS, _READ_MOST):
        found[rows] = torch.softmax(logits(net, [pairs[row] for row in rows]), -1).numpy()
    net.train()
    return found
