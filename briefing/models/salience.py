"""Sentence vectors and features -> how much each sentence matters, by a small transformer over the whole article.

As in BertSum's inter-sentence layers (Liu & Lapata 2019), but over frozen sentence vectors, so that it costs well under
a millisecond an article. Several networks trained from different seeds are averaged. The forward pass is numpy: it
starts at once, needs no torch, and gives the same numbers on every machine to six digits.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Mapping
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from briefing.errors import ModelError

__all__ = ["Salience", "shipped"]

Matrix = npt.NDArray[np.float32]

_FOLDER = Path(__file__).with_name("weights")
# Entries of a unit vector of 384 dimensions are about 0.05; scaled, they are of the size the layers expect.
_VECTOR_SCALE = 8.0
_FEATURE_LIMIT = 4.0
# Share below which a kind of networks is not asked: it would change next to nothing, and takes as long as the other.
_UNHEARD = 0.05
# Sentences up to which all networks are asked at once.
_TOGETHER = 256
_DESCRIBED = {"encoder", "dimensions", "features_version", "members", "brief", "raters", "heads", "layers"}


class Salience:
    """The model of sentences and sets, from `<name>.safetensors` and `<name>.json` in a folder, loaded on first use.

    Raises:
        ModelError: a file is missing or damaged, or was trained on other features than `features_version`.
    """

    def __init__(self, folder: Path = _FOLDER, name: str = "salience") -> None:
        self._weights = folder / f"{name}.safetensors"
        self._config = folder / f"{name}.json"
        self._stacks: dict[range, dict[str, Matrix]] = {}

    @cached_property
    def fingerprint(self) -> str:
        """Name and the first 12 digits of the SHA-256 of the weights."""
        try:
            digest = hashlib.sha256(self._weights.read_bytes()).hexdigest()
        except OSError as error:
            raise self._broken("cannot be read") from error
        return f"{self._weights.stem}@{digest[:12]}"

    @property
    def dimensions(self) -> int:
        """Length of the sentence vectors it was trained on."""
        return int(self.settings["dimensions"])

    @property
    def encoder(self) -> str:
        """Name of the encoder whose vectors it was trained on: others mean other things."""
        return str(self.settings["encoder"])

    @cached_property
    def settings(self) -> Mapping[str, Any]:
        """What the model was trained with: `features_version`, `members`, `heads`, `layers` and more."""
        try:
            values: dict[str, Any] = json.loads(self._config.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise self._broken("has no readable description") from error
        if missing := _DESCRIBED - values.keys():
            raise self._broken(f"does not say its {', '.join(sorted(missing))}")
        return values

    @cached_property
    def _tensors(self) -> dict[str, Matrix]:
        from safetensors import SafetensorError
        from safetensors.numpy import load_file

        try:
            return {name: value.astype(np.float32) for name, value in load_file(self._weights).items()}
        except (OSError, SafetensorError) as error:
            raise self._broken("cannot be loaded") from error

    def promise(self, table: Matrix) -> Matrix:
        """How likely each sentence is to be taken, by its plain features (sentences, features) alone: (sentences,)."""
        return _Part(self._tensors, "sift.").linear("linear", self._scaled(table))[:, 0]

    def score(self, vectors: Matrix, features: Matrix, *, features_version: int) -> Matrix:
        """Shape (sentences, 2): log-odds of belonging to a good summary, and what the sentence would earn alone.

        `vectors` is (sentences, 384), `features` (sentences, features).
        """
        if features_version != self.settings["features_version"]:
            raise self._broken("was trained on another version of the features")
        if not len(vectors):
            return np.zeros((0, 2), dtype=np.float32)
        scaled, share = self._scaled(features), _gate(_Part(self._tensors, "gate."), features, vectors)
        count, members = int(self.settings["brief"]), int(self.settings["members"])
        if share < _UNHEARD:
            return self._mean(range(count), vectors, scaled)
        if share > 1 - _UNHEARD:
            return self._mean(range(count, members), vectors, scaled)
        brief, full = (self._mean(some, vectors, scaled) for some in (range(count), range(count, members)))
        return np.asarray((1 - share) * brief + share * full, dtype=np.float32)

    def _mean(self, members: range, vectors: Matrix, features: Matrix) -> Matrix:
        stack = self._stacked(members)
        # Of a very long article, one after the other: what they compare, all pairs of sentences, would fill the memory.
        parts = [stack] if len(vectors) <= _TOGETHER else [stack.network(number) for number in range(len(members))]
        outputs = [self._outputs(part, vectors * _VECTOR_SCALE, features) for part in parts]
        return np.asarray(np.mean(np.concatenate(outputs), axis=0), dtype=np.float32)

    def _stacked(self, members: range) -> _Part:
        """The tensors of several networks in one, first axis by network: they are asked all at once."""
        if members not in self._stacks:
            first = f"{members[0]}."
            names = [name.removeprefix(first) for name in self._tensors if name.startswith(first)]
            self._stacks[members] = {
                name: np.stack([self._tensors[f"{index}.{name}"] for index in members]) for name in names
            }
        return _Part(self._stacks[members], "")

    def _scaled(self, features: Matrix) -> Matrix:
        spread = (features - self._tensors["mean"]) / self._tensors["deviation"]
        return np.asarray(np.clip(spread, -_FEATURE_LIMIT, _FEATURE_LIMIT), dtype=np.float32)

    def rate(self, sets: Matrix, context: Matrix) -> Matrix:
        """Ratings of sets of sentences, shape (sets,), from their descriptions (sets, columns).

        `context` says what the article is like (`briefing.summarize.choice.context`).
        """
        parts = [_Part(self._tensors, f"rater.{number}.") for number in range(int(self.settings["raters"]))]
        return np.asarray(np.mean([_rate(part, sets, context) for part in parts], axis=0), dtype=np.float32)

    def _outputs(self, part: _Part, vectors: Matrix, features: Matrix) -> Matrix:
        """What every network says: (networks, sentences, 2)."""
        places = np.minimum(np.arange(len(vectors)), part["pos.weight"].shape[1] - 1)
        state = (
            part.linear("mix", part.linear("vp", vectors)) + part.linear("fp", features) + part["pos.weight"][:, places]
        )
        for layer in range(int(self.settings["layers"])):
            state = _block(part.below(f"enc.layers.{layer}."), state, int(self.settings["heads"]))
        skip = part.linear("skip.3", _gelu(part.linear("skip.0", features)))
        return part.linear("out", part.norm("norm", state)) + skip

    def _broken(self, what: str) -> ModelError:
        return ModelError(
            f"the salience model {what}",
            subject=self._weights.name,
            hint="Install briefing again; it ships its weights.",
        )


@lru_cache(maxsize=1)
def shipped() -> Salience:
    """The model in the package."""
    return Salience()


class _Part:
    """The tensors whose names start with a prefix."""

    def __init__(self, tensors: Mapping[str, Matrix], prefix: str) -> None:
        self._tensors = tensors
        self._prefix = prefix

    def __getitem__(self, name: str) -> Matrix:
        return self._tensors[self._prefix + name]

    def below(self, prefix: str) -> _Part:
        return _Part(self._tensors, self._prefix + prefix)

    def network(self, number: int) -> _Part:
        """One network of several that are stacked, as a stack of one."""
        return _Part({name: value[number : number + 1] for name, value in self._tensors.items()}, self._prefix)

    def linear(self, name: str, inputs: Matrix) -> Matrix:
        return self.product(f"{name}.weight", f"{name}.bias", inputs)

    def product(self, weight: str, bias: str, inputs: Matrix) -> Matrix:
        """`inputs` times the transposed weights plus bias; where tensors are stacked, of each network its own."""
        return np.asarray(inputs @ self[weight].swapaxes(-1, -2) + _row(self[bias]))

    def norm(self, name: str, inputs: Matrix) -> Matrix:
        centred = inputs - inputs.mean(axis=-1, keepdims=True)
        spread = np.sqrt((centred**2).mean(axis=-1, keepdims=True) + 1e-5)
        return np.asarray(
            centred / spread * _row(self[f"{name}.weight"]) + _row(self[f"{name}.bias"]), dtype=np.float32
        )


def _row(values: Matrix) -> Matrix:
    """`values` with an axis for the sentences, where they are of several networks."""
    return values[:, None] if values.ndim == 2 else values


def _gate(part: _Part, features: Matrix, vectors: Matrix) -> float:
    """How far an article is of the kind that is extracted at length, 0…1, by the means over its sentences."""
    context = np.concatenate([features.mean(axis=0), vectors.mean(axis=0)])
    scaled = np.clip((context - part["mean"]) / part["deviation"], -_FEATURE_LIMIT, _FEATURE_LIMIT)
    return float((1 + np.tanh(part.linear("linear", scaled)[0] / 2)) / 2)


def _rate(part: _Part, sets: Matrix, context: Matrix) -> Matrix:
    """One rater: what the article is like turns the weight of each column, and each hidden unit, up or down."""
    scaled = np.clip((context - part["mean"]) / part["deviation"], -_FEATURE_LIMIT, _FEATURE_LIMIT)
    genre = np.tanh(part.linear("genre", scaled))
    hidden = _gelu(part.linear("first", sets) + part.linear("shift", genre))
    return np.asarray(part.linear("last", hidden)[:, 0] + sets @ part.linear("direct", genre), dtype=np.float32)


def _block(part: _Part, state: Matrix, heads: int) -> Matrix:
    """One pre-norm transformer layer of every network: (networks, sentences, width)."""
    inner = part.norm("norm1", state)
    joint = part.product("self_attn.in_proj_weight", "self_attn.in_proj_bias", inner)
    networks, count, width = state.shape
    split = joint.reshape(networks, count, 3, heads, width // heads)
    queries, keys, values = split.transpose(2, 0, 3, 1, 4)
    weights = queries @ keys.swapaxes(-1, -2) / math.sqrt(width // heads)
    weights = np.exp(weights - weights.max(axis=-1, keepdims=True))
    mixed = (weights / weights.sum(axis=-1, keepdims=True)) @ values
    state = state + part.linear("self_attn.out_proj", mixed.swapaxes(1, 2).reshape(networks, count, width))
    return state + part.linear("linear2", _gelu(part.linear("linear1", part.norm("norm2", state))))


def _gelu(inputs: Matrix) -> Matrix:
    inner = math.sqrt(2 / math.pi) * (inputs + 0.044715 * (inputs * inputs * inputs))
    return np.asarray(0.5 * inputs * (1 + np.tanh(inner)), dtype=np.float32)
