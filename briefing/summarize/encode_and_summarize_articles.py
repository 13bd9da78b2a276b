"""Documents -> encoded articles, which have summaries and vectors: a window of documents at a time, everything cached.

Key points are chosen by what the first layers of the encoder tell of the sentences that can matter
(`briefing.models.first_layers`, `briefing.summarize.prefilter_sentences`). The vectors of all its layers are for
stories: here those of title, opening and points, and the others where a story turns out to need them
(`briefing.stories.encode_remaining_sentences`). A window's sentences are encoded together, so that batches are full and
sorted by length; memory is bounded by the window, not by the corpus.
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
from briefing.models.encoder import Encoder, Skimmer, TransformerEncoder, Vectors
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
    without a `parser` they are shortened by the patterns of the language alone. The `skimmer` gives what the grades
    were trained on; without one they read the vectors of `encoder`.
    """

    encoder: Encoder
    cache: Cache | None = None
    grades: GradeModel | None = None
    parser: DependencyParser | None = None
    skimmer: Skimmer | None = None


def make_tools(settings: ModelSettings, cache: Cache | None) -> Tools:
    """The models that `settings` name; nothing is loaded until something has to be computed."""
    encoder = TransformerEncoder(settings.encoder, threads=settings.threads, device=settings.device, lock=settings.lock)
    grades = shipped()
    # What is shipped was trained on one encoder, and says nothing of the vectors of another.
    fits = grades.encoder == settings.encoder
    used = CachedEncoder(encoder, cache, key) if cache else encoder
    return Tools(used, cache, grades if fits else None, DependencyParser(), used if fits else None)


def encode_and_summarize(
    documents: Iterable[Document],
    tools: Tools,
    settings: SummarySettings,
    *,
    compared: bool = False,
    advance: Callable[[int], None] = lambda _: None,
) -> Iterator[EncodedArticle]:
    """Every document, in its order, with its summary.

    Where articles are to be `compared`, it has the vectors of title, opening and points' sentences; else they are zero.
    `advance` is told how many are done.
    """
    stream = iter(documents)
    while window := list(islice(stream, WINDOW)):
        summaries = _summarize_window(window, tools, settings)
        kept = [_needed(*pair) if compared else [] for pair in zip(window, summaries, strict=True)]
        vectors = _encoded(window, kept, tools.encoder.encode) if compared else _no_vectors(window, tools.encoder)
        yield from map(EncodedArticle, window, summaries, vectors)
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
    encoded = _encoded(documents, kept, tools.encoder.encode)
    for document, indices, rows in zip(documents, kept, encoded, strict=True):
        opening = VectorsInMemory(rows.sentences[: len(indices)], rows.title)
        yield EncodedArticle(document, Summary(document.id, (), ""), opening)


def _summarize_window(documents: Sequence[Document], tools: Tools, settings: SummarySettings) -> list[Summary]:
    """The summaries of documents, made together."""
    model = tools.grades if tools.grades and tools.grades.dimensions == tools.encoder.dimensions else None
    for document in documents:
        tell_if_unknown(document.language)
    keys = [_summary_key(document, tools, settings) for document in documents]
    known = tools.cache.get_many(keys) if tools.cache else {}
    made = {name: summary for name in keys if (summary := _cached(known.get(name)))}
    new = {name: document for name, document in zip(keys, documents, strict=True) if name not in made}
    choices = _choices(list(new.values()), model, tools, settings)
    named, parses = summarize_article.fingerprint(model), _parses(list(new.values()), choices, tools, settings)
    fresh: dict[bytes, bytes] = {}
    for (name, document), choice in zip(new.items(), choices, strict=True):
        summary = summarize_article.summarize(document, choice, settings, model=named, parses=parses)
        made[name] = show_unfaithful_points_whole.keep_licensed(summary, document)
        fresh[name] = _SUMMARY.dump_json(made[name])
    if tools.cache and fresh:
        tools.cache.put_many(fresh)
    return [made[name] for name in keys]


def _choices(
    documents: Sequence[Document], model: GradeModel | None, tools: Tools, settings: SummarySettings
) -> list[summarize_article.Choice]:
    """Which sentences of each document to show.

    The grades read what is skimmed; where they have no say, the baseline compares the vectors of the whole encoder.
    """
    skim = tools.skimmer.skim if tools.skimmer else tools.encoder.encode
    found: dict[int, summarize_article.Choice] = {}
    for graded, encode in ((True, skim), (False, tools.encoder.encode)):
        places = [
            place
            for place, document in enumerate(documents)
            if bool(summarize_article.graded(document, model)) == graded
        ]
        some = [documents[place] for place in places]
        readings = [summarize_article.read(document, model, settings.points) for document in some]
        encoded = _encoded(some, [reading.kept for reading in readings], encode)
        for place, document, reading, rows in zip(places, some, readings, encoded, strict=True):
            found[place] = summarize_article.choose(
                document, rows.sentences, settings.points, title_vector=rows.title, model=model, reading=reading
            )
    return [found[place] for place in range(len(documents))]


def _parses(
    documents: Sequence[Document],
    choices: Sequence[summarize_article.Choice],
    tools: Tools,
    settings: SummarySettings,
) -> dict[str, Parse]:
    """What the parser reads of the chosen sentences that are long, by text."""
    if tools.parser is None or not settings.compress:
        return {}
    bare = (
        (bare_text(document, sentence, choice.sentences), document.language)
        for document, choice in zip(documents, choices, strict=True)
        for sentence in choice.sentences
    )
    texts = list({text: None for text, language in bare if worth_parsing(text, language)})
    found = tools.parser.parse(texts) if texts else []
    return {text: parse for text, parse in zip(texts, found, strict=True) if parse is not None}


def _encoded(
    documents: Sequence[Document], kept: Sequence[Sequence[int]], encode: Callable[[Sequence[str]], Vectors]
) -> Iterator[VectorsInMemory]:
    """The vectors of every document, encoded together: those `kept` of its sentences, the rest zero, and its title."""
    if not documents:
        return
    texts = [_texts(document, indices) for document, indices in zip(documents, kept, strict=True)]
    vectors = encode([text for own in texts for text in own])
    start = 0
    for document, indices in zip(documents, kept, strict=True):
        end = start + len(indices)
        rows = np.zeros((len(document.sentences), vectors.shape[1]), dtype=np.float32)
        rows[list(indices)] = vectors[start:end]
        yield VectorsInMemory(rows, vectors[end] if document.title else None)
        start = end + bool(document.title)


def _no_vectors(documents: Sequence[Document], encoder: Encoder) -> Iterator[VectorsInMemory]:
    for document in documents:
        yield VectorsInMemory(np.zeros((len(document.sentences), encoder.dimensions), dtype=np.float32))


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
        tools.skimmer.skimming if tools.skimmer else tools.encoder.fingerprint,
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
