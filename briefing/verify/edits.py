"""Where a claim is nearly a sentence of its evidence: what was changed, word by word.

A claim that repeats a sentence but for one number, one "not", one "may", one word with another meaning, or two names
that changed places does not say the same, even where the other number or the "not" stands elsewhere in the evidence.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise

from briefing.verify.passages import word_set, words
from briefing.verify.polarity import CONTENT_STOP
from briefing.verify.quantities import quantities
from briefing.verify.wording import TIMES, alike

__all__ = ["changes"]

# Share of a claim's words that stand in a sentence, in its order, from which it is taken for that sentence.
_COPY = 0.75
_FEWEST = 5
_NEGATIONS = word_set("not never no none nobody cannot without neither nor")
_AUXILIARY = word_set("a an any the is are was were be been do does did has have had can could ever one some")
_MAY = word_set("may might could possibly perhaps allegedly reportedly")
_ROUND = word_set("about around some nearly almost over than roughly approximately least most")
_SAID = word_set("said says say told tells announced wrote added warned claimed")
_JOINED = word_set("and or nor et ou und y")


def changes(claim: str, nearest: Sequence[str], evidence: Sequence[str]) -> list[str]:
    """A reason for each small change that makes `claim` say something else than the one of `nearest` that it repeats.

    Another number is no change where somewhere in `evidence` it stands beside the same word.
    """
    mine = words(claim)
    if len(mine) < _FEWEST:
        return []
    split = [words(passage) for passage in nearest]
    found = [reason for theirs in split for part in _windows(theirs, len(mine)) for reason in _exchanged(mine, part)]
    if found or not split:
        return list(dict.fromkeys(found))
    likeness, place = max((_likeness(mine, theirs), -place) for place, theirs in enumerate(split))
    known = {pair for passage in evidence for pair in pairwise(_lower(words(passage)))}
    return list(dict.fromkeys(_edited(mine, split[-place], known))) if likeness >= _COPY else []


def _lower(tokens: Sequence[str]) -> list[str]:
    return [token.casefold().replace("’", "'") for token in tokens]


def _matcher(mine: Sequence[str], theirs: Sequence[str]) -> SequenceMatcher[str]:
    return SequenceMatcher(None, _lower(mine), _lower(theirs), autojunk=False)


def _likeness(mine: Sequence[str], theirs: Sequence[str]) -> float:
    return sum(block.size for block in _matcher(mine, theirs).get_matching_blocks()) / len(mine)


def _edited(mine: Sequence[str], theirs: Sequence[str], known: set[tuple[str, str]]) -> Iterator[str]:
    for action, start, end, first, last in _matcher(mine, theirs).get_opcodes():
        ours, others = _lower(mine[start:end]), _lower(theirs[first:last])
        if action == "equal" or max(len(ours), len(others)) > 3:
            continue
        here, there = " ".join(mine[start:end]), " ".join(theirs[first:last])
        rounded = set(_lower(mine[max(0, start - 2) : start])) - set(_lower(theirs[max(0, first - 2) : first]))
        beside = set(pairwise(_lower(mine[max(0, start - 1) : end + 1])))
        if ours and others and not beside & known and not rounded & _ROUND and _is_another_number(ours, others):
            yield f"the evidence has {there} where the claim has {here}"
        elif _is_only(ours, _NEGATIONS) != _is_only(others, _NEGATIONS) and _is_small(ours) and _is_small(others):
            yield f"the claim adds “{here}”" if _is_only(ours, _NEGATIONS) else f"the claim leaves out “{there}”"
        elif _is_another_word(ours, others):
            yield f"the evidence has “{there}” where the claim has “{here}”"
        elif _is_only(others, _MAY) and (not ours or ours in (["will"], ["can"], ["must"])):
            yield f"the evidence only says “{there}”"


def _is_another_word(ours: Sequence[str], others: Sequence[str]) -> bool:
    """Whether one content word stands in the place of one that is neither a form of it nor means nearly the same."""
    one, other = (
        [token for token in tokens if token not in _AUXILIARY and token not in CONTENT_STOP]
        for tokens in (ours, others)
    )
    if len(one) != 1 or len(other) != 1 or len(ours) > 2 or len(others) > 2:
        return False
    here, there = one[0], other[0]
    plain = here.isalpha() and there.isalpha() and min(len(here), len(there)) > 3
    return plain and here not in _SAID | TIMES and there not in _SAID | TIMES and not _are_forms(here, there)


def _are_forms(one: str, other: str) -> bool:
    return alike(one, other) or one[:4] == other[:4] or bool(quantities(one)) or bool(quantities(other))


def _is_another_number(ours: Sequence[str], others: Sequence[str]) -> bool:
    """Whether both are nothing but one number, and not the same."""
    one, other = (quantities(" ".join(tokens)) for tokens in (ours, others))
    if len(one) != len(ours) or len(other) != len(others) or len(one) != 1 or len(other) != 1:
        return False
    return one[0].value != other[0].value


def _is_only(tokens: Sequence[str], wanted: frozenset[str]) -> bool:
    """Whether some of the tokens are `wanted`, or their "n't" forms, and the others auxiliaries."""
    found = [token for token in tokens if token in wanted or (wanted is _NEGATIONS and token.endswith("n't"))]
    return bool(found) and all(token in found or token in _AUXILIARY for token in tokens)


def _is_small(tokens: Sequence[str]) -> bool:
    return all(token in _AUXILIARY or token in _NEGATIONS or token.endswith("n't") for token in tokens)


def _windows(theirs: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    """Every stretch of `size` words: a claim may leave out what its sentence begins or ends with."""
    for start in range(len(theirs) - size + 1):
        yield theirs[start : start + size]


def _exchanged(mine: Sequence[str], theirs: Sequence[str]) -> Iterator[str]:
    """Two names that changed places, where the words are otherwise the same and "and" does not join them."""
    if sorted(_lower(mine)) != sorted(_lower(theirs)) or _lower(mine) == _lower(theirs):
        return
    start = next(place for place in range(len(mine)) if mine[place].casefold() != theirs[place].casefold())
    end = next(place for place in range(len(mine)) if mine[-1 - place].casefold() != theirs[-1 - place].casefold())
    ours, others = _lower(mine[start : len(mine) - end]), _lower(theirs[start : len(theirs) - end])
    joined = any(
        token in _JOINED and others == [*ours[place + 1 :], token, *ours[:place]] for place, token in enumerate(ours)
    )
    spoken = any(
        others == [*ours[place:], *ours[:place]] and _SAID & {ours[0], ours[place - 1], ours[place], ours[-1]}
        for place in range(1, len(ours))
    )
    openers = {mine[0], theirs[0]}
    names = [word for word in mine[start : len(mine) - end] if word[0].isupper() and word not in openers]
    if names and not joined and not spoken:
        yield f"in the evidence {', '.join(dict.fromkeys(names))} stand in another order"
