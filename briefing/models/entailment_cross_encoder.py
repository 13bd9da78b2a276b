"""(premise, hypothesis) -> whether the premise says the hypothesis, by a small cross-encoder.

The encoder's embeddings under six layers of our own (`weights/inference.safetensors`), which read both texts at once,
and a linear head over the first state and the mean of all; `training/inference.py` made them. Pairs are packed as
sentences are (`briefing.models.bert_on_packed_sentences`), so what is said of one does not depend on the others. torch
is imported by the first call, not by importing this module.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from briefing.errors import ModelError
from briefing.models import locate_encoder
from briefing.models.bert_on_packed_sentences import Bert

__all__ = ["InferenceModel"]

WEIGHTS = Path(__file__).parent / "weights" / "inference.safetensors"
BASE = "all-MiniLM-L6-v2"
"""The encoder whose embeddings the layers were trained on."""
# Word pieces of a pair, with the special ones: what the layers were trained on. The longer text is cut.
_LONGEST = 208
# Digits that probabilities are rounded to: fewer than processors differ in.
_DIGITS = 5

Floats = npt.NDArray[np.float32]


class InferenceModel:
    """The trained layers, loaded on first use; with `threads`, that many are used.

    Raises:
        ModelError: the weights or those of the encoder are missing or damaged.
    """

    def __init__(self, *, threads: int = 0, weights: Path = WEIGHTS) -> None:
        self._threads = threads
        self._weights = weights
        self._bert: Bert | None = None
        self._tokenizer: Any = None
        self._tensors: dict[str, npt.NDArray[np.float64]] = {}

    @property
    def fingerprint(self) -> str:
        """The encoder's, and the first 12 digits of the SHA-256 of our own weights."""
        base = locate_encoder.MODELS[BASE].sha256
        return f"{BASE}@{base[:12]}+inference@{locate_encoder.sha256(self._weights)[:12]}"

    def relate(self, pairs: Sequence[tuple[str, str]]) -> Floats:
        """Probabilities (pairs, 3) that the premise says the hypothesis, leaves it open, says the contrary of it."""
        self._load()
        probabilities = np.zeros((len(pairs), 3), dtype=np.float32)
        if not pairs or self._bert is None:
            return probabilities
        read = self._tokenizer.encode_batch([(premise or ".", hypothesis or ".") for premise, hypothesis in pairs])
        for indices, states in self._bert.states([item.ids for item in read], [item.type_ids for item in read]):
            for index, rows in zip(indices, states.double().numpy(), strict=True):
                probabilities[index] = self._judged(rows)
        return probabilities

    def _judged(self, states: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        read = np.concatenate([states[0], states.mean(axis=0)])
        logits = self._tensors["head.weight"] @ read + self._tensors["head.bias"]
        powers = np.exp(logits - logits.max())
        return np.asarray(np.round(powers / powers.sum(), _DIGITS))

    def _load(self) -> None:
        if self._bert is not None:
            return
        folder = locate_encoder.locate(BASE)
        try:
            import torch
            from safetensors.torch import load_file
            from tokenizers import Tokenizer

            if self._threads:
                torch.set_num_threads(self._threads)
            tensors = load_file(self._weights)
            own = {name: value.double().numpy() for name, value in tensors.items() if not name.startswith("encoder.")}
            tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
            bert = Bert.load(folder, trained=self._weights)
            if bert is None or not {"head.weight", "head.bias"} <= own.keys():
                raise ValueError("layers are missing")
        # safetensors and torch raise bare exceptions of their own.
        except Exception as error:
            raise ModelError(
                "the weights of the citation check cannot be loaded",
                subject=str(self._weights),
                hint="Install the package again.",
            ) from error
        tokenizer.enable_truncation(_LONGEST, strategy="longest_first")
        tokenizer.no_padding()
        self._tokenizer, self._tensors, self._bert = tokenizer, own, bert
