"""How likely a sentence is a prompt injection, which speaks to the program that reads it.

The signs of `prompt_injection_features` are weighed by what labels have taught, in a
logistic regression over the signs and their pairs (`training/directives.py`), the same for every language.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from briefing.extract.prompt_injection_features import SIGNS, Signs, signs

__all__ = ["BESIDE", "LEAST", "WEIGHTS", "expand", "speaks_to_a_program"]

WEIGHTS = Path(__file__).parent / "weights" / "directives.json"
LEAST = 0.7
"""Least probability that a sentence speaks to a program; below it, text of real pages is lost (docs/benchmarks/
reliability.md)."""

BESIDE = 0.1
"""The same of one that stands in a paragraph with an instruction."""


@dataclass(frozen=True, slots=True)
class _Weights:
    intercept: float
    weight: Signs

    def probability(self, values: Signs) -> float:
        return 1.0 / (1.0 + math.exp(-float(values @ self.weight) - self.intercept))


def speaks_to_a_program(sentence: str, *, beside: bool = False) -> bool:
    """Whether `sentence`, whose blanks are single, probably does, read in any language.

    `beside` says that it stands in a paragraph with one that does.
    """
    least = BESIDE if beside else LEAST
    return any(_weights().probability(expand(found)) >= least for found in signs(sentence))


def expand(found: Signs) -> Signs:
    """The signs and whether two of them come together, for each pair."""
    first, second = _pairs()
    return np.concatenate((found, found[first] * found[second]))


@cache
def _pairs() -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
    first, second = np.triu_indices(len(SIGNS), 1)
    return first, second


@cache
def _weights() -> _Weights:
    saved = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    return _Weights(saved["intercept"], np.array(saved["weight"]))
