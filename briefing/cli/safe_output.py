r"""Standard output and error as every command writes them: UTF-8 in any locale, and nothing that steers a terminal.

A title or a server's words may hold control characters, which a terminal obeys and a reader never sees. They are shown
as JSON writes them (`\u001b`), which is right within JSON too.
"""

from __future__ import annotations

import io
import re
import sys
from typing import TextIO

__all__ = ["install", "safe"]

# Controls but for tab and line ends, and marks that reorder the text around them.
_STEERING = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]|\r(?!\n)")


class _SafeOutput(io.TextIOWrapper):
    def write(self, text: str, /) -> int:
        super().write(safe(text))
        return len(text)


def safe(text: str) -> str:
    """`text` with each control character shown as its code."""
    return _STEERING.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def install() -> None:
    """Make this process write so. What is no text stream of a file (a test's, say) stays."""
    sys.stdout, sys.stderr = _wrapped(sys.stdout), _wrapped(sys.stderr)


def _wrapped(stream: TextIO) -> TextIO:
    if type(stream) is not io.TextIOWrapper:
        return stream
    stream.flush()
    # The old one must not close the file when it goes: the interpreter keeps it (`sys.__stdout__`).
    return _SafeOutput(
        stream.buffer,
        encoding="utf-8",
        errors="backslashreplace",
        line_buffering=stream.line_buffering,
        write_through=stream.write_through,
    )
