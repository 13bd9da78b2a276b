"""Sentences -> vectors: the one transformer encoder the whole program shares.

Mean-pooled, L2-normalised token states, as the encoder was trained (Reimers & Gurevych 2019, Sentence-BERT). On the
processor a BERT runs through `bert_on_packed_sentences`, others through transformers in batches of one length
(`briefing.models.device_batches`). Nothing is spent on padding, and since padding is what makes a vector depend on its
neighbours, a sentence has the same vector, to the bit, whatever it is encoded with. A text of which it lacks the
characters gets a vector of its words instead (`briefing.models.hash_unknown_words`), and from the vectors of an encoder
that the program does not know by name what all of them have in common is taken away (`briefing.models.centre_vectors`).
So a run that was cut into other windows, resumed from a cache or spread over machines gives the same bytes. torch and
transformers are imported by the first call, not by importing this module.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from briefing.errors import ModelError
from briefing.models import centre_vectors, first_layers, hash_unknown_words, locate_encoder
from briefing.models.bert_on_packed_sentences import Bert
from briefing.models.device_batches import DeviceBatches
from briefing.models.locate_generator import is_hub_id, locate_generator
from briefing.text.words_by_script import is_plain

__all__ = [
    "Encoder",
    "Skimmer",
    "Tokens",
    "TransformerEncoder",
    "Vectors",
    "cosine",
]

Vectors = npt.NDArray[np.float32]
"""Shape (sentences, dimensions), rows of unit length."""

# What the encoder was trained on; longer sentences are cut. News sentences have 27 tokens on average.
_MAX_TOKENS = 128
# Sentences tokenised and sorted at a time: bounds memory on long streams.
_TOKENIZE_CHUNK = 4096


@dataclass(frozen=True, slots=True)
class Tokens:
    """The word pieces of one text, special ones left out: ids (n,), places in the text, states (n, dimensions)."""

    ids: npt.NDArray[np.int64]
    spans: tuple[tuple[int, int], ...]
    states: npt.NDArray[np.float32]


class Encoder(Protocol):
    """Anything that turns texts into unit vectors."""

    @property
    def fingerprint(self) -> str:
        """Names weights and settings: equal fingerprints give equal vectors."""
        ...

    @property
    def dimensions(self) -> int:
        """Length of one vector."""
        ...

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Vectors of shape (len(texts), dimensions), in the order of `texts`."""
        ...


class Skimmer(Protocol):
    """An encoder whose first layers alone tell enough to choose an article's points, in less time (`first_layers`)."""

    @property
    def skimming(self) -> str:
        """Names what `skim` gives, as an encoder's fingerprint names its vectors."""
        ...

    def skim(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors like those that `encode` gives, of shape (len(texts), dimensions)."""
        ...


class TransformerEncoder:
    """A BERT-like encoder, loaded on first use: a named one, one in a folder, or one of the Hub that was pulled.

    `lock` is the path of the file that pins models of the Hub. Vectors are rounded to float16: half the space in the
    cache, and the last bits that processors differ in are gone.

    Raises:
        ModelError: the model is missing, has the wrong hash, or does not load.
    """

    def __init__(
        self, name: str = "all-MiniLM-L6-v2", *, threads: int = 0, device: str = "auto", lock: str | None = None
    ) -> None:
        self._name = name
        self._lock = lock
        # What all its vectors have in common, where that is taken away from them.
        self._common: Vectors | None = None
        self._threads = threads
        self._device = device
        self._folder: Path | None = None
        self._model: Any = None
        self._tokenizer: Any = None

    @property
    def fingerprint(self) -> str:
        """Model name and the first 12 digits of its weights' SHA-256; of others, also what they are centred by."""
        entry = locate_encoder.MODELS.get(self._name)
        if entry:
            return f"{self._name}@{entry.sha256[:12]}"
        digest = locate_encoder.sha256(self.locate() / "model.safetensors")
        return f"{Path(self._name).name}-{centre_vectors.MARK}@{digest[:12]}"

    @property
    def skimming(self) -> str:
        """Its fingerprint with the number of first layers and the digest of the map behind them."""
        first = first_layers.shipped()
        return f"{self.fingerprint}/{first.layers}-{first.digest}"

    @property
    def dimensions(self) -> int:
        """Length of one vector, known without loading for a named model."""
        entry = locate_encoder.MODELS.get(self._name)
        if entry:
            return entry.dimensions
        self._load()
        return int(self._model.size)

    @property
    def device(self) -> str:
        """Where it runs, which a failing card changes: "cpu", "cuda" or "mps". Loads the model."""
        self._load()
        return str(self._model.device)

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors of `texts`, shape (len(texts), dimensions), float32."""
        if not texts:
            return np.zeros((0, self.dimensions), dtype=np.float32)
        self._load()
        if self._common is None and self._name not in locate_encoder.MODELS:
            self._common = centre_vectors.mean(self._vectors(centre_vectors.SENTENCES))
        return self._vectors(texts)

    def skim(self, texts: Sequence[str]) -> Vectors:
        """As `encode`, by its first layers, where it is the encoder that `first_layers` was learnt from."""
        if not texts:
            return self.encode(texts)
        self._load()
        return self._vectors(texts, first_layers.shipped())

    def _vectors(self, texts: Sequence[str], first: first_layers.FirstLayers | None = None) -> Vectors:
        vectors = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        for start in range(0, len(texts), _TOKENIZE_CHUNK):
            chunk = [text if text.strip() else "." for text in texts[start : start + _TOKENIZE_CHUNK]]
            self._encode_chunk(chunk, vectors[start : start + len(chunk)], first)
        return vectors

    def tokens(self, texts: Sequence[str]) -> list[Tokens]:
        """The word pieces of every text with their states, rounded to float16 as the vectors are."""
        self._load()
        found = self._tokenizer.encode_batch([text if text.strip() else "." for text in texts])
        out: dict[int, Tokens] = {}
        for indices, states in self._model.states([item.ids for item in found]):
            for index, rows in zip(indices, states.half().float().cpu().numpy(), strict=True):
                ids = np.array(found[index].ids[1:-1], dtype=np.int64)
                out[index] = Tokens(ids, tuple(found[index].offsets[1:-1]), rows[1:-1])
        return [out[index] for index in range(len(texts))]

    def _encode_chunk(self, texts: list[str], out: Vectors, first: first_layers.FirstLayers | None) -> None:
        from torch import from_numpy
        from torch.nn.functional import normalize

        tokens = [encoding.ids for encoding in self._tokenizer.encode_batch_fast(texts)]
        for indices, states in self._model.states(tokens, depth=first.layers if first else None):
            means = states.mean(dim=1).float()
            rows = normalize(first.mapped(means.cpu()) if first else means, dim=1)
            if self._common is not None and first is None:
                rows = from_numpy(centre_vectors.centred(rows.cpu().numpy(), self._common))
            out[indices] = rows.half().float().cpu().numpy()
        for index in self._unread(texts, tokens):
            out[index] = hash_unknown_words.vector(texts[index], out.shape[1]).astype(np.float16)

    def _unread(self, texts: Sequence[str], tokens: Sequence[Sequence[int]]) -> Iterator[int]:
        """Which of `texts` have too many word pieces that the encoder does not know; `tokens` are theirs."""
        unknown = self._tokenizer.token_to_id("[UNK]")
        unknown = self._tokenizer.token_to_id("<unk>") if unknown is None else unknown
        for index, (text, ids) in enumerate(zip(texts, tokens, strict=True)):
            if not is_plain(text) and ids.count(unknown) > hash_unknown_words.MOST_UNKNOWN * (len(ids) - 2):
                yield index

    def locate(self) -> Path:
        """The folder of its files, whose hashes are checked if they are known. Raises ModelError."""
        if self._folder is None:
            self._folder = self._found()
        return self._folder

    def _found(self) -> Path:
        """The folder of the model; of one of the Hub, the snapshot that is pinned, with the hashes that are."""
        if self._lock is None or Path(self._name).expanduser().exists() or not is_hub_id(self._name):
            return locate_encoder.locate(self._name)
        located = locate_generator(self._name, self._lock)
        located.check()
        return locate_encoder.locate(str(located.folder))

    def _load(self) -> None:
        if self._model is not None:
            return
        folder = self.locate()
        os.environ.setdefault("TOKENIZERS_PARALLELISM", "true")
        try:
            import torch
            from tokenizers import Tokenizer

            if self._threads:
                torch.set_num_threads(self._threads)
            tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
            model = DeviceBatches(lambda device: _load_model(folder, device), self._device)
        # tokenizers and safetensors raise bare exceptions of their own.
        except Exception as error:
            raise ModelError(
                "the encoder cannot be loaded", subject=self._name, hint="Run 'briefing doctor' to see what is wrong."
            ) from error
        tokenizer.enable_truncation(_MAX_TOKENS)
        tokenizer.no_padding()
        self._tokenizer = tokenizer
        self._model = model


def _load_model(folder: Path, device: str) -> Any:
    """A BERT for the processor, else a model of any kind that transformers knows."""
    if device == "cpu" and (own := Bert.load(folder)):
        return own
    import torch
    from transformers import AutoModel
    from transformers.utils import logging

    logging.set_verbosity(logging.CRITICAL)
    logging.disable_progress_bar()
    model = AutoModel.from_pretrained(
        folder, local_files_only=True, use_safetensors=True, dtype=torch.float32, add_pooling_layer=False
    )
    return model.to(device).eval()


def cosine(left: Vectors, right: Vectors) -> Vectors:
    """Cosine similarities of unit vectors: (n, d) × (m, d) -> (n, m)."""
    return np.asarray(left @ right.T, dtype=np.float32)
