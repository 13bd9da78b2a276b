"""Matches a printed story to the topics (words or phrases) that a reader gives, by its headline, points and changes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from briefing.language.match_topics import first_topic
from briefing.records import Change, CoveredArticle, Point, Story

__all__ = ["about"]

_UNKNOWN = "und"


def about(story: Story, topics: Sequence[str], articles: Mapping[str, CoveredArticle]) -> str | None:
    """The first of `topics` whose words the headline, a point or a change of `story` has, in any form; else None.

    A topic may be the id of the story itself: that is how one is followed. `articles` are those of its edition, by id.
    """
    if not topics:
        return None
    told = list(_told(story, articles))
    for topic in topics:
        if topic == story.id or any(first_topic(text, (topic,), language) for text, language in told):
            return topic
    return None


def _told(story: Story, articles: Mapping[str, CoveredArticle]) -> Iterator[tuple[str, str]]:
    """What the story says, and in which language."""
    yield story.headline, _language(story.article_ids, articles)
    statements: tuple[Point | Change, ...] = (*story.points, *story.changes)
    for each in statements:
        yield each.text, _language([citation.article_id for citation in each.citations], articles)


def _language(names: Sequence[str], articles: Mapping[str, CoveredArticle]) -> str:
    return next((articles[name].language for name in names if name in articles), _UNKNOWN)
