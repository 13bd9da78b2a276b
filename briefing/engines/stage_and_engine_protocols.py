"""What an engine maps, and what every engine does: the two protocols, and the windows that items are handed out in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, Protocol, TypeVar

from briefing.runtime import process_pool

__all__ = ["WINDOW", "Engine", "Stage", "windows"]

# Items handed out together: about ten seconds of work for one CPU, against milliseconds to send them.
WINDOW = 64

T = TypeVar("T")


class Stage(process_pool.Stage, Protocol):
    """Work on single items (`briefing.runtime.process_pool`) that can be fitted to the machine it is sent to."""

    @property
    def device(self) -> str:
        """The device to run on: auto, cpu, cuda or mps."""
        ...

    def sized(self, *, threads: int, device: str) -> Stage:
        """The same stage for a worker that has `threads` threads and `device`."""
        ...


class Engine(Protocol):
    """Maps a stage over items."""

    def map(self, stage: Stage, items: Iterable[Any]) -> Iterator[Any]:
        """The result of every item, in the order of the items. Raises BriefingError if no worker can run."""
        ...


def windows(items: Iterable[T], size: int = WINDOW) -> Iterator[list[T]]:
    """`items` in lists of `size`, the last one shorter; items are read only as they are needed."""
    stream = iter(items)
    while window := list(islice(stream, size)):
        yield window
