"""What is news and what is opinion, analysis, satire or an advertisement."""

from __future__ import annotations

import pytest

from briefing.extract import extract
from briefing.records import Article

REPORT = (
    "The town of Marn will close its quarry in June, the council decided on Tuesday. Forty people work there. "
    "“I am sad, and I will miss my work,” said the foreman, Ole Brekk. The road to it will be mended first."
)


def kind(text=REPORT, *, head="", **fields):
    if head:
        paragraphs = "".join(f"<p>{part}.</p>" for part in text.rstrip(".").split(". "))
        page = f"<title>Quarry</title>{head}</head><body><article>{paragraphs}</article></body>"
        text = f"<!doctype html><html><head>{page}</html>"
        fields["markup"] = "html"
    return extract(Article(id="a", source="a", content=text, **fields)).kind


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ('<meta property="article:section" content="Opinion">', "opinion"),
        ('<meta property="article:section" content="News / Comment">', "opinion"),
        ('<meta property="article:section" content="Satire">', "satire"),
        (
            '<script type="application/ld+json">{"@type": "AnalysisNewsArticle", "headline": "Quarry"}</script>',
            "analysis",
        ),
        ('<script type="application/ld+json">{"@type": ["AdvertiserContentArticle"]}</script>', "sponsored"),
        ('<meta property="article:section" content="Local">', "news"),
    ],
)
def test_a_page_says_what_it_is(head, expected):
    assert kind(head=head) == expected


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Opinion: the quarry must stay", "opinion"),
        ("Kommentar: Der Steinbruch muss bleiben", "opinion"),
        ("What the closure means | Analysis", "analysis"),
        ("[Opinion] The quarry must stay", "opinion"),
        ("【社説】採石場を残せ", "opinion"),
        ("评论：采石场应当保留", "opinion"),
        ("采石场将关闭｜分析", "analysis"),
        ("（広告）新しい採石場", "sponsored"),
        ("บทวิเคราะห์: เหมืองหิน", "analysis"),
        ("Yorum: Taş ocağı kalmalı", "opinion"),
        ("Quarry to close: mayor regrets it", "news"),
        ("Quarry to close (for a month)", "news"),
        ("【動画】採石場が閉鎖へ", "news"),
        ("分析人士：采石场将关闭", "news"),
        ("Review of the quarry ordered", "news"),
    ],
)
def test_a_title_bears_a_label(title, expected):
    assert kind(title=title) == expected


def test_an_outlet_says_it_itself():
    assert kind(f"{REPORT} This article was paid for by Marn Stone Ltd.") == "sponsored"
    assert kind(f"{REPORT} This story is satire.") == "satire"


CHINESE = "马恩镇议会周二决定，采石场将于六月关闭。那里有四十人工作。镇长说道路将首先得到修缮。"
JAPANESE = "マーン町議会は火曜日、採石場を六月に閉鎖すると決めた。四十人が働いている。道路の修繕が先に行われる。"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{CHINESE}本文为马恩石材公司的推广内容。", "sponsored"),
        (f"{CHINESE}本文纯属虚构。", "satire"),
        (f"{CHINESE}本文作者是推广读书的教师。", "news"),
        (f"{JAPANESE}この記事はマーン石材の広告です。", "sponsored"),
        (f"{JAPANESE}この記事は広告規制を解説したものです。", "news"),
    ],
)
def test_an_outlet_says_it_itself_in_chinese_and_japanese(text, expected):
    assert kind(text) == expected


def test_an_address_has_a_section():
    assert kind(url="https://paper.example/opinion/2026/quarry") == "opinion"
    assert kind(url="https://paper.example/news/opinion") == "news"


def test_a_writer_of_their_own_is_no_reporter():
    essay = "I grew up beside the quarry. My father worked there for my sisters. I cannot see what we gain. It closes."
    assert kind(essay) == "opinion"


def test_a_quoted_view_is_news():
    assert kind() == "news"
