"""Hashes the words of a text that an encoder cannot read into a vector, by words or pairs of characters, not meaning.

A word piece that an encoder's vocabulary lacks is "unknown" to it, and sentences of unknown pieces have one and the
same vector. Of such a text the words are hashed into as many numbers as the encoder has (Weinberger et
al. 2009, feature hashing), so that texts are alike as far as they share words.
"""

from __future__ import annotations

import math
import zlib
from collections import Counter

import numpy as np
import numpy.typing as npt

from briefing.text.words_by_script import is_plain, words

__all__ = ["MOST_UNKNOWN", "is_hashed", "vector"]

MOST_UNKNOWN = 0.2
"""Share of a text's word pieces that may be unknown to the encoder.

To all-MiniLM-L6-v2 a third of Japanese, half of Chinese, two thirds of Thai and all of Khmer and Burmese is unknown; of
Hindi, Arabic, Korean, Hebrew, Russian, Turkish and the languages of Western Europe 0 to 6 %.
"""


# What 16 bits leave of a cosine of 1.
_THE_SAME = 0.999


def is_hashed(text: str, row: npt.NDArray[np.float32]) -> bool:
    """Whether `row`, the unit vector of `text`, tells its words and not its meaning."""
    return not is_plain(text) and float(row @ vector(text, len(row))) > _THE_SAME


def vector(text: str, dimensions: int) -> npt.NDArray[np.float32]:
    """Unit vector (dimensions,) of the words of `text`; of a text without any, one that is the same for all of them."""
    found = np.zeros(dimensions, dtype=np.float64)
    for word, count in Counter(words(text.casefold()) or ["."]).items():
        number = zlib.crc32(word.encode("utf-8", "replace"))
        found[(number >> 1) % dimensions] += (1 if number & 1 else -1) * (1 + math.log(count))
    length = float(np.linalg.norm(found))
    if not length:
        found[0] = length = 1.0
    return np.asarray(found / length, dtype=np.float32)
