"""A sentence and its parse -> the sentence without the phrases that an editor would leave out.

A phrase is what hangs on one word of the sentence's tree (`dependency_parser_and_word_deletion`): a relative clause, an
apposition, a phrase of place, time or manner, a second verb. Taking such a subtree away leaves a sentence whole (Knight
& Marcu 2002; Filippova & Strube 2008, "Dependency tree based sentence compression"). Which may go is decided by a
logistic model that has learnt from judged cuts (`weights/phrases.*`, made by `training/phrases.py`), and rules stand
before it: no negation, condition, hedge or attribution may go (`briefing.summarize.protected_words`), and no quotation
is touched.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from briefing.language import of
from briefing.language.language_words import Compression
from briefing.models.dependency_parser_and_word_deletion import Matrix, Parse
from briefing.summarize.compress_sentence import MOST, is_balanced, touches_quotation

__all__ = ["Phrase", "features", "leave_out", "phrases", "surroundings", "without", "worth_parsing"]

Span = tuple[int, int]

# Words from which the parser is asked: what is shorter reads at a glance.
_LONG = 18
# Words that must be left: fewer seldom tell who did what.
_FEWEST = 8
# What subject, verb, object and complements are made of, and words that only belong to another, do not go.
_FRAME = frozenset(("root", "nsubj", "nsubj:pass", "csubj", "obj", "iobj", "expl", "aux", "aux:pass", "cop"))
_PARTS = frozenset(("case", "mark", "det", "cc", "compound", "flat", "fixed", "goeswith", "nmod:poss", "nummod"))
_KEPT = _FRAME | _PARTS | {"ccomp", "xcomp", "dep", "orphan", "list", "reparandum", "punct"}
# Words before a phrase in which "the second" of its kind stands.
_RANK_REACH = 3
# Words between commas that say something by themselves.
_STUB = 4
_RESTRICTIVE = frozenset(("nmod", "acl", "acl:relcl"))
# What commas set off; where one follows another, the comma between them stays.
_ASIDES = frozenset(("acl", "acl:relcl", "appos", "advcl", "parataxis"))
_FUNCTION_WORDS = frozenset(("ADP", "SCONJ", "PRON", "CCONJ", "ADV", "DET", "PART"))
_DASHES = frozenset(("–", "—", "-", "--"))
_WEIGHTS = Path(__file__).parent / "weights" / "phrases.json"


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words `start` to `end` (places from 0, `end` excluded), which hang on the word at `node`."""

    start: int
    end: int
    node: int


def worth_parsing(text: str, language: str) -> bool:
    """Whether `text` is long enough to shorten, and in a language that says what must stay."""
    return _LONG <= len(text.split()) <= MOST and of(language).compression is not None and is_balanced(text)


def leave_out(text: str, parse: Parse, language: str) -> str:
    """`text`, whose words `parse` has read, without the phrases that may go; the longest is tried first."""
    rules, words = of(language).compression, text.split()
    if rules is None or len(words) != len(parse.heads) or not is_balanced(text):
        return text
    kept = [True] * len(words)
    for phrase in sorted(_droppable(words, parse, rules), key=lambda each: each.start - each.end):
        within = kept[phrase.start : phrase.end]
        if all(within) and sum(kept) - len(within) >= _FEWEST:
            kept[phrase.start : phrase.end] = [False] * len(within)
    return without(words, kept, parse) if not all(kept) else text


def _droppable(words: Sequence[str], parse: Parse, rules: Compression) -> Iterator[Phrase]:
    model = _model()
    for phrase in phrases(words, parse, rules):
        odds = sum(model.weights.get(name, 0.0) * value for name, value in features(words, parse, phrase).items())
        odds += model.bias + float(model.states @ surroundings(parse, phrase))
        # The more words a cut saves, the more doubt it is worth.
        if odds + math.log(phrase.end - phrase.start) >= model.least:
            yield phrase


@dataclass(frozen=True, slots=True)
class _Model:
    """Log-odds that a cut is fine: `bias`, the weights of features and of the network's `states` around the phrase.

    A phrase goes where they reach `least` less the logarithm of its words.
    """

    bias: float
    least: float
    weights: Mapping[str, float]
    states: Matrix


@cache
def _model() -> _Model:
    values = json.loads(_WEIGHTS.read_text(encoding="utf-8"))
    return _Model(**values, states=np.load(_WEIGHTS.with_suffix(".npy"), allow_pickle=False))


def phrases(words: Sequence[str], parse: Parse, rules: Compression) -> Iterator[Phrase]:
    """The phrases that rules allow to go: neighbouring words, no part of the sentence's frame, nothing protected."""
    below = parse.subtrees()
    for node, relation in enumerate(parse.relations):
        own = below[node]
        start, end = own[0], own[-1] + 1
        whole = end - start == len(own) <= len(words) - _FEWEST
        if (
            whole
            and relation not in _KEPT
            and not _held(words, start, end, rules)
            and not _tears(words, parse, own, rules)
        ):
            yield Phrase(start, end, node)


def _held(words: Sequence[str], start: int, end: int, rules: Compression) -> bool:
    """Whether the passage holds a word that changes what is claimed, a quotation, or one of two dashes."""
    passage, before = " ".join(words[start:end]), " ".join(words[:start])
    opens = len(before) + bool(before)
    if rules.protected.search(passage) or not is_balanced(passage) or not any(map(str.isalpha, passage)):
        return True
    if sum(word in _DASHES for word in words[start:end]) % 2:
        return True
    return touches_quotation(" ".join(words), (opens, opens + len(passage)))


def _tears(words: Sequence[str], parse: Parse, own: Sequence[int], rules: Compression) -> bool:
    """Whether what is left would lean on it: a "second" or "worst" among what it names, the adverb of "late on Monday",
    a word or three between commas.
    """
    start, end = own[0], own[-1] + 1
    if rules.ranked.search(" ".join(words[max(0, start - _RANK_REACH) : start])):
        return True
    if start and parse.tags[start - 1] == "ADV" and parse.tags[start] == "ADP":
        return True
    left, right = start, end
    while left and not words[left - 1].endswith((",", ";", ":")):
        left -= 1
    while right < len(words) and not words[right - 1].endswith((",", ";", ":")):
        right += 1
    remains = (start - left) + (right - end)
    return 0 < remains < _STUB


def features(words: Sequence[str], parse: Parse, phrase: Phrase) -> dict[str, float]:
    """What the decision rests on, by name; names are those of `weights/phrases.json`."""
    start, end, node = phrase.start, phrase.end, phrase.node
    relation, head = parse.relations[node], parse.heads[node] - 1
    comma_before, comma_after = start > 0 and words[start - 1][-1] in ",–—-", words[end - 1][-1] == ","
    ends = end == len(words)
    aside = (comma_before or start == 0) and (comma_after or ends)
    drops = parse.drops[start:end]
    mean = sum(drops) / len(drops)
    found = {
        f"relation {relation}": 1.0,
        f"relation {relation}, set off": float(aside),
        f"under {parse.relations[head]}": 1.0,
        f"under a {parse.tags[head]}": 1.0,
        f"a {parse.tags[node]}": 1.0,
        f"opens with {words[start].lower()}": float(parse.tags[start] in _FUNCTION_WORDS),
        "drop odds": math.log((mean + 0.02) / (1.02 - mean)),
        "least drop": min(drops),
        "drop of first": drops[0],
        "drop of last": drops[-1],
        "drop before": parse.drops[start - 1] if start else 0.0,
        "drop after": parse.drops[end] if not ends else 0.0,
        "drop of head": parse.drops[head],
        "length": math.log(end - start),
        "share": (end - start) / len(words),
        "left": math.log(len(words) - (end - start)),
        "set off": float(aside),
        "opens": float(start == 0),
        "ends": float(ends),
        "comma lost": float(comma_before and not comma_after and not ends),
        "digit": float(any(map(str.isdigit, "".join(words[start:end])))),
        "name": float(_names(parse, start, end) > 0),
        "only names": float(
            _names(parse, start, end) > 0 and not _names(parse, 0, start) + _names(parse, end, len(words))
        ),
        "another like it": float(_another(words, parse, start, end)),
        "clause": float(any(each in ("nsubj", "nsubj:pass") for each in parse.relations[start:end])),
        "narrows": float(relation in _RESTRICTIVE and not aside),
        "narrows a name": float(relation in _RESTRICTIVE and not aside and parse.tags[head] == "PROPN"),
        "before its head": float(node < head),
        "in brackets": float(words[start].startswith("(")),
        "deep": float(_depth(parse.heads, node)),
    }
    return {name: value for name, value in found.items() if value}


def surroundings(parse: Parse, phrase: Phrase) -> Matrix:
    """What the network holds of the phrase and the words around it, of shape (8 x 768,).

    That is of its word, of the word it hangs on, of all its words, of the one before, the one after, the first, the
    last, and of all words of the sentence.
    """
    start, end, states = phrase.start, phrase.end, parse.states
    nothing = np.zeros(states.shape[1], dtype=np.float32)
    parts = (
        states[phrase.node],
        states[parse.heads[phrase.node] - 1],
        states[start:end].mean(axis=0),
        states[start - 1] if start else nothing,
        states[end] if end < len(states) else nothing,
        states[start],
        states[end - 1],
        states.mean(axis=0),
    )
    return np.concatenate(parts)


def _another(words: Sequence[str], parse: Parse, start: int, end: int) -> bool:
    """Whether a phrase outside opens with the same word and has a name or number next: "from 4am on Friday to … on"."""
    opening = words[start].lower()
    others = (place for place in range(len(words) - 1) if not start <= place < end and words[place].lower() == opening)
    return any(parse.tags[place + 1] in ("PROPN", "NUM") for place in others)


def _names(parse: Parse, start: int, end: int) -> int:
    return parse.tags[start:end].count("PROPN")


def _depth(heads: Sequence[int], node: int) -> int:
    depth, above = 0, heads[node]
    while above:
        depth, above = depth + 1, heads[above - 1]
    return depth


def without(words: Sequence[str], kept: Sequence[bool], parse: Parse) -> str:
    """The words that are kept, with the marks that hold them together."""
    asides = {own[0] for own, relation in zip(parse.subtrees(), parse.relations, strict=True) if relation in _ASIDES}
    parts: list[str] = []
    for place, (word, keep) in enumerate(zip(words, kept, strict=True)):
        following = place + 1
        if keep:
            parts.append(word)
        elif parts and (following == len(words) or kept[following]):
            parts[-1] = _closed(parts[-1], word, ends=following == len(words), aside=following in asides)
    text = re.sub(r"\s+([,.;:!?])", r"\1", " ".join(parts))
    return text[:1].upper() + text[1:]


def _closed(left: str, gone: str, *, ends: bool, aside: bool) -> str:
    """`left`, the word before a gap, with the mark of the gap's last word where it needs one.

    Two commas around the gap both go, since the second closed what the first had opened; one stays where another aside
    follows. One comma behind the gap stays.
    """
    mark = gone[-1] if gone[-1] in (",;:.!?" if ends else ",;:") else ""
    if left[-1] == "," and mark:
        return left if aside and mark == "," else left[:-1] + ("" if mark == "," else mark)
    return left + mark if left[-1] not in ",.;:!?–—" else left
