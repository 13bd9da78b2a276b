"""Every format carries the same stories, points and links, and none can be broken out of."""

import dataclasses
import json
import re
from html import unescape
from pathlib import Path

import editions
import html5lib
import markdown as python_markdown
import pytest
import yaml
from golden import golden

from briefing.edition import edition_json as edition_json
from briefing.render import escaping, html, markdown, template_context, text

GOLDEN = Path(__file__).parent / "golden"
FORMATS = {"html": html.render, "md": markdown.render, "txt": text.render}
LANGUAGES = ("de", "en", "es", "fr", "uk")


def rendered(name: str, edition) -> str:
    return FORMATS[name](edition).content.decode()


def words(name: str, edition) -> str:
    """What a person reads, as one line."""
    content = rendered(name, edition)
    if name == "html":
        content = unescape(re.sub(r"<[^>]+>", "", re.sub(r"<style>.*?</style>", "", content, flags=re.DOTALL)))
    if name == "md":
        content = re.sub(r"\\(.)", r"\1", content).replace("**", "").replace("*", "")
    return " ".join(content.replace("\n    ", " ").split())


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_tells_the_same(name):
    edition = editions.sample()
    shown = words(name, edition)
    for story in edition.stories:
        assert escaping.one_line(story.headline) in shown
        for point in story.points:
            assert point.text in shown
            for citation in point.citations:
                quoted = point.kind == "verbatim" and name == "txt"
                assert quoted or citation.quote in shown
                assert (edition.article(citation.article_id).outlet or "") in shown
        for change in story.changes:
            assert change.text in shown
        for conflict in story.conflicts:
            assert all(claim.value in shown for claim in conflict.claims)
    for article in edition.articles:
        if article.url:
            assert escaping.safe_url(article.url) in unescape(rendered(name, edition))
    for failure in edition.coverage.failures:
        assert failure.subject in shown
        assert failure.message in shown


@pytest.mark.golden
@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("kind", ["sample", "hostile", "empty"])
def test_output_is_as_the_reviewed_one(name, kind):
    content = rendered(name, getattr(editions, kind)())
    if name == "html":
        # The style sheet is reviewed in its own file.
        content = re.sub(r"(?<=<style>).*?(?=</style>)|(?<=sha256-)[^']*", "…", content, flags=re.DOTALL)
    assert content == golden(GOLDEN / f"{kind}.{name}", content)


@pytest.mark.parametrize("kind", ["sample", "hostile", "empty"])
def test_the_page_is_valid_html(kind):
    content = rendered("html", getattr(editions, kind)())
    html5lib.HTMLParser(strict=True).parse(content)
    ids = re.findall(r'\bid="([^"]*)"', content)
    assert len(ids) == len(set(ids))
    tree = html5lib.parse(content, namespaceHTMLElements=False)
    assert not [
        name for node in tree.iter() for name in list(node.attrib) if name in ("style", "src") or name.startswith("on")
    ]


def test_nothing_hostile_becomes_markup():
    tree = html5lib.parse(rendered("html", editions.hostile()), namespaceHTMLElements=False)
    assert not list(tree.iter("script"))
    assert not list(tree.iter("img"))
    links = {link.get("href") for link in tree.iter("a")}
    assert all(link.startswith(("#", "https://x.example/")) for link in links), links


def test_nothing_hostile_becomes_markup_in_markdown():
    body = rendered("md", editions.hostile()).split("---\n", 2)[2]
    page = python_markdown.markdown(body, extensions=["tables", "footnotes"])
    assert "<script" not in page
    assert "<img" not in page
    assert 'href="javascript' not in page
    assert "\\{" in body or "{{ 7*7 }}" in page.replace("&#", "")


@pytest.mark.parametrize("kind", ["sample", "hostile"])
def test_the_front_matter_is_yaml(kind):
    edition = getattr(editions, kind)()
    values = yaml.safe_load(rendered("md", edition).split("---\n", 2)[1])
    assert values["date"] == edition.date
    assert values["title"] == escaping.one_line(edition.title)
    assert values["stories"] == len(edition.stories)


def test_footnotes_are_all_defined_and_all_used():
    content = rendered("md", editions.sample())
    defined = re.findall(r"^\[\^(\d+)\]:", content, flags=re.MULTILINE)
    assert set(re.findall(r"\[\^(\d+)\](?!:)", content)) == set(defined)
    assert defined == [str(number + 1) for number in range(len(defined))]


def test_the_policy_allows_the_style_sheet_and_nothing_else():
    content = rendered("html", editions.sample())
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', content)[1]
    css = re.search(r"<style>(.*?)</style>", content, flags=re.DOTALL)[1]
    assert policy == str(template_context.style(css)["csp"])
    assert policy.startswith("default-src 'none'; style-src 'sha256-")


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_editions_render_in_every_language(name, language):
    import dataclasses

    assert rendered(name, dataclasses.replace(editions.sample(), language=language))


def test_an_unknown_language_is_english_and_a_page_may_run_from_the_right():
    import dataclasses

    page = rendered("html", dataclasses.replace(editions.sample(), language="xx"))
    assert '<html lang="en" dir="ltr">' in page


def test_a_page_of_twelve_stories_is_light():
    import dataclasses

    edition = editions.sample()
    twelve = [
        dataclasses.replace(section, slug=f"{section.slug}-{number}", stories=tuple(
            dataclasses.replace(story, id=f"{story.id}-{number}") for story in section.stories
        ))
        for number in range(3)
        for section in edition.sections
    ]  # fmt: skip
    large = dataclasses.replace(edition, sections=tuple(twelve))
    assert len(large.stories) == 12
    assert len(html.render(large).content) < 120_000


def test_no_format_depends_on_the_moment():
    for make in (*FORMATS.values(), edition_json.render):
        assert make(editions.sample()) == make(editions.sample())


def test_a_long_edition_begins_with_its_highest_ranked_headlines():
    sample = editions.sample()
    story = sample.stories[0]
    several = tuple(dataclasses.replace(story, id=f"s{rank}", headline=f"News {rank}", rank=rank) for rank in range(9))
    edition = dataclasses.replace(sample, sections=(dataclasses.replace(sample.sections[0], stories=several),))
    shown = rendered("html", edition)
    glance = shown[shown.index('class="glance"') : shown.index('class="section"')]
    assert re.findall(r'href="#(\w+)"><bdi>News (\d)<', glance) == [(f"s{rank}", f"{rank}") for rank in (8, 7, 6, 5, 4)]
    assert template_context.highlights(sample) == ()


@pytest.mark.parametrize("name", FORMATS)
def test_a_key_point_that_is_new_is_printed_once_with_its_evidence(name):
    sample = editions.sample()
    story = sample.stories[0]
    point = dataclasses.replace(story.points[1], kind="compressed", verdict="unsupported", text="The channel is shut.")
    change = dataclasses.replace(story.changes[0], text=point.text, before=None, before_citation=None)
    story = dataclasses.replace(story, points=(story.points[0], point), changes=(change,))
    edition = dataclasses.replace(sample, sections=(dataclasses.replace(sample.sections[0], stories=(story,)),))
    shown = words(name, edition)
    assert shown.count(point.text) == 1
    assert shown.index(point.text) < shown.index(story.points[0].text)
    assert "not confirmed by its source" in shown
    assert all(citation.quote in shown for citation in point.citations)


def test_a_reprint_is_named_beside_its_original_and_not_called_lone():
    story = editions.sample().stories[0]
    sources = {article.id: template_context.source(article) for article in editions.ARTICLES}
    alone = dataclasses.replace(story.points[1], citations=story.points[1].citations[:1], outlets=1)
    copied = dataclasses.replace(story.points[0], outlets=1)
    assert len(template_context.chips(copied.citations, sources)) == 2
    articles = {article.id: article for article in editions.ARTICLES}
    assert template_context.is_lone(story, alone, articles)
    assert not template_context.is_lone(story, copied, articles)
    first = story.article_ids[0]
    unknown = {**articles, first: dataclasses.replace(articles[first], outlet=None)}
    assert not template_context.is_lone(story, alone, unknown)


def test_the_time_line_ends_with_today():
    story = editions.sample().stories[0]
    days = template_context.timeline(story, editions.DAY)
    assert [entry.date for entry in days] == sorted({entry.date for entry in days})
    assert (days[-1].date, days[-1].headline, days[-1].articles) == (editions.DAY, story.headline, 3)


def test_an_outlet_that_signs_as_its_own_author_is_named_once():
    article = dataclasses.replace(editions.ARTICLES[0], outlet="The Ward Round", author="the ward round")
    assert template_context.source(article).author is None
    assert template_context.source(editions.ARTICLES[0]).author == "Ruth Okafor"


def test_text_lines_fit_a_terminal():
    lines = rendered("txt", editions.sample()).splitlines()
    assert all(len(line) <= 76 for line in lines if "://" not in line)


def test_spark_counts_silent_days_too():
    bars = template_context.spark(editions.sample().stories[0].timeline, editions.DAY)
    assert [bar.articles for bar in bars] == [1, 0, 4, 3]
    assert max(bar.height for bar in bars) == 1
    assert template_context.spark((), editions.DAY) == ()
    assert json.dumps([bar.articles for bar in bars])


def test_lead_images_are_links_unless_they_may_be_loaded():
    edition = editions.sample()
    linked, shown = (html.render(edition, load_images=load).content.decode() for load in (False, True))
    assert "<img" not in linked
    assert 'href="https://alder-gazette.example/i/skerry.jpg"' in linked
    assert "The ferry on the sandbank" in linked
    assert "Ines Dahl" in linked
    assert "img-src data:;" in linked
    assert '<img src="https://alder-gazette.example/i/skerry.jpg" alt="The ferry on the sandbank"' in shown
    assert "img-src data: https: http:;" in shown
    assert "[Picture: The ferry on the sandbank](https://alder-gazette.example/i/skerry.jpg)" in rendered("md", edition)
    for load in (False, True):
        page = html.render(editions.hostile(), load_images=load).content.decode()
        assert not re.search(r"(?:href=.?javascript|src=.?(?:javascript|data)):", page)
        html5lib.HTMLParser(strict=True).parse(page)
