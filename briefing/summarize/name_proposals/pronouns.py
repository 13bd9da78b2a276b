"""A person's full name for "she" or "his": which pronouns need one, and who may be meant.

Only the first pronoun of each gender counts, outside quotations, and only where the sentence itself does not say whom
it means.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from briefing.language import given_names
from briefing.language.language_words import Case, Gender, Naming
from briefing.summarize.name_proposals.person_and_gender_clues import (
    Pronoun,
    count_nouns,
    count_pronouns,
    does,
    pronoun_pattern,
)
from briefing.summarize.name_proposals.pronoun_features import OTHER_GENDER, describe
from briefing.summarize.name_proposals.proposal import Proposal
from briefing.summarize.name_proposals.words_before_and_behind import ATTACHED, PLAIN, next_word, word_before
from briefing.summarize.people_mentioned import Mentions, Person, Run

__all__ = ["pronouns"]

# Sentences back in which somebody is looked for whom a pronoun may mean.
_WINDOW = 6
# Log-odds of the other gender from which somebody is not meant at all, and from which a gender counts as known.
_SURELY_OTHER, _KNOWN_GENDER = 1.0, 1.0
# Characters behind a comma in which the subject's name starts, or its noun stands.
_SUBJECT, _SUBJECT_NOUN = 6, 50


@dataclass(frozen=True, slots=True)
class _Form:
    """The characters that a name would replace, what it gets behind its brackets, and what it is in the sentence."""

    start: int
    end: int
    case: Case
    suffix: str = ""


def pronouns(article: Mentions, index: int, title: frozenset[str]) -> Iterator[Proposal]:
    """The people whom the first "he" and the first "she" of sentence `index` may mean, outside quotations."""
    words, sentence = article.words, article.sentences[index]
    if not words.pronouns or not index:
        return
    done: set[str] = set()
    for match in pronoun_pattern(words.code).finditer(sentence):
        gender, case = words.pronouns[match[0].lower()]
        shouted = match[0].isupper() and len(match[0]) > 1
        if gender in done or shouted or article.is_quoted(index, match.start()):
            continue
        done.add(gender)
        form = _form(words, sentence, match, case)
        # "The ruler explains himself while his court plots": the sentence has a subject of its own, and means it.
        if form is None or _names_its_own(words, sentence, match, gender):
            continue
        pronoun = Pronoun(article, index, match.start(), match.end(), gender, form.case)
        if not _is_clear(pronoun):
            yield from _proposals(pronoun, form, title)


def _proposals(pronoun: Pronoun, form: _Form, title: frozenset[str]) -> Iterator[Proposal]:
    for person in pronoun.article.people:
        if _may_mean(pronoun, person) and not _is_unsure(pronoun, person):
            source, features = person.source(pronoun.index), describe(pronoun, person, title)
            yield Proposal("pronoun", form.start, form.end, person.name, source, features, form.suffix)


def _form(words: Naming, sentence: str, match: re.Match[str], case: Case) -> _Form | None:
    """What a name would replace; None where a name cannot stand there."""
    start, end = match.span()
    before = word_before(sentence, start)
    if words.impersonal.match(sentence, start):
        return None
    if ATTACHED.search(sentence, max(0, start - 2), start):
        return _Form(end, end, "subject")
    if case == "either":
        return _object_or_possessive(words, sentence, match)
    if case == "possessive":
        return _possessive(words, sentence, match)
    behind_preposition = words.stressed and before in words.prepositions
    if before in words.barring or (words.stressed and case == "object" and not behind_preposition):
        return None
    return _Form(start, end, "object" if behind_preposition else case)


def _names_its_own(words: Naming, sentence: str, match: re.Match[str], gender: Gender) -> bool:
    """Whether a reflexive of this `gender` stands before the pronoun."""
    reflexive = words.reflexives.get(gender)
    return reflexive is not None and reflexive.search(sentence, 0, match.start()) is not None


def _object_or_possessive(words: Naming, sentence: str, match: re.Match[str]) -> _Form | None:
    """Whether "her" is an object or a possessive, by the word behind it; None where it may be both."""
    behind, before = next_word(sentence, match.end()), word_before(sentence, match.start())
    if behind in words.double_object or (before in words.double_object and behind not in words.follows_object):
        return None
    if not behind or behind in words.follows_object or not sentence[match.end() :][:1].isspace():
        return _Form(*match.span(), "object")
    return _possessive(words, sentence, match)


def _possessive(words: Naming, sentence: str, match: re.Match[str]) -> _Form | None:
    has_noun = sentence[match.end() :][:1] == " " and next_word(sentence, match.end())
    return _Form(*match.span(), "possessive", words.possessive) if words.possessive and has_noun else None


def _is_clear(pronoun: Pronoun) -> bool:
    """Whether the sentence itself speaks of somebody whom the pronoun may mean."""
    before = _unquoted(pronoun.article, pronoun.index)[: pronoun.start]
    words = pronoun.article.words
    return (
        _is_named_behind(pronoun)
        or _is_named_before(pronoun)
        or any(words.people.get(word, "") in (None, pronoun.gender) for word in PLAIN.findall(before.lower()))
        or bool(words.anybody.search(before))
    )


def _is_named_before(pronoun: Pronoun) -> bool:
    article, index, start = pronoun.article, pronoun.index, pronoun.start
    people = {first: person for first, _, person in article.at(index)}
    for run in article.runs[index]:
        if run.start >= start or article.is_quoted(index, run.start):
            continue
        if run.start in people:
            if pronoun.sign * people[run.start].man > -OTHER_GENDER:
                return True
        elif _may_be_somebody(article, run):
            return True
    return False


def _may_be_somebody(article: Mentions, run: Run) -> bool:
    """Whether a name that is no known person's may be a person's all the same."""
    unsure = (run.sentence, run.start) in article.unsure or given_names.is_given(run.words[0])
    return unsure or does(article, run) or run.words in article.actors


def _is_named_behind(pronoun: Pronoun) -> bool:
    """Whether the pronoun is in an opening phrase, and the one whom it means is named behind: "In his report, Hale"."""
    sentence, words = pronoun.article.sentences[pronoun.index], pronoun.article.words
    comma = sentence.find(",")
    if not 0 < pronoun.start < comma:
        return False
    if any(comma < run.start <= comma + _SUBJECT for run in pronoun.article.runs[pronoun.index]):
        return True
    subject = PLAIN.findall(sentence[comma : comma + _SUBJECT_NOUN].lower())[:5]
    return bool(subject) and subject[0] in words.articles and any(word in words.people for word in subject)


def _unquoted(article: Mentions, index: int) -> str:
    """A sentence with blanks for what it quotes."""
    text = article.sentences[index]
    for start, end in article.quotes[index]:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _may_mean(pronoun: Pronoun, person: Person) -> bool:
    """Whether somebody is known to be a person, was named shortly before and not here, and is of no other gender."""
    places = person.before(pronoun.index)
    return (
        (person.given or any(person.signs))
        and bool(places)
        and pronoun.index - places[-1][0] <= _WINDOW
        and pronoun.sign * person.man >= -_SURELY_OTHER
        and not any(place[0] == pronoun.index for place in person.places)
    )


def _is_unsure(pronoun: Pronoun, person: Person) -> bool:
    """Whether nothing tells if `person` is a man or a woman, and the last sentences leave any room for another."""
    if abs(person.man) >= _KNOWN_GENDER:
        return False
    article, index = pronoun.article, pronoun.index
    last, first, end, _ = person.before(index)[-1]
    return (
        last < index - 1
        or count_pronouns(article, range(last, index + 1), pronoun.gender)[1] > 0
        or any(other is not person for _, _, other in article.at(last))
        or any((last, first) < place < (index, 0) for place in article.unsure)
        or count_nouns([article.sentences[last][end:]], article.words, pronoun.gender)[0] > 0
    )
