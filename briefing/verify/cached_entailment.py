"""(premise, hypothesis) -> whether the premise says, leaves open or contradicts the hypothesis, each pair asked once.

The shipped cross-encoder (`briefing.models.entailment_cross_encoder`) with a cache around it: stories ask about the
same sentences when they look for backing, for what was taken back, and for what is new.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt

from briefing.config import ModelSettings
from briefing.models.entailment_cross_encoder import InferenceModel
from briefing.runtime.code_fingerprint import code_fingerprint
from briefing.store.result_cache import Cache, key

__all__ = ["Relation", "StatementRelations", "make_statement_relations"]

Floats = npt.NDArray[np.float32]


class Relation(Protocol):
    """The learned part (see `briefing.models.entailment_cross_encoder.InferenceModel`)."""

    @property
    def fingerprint(self) -> str:
        """Names the weights."""
        ...

    def relate(self, pairs: Sequence[tuple[str, str]]) -> Floats:
        """Probabilities (pairs, 3) that the premise says the hypothesis, leaves it open, says the contrary."""
        ...


class StatementRelations:
    """Asks `model` about each pair once; `cache` keeps what was said of it before."""

    def __init__(self, model: Relation, cache: Cache | None = None) -> None:
        self._model = model
        self._cache = cache
        self._known: dict[tuple[str, str], npt.NDArray[np.float32]] = {}

    @property
    def fingerprint(self) -> str:
        """The model's."""
        return self._model.fingerprint

    def __call__(self, pairs: Sequence[tuple[str, str]]) -> Floats:
        """Probabilities (pairs, 3) that the premise says, leaves open or contradicts the hypothesis."""
        wanted = [pair for pair in dict.fromkeys(pairs) if pair not in self._known]
        keys = {pair: key("relation", code_fingerprint(), self.fingerprint, *pair) for pair in wanted}
        stored = self._cache.get_many(list(keys.values())) if self._cache and keys else {}
        self._known |= {
            pair: np.frombuffer(stored[name], dtype="<f4").copy() for pair, name in keys.items() if name in stored
        }
        fresh = [pair for pair in wanted if pair not in self._known]
        self._known |= dict(zip(fresh, self._model.relate(fresh), strict=True)) if fresh else {}
        if self._cache and fresh:
            self._cache.put_many({keys[pair]: self._known[pair].astype("<f4").tobytes() for pair in fresh})
        rows = [self._known[pair] for pair in pairs]
        return np.stack(rows).astype(np.float32) if rows else np.zeros((0, 3), dtype=np.float32)


def make_statement_relations(settings: ModelSettings, cache: Cache | None) -> StatementRelations:
    """The relations by the shipped model; nothing is loaded until something has to be computed."""
    return StatementRelations(InferenceModel(threads=settings.threads), cache)
