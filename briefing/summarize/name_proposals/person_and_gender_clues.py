"""What every kind of proposal shares: its form, what tells a person's name, and the words beside a place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from briefing.language import of, word_frequency
from briefing.language.language_words import Case, Gender, Naming
from briefing.summarize.people_mentioned import Mentions, Person, Run, acts

__all__ = [
    "ATTACHED",
    "PERSONHOOD",
    "PLAIN",
    "Kind",
    "Pronoun",
    "Proposal",
    "count_nouns",
    "count_pronouns",
    "does",
    "folded",
    "next_word",
    "personhood",
    "pronoun_pattern",
    "word_before",
]

Kind = Literal["pronoun", "surname", "noun", "acronym"]

PERSONHOOD = ("title beside", "age beside", "says", "does", "noun beside", "given", "acts alone", "common", "names")
"""The numbers of `personhood`."""
PLAIN = re.compile(r"[\w-]+")
"""A word without what an apostrophe joins to it: "girl's", "l'homme"."""
ATTACHED = re.compile(r"\w[-'’]$")
"""What a pronoun hangs on: "dit-il", "qu'elle"."""
_WORD = re.compile(r"[\w’'-]+")
# Weight in `frequency` below which a word is listed there.
_LISTED = 10.8
# A word behind a name, past a possessive and a comma; and one before a place.
_BEHIND = re.compile(r"['’]?s?[ ,]? ?([\w’'-]+)")
_BEFORE = re.compile(r"([\w’'-]+)[ ,]{0,2}$")


@dataclass(frozen=True, slots=True)
class Proposal:
    """`name` for the characters from `start` to `end` of the sentence; `source` is the sentence that gives it.

    Where `start` is `end`, the name explains the word before. `suffix` follows the brackets.
    """

    kind: Kind
    start: int
    end: int
    name: str
    source: int
    features: tuple[float, ...] = ()
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class Pronoun:
    """A pronoun in sentence `index`, from `start` to `end`."""

    article: Mentions
    index: int
    start: int
    end: int
    gender: Gender
    case: Case

    @property
    def sign(self) -> int:
        """1 for a man and -1 for a woman, as in `Person.man`."""
        return 1 if self.gender == "m" else -1


def personhood(person: Person) -> tuple[float, ...]:
    """What tells that a name is a person's."""
    listed = sum(word_frequency.weight(word_frequency.fold(word)) < _LISTED for word in person.words)
    return (*person.signs, person.given, person.alone, listed / len(person.words), len(person.words))


def does(article: Mentions, run: Run) -> bool:
    """Whether a name speaks, acts or has a title where it stands."""
    return acts(article.sentences, run, article.words)


@lru_cache(maxsize=8)
def pronoun_pattern(language: str) -> re.Pattern[str]:
    """The pronouns of a language as whole words, before a short verb ("he's"), and behind a hyphen or apostrophe."""
    any_of = "|".join(of(language).naming.pronouns) or "(?!)"
    alone = rf"(?<![\w’'-])(?:{any_of})(?![\w-]|['’](?!s\b))"
    return re.compile(rf"{alone}|(?<=[a-zà-þ]-)(?:{any_of})\b|(?<=['’])(?:{any_of})\b", re.IGNORECASE)


def count_pronouns(article: Mentions, numbers: range, gender: Gender) -> tuple[int, int]:
    """Pronouns outside quotations in the sentences `numbers`: of this gender, and of the other."""
    counts = [0, 0]
    for number in numbers:
        for start, other in _pronoun_places(article.sentences[number], article.words.code):
            if not article.is_quoted(number, start):
                counts[other != gender] += 1
    return counts[0], counts[1]


@lru_cache(maxsize=512)
def _pronoun_places(sentence: str, language: str) -> tuple[tuple[int, Gender], ...]:
    genders = of(language).naming.pronouns
    found = pronoun_pattern(language).finditer(sentence)
    return tuple((match.start(), genders[match[0].lower()][0]) for match in found)


def count_nouns(texts: Sequence[str], words: Naming, gender: Gender) -> tuple[int, int]:
    """Nouns for people of this gender, or of any; and those of them for people beside somebody who is named."""
    every = (word for text in texts for word in PLAIN.findall(text.lower()))
    found = [word for word in every if words.people.get(word, "") in (None, gender)]
    return len(found), sum(word in words.kin for word in found)


@lru_cache(maxsize=16)
def folded(text: str) -> frozenset[str]:
    """The words of a text, folded."""
    return frozenset(word_frequency.fold(word) for word in _WORD.findall(text))


def next_word(text: str, place: int) -> str:
    """The word behind `place`, past a possessive and a comma; empty where there is none."""
    match = _BEHIND.match(text, place)
    return match[1] if match else ""


def word_before(text: str, place: int) -> str:
    """The word before `place`, in lower case; empty where there is none."""
    match = _BEFORE.search(text, max(0, place - 30), place)
    return match[1].lower() if match else ""
