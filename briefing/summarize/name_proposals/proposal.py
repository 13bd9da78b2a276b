"""A name that might be put into a sentence: where, for what, and what speaks for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

__all__ = ["Kind", "Proposal"]

Kind = Literal["pronoun", "surname", "noun", "acronym"]


@dataclass(frozen=True, slots=True)
class Proposal:
    """`name` for the characters from `start` to `end` of the sentence; `source` is the sentence that gives it.

    Where `start` is `end`, the name explains the word before. `suffix` follows the brackets.
    """

    kind: Kind
    start: int
    end: int
    name: str
    source: int
    features: tuple[float, ...] = ()
    suffix: str = ""
