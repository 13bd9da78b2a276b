"""What a template may use: the versioned context, the same for our templates and for a theme's.

`docs/templates.md` documents every name. Within a version, names are only added. If one is removed or changes its
meaning, `CONTEXT_VERSION` is raised.
"""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from markupsafe import Markup

from briefing.language import language_support
from briefing.records import (
    ArticleKind,
    Change,
    Citation,
    CoveredArticle,
    Edition,
    Image,
    Point,
    Story,
    TimelineEntry,
)
from briefing.render import escaping
from briefing.runtime import prompt_and_template_folders

__all__ = [
    "CONTEXT_VERSION",
    "Bar",
    "Source",
    "changes",
    "endings",
    "headline_language",
    "highlights",
    "is_lone",
    "language_of",
    "languages_off",
    "lead_image",
    "lead_language",
    "number",
    "page_context",
    "points",
    "read_asset",
    "read_css",
    "source",
    "spark",
    "story_sources",
    "style",
    "timeline",
]

CONTEXT_VERSION = 1

_SPARK_DAYS = 14
_HIGHLIGHTS = 5
# An edition with at least so many stories begins with the headlines of the first few in rank.
_LONG = 8


@dataclass(frozen=True, slots=True)
class Source:
    """An article as a chip, a byline and a link need it. `url` is None if there is no safe address."""

    id: str
    name: str
    title: str | None
    author: str | None
    url: str | None
    published: dt.datetime | None
    language: str
    labels: tuple[str, ...]
    words: int
    image: Image | None = None
    kind: ArticleKind = "news"


@dataclass(frozen=True, slots=True)
class Bar:
    """One day of a sparkline: how many articles, and the bar's height in 0…1."""

    date: dt.date
    articles: int
    height: float


def page_context(
    edition: Edition, *, css: str, extra_policy: Mapping[str, str] | None = None, load_images: bool = False
) -> dict[str, Any]:
    """Names for a template that prints an edition, alone or as a page of the archive."""
    sources = {article.id: source(article) for article in edition.articles}
    articles = {article.id: article for article in edition.articles}

    def days(story: Story) -> tuple[TimelineEntry, ...]:
        # A roundup's stories know all of their days.
        return story.timeline if edition.first else timeline(story, edition.date)

    return {
        "context_version": CONTEXT_VERSION,
        "edition": edition,
        "sources": sources,
        "site": None,
        "load_images": load_images,
        "lead_image": lambda story: lead_image(story, sources),
        "highlights": highlights(edition),
        "changes": changes,
        "points": points,
        "number": number,
        "timeline": days,
        "endings": lambda story: endings(story, articles, edition.timezone),
        "spark": lambda story: spark(days(story), edition.date),
        "story_sources": lambda story: story_sources(story, sources),
        "chips": lambda citations: chips(citations, sources),
        "is_lone": lambda story, point: is_lone(story, point, articles),
        "language_of": lambda told: language_of(told, articles),
        "lead_language": lambda story: lead_language(story, articles),
        "headline_language": lambda story: headline_language(story, articles),
        "languages_off": languages_off(edition),
        "link": lambda citation: escaping.text_fragment(sources[citation.article_id].url, citation.quote),
        **style(css, extra_policy),
    }


def style(css: str, extra_policy: Mapping[str, str] | None = None) -> dict[str, Any]:
    """`css` for an inline style element, and the Content-Security-Policy that allows just that."""
    digest = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
    policy = {
        "default-src": "'none'",
        "style-src": f"'sha256-{digest}'",
        "img-src": "data:",
        "base-uri": "'none'",
        "form-action": "'none'",
        **(extra_policy or {}),
    }
    rules = "; ".join(f"{name} {value}" for name, value in policy.items())
    return {"css": Markup(css), "csp": Markup(rules)}  # noqa: S704 - our own file, and made from it


def read_css(override: Path | None = None) -> str:
    """The style sheet, ours or a theme's; it cannot end its element early. Raises AssetError."""
    return read_asset("style.css", override).replace("</", "<\\/")


def read_asset(name: str, override: Path | None = None) -> str:
    """A file beside the templates, ours or a theme's. Raises AssetError."""
    return prompt_and_template_folders.read("templates", name, override)


def source(article: CoveredArticle) -> Source:
    """The printable view of an article."""
    name = article.credited_to
    return Source(
        id=article.id,
        name=escaping.one_line(name),
        title=escaping.one_line(article.title) if article.title else None,
        author=_author(article, escaping.one_line(name)),
        url=escaping.safe_url(article.url),
        published=article.published,
        language=article.language,
        labels=article.labels,
        kind=article.kind,
        words=article.words,
        image=_image(article.image),
    )


def _image(image: Image | None) -> Image | None:
    """The printable view of a lead image; none if its address is not safe."""
    url = escaping.safe_url(image.url) if image else None
    if image is None or url is None:
        return None
    alt, credit = (escaping.one_line(words) if words else None for words in (image.alt, image.credit))
    return Image(url, alt, credit)


def lead_image(story: Story, sources: Mapping[str, Source]) -> Image | None:
    """The picture of the most central article that has one."""
    return next((sources[name].image for name in story.article_ids if sources[name].image), None)


def _author(article: CoveredArticle, outlet: str) -> str | None:
    """The author, unless that is only the outlet's name again."""
    author = escaping.one_line(article.author) if article.author else None
    return None if author and author.casefold() == outlet.casefold() else author


def chips(citations: Sequence[Citation], sources: Mapping[str, Source]) -> tuple[str, ...]:
    """Names of the outlets behind some citations, each once, in their order."""
    return tuple(dict.fromkeys(sources[citation.article_id].name for citation in citations))


def language_of(told: Point | Change | Sequence[Citation], articles: Mapping[str, CoveredArticle]) -> str:
    """The language of a statement: that of the first passage it rests on, `und` where there is none.

    Of a point or change that is a translation, the language that it was put into.
    """
    if isinstance(told, Point | Change):
        return told.translation.language if told.translation else language_of(told.citations, articles)
    citations = told
    return articles[citations[0].article_id].language if citations else "und"


def headline_language(story: Story, articles: Mapping[str, CoveredArticle]) -> str:
    """The language of a story's headline: that of the article whose title it is, else that of its first point."""
    if story.translation:
        return story.translation.language
    told = [articles[article_id] for article_id in story.article_ids]
    titled = (each.language for each in told if each.title and each.title.startswith(story.headline.rstrip("….")))
    first = story.points[0].citations if story.points else ()
    return next(titled, None) or language_of(first, articles)


def lead_language(story: Story, articles: Mapping[str, CoveredArticle]) -> str:
    """The language of a story's lead: that of the points it joins, or into which it was put."""
    first = story.lead[0]
    if first.translation:
        return first.translation.language
    cited = [story.points[number - 1] for number in first.cites if number <= len(story.points)]
    return language_of(cited[0].citations, articles) if cited else headline_language(story, articles)


def languages_off(edition: Edition) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Languages of the edition's articles in which something does not work, and what that is."""
    codes = sorted({article.language for article in edition.articles} - {"und"})
    return tuple((code, off) for code in codes if (off := language_support.missing(code, edition.model)))


def is_lone(story: Story, point: Point, articles: Mapping[str, CoveredArticle]) -> bool:
    """Whether only one of a story's several outlets has the point, and no other reprints it.

    False if the outlet of one of the story's articles is unknown.
    """
    told = {articles[citation.article_id].outlet for citation in point.citations}
    known = {articles[article_id].outlet for article_id in story.article_ids}
    return None not in known and point.outlets == len(told) == 1 and len(known) > 1


def story_sources(story: Story, sources: Mapping[str, Source]) -> tuple[Source, ...]:
    """The articles of a story, the most central first."""
    return tuple(sources[article_id] for article_id in story.article_ids)


def highlights(edition: Edition) -> tuple[tuple[str, Story], ...]:
    """The highest-ranked stories of a long edition, each after the name of its section; none of a short one."""
    stories = [(section.name, story) for section in edition.sections for story in section.stories]
    if len(stories) < _LONG:
        return ()
    return tuple(sorted(stories, key=lambda item: -item[1].rank)[:_HIGHLIGHTS])


def changes(story: Story) -> tuple[tuple[Change, Point | None], ...]:
    """What changed, each with the key point that says the same, if any."""
    said = {escaping.one_line(point.text): point for point in story.points}
    return tuple((change, said.get(escaping.one_line(change.text))) for change in story.changes)


def points(story: Story) -> tuple[Point, ...]:
    """The key points that are not printed already as something that changed: each is printed once."""
    told = [point for _, point in changes(story) if point]
    return tuple(point for point in story.points if point not in told)


def number(story: Story, point: Point) -> int:
    """The number by which the story's lead cites `point`; 0 if there is no lead."""
    return story.points.index(point) + 1 if story.lead and point in story.points else 0


def timeline(story: Story, today: dt.date) -> tuple[TimelineEntry, ...]:
    """The days of a story line up to `today`, whose entry is made of the story itself; oldest first."""
    earlier = tuple(entry for entry in story.timeline if entry.date < today)
    return (*earlier, TimelineEntry(today, story.headline, len(story.article_ids)))


def endings(story: Story, articles: Mapping[str, CoveredArticle], zone: str) -> tuple[Point, ...]:
    """The points of a roundup's story that say how it ended: those of its last day, where it has several."""
    if len(story.timeline) < 2:
        return ()
    last = story.timeline[-1].date
    times = {point: [articles[each.article_id].published for each in point.citations] for point in story.points}
    return tuple(
        point
        for point, published in times.items()
        if any(time and time.astimezone(ZoneInfo(zone)).date() >= last for time in published)
    )


def spark(days: Sequence[TimelineEntry], today: dt.date) -> tuple[Bar, ...]:
    """Articles a day up to `today`, silent days included, at most two weeks of them; empty for less than two days."""
    counts = {entry.date: entry.articles for entry in days if entry.date <= today}
    if len(counts) < 2:
        return ()
    first = max(min(counts), today - dt.timedelta(days=_SPARK_DAYS - 1))
    shown = [first + dt.timedelta(days=number) for number in range((today - first).days + 1)]
    most = max(max(counts.values()), 1)
    return tuple(Bar(day, counts.get(day, 0), counts.get(day, 0) / most) for day in shown)
