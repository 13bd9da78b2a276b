"""A full name for a surname, or a given name, that stands alone: "Winestock" -> "Geoff Winestock"."""

from __future__ import annotations

from collections.abc import Iterator

from briefing.language import fold_words, word_rarity_and_capitals
from briefing.summarize.name_proposals.person_and_gender_clues import PERSONHOOD, personhood
from briefing.summarize.name_proposals.proposal import Proposal
from briefing.summarize.name_proposals.words_before_and_behind import folded, next_word
from briefing.summarize.people_mentioned import Mentions, Person, Run

__all__ = ["FEATURES", "surnames"]

FEATURES = (
    *("given name alone", "length", "title", "gender", "other of the name", "weight", "may be a word", "quoted"),
    *("place before", "noun before", "acts", "noun behind", "opens", "in other names"),
    *(*PERSONHOOD, "distance", "behind", "full", "short", "alone before"),
    *("index", "words", "people"),
)
"""What the numbers of a proposal are, in order."""


def surnames(article: Mentions, index: int, title: frozenset[str]) -> Iterator[Proposal]:
    """A full name for each person whom sentence `index` names in part, once; not one that it or the title gives."""
    done: set[int] = set()
    sentence = article.sentences[index]
    for start, end, person in article.at(index):
        if id(person) in done:
            continue
        done.add(id(person))
        given_here = person.name in sentence or any(place[0] == index and place[3] for place in person.places)
        run = next(run for run in article.runs[index] if run.start == start)
        # "the Obama administration"
        attributive = run.before in article.words.articles and not run.title
        if not (given_here or attributive or folded(sentence[start:end]) & title):
            features = (*_words(article, run, person), *_person(person, index), *_article(article, index))
            yield Proposal("surname", start, end, person.name, person.source(index), features)


def _words(article: Mentions, run: Run, person: Person) -> tuple[float, ...]:
    """What the short name and the words beside it tell."""
    words, sentence = article.words, article.sentences[run.sentence]
    gender, last = words.titles.get(run.title), fold_words.fold(run.words[-1])
    behind = next_word(sentence, run.end)
    acts = behind in words.speech or behind in words.human
    return (
        run.words == person.words[:1],
        len(run.words),
        bool(run.title),
        person.man * (1 if gender == "m" else -1) if gender else 0.0,
        person.other,
        word_rarity_and_capitals.weight(last),
        not word_rarity_and_capitals.is_name(last),
        article.is_quoted(run.sentence, run.start),
        run.before in words.places,
        run.before in words.people,
        acts,
        behind.islower() and not acts,
        run.start == 0,
        _in_other_names(article, run, person),
    )


def _in_other_names(article: Mentions, run: Run, person: Person) -> int:
    """Times that the short name is a part of other names: "Scott County"."""
    own = set(run.words)
    known = (run.words, person.words)
    return sum(bool(own & set(other.words)) and other.words not in known for items in article.runs for other in items)


def _person(person: Person, index: int) -> tuple[float, ...]:
    source = person.source(index)
    full = [place[0] for place in person.places if place[3]]
    return (
        *personhood(person),
        abs(index - source),
        source > index,
        len(full),
        len(person.places) - len(full),
        sum(place[0] < full[0] for place in person.places),
    )


def _article(article: Mentions, index: int) -> tuple[float, ...]:
    return index, len(article.sentences[index].split()), len(article.people)
