"""What every command shares: its common options, the loaded settings, and how it talks to the terminal."""

from __future__ import annotations

import datetime as dt
import functools
import json
import logging
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from briefing.config import Settings
    from briefing.records import Failure
    from briefing.rewrite.rewrite_points import RewriteStats

__all__ = [
    "Console",
    "Invocation",
    "common_options",
    "echo_failure",
    "echo_rewrites",
    "event",
    "model_option",
    "with_model",
]

DEFAULT_CONFIG = Path("briefing.toml")

# Libraries whose own handlers write to standard error, from the level in these variables up.
_OWN_HANDLERS = ("HF_HUB_VERBOSITY", "TRANSFORMERS_VERBOSITY")


@dataclass(frozen=True, slots=True)
class Invocation:
    """The common options of one command: the settings, and whether to be quiet, verbose or offline."""

    settings: Settings
    config: Path | None
    offline: bool
    console: Console


class _Log:
    """How everything on standard error is written: as `text` for people, or as `json`, one object per line."""

    form = "text"


def event(level: str, message: str, **fields: object) -> None:
    """One line on standard error: `message` as it is or, with `--log-format json`, an object with `fields`."""
    if _Log.form == "json":
        now = dt.datetime.now(dt.UTC).isoformat(timespec="milliseconds")
        message = json.dumps({"time": now, "level": level, "message": message, **fields}, ensure_ascii=False)
    click.echo(message, err=True)


class _LogLines(logging.Handler):
    """The program's own log records as lines on standard error: all of them, or only those that are a `notice`."""

    every = False

    def emit(self, record: logging.LogRecord) -> None:
        """Write one. A record with `extra={"notice": True}` is for whoever runs the program, not for its developers."""
        if self.every or getattr(record, "notice", False):
            event(record.levelname.lower(), self.format(record), logger=record.name)


_LOG_LINES, _SILENT = _LogLines(), logging.NullHandler()


def _open_log(*, quiet: bool, every: bool) -> None:
    """Show what the modules of this program log: every record, the notices alone, or nothing if `quiet`.

    Libraries are silenced: they log errors that they recover from.
    """
    logging.getLogger().addHandler(_SILENT)
    for name in _OWN_HANDLERS:
        os.environ.setdefault(name, "critical")
    own = logging.getLogger("briefing")
    own.setLevel(logging.INFO)
    own.addHandler(_LOG_LINES)
    _LOG_LINES.every = every
    logging.disable(logging.CRITICAL if quiet else logging.NOTSET)


class Console:
    """Progress, notes and timings on standard error; silent with `quiet`, without bars if that is not a terminal.

    As JSON every stage has a line; as text only with `verbose`.
    """

    def __init__(self, *, quiet: bool = False, verbose: bool = False, form: str = "text") -> None:
        self.quiet = quiet
        self.verbose = verbose
        self._json = form == "json"
        self._bars = not quiet and not self._json and sys.stderr.isatty()

    def note(self, message: str, *, level: str = "info", **fields: object) -> None:
        """One line for a person."""
        if not self.quiet:
            event(level, message, **fields)

    def detail(self, message: str, **fields: object) -> None:
        """One line for a person who asked for more with -v, or for a machine."""
        if (self.verbose or self._json) and not self.quiet:
            event("info", message, **fields)

    @contextmanager
    def stage(self, name: str, total: int | None = None) -> Iterator[Callable[[int], None]]:
        """A named stage; call the yielded function with the number of items just done."""
        started, done = time.perf_counter(), 0

        def count(items: int) -> None:
            nonlocal done
            done += items

        if self._bars:
            from rich.console import Console as RichConsole
            from rich.progress import Progress

            # The bars steer the terminal, and hold no words but ours.
            with Progress(console=RichConsole(file=sys.__stderr__), transient=True) as bar:
                task = bar.add_task(name, total=total)

                def advance(items: int) -> None:
                    count(items)
                    bar.advance(task, items)

                yield advance
        else:
            yield count
        seconds = time.perf_counter() - started
        line = f"{name:<12} {seconds:7.2f} s  {done or ''}".rstrip()
        self.detail(line, stage=name, seconds=round(seconds, 3), count=done)


def common_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add -c, --offline, -q, -v and --log-format to a command, whose first argument becomes an `Invocation`."""

    @click.option(
        "-c",
        "--config",
        type=click.Path(path_type=Path, dir_okay=False),
        help="Configuration file [briefing.toml of this folder, if there is one].",
    )
    @click.option("--offline", is_flag=True, help="Never touch the network.")
    @click.option("-q", "--quiet", is_flag=True, help="Print only errors.")
    @click.option("-v", "--verbose", is_flag=True, help="Print more: every stage with its time, and the log.")
    @click.option(
        "--log-format",
        type=click.Choice(["text", "json"]),
        default="text",
        help="Format of standard error: lines for people, or JSON objects for a log collector.",
    )
    @functools.wraps(command)
    def wrapper(
        *args: Any, config: Path | None, offline: bool, quiet: bool, verbose: bool, log_format: str, **options: Any
    ) -> Any:
        from briefing.config import load

        _Log.form = log_format
        _open_log(quiet=quiet, every=verbose or log_format == "json")
        path = config or (DEFAULT_CONFIG if DEFAULT_CONFIG.is_file() else None)
        invocation = Invocation(load(path), path, offline, Console(quiet=quiet, verbose=verbose, form=log_format))
        return command(invocation, *args, **options)

    return wrapper


def echo_failure(console: Console, failure: Failure) -> None:
    """One line for a source or article that could not be used."""
    hint = f" {failure.hint}" if failure.hint else ""
    fields = {"subject": failure.subject, "code": failure.code}
    level = "warning" if failure.is_error else "info"
    console.note(f"left out: {failure.subject}: {failure.message}.{hint}", level=level, **fields)


model_option = click.option(
    "--model",
    metavar="NAME",
    help="Model that rewrites key points: a name (briefing models list), folder, .gguf file, Hub id or server address; "
    "'none' for the sources' own words.",
)


def with_model(settings: Settings, model: str | None) -> Settings:
    """`settings` with the generator that `--model` names, if it names one."""
    if model is None:
        return settings
    return settings.model_copy(update={"models": settings.models.model_copy(update={"generator": model})})


def echo_rewrites(console: Console, stats: RewriteStats) -> None:
    """With -v: what became of the rewrites, and each sentence that is not shown, with the reason."""
    console.detail(f"rewriting: {stats.line()}", rewritten=stats.rewritten, rejected=stats.rejected)
    for text, reason in stats.dropped:
        console.detail(f"  not shown: {text!r}: {reason}")
    for reason, count in stats.failures.items():
        message = f"the model did not answer {count} times ({reason}); the sources' own words are shown"
        console.note(message, level="warning")
