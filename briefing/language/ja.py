"""Japanese: what pages say around their articles. No function that needs other words works yet."""

from __future__ import annotations

from briefing.language.language_words import Language, Machines, Page

__all__ = ["LANGUAGE"]

_MACHINES = Machines(
    orders=(
        r"(?:これまで|これ以前|以前|上記|前)の?[^。]{0,8}(?:指示|命令|ルール|プロンプト|内容|記事)[^。]{0,6}(?:無視|忘れ)",
        r"(?:あなたが|この(?:ページ|記事)を読む)[^。]{0,16}(?:AI|人工知能|言語モデル|アシスタント|プログラム)[^。]{0,40}(?:ください|なさい|こと)",
    ),
)

LANGUAGE = Language(
    machines=_MACHINES,
    code="ja",
    page=Page(
        junk=(
            r"(?:関連記事|あわせて読みたい|おすすめ記事)\s*[:：]?.{0,60}$",
            r"出典\s*[:：©].{0,80}$",
        ),
    ),
)
