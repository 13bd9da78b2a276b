"""What is new in a story since the editions before: new facts, figures that moved, turns of events.

Each key point of today is held against every sentence that earlier editions' articles had. It is a change of a figure
where a figure of one fact has another value now; a change of status where it has a turn ("postponed", "resigned") that
none of them had; a new point where none of them says it. What an earlier sentence says in other words, a quotation that
was printed before, and background are no changes. Of what is left, `choose_changes` lists what happened. Both sides
keep their evidence.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from briefing.language import fold_words, month_and_day_names, of, quantities, word_rarity_and_capitals
from briefing.language.quantities import agree
from briefing.records import Change, Evidence, Point
from briefing.stories.choose_changes import Kind, NewSentence, listed
from briefing.stories.figure_claims import Claim, contradicts, same_fact, sentence_claims
from briefing.stories.figures_of_different_facts import are_of_other_things
from briefing.stories.track_across_editions import PastPoint
from briefing.verify.same_statement import LANGUAGES, Relate

__all__ = ["Memory", "changes", "turns"]

Vector = npt.NDArray[np.float32]

# Cosine from which an earlier sentence is shown as what a turn replaces; below it, in the samples, they share a subject
# and no fact.
_RELATED = 0.55
# Score from which a figure of today and one of before are of one fact. Lower than for conflicts: the story is one line.
_MOVED = 0.95
# A sentence is new where the share of its telling words that are new, plus half its distance (1 - cosine) from the
# nearest earlier sentence, reaches this. Gold stream: 9 in 10 sentences are told apart.
_NEW, _FAR = 0.5, 0.5
# Added for a date, sum or larger number that no earlier sentence had. The gold streams are the same from 0.25 to 0.35;
# a meeting with a new date needs the most.
_FIGURE_NEW = 0.35
# Share of new words from which a turn counts: a clear one, and one whose word has many uses.
_TURN_NEW, _COMMON_NEW = 0.07, 0.3
# Weight from which a word tells something, and the most that one counts.
_TELLING, _HEAVIEST = 2.2, 8.0
# Probability from which an earlier sentence says what a sentence of today says, and how many are asked, the nearest
# first.
_SAID, _ASKED = 0.8, 4
# Words in quotation marks from which a quotation is known again by its words alone.
_QUOTED = 2
# Figures that hardly stand together in two sentences of other things, one of them a larger one, and the least cosine of
# the two: "by 19 votes to 12" and "nineteen members had voted for it, twelve against" have 0.24.
_SEVERAL, _ALIKE = 2, 0.2
# Characters before a turn in which it is denied or left open: "will not resign", "is to be launched".
_REACH = 40
_SMALL = 12
_QUOTATION = re.compile(r"[\"“„«]([^\"“”„«»]+)[\"”“»]")
# Words that also stand in sentences where nothing turns: they count only where the sentence is new besides, or in the
# present perfect, which tells what has just come about ("has died").
_COMMON_TURNS = frozenset({"opened", "ended", "found", "won", "died", "confirmed", "closed", "agreed", "approved"})


@dataclass(frozen=True)
class Memory:
    """What earlier editions' articles had on a story: sentences with their vectors, figures, turns and words."""

    past: Sequence[PastPoint]
    vectors: Vector
    claims: Sequence[Claim]
    turned: frozenset[str]
    stems: frozenset[str]
    relate: Relate | None = None

    @classmethod
    def of(cls, past: Sequence[PastPoint], vectors: Vector, relate: Relate | None = None) -> Memory:
        """The memory of `past`, whose unit vectors are the rows of `vectors`; `relate` judges pairs of sentences."""
        known = [
            claim
            for point, vector in zip(past, vectors, strict=True)
            for claim in sentence_claims(point.text, vector, _place(point), point.language)
        ]
        return cls(
            past,
            vectors,
            known,
            frozenset(turn for point in past for turn in turns(point.text, point.language)),
            frozenset(stem for point in past for stem in _stems(point.text, point.language)),
            relate,
        )

    def judge(
        self, text: str, vector: Vector, evidence: Evidence, language: str
    ) -> tuple[Kind, PastPoint | None] | None:
        """The kind of change that a sentence of today is, with what it replaces; None where it tells nothing new."""
        figures = sentence_claims(text, vector, evidence, language)
        moved = _moved(figures, self.claims)
        if moved:
            return "figure", next(point for point in self.past if _place(point) == moved.evidence)
        if _is_comment(text, language):
            return None
        likeness = self.vectors @ vector
        verdict = self._told_new(text, figures, likeness, language)
        # A model is asked, so it comes last.
        return None if verdict is None or self._said_before(text, likeness, language) else verdict

    def _told_new(
        self, text: str, figures: Sequence[Claim], likeness: Vector, language: str
    ) -> tuple[Kind, PastPoint | None] | None:
        """What a sentence tells by its words and figures, whether or not an earlier one says it in other words."""
        nearest = int(np.argmax(np.round(likeness, 5)))
        fresh_words = self._fresh_words(text, language)
        fresh_turns = turns(text, language) - self.turned
        clear = _just_turned(text, language) | (fresh_turns - _COMMON_TURNS)
        least = _TURN_NEW if fresh_turns & clear else _COMMON_NEW
        if fresh_turns and fresh_words >= least:
            return "status", self.past[nearest] if likeness[nearest] >= _RELATED else None
        if self._quoted_before(text) or self._counted_before(text, likeness, language):
            return None
        if figures and all(self._has(claim) for claim in figures):
            return None
        fresh_words += _FIGURE_NEW * any(_is_telling(claim) and not self._has(claim) for claim in figures)
        return ("point", None) if fresh_words + _FAR * (1 - float(likeness[nearest])) >= _NEW else None

    def _said_before(self, text: str, likeness: Vector, language: str) -> bool:
        """Whether one of the nearest earlier sentences says the sentence."""
        if self.relate is None or language not in LANGUAGES:
            return False
        order = np.argsort(-np.round(likeness, 5), kind="stable")[:_ASKED]
        near = [self.past[place].text for place in order if self.past[place].language in LANGUAGES]
        return bool(near) and float(self.relate([(earlier, text) for earlier in near])[:, 0].max()) >= _SAID

    def _quoted_before(self, text: str) -> bool:
        """Whether everything that is quoted in the sentence stood in an earlier one, and it is more than a word."""
        quoted = [_plain(quotation) for quotation in _quotations(text)]
        if sum(quotation.count(" ") + 1 for quotation in quoted) < _QUOTED:
            return False
        before = [f" {_plain(point.text)} " for point in self.past]
        return all(any(f" {quotation} " in earlier for earlier in before) for quotation in quoted)

    def _counted_before(self, text: str, likeness: Vector, language: str) -> bool:
        """Whether one earlier sentence that is like it has all its figures, and they are several."""
        figures = {value for _, value in quantities.values(text, language)}
        if len(figures) < _SEVERAL or max(figures) <= _SMALL:
            return False
        near = (point for point, like in zip(self.past, likeness, strict=True) if like >= _ALIKE)
        return any(figures <= {value for _, value in quantities.values(each.text, each.language)} for each in near)

    def _fresh_words(self, text: str, language: str) -> float:
        """Share, by weight, of the telling words of `text` that no earlier sentence had."""
        found = sorted(_stems(text, language))
        total = math.fsum(_worth(stem) for stem in found)
        return math.fsum(_worth(stem) for stem in found if stem not in self.stems) / total if total else 0.0

    def _has(self, claim: Claim) -> bool:
        return any(
            agree(claim.quantity, other.quantity) and (_is_telling(claim) or same_fact(claim, other) > 0)
            for other in self.claims
        )


def changes(
    points: Sequence[Point], vectors: Sequence[Vector], memory: Memory, languages: Sequence[str]
) -> tuple[Change, ...]:
    """What `points` (with their unit `vectors` and `languages`) tell that `memory` did not have."""
    verdicts = [
        (point, vector, memory.judge(point.text, vector, point.citations[0].evidence, language))
        for point, vector, language in zip(points, vectors, languages, strict=True)
    ]
    new = [(point, vector, verdict) for point, vector, verdict in verdicts if verdict]
    wanted = listed([NewSentence(vector, _share_quoted(point.text), verdict[0]) for point, vector, verdict in new])
    return tuple(
        _change(point, *verdict) for (point, _, verdict), is_listed in zip(new, wanted, strict=True) if is_listed
    )


def _change(point: Point, kind: Kind, before: PastPoint | None) -> Change:
    return Change(
        kind,
        point.text,
        point.citations,
        before=before.text if before else None,
        before_citation=before.citation if before else None,
    )


def _share_quoted(text: str) -> float:
    return sum(len(match[0]) for match in _QUOTATION.finditer(text)) / max(1, len(text))


def turns(text: str, language: str = "en") -> frozenset[str]:
    """The turns of events that `text` states, not those that it denies, plans or fears."""
    events = of(language).events
    return frozenset(
        name
        for name, pattern in events.turns.items()
        if any(
            not events.left_open.search(text, max(0, match.start() - _REACH), match.start())
            for match in pattern.finditer(text)
        )
    )


def _just_turned(text: str, language: str) -> frozenset[str]:
    """The turns that `text` states in the present perfect."""
    events = of(language).events
    return frozenset(
        name
        for name, pattern in events.turns.items()
        if any(
            events.just_now.search(text, max(0, match.start() - _REACH), match.start())
            for match in pattern.finditer(text)
        )
    )


def _moved(today: Sequence[Claim], known: Sequence[Claim]) -> Claim | None:
    """The earlier claim whose figure one of today's replaces: the nearest of one fact, if it differs."""
    for claim in today:
        scored = [
            (same_fact(claim, other), -place)
            for place, other in enumerate(known)
            if not are_of_other_things(claim, other)
        ]
        score, place = max(scored, default=(0.0, 0))
        if score < _MOVED or not contradicts(claim, known[-place]):
            continue
        if not any(same_fact(claim, other) > 0 and agree(claim.quantity, other.quantity) for other in known):
            return known[-place]
    return None


def _is_comment(text: str, language: str) -> bool:
    """Whether the writer speaks of himself or with the reader outside quotations: "we can see why she was wary"."""
    tokens = fold_words.TOKEN.findall(_QUOTATION.sub(" ", text))
    # "US" is a country, "us" are writer and reader.
    own = (token.lower() for token in tokens if len(token) == 1 or not token.isupper())
    return not of(language).reading.first_person.isdisjoint(own)


def _quotations(text: str) -> list[str]:
    return [match.group(1) for match in _QUOTATION.finditer(text)]


def _plain(text: str) -> str:
    return " ".join(fold_words.TOKEN.findall(text.lower()))


def _is_telling(claim: Claim) -> bool:
    """Whether a figure is the same one wherever it stands; small whole numbers stand for many things."""
    return claim.quantity.value > _SMALL or not claim.quantity.value.is_integer()


def _place(point: PastPoint) -> Evidence:
    return point.citation.evidence


def _stems(text: str, language: str) -> frozenset[str]:
    days = _days(language)
    tokens = {token for token in fold_words.TOKEN.findall(text) if len(token) > 2}
    return frozenset(
        fold_words.stem(token)
        for token in tokens
        if fold_words.fold(token) not in days and word_rarity_and_capitals.weight(fold_words.fold(token)) > _TELLING
    )


@cache
def _days(language: str) -> frozenset[str]:
    """Words for days and times of day, folded: a day that goes by makes no news."""
    words = of(language)
    days = month_and_day_names.weekdays(words.code) | words.relative_days | words.events.times_of_day
    return frozenset(map(fold_words.fold, days))


def _worth(stem: str) -> float:
    return min(_HEAVIEST, word_rarity_and_capitals.weight(stem))
