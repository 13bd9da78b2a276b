"""The words by which names are put in for pronouns, surnames and nouns, as data: one `Naming` a language.

The functions that read them are in `briefing.summarize`. A field that is left empty means that the language has no such
list, and what needs it is not done there.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

__all__ = ["NEVER", "Case", "Gender", "Naming", "gendered", "word_set"]

Gender = Literal["m", "f"]
Case = Literal["subject", "object", "possessive", "either"]
"""What a pronoun is in its sentence; "either" may be an object or a possessive: "her"."""

NEVER = re.compile(r"(?!)")
"""What a language looks for where it has nothing to look for."""


def word_set(text: str) -> frozenset[str]:
    """The words of a list that is written as one text."""
    return frozenset(text.split())


def gendered(*, male: str = "", female: str = "", either: str = "") -> dict[str, Gender | None]:
    """Words for people, with the gender they tell."""
    genders: dict[str, Gender | None] = dict.fromkeys(either.split())
    genders |= dict.fromkeys(male.split(), "m")
    genders |= dict.fromkeys(female.split(), "f")
    return genders


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """The words of one language, in lower case."""

    code: str
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
