"""Chinese: how texts speak to the programs that read them."""

from __future__ import annotations

from briefing.language.prompt_injection.pattern_fields import DirectiveWords, Machines

__all__ = ["DIRECTIVES", "MACHINES"]

MACHINES = Machines(
    orders=(
        r"(?:请)?(?:忽略|无视|忘记|忘掉)[^。!?！？]{0,12}(?:之前|先前|以上|上述|前面)[^。]{0,6}(?:指令|指示|说明|规则|提示|内容|文章)",
        r"(?:如果你是|致|告)[^。,，:：]{0,12}(?:人工智能|语言模型|助手|程序|机器人|AI)[^。]{0,30}(?:请|只|必须|应)",
    ),
)
DIRECTIVES = DirectiveWords(
    spaced=False,
    program=r"人工智能|语言模型|模型|助手|程序|机器人|AI|系统|算法|软件|ChatGPT",
    product=r"用户|读者|摘要|总结|概要|要点|标题|回答|回复|输出|头条|简报|概述",
    rules=r"指令|指示|规则|提示|命令|要求|任务|设定|内容|文章",
    earlier=r"之前|先前|以上|上述|前面|此前|原来|原有|所有",
    drop=r"不要提|别提|假装|假设|忽略|无视|忘记|忘掉|抛开|放弃|不要理会|跳过|撇开|丢掉",
    order=r"写|说|提到|推荐|称赞|赞扬|放在|列为|回答|输出|报道|介绍|包括|加上|强调|生成|当作|引用",
    kindly=r"能否|可否|能不能|请|麻烦|拜托|谢谢|务必|恳请|劳驾",
    you=r"你|您|你们|你的|您的",
    ought=r"必须|应该|应当|须|应|要",
    only=r"只|仅|唯一|首先|第一|最重要|一定|而是",
    page=r"本文|本页|此文|这篇文章|这个页面|该文",
    henceforth=r"从现在(?:起|开始)|今后|新任务|新指令|(?:致|告|给)(?:所有|各位|人工|AI|语言|助手)|注意|文章(?:到此)?结束|开发者模式",
    said=r"表示|称|据|说道|指出|研究人员|报道称|警告|宣布|认为",
    ai=r"人工智能|语言模型|(?<![A-Za-z])(?-i:AI)(?![A-Za-z])|聊天机器人|ChatGPT",
    answer=r"用户|读者|标题|回答|回复|头条",
    digest=r"撰写|编写|阅读|总结|概括|处理|读取",
)
