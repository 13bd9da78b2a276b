"""Dutch: its abbreviations alone; no function that needs other words works in it yet."""

from __future__ import annotations

from briefing.language.base import Language, word_set

__all__ = ["LANGUAGE"]

LANGUAGE = Language(code="nl", abbreviations=word_set("dhr mevr mr dr prof ir nr blz ca o.a"))
