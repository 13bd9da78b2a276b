from __future__ import annotations

import datetime as dt
import random
from collections import Counter

import numpy as np
from conftest import make_document

from briefing.config import StorySettings, parse
from briefing.records import RankReason, Story
from briefing.stories import rank_stories

UNTIL = dt.datetime(2026, 3, 5, tzinfo=dt.UTC)
VECTOR = np.array([1.0, 0.0], dtype=np.float32)


def _story(name="s", section=None, status="new", terms=()):
    return Story(
        id=name, headline=name, article_ids=(name,), points=(), section=section, status=status, why_ranked=terms
    )


def _value(terms, name):
    return next((term.value for term in terms if term.name == name), None)


def _terms(settings, documents, status="new", vectors=None):
    return rank_stories.reasons(_story(status=status), documents, VECTOR, parse(settings), vectors or {}, UNTIL)


def test_corroboration_counts_outlets_not_articles():
    documents = [make_document("Alpha beta.", name=name, outlet=name[0]) for name in ("p1", "p2", "w1")]

    assert _value(_terms({}, documents), "corroboration") == 1.0


def test_the_newest_article_makes_a_story_recent():
    old, new = (make_document("A.", name=n, published=UNTIL - dt.timedelta(hours=h)) for n, h in (("o", 30), ("n", 12)))

    assert _value(_terms({}, [old, new]), "recency") == 0.5


def test_an_interest_counts_by_its_likeness():
    vectors = {"sailing": np.array([0.5, 0.1], dtype=np.float32)}
    terms = _terms({"stories": {"interests": ["sailing"]}}, [make_document("A.")], vectors=vectors)

    assert _value(terms, "interest") == 1.0


def test_local_phrases_and_mutes_match_whole_words():
    document = make_document("The mayor of Ester spoke.", title="Ester votes")

    assert rank_stories.is_local([document], StorySettings(local=("ester",))) == "ester"
    assert rank_stories.is_muted([document], StorySettings(mutes=("est",))) is None


def test_sections_take_turns_and_say_so():
    terms = (RankReason("corroboration", 1.0, 1.0),)
    close = (RankReason("corroboration", 0.95, 1.0),)
    stories = [_story("a", "World", terms=terms), _story("b", "World", terms=terms), _story("c", "Sport", terms=close)]

    placed = rank_stories.order(stories, 10)

    assert [story.id for story in placed] == ["a", "c", "b"]
    assert placed[2].why_ranked[-1].name == "variety"
    assert placed[2].rank == 0.88


def test_a_local_story_is_never_cut_for_space():
    strong = (RankReason("corroboration", 3.0, 1.0),)
    local = (RankReason("local", 1.0, 0.5),)
    stories = [_story("a", terms=strong), _story("b", terms=strong), _story("c", terms=local)]

    assert [story.id for story in rank_stories.order(stories, 2)] == ["a", "c", "b"]


def test_the_order_is_that_of_taking_the_best_of_all_each_time():
    chance = random.Random(3)
    stories = [
        _story(
            f"s{number}",
            chance.choice("ABC"),
            terms=(RankReason("corroboration", chance.choice((1.0, 1.06, 1.12)), 1.0),),
        )
        for number in range(40)
    ]
    waiting = sorted(stories, key=lambda story: (-story.why_ranked[0].value, story.id))
    expected, taken = [], Counter()
    while waiting:
        best = max(waiting, key=lambda story: story.why_ranked[0].value - 0.12 * taken[story.section])
        waiting.remove(best)
        taken[best.section] += 1
        expected.append(best.id)

    assert [story.id for story in rank_stories.order(stories, 40)] == expected
