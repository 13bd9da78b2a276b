"""A stage in a process of its own, so that an item which kills its process is named and the others are done.

Native code that crashes, and a kernel out of memory, end a process without an exception. The parent keeps nothing but
the window in hand: where the child dies, a new one takes the items of that window one by one, and the item on which it
dies again becomes `stage.lost(item)`. That costs two starts for each such item. A result does not depend on its
window, so the bytes are those of an undisturbed run.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from multiprocessing import Pipe
from types import TracebackType
from typing import Any, Self

from briefing.engines.stage import Stage
from briefing.errors import BriefingError, EngineError

__all__ = ["Isolated"]

# Loading a model from a slow network folder takes tens of seconds.
_START_SECONDS = 300.0
# A window of 64 articles takes ten seconds; of articles as long as books, some minutes. Longer is a hang.
_WINDOW_SECONDS = 3600.0
_STOP_SECONDS = 5.0


class _LostError(Exception):
    """The child did not answer for the items it was given; the message says why."""


class Isolated:
    """Runs windows of items through `stage` in a child process, which is started when it is first needed."""

    def __init__(self, stage: Stage, *, window_seconds: float = _WINDOW_SECONDS) -> None:
        self._stage = stage
        self._window_seconds = window_seconds
        self._child: _Child | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """End the child."""
        if self._child:
            self._child.end()
            self._child = None

    def __call__(self, window: Sequence[Any]) -> list[Any]:
        """Results of `window`, one each, in its order.

        Raises:
            EngineError: the child cannot be started.
            BriefingError: what the stage raised in the child: a model that is missing, say.
        """
        try:
            return self._run(window)
        except _LostError:
            return [self._alone(item) for item in window]

    def _alone(self, item: Any) -> Any:
        try:
            return self._run([item])[0]
        except _LostError as reason:
            return self._stage.lost(item, str(reason))

    def _run(self, window: Sequence[Any]) -> list[Any]:
        if self._child is None:
            self._child = _Child(self._stage)
        try:
            return self._child.run(window, self._window_seconds)
        except _LostError:
            self.close()
            raise


class _Child:
    """One process that has started the stage."""

    def __init__(self, stage: Stage) -> None:
        self._connection, theirs = Pipe()
        paths = os.pathsep.join(path for path in sys.path if path)
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603 - our own module
                [sys.executable, "-m", "briefing.engines.child", str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                env={**os.environ, "PYTHONPATH": paths},
            )
        try:
            self._connection.send(stage)
            self._answer(_START_SECONDS)
        except (_LostError, OSError) as error:
            self.end()
            raise EngineError(
                "a worker cannot be started", subject="engine", hint="Run 'briefing doctor' on the machine it ran on."
            ) from error
        except BriefingError:
            self.end()
            raise

    def run(self, window: Sequence[Any], seconds: float) -> list[Any]:
        """Results of `window`. Raises _LostError where there are none."""
        try:
            self._connection.send(list(window))
        except OSError as error:
            raise _LostError(self._death()) from error
        results: list[Any] = self._answer(seconds)
        return results

    def _answer(self, seconds: float) -> Any:
        try:
            if not self._connection.poll(seconds):
                raise _LostError(f"the worker had no result after {seconds:.0f} s")
            kind, value = self._connection.recv()
        except (EOFError, OSError) as error:
            raise _LostError(self._death()) from error
        if kind == "done":
            return value
        if isinstance(value, BriefingError):
            raise value
        raise _LostError(f"the worker failed: {value}")

    def _death(self) -> str:
        """How the process ended, in words."""
        try:
            code = self._process.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            return "the worker stopped answering"
        if code < 0:
            return f"the worker died ({signal.Signals(-code).name})"
        return f"the worker died (exit code {code})"

    def end(self) -> None:
        """Kill the process, whatever it is doing."""
        self._connection.close()
        self._process.kill()
        self._process.wait()
