"""The options that every command shares, and the settings that they load: the `Invocation` that a command is given."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from briefing.cli.console import Console, open_log

if TYPE_CHECKING:
    from briefing.config import Settings

__all__ = ["Invocation", "common_options", "model_option", "output_option", "with_model"]

DEFAULT_CONFIG = Path("briefing.toml")


@dataclass(frozen=True, slots=True)
class Invocation:
    """The common options of one command: the settings, and whether to be quiet, verbose or offline."""

    settings: Settings
    config: Path | None
    offline: bool
    console: Console


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

        open_log(log_format, quiet=quiet, every=verbose or log_format == "json")
        path = config or (DEFAULT_CONFIG if DEFAULT_CONFIG.is_file() else None)
        invocation = Invocation(load(path), path, offline, Console(quiet=quiet, verbose=verbose, form=log_format))
        return command(invocation, *args, **options)

    return wrapper


output_option = click.option("-o", "--output", type=click.Path(path_type=Path), help="Output folder [outputs].")

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
