"""Stages without a model, for the tests of the engines: they can be sent to any process that finds this module."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from briefing.errors import ModelError


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
        return lambda words: [self._one(word) for word in words]

    def sized(self, *, threads: int, device: str) -> Upper:
        return replace(self, threads=threads, device=device)

    def lost(self, item: str, reason: str) -> str:
        return f"lost {item}: {reason}"

    def _one(self, word: str) -> str:
        time.sleep(self.pause)
        if word == "poison":
            os.kill(os.getpid(), signal.SIGSEGV)
        if word == "exit":
            os._exit(7)
        if word == "bug":
            raise ValueError("not a word")
        if word == "greedy":
            bytearray(1 << 60)
        if word == "hang":
            time.sleep(3600)
        if word == "size":
            return f"{self.threads} {self.device}"
        return word.upper()
