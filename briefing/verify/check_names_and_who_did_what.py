"""Names of a claim, and whether its evidence has them, and where."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from difflib import SequenceMatcher

from briefing.language import Language, month_and_day_names
from briefing.language.quantities import read
from briefing.language.words_stems_and_synonyms import meaning, stem, words

__all__ = ["bound", "names", "roles", "substitutions"]

# SequenceMatcher ratio from which two sentences are wordings of one statement, so that a replaced name is a change.
_ALIKE = 0.6


def names(claim: str, evidence: Sequence[str], language: Language) -> list[str]:
    """A reason for every name in `claim` that `evidence` lacks, or that joins parts the evidence keeps apart."""
    known = {_bare(word) for passage in evidence for word in words(passage)}
    found: list[str] = []
    every_noun = language.verification.nouns_have_capitals
    for run in _runs(claim, language):
        missing = [word for word in run if not _is_known(word, known, evidence, language)]
        if len(run) == 1 and (every_noun or (claim.startswith(run[0]) and _is_common(run[0], evidence))):
            continue
        if missing and not _is_acronym_of(run, evidence):
            found.append(f"the evidence does not name {' '.join(missing)}")
        elif len(run) == 2 and not missing and _is_split(run, evidence, language):
            found.append(f"the evidence never says {' '.join(run)}")
    return found


def bound(claim: str, evidence: Sequence[str], language: Language) -> list[str]:
    """A reason where `claim` says of somebody, or of a place, what `evidence` says far from that name.

    Asked of full names that open the claim, and of places that stand where the sentence that the claim repeats has
    another one. Not asked of names that open the text or come up again and again: "he" may be them anywhere.
    """
    own = list(_runs(claim, language))
    content = meaning(claim, language) - {stem(word, language) for run in own for word in run}
    if len(content) < FEWEST_WORDS or len(evidence) < _SHORT_TEXT or language.verification.nouns_have_capitals:
        return []
    shares = [len(content & meaning(passage, language)) / len(content) for passage in evidence]
    nearest = max(range(len(shares)), key=shares.__getitem__)
    if shares[nearest] < REPEATED:
        return []
    same = [place for place, share in enumerate(shares) if share == shares[nearest]]
    mine = _places(claim, language)
    rivals = [name for name in _places(evidence[nearest], language) if name not in claim]
    return [
        f"where the evidence says this it does not speak of {' '.join(run)}"
        for run in own
        if (len(run) > 1 and claim.startswith(run[0]) and _is_far(run[-1], same, evidence))
        or (rivals and " ".join(run) in mine and _is_far(" ".join(run), same, evidence))
    ]


def _is_far(name: str, near: Sequence[int], evidence: Sequence[str]) -> bool:
    """Whether a lesser name is in none of the sentences around those at `near`."""
    sought = re.compile(rf"\b{re.escape(name)}\b", re.IGNORECASE)
    places = [place for place, passage in enumerate(evidence) if sought.search(passage)]
    if not places or len(places) > _LESSER or places[0] < _OPENING:
        return False
    return not any(-_BEFORE <= place - each <= 1 for place in places for each in near)


def _places(text: str, language: Language) -> list[str]:
    return language.verification.place.findall(text)


FEWEST_WORDS = 2
# Share of a claim's other words that a sentence must have to be taken for the one that it repeats.
REPEATED = 0.66
# Sentences: of the shortest text where a name can be far from something; at the start, where everybody is introduced;
# that a lesser name is in; before a sentence, in which a name may stand that is meant in it.
_SHORT_TEXT, _OPENING, _LESSER, _BEFORE = 5, 2, 3, 3


def substitutions(
    claim: str, evidence: Sequence[str], language: Language, explained: Collection[str] = ()
) -> list[str]:
    """A reason where `claim` repeats a sentence but has another name in one place, and not one of `explained`."""
    mine = words(claim)
    lower = [word.casefold() for word in mine]
    if language.verification.nouns_have_capitals:
        return []
    for passage in evidence:
        theirs = words(passage)
        matcher = SequenceMatcher(None, lower, [word.casefold() for word in theirs], autojunk=False)
        matched = sum(block.size for block in matcher.get_matching_blocks())
        if matched / max(1, len(mine)) < _ALIKE:
            continue
        for action, start, end, first, last in matcher.get_opcodes():
            if action == "replace" and end - start <= 4 and last - first <= 4:
                ours, others = mine[start:end], theirs[first:last]
                if start == 0 and len(ours) == 1 and _is_common(ours[0], evidence):
                    continue
                put_in = any(name in claim and set(ours) <= set(words(name)) for name in explained)
                if not put_in and _differ(ours, others, first == 0, language):
                    return [f"the evidence has {' '.join(others)} where the claim has {' '.join(ours)}"]
    return []


def roles(claim: str, evidence: Sequence[str], language: Language) -> list[str]:
    """A reason where two names stand on the two sides of a verb in `claim`, and the other way round in `evidence`."""
    for one, verb, other in _acts(claim, language):
        for passage in evidence:
            if (other, verb, one) in _acts(passage, language) and (one, verb, other) not in _acts(passage, language):
                return [f"in the evidence {other} comes before “{verb}”, and {one} after it"]
    return []


def _acts(text: str, language: Language) -> list[tuple[str, str, str]]:
    """(name, word, name) where nothing but that word, an article or an auxiliary stands between two names."""
    tokens, found = words(text), []
    for index in range(1, len(tokens) - 1):
        if (
            tokens[index][0].islower()
            and tokens[index].casefold() not in language.function_words
            and _is_name(tokens[index - 1], language)
        ):
            after = index + 2 if tokens[index + 1].casefold() in ("the", "a") else index + 1
            if after < len(tokens) and _is_name(tokens[after], language):
                found.append((_first(tokens, index - 1, language), stem(tokens[index], language), tokens[after]))
    return found


def _first(tokens: Sequence[str], last: int, language: Language) -> str:
    """The first word of the run of names that ends at `last`."""
    while last and _is_name(tokens[last - 1], language):
        last -= 1
    return tokens[last]


def _is_common(word: str, evidence: Sequence[str]) -> bool:
    """Whether the first word of a claim stands in the evidence in lower case, so that its capital says nothing."""
    start = word.casefold()[:4]
    return len(word) >= 5 and any(other.startswith(start) for passage in evidence for other in words(passage))


def _differ(ours: Sequence[str], others: Sequence[str], opening: bool, language: Language) -> bool:
    left = {word.casefold() for word in ours if _is_name(word, language)} - language.verification.titles
    right = {word.casefold() for word in others if _is_name(word, language)} - language.verification.titles
    if opening and len(others) == 1 and others[0].casefold() in language.verification.openers:
        return False
    if not left or not right or {stem(word, language) for word in left} & {stem(word, language) for word in right}:
        return False
    return not any(left & group and right & group for group in language.verification.aliases) and not any(
        one[:4] == other[:4] for one in left for other in right
    )


def _is_name(word: str, language: Language) -> bool:
    return (
        word[:1].isupper()
        and word.casefold() not in language.function_words
        and word.casefold() not in language.verification.openers
    )


def _runs(claim: str, language: Language) -> Iterator[list[str]]:
    """Runs of capitalised words, without dates; the first word of a sentence only where it looks like a name."""
    for part in re.split(r"(?<=[.!?])\s+|[“”\"«»()\[\];:—–]", claim):
        tokens = words(part)
        if sum(word[:1].isupper() for word in tokens) > 0.7 * len(tokens) > 2:
            continue
        run: list[str] = []
        for position, word in enumerate([*tokens, ""]):
            follows = position + 1 < len(tokens) and _is_name(tokens[position + 1], language)
            if (
                _is_name(word, language)
                and word.casefold() not in month_and_day_names.names(language.code)
                and not (position == 0 and (_is_opener(word, follows) or _is_number(word, language)))
            ):
                run.append(word)
            elif run:
                yield run
                run = []


def _is_opener(word: str, follows: bool) -> bool:
    """Whether the first word of a sentence is more likely an ordinary word than a name."""
    return not follows and (word.endswith(("s", "ing", "ed", "ly")) or len(word) < 3)


def _is_number(word: str, language: Language) -> bool:
    """Whether a word is a number word, all of it, which has a capital where it opens a sentence."""
    return any(each.start == 0 and each.end == len(word) for each in read(word, language.code))


def _is_known(word: str, known: set[str], evidence: Sequence[str], language: Language) -> bool:
    lower = _bare(word)
    if (
        lower in known
        or lower in language.verification.titles
        or stem(lower, language) in {stem(item, language) for item in known}
    ):
        return True
    if any(lower in group and known & group for group in language.verification.aliases):
        return True
    if word.isupper() and len(word) > 1:
        return any(_initials(passage, word) for passage in evidence)
    return len(lower) > 5 and any(item[:5] == lower[:5] and abs(len(item) - len(lower)) <= 4 for item in known)


def _initials(passage: str, acronym: str) -> bool:
    letters = "".join(word[0] for word in words(passage) if word[:1].isupper())
    return acronym in letters


def _is_acronym_of(run: Sequence[str], evidence: Sequence[str]) -> bool:
    """Whether the evidence has the initials of the name: "European Union" for "EU"."""
    initials = "".join(word[0] for word in run)
    return len(initials) > 1 and any(initials in words(passage) for passage in evidence)


def _is_split(run: Sequence[str], evidence: Sequence[str], language: Language) -> bool:
    """Whether the evidence has both words and never close together."""
    first, second = (_bare(word) for word in run)
    if first in language.verification.titles or second in language.verification.titles:
        return False
    for passage in evidence:
        tokens = [_bare(word) for word in words(passage)]
        ends = [index for index, word in enumerate(tokens) if word == second]
        if any(first in tokens[max(0, index - 3) : index + 3] for index in ends):
            return False
    return all(any(word in passage.casefold() for passage in evidence) for word in (first, second))


def _bare(word: str) -> str:
    """`word` in lower case without a possessive ending."""
    return word.casefold().replace("’", "'").removesuffix("'s")
