"""The engine of one machine: in this process or, with `isolate`, in a child process that may die."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from briefing.engines.stage_and_engine_protocols import Stage, windows
from briefing.runtime.process_pool import Pool

__all__ = ["LocalEngine"]


class LocalEngine:
    """Maps a stage over items, a window at a time."""

    def __init__(self, *, isolate: bool = False) -> None:
        self._isolate = isolate

    def map(self, stage: Stage, items: Iterable[Any]) -> Iterator[Any]:
        """The result of every item, in the order of the items."""
        if not self._isolate:
            run = stage.start()
            for window in windows(items):
                yield from run(window)
            return
        with Pool(stage) as pool:
            for window in windows(items):
                yield from pool.run(window)
