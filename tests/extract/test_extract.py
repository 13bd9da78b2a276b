import datetime as dt
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing import ingest
from briefing.config import SourceSettings
from briefing.errors import ArticleError
from briefing.extract import MAX_CHARACTERS, extract
from briefing.records import Article, CoveredArticle, Image

STORY = [
    "The council of Port Ellery voted on Monday night to close the iron bridge until the spring of next year.",
    "Engineers had found cracks in two of its piers during an inspection in September, the harbour office said.",
    "The repairs will cost 2.4 million crowns, of which the government pays half, according to the county treasurer.",
    "Buses will take the harbour road instead, and a footbridge is to be put up beside it before the closure starts.",
]
HEAD = '<meta charset="utf-8"><title>Bridge closes | Harbour Post</title>'


def article(content, markup="text", **fields):
    return Article(id="a", source="a", content=content, markup=markup, **fields)


def page(body, head=HEAD):
    return article(f"<!doctype html><html lang='en'><head>{head}</head><body>{body}</body></html>", "html")


def said(document):
    return [document.text[start:end] for start, end in document.sentences]


def test_given_text_is_not_altered_and_offsets_index_it():
    text = "  A title line\r\n\r\nThe bridge\u200b closed.\tIt reopens in spring.\n\n\nRead more: pictures\n"
    document = extract(article(text))
    assert document.text == text
    assert said(document) == ["The bridge\u200b closed.", "It reopens in spring."]


@given(st.text(min_size=1, max_size=300))
def test_any_given_text_is_kept_or_refused(text):
    try:
        document = extract(article(text))
    except ArticleError:
        return
    assert document.text == text
    assert document.sentences
    assert all(text[start:end].strip() for start, end in document.sentences)


def test_a_page_gives_its_article_and_not_its_menus():
    body = (
        "<nav><a href='/'>Home</a> <a href='/s'>Sport</a></nav><article>"
        "<h1>Bridge closes</h1><p class='byline'>By A. Hale</p>"
        + "".join(f"<p>{sentence}</p>" for sentence in STORY)
        + "<h2>What it costs</h2><p>Read more: <a href='/x'>pictures</a></p></article><footer>© 2025 Post</footer>"
    )
    document = extract(page(body))
    assert said(document) == STORY
    assert (document.title, document.outlet) == ("Bridge closes", "Harbour Post")
    assert "Home" not in document.text
    assert document.language == "en"
    assert "undated" in document.labels


def test_a_page_without_paragraph_marks_is_read():
    document = extract(page("<div><h1>Bridge closes</h1>" + "<br><br>".join(STORY) + "</div>"))
    assert said(document) == STORY


def test_an_article_only_in_json_ld_is_read():
    data = {
        "@type": "NewsArticle",
        "headline": "Bridge closes",
        "articleBody": "\n\n".join(STORY),
        "datePublished": "2025-10-22",
    }
    document = extract(
        page("<div id=root></div>", HEAD + f"<script type='application/ld+json'>{json.dumps(data)}</script>")
    )
    assert said(document) == STORY
    assert document.published == dt.datetime(2025, 10, 22, 12, tzinfo=dt.UTC)


def test_the_lead_image_is_carried_along_with_what_it_shows_and_whose_it_is():
    head = HEAD + '<meta property="og:image" content="https://post.example/pier.jpg">'
    body = f"<article><img src='/pier.jpg' alt='A cracked pier'>{''.join(f'<p>{line}</p>' for line in STORY)}</article>"
    document = extract(page(body, head))
    assert document.image == Image("https://post.example/pier.jpg", "A cracked pier")
    assert CoveredArticle.of(document).image == document.image


@pytest.mark.parametrize(
    ("head", "image"),
    [
        (HEAD, Image("https://a.example/p.jpg", None, "I. Dahl")),
        (HEAD + '<meta property="og:image" content="https://post.example/pier.jpg">',
         Image("https://a.example/p.jpg", None, "I. Dahl")),
        (HEAD + '<meta property="og:image" content="https://post.example/pier.jpg">'
         '<meta property="og:image:alt" content="A pier">', Image("https://post.example/pier.jpg", "A pier")),
    ],
)  # fmt: skip
def test_the_feeds_image_stands_in_where_the_page_has_none_or_says_nothing_of_its_own(head, image):
    content = page("".join(f"<p>{line}</p>" for line in STORY), head).content
    found = extract(article(content, "html", image=Image("https://a.example/p.jpg", credit="I. Dahl")))
    assert found.image == image


LEAD = (
    "A crack that divers found under the northern pier on Sunday has closed the iron bridge of Port Ellery to all "
    "traffic, and nobody can say for how long."
)


@pytest.mark.parametrize(
    ("lead", "description", "kept"),
    [
        (LEAD, LEAD, True),
        (LEAD, LEAD[:100] + "…", True),
        (LEAD, "Something else is said here about the bridge and the town and its council.", False),
        (LEAD[:80], LEAD[:80], False),
        (f"It is told that {STORY[0]} {STORY[1]}", f"It is told that {STORY[0]} {STORY[1]}", False),
    ],
)
def test_a_lead_that_stands_apart_from_the_article_comes_first(lead, description, kept):
    head = HEAD + f'<meta name="description" content="{description}">'
    story = "".join(f"<p>{line} {line}</p>" for line in STORY)
    body = f"<header><div class='teaser'>{lead}</div></header><article>{story}</article>"
    assert extract(page(body, head)).text.startswith(lead) is kept


def test_a_credit_that_has_run_into_a_paragraph_does_not_take_it_along():
    body = "".join(f"<p>{line}</p>" for line in (f"© Harbour Pictures {' '.join(STORY)} {' '.join(STORY)}", *STORY))
    assert "Harbour Pictures" in extract(page(body)).text


def test_a_pointer_to_another_article_is_never_a_sentence():
    pointer = "<div><a href='/x'>Why do small towns have such big bridges?</a></div>"
    body = f"<article><p>{STORY[0]}</p>{pointer}" + "".join(f"<p>{line}</p>" for line in STORY[1:]) + "</article>"
    assert said(extract(page(body))) == STORY
    assert said(extract(article(f"<p>{STORY[0]}</p>{pointer}", "html")))[1:] == [
        "Why do small towns have such big bridges?"
    ]


def test_captions_are_text_but_never_a_sentence():
    figure = "<figure><img src='/a.jpg'><figcaption>Divers look at the northern pier in March.</figcaption></figure>"
    body = f"<article><p>{STORY[0]}</p>{figure}" + "".join(f"<p>{line}</p>" for line in STORY[1:]) + "</article>"
    document = extract(page(body))
    assert "Divers look" in document.text
    assert said(document) == STORY


def test_a_fragment_is_taken_whole():
    document = extract(article("<p>The first.</p><ul><li>A second here.</li></ul><h3>Head</h3>", "html", title="T"))
    assert said(document) == ["The first.", "A second here."]
    assert document.text == "The first.\n\nA second here.\n\nHead"


def test_markdown_loses_its_marks():
    document = extract(
        article("The *first* [link](https://x.example) is here.\n\n## Part\n\n- One item is this.\n", "markdown")
    )
    assert said(document) == ["The first link is here.", "One item is this."]


@pytest.mark.parametrize(
    "content", ["<html><body></body></html>", "<html><body><script>x()</script></body></html>", "<p></p>"]
)
def test_html_without_text_is_an_error_with_a_hint(content):
    with pytest.raises(ArticleError) as caught:
        extract(article(content, "html"))
    assert caught.value.hint


@pytest.mark.parametrize("text", ["", " \n ", "...", "\x00\x00"])
def test_text_without_words_is_an_error(text):
    with pytest.raises(ArticleError):
        extract(article(text))


def test_one_enormous_sentence_is_an_error():
    with pytest.raises(ArticleError, match="readable length"):
        extract(article("and the ferry sailed " * 5000))


def test_an_article_of_200000_words_is_bounded():
    text = "The council met on Monday to discuss the bridge again. " * 20_000
    document = extract(article(text))
    assert document.text == text
    assert "cut" in document.labels
    assert max(end for _, end in document.sentences) <= MAX_CHARACTERS


def test_control_and_direction_characters_do_not_survive_in_pages():
    document = extract(page(f"<article><p>{STORY[0]}\u202e\x07\u200b {STORY[1]}</p><p>{STORY[2]}</p></article>"))
    assert not set(document.text) & set("\u202e\x07\u200b")


def test_a_paywalled_stub_is_labelled_and_its_offer_left_out():
    body = (
        f"<article><h1>Bridge closes</h1><p>{STORY[0]}</p><p>{STORY[1]}</p>"
        "<div class='paywall'><h2>Subscribe to continue reading</h2><p>From 29 crowns.</p></div></article>"
    )
    document = extract(page(body))
    assert "paywalled" in document.labels
    assert said(document) == STORY[:2]


@pytest.mark.parametrize(
    "text",
    [
        "本网站使用Cookie以改善服务，请点击同意后继续浏览本页的全部内容和图片。",
        "当サイトでは利便性の向上のためにクッキーを使用しています。同意して先にお進みください。",
        "Web sitemizde çerezler kullanılmaktadır. Kabul ederek sayfayı görebilirsiniz.",
    ],
)
def test_a_cookie_wall_is_labelled_in_languages_with_few_words(text):
    assert "cookie-wall" in extract(page(f"<p>{text}</p>")).labels


def test_a_cookie_wall_is_labelled():
    document = extract(
        page("<p>We and our 142 partners use cookies to measure visits. Accept all cookies to go on reading.</p>")
    )
    assert "cookie-wall" in document.labels


def test_short_undated_and_what_the_source_said_comes_first():
    document = extract(article("The clock stopped. It is silent.", title="Clock", outlet="Post", language="en-GB"))
    assert document.labels == ("undated", "short")
    assert (document.title, document.outlet, document.language) == ("Clock", "Post", "en")


def test_a_dateline_is_not_part_of_the_sentence_and_dates_the_article():
    document = extract(
        article("BRACKWATER, Thursday 23 October 2025. Four people died in the fire. Two are in hospital.")
    )
    assert said(document)[0] == "Four people died in the fire."
    assert document.published == dt.datetime(2025, 10, 23, 12, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Le conseil municipal a voté lundi la fermeture du pont. Les bus passeront par le port."),
        ("de", "Der Stadtrat hat am Montag die Schließung der Brücke beschlossen. Busse fahren am Hafen entlang."),
        ("es", "El ayuntamiento votó el lunes el cierre del puente. Los autobuses irán por el puerto."),
        ("uk", "Міська рада в понеділок проголосувала за закриття мосту до весни. Автобуси їздитимуть через порт."),
        ("ru", "Городской совет в понедельник проголосовал за закрытие моста до весны. Автобусы поедут через порт."),
        ("zh", "市议会周一投票决定将铁桥关闭至春季。公共汽车将改走港口公路。旁边将修建人行桥。"),
        ("ja", "市議会は月曜日、鉄橋を春まで閉鎖することを決めた。バスは港沿いの道路を通る。"),
    ],
)  # fmt: skip
def test_languages_are_told_and_split(language, text):
    document = extract(article(text))
    assert document.language == language
    assert len(document.sentences) >= 2


def test_the_seeds_are_read_as_their_gold_says(seeds):
    gold = json.loads((seeds.parent / "tests" / "data" / "seeds_gold.json").read_text(encoding="utf-8"))["articles"]
    found = [extract(item) for item in ingest.read(SourceSettings(url=str(seeds))) if isinstance(item, Article)]
    assert len(found) == len(gold)
    assert len({document.id for document in found}) == len(gold)
    by_file = {}
    for document in found:
        by_file.setdefault(document.source.removeprefix("seeds/"), []).append(document)
    for row in gold:
        documents = by_file[row["file"]]
        if row["published"]:
            expected = dt.datetime.fromisoformat(row["published"])
            # A page whose visible date has no zone is read as UTC: only the day is right.
            assert any(d.published and abs(d.published - expected) <= dt.timedelta(hours=2) for d in documents), row
        assert any(document.outlet in (row["outlet"], None) for document in documents), row


def test_extraction_is_deterministic(seeds):
    source = SourceSettings(url=str(seeds / "2025-10-22"))
    first = [extract(item) for item in ingest.read(source) if isinstance(item, Article)]
    assert first == [extract(item) for item in ingest.read(source) if isinstance(item, Article)]


def test_labels_and_the_clocks_of_posts_are_no_part_of_a_sentence():
    posts = "14:20 The port has been closed.\n\n14:02 Four ferries wait at sea.\n\nWhy it matters: Bread comes by sea."
    assert said(extract(article(posts))) == [
        "The port has been closed.",
        "Four ferries wait at sea.",
        "Bread comes by sea.",
    ]


def test_a_time_that_stands_alone_is_part_of_its_sentence():
    text = "14:20 The Hours, a play by Ada Moe, has its first night.\n\nTickets cost 12 crowns."
    assert said(extract(article(text)))[0].startswith("14:20")


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("The slip hurt ~~60~~ 6 walkers on the crest.", "The slip hurt 6 walkers on the crest."),
        ("It names these places:\n- the mill lane\n- the quay", "It names these places:\n\nthe mill lane\n\nthe quay"),
        ("The mill opened in 1894[^1] here.\n\n[^1]: Town book.", "The mill opened in 1894 here.\n\nTown book. ↩"),
        ("The pond in old_mill_lane is shut * for now.", "The pond in old_mill_lane is shut * for now."),
    ],
)  # fmt: skip
def test_markdown_as_people_write_it(markdown, text):
    document = extract(Article(id="m", source="m", content=markdown, markup="markdown"))
    assert document.text.replace("\ufe0e", "") == text


def test_posts_of_a_live_page_that_are_no_paragraphs_lose_their_clocks():
    posts = "21.40 Thank you for reading. 21.12 The mayor of Norwick has conceded. 20.55 Turnout was 68 per cent."
    document = extract(Article("a", "a.txt", posts))
    assert [document.sentence(number) for number in range(3)] == [
        "Thank you for reading.",
        "The mayor of Norwick has conceded.",
        "Turnout was 68 per cent.",
    ]


def test_two_times_of_day_make_no_live_page():
    document = extract(Article("a", "a.txt", "Two trains were late. 20.55 Norwick was cancelled. The others ran."))
    assert document.sentence(1) == "20.55 Norwick was cancelled."
