"""Who "he", "she" or "the company" at the start of a sentence is, where only one answer is possible.

Comes in: sentences and the number of one. Goes out: the words to replace, the name to show in [brackets], and the
sentence that gives it, which becomes evidence too. Certain means: there is one person (or, in the whole article, one
company) that it could be. The sentence just before opens with that name, as its subject, and mentions nobody else, and
no word near the name speaks of the other sex. Anything else is left as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["Antecedent", "antecedent"]

_PERSON_PRONOUN = re.compile(r"^(?:He|She)(?=\s)")
_COMPANY = re.compile(r"^(?:The company|The firm)(?=\s)")
_NAME = re.compile(
    r"\b[A-ZÀ-Þ][a-zà-þ’'-]+(?:\s(?:de|van|von|al|bin|el|da|di|[A-ZÀ-Þ]\.|[A-ZÀ-Þ][a-zà-þ’'-]+)){0,3}\s"
    r"[A-ZÀ-Þ][a-zà-þ’'-]+"
)
_SURNAME = re.compile(r"(?:(?:Mr|Mrs|Ms|Sir|Dr)\.?\s)?([A-ZÀ-Þ][a-zà-þ’'-]+)(?=\s)")
_MAYBE_PERSON = re.compile(
    r"(?<![.!?“\"] )\b(?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August|"
    r"September|October|November|December)[A-ZÀ-Þ][a-zà-þ’'-]+\s(?:[A-ZÀ-Þ][a-zà-þ’'-]+|(?:said|told|was|is|has|and)\b)"
)
_ORGANISATION = re.compile(
    r"^[A-ZÀ-Þ][\w&’'.-]*(?:\s[A-ZÀ-Þ&][\w&’'.-]*){0,4}\s(?:Inc|Corp|Ltd|plc|PLC|Group|Holdings|Motors|"
    r"Airlines|Airways|Energy|Bank|Pharma|Industries|Systems|Technologies)\b\.?"
)
_ANY_ORGANISATION = re.compile(_ORGANISATION.pattern.lstrip("^"))
_NOT_PEOPLE = re.compile(
    r"\b(?:University|College|School|City|Street|Road|Avenue|Court|Park|Hospital|Airport|County|State|States|Kingdom|"
    r"Party|Council|Ministry|House|Bank|Union|League|Cup|Club|United|Church|Museum|Office|Department|Agency|Group|Inc|"
    r"Corp|Ltd|Island|River|Lake|Mountain|Bay|Sea|North|South|East|West|New|Saint|The|On|In|At|After|Before|When|"
    r"But|And|Yet|Then|Now|Later|Today)\b"
)
_PEOPLE = re.compile(
    r"\b(?:man|woman|boy|girl|wife|husband|son|daughter|father|mother|brother|sister|friend|lawyer|colleague|partner|"
    r"spokesman|spokeswoman|president|minister|coach|officer|judge|doctor|who|whose)\b",
    re.IGNORECASE,
)
# What may follow a name for it to be a person's: two capitals are a club or a ship as easily.
_HUMAN = re.compile(
    r",? (?:\d{1,2}, |(?:has |had |was |is )?(?:said|told|says|born|elected|appointed|arrested|charged|sentenced|"
    r"jailed|married|resigned|resigns|retired|died|won|joined|wrote|plays|played|scored)\b)"
)
_WOMAN = re.compile(r"\b(?:she|her|Mrs|Ms|Miss|actress|woman|mother|wife|daughter|sister|queen)\b", re.IGNORECASE)
_MAN = re.compile(r"\b(?:he|him|his|Mr|Sir|man|father|husband|son|brother|king)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Antecedent:
    """What `words` at the start of a sentence stand for, and which sentence says so."""

    words: str
    name: str
    sentence: int


def antecedent(sentences: Sequence[str], index: int) -> Antecedent | None:
    """The one possible name for the start of sentence `index`; None where there is none, or more than one."""
    if index == 0:
        return None
    sentence, before = sentences[index], sentences[index - 1]
    if match := _PERSON_PRONOUN.match(sentence):
        other = _MAN if match[0] == "She" else _WOMAN
        name = _only_person(sentences[:index])
        if name and not any(other.search(text) for text in (sentence, *_about(name, sentences[:index]))):
            return Antecedent(match[0], name, index - 1)
    elif match := _COMPANY.match(sentence):
        found = _ORGANISATION.match(before)
        known = {item for text in sentences[:index] for item in _ANY_ORGANISATION.findall(text)}
        if found and known == {found[0]}:
            return Antecedent(match[0], found[0].rstrip("."), index - 1)
    return None


def _about(name: str, sentences: Sequence[str]) -> list[str]:
    """The sentences that hold the surname."""
    return [text for text in sentences if name.split()[-1] in text]


def _only_person(earlier: Sequence[str]) -> str | None:
    """The full name of the one person in the last sentence of `earlier`, who has to be its subject."""
    before = earlier[-1]
    opening = _NAME.match(before)
    if opening and not _NOT_PEOPLE.search(opening[0]):
        name = opening[0]
    elif opening := _SURNAME.match(before):
        name = _full_name(opening[1], earlier)
    if not opening or not name or not _HUMAN.match(before, opening.end()):
        return None
    return None if _mentions_others(before[opening.end() :], name) else name


def _full_name(surname: str, earlier: Sequence[str]) -> str:
    """The one full name of the article that ends in `surname`; empty where there is none, or more than one."""
    known = {found for text in earlier for found in _NAME.findall(text) if found.split()[-1] == surname}
    return known.pop() if len(known) == 1 and not any(_NOT_PEOPLE.search(name) for name in known) else ""


def _mentions_others(rest: str, name: str) -> bool:
    """Whether what follows the subject speaks of anybody else: a name, a capital that might be one, "his brother"."""
    rest = rest.replace(name, " ")
    return bool(_PEOPLE.search(rest) or _MAYBE_PERSON.search(rest))
