"""The values that flow through a run: one frozen dataclass per stage (see `briefing.pipeline`).

Two rules hold everywhere. A quote is never typed: `Evidence` points into `Document.text` and the words are sliced from
it. And the `Edition` is self-contained: it is the only thing a renderer sees, so every format says the same.
Offsets count Unicode code points; times carry a zone or are `None` ("undated").
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated, Literal, Protocol

from pydantic import Field

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Vectors = npt.NDArray[np.float32]

__all__ = [
    "DEFAULT_SECTION",
    "EDITION_VERSION",
    "SKIPPED",
    "Article",
    "ArticleKind",
    "ArticleVectors",
    "Change",
    "Citation",
    "Claim",
    "Conflict",
    "Coverage",
    "CoveredArticle",
    "Document",
    "EarlierReport",
    "Edition",
    "EncodedArticle",
    "Evidence",
    "Failure",
    "Image",
    "KeyPoint",
    "LeadSentence",
    "OutletCount",
    "Point",
    "RankReason",
    "Receipt",
    "Rendering",
    "Section",
    "Story",
    "Subscriber",
    "Summary",
    "TimelineEntry",
    "Translation",
    "VectorsInMemory",
]

DEFAULT_SECTION = "News"
"""Name of the section of stories that no configured one takes."""
EDITION_VERSION = 1
"""Version of the edition JSON; raised when a field changes its meaning or goes away."""
SKIPPED = "skipped"
"""Code of a `Failure` that is none: what was left out as it should be."""

_PARAGRAPH = "\n\n"
# The host of a web address, without what says only that it is the web.
_SITE = re.compile(r"https?://(?:www\.)?([^/?#:@\s]+)", re.IGNORECASE)
# Most characters of a paragraph shown on either side of a quote.
_CONTEXT = 600

Markup = Literal["text", "markdown", "html"]
PointKind = Literal["verbatim", "compressed", "rewritten"]
Verdict = Literal["supported", "unsupported", "unchecked"]
ArticleKind = Literal["news", "opinion", "analysis", "satire", "sponsored"]
Status = Literal["new", "updated", "continuing", "dormant"]


def _is_nothing(values: tuple[object, ...] | None) -> bool:
    return not values


def _is_none(value: object) -> bool:
    return value is None


def _is_zero(count: int) -> bool:
    return count == 0


def _is_news(kind: ArticleKind) -> bool:
    return kind == "news"


@dataclass(frozen=True, slots=True)
class Failure:
    """A source or article that could not be used. `code` is the error's; `hint` says what to do about it.

    The code `skipped` stands for what is left out as it should be, such as a podcast's episodes: nothing went wrong.
    """

    subject: str
    code: str
    message: str
    hint: str | None = None

    @property
    def is_error(self) -> bool:
        """Whether something went wrong, so that somebody should look at it."""
        return self.code != SKIPPED


@dataclass(frozen=True, slots=True)
class Image:
    """The lead picture of an article, by its address: linked, never copied. `alt` says what it shows."""

    url: str
    alt: str | None = None
    credit: str | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """One article as it came in: raw content and whatever its carrier (file, feed, page) said about it.

    `source` is what the user named (a path relative to where it was found, or a URL); `section` and `outlet` may come
    from the source's settings. `guid` is the publisher's own id, where there is one, and `kind` what its carrier calls
    it.
    """

    id: str
    source: str
    content: str
    markup: Markup = "text"
    title: str | None = None
    url: str | None = None
    outlet: str | None = None
    author: str | None = None
    published: dt.datetime | None = None
    language: str | None = None
    section: str | None = None
    guid: str | None = None
    feed: str | None = None
    image: Image | None = None
    kind: ArticleKind | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """The plain text of an article and its sentences, as (start, end) offsets into `text` in reading order.

    Paragraphs are separated by a blank line; a sentence never spans two. `labels` are findings such as `paywalled`,
    `short`, `undated`. `language` is an ISO 639-1 code, or `und` where it cannot be told.
    """

    id: str
    source: str
    text: str
    sentences: tuple[tuple[int, int], ...]
    title: str | None = None
    url: str | None = None
    outlet: str | None = None
    author: str | None = None
    published: dt.datetime | None = None
    language: str = "und"
    section: str | None = None
    feed: str | None = None
    labels: tuple[str, ...] = ()
    image: Image | None = None
    kind: ArticleKind = "news"

    def sentence(self, index: int) -> str:
        """The text of sentence number `index`."""
        start, end = self.sentences[index]
        return self.text[start:end]


@dataclass(frozen=True, slots=True)
class Evidence:
    """A passage of `Document.text`, by offsets."""

    article_id: str
    start: int
    end: int

    def quote(self, document: Document) -> str:
        """The words of the passage, sliced from the document it belongs to."""
        if document.id != self.article_id:
            raise ValueError(f"evidence of {self.article_id} asked of document {document.id}")
        return document.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class KeyPoint:
    """One statement of an article, and the passages that support it. `score` is in 0…1: how much it matters."""

    text: str
    evidence: tuple[Evidence, ...]
    kind: PointKind = "verbatim"
    verdict: Verdict = "supported"
    score: float = 0.0
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Summary:
    """The key points of one article, most important first, and the fingerprint of model, prompt and settings.

    `note` says why there are none (`too short to summarize`), where there are none. `rejected` counts the rewrites
    that the verifier turned down. `headline` is the article's own title, or is cut from a sentence where it has none or
    one that only teases.
    """

    article_id: str
    key_points: tuple[KeyPoint, ...]
    model: str
    note: str | None = None
    rejected: int = 0
    headline: str | None = None


class ArticleVectors(Protocol):
    """The vectors of one article, wherever they lie: in memory, or on disk until its story is told."""

    @property
    def sentences(self) -> Vectors:
        """Unit vectors of its sentences, (sentences, dimensions); the row of one that was not encoded is zero."""
        ...

    @property
    def title(self) -> Vectors | None:
        """Unit vector of its title, (dimensions,); None where it has none."""
        ...


@dataclass(frozen=True, slots=True)
class VectorsInMemory:
    """Vectors of one article that are at hand."""

    sentences: Vectors
    title: Vectors | None = None


@dataclass(frozen=True, slots=True)
class EncodedArticle:
    """A document, its summary and its vectors: what stories are made from.

    Where `rows` are on disk, `vectors` and `title_vector` are read each time they are asked for.
    """

    document: Document
    summary: Summary
    rows: ArticleVectors

    @property
    def vectors(self) -> Vectors:
        """Unit vectors of its sentences, (sentences, dimensions); the row of one that was not encoded is zero."""
        return self.rows.sentences

    @property
    def title_vector(self) -> Vectors | None:
        """Unit vector of its title, (dimensions,); None where it has none."""
        return self.rows.title


@dataclass(frozen=True, slots=True)
class Citation:
    """Evidence as a reader sees it: the quote, and its paragraph around it, both sliced from the article's text."""

    article_id: str
    start: int
    end: int
    quote: str
    before: str = ""
    after: str = ""

    @classmethod
    def of(cls, passage: Evidence, document: Document) -> Citation:
        """The citation of `passage`, a part of `document`; what stands around it is cut at word boundaries."""
        text = document.text
        opening = text.rfind(_PARAGRAPH, 0, passage.start)
        closing = text.find(_PARAGRAPH, passage.end)
        before = text[(opening + len(_PARAGRAPH) if opening >= 0 else 0) : passage.start]
        after = text[passage.end : (closing if closing >= 0 else len(text))]
        if len(before) > _CONTEXT:
            before = "… " + before[-_CONTEXT:].partition(" ")[2]
        if len(after) > _CONTEXT:
            after = after[:_CONTEXT].rpartition(" ")[0] + " …"
        return cls(document.id, passage.start, passage.end, passage.quote(document), before, after)

    @property
    def evidence(self) -> Evidence:
        """The passage by its offsets alone."""
        return Evidence(self.article_id, self.start, self.end)


@dataclass(frozen=True, slots=True)
class Translation:
    """That a text is a model's translation of `original`, which is in the language `source`, into `language`.

    `unchecked` names what could not be compared in these two languages (`briefing.verify.check_translation`). What is
    cited as evidence is never translated.
    """

    original: str
    source: str
    language: str
    unchecked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Point:
    """A key point of a story, cited from every article that makes it, its own first; never without a citation.

    `outlets` counts the independent ones. Where there is a `translation`, `kind` and `verdict` are of its original.
    """

    text: str
    kind: PointKind
    verdict: Verdict
    score: float
    citations: tuple[Citation, ...]
    outlets: int = 1
    # Fields of later versions are written only where they say something: an edition of before stays as it is.
    translation: Annotated[Translation | None, Field(exclude_if=_is_none)] = None


@dataclass(frozen=True, slots=True)
class LeadSentence:
    """One of the first lines of a story; `cites` are the numbers, from 1, of the points that support it."""

    text: str
    cites: tuple[int, ...]
    translation: Annotated[Translation | None, Field(exclude_if=_is_none)] = None


@dataclass(frozen=True, slots=True)
class RankReason:
    """One term of a story's rank: `value` × `weight` is what it added. `detail` is for a person to read."""

    name: str
    value: float
    weight: float
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """What is new since an earlier edition; `before` is the earlier wording or figure that it replaces, if any."""

    kind: Literal["point", "figure", "status"]
    text: str
    citations: tuple[Citation, ...]
    before: str | None = None
    before_citation: Citation | None = None
    translation: Annotated[Translation | None, Field(exclude_if=_is_none)] = None


@dataclass(frozen=True, slots=True)
class Claim:
    """One side of a conflict: a value and who states it."""

    value: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Conflict:
    """One fact on which sources differ, side by side."""

    fact: str
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class EarlierReport:
    """A statement of an earlier report that a later one, at `replaced_by`, takes back or brings up to date."""

    text: str
    citation: Citation
    replaced_by: Citation


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One earlier day of a story line."""

    date: dt.date
    headline: str
    articles: int = 0


@dataclass(frozen=True, slots=True)
class Story:
    """Articles about one event, told once. `article_ids` lead with the most central; `id` is stable across days.

    `kind` is "news" where any article is; else all are opinion or the like, and the story is labelled as that.
    """

    id: str
    headline: str
    article_ids: tuple[str, ...]
    points: tuple[Point, ...]
    status: Status = "new"
    first_seen: dt.date | None = None
    changes: tuple[Change, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    why_merged: tuple[str, ...] = ()
    why_ranked: tuple[RankReason, ...] = ()
    rank: float = 0.0
    timeline: tuple[TimelineEntry, ...] = ()
    lead: tuple[LeadSentence, ...] = ()
    earlier: Annotated[tuple[EarlierReport, ...], Field(exclude_if=_is_nothing)] = ()
    kind: Annotated[ArticleKind, Field(exclude_if=_is_news)] = "news"
    # Of the headline.
    translation: Annotated[Translation | None, Field(exclude_if=_is_none)] = None
    # Where it is to be printed. In an edition the `Section` around it says so, and this is None.
    section: Annotated[str | None, Field(exclude=True)] = None

    def citations(self) -> Iterator[Citation]:
        """Everything that it cites: its points, what changed, where sources differ, and what was reported earlier."""
        sides = (side for conflict in self.conflicts for side in conflict.claims)
        told: tuple[Point | Change | Claim, ...] = (*self.points, *self.changes, *sides)
        yield from (citation for each in told for citation in each.citations)
        yield from (change.before_citation for change in self.changes if change.before_citation)
        yield from (citation for each in self.earlier for citation in (each.citation, each.replaced_by))


@dataclass(frozen=True, slots=True)
class Section:
    """A named part of the edition with its stories in rank order. `slug` is safe in a URL."""

    name: str
    slug: str
    stories: tuple[Story, ...]


@dataclass(frozen=True, slots=True)
class CoveredArticle:
    """An article of the edition: what a source chip and a link need. `words` counts the full text."""

    id: str
    title: str | None
    outlet: str | None
    author: str | None
    url: str | None
    published: dt.datetime | None
    language: str
    source: str
    words: int
    labels: tuple[str, ...] = ()
    image: Image | None = None
    kind: Annotated[ArticleKind, Field(exclude_if=_is_news)] = "news"

    @property
    def credited_to(self) -> str:
        """Who is named as its source: the outlet; where none is known the site, or the file it was read from.

        Never its own title, which would read like the name of a newspaper.
        """
        site = _SITE.match(self.url or "")
        return self.outlet or (site[1].lower() if site else self.source)

    @classmethod
    def of(cls, document: Document) -> CoveredArticle:
        """What an edition keeps of `document`."""
        return cls(
            id=document.id,
            title=document.title,
            outlet=document.outlet,
            author=document.author,
            url=document.url,
            published=document.published,
            language=document.language,
            source=document.source,
            words=len(document.text.split()),
            labels=document.labels,
            image=document.image,
            kind=document.kind,
        )


@dataclass(frozen=True, slots=True)
class OutletCount:
    """How many of the edition's articles an outlet contributed."""

    outlet: str
    articles: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """The honest footer: what was read, used, left out and why, and what failed.

    `read` counts articles read; `used` those behind a printed story; `left_out` gives (reason, count) pairs;
    `sources` counts the sources asked.
    """

    sources: int
    read: int
    used: int
    outlets: tuple[OutletCount, ...]
    left_out: tuple[tuple[str, int], ...] = ()
    failures: tuple[Failure, ...] = ()
    rejected_rewrites: int = 0
    # Sentences that a model translated, and translations that were not shown, the original being kept.
    translated: Annotated[int, Field(exclude_if=_is_zero)] = 0
    rejected_translations: Annotated[int, Field(exclude_if=_is_zero)] = 0


@dataclass(frozen=True, slots=True)
class Edition:
    """One day's briefing, or a roundup of several days: frozen, versioned, and the only input of every renderer.

    `published` is the time of its latest news, not the time the program ran, so that the same inputs give the same
    bytes; only an edition of today without news dated today is dated by the clock. `reading_minutes` is the time to
    read the points, `saved_minutes` what reading the articles in full would take on top.
    """

    date: dt.date
    title: str
    language: str
    timezone: str
    published: dt.datetime
    headline: str
    sections: tuple[Section, ...]
    articles: tuple[CoveredArticle, ...]
    coverage: Coverage
    reading_minutes: int
    saved_minutes: int
    model: str
    generator: str
    note_html: str | None = None
    version: int = EDITION_VERSION
    # The first day of a roundup, whose last one is `date`; an edition of one day has none.
    first: Annotated[dt.date | None, Field(exclude_if=lambda day: day is None)] = None

    @property
    def name(self) -> str:
        """Its name in paths: the day, or of a roundup the first and last one as ISO 8601 joins them."""
        return f"{self.first.isoformat()}--{self.date.isoformat()}" if self.first else self.date.isoformat()

    @property
    def stories(self) -> tuple[Story, ...]:
        """Every story, section by section."""
        return tuple(story for section in self.sections for story in section.stories)

    def article(self, article_id: str) -> CoveredArticle:
        """The article with this id. Raises KeyError where the edition has none."""
        for article in self.articles:
            if article.id == article_id:
                return article
        raise KeyError(article_id)


@dataclass(frozen=True, slots=True)
class Rendering:
    """One rendered file: where it goes (relative to the output folder, POSIX separators) and its bytes."""

    path: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of one output or message."""

    subject: str
    status: Literal["written", "unchanged", "sent", "failed"]
    detail: str = ""
    extra: tuple[tuple[str, str], ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Subscriber:
    """A reader of the digest, and what they asked for; or a channel, whose address is `channel:NAME`.

    `address` is as `briefing.text.email_addresses.normalise` gives it. Empty `sections` and `weekdays` (0 is Monday)
    mean all of them; `hour` is the earliest one, in the edition's time zone, at which the digest may be sent.
    `interests` and `mutes` are words or phrases whose stories come first or are left out. With `alerts` they are told
    of what interests them between editions.
    """

    address: str
    name: str = ""
    format: Literal["html", "text"] = "html"
    language: str | None = None
    sections: tuple[str, ...] = ()
    weekdays: tuple[int, ...] = ()
    hour: int | None = None
    interests: tuple[str, ...] = ()
    mutes: tuple[str, ...] = ()
    alerts: bool = False
