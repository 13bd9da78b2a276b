"""The command line: each command parses its options, loads the configuration, makes one call and echoes the result.

Nothing heavy is imported before a command runs, so that `--help` answers at once. Errors become one line on standard
error and an exit code: 0 all well, 1 failed, 2 wrong usage or configuration, 3 done but some inputs could not be used,
4 another run is in the way, 130 interrupted (Ctrl-C), 143 ended (SIGTERM).
"""

from __future__ import annotations

import importlib
import sys
from typing import NoReturn

import click

from briefing import __version__
from briefing.cli import safe_output
from briefing.errors import BriefingError, BusyError, ConfigError
from briefing.runtime.stop_signals import Terminated, install

__all__ = ["BUSY", "FAILED", "INTERRUPTED", "PARTIAL", "TERMINATED", "USAGE", "cli", "main"]

FAILED, USAGE, PARTIAL, BUSY, INTERRUPTED, TERMINATED = 1, 2, 3, 4, 130, 143
_STOPPED = "nothing was left half-written. Run the same command again to go on."

_COMMANDS = {
    "archive": ("briefing.cli.archive", "archive"),
    "build": ("briefing.cli.build", "build"),
    "doctor": ("briefing.cli.setup", "doctor"),
    "explain": ("briefing.cli.explain", "explain"),
    "extract": ("briefing.cli.stage_commands", "extract"),
    "feeds": ("briefing.cli.fetch_and_feeds", "feeds"),
    "fetch": ("briefing.cli.fetch_and_feeds", "fetch"),
    "init": ("briefing.cli.setup", "init"),
    "models": ("briefing.cli.models", "models"),
    "outbox": ("briefing.cli.outbox", "outbox"),
    "render": ("briefing.cli.archive", "render"),
    "replies": ("briefing.cli.replies", "replies"),
    "schedule": ("briefing.cli.schedule", "schedule"),
    "send": ("briefing.cli.send", "send"),
    "serve": ("briefing.cli.archive", "serve"),
    "stories": ("briefing.cli.stage_commands", "stories"),
    "subscribers": ("briefing.cli.subscribers", "subscribers"),
    "summarize": ("briefing.cli.stage_commands", "summarize"),
    "unsubscribe-server": ("briefing.cli.replies", "unsubscribe_server"),
    "verify": ("briefing.cli.verify", "verify"),
}
"""Command name -> (module, attribute). A module is imported only when its command is listed or run."""


class _LazyGroup(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return sorted(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        if cmd_name not in _COMMANDS:
            return None
        module, attribute = _COMMANDS[cmd_name]
        command: click.Command = getattr(importlib.import_module(module), attribute)
        return command


@click.command(cls=_LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="briefing")
def cli() -> None:
    r"""A news briefing from your own sources: every key point carries the sentence it came from.

    \b
    Start here:
      briefing init                    write a commented briefing.toml
      briefing build articles/         make a briefing of a folder of articles
      briefing summarize article.html  key points of one article
      briefing doctor                  is this machine ready?

    \b
    Shell completion (bash; also zsh and fish):
      eval "$(_BRIEFING_COMPLETE=bash_source briefing)"
    """


def main() -> NoReturn:
    """Run the command line; no traceback of an expected error reaches the user."""
    install()
    safe_output.install()
    try:
        code = cli.main(prog_name="briefing", standalone_mode=False)
    except (click.exceptions.Abort, KeyboardInterrupt):
        _fail(f"interrupted; {_STOPPED}", INTERRUPTED, "interrupted")
    except Terminated:
        _fail(f"ended by SIGTERM; {_STOPPED}", TERMINATED, "terminated")
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except BriefingError as error:
        _fail(str(error), _exit_code(error), error.code)
    except BrokenPipeError:
        # Whatever reads our output has closed it (`| head`).
        sys.stderr.close()
        sys.exit(FAILED)
    sys.exit(code if isinstance(code, int) else 0)


def _exit_code(error: BriefingError) -> int:
    if isinstance(error, ConfigError):
        return USAGE
    return BUSY if isinstance(error, BusyError) else FAILED


def _fail(message: str, status: int, code: str) -> NoReturn:
    from briefing.cli.shared_options import event

    event("error", f"briefing: {message}", code=code, exit_code=status)
    sys.exit(status)
