"""Chinese, in both scripts: labels of opinion and advertisements, clickbait, and what pages say around their articles.

It knows large numbers and denials, but neither hedges nor bounds: what needs these is off
(`briefing.language.language_support`).
"""

from __future__ import annotations

import re

from briefing.language.language_words import Language, NumberWords, Page, forms, word_set

__all__ = ["LANGUAGE"]

_PAGE = Page(
    junk=(
        r"(?:相关(?:阅读|新闻|报道|文章)|延伸阅读|推荐阅读|相關(?:閱讀|新聞|報導|文章)|延伸閱讀|推薦閱讀)\s*[:：]?.{0,60}$",
        r"(?:来源|來源|图片来源|圖片來源)\s*[:：©].{0,80}$",
        r"(?:责任编辑|責任編輯|责编|編輯)\s*[:：].{0,20}$",
    ),
    paywall=(
        r"(?:订阅|訂閱|登录|登錄|登入|付费|付費|成为会员|成為會員)[^。！？，]{0,8}(?:后|後|即可|以)[^。！？，]{0,4}(?:阅读全文|閱讀全文)",
        r"本文(?:为|是|為)(?:付费|付費|会员专享|會員專享)",
    ),
    cookies=(r"(?:本|此|我们的?|我們的?)(?:网站|網站|网页|網頁)[^。]{0,12}使用\s?cookies?",),
)

LANGUAGE = Language(
    code="zh",
    numbers=NumberWords(
        scales=forms(("百", 1e2), ("千", 1e3), ("万 萬", 1e4), ("亿 億", 1e8), ("万亿 萬億", 1e12), ("兆", 1e12))
    ),
    denial=re.compile(
        r"(?<!差)(?<!得)不(?![断斷久仅僅只过過少管论論错錯足]|同(?!意))|没有|沒有|[没沒](?![收有落])|未(?![来來婚知])|无法|無法|并非|並非|绝非"
    ),
    weekdays=word_set("周一 周二 周三 周四 周五 周六 周日 週一 週二 週三 週四 週五 週六 週日"),
    article_kinds={
        "opinion": (
            *("评论", "社论", "社评", "观点", "专栏", "时评", "评论员文章", "读者来信"),
            *("評論", "社論", "社評", "觀點", "專欄", "時評", "讀者投書", "投書"),
        ),
        "analysis": ("分析", "深度分析", "解读", "解讀"),
        "satire": ("讽刺", "諷刺", "恶搞", "惡搞"),
        "sponsored": ("广告", "推广", "赞助内容", "商业推广", "廣告", "推廣", "贊助內容", "廣編特輯"),
    },
    declared_kinds={
        "sponsored": re.compile(
            r"本(?:文|稿|内容|內容)(?:为|是|系|由|為|係)(?:[^。！？，]{0,16}的?)(?:广告|廣告|赞助|贊助|推广|推廣)(?:内容|內容|文章)?[。！]"
        ),
        "satire": re.compile(r"本文(?:内容|內容)?(?:纯属虚构|純屬虛構|为讽刺|為諷刺)"),
    },
    clickbait=re.compile(r"震惊[!！]|震驚[!！]|惊呆了|驚呆了|看完[^。]{0,4}(?:沉默|惊|驚)|不转不是|速看[!！]"),
    page=_PAGE,
)
