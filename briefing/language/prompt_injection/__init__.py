"""How texts speak to the programs that read them ("prompt injection"), one module of patterns for each language."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType

from briefing.language.prompt_injection.pattern_fields import DirectiveWords, Machines

__all__ = ["directives", "machines"]


@cache
def machines(code: str) -> Machines:
    """Patterns by which texts in a language address a program and ask it for something; empty where there are none."""
    found: Machines = getattr(_module(code), "MACHINES", Machines())
    return found


@cache
def directives(code: str) -> DirectiveWords:
    """The words of which such texts are made in a language; empty where there are none."""
    found: DirectiveWords = getattr(_module(code), "DIRECTIVES", DirectiveWords())
    return found


@cache
def _module(code: str) -> ModuleType | None:
    name = f"{__name__}.{code}"
    return import_module(name) if find_spec(name) else None
