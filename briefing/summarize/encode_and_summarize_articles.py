"""Documents -> encoded articles, which have summaries and vectors: a window of documents at a time, everything cached.

Each sentence is encoded at most once; its vector chooses key points here and groups stories later. The sentences of a
longer article that cannot matter to its points are not encoded here (`briefing.summarize.prefilter_sentences`), but
where a story turns out to need them (`briefing.stories.encode_remaining_sentences`). A window's sentences are encoded
together, so that batches are full and sorted by length; memory is bounded by the window, not by the corpus.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np
from pydantic import TypeAdapter, ValidationError

from briefing.config import ModelSettings, SummarySettings
from briefing.language import tell_if_unknown
from briefing.models.cached_encoder import CachedEncoder
from briefing.models.dependency_parser_and_word_deletion import DependencyParser, Parse
from briefing.models.encoder import Encoder, TransformerEncoder, Vectors
from briefing.models.sentence_grader import GradeModel, shipped
from briefing.records import Document, EncodedArticle, Summary, VectorsInMemory
from briefing.runtime.code_fingerprint import code_fingerprint
from briefing.store.result_cache import Cache, key
from briefing.summarize import summarize_article
from briefing.summarize.drop_phrases_by_parse import worth_parsing
from briefing.summarize.sentence_to_key_point import bare_text
from briefing.verify import show_unfaithful_points_whole

__all__ = ["Tools", "encode_and_summarize", "encode_openings", "make_tools"]

# Sentences by which articles are compared: as many as `briefing.stories.pair_probability` weighs.
OPENING = 4
# Documents encoded together: about 1,800 sentences, enough to fill every batch; 256 is not measurably faster.
WINDOW = 64

_SUMMARY = TypeAdapter(Summary)


@dataclass(frozen=True, slots=True)
class Tools:
    """The models of a run, and where their results are kept (`cache` is None where nothing is).

    Without `grades`, or with an encoder they were not trained on, key points are chosen by the untrained baseline;
    without a `parser` they are shortened by the patterns of the language alone.
    """

    encoder: Encoder
    cache: Cache | None = None
    grades: GradeModel | None = None
    parser: DependencyParser | None = None


def make_tools(settings: ModelSettings, cache: Cache | None) -> Tools:
    """The models that `settings` name; nothing is loaded until something has to be computed."""
    encoder = TransformerEncoder(settings.encoder, threads=settings.threads, device=settings.device, lock=settings.lock)
    grades = shipped()
    # What is shipped was trained on one encoder, and says nothing of the vectors of another.
    fits = grades.encoder == settings.encoder
    return Tools(
        CachedEncoder(encoder, cache, key) if cache else encoder,
        cache,
        grades if fits else None,
        DependencyParser(),
    )


def encode_and_summarize(
    documents: Iterable[Document],
    tools: Tools,
    settings: SummarySettings,
    *,
    advance: Callable[[int], None] = lambda _: None,
) -> Iterator[EncodedArticle]:
    """Every document, in its order, with its summary and its vectors: at least of title, opening and points' sentences.

    `advance` is told how many are done.
    """
    stream = iter(documents)
    while window := list(islice(stream, WINDOW)):
        yield from _encode_window(window, tools, settings)
        advance(len(window))


def encode_openings(documents: Iterable[Document], tools: Tools) -> Iterator[EncodedArticle]:
    """Every document, in its order, with the vectors of its title and opening alone, and no key points: what it takes
    to tell which articles are about one event.
    """
    stream = iter(documents)
    while window := list(islice(stream, 8 * WINDOW)):
        yield from _openings(window, tools)


def _openings(documents: Sequence[Document], tools: Tools) -> Iterator[EncodedArticle]:
    kept = [range(min(OPENING, len(document.sentences))) for document in documents]
    for document, indices, (rows, title) in zip(documents, kept, _encoded(documents, kept, tools.encoder), strict=True):
        yield EncodedArticle(document, Summary(document.id, (), ""), VectorsInMemory(rows[: len(indices)], title))


def _encode_window(documents: Sequence[Document], tools: Tools, settings: SummarySettings) -> Iterator[EncodedArticle]:
    model = tools.grades if tools.grades and tools.grades.dimensions == tools.encoder.dimensions else None
    for document in documents:
        tell_if_unknown(document.language)
    keys = [_summary_key(document, tools, settings) for document in documents]
    known = tools.cache.get_many(keys) if tools.cache else {}
    made = [
        _cached(known.get(name)) or summarize_article.read(document, model, settings.points)
        for document, name in zip(documents, keys, strict=True)
    ]
    kept = [
        _needed(document, each) if isinstance(each, Summary) else each.kept
        for document, each in zip(documents, made, strict=True)
    ]
    fresh: dict[bytes, bytes] = {}
    encoded = list(_encoded(documents, kept, tools.encoder))
    choices = [
        each
        if isinstance(each, Summary)
        else summarize_article.choose(document, rows, settings.points, title_vector=title, model=model, reading=each)
        for document, each, (rows, title) in zip(documents, made, encoded, strict=True)
    ]
    named, parses = summarize_article.fingerprint(model), _parses(documents, choices, tools, settings)
    for document, name, choice, (rows, title) in zip(documents, keys, choices, encoded, strict=True):
        if isinstance(choice, Summary):
            yield EncodedArticle(document, choice, VectorsInMemory(rows, title))
            continue
        summary = summarize_article.summarize(document, choice, settings, model=named, parses=parses)
        summary = show_unfaithful_points_whole.keep_licensed(summary, document)
        fresh[name] = _SUMMARY.dump_json(summary)
        yield EncodedArticle(document, summary, VectorsInMemory(rows, title))
    if tools.cache and fresh:
        tools.cache.put_many(fresh)


def _parses(
    documents: Sequence[Document],
    choices: Sequence[summarize_article.Choice | Summary],
    tools: Tools,
    settings: SummarySettings,
) -> dict[str, Parse]:
    """What the parser reads of the chosen sentences that are long, by text."""
    if tools.parser is None or not settings.compress:
        return {}
    chosen = [
        (document, choice.sentences)
        for document, choice in zip(documents, choices, strict=True)
        if not isinstance(choice, Summary)
    ]
    bare = (
        (bare_text(document, sentence, shown), document.language) for document, shown in chosen for sentence in shown
    )
    texts = list({text: None for text, language in bare if worth_parsing(text, language)})
    found = tools.parser.parse(texts) if texts else []
    return {text: parse for text, parse in zip(texts, found, strict=True) if parse is not None}


def _encoded(
    documents: Sequence[Document], kept: Sequence[Sequence[int]], encoder: Encoder
) -> Iterator[tuple[Vectors, Vectors | None]]:
    """The vectors of every document, encoded together: those `kept` of its sentences, the rest zero, and its title."""
    texts = [_texts(document, indices) for document, indices in zip(documents, kept, strict=True)]
    vectors = encoder.encode([text for own in texts for text in own])
    start = 0
    for document, indices in zip(documents, kept, strict=True):
        end = start + len(indices)
        rows = np.zeros((len(document.sentences), vectors.shape[1]), dtype=np.float32)
        rows[list(indices)] = vectors[start:end]
        yield rows, vectors[end] if document.title else None
        start = end + bool(document.title)


def _needed(document: Document, summary: Summary) -> list[int]:
    """The sentences whose vectors stories always ask for: the opening, and those that the points stand on."""
    cited = {point.evidence[0].start for point in summary.key_points}
    return [row for row, (start, _) in enumerate(document.sentences) if row < OPENING or start in cited]


def _texts(document: Document, kept: Iterable[int]) -> list[str]:
    """What is encoded of a document: the sentences `kept`, then its title where it has one."""
    sentences = [document.text[slice(*document.sentences[index])] for index in kept]
    return [*sentences, document.title] if document.title else sentences


def _summary_key(document: Document, tools: Tools, settings: SummarySettings) -> bytes:
    """What the summary of `document` depends on."""
    spans = ",".join(f"{start}:{end}" for start, end in document.sentences)
    return key(
        "summary",
        code_fingerprint(),
        summarize_article.fingerprint(tools.grades),
        tools.encoder.fingerprint,
        settings.model_dump_json(),
        document.id,
        document.language,
        document.title or "",
        document.text,
        spans,
    )


def _cached(value: bytes | None) -> Summary | None:
    """The summary that was kept; None where there is none or it was damaged."""
    if value is None:
        return None
    try:
        return _SUMMARY.validate_json(value)
    except ValidationError:
        return None
