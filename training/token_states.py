"""Token states of many sentences, computed once by the frozen encoder and kept in a memory-mapped file."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from briefing.models.encoder import TransformerEncoder

WIDTH = 384
CHUNK = 1024


class TokenStates:
    """`states[text]` -> (ids, states): int32 (tokens,), float16 (tokens, 384); special tokens are left out."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._index: dict[bytes, tuple[int, int]] = {}
        self._size = 0
        if (folder / "index.npy").exists():
            keys, spans = np.load(folder / "index.npy"), np.load(folder / "spans.npy")
            self._index = {key.tobytes(): (int(a), int(b)) for key, (a, b) in zip(keys, spans, strict=True)}
            self._size = int(spans[:, 1].max())
        self._map()

    def _map(self) -> None:
        if self._size:
            self._ids = np.fromfile(self._folder / "ids.bin", dtype=np.int32, count=self._size)
            self._states = np.memmap(self._folder / "states.bin", dtype=np.float16, mode="r", shape=(self._size, WIDTH))

    def __contains__(self, text: str) -> bool:
        return _key(text) in self._index

    def __getitem__(self, text: str) -> tuple[np.ndarray, np.ndarray]:
        start, end = self._index[_key(text)]
        return self._ids[start:end], self._states[start:end]

    def add(self, texts: Sequence[str], encoder: TransformerEncoder) -> None:
        """Compute what is missing; interrupted runs keep what they finished."""
        missing = [text for text in dict.fromkeys(texts) if text not in self]
        print(f"token states: {len(missing)} of {len(texts)} texts to encode", flush=True)
        for start in range(0, len(missing), CHUNK):
            self._add_chunk(missing[start : start + CHUNK], encoder)
            print(f"  {min(start + CHUNK, len(missing))}/{len(missing)}", flush=True)
        self._map()

    def _add_chunk(self, texts: list[str], encoder: TransformerEncoder) -> None:
        with (self._folder / "ids.bin").open("ab") as id_file, (self._folder / "states.bin").open("ab") as state_file:
            id_file.truncate(self._size * 4)
            state_file.truncate(self._size * WIDTH * 2)
            for text, found in zip(texts, encoder.tokens(texts), strict=True):
                found.ids.astype(np.int32).tofile(id_file)
                found.states.astype(np.float16).tofile(state_file)
                self._index[_key(text)] = (self._size, self._size + len(found.ids))
                self._size += len(found.ids)
        np.save(self._folder / "index.npy", np.array([np.frombuffer(key, dtype=np.uint8) for key in self._index]))
        np.save(self._folder / "spans.npy", np.array(list(self._index.values())))


def _key(text: str) -> bytes:
    return hashlib.blake2b(text.encode(), digest_size=16).digest()
