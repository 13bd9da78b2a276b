"""Japanese: what pages say around their articles. No function that needs other words works yet."""

from __future__ import annotations

import re

from briefing.language.language_words import Language, NumberWords, Page, forms

__all__ = ["LANGUAGE"]

LANGUAGE = Language(
    code="ja",
    numbers=NumberWords(scales=forms(("百", 1e2), ("千", 1e3), ("万", 1e4), ("億", 1e8), ("兆", 1e12))),
    # Not what must, may or is bound to be, and no "at least".
    denial=re.compile(
        r"(?<!かもしれ)(?<!違い)(?<!ちがい)(?<!ればなら)(?<!ればいけ)(?<!てはなら)(?<!少)(?<!はか)(?:な(?:い|かった)|"
        r"なく(?!と[もて]|な[るっら])|ません(?!か)|ずに|せず|禁止)"
    ),
    page=Page(
        junk=(
            r"(?:関連記事|あわせて読みたい|おすすめ記事)\s*[:：]?.{0,60}$",
            r"出典\s*[:：©].{0,80}$",
        ),
    ),
)
