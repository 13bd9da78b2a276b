"""A name for a bare "the council" or "the striker" that can only be one body or person: strict rules, no model."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from briefing.language import fold_words, of
from briefing.language.language_words import Naming
from briefing.summarize.name_proposals.person_and_gender_clues import does
from briefing.summarize.name_proposals.proposal import Proposal
from briefing.summarize.name_proposals.words_before_and_behind import folded, next_word
from briefing.summarize.people_mentioned import Mentions, Run

__all__ = ["nouns"]

_WORD = re.compile(r"[\w’'-]+")
# Sentences back in which a person is looked for whom a noun may mean, and a body of which an article has many.
_WINDOW, _NEAR = 6, 3
# Times that others of a kind may have been spoken of before "the council" means none of them.
_FEW_OTHERS = 3
# Characters before a name that opens its sentence: "The ".
_OPENING = 4


def nouns(article: Mentions, index: int, title: frozenset[str]) -> Iterator[Proposal]:
    """A name for each bare "the council" or "the striker" that can only be one; strict rules, no model."""
    words, sentence = article.words, article.sentences[index]
    if not words.bodies or not index:
        return
    seen: set[str] = set()
    for match in _noun_pattern(words.code).finditer(sentence):
        noun = match["noun"].lower()
        if noun in seen or article.is_quoted(index, match.start()) or not _stands_bare(sentence, match.end(), words):
            continue
        seen.add(noun)
        find = _body if noun in words.bodies else _role
        if find is _role and not _ends(sentence, match.end(), words):
            continue
        found = find(article, index, noun, title)
        if found and not _is_said(found.name, noun, sentence, title):
            start = match.start("noun") if found.with_article else match.start()
            yield Proposal("noun", start, match.end(), found.name, found.source)


@dataclass(frozen=True, slots=True)
class _Named:
    """What a noun stands for; `with_article` where the article writes "the" before the name."""

    name: str
    source: int
    with_article: bool = False


@lru_cache(maxsize=8)
def _noun_pattern(language: str) -> re.Pattern[str]:
    words = of(language).naming
    nouns = sorted(
        {*words.bodies, *(words.people.keys() | words.titles.keys()) - words.kin}, key=lambda word: (-len(word), word)
    )
    articles = "|".join(
        re.escape(word) + ("" if word.endswith("'") else r"\s") for word in sorted(words.articles, reverse=True)
    )
    return re.compile(
        rf"(?<![\w’'-])(?:{articles})(?P<noun>\d\d-year-old|{'|'.join(map(re.escape, nouns))})(?![\w-])", re.IGNORECASE
    )


def _stands_bare(sentence: str, end: int, words: Naming) -> bool:
    """Whether a noun says no more about what it means: no name, noun or "of" right behind it, no clause."""
    behind = sentence[end:]
    if behind[:1] in (",", ";", ":", "."):
        word = next_word(sentence, end + 1)
        return behind[:1] in ".;" or not (word in words.narrowing or word[:1].isupper())
    word = next_word(sentence, end)
    return word not in words.narrowing and not word[:1].isupper() and not word.isdigit()


def _ends(sentence: str, end: int, words: Naming) -> bool:
    """Whether a noun for a person is the last word of its phrase, and not the first of a longer one."""
    behind = next_word(sentence, end).lower()
    if not sentence[end : end + 1].isspace():
        return True
    return behind in words.speech or behind in words.human or (behind in words.openers and behind not in words.joining)


def _is_said(name: str, noun: str, sentence: str, title: frozenset[str]) -> bool:
    """Whether the sentence or the title says the name itself."""
    own = {fold_words.fold(word) for word in _WORD.findall(name) if word[0].isupper() and word.lower() != noun}
    return bool(own & (title | folded(sentence)))


def _body(article: Mentions, index: int, noun: str, title: frozenset[str]) -> _Named | None:
    """The one body that "the `noun`" can be: named with that very word, or the one that the last sentence is about."""
    named: dict[str, _Named] = {}
    alike: dict[str, _Named] = {}
    for run in _bodies(article, index):
        sentence = article.sentences[run.sentence]
        name = sentence[run.start : _whole(sentence, run.end, article.words)]
        plain = [word.rstrip(".").lower() for word in name.split()]
        found = _Named(name, run.sentence, run.before in article.words.articles)
        if noun in article.words.many and index - run.sentence > _NEAR:
            named.pop(name, None)
        elif len(plain) > 1 and (plain[-1] == noun or (plain[0] == noun and len(plain) > 2)):
            named[name] = found
        elif plain[-1] in article.words.bodies[noun] and len(plain) > 1:
            alike[name] = found
    if len(named) == 1 and not _is_contested(article, index, noun, next(iter(named.values())).source, title):
        return next(iter(named.values()))
    sentence = article.sentences[index]
    place = re.search(rf"\b{re.escape(noun)}\b", sentence, re.IGNORECASE)
    is_subject = place is not None and (
        place.start() <= _OPENING or next_word(sentence, place.end()) in article.words.speech
    )
    if named or noun not in article.words.businesses or not is_subject:
        return None
    return _subject_before(article, index, alike)


def _bodies(article: Mentions, index: int) -> Iterator[Run]:
    """The names before sentence `index` that are no people's."""
    people = {(number, start) for person in article.people for number, start, _, _ in person.places}
    for items in article.runs[:index]:
        yield from (run for run in items if not run.title and (run.sentence, run.start) not in people)


def _is_contested(article: Mentions, index: int, noun: str, since: int, title: frozenset[str]) -> bool:
    """Whether another `noun` came in since sentence `since` ("a bank", "the Dutch bank"), or often before."""
    if noun in title:
        return True
    pattern = _other_pattern(article.words.code, noun)
    counts = [len(pattern.findall(sentence)) for sentence in article.sentences[: index + 1]]
    return sum(counts[since:]) > 0 or sum(counts) > _FEW_OTHERS


@lru_cache(maxsize=512)
def _other_pattern(language: str, noun: str) -> re.Pattern[str]:
    """A noun in small letters behind anything but "the" and the like, and before no name."""
    known = "|".join(sorted(re.escape(word) for word in of(language).naming.definite))
    return re.compile(rf"\b(?!(?i:{known})\b)[\w’'-]+\s{re.escape(noun)}s?\b(?!\s[A-ZÀ-Þ])")


def _subject_before(article: Mentions, index: int, alike: dict[str, _Named]) -> _Named | None:
    """The name that opens the last sentence, where it is a company's, or acts and is the article's most frequent."""
    before = article.runs[index - 1]
    if not before or before[0].start > _OPENING or article.at(index - 1):
        return None
    first, sentence = before[0], article.sentences[index - 1]
    found = _Named(
        sentence[first.start : _whole(sentence, first.end, article.words)],
        index - 1,
        first.before in article.words.articles,
    )
    if alike:
        return found if set(alike) == {found.name} else None
    counts = Counter(run.words for run in _bodies(article, index) if run.words in article.actors)
    rivals = [run for run in before if run.words != first.words and does(article, run)]
    most = counts.most_common(1)
    return found if most and most[0][0] == first.words and not rivals and does(article, first) else None


def _whole(sentence: str, end: int, words: Naming) -> int:
    """Where a name ends that goes on: "Bank" -> "Bank of England"."""
    match = words.goes_on.match(sentence, end)
    return match.end() if match else end


def _role(article: Mentions, index: int, noun: str, title: frozenset[str]) -> _Named | None:
    """The one person whom the article calls a `noun`, or gives that age."""
    age = noun[:2] if noun.endswith("-year-old") else ""
    people = [person for person in article.people if person.before(index)]
    fitting = [person for person in people if (age in person.ages if age else noun in person.nouns)]
    if len(fitting) != 1 or noun in article.words.heads or fitting[0].other:
        return None
    last = fitting[0].before(index)[-1][0]
    if index - last > _WINDOW or (not age and _is_contested(article, index, noun, last, title)):
        return None
    return _Named(fitting[0].name, fitting[0].source(index))
