"""How commands talk to the terminal: notes, progress, timings and the log on standard error, as text or as JSON."""

from __future__ import annotations

import datetime as dt
import json
import logging
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from briefing.records import Failure
    from briefing.rewrite.rewrite_points_and_leads import RewriteStats
    from briefing.rewrite.translate_stories import TranslationStats

__all__ = ["Console", "echo_failure", "echo_rewrites", "echo_translations", "event", "open_log"]

# Libraries whose own handlers write to standard error, from the level in these variables up.
_OWN_HANDLERS = ("HF_HUB_VERBOSITY", "TRANSFORMERS_VERBOSITY")


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


def open_log(form: str, *, quiet: bool, every: bool) -> None:
    """Show what the modules of this program log: every record, the notices alone, or nothing if `quiet`.

    Libraries are silenced: they log errors that they recover from.
    """
    _Log.form = form
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


def echo_failure(console: Console, failure: Failure) -> None:
    """One line for a source or article that could not be used."""
    hint = f" {failure.hint}" if failure.hint else ""
    fields = {"subject": failure.subject, "code": failure.code}
    level = "warning" if failure.is_error else "info"
    console.note(f"left out: {failure.subject}: {failure.message}.{hint}", level=level, **fields)


def echo_translations(console: Console, stats: TranslationStats) -> None:
    """With -v: what became of the translations, and each that is not shown, with the reason."""
    console.detail(f"translating: {stats.line()}", translated=stats.translated, rejected=stats.rejected)
    for text, reason in stats.dropped:
        console.detail(f"  not shown: {text!r}: {reason}")


def echo_rewrites(console: Console, stats: RewriteStats) -> None:
    """With -v: what became of the rewrites, and each sentence that is not shown, with the reason."""
    console.detail(f"rewriting: {stats.line()}", rewritten=stats.rewritten, rejected=stats.rejected)
    for text, reason in stats.dropped:
        console.detail(f"  not shown: {text!r}: {reason}")
    for reason, count in stats.failures.items():
        message = f"the model did not answer {count} times ({reason}); the sources' own words are shown"
        console.note(message, level="warning")
