"""Verifies a stream of claims: `{id, text, claim}` -> `{id, score, verdict, reasons}`.

Described in docs/interfaces.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from briefing.config import ModelSettings
from briefing.engines.json_output_fields import Fields, failure_fields
from briefing.ingest import jsonl_articles_and_claims
from briefing.language import tell_if_unknown
from briefing.language.detect_language import detect, guess
from briefing.models.claim_support_head import EntailmentModel
from briefing.models.dependency_parser_and_word_deletion import DependencyParser
from briefing.models.encoder import TransformerEncoder
from briefing.records import Failure
from briefing.verify.ask_judge_about_short_texts import Says
from briefing.verify.cached_entailment import make_statement_relations
from briefing.verify.same_statement import StatementJudge
from briefing.verify.support_verdict import Judgement, Verifier, verify_many

__all__ = ["answers", "make_statement_judge", "make_verifier"]

# Questions answered together: enough to fill a batch of the encoder.
WINDOW = 32


def make_verifier(settings: ModelSettings) -> EntailmentModel:
    """The verifier over its own encoder; nothing is loaded until something has to be computed.

    The head was trained on the stock encoder's states, so another encoder in the settings does not change it.
    """
    return EntailmentModel(TransformerEncoder(threads=settings.threads, device=settings.device))


def make_statement_judge(settings: ModelSettings) -> StatementJudge:
    """What tells whether one sentence says another; nothing is loaded until something has to be computed."""
    return StatementJudge(make_statement_relations(settings, None), DependencyParser().parse)


def answers(
    stream: Iterable[bytes], settings: ModelSettings, verifier: Verifier | None = None, says: Says | None = None
) -> Iterator[Fields]:
    """One answer for each line, in order; a line that is not a question becomes a failure in its place."""
    says = says or (None if verifier else make_statement_judge(settings))
    model = verifier or make_verifier(settings)
    questions = jsonl_articles_and_claims.parse_questions(stream)
    while window := list(islice(questions, WINDOW)):
        asked = [item for item in window if not isinstance(item, Failure)]
        languages = [_language(item) for item in asked]
        judged = iter(verify_many([(item.claim, item.text) for item in asked], model, languages, says=says))
        for item in window:
            yield failure_fields(item) if isinstance(item, Failure) else _answer(item.id, _compared(item, next(judged)))


def _language(question: jsonl_articles_and_claims.Question) -> str:
    """The language of the text and claim."""
    code = guess(f"{question.text}\n{question.claim}")
    tell_if_unknown(code)
    return code


def _compared(question: jsonl_articles_and_claims.Question, judgement: Judgement) -> Judgement:
    """`judgement`, or a failed one if claim and text are in two languages."""
    text = detect(question.text)
    claim = detect(question.claim, text)
    if "und" in (text, claim) or text == claim:
        return judgement
    reason = f"the claim seems to be in another language ({claim}) than the text ({text}); the two cannot be compared"
    return Judgement(0.0, "unsupported", (reason,))


def _answer(name: str, judgement: Judgement) -> Fields:
    return {
        "id": name,
        "score": judgement.score,
        "verdict": judgement.verdict,
        "reasons": list(judgement.reasons),
    }
