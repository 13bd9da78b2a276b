"""The encoder, key points and a generator on a graphics card, against the processor: `benchmarks/speed.py gpu`.

Comes in: articles and the devices. Goes out: a table of articles a second, utilisation and most memory, after the
vectors of both devices were found equal within `TOLERANCE`. Where there is no card, the processor is measured against
itself, and the text says so.
"""

from __future__ import annotations

import resource
import shutil
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from briefing.config import ModelSettings, SummarySettings
from briefing.models.encoder import TransformerEncoder
from briefing.models.generator_protocol import Decoding, make_generator
from briefing.records import Document
from briefing.summarize.encode_and_summarize_articles import Tools, encode_and_summarize, make_tools

__all__ = ["TOLERANCE", "Measured", "Sampler", "difference", "report"]

TOLERANCE = 2e-3
"""Most that an entry of a unit vector may differ by: two steps of float16, to which vectors are rounded, and the order
in which a card adds."""
_QUERY = ("nvidia-smi", "--query-gpu=utilization.gpu", "--format=csv,noheader,nounits")
_EVERY = 0.2


@dataclass(frozen=True, slots=True)
class Measured:
    """What one step took: articles a second, mean utilisation of the card in per cent, most memory in MB."""

    name: str
    rate: float
    utilisation: float | None
    megabytes: float


class Sampler:
    """Asks `query` for the card's utilisation while something runs; without the command there are no samples."""

    def __init__(self, query: Sequence[str] = _QUERY) -> None:
        self._query = query
        self._samples: list[float] = []

    @property
    def mean(self) -> float | None:
        return float(np.mean(self._samples)) if self._samples else None

    @contextmanager
    def running(self) -> Iterator[None]:
        ended = threading.Event()
        thread = threading.Thread(target=self._sample, args=(ended,), daemon=True)
        thread.start()
        try:
            yield
        finally:
            ended.set()
            thread.join()

    def _sample(self, ended: threading.Event) -> None:
        if shutil.which(self._query[0]) is None:
            return
        while not ended.is_set():
            done = subprocess.run(self._query, capture_output=True, text=True, timeout=10, check=False)
            # "[N/A]" where the driver does not tell.
            self._samples += [float(line) for line in done.stdout.split() if line.isdigit()][:1]
            ended.wait(_EVERY)


def difference(left: np.ndarray, right: np.ndarray) -> float:
    """The most that two sets of vectors differ by."""
    return float(np.abs(left - right).max()) if left.size else 0.0


def report(documents: Sequence[Document], settings: ModelSettings) -> str:
    """The text of the section. Raises SystemExit where the devices disagree."""
    texts = [document.sentence(number) for document in documents for number in range(len(document.sentences))]
    card, processor = (TransformerEncoder(device=device) for device in (settings.device, "cpu"))
    few = texts[:400]
    off = difference(card.encode(few), processor.encode(few))
    used = card.device
    if off > TOLERANCE:
        raise SystemExit(f"vectors of {used} and cpu differ by {off:.1e}, more than {TOLERANCE:.0e}")
    tools = replace(make_tools(settings, None), encoder=card, skimmer=card)
    rows = list(_steps(documents, texts, tools, settings, used))
    return _told(used, len(few), off) + _table(rows)


def _steps(
    documents: Sequence[Document], texts: Sequence[str], tools: Tools, settings: ModelSettings, device: str
) -> Iterator[Measured]:
    count = len(documents)
    yield measured("encoder, every sentence", count, lambda: tools.encoder.encode(texts), device)
    whole = measured(
        "key points", count, lambda: list(encode_and_summarize(documents, tools, SummarySettings())), device
    )
    heads = replace(tools, skimmer=_Known(TransformerEncoder(device=device), texts))
    yield measured(
        "heads: grades, cuts, names",
        count,
        lambda: list(encode_and_summarize(documents, heads, SummarySettings())),
        device,
    )
    yield whole
    if settings.generator:
        yield _written(documents, settings, device)


class _Known:
    """A skimmer that has the vectors of `texts` already."""

    def __init__(self, skimmer: Any, texts: Sequence[str]) -> None:
        self._skimmer = skimmer
        self._vectors = dict(zip(texts, skimmer.skim(texts), strict=True))
        self.skimming = skimmer.skimming

    def skim(self, texts: Sequence[str]) -> np.ndarray:
        lacking = [text for text in texts if text not in self._vectors]
        self._vectors |= dict(zip(lacking, self._skimmer.skim(lacking), strict=True))
        return np.stack([self._vectors[text] for text in texts]) if texts else self._skimmer.skim(texts)


def _written(documents: Sequence[Document], settings: ModelSettings, device: str) -> Measured:
    """One sentence of every article said in a generator's words."""
    generator = make_generator(settings)
    assert generator is not None
    prompts = [f"Say in one short sentence: {document.sentence(0)}" for document in documents]
    generator.generate(prompts[:1], Decoding(max_new_tokens=4))
    return measured(
        f"generator {settings.generator}, one sentence an article", len(documents),
        lambda: generator.generate(prompts, Decoding(max_new_tokens=40)), device,
    )  # fmt: skip


def measured(name: str, count: int, run: Callable[[], object], device: str, sampler: Sampler | None = None) -> Measured:
    """`run`, which takes `count` articles, with what it needed."""
    import torch

    sampler = sampler or Sampler()
    if device == "cuda":
        torch.cuda.reset_peak_memory_stats()
    started = time.perf_counter()
    with sampler.running():
        run()
    seconds = time.perf_counter() - started
    most = torch.cuda.max_memory_allocated() if device == "cuda" else 0
    return Measured(name, count / seconds, sampler.mean if device == "cuda" else None, (most or _resident()) / 1e6)


def _resident() -> float:
    return float(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss) * 1024


def _told(device: str, count: int, off: float) -> str:
    where = (
        f"On {_card()}." if device == "cuda" else "**No graphics card was used: these are figures of the processor.**"
    )
    return (
        f"{where} Vectors of {count} sentences differ from the processor's by {off:.1e} at most (allowed:"
        f" {TOLERANCE:.0e}).\n\n"
    )


def _card() -> str:
    import torch

    name = torch.cuda.get_device_name()
    return f"{name}, {torch.cuda.get_device_properties(0).total_memory / 1e9:.0f} GB"


def _table(rows: Sequence[Measured]) -> str:
    lines = ["| step | articles/s | utilisation | most memory, MB |", "| --- | ---: | ---: | ---: |"]
    for row in rows:
        share = "" if row.utilisation is None else f"{row.utilisation:.0f} %"
        lines.append(f"| {row.name} | {row.rate:.2f} | {share} | {row.megabytes:.0f} |")
    return "\n".join(lines) + "\n"
