import dataclasses

import editions
import pytest

from briefing.edition.choose_stories_for_reader import chosen
from briefing.records import Subscriber

ANN = Subscriber("ann@example.org")


def headlines(**wishes):
    return [story.headline for story in chosen(editions.sample(), dataclasses.replace(ANN, **wishes)).stories]


def test_without_wishes_the_edition_is_as_it_was_printed():
    assert chosen(editions.sample(), ANN) is not None
    assert headlines() == [story.headline for story in editions.sample().stories]


@pytest.mark.parametrize("phrase", ["ferry", "FERRY", "skerry  island"])
def test_a_muted_story_is_left_out(phrase):
    assert len(headlines(mutes=(phrase,))) == len(headlines()) - 1
    assert not any("ferry" in headline for headline in headlines(mutes=(phrase,)))


@pytest.mark.parametrize("phrase", ["ferr", "snowstorm"])
def test_part_of_a_word_or_what_nobody_tells_mutes_nothing(phrase):
    assert headlines(mutes=(phrase,)) == headlines()


def test_what_interests_comes_first_and_ranks_higher():
    plain = editions.sample()
    last = min(plain.stories, key=lambda story: story.rank)
    raised = chosen(plain, dataclasses.replace(ANN, interests=(last.headline,)))
    assert next(story for story in raised.stories if story.id == last.id).rank > last.rank
    assert {story.id for story in raised.stories} == {story.id for story in plain.stories}
