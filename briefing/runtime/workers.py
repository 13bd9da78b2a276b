"""Extraction in processes of its own: pages are what crashes, hangs or eats memory, and then only one page is lost.

Articles go to a worker one at a time as pickles through pipes, so it is always known which one a worker died of. That
article is tried once more in a new worker, since the system may have ended the first for want of memory; then it is a
failure with its name, and the rest go on. The order of the results is that of the articles, whoever was quicker.
Processes are started when first needed (`python -m briefing.runtime.workers`) and share no state with this one.
"""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from queue import SimpleQueue
from typing import IO, Any

from briefing.errors import ArticleError
from briefing.records import Article, Document, Failure

__all__ = ["CRASHED", "Workers", "attempt"]

CRASHED = "crashed"
"""Code of the failure of an article that ended its worker; nothing of it is kept, another run tries again."""

# For one article. The slowest page of a corpus of 450 takes 8 s on a busy machine.
_SECONDS = 60.0
# Most memory of one worker; the largest page of that corpus needs 400.
_MEGABYTES = 2_000
# How a worker ends that has reached its limit.
_OUT_OF_MEMORY = 70
# A worker takes as long to start as eight pages take to extract.
_ARTICLES_A_WORKER = 8
# Plain texts take 3 ms each, workers near a second to start: from so many on that is made good.
_TEXTS_TO_START = 512
_HEADER = 8


class Workers:
    """Up to `count` processes (one for each core without it) that extract articles; `close` ends them."""

    def __init__(
        self, count: int | None = None, *, seconds: float = _SECONDS, command: Sequence[str] | None = None
    ) -> None:
        self._count = count or os.cpu_count() or 1
        self._seconds = seconds
        self._command = list(command or [sys.executable, "-m", "briefing.runtime.workers"])
        self._idle: SimpleQueue[_Worker] = SimpleQueue()
        self._started: list[_Worker] = []
        self._texts = 0

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def extract(self, articles: Sequence[Article]) -> Iterator[Document | Failure]:
        """The document of each article, or why there is none, in their order."""
        wanted = min(self._count, -(-len(articles) // _ARTICLES_A_WORKER))
        while len(self._started) < wanted:
            worker = _Worker(self._command, self._seconds)
            self._started.append(worker)
            self._idle.put(worker)
        with ThreadPoolExecutor(max(1, wanted)) as threads:
            yield from threads.map(self._extract, articles)

    def worthwhile(self, texts: int) -> bool:
        """Whether so many more plain texts are better sent to workers: they run already, or there have been many."""
        self._texts += texts
        return bool(self._started) or self._texts >= _TEXTS_TO_START

    def close(self) -> None:
        """End all processes."""
        for worker in self._started:
            worker.end()

    def _extract(self, article: Article) -> Document | Failure:
        worker = self._idle.get()
        try:
            return worker.ask(article) or worker.ask(article) or _crashed(article, worker.cause)
        finally:
            self._idle.put(worker)


class _Worker:
    """One process, started when it is asked and started again when it has died; `cause` says of what."""

    def __init__(self, command: Sequence[str], seconds: float) -> None:
        self.cause = ""
        self._command = command
        self._seconds = seconds
        self._process: subprocess.Popen[bytes] | None = None

    def ask(self, article: Article) -> Document | Failure | None:
        """What became of `article`; None where the process has died of it."""
        process = self._process or self._start()
        late = threading.Event()

        def stop() -> None:
            late.set()
            process.kill()

        timer = threading.Timer(self._seconds, stop)
        timer.start()
        try:
            _send(_pipe(process.stdin), article)
            found: Document | Failure = _receive(_pipe(process.stdout))
        except (OSError, EOFError, pickle.UnpicklingError):
            self._process = None
            process.kill()
            code = process.wait()
            self.cause = f"took longer than {self._seconds:.0f} seconds" if late.is_set() else _death(code)
            _close(process)
            return None
        finally:
            timer.cancel()
        return found

    def end(self) -> None:
        """End the process, whatever it is doing."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            _close(self._process)
            self._process = None

    def _start(self) -> subprocess.Popen[bytes]:
        self._process = subprocess.Popen(self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)  # noqa: S603 - our own interpreter
        return self._process


def attempt(article: Article) -> Document | Failure:
    """The document of `article`, or why there is none, in this process."""
    from briefing.extract import extract

    try:
        return extract(article)
    except ArticleError as error:
        return Failure(error.subject or article.source, error.code, error.message, error.hint)


def serve() -> None:
    """Answer articles on standard input until it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _limit_memory()
    answers = os.fdopen(os.dup(1), "wb")
    # Whatever a library prints must not get between the answers.
    os.dup2(2, 1)
    import logging

    logging.disable(logging.CRITICAL)
    try:
        while True:
            _send(answers, attempt(_receive(sys.stdin.buffer)))
    except EOFError:
        return
    except MemoryError:
        # At once: there is no memory left to end in good order.
        os._exit(_OUT_OF_MEMORY)


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # pragma: no cover - Windows
        return
    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_DATA, (_MEGABYTES * 1_000_000, resource.RLIM_INFINITY))


def _crashed(article: Article, cause: str) -> Failure:
    return Failure(article.source, CRASHED, f"cannot be read: the process that tried {cause}", "Leave it out.")


def _death(code: int) -> str:
    """How a process ended, for a person."""
    if code == _OUT_OF_MEMORY:
        return f"needed more than {_MEGABYTES / 1000:.0f} GB of memory"
    if code < 0:
        with suppress(ValueError):
            return f"was ended by {signal.Signals(-code).name}"
    return f"ended with code {code}"


def _send(stream: IO[bytes], value: object) -> None:
    content = pickle.dumps(value)
    stream.write(len(content).to_bytes(_HEADER, "big") + content)
    stream.flush()


def _receive(stream: IO[bytes]) -> Any:
    header = stream.read(_HEADER)
    if len(header) < _HEADER:
        raise EOFError
    content = stream.read(int.from_bytes(header, "big"))
    # Between this program and its own child, never from outside.
    return pickle.loads(content)  # noqa: S301


def _pipe(stream: IO[bytes] | None) -> IO[bytes]:
    if stream is None:
        raise EOFError
    return stream


def _close(process: subprocess.Popen[bytes]) -> None:
    for stream in (process.stdin, process.stdout):
        if stream is not None:
            # What had not been written when the process died goes nowhere.
            with suppress(OSError):
                stream.close()


if __name__ == "__main__":
    serve()
