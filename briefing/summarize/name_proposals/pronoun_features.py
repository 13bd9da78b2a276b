"""A pronoun and somebody named before it -> numbers that tell how likely the pronoun means that person.

They tell what the pronoun is in its sentence, where and how the person was last named, who else might be meant, and
what stands between.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property, lru_cache

from briefing.language import fold_words, of
from briefing.language.language_words import Naming
from briefing.summarize.name_proposals.person_and_gender_clues import (
    PERSONHOOD,
    Pronoun,
    count_nouns,
    count_pronouns,
    does,
    personhood,
    pronoun_pattern,
)
from briefing.summarize.name_proposals.words_before_and_behind import ATTACHED, PLAIN, next_word, word_before
from briefing.summarize.people_mentioned import Person

__all__ = ["FEATURES", "OTHER_GENDER", "describe"]

OTHER_GENDER = 1.5
"""Log-odds of the other gender from which somebody is hardly meant."""
# Log-odds beyond which more says nothing, and characters in which an opening name begins.
_MOST_ODDS, _OPENING = 6.0, 25
# Sentences back that count as near.
_NEAR = 2
_WORD = re.compile(r"[\w’'-]+")

FEATURES = (
    *("opens", "subject", "object", "possessive", "said", "explains", "others behind", "has quote"),
    *("subordinate", "before a comma", "index", "names before"),
    *("distance", "places", "share", "opens its sentence", "acts", "quoted", "in full", "possessive there"),
    *("verb behind", "alone there", "others possessive there"),
    *("gender", "gender told", *PERSONHOOD, "in title", "in first sentence", "first of all"),
    *("others beside before", "others beside behind", "others between", "others near", "others", "most of another"),
    *("only one", "recency", "rank"),
    *("actors", "strangers between", "strangers near", "most of a stranger", "unsure between", "unsure near"),
    *("nouns between", "kin between", "nouns near", "previous opens with noun", "newcomers"),
    *("same pronouns", "opposite pronouns", "previous opens with pronoun", "share of pronouns", "previous quoted"),
)
"""What the numbers are, in order."""


@dataclass(frozen=True)
class _Pair:
    """A pronoun, somebody whom it may mean, and the others whom it may mean with the places where they are named."""

    pronoun: Pronoun
    person: Person

    @cached_property
    def places(self) -> list[tuple[int, int, int, bool]]:
        return self.person.before(self.pronoun.index)

    @cached_property
    def tail(self) -> str:
        """What follows the name in the sentence where it was last given."""
        number, _, end, _ = self.places[-1]
        return self.pronoun.article.sentences[number][end:]

    @cached_property
    def between(self) -> list[str]:
        """What stands between the name and the sentence of the pronoun."""
        article, index = self.pronoun.article, self.pronoun.index
        return [self.tail, *article.sentences[self.places[-1][0] + 1 : index]]

    @cached_property
    def rivals(self) -> list[list[tuple[int, int, int, bool]]]:
        """For each other person of a fitting gender, the places before the pronoun."""
        pronoun = self.pronoun
        fitting = (
            other.before(pronoun.index)
            for other in pronoun.article.people
            if other is not self.person and pronoun.sign * other.man > -OTHER_GENDER
        )
        return [places for places in fitting if places]


def describe(pronoun: Pronoun, person: Person, title: frozenset[str]) -> tuple[float, ...]:
    """The numbers that `FEATURES` names."""
    pair = _Pair(pronoun, person)
    return (
        *_sentence(pronoun),
        *_last_place(pair),
        *_person(pair, title),
        *_others(pair),
        *_strangers(pair),
        *_nouns(pair),
        *_pronouns(pair),
    )


def _sentence(pronoun: Pronoun) -> tuple[float, ...]:
    article, index, start = pronoun.article, pronoun.index, pronoun.start
    words, sentence = article.words, article.sentences[index]
    beside = {next_word(sentence, pronoun.end), before := word_before(sentence, start), before.rstrip("-t").rstrip("-")}
    opening, comma = _WORD.match(sentence), sentence.find(",")
    people = article.at(index)
    return (
        start == 0,
        pronoun.case == "subject",
        pronoun.case == "object",
        pronoun.case == "possessive",
        bool(beside & words.speech),
        bool(ATTACHED.search(sentence, max(0, start - 2), start)),
        sum(first > start and pronoun.sign * other.man > -OTHER_GENDER for first, _, other in people),
        bool(article.quotes[index]),
        opening is not None and opening[0].lower() in words.subordinate and start < comma,
        0 < start < comma,
        index,
        sum(run.start < start for run in article.runs[index]),
    )


def _last_place(pair: _Pair) -> tuple[float, ...]:
    article, index = pair.pronoun.article, pair.pronoun.index
    words, places = article.words, pair.places
    last, first, end, full = places[-1]
    sentence, runs, people = article.sentences[last], article.runs[last], article.at(last)
    behind = next_word(sentence, end)
    return (
        index - last,
        len(places),
        len(places) / (len(places) + sum(map(len, pair.rivals))),
        bool(runs) and runs[0].start == first and first <= _OPENING,
        behind in words.speech or behind in words.human or bool(words.age.match(pair.tail)),
        article.is_quoted(last, first),
        full,
        pair.tail[:2] in ("'s", "’s"),
        bool(words.verb.match(pair.tail)),
        last == index - 1 and len(people) == 1,
        any(sentence[stop : stop + 2] in ("'s", "’s") for _, stop, other in people if other is not pair.person),
    )


def _person(pair: _Pair, title: frozenset[str]) -> tuple[float, ...]:
    person, sign = pair.person, pair.pronoun.sign
    return (
        _bounded(sign * person.man),
        _bounded(sign * person.told),
        *personhood(person),
        bool({fold_words.fold(word) for word in person.words} & title),
        pair.places[0][0] == 0,
        pair.pronoun.article.people[0] is person,
    )


def _others(pair: _Pair) -> tuple[float, ...]:
    last, first, _, _ = pair.places[-1]
    spots = [place[:2] for places in pair.rivals for place in places]
    counts = [len(places) for places in pair.rivals]
    return (
        sum(number == last and start < first for number, start in spots),
        sum(number == last and start > first for number, start in spots),
        sum(number > last for number, _ in spots),
        sum(places[-1][0] >= pair.pronoun.index - _NEAR for places in pair.rivals),
        len(counts),
        max(counts, default=0),
        not counts,
        sum(places[-1][:2] > (last, first) for places in pair.rivals),
        sum(count > len(pair.places) for count in counts),
    )


def _strangers(pair: _Pair) -> tuple[float, ...]:
    """Names that speak or act though no full name is known, and names that may be people's."""
    article, index = pair.pronoun.article, pair.pronoun.index
    last, first, _, _ = pair.places[-1]
    counts: Counter[tuple[str, ...]] = Counter()
    acting = between = near = 0
    for number in range(index):
        known = {start for start, _, _ in article.at(number)}
        for run in article.runs[number]:
            if run.start in known:
                continue
            acting += number >= last and does(article, run)
            if run.words in article.actors:
                counts[run.words] += 1
                between += number > last
                near += number >= index - _NEAR
    return (
        acting,
        between,
        near,
        max(counts.values(), default=0) / len(pair.places),
        sum((last, first) < place < (index, 0) for place in article.unsure),
        sum(index - _NEAR <= number < index for number, _ in article.unsure),
    )


def _nouns(pair: _Pair) -> tuple[float, ...]:
    article, gender = pair.pronoun.article, pair.pronoun.gender
    words, previous = article.words, article.sentences[pair.pronoun.index - 1]
    nouns, kin = count_nouns(pair.between, words, gender)
    newcomer = _newcomer_pattern(words.code, gender)
    return (
        nouns,
        kin,
        count_nouns([previous], words, gender)[0],
        _opens_with_noun(previous, words, gender),
        sum(bool(newcomer.search(text)) for text in pair.between),
    )


def _pronouns(pair: _Pair) -> tuple[float, ...]:
    article, index, gender = pair.pronoun.article, pair.pronoun.index, pair.pronoun.gender
    previous, quotes = article.sentences[index - 1], article.quotes[index - 1]
    same, opposite = count_pronouns(article, range(pair.places[-1][0] + 1, index), gender)
    every, every_opposite = count_pronouns(article, range(index), gender)
    opener = pronoun_pattern(article.words.code).match(previous)
    return (
        same,
        opposite,
        0 if not opener else 1 if article.words.pronouns[opener[0].lower()][0] == gender else -1,
        _share(every, every_opposite),
        bool(quotes) and sum(stop - start for start, stop in quotes) > len(previous) - 4,
    )


def _bounded(odds: float) -> float:
    return max(-_MOST_ODDS, min(_MOST_ODDS, odds))


def _share(one: int, other: int) -> float:
    return one / (one + other) if one + other else 0.5


def _opens_with_noun(sentence: str, words: Naming, gender: str) -> bool:
    """Whether a sentence opens with a noun for somebody of this gender: "The officer"."""
    opening = PLAIN.findall(sentence[:60].lower())[1:5]
    return sentence[:1].isupper() and any(words.people.get(word, "") in (None, gender) for word in opening)


@lru_cache(maxsize=8)
def _newcomer_pattern(language: str, gender: str) -> re.Pattern[str]:
    """Somebody who comes in without a name: "a man", "another young officer"."""
    words = of(language).naming
    nouns = "|".join(sorted(word for word, own in words.people.items() if own in (None, gender)))
    some = "|".join(sorted(words.indefinite)) or "(?!)"
    return re.compile(rf"\b(?:{some})\s(?:[\w-]+\s){{0,3}}?(?:{nouns})\b", re.IGNORECASE)
