"""Italian: its abbreviations and what pages say around their articles. No function that needs other words works yet."""

from __future__ import annotations

from briefing.language.base import Language, Page, word_set

__all__ = ["LANGUAGE"]

_PAGE = Page(
    junk=(r"leggi anche\b",),
)

LANGUAGE = Language(page=_PAGE, code="it", abbreviations=word_set("sig sigg dott dr prof on sen avv ing art n pag"))
