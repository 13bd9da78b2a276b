"""An edition tells what fits into the minutes of its reader: the best stories first, each from its first point on."""

from __future__ import annotations

import pytest

from briefing.edition.reading_budget import WORDS_A_MINUTE, within, words_of
from briefing.records import Change, Story
from tests.conftest import make_document, make_point


def _story(number: int, points: int = 4, words: int = 23) -> Story:
    told = [" ".join([f"S{number}p{place}", *["word"] * (words - 2), "end."]) for place in range(points)]
    document = make_document(*told, name=f"a{number}")
    made = tuple(make_point(document, place) for place in range(points))
    changes = tuple(Change("point", point.text, point.citations) for point in made)
    return Story(f"s{number}", "Headline", (f"a{number}",), made, changes=changes)


STORIES = [_story(number) for number in range(12)]


def test_without_a_limit_everything_is_told():
    assert within(STORIES, 0) == tuple(STORIES)


@pytest.mark.parametrize("minutes", [1, 2, 3])
def test_what_is_told_fits_into_the_minutes(minutes):
    told = within(STORIES, minutes)
    assert words_of(told) + len(told) <= minutes * WORDS_A_MINUTE
    assert words_of(told) > (minutes - 0.3) * WORDS_A_MINUTE


def test_the_first_stories_are_told_most_fully_and_the_order_stays():
    told = within(STORIES, 2)
    counts = [len(story.points) for story in told]
    assert counts == sorted(counts, reverse=True)
    assert [story.id for story in told] == [f"s{number}" for number in range(len(told))]
    assert len(told) < len(STORIES)
    assert counts[0] > 1


def test_points_are_kept_from_the_first_on_and_changes_go_with_theirs():
    story = within(STORIES, 1)[0]
    assert story.points == STORIES[0].points[: len(story.points)]
    assert [change.text for change in story.changes] == [point.text for point in story.points]


def test_more_minutes_never_tell_less():
    sizes = [words_of(within(STORIES, minutes)) for minutes in range(1, 8)]
    assert sizes == sorted(sizes)


def test_one_point_is_told_however_long_it_is():
    (told,) = within([_story(0, points=2, words=400)], 1)
    assert len(told.points) == 1


def test_a_day_without_stories_has_nothing_to_tell():
    assert within([], 5) == ()
