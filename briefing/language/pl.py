"""Polish: its abbreviations and what pages say around their articles. No function that needs other words works yet."""

from __future__ import annotations

from briefing.language.base import Language, Page, word_set

__all__ = ["LANGUAGE"]

_PAGE = Page(
    junk=(r"czytaj też\b",),
)

LANGUAGE = Language(
    page=_PAGE, code="pl", abbreviations=word_set("p pp dr prof ul im św gen płk ks r nr tzn np mln mld")
)
