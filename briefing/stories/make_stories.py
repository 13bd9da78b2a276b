"""The stage's one entry point: encoded articles -> ranked stories.

Articles are grouped into events, events of one story line are told together, each line goes on with the story of
earlier editions it belongs to, and gets its points, headline, section, status and rank. Pure: the pipeline reads the
history before and keeps the new one after.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt

from briefing.config import Settings, StorySettings
from briefing.records import ArticleKind, Change, CoveredArticle, Document, EncodedArticle, KeyPoint, Point, Story
from briefing.stories import rank_stories, track_across_editions
from briefing.stories.article_names_words_and_figures import Signals, signals
from briefing.stories.articles_of_one_source import syndication_groups
from briefing.stories.cluster_articles import Cluster, Picked, group
from briefing.stories.disputed_facts import conflicts
from briefing.stories.encode_remaining_sentences import completed, passage_vector
from briefing.stories.merge_points import CITED, SaysIt, merge_points
from briefing.stories.pair_probability import name_others
from briefing.stories.sections_and_topics import section_of, topics
from briefing.stories.statements_taken_back import latest_word
from briefing.stories.story_headline import headline
from briefing.stories.track_across_editions import Past, PastStory, Profile, remember
from briefing.stories.what_changed import Memory, changes
from briefing.verify.contradictory_statements import Contradict, no_contradiction
from briefing.verify.same_statement import Relate, same_words

__all__ = ["Assembled", "assemble", "event_ids"]

Vector = npt.NDArray[np.float32]

# Affinity from which two events of one day are told as one story; higher than from day to day
# (`track_across_editions.LINKED`), as articles of a day share much without being one story. Measured on 220 events of
# AllSides put into one day.
_ONE_LINE = 1.9
# Kinds of articles that report what happened; the others comment on it, make fun of it or sell something.
_REPORTS = frozenset({"news", "analysis"})
# Sentences in the vector by which a story is known; the same as read for grouping.
_LEAD = 3
# Articles by which a story is known, the most central first.
_PROFILED = 64


@dataclass(frozen=True, slots=True)
class Assembled:
    """Ranked stories, how many articles were left out for which reason, and what to remember for later editions.

    `memory` has one entry for every story of the day, also those that were dropped as unchanged. `earlier` are
    the articles of past editions that a change may cite.
    """

    stories: tuple[Story, ...]
    left_out: Mapping[str, int]
    memory: tuple[PastStory, ...] = ()
    earlier: Mapping[str, CoveredArticle] = field(default_factory=dict)


@dataclass(frozen=True)
class _Line:
    """Clusters of one story line, as they are told today."""

    items: tuple[EncodedArticle, ...]
    profile: Profile
    why: tuple[str, ...]
    past: PastStory | None = None


@dataclass(frozen=True)
class _Day:
    """Everything that the stories of one day are made with."""

    settings: Settings
    day: dt.date
    until: dt.datetime
    topic_vectors: Mapping[str, Vector]
    encode: Callable[[Sequence[str]], Vector]
    past: Past
    says_it: SaysIt
    relate: Relate | None
    contradict: Contradict


def assemble(
    items: Sequence[EncodedArticle],
    settings: Settings,
    day: dt.date,
    *,
    until: dt.datetime,
    encode: Callable[[Sequence[str]], Vector],
    past: Past | None = None,
    says_it: SaysIt = same_words,
    relate: Relate | None = None,
    contradict: Contradict = no_contradiction,
    advance: Callable[[int], None] = lambda _: None,
) -> Assembled:
    """The stories of `day` that `items` tell, the first to print first.

    `until` is the end of the day; `encode` turns texts into unit vectors (topics, what earlier editions said, and
    sentences of `items` whose rows are zero and that their story asks for). `says_it` decides which sentences of other
    articles are cited for a point (`briefing.verify.same_statement`); `relate` which sentences of today tell
    what earlier editions told (`what_changed`), `contradict` which statements a later report takes back
    (`statements_taken_back`). `advance` is told how many items are done.
    """
    wanted = topics(settings.section, settings.stories.interests)
    known = dict(zip(wanted, encode(wanted), strict=True)) if wanted else {}
    today = _Day(settings, day, until, known, encode, past or Past(), says_it, relate, contradict)
    wanted_items = [item for item in items if settings.stories.opinion == "label" or item.document.kind in _REPORTS]
    ordered = sorted(wanted_items, key=lambda item: item.document.id)
    left_out: Counter[str] = Counter({_COMMENT: len(items) - len(ordered)} if len(ordered) < len(items) else {})
    advance(len(items) - len(ordered))
    stories: list[Story] = []
    memory: list[PastStory] = []
    names = _Names(today)
    earlier: dict[str, CoveredArticle] = {}
    lines = _lines(_clusters(ordered, settings.stories), ordered, today.past.before)
    for line, told in zip(lines, completed(map(_told, lines), encode, most=CITED), strict=True):
        story = _story(line, told, today, names)
        reason = _reason(story, line, settings.stories)
        if story.points and reason != _MUTED:
            memory.append(remember(story, [item.document for item in line.items], line.profile, line.past, day))
        if reason:
            left_out[reason] += len(line.items)
        else:
            stories.append(_folded(story, settings.stories))
            earlier.update((article.id, article) for article in (line.past.articles if line.past else ()))
        advance(len(line.items))
    ordered_stories = rank_stories.order(stories, settings.briefing.max_stories)
    return Assembled(ordered_stories, dict(left_out), tuple(memory), earlier)


_COMMENT = "opinion, satire or advertisement"
_MUTED, _SHORT, _OLD = "about a muted topic", "too short to summarize", "nothing new since the last edition"


def _told(line: _Line) -> Sequence[EncodedArticle]:
    """The articles that a story is told from: what comments on an event is no evidence of it, and heads no news."""
    return [item for item in line.items if item.document.kind in _REPORTS] or line.items


def _story(line: _Line, told: Sequence[EncodedArticle], today: _Day, names: _Names) -> Story:
    """One line of today as a story, from what is `told` of its articles, with all vectors that this takes."""
    settings, documents = today.settings, [item.document for item in line.items]
    memory = _memory(line, today)
    reports = [item.document for item in told]
    groups = syndication_groups(reports)
    latest = latest_word(told, today.contradict)
    points = merge_points(
        told,
        settings.briefing.max_points,
        language=settings.briefing.language,
        is_new=lambda point, item: _verdict(point, item, memory),
        groups=groups,
        says_it=today.says_it,
        contradict=today.contradict,
        latest=latest,
    )
    found = _changes(points, told, memory)
    rows = {document.id: row for row, document in enumerate(reports)}
    disputed = latest.standing(conflicts(reports, [item.vectors for item in told], groups), rows)
    story = Story(
        id=names.give(documents, line.past),
        headline=headline(told, points, language=settings.briefing.language, stale=latest.titles),
        article_ids=tuple(document.id for document in documents),
        points=points,
        section=section_of(documents, line.profile.vector, settings.section, today.topic_vectors),
        status="new" if line.past is None else "updated" if found else "continuing",
        first_seen=line.past.first_seen if line.past else today.day,
        changes=found,
        conflicts=disputed,
        earlier=latest.earlier_reports(told, disputed),
        why_merged=line.why,
        timeline=line.past.timeline if line.past else (),
        kind=_kind(reports),
    )
    why = rank_stories.reasons(
        story, documents, line.profile.vector, settings, today.topic_vectors, today.until, outlets=len(set(groups))
    )
    return replace(story, why_ranked=why)


def _kind(documents: Sequence[Document]) -> ArticleKind:
    """News where any article is; else the kind that most are of."""
    counts = Counter(document.kind for document in documents)
    return "news" if counts["news"] else min(counts, key=lambda kind: (-counts[kind], kind))


def _memory(line: _Line, today: _Day) -> Memory | None:
    """What earlier editions had on the story; None where it is new."""
    if line.past is None or not line.past.points:
        return None
    return Memory.of(line.past.points, today.encode([point.text for point in line.past.points]), today.relate)


def _verdict(point: KeyPoint, item: EncodedArticle, memory: Memory | None) -> bool:
    """Whether `point` of the article `item` tells something that `memory` lacks."""
    if memory is None:
        return False
    vector = passage_vector(item.document, item.vectors, point.evidence[0])
    return memory.judge(point.text, vector, point.evidence[0], item.document.language) is not None


def _changes(points: Sequence[Point], told: Sequence[EncodedArticle], memory: Memory | None) -> tuple[Change, ...]:
    if memory is None:
        return ()
    by_id = {item.document.id: item for item in told}
    own = [by_id[point.citations[0].article_id] for point in points]
    vectors = [
        passage_vector(item.document, item.vectors, point.citations[0].evidence)
        for item, point in zip(own, points, strict=True)
    ]
    return changes(points, vectors, memory, [item.document.language for item in own])


class _Names:
    """Ids for the stories of a day, each given once."""

    def __init__(self, today: _Day) -> None:
        self._day = today.day
        self._taken: set[str] = set()
        self._before: defaultdict[str, set[str]] = defaultdict(set)
        for story in today.past.same_day:
            if story.first_seen == today.day:
                for article_id in story.article_ids:
                    self._before[article_id].add(story.id)

    def give(self, documents: Sequence[Document], past: PastStory | None) -> str:
        """The id of the past story, the one that an earlier build of this day gave these articles, or a new one."""
        name = past.id if past else self._given(documents) or self._new(documents)
        self._taken.add(name)
        return name

    def _given(self, documents: Sequence[Document]) -> str | None:
        own = {document.id for document in documents}
        shared = Counter(name for article_id in own for name in self._before.get(article_id, ()))
        left = [(count, name) for name, count in shared.items() if name not in self._taken]
        return max(left)[1] if left else None

    def _new(self, documents: Sequence[Document]) -> str:
        return track_across_editions.story_id([document.id for document in documents], self._day)


def _reason(story: Story, line: _Line, settings: StorySettings) -> str | None:
    """Why `story` is not printed; None where it is."""
    documents = [item.document for item in line.items]
    if rank_stories.is_muted(documents, settings):
        return _MUTED
    if not story.points:
        return _SHORT
    stale = story.status == "continuing" and settings.repeats == "drop"
    return _OLD if stale and not rank_stories.is_local(documents, settings) else None


def _folded(story: Story, settings: StorySettings) -> Story:
    """A story with nothing new is told in one point, unless the settings want it in full."""
    fold = story.status == "continuing" and settings.repeats == "fold"
    return replace(story, points=story.points[:1]) if fold else story


def event_ids(items: Sequence[EncodedArticle], settings: StorySettings) -> dict[str, str]:
    """For each article the id of its event: the smallest id among the articles of its cluster.

    Only the vectors of titles and openings are read. Two articles of one id count as one: they get the same answer.
    """
    ordered = sorted(items, key=lambda item: (item.document.id, item.document.text))
    found: dict[str, str] = {}
    for cluster in _clusters(ordered, settings):
        name = ordered[min(cluster.members)].document.id
        found.update((ordered[row].document.id, name) for row in cluster.members)
    return found


def _clusters(items: Sequence[EncodedArticle], settings: StorySettings) -> list[Cluster]:
    return group(
        [item.document for item in items],
        Picked(range(len(items)), lambda row: items[row].vectors),
        settings,
        title_vectors=Picked(range(len(items)), lambda row: items[row].title_vector),
    )


def _lines(clusters: Sequence[Cluster], items: Sequence[EncodedArticle], history: Sequence[PastStory]) -> list[_Line]:
    """Clusters of one story line put together: a day has several events of a story at times, told once."""
    lines = [_line([items[row] for row in cluster.members], cluster.reasons) for cluster in clusters]
    lines.sort(key=lambda line: (-len(line.items), line.items[0].document.id))
    merged: list[_Line] = []
    profiles = [line.profile for line in lines]
    factors = track_across_editions.spread([*profiles, *(story.profile for story in history)])
    near, affinities = track_across_editions.Neighbours(profiles, factors), track_across_editions.Affinities(factors)
    told: defaultdict[str, set[int]] = defaultdict(set)
    for number, (line, past) in enumerate(zip(lines, track_across_editions.link(profiles, history), strict=True)):
        places = sorted({*near.of(number), *(told.get(past.id, ()) if past else ())})
        place = next((place for place in places if _continues(line, past, merged[place], affinities)), None)
        if place is None:
            place = len(merged)
            near.put(place, line.profile)
            merged.append(replace(line, past=past))
        else:
            both = _line([*merged[place].items, *line.items], (*merged[place].why, *line.why, "one story line"))
            merged[place] = replace(both, past=merged[place].past or past)
            near.put(place, both.profile)
        if gone_on := merged[place].past:
            told[gone_on.id].add(place)
    return merged


def _continues(line: _Line, past: PastStory | None, other: _Line, affinities: track_across_editions.Affinities) -> bool:
    if past is not None and other.past is not None:
        return past.id == other.past.id
    if affinities.between(line.profile, other.profile) < _ONE_LINE:
        return False
    leading = line.items[0].document, other.items[0].document
    return not (track_across_editions.is_series(line.profile, other.profile) or name_others(*leading))


def _line(items: Sequence[EncodedArticle], why: tuple[str, ...]) -> _Line:
    leading = items[:_PROFILED]
    evidence: list[Signals] = [signals(item.document) for item in leading]
    profile = track_across_editions.profile(
        [item.document for item in items], [_lead(item) for item in leading], evidence
    )
    return _Line(tuple(items), profile, tuple(dict.fromkeys(why)))


def _lead(item: EncodedArticle) -> Vector:
    """The vector of an article's title and opening."""
    rows = [*item.vectors[:_LEAD], *([item.title_vector] if item.title_vector is not None else [])]
    return (
        np.asarray(np.sum(rows, axis=0), dtype=np.float32)
        if rows
        else np.zeros(item.vectors.shape[-1], dtype=np.float32)
    )
