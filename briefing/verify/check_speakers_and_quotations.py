"""Who says what in a claim, and what it quotes, and whether its evidence has it so."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from briefing.language import Language
from briefing.language.words_stems_and_synonyms import meaning, stem, words
from briefing.verify.check_names_and_who_did_what import FEWEST_WORDS, REPEATED

__all__ = ["quotations", "speakers"]

_QUOTE_MARK = re.compile('[“"«]')
_QUOTED = re.compile('“([^”]+)”|"([^"]+)"|«([^»]+)»')


def quotations(claim: str, evidence: Sequence[str]) -> list[str]:
    """A reason for every quotation of two or more words in `claim` that `evidence` does not have word for word."""
    whole = _plain(" ".join(evidence))
    quotes = ["".join(groups) for groups in _QUOTED.findall(claim)]
    return [
        f"the evidence does not quote “{quote}”"
        for quote in quotes
        if len(quote.split()) > 1 and not all(_plain(part) in whole for part in re.split(r"\[[^\]]*\]|…|\.\.\.", quote))
    ]


def speakers(claim: str, evidence: Sequence[str], language: Language, explained: Collection[str] = ()) -> list[str]:
    """A reason for everyone whom `claim` makes say something that in `evidence` nobody says, or somebody else.

    Names in `explained` stand where the evidence has "she" or a surname, which is nobody else then.
    """
    found = []
    for speaker in _speakers(claim, language):
        stems = [stem(word, language) for word in words(speaker) if word.casefold() not in language.function_words]
        is_named = any(word[0].isupper() for word in words(speaker)[-1:])
        if not stems or not (is_named or any(stems[-1] in meaning(passage, language) for passage in evidence)):
            continue
        if not any(_speaks(stems[-1], passage, language) for passage in _windows(evidence)):
            found.append(f"in the evidence {speaker} does not say so")
        elif (
            is_named
            and speaker not in explained
            and (other := _other_speaker(claim, speaker, stems[-1], evidence, language))
        ):
            found.append(f"in the evidence {other} says so, not {speaker}")
    return found


def _speakers(text: str, language: Language) -> list[str]:
    return [next(group for group in groups if group).strip() for groups in language.verification.speaker.findall(text)]


def _other_speaker(claim: str, speaker: str, name: str, evidence: Sequence[str], language: Language) -> str | None:
    """Who says what `claim` says, where the sentence that has its words names another than `speaker`."""
    content = meaning(claim, language) - {stem(word, language) for word in words(speaker)}
    shares = [len(content & meaning(passage, language)) / max(1, len(content)) for passage in evidence]
    nearest = evidence[max(range(len(shares)), key=shares.__getitem__)]
    if len(content) < FEWEST_WORDS or max(shares) < REPEATED or name in meaning(nearest, language):
        return None
    return next(
        (other for other in _speakers(nearest, language) if other.split()[-1][0].isupper() and other[0].isupper()), None
    )


def _windows(evidence: Sequence[str]) -> Iterator[str]:
    """Each sentence with the one before: who speaks is often named there."""
    for index, passage in enumerate(evidence):
        yield f"{evidence[index - 1]} {passage}" if index else passage


def _speaks(speaker: str, passage: str, language: Language) -> bool:
    return speaker in {stem(word, language) for word in words(passage)} and bool(
        language.verification.speech.search(passage) or _QUOTE_MARK.search(passage)
    )


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
