"""Key points -> the same points in a model's words, where those words are borne out; and the lead of a story.

The flow, over all articles at once so that batches are full::

    points ──prompt──▶ replies (cached) ──read──▶ sentences ──verify──▶ points, rewritten or as they were

A model sees a point's own evidence and nothing else. What it writes is shown only if it has the form of a sentence and
both parts of the verifier let it pass; else the source's words stay, and the reason is counted. Only English is
rewritten, because only there was the verifier measured.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path

from briefing.config import ModelSettings
from briefing.models.claim_support_head import EntailmentModel
from briefing.models.encoder import TransformerEncoder
from briefing.models.generator_protocol import Generator, Prompt, Reply, make_generator
from briefing.records import Document, EncodedArticle, KeyPoint, LeadSentence, Point, Story
from briefing.rewrite import ask_generator, fill_prompts
from briefing.rewrite import parse_replies as rewrite
from briefing.store.result_cache import Cache
from briefing.summarize.encode_and_summarize_articles import WINDOW
from briefing.verify import check_rewrite_attribution, check_rewrite_cuts_change_no_meaning, check_rewrite_wording
from briefing.verify.support_verdict import THRESHOLD, Judgement, Verifier, verify_many

__all__ = ["LANGUAGES", "RewriteStats", "Rewriter", "make_rewriter", "rewrite_stories", "rewrite_summaries"]

LANGUAGES = frozenset(("en",))
"""Languages whose points are rewritten: those the verifier was measured on (docs/benchmarks/verifier.md)."""


_UNANSWERED = "the model did not answer"


@dataclass(frozen=True, slots=True)
class Rewriter:
    """What rewriting needs: a model, the check of what it writes, the user's prompts, and where replies are kept.

    `context` is how many tokens the settings say that a server's model reads: sentences that do not fit are not asked.
    """

    generator: Generator
    verifier: Verifier
    prompts: Path | None = None
    cache: Cache | None = None
    context: int = 0

    @property
    def fingerprint(self) -> str:
        """The model's."""
        return self.generator.fingerprint

    @property
    def asking(self) -> ask_generator.Asking:
        """What asking the model needs."""
        return ask_generator.Asking(self.generator, self.cache, self.context)

    def recipe(self) -> str:
        """Names everything that its words depend on, besides what it is given: the model and the prompt files."""
        return ask_generator.recipe(self.generator, ("rewrite", "lead"), self.prompts)


@dataclass(slots=True)
class RewriteStats(ask_generator.AskStats):
    """What became of the points and leads that a model was asked for. `rejected` were turned down by the verifier.

    `dropped` has each sentence that is not shown, with the reason.
    """

    rewritten: int = 0
    unchanged: int = 0
    unusable: int = 0
    rejected: int = 0
    leads: int = 0
    dropped: list[tuple[str, str]] = field(default_factory=list)

    def line(self) -> str:
        """One line for a person."""
        return (
            f"{self.rewritten} points rewritten, {self.leads} leads; {self.rejected} sentences rejected by the check, "
            f"{self.unchanged} no different, {self.unusable} unusable, {sum(self.failures.values())} failed "
            f"({self.asked} asked, {self.cached} of them from the cache)"
        )


@dataclass(frozen=True, slots=True)
class _Draft:
    """A point's text that may be rewritten, and the passages it may be rewritten from."""

    text: str
    evidence: tuple[str, ...]
    language: str


@dataclass(frozen=True, slots=True)
class _Wording:
    """What came of a draft: other words (`text`), or why those of the source stay, where anything was asked at all."""

    text: str | None = None
    reasons: tuple[str, ...] = ()

    @property
    def is_unanswered(self) -> bool:
        """Whether the model gave no reply."""
        return bool(self.reasons) and self.reasons[0].startswith(_UNANSWERED)


def make_rewriter(settings: ModelSettings, cache: Cache | None, *, offline: bool = False) -> Rewriter | None:
    """The rewriter that `settings` ask for; None where they name no generator. Raises ModelError."""
    generator = make_generator(settings, offline=offline)
    if generator is None:
        return None
    verifier = EntailmentModel(TransformerEncoder(threads=settings.threads, device=settings.device))
    prompts_folder = Path(settings.prompts) if settings.prompts else None
    return Rewriter(generator, verifier, prompts_folder, cache, settings.context)


def rewrite_summaries(
    items: Iterable[EncodedArticle], rewriter: Rewriter, stats: RewriteStats
) -> Iterator[EncodedArticle]:
    """Each article with its points rewritten, a window of articles at a time; `stats` is added to."""
    stream = iter(items)
    while window := list(islice(stream, WINDOW)):
        drafts = [_draft(point, item.document) for item in window for point in item.summary.key_points]
        wordings = iter(_rewrite(drafts, rewriter, stats))
        for item in window:
            own = [next(wordings) for _ in item.summary.key_points]
            points = zip(item.summary.key_points, own, strict=True)
            summary = replace(
                item.summary,
                key_points=tuple(_worded(point, wording) for point, wording in points),
                rejected=item.summary.rejected + sum(bool(each.reasons) and not each.is_unanswered for each in own),
                note=item.summary.note or next((each.reasons[0] for each in own if each.is_unanswered), None),
                model=f"{item.summary.model}+{rewriter.fingerprint}",
            )
            yield replace(item, summary=summary)


def rewrite_stories(
    stories: Sequence[Story],
    documents: Mapping[str, Document],
    rewriter: Rewriter,
    stats: RewriteStats,
    *,
    lead: bool = True,
) -> tuple[Story, ...]:
    """Each story with its points rewritten and, with `lead`, its first lines written; `stats` is added to."""
    drafts = [_story_draft(point, documents) for story in stories for point in story.points]
    wordings = iter(_rewrite(drafts, rewriter, stats))
    rewritten = [_worded_story(story, [next(wordings) for _ in story.points]) for story in stories]
    if not lead:
        return tuple(rewritten)
    leads = _leads(rewritten, documents, rewriter, stats)
    return tuple(replace(story, lead=written) for story, written in zip(rewritten, leads, strict=True))


def _worded(point: KeyPoint, wording: _Wording) -> KeyPoint:
    if wording.text is not None:
        return replace(point, text=wording.text, kind="rewritten", verdict="supported", reasons=())
    return replace(point, reasons=wording.reasons) if wording.reasons else point


def _worded_story(story: Story, wordings: Sequence[_Wording]) -> Story:
    """`story` with other wordings of its points, also where one of them is what changed."""
    words = {
        point.text: wording.text
        for point, wording in zip(story.points, wordings, strict=True)
        if wording.text is not None
    }
    points = tuple(
        point if wording.text is None else replace(point, text=wording.text, kind="rewritten", verdict="supported")
        for point, wording in zip(story.points, wordings, strict=True)
    )
    changes = tuple(replace(change, text=words.get(change.text, change.text)) for change in story.changes)
    return replace(story, points=points, changes=changes)


def _draft(point: KeyPoint, document: Document) -> _Draft:
    return _Draft(point.text, tuple(_one_line(item.quote(document)) for item in point.evidence), document.language)


def _story_draft(point: Point, documents: Mapping[str, Document]) -> _Draft:
    """A point with the passages of its own article; what other articles say of it is evidence, not material."""
    document = documents[point.citations[0].article_id]
    own = (item.quote for item in point.citations if item.article_id == document.id)
    return _Draft(point.text, tuple(map(_one_line, own)), document.language)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _rewrite(drafts: Sequence[_Draft], rewriter: Rewriter, stats: RewriteStats) -> list[_Wording]:
    wanted = [index for index, draft in enumerate(drafts) if _may_be_rewritten(draft)]
    wordings = [_Wording()] * len(drafts)
    if not wanted:
        return wordings
    template = fill_prompts.load("rewrite", rewriter.generator.family, rewriter.prompts)
    replies = _ask(template, [(drafts[index].evidence, drafts[index].language) for index in wanted], rewriter, stats)
    written: dict[int, str] = {}
    for index, reply in zip(wanted, replies, strict=True):
        if reply.failure is not None:
            wordings[index] = _Wording(reasons=(f"{_UNANSWERED}: {reply.failure}",))
            continue
        found = rewrite.read_point(reply.text, drafts[index].evidence, complete=reply.complete)
        if isinstance(found, str):
            stats.unusable += 1
            stats.dropped.append((" ".join(reply.text.split())[:200], found))
        elif _same(found.text, (drafts[index].text, *drafts[index].evidence)):
            stats.unchanged += 1
        else:
            written[index] = found.text
    judged = _judge([(text, drafts[index].evidence) for index, text in written.items()], rewriter)
    for (index, text), judgement in zip(written.items(), judged, strict=True):
        wordings[index] = _decided(text, judgement, stats)
    return wordings


def _may_be_rewritten(draft: _Draft) -> bool:
    return (
        draft.language in LANGUAGES
        and len(draft.text.split()) > rewrite.SHORTEST
        and not any(rewrite.is_addressed_to_a_model(sentence) for sentence in draft.evidence)
    )


def _decided(text: str, judgement: Judgement, stats: RewriteStats) -> _Wording:
    if judgement.verdict == "supported":
        stats.rewritten += 1
        return _Wording(text)
    stats.rejected += 1
    stats.dropped.append((text, "; ".join(judgement.reasons)))
    return _Wording(reasons=judgement.reasons)


def _judge(claims: Sequence[tuple[str, Sequence[str]]], rewriter: Rewriter) -> list[Judgement]:
    """The verifier's verdicts, and the stricter questions asked of rewrites: who says so, and in which words."""
    if not claims:
        return []
    judged = verify_many([(text, "\n".join(evidence)) for text, evidence in claims], rewriter.verifier)
    found = []
    for (text, evidence), judgement in zip(claims, judged, strict=True):
        reasons = (
            *check_rewrite_attribution.lost(text, evidence),
            *check_rewrite_wording.unlicensed(text, evidence),
            *check_rewrite_cuts_change_no_meaning.lost(text, evidence),
        )
        if reasons and judgement.verdict == "supported":
            judgement = Judgement(round(judgement.score * THRESHOLD, 4), "unsupported", reasons)
        found.append(judgement)
    return found


def _ask(
    template: fill_prompts.Template, texts: Sequence[tuple[Sequence[str], str]], rewriter: Rewriter, stats: RewriteStats
) -> list[Reply]:
    """A reply about each (sentences, language): from the cache where it was given before, else from the model."""
    asked = [
        fill_prompts.render(template, some, language=code, words=rewrite.words_wanted(some)) for some, code in texts
    ]
    return ask_generator.ask(
        asked,
        template.decoding,
        rewriter.asking,
        stats,
        shorter=lambda place: _fitting(template, *texts[place], rewriter),
    )


def _fitting(template: fill_prompts.Template, sentences: Sequence[str], language: str, rewriter: Rewriter) -> Prompt:
    """The prompt about as many of the sentences, from the first on, as fit into the model's context."""
    count = len(sentences)
    while True:
        words = rewrite.words_wanted(sentences[:count])
        prompt = fill_prompts.render(template, sentences[:count], language=language, words=words)
        if count <= 1 or rewriter.generator.fits(prompt, template.decoding):
            return prompt
        count -= 1


def _same(text: str, others: Iterable[str]) -> bool:
    plain = _plain(text)
    return any(plain == _plain(other) for other in others)


def _plain(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())


def _leads(
    stories: Sequence[Story], documents: Mapping[str, Document], rewriter: Rewriter, stats: RewriteStats
) -> list[tuple[LeadSentence, ...]]:
    """The first lines of every story that has several points to join; empty for the others."""
    usable = [_usable(story.points, documents) for story in stories]
    wanted = [index for index, numbers in enumerate(usable) if len(numbers) > 1]
    leads: list[tuple[LeadSentence, ...]] = [()] * len(stories)
    if not wanted:
        return leads
    texts = [[_unmarked(stories[index].points[number].text) for number in usable[index]] for index in wanted]
    template = fill_prompts.load("lead", rewriter.generator.family, rewriter.prompts)
    replies = _ask(template, [(some, "en") for some in texts], rewriter, stats)
    for index, points, reply in zip(wanted, texts, replies, strict=True):
        if reply.failure is not None:
            continue
        found = rewrite.read_lead(reply.text, points, complete=reply.complete)
        if isinstance(found, str):
            stats.unusable += 1
            stats.dropped.append((" ".join(reply.text.split())[:200], found))
        else:
            evidence = [_story_draft(stories[index].points[number], documents).evidence for number in usable[index]]
            borne = _borne_out(found, points, evidence, rewriter, stats)
            leads[index] = tuple(
                LeadSentence(written.text, tuple(usable[index][number - 1] + 1 for number in written.cites))
                for written in borne
            )
    stats.leads += sum(bool(lead) for lead in leads)
    return leads


def _usable(points: Sequence[Point], documents: Mapping[str, Document]) -> list[int]:
    """Places of the points that a lead may be made of."""
    return [
        place
        for place, point in enumerate(points)
        if point.verdict == "supported"
        and documents[point.citations[0].article_id].language in LANGUAGES
        and not rewrite.is_addressed_to_a_model(point.text)
    ]


def _unmarked(text: str) -> str:
    """A point without the brackets around a name that was put in: in a lead, brackets are citations."""
    return text.replace("[", "").replace("]", "")


def _borne_out(
    sentences: Sequence[rewrite.Written],
    points: Sequence[str],
    evidence: Sequence[Sequence[str]],
    rewriter: Rewriter,
    stats: RewriteStats,
) -> list[rewrite.Written]:
    """The sentences that the points they cite support; citations that a model left out or got wrong are looked up."""
    kept = []
    for sentence in sentences:
        if _same(sentence.text, points):
            stats.unchanged += 1
            continue
        tries = list(dict.fromkeys(cites for cites in _citations(sentence.cites, len(points)) if cites))
        judged = _judge(
            [(sentence.text, [quote for number in cites for quote in evidence[number - 1]]) for cites in tries],
            rewriter,
        )
        cites = next((some for some, found in zip(tries, judged, strict=True) if found.verdict == "supported"), None)
        if cites is None:
            stats.rejected += 1
            stats.dropped.append((sentence.text, "; ".join(judged[0].reasons)))
        else:
            kept.append(replace(sentence, cites=cites))
    return kept


def _citations(named: tuple[int, ...], count: int) -> list[tuple[int, ...]]:
    """What a sentence may rest on, to be tried in turn: what it names, each point alone, all of them."""
    return [named, *((number,) for number in range(1, count + 1)), tuple(range(1, count + 1))]
