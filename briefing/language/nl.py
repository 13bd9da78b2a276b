"""Dutch: its abbreviations and what pages say around their articles. No function that needs other words works yet."""

from __future__ import annotations

from briefing.language.base import Language, Page, word_set

__all__ = ["LANGUAGE"]

_PAGE = Page(
    junk=(r"lees ook\b",),
)

LANGUAGE = Language(page=_PAGE, code="nl", abbreviations=word_set("dhr mevr mr dr prof ir nr blz ca o.a"))
