"""Names of a translation and of its original: each has to be in the other, kept, inflected, transliterated or, for
countries, translated as CLDR (babel) has it.

In a script with capitals a name is told by them, and by how often the word has one in news. What is a common word too
("Supreme Court") may be translated, and is not asked for. In a script without capitals no name can be told, but one of
the other language is looked for by its consonants. Chinese characters do not say how a foreign name sounds: what is not
found there is unchecked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache, lru_cache

import regex
from anyascii import anyascii

from briefing.language import country_and_city_names, given_names, month_and_day_names, of, word_rarity_and_capitals
from briefing.language.find_countries_in_text import countries
from briefing.language.fold_words import TOKEN, fold, skeleton

__all__ = ["faults"]

# Languages of the table of common words.
_COUNTED = ("en", "fr")
# Share of a word's uses from which it is a name and nothing else: "Macron" and "London" 1.0, "Supreme" 0.93.
_ALWAYS = 0.95
# Letters from which a word at the start of a sentence may be told for a name by its use elsewhere.
_TELLING = 4
# Share of capitalised words from which a text is a headline in title case.
_TITLE_CASE = 0.7
# Letters that two forms of one name share at least, and letters in which their endings may differ.
_SHARED, _ENDING = 5, 3
# Letters that the names of a country's people in two languages share: "British", "britannique".
_DEMONYM = 4
# Consonants by which a name is found in another script; in one without spaces, more of them.
_TOLD, _TOLD_UNSPACED = 3, 4
_SENTENCE = re.compile(r"(?:(?<=[.!?…:])|(?<=[.!?…][”»\"]))\s+")
_ACRONYM = re.compile(r"[^\W\d_a-z]{2,6}")
_CASED = regex.compile(r"\p{Lu}|\p{Ll}")
_HAN = regex.compile(r"\p{Script=Han}")
_UNSPACED = regex.compile(r"[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Han}]")
# One sound in several spellings: "Putin", "Poutine"; "Zelensky", "Selenskyj"; "Khartoum", "Chartum".
_SOUNDS = (
    ("tsch", "c"), ("tch", "c"), ("sch", "s"), ("dsch", "j"), ("dj", "j"), ("ph", "f"), ("kh", "h"), ("ch", "c"),
    ("sh", "s"), ("ou", "u"), ("oo", "u"), ("ij", "i"), ("yj", "i"), ("iy", "i"), ("y", "i"), ("j", "i"), ("w", "v"),
    ("z", "s"), ("ck", "k"), ("q", "k"), ("x", "ks"), ("c", "k"),
)  # fmt: skip
_DOUBLED = re.compile(r"(.)\1+")
# Two letters that another script has one for; then consonants that scripts do not tell apart, or write as one another.
_DIGRAPHS = (
    ("ph", "f"),
    ("ck", "k"),
    ("sch", "s"),
    ("sh", "s"),
    ("ch", "s"),
    ("kh", "k"),
    ("th", "t"),
    ("ng", "n"),
    ("x", "ks"),
)
_CLASSES = str.maketrans("pvfgqczdr", "bbbkkkstl", "aeiouyhjw'- ")


@dataclass(frozen=True, slots=True)
class _Name:
    """A word with a capital, and the run of such words that it stands in."""

    word: str
    run: str


def faults(text: str, original: str, source: str, target: str) -> tuple[list[str], bool]:
    """Reasons why the names are not the same, and whether some could not be looked for."""
    lost, unseen = _missing(original, source, text, target)
    added, unheard = _missing(text, target, original, source)
    reasons = [f"lacks the name {name}" for name in lost] + [f"has the name {name} added" for name in added]
    # Neither side has capitals: nothing was looked for.
    blind = not _has_case(text) and not _has_case(original)
    return reasons, unseen or unheard or blind


def _missing(text: str, code: str, other: str, other_code: str) -> tuple[list[str], bool]:
    """The names of `text` that `other` lacks, and whether for some that cannot be said."""
    if not _has_case(text):
        return [], False
    absent, found = [], set()
    for name in _names(text, code):
        if _is_in(name, code, other, other_code):
            found.add(name.run)
        else:
            absent.append(name)
    if other_code in _COUNTED and code not in _COUNTED:
        # Which words of a long name are common ones is not known: "Supremo Tribunal Federal". A name that takes the
        # place of another is told on the other side.
        absent = [name for name in absent if name.run not in found]
    if not absent or _has_case(other):
        return list(dict.fromkeys(name.word for name in absent)), False
    unsure = [name for name in absent if _HAN.search(other) or len(_classes(name.word)) < _TOLD]
    return [name.word for name in absent if name not in unsure], bool(unsure)


def _has_case(text: str) -> bool:
    """Whether most letters of `text` have a capital and a small form."""
    letters = [char for char in text if char.isalpha()]
    return 2 * sum(1 for char in letters if _CASED.match(char)) > len(letters)


def _names(text: str, code: str) -> Iterator[_Name]:
    """The words of `text` that are names for sure."""
    every_noun = of(code).verification.nouns_have_capitals
    for sentence in _SENTENCE.split(text):
        tokens = [match[0] for match in TOKEN.finditer(sentence)]
        capitals = [_is_capitalised(token) for token in tokens]
        long = [token for token in tokens if len(token) > 3]
        titled = len(long) > 3 and sum(map(_is_capitalised, long)) > _TITLE_CASE * len(long)
        for place, token in enumerate(tokens):
            if not capitals[place] or _is_calendar(token, code) or len(token) < 2:
                continue
            sure = _is_acronym(_body(token)) or (
                (place > 0 or len(token) >= _TELLING) and (_is_always_name(token) or _is_person(tokens, place))
            )
            sure = sure and fold(token) not in of(code).function_words
            telling = place > 0 and not titled and not every_noun and _is_capitalised(_body(token))
            if sure or (telling and not _is_common(token, code)):
                yield _Name(_body(token), _run(tokens, capitals, place))


def _is_person(tokens: Sequence[str], place: int) -> bool:
    """Whether a word is a given name, or stands behind one with a capital of its own."""
    before = tokens[place - 1] if place else ""
    return given_names.is_given(tokens[place]) or (before[:1].isupper() and given_names.is_given(before))


def _run(tokens: Sequence[str], capitals: Sequence[bool], place: int) -> str:
    first = last = place
    while first and capitals[first - 1]:
        first -= 1
    while last + 1 < len(tokens) and capitals[last + 1]:
        last += 1
    return " ".join(tokens[first : last + 1])


def _body(token: str) -> str:
    """A word without what is elided before it: "l'Ukraine"."""
    head, _, tail = token.replace("’", "'").partition("'")
    return tail if tail and len(head) <= 2 else token


def _is_capitalised(token: str) -> bool:
    return _body(token)[:1].isupper()


def _is_acronym(token: str) -> bool:
    return _ACRONYM.fullmatch(token) is not None and token.isupper()


def _is_always_name(token: str) -> bool:
    """Whether the word has a capital wherever it stands, by the table of English and French news."""
    return fold(_body(token)) in _always()


@cache
def _always() -> frozenset[str]:
    return frozenset(
        word for word, share in word_rarity_and_capitals.capitals().items() if share >= _ALWAYS and len(word) > 2
    )


def _is_common(token: str, code: str) -> bool:
    """Whether a word with a capital is one that has a meaning, which a translation gives in another word."""
    folded = fold(_body(token))
    words = of(code)
    if folded in words.function_words or folded in words.verification.titles:
        return True
    share = word_rarity_and_capitals.capitals().get(folded)
    return code in _COUNTED and share is not None and share < _ALWAYS


def _is_calendar(token: str, code: str) -> bool:
    return any(month_and_day_names.named_in(token, code))


def _is_in(name: _Name, code: str, other: str, other_code: str) -> bool:
    """Whether `other` has the name in any of its forms."""
    if _is_country(name, code, other, other_code):
        return True
    tokens = _tokens(other)
    if _is_acronym(name.word):
        return _has_acronym(name.word, tokens)
    if not _has_case(other):
        return _is_heard(name.word, other)
    # "Jean-Luc" may be written in two words, and "U.S.-led" in one.
    parts = name.word.split("-")
    return all(any(_is_akin(part, each) for token in tokens for each in (token, *token.split("-"))) for part in parts)


def _tokens(text: str) -> list[str]:
    return [_body(match[0]) for match in TOKEN.finditer(text)]


def _has_acronym(acronym: str, tokens: Sequence[str]) -> bool:
    """Whether there is one of the same letters ("EU", "UE"; "UN", "ONU"), or a name that begins with them."""
    letters = sorted(anyascii(acronym).upper())
    initials = "".join(token[0] for token in tokens if token[:1].isupper())
    others = [anyascii(token).upper() for token in tokens if _is_acronym(token)]
    return acronym in initials or any(
        sorted(each) == letters
        or (abs(len(each) - len(letters)) == 1 and (set(letters) <= set(each) or set(each) <= set(letters)))
        for each in others
    )


def _is_akin(one: str, other: str) -> bool:
    """Whether two words are one name: inflected, or spelt as two languages spell one sound."""
    mine, theirs = _sound(one), _sound(other)
    if mine == theirs or fold(one) == fold(other):
        return True
    if one.isascii() != other.isascii() and skeleton(fold(one)) == skeleton(fold(other)) != "":
        return _script(one) != _script(other) or _is_alike(mine, theirs)
    return _is_alike(mine, theirs)


def _script(word: str) -> bool:
    """Whether a word is in Latin letters."""
    return regex.match(r"\p{Script=Latin}", word) is not None


def _is_alike(mine: str, theirs: str) -> bool:
    """Whether two spellings of a sound differ in their endings alone."""
    shared = next(
        (place for place, pair in enumerate(zip(mine, theirs, strict=False)) if pair[0] != pair[1]),
        min(len(mine), len(theirs)),
    )
    if shared == min(len(mine), len(theirs)):
        return shared > _ENDING - 1 and abs(len(mine) - len(theirs)) <= _ENDING
    return shared >= _SHARED and max(len(mine), len(theirs)) - shared <= _ENDING


@lru_cache(maxsize=1 << 15)
def _sound(word: str) -> str:
    folded = fold(word).replace("'", "")
    for written, spoken in _SOUNDS:
        folded = folded.replace(written, spoken)
    return _DOUBLED.sub(r"\1", folded)


@lru_cache(maxsize=1 << 15)
def _classes(word: str) -> str:
    """The consonants of a name as any script may have them: "Macron", "マクロン" and "ماكرون" give one string."""
    # Hindi has one mark for any nasal.
    spoken = _DOUBLED.sub(r"\1", anyascii(word.replace("\u0902", "\u0928")).lower())
    for written, single in _DIGRAPHS:
        spoken = spoken.replace(written, single)
    return spoken.translate(_CLASSES)


def _is_heard(name: str, other: str) -> bool:
    """Whether a text in a script without capitals has a word with the consonants of the name."""
    sought = _classes(name)
    unspaced = _UNSPACED.search(other) is not None
    if len(sought) < (_TOLD_UNSPACED if unspaced else _TOLD):
        return False
    heard = [_classes(word) for word in ([other] if unspaced else other.split())]
    return any(sought in word for word in heard) or (
        not unspaced and len(sought) >= _TOLD_UNSPACED and any(_is_nearly(sought, word) for word in heard)
    )


def _is_nearly(sought: str, heard: str) -> bool:
    """Whether a word has the consonants but for one, behind at most two that are written together with it."""
    return any(
        SequenceMatcher(None, sought, heard[start : start + length], autojunk=False).ratio()
        >= 2 * len(sought) / (2 * len(sought) + 1) - 0.01
        for start in range(3)
        for length in (len(sought) - 1, len(sought) + 1)
        if len(heard) >= start + length
    )


def _is_country(name: _Name, code: str, other: str, other_code: str) -> bool:
    """Whether the name is of a country, its people or its language, and `other` has that."""
    places = _places_of(name.run, code) | _places_of(name.word, code) | countries(name.run, code)
    if places & countries(other, other_code):
        return True
    known = country_and_city_names.names(other_code)
    has_case = _has_case(other)
    tokens = _tokens(other)
    if places and any(fold(token)[:_DEMONYM] == fold(name.word)[:_DEMONYM] for token in tokens):
        return True
    for place in sorted(places):
        for said in known.get(place, ()):
            if (not has_case and said in other) or all(
                any(_is_akin(part, token) for token in tokens) for part in said.split() if len(part) > 2
            ):
                return True
    return False


def _places_of(words: str, code: str) -> set[str]:
    """Codes of the countries and languages that some words are a name of."""
    found = set()
    for place, names in country_and_city_names.names(code).items():
        parts = {part for name in names if " " in name for part in name.split() if len(part) > _ENDING}
        if parts & set(words.split()) or any(_is_akin(words, name) for name in names):
            found.add(place)
    return found
