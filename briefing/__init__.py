"""A news briefing from your own sources, in which every key point carries the sentence it came from.

The names below are the public Python interface (see `briefing.api`); each is imported when it is first used, so that
`import briefing` stays quick.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from briefing.api import Summarized, build, extract, load, read, summarize, summarize_many
    from briefing.config import Settings
    from briefing.errors import BriefingError
    from briefing.records import (
        Article,
        Document,
        Edition,
        Evidence,
        Failure,
        KeyPoint,
        Story,
        Summary,
    )

__version__ = "0.1.0"

__all__ = [
    "Article",
    "BriefingError",
    "Document",
    "Edition",
    "Evidence",
    "Failure",
    "KeyPoint",
    "Settings",
    "Story",
    "Summarized",
    "Summary",
    "build",
    "extract",
    "load",
    "read",
    "summarize",
    "summarize_many",
]

_HOME = {
    "Settings": "config",
    "BriefingError": "errors",
    **dict.fromkeys(
        ("Article", "Document", "Edition", "Evidence", "Failure", "KeyPoint", "Story", "Summary"), "records"
    ),
}
"""Where a public name lives; every other one is in `briefing.api`."""


class _Package(ModuleType):
    """The package `briefing`. `extract` and `summarize` are functions, though folders of those names lie in it.

    Importing such a folder would put it in the function's place; the folders are reached by their full names
    (`from briefing.summarize import score_sentences`).
    """

    def __setattr__(self, name: str, value: object) -> None:
        if not (name in __all__ and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module 'briefing' has no attribute {name!r}")
    return getattr(import_module(f"briefing.{_HOME.get(name, 'api')}"), name)


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])
