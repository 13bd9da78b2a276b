import pytest

from briefing.text.canonical_urls_and_article_ids import article_id, article_url, canonical_url, same_site, web_url


@pytest.mark.parametrize(
    ("given", "canonical"),
    [
        ("HTTP://News.Example:80/a//b/?utm_source=rss&b=2&a=1#top", "http://news.example/a/b?a=1&b=2"),
        ("https://news.example/story/amp/", "https://news.example/story"),
        ("https://amp.news.example/story", "https://news.example/story"),
        ("https://news.example/story.amp.html", "https://news.example/story.html"),
        ("https://m.news.example/story?fbclid=x", "https://news.example/story"),
        ("https://news.example/a/index.html", "https://news.example/a"),
        ("https://bücher.example/straße", "https://xn--bcher-kva.example/stra%C3%9Fe"),
        ("https://news.example/?id=7", "https://news.example/?id=7"),
    ],
)
def test_every_address_of_an_article_has_one_spelling(given, canonical):
    assert canonical_url(given) == canonical
    assert canonical_url(canonical) == canonical


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "ftp://a.example/x", "mailto:a@b.example", "http://",
     "http://[::1", "http://a.example:99999/", "http://user:secret@a.example/", "//a.example/x", "nonsense", "", None,
     "https://a.example/" + "x" * 3000, "http://a b.example/"],
)  # fmt: skip
def test_what_is_no_web_address_is_none(url):
    assert web_url(url) is None
    assert canonical_url(url) is None


def test_relative_addresses_need_a_base():
    assert web_url("/x", "https://a.example/feed") == "https://a.example/x"
    assert web_url("javascript:alert(1)", "https://a.example/feed") is None


def test_the_id_follows_the_address_then_the_guid_then_the_words():
    by_url = article_id(url="https://www.a.example/x?utm_medium=mail", guid="1", text="one")
    assert by_url == article_id(url="http://a.example/x", guid="2", text="two")
    assert article_id(url=None, guid="1", outlet="A", text="one") == article_id(
        url=None, guid="1", outlet="A", text="two"
    )
    assert article_id(url=None, guid="1", outlet="A") != article_id(url=None, guid="1", outlet="B")
    assert article_id(url=None, title="T", text="a  b") == article_id(url=None, title="T", text="a b")
    assert len(by_url) == 16


@pytest.mark.parametrize(
    "url",
    [
        "https://tarn.example/news/5/",
        "https://tarn.example/news/6/index.html",
        "https://tarn.example/show?ref=77",
        "https://tarn.example/doc?a=1;b=2",
        "https://tarn.example/find?z=1&a=old%20mill",
        "https://tarn.example/story.php?88123",
        "https://tarn.example/products/amp",
        "https://tarn.example/a//b?source=3&share=7",
    ],
)
def test_the_link_of_an_article_keeps_the_publishers_spelling(url):
    assert article_url(url) == url
    assert article_url(url, "https://tarn.example/feed/") == url


@pytest.mark.parametrize(
    ("given", "linked"),
    [
        ("https://tarn.example/a/?utm_source=rss&id=7&utm_medium=x", "https://tarn.example/a/?id=7"),
        ("https://tarn.example/a?utm_campaign=x#top", "https://tarn.example/a#top"),
        ("https://tarn.example/a?q=utm_source", "https://tarn.example/a?q=utm_source"),
    ],
)
def test_a_campaign_code_is_no_part_of_the_link(given, linked):
    assert article_url(given) == linked


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://tarn.example/show?ref=77", "https://tarn.example/show?ref=78", False),
        ("https://tarn.example/show?source=3", "https://tarn.example/show?source=4", False),
        ("https://tarn.example/show?ref=77", "https://tarn.example/show", False),
        ("https://tarn.example/show?ref=77&utm_source=a", "https://www.tarn.example/show?ref=77#top", True),
        ("https://tarn.example/show?ref=twitter", "https://tarn.example/show", True),
        ("https://tarn.example/show?source=email", "https://tarn.example/show?source=hp2", True),
        ("https://tarn.example/show?share=1", "https://tarn.example/show?amp=1", True),
    ],
)
def test_a_number_is_the_articles_and_a_word_a_campaigns(one, other, same):
    assert (article_id(url=one) == article_id(url=other)) is same


@pytest.mark.parametrize("url", ["http://ö..example/a", "http://a..example/", f"http://{'a' * 70}.example/"])
def test_a_host_that_no_name_server_knows_is_no_address(url):
    assert web_url(url) is None


@pytest.mark.parametrize(
    "url", ["http://ö.example/a", "http://a.example./x", "http://[::1]:8080/x", "http://a_b.example/"]
)
def test_an_unusual_host_is_one(url):
    assert web_url(url) == url


@pytest.mark.parametrize(
    "written",
    ["https\r://post.example/a", "https:/\n/post.example/a", "ht\ttps://post.example/a", "https://post.exa\r\nmple/a"],
)
def test_line_breaks_within_an_address_count_for_nothing(written):
    assert web_url(written) == canonical_url(written) == "https://post.example/a"


@pytest.mark.parametrize("written", ["\r", "java\nscript:alert(1)", "https\r:"])
def test_line_breaks_do_not_make_an_address(written):
    assert web_url(written) is None
    assert canonical_url(written) is None


@pytest.mark.parametrize(
    ("other", "same"),
    [
        ("http://news.example/feed.xml", True),
        ("https://www.news.example/a", True),
        ("https://sport.news.example/a", False),
        ("https://news.example.org/a", False),
    ],
)
def test_two_addresses_are_of_one_site(other, same):
    assert same_site("https://www.news.example/story", other) is same
