"""Edition and reader -> the edition as that reader asked for it: sections, mutes and interests."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

from briefing.edition.match_story_to_topics import about
from briefing.records import CoveredArticle, Edition, Story, Subscriber

__all__ = ["chosen"]

# What a reader's interest adds to a story's rank: as much as a topic of the settings does (stories/rank_stories.py).
_INTEREST = 1.5


def chosen(edition: Edition, reader: Subscriber) -> Edition:
    """The edition as the reader wants it: the sections they asked for, by name or slug (all, where none is named),
    without the stories they mute; in each section the stories they are interested in come first.
    """
    if not (reader.sections or reader.mutes or reader.interests):
        return edition
    wanted = {name.casefold() for name in reader.sections}
    articles = {article.id: article for article in edition.articles}
    sections = tuple(
        dataclasses.replace(section, stories=_wished(section.stories, reader, articles))
        for section in edition.sections
        if not wanted or section.name.casefold() in wanted or section.slug.casefold() in wanted
    )
    return dataclasses.replace(edition, sections=tuple(section for section in sections if section.stories))


def _wished(
    stories: tuple[Story, ...], reader: Subscriber, articles: Mapping[str, CoveredArticle]
) -> tuple[Story, ...]:
    """Stories without those that are muted, and with the interesting ones first and higher in rank."""
    kept = [story for story in stories if not about(story, reader.mutes, articles)]
    raised = [
        dataclasses.replace(story, rank=story.rank + _INTEREST) if about(story, reader.interests, articles) else story
        for story in kept
    ]
    return tuple(sorted(raised, key=lambda story: -story.rank)) if raised != kept else tuple(kept)
