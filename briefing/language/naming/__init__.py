"""Whom and what pronouns, surnames and nouns like "the company" can stand for: the words of a language that tell."""

from __future__ import annotations

from functools import cache
from importlib import import_module

from briefing.language.naming.base import Case, Gender, Naming

__all__ = ["CODES", "Case", "Gender", "Naming", "of"]

CODES = ("en", "fr")
"""The languages that have a module here."""
# A text too short for its language to be told; these words can do nothing in most other languages.
_UNKNOWN, _ASSUMED = "und", "en"


@cache
def of(code: str) -> Naming:
    """The words of the language with the ISO 639-1 `code`; empty for one without a module."""
    code = _ASSUMED if code == _UNKNOWN else code
    naming: Naming = import_module(f"briefing.language.naming.{code}").NAMING if code in CODES else Naming(code=code)
    return naming
