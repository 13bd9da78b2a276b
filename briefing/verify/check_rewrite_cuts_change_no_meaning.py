"""Checks that a rewrite keeps the governing words of its evidence, which hold the others in place.

Cutting words is the commonest way for a rewrite to go wrong while every word of it stands in the evidence: "Kestria
wanted its dam discussed" becomes "the dam was discussed", "a meeting to prepare a summit between A and B" becomes "a
meeting between A and B". Asked of rewritten points only, beside `briefing.verify.check_rewrite_wording`. English only,
as rewriting is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from briefing.language import en
from briefing.language.quantities import read
from briefing.language.words_stems_and_synonyms import words
from briefing.verify.check_rewrite_wording import alike
from briefing.verify.retrieve_evidence import relevant

__all__ = ["lost"]

# Words between a verb and its particle: "called the long strike off".
_APART = 5
_TOKEN = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)?")
_BREAK = re.compile(r"[,;:—–()]|\s-\s")


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    clause: int
    kept: bool

    @property
    def lower(self) -> str:
        return self.text.casefold()

    @property
    def is_content(self) -> bool:
        return self.lower not in en.FUNCTION_WORDS


def lost(claim: str, evidence: Sequence[str]) -> tuple[str, ...]:
    """Reasons why what `claim` leaves out of the nearest sentence of `evidence` changes what it says."""
    if not evidence:
        return ()
    mine = words(claim.replace("[", "").replace("]", ""))
    theirs = _read(evidence[relevant(claim, evidence, 1)[0]], mine)
    found = [
        *_head(theirs),
        *_parts(theirs, mine),
        *_governing(theirs, mine),
        *_hung(theirs, mine),
        *_led(theirs, mine),
        *_parted(theirs, mine),
        *_round(theirs, mine),
    ]
    return tuple(dict.fromkeys(found))


def _read(passage: str, mine: Sequence[str]) -> list[_Word]:
    """The words of `passage`, each with the number of its clause and whether the claim has it."""
    found, clause, end, left = list[_Word](), 0, 0, list(mine)
    for match in _TOKEN.finditer(passage):
        clause += bool(_BREAK.search(passage[end : match.start()]))
        end = match.end()
        same = next((place for place, word in enumerate(left) if alike(match[0], word)), None)
        if same is not None:
            left.pop(same)
        found.append(_Word(match[0], clause, same is not None))
    return found


def _head(theirs: Sequence[_Word]) -> Iterator[str]:
    """A claim that begins in the middle of a clause, without its subject and verb."""
    first = next((place for place, word in enumerate(theirs) if word.kept and word.is_content), None)
    if first is None:
        return
    cut = [word for word in theirs[:first] if word.is_content and word.clause == theirs[first].clause]
    if len(cut) > 1 and not all(
        word.lower in en.TIMES or word.text[0].isupper() or word.text.isdigit() for word in cut
    ):
        yield f"the claim begins in the middle of “{' '.join(word.text for word in [*cut, theirs[first]])} …”"


def _parts(theirs: Sequence[_Word], mine: Sequence[str]) -> Iterator[str]:
    """A whole in the claim of which the evidence names only a part: "most of his shares" as "his shares"."""
    for spot in range(1, len(theirs) - 1):
        part = theirs[spot - 1]
        whole = next((word for word in theirs[spot + 1 :] if word.is_content), None)
        if theirs[spot].lower != "of" or whole is None or not whole.kept or whole.clause != part.clause:
            continue
        if not any(alike(part.text, word) for word in mine):
            yield f"the claim leaves out “{part.text} of”"


def _governing(theirs: Sequence[_Word], mine: Sequence[str]) -> Iterator[str]:
    """A word that governs what the claim keeps of its clause."""
    for clause in dict.fromkeys(word.clause for word in theirs):
        own = [word for word in theirs if word.clause == clause]
        last = max((place for place, word in enumerate(own) if word.kept and word.is_content), default=-1)
        for word in own[: last + 1]:
            if word.lower in en.GOVERNING_WORDS and not any(alike(word.text, other) for other in mine):
                yield f"the claim leaves out “{word.text}”"


def _hung(theirs: Sequence[_Word], mine: Sequence[str]) -> Iterator[str]:
    """A phrase that is hung on another noun than in the evidence."""
    for place in range(1, len(mine) - 1):
        joint = mine[place].casefold()
        if joint not in en.HANGING_WORDS or mine[place - 1].casefold() in en.FUNCTION_WORDS:
            continue
        after = next((word for word in mine[place + 1 :] if word.casefold() not in en.FUNCTION_WORDS), None)
        before = [
            _content_before(theirs, spot)
            for spot, word in enumerate(theirs)
            if word.lower == joint and after and _starts_with(theirs[spot + 1 :], after)
        ]
        if before and not any(alike(mine[place - 1], word) for word in before):
            yield f"in the evidence “{joint} {after}” goes with “{before[0]}”"


def _content_before(theirs: Sequence[_Word], spot: int) -> str:
    return next((word.text for word in reversed(theirs[:spot]) if word.is_content), "")


def _starts_with(rest: Sequence[_Word], wanted: str) -> bool:
    first = next((word.text for word in rest if word.is_content), None)
    return first is not None and alike(first, wanted)


def _led(theirs: Sequence[_Word], mine: Sequence[str]) -> Iterator[str]:
    """Something done in the claim that in the evidence is only to be done: "to close" as "closed"."""
    written = {word.lower for word in theirs}
    for place, word in enumerate(mine):
        lower = word.casefold()
        if (
            lower in written
            or lower in en.FUNCTION_WORDS
            or {other.casefold() for other in mine[:place][-2:]} & en.LEADING_WORDS
        ):
            continue
        same = [spot for spot, other in enumerate(theirs) if other.is_content and alike(word, other.text)]
        if same and all(spot and theirs[spot - 1].lower in en.LEADING_WORDS for spot in same):
            yield f"the evidence has “{theirs[same[0] - 1].text} {theirs[same[0]].text}”, not “{word}”"


def _parted(theirs: Sequence[_Word], mine: Sequence[str]) -> Iterator[str]:
    """A verb without its particle, before the same object: "called off a strike" as "called a strike"."""
    for verb, particle, rest in zip(theirs, theirs[1:], range(2, len(theirs) + 1), strict=False):
        if particle.lower not in en.PARTICLES or not verb.is_content or particle.clause != verb.clause:
            continue
        following = next((word for word in theirs[rest:] if word.is_content and word.clause == verb.clause), None)
        places = [place for place, word in enumerate(mine) if alike(verb.text, word)]
        if (
            places
            and (following is None or following.kept)
            and not any(
                particle.lower in {word.casefold() for word in mine[place + 1 : place + 2 + _APART]} for place in places
            )
        ):
            yield f"the claim leaves out “{particle.text}” of “{verb.text} {particle.text}”"


def _round(theirs: Sequence[_Word], mine: Sequence[str]) -> Iterator[str]:
    """An exact number in the claim that the evidence rounds."""
    for spot in range(1, len(theirs)):
        number = theirs[spot]
        if theirs[spot - 1].lower in en.ROUNDING_WORDS and number.kept and _is_number(number.lower):
            places = [place for place, word in enumerate(mine) if alike(word, number.text)]
            if places and not any(
                {word.casefold() for word in mine[max(0, place - 3) : place]} & en.ROUNDING_WORDS for place in places
            ):
                yield f"the claim leaves out “{theirs[spot - 1].text}” before {number.text}"


def _is_number(word: str) -> bool:
    return word == "a" or bool(read(word, en.LANGUAGE.code))
