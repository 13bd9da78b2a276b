"""Words of the program that stand in an edition as data, said in the reader's language: facts and reasons.

An edition is written once, in English where it speaks of itself ("people hurt", "same names: …"), and printed in many
languages. Each text here has its place in every catalogue (`SAID`).
"""

from __future__ import annotations

import re
from collections.abc import Callable

from briefing.language.language_support import PARTS, UNCOMPARED

__all__ = ["SAID", "fact", "reason"]

_ROLES = ("dead", "hurt", "missing", "moved", "held", "rescued", "cases", "jobs", "vote")
_FACTS = (
    "the verdict", "the decision", "whether it goes ahead", "alive or dead", "the fire", "open or closed",
    "the outcome of the talks", "caught or at large", "how the post was left", "the result",
    "whether anyone was hurt", "the place",
)  # fmt: skip
_DECIMAL = re.compile(r"(?<=\d)\.(?=\d)")
_NUMBER = r"\d+(?:\.\d+)?"
_REASONS = {
    "same names: %(names)s": re.compile(r"same names: (?P<names>.+)"),
    "same figures: %(figures)s": re.compile(r"same figures: (?P<figures>.+)"),
    "similarity %(value)s": re.compile(rf"similarity (?P<value>{_NUMBER})"),
    "one event with probability %(value)s": re.compile(rf"one event with probability (?P<value>{_NUMBER})"),
    "one story line": re.compile(r"one story line"),
    "reprints: %(num)s": re.compile(r"(?P<num>\d+) reprinted"),
    "the same text printed %(num)s times": re.compile(r"the same text printed (?P<num>\d+) times"),
}
# Why an article was left out, what was found in one, what a story's rank is made of, and what kind of article it is.
_IN_EDITIONS = (
    "already in an earlier edition", "same text twice from one outlet", "same article read twice",
    "outlet is blocked", "in a language that is not kept", "older than this edition", "newer than this edition",
    "no room in this edition", "about a muted topic", "too short to summarize", "nothing new since the last edition",
    "opinion, satire or advertisement",
    "undated", "short", "paywalled", "cookie-wall", "cut", "instructions-removed",
    "corroboration", "novelty", "recency", "substance", "section", "interest", "local", "trusted", "variety",
    "opinion", "analysis", "satire", "sponsored",
    "News",
)  # fmt: skip
SAID = (*_REASONS, *_ROLES, *_FACTS, *_IN_EDITIONS, *PARTS, *UNCOMPARED, ": ")
"""Every text that an edition says in words of ours, as the catalogues have it."""

Translate = Callable[[str], str]


def fact(text: str, translate: Translate) -> str:
    """What sources differ about: "passengers hurt" with its role in the reader's language, an axis as a whole.

    The noun is a source's own word, in its language; where the role is translated it says enough alone.
    """
    if text in _FACTS:
        return translate(text)
    _, _, role = text.rpartition(" ")
    said = translate(role) if role in _ROLES and text.count(" ") <= 1 else role
    return text if said == role else said


def reason(text: str, translate: Translate, decimal: str = ".") -> str:
    """Why articles were put together, in the reader's language, with its `decimal` mark in figures."""
    for said, pattern in _REASONS.items():
        found = pattern.fullmatch(text)
        if found and (translated := translate(said)) != said:
            return translated % {name: _written(name, value, decimal) for name, value in found.groupdict().items()}
    return text


def _written(name: str, value: str, decimal: str) -> str:
    """A value of a reason with decimals as the reader writes them; a list is parted by what is no decimal mark."""
    if name == "names" or decimal == ".":
        return value
    return _DECIMAL.sub(decimal, value.replace(", ", "; "))
