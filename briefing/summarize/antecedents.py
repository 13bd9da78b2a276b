"""Who "he", "she" or "the company" at the start of a sentence is, where only one answer is possible.

Comes in: sentences and the number of one. Goes out: the words to replace, the name to show in [brackets], and the
sentence that gives it, which becomes evidence too. Certain means: up to there the article has named one person (or one
company) and no other, and the sentence just before opens with that name. Anything else is left as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["Antecedent", "antecedent", "dangles"]

_PERSON_PRONOUN = re.compile(r"^(?:He|She)(?=\s)")
_COMPANY = re.compile(r"^(?:The company|The firm)(?=\s)")
_DANGLING = re.compile(
    r"^\W*(?:he|she|it|they|him|them|his|her|its|their|this|that|these|those|the "
    r"(?:latter|former|pair|duo|two|trio|move|incident)|meanwhile|however|but|and|so|also|such|both|another|"
    r"instead|il|elle|ils|elles|celui-ci|celle-ci|ceux-ci|cela|cette|ces|ce dernier|cette dernière|leur|leurs)\b",
    re.IGNORECASE,
)
_EXPLETIVE = re.compile(
    r"^\W*(?:it (?:is|was|has been|will be|emerged|turned out)|this (?:week|year|month)|il (?:y a|est|faut))\b",
    re.IGNORECASE,
)
_NAME = re.compile(
    r"\b[A-ZÀ-Þ][a-zà-þ’'-]+(?:\s(?:de|van|von|al|bin|el|da|di|[A-ZÀ-Þ]\.|[A-ZÀ-Þ][a-zà-þ’'-]+)){0,3}\s"
    r"[A-ZÀ-Þ][a-zà-þ’'-]+"
)
_ORGANISATION = re.compile(
    r"^[A-ZÀ-Þ][\w&’'.-]*(?:\s[A-ZÀ-Þ&][\w&’'.-]*){0,4}\s(?:Inc|Corp|Ltd|plc|PLC|Group|Holdings|Motors|"
    r"Airlines|Airways|Energy|Bank|Pharma|Industries|Systems|Technologies)\b\.?"
)
_ANY_ORGANISATION = re.compile(_ORGANISATION.pattern.lstrip("^"))
_NOT_PEOPLE = re.compile(
    r"\b(?:University|College|School|City|Street|Road|Avenue|Court|Park|Hospital|Airport|County|State|States|Kingdom|"
    r"Party|Council|Ministry|House|Bank|Union|League|Cup|Club|United|Church|Museum|Office|Department|Agency|Group|Inc|"
    r"Corp|Ltd|Island|River|Lake|Mountain|Bay|Sea|North|South|East|West|New|Saint|The|On|In|At|After|Before|When)\b"
)
_PEOPLE = re.compile(
    r"\b(?:man|woman|boy|girl|wife|husband|son|daughter|father|mother|brother|sister|friend|lawyer|colleague|partner|"
    r"spokesman|spokeswoman|president|minister|coach|officer|judge|doctor|who|whose)\b",
    re.IGNORECASE,
)
_HUMAN = re.compile(
    r",? (?:\d{1,2}, |(?:has |had |was |is )?(?:said|told|says|born|elected|appointed|arrested|charged|sentenced|"
    r"jailed|married|resigned|resigns|retired|died|won|joined|wrote|plays|played|scored)\b)"
)
# What may follow a name for it to be a person's: two capitals are a club or a ship as easily.
_WOMAN = re.compile(r"\b(?:she|her|Mrs|Ms|Miss|actress|woman|mother|wife|daughter|sister|queen)\b", re.IGNORECASE)
_MAN = re.compile(r"\b(?:he|him|his|Mr|Sir|man|father|husband|son|brother|king)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Antecedent:
    """What `words` at the start of a sentence stand for, and which sentence says so."""

    words: str
    name: str
    sentence: int


def dangles(sentence: str) -> bool:
    """Whether `sentence` leans on the one before it: a pronoun, "the latter", "meanwhile" at its start."""
    return bool(_DANGLING.match(sentence)) and not _EXPLETIVE.match(sentence)


def antecedent(sentences: Sequence[str], index: int) -> Antecedent | None:
    """The one possible name for the start of sentence `index`; None where there is none, or more than one."""
    if index == 0:
        return None
    sentence, before = sentences[index], sentences[index - 1]
    if match := _PERSON_PRONOUN.match(sentence):
        name = _only_person(sentences[:index], before)
        other = _MAN if match[0] == "She" else _WOMAN
        if name and not any(other.search(text) for text in sentences[: index + 1]):
            return Antecedent(match[0], name, index - 1)
    elif match := _COMPANY.match(sentence):
        found = _ORGANISATION.match(before)
        known = {item for text in sentences[:index] for item in _ANY_ORGANISATION.findall(text)}
        if found and known == {found[0]}:
            return Antecedent(match[0], found[0].rstrip("."), index - 1)
    return None


def _only_person(earlier: Sequence[str], before: str) -> str | None:
    """The full name that opens `before`, if no sentence of `earlier` names or mentions anybody else."""
    opening = _NAME.match(before)
    if not opening or _NOT_PEOPLE.search(opening[0]) or not _HUMAN.match(before, opening.end()):
        return None
    name = opening[0]
    for text in earlier:
        if any(found != name for found in _NAME.findall(text)) or _PEOPLE.search(text):
            return None
        rest = re.sub(re.escape(name), " ", text)
        surname = name.split()[-1]
        if any(
            word != surname
            for word in re.findall(r"(?<=[a-z,;] )[A-ZÀ-Þ][a-zà-þ]+(?=\s(?:said|told|was|is|and|has)\b)", rest)
        ):
            return None
    return name
