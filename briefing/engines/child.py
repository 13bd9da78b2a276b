"""The child of `isolation`: receives a stage, starts it, then turns windows into results until its parent is gone.

Answers are `("done", value)` or `("failed", error)`; an error is a `BriefingError`, or the text of any other exception,
which is about the items in hand.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from multiprocessing.connection import Connection
from typing import Any

from briefing.errors import BriefingError

__all__ = ["main"]


def main(handle: int) -> None:
    """Serve the parent on the other end of `handle`."""
    with Connection(handle) as parent:
        try:
            _serve(parent)
        except (EOFError, BrokenPipeError, ConnectionResetError):
            # The parent has ended, or has given this process up.
            return


def _serve(parent: Connection) -> None:
    kind, run = _attempt(parent.recv().start)
    if kind == "failed":
        parent.send((kind, run))
        return
    parent.send(("done", None))
    while True:
        parent.send(_attempt(partial(run, parent.recv())))


def _attempt(work: Callable[[], Any]) -> tuple[str, Any]:
    try:
        return "done", work()
    except BriefingError as error:
        return "failed", error
    except Exception as error:  # noqa: BLE001 - whatever a library raises over one article is told, not suffered
        return "failed", f"{type(error).__name__}: {error}"


if __name__ == "__main__":
    main(int(sys.argv[1]))
