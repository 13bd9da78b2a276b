"""Checks claims that are nearly a copied sentence of their evidence: what was changed, word by word.

A claim that repeats a sentence but for one number, one "not", one "may", one word with another meaning, or two names
that changed places does not say the same, even where the other number or the "not" stands elsewhere in the evidence.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise

from briefing.language import Language
from briefing.language.quantities import read
from briefing.language.words_stems_and_synonyms import alike, plain, words
from briefing.verify.check_quantities import is_another

__all__ = ["changes"]

# Share of a claim's words that stand in a sentence, in its order, from which it is taken for that sentence.
_COPY = 0.75
_FEWEST = 5


def changes(claim: str, nearest: Sequence[str], evidence: Sequence[str], language: Language) -> list[str]:
    """A reason for each small change that makes `claim` say something else than the one of `nearest` that it repeats.

    Another number is no change where somewhere in `evidence` it stands beside the same word.
    """
    mine = words(claim)
    if len(mine) < _FEWEST:
        return []
    split = [words(passage) for passage in nearest]
    found = [
        reason for theirs in split for part in _reordered(mine, theirs) for reason in _exchanged(mine, part, language)
    ]
    if found or not split:
        return list(dict.fromkeys(found))
    likeness, place = max((_likeness(mine, theirs), -place) for place, theirs in enumerate(split))
    known = {pair for passage in evidence for pair in pairwise(_lower(words(passage)))}
    return list(dict.fromkeys(_edited(mine, split[-place], known, language))) if likeness >= _COPY else []


def _lower(tokens: Sequence[str]) -> list[str]:
    return [plain(token) for token in tokens]


def _matcher(mine: Sequence[str], theirs: Sequence[str]) -> SequenceMatcher[str]:
    return SequenceMatcher(None, _lower(mine), _lower(theirs), autojunk=False)


def _likeness(mine: Sequence[str], theirs: Sequence[str]) -> float:
    return sum(block.size for block in _matcher(mine, theirs).get_matching_blocks()) / len(mine)


def _edited(
    mine: Sequence[str], theirs: Sequence[str], known: set[tuple[str, str]], language: Language
) -> Iterator[str]:
    for action, start, end, first, last in _matcher(mine, theirs).get_opcodes():
        ours, others = _lower(mine[start:end]), _lower(theirs[first:last])
        if action == "equal" or max(len(ours), len(others)) > 3:
            continue
        here, there = " ".join(mine[start:end]), " ".join(theirs[first:last])
        rounded = set(_lower(mine[max(0, start - 2) : start])) - set(_lower(theirs[max(0, first - 2) : first]))
        beside = set(pairwise(_lower(mine[max(0, start - 1) : end + 1])))
        fresh = not beside & known and not rounded & language.verification.rounding
        small = _is_small(ours, language) and _is_small(others, language)
        if fresh and ours and others and is_another(ours, others, language):
            yield f"the evidence has {there} where the claim has {here}"
        elif small and _denies(ours, language) != _denies(others, language):
            yield f"the claim adds “{here}”" if _denies(ours, language) else f"the claim leaves out “{there}”"
        elif _is_another_word(ours, others, language):
            yield f"the evidence has “{there}” where the claim has “{here}”"
        elif _hedges(others, language) and (not ours or _states(ours, language)):
            yield f"the evidence only says “{there}”"


def _is_another_word(ours: Sequence[str], others: Sequence[str], language: Language) -> bool:
    """Whether one content word stands in the place of one that is neither a form of it nor means nearly the same."""
    light = language.verification.auxiliaries | language.function_words
    one, other = ([token for token in tokens if token not in light] for tokens in (ours, others))
    if len(one) != 1 or len(other) != 1 or len(ours) > 2 or len(others) > 2:
        return False
    here, there = one[0], other[0]
    letters = here.isalpha() and there.isalpha() and min(len(here), len(there)) > 3
    movable = language.verification.said | language.verification.times
    return letters and here not in movable and there not in movable and not _are_forms(here, there, language)


def _are_forms(one: str, other: str, language: Language) -> bool:
    return (
        alike(one, other, language)
        or one[:4] == other[:4]
        or bool(read(one, language.code) or read(other, language.code))
    )


def _denies(tokens: Sequence[str], language: Language) -> bool:
    """Whether some of the tokens are negations, and the others auxiliaries."""
    return any(_is_negation(token, language) for token in tokens) and _is_small(tokens, language)


def _is_negation(token: str, language: Language) -> bool:
    known = language.verification
    return token in known.negations or token.endswith(known.contractions)


def _is_small(tokens: Sequence[str], language: Language) -> bool:
    return all(token in language.verification.auxiliaries or _is_negation(token, language) for token in tokens)


def _hedges(tokens: Sequence[str], language: Language) -> bool:
    """Whether some of the tokens say that something may be so, and the others are auxiliaries."""
    may, others = language.verification.may, language.verification.auxiliaries
    return not may.isdisjoint(tokens) and all(token in may or token in others for token in tokens)


def _states(tokens: Sequence[str], language: Language) -> bool:
    """Whether it is one verb that says that something is so: "will"."""
    return len(tokens) == 1 and tokens[0] in language.verification.certain


def _reordered(mine: Sequence[str], theirs: Sequence[str]) -> Iterator[Sequence[str]]:
    """Every stretch that has the words of `mine` in another order.

    A claim may leave out what its sentence begins or ends with.
    """
    ours, others = _lower(mine), _lower(theirs)
    size, alike = len(ours), sorted(ours)
    for start in range(len(others) - size + 1):
        part = others[start : start + size]
        if part != ours and sorted(part) == alike:
            yield theirs[start : start + size]


def _exchanged(mine: Sequence[str], theirs: Sequence[str], language: Language) -> Iterator[str]:
    """Two names that changed places, where the words are otherwise the same and "and" does not join them."""
    start = next(place for place in range(len(mine)) if mine[place].casefold() != theirs[place].casefold())
    end = next(place for place in range(len(mine)) if mine[-1 - place].casefold() != theirs[-1 - place].casefold())
    ours, others = _lower(mine[start : len(mine) - end]), _lower(theirs[start : len(theirs) - end])
    joined = any(
        token in language.verification.joining and others == [*ours[place + 1 :], token, *ours[:place]]
        for place, token in enumerate(ours)
    )
    spoken = any(
        others == [*ours[place:], *ours[:place]]
        and language.verification.said & {ours[0], ours[place - 1], ours[place], ours[-1]}
        for place in range(1, len(ours))
    )
    openers = {mine[0], theirs[0]}
    names = [word for word in mine[start : len(mine) - end] if word[0].isupper() and word not in openers]
    if names and not joined and not spoken:
        yield f"in the evidence {', '.join(dict.fromkeys(names))} stand in another order"
