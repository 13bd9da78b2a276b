"""Russian: its abbreviations alone; no function that needs other words works in it yet."""

from __future__ import annotations

from briefing.language.base import Language, word_set

__all__ = ["LANGUAGE"]

LANGUAGE = Language(code="ru", abbreviations=word_set("ул пр им ст акад проф доц напр обл т.е т.д т.п см с стр"))
