"""Sentence vectors and features -> what an editor would say of each sentence, by a small transformer over the article.

As in BertSum's inter-sentence layers (Liu & Lapata 2019), but over frozen sentence vectors and trained on editors'
grades (training/points.py), so that it costs well under a millisecond an article. Several networks trained from
different seeds are averaged. The forward pass is numpy: it needs no torch and gives the same figures whatever the
article's company. A first look at the plain features alone tells which sentences are worth encoding.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from briefing.errors import ModelError

__all__ = ["OUTPUTS", "GradeModel", "Grades", "shipped"]

Matrix = npt.NDArray[np.float32]

_FOLDER = Path(__file__).with_name("weights")
OUTPUTS = ("detail", "important", "news", "alone", "opinion", "best")
"""What a network says of a sentence, as log-odds: grade of at least 1, 2 and 3, understandable alone, the writer's
opinion, among the best three."""
# Entries of a unit vector of 384 dimensions are about 0.05; scaled, they are of the size of the features.
_VECTOR_SCALE = 20.0
# Standard deviations beyond which a feature is cut off.
_FEATURE_LIMIT = 4.0


@dataclass(frozen=True, slots=True)
class Grades:
    """Probabilities in 0…1 for every sentence, each of shape (sentences,); names as in `OUTPUTS`."""

    detail: Matrix
    important: Matrix
    news: Matrix
    alone: Matrix
    opinion: Matrix
    best: Matrix

    @property
    def expected(self) -> Matrix:
        """Expected grade in 0…3, shape (sentences,)."""
        return np.asarray(self.detail + self.important + self.news, dtype=np.float32)


class GradeModel:
    """The networks in `folder`, read when they are first asked.

    Raises:
        ModelError: the weights are missing or damaged.
    """

    def __init__(self, folder: Path = _FOLDER) -> None:
        self._weights = folder / "grades.safetensors"
        self._card = folder / "grades.json"

    @cached_property
    def settings(self) -> Mapping[str, Any]:
        """What the networks were trained on: encoder, dimensions, feature names, sizes, seeds."""
        try:
            found: Mapping[str, Any] = json.loads(self._card.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise self._broken("has no readable description") from error
        return found

    @property
    def encoder(self) -> str:
        """The encoder whose vectors they were trained on, as the settings name it."""
        return str(self.settings["encoder"])

    @property
    def dimensions(self) -> int:
        """Length of those vectors."""
        return int(self.settings["dimensions"])

    @cached_property
    def fingerprint(self) -> str:
        """Name and the first 12 digits of the SHA-256 of the weights."""
        try:
            digest = hashlib.sha256(self._weights.read_bytes()).hexdigest()
        except OSError as error:
            raise self._broken("cannot be read") from error
        return f"{self._weights.stem}@{digest[:12]}"

    def promise(self, table: Matrix) -> Matrix:
        """How likely each sentence is to be a point, from its plain features alone, shape (sentences,)."""
        hidden = np.maximum(self._linear("first.0", self._scaled(table)), 0.0)
        return np.asarray(self._linear("first.2", hidden)[:, 0], dtype=np.float32)

    def grade(self, vectors: Matrix, table: Matrix) -> Grades:
        """What an editor would say of the sentences of one article.

        `vectors` has shape (sentences, dimensions) with unit rows, `table` is what `summarize.sentence_features` tells
        of them.
        """
        odds = np.mean([self._network(number, vectors, table) for number in range(self.settings["networks"])], axis=0)
        return Grades(*(1 / (1 + np.exp(-odds.T.astype(np.float32)))))

    def _network(self, number: int, vectors: Matrix, table: Matrix) -> Matrix:
        """The log-odds of one network, (sentences, outputs)."""
        name = f"{number}."
        scaled = self._scaled(table)
        places = np.minimum(np.arange(len(vectors)), self._tensors[f"{name}pos.weight"].shape[0] - 1)
        state = self._linear(f"{name}mix.1", self._linear(f"{name}vp", vectors * _VECTOR_SCALE))
        state = state + self._linear(f"{name}fp", scaled) + self._tensors[f"{name}pos.weight"][places]
        for layer in range(self.settings["layers"]):
            state = self._block(f"{name}enc.layers.{layer}.", state)
        skip = self._linear(f"{name}skip.3", _gelu(self._linear(f"{name}skip.0", scaled)))
        return np.asarray(self._linear(f"{name}out", self._norm(f"{name}norm", state)) + skip)

    def _block(self, name: str, state: Matrix) -> Matrix:
        """One pre-norm transformer layer over the sentences."""
        inner = self._norm(f"{name}norm1", state)
        joint = (
            inner @ self._tensors[f"{name}self_attn.in_proj_weight"].T + self._tensors[f"{name}self_attn.in_proj_bias"]
        )
        count, width = state.shape
        heads = self.settings["heads"]
        queries, keys, values = joint.reshape(count, 3, heads, width // heads).transpose(1, 2, 0, 3)
        weights = queries @ keys.swapaxes(-1, -2) / math.sqrt(width // heads)
        weights = np.exp(weights - weights.max(axis=-1, keepdims=True))
        mixed = (weights / weights.sum(axis=-1, keepdims=True)) @ values
        state = state + self._linear(f"{name}self_attn.out_proj", mixed.swapaxes(0, 1).reshape(count, width))
        expanded = _gelu(self._linear(f"{name}linear1", self._norm(f"{name}norm2", state)))
        return np.asarray(state + self._linear(f"{name}linear2", expanded), dtype=np.float32)

    def _linear(self, name: str, inputs: Matrix) -> Matrix:
        return np.asarray(inputs @ self._tensors[f"{name}.weight"].T + self._tensors[f"{name}.bias"], dtype=np.float32)

    def _norm(self, name: str, inputs: Matrix) -> Matrix:
        centred = inputs - inputs.mean(axis=-1, keepdims=True)
        spread = np.sqrt((centred**2).mean(axis=-1, keepdims=True) + 1e-5)
        return np.asarray(
            centred / spread * self._tensors[f"{name}.weight"] + self._tensors[f"{name}.bias"], dtype=np.float32
        )

    def _scaled(self, table: Matrix) -> Matrix:
        spread = (table - self._tensors["mean"]) / self._tensors["deviation"]
        return np.asarray(np.clip(spread, -_FEATURE_LIMIT, _FEATURE_LIMIT), dtype=np.float32)

    @cached_property
    def _tensors(self) -> Mapping[str, Matrix]:
        from safetensors import SafetensorError
        from safetensors.numpy import load_file

        try:
            return {name: value.astype(np.float32) for name, value in load_file(self._weights).items()}
        except (OSError, SafetensorError) as error:
            raise self._broken("cannot be read") from error

    def _broken(self, what: str) -> ModelError:
        return ModelError(
            f"the model of grades {what}",
            subject=self._weights.name,
            hint="Install briefing again; it ships its weights.",
        )


@lru_cache(maxsize=1)
def shipped() -> GradeModel:
    """The model in the package."""
    return GradeModel()


def _gelu(inputs: Matrix) -> Matrix:
    """The tanh form of GELU, which the networks are trained with."""
    inner = math.sqrt(2 / math.pi) * (inputs + 0.044715 * inputs * inputs * inputs)
    return np.asarray(0.5 * inputs * (1 + np.tanh(inner)), dtype=np.float32)
