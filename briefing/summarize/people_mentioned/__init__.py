"""The sentences of an article -> the names in them, whose names they are, and what is quoted.

Comes in: sentences with single spaces, and their language. Goes out: runs of capitalised words, each without the title
or the opening word before it; and the people among them, each with every place where the full name, the surname or the
given name stands.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from briefing.language import of
from briefing.language.language_words import Naming
from briefing.summarize.people_mentioned.capitalised_words import Run, acts, runs
from briefing.summarize.people_mentioned.full_names import Person, may_be_person, people
from briefing.summarize.people_mentioned.quoted_passages import quoted

__all__ = ["Mentions", "Person", "Run", "acts", "read"]


@dataclass(frozen=True, eq=False)
class Mentions:
    """What `read` finds. `runs`, `named` and `quotes` have an entry a sentence; `people` are in order of full names."""

    sentences: tuple[str, ...]
    words: Naming
    runs: tuple[tuple[Run, ...], ...]
    people: tuple[Person, ...]
    unsure: frozenset[tuple[int, int]]
    """Where (sentence, start) a name stands that may be a person's, without a sign that it is."""
    actors: frozenset[tuple[str, ...]]
    """The names that somewhere speak or have a title, as people do."""
    named: tuple[tuple[tuple[int, int, Person], ...], ...]
    """Where people are named in each sentence, in order: (start, end, who)."""
    quotes: tuple[tuple[tuple[int, int], ...], ...]
    """The parts of each sentence that stand in quotation marks."""

    def at(self, sentence: int) -> tuple[tuple[int, int, Person], ...]:
        """Where people are named in a sentence, in order: (start, end, who)."""
        return self.named[sentence]

    def is_quoted(self, sentence: int, start: int) -> bool:
        """Whether the character at `start` stands inside a quotation."""
        return any(first <= start < last for first, last in self.quotes[sentence])


@lru_cache(maxsize=4)
def read(sentences: tuple[str, ...], language: str) -> Mentions:
    """All names of an article in `language`. The last few articles are kept, as every point asks again."""
    words = of(language).naming
    found = runs(sentences, language)
    every = [run for items in found for run in items]
    full_names = [run for run in every if may_be_person(run, words)]
    known = people(sentences, every, full_names, words)
    sure = {place[:2] for person in known for place in person.places}
    unsure = {(run.sentence, run.start) for run in full_names}
    return Mentions(
        sentences,
        words,
        found,
        tuple(known),
        frozenset(unsure - sure),
        frozenset(run.words for run in every if acts(sentences, run, words, alone=False)),
        _by_sentence(known, len(sentences)),
        _quotes(sentences),
    )


def _by_sentence(known: list[Person], count: int) -> tuple[tuple[tuple[int, int, Person], ...], ...]:
    found: list[list[tuple[int, int, Person]]] = [[] for _ in range(count)]
    for person in known:
        for number, start, end, _ in person.places:
            found[number].append((start, end, person))
    return tuple(tuple(sorted(places, key=lambda place: place[:2])) for places in found)


def _quotes(sentences: tuple[str, ...]) -> tuple[tuple[tuple[int, int], ...], ...]:
    found, inside = [], False
    for sentence in sentences:
        spans, inside = quoted(sentence, inside)
        found.append(tuple(spans))
    return tuple(found)
