"""Japanese: what pages say around their articles. No function that needs other words works yet."""

from __future__ import annotations

from briefing.language.language_words import DirectiveWords, Language, Machines, Page

__all__ = ["LANGUAGE"]

_MACHINES = Machines(
    orders=(
        r"(?:これまで|これ以前|以前|上記|前)の?[^。]{0,8}(?:指示|命令|ルール|プロンプト|内容|記事)[^。]{0,6}(?:無視|忘れ)",
        r"(?:あなたが|この(?:ページ|記事)を読む)[^。]{0,16}(?:AI|人工知能|言語モデル|アシスタント|プログラム)[^。]{0,40}(?:ください|なさい|こと)",
    ),
)

_DIRECTIVES = DirectiveWords(
    spaced=False,
    program=r"人工知能|言語モデル|モデル|アシスタント|プログラム|ロボット|AI|ボット|システム|アルゴリズム|ソフト|ChatGPT",
    product=r"ユーザー|読者|要約|まとめ|要点|見出し|回答|返答|出力|概要|ダイジェスト|タイトル|ポイント",
    rules=r"指示|命令|ルール|プロンプト|規則|設定|内容|記事|制約|任務|タスク",
    earlier=r"これまで|以前|上記|前の|先の|今までの|元の|すべての|与えられた",
    drop=r"触れず|触れないで|ふり|書かず|無視|忘れ|破棄|捨て|取り消|やめて|従わない",
    order=r"書(?:いて|き|け)|述べて|言って|触れて|ほめて|褒めて|推薦し|載せて|挙げて|入れて|答えて|始めて|紹介し|出力し|報告し|伝えて|置いて|加えて|強調し|引用し|取り上げ",
    kindly=r"いただけますか|くれますか|ください|下さい|お願い|頂けます|いただけ|ましょう",
    you=r"あなた|君|貴方|お前",
    ought=r"なさい|べき|こと。|しろ|せよ|なければならない|必要がある|ねばならない",
    only=r"だけ|のみ|唯一|最初|一番|まず|しか|トップ|代わりに",
    page=r"この(?:ページ|記事|文章|文|テキスト)|本文|本記事",
    henceforth=r"これから(?:は)?|今後|以後|新しい(?:任務|指示|命令|タスク)|へ[:：]|各位|注意[:：]|お知らせ|記事(?:は)?(?:ここまで|終わり)|開発者モード",
    said=r"述べた|言った|発表した|によると|話した|語った|研究者|明らかにした|報じた|という",
    ai=r"人工知能|言語モデル|(?<![A-Za-z])(?-i:AI)(?![A-Za-z])|チャットボット|ChatGPT",
    answer=r"ユーザー|読者|見出し|回答|返答|タイトル",
    digest=r"書く|作る|要約する|読む|読んで|処理する|まとめる",
)

LANGUAGE = Language(
    directives=_DIRECTIVES,
    machines=_MACHINES,
    code="ja",
    page=Page(
        junk=(
            r"(?:関連記事|あわせて読みたい|おすすめ記事)\s*[:：]?.{0,60}$",
            r"出典\s*[:：©].{0,80}$",
        ),
    ),
)
