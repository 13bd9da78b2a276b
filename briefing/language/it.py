"""Italian: its abbreviations alone; no function that needs other words works in it yet."""

from __future__ import annotations

from briefing.language.base import Language, word_set

__all__ = ["LANGUAGE"]

LANGUAGE = Language(code="it", abbreviations=word_set("sig sigg dott dr prof on sen avv ing art n pag"))
