"""A chosen sentence -> the key point a reader sees: the sentence, or what is left of it when its asides are dropped.

The evidence is always the whole sentence. Where "He", "She" or "The company" opens it and only one name is possible,
the name stands there in [brackets], and the sentence that gives it is evidence too.
"""

from __future__ import annotations

from briefing.records import Document, Evidence, KeyPoint, PointKind
from briefing.summarize.antecedents import antecedent
from briefing.summarize.compress import compress

__all__ = ["key_point"]


def key_point(document: Document, index: int, score: float, *, compressed: bool) -> KeyPoint:
    """Sentence `index` of `document` as a key point: kind `compressed` where its words differ from the sentence's."""
    whole = " ".join(document.sentence(index).split())
    evidence: tuple[Evidence, ...] = (Evidence(document.id, *document.sentences[index]),)
    text = whole
    if compressed:
        text = compress(whole)
        text, source = _named(document, index, text)
        if source is not None:
            evidence += (Evidence(document.id, *document.sentences[source]),)
    kind: PointKind = "verbatim" if text == whole else "compressed"
    return KeyPoint(text=text, evidence=evidence, kind=kind, score=round(score, 4))


def _named(document: Document, index: int, text: str) -> tuple[str, int | None]:
    """`text` with its opening pronoun replaced by [the name], and the sentence that gives the name."""
    sentences = [" ".join(document.sentence(number).split()) for number in range(index + 1)]
    found = antecedent(sentences, index)
    if found is None or not text.startswith(found.words):
        return text, None
    return f"[{found.name}]{text.removeprefix(found.words)}", found.sentence
