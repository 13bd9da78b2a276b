"""The stages as functions over streams of articles, with the plain values that `--json` and `--jsonl` print.

These names and fields are a public interface, described in docs/interfaces.md. An input that cannot be used becomes
`{"id": …, "failure": {"code": …, "message": …, "hint": …}}` in its place; the order of the input is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from briefing import ingest
from briefing.config import FetchSettings, ModelSettings, SourceSettings, StorySettings, SummarySettings
from briefing.engines import windows
from briefing.engines.json_output_fields import (
    Fields,
    document_fields,
    failure_fields,
    source_fields,
    summary_fields,
)
from briefing.extract.extraction_cache import documents
from briefing.extract.extraction_workers import Workers
from briefing.ingest import jsonl_articles_and_claims
from briefing.records import Article, Document, EncodedArticle, Failure
from briefing.rewrite.rewrite_points_and_leads import Rewriter, RewriteStats, make_rewriter, rewrite_summaries
from briefing.stories import make_stories
from briefing.summarize.encode_and_summarize_articles import (
    WINDOW,
    Tools,
    encode_and_summarize,
    encode_openings,
    make_tools,
)

__all__ = ["Summarizing", "extract", "parse_lines", "read", "stories", "summarize", "tools"]


def tools(settings: ModelSettings) -> Tools:
    """The models that `settings` name, without a cache."""
    return make_tools(settings, None)


def read(sources: Sequence[str], settings: FetchSettings, *, offline: bool) -> Iterator[Article | Failure]:
    """Articles of `sources`, in order."""
    for source in sources:
        yield from ingest.read(SourceSettings(url=source), fetch=settings, offline=offline)


def parse_lines(stream: Iterable[bytes]) -> Iterator[Article | Failure]:
    """Articles of JSON lines, as they come."""
    return jsonl_articles_and_claims.parse(stream)


def extract(articles: Iterable[Article | Failure]) -> Iterator[Fields]:
    """`{id, title, text, author, published, language, sentences}` of each article."""
    with Workers() as workers:
        for document in documents(articles, workers=workers):
            yield failure_fields(document) if isinstance(document, Failure) else document_fields(document)


def summarize(
    articles: Iterable[Article | Failure], tools: Tools, settings: SummarySettings, rewriter: Rewriter | None = None
) -> Iterator[Fields]:
    """`{id, key_points, model}` of each article, a window at a time; in a model's words if there is a rewriter."""
    for window in windows(articles, WINDOW):
        items = list(documents(window))
        found = [item for item in items if isinstance(item, Document)]
        done: Iterator[EncodedArticle] = encode_and_summarize(found, tools, settings)
        if rewriter:
            done = rewrite_summaries(done, rewriter, RewriteStats())
        for article, item in zip(window, items, strict=True):
            yield failure_fields(item) if isinstance(item, Failure) else summary_fields(next(done), article)


@dataclass(frozen=True, slots=True)
class Summarizing:
    """`summarize` as a stage for an engine (`briefing.engines`): articles or failures in, their fields out."""

    models: ModelSettings
    summary: SummarySettings
    offline: bool = False

    @property
    def device(self) -> str:
        """What the settings name."""
        return self.models.device

    def start(self) -> Callable[[Sequence[Article | Failure]], list[Fields]]:
        """Load the models."""
        loaded, rewriter = make_tools(self.models, None), make_rewriter(self.models, None, offline=self.offline)
        return lambda articles: list(summarize(articles, loaded, self.summary, rewriter))

    def sized(self, *, threads: int, device: str) -> Summarizing:
        """The same for a worker of `threads` threads and `device`; what the settings name stays."""
        chosen = device if self.models.device == "auto" else self.models.device
        changes = {"threads": self.models.threads or threads, "device": chosen}
        return replace(self, models=self.models.model_copy(update=changes))

    def lost(self, item: Article | Failure, reason: str) -> Fields:
        """The failure of an article whose worker did not survive it."""
        if isinstance(item, Failure):
            return failure_fields(item)
        return failure_fields(Failure(item.id, "engine", f"cannot be processed: {reason}"))


def stories(articles: Iterable[Article | Failure], tools: Tools, settings: StorySettings) -> Iterator[Fields]:
    """`{id, story_id}` of each article. All of them are read before the first result, since any two may be about one
    event.

    An article too short to be summarized is compared by what it has, be it a title alone.
    """
    found = [_comparable(article) for article in articles]
    usable = [document for document in found if isinstance(document, Document)]
    story_ids = make_stories.event_ids(list(encode_openings(usable, tools)), settings)
    for item in found:
        if isinstance(item, Failure):
            yield failure_fields(item)
        else:
            yield {
                "id": item.id,
                "story_id": story_ids[item.id],
                **({"title": item.title} if item.title else {}),
                **source_fields(item),
            }


def _comparable(article: Article | Failure) -> Document | Failure:
    (item,) = documents([article])
    if isinstance(item, Document) or isinstance(article, Failure) or article.markup != "text":
        return item
    text = article.content.strip()
    if not text and not article.title:
        return item
    return Document(
        article.id,
        article.source,
        text,
        ((0, len(text)),) if text else (),
        title=article.title,
        outlet=article.outlet,
        published=article.published,
        language=article.language or "und",
    )
