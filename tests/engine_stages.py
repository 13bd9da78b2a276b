"""Stages without a model, for the tests of the engines: they can be sent to any process that finds this module."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from briefing.errors import ModelError

# How often this process was given a word with a bug.
BUGS: list[str] = []


@dataclass(frozen=True, slots=True)
class Upper:
    """Words in capitals; some words have a worker do worse. `pause` is how many seconds a word takes."""

    pause: float = 0.0
    threads: int = 0
    device: str = "auto"
    starts: bool = True

    def start(self) -> Callable[[Sequence[str]], list[str]]:
        if not self.starts:
            raise ModelError("the model is not installed", subject="upper", hint="Install it.")
        if self.threads < 0:
            raise ValueError("less than no thread")
        return lambda words: [self._one(word) for word in words]

    def sized(self, *, threads: int, device: str) -> Upper:
        return replace(self, threads=threads, device=device)

    def lost(self, item: str, reason: str) -> str:
        return f"lost {item}: {reason}"

    def _one(self, word: str) -> str:
        time.sleep(self.pause)
        if word == "size":
            return f"{self.threads} {self.device}"
        if word.startswith("once "):
            _die_once(Path(word.removeprefix("once ")))
        answer = _TROUBLES[word]() if word in _TROUBLES else None
        return answer if isinstance(answer, str) else word.upper()


def _die_once(mark: Path) -> None:
    if not mark.exists():
        mark.touch()
        os._exit(7)


def _bug() -> None:
    BUGS.append("bug")
    raise ValueError("not a word")


def _no_model() -> None:
    raise ModelError("the model is gone", subject="upper")


def _print() -> None:
    sys.stdout.write("a library that prints\n")
    sys.stdout.flush()
    os.write(1, b"and native code")


def _read() -> None:
    assert sys.stdin.read() == ""


_TROUBLES: dict[str, Callable[[], object]] = {
    "big": lambda: bytearray(1_000_000_000),
    "bug": _bug,
    "count": lambda: str(len(BUGS)),
    "exit": lambda: os._exit(7),
    "greedy": lambda: bytearray(1 << 60),
    "hang": lambda: time.sleep(3600),
    "no model": _no_model,
    "pause": lambda: time.sleep(0.3),
    "pid": lambda: str(os.getpid()),
    "poison": lambda: os.kill(os.getpid(), signal.SIGSEGV),
    "print": _print,
    "read": _read,
}
