"""Which section a story belongs to, and which of a reader's topics it is about.

A section named by the article's source comes first, then the first section with a matching keyword, then the section
whose topic description is nearest in meaning, unless its excluded topic is nearer still.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from briefing.config import SectionSettings
from briefing.records import Document
from briefing.text.whole_phrases import has_phrase

__all__ = ["likeness", "mentions", "section_of", "topics"]

Vector = npt.NDArray[np.float32]

# Likeness below which a topic says nothing. Stories about a topic lie mostly between 0.2 and 0.5.
_LEAST = 0.17
# A topic is as near as its nearest phrases: a description lists several things, a story is about one or two of them.
_NEAREST = 2
_PHRASES = re.compile(r"\s*(?:[,;]|\band\b|\bor\b)\s*")


def topics(sections: Sequence[SectionSettings], interests: Sequence[str]) -> tuple[str, ...]:
    """Every phrase of a topic description that has to be encoded."""
    described = [text for section in sections for text in (section.include, section.exclude) if text]
    return tuple(dict.fromkeys(phrase for text in (*described, *interests) for phrase in phrases(text)))


def phrases(topic: str) -> list[str]:
    """The parts of a topic description: "wars, summits and treaties" is three. A vector of the whole blurs them."""
    return [part for part in _PHRASES.split(topic) if part]


def section_of(
    documents: Sequence[Document],
    vector: Vector,
    sections: Sequence[SectionSettings],
    topic_vectors: Mapping[str, Vector],
) -> str | None:
    """The section of the story told by `documents`; None where none claims it. `vector` is the story's, of length 1."""
    named = Counter(document.section for document in documents if document.section)
    if named:
        return min(named, key=lambda name: (-named[name], name))
    for section in sections:
        if any(mentions(documents, word) for word in section.keywords):
            return section.name
    scored = [(likeness(section.include, vector, topic_vectors), section) for section in sections if section.include]
    allowed = [
        (score, section)
        for score, section in scored
        if score >= _LEAST and not (section.exclude and likeness(section.exclude, vector, topic_vectors) > score)
    ]
    return max(allowed, key=lambda pair: pair[0])[1].name if allowed else None


def likeness(topic: str | None, vector: Vector, topic_vectors: Mapping[str, Vector]) -> float:
    """Mean cosine between a story and the nearest phrases of a topic; 0 where no phrase was encoded."""
    known = [topic_vectors[phrase] for phrase in phrases(topic or "") if phrase in topic_vectors]
    near = sorted((float(phrase @ vector) for phrase in known if phrase.shape == vector.shape), reverse=True)[:_NEAREST]
    return round(sum(near) / len(near), 4) if near else 0.0


def mentions(documents: Sequence[Document], phrase: str) -> bool:
    """Whether the title or opening of any of `documents` has `phrase` as whole words, whatever its case."""
    return any(has_phrase(f"{document.title or ''}\n{_opening(document)}", phrase) for document in documents)


def _opening(document: Document) -> str:
    end = document.sentences[min(5, len(document.sentences)) - 1][1] if document.sentences else 0
    return document.text[:end]
