"""Mean states after the first layers of the encoder -> nearly the vectors that all of its layers would give.

To choose an article's points, the first layer tells as much as all of them (docs/benchmarks/points.md), in a sixth of
their time. A linear map, learnt from sentences of which both are known (`training/first_layers.py`), brings what they
hold of a sentence to the scale of the encoder's own vectors: what is alike there is alike here, though less surely. So
articles are compared by the encoder's own vectors alone. As in early exits of deep networks (Teerapittayanon et al.
2016, BranchyNet).
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from briefing.errors import ModelError
from briefing.models.bert_on_packed_sentences import GRAIN

__all__ = ["ENCODER", "WEIGHTS", "FirstLayers", "load", "shipped"]

WEIGHTS = Path(__file__).parent / "weights" / "first_layers.safetensors"
ENCODER = "all-MiniLM-L6-v2"
"""The encoder whose states the map was learnt from."""


@dataclass(frozen=True, slots=True, eq=False)
class FirstLayers:
    """How many layers, and the map behind them; `digest` names its weights."""

    layers: int
    matrix: Any
    shift: Any
    digest: str

    def mapped(self, means: Any) -> Any:
        """Vectors, not of unit length, for mean states, (sentences, dimensions).

        Rows are filled up to what products need to give the same of a row in any company.
        """
        import torch

        padded = torch.nn.functional.pad(means, (0, 0, 0, -len(means) % GRAIN))
        return torch.addmm(self.shift, padded, self.matrix)[: len(means)]


def load(path: Path) -> FirstLayers:
    """The map in `path`. Raises ModelError where it is missing or damaged."""
    try:
        from safetensors import safe_open

        digest = hashlib.sha256(path.read_bytes()).hexdigest()[:12]
        with safe_open(path, framework="pt") as file:
            layers = int(file.metadata()["layers"])
            return FirstLayers(layers, file.get_tensor("matrix").float(), file.get_tensor("shift").float(), digest)
    # safetensors raises bare exceptions of its own.
    except Exception as error:
        raise ModelError(
            "the weights behind the encoder's first layers cannot be read",
            subject=path.name,
            hint="Install briefing again; it ships its weights.",
        ) from error


@lru_cache(maxsize=1)
def shipped() -> FirstLayers:
    """The one in the package."""
    return load(WEIGHTS)
