"""Token ids -> token states through the encoder, on a graphics card where there is one that works.

What goes wrong with a card is told once in the log, and the processor goes on: no card where one is asked for, a card
without the memory for the model or for the smallest batch, a driver that fails half-way. Batches are as large as the
card's free memory allows; one that does not fit is halved. Nothing that was computed before is computed again.
"""

from __future__ import annotations

import gc
import logging
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from typing import Any

from briefing.models.bert_on_packed_sentences import Bert

__all__ = ["DeviceBatches", "batches"]

_log = logging.getLogger(__name__)

# Tokens in one batch on a processor. On 2 cores 1024…4096 differ by less than 4 %; larger ones only cost memory.
# Batches of one length take 4-7 % less processor time than padded ones (450-900 news sentences, one thread).
_BATCH_TOKENS = 2048
# Tokens in one batch on a card: the fewest that are tried, and the most. Not measured, for want of a card.
_FEWEST, _MOST = 1024, 262_144
# Bytes that a token takes at most while a layer of a small encoder runs (about 25 rows of 384 floats), and the share of
# free memory that is taken.
_BYTES, _SHARE = 40_000, 0.5
_NO_MEMORY = ("out of memory", "can't allocate", "cannot allocate", "not enough memory", "alloc_failed")


class DeviceBatches:
    """A model that `load` makes for a device ("cpu", "cuda", "mps" or "auto"): a `Bert`, or one of transformers.

    Raises:
        Whatever `load` raises for the processor.
    """

    def __init__(self, load: Callable[[str], Any], device: str) -> None:
        self._load = load
        self.model = self._placed(_pick_device(device))
        self._budget = _budget(self.device)

    @property
    def size(self) -> int:
        """Length of one state."""
        return self.model.size if isinstance(self.model, Bert) else int(self.model.config.hidden_size)

    @property
    def device(self) -> str:
        """Where the model is: "cpu", "cuda" or "mps"."""
        return "cpu" if isinstance(self.model, Bert) else str(self.model.device.type)

    def states(self, ids: Sequence[Sequence[int]], *, depth: int | None = None) -> Iterator[tuple[list[int], Any]]:
        """(indices, states) of the texts of one length after another: (texts, tokens, size).

        With a `depth`, after so many layers.
        """
        left = set(range(len(ids)))
        while left:
            places = sorted(left)
            for batch, states in self._tried([ids[place] for place in places], depth):
                done = [places[index] for index in batch]
                left.difference_update(done)
                yield done, states

    def _tried(self, ids: Sequence[Sequence[int]], depth: int | None) -> Iterator[tuple[list[int], Any]]:
        """As `states`; it stops early where the card failed and something was changed: the batches, or the device."""
        if isinstance(self.model, Bert):
            yield from self.model.states(ids, depth=depth)
            return
        for batch in batches([len(each) for each in ids], self._budget):
            try:
                states = self._run([ids[index] for index in batch], depth)
            # torch raises RuntimeError for whatever a card or its driver does.
            except (RuntimeError, MemoryError) as error:
                if self.device == "cpu":
                    raise
                self._give_way(error)
                return
            yield batch, states

    def _run(self, ids: Sequence[Sequence[int]], depth: int | None) -> Any:
        import torch

        tokens = torch.tensor(ids).to(self.model.device)
        with torch.inference_mode():
            if depth is None:
                states = self.model(input_ids=tokens).last_hidden_state
            else:
                # All layers are computed; on a card they cost little.
                states = self.model(input_ids=tokens, output_hidden_states=True).hidden_states[depth]
        if self.device == "cuda":
            # A card computes later: what fails must fail here.
            torch.cuda.synchronize()
        return states

    def _give_way(self, error: BaseException) -> None:
        """Smaller batches where memory is short and they can be smaller, else the processor."""
        if _is_out_of_memory(error) and self._budget > _FEWEST:
            self._budget = max(_FEWEST, self._budget // 2)
            _free(self.device)
            return
        _tell(self.device, error)
        device, self.model = self.device, None
        _free(device)
        self.model = self._load("cpu")
        self._budget = _BATCH_TOKENS

    def _placed(self, device: str) -> Any:
        """The model on `device`; on the processor where that fails."""
        if device == "cpu":
            return self._load("cpu")
        try:
            return self._load(device)
        # torch is compiled without it (AssertionError), has no driver, or no room.
        except (RuntimeError, MemoryError, AssertionError, NotImplementedError) as error:
            _tell(device, error)
            _free(device)
            return self._load("cpu")


def batches(lengths: Sequence[int], budget: int = _BATCH_TOKENS) -> Iterator[list[int]]:
    """Indices of `lengths` in batches of one length each and at most `budget` tokens, longest first.

    A sentence longer than the budget has a batch of its own. Equal lengths keep their order.
    """
    order = sorted(range(len(lengths)), key=lambda index: lengths[index], reverse=True)
    for length, group in groupby(order, key=lambda index: lengths[index]):
        alike = list(group)
        size = max(1, budget // max(1, length))
        for start in range(0, len(alike), size):
            yield alike[start : start + size]


def _budget(device: str) -> int:
    """Tokens of a batch on `device`: as many as half of its free memory holds."""
    if device == "cpu":
        return _BATCH_TOKENS
    import torch

    if device != "cuda":
        return 8 * _BATCH_TOKENS
    free, _ = torch.cuda.mem_get_info()
    return int(min(_MOST, max(_FEWEST, _SHARE * free / _BYTES)))


def _tell(device: str, error: BaseException) -> None:
    reason = str(error).strip().splitlines() or [type(error).__name__]
    _log.warning(
        "the encoder runs on the processor: the device “%s” %s (%s)",
        device,
        "has too little memory" if _is_out_of_memory(error) else "failed",
        reason[0][:200],
        extra={"notice": True},
    )


def _is_out_of_memory(error: BaseException) -> bool:
    return isinstance(error, MemoryError) or any(words in str(error).lower() for words in _NO_MEMORY)


def _free(device: str) -> None:
    """Give unused memory of the card back; a driver that failed may fail at that too."""
    import torch

    gc.collect()
    try:
        if device == "cuda" and torch.cuda.is_available():
            torch.cuda.empty_cache()
    except RuntimeError:
        _log.debug("the memory of the card could not be given back", exc_info=True)


def _pick_device(name: str) -> str:
    import torch

    if name != "auto":
        return name
    if torch.cuda.is_available():
        return "cuda"
    return "mps" if torch.backends.mps.is_available() else "cpu"
