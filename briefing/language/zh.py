"""Chinese: what pages say around their articles. No function that needs other words works yet."""

from __future__ import annotations

from briefing.language.language_words import Language, Machines, Page

__all__ = ["LANGUAGE"]

_MACHINES = Machines(
    orders=(
        r"(?:请)?(?:忽略|无视|忘记|忘掉)[^。!?！？]{0,12}(?:之前|先前|以上|上述|前面)[^。]{0,6}(?:指令|指示|说明|规则|提示|内容|文章)",
        r"(?:如果你是|致|告)[^。,，:：]{0,12}(?:人工智能|语言模型|助手|程序|机器人|AI)[^。]{0,30}(?:请|只|必须|应)",
    ),
)

LANGUAGE = Language(
    machines=_MACHINES,
    code="zh",
    page=Page(
        junk=(
            r"(?:相关(?:阅读|新闻|报道|文章)|延伸阅读|推荐阅读)\s*[:：]?.{0,60}$",
            r"来源\s*[:：©].{0,80}$",
        ),
    ),
)
