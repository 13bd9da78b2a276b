"""(claim, evidence sentences) -> how well the claim is borne out, by the trained head over the shared encoder.

The head (`claim_support_network`, 2 MB) reads the encoder's token states; `training/verifier.py` made it.
torch is imported by the first call, not by importing this module.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from briefing.errors import ModelError
from briefing.models import locate_encoder
from briefing.models.encoder import Tokens

__all__ = ["Alignment", "EntailmentModel", "TokenEncoder"]

WEIGHTS = Path(__file__).parent / "weights" / "entailment.safetensors"
# Word pieces read of a claim sentence and of its evidence: what the head was trained on.
MOST_CLAIM, MOST_EVIDENCE = 64, 144
_BATCH = 32
# Probability from which a word is named as unsupported.
_WRONG = 0.5

Floats = npt.NDArray[np.float32]


class TokenEncoder(Protocol):
    """Anything that gives the word pieces of texts and their states."""

    @property
    def fingerprint(self) -> str:
        """Names weights and settings."""
        ...

    def tokens(self, texts: Sequence[str]) -> list[Tokens]:
        """The pieces of every text."""
        ...


@dataclass(frozen=True, slots=True)
class Alignment:
    """What the head found for one claim sentence.

    `logit` of support; `cosine` of the claim to its nearest evidence; `words` of the claim it doubts.
    """

    logit: float
    cosine: float
    words: tuple[str, ...] = ()


class EntailmentModel:
    """The trained head, loaded on first use.

    Raises:
        ModelError: the weights are missing or damaged.
    """

    def __init__(self, encoder: TokenEncoder, weights: Path = WEIGHTS) -> None:
        self._encoder = encoder
        self._weights = weights
        self._net: Any = None
        self._calibration: Floats = np.zeros((3, 0), dtype=np.float32)
        self._intercept = 0.0

    @property
    def fingerprint(self) -> str:
        """The encoder's, and the first 12 digits of the head's SHA-256."""
        return f"{self._encoder.fingerprint}+entailment@{locate_encoder.sha256(self._weights)[:12]}"

    def align(self, pairs: Sequence[tuple[str, Sequence[str]]]) -> list[Alignment]:
        """One finding for each (claim sentence, its evidence sentences)."""
        self._load()
        texts = list(dict.fromkeys(text for claim, evidence in pairs for text in (claim, *evidence)))
        tokens = dict(zip(texts, self._encoder.tokens(texts), strict=True))
        found: list[Alignment] = []
        for start in range(0, len(pairs), _BATCH):
            found += self._align(pairs[start : start + _BATCH], tokens)
        return found

    def calibrated(self, features: Floats) -> float:
        """The probability in 0…1 that a claim with these features, shape (features,), is supported."""
        self._load()
        mean, spread, weight = self._calibration
        intercept = self._intercept
        return float(1.0 / (1.0 + np.exp(-(float(((features - mean) / spread) @ weight) + intercept))))

    def _align(self, pairs: Sequence[tuple[str, Sequence[str]]], tokens: dict[str, Tokens]) -> list[Alignment]:
        import torch

        claims = [(tokens[claim].ids[:MOST_CLAIM], tokens[claim].states[:MOST_CLAIM]) for claim, _ in pairs]
        evidence = [_joined([tokens[text] for text in texts]) for _, texts in pairs]
        with torch.inference_mode():
            logits, errors = self._net(*_padded(claims), *_padded(evidence))
            doubts = torch.sigmoid(errors).numpy()
        return [
            Alignment(
                logit,
                max((_cosine(tokens[claim], tokens[text]) for text in texts), default=0.0),
                _doubted(claim, tokens[claim], doubts[row]),
            )
            for row, ((claim, texts), logit) in enumerate(zip(pairs, logits.tolist(), strict=True))
        ]

    def _load(self) -> None:
        if self._net is not None:
            return
        try:
            from safetensors.torch import load_file

            from briefing.models.claim_support_network import EntailmentNet

            tensors = load_file(self._weights)
            calibration = tensors.pop("calibration").float().numpy()
            intercept = float(tensors.pop("intercept"))
            net = EntailmentNet()
            net.load_state_dict({name: value.float() for name, value in tensors.items()})
        # safetensors and torch raise bare exceptions of their own.
        except Exception as error:
            raise ModelError(
                "the verifier's weights cannot be loaded", subject=str(self._weights), hint="Install the package again."
            ) from error
        self._net, self._calibration, self._intercept = net.eval(), calibration, intercept


def _joined(parts: Sequence[Tokens]) -> tuple[npt.NDArray[np.int64], Floats]:
    ids = np.concatenate([part.ids for part in parts])[:MOST_EVIDENCE]
    return ids, np.concatenate([part.states for part in parts])[:MOST_EVIDENCE]


def _padded(items: Sequence[tuple[npt.NDArray[np.int64], Floats]]) -> tuple[Any, Any]:
    """Tensors of states and ids, filled with zeros to the longest."""
    import torch

    width = max(max(len(ids) for ids, _ in items), 1)
    states = torch.zeros((len(items), width, items[0][1].shape[1]))
    numbers = torch.zeros((len(items), width), dtype=torch.long)
    for row, (ids, vectors) in enumerate(items):
        states[row, : len(ids)] = torch.from_numpy(np.ascontiguousarray(vectors))
        numbers[row, : len(ids)] = torch.from_numpy(ids)
    return states, numbers


def _cosine(left: Tokens, right: Tokens) -> float:
    one, other = left.states.mean(axis=0), right.states.mean(axis=0)
    return float(one @ other / max(float(np.linalg.norm(one) * np.linalg.norm(other)), 1e-9))


def _doubted(claim: str, tokens: Tokens, doubts: Floats) -> tuple[str, ...]:
    """Whole words of `claim` one of whose pieces the head takes for wrong, in reading order."""
    words: list[str] = []
    end = -1
    for (start, stop), doubt in zip(tokens.spans[:MOST_CLAIM], doubts, strict=False):
        if doubt >= _WRONG and start >= end and claim[start:stop].strip():
            left = claim.rfind(" ", 0, start) + 1
            right = claim.find(" ", stop)
            end = right if right >= 0 else len(claim)
            words.append(claim[left:end].strip(".,;:!?\"“”'()"))
    return tuple(word for word in words if word)
