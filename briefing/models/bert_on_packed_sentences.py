"""BERT's forward pass over packed sentences, for processors: token ids -> token states.

The same arithmetic as the model in transformers (Devlin et al. 2019), laid out for throughput: the tokens of many
sentences stand one after the other in one matrix, so that no padding is computed; the three projections of attention
are one product; results go to buffers that are kept, since fresh ones of this size cost the operating system's time at
every step. Only attention looks at sentences, those of one length together. A row of a product does not depend on its
neighbours, so a sentence has the same states, to the bit, whatever it is packed with. Nothing of transformers is
imported, which saves a second at the start.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

__all__ = ["GRAIN", "Bert", "pack"]

# Tokens in one matrix. Processor time is the same from 1024 to 2048 and 5-8 % more at 512 (one thread, AVX2).
_ROWS = 1024
# Matrices are filled up to a multiple of this: libraries treat the last rows, or very few, with other kernels, whose
# sums differ in the last bit.
GRAIN = 64


@dataclass(frozen=True, slots=True)
class _Layer:
    """The weights of one layer; `projection` is query, key and value in one."""

    projection: tuple[Any, Any]
    output: tuple[Any, Any]
    output_norm: tuple[Any, Any]
    expansion: tuple[Any, Any]
    reduction: tuple[Any, Any]
    final_norm: tuple[Any, Any]


class Bert:
    """A BERT encoder without its pooler, in float32 on the processor. Make it with `load`."""

    def __init__(self, config: dict[str, Any], weights: dict[str, Any]) -> None:
        import torch

        self.size = int(config["hidden_size"])
        self._heads = int(config["num_attention_heads"])
        self._epsilon = float(config["layer_norm_eps"])
        self._words = weights["embeddings.word_embeddings.weight"]
        # All tokens are of the first type; its vector is part of every position's.
        types = weights["embeddings.token_type_embeddings.weight"]
        self._places = weights["embeddings.position_embeddings.weight"] + types[0]
        self._norm = _pair(weights, "embeddings.LayerNorm")
        self._layers = [_layer(weights, number) for number in range(int(config["num_hidden_layers"]))]
        self._second = weights.get("second")
        inner = self._layers[0].expansion[0].shape[0]
        self._lock = threading.Lock()
        self._rows = _ROWS
        self._buffers = {width: torch.empty(self._rows, width) for width in (3 * self.size, inner)}
        self._mixed, self._sum = torch.empty(self._rows, self.size), torch.empty(self._rows, self.size)

    @classmethod
    def load(cls, folder: Path, *, layers: int | None = None, trained: Path | None = None) -> Bert | None:
        """The model in `folder`, or None where it is of another kind than this module knows.

        With `layers`, only the first so many of its layers: their states are what the upper ones would be given. With
        `trained`, its embeddings under the layers of that file, which may also have a vector, `second`, for the tokens
        of the second of two texts.
        """
        config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        config |= {} if layers is None else {"num_hidden_layers": layers}
        known = {"model_type": "bert", "hidden_act": "gelu", "is_decoder": False, "position_embedding_type": "absolute"}
        if any(config.get(name, value) != value for name, value in known.items()) or "model_type" not in config:
            return None
        try:
            weights = _read(folder / "model.safetensors", "embeddings." if trained else "")
            return cls(config, weights | _read(trained) if trained else weights)
        except KeyError:
            return None

    def states(
        self,
        ids: Sequence[Sequence[int]],
        types: Sequence[Sequence[int]] | None = None,
        *,
        depth: int | None = None,
    ) -> Iterator[tuple[list[int], Any]]:
        """(indices, states) of sentences that have one length; states have shape (sentences, tokens, size).

        `types` has 1 for each token of a second text, for a model that tells two texts apart. With a `depth`, after so
        many of its layers; those above are not computed.
        """
        for group in pack([len(sentence) for sentence in ids], self._rows):
            marked = [types[index] for index in group] if types is not None else None
            yield from self._block(group, [ids[index] for index in group], marked, self._layers[:depth])

    def _block(
        self,
        indices: list[int],
        ids: list[Sequence[int]],
        types: list[Sequence[int]] | None,
        layers: Sequence[_Layer],
    ) -> list[tuple[list[int], Any]]:
        """States of sentences, the longest first, that fill one matrix at most (or are one sentence)."""
        import torch

        runs = [(length, len(list(same))) for length, same in groupby(map(len, ids))]
        with torch.inference_mode(), self._lock:
            states = self._forward(ids, runs, types, layers)
        found, row, place = [], 0, 0
        for length, count in runs:
            part = states[row : row + count * length].view(count, length, self.size)
            found.append((indices[place : place + count], part))
            row, place = row + count * length, place + count
        return found

    def _forward(
        self,
        ids: list[Sequence[int]],
        runs: list[tuple[int, int]],
        types: list[Sequence[int]] | None,
        layers: Sequence[_Layer],
    ) -> Any:
        import torch
        from torch.nn.functional import layer_norm

        tokens = torch.tensor([token for sentence in ids for token in sentence])
        filler = -len(tokens) % GRAIN
        shape, total = (self.size,), len(tokens) + filler
        places = torch.cat([torch.arange(length).repeat(count) for length, count in runs])
        tokens, places = (torch.nn.functional.pad(each, (0, filler)) for each in (tokens, places))
        states = layer_norm(self._words[tokens] + self._places[places], shape, *self._norm, self._epsilon)
        if types is not None and self._second is not None:
            marks = torch.tensor([mark for sentence in types for mark in sentence], dtype=states.dtype)
            states = states + torch.nn.functional.pad(marks, (0, filler))[:, None] * self._second
        for layer in layers:
            mixed = self._attend(self._product(states, layer.projection), runs, total)
            states = layer_norm(
                self._linear(mixed, layer.output).add_(states), shape, *layer.output_norm, self._epsilon
            )
            wide = torch.ops.aten.gelu_(self._product(states, layer.expansion))
            states = layer_norm(
                self._linear(wide, layer.reduction).add_(states), shape, *layer.final_norm, self._epsilon
            )
        return states

    def _attend(self, projected: Any, runs: list[tuple[int, int]], total: int) -> Any:
        """What each token takes from the tokens of its own sentence."""
        from torch.nn.functional import scaled_dot_product_attention

        width, row, mixed = self.size // self._heads, 0, _rows(self._mixed, total)
        for length, count in runs:
            end = row + count * length
            parts = projected[row:end].view(count, length, 3, self._heads, width).permute(2, 0, 3, 1, 4)
            taken = scaled_dot_product_attention(*parts)
            mixed[row:end].view(count, length, self._heads, width).copy_(taken.transpose(1, 2))
            row = end
        mixed[row:].zero_()
        return mixed

    def _product(self, states: Any, weights: tuple[Any, Any]) -> Any:
        """`states` times weights plus bias, in the buffer of that width."""
        import torch

        matrix, bias = weights
        return torch.addmm(bias, states, matrix.t(), out=_rows(self._buffers[matrix.shape[0]], len(states)))

    def _linear(self, states: Any, weights: tuple[Any, Any]) -> Any:
        import torch

        return torch.addmm(weights[1], states, weights[0].t(), out=_rows(self._sum, len(states)))


def pack(lengths: Sequence[int], rows: int) -> Iterator[list[int]]:
    """Indices of `lengths`, the longest first, in groups of at most `rows` tokens (or one sentence)."""
    group: list[int] = []
    total = 0
    for index in sorted(range(len(lengths)), key=lambda index: lengths[index], reverse=True):
        if group and total + lengths[index] > rows:
            yield group
            group, total = [], 0
        group.append(index)
        total += lengths[index]
    if group:
        yield group


def _rows(buffer: Any, count: int) -> Any:
    """The first `count` rows of a buffer; a new one where a sentence is longer than it."""
    return buffer[:count] if count <= len(buffer) else buffer.new_empty(count, buffer.shape[1])


def _read(path: Path, start: str = "") -> dict[str, Any]:
    """The tensors of `path` whose names begin with `start`, in float32."""
    from safetensors import safe_open

    with safe_open(path, "pt") as file:
        names = {name.removeprefix("bert."): name for name in file.keys()}  # noqa: SIM118 - not a dict
        return {own: file.get_tensor(name).float() for own, name in names.items() if own.startswith(start)}


def _pair(weights: dict[str, Any], name: str) -> tuple[Any, Any]:
    return weights[f"{name}.weight"], weights[f"{name}.bias"]


def _layer(weights: dict[str, Any], number: int) -> _Layer:
    import torch

    start = f"encoder.layer.{number}"
    parts = [_pair(weights, f"{start}.attention.self.{name}") for name in ("query", "key", "value")]
    return _Layer(
        projection=(torch.cat([part[0] for part in parts]), torch.cat([part[1] for part in parts])),
        output=_pair(weights, f"{start}.attention.output.dense"),
        output_norm=_pair(weights, f"{start}.attention.output.LayerNorm"),
        expansion=_pair(weights, f"{start}.intermediate.dense"),
        reduction=_pair(weights, f"{start}.output.dense"),
        final_norm=_pair(weights, f"{start}.output.LayerNorm"),
    )
