"""An encoder in front of which a cache of vectors stands, so that each sentence is encoded once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol, cast

import numpy as np

from briefing.models import hash_unknown_words
from briefing.models.encoder import Encoder, Skimmer, Vectors
from briefing.text.words_by_script import is_plain

__all__ = ["CachedEncoder", "VectorCache"]

# Part of the key of a text that the encoder may not be able to read: its vector rests on `hash_unknown_words` too.
_BY_SCRIPT: tuple[tuple[str, ...], ...] = ((), (f"characters above {hash_unknown_words.MOST_UNKNOWN}",))


class VectorCache(Protocol):
    """Where vectors are kept, as bytes by key (see `briefing.store.result_cache`)."""

    def get_many(self, keys: Sequence[bytes]) -> dict[bytes, bytes]:
        """The values that are known."""
        ...

    def put_many(self, values: Mapping[bytes, bytes]) -> None:
        """Keep new values."""
        ...


class CachedEncoder:
    """An encoder that computes only what its cache lacks; with everything cached the model is never loaded.

    `key` makes a cache key of the fingerprint and a text. Vectors are kept as float16, which loses nothing: the
    encoder rounds to it. An entry of the wrong length (a damaged cache) is computed again.
    """

    def __init__(self, encoder: Encoder, cache: VectorCache, key: Callable[..., bytes]) -> None:
        self._encoder = encoder
        self._cache = cache
        self._key = key

    @property
    def fingerprint(self) -> str:
        """That of the encoder behind."""
        return self._encoder.fingerprint

    @property
    def dimensions(self) -> int:
        """That of the encoder behind."""
        return self._encoder.dimensions

    @property
    def skimming(self) -> str:
        """That of the encoder behind, which must be a `Skimmer`."""
        return cast("Skimmer", self._encoder).skimming

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Vectors of shape (len(texts), dimensions); each distinct text is computed at most once."""
        return self._kept(self.fingerprint, self._encoder.encode, texts)

    def skim(self, texts: Sequence[str]) -> Vectors:
        """As `encode`, by the first layers of the encoder behind, which must be a `Skimmer`."""
        return self._kept(self.skimming, cast("Skimmer", self._encoder).skim, texts)

    def _kept(self, fingerprint: str, compute: Callable[[Sequence[str]], Vectors], texts: Sequence[str]) -> Vectors:
        keys = [self._key("vector", fingerprint, *_BY_SCRIPT[not is_plain(text)], text) for text in texts]
        known = {
            key: np.frombuffer(value, dtype=np.float16)
            for key, value in self._cache.get_many(list(dict.fromkeys(keys))).items()
            if len(value) == 2 * self.dimensions
        }
        missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
        if missing:
            fresh = compute(list(missing.values())).astype(np.float16)
            known.update(zip(missing, fresh, strict=True))
            self._cache.put_many({key: row.tobytes() for key, row in zip(missing, fresh, strict=True)})
        if not texts:
            return np.zeros((0, self.dimensions), dtype=np.float32)
        return np.stack([known[key] for key in keys]).astype(np.float32)
