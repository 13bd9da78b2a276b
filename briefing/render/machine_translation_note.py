"""What is said beside a text that a model has translated: from which language, and what could not be compared."""

from __future__ import annotations

from collections.abc import Callable

from babel import Locale

from briefing.records import Translation
from briefing.render import translations

__all__ = ["mark"]


def mark(translation: Translation | None, where: Locale, gettext: Callable[[str], str]) -> str:
    """The mark in the language of `where`; empty for a text that is no translation."""
    if translation is None:
        return ""
    name = translations.names_of([translation.source], where)[translation.source]
    said = gettext("translated from %(language)s") % {"language": name}
    if not translation.unchecked:
        return said
    parts = ", ".join(gettext(part) for part in translation.unchecked)
    missing = gettext("not compared: %(parts)s") % {"parts": parts}
    return f"{said}; {missing}"
