"""Chinese: what pages say around their articles. No function that needs other words works yet."""

from __future__ import annotations

from briefing.language.language_words import Language, Page

__all__ = ["LANGUAGE"]

LANGUAGE = Language(
    code="zh",
    page=Page(
        junk=(
            r"(?:相关(?:阅读|新闻|报道|文章)|延伸阅读|推荐阅读)\s*[:：]?.{0,60}$",
            r"来源\s*[:：©].{0,80}$",
        ),
    ),
)
