"""(point, sentence of another article) -> whether the sentence's "she" is somebody else than the point names.

"She gets the prize" says of whoever was named last before it. Where the point names people or places that the sentence
does not, and the sentence has a pronoun, one of these has to be named in the nearest sentence before it that names any.
"""

from __future__ import annotations

from briefing.language import fold_words, of, word_rarity_and_capitals
from briefing.records import Document, Evidence
from briefing.stories.article_names_words_and_figures import capitalised_within

__all__ = ["speaks_of_another"]


def speaks_of_another(point: str, passage: Evidence, document: Document) -> bool:
    """Whether a pronoun of `passage`, in `document`, stands for a name that `point` does not have."""
    quote = passage.quote(document)
    if not of(document.language).verification.pronouns.search(quote):
        return False
    sure = capitalised_within(document)
    missing = _names(point, sure) - _names(quote, sure)
    if not missing:
        return False
    before = [document.text[start:end] for start, end in document.sentences if end <= passage.start]
    meant = next((names for text in reversed(before) if (names := _names(text, sure))), frozenset())
    return bool(meant) and not meant & missing


def _names(text: str, sure: frozenset[str]) -> frozenset[str]:
    """The words of `text`, folded, that have a capital as names do: inside it, or wherever they stand."""
    tokens = fold_words.TOKEN.findall(text)
    return frozenset(
        fold_words.fold(token)
        for place, token in enumerate(tokens)
        if token[0].isupper()
        and len(token) > 1
        and (place or token in sure or word_rarity_and_capitals.is_known_name(fold_words.fold(token)))
    )
