"""Portuguese: its abbreviations alone. No function that needs other words works yet."""

from __future__ import annotations

from briefing.language.base import Language, word_set

__all__ = ["LANGUAGE"]

LANGUAGE = Language(code="pt", abbreviations=word_set("sr sra dr dra prof av núm art"))
