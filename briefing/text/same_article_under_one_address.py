"""Whether two texts under one address or id are one article, versions of it, or two articles: by titles and words.

An address may hide which article it names: "?ref=77" is a number on one site and a campaign on another.
"""

from __future__ import annotations

import re

__all__ = ["is_same", "is_version", "share_runs", "words"]

# Share of the shorter text's words with which two texts under one title and id are one article.
_MUCH_THE_SAME = 0.7
# Share of the shorter text's runs of four words that two versions of an article have in common.
_REVISED = 0.25
# Characters of a text that are compared: what a version keeps shows in them, and books end somewhere.
_COMPARED = 20_000


def words(text: str | None) -> list[str]:
    """The words of `text` in lower case."""
    return re.findall(r"\w+", (text or "")[:_COMPARED].casefold())


def is_same(title: str | None, text: str, other_title: str | None, other_text: str) -> bool:
    """Whether two texts are one article: the same words, or one title and much the same text."""
    one, two = words(text), words(other_text)
    if one == two:
        return True
    if words(title) != words(other_title):
        return False
    shorter, longer = sorted((one, two), key=len)
    return len(set(shorter) & set(longer)) >= _MUCH_THE_SAME * len(set(shorter))


def share_runs(text: str, other_text: str) -> bool:
    """Whether a good part of the shorter text's runs of four words stands in the other."""
    one, two = (set(zip(bag, bag[1:], bag[2:], bag[3:], strict=False)) for bag in map(words, (text, other_text)))
    return len(one & two) >= _REVISED * max(1, min(len(one), len(two)))


def is_version(title: str | None, text: str, other_title: str | None, other_text: str, *, full: bool) -> bool:
    """Whether two texts are versions of one article. Without `full`, a title is enough: one may be a teaser."""
    if words(title) == words(other_title):
        return not full or is_same(title, text, other_title, other_text) or share_runs(text, other_text)
    return share_runs(text, other_text)
