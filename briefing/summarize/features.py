"""What can be told about a sentence without a language model: the inputs of the salience model besides the vector.

Comes in: an article's sentences, their vectors and its title. Goes out: one row of numbers per sentence, in the fixed
order of `NAMES`; nearly all lie in 0…1. Nothing here depends on a vocabulary, so it serves any language, save for the
short word lists, which cover English and French. What needs no vectors comes first (`plain`), since it decides which
sentences are encoded at all; the rest is told from the vectors of those (`complete`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from briefing.text.unicode import lowered

__all__ = [
    "NAMES",
    "PLAIN",
    "VERSION",
    "anonymous",
    "complete",
    "dangles",
    "features",
    "is_boilerplate",
    "plain",
    "words",
]

VERSION = 4
"""Changes with the meaning of any column: a model trained on another version must not be used."""

Matrix = npt.NDArray[np.float32]
Column = npt.NDArray[Any]

_WORD = re.compile(r"\w+(?:['’.-]\w+)*")
_ANONYMOUS = re.compile(
    r"(?:(?:a|an|one|two|three|several|some|another|the)\s)?(?:[\w-]+\s){0,4}?"
    r"(?:sources?|officials?|insiders?|aides?|diplomats?|people familiar)\b[^.,;]{0,60}?"
    r"\b(?:said|says?|told|tells?|confirm(?:s|ed)|reveal(?:s|ed)|added|claim(?:s|ed)|indicated|suggested)\b",
    re.IGNORECASE,
)
_QUOTATION = re.compile(r"[\"“«][^\"”»]*[\"”»]")
_QUOTES = "\"“”«»‘'`"
_STOP = frozenset(
    [
        "a",
        "an",
        "and",
        "are",
        "as",
        "at",
        "be",
        "been",
        "but",
        "by",
        "for",
        "from",
        "had",
        "has",
        "have",
        "he",
        "her",
        "his",
        "i",
        "in",
        "into",
        "is",
        "it",
        "its",
        "not",
        "of",
        "on",
        "or",
        "she",
        "so",
        "that",
        "the",
        "their",
        "them",
        "they",
        "this",
        "to",
        "was",
        "we",
        "were",
        "what",
        "when",
        "which",
        "who",
        "will",
        "with",
        "would",
        "you",
        "your",
        "after",
        "also",
        "been",
        "about",
        "over",
        "au",
        "aux",
        "avec",
        "ce",
        "ces",
        "dans",
        "de",
        "des",
        "du",
        "elle",
        "en",
        "est",
        "et",
        "il",
        "ils",
        "je",
        "la",
        "le",
        "les",
        "leur",
        "lui",
        "mais",
        "ne",
        "nous",
        "on",
        "ou",
        "par",
        "pas",
        "pour",
        "qu",
        "que",
        "qui",
        "sa",
        "se",
        "ses",
        "son",
        "sur",
        "un",
        "une",
        "y",
        "été",
        "être",
        "cette",
        "plus",
        "a",
        "ont",
        "sont",
    ]
)
_DANGLING = re.compile(
    r"^[\"“«‘'\s]*(?:he|she|it|they|him|her|his|hers|its|their|theirs|this|that|these|those|such|there|here|"
    r"il|elle|ils|elles|lui|leur|leurs|son|sa|ses|cela|ceci|ce|cette|ces|celui|celle|ceux|the (?:latter|former|pair|"
    r"duo|two|trio)|both|neither)\b(?! who\b)",
    re.IGNORECASE,
)
# "It was the third fire", "There were two": these point at nothing.
_EXPLETIVE = re.compile(
    r"^\W*(?:it (?:is|was) (?:not |also |still |now )?(?:un)?(?:clear|known|likely|possible|certain|thought|believed|"
    r"understood|expected|hoped|feared|claimed|alleged|estimated|the (?:first|second|third|last))|"
    r"it (?:emerged|turned out)|there (?:is|are|was|were|has been|have been|will be)|"
    r"this (?:week|month|year|morning|afternoon|evening|summer|winter|spring|autumn|season)|"
    r"il (?:y a|est|faut))\b",
    re.IGNORECASE,
)
_LINKING = re.compile(
    r"^[\"“«‘'\s]*(?:but|and|so|however|meanwhile|also|then|still|yet|moreover|furthermore|instead|nevertheless|"
    r"in addition|as a result|afterwards?|later|earlier|otherwise|therefore|thus|besides|or|mais|et|or|donc|ainsi|"
    r"cependant|toutefois|pourtant|en effet|de plus|par ailleurs|ensuite|puis|enfin|alors)\b",
    re.IGNORECASE,
)
_PIECE = re.compile(r"\w+")
_PERSONAL = frozenset(
    ["i", "we", "my", "me", "our", "us", "you", "your", "je", "nous", "vous", "mon", "ma", "mes", "notre", "votre"]
)
_ELIDED = re.compile(r"\bj'ai\b")
_SAYING = frozenset(
    ["said", "says", "say", "told", "according", "added", "claimed", "claims", "tweeted", "wrote", "insisted",
     "explained", "dit", "déclaré", "selon", "affirmé", "expliqué", "indiqué", "assuré", "confié"]
)  # fmt: skip
_CAPTION = re.compile(
    r"\s[.]$|^[A-Z][\w' -]{2,28}: [A-Z]|\((?:left|right|pictured|above|below|centre|center|photo|file photo)\b|"
    r"\bpictured\b|\b(?:left|right), (?:and|with|in|on|at)\b",
)
# One of the signs is in whatever the pattern finds: they are looked for first, which is quicker. So below.
_CAPTION_SIGNS = (" .", ": ", "(", "pictured", "left, ", "right, ")
_FURNITURE_AHEAD = re.compile(
    r"(?:by\.?$|by\.? [A-Z][\w.'-]+(?: [A-Z][\w.'-]+){0,4}\.?$|scroll down|click here|watch (?:the )?video|read more|"
    r"see also|related:|follow us|sign up|subscribe|copyright|©|all rights reserved|advertisement|share this|updated:|"
    r"published:|last updated|photo(?:graph)?:|image:|source:|video:|loading|\d{1,2}:\d{2} (?:est|gmt|bst|ist)|"
    r"à lire aussi|lire aussi|voir aussi|crédits?\b|\(?relaxnews|\(?afp\)?\.?$|first published)",
    re.IGNORECASE,
)
_FURNITURE_INSIDE = re.compile(
    r"contributed to this (?:report|story)|all rights reserved|may not be (?:published|reproduced)|click here\b|"
    r"for confidential support|follow @?\w+ on (?:twitter|facebook)|our (?:privacy policy|newsletter)",
    re.IGNORECASE,
)
_FURNITURE_SIGNS = ("contributed to ", " reserved", "may not be ", "click here", "confidential", "follow", "our ")
NAMES = [
    "log position",
    "relative position",
    "first",
    "second",
    "third",
    "reciprocal position",
    "log count",
    "length",
    "log length",
    "short",
    "long",
    "centroid",
    "centroid rank",
    "degree",
    "nearest",
    "nearest earlier",
    "before",
    "after",
    "lead centroid",
    "to first",
    "to lead",
    "title cosine",
    "has title",
    "title words",
    "title rank",
    "frequency",
    "frequency rank",
    "shared with first",
    "new words",
    "numbers",
    "names",
    "name share",
    "new names",
    "opens with quote",
    "has quote",
    "dangling",
    "linking",
    "personal",
    "saying",
    "question",
    "caption",
    "furniture",
    "unfinished",
    "commas",
    "brackets",
    "colon",
    "word length",
    "last",
    "quote share",
    "first dangling",
    "shared words",
    "shared words rank",
]
"""What each column holds."""
_LIKENESS = [NAMES.index("centroid") + place for place in range(10)]
_TITLE = [NAMES.index("title cosine") + place for place in range(4)]
PLAIN = [index not in {*_LIKENESS, _TITLE[0], _TITLE[-1]} for index in range(len(NAMES))]
"""Which columns need no vectors."""


def words(sentence: str) -> list[str]:
    """The words of a sentence, in their own case."""
    return _WORD.findall(sentence)


def dangles(sentence: str) -> bool:
    """Whether it opens with a word that points outside: a pronoun, "the latter", "meanwhile"."""
    return bool(_DANGLING.match(sentence) or _LINKING.match(sentence)) and not _EXPLETIVE.match(sentence)


def anonymous(sentence: str) -> bool:
    """Whether it opens by crediting somebody who is not named: "a source told", "officials said"."""
    return bool(_ANONYMOUS.match(sentence))


def is_boilerplate(sentence: str) -> bool:
    """Whether it belongs to the page, not to the article: by-lines, "click here", picture credits."""
    text = sentence.strip()
    if _FURNITURE_AHEAD.match(text):
        return True
    small = lowered(text)
    return any(sign in small for sign in _FURNITURE_SIGNS) and bool(_FURNITURE_INSIDE.search(text))


def features(sentences: Sequence[str], vectors: Matrix, title: str | None, title_vector: Matrix | None) -> Matrix:
    """Shape (sentences, len(NAMES)), float32. `vectors` are unit rows; the title's may be missing."""
    return complete(plain(sentences, title), vectors, title_vector)


def plain(sentences: Sequence[str], title: str | None) -> Matrix:
    """The table of `features` with zeros where vectors are needed."""
    count = len(sentences)
    if not count:
        return np.zeros((0, len(NAMES)), dtype=np.float32)
    tokens = [words(sentence) for sentence in sentences]
    content = [_content(items) for items in tokens]
    columns = [
        *_position(count, tokens),
        *np.zeros((len(_LIKENESS), count)),
        *_title(content, title),
        *_vocabulary(content),
        *_surface(sentences, tokens),
        *_overlap(content),
    ]
    return np.asarray(np.clip(np.stack(columns, axis=1), -1.0, 4.0), dtype=np.float32)


def complete(table: Matrix, vectors: Matrix, title_vector: Matrix | None) -> Matrix:
    """Rows of `plain` with what the vectors of their sentences tell: they are compared with each other alone.

    A title without its vector counts as none.
    """
    if not len(table):
        return table
    full = table.copy()
    full[:, _LIKENESS] = np.stack(_likeness(vectors), axis=1)
    if title_vector is None:
        full[:, _TITLE] = 0
    else:
        cosine = vectors @ title_vector
        full[:, _TITLE[0]], full[:, _TITLE[-1]] = cosine, _ranks(cosine)
    return np.clip(full, -1.0, 4.0)


def _content(tokens: list[str]) -> list[str]:
    return [word.lower().removesuffix("'s").removesuffix("’s") for word in tokens if word.lower() not in _STOP]


def _position(count: int, tokens: list[list[str]]) -> list[Column]:
    place = np.arange(count)
    length = np.array([len(items) for items in tokens])
    return [
        np.log1p(place) / 4,
        place / count,
        place == 0,
        place == 1,
        place == 2,
        1 / (1 + place),
        np.full(count, np.log(count) / 4),
        length / 40,
        np.log1p(length) / 4,
        length < 8,
        length > 35,
    ]


def _likeness(vectors: Matrix) -> list[Column]:
    count = len(vectors)
    cosines = vectors @ vectors.T
    np.fill_diagonal(cosines, 0.0)
    centroid = vectors.mean(axis=0)
    central = vectors @ (centroid / max(float(np.linalg.norm(centroid)), 1e-9))
    earlier = np.tril(cosines, -1).max(axis=1)
    before = np.concatenate([[0.0], np.diagonal(cosines, 1)])
    after = np.concatenate([np.diagonal(cosines, 1), [0.0]])
    lead = cosines[:, :3].mean(axis=1)
    return [
        central,
        _ranks(central),
        cosines.sum(axis=1) / max(count - 1, 1),
        cosines.max(axis=1),
        earlier,
        before,
        after,
        np.full(count, central[0]),
        cosines[:, 0],
        lead,
    ]


def _title(content: list[list[str]], title: str | None) -> list[Column]:
    count = len(content)
    if not title:
        return [np.zeros(count) for _ in range(4)]
    wanted = set(_content(words(title)))
    shared = np.array([len(wanted & set(items)) for items in content]) / max(len(wanted), 1)
    return [np.zeros(count), np.ones(count), shared, np.zeros(count)]


def _vocabulary(content: list[list[str]]) -> list[Column]:
    spread = Counter(word for items in content for word in set(items))
    seen: set[str] = set()
    fresh = []
    for items in content:
        fresh.append(len(set(items) - seen) / max(len(set(items)), 1))
        seen.update(items)
    often = np.array([sum(min(spread[word] - 1, 5) for word in set(items)) / max(len(items), 1) for items in content])
    first = set(content[0])
    shared = np.array([len(first & set(items)) / max(len(first), 1) for items in content])
    return [often / 2, _ranks(often), shared, np.array(fresh)]


def _overlap(content: list[list[str]]) -> list[Column]:
    """How many words a sentence shares with all others, as in TextRank (Mihalcea & Tarau 2004), relative and ranked."""
    vocabulary = {
        word: column for column, word in enumerate(dict.fromkeys(word for items in content for word in items))
    }
    holds = np.zeros((len(content), max(len(vocabulary), 1)), dtype=np.float32)
    for row, items in enumerate(content):
        holds[row, [vocabulary[word] for word in items]] = 1
    lengths = np.log1p([len(items) for items in content])
    shared = holds @ holds.T / np.maximum(lengths[:, None] + lengths[None], 0.5)
    np.fill_diagonal(shared, 0.0)
    degree = shared.sum(axis=1)
    return [degree / max(2 * float(degree.mean()), 1e-9), _ranks(degree)]


def _surface(sentences: Sequence[str], tokens: list[list[str]]) -> list[Column]:
    seen: set[str] = set()
    rows = []
    for index, (sentence, items) in enumerate(zip(sentences, tokens, strict=True)):
        names = {word for word in items[1:] if word[0].isupper() and len(word) > 1}
        length = max(len(items), 1)
        small = lowered(sentence)
        pieces = _PIECE.findall(small)
        personal = sum(piece in _PERSONAL for piece in pieces) + len(_ELIDED.findall(small))
        inside = sum(map(len, _QUOTATION.findall(sentence)))
        rows.append(
            (
                min(sum(word[0].isdigit() for word in items), 4) / 4,
                min(len(names), 10) / 10,
                len(names) / length,
                min(len(names - seen), 5) / 5,
                sentence[:1] in _QUOTES,
                any(mark in sentence for mark in '"“«'),
                bool(_DANGLING.match(sentence)),
                bool(_LINKING.match(sentence)),
                min(personal, 4) / 4,
                not _SAYING.isdisjoint(pieces),
                sentence.rstrip(_QUOTES + " ").endswith("?"),
                any(sign in sentence for sign in _CAPTION_SIGNS) and bool(_CAPTION.search(sentence)),
                is_boilerplate(sentence),
                sentence.rstrip(_QUOTES + " )")[-1:] not in (".", "!", "?", "…"),
                min(sentence.count(","), 5) / 5,
                "(" in sentence,
                ":" in sentence,
                sum(map(len, items)) / length / 8,
                index == len(sentences) - 1,
                inside / max(len(sentence), 1),
                dangles(sentences[0]),
            )
        )
        seen |= names
    return list(np.array(rows, dtype=np.float32).T)


def _ranks(values: Column) -> Column:
    order = np.empty(len(values))
    order[np.argsort(-values, kind="stable")] = np.arange(len(values))
    return (order / max(len(values) - 1, 1)).astype(np.float32)
