"""What an engine maps, and what every engine does: the two protocols, and the windows that items are handed out in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, Protocol, TypeVar

__all__ = ["WINDOW", "Engine", "Run", "Stage", "windows"]

# Items handed out together: some ten seconds of one processor's work, against milliseconds to send them.
WINDOW = 64

T = TypeVar("T")

Run = Callable[[Sequence[Any]], list[Any]]
"""Results of a window of items, one each, in their order."""


class Stage(Protocol):
    """Work on single items, fit to be sent to another process: it can be pickled, and holds no model until started.

    The result of an item depends on that item alone, not on which others share its window.
    """

    @property
    def device(self) -> str:
        """What it is to run on: auto, cpu, cuda, mps."""
        ...

    def start(self) -> Run:
        """Load what is needed, once a worker."""
        ...

    def sized(self, *, threads: int, device: str) -> Stage:
        """The same stage for a worker that has `threads` threads and `device`."""
        ...

    def lost(self, item: Any, reason: str) -> Any:
        """The result that stands for an item whose worker did not survive it."""
        ...


class Engine(Protocol):
    """Maps a stage over items."""

    def map(self, stage: Stage, items: Iterable[Any]) -> Iterator[Any]:
        """The result of every item, in the order of the items. Raises BriefingError where no worker can run."""
        ...


def windows(items: Iterable[T], size: int = WINDOW) -> Iterator[list[T]]:
    """`items` in lists of `size`, the last one shorter; no more of them are read than are asked for."""
    stream = iter(items)
    while window := list(islice(stream, size)):
        yield window
