"""A chosen sentence -> the key point a reader sees: the sentence, or what is left of it when its asides are dropped.

The evidence is always the whole sentence. The mark of a list's item goes, and so does a "But" that answers a sentence
which is not shown. Where a pronoun, a bare surname, "the
company" or an acronym can only mean one name, that name stands there in [brackets], and the sentence that gives it is
evidence too.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from types import MappingProxyType

from briefing.models.dependency_parser_and_word_deletion import Parse
from briefing.records import Document, Evidence, KeyPoint, PointKind
from briefing.summarize.compress_sentence import compress, without_torn_opening
from briefing.summarize.drop_phrases_by_parse import leave_out
from briefing.summarize.put_names_in import insert, insertions

__all__ = ["Parses", "bare_text", "key_point"]

Parses = Mapping[str, Parse]
"""What was read of texts (`briefing.models.dependency_parser_and_word_deletion`), by text."""

_BULLET = re.compile(r"^[-–—•*·▪‣]\s+(?=\w)")
# A full stop apart from its sentence, or in the middle of one, where a line once ended.
_STOP_APART = re.compile(r"(?<=[\w,]) \.(?=$| [a-zà-þ])")
_NUMBER = re.compile(r"^\(?\d{1,2}[.)]\s+(?=\w)")


def bare_text(document: Document, index: int, shown: Collection[int] = ()) -> str:
    """Sentence `index` without the mark of a list's item and without the asides that grammar shows.

    `shown` are the sentences that stand beside it; what it opens with to hang on the one before goes unless that is
    among them.
    """
    text = _unmarked(document, index, " ".join(document.sentence(index).split()))
    text = compress(text, document.language)
    return text if index - 1 in shown else without_torn_opening(text, document.language)


def key_point(
    document: Document,
    index: int,
    score: float,
    *,
    compressed: bool,
    parses: Parses = MappingProxyType({}),
    shown: Collection[int] = (),
) -> KeyPoint:
    """Sentence `index` of `document` as a key point: kind `compressed` where its words differ from the sentence's.

    `parses` tells what else may be left out of the `bare_text`, `shown` which sentences are points beside it.
    """
    whole = " ".join(document.sentence(index).split())
    evidence: tuple[Evidence, ...] = (Evidence(document.id, *document.sentences[index]),)
    text = whole
    if compressed:
        text = bare_text(document, index, shown)
        text = leave_out(text, parses[text], document.language) if text in parses else text
        text, sources = _named(document, index, text)
        evidence += tuple(Evidence(document.id, *document.sentences[source]) for source in sources)
    kind: PointKind = "verbatim" if text == whole else "compressed"
    return KeyPoint(text=text, evidence=evidence, kind=kind, score=round(score, 4))


def _unmarked(document: Document, index: int, text: str) -> str:
    """`text` without the mark of a list's item and without full stops that stand apart.

    A number is a mark only beside another ("1. FC Nordend" is a club).
    """
    text = _STOP_APART.sub(lambda found: "." if found.end() == len(text) else "", text)
    if found := _BULLET.match(text):
        return text[found.end() :]
    found = _NUMBER.match(text)
    beside = [number for number in (index - 1, index + 1) if 0 <= number < len(document.sentences)]
    if found and any(_NUMBER.match(document.sentence(number)) for number in beside):
        return text[found.end() :]
    return text


def _named(document: Document, index: int, text: str) -> tuple[str, list[int]]:
    """`text`, shown for sentence `index`, with [names] put in, and the other sentences that give them."""
    sentences = [" ".join(document.sentence(number).split()) for number in range(len(document.sentences))]
    sentences[index] = text
    items = insertions(sentences, index, document.title, document.language)
    return insert(text, items), sorted({item.source_sentence for item in items} - {index})
