import pytest

from briefing.ingest.recognise_front_page import is_front_page

TEXT = "The ferry to Osk has been laid up for the winter, and its crew has gone ashore until the ice is gone. " * 5


TEASERS = "".join(
    f"<div><a href='/news/{n}'>The ferry number {n} is laid up</a><p>Its crew has gone ashore.</p></div>"
    for n in range(8)
)


FRONT = f"<html><head><title>Vale Courier</title></head><body>{TEASERS}</body></html>"


ARTICLE = f"<html><body><h1>Ferry laid up</h1>{f'<p>{TEXT}</p>' * 6}{TEASERS[:300]}</body></html>"


@pytest.mark.parametrize("url", ["https://vale.example/", "https://vale.example", "https://vale.example/sport"])
def test_a_list_of_headlines_is_a_front_page(url):
    assert is_front_page(FRONT, url)


@pytest.mark.parametrize(
    ("page", "url"),
    [
        (ARTICLE, "https://vale.example/"),
        (FRONT, "https://vale.example/2025/ferry-laid-up"),
        (FRONT.replace("</head>", "<meta property='og:type' content='article'></head>"), "https://vale.example/x"),
        (
            FRONT.replace("</head>", '<script type=\'application/ld+json\'>{"@type": "NewsArticle"}</script></head>'),
            "https://vale.example/x",
        ),
        ("<p>Hello.</p>", "https://vale.example/"),
    ],
)
def test_an_article_is_none(page, url):
    assert not is_front_page(page, url)
