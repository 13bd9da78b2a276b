from __future__ import annotations

import datetime as dt

import pytest
from editions import sample

from briefing.config import OutputSettings
from briefing.edition import edition_json
from briefing.edition import explain_story as explaining
from briefing.errors import StoreError
from briefing.store import published_editions
from briefing.store.open_database import open_store


@pytest.fixture
def folder(tmp_path):
    edition = sample()
    with open_store(OutputSettings(), tmp_path) as store:
        published_editions.save(store, edition.date, edition_json.dump(edition), [])
    return tmp_path


def test_a_story_is_found_by_its_id_or_by_words_of_its_headline(folder):
    wanted = sample().stories[0]

    for name in (wanted.id, wanted.headline.split()[0].upper()):
        _, story = explaining.explain(OutputSettings(), folder, name)
        assert story.id == wanted.id


def test_the_explanation_names_every_term_and_every_article(folder):
    edition = sample()
    story = edition.stories[0]

    text = "\n".join(explaining.lines(edition, story))

    assert story.headline in text
    assert all(term.name in text for term in story.why_ranked)
    assert all((edition.article(name).title or name) in text for name in story.article_ids)


@pytest.mark.parametrize("day", [None, dt.date(2001, 1, 1)])
def test_an_unknown_story_is_named(folder, day):
    with pytest.raises(StoreError, match="no story 'unheard of'"):
        explaining.explain(OutputSettings(), folder, "unheard of", day=day)
