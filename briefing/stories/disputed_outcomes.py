"""Outcomes that cannot both be true: "found guilty" and "acquitted", "approved" and "postponed", "alive" and "dead".

Comes in: the sentences of articles. Goes out: what each says for certain of how something ended, and whether two of
them are about the same thing. Only plain statements count: what is hoped, denied, planned or long past says nothing of
the outcome. A language without the words for it has no outcomes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from briefing.language import fold_words, of, word_rarity_and_capitals
from briefing.language.language_words import Events
from briefing.records import Document, Evidence

__all__ = ["Outcome", "contradict", "outcomes", "pairs"]

Vector = npt.NDArray[np.float32]

# Sentences read of each article: news gives its outcome early, and the other articles' background later.
_SENTENCES = 10
# Least cosine of the two sentences, and least share (by weight) of the shorter one's words that the other has. Gold
# streams: all contradictions lie above 0.73 and 0.70; 652 stories of real news have none above 0.5 and 0.4.
_LIKENESS, _SHARED = 0.5, 0.4
# Words before a statement in which a doubt or denial takes it back, and in which its subject stands.
_BEFORE = 6

# Here two things of one story may well have ended differently: the House and the Senate, one victim and another.
_SAME_SUBJECT = frozenset(
    {"the decision", "the result", "alive or dead", "how the post was left", "caught or at large"}
)


@dataclass(frozen=True)
class Outcome:
    """What an article says for certain: `value` on `axis`, in the words `shown`. `row` numbers the article."""

    axis: str
    value: str
    shown: str
    row: int
    evidence: Evidence
    vector: Vector
    stems: frozenset[str]
    subject: frozenset[str]


def outcomes(document: Document, vectors: Vector, row: int) -> list[Outcome]:
    """The outcomes that `document` states, whose sentence vectors are `vectors`.

    An axis on which the article gives more than one value is left out: it has its own reasons for both.
    """
    events = of(document.language).events
    text = f"{document.title or ''}\n{document.text}"
    found: list[Outcome] = []
    for number, (start, end) in enumerate(document.sentences[:_SENTENCES]):
        sentence = document.text[start:end]
        place = Evidence(document.id, start, end)
        found += [
            Outcome(
                axis,
                value,
                match.group(),
                row,
                place,
                vectors[number],
                _stems(sentence),
                _subject(sentence, match, events),
            )
            for axis, value, match in _stated(sentence, events)
        ]
    return [one for one in found if not _gives_other(text, one, events)]


def contradict(one: Outcome, two: Outcome) -> float:
    """How surely two outcomes are of one thing and cannot both be true; 0 where they can."""
    if one.axis != two.axis or one.value == two.value:
        return 0.0
    if one.axis in _SAME_SUBJECT and one.subject and two.subject and not one.subject & two.subject:
        return 0.0
    likeness, shared = float(one.vector @ two.vector), _overlap(one.stems, two.stems)
    if likeness < _LIKENESS or shared < _SHARED:
        return 0.0
    return likeness + shared


def _stated(sentence: str, events: Events) -> Iterator[tuple[str, str, re.Match[str]]]:
    for axis, values in events.outcomes.items():
        for value, pattern in values.items():
            match = pattern.search(sentence)
            if match and not _taken_back(sentence, match, value, events):
                yield axis, value, match


def _taken_back(sentence: str, match: re.Match[str], value: str, events: Events) -> bool:
    """Whether the clause before the words denies or doubts them."""
    if value in {"no one hurt", "failed"}:
        return bool(events.doubted.search(_clause(sentence, match.start(), events)))
    clause = _clause(sentence, match.start(), events)
    return bool(events.denied.search(clause) or events.doubted.search(clause))


def _clause(sentence: str, end: int, events: Events) -> str:
    """The last few words of the clause that leads up to `end`."""
    cuts = [cut.end() for cut in events.statement_break.finditer(sentence, 0, end)]
    return " ".join(sentence[cuts[-1] if cuts else 0 : end].split()[-_BEFORE:])


def _gives_other(text: str, own: Outcome, events: Events) -> bool:
    """Whether the article has another value of the axis anywhere, unless it denies it."""
    for value, pattern in events.outcomes[own.axis].items():
        if value == own.value:
            continue
        for match in pattern.finditer(text):
            line = text[text.rfind("\n", 0, match.start()) + 1 : match.start()]
            if not events.denied.search(_clause(line, len(line), events)) and match.group() != own.shown:
                return True
    return False


def _subject(sentence: str, match: re.Match[str], events: Events) -> frozenset[str]:
    """Stems of who did it: the words before an active verb, those after "by" beyond a passive one."""
    before = sentence[: match.start()]
    if events.passive.search(before):
        agent = events.agent.match(sentence[match.end() :].lstrip()) or events.agent.search(sentence, match.end())
        if agent:
            return _stems(agent[1])
        return frozenset()
    return _stems(before)


def _stems(text: str) -> frozenset[str]:
    found = {fold_words.stem(token) for token in fold_words.TOKEN.findall(text)}
    return frozenset(stem for stem in found if len(stem) > 2 and word_rarity_and_capitals.weight(stem) > 2)


def _overlap(one: frozenset[str], two: frozenset[str]) -> float:
    total = min(sum(map(word_rarity_and_capitals.weight, sorted(side))) for side in (one, two))
    return sum(word_rarity_and_capitals.weight(stem) for stem in sorted(one & two)) / total if total else 0.0


def pairs(one: Sequence[Outcome], two: Sequence[Outcome]) -> list[tuple[float, Outcome, Outcome]]:
    """Contradictions between two articles, at most one an axis, the surest first."""
    scored = [(contradict(left, right), left, right) for left in one for right in two]
    best: dict[str, tuple[float, Outcome, Outcome]] = {}
    for score, left, right in scored:
        if score and (left.axis not in best or score > best[left.axis][0]):
            best[left.axis] = (score, left, right)
    return sorted(best.values(), key=lambda found: -found[0])
