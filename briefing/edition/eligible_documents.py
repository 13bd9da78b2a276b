"""Which documents belong to the edition of a day. Decides only; touches nothing.

The window of day D ends where the reader's D ends and begins `lookback_hours` before D does, so that a briefing built
at seven in the morning still sees what came in after yesterday's. What an earlier edition has already considered is
left out, so nothing is printed twice. Undated documents are taken once, by the first edition that sees them.
"""

from __future__ import annotations

import datetime as dt
import sys
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from briefing.config import BriefingSettings
from briefing.records import Document
from briefing.text.canonical_urls_and_article_ids import own_id
from briefing.text.same_article_under_one_address import is_version
from briefing.text.words_by_script import count

__all__ = ["Found", "Selection", "day_of", "latest_day", "select", "window"]


# A text with fewer words may be a teaser: under one title it is taken for the same article (as in `ingest.feeds`).
_FULL_WORDS = 120
# Documents read until those that have become too old are looked for again.
_SWEEP = 4096


@dataclass(frozen=True, slots=True)
class Selection:
    """The documents of an edition, and how many were left out for which reason."""

    documents: tuple[Document, ...]
    left_out: Mapping[str, int]


def window(day: dt.date, settings: BriefingSettings) -> tuple[dt.datetime, dt.datetime]:
    """First instant of the window of `day`, and the first one after it, in the reader's zone."""
    starts = dt.time(settings.day_starts)
    zone = settings.zone
    begin = dt.datetime.combine(day, starts, tzinfo=zone)
    end = dt.datetime.combine(day + dt.timedelta(days=1), starts, tzinfo=zone)
    # Arithmetic in UTC: on a day with a clock change the window keeps its true length.
    early = begin.astimezone(dt.UTC) - dt.timedelta(hours=settings.lookback_hours)
    return early.astimezone(zone), end


def day_of(instant: dt.datetime, settings: BriefingSettings) -> dt.date:
    """The reader's day that `instant` belongs to."""
    local = instant.astimezone(settings.zone).replace(tzinfo=None)
    return (local - dt.timedelta(hours=settings.day_starts)).date()


def latest_day(documents: Iterable[Document], settings: BriefingSettings, *, today: dt.date) -> dt.date:
    """The last day, not after `today`, on which a document was published; `today` where none is dated."""
    days = {day_of(document.published, settings) for document in documents if document.published}
    return max((day for day in days if day <= today), default=today)


def select(
    documents: Sequence[Document],
    day: dt.date,
    settings: BriefingSettings,
    *,
    covered: Collection[str],
    blocked: Collection[str] = (),
) -> Selection:
    """Documents for the edition of `day`. `covered` has the ids that earlier ones considered, `blocked` outlets."""
    begin, end = window(day, settings)
    unwanted = {name.casefold() for name in blocked}
    kept: dict[str, Document] = {}
    left_out: Counter[str] = Counter()
    for document in documents:
        reason = _reason(document, begin, end, settings)
        if (document.outlet or "").casefold() in unwanted:
            reason = "outlet is blocked"
        elif document.id in kept:
            reason = "same article read twice"
        elif document.id in covered:
            reason = "already in an earlier edition"
        if reason:
            left_out[reason] += 1
        else:
            kept[document.id] = document
    ordered = sorted(kept.values(), key=lambda document: document.id)
    return Selection(tuple(ordered), dict(left_out))


def _reason(document: Document, begin: dt.datetime, end: dt.datetime, settings: BriefingSettings) -> str | None:
    languages = settings.languages
    if languages and document.language not in (*languages, "und"):
        return "in a language that is not kept"
    if document.published is None:
        return None
    if document.published < begin:
        return "older than this edition"
    if document.published >= end:
        return "newer than this edition"
    return None


class Found:
    """The documents of a run, in the order they were read; of those too old for its edition, what counting them takes.

    Of a large collection an edition takes a day or two. Without a day the edition will be
    of the last day, not after `today`, on which a document was published, so one that is too old for the last day so
    far stays too old.
    """

    def __init__(self, settings: BriefingSettings, day: dt.date | None, today: dt.date) -> None:
        self.documents: list[Document] = []
        self._settings = settings
        self._day = day
        self._today = today
        self._begin = window(day, settings)[0] if day else None
        self._stale = 0
        self._places: dict[str, int] = {}

    def add(self, document: Document) -> None:
        """Take one more. An article that only shares its id with an earlier one gets one of its own."""
        earlier = self._places.get(document.id)
        if earlier is not None and _differ(document, self.documents[earlier]):
            url = document.url if document.url != self.documents[earlier].url else None
            document = replace(document, id=own_id(document.id, url, document.title, document.text))
        self._places.setdefault(document.id, len(self.documents))
        if self._day is None and document.published is not None:
            self._see(document.published)
        self.documents.append(self._kept(document))
        self._stale += 1
        if self._stale >= _SWEEP:
            self._stale = 0
            self.documents = [self._kept(each) for each in self.documents]

    def _see(self, published: dt.datetime) -> None:
        own = day_of(published, self._settings)
        if own <= self._today:
            begin = window(own, self._settings)[0]
            self._begin = max(begin, self._begin or begin)

    def _kept(self, document: Document) -> Document:
        old = self._begin is not None and document.published is not None and document.published < self._begin
        return _counted(document) if old and document.text else document


def _differ(document: Document, other: Document) -> bool:
    """Whether two documents under one id are two articles; a text that is no longer kept is not compared."""
    if not document.text or not other.text:
        return False
    full = min(map(count, (document.text, other.text))) >= _FULL_WORDS
    return not is_version(document.title, document.text, other.title, other.text, full=full)


def _counted(document: Document) -> Document:
    """What `select` asks of a document to say why it is left out, and no more."""
    language, outlet = sys.intern(document.language), sys.intern(document.outlet) if document.outlet else None
    return Document(document.id, "", "", (), outlet=outlet, published=document.published, language=language)
