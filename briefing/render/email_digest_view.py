"""What the digest in an e-mail says: Edition -> a view that the e-mail templates print.

Everything here is about a message's limits. Mail programs cut what is longer than about 100 kB, do not load fonts or
scripts, and show a link's text but hide its address. So the least important stories are left for the web page, and the
message says how many; every text has a maximum length; and only http(s) links are kept.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from briefing.edition.match_story_to_topics import about
from briefing.records import (
    Change,
    Citation,
    Conflict,
    Coverage,
    CoveredArticle,
    EarlierReport,
    Edition,
    LeadSentence,
    Point,
    Story,
    Subscriber,
)
from briefing.render import editor_note, escaping, template_context
from briefing.render.escaping import safe_url
from briefing.text.email_addresses import one_line

__all__ = ["Digest", "Printed", "followed", "view", "web_address"]

# Longest point, headline and outlet name: the 99th percentile of news sentences is about 60 words, some 400 characters.
_TEXT, _TITLE, _NAME = 700, 220, 80
_REASONS = 6
_FAILURES = 5
_NOTE = 6_000


Printed = dict[str, Any]
"""A story or a part of it as a message prints it: its texts cut, its links safe. docs/templates.md has the names."""


@dataclass(frozen=True, slots=True)
class Digest:
    """Everything the templates print. `left` counts the stories that are only on the web page."""

    title: str
    date: dt.date
    preheader: str
    highlights: tuple[str, ...]
    sections: tuple[tuple[str, tuple[Printed, ...]], ...]
    left: int
    web: str | None
    coverage: Coverage
    articles: int
    outlets: int
    minutes: int
    saved: int
    failures: tuple[str, ...]
    more_failures: int
    reasons: tuple[tuple[str, int], ...] = ()
    note_html: str | None = None
    note_lines: tuple[str, ...] = ()
    # The first day of a roundup.
    first: dt.date | None = None
    languages_off: tuple[tuple[str, tuple[str, ...]], ...] = ()
    # Of each of the highlights.
    highlight_languages: tuple[str, ...] = ()
    # What the reader follows and is told this for; only an alert has any.
    topics: tuple[str, ...] = ()

    @property
    def stories(self) -> int:
        """How many stories the day has for this reader, those on the web page included."""
        return self.left + sum(len(stories) for _, stories in self.sections)


def followed(edition: Edition, reader: Subscriber) -> tuple[str, ...]:
    """Which of the reader's interests the stories of an edition are about; a followed story has its headline."""
    articles = {article.id: article for article in edition.articles}
    found = ((story, about(story, reader.interests, articles)) for story in edition.stories)
    return tuple(
        dict.fromkeys(
            _cut(one_line(story.headline if topic == story.id else topic), _NAME) for story, topic in found if topic
        )
    )


def web_address(base_url: str | None, edition: Edition) -> str | None:
    """The address of an edition's page in the archive, where the archive has one."""
    return f"{base_url.rstrip('/')}/{edition.name}/" if base_url else None


def view(edition: Edition, *, stories: int, web: str | None, topics: tuple[str, ...] = ()) -> Digest:
    """The view of an edition's `stories` highest-ranked stories, in the edition's own order.

    `topics` are what an alert is told for.
    """
    ranked = sorted(edition.stories, key=lambda story: (-story.rank, story.id))
    kept = {story.id for story in ranked[:stories]}
    articles = {article.id: article for article in edition.articles}
    number, sections = 0, []
    for section in edition.sections:
        views = []
        for story in section.stories:
            if story.id in kept:
                number += 1
                views.append(_story(story, number, articles) | {"days": _days(story) if edition.first else []})
        if views:
            sections.append((one_line(section.name)[:_TITLE], tuple(views)))
    coverage = edition.coverage
    return Digest(
        title=one_line(edition.title)[:_TITLE],
        date=edition.date,
        preheader=_cut(" · ".join(one_line(story.headline) for story in ranked[1:4] or ranked), _TITLE),
        highlights=tuple(_cut(one_line(story.headline), _TITLE) for _, story in template_context.highlights(edition)),
        highlight_languages=tuple(
            template_context.headline_language(story, articles) for _, story in template_context.highlights(edition)
        ),
        sections=tuple(sections),
        left=len(ranked) - len(kept),
        web=web,
        coverage=coverage,
        articles=coverage.used,
        outlets=len(coverage.outlets),
        minutes=edition.reading_minutes,
        saved=edition.saved_minutes,
        failures=tuple(
            _cut(one_line(f"{failure.subject}: {failure.message}"), _TITLE) for failure in coverage.failures[:_FAILURES]
        ),
        more_failures=max(0, len(coverage.failures) - _FAILURES),
        reasons=tuple((_cut(reason, _NAME), count) for reason, count in coverage.left_out[:_REASONS]),
        first=edition.first,
        languages_off=template_context.languages_off(edition),
        topics=topics,
        **_note(edition.note_html),
    )


def _note(note_html: str | None) -> dict[str, Any]:
    """The editor's note, if it is short enough for a message."""
    if not note_html or len(note_html) > _NOTE:
        return {}
    return {"note_html": note_html, "note_lines": tuple(editor_note.to_text(note_html).splitlines())}


def _story(story: Story, number: int, articles: Mapping[str, CoveredArticle]) -> Printed:
    return {
        "number": number,
        "headline": _cut(one_line(story.headline), _TITLE),
        "language": template_context.headline_language(story, articles),
        "translation": story.translation,
        "original": _cut(one_line(story.translation.original), _TITLE) if story.translation else None,
        "lead_language": template_context.lead_language(story, articles) if story.lead else "und",
        "lead_translation": story.lead[0].translation if story.lead else None,
        "status": story.status,
        "kind": story.kind,
        "points": [_point(story, point, articles) for point in template_context.points(story)],
        "changes": [_change(story, change, point, articles) for change, point in template_context.changes(story)],
        "earlier": [_earlier(report, articles) for report in story.earlier],
        "conflicts": [_conflict(conflict, articles) for conflict in story.conflicts],
        "sources": _sources(story.article_ids, articles),
        "articles": len(story.article_ids),
        "lead": " ".join(_lead(sentence) for sentence in story.lead),
        "anchor": escaping.slug(story.id),
    }


def _days(story: Story) -> list[Printed]:
    """The days of a line in a roundup, where there are several."""
    days = [{"date": entry.date, "headline": _cut(one_line(entry.headline), _TITLE)} for entry in story.timeline]
    return days if len(days) > 1 else []


def _lead(sentence: LeadSentence) -> str:
    """A sentence with the numbers of the points that support it."""
    cited = "".join(f" [{number}]" for number in sentence.cites)
    return f"{_cut(one_line(sentence.text), _TEXT)}{cited}"


def _point(story: Story, point: Point, articles: Mapping[str, CoveredArticle]) -> Printed:
    text, quote = (_cut(one_line(words), _TEXT) for words in (point.text, point.citations[0].quote))
    return {
        "text": text,
        "language": template_context.language_of(point, articles),
        "sources": _cited(point.citations, articles),
        "quote": None if (point.kind == "verbatim" and not point.translation) or quote == text else quote,
        "quote_language": template_context.language_of(point.citations, articles),
        "translation": point.translation,
        "unsupported": point.verdict == "unsupported",
        "number": template_context.number(story, point),
        "lone": template_context.is_lone(story, point, articles),
    }


def _change(story: Story, change: Change, point: Point | None, articles: Mapping[str, CoveredArticle]) -> Printed:
    return {
        "text": _cut(one_line(change.text), _TEXT),
        "language": template_context.language_of(change, articles),
        "translation": change.translation,
        "before": _cut(one_line(change.before), _TEXT) if change.before else None,
        "sources": _cited((point or change).citations, articles),
        "point": _point(story, point, articles) if point else None,
    }


def _earlier(report: EarlierReport, articles: Mapping[str, CoveredArticle]) -> Printed:
    return {
        "text": _cut(one_line(report.text), _TEXT),
        "language": template_context.language_of((report.citation,), articles),
        "sources": _cited((report.citation,), articles),
        "time": articles[report.citation.article_id].published,
    }


def _conflict(conflict: Conflict, articles: Mapping[str, CoveredArticle]) -> Printed:
    claims = [(_cut(one_line(claim.value), _TITLE), _cited(claim.citations, articles)) for claim in conflict.claims]
    return {"fact": _cut(one_line(conflict.fact), _TITLE), "claims": claims}


def _cited(citations: tuple[Citation, ...], articles: Mapping[str, CoveredArticle]) -> list[Printed]:
    return _sources(tuple(citation.article_id for citation in citations), articles)


def _sources(article_ids: tuple[str, ...], articles: Mapping[str, CoveredArticle]) -> list[Printed]:
    """Outlets of articles, each once, in order."""
    found: dict[str, Printed] = {}
    for article_id in article_ids:
        article = articles[article_id]
        name = _cut(one_line(article.credited_to), _NAME)
        found.setdefault(name, {"outlet": name, "url": safe_url(article.url)})
    return list(found.values())


def _cut(text: str, length: int) -> str:
    """`text`, cut at the end of a word with an ellipsis if it is longer than `length`."""
    if len(text) <= length:
        return text
    head = text[: length - 1]
    return f"{head.rsplit(' ', 1)[0] if ' ' in head[length // 2 :] else head}…"
