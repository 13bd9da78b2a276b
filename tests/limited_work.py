"""Work that goes wrong, for the tests of calls under limits: any process that finds this module can run it."""

from __future__ import annotations

import re
import time

from briefing.errors import FormatError


def double(number: int) -> int:
    return 2 * number


def compute_for_ever(_: bytes) -> None:
    # In one call of a library, as a pattern that backtracks is.
    re.match(r"(a+)+$", "a" * 60 + "b")


def eat_memory(_: bytes) -> int:
    return len(bytearray(3_000_000_000))


def refuse(_: bytes) -> None:
    raise FormatError("is no good", subject="x", hint="Mend it.") from ValueError("line 3")


def wait(seconds: float) -> str:
    time.sleep(seconds)
    return "done"
