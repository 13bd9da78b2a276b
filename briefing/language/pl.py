"""Polish: its abbreviations alone; no function that needs other words works in it yet."""

from __future__ import annotations

from briefing.language.base import Language, word_set

__all__ = ["LANGUAGE"]

LANGUAGE = Language(code="pl", abbreviations=word_set("p pp dr prof ul im św gen płk ks r nr tzn np mln mld"))
