"""The runs of capitalised words in an article -> the people whose full names it writes, and where they are named."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from briefing.language import fold_words, given_names
from briefing.language.language_words import Naming
from briefing.summarize.people_mentioned.capitalised_words import NUMERAL, Run, acts

__all__ = ["Person", "Place", "may_be_person", "people"]

Place = tuple[int, int, int, bool]
"""Where somebody is named: sentence, start, end, and whether in full."""
# Log-odds that a word beside a name tells of its gender; of the other gender up to which a title may still be that of
# the one person of a name, and of one of two.
_TOLD, _ODD, _OTHER = 3.0, 2.5, 1.0
# Words of a full name, and of what may stand behind it between commas.
_LONGEST = 5
_FOLLOWER = re.compile(r"['’]?s?,? ?([\w’'-]+)")
_BETWEEN_COMMAS = re.compile(r", ((?:[\w’'-]+ ?){1,6})")
_COUPLED = re.compile(r"([A-ZÀ-Þ][\w-]+) (\w+|&) $")
# "REFUSSi": two words run together.
_GLUED = re.compile(r"[A-Z]{2,}[a-z]")


@dataclass(slots=True)
class Person:
    """Somebody whose full name the article writes, with every place where the person is named, in order."""

    name: str
    words: tuple[str, ...]
    places: list[Place] = field(default_factory=list)
    man: float = 0.0
    """Log-odds of being a man: by the given name, and by words beside the name."""
    told: float = 0.0
    """The part of it that words beside the name tell."""
    signs: tuple[bool, ...] = (False,) * 5
    """Whether beside the full name stand a title, an age, a verb of saying, another human verb, a noun for a person."""
    given: bool = False
    """Whether the first word is a given name."""
    alone: int = 0
    """Times that the last word or the first stands alone and speaks or acts."""
    other: bool = False
    """Whether somebody else in the article has the same surname."""
    coupled: bool = False
    """Whether a given name stands before the full name, which shares the surname: "Philip and Victoria Sherlock"."""
    nouns: set[str] = field(default_factory=set)
    """Titles and nouns for a person that stand beside the full name."""
    ages: set[str] = field(default_factory=set)

    def before(self, sentence: int) -> list[Place]:
        """The places in the sentences before `sentence`."""
        return self.places[: bisect_right(self.places, (sentence, -1, -1, False))]

    def source(self, sentence: int) -> int:
        """The sentence with the full name that is nearest before `sentence`; the first one behind it otherwise."""
        full = [place[0] for place in self.places if place[3]]
        earlier = [number for number in full if number < sentence]
        return earlier[-1] if earlier else full[0]


def people(sentences: Sequence[str], every: Sequence[Run], full_names: Iterable[Run], words: Naming) -> list[Person]:
    """The people of an article, in order of their first full names.

    `every` are its runs of capitalised words; `full_names` those that may be a person's.
    """
    acting = Counter(run.words for run in every if len(run.words) == 1 and acts(sentences, run, words))
    found = []
    for namesakes in _by_surname(sentences, full_names, words):
        for person in namesakes:
            person.other = len(namesakes) > 1 or person.coupled
            person.given = given_names.is_given(person.words[0])
            person.alone = sum(acting[(word,)] for word in (person.words[0], person.words[-1]))
            person.man = person.told + given_names.man_or_woman(person.words[0])
            if _is_person(person, words):
                found.append(person)
    found.sort(key=lambda person: person.places[0])
    _add_short_names(found, every, words)
    return found


def may_be_person(run: Run, words: Naming) -> bool:
    """Whether a run has the form of a person's full name."""
    plain = [word.rstrip(".").lower() for word in run.words if not NUMERAL.match(word)]
    given = given_names.is_given(run.words[0]) or run.words[0].lower() in words.royal
    barred = plain[1:-1] if given and len(plain) == 2 else plain[given:]
    return (
        2 <= len(plain) <= _LONGEST
        and not any(word in words.not_people or word == "i" for word in barred)
        and not any(word in words.titles for word in (barred[:-1] if given else barred))
        and not any(_is_shouted(word) for word in run.words)
        and not (run.before in words.articles and not run.title)
    )


def _is_shouted(word: str) -> bool:
    """Whether it is an acronym, or two words run together."""
    capitals = word.isupper() and len(word) > 2 and "." not in word and not NUMERAL.match(word)
    return capitals or bool(_GLUED.search(word))


def _is_person(person: Person, words: Naming) -> bool:
    """Whether anything tells that the name is a person's; "Deana Hall" needs a title, an age or a word of hers."""
    if person.words[-1].lower() in words.not_people:
        return any(person.signs[:3])
    return any(person.signs) or person.given or person.alone > 0


def _by_surname(sentences: Sequence[str], runs: Iterable[Run], words: Naming) -> Iterable[list[Person]]:
    """Everybody with a full name and where it stands; those of one surname together."""
    found: dict[str, list[Person]] = defaultdict(list)
    for run in runs:
        sentence, namesakes = sentences[run.sentence], found[fold_words.fold(run.surname)]
        person = next((person for person in namesakes if _is_same(person.words, run.words)), None)
        if person is None:
            person = Person(sentence[run.start : run.end], run.words)
            namesakes.append(person)
        person.places.append((run.sentence, run.start, run.end, run.words == person.words))
        person.coupled = person.coupled or _is_coupled(sentence, run, words)
        _weigh(person, sentence, run, words)
    return found.values()


def _is_coupled(sentence: str, run: Run, words: Naming) -> bool:
    match = _COUPLED.search(sentence, max(0, run.start - 40), run.start)
    return match is not None and match[2] in {*words.joining, "&"} and given_names.is_given(match[1])


def _is_same(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two full names with one surname are one person's: one leaves out words of the other."""
    return set(one) <= set(other) or set(other) <= set(one)


def _weigh(person: Person, sentence: str, run: Run, words: Naming) -> None:
    """Add what the words beside a full name tell of the person."""
    behind = sentence[run.end : run.end + 60]
    follower, age = _FOLLOWER.match(behind), words.age.match(behind)
    next_word = follower[1].lower() if follower else ""
    nouns = {run.before, run.before.split("-")[-1], _apposition(behind, words)} & words.people.keys()
    person.nouns |= nouns | ({run.title} if run.title else set())
    person.ages |= set(re.findall(r"\d+", age[0])) if age else set()
    says = next_word in words.speech or run.before in words.speech
    signs = (bool(run.title), bool(age), says, next_word in words.human, bool(nouns))
    person.signs = tuple(one or other for one, other in zip(person.signs, signs, strict=True))
    genders = [words.titles.get(run.title), *(words.people.get(noun) for noun in sorted(nouns))]
    person.told += _TOLD * (genders.count("m") - genders.count("f"))


def _apposition(behind: str, words: Naming) -> str:
    """The noun for a person right behind a name: "Maria Stenn, the prosecutor"; not "her husband", who is another."""
    match = _BETWEEN_COMMAS.match(behind)
    for word in match[1].lower().split() if match else []:
        if word in words.people:
            return word
        if word in words.others or word in words.narrowing or word in words.human or word in words.speech:
            break
    return ""


def _add_short_names(found: Sequence[Person], runs: Iterable[Run], words: Naming) -> None:
    """Add the places where a surname or a given name stands alone; of two of a name, the first introduced is meant."""
    short = _short_names(found)
    for run in runs:
        gender = words.titles.get(run.title)
        sign = {"m": 1, "f": -1}.get(gender or "", 0)
        namesakes = short.get(_folded(run.words), [])
        least = -_ODD if len(namesakes) == 1 else -_OTHER
        person = next((person for person in namesakes if sign * person.man >= least), None)
        if person and not _may_be_the_other(person, run, sign):
            person.places.append((run.sentence, run.start, run.end, False))
            if sign * person.man >= -_OTHER:
                person.told += sign * _TOLD
                person.man += sign * _TOLD
    for person in found:
        person.places.sort()


def _short_names(found: Iterable[Person]) -> dict[tuple[str, ...], list[Person]]:
    """Who is meant by the end of a full name, or its first word."""
    short: dict[tuple[str, ...], list[Person]] = defaultdict(list)
    for person in found:
        words = _folded(person.words)
        for part in (*(words[size:] for size in range(1, len(words))), words[:1]):
            short[part].append(person)
    return short


def _may_be_the_other(person: Person, run: Run, sign: int) -> bool:
    """Whether a surname that two share may be the other's, whose full name is not written."""
    is_given_name = _folded(run.words) == _folded(person.words)[:1]
    return person.coupled and sign * person.man <= 0 and not is_given_name


def _folded(words: Sequence[str]) -> tuple[str, ...]:
    return tuple(fold_words.fold(word) for word in words)
