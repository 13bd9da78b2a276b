"""The whole flow, in one readable function.

::

    sources ──ingest──▶ Article ──extract──▶ Document ──summarize──▶ Summary(KeyPoint ◀─ Evidence)
            ──stories──▶ Story ─(rewrite)─▶ Story ──compose──▶ Edition ──render──▶ Rendering ──write──▶ Receipt

The stages are pure and know nothing of each other. Everything that is read or written (sources, models, the store,
output files) is read and written here; everything that is decided is decided in the stages.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from briefing import archiving, fetching, ingest, output, rendering
from briefing.compose import compose, day_end
from briefing.condense import condense, make_tools
from briefing.config import Settings, SourceSettings
from briefing.duplicates import without_repeats
from briefing.errors import ArticleError, SourceError
from briefing.extract import extract
from briefing.locking import only_run
from briefing.records import Article, Document, Edition, Failure, Receipt, Story
from briefing.render import edition_json
from briefing.rewriting import Rewriter, Tally, make_rewriter, rewrite_stories
from briefing.selection import Selection, latest_day, select, window
from briefing.store import cache, editions
from briefing.store import sources as sources_table
from briefing.store import stories as stories_table
from briefing.store.schema import Store
from briefing.stories import assemble, memory

__all__ = ["Built", "Progress", "build", "default_sources", "documents", "open_store"]

FAMILIES = {
    "cache": cache.MIGRATIONS,
    "editions": editions.MIGRATIONS,
    "sources": sources_table.MIGRATIONS,
    "stories": stories_table.MIGRATIONS,
}
"""Every table family of the store, with its migrations."""


class Progress(Protocol):
    """Who is told how far a run has come."""

    def stage(self, name: str, total: int | None = None) -> AbstractContextManager[Callable[[int], None]]:
        """A named stage; the function it yields is told how many items are done."""
        ...


class Silent:
    """Progress that nobody watches."""

    @contextmanager
    def stage(self, name: str, total: int | None = None) -> Iterator[Callable[[int], None]]:  # noqa: ARG002 - the protocol's
        """Do nothing."""
        yield lambda _: None


@dataclass(frozen=True, slots=True)
class Built:
    """The edition that was built, what became of each output file, and of the rewriting where there was any."""

    edition: Edition
    folder: Path
    receipts: tuple[Receipt, ...]
    rewrites: Tally | None = None


def build(
    settings: Settings,
    sources: Sequence[SourceSettings],
    *,
    folder: Path,
    day: dt.date | None,
    today: dt.date,
    offline: bool = False,
    progress: Progress | None = None,
    note: Path | None = None,
) -> Built:
    """Build the edition of `day` and write it below `folder`; `note` is an editor's note in Markdown.

    Where `day` is None it is the last day, not after `today`, on which an article was published.

    Raises:
        BriefingError: no article could be read; a model, the store or an output failed. No output was half-written.
    """
    watch = progress or Silent()
    with only_run(folder), open_store(settings, folder) as store:
        kept = cache.Cache(store)
        tools = make_tools(settings.models, kept)
        rewriter = make_rewriter(settings.models, kept, offline=offline)
        chosen_sources = fetching.expand(sources)
        missed = _fetch(store, chosen_sources, settings, watch, offline=offline)
        since = _since(day or today, settings)
        found, failures = _read(store, chosen_sources, settings, watch, since=since, offline=offline, missed=missed)
        day = day or latest_day(found, settings, today=today)
        chosen = _without_repeats(select(found, day, settings, covered=editions.covered_before(store, day)))
        with watch.stage("summarize", len(chosen.documents)) as advance:
            condensed = list(condense(chosen.documents, tools, settings.summary, advance=advance))
        with watch.stage("stories"):
            told = assemble.assemble(
                condensed,
                settings,
                day,
                until=day_end(day, settings),
                encode=tools.encoder.encode,
                past=_past(store, day),
            )
        by_id = {document.id: document for document in chosen.documents}
        printed, tally = _rewritten(told.stories, by_id, rewriter, settings, watch)
        with watch.stage("compose"):
            edition = compose(
                printed,
                by_id,
                settings=settings,
                day=day,
                sources=len(sources),
                read=len(found),
                left_out=Counter(chosen.left_out) + Counter(told.left_out),
                failures=[*failures, *(tally.as_failures(rewriter.fingerprint) if tally and rewriter else ())],
                model="+".join(tool.fingerprint for tool in (tools.encoder, rewriter) if tool),
                rejected=tally.rejected if tally else 0,
                earlier=told.earlier,
            )
        edition = rendering.with_note(edition, settings, note)
        with watch.stage("render"):
            receipts = output.write(folder, rendering.every(edition, settings))
        stories_table.save(store, day, {story.id: memory.dump(story) for story in told.memory})
        editions.save(store, day, edition_json.dump(edition), (document.id for document in chosen.documents))
        if settings.archive.build:
            with watch.stage("archive"):
                archiving.update(folder, settings)
    return Built(edition, folder / day.isoformat(), receipts, tally)


def _rewritten(
    stories: Sequence[Story],
    documents: Mapping[str, Document],
    rewriter: Rewriter | None,
    settings: Settings,
    watch: Progress,
) -> tuple[tuple[Story, ...], Tally | None]:
    """The stories to print in a model's words, where there is a model; what is remembered stays the sources'."""
    if rewriter is None:
        return tuple(stories), None
    tally = Tally()
    count = settings.briefing.max_stories
    with watch.stage("rewrite", len(stories[:count])) as advance:
        printed = rewrite_stories(stories[:count], documents, rewriter, tally, lead=settings.stories.lead)
        advance(len(printed))
    return (*printed, *stories[count:]), tally


def _past(store: Store, day: dt.date) -> assemble.Past:
    """What editions before `day`, and an earlier build of it, know of their stories."""
    since = day - dt.timedelta(days=memory.REMEMBERED_DAYS)
    return assemble.Past(
        before=memory.load_all(stories_table.before(store, day, since=since)),
        same_day=memory.load_all(stories_table.of_day(store, day)),
    )


def _fetch(
    store: Store, sources: Sequence[SourceSettings], settings: Settings, watch: Progress, *, offline: bool
) -> list[Failure]:
    """Fetch the sources that are addresses into the store; what failed comes back. Nothing happens offline."""
    addresses = [source for source in sources if ingest.is_address(source.url)]
    if offline or not addresses:
        return []
    with watch.stage("fetch", len(addresses)) as advance:
        return list(fetching.fetch(store, addresses, settings.fetch, advance=advance).failures)


def _without_repeats(chosen: Selection) -> Selection:
    """`chosen` without texts that their own outlet has published twice, which are counted."""
    kept, dropped = without_repeats(chosen.documents)
    reasons = {"same text twice from one outlet": dropped} if dropped else {}
    return Selection(tuple(kept), {**chosen.left_out, **reasons})


def _since(day: dt.date, settings: Settings) -> dt.datetime:
    """How far back stored articles can matter to the edition of `day`; `select` decides by the exact window."""
    return window(day, settings)[0] - dt.timedelta(days=1)


def _read(
    store: Store,
    sources: Sequence[SourceSettings],
    settings: Settings,
    watch: Progress,
    *,
    since: dt.datetime,
    offline: bool,
    missed: list[Failure],
) -> tuple[list[Document], list[Failure]]:
    """The documents of every source, and what could not be used. Raises SourceError where that leaves nothing."""
    found: list[Document] = []
    failures = list(missed)
    with watch.stage("read") as advance:
        for source in sources:
            articles = fetching.read(store, source, settings.fetch, since=since, offline=offline)
            for item in documents(articles, advance=advance):
                if isinstance(item, Failure):
                    failures.append(item)
                else:
                    found.append(item)
    if not found:
        names = ", ".join(source.url for source in sources)
        reasons = "; ".join(f"{failure.subject}: {failure.message}" for failure in failures[:3])
        raise SourceError(
            f"no article could be read ({reasons})" if reasons else "there is no article in it",
            subject=names,
            hint="Give a folder of .txt, .md, .html or .eml files, or a feed.",
        )
    return found, failures


def documents(
    articles: Iterable[Article | Failure], *, advance: Callable[[int], None] = lambda _: None
) -> Iterator[Document | Failure]:
    """Extract each article as it comes; what cannot be used passes through as a failure."""
    for article in articles:
        if isinstance(article, Failure):
            yield article
        else:
            try:
                yield extract(article)
            except ArticleError as error:
                yield Failure(error.subject or article.source, error.code, error.message, error.hint)
        advance(1)


def default_sources(settings: Settings, folder: Path) -> tuple[SourceSettings, ...]:
    """What is read where no source is named: the configuration, then the subscribed feeds. Raises StoreError."""
    path = _database(settings, folder)
    if not path.exists():
        return settings.source
    with open_store(settings, folder) as store:
        subscribed = fetching.subscriptions(store)
    named = {source.url for source in settings.source}
    return (*settings.source, *(source for source in subscribed if source.url not in named))


def _database(settings: Settings, folder: Path) -> Path:
    return Path(settings.output.database) if settings.output.database else folder / "briefing.db"


def open_store(settings: Settings, folder: Path) -> Store:
    """The database of the settings, else the one in the output folder. Raises StoreError."""
    return Store(_database(settings, folder), FAMILIES)
