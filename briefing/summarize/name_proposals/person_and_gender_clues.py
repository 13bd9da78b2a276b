"""What tells a person's name, and whom pronouns and nouns around it may mean: men or women."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from briefing.language import fold_words, of, word_rarity_and_capitals
from briefing.language.language_words import Case, Gender, Naming
from briefing.summarize.name_proposals.words_before_and_behind import PLAIN
from briefing.summarize.people_mentioned import Mentions, Person, Run, acts

__all__ = ["PERSONHOOD", "Pronoun", "count_nouns", "count_pronouns", "does", "personhood", "pronoun_pattern"]


PERSONHOOD = ("title beside", "age beside", "says", "does", "noun beside", "given", "acts alone", "common", "names")
"""The numbers of `personhood`."""
# Weight in `word_rarity_and_capitals` below which a word is listed there.
_LISTED = 10.8


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
    listed = sum(word_rarity_and_capitals.weight(fold_words.fold(word)) < _LISTED for word in person.words)
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
