"""Negation, hedges and opposites: where a claim says the contrary of its evidence, or more than it says.

Each check looks at the sentences that say nearly the same as the claim, and at the word that a negation or hedge is
about: the next content word after it. Lexical and shallow on purpose; what it misses the learned check may find.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import islice

from briefing.language import Language
from briefing.language.words_stems_and_synonyms import meaning, plain, stem, words

__all__ = ["faults"]

# Share of a claim's content words that a sentence must hold to say nearly the same.
_NEAR = 0.6
# Content words after a negation or hedge that it may be about.
_REACH = 3


def faults(claim: str, evidence: Sequence[str], language: Language) -> list[str]:
    """Reasons why `claim` says the contrary of `evidence`, or says for sure what `evidence` does not."""
    content = meaning(claim, language)
    near = [passage for passage in evidence if _share(content, passage, language) >= _NEAR]
    found = list(_negated(claim, evidence, near, language))
    if near:
        found += list(_hedge_lost(claim, near, language))
    return [*found, *_negation_lost(claim, evidence, language), *_reversed(claim, evidence, language)]


def _share(content: AbstractSet[str], passage: str, language: Language) -> float:
    return len(content & meaning(passage, language)) / max(1, len(content))


def _negations(text: str, language: Language) -> Iterator[tuple[str, list[str]]]:
    """Each negation of `text` with the stems of the content words that follow it."""
    tokens, known = words(text), language.verification
    for position, word in enumerate(tokens):
        lower = plain(word)
        if lower in known.negations or lower.endswith(known.contractions):
            if tokens[position + 1 :] and tokens[position + 1].casefold() in known.not_denied:
                continue
            yield word, _following(tokens, position, language)


def _following(tokens: Sequence[str], position: int, language: Language) -> list[str]:
    passed_over = language.function_words | language.verification.asking
    rest = (stem(word, language) for word in tokens[position + 1 :] if word.casefold() not in passed_over)
    return list(islice(rest, _REACH))


def _negated(claim: str, evidence: Sequence[str], near: Sequence[str], language: Language) -> Iterator[str]:
    """A negation in the claim that nothing in the evidence bears out."""
    for word, about in _negations(claim, language):
        places = near or [passage for passage in evidence if meaning(passage, language) & set(about)] or evidence
        if not any(_is_negative(passage, about, language) for passage in places):
            yield f"the evidence does not say “{word}”"
            return


def _is_negative(passage: str, about: Sequence[str], language: Language) -> bool:
    """Whether `passage` denies what `about` names; a word that it states plainly is not denied elsewhere in it."""
    negations = list(_negations(passage, language))
    if any(set(about) & set(after) for _, after in negations):
        return True
    tokens = words(passage)
    deniers = [index for index, word in enumerate(tokens) if language.verification.negative.match(word.casefold())]
    if about and about[0] in meaning(passage, language):
        return any(about[0] in _following(tokens, index, language) for index in deniers)
    return bool(negations or deniers)


def _negation_lost(claim: str, evidence: Sequence[str], language: Language) -> Iterator[str]:
    """A negation in the evidence, about a word that the claim states without one."""
    if any(True for _ in _negations(claim, language)) or any(
        language.verification.negative.match(word.casefold()) for word in words(claim)
    ):
        return
    stems, names = meaning(claim, language), _names(claim, language)
    near = [
        each
        for each in evidence
        if _share(stems - names if language.verification.pronouns.search(each) else stems, each, language) >= _NEAR
    ]
    stated = [passage for passage in near if not list(_denied(passage, language))]
    for passage in near:
        for word, after in _denied(passage, language):
            if after and after[0] in stems and not any(after[0] in meaning(other, language) for other in stated):
                yield f"the evidence says “{word}”, the claim does not"
                return


def _denied(passage: str, language: Language) -> Iterator[tuple[str, list[str]]]:
    """The negations of `passage` and its phrases that come to one, with the words that follow."""
    yield from _negations(passage, language)
    for match in language.verification.short_of.finditer(passage):
        yield match[0], _following(["", *words(passage[match.end() :])], 0, language)


def _names(text: str, language: Language) -> set[str]:
    return {
        stem(word, language)
        for word in words(text)
        if word[0].isupper() and word.casefold() not in language.function_words
    }


def _hedge_lost(claim: str, near: Sequence[str], language: Language) -> Iterator[str]:
    """Something that the evidence only says may be so, and the claim says is so."""
    tokens = {word.casefold() for word in words(claim)}
    stated = tokens & language.verification.stated
    if stated - language.verification.reports:
        return
    hedges = language.verification.alleged if stated else language.verification.hedges
    stems = meaning(claim, language)
    for passage in near:
        found = words(passage)
        for position, word in enumerate(found):
            lower = word.casefold()
            if lower not in hedges or not stated <= {each.casefold() for each in found}:
                continue
            about = (_following(found, position, language) or [""])[0]
            if about in stems and not any(
                about in meaning(other, language) and not _hedged(other, language) for other in near
            ):
                yield f"the evidence only says “{word}”"
                return


def _hedged(passage: str, language: Language) -> bool:
    return bool({word.casefold() for word in words(passage)} & language.verification.hedges)


def _reversed(claim: str, evidence: Sequence[str], language: Language) -> Iterator[str]:
    """A word in the claim whose opposite stands instead of it in the sentences that have the claim's other words."""
    held, content = {word.casefold() for word in words(claim)}, meaning(claim, language)
    for word in sorted(held & language.verification.opposites.keys()):
        near = [passage for passage in evidence if _share(content - {stem(word, language)}, passage, language) >= _NEAR]
        whole = {other.casefold() for passage in near for other in words(passage)}
        if word in whole or stem(word, language) in {stem(other, language) for other in whole}:
            continue
        for side, other in language.verification.opposites[word]:
            if not side & whole and other & whole and not other & held:
                yield f"the evidence says “{sorted(other & whole)[0]}” where the claim says “{word}”"
                return
