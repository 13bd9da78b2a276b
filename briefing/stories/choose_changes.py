"""Which of the sentences that tell something new are listed as changes: what happened, not its echo and its comments.

Comes in: what is new in a story, in reading order. Goes out: whether each is listed. A figure that moved and a turn of
events always are; what is like a change listed before it, or mostly quotation, is seldom what happened.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

__all__ = ["Kind", "NewSentence", "listed"]

Vector = npt.NDArray[np.float32]
Kind = Literal["point", "figure", "status"]

# Cosine to what is told before it, and share of quotation, beyond which a sentence is not listed. Of 116 new sentences
# of real days, read and labelled, 58 % are changes; with these bounds 68 % of what is listed are, and 91 % of all
# changes are listed. Of 122 of other days see docs/benchmarks/reading.md.
_ECHO, _QUOTED = 0.5, 0.3


@dataclass(frozen=True, slots=True)
class NewSentence:
    """A sentence's unit vector, the share of its characters that is quoted, and which kind of change it would be."""

    vector: Vector
    quoted: float
    kind: Kind


def listed(sentences: Sequence[NewSentence]) -> list[bool]:
    """Whether each is listed, in order; the first always is."""
    return [not place or _is_listed(each, sentences[:place]) for place, each in enumerate(sentences)]


def _is_listed(sentence: NewSentence, before: Sequence[NewSentence]) -> bool:
    if sentence.kind != "point":
        return True
    likeness = max(float(sentence.vector @ each.vector) for each in before)
    return round(likeness, 4) <= _ECHO and sentence.quoted <= _QUOTED
