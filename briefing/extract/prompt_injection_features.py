"""A sentence -> which signs of prompt injection (a text that speaks to a program) it has, in the words of one language.

The words differ from language to language (`DirectiveWords`); the signs are the same, so what they are worth together
is learnt once for all languages (`training/directives.py`). Where a word stands says more than the word: an order opens
a clause, and who is called stands in a short clause of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields
from functools import cache

import numpy as np
import numpy.typing as npt

from briefing.language import CODES, prompt_injection
from briefing.language.language_words import NOTHING
from briefing.language.prompt_injection.pattern_fields import DirectiveWords

__all__ = ["SIGNS", "Signs", "signs"]

SIGNS = (
    "program",
    "program called",
    "product",
    "your product",
    "earlier rules",
    "your rules",
    "drop opens",
    "order opens",
    "kindly",
    "you",
    "ought",
    "only",
    "page",
    "henceforth opens",
    "said",
    "said last",
    "drop",
    "order",
    "product asked",
    "program asked",
    "long",
    "ai",
    "ai called",
    "product alone",
    "your product alone",
    "program digests",
    "drop above",
    "program last",
    "you program",
    "henceforth",
    "your rules asked",
)
_CLAUSES = re.compile(r"[.:;,!?()\[\]{}|—–…。，、：！？「」『』]+|\s-{1,3}\s|\s(?:and|et|und|y|e|en|i|та|й|и)\s")
_ESCAPED = re.compile(r"(\\.)|[^\\]+", re.DOTALL)
_SCRIPTS = tuple(map(re.compile, (r"[\u3040-\u30ff\u3400-\u9fff]", r"[\u0400-\u04ff]", r"[A-Za-z]")))
# Words of the clause that calls somebody: "to all the assistants that read this page".
_CALL = 8
# Letters between "your" and what is yours: "your very short summary".
_NEAR = 16
# Adverbs and the like before the order: "now then, please, just write".
_BEFORE_ORDER = 2
_LONG = 30

# Letters that a pattern without regard to case takes for others, and `str.lower` leaves.
_LOWER = str.maketrans({"\u0307": None, "ı": "i", "ſ": "s"})

Signs = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class _Concepts:
    """The words of one language, each field of `DirectiveWords` as one pattern."""

    spaced: bool
    script: re.Pattern[str]
    """Letters without which a text is not in this language."""
    hints: re.Pattern[str]
    """In whatever "any" is in, once that is in lower case; without regard to case a pattern takes twice as long."""
    patterns: dict[str, re.Pattern[str]]

    def has(self, name: str, text: str) -> bool:
        return bool(self.patterns[name].search(text))

    def opens(self, name: str, clause: str) -> bool:
        """Whether `clause` begins with such a word, adverbs aside."""
        if not self.spaced:
            return self.has(name, clause)
        found = self.patterns[name].search(clause)
        return found is not None and len(clause[: found.start()].split()) <= _BEFORE_ORDER - self._subject(clause)

    def _subject(self, clause: str) -> int:
        return 0 if self.has("kindly", clause) or self.has("only", clause) else _BEFORE_ORDER


def signs(sentence: str, language: str | None = None) -> Iterator[Signs]:
    """The signs of `sentence`, whose blanks are single, in each language in which it may speak to a program.

    With a `language`, in that one alone.
    """
    lower = sentence.lower().translate(_LOWER)
    for code, words in _all_concepts().items():
        if (
            language in (None, code)
            and words.script.search(sentence)
            and words.hints.search(lower)
            and words.has("any", sentence)
        ):
            # Few sentences come so far, so clauses are parted here.
            yield _read(words, sentence, _clauses(sentence))


def _clauses(sentence: str) -> list[str]:
    return [clause for part in _CLAUSES.split(sentence) if (clause := part.strip())]


def _read(words: _Concepts, sentence: str, clauses: list[str]) -> Signs:
    def somewhere(*names: str) -> bool:
        return any(all(words.has(name, clause) for name in names) for clause in clauses)

    asked = [clause for clause in clauses if any(words.has(name, clause) for name in ("ought", "order", "kindly"))]
    found = (
        words.has("program", sentence),
        any(_calls(words, "program", clause, first=number == 0) for number, clause in enumerate(clauses[:-1])),
        words.has("product", sentence),
        words.has("your product", sentence),
        somewhere("rules", "earlier"),
        words.has("your rules", sentence),
        any(words.opens("drop", clause) for clause in clauses),
        any(words.opens("order", clause) for clause in clauses),
        words.has("kindly", sentence),
        words.has("you", sentence),
        words.has("ought", sentence),
        words.has("only", sentence),
        words.has("page", sentence),
        any(words.opens("henceforth", clause) for clause in clauses),
        words.has("said", sentence),
        bool(clauses) and words.has("said", clauses[-1]),
        words.has("drop", sentence),
        words.has("order", sentence),
        any(words.has("product", clause) for clause in asked),
        any(words.has("program", clause) for clause in asked),
        len(sentence.split()) > _LONG,
        words.has("ai", sentence),
        any(_calls(words, "ai", clause, first=number == 0) for number, clause in enumerate(clauses[:-1])),
        _apart(words, "product", sentence),
        _apart(words, "your product", sentence),
        somewhere("program", "digest"),
        any(words.opens("drop", clause) and words.has("earlier", clause) for clause in clauses),
        len(clauses) > 1 and len(clauses[-1].split()) <= _CALL // 2 and words.has("program", clauses[-1]),
        words.has("you program", sentence),
        words.has("henceforth", sentence),
        somewhere("your rules", "order"),
    )
    return np.array(found, dtype=np.float64)


def _calls(words: _Concepts, name: str, clause: str, *, first: bool) -> bool:
    """Whether `clause`, which others follow, is a call to a program."""
    short = len(clause.split()) <= (_CALL if first else _CALL // 2)
    return short and words.has(name, clause) and not words.has("said", clause)


def _apart(words: _Concepts, name: str, sentence: str) -> bool:
    """Whether such a product is named that people do not make as well."""
    return any(not words.has("answer", found[0]) for found in words.patterns[name].finditer(sentence))


@cache
def _all_concepts() -> dict[str, _Concepts]:
    """The words of each language that has them."""
    return {
        code: _concepts(prompt_injection.directives(code))
        for code in CODES
        if prompt_injection.directives(code).order != NOTHING
    }


def _concepts(words: DirectiveWords) -> _Concepts:
    bound = r"(?<!\w)(?:{})(?!\w)" if words.spaced else "(?:{})"
    gap = rf"\b.{{0,{_NEAR}}}\b" if words.spaced else rf".{{0,{_NEAR}}}"
    texts = {each.name: getattr(words, each.name) for each in fields(words) if each.name != "spaced"}
    texts |= {
        "your product": rf"(?:{words.you}){gap}(?:{words.product})",
        "your rules": rf"(?:{words.you}){gap}(?:{words.rules})",
        "you program": rf"(?:{words.you})[\s,]{{1,3}}(?:\w+\s+){{0,2}}(?:{words.program})",
    }
    texts |= {
        "any": "|".join((words.program, words.product, words.drop, words.henceforth, texts["your rules"])),
    }
    hints = _ESCAPED.sub(lambda found: found[1] or found[0].lower(), bound.format(texts["any"]))
    script = next(script for script in _SCRIPTS if script.search(words.order))
    compiled = {name: re.compile(bound.format(text), re.IGNORECASE) for name, text in texts.items()}
    return _Concepts(words.spaced, script, re.compile(hints), compiled)
