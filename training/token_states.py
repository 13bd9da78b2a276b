"""Token states of many sentences, computed once by the frozen encoder and kept in a memory-mapped file.

`layers` says after how many layers of the encoder; all of them by default. `longest` is how many pieces of a sentence
are kept, with the special ones.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from briefing.models.bert_on_packed_sentences import Bert
from briefing.models.encoder import TransformerEncoder

WIDTH = 384
LONGEST = 96


class TokenStates:
    """`states[text]` -> (ids, states): int32 (tokens,), float16 (tokens, 384); special tokens only if `special`."""

    def __init__(
        self, folder: Path, *, layers: int | None = None, special: bool = False, longest: int = LONGEST
    ) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder, self._layers, self._special, self._longest = folder, layers, special, longest
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
        encoder.encode(["warm up"])
        model = Bert.load(encoder.locate(), layers=self._layers)
        assert model, "token states are those of a BERT"
        for start in range(0, len(missing), 1024):
            self._add_chunk(missing[start : start + 1024], encoder._tokenizer, model)
            print(f"  {min(start + 1024, len(missing))}/{len(missing)}", flush=True)
        self._map()

    def _add_chunk(self, texts: list[str], tokenizer, model: Bert) -> None:
        ids = [found.ids[: self._longest] for found in tokenizer.encode_batch_fast(texts)]
        edge = 0 if self._special else 1
        with (self._folder / "ids.bin").open("ab") as id_file, (self._folder / "states.bin").open("ab") as state_file:
            id_file.truncate(self._size * 4)
            state_file.truncate(self._size * WIDTH * 2)
            for indices, states in model.states(ids):
                for index, rows in zip(indices, states.numpy().astype(np.float16), strict=True):
                    inner = ids[index][edge : len(ids[index]) - edge] or ids[index][:1]
                    np.array(inner, dtype=np.int32).tofile(id_file)
                    rows[edge : edge + len(inner)].tofile(state_file)
                    self._index[_key(texts[index])] = (self._size, self._size + len(inner))
                    self._size += len(inner)
        np.save(self._folder / "index.npy", np.array([np.frombuffer(key, dtype=np.uint8) for key in self._index]))
        np.save(self._folder / "spans.npy", np.array(list(self._index.values())))


def _key(text: str) -> bytes:
    return hashlib.blake2b(text.encode(), digest_size=16).digest()
