"""What a language module holds: its words, as data. The functions that read them are elsewhere.

`en.py`, `fr.py` and so on each make one `Language`, with the same field names. A field that is left empty means that
the language has no such list, and a function that needs it does nothing there; it does not guess.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from briefing.records import ArticleKind

__all__ = [
    "MARKS",
    "NEVER",
    "NOTHING",
    "SIGNS",
    "SYMBOLS",
    "Case",
    "Compression",
    "Events",
    "Gender",
    "Hedge",
    "Language",
    "Naming",
    "NumberWords",
    "Page",
    "Reading",
    "SpacedSentences",
    "Verification",
    "alternatives",
    "forms",
    "gendered",
    "hedging",
    "opening",
    "patterns",
    "units",
    "word_set",
]

Hedge = Literal["", "about", "nearly", "more", "at least", "fewer", "at most"]
"""How a figure is limited. "more" and "fewer" leave the figure itself out, "at least" and "at most" take it in."""


NOTHING = r"(?!)"
"""A pattern that matches nowhere."""
NEVER = re.compile(NOTHING)
"""What a language looks for where it has nothing to look for."""
SIGNS: Mapping[str, str] = {
    "$": "dollar",
    "r$": "real",
    "€": "euro",
    "£": "pound",
    "¥": "yen",
    "₴": "hryvnia",
    "₹": "rupee",
}
"""Signs of currencies; "US$" and its like are dollars."""
SYMBOLS: dict[str, tuple[str, float]] = {
    "m": ("metre", 1.0),
    "km": ("metre", 1000.0),
    "cm": ("metre", 0.01),
    "mm": ("metre", 0.001),
    "kg": ("gram", 1000.0),
    "ha": ("hectare", 1.0),
    "min": ("second", 60.0),
    "mw": ("watt", 1e6),
    "gw": ("watt", 1e9),
}
"""Symbols of units, which are the same in every language."""
MARKS: Mapping[str, float] = {"k": 1e3, "m": 1e6, "mn": 1e6, "bn": 1e9, "b": 1e9, "tn": 1e12}
"""What newspapers put right behind digits for a thousand and more; "m" may be metres too."""


def opening(words: str) -> re.Pattern[str]:
    """A sentence that one of `words`, a part of a regular expression, opens, behind what may stand before it."""
    return re.compile(rf"^[\"“«„‘'’—–\s]*(?:{words})\b", re.IGNORECASE)


def word_set(text: str) -> frozenset[str]:
    """The words of a list that is written as one text."""
    return frozenset(text.split())


def forms(*groups: tuple[str, float]) -> dict[str, float]:
    """Number words with their values; each group is several forms of one word, and its value."""
    return {word: value for words, value in groups for word in words.split()}


def units(*groups: tuple[str, str, float]) -> dict[str, tuple[str, float]]:
    """Units or currencies; each group is the forms of one, what it is measured in, and how much of it."""
    return {word: (unit, factor) for words, unit, factor in groups for word in words.split()}


def patterns(words: Mapping[str, str]) -> dict[str, re.Pattern[str]]:
    """Patterns by name; each finds whole words in any case."""
    return {name: re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE) for name, pattern in words.items()}


def hedging(**groups: str) -> dict[str, Hedge]:
    """Hedges; each group is the phrases for one, parted by "|"; "at_least" names "at least"."""
    kinds: dict[str, Hedge] = {
        "about": "about",
        "nearly": "nearly",
        "more": "more",
        "at_least": "at least",
        "fewer": "fewer",
        "at_most": "at most",
    }
    return {phrase: kinds[name] for name, phrases in groups.items() for phrase in phrases.split("|")}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class NumberWords:
    """The number words of a language, in lower case, and how they are put together."""

    values: Mapping[str, float] = field(default_factory=dict)
    """Words that are added to one another: ones, tens, and hundreds that are one word ("doscientos")."""
    articles: frozenset[str] = frozenset()
    """Those of `values` that are mostly an article ("un", "eine"): alone they are a figure only with a hedge."""
    singles: frozenset[str] = frozenset()
    """Those of `values` that are mostly a pronoun ("one"): alone they are a figure only with a hedge or a noun."""
    loose: Mapping[str, float] = field(default_factory=dict)
    """Words that say a number without being a figure: "both", "twice"."""
    ordinals: Mapping[str, float] = field(default_factory=dict)
    ordinal_marks: tuple[str, ...] = ()
    """What makes digits an ordinal: "rd" in "3rd"."""
    hundreds: frozenset[str] = frozenset()
    """Words that multiply the number before them by a hundred."""
    hundreds_after_digits: bool = False
    """They do so behind digits too: "5 hundred", but not "60 cents"."""
    scales: Mapping[str, float] = field(default_factory=dict)
    """Words, and abbreviations without their full stop, that multiply by a thousand or more."""
    dozens: Mapping[str, float] = field(default_factory=dict)
    """Words that multiply, and stand for a number of their own: "dozen"."""
    round: Mapping[str, float] = field(default_factory=dict)
    """Nouns for about so many: French "vingtaine"."""
    bare: frozenset[str] = frozenset()
    """Hundreds and scales that need no number before them: French "cent", "mille"."""
    before_bare: frozenset[str] = frozenset()
    """Words that take the place of that number: "a" in "a hundred"."""
    vague: frozenset[str] = frozenset()
    """Words after which a hundred is no figure: "several"."""
    joiners: frozenset[str] = frozenset()
    joins: Literal["hundreds", "tens", "both", ""] = ""
    """After what a joiner may stand: "five hundred and six", "cuarenta y dos", "cento e vinte e um"."""
    halves: tuple[str, ...] = ()
    """What adds a half: "and a half"."""
    shares_of: Mapping[str, float] = field(default_factory=dict)
    """What takes a share of the scale or dozen after it: "half a", "a quarter of a"."""
    compounds: bool = False
    """Numbers may be written as one word, which is read part by part: "vierundzwanzig", "yüzelli"."""
    ones_first: bool = False
    """"And" stands between all parts, before a word and in one with it, and ones before tens: "خمسة وعشرون"."""
    duals: Mapping[str, float] = field(default_factory=dict)
    """Words for two of a scale: "ألفان"."""
    ten_goes_on: bool = False
    """Eleven is ten and one in two words: Turkish "on bir"."""
    by_twenties: bool = False
    """Sixty and eighty go on to the next twenty: "soixante-douze", "quatre-vingt-dix"."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Compression:
    """The words that decide what may be cut from a sentence (`briefing.summarize.compress_sentence`).

    `protected` is a pattern of all words whose loss would change what a sentence claims: negation, quantity, condition
    and exception, hedge, speaker, legal standing. The others are patterns of asides.
    """

    protected: re.Pattern[str]
    connective: re.Pattern[str] = NEVER
    inner: re.Pattern[str] = NEVER
    direction: re.Pattern[str] = NEVER
    pictured: re.Pattern[str] = NEVER
    relative: re.Pattern[str] = NEVER
    relative_tail: re.Pattern[str] = NEVER
    circumstance: re.Pattern[str] = NEVER
    anybody: re.Pattern[str] = NEVER
    """What a relative clause says who is meant by, whatever its commas claim."""
    ranked: re.Pattern[str] = NEVER
    """Says which of several is meant; what follows says among which: "the second this year"."""
    pronouns: re.Pattern[str] = NEVER
    """A pronoun at the end of what comes before a bracket, which the bracket then explains."""
    verbs: re.Pattern[str] = NEVER


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Verification:
    """The words by which a claim is held against its evidence (`briefing.verify`)."""

    negations: frozenset[str] = frozenset()
    contractions: tuple[str, ...] = ()
    """Endings that deny: "n't"."""
    negative: re.Pattern[str] = NEVER
    """Words that deny something without being a negation, by how they begin."""
    not_denied: frozenset[str] = frozenset()
    """Words after which a negation denies nothing: "not only"."""
    asking: frozenset[str] = frozenset()
    """Conjunctions of a question, which a negation is never about: "whether"."""
    short_of: re.Pattern[str] = NEVER
    """Phrases that come to a negation of what follows."""
    hedges: frozenset[str] = frozenset()
    alleged: frozenset[str] = frozenset()
    reports: frozenset[str] = frozenset()
    """Verbs of reporting that leave a suspicion a suspicion."""
    stated: frozenset[str] = frozenset()
    """Words in a claim that keep it from stating a hedged thing as a fact."""
    opposites: Mapping[str, tuple[tuple[frozenset[str], frozenset[str]], ...]] = field(default_factory=dict)
    pronouns: re.Pattern[str] = NEVER
    speech: re.Pattern[str] = NEVER
    """Anything that says that somebody speaks."""
    speaker: re.Pattern[str] = NEVER
    """Who speaks, in a group."""
    said: frozenset[str] = frozenset()
    openers: frozenset[str] = frozenset()
    """Words that open a sentence with a capital and are no names."""
    titles: frozenset[str] = frozenset()
    aliases: tuple[frozenset[str], ...] = ()
    """Names for one country or union."""
    place: re.Pattern[str] = NEVER
    auxiliaries: frozenset[str] = frozenset()
    may: frozenset[str] = frozenset()
    certain: frozenset[str] = frozenset()
    """Verbs that say that something is so, where another says that it may be."""
    rounding: frozenset[str] = frozenset()
    joining: frozenset[str] = frozenset()
    times: frozenset[str] = frozenset()
    small_numbers: Mapping[float, frozenset[str]] = field(default_factory=dict)
    """Words that make a small number without being one: "a man and a woman" are two."""
    all_of: str = ""
    """Pattern of what stands before a number that is the whole: "all the"."""
    part_of: str = ""
    """Pattern of what stands between a part and its whole: "of the"."""
    clause_breaks: frozenset[str] = frozenset()
    """Words at which the search for what a number counts ends."""
    uncounted: frozenset[str] = frozenset()
    """Words that a number counts and that say nothing of what is counted: "other", "people"."""
    nouns_have_capitals: bool = False
    before_nouns: frozenset[str] = frozenset()
    """Where nouns have capitals: what stands before common ones and seldom before names ("ein", "zum")."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Page:
    """What pages say around their articles (`briefing.extract.datelines_and_boilerplate`), as patterns."""

    junk: tuple[str, ...] = ()
    """The beginning of a paragraph that is no part of the article."""
    paywall: tuple[str, ...] = ()
    cookies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Events:
    """The words that tell what happened, to whom and when (`briefing.stories`)."""

    roles: Mapping[str, re.Pattern[str]] = field(default_factory=dict)
    """What is counted: "dead", "hurt", "evacuated"."""
    aspects: Mapping[str, Mapping[str, re.Pattern[str]]] = field(default_factory=dict)
    """What a figure is of, on axes of which it has one value: profit or sales, men or women, the north or the south."""
    singled: Mapping[str, re.Pattern[str]] = field(default_factory=dict)
    """Marks of a figure that is of something else than one without them: a part, a wish, an aftershock."""
    people: frozenset[str] = frozenset()
    anybody: frozenset[str] = frozenset()
    """Those of `people` that may be anybody: "people", "victims"."""
    clause_break: re.Pattern[str] = NEVER
    part: re.Pattern[str] = NEVER
    """After a figure: it is a part of a whole."""
    further: re.Pattern[str] = NEVER
    """Before a figure: it comes on top of another."""
    moved: re.Pattern[str] = NEVER
    """Before a figure: it has changed to that: "rises to"."""
    moved_behind: re.Pattern[str] = NEVER
    """Behind a figure: the same, where verbs come last."""
    total: re.Pattern[str] = NEVER
    past: re.Pattern[str] = NEVER
    expected: re.Pattern[str] = NEVER
    """In the clause of a figure: it is what somebody expects, estimates or plans."""
    back: re.Pattern[str] = NEVER
    """In the sentence of a figure: a time long before the report, "a year earlier"."""
    foreseen: re.Pattern[str] = NEVER
    """In the clause of a figure: it is still to come, whether as a plan or as a forecast."""
    compared: re.Pattern[str] = NEVER
    """Before a figure, up to it: another one is measured against it: "down from", "more than the"."""
    alongside: re.Pattern[str] = NEVER
    """After a figure: it leaves somebody out, or takes them in: "three other senators", "13 including the gunman"."""
    age_before: re.Pattern[str] = NEVER
    age_after: re.Pattern[str] = NEVER
    outcomes: Mapping[str, Mapping[str, re.Pattern[str]]] = field(default_factory=dict)
    """How something ended, on axes of which only one value can be true: "approved", "rejected"."""
    denied: re.Pattern[str] = NEVER
    doubted: re.Pattern[str] = NEVER
    """Before an outcome: it is hoped, planned or long past."""
    statement_break: re.Pattern[str] = NEVER
    passive: re.Pattern[str] = NEVER
    agent: re.Pattern[str] = NEVER
    placed: re.Pattern[str] = NEVER
    """Where something happened: its first group is the preposition, the second the place."""
    chosen_place: re.Pattern[str] = NEVER
    no_places: frozenset[str] = frozenset()
    """Words with a capital behind a preposition of place that are none."""
    turns: Mapping[str, re.Pattern[str]] = field(default_factory=dict)
    """A turn of events: "postponed", "resigned"."""
    left_open: re.Pattern[str] = NEVER
    """Before a turn: it is denied, planned or feared."""
    times_of_day: frozenset[str] = frozenset()
    """Words of every report that tell nothing new: "morning", "said"."""
    just_now: re.Pattern[str] = NEVER
    """Before a turn: it has just come about."""
    corrected: re.Pattern[str] = NEVER
    """By which a report says that something said or planned before no longer holds: "after all", "correcting"."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Reading:
    """The words that tell how a sentence reads (`briefing.summarize.sentence_features`)."""

    stop: frozenset[str] = frozenset()
    """Words of every text, in lower case, which say nothing of what it is about."""
    third_person: re.Pattern[str] = NEVER
    first_person: frozenset[str] = frozenset()
    """Words by which the writer speaks of himself or to the reader."""
    saying: frozenset[str] = frozenset()
    """Forms of "to say"."""
    dangling: re.Pattern[str] = NEVER
    """Opens a sentence and points to another: "he", "this", "the latter"."""
    expletive: re.Pattern[str] = NEVER
    """Opens a sentence as if it did, and points at nothing: "there were", "it emerged"."""
    linking: re.Pattern[str] = NEVER
    """Opens a sentence and hangs it on the one before: "also", "meanwhile"."""
    credits_before: re.Pattern[str] = NEVER
    """A sentence that only says whose word the one before is: "That is what the union says"."""
    contrast: re.Pattern[str] = NEVER
    """Opens a sentence that contradicts what was said before: "but", "however"."""
    contradicting: re.Pattern[str] = NEVER
    """Says so anywhere in a sentence: ", though,"."""
    torn_opening: re.Pattern[str] = NEVER
    """Such an opening, with the blanks behind it, where the rest says the same without it: "But ", not "But for "."""
    definite: re.Pattern[str] = NEVER
    """Something that is taken as known: "the firm"; the noun is its group 1."""
    boilerplate: re.Pattern[str] = NEVER
    """Belongs to the page and not to the article: by-lines, "click here", credits."""
    label: re.Pattern[str] = NEVER
    """A page's own label before a sentence, with the blanks behind it: "Why it matters: "."""
    courtesy: re.Pattern[str] = NEVER
    """What live blogs, broadcasts and transcripts say to be polite, or of their own coverage."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SpacedSentences:
    """The words that hold clauses together where a sentence ends with a space and no mark."""

    hangs_on: re.Pattern[str]
    """Behind a space: it goes on with the sentence."""
    leads_on: re.Pattern[str]
    """Before a space: the sentence goes on."""
    waits: re.Pattern[str]
    """Opens a clause that its main clause follows."""
    shortest: int
    """Letters that a sentence has at least; the clauses on both sides of its end have half as many."""


Gender = Literal["m", "f"]
Case = Literal["subject", "object", "possessive", "either"]
"""What a pronoun is in its sentence; "either" may be an object or a possessive: "her"."""


def gendered(*, male: str = "", female: str = "", either: str = "") -> dict[str, Gender | None]:
    """Words for people, with the gender they tell."""
    genders: dict[str, Gender | None] = dict.fromkeys(either.split())
    genders |= dict.fromkeys(male.split(), "m")
    genders |= dict.fromkeys(female.split(), "f")
    return genders


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """The words by which names are put in for pronouns, surnames and nouns (`briefing.summarize`), in lower case."""

    code: str = ""
    pronouns: Mapping[str, tuple[Gender, Case]] = field(default_factory=dict)
    """Pronouns for which a name can stand."""
    reflexives: Mapping[Gender, re.Pattern[str]] = field(default_factory=dict)
    """What the sentence's own subject is called again in it: "himself"."""
    titles: Mapping[str, Gender | None] = field(default_factory=dict)
    """Words right before a name, written with a capital: "Mr", "Senator". They are no part of the name."""
    royal: frozenset[str] = frozenset()
    """Those of `titles` that belong to a name without a surname: "King Abdullah"."""
    courtesy: frozenset[str] = frozenset()
    """Those of `titles` that say nothing but whom they are before: "Mr"."""
    people: Mapping[str, Gender | None] = field(default_factory=dict)
    """Nouns for a person: "man", "striker", "spokeswoman"."""
    kin: frozenset[str] = frozenset()
    """Those of `people` that speak of somebody beside the one who is named: "his wife", "the victim"."""
    heads: frozenset[str] = frozenset()
    """Those of `people` of whom everybody knows several: "the president" may be one whom nobody introduces."""
    speech: frozenset[str] = frozenset()
    """Verbs of saying, in the forms that stand beside a name."""
    human: frozenset[str] = frozenset()
    """Other verbs and auxiliaries that stand right behind the name of a person."""
    openers: frozenset[str] = frozenset()
    """Words with a capital at the start of a sentence that are no part of a name, however common as names elsewhere."""
    anybody: re.Pattern[str] = NEVER
    """Words that speak of somebody without saying who."""
    verb: re.Pattern[str] = NEVER
    """What looks like a verb right behind a name."""
    places: frozenset[str] = frozenset()
    """Words before the name of a place."""
    names_too: frozenset[str] = frozenset()
    """Those of `openers` that are given names as well: "Will"."""
    abbreviated: frozenset[str] = frozenset()
    """Words that keep their capital inside a name and have a full stop: "Mr."."""
    others: frozenset[str] = frozenset()
    """Words before a noun for somebody beside the one who was named: "her husband"."""
    particles: frozenset[str] = frozenset()
    """Words in lower case inside a name: "van"."""
    not_people: frozenset[str] = frozenset()
    """Words of which one makes a name that of a place, a body or a thing."""
    bodies: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Nouns that stand for a body that was named -> words of names that such a body has: "bank", "airline"."""
    many: frozenset[str] = frozenset()
    """Those of `bodies` of which one article has many, so that a name counts only shortly after it."""
    businesses: frozenset[str] = frozenset()
    """Those of `bodies` whose names seldom have that word in them: one may be the subject of the sentence before."""
    goes_on: re.Pattern[str] = NEVER
    """What a name goes on with: " of England"."""
    small: frozenset[str] = frozenset()
    """Words that an acronym may leave out."""
    articles: frozenset[str] = frozenset()
    """The definite article, as it stands before such a noun."""
    definite: frozenset[str] = frozenset()
    """Words before a noun that do not bring another of the kind: "the", "its"."""
    indefinite: frozenset[str] = frozenset()
    """Words by which somebody comes in without a name: "a", "another"."""
    joining: frozenset[str] = frozenset()
    """Words that join another to a noun: "the coach and the captain"."""
    narrowing: frozenset[str] = frozenset()
    """Words behind a noun by which it says itself which one is meant: "of", "that"."""
    age: re.Pattern[str] = NEVER
    """What follows a name that has an age."""
    aged: re.Pattern[str] = NEVER
    """"the 38-year-old", with the number as its group."""
    impersonal: re.Pattern[str] = NEVER
    """From a pronoun on: it stands for nobody ("il faut")."""
    follows_object: frozenset[str] = frozenset()
    """Words behind "her" that make it an object and no possessive."""
    double_object: frozenset[str] = frozenset()
    """Verbs after which "her" before a noun may be an object all the same: "gave her flowers"."""
    prepositions: frozenset[str] = frozenset()
    """Words after which an object pronoun can be a name without any other change."""
    stressed: bool = False
    """An object can be a name only behind one of `prepositions`: "selon lui", but not "lui a dit"."""
    barring: frozenset[str] = frozenset()
    """Words after which no name is put in for a pronoun: "quant à elle"."""
    possessive: str = ""
    """What a name gets that stands for a possessive; without it, names are put in for no possessive."""
    subordinate: frozenset[str] = frozenset()
    """Words that open a clause in which a pronoun may stand for a name that only comes after it."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Language:
    """The words of one language."""

    code: str
    numbers: NumberWords = NumberWords()
    units: Mapping[str, tuple[str, float]] = field(default_factory=dict)
    """A unit's forms -> the unit that it is measured in, and how much of it."""
    currencies: Mapping[str, tuple[str, float]] = field(default_factory=dict)
    percent: tuple[str, ...] = ()
    percent_before: tuple[str, ...] = ()
    """Words and signs of a per cent that stand before the number."""
    hedges: Mapping[str, Hedge] = field(default_factory=dict)
    """Phrases before a figure."""
    hedges_after: Mapping[str, Hedge] = field(default_factory=dict)
    """Phrases behind a figure or what it counts."""
    number_case: re.Pattern[str] = NEVER
    """A case ending right behind digits: "12'den fazla"."""
    rates: frozenset[str] = frozenset()
    """Words that end a figure: "a" in "£5 a month"."""
    numbered: frozenset[str] = frozenset()
    """Words before the number of a name: "channel", "section"."""
    not_counted: frozenset[str] = frozenset()
    """Function words that may stand between a figure and the noun it counts."""
    of: tuple[str, ...] = ()
    """What joins a number, or the day of a month, to its noun."""

    months: Mapping[str, int] = field(default_factory=dict)
    """Forms of the months that babel lacks."""
    weekdays: frozenset[str] = frozenset()
    """Forms of the weekdays that babel lacks."""
    short_dates: frozenset[str] = frozenset()
    """Abbreviations of weekdays and months."""
    ambiguous_dates: frozenset[str] = frozenset()
    """Months that are words of their own in lower case, and at the start of a sentence."""
    inflects_dates: bool = False
    """Weekdays and months have cases."""
    relative_days: frozenset[str] = frozenset()
    month_first: bool = False
    day_marks: tuple[str, ...] = ()
    """What may follow the day of a month: "th", "er", "."."""
    clock_mark: str = ""
    """Pattern of what makes a number a time of day: "Uhr"."""

    spaced: SpacedSentences | None = None
    """How sentences are told apart in a language that ends them with a space; None where a mark ends them."""
    abbreviations: frozenset[str] = frozenset()
    """Without their last full stop. A sentence does not end there."""
    after_clock: re.Pattern[str] = NEVER
    """What continues a sentence after "9 p.m."."""
    pronoun_initials: frozenset[str] = frozenset()
    """Single letters that are words and no initials: "I."."""

    function_words: frozenset[str] = frozenset()
    stem_letters: int = 0
    """Letters by which two forms of one word are known in a language of many endings; 0 where endings are cut off."""
    irregular: Mapping[str, str] = field(default_factory=dict)
    """Forms of a word that its ending does not tell -> the word."""
    endings: re.Pattern[str] = NEVER
    """Inflections, which a stem lacks."""
    synonyms: tuple[frozenset[str], ...] = ()
    """Groups of words that may stand for one another, in all their forms."""
    denial: re.Pattern[str] = NEVER
    """Any word that denies, for asking whether two sentences have the same polarity."""

    failing: re.Pattern[str] = NEVER
    """Verbs and adjectives that come to a denial, and may be translated by one: "failed to", "unable"."""

    article_kinds: Mapping[ArticleKind, tuple[str, ...]] = field(default_factory=dict)
    """Labels of what is no plain news, as sections, titles and boxes bear them."""
    declared_kinds: Mapping[ArticleKind, re.Pattern[str]] = field(default_factory=dict)
    """What an outlet itself says of an article in a sentence: "This article was paid for by"."""
    clickbait: re.Pattern[str] = NEVER
    """Titles that sell instead of telling."""
    verification: Verification = Verification()
    compression: Compression | None = None
    events: Events = Events()
    page: Page = Page()
    reading: Reading = Reading()
    naming: Naming = Naming()

    def is_plain(self) -> bool:
        """Whether the language has no words of its own but abbreviations and numbers."""
        return not self.function_words


def alternatives(words: Iterable[str]) -> str:
    """A pattern of any of `words`, which are taken letter by letter; the longest comes first."""
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))
