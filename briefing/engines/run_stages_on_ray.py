"""The engine of many machines: windows of items mapped with Ray Data over a local or remote cluster.

The driver reads the input and numbers its windows. Ray Data's streaming executor hands them to a pool of actors, each
with a model of its own in a child process (`briefing.runtime.process_pool`), holds back what would not fit, and returns
the results in order. A worker that is lost with its node is started on another, and its windows are run again. If a
window loses its workers repeatedly, it is given up and its items become failures. Work goes out a segment at a time, so
that the driver's memory is bounded by the number of workers and not by the input.
"""

from __future__ import annotations

import pickle
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from briefing.config import EngineSettings
from briefing.engines import ray_cluster
from briefing.engines.stage_and_engine_protocols import WINDOW, Stage, windows
from briefing.errors import BriefingError, EngineError
from briefing.runtime.process_pool import Pool

__all__ = ["Attempts", "RayEngine", "Worker"]

# Windows a worker gets before the pool is made anew: some eight minutes' work, of which loading the model takes 1 %.
_SEGMENT_WINDOWS = 32
# Attempts at a window. If all fail, the window itself kills its workers: an article takes all of the memory.
_ATTEMPTS = 3


class RayEngine:
    """Maps a stage over items on the cluster of `settings`.

    Raises:
        EngineError: Ray is not installed.
    """

    def __init__(self, settings: EngineSettings) -> None:
        ray_cluster.require()
        self._settings = settings

    def map(self, stage: Stage, items: Iterable[Any]) -> Iterator[Any]:
        """The result of every item, in the order of the items.

        Raises:
            EngineError: the cluster cannot be reached, is of other versions, or has no room for a worker.
            BriefingError: what the stage raised when a worker started it.
        """
        with ray_cluster.connected(self._settings):
            room = ray_cluster.room(self._settings, device=stage.device)
            sized = stage.sized(threads=room.cpus, device="cuda" if room.gpus else "cpu")
            for segment in windows(items, WINDOW * _SEGMENT_WINDOWS * room.workers):
                yield from _map_segment(sized, segment, room)


def _map_segment(stage: Stage, items: list[Any], room: ray_cluster.Room) -> Iterator[Any]:
    import ray

    try:
        # No prefetching, so that a window's results are passed on as soon as they are there.
        dataset = _dataset(stage, list(windows(items)), room)
        for batch in dataset.iter_batches(batch_size=None, batch_format="pyarrow", prefetch_batches=0):
            for content in batch["content"].to_pylist():
                kind, value = pickle.loads(content)  # noqa: S301 - written by our own worker
                if kind == "error":
                    raise value
                yield from value
    except ray.exceptions.RayError as error:
        raise EngineError("the cluster failed", subject="ray", hint=ray_cluster.LOGS) from error


def _dataset(stage: Stage, parts: list[list[Any]], room: ray_cluster.Room) -> Any:
    """One row a window: its number, and its results."""
    import pyarrow
    import ray

    kind = pyarrow.schema([("number", pyarrow.int64()), ("content", pyarrow.large_binary())])
    blocks = [pyarrow.table({"number": [at], "content": [pickle.dumps(part)]}, kind) for at, part in enumerate(parts)]
    return ray.data.from_blocks(blocks).map_batches(
        Worker,
        fn_constructor_kwargs={"stage": stage, "begin": _Begin(_here(Attempts))},
        batch_size=None,
        batch_format="pyarrow",
        compute=ray.data.ActorPoolStrategy(size=min(room.workers, len(parts))),
        num_cpus=room.cpus,
        num_gpus=room.gpus or None,
    )


def _here(kind: type) -> Any:
    """An actor on the driver's own node, which lives as long as the run does."""
    import ray
    from ray.util.scheduling_strategies import NodeAffinitySchedulingStrategy

    node = ray.get_runtime_context().get_node_id()
    strategy = NodeAffinitySchedulingStrategy(node, soft=False)
    return ray.remote(num_cpus=0, scheduling_strategy=strategy)(kind).remote()


class Attempts:
    """How often work on each window was begun."""

    def __init__(self) -> None:
        self._begun: Counter[int] = Counter()

    def begin(self, number: int) -> int:
        """Count one more, and say how many it is."""
        self._begun[number] += 1
        return self._begun[number]


class _Begin:
    """Tells the one `Attempts` of a run that work on a window begins."""

    def __init__(self, attempts: Any) -> None:
        self._attempts = attempts

    def __call__(self, number: int) -> int:
        import ray

        count: int = ray.get(self._attempts.begin.remote(number))
        return count


class Worker:
    """An actor of the pool: turns blocks of one pickled window into blocks of its pickled results."""

    def __init__(self, stage: Stage, begin: Callable[[int], int]) -> None:
        self._stage = stage
        self._begin = begin
        self._pool = Pool(stage)

    def __call__(self, block: Any) -> Any:
        """The results of the window in `block`, or an error that every worker would meet."""
        import pyarrow

        rows = zip(block["number"].to_pylist(), block["content"].to_pylist(), strict=True)
        answers = [pickle.dumps(self._answer(number, pickle.loads(part))) for number, part in rows]  # noqa: S301 - the driver's
        content = pyarrow.array(answers, pyarrow.large_binary())
        return block.set_column(block.schema.get_field_index("content"), "content", content)

    def _answer(self, number: int, window: list[Any]) -> tuple[str, Any]:
        if self._begin(number) > _ATTEMPTS:
            reason = f"{_ATTEMPTS} workers were lost over it or beside it"
            return "done", [self._stage.lost(item, reason) for item in window]
        try:
            return "done", self._pool.run(window)
        except BriefingError as error:
            return "error", error
