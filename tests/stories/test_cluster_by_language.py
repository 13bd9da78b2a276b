"""Grouping in many languages, on articles of our own: docs/languages.md says what came of it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
import yaml
from conftest import make_document

from briefing.config import StorySettings
from briefing.language.split_sentences import pieces
from briefing.stories.cluster_articles import group

OWN = yaml.safe_load((Path(__file__).parents[1] / "data" / "own_events.yaml").read_text("utf-8"))


def _clusters(articles, language, encoder):
    documents = [
        make_document(
            *map(str.strip, pieces(text, language)),
            name=f"a{number}",
            title=title,
            language=language,
            outlet=f"Outlet {number}",
            published=dt.datetime(2026, 3, 4, 8 + number, tzinfo=dt.UTC),
        )
        for number, (title, text) in enumerate(articles)
    ]
    vectors = [encoder.encode([document.sentence(n) for n in range(len(document.sentences))]) for document in documents]
    titles = [encoder.encode([document.title])[0] for document in documents]
    return group(documents, vectors, StorySettings(), title_vectors=titles)


@pytest.mark.parametrize("language", OWN["unrelated"])
def test_four_events_are_four_stories(encoder, language):
    assert len(_clusters(OWN["unrelated"][language], language, encoder)) == 4


@pytest.mark.parametrize("language", OWN["one_event"])
def test_two_reports_of_one_event_are_one_story(encoder, language):
    assert len(_clusters(OWN["one_event"][language], language, encoder)) == 1


@pytest.mark.parametrize("language", OWN["of_one_kind"])
def test_a_third_report_of_another_event_of_its_kind_stays_apart(encoder, language):
    articles = OWN["of_one_kind"][language]
    found = {cluster.members for cluster in _clusters(articles, language, encoder)}
    firsts = range(0, len(articles), 3)
    assert {tuple(sorted(members)) for members in found} == {
        members for first in firsts for members in ((first, first + 1), (first + 2,))
    }
