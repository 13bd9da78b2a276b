"""The stories that no edition has told yet -> those of them that an alert tells, as an edition of their own."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import replace

from briefing.edition.compose import by_count, minutes_of
from briefing.edition.reading_budget import words_of
from briefing.records import ArticleKind, Edition, OutletCount, Story

__all__ = ["TOLD_KINDS", "compose_alert", "news_in"]

TOLD_KINDS: frozenset[ArticleKind] = frozenset({"news", "analysis"})
"""Kinds of stories that an alert tells: a comment on the news is none."""


def news_in(story: Story, told: Mapping[str, str]) -> str | None:
    """A name for what is new in `story`; None where nothing is.

    It is what has changed since it was told last; of a new story, everything. Where nothing has changed since an alert,
    it is what that one told (`told`, by story): whoever has not had it yet can still be told.
    """
    if story.changes:
        places = sorted({citation.evidence for change in story.changes for citation in change.citations}, key=repr)
        return hashlib.sha256(repr(places).encode()).hexdigest()[:16]
    return told.get(story.id) or ("new" if story.status == "new" else None)


def compose_alert(whole: Edition, names: Collection[str]) -> Edition:
    """The stories of `whole` with these ids and the articles that they rest on, as an edition."""
    sections = tuple(
        replace(section, stories=tuple(_as_news(story) for story in section.stories if story.id in names))
        for section in whole.sections
    )
    stories = [story for section in sections for story in section.stories]
    used = dict.fromkeys(name for story in stories for name in story.article_ids)
    cited = dict.fromkeys([*used, *(citation.article_id for story in stories for citation in story.citations())])
    articles = [whole.article(name) for name in used]
    outlets = Counter(article.outlet for article in articles if article.outlet)
    points = words_of(stories)
    return replace(
        whole,
        headline=max(stories, key=lambda story: story.rank).headline if stories else "",
        sections=tuple(section for section in sections if section.stories),
        articles=tuple(whole.article(name) for name in cited),
        coverage=replace(
            whole.coverage,
            used=len(articles),
            outlets=tuple(OutletCount(*pair) for pair in sorted(outlets.items(), key=by_count)),
            left_out=(),
            failures=(),
        ),
        reading_minutes=minutes_of(points),
        saved_minutes=max(0, minutes_of(sum(article.words for article in articles)) - minutes_of(points)),
        note_html=None,
    )


def _as_news(story: Story) -> Story:
    """A story that stands as the last alert left it is no less news to somebody who did not have that."""
    return replace(story, status="updated") if story.status == "continuing" else story
