"""Stories -> the same stories with headlines, points and leads of other languages in the edition's own.

The flow, over all stories at once so that batches are full::

    texts ──prompt──▶ replies (cached) ──read──▶ translations ──check──▶ stories, translated or as they were

A translation is shown only where `briefing.verify.check_translation` finds nothing against it, and is marked as one;
else the source's words stay, and the reason is counted. Evidence is never translated.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

from briefing.config import Settings
from briefing.extract.find_prompt_injection import is_instruction
from briefing.language.language_support import READ_BY_DEFAULT
from briefing.models.encoder import Encoder
from briefing.models.generator_protocol import Generator, Reply, make_generator
from briefing.records import SKIPPED, Change, Citation, Document, Failure, LeadSentence, Point, Story, Translation
from briefing.rewrite import ask_generator, fill_prompts, parse_replies
from briefing.store.result_cache import Cache
from briefing.verify import check_translation

__all__ = ["TranslationStats", "Translator", "make_translator", "translate_stories"]

_log = logging.getLogger(__name__)
_UNKNOWN = "und"
# Cosine from which a translation means what its original does. To multilingual-e5-small, of 450 sentences of XNLI (dev)
# in English and in French, German, Spanish or Russian, 98 % of the pairs have 0.5 or more, and 95 % of unrelated ones
# 0.27 or less.
_NEAR = 0.4
# Characters of a reply that the log shows.
_SHOWN = 200


@dataclass(frozen=True, slots=True)
class Translator:
    """What translating needs: a model, the language to translate into, the user's prompts, and the cache.

    With an `encoder` that has several languages, a translation must also be near its original in meaning.
    """

    generator: Generator
    language: str
    prompts: Path | None = None
    cache: Cache | None = None
    context: int = 0
    encoder: Encoder | None = None

    @property
    def fingerprint(self) -> str:
        """The model's."""
        return self.generator.fingerprint

    def recipe(self) -> str:
        """Names everything that its words depend on, besides what it is given: the model and the prompt file."""
        return ask_generator.recipe(self.generator, ("translate",), self.prompts)


@dataclass(slots=True)
class TranslationStats(ask_generator.AskStats):
    """What became of the texts that a model was asked to translate.

    `dropped` has each translation that is not shown, with the reason; `impossible` counts the texts of each language
    that the model cannot translate from.
    """

    translated: int = 0
    rejected: int = 0
    dropped: list[tuple[str, str]] = field(default_factory=list)
    impossible: Counter[str] = field(default_factory=Counter)

    def line(self) -> str:
        """One line for a person."""
        return (
            f"{self.translated} texts translated; {self.rejected} translations rejected by the check, "
            f"{sum(self.failures.values())} failed ({self.asked} asked, {self.cached} of them from the cache)"
        )

    def told(self, translator: Translator) -> list[Failure]:
        """What goes into the coverage footer: languages that the model does not have, and replies that never came."""
        missing = [
            Failure(
                translator.fingerprint,
                SKIPPED,
                f"does not translate from “{code}” into “{translator.language}” ({count} texts); they stay as they are",
                "Name another model in models.translator.",
            )
            for code, count in sorted(self.impossible.items())
        ]
        return [*missing, *self.as_failures(translator.fingerprint)]


def make_translator(
    settings: Settings, cache: Cache | None, *, offline: bool = False, encoder: Encoder | None = None
) -> Translator | None:
    """The translator that `settings` ask for; None where they ask for none, or name no model. Raises ModelError.

    `encoder` is that of the settings; the default one tells nothing across languages and is not asked.
    """
    wanted, models = settings.briefing.translate, settings.models
    named = models.translator or (models.generator if wanted else None)
    if wanted is False or not (wanted or models.translator):
        return None
    generator = make_generator(models.model_copy(update={"generator": named}), offline=offline)
    if generator is None:
        _log.warning(
            "briefing.translate is set, but no model is named that could: set models.translator or models.generator",
            extra={"notice": True},
        )
        return None
    prompts = Path(models.prompts) if models.prompts else None
    multilingual = encoder if models.encoder != READ_BY_DEFAULT else None
    return Translator(generator, settings.briefing.language, prompts, cache, models.context, multilingual)


@dataclass(frozen=True, slots=True)
class _Text:
    """A text of a story, and the language that it is in."""

    text: str
    language: str


@dataclass(frozen=True, slots=True)
class _Shown:
    """A text to be shown in place of another, and what it is a translation of."""

    text: str
    translation: Translation


def translate_stories(
    stories: Sequence[Story], documents: Mapping[str, Document], translator: Translator, stats: TranslationStats
) -> tuple[Story, ...]:
    """Each story with what is in another language than the translator's put into that; `stats` is added to."""
    texts = dict.fromkeys(text for story in stories for text in _texts(story, documents))
    foreign = [text for text in texts if _is_foreign(text, translator, stats)]
    translations = dict(zip(foreign, _translations(foreign, translator, stats), strict=True))
    return tuple(_translated(story, documents, translations) for story in stories)


def _texts(story: Story, documents: Mapping[str, Document]) -> Iterator[_Text]:
    yield _headline(story, documents)
    told: tuple[Point | Change, ...] = (*story.points, *story.changes)
    yield from (_Text(each.text, _language(each.citations, documents)) for each in told)
    yield from (_lead(sentence, story, documents) for sentence in story.lead)


def _headline(story: Story, documents: Mapping[str, Document]) -> _Text:
    """The headline with its language: that of the article whose title it is, else that of the first point."""
    told = [documents[name] for name in story.article_ids]
    titled = (each.language for each in told if each.title and each.title.startswith(story.headline.rstrip("….")))
    first = _language(story.points[0].citations, documents) if story.points else _UNKNOWN
    return _Text(story.headline, next(titled, first))


def _lead(sentence: LeadSentence, story: Story, documents: Mapping[str, Document]) -> _Text:
    cited = [story.points[number - 1] for number in sentence.cites if number <= len(story.points)]
    return _Text(sentence.text, _language(cited[0].citations, documents) if cited else _UNKNOWN)


def _language(citations: Sequence[Citation], documents: Mapping[str, Document]) -> str:
    """The language of a statement: that of the first passage it rests on, where its article is one of today's."""
    document = documents.get(citations[0].article_id) if citations else None
    return document.language if document else _UNKNOWN


def _is_foreign(text: _Text, translator: Translator, stats: TranslationStats) -> bool:
    """Whether a text is to be translated and may be; those of a language that the model lacks are counted."""
    source, target = text.language.split("-")[0], translator.language.split("-")[0]
    if source in (_UNKNOWN, target) or not any(char.isalpha() for char in text.text):
        return False
    if parse_replies.is_addressed_to_a_model(text.text) or is_instruction(text.text):
        return False
    if not translator.generator.translates(source, target):
        stats.impossible[source] += 1
        return False
    return True


def _translations(texts: Sequence[_Text], translator: Translator, stats: TranslationStats) -> list[_Shown | None]:
    """What is to be shown in place of each text; None where it stays."""
    if not texts:
        return []
    template = fill_prompts.load("translate", translator.generator.family, translator.prompts)
    target = translator.language.split("-")[0]
    prompts = [
        fill_prompts.render(
            template,
            [_unmarked(text.text)],
            language=target,
            words=2 * len(text.text.split()),
            source=text.language.split("-")[0],
        )
        for text in texts
    ]
    asking = ask_generator.Asking(translator.generator, translator.cache, translator.context)
    replies = ask_generator.ask(prompts, template.decoding, asking, stats)
    shown = [_shown(text, reply, target, stats) for text, reply in zip(texts, replies, strict=True)]
    return _near_ones(texts, shown, translator.encoder, stats) if translator.encoder else shown


def _near_ones(
    texts: Sequence[_Text], shown: Sequence[_Shown | None], encoder: Encoder, stats: TranslationStats
) -> list[_Shown | None]:
    """`shown` without what means something else than its original."""
    pairs = [(_unmarked(text.text), each.text) for text, each in zip(texts, shown, strict=True) if each]
    vectors = encoder.encode([sentence for pair in pairs for sentence in pair])
    near = iter((vectors[::2] * vectors[1::2]).sum(axis=1) >= _NEAR)
    kept: list[_Shown | None] = []
    for each in shown:
        if each and not next(near):
            stats.translated -= 1
            _drop(each.text, "means something else than the original", stats)
            kept.append(None)
            continue
        kept.append(each)
    return kept


def _shown(text: _Text, reply: Reply, target: str, stats: TranslationStats) -> _Shown | None:
    if reply.failure is not None:
        return None
    original, source = _unmarked(text.text), text.language.split("-")[0]
    found = parse_replies.read_translation(reply.text, original, complete=reply.complete)
    if isinstance(found, str):
        _drop(reply.text, found, stats)
        return None
    if found.text == original:
        # A name is a name in any language.
        return None
    finding = check_translation.check(found.text, original, source, target)
    if finding.reasons:
        _drop(found.text, "; ".join(finding.reasons), stats)
        return None
    stats.translated += 1
    return _Shown(found.text, Translation(text.text, source, target, finding.unchecked))


def _drop(text: str, reason: str, stats: TranslationStats) -> None:
    stats.rejected += 1
    stats.dropped.append((" ".join(text.split())[:_SHOWN], reason))


def _unmarked(text: str) -> str:
    """A text as a model is given it: in one line, without the brackets around a name that was put in."""
    return fill_prompts.clean(text.replace("[", "").replace("]", ""))


def _translated(story: Story, documents: Mapping[str, Document], shown: Mapping[_Text, _Shown | None]) -> Story:
    """`story` with what is to be shown in place of its texts."""
    points = tuple(
        _with(point, shown.get(_Text(point.text, _language(point.citations, documents)))) for point in story.points
    )
    changes = tuple(
        _with(change, shown.get(_Text(change.text, _language(change.citations, documents)))) for change in story.changes
    )
    lead = tuple(_with(sentence, shown.get(_lead(sentence, story, documents))) for sentence in story.lead)
    headline = shown.get(_headline(story, documents))
    story = replace(story, points=points, changes=changes, lead=lead)
    return replace(story, headline=headline.text, translation=headline.translation) if headline else story


_Told = TypeVar("_Told", Point, Change, LeadSentence)


def _with(told: _Told, shown: _Shown | None) -> _Told:
    return replace(told, text=shown.text, translation=shown.translation) if shown else told
