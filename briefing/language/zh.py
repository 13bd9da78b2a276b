"""Chinese: what pages say around their articles. No function that needs other words works yet."""

from __future__ import annotations

import re

from briefing.language.language_words import Language, NumberWords, Page, forms

__all__ = ["LANGUAGE"]

LANGUAGE = Language(
    code="zh",
    numbers=NumberWords(
        scales=forms(("百", 1e2), ("千", 1e3), ("万 萬", 1e4), ("亿 億", 1e8), ("万亿 萬億", 1e12), ("兆", 1e12))
    ),
    denial=re.compile(
        r"(?<!差)(?<!得)不(?![断斷久仅僅只过過少管论論错錯足]|同(?!意))|没有|沒有|[没沒](?![收有落])|未(?![来來婚知])|无法|無法|并非|並非|绝非"
    ),
    page=Page(
        junk=(
            r"(?:相关(?:阅读|新闻|报道|文章)|延伸阅读|推荐阅读)\s*[:：]?.{0,60}$",
            r"来源\s*[:：©].{0,80}$",
        ),
    ),
)
