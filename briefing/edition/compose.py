"""Stories -> edition: what is printed, in which order, and what the footer says.

What was left out, and why, is counted here and printed in the coverage footer.
"""

from __future__ import annotations

import datetime as dt
import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from briefing import __version__
from briefing.config import BriefingSettings
from briefing.edition.reading_budget import WORDS_A_MINUTE, within, words_of
from briefing.records import (
    DEFAULT_SECTION,
    Coverage,
    CoveredArticle,
    Document,
    Edition,
    Failure,
    OutletCount,
    Section,
    Story,
)
from briefing.text.words_by_script import count

__all__ = ["by_count", "compose", "day_end", "in_sections", "minutes_of", "news_time", "slug"]


def compose(
    stories: Sequence[Story],
    documents: Mapping[str, Document],
    *,
    settings: BriefingSettings,
    sections: Sequence[str] = (),
    day: dt.date,
    sources: int,
    read: int,
    left_out: Mapping[str, int],
    failures: Sequence[Failure],
    model: str,
    rejected: int = 0,
    rejected_translations: int = 0,
    note_html: str | None = None,
    earlier: Mapping[str, CoveredArticle] | None = None,
    now: dt.datetime | None = None,
) -> Edition:
    """The edition of `day` out of ranked stories, in the order of the `sections` that are named.

    `documents` holds every document a story refers to, `earlier` the articles of past editions that its changes may
    cite; `read` counts articles read, `left_out` those not printed, by reason. `now` is the time of the build: it dates
    an edition of today that has no news dated today.
    """
    printed = list(within(stories[: settings.max_stories], settings.minutes))
    reasons = Counter(dict(left_out))
    shown = {story.id for story in printed}
    spilled = sum(len(story.article_ids) for story in stories if story.id not in shown)
    if spilled:
        reasons["no room in this edition"] += spilled
    articles = _articles(printed, documents)
    outlets = Counter(article.outlet for article in articles if article.outlet)
    point_words = words_of(printed)
    article_words = sum(article.words for article in articles)
    return Edition(
        date=day,
        title=settings.title,
        language=settings.language,
        timezone=settings.timezone,
        published=news_time(day, articles, settings, now),
        headline=printed[0].headline if printed else "",
        sections=in_sections(printed, sections),
        articles=(*articles, *_cited(printed, articles, earlier or {})),
        coverage=Coverage(
            sources=sources,
            read=read,
            used=len(articles),
            outlets=tuple(OutletCount(name, count) for name, count in sorted(outlets.items(), key=by_count)),
            left_out=tuple(sorted((reason, count) for reason, count in reasons.items() if count)),
            failures=tuple(sorted(failures, key=lambda failure: (failure.subject, failure.code))),
            rejected_rewrites=rejected,
            translated=_translated(printed),
            rejected_translations=rejected_translations,
        ),
        reading_minutes=minutes_of(point_words),
        saved_minutes=max(0, minutes_of(article_words) - minutes_of(point_words)),
        model=model,
        generator=f"briefing {__version__}",
        note_html=note_html,
    )


def _translated(stories: Iterable[Story]) -> int:
    """How many headlines and points of the stories are translations."""
    marks = (mark for story in stories for mark in (story.translation, *(point.translation for point in story.points)))
    return sum(mark is not None for mark in marks)


def day_end(day: dt.date, settings: BriefingSettings) -> dt.datetime:
    """The instant at which the reader's `day` ends, with daylight saving taken into account."""
    start = dt.time(settings.day_starts)
    return dt.datetime.combine(day + dt.timedelta(days=1), start, tzinfo=settings.zone)


def news_time(
    day: dt.date, articles: Iterable[CoveredArticle], settings: BriefingSettings, now: dt.datetime | None = None
) -> dt.datetime:
    """When the edition of `day` is dated: at its latest news, within the day.

    Where no article is dated on that day it is `now` if that is within the day, else the day's last second. It is never
    after `now` on the day itself, as neither a feed's entry nor a message may come from the future.
    """
    end = day_end(day, settings)
    begin = day_end(day - dt.timedelta(days=1), settings)
    last = end.astimezone(dt.UTC) - dt.timedelta(seconds=1)
    if now is not None and begin <= now < end:
        last = now.replace(microsecond=0)
    dated = (article.published for article in articles if article.published)
    latest = max((time for time in dated if begin <= time), default=last)
    return min(latest, last).astimezone(settings.zone)


def slug(name: str) -> str:
    """`name` for a URL: lower-case letters and digits of any script, joined by hyphens; else `section`."""
    plain = unicodedata.normalize("NFKC", name).lower()
    return re.sub(r"[^\w]+|_", "-", plain).strip("-") or "section"


def in_sections(stories: Sequence[Story], configured: Sequence[str]) -> tuple[Section, ...]:
    """Sections in the configured order; others after them, in the order of their best story."""
    named = dict.fromkeys(story.section or DEFAULT_SECTION for story in stories)
    order = [name for name in configured if name in named] + [name for name in named if name not in configured]
    return tuple(
        Section(
            name,
            slug(name),
            tuple(replace(story, section=None) for story in stories if (story.section or DEFAULT_SECTION) == name),
        )
        for name in order
    )


def _articles(stories: Sequence[Story], documents: Mapping[str, Document]) -> tuple[CoveredArticle, ...]:
    ids = dict.fromkeys(article_id for story in stories for article_id in story.article_ids)
    return tuple(
        replace(CoveredArticle.of(document), words=count(document.text)) for document in map(documents.__getitem__, ids)
    )


def _cited(
    stories: Iterable[Story], articles: Sequence[CoveredArticle], earlier: Mapping[str, CoveredArticle]
) -> tuple[CoveredArticle, ...]:
    """Articles of past editions that a change cites: printed as sources, not counted as read today."""
    present = {article.id for article in articles}
    before = (change.before_citation for story in stories for change in story.changes)
    ids = dict.fromkeys(citation.article_id for citation in before if citation)
    return tuple(earlier[article_id] for article_id in ids if article_id not in present and article_id in earlier)


def by_count(item: tuple[str, int]) -> tuple[int, str]:
    """Sorts (name, count) pairs, the largest count first."""
    return -item[1], item[0]


def minutes_of(words: int) -> int:
    """Minutes to read so many words."""
    return math.ceil(words / WORDS_A_MINUTE)
