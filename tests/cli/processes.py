"""The command line in a process of its own, started in milliseconds.

Importing torch and transformers costs a process seconds, and these tests start about a hundred. A fork server imports
them once, without loading or running anything, and forks a child for each command: a real process with its own folder,
environment, streams and exit code.
"""

from __future__ import annotations

import io
import multiprocessing
import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

PRELOADED = [
    "briefing.cli",
    "briefing.pipeline",
    "briefing.deliver.queue_and_send_digest",
    "tests.cli.warm",
    "tests.cli.processes",
]
TIMEOUT = 120
"""Seconds after which a command has hung."""


@dataclass(frozen=True, slots=True)
class Run:
    """What a command did, as its user sees it."""

    code: int
    out: str
    err: str

    def __repr__(self) -> str:
        return f"exit {self.code}\n--- out\n{self.out}\n--- err\n{self.err}"


def fork_server() -> multiprocessing.context.ForkServerContext:
    """A server that has imported what every command needs; it ends with this process."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(PRELOADED)
    return context


def run(
    server: multiprocessing.context.ForkServerContext,
    arguments: Sequence[str],
    *,
    cwd: Path,
    stdin: str | None,
    environ: Mapping[str, str],
    streams: Path,
) -> Run:
    """`briefing ARGUMENTS` in a new process; `streams` is an empty folder for what goes in and out."""
    (streams / "in").write_text(stdin or "", encoding="utf-8")
    process = server.Process(target=_child, args=(list(arguments), str(cwd), dict(environ), str(streams)))
    process.start()
    process.join(TIMEOUT)
    if process.exitcode is None:
        process.kill()
        raise TimeoutError(f"briefing {' '.join(arguments)}: no end after {TIMEOUT} s")
    out, err = ((streams / name).read_text(encoding="utf-8") for name in ("out", "err"))
    return Run(process.exitcode, out, err)


def _child(arguments: list[str], cwd: str, environ: dict[str, str], streams: str) -> None:
    for number, (name, flags) in enumerate(
        [("in", os.O_RDONLY), ("out", os.O_WRONLY | os.O_CREAT), ("err", os.O_WRONLY | os.O_CREAT)]
    ):
        opened = os.open(Path(streams) / name, flags, 0o600)
        os.dup2(opened, number)
        os.close(opened)
    sys.stdin = io.TextIOWrapper(os.fdopen(0, "rb", closefd=False), encoding="utf-8")
    os.environ.clear()
    os.environ.update(environ)
    os.chdir(cwd)
    sys.path[:0] = filter(None, environ.get("PYTHONPATH", "").split(os.pathsep))
    sys.argv = ["briefing", *arguments]
    from briefing.cli import main

    main()
