"""The command line: each command parses its options, loads the configuration, makes one call and echoes the result.

Nothing heavy is imported before a command runs, so that `--help` answers at once. Errors become one line on standard
error and an exit code: 0 all well, 1 failed, 2 wrong usage or configuration, 3 done but some inputs could not be used,
4 another run is in the way, 130 interrupted (Ctrl-C), 143 ended (SIGTERM).
"""

from __future__ import annotations

import difflib
import importlib
import sys
from typing import NoReturn

import click

from briefing import __version__
from briefing.cli import safe_output
from briefing.errors import BriefingError, BusyError, ConfigError
from briefing.runtime.stop_signals import Terminated, install

__all__ = ["BUSY", "FAILED", "INTERRUPTED", "PARTIAL", "TERMINATED", "USAGE", "Group", "cli", "main"]

FAILED, USAGE, PARTIAL, BUSY, INTERRUPTED, TERMINATED = 1, 2, 3, 4, 130, 143
_STOPPED = "nothing was left half-written. Run the same command again to go on."

_COMMANDS = {
    "Every day": {
        "build": ("briefing.cli.build", "build", "Make the day's briefing of folders, feeds and pages."),
        "explain": ("briefing.cli.explain", "explain", "Say why a story is one story, and why it ranks where it does."),
        "serve": ("briefing.cli.archive", "serve", "Look at the archive in the browser."),
        "archive": ("briefing.cli.archive", "archive", "Build and check the static site of all editions."),
        "render": ("briefing.cli.render", "render", "Render an edition file again, however old."),
    },
    "Set-up": {
        "init": ("briefing.cli.init", "init", "Write a commented briefing.toml."),
        "doctor": ("briefing.cli.doctor", "doctor", "Is everything there, and what is missing for what?"),
        "schedule": ("briefing.cli.schedule", "schedule", "Print timers that build and send every day."),
        "models": ("briefing.cli.generator_models", "models", "List and fetch models that rewrite key points."),
    },
    "Sources": {
        "feeds": (
            "briefing.cli.feed_subscriptions",
            "feeds",
            "The feeds that are read by default, and their condition.",
        ),
        "fetch": ("briefing.cli.fetch", "fetch", "Fetch feeds and pages for a later build."),
    },
    "E-mail": {
        "subscribers": ("briefing.cli.subscribers", "subscribers", "Who receives the digest."),
        "send": ("briefing.cli.send", "send", "Send the newest edition to every reader who is due."),
        "alerts": ("briefing.cli.alerts", "alerts", "Tell what is new on followed topics between editions."),
        "outbox": ("briefing.cli.outbox", "outbox", "What was sent, what is waiting, what servers said."),
        "replies": ("briefing.cli.replies", "replies", "Read unsubscribes, bounces and complaints."),
        "unsubscribe-server": (
            "briefing.cli.unsubscribe_server",
            "unsubscribe_server",
            "Handle unsubscribes and confirmations over the web.",
        ),
    },
    "One stage alone": {
        "summarize": ("briefing.cli.stage_commands", "summarize", "Key points of articles, each with its source."),
        "extract": ("briefing.cli.stage_commands", "extract", "Plain text and sentences of articles."),
        "stories": ("briefing.cli.stage_commands", "stories", "Group articles about one event."),
        "verify": ("briefing.cli.verify", "verify", "Do texts support claims, and why not?"),
    },
}
"""Heading -> command name -> (module, attribute, what it does). A module is imported only when its command is run."""

_HELP = """\
A news briefing from your own sources: every key point carries the sentence it came from.

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


class Group(click.Group):
    """A group of commands that proposes the nearest name for one that it does not have."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command named first in `args`, and the other arguments. Raises UsageError."""
        name = args[0] if args else ""
        if not name or name.startswith("-") or self.get_command(ctx, name) is not None:
            return super().resolve_command(ctx, args)
        close = difflib.get_close_matches(name, self.list_commands(ctx), n=2, cutoff=0.5)
        meant = " or ".join(repr(each) for each in close)
        raise click.UsageError(f"No such command {name!r}." + (f" Did you mean {meant}?" if meant else ""), ctx)


class _LazyGroup(Group):
    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return sorted(name for commands in _COMMANDS.values() for name in commands)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        for commands in _COMMANDS.values():
            if cmd_name in commands:
                module, attribute, _ = commands[cmd_name]
                command: click.Command = getattr(importlib.import_module(module), attribute)
                return command
        return None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click's
        """The commands below their headings, in the order in which a newcomer meets them."""
        for heading, commands in _COMMANDS.items():
            with formatter.section(heading):
                formatter.write_dl([(name, about) for name, (_, _, about) in commands.items()])


@click.command(
    cls=_LazyGroup,
    help=_HELP,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="briefing")
def cli() -> None:
    """The command line itself."""


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
    from briefing.cli.console import event

    event("error", f"briefing: {message}", code=code, exit_code=status)
    sys.exit(status)
