"""Fixtures shared by all tests: a quick fake encoder, the real one, documents made by hand."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from briefing.models.encoder import TransformerEncoder, Vectors
from briefing.records import Citation, Document, Evidence, Point

ROOT = Path(__file__).resolve().parent.parent
SEEDS = ROOT / "seeds"


class FakeEncoder:
    """Bags of hashed words: deterministic, quick, and alike for texts that share words."""

    fingerprint = "fake@1"
    dimensions = 64

    def __init__(self) -> None:
        self.encoded: list[str] = []

    def encode(self, texts: Sequence[str]) -> Vectors:
        self.encoded += texts
        vectors = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        for row, text in enumerate(texts):
            for word in re.findall(r"\w+", text.lower()) or ["-"]:
                digest = hashlib.sha256(word.encode()).digest()
                vectors[row, digest[0] % self.dimensions] += 1.0
        norms = np.linalg.norm(vectors, axis=1, keepdims=True)
        return (vectors / np.maximum(norms, 1e-9)).astype(np.float16).astype(np.float32)


def make_document(*sentences: str, name: str = "a1", title: str | None = None, **fields: object) -> Document:
    """A document of one paragraph whose sentences are the arguments."""
    spans, text = [], ""
    for sentence in sentences:
        text += (" " if text else "") + sentence
        spans.append((len(text) - len(sentence), len(text)))
    return Document(id=name, source=f"{name}.txt", text=text, sentences=tuple(spans), title=title, **fields)  # type: ignore[arg-type]


def make_point(document: Document, *rows: int, text: str | None = None) -> Point:
    """A key point of a story in the words of a sentence of `document`, which is cited; so are the other `rows`."""
    citations = tuple(Citation.of(Evidence(document.id, *document.sentences[row]), document) for row in rows or (0,))
    return Point(text or citations[0].quote, "verbatim", "supported", 0.0, citations)


@pytest.fixture
def fake_encoder() -> FakeEncoder:
    return FakeEncoder()


@pytest.fixture(scope="session")
def encoder() -> TransformerEncoder:
    """The real encoder, loaded once."""
    return TransformerEncoder()


@pytest.fixture
def seeds() -> Path:
    return SEEDS


@pytest.fixture(scope="session")
def chat_folder(tmp_path_factory) -> Path:
    """A tiny causal chat model in a folder."""
    from generators import tiny_chat

    return tiny_chat(tmp_path_factory.mktemp("models") / "tiny-chat")


@pytest.fixture(scope="session")
def seq2seq_folder(tmp_path_factory) -> Path:
    """A tiny sequence-to-sequence model in a folder."""
    from generators import tiny_seq2seq

    return tiny_seq2seq(tmp_path_factory.mktemp("models") / "tiny-bart")


@pytest.fixture(scope="session")
def gguf_file(tmp_path_factory, chat_folder) -> Path:
    """The tiny chat model as a GGUF file."""
    pytest.importorskip("gguf", reason="needs the gguf extra")
    pytest.importorskip("accelerate", reason="needs the gguf extra")
    from generators import tiny_gguf

    return tiny_gguf(tmp_path_factory.mktemp("gguf"), chat_folder)
