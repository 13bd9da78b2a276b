"""What an article offers, beyond its vectors, to tell whether another one is about the same event.

Comes in: a document. Goes out: its names, words and figures, each weighted by how rare it is. No recogniser is needed:
a name is a capitalised word inside a sentence, or one that is capitalised wherever news uses it.
"""

from __future__ import annotations

import hashlib
import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from briefing.language import fold_words, given_names, month_and_day_names, of, quantities, word_rarity_and_capitals
from briefing.language.decimal_marks import decimal_mark
from briefing.language.parse_numerals import written
from briefing.records import Document
from briefing.stories import repeated_words

__all__ = ["Signals", "capitalised_within", "content_key", "signals"]

# Sentences read for evidence: news states its event early, and long reads bring in names of other events.
_SENTENCES = 14
# Sentences whose words count twice.
_LEAD = 3
_SHORTEST_WORD = 3
_WORD = re.compile(r"\w+")
# Weights up to which a name ("Turkey", "Biden") or another word stands in too many articles to tell events apart.
_KNOWN_NAME, _KNOWN_WORD = 6.0, 5.0
# Digits of a figure that hardly stands in two articles by chance, and what it counts among rare words.
_LARGE, _FIGURE = 3, 3.0
# The language whose words are compared whole: they hardly change, and the table of frequencies knows them.
_WHOLE_WORDS = "en"
# Articles whose evidence is remembered, some 30 kB each: it is asked for when they are grouped, when they are told, and
# whenever their line grows.
_REMEMBERED = 2048
_FULL_NAME = re.compile(r"\b([A-ZÀ-Þ][\w’'-]+) ([A-ZÀ-Þ][\w’'-]+)")
# A word or figure, perhaps an adjective with its ending, and a word with a capital.
_NOUN = re.compile(r"\b(\w+) (?:([a-zß-ÿ]+(?:e|en|er|es|em)) )?(?=([A-ZÄÖÜ][\w-]+))")
# A date in figures, which tells when and not how much.
_DATE = re.compile(r"\b\d{4}-\d\d-\d\d\b|\b\d{1,2}([./])\d{1,2}\1\d{2,4}\b")
_YEAR = re.compile(r"^(?:19|20)\d\d$")


@dataclass(frozen=True, slots=True)
class Signals:
    """Weighted evidence of one article; every mapping is a vector of length 1 (or empty).

    `title` and `words` are content words, `names` capitalised ones, `figures` numbers as normalised digits, and
    `skeletons` the names' consonants, for comparing across scripts. `shown` gives a name as it was written.

    `who` are the rare names of the title and the first sentence, each by how far it is rarer than one that many
    articles have, and `rare` all their rare words, with the large figures of the whole text: two articles whose `who`
    differ and that share nothing rare tell of two events of one type.

    `named` are all names of the title and the first sentence, of people the surname, each 1 if it is rare and 0 if many
    articles have it; `people` are those named in full in the opening, "elsa brandt", and `surnames` theirs: two Brandts
    are not one. `amounts` are the figures, and the sums of money of the opening, in words or not; `large` are the
    figures that hardly stand in two articles by chance.

    `parts` are parts of its words, and `repeated` those of the opening that come again, by how often; both are empty in
    English, for which there is a model with labels.
    """

    title: Mapping[str, float]
    words: Mapping[str, float]
    names: Mapping[str, float]
    figures: Mapping[str, float]
    skeletons: Mapping[str, float]
    shown: Mapping[str, str]
    who: Mapping[str, float]
    rare: Mapping[str, float]
    named: Mapping[str, float]
    surnames: frozenset[str]
    people: frozenset[str]
    amounts: frozenset[str]
    large: frozenset[str]
    parts: frozenset[str]
    repeated: Mapping[str, float]


@lru_cache(maxsize=_REMEMBERED)
def signals(document: Document) -> Signals:
    """The evidence in the title and the first sentences of `document`."""
    counts: Counter[str] = Counter()
    names: Counter[str] = Counter()
    shown: dict[str, str] = {}
    spans = document.sentences[:_SENTENCES]
    elsewhere = _named_in_asides(document)
    for number, (start, end) in enumerate(spans):
        _read(document.text[start:end], 2 if number < _LEAD else 1, counts, names, shown)
    title: Counter[str] = Counter()
    _read_title(document.title or "", title, names, shown)
    nouns = _common_nouns(document)
    for word in nouns:
        names.pop(word, None)
    if document.language not in word_rarity_and_capitals.COUNTED:
        # The table has none of the language's small words: they would count like the rarest.
        for word in map(fold_words.fold, of(document.language).function_words):
            counts.pop(word, None)
            title.pop(word, None)
    text = f"{document.title or ''} {document.text[: spans[-1][1]] if spans else ''}"
    figures = _figures(text, decimal_mark(of(document.language).code))
    rare = _rare_words(f"{document.title or ''}\n{document.sentence(0) if spans else ''}", document.language)
    large = {digits: _FIGURE for digits in figures if len(digits) >= _LARGE and not _YEAR.match(digits)}
    named, people = _main_names(document)
    if of(document.language).verification.nouns_have_capitals:
        # Nor does it tell which of the other words are rare, or names.
        told_names = named | {word for person in people for word in person.split()}
        rare = {word: rarity for word, rarity in rare.items() if word in told_names}
    compared = document.language != _WHOLE_WORDS
    by_skeleton: Counter[str] = Counter()
    for name, count in names.items():
        if code := fold_words.skeleton(name):
            by_skeleton[code] += count
    return Signals(
        title=_unit({word: word_rarity_and_capitals.weight(word) for word in title}),
        words=_unit(_unshared(_weighted(counts + title + title), elsewhere, document.id)),
        names=_unit(_unshared(_weighted(names), elsewhere, document.id)),
        figures=_unit(figures),
        skeletons=_unit({code: 1 + math.log(count) for code, count in by_skeleton.items()}),
        shown=shown,
        who={word: rarity - _KNOWN_NAME for word, rarity in rare.items() if word in names and rarity > _KNOWN_NAME},
        rare={word: rarity - _KNOWN_WORD for word, rarity in rare.items()} | large,
        named={name: float(word_rarity_and_capitals.weight(name) > _KNOWN_NAME) for name in sorted(named)},
        surnames=frozenset(person.rpartition(" ")[2] for person in people),
        people=people,
        amounts=frozenset(figures) | _amounts(document),
        large=frozenset(large),
        parts=frozenset(repeated_words.parts(text)) if compared else frozenset(),
        repeated=repeated_words.repeated(_opening(document), text, _sure_names(document)) if compared else {},
    )


def _named_in_asides(document: Document) -> frozenset[str]:
    """Names, folded, of sentences behind the opening that name nobody whom the article names elsewhere.

    They tell of other events: "It came a day after a larger ferry struck a pier at Sollen".
    """
    spans = document.sentences[:_SENTENCES]
    named = [_names_within(document.text[start:end], document.language) for start, end in spans]
    counts = Counter(name for names in named for name in names)
    title = {fold_words.fold(token) for token in fold_words.TOKEN.findall(document.title or "")}
    asides = (names for names in named[_LEAD:] if all(counts[name] == 1 and name not in title for name in names))
    return frozenset(name for names in asides for name in names)


def _unshared(weights: Mapping[str, float], names: frozenset[str], document_id: str) -> dict[str, float]:
    """`weights` with those of `names` under a key of this document's own: they count, but are no other article's."""
    return {f"{document_id}:{word}" if word in names else word: weight for word, weight in weights.items()}


def _names_within(text: str, language: str) -> frozenset[str]:
    """Words with a capital, folded, but for the first and those of the calendar."""
    found = {fold_words.fold(token) for token in fold_words.TOKEN.findall(text)[1:] if token[0].isupper()}
    return frozenset(name for name in found - _calendar(language) if len(name) >= _SHORTEST_WORD)


def _calendar(language: str) -> frozenset[str]:
    """Names of months and days in English, of which other languages' news has some, and in the language itself."""
    return month_and_day_names.names("en") | month_and_day_names.names(of(language).code)


def _main_names(document: Document) -> tuple[frozenset[str], frozenset[str]]:
    """Names of the title and the first sentence, folded, and the people named in full in the opening.

    What the article has in lower case as well is no name: "Barn burns down", "a barn".
    """
    title, first = document.title or "", document.sentence(0) if document.sentences else ""
    tokens = fold_words.TOKEN.findall(f"{title}\n{first}")
    common = {token for token in fold_words.TOKEN.findall(f"{title}\n{document.text}") if token[0].islower()}
    sure = capitalised_within(document)
    names = {
        fold_words.fold(token)
        for token in tokens
        if token[0].isupper()
        and token.lower() not in common
        and (token in sure or word_rarity_and_capitals.is_known_name(fold_words.fold(token)))
    }
    people = {
        " ".join(map(fold_words.fold, match.groups()))
        for match in _FULL_NAME.finditer(_opening(document))
        if given_names.is_given(match[1]) and match[2].lower() not in common
    }
    names -= _common_nouns(document) | _calendar(document.language) | {person.partition(" ")[0] for person in people}
    return frozenset(name for name in names if len(name) >= _SHORTEST_WORD), frozenset(people)


def _common_nouns(document: Document) -> frozenset[str]:
    """Folded words that are common nouns in a language whose nouns have capitals: they follow an article somewhere."""
    rules = of(document.language).verification
    if not rules.nouns_have_capitals:
        return frozenset()
    spans = document.sentences[:_SENTENCES]
    text = f"{document.title or ''}\n{document.text[: spans[-1][1]] if spans else ''}"
    return frozenset(
        fold_words.fold(match[3])
        for match in _NOUN.finditer(text)
        if match[1].isdigit() or {match[1].lower(), match[2]} & rules.before_nouns
    )


def capitalised_within(document: Document) -> frozenset[str]:
    """The words that have a capital though they begin neither a sentence nor a title, which may be in title case."""
    spans = document.sentences[:_SENTENCES]
    texts = [document.text[start:end] for start, end in spans]
    words = fold_words.TOKEN.findall(document.title or "")
    if any(word[0].islower() and len(word) > _SHORTEST_WORD for word in words):
        texts.append(document.title or "")
    return frozenset(token for text in texts for token in fold_words.TOKEN.findall(text)[1:] if token[0].isupper())


def _sure_names(document: Document) -> frozenset[str]:
    """Words with a capital within a sentence; none in a language whose nouns have one."""
    nouns = of(document.language).verification.nouns_have_capitals
    calendar = _calendar(document.language)
    found = frozenset() if nouns else capitalised_within(document)
    return frozenset(name for name in found if fold_words.fold(name) not in calendar)


def _rare_words(text: str, language: str) -> dict[str, float]:
    """How rare each word of `text` is, of those that only few articles have; not those of the calendar."""
    calendar = _calendar(language)
    found = {
        folded: word_rarity_and_capitals.weight(folded)
        for folded in map(fold_words.fold, fold_words.TOKEN.findall(text))
    }
    return {
        word: rarity
        for word, rarity in found.items()
        if rarity > _KNOWN_WORD and len(word) > _SHORTEST_WORD and word not in calendar
    }


def _opening(document: Document) -> str:
    """The title and the first sentences."""
    told = document.sentences[:_LEAD]
    return f"{document.title or ''}\n{document.text[: told[-1][1]] if told else ''}"


def _amounts(document: Document) -> frozenset[str]:
    """The sums of money of the opening; tolls are seldom the same in two reports of one event."""
    opening = "\n".join(
        (document.title or "", *(document.text[start:end] for start, end in document.sentences[:_LEAD]))
    )
    found = quantities.parse(_DATE.sub(" ", opening), document.language)
    return frozenset(f"={each.value:g}" for each in found if each.kind == "money")


def content_key(document: Document) -> str:
    """Equal for articles with the same words, whatever their spacing, case and punctuation: a reprint."""
    plain = " ".join(_WORD.findall(document.text.lower()))
    return hashlib.sha256(plain.encode("utf-8", "surrogatepass")).hexdigest() if plain else f"empty:{document.id}"


def _read(text: str, times: int, counts: Counter[str], names: Counter[str], shown: dict[str, str]) -> None:
    for place, token in enumerate(fold_words.TOKEN.findall(text)):
        folded = fold_words.fold(token)
        if len(folded) < _SHORTEST_WORD:
            continue
        counts[folded] += times
        if token[0].isupper() and (place or word_rarity_and_capitals.is_name(folded)):
            names[folded] += times
            shown.setdefault(folded, token)


def _read_title(text: str, counts: Counter[str], names: Counter[str], shown: dict[str, str]) -> None:
    """Titles may be in title case: there a capital only counts for a word that is a name in the text or elsewhere."""
    for token in fold_words.TOKEN.findall(text):
        folded = fold_words.fold(token)
        if len(folded) < _SHORTEST_WORD:
            continue
        counts[folded] += 1
        if token[0].isupper() and (folded in names or word_rarity_and_capitals.is_name(folded)):
            names[folded] += 2
            shown.setdefault(folded, token)


def _figures(text: str, decimal: str) -> dict[str, float]:
    """Numbers by their digits; decimals stand after `decimal`. Small ones and years are everywhere and weigh little."""
    return {
        digits: 0.2 if _YEAR.match(digits) else min(1.0, 0.35 * len(digits.replace(".", "")))
        for digits in written(_DATE.sub(" ", text), decimal)
    }


def _weighted(counts: Mapping[str, int]) -> dict[str, float]:
    return {word: (1 + math.log(count)) * word_rarity_and_capitals.weight(word) for word, count in counts.items()}


def _unit(values: Mapping[str, float]) -> dict[str, float]:
    length = math.sqrt(_total(value * value for value in values.values()))
    return {word: value / length for word, value in values.items()} if length else {}


def _total(values: Iterable[float]) -> float:
    """A sum that does not depend on the order of its terms."""
    return math.fsum(values)
