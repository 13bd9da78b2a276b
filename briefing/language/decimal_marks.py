"""What stands before decimals in a language, as babel (Unicode CLDR) has it."""

from __future__ import annotations

from functools import cache

from babel import Locale, UnknownLocaleError

__all__ = ["decimal_mark"]


@cache
def decimal_mark(code: str) -> str:
    """What stands before decimals: "." or ","; empty where the language is not known, so that either may."""
    try:
        symbols = Locale.parse(code).number_symbols
    except (UnknownLocaleError, ValueError):
        return ""
    mark = symbols.get("latn", symbols).get("decimal", "")
    return mark if mark in (".", ",") else ""
