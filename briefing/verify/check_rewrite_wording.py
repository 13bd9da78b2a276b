"""How a claim is worded: whether it is made of its evidence's own words, in their order.

Stricter than `briefing.verify.check_by_rules`, and asked of rewritten points only. The learned check lets one wrong
noun pass at times ("found a bomb" for "found cracks"), and true words can be put together falsely. A rewrite may
therefore leave words out, inflect them, use a common synonym, and begin with when it was or who says so; it may not
bring a word of its own, or turn the others round. What a free paraphrase loses by this is shown in the source's words.
English only, as rewriting is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial

from briefing.language import en
from briefing.language.words_stems_and_synonyms import alike as alike_in
from briefing.language.words_stems_and_synonyms import stem, words

__all__ = ["unlicensed"]

alike = partial(alike_in, language=en.LANGUAGE)
# Most content words of a time or a speaker that may stand before those they follow in the evidence.
_FRONT = 6
_OWNER = re.compile(r"\b((?:[A-ZÀ-Þ][\w-]+ ){0,3}[A-ZÀ-Þ][\w-]+)['’]s ([a-z-]+)")
_OWNER_OF_TWO = re.compile(_OWNER.pattern + r"( [a-z-]+)")
_ACCORDING = re.compile(r"according to ([^,]{1,60}),", re.IGNORECASE)


def unlicensed(claim: str, evidence: Sequence[str]) -> tuple[str, ...]:
    """Reasons why the wording of `claim` is not that of `evidence`; empty where it is."""
    mine = _content(claim)
    theirs = [word for passage in evidence for word in _content(passage)]
    whole = {word.casefold() for passage in evidence for word in words(passage)}
    new = [
        word
        for word in mine
        if word.casefold() not in en.LIGHT_WORDS | en.REPORTING_VERBS | whole
        and not any(alike(word, other) for other in theirs)
    ]
    new += [word for word in mine if _is_changed_name(word, evidence)]
    if new:
        return (f"the evidence does not have “{', '.join(dict.fromkeys(new))}”",)
    forms = (claim, _OWNER.sub(r"\2 of \1", claim), _OWNER_OF_TWO.sub(r"\2\3 of \1", claim))
    if not any(_in_order(form, theirs) for form in forms):
        return ("the claim puts the evidence's words together in another way",)
    return ()


def _is_changed_name(word: str, evidence: Sequence[str]) -> bool:
    """Whether `word` is nearly a name of the evidence, but not that name: "Sollens" for "Sollen"."""
    plain = [re.sub(r"['’]s$", "", other) for passage in evidence for other in words(passage)]
    mine = re.sub(r"['’]s$", "", word)
    if not mine[0].isupper() or mine.casefold() in (other.casefold() for other in plain):
        return False
    names = [other for other in plain if other[0].isupper() and other.casefold() not in en.FUNCTION_WORDS]
    return any(
        stem(mine, en.LANGUAGE) == stem(other, en.LANGUAGE) or other.startswith(mine) or mine.startswith(other)
        for other in names
    )


def _content(text: str) -> list[str]:
    plain = re.sub(r"(?<=\d),(?=\d{3}\b)", "", text.replace("[", "").replace("]", ""))
    return [word for word in words(plain) if word.casefold() not in en.FUNCTION_WORDS - en.REPORTING_VERBS]


def _in_order(claim: str, theirs: Sequence[str]) -> bool:
    """Whether the words of `claim` follow one another as in `theirs`, but for a time or a speaker at its front."""
    mine = [word for word in _content(claim) if any(alike(word, other) for other in theirs)]
    named = _ACCORDING.match(claim)
    according = (
        len([word for word in _content(named[1]) if any(alike(word, other) for other in theirs)]) if named else 0
    )
    return any(
        _is_part(mine[front:], theirs)
        for front in range(min(_FRONT, len(mine)) + 1)
        if front in (0, according) or _may_move(mine[:front], theirs)
    )


def _may_move(front: Sequence[str], theirs: Sequence[str]) -> bool:
    """Whether words at the front of a claim are a time, or somebody who said it, as it stands in the evidence."""
    if all(word.casefold() in en.TIMES or word.isdigit() for word in front):
        return _is_part(front, theirs)
    size = len(front)
    together = (theirs[place : place + size] for place in range(len(theirs) - size + 1))
    return front[-1].casefold() in en.REPORTING_VERBS and any(all(map(alike, front, some)) for some in together)


def _is_part(some: Sequence[str], whole: Sequence[str]) -> bool:
    """Whether `some` is a subsequence of `whole`."""
    place = 0
    for word in some:
        while place < len(whole) and not alike(word, whole[place]):
            place += 1
        if place == len(whole):
            return False
        place += 1
    return True
