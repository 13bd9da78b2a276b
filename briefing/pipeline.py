"""The whole flow, in one readable function.

::

    sources ──ingest──▶ Article ──extract──▶ Document ──summarize──▶ Summary(KeyPoint ◀─ Evidence)
            ──stories──▶ Story ─(rewrite, translate)─▶ Story ──compose──▶ Edition
            ──render──▶ Rendering ──write──▶ Receipt

The stages are pure and know nothing of each other. Everything that is read or written (sources, models, the store,
output files) is read and written here; everything that is decided is decided in the stages.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import logging
import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from briefing import ingest
from briefing.archive import build as archiving
from briefing.config import BriefingSettings, FetchSettings, OutputSettings, Settings, SourceSettings
from briefing.edition import edition_json
from briefing.edition.compose import compose, day_end
from briefing.edition.compose_roundup import compose_roundup
from briefing.edition.eligible_documents import Found, Selection, latest_day, select, window
from briefing.edition.repeats_by_one_outlet import without_repeats
from briefing.errors import FormatError, OutputError, SourceError
from briefing.extract import extraction_cache as reading
from briefing.extract.extraction_cache import documents
from briefing.extract.extraction_workers import Workers
from briefing.ingest import fetch_into_store as fetching
from briefing.ingest import imap_address, stored_sources
from briefing.records import Document, Edition, Failure, Receipt, Rendering, Story
from briefing.render import output_formats, translations
from briefing.rewrite.rewrite_points_and_leads import Rewriter, RewriteStats, make_rewriter, rewrite_stories
from briefing.rewrite.translate_stories import TranslationStats, Translator, make_translator, translate_stories
from briefing.runtime import atomic_files, prometheus_metrics, run_progress
from briefing.runtime import run_report as reporting
from briefing.runtime.code_fingerprint import code_fingerprint, versions
from briefing.runtime.run_lock import only_run
from briefing.runtime.run_progress import Progress, Recorder, Silent
from briefing.runtime.run_report import RunReport
from briefing.runtime.stop_signals import uninterrupted
from briefing.store import past_stories as stories_table
from briefing.store import published_editions, result_cache, roundups, sent_alerts
from briefing.store.open_database import open_store
from briefing.store.sqlite_connection import Store
from briefing.stories import serialize_past_stories
from briefing.stories.track_across_editions import Past, PastStory
from briefing.summarize.encode_and_summarize_articles import Tools, encode_and_summarize, make_tools
from briefing.summarize.spill_vectors_to_disk import VectorSpill
from briefing.verify.cached_entailment import StatementRelations, make_statement_relations
from briefing.verify.contradictory_statements import ContradictionJudge
from briefing.verify.same_statement import CitationCheck, StatementJudge, no_trees

__all__ = ["Built", "News", "Progress", "build", "default_sources", "documents", "news_since_edition"]

_log = logging.getLogger(__name__)

# Hours by which the days of a roundup may be longer than 24 each: clocks are put back once, by one hour or two.
_LONGER_DAYS = 2
# More stories than a day has: an alert looks at all of them.
_ALL = 1_000_000
# Days after which what alerts have told is forgotten: no edition tells of articles so old.
_ALERT_DAYS = 45
# Of a roundup's stories so many times the ones it prints are told, as coverage decides among them.
_CANDIDATES = 5
_GIVE = "Give a folder of .txt, .md, .html or .eml files, or a feed."


@dataclass(frozen=True, slots=True)
class Built:
    """The edition that was built, what became of each output file, the report of the run, and what models wrote."""

    edition: Edition
    folder: Path
    receipts: tuple[Receipt, ...]
    report: RunReport
    rewrites: RewriteStats | None = None
    translations: TranslationStats | None = None


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
    roundup: bool = False,
    days: int | None = None,
    now: Callable[[], dt.datetime] = lambda: dt.datetime.now(dt.UTC),
) -> Built:
    """Build the edition of `day` and write it below `folder`; `note` is an editor's note in Markdown.

    Where `day` is None it is the last day, not after `today`, on which an article was published.
    A `roundup` tells all of its days, also what editions of these days have told. With `days` it is a roundup of so
    many, up to `day`, in a folder of its own: each story line from day to day, from articles and editions of these
    days; no daily edition is changed. `now` tells when the run began and ended, for its report; and it dates an edition
    of today that has no news dated today.

    Raises:
        BriefingError: no article could be read; a model, the store or an output failed. No output was half-written.
    """
    watch = Recorder(progress or Silent(), now)
    if roundup or days:
        settings = _telling_again(settings)
    if days:
        settings = _reaching_back(settings, days)
    try:
        built = _build(
            settings,
            sources,
            folder=folder,
            day=day,
            today=today,
            offline=offline,
            watch=watch,
            note=note,
            roundup=roundup,
            days=days,
        )
    except BaseException:
        # The run's own error is the one to tell.
        with suppress(OutputError):
            _write_metrics(settings.output, watch, None)
        raise
    _write_metrics(settings.output, watch, built.report)
    return built


def _build(
    settings: Settings,
    sources: Sequence[SourceSettings],
    *,
    folder: Path,
    day: dt.date | None,
    today: dt.date,
    offline: bool,
    watch: Recorder,
    note: Path | None,
    roundup: bool,
    days: int | None,
) -> Built:
    """The flow itself: read, decide, compose, write, in this order."""
    _tell_language(settings)
    with (
        only_run(folder) as hold,
        open_store(settings.output, folder) as store,
        result_cache.open_cache(
            settings.output.cache_path(folder), settings.output.cache_megabytes * 1_000_000
        ) as kept,
    ):
        # A changed bit is found before anything is built on it; a file of 100 MB takes half a second.
        store.check()
        if hold.after_crash:
            atomic_files.sweep(folder)
        tools = make_tools(settings.models, kept)
        models = _Models(
            tools,
            make_statement_relations(settings.models, kept),
            make_rewriter(settings.models, kept, offline=offline),
            make_translator(settings, kept, offline=offline, encoder=tools.encoder),
        )
        chosen_sources = fetching.expand(sources)
        missed = _fetch(store, chosen_sources, settings.fetch, watch, offline=offline)
        since = _since(day or today, settings.briefing)
        found, failures = _read(
            store, chosen_sources, settings, watch, since=since, day=day, today=today, offline=offline, missed=missed,
            kept=kept, needed=not days,
        )  # fmt: skip
        if days:
            day = day or _last_day(store, found, settings.briefing, today=today)
            settings, first = _exactly(settings, day, days), day - dt.timedelta(days=days - 1)
        else:
            day = day or latest_day(found, settings.briefing, today=today)
            first = window(day, settings.briefing)[0].date() if roundup else day
        covered = published_editions.covered_before(store, first)
        blocked = settings.stories.blocked_outlets
        chosen = _without_repeats(select(found, day, settings.briefing, covered=covered, blocked=blocked))
        known = _Known(settings, day, chosen, failures, sources=len(sources), read=len(found))
        if days:
            made = _roundup(store, known, models, watch, folder=folder, first=first)
        else:
            made = _edition(store, known, models, watch, folder=folder)
        edition = output_formats.with_note(made.edition, settings.output, note)
        with watch.stage("render"):
            renderings = output_formats.every(edition, settings)
            hold.check()
            with uninterrupted():
                receipts = atomic_files.write(folder, renderings)
                if days:
                    roundups.save(store, edition.name, day, edition_json.dump(edition))
                else:
                    published_editions.publish(store, day, edition_json.dump(edition))
        if settings.archive.build:
            hold.check()
            with watch.stage("archive"):
                archiving.update(folder, settings)
        report = _report(dataclasses.replace(made, edition=edition), known, models.tools, kept, watch)
        atomic_files.write(folder, [reporting.render(report, edition.name)])
    return Built(edition, folder / edition.name, receipts, report, made.written.rewrites, made.written.translations)


@dataclass(frozen=True, slots=True)
class News:
    """What no edition has told yet, as an edition that is never printed, with what could not be used; and its stories,
    by id, as they are to be remembered.
    """

    edition: Edition
    lines: Mapping[str, bytes]


@contextmanager
def news_since_edition(
    settings: Settings,
    sources: Sequence[SourceSettings],
    store: Store,
    *,
    folder: Path,
    day: dt.date | None,
    today: dt.date,
    offline: bool = False,
    progress: Progress | None = None,
    now: Callable[[], dt.datetime] = lambda: dt.datetime.now(dt.UTC),
) -> Iterator[News]:
    """The stories of `day` that no edition has told, and what has changed since in those that one or an alert has told;
    in the sources' own words. No other run works on the folder until the block ends. Editions do not notice it.

    Where `day` is None it is the last day, not after `today`, on which an article was published.

    Raises:
        BriefingError: a model, the store or the folder failed.
    """
    watch = Recorder(progress or Silent(), now)
    settings = _telling_everything(settings)
    with (
        only_run(folder) as hold,
        result_cache.open_cache(
            settings.output.cache_path(folder), settings.output.cache_megabytes * 1_000_000
        ) as kept,
    ):
        store.check()
        if hold.after_crash:
            atomic_files.sweep(folder)
        models = _Models(make_tools(settings.models, kept), make_statement_relations(settings.models, kept), None, None)
        chosen_sources = fetching.expand(sources)
        missed = _fetch(store, chosen_sources, settings.fetch, watch, offline=offline)
        since = _since(day or today, settings.briefing)
        found, failures = _read(
            store, chosen_sources, settings, watch, since=since, day=day, today=today, offline=offline, missed=missed,
            kept=kept, needed=False,
        )  # fmt: skip
        day = day or latest_day(found, settings.briefing, today=today)
        covered = published_editions.covered_before(store, day + dt.timedelta(days=1))
        blocked = settings.stories.blocked_outlets
        chosen = _without_repeats(select(found, day, settings.briefing, covered=covered, blocked=blocked))
        known = _Known(settings, day, chosen, failures, sources=len(sources), read=len(found))
        past = Past(_lines_told(store, day, covered, now()))
        edition, lines, _ = _compose(known, past, models, watch, folder=folder)
        yield News(edition, {line.id: serialize_past_stories.dump(line) for line in lines})


def _lines_told(store: Store, day: dt.date, covered: frozenset[str], now: dt.datetime) -> tuple[PastStory, ...]:
    """The story lines as the last edition or, where that was later, the last alert left them, in the order of ids."""
    since = day - dt.timedelta(days=serialize_past_stories.REMEMBERED_DAYS)
    lines = serialize_past_stories.load_all(stories_table.before(store, day + dt.timedelta(days=1), since=since))
    alerts = serialize_past_stories.load_all(sent_alerts.lines(store))
    # What an edition has told since is as that left it.
    done = {line.id for line in alerts if covered.issuperset(line.article_ids)}
    sent_alerts.drop(store, done, now.timestamp() - _ALERT_DAYS * 86_400)
    latest = {line.id: line for line in (*lines, *(each for each in alerts if each.id not in done))}
    return tuple(latest[name] for name in sorted(latest))


def _telling_everything(settings: Settings) -> Settings:
    """The settings of an alert: every story is told in full, whatever room an edition has."""
    uncut = settings.briefing.model_copy(update={"max_stories": _ALL, "minutes": 0})
    return _telling_again(settings).model_copy(update={"briefing": uncut})


def _tell_language(settings: Settings) -> None:
    """Say in the log where the labels cannot be in the language that is set."""
    theme = output_formats.theme(settings.output.templates)
    if not translations.is_offered(settings.briefing.language, theme):
        _log.warning("%s", translations.unoffered(settings.briefing.language, theme), extra={"notice": True})


def _telling_again(settings: Settings) -> Settings:
    """The settings of a roundup: a story is told in full, though nothing in it is new since the last edition."""
    return settings.model_copy(update={"stories": settings.stories.model_copy(update={"repeats": "show"})})


def _reaching_back(settings: Settings, days: int) -> Settings:
    """The settings of a roundup before its last day is known; some hours more, as a day may be longer than 24."""
    return _looking_back(settings, 24 * (days - 1) + _LONGER_DAYS)


def _exactly(settings: Settings, last: dt.date, days: int) -> Settings:
    """The settings of a roundup of so many of the reader's days up to `last`, whatever clocks did in them."""
    whole = _looking_back(settings, 0).briefing
    begin = window(last - dt.timedelta(days=days - 1), whole)[0]
    span = window(last, whole)[0].astimezone(dt.UTC) - begin.astimezone(dt.UTC)
    return _looking_back(settings, math.ceil(span / dt.timedelta(hours=1)))


def _looking_back(settings: Settings, hours: int) -> Settings:
    return settings.model_copy(update={"briefing": settings.briefing.model_copy(update={"lookback_hours": hours})})


def _write_metrics(settings: OutputSettings, watch: Recorder, report: RunReport | None) -> None:
    """Tell a monitor how the run went, where the settings name a file for it."""
    if settings.metrics:
        path = Path(settings.metrics)
        atomic_files.write(
            path.parent, [Rendering(path.name, prometheus_metrics.metrics(watch.now(), watch.seconds, report))]
        )


@dataclass(frozen=True, slots=True)
class _Models:
    """The models of a run: for vectors and points, for pairs of sentences, and for writing where that is asked for."""

    tools: Tools
    relations: StatementRelations
    rewriter: Rewriter | None
    translator: Translator | None

    def recipe(self) -> str:
        """Names everything that what they say depends on, besides what they are given."""
        names = [self.tools.encoder.fingerprint, self.relations.fingerprint]
        return "+".join([*names, *(each.recipe() for each in (self.rewriter, self.translator) if each)])


@dataclass(frozen=True, slots=True)
class _Written:
    """What became of what models wrote, where they were asked."""

    rewrites: RewriteStats | None = None
    translations: TranslationStats | None = None

    def failures(self, models: _Models) -> list[Failure]:
        """What the footer says of it."""
        rewriter, translator = models.rewriter, models.translator
        return [
            *(self.rewrites.as_failures(rewriter.fingerprint) if self.rewrites and rewriter else ()),
            *(self.translations.told(translator) if self.translations and translator else ()),
        ]

    @property
    def is_whole(self) -> bool:
        """Whether every reply came, so that the same inputs give the same edition."""
        return not any(stats.failures for stats in (self.rewrites, self.translations) if stats)


@dataclass(frozen=True, slots=True)
class _Made:
    """An edition, the fingerprint of what it is made of, and whether it was composed (and rewritten) in this run."""

    edition: Edition
    inputs: str
    composed: bool
    written: _Written = _Written()


def _report(made: _Made, known: _Known, tools: Tools, kept: result_cache.Cache, watch: Recorder) -> RunReport:
    coverage = made.edition.coverage
    return RunReport(
        date=known.day,
        status="partial" if any(failure.is_error for failure in known.failures) else "done",
        started=watch.began,
        seconds=watch.seconds,
        peak_megabytes=run_progress.peak_megabytes(),
        stages=watch.stages,
        read=coverage.read,
        used=coverage.used,
        failures=sum(failure.is_error for failure in known.failures),
        left_out=dict(coverage.left_out),
        stories=len(made.edition.stories),
        composed=made.composed,
        cache=reporting.CacheUse(kept.hits, kept.misses, kept.spoiled, kept.damaged),
        encoder=tools.encoder.fingerprint,
        generator=made.edition.generator,
        code=code_fingerprint(),
        inputs=made.inputs,
        config=result_cache.key(known.settings.model_dump_json()).hex(),
        packages=versions(),
    )


@dataclass(frozen=True, slots=True)
class _Known:
    """What an edition is made of, apart from what earlier ones left in the store."""

    settings: Settings
    day: dt.date
    chosen: Selection
    failures: list[Failure]
    sources: int
    read: int

    def fingerprint(self, past: Iterable[bytes], model: str) -> str:
        """Equal where the same edition must come out: the same inputs, settings, history, models and code."""
        parts = [code_fingerprint(), model, self.settings.model_dump_json(), self.day.isoformat()]
        parts += [repr((sorted(self.chosen.left_out.items()), self.failures, self.sources, self.read))]
        parts += [reading.fingerprint(document) for document in self.chosen.documents]
        return result_cache.key(*parts, *(content.hex() for content in past)).hex()


def _edition(store: Store, known: _Known, models: _Models, watch: Recorder, *, folder: Path) -> _Made:
    """The edition of what is `known`: composed, or the one that was composed from the very same before."""
    since = known.day - dt.timedelta(days=serialize_past_stories.REMEMBERED_DAYS)
    before = stories_table.before(store, known.day, since=since)
    inputs = known.fingerprint(before, models.recipe())
    made = published_editions.made_from(store, known.day, inputs)
    if made is not None:
        try:
            return _Made(dataclasses.replace(edition_json.load(made), note_html=None), inputs, composed=False)
        except FormatError:
            # Damaged, or of another version of the format: it is made again.
            pass
    past = Past(
        serialize_past_stories.load_all(before), serialize_past_stories.load_all(stories_table.of_day(store, known.day))
    )
    edition, remembered, written = _compose(known, past, models, watch, folder=folder)
    # Where a model did not answer, the same inputs may give a better edition next time.
    kept_for = inputs if written.is_whole else ""
    with store.write():
        stories_table.save(store, known.day, {story.id: serialize_past_stories.dump(story) for story in remembered})
        published_editions.save(
            store, known.day, edition_json.dump(edition), (each.id for each in known.chosen.documents), inputs=kept_for
        )
    return _Made(edition, inputs, composed=True, written=written)


def _roundup(store: Store, known: _Known, models: _Models, watch: Recorder, *, folder: Path, first: dt.date) -> _Made:
    """The roundup from `first` to the day of what is `known`. Only read from the store: no later edition sees it."""
    day, settings = known.day, known.settings
    dailies = [
        edition_json.load(content, subject=str(each))
        for each in published_editions.days(store)
        if first <= each <= day and (content := published_editions.load(store, each))
    ]
    if not known.chosen.documents and not dailies and not known.read:
        raise SourceError(f"there is neither an article nor an edition from {first} to {day}", hint=_GIVE)
    before = stories_table.before(store, day, since=day - dt.timedelta(days=serialize_past_stories.REMEMBERED_DAYS))
    lines = serialize_past_stories.load_all([*before, *stories_table.of_day(store, day)])
    most = settings.briefing.max_stories * _CANDIDATES
    uncut = settings.briefing.model_copy(update={"max_stories": most, "minutes": 0})
    whole, _, written = _compose(
        dataclasses.replace(known, settings=settings.model_copy(update={"briefing": uncut})),
        Past(lines),
        models,
        watch,
        folder=folder,
    )
    names = [section.name for section in settings.section]
    edition = compose_roundup(whole, dailies, first=first, settings=settings.briefing, sections=names)
    return _Made(edition, known.fingerprint(before, models.recipe()), composed=True, written=written)


def _last_day(store: Store, found: Sequence[Document], settings: BriefingSettings, *, today: dt.date) -> dt.date:
    """The last day, not after `today`, of which there is an article or an edition."""
    told = [day for day in published_editions.days(store) if day <= today]
    dated = any(document.published for document in found)
    return max([*told, *([latest_day(found, settings, today=today)] if dated else [])], default=today)


def _compose(
    known: _Known,
    past: Past,
    models: _Models,
    watch: Recorder,
    *,
    folder: Path,
) -> tuple[Edition, Sequence[PastStory], _Written]:
    """The edition, what to remember of its stories, and what became of what models wrote."""
    # A build that finds its edition made need not wait for it.
    from briefing.stories import make_stories

    settings, chosen = known.settings, known.chosen
    tools = models.tools
    trees = tools.parser.parse if tools.parser else no_trees
    with VectorSpill(folder) as spill:
        with watch.stage("summarize", len(chosen.documents)) as advance:
            items = spill.put(
                encode_and_summarize(chosen.documents, tools, settings.summary, compared=True, advance=advance)
            )
        with watch.stage("stories", len(items)) as advance:
            assembled = make_stories.assemble(
                items,
                settings,
                known.day,
                until=day_end(known.day, settings.briefing),
                encode=tools.encoder.encode,
                past=past,
                says_it=CitationCheck(StatementJudge(models.relations, trees)),
                relate=models.relations,
                contradict=ContradictionJudge(models.relations, trees),
                advance=advance,
            )
    by_id = {document.id: document for document in chosen.documents}
    printed, rewrites = _rewritten(assembled.stories, by_id, models.rewriter, settings, watch)
    printed, translations = _translated(printed, by_id, models.translator, settings, watch)
    written = _Written(rewrites, translations)
    with watch.stage("compose"):
        edition = compose(
            printed,
            by_id,
            settings=settings.briefing,
            sections=[section.name for section in settings.section],
            day=known.day,
            sources=known.sources,
            read=known.read,
            left_out=Counter(chosen.left_out) + Counter(assembled.left_out),
            failures=[*known.failures, *written.failures(models)],
            model="+".join(
                dict.fromkeys(tool.fingerprint for tool in (tools.encoder, models.rewriter, models.translator) if tool)
            ),
            rejected=rewrites.rejected if rewrites else 0,
            rejected_translations=translations.rejected if translations else 0,
            earlier=assembled.earlier,
            now=watch.now(),
        )
    return edition, assembled.memory, written


def _rewritten(
    stories: Sequence[Story],
    documents: Mapping[str, Document],
    rewriter: Rewriter | None,
    settings: Settings,
    watch: Progress,
) -> tuple[tuple[Story, ...], RewriteStats | None]:
    """The stories to print in a model's words, where there is a model; what is remembered stays the sources'."""
    if rewriter is None:
        return tuple(stories), None
    stats = RewriteStats()
    lead = settings.stories.lead

    def write(some: Sequence[Story]) -> Sequence[Story]:
        return rewrite_stories(some, documents, rewriter, stats, lead=lead)

    return _first_stories(stories, settings.briefing.max_stories, "rewrite", write, watch), stats


def _translated(
    stories: Sequence[Story],
    documents: Mapping[str, Document],
    translator: Translator | None,
    settings: Settings,
    watch: Progress,
) -> tuple[tuple[Story, ...], TranslationStats | None]:
    """The stories to print in the edition's language, where there is a model; what is remembered stays as it is."""
    if translator is None:
        return tuple(stories), None
    stats = TranslationStats()

    def write(some: Sequence[Story]) -> Sequence[Story]:
        return translate_stories(some, documents, translator, stats)

    return _first_stories(stories, settings.briefing.max_stories, "translate", write, watch), stats


def _first_stories(
    stories: Sequence[Story],
    count: int,
    stage: str,
    write: Callable[[Sequence[Story]], Sequence[Story]],
    watch: Progress,
) -> tuple[Story, ...]:
    """The stories, the first `count` of them as a model writes them; the others are not printed."""
    with watch.stage(stage, len(stories[:count])) as advance:
        printed = write(stories[:count])
        advance(len(printed))
    return (*printed, *stories[count:])


def _fetch(
    store: Store, sources: Sequence[SourceSettings], settings: FetchSettings, watch: Recorder, *, offline: bool
) -> list[Failure]:
    """Fetch the sources that are addresses into the store; what failed comes back. Nothing happens offline."""
    addresses = [source for source in sources if ingest.is_address(source.url)]
    if offline or not addresses:
        return []
    with watch.stage("fetch", len(addresses)) as advance:
        missed = fetching.fetch(store, addresses, settings, advance=advance).failures
    watch.failed("fetch", len(missed))
    return list(missed)


def _without_repeats(chosen: Selection) -> Selection:
    """`chosen` without texts that their own outlet has published twice, which are counted."""
    kept, dropped = without_repeats(chosen.documents)
    reasons = {"same text twice from one outlet": dropped} if dropped else {}
    return Selection(tuple(kept), {**chosen.left_out, **reasons})


def _since(day: dt.date, settings: BriefingSettings) -> dt.datetime:
    """How far back stored articles can matter to the edition of `day`; `select` decides by the exact window."""
    return window(day, settings)[0] - dt.timedelta(days=1)


def _read(
    store: Store,
    sources: Sequence[SourceSettings],
    settings: Settings,
    watch: Recorder,
    *,
    since: dt.datetime,
    day: dt.date | None,
    today: dt.date,
    offline: bool,
    missed: list[Failure],
    kept: result_cache.Cache | None = None,
    needed: bool = True,
) -> tuple[list[Document], list[Failure]]:
    """The documents of every source, and what could not be used.

    Raises SourceError where that leaves nothing that is `needed`.
    """
    found = Found(settings.briefing, day, today)
    failures = list(missed)
    with watch.stage("read") as advance, Workers() as workers:
        for source in sources:
            articles = stored_sources.read(store, source, settings.fetch, since=since, offline=offline)
            for item in documents(articles, cache=kept, workers=workers, advance=advance):
                if isinstance(item, Failure):
                    failures.append(item)
                else:
                    found.add(item)
    watch.failed("read", len(failures) - len(missed))
    if needed and not found.documents:
        names = ", ".join(imap_address.without_user(source.url) for source in sources)
        reasons = "; ".join(f"{failure.subject}: {failure.message}" for failure in failures[:3])
        raise SourceError(
            f"no article could be read ({reasons})" if reasons else "there is no article in it",
            subject=names,
            hint=next((each.hint for each in failures if each.hint and ingest.is_address(each.subject)), _GIVE),
        )
    return found.documents, failures


def default_sources(settings: Settings, folder: Path) -> tuple[SourceSettings, ...]:
    """What is read where no source is named: the configuration, then the subscribed feeds. Raises StoreError."""
    path = settings.output.database_path(folder)
    if not path.exists():
        return settings.source
    with open_store(settings.output, folder) as store:
        subscribed = stored_sources.subscriptions(store)
    named = {source.url for source in settings.source}
    return (*settings.source, *(source for source in subscribed if source.url not in named))
