"""(earlier statement, later statement) -> how certain it is that both cannot be true.

Two readers: the judge of pairs, which has to find a contradiction whichever of the two it takes for given, and the
trees, which see that the main clauses give one thing opposite outcomes ("will be kept", "are in danger"). Trees are
read only where a word of one statement has its opposite in the other, and the judge is asked the other way round only
where it found a contradiction the first way: nearly all the time that stories take goes to it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from briefing.language import Language, of
from briefing.language.words_stems_and_synonyms import words
from briefing.models.dependency_parser_and_word_deletion import Parse
from briefing.verify.compare_roles import are_opposite
from briefing.verify.same_statement import LANGUAGES, Pair, ReadTrees, Relate

__all__ = ["LEAST_CERTAIN", "Contradict", "ContradictionJudge", "no_contradiction"]

Contradict = Callable[[Sequence[Pair]], Sequence[float]]
"""How certain it is, in 0…1, that both statements of each pair cannot be true."""
LEAST_CERTAIN = 0.5
"""Least certainty that anything may follow from; what is less certain is given as 0."""


def no_contradiction(pairs: Sequence[Pair]) -> list[float]:
    """A judge that leaves every pair open."""
    return [0.0] * len(pairs)


class ContradictionJudge:
    """`relate` judges pairs of sentences in LANGUAGES, `trees` reads them."""

    def __init__(self, relate: Relate, trees: ReadTrees) -> None:
        self._relate = relate
        self._trees = trees

    def __call__(self, pairs: Sequence[Pair]) -> list[float]:
        """A certainty for each of `pairs`; 0 for those in other languages."""
        asked = [pair for pair in dict.fromkeys(pairs) if pair.language in LANGUAGES]
        certain = dict.fromkeys(self._opposite(asked), 1.0)
        certain |= self._related([pair for pair in asked if pair not in certain])
        return [certain.get(pair, 0.0) for pair in pairs]

    def _related(self, pairs: Sequence[Pair]) -> dict[Pair, float]:
        """The pairs that the judge finds contradictory both ways, each with the lesser certainty."""
        forth = self._contrary(pairs, [(pair.sentence, pair.point) for pair in pairs])
        back = self._contrary(list(forth), [(pair.point, pair.sentence) for pair in forth])
        return {pair: min(forth[pair], certainty) for pair, certainty in back.items()}

    def _contrary(self, pairs: Sequence[Pair], asked: Sequence[tuple[str, str]]) -> dict[Pair, float]:
        """The pairs whose question the judge finds certain enough."""
        found = self._relate(asked)[:, 2].tolist() if asked else []
        return {pair: value for pair, value in zip(pairs, found, strict=True) if value >= LEAST_CERTAIN}

    def _opposite(self, pairs: Sequence[Pair]) -> list[Pair]:
        likely = [pair for pair in pairs if _have_opposites(pair, of(pair.language))]
        texts = list(dict.fromkeys(text for pair in likely for text in pair[:2]))
        trees: dict[str, Parse | None] = dict(zip(texts, self._trees(texts), strict=True)) if texts else {}
        return [
            pair
            for pair in likely
            if are_opposite((pair.point, trees[pair.point]), (pair.sentence, trees[pair.sentence]), of(pair.language))
        ]


def _have_opposites(pair: Pair, language: Language) -> bool:
    own, other = ({word.casefold() for word in words(text)} for text in pair[:2])
    return any(against & other for word in own for _, against in language.verification.opposites.get(word, ()))
