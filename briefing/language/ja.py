"""Japanese: what pages say around their articles. No function that needs other words works yet."""

from __future__ import annotations

from briefing.language.language_words import Language, Page

__all__ = ["LANGUAGE"]

LANGUAGE = Language(
    code="ja",
    page=Page(
        junk=(
            r"(?:関連記事|あわせて読みたい|おすすめ記事)\s*[:：]?.{0,60}$",
            r"出典\s*[:：©].{0,80}$",
        ),
    ),
)
