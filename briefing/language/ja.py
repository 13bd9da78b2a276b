"""Japanese: labels of opinion and advertisements, clickbait, and what pages say around their articles.

It knows large numbers and denials, but neither hedges nor bounds: what needs these is off
(`briefing.language.language_support`).
"""

from __future__ import annotations

import re

from briefing.language.language_words import Language, NumberWords, Page, forms

__all__ = ["LANGUAGE"]

_PAGE = Page(
    junk=(
        r"(?:関連記事|関連ニュース|あわせて読みたい|おすすめ記事)\s*[:：]?.{0,60}$",
        r"(?:出典|写真提供|画像提供)\s*[:：©].{0,80}$",
    ),
    paywall=(
        r"(?:この|本)記事は(?:有料(?:会員|記事|プラン)|会員限定)",
        r"残り\s?[\d０-９]{2,5}\s?文字",
        r"(?:続き|全文)(?:を|は)(?:読む|お読み)[^。]{0,20}(?:会員|登録|ログイン)",
    ),
    cookies=(r"(?:当|本|この)(?:サイト|ウェブサイト)[^。]{0,20}(?:クッキー|cookies?)[^。]{0,10}使用",),
)

LANGUAGE = Language(
    code="ja",
    numbers=NumberWords(scales=forms(("百", 1e2), ("千", 1e3), ("万", 1e4), ("億", 1e8), ("兆", 1e12))),
    # Not what must, may or is bound to be, and no "at least".
    denial=re.compile(
        r"(?<!かもしれ)(?<!違い)(?<!ちがい)(?<!ればなら)(?<!ればいけ)(?<!てはなら)(?<!少)(?<!はか)(?:な(?:い|かった)|"
        r"なく(?!と[もて]|な[るっら])|ません(?!か)|ずに|せず|禁止)"
    ),
    article_kinds={
        "opinion": ("社説", "論説", "コラム", "オピニオン", "論壇", "時評", "投書", "声欄", "寄稿"),
        "analysis": ("解説", "分析"),
        "satire": ("風刺", "パロディ", "パロディー"),
        "sponsored": ("広告", "広告特集", "記事広告", "広告記事", "PR記事", "タイアップ", "タイアップ記事"),
    },
    declared_kinds={
        "sponsored": re.compile(
            r"(?:この|本)記事は(?:[^。、]{0,20}の)?(?:広告|PR|プロモーション|タイアップ)(?:記事|企画)?です"
        ),
        "satire": re.compile(r"(?:この|本)記事は(?:フィクション|虚構|風刺|パロディー?)です"),
    },
    clickbait=re.compile(r"衝撃の(?:結末|真相|理由)|まさかの(?:結末|展開)|ヤバすぎ|知らないと損"),
    page=_PAGE,
)
