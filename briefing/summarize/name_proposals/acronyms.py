"""What an acronym was spelt out as earlier: "the Muslim Council of Britain (MCB)" -> "Muslim Council of Britain"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefing.summarize.name_proposals.proposal import Proposal
from briefing.summarize.people_mentioned import Mentions

__all__ = ["acronyms"]

# Small words that a name spelt out may have more than letters.
_MOST_SMALL = 3
_TOKEN = re.compile(r"[\w.&’'-]+")
_JOINT = re.compile(r"[-’']")
_QUOTES = " \"'“”’"
_ACRONYM = re.compile(r"(?<![\w.’'&-])[A-Z]{2,}[a-zA-Z]?\b(?![-&.’']\w*[a-zA-Z]{2})")


def acronyms(article: Mentions, index: int, title: str) -> Iterator[Proposal]:
    """What each acronym of sentence `index` was spelt out as; not one that the sentence or the title explains."""
    sentence = article.sentences[index]
    seen: set[str] = set()
    for match in _ACRONYM.finditer(sentence):
        short = match[0]
        if short in seen or short in title or sentence[match.start() - 1 : match.start()] == "(":
            continue
        seen.add(short)
        found = _spelt_out(article, index, short)
        if found and found[0] not in sentence:
            yield Proposal("acronym", match.start(), match.end(), found[0], found[1])


def _spelt_out(article: Mentions, index: int, short: str) -> tuple[str, int] | None:
    """What `short` was spelt out as before: "Muslim Council of Britain (MCB)"; None where never, or in two ways."""
    found: dict[str, int] = {}
    for number, sentence in enumerate(article.sentences[:index]):
        place = sentence.find(f"({short})")
        name = _with_initials(sentence[:place].rstrip(_QUOTES), short, article.words.small) if place > 0 else ""
        if name:
            found.setdefault(name, number)
    return next(iter(found.items())) if len(found) == 1 else None


def _with_initials(text: str, short: str, small: frozenset[str]) -> str:
    """The end of `text` whose words begin with the letters of `short`, `small` words left out or not."""
    tokens = [(match[0], match.start()) for match in _TOKEN.finditer(text)]
    letters = short.lower()
    for count in range(len(letters), min(len(letters) + _MOST_SMALL, len(tokens)) + 1):
        part = tokens[-count:]
        pieces = [piece.lower() for token, _ in part for piece in _JOINT.split(token) if piece]
        initials = "".join(piece[0] for piece in pieces)
        big = "".join(piece[0] for piece in pieces if piece not in small)
        if letters in (initials, big) and part[0][0].lower() not in small:
            return text[part[0][1] :]
    return ""
