"""How much of the day fits into the minutes a reader has: which stories are told, and how many points of each.

Every point is worth something: more in a story that ranks higher, less the more of its story has been told. The most
worth is told first, as long as there is time; a story keeps its points from the first one on.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from briefing.records import Point, Story
from briefing.text.words_by_script import count

__all__ = ["WORDS_A_MINUTE", "within", "words_of"]

WORDS_A_MINUTE = 230
"""Silent reading of English non-fiction: 238 words a minute on average (Brysbaert 2019); rounded down."""

# Worth of a story's next point against that of the one before, and rank at which a point is worth half of the first.
# So the second point of the first story comes before the first point of the fourth.
_NEXT, _HALF_RANK = 0.6, 4


def within(stories: Sequence[Story], minutes: int) -> tuple[Story, ...]:
    """The ranked `stories`, or as much of them as is read in `minutes`; 0 sets no limit. At least one point is told."""
    if not minutes:
        return tuple(stories)
    left = float(minutes * WORDS_A_MINUTE)
    told: dict[int, int] = {}
    for place, number in _by_worth(stories):
        cost = _cost(stories[place], number)
        if told and (cost > left or told.get(place, 0) < number):
            continue
        told[place] = number + 1
        left -= cost
    return tuple(_shortened(stories[place], told[place]) for place in sorted(told))


def words_of(stories: Iterable[Story]) -> int:
    """Words of the points that are printed."""
    return sum(_words(point) for story in stories for point in story.points)


def _by_worth(stories: Sequence[Story]) -> list[tuple[int, int]]:
    """Every point as (place of its story, its number), what is worth most first."""
    points = [(place, number) for place, story in enumerate(stories) for number in range(len(story.points))]
    return sorted(points, key=lambda each: (-(_NEXT ** each[1]) / (1 + each[0] / _HALF_RANK), each))


def _cost(story: Story, number: int) -> int:
    """Words that a point adds; the first one brings the headline."""
    return _words(story.points[number]) + (count(story.headline) if number == 0 else 0)


def _words(point: Point) -> int:
    return count(point.text)


def _shortened(story: Story, count: int) -> Story:
    """A story with its first `count` points, and the changes among them."""
    if count == len(story.points):
        return story
    points = story.points[:count]
    texts = {point.text for point in points}
    gone = {point.text for point in story.points[count:]} - texts
    return replace(
        story, points=points, changes=tuple(change for change in story.changes if change.text not in gone), lead=()
    )
