"""A sentence -> how likely an editor would leave each of its words out, by a small tagger over the encoder's token
states.

Trained by `training/cuts.py` on the project's own cuts, after public pairs of a sentence and its compression. It only
proposes: what may go is decided by the rules of the language and the verifier (`briefing.summarize.compress_sentence`).
A sentence is tagged by itself, so its figures do not depend on its company. Imports torch when something is first
tagged.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from briefing.errors import ModelError
from briefing.models import model_registry
from briefing.models.encoder import Tokens
from briefing.models.entailment_head import TokenEncoder

__all__ = ["SURFACE", "CutModel", "surface", "word_spans", "word_states"]

Matrix = npt.NDArray[np.float32]

_WEIGHTS = Path(__file__).with_name("weights") / "cuts.safetensors"
_WORD = re.compile(r"\S+")
SURFACE = 12
"""Columns of `surface`."""
_DASHES = frozenset(("–", "—", "--", "-"))


class CutModel:
    """The tagger, loaded on first use.

    Raises:
        ModelError: the weights are missing or damaged.
    """

    def __init__(self, encoder: TokenEncoder, weights: Path = _WEIGHTS) -> None:
        self._encoder = encoder
        self._weights = weights

    @cached_property
    def fingerprint(self) -> str:
        """The first 12 digits of the weights' SHA-256."""
        return f"cuts@{model_registry.sha256(self._weights)[:12]}"

    def drops(self, texts: Sequence[str]) -> list[Matrix]:
        """For each text the probability in 0…1 that each of its words, as white space parts them, is left out."""
        import torch

        with torch.inference_mode():
            return [self._tag(text, tokens) for text, tokens in zip(texts, self._encoder.tokens(texts), strict=True)]

    def _tag(self, text: str, tokens: Tokens) -> Matrix:
        import torch

        states = word_states(text, tokens)
        if not len(states):
            return np.zeros(0, dtype=np.float32)
        inputs = torch.from_numpy(np.concatenate([states, surface(text)], axis=1))[None]
        probabilities: Matrix = torch.sigmoid(self._net(inputs)[0]).numpy()
        return probabilities

    @cached_property
    def _net(self) -> Any:
        try:
            from safetensors.torch import load_file

            from briefing.models.compression_network import CutNet

            net = CutNet()
            net.load_state_dict({name: value.float() for name, value in load_file(self._weights).items()})
        # safetensors and torch raise bare exceptions of their own.
        except Exception as error:
            raise ModelError(
                "the weights that shorten sentences cannot be loaded",
                subject=str(self._weights),
                hint="Install the package again.",
            ) from error
        return net.eval()


def word_spans(text: str) -> list[tuple[int, int]]:
    """Where the words of `text` stand, parted by white space."""
    return [match.span() for match in _WORD.finditer(text)]


def word_states(text: str, tokens: Tokens) -> Matrix:
    """The mean of the states of each word's pieces, (words, dimensions); zeros for words beyond what was encoded."""
    spans = word_spans(text)
    width = tokens.states.shape[1] if tokens.states.ndim == 2 else 0
    sums, counts = np.zeros((len(spans), width), dtype=np.float32), np.zeros(len(spans), dtype=np.float32)
    word = 0
    for (start, end), state in zip(tokens.spans, tokens.states, strict=True):
        while word < len(spans) and spans[word][1] <= start:
            word += 1
        # The special pieces stand for no letters.
        if word < len(spans) and end > start:
            sums[word] += state
            counts[word] += 1
    return np.asarray(sums / np.maximum(counts, 1)[:, None], dtype=np.float32)


def surface(text: str) -> Matrix:
    """What the letters and marks of each word tell, (words, SURFACE)."""
    words = text.split()
    count = len(words)
    rows = [
        (
            word[:1].isupper(),
            any(map(str.isdigit, word)),
            word.endswith(","),
            word.endswith((".", "!", "?")),
            word.startswith("("),
            word.endswith((")", "),")),
            any(mark in word for mark in '"“”«»'),
            place > 0 and words[place - 1].endswith(","),
            word in _DASHES,
            place / 40,
            (count - place) / 40,
            count / 40,
        )
        for place, word in enumerate(words)
    ]
    return np.array(rows, dtype=np.float32).reshape(count, SURFACE)
