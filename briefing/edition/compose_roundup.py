"""Several days -> one roundup: what happened in each story line, day by day, and how it ended; most covered first.

It is told from the stories of these days' articles, taken together, and from the daily editions: these know what was
told on which day, and lines whose articles are gone.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from briefing.config import BriefingSettings
from briefing.edition.compose import by_count, in_sections, minutes_of
from briefing.edition.eligible_documents import day_of
from briefing.edition.reading_budget import within, words_of
from briefing.records import (
    CoveredArticle,
    Edition,
    OutletCount,
    Point,
    RankReason,
    Status,
    Story,
    TimelineEntry,
)

__all__ = ["compose_roundup"]

# Days without news, up to the roundup's last one, after which a line counts as quiet.
_QUIET_DAYS = 3
_NO_ROOM = "no room in this edition"


@dataclass(frozen=True, slots=True)
class _Line:
    """One story line: as all its articles tell it, if they are at hand, and as each day told it, oldest first."""

    whole: Story | None
    told: tuple[tuple[dt.date, Story], ...]
    # Articles that belong to other lines, though a day told them here.
    elsewhere: frozenset[str] = frozenset()

    @property
    def latest(self) -> Story:
        """The story to begin from."""
        return self.whole or self.told[-1][1]


def compose_roundup(
    whole: Edition,
    dailies: Sequence[Edition],
    *,
    first: dt.date,
    settings: BriefingSettings,
    sections: Sequence[str] = (),
) -> Edition:
    """The roundup from `first` to the last day of `whole`, the stories of all articles of these days, none cut off.

    `dailies` are the editions of these days, oldest first.
    """
    articles = {article.id: article for edition in (*dailies, whole) for article in edition.articles}
    stories = [_story(line, articles, first, whole.date, settings) for line in _lines(whole, dailies)]
    ranked = _most_covered_first(stories, articles)
    printed = list(within(ranked[: settings.max_stories], settings.minutes))
    return _edition(whole, printed, ranked, articles, first=first, dailies=dailies, sections=sections)


def _lines(whole: Edition, dailies: Sequence[Edition]) -> Iterator[_Line]:
    """Every line, those that all articles tell first.

    What a day told belongs to the line that has most of its articles; where all are gone, to the one of its id.
    """
    stories = {story.id: story for story in _with_sections(whole)}
    owners = {name: story.id for story in stories.values() for name in story.article_ids}
    told: defaultdict[str, list[tuple[dt.date, Story]]] = defaultdict(list)
    for edition in dailies:
        for story in _with_sections(edition):
            shared = Counter(owners[name] for name in story.article_ids if name in owners)
            name = max(shared, key=lambda each: (shared[each], each == story.id, each), default=story.id)
            told[name].append((edition.date, story))
    for name in dict.fromkeys([*stories, *told]):
        elsewhere = frozenset(article for article, owner in owners.items() if owner != name)
        yield _Line(stories.get(name), tuple(told.get(name, ())), elsewhere)


def _with_sections(edition: Edition) -> Iterator[Story]:
    for section in edition.sections:
        for story in section.stories:
            yield replace(story, section=section.name)


def _story(
    line: _Line, articles: Mapping[str, CoveredArticle], first: dt.date, last: dt.date, settings: BriefingSettings
) -> Story:
    """One line as the roundup tells it."""
    ids = tuple(
        dict.fromkeys(name for story in _versions(line) for name in story.article_ids if name not in line.elsewhere)
    )
    days = _days(line, articles, first, last, settings)
    told_last = line.told[-1] if line.told else None
    ended = told_last is not None and told_last[0] == days[-1].date
    began = min([days[0].date, *(story.first_seen for _, story in line.told if story.first_seen)])
    points = _points(line, settings.max_points)
    headed = told_last[1] if told_last and ended else line.latest
    return replace(
        line.latest,
        headline=headed.headline,
        translation=headed.translation,
        article_ids=ids,
        points=points,
        status=_status(began, days[-1].date, first, last),
        first_seen=began,
        changes=(),
        timeline=days,
        # A lead cites points by their numbers.
        lead=line.latest.lead if points == line.latest.points else (),
    )


def _versions(line: _Line) -> Iterator[Story]:
    """A line's stories, the one to begin from first, then from the newest to the oldest."""
    yield line.latest
    yield from (story for _, story in reversed(line.told))


def _status(began: dt.date, ended: dt.date, first: dt.date, last: dt.date) -> Status:
    """How a line stands at the roundup's end."""
    if (last - ended).days > _QUIET_DAYS:
        return "dormant"
    return "new" if began >= first else "updated"


def _points(line: _Line, most: int) -> tuple[Point, ...]:
    """The points of the line, then those that only articles which are gone had, the latest first."""
    own = line.latest
    known, words = {*own.article_ids, *line.elsewhere}, {point.text for point in own.points}
    found = list(own.points)
    for story in _versions(line):
        for point in story.points:
            gone = not any(citation.article_id in known for citation in point.citations)
            if gone and point.text not in words:
                words.add(point.text)
                found.append(point)
    return tuple(found[: max(most, len(own.points))])


def _days(
    line: _Line, articles: Mapping[str, CoveredArticle], first: dt.date, last: dt.date, settings: BriefingSettings
) -> tuple[TimelineEntry, ...]:
    """What happened on which day: as the day's edition told it; on days without one, what its articles are called."""
    days = {day: TimelineEntry(day, story.headline, len(story.article_ids)) for day, story in line.told}
    known = {name for _, story in line.told for name in story.article_ids}
    fresh: defaultdict[dt.date, list[CoveredArticle]] = defaultdict(list)
    for name in line.whole.article_ids if line.whole else ():
        article = articles[name]
        if name not in known and article.published:
            fresh[min(max(day_of(article.published, settings), first), last)].append(article)
    for day, items in fresh.items():
        if day not in days:
            days[day] = TimelineEntry(day, items[0].title or line.latest.headline, len(items))
        else:
            days[day] = replace(days[day], articles=days[day].articles + len(items))
    if not days:
        days[last] = TimelineEntry(last, line.latest.headline, len(line.latest.article_ids))
    return tuple(days[day] for day in sorted(days))


def _most_covered_first(stories: Iterable[Story], articles: Mapping[str, CoveredArticle]) -> list[Story]:
    """Stories by the outlets that told them, then by articles; equal ones stay in their order."""
    return sorted((_ranked(story, articles) for story in stories), key=lambda story: -story.rank)


def _ranked(story: Story, articles: Mapping[str, CoveredArticle]) -> Story:
    outlets = len({articles[name].outlet or articles[name].source for name in story.article_ids})
    count = len(story.article_ids)
    # Articles decide between stories of as many outlets.
    share = count / (count + 1)
    reasons = (
        RankReason("outlets", outlets, 1.0, f"told by {outlets} {'outlet' if outlets == 1 else 'outlets'}"),
        RankReason("articles", share, 1.0, f"{count} {'article' if count == 1 else 'articles'}"),
    )
    return replace(story, rank=round(outlets + share, 6), why_ranked=reasons)


def _edition(
    base: Edition,
    printed: Sequence[Story],
    ranked: Sequence[Story],
    articles: Mapping[str, CoveredArticle],
    *,
    first: dt.date,
    dailies: Sequence[Edition],
    sections: Sequence[str],
) -> Edition:
    shown = {story.id for story in printed}
    used = [articles[name] for name in dict.fromkeys(name for story in printed for name in story.article_ids)]
    counted = {article.id for article in used}
    named = dict.fromkeys(citation.article_id for story in printed for citation in story.citations())
    cited = [articles[name] for name in named if name not in counted]
    outlets = Counter(article.outlet for article in used if article.outlet)
    spilled = sum(len(story.article_ids) for story in ranked if story.id not in shown)
    reasons = Counter(dict(base.coverage.left_out))
    reasons[_NO_ROOM] += spilled
    points, whole = words_of(printed), sum(article.words for article in used)
    return replace(
        base,
        first=first,
        published=max(edition.published for edition in (base, *dailies)),
        headline=printed[0].headline if printed else "",
        sections=in_sections(printed, sections),
        articles=(*used, *cited),
        coverage=replace(
            base.coverage,
            read=max(base.coverage.read, len(used)),
            used=len(used),
            outlets=tuple(OutletCount(*pair) for pair in sorted(outlets.items(), key=by_count)),
            left_out=tuple(sorted((reason, count) for reason, count in reasons.items() if count)),
        ),
        reading_minutes=minutes_of(points),
        saved_minutes=max(0, minutes_of(whole) - minutes_of(points)),
        note_html=None,
    )
