"""Every format marks what a model has translated, says what could not be compared, and shows the source's words."""

from __future__ import annotations

import dataclasses
import json
from email import message_from_bytes, policy

import editions
import pytest
from babel import Locale

from briefing.archive import atom_and_json_feeds, search_index
from briefing.archive.edition_index import entry
from briefing.config import Settings
from briefing.edition import edition_json
from briefing.records import Change, LeadSentence, Subscriber, Translation
from briefing.render import channel_message, email, html, markdown, text
from briefing.render.channel_message import Limits
from briefing.render.machine_translation_note import mark

POINT = "Alle 214 Menschen an Bord wurden gerettet."
SOURCE = "All 214 people on board were taken off by lifeboat before sunrise."
HEADLINE = "Fähre läuft vor Skerry auf Grund"
ORIGINAL = "Skerry Island ferry runs aground; everyone on board is brought ashore"
MARK = "übersetzt; Originalsprache: Englisch"


@pytest.fixture(scope="module")
def edition():
    """The sample in German; of its first story, headline, a point, a change and the lead are translations."""
    sample = editions.sample()
    first, *others = sample.sections[0].stories
    unsure = Translation(SOURCE, "en", "de", ("names", "negation"))
    point = dataclasses.replace(first.points[0], text=POINT, translation=unsure)
    story = dataclasses.replace(
        first,
        headline=HEADLINE,
        translation=Translation(ORIGINAL, "en", "de"),
        points=(point, *first.points[1:]),
        changes=(Change("point", "Die Fahrrinne ist gesperrt.", point.citations, translation=unsure),),
        lead=(LeadSentence("Alle wurden gerettet.", (1,), Translation("All were saved.", "en", "de")),),
    )
    sections = (dataclasses.replace(sample.sections[0], stories=(story, *others)), *sample.sections[1:])
    coverage = dataclasses.replace(sample.coverage, translated=3, rejected_translations=2)
    return dataclasses.replace(sample, language="de", sections=sections, coverage=coverage)


def _flat(content):
    return " ".join((content.decode() if isinstance(content, bytes) else content).replace("\\", "").split())


def test_the_mark_is_in_the_language_of_the_labels():
    told = Translation("x", "de", "fr", ("names", "units"))
    assert mark(told, Locale("en"), str) == "translated from German; not compared: names, units"
    assert mark(dataclasses.replace(told, unchecked=()), Locale("en"), str) == "translated from German"
    assert mark(None, Locale("en"), str) == ""


@pytest.mark.parametrize("render", [html.render, markdown.render, text.render])
def test_files_mark_translations_and_show_the_originals(edition, render):
    shown = _flat(render(edition).content)
    assert POINT in shown
    assert SOURCE in shown
    assert HEADLINE in shown
    assert ORIGINAL in shown
    assert f"{MARK}; nicht verglichen: Namen, Verneinung" in shown
    assert shown.count(MARK) == 4
    assert "3 Überschriften und Kernpunkte wurden von einem Modell übersetzt." in shown
    assert "2 Übersetzungen wurden beim Vergleich mit dem Original verworfen." in shown


def test_the_page_says_the_language_of_the_original_and_of_the_translation(edition):
    page = _flat(html.render(edition).content)
    assert f'<bdi lang="en" dir="ltr">{ORIGINAL}</bdi>' in page
    assert f'<p dir="auto"><span class="cite">[1]</span> {POINT}' in page
    assert "Von einem Modell übersetzt" in page


@pytest.mark.parametrize("kind", ["plain", "html"])
def test_mail_marks_translations_and_quotes_the_source(edition, kind):
    links = email.Links("https://example.org/u", "mailto:news@example.org")
    made = email.render(edition, Subscriber("ann@example.org", language="de"), Settings(), links=links)
    message = message_from_bytes(email.as_bytes(made), policy=policy.default)
    shown = _flat(message.get_body((kind,)).get_content())
    assert shown.count(MARK) >= 4
    assert "Im Wortlaut der Quelle" in shown
    assert SOURCE in shown
    assert ORIGINAL in shown


def test_a_chat_message_marks_translations(edition):
    reader = Subscriber("channel:team", language="de")
    made = channel_message.compose(edition, reader, Settings(), Limits(200, 6000), points=3)
    assert f"{HEADLINE} [{MARK}]" in made.text
    assert f"{POINT} [{MARK}; nicht verglichen: Namen, Verneinung]" in made.text


def test_feeds_and_search_know_of_translations(edition):
    known = entry(edition, "digest")
    feed = json.loads(atom_and_json_feeds.json_feed(known, [known], lambda _: edition, "https://news.example"))
    assert f"{POINT} [{MARK}" in feed["items"][0]["content_html"]
    first = next(search_index.records(edition))
    assert ORIGINAL in first.content
    assert SOURCE in first.content


def test_the_edition_file_keeps_them_and_one_without_is_as_it_was(edition):
    assert edition_json.load(edition_json.dump(edition)) == edition
    assert b"translat" not in edition_json.dump(editions.sample())
