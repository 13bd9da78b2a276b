"""Stories -> edition: what is printed, in which order, with every offset resolved to the words it stands for.

The quote of a citation is sliced from its document, and so is the paragraph around it. What was left out, and why, is
counted here and printed in the coverage footer.
"""

from __future__ import annotations

import datetime as dt
import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from briefing import __version__
from briefing.config import Settings
from briefing.records import (
    DEFAULT_SECTION,
    Change,
    Citation,
    Claim,
    Conflict,
    Coverage,
    CoveredArticle,
    Document,
    Edition,
    EditionPoint,
    EditionStory,
    Evidence,
    Failure,
    OutletCount,
    Section,
    Story,
    StoryPoint,
)

__all__ = ["compose", "day_end", "slug"]

# Silent reading of English non-fiction: 238 words a minute on average (Brysbaert 2019); rounded down.
_WORDS_A_MINUTE = 230
_PARAGRAPH = "\n\n"
# Most characters of a paragraph shown on either side of a quote.
_CONTEXT = 600


def compose(
    stories: Sequence[Story],
    documents: Mapping[str, Document],
    *,
    settings: Settings,
    day: dt.date,
    sources: int,
    read: int,
    left_out: Mapping[str, int],
    failures: Sequence[Failure],
    model: str,
    rejected: int = 0,
    note_html: str | None = None,
    earlier: Mapping[str, CoveredArticle] | None = None,
) -> Edition:
    """The edition of `day` out of ranked stories.

    `documents` holds every document a story refers to, `earlier` the articles of past editions that its changes may
    cite; `read` counts articles read, `left_out` those not printed, by reason.
    """
    printed = list(stories[: settings.briefing.max_stories])
    reasons = Counter(dict(left_out))
    spilled = sum(len(story.article_ids) for story in stories[settings.briefing.max_stories :])
    if spilled:
        reasons["no room in this edition"] += spilled
    resolved = {story.id: _story(story, documents) for story in printed}
    articles = _articles(printed, documents)
    outlets = Counter(article.outlet for article in articles if article.outlet)
    point_words = sum(len(point.text.split()) for story in resolved.values() for point in story.points)
    article_words = sum(article.words for article in articles)
    return Edition(
        date=day,
        title=settings.briefing.title,
        language=settings.briefing.language,
        timezone=settings.briefing.timezone,
        published=day_end(day, settings),
        headline=printed[0].headline if printed else "",
        sections=_sections(printed, resolved, settings),
        articles=(*articles, *_cited(resolved.values(), articles, earlier or {})),
        coverage=Coverage(
            sources=sources,
            read=read,
            used=len(articles),
            outlets=tuple(OutletCount(name, count) for name, count in sorted(outlets.items(), key=_by_count)),
            left_out=tuple(sorted((reason, count) for reason, count in reasons.items() if count)),
            failures=tuple(sorted(failures, key=lambda failure: (failure.subject, failure.code))),
            rejected_rewrites=rejected,
        ),
        reading_minutes=_minutes(point_words),
        saved_minutes=max(0, _minutes(article_words) - _minutes(point_words)),
        model=model,
        generator=f"briefing {__version__}",
        note_html=note_html,
    )


def day_end(day: dt.date, settings: Settings) -> dt.datetime:
    """The instant at which the reader's `day` ends, with daylight saving taken into account."""
    start = dt.time(settings.briefing.day_starts)
    return dt.datetime.combine(day + dt.timedelta(days=1), start, tzinfo=settings.briefing.zone)


def slug(name: str) -> str:
    """`name` for a URL: lower-case letters and digits of any script, joined by hyphens; else `section`."""
    plain = unicodedata.normalize("NFKC", name).lower()
    return re.sub(r"[^\w]+|_", "-", plain).strip("-") or "section"


def _sections(
    stories: Sequence[Story], resolved: Mapping[str, EditionStory], settings: Settings
) -> tuple[Section, ...]:
    """Sections in the configured order; others after them, in the order of their best story."""
    configured = [section.name for section in settings.section]
    named = dict.fromkeys(story.section or DEFAULT_SECTION for story in stories)
    order = [name for name in configured if name in named] + [name for name in named if name not in configured]
    return tuple(
        Section(
            name,
            slug(name),
            tuple(resolved[story.id] for story in stories if (story.section or DEFAULT_SECTION) == name),
        )
        for name in order
    )


def _story(story: Story, documents: Mapping[str, Document]) -> EditionStory:
    return EditionStory(
        id=story.id,
        headline=story.headline,
        article_ids=story.article_ids,
        points=tuple(_point(point, documents) for point in story.points),
        status=story.status,
        first_seen=story.first_seen,
        changes=tuple(
            Change(
                change.kind, change.text, _citations(change.evidence, documents), change.before, change.before_citation
            )
            for change in story.changes
        ),
        conflicts=tuple(
            Conflict(
                conflict.fact, tuple(Claim(value, _citations(places, documents)) for value, places in conflict.values)
            )
            for conflict in story.conflicts
        ),
        why_merged=story.why_merged,
        why_ranked=story.why_ranked,
        rank=story.rank,
        timeline=story.timeline,
        lead=story.lead,
    )


def _point(story_point: StoryPoint, documents: Mapping[str, Document]) -> EditionPoint:
    point = story_point.point
    return EditionPoint(
        text=point.text,
        kind=point.kind,
        verdict=point.verdict,
        score=point.score,
        citations=_citations(point.evidence, documents),
        outlets=story_point.outlets,
    )


def _citations(evidence: Iterable[Evidence], documents: Mapping[str, Document]) -> tuple[Citation, ...]:
    return tuple(_citation(passage, documents[passage.article_id]) for passage in evidence)


def _citation(passage: Evidence, document: Document) -> Citation:
    """The quote and what stands around it in its paragraph, cut at word boundaries."""
    text = document.text
    opening = text.rfind(_PARAGRAPH, 0, passage.start)
    closing = text.find(_PARAGRAPH, passage.end)
    before = text[(opening + len(_PARAGRAPH) if opening >= 0 else 0) : passage.start]
    after = text[passage.end : (closing if closing >= 0 else len(text))]
    if len(before) > _CONTEXT:
        before = "… " + before[-_CONTEXT:].partition(" ")[2]
    if len(after) > _CONTEXT:
        after = after[:_CONTEXT].rpartition(" ")[0] + " …"
    return Citation(document.id, passage.start, passage.end, passage.quote(document), before, after)


def _articles(stories: Sequence[Story], documents: Mapping[str, Document]) -> tuple[CoveredArticle, ...]:
    ids = dict.fromkeys(article_id for story in stories for article_id in story.article_ids)
    return tuple(CoveredArticle.of(documents[article_id]) for article_id in ids)


def _cited(
    stories: Iterable[EditionStory], articles: Sequence[CoveredArticle], earlier: Mapping[str, CoveredArticle]
) -> tuple[CoveredArticle, ...]:
    """Articles of past editions that a change cites: printed as sources, not counted as read today."""
    present = {article.id for article in articles}
    before = (change.before_citation for story in stories for change in story.changes)
    ids = dict.fromkeys(citation.article_id for citation in before if citation)
    return tuple(earlier[article_id] for article_id in ids if article_id not in present and article_id in earlier)


def _by_count(item: tuple[str, int]) -> tuple[int, str]:
    return -item[1], item[0]


def _minutes(words: int) -> int:
    return math.ceil(words / _WORDS_A_MINUTE)
