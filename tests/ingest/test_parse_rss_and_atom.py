import datetime as dt
import json

import pytest

from briefing.config import SourceSettings
from briefing.errors import FormatError
from briefing.ingest import feed_entries_to_articles_and_ids, jsonfeed, parse_rss_and_atom
from briefing.ingest.feed_entries_to_articles_and_ids import is_full
from briefing.records import Article, Failure, Image

NOW = dt.datetime(2025, 10, 23, 12, tzinfo=dt.UTC)
TEXT = "The council voted on Monday to close the iron bridge until the spring. " * 12
SOURCE = SourceSettings(url="feed.xml")


def rss(items, head=""):
    body = (
        "<rss version='2.0' xmlns:content='http://purl.org/rss/1.0/modules/content/'><channel>"
        f"<title>Wire</title>{items}"
    )
    return f"<?xml version='1.0'?>{head}{body}</channel></rss>".encode()


def item(*inner):
    return f"<item>{''.join(inner)}</item>"


def parse(data):
    return parse_rss_and_atom.parse(data, subject="feed.xml", url="https://news.example/feed", now=NOW)


def read(data):
    return list(feed_entries_to_articles_and_ids.articles(parse(data), "feed.xml", SOURCE))


DATE = "Wed, 22 Oct 2025 10:00:00 +0200"
LINK = "https://news.example/1"
NAMESPACES = (
    "xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/' "
    "xmlns:dc='http://purl.org/dc/elements/1.1/'"
)
RSS2 = rss(
    item(
        f"<title>T</title><link>{LINK}</link><pubDate>{DATE}</pubDate><description>short</description>",
        f"<content:encoded><![CDATA[<p>{TEXT}</p>]]></content:encoded>",
    )
)
ATOM = (
    "<feed xmlns='http://www.w3.org/2005/Atom'><title>Wire</title><entry><title>T</title><id>urn:1</id>"
    "<link href='/1'/><published>2025-10-22T10:00:00+02:00</published>"
    f"<content type='html'>&lt;p&gt;{TEXT}&lt;/p&gt;</content></entry></feed>"
).encode()
RDF = (
    f"<rdf:RDF {NAMESPACES}><channel><title>Wire</title></channel><item><title>T</title><link>{LINK}</link>"
    f"<dc:date>2025-10-22T10:00:00+02:00</dc:date><description>{TEXT}</description></item></rdf:RDF>"
).encode()
RSS091 = (
    f"<rss version='0.91'><channel><title>Wire</title><item><title>T</title><link>{LINK}</link>"
    f"<pubDate>Wed, 22 Oct 2025 08:00:00 GMT</pubDate><description>{TEXT}</description></item></channel></rss>"
).encode()


@pytest.mark.parametrize("data", [RSS2, ATOM, RDF, RSS091], ids=["rss", "atom", "rdf", "rss091"])
def test_every_dialect_gives_the_same_article(data):
    (article,) = read(data)
    assert (article.title, article.outlet, article.url) == ("T", "Wire", "https://news.example/1")
    assert article.published == dt.datetime(2025, 10, 22, 8, tzinfo=dt.UTC)
    assert "iron bridge" in article.content
    assert article.feed == "feed.xml"


def test_json_feeds():
    value = {
        "version": "https://jsonfeed.org/version/1",
        "title": "Wire",
        "language": "en",
        "items": [
            {"id": 7, "url": "/7", "title": "T", "content_html": f"<p>{TEXT}</p>", "date_published": "2025-10-22",
             "author": {"name": "A"}},
            {"id": "8", "attachments": [{"mime_type": "audio/mpeg", "url": "x"}], "content_text": "Episode"},
            "nonsense",
        ],
    }  # fmt: skip
    feed = jsonfeed.parse(json.dumps(value).encode(), subject="x", url="https://news.example/feed", now=NOW)
    article, left_out = list(feed_entries_to_articles_and_ids.articles(feed, "feed.json", SOURCE))
    assert (article.url, article.author, article.language) == ("https://news.example/7", "A", "en")
    assert left_out.message == "1 entry has only sound or video"


@pytest.mark.parametrize("data", [b"{", b"[]", b'{"items": 3}', b"\xff\xfe{"])
def test_json_that_is_no_feed(data):
    with pytest.raises(FormatError):
        jsonfeed.parse(data, subject="x")


def test_title_only_items_and_episodes_are_counted_not_summarised():
    found = read(rss(
        item("<title>A</title>") + item("<title>B</title><description>B</description>")
        + item("<title>C</title><description>notes</description>",
               "<enclosure url='https://a.example/c.mp3' type='audio/mpeg' length='1'/>")
        + item(f"<title>D</title><guid>d</guid><description>{TEXT}</description>")
    ))  # fmt: skip
    assert [each.title for each in found if isinstance(each, Article)] == ["D"]
    left_out = [each for each in found if isinstance(each, Failure)]
    assert [each.message for each in left_out] == [
        "2 entries have only a title and no text",
        "1 entry has only sound or video",
    ]
    assert not any(each.is_error for each in left_out)


MEDIA = "<media:content url='{}' medium='image'>{}</media:content>"


@pytest.mark.parametrize(
    ("inner", "image"),
    [
        (
            MEDIA.format(
                "https://a.example/pier.jpg",
                "<media:description>The &lt;b&gt;cracked&lt;/b&gt; pier</media:description>"
                "<media:credit role='photographer'>I. Dahl</media:credit>",
            ),
            Image("https://a.example/pier.jpg", "The cracked pier", "I. Dahl"),
        ),
        ("<media:thumbnail url='/small.jpg'/>", Image("https://news.example/small.jpg")),
        ("<media:group>" + MEDIA.format("/p.jpg", "") + "</media:group>", Image("https://news.example/p.jpg")),
        ("<enclosure url='https://a.example/e.png' type='image/png' length='1'/>", Image("https://a.example/e.png")),
        ("<media:content url='https://a.example/x.webp?w=300'/>", Image("https://a.example/x.webp?w=300")),
        # Whose words they are is not told with two pictures.
        (
            MEDIA.format("/1.jpg", "<media:description>One</media:description>") + MEDIA.format("/2.jpg", ""),
            Image("https://news.example/1.jpg"),
        ),
        (MEDIA.format("javascript:x", ""), None),
        ("<media:content url='https://a.example/film.mp4' type='video/mp4'/>", None),
    ],
)
def test_the_lead_image_of_an_entry_and_its_words_stay_out_of_the_text(inner, image):
    entry = item(f"<title>T</title><description>{TEXT}</description>", inner)
    data = rss(entry).replace(b"<rss ", b"<rss xmlns:media='http://search.yahoo.com/mrss/' ")
    (article,) = read(data)
    assert article.image == image
    assert "pier" not in article.content


def test_the_description_of_a_picture_is_a_teaser_where_there_is_no_other():
    entry = item(
        "<title>T</title>", MEDIA.format("/p.jpg", "<media:description>The bridge closes.</media:description>")
    )
    (article,) = read(rss(entry).replace(b"<rss ", b"<rss xmlns:media='http://search.yahoo.com/mrss/' "))
    assert article.content == "The bridge closes."


def test_a_json_feed_names_its_images():
    value = {"items": [{"id": "1", "content_text": "Text of it.", "image": "/p.jpg"}]}
    feed = jsonfeed.parse(json.dumps(value).encode(), subject="x", url="https://news.example/feed", now=NOW)
    assert feed.entries[0].image == Image("https://news.example/p.jpg")


def test_a_malformed_feed_says_what_is_wrong_and_a_wrong_charset_does_not():
    problem = parse(b"<rss version='2.0'><channel>\n<title>A</channel></rss>").problem
    assert problem == "near line 3: mismatched tag"
    declared = RSS2.replace(b"<?xml version='1.0'?>", b"<?xml version='1.0' encoding='us-ascii'?>").replace(
        b"iron bridge", "iron brücke".encode()
    )
    feed = parse_rss_and_atom.parse(declared, subject="x", charset="utf-8", now=NOW)
    assert feed.problem is None
    assert "brücke" in feed.entries[0].content


def test_an_entry_that_stands_twice_is_read_once_and_a_shared_guid_hides_nothing():
    one = item(
        "<title>A</title><guid>1</guid><link>https://news.example/a</link>", f"<description>{TEXT}</description>"
    )
    two = item(
        "<title>B</title><guid>1</guid><link>https://news.example/b</link>", f"<description>{TEXT}</description>"
    )
    *articles, counted = read(rss(one + one + two))
    assert [article.title for article in articles] == ["A", "B"]
    assert counted.message == "1 entry has the same title and text as another"


@pytest.mark.parametrize(
    ("text", "full"),
    [(TEXT, True), ("A teaser.", False), (TEXT + "[…]", False), (TEXT + "Continue reading →", False),
     (TEXT + "Читать далее", False), (f"<script>{TEXT}</script>", False)],
)  # fmt: skip
def test_teasers_are_told_from_full_texts(text, full):
    (entry,) = parse(rss(item(f"<description><![CDATA[{text}]]></description>"))).entries
    assert is_full(entry) is full


@pytest.mark.parametrize("date", ["Thu, 01 Jan 1970 00:00:00 GMT", "Fri, 01 Jan 2099 00:00:00 GMT", "yesterday", ""])
def test_impossible_dates_leave_an_article_undated(date):
    (article,) = read(rss(item(f"<title>T</title><pubDate>{date}</pubDate><description>{TEXT}</description>")))
    assert article.published is None


@pytest.mark.parametrize("link", ["javascript:alert(1)", "data:text/html,x", "http://[bad", "  "])
def test_links_that_are_no_web_addresses_are_dropped(link):
    (article,) = read(rss(item(f"<title>T</title><link>{link}</link><description>{TEXT}</description>")))
    assert article.url is None


def test_titles_lose_their_markup_and_their_length():
    (article,) = read(
        rss(item(f"<title>A &amp;amp; &lt;b&gt;B&lt;/b&gt;\u202e</title><description>{TEXT}</description>"))
    )
    assert article.title == "A & B"
    (article,) = read(rss(item(f"<title>{'x' * 10_000_000}</title><description>{TEXT}</description>")))
    assert len(article.title) <= 500


def test_truncated_xml_gives_what_there_is():
    data = rss(item(f"<title>A</title><guid>1</guid><description>{TEXT}</description>") + "<item><title>B")
    feed = parse(data[: data.index(b"<title>B") + 5])
    assert feed.problem
    assert feed.entries[0].title == "A"


def test_nul_bytes_and_control_characters():
    (article,) = read(rss(item(f"<title>A\x00B\x07</title><description>{TEXT}\x00</description>")))
    assert article.title == "AB"


def test_entity_bombs_do_not_explode():
    entities = "".join(f"<!ENTITY e{n} '{f'&e{n - 1};' * 10}'>" for n in range(1, 12))
    data = rss(item("<title>T</title><description>&e11;</description>"), f"<!DOCTYPE r [<!ENTITY e0 'ha'>{entities}]>")
    with pytest.raises(FormatError, match="bombs"):
        parse(data)


def test_external_entities_are_not_read(tmp_path):
    (tmp_path / "secret").write_text("password")
    head = f"<!DOCTYPE r [<!ENTITY x SYSTEM 'file://{tmp_path}/secret'>]>"
    feed = parse(rss(item(f"<title>T</title><description>&x; {TEXT}</description>"), head))
    assert all("password" not in entry.content for entry in feed.entries)


@pytest.mark.parametrize("data", [b"", b"<html><p>not found</p></html>", b"<note/>", b"\x00" * 100, b"plain words"])
def test_what_is_no_feed_is_an_error_with_a_hint(data):
    with pytest.raises(FormatError) as caught:
        parse(data)
    assert caught.value.hint


def test_a_feed_without_entries_is_said():
    (failure,) = read(rss(""))
    assert failure.message == "is a feed without entries"


def titles(found):
    return [each.title for each in found if isinstance(each, Article)]


def notices(link, guid="", words=("mill", "quay", "lock")):
    return "".join(
        item(
            f"<title>The {word}</title>{guid}<link>{link.format(number)}</link>" if link else
            f"<title>The {word}</title>{guid}",
            f"<description>The town shut the {word} on Monday after a storm had torn its roof off.</description>",
        )
        for number, word in enumerate(words)
    )  # fmt: skip


@pytest.mark.parametrize(
    ("link", "guid"),
    [
        ("https://news.example/notices", ""),
        ("https://news.example/notices#n{}", ""),
        ("https://news.example/view?source=s{}", ""),
        ("https://news.example/view?share_id={}", ""),
        ("", "<guid isPermaLink='false'>notice</guid>"),
    ],
)
def test_entries_that_differ_are_articles_of_their_own(link, guid):
    found = read(rss(notices(link, guid)))
    assert titles(found) == ["The mill", "The quay", "The lock"]
    assert len({each.id for each in found}) == 3
    # Whatever their order is.
    ids = {each.title: each.id for each in found}
    turned = read(rss(notices(link.replace("{}", "{0}"), guid, ("lock", "mill", "quay"))))
    assert {each.title: each.id for each in turned} == ids


def test_entries_that_say_the_same_under_one_address_are_one_and_counted():
    one = "<title>The {}</title><link>https://news.example/a{}</link><description>{}</description>"
    text = "The town shut the mill on Monday after a storm had torn its roof off."
    for other in (one.format("mill", "#2", text), one.format("Mill", "?utm_source=x", f"{text} Nobody was hurt.")):
        *found, counted = read(rss(item(one.format("mill", "", text)) + item(other)))
        assert titles(found) == ["The mill"]
        assert counted.message == "1 entry has the same title and text as another"


SOUND = "<enclosure url='https://news.example/a.mp3' type='audio/mpeg' length='1'/>"
CLIP = "<media:content url='https://news.example/a.mp4' medium='video'/>"


@pytest.mark.parametrize("attached", [SOUND, CLIP, SOUND + CLIP])
def test_an_article_that_is_read_aloud_is_an_article(attached):
    entry = item("<title>T</title><description>The town shut the mill on Monday after a storm.</description>", attached)
    data = rss(entry).replace(b"<rss ", b"<rss xmlns:media='http://search.yahoo.com/mrss/' ")
    assert titles(read(data)) == ["T"]


def test_show_notes_of_a_podcast_are_not():
    notes = item(
        "<title>T</title><description>We talk to the miller about the storm and its roof.</description>", SOUND
    )
    data = rss(notes + "<itunes:author>Wire</itunes:author>")
    data = data.replace(b"<rss ", b"<rss xmlns:itunes='http://www.itunes.com/dtds/podcast-1.0.dtd' ")
    assert [each.message for each in read(data)] == ["1 entry has only sound or video"]


def entity_feed(doctype, text):
    entry = item(f"<title>T</title><description>{text}</description>")
    return rss(entry, f"<!DOCTYPE rss [{doctype}]>")


@pytest.mark.parametrize(
    ("doctype", "text"),
    [
        ("<!ENTITY nbsp '&#160;'><!ENTITY mdash \"&#8212;\">", "The&nbsp;mill&mdash;shut since Monday"),
        ("<!ENTITY firm 'Ode &amp; Sons'>", "The mill of &firm; is shut"),
        ("<!ENTITY a 'Ode'><!ENTITY firm '&a; Mills'>", "The mill of &firm; is shut"),
        ("<!ENTITY out SYSTEM 'file:///etc/hostname'>", "The mill is shut&out;"),
    ],
)
def test_entities_of_a_feed_are_written_out(doctype, text):
    (article,) = read(entity_feed(doctype, text))
    assert "mill" in article.content
    assert "firm;" not in article.content
    assert parse(entity_feed(doctype, text)).problem is None


@pytest.mark.parametrize(
    "doctype",
    [
        "<!ENTITY a 'aaaaaaaaaa'>" + "".join(
            f"<!ENTITY {new} '{f'&{old};' * 10}'>" for old, new in zip("abcdef", "bcdefg", strict=True)
        ),
        "<!ENTITY a '&b;'><!ENTITY b '&a;'>",
        f"<!ENTITY g '{'x' * 100_000}'>",
    ],
)  # fmt: skip
def test_entities_that_would_fill_the_memory_are_refused(doctype):
    with pytest.raises(FormatError, match="bombs"):
        parse(entity_feed(doctype, "&g;"))


@pytest.mark.parametrize("broken", [b" \xe2\x80", b"\xff", b"\x0b", b"\xa0"])
@pytest.mark.parametrize("declared", [b"", b" encoding='utf-8'", b" encoding='iso-8859-1'"])
def test_a_feed_with_one_broken_byte_is_read_whole(broken, declared):
    entry = item("<title>Mühle</title><description>Die Mühle ist nach einem Sturm für Monate geschlossen.")
    data = rss(entry).replace(b"</item>", broken + b"</description></item>")
    (article,) = read(data.replace(b"<?xml version='1.0'", b"<?xml version='1.0'" + declared))
    assert article.title == "Mühle"
    assert "für Monate geschlossen." in article.content


@pytest.mark.parametrize(
    ("categories", "kind"),
    [
        ("<category>Reviews</category>", "opinion"),
        ("<category>Culture</category><category>Comment</category>", "opinion"),
        ("<category>Debate/Opinion</category>", "opinion"),
        ("<category>Sponsored</category>", "sponsored"),
        ("<category>News</category><category>Peer review of studies</category>", None),
        ("", None),
    ],
)
def test_the_categories_of_an_entry_tell_its_kind(categories, kind):
    (article,) = read(rss(item("<title>One</title>", f"<description>{TEXT}</description>", categories)))
    assert article.kind == kind


def test_the_labels_of_atom_and_the_tags_of_json_feeds_do_as_well():
    entry = f"<entry><title>One</title><id>1</id><content>{TEXT}</content><category term='c7' label='Opinion'/></entry>"
    (article,) = read(f"<feed xmlns='http://www.w3.org/2005/Atom'><title>Wire</title>{entry}</feed>".encode())
    assert article.kind == "opinion"
    json_item = {"id": "1", "content_text": TEXT, "tags": ["Culture", "Satire", 7]}
    made = jsonfeed.parse(json.dumps({"title": "Wire", "items": [json_item]}).encode(), subject="feed.json")
    assert [entry.kind for entry in made.entries] == ["satire"]
