"""Learn the map from mean states after the first layers of the encoder to its vectors, and write it.

    python -m training.first_layers

Learnt from: the sentences and titles of the labelled training articles, by least squares with a small penalty; their
grades are not looked at. Every hundredth sentence is left out, and tells how near the mapped vectors come. The same
file comes out each time.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import save_file

from briefing.models.bert_on_packed_sentences import Bert
from briefing.models.encoder import TransformerEncoder
from briefing.models.first_layers import WEIGHTS
from training.labelled import load

LAYERS = 1
PENALTY = 1.0
TEST = 100


def sentences(data: Path) -> list[str]:
    """The sentences and titles of the labelled training articles, each once."""
    documents = [item.document for item in load(data, split="train")]
    texts = (
        text for each in documents for text in (*(each.text[slice(*span)] for span in each.sentences), each.title or "")
    )
    return list(dict.fromkeys(text for text in texts if text.strip()))


def means(texts: Sequence[str], encoder: TransformerEncoder, layers: int) -> np.ndarray:
    """The mean states of `texts` after so many layers, (texts, dimensions)."""
    encoder.encode(["warm up"])
    bert = Bert.load(encoder.locate(), layers=layers)
    assert bert, "the map is learnt from a BERT"
    tokens = [item.ids for item in encoder._tokenizer.encode_batch_fast(list(texts))]
    found = np.zeros((len(texts), bert.size), dtype=np.float32)
    for indices, states in bert.states(tokens):
        found[indices] = states.mean(dim=1).numpy()
    return found


def fit(inputs: np.ndarray, wanted: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The matrix and the shift that bring `inputs` nearest to `wanted`."""
    rows = np.concatenate([inputs, np.ones((len(inputs), 1))], axis=1).astype(np.float64)
    product = rows.T @ rows + PENALTY * np.eye(rows.shape[1])
    solved = np.linalg.solve(product, rows.T @ wanted.astype(np.float64))
    return solved[:-1], solved[-1]


def likeness(inputs: np.ndarray, wanted: np.ndarray, matrix: np.ndarray, shift: np.ndarray) -> float:
    """Mean cosine of the mapped `inputs` with `wanted`, whose rows are of unit length."""
    mapped = inputs @ matrix + shift
    return float(((mapped / np.linalg.norm(mapped, axis=1, keepdims=True)) * wanted).sum(axis=1).mean())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    options = parser.parse_args()
    torch.set_num_threads(1)
    texts = sentences(options.data)
    encoder = TransformerEncoder(threads=1, device="cpu")
    wanted, inputs = encoder.encode(texts), means(texts, encoder, LAYERS)
    test = np.arange(len(texts)) % TEST == 0
    near = likeness(inputs[test], wanted[test], *fit(inputs[~test], wanted[~test]))
    print(f"{len(texts)} sentences; cosine of those left out {near:.3f}", flush=True)
    matrix, shift = fit(inputs, wanted)
    tensors = {
        name: torch.from_numpy(value).half().contiguous() for name, value in (("matrix", matrix), ("shift", shift))
    }
    save_file(tensors, WEIGHTS, metadata={"layers": str(LAYERS)})


if __name__ == "__main__":
    main()
