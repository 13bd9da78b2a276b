"""A sentence -> its runs of capitalised words, each without the title, opening word or adjective before it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from briefing.language import fold_words, given_names, of, word_rarity_and_capitals
from briefing.language.language_words import Naming

__all__ = ["NUMERAL", "Run", "acts", "runs"]

NUMERAL = re.compile(r"^(?:Jr\.?|Sr\.?|II|III|IV)$")
"""What may follow a surname."""
_CAPITAL = r"[A-ZÀ-ÖØ-Þ](?:\w|['’](?!s\b)(?=\w)|-(?=\w)|&(?=[A-Z]))*"
_INITIALS = r"(?:[A-Z]\.)+"
# "al-Sadr"
_ATTACHED = r"(?:[aA]l-|[eE]l-)?"
# Lynette "Squeaky" Fromme
_NICKNAME = r'["“]\w+["”](?= [A-Z])'
# What ends a sentence or opens a quotation, so that a capital behind it says nothing.
_OPENERS = ("", ".", ":", "?", "!", *"“\"«‘'–—-•")
_BEFORE = re.compile(r"([\w’'-]+) $")
_FOLLOWER = re.compile(r"['’]?s?,? ?([\w’'-]+)")
# "Rosneft-owned", "Barbados-born".
_COMPOUND = re.compile(r"-[a-z]{2,}$")
# Weight in `word_rarity_and_capitals` below which a word is listed there, so that it is no rare given name.
_COMMON = 10.8

_Tokens = list[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class Run:
    """A run of capitalised words in sentence `sentence`, from `start` to `end`, without title and possessive."""

    sentence: int
    start: int
    end: int
    words: tuple[str, ...]
    title: str = ""
    """The word before it that is a title, in lower case without its full stop."""
    before: str = ""
    """The word right before it, in lower case."""

    @property
    def surname(self) -> str:
        """Its last word that is no "Jr."."""
        words = [word for word in self.words if not NUMERAL.match(word)] or self.words
        return words[-1]


def runs(sentences: Sequence[str], language: str) -> tuple[tuple[Run, ...], ...]:
    """The runs of each sentence."""
    return _names_only([_runs(sentence, number, language) for number, sentence in enumerate(sentences)])


def acts(sentences: Sequence[str], run: Run, words: Naming, *, alone: bool = True) -> bool:
    """Whether a name speaks or has a title, or (`alone`) acts like a person."""
    follower = _FOLLOWER.match(sentences[run.sentence], run.end)
    behind = follower[1].lower() if follower else ""
    return behind in words.speech or bool(run.title) or run.before in words.speech or (alone and behind in words.human)


def _names_only(found: Sequence[Sequence[Run]]) -> tuple[tuple[Run, ...], ...]:
    """The runs without common words that have their capital from the start of a sentence: "Police", but not "Rice"."""
    inside = {word for items in found for run in items if run.start or len(run.words) > 1 for word in run.words}

    def is_name(run: Run) -> bool:
        if run.start or len(run.words) > 1 or run.words[0] in inside:
            return True
        return word_rarity_and_capitals.is_name(fold_words.fold(run.words[0]))

    return tuple(tuple(run for run in items if is_name(run)) for items in found)


# Sentences whose runs are kept: an article is read again with one of them shortened.
@lru_cache(maxsize=1024)
def _runs(sentence: str, number: int, language: str) -> tuple[Run, ...]:
    words = of(language).naming
    found = (_run(sentence, number, match, words) for match in _pattern(language).finditer(sentence))
    return tuple(run for run in found if run)


@lru_cache(maxsize=8)
def _pattern(language: str) -> re.Pattern[str]:
    words = of(language).naming
    inner = "|".join(sorted(words.particles)) or "(?!)"
    abbreviated = "|".join(sorted(words.abbreviated)) or "(?!)"
    word = rf"(?:(?:{abbreviated})\.|{_INITIALS}|{_ATTACHED}{_CAPITAL})"
    return re.compile(rf"(?<![\w'’.-]){word}(?: (?:(?:{inner}) ){{0,2}}{word}| {_NICKNAME})*")


def _run(sentence: str, number: int, match: re.Match[str], words: Naming) -> Run | None:
    tokens = [(item[0], match.start() + item.start()) for item in re.finditer(r"\S+", match[0])]
    opens = sentence[: match.start()].rstrip()[-1:] in _OPENERS
    if opens:
        tokens = _without_opener(tokens, words)
    title = ""
    if not _is_royal(tokens, words):
        title, tokens = _without_title(tokens, words)
        tokens = _without_adjective(tokens, words, opens=opens)
    elif tokens:
        title = tokens[0][0].lower()
    while tokens and tokens[0][0] in words.particles:
        tokens = tokens[1:]
    if not tokens:
        return None
    start, end = tokens[0][1], tokens[-1][1] + len(tokens[-1][0])
    before = _BEFORE.search(sentence, max(0, start - 30), start)
    return Run(number, start, end, tuple(token for token, _ in tokens), title, before[1].lower() if before else "")


def _is_royal(tokens: _Tokens, words: Naming) -> bool:
    """Whether the title belongs to the name, as there is no surname: "King Abdullah II"."""
    names = [token for token, _ in tokens if not NUMERAL.match(token)]
    return len(names) == 2 and names[0].lower() in words.royal


def _without_title(tokens: _Tokens, words: Naming) -> tuple[str, _Tokens]:
    """The last title before the name, in lower case, and the tokens behind it."""
    for place in range(len(tokens) - 2, -1, -1):
        title = tokens[place][0]
        if _is_title(title, words):
            return title.rstrip(".").lower().split("-")[-1], tokens[place + 1 :]
    return "", tokens


def _is_title(token: str, words: Naming) -> bool:
    plain = token.rstrip(".").lower()
    return plain in words.titles or plain.split("-")[-1] in words.titles


def _without_opener(tokens: _Tokens, words: Naming) -> _Tokens:
    """The tokens without a first one that has its capital from the start of the sentence."""
    first = tokens[0][0]
    if given_names.is_given(first) and len(tokens) > 1:
        return tokens
    if first.lower() in words.openers:
        return tokens[1:]
    if len(tokens) == 1 or _is_title(first, words) or not first[-1].isalnum():
        return tokens
    return tokens if word_rarity_and_capitals.is_name(fold_words.fold(first)) else tokens[1:]


def _without_adjective(tokens: _Tokens, words: Naming, *, opens: bool) -> _Tokens:
    """The tokens without those before a given name that are none: "Frenchman", "Exchequer"."""
    given = next((place for place, (token, _) in enumerate(tokens[:-1]) if given_names.is_given(token)), 0)
    if given and ((opens and given == 1) or any(_is_no_given_name(word, words) for word, _ in tokens[:given])):
        tokens = tokens[given:]
    while len(tokens) > 1 and (_COMPOUND.search(tokens[0][0]) or _is_function_word(tokens[0][0], words)):
        tokens = tokens[1:]
    return tokens


def _is_function_word(word: str, words: Naming) -> bool:
    lower = word.lower()
    is_name_too = lower in words.particles or lower in words.names_too or given_names.is_given(word)
    return word == "The" or (lower in words.openers and not is_name_too)


def _is_no_given_name(word: str, words: Naming) -> bool:
    lower = word.lower()
    common = not given_names.is_known(word) and word_rarity_and_capitals.weight(fold_words.fold(word)) < _COMMON
    listed = lower in words.not_people or lower in words.openers or given_names.is_none(word)
    return listed or common or word.isupper()
