"""Whether a text is about a topic that a reader has named: it has the topic's words, each in any of its forms.

"ferry strike" is in "The ferries' strikes", and "cat" is in no "category". Forms of a word share its Snowball stem; in
a language that Snowball lacks, the stem of its own module. Scripts without spaces have no words to compare: there the
topic has to stand in the text as it is.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from briefing.language import of
from briefing.language.words_stems_and_synonyms import stem
from briefing.text.whole_phrases import has_phrase
from briefing.text.words_by_script import has_spaces, is_plain

__all__ = ["first_topic", "has_topic"]

# Snowball's names of the languages, by ISO 639-1 code.
_SNOWBALL = {
    "ar": "arabic", "ca": "catalan", "cs": "czech", "da": "danish", "de": "german", "el": "greek", "en": "english",
    "es": "spanish", "et": "estonian", "eu": "basque", "fa": "persian", "fi": "finnish", "fr": "french", "ga": "irish",
    "hi": "hindi", "hu": "hungarian", "hy": "armenian", "id": "indonesian", "it": "italian", "lt": "lithuanian",
    "ne": "nepali", "nl": "dutch", "no": "norwegian", "nb": "norwegian", "pl": "polish", "pt": "portuguese",
    "ro": "romanian", "ru": "russian", "sr": "serbian", "sv": "swedish", "ta": "tamil", "tr": "turkish",
    "und": "english",
}  # fmt: skip
# Letters by which two forms of a word differ in length at most. Snowball gives some words of one family one stem
# ("nation", "nationalisation"); endings of forms are shorter than those that make another word.
_LONGEST_ENDING = 3
# Languages that put several endings after each other, or an article before the word.
_LONG_ENDINGS = frozenset({"ar", "et", "eu", "fa", "fi", "hu", "ta", "tr"})
_LONGEST_OF_SEVERAL = 8
_WORD = re.compile(r"[^\W_]+")
# What has_phrase has to find as it is written: "C++", "R&D".
_SIGNS = re.compile(r"[^\w\s'’ʼ.,-]")


@dataclass(frozen=True, slots=True)
class _Word:
    """A word as written, in lower case, and its stem."""

    written: str
    plain: str
    stem: str


@dataclass(frozen=True, slots=True)
class _Topic:
    """The words of a topic; or the topic `as_written`, where words do not tell it."""

    words: tuple[_Word, ...] = ()
    as_written: str = ""


@dataclass(frozen=True, slots=True)
class _Text:
    """The words of a text in order, and all of their forms."""

    words: tuple[_Word, ...]
    forms: frozenset[str]


def first_topic(text: str, topics: Iterable[str], language: str) -> str | None:
    """The first of `topics` that `text`, in the language with this ISO 639-1 code, has; else None."""
    return next((topic for topic in topics if has_topic(text, topic, language)), None)


def has_topic(text: str, topic: str, language: str) -> bool:
    """Whether `text`, in the language with this ISO 639-1 code, has the words of `topic` in a row, in any form.

    Words in capitals have no other forms ("AIDS" is no "aid"), and one that is a function word in small letters has to
    stand there in capitals ("WHO" is no "who").
    """
    wanted = _topic(topic, language)
    if wanted.as_written:
        return _has_as_written(text, wanted.as_written)
    said = _text(text, language)
    # Most texts lack a word of the topic, and are not looked at further.
    if not wanted.words or not all(word.plain in said.forms or word.stem in said.forms for word in wanted.words):
        return False
    return any(
        all(_is_form(word, other, language) for word, other in zip(said.words[start:], wanted.words, strict=False))
        for start in range(len(said.words) - len(wanted.words) + 1)
    )


@lru_cache(maxsize=1 << 14)
def _topic(topic: str, language: str) -> _Topic:
    topic = unicodedata.normalize("NFC", topic).strip()
    words = _words(topic, language)
    literal = not has_spaces(topic) or not words or (_SIGNS.search(topic) and is_plain(topic))
    return _Topic(as_written=topic) if literal else _Topic(words)


def _has_as_written(text: str, topic: str) -> bool:
    if has_spaces(topic):
        return has_phrase(text, topic)
    return topic.casefold() in unicodedata.normalize("NFC", text).casefold()


@lru_cache(maxsize=4096)
def _text(text: str, language: str) -> _Text:
    words = _words(text, language)
    return _Text(words, frozenset(form for word in words for form in (word.plain, word.stem)))


def _is_form(said: _Word, wanted: _Word, language: str) -> bool:
    if len(wanted.written) > 1 and wanted.written.isupper():
        grammatical = wanted.plain in of(language).function_words
        return said.written == wanted.written if grammatical else said.plain == wanted.plain
    if said.plain == wanted.plain:
        return True
    longest = _LONGEST_OF_SEVERAL if language in _LONG_ENDINGS else _LONGEST_ENDING
    return said.stem == wanted.stem and abs(len(said.plain) - len(wanted.plain)) <= longest


def _words(text: str, language: str) -> tuple[_Word, ...]:
    whole = unicodedata.normalize("NFC", text)
    found = _WORD.findall(whole) if is_plain(whole) else _with_marks().findall(whole)
    return tuple(_Word(word, word.casefold(), _stem(word.casefold(), language)) for word in found)


@lru_cache(maxsize=1 << 16)
def _stem(word: str, language: str) -> str:
    stemmer = _snowball(language)
    return stemmer.stemWord(word) if stemmer else stem(word, of(language))


@cache
def _snowball(language: str) -> Any:
    import snowballstemmer

    name = _SNOWBALL.get(language)
    return snowballstemmer.stemmer(name) if name else None


@cache
def _with_marks() -> Any:
    """Words of scripts in which a vowel is a mark, which is no part of a word to `re`."""
    import regex

    return regex.compile(r"[\p{L}\p{N}\p{M}]+")
