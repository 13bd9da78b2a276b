"""A sentence -> its grammatical tree (dependency parse), and how likely an editor would leave each of its words out.

One network does both: the encoder's embeddings under six layers of our own, and over the first and the last piece of
each word a biaffine scorer of heads and relations (Dozat & Manning 2017, "Deep biaffine attention for neural dependency
parsing") and a scorer of words that editors drop. Relations are those of Universal Dependencies.
`training/dependency_parser.py` made the weights from treebanks and the project's own cuts. It only reads: what may go
is decided in `briefing.summarize.drop_phrases_by_parse`. A sentence is read by itself, so what is said of it does not
depend on its company. torch is imported by the first call.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from briefing.errors import ModelError
from briefing.models import locate_encoder
from briefing.models.bert_on_packed_sentences import GRAIN, Bert

__all__ = ["BASE", "DependencyParser", "Parse", "is_tree", "word_ends"]

Matrix = npt.NDArray[np.float32]

WEIGHTS = Path(__file__).parent / "weights" / "parser.safetensors"
BASE = "all-MiniLM-L6-v2"
"""The encoder whose embeddings the layers were trained on."""
# Word pieces of a sentence, with the special ones.
_LONGEST = 200
# Sentences whose words are scored together.
_TOGETHER = 32
# Digits that probabilities are rounded to: fewer than processors differ in.
_DIGITS = 4


@dataclass(frozen=True, slots=True, eq=False)
class Parse:
    """What was read of a sentence, for each of its words as white space parts them.

    `heads` are places of words from 1 (0 is the root), `relations` the names of Universal Dependencies ("acl:relcl"),
    `tags` its universal parts of speech, `drops` probabilities that an editor leaves the word out, `states` what the
    network holds of the word, of shape (words, 768).
    """

    heads: tuple[int, ...]
    relations: tuple[str, ...]
    tags: tuple[str, ...]
    drops: tuple[float, ...]
    states: Matrix

    def subtrees(self) -> list[list[int]]:
        """For every word the places, from 0, of itself and of all that hangs on it, in order."""
        below: list[list[int]] = [[place] for place in range(len(self.heads))]
        for place, above in enumerate(self.heads):
            while above:
                below[above - 1].append(place)
                above = self.heads[above - 1]
        return [sorted(own) for own in below]


class DependencyParser:
    """The trained layers, loaded on first use.

    Raises:
        ModelError: the weights or those of the encoder are missing or damaged.
    """

    def __init__(self, weights: Path = WEIGHTS) -> None:
        self._weights = weights

    def parse(self, texts: Sequence[str]) -> list[Parse | None]:
        """The parse of each text; None for one that is too long or empty."""
        bert, tokenizer, heads = self._loaded
        words = [text.split() for text in texts]
        read = [tokenizer.encode(each, is_pretokenized=True) for each in words]
        places = [index for index, item in enumerate(read) if words[index] and len(item.ids) <= _LONGEST]
        states: dict[int, Any] = {}
        for group, rows in bert.states([read[index].ids for index in places]):
            for place, own in zip(group, rows, strict=True):
                first, last = word_ends(read[places[place]].word_ids)
                # A word of signs that the tokenizer drops has no piece.
                if first and len(first) == len(words[places[place]]):
                    states[places[place]] = _joined(own.float(), first, last)
        found: list[Parse | None] = [None] * len(texts)
        for start in range(0, len(states), _TOGETHER):
            some = list(states)[start : start + _TOGETHER]
            for index, parse in zip(some, heads.read([states[index] for index in some]), strict=True):
                found[index] = parse
        return found

    @cached_property
    def _loaded(self) -> tuple[Bert, Any, _Heads]:
        folder = locate_encoder.locate(BASE)
        try:
            from safetensors import safe_open
            from tokenizers import Tokenizer

            with safe_open(self._weights, framework="pt") as file:
                names = file.metadata()
                own = {name: file.get_tensor(name).float() for name in file.keys() if not name.startswith("encoder.")}  # noqa: SIM118
            heads = _Heads(own, names["relations"].split(), names["tags"].split())
            bert = Bert.load(folder, trained=self._weights)
            if bert is None:
                raise ValueError("layers are missing")
            tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        # safetensors and torch raise bare exceptions of their own.
        except Exception as error:
            raise ModelError(
                "the weights that shorten sentences cannot be loaded",
                subject=str(self._weights),
                hint="Install the package again.",
            ) from error
        tokenizer.no_truncation()
        tokenizer.no_padding()
        return bert, tokenizer, heads


class _Heads:
    """The scorers over the states of words."""

    def __init__(self, tensors: dict[str, Any], relations: list[str], tags: list[str]) -> None:
        self._tensors = tensors
        self._relations, self._tags = relations, tags
        if tensors["label.bias"].shape != (len(relations),) or tensors["tag.bias"].shape != (len(tags),):
            raise ValueError("names and weights differ")

    def read(self, sentences: Sequence[Any]) -> list[Parse]:
        """What is read of sentences, each given by the states of its words, (words, 2 x size), in the same products."""
        import torch

        counts = [len(each) for each in sentences]
        with torch.inference_mode():
            words = _filled(torch.cat([self._tensors["root"][None], *sentences]))
            trees = self._trees(words, counts)
            relations = self._labels(words, _rows_above(trees)).argmax(1).tolist()
            tags = self._line("tag", words).argmax(1).tolist()[1:]
            drops = torch.sigmoid(self._line("drop", words)[:, 0]).tolist()[1:]
        found, start = [], 0
        for own, tree in zip(sentences, trees, strict=True):
            rows = slice(start, start + len(tree))
            found.append(
                Parse(
                    tuple(tree),
                    tuple(self._relations[number] for number in relations[rows]),
                    tuple(self._tags[number] for number in tags[rows]),
                    tuple(round(drop, _DIGITS) for drop in drops[rows]),
                    own.numpy(),
                )
            )
            start += len(tree)
        return found

    def _trees(self, words: Any, counts: Sequence[int]) -> list[list[int]]:
        """The head of every word, sentence by sentence: how well each place fits, the root first, makes a tree."""
        import torch

        own = self._bent("arc.dependent", words) @ self._tensors["arc.product"]
        other = self._bent("arc.head", words)
        prior = self._line("arc.prior", other)[:, 0]
        trees, start = [], 1
        for count in counts:
            rows = slice(start, start + count)
            heads, first = torch.cat([other[:1], other[rows]]), torch.cat([prior[:1], prior[rows]])
            trees.append(best_tree((own[rows] @ heads.T + first).tolist()))
            start += count
        return trees

    def _labels(self, words: Any, above: Sequence[int]) -> Any:
        """(words, relations), given the row of each word's head in `words`, whose row 0 is the root."""
        import torch

        own = self._bent("label.dependent", words)[1 : 1 + len(above)]
        other = self._bent("label.head", words)[above]
        relations, size, _ = self._tensors["label.product"].shape
        products = _filled(own) @ self._tensors["label.product"].permute(1, 0, 2).reshape(size, -1)
        products = products[: len(above)].view(len(above), relations, size) @ other[:, :, None]
        return products[:, :, 0] + self._line("label", _filled(torch.cat([own, other], dim=1)))[: len(above)]

    def _bent(self, name: str, rows: Any) -> Any:
        import torch

        return torch.nn.functional.gelu(self._line(name, rows))

    def _line(self, name: str, rows: Any) -> Any:
        return rows @ self._tensors[f"{name}.weight"].T + self._tensors[f"{name}.bias"]


def _filled(rows: Any) -> Any:
    """`rows` up to a multiple of what products need to give the same of a row in any company."""
    import torch

    return torch.nn.functional.pad(rows, (0, 0, 0, -len(rows) % GRAIN))


def _rows_above(trees: Sequence[Sequence[int]]) -> list[int]:
    """The row of each word's head where the words of all sentences follow one root in row 0."""
    rows, start = [], 0
    for tree in trees:
        rows += [start + head if head else 0 for head in tree]
        start += len(tree)
    return rows


def _joined(states: Any, first: list[int], last: list[int]) -> Any:
    """Of each word the states of its first and its last piece."""
    import torch

    return torch.cat([states[first], states[last]], dim=1)


def word_ends(word_ids: Sequence[int | None]) -> tuple[list[int], list[int]]:
    """The first and the last piece of every word."""
    first: dict[int, int] = {}
    last: dict[int, int] = {}
    for piece, word in enumerate(word_ids):
        if word is not None:
            first.setdefault(word, piece)
            last[word] = piece
    return list(first.values()), list(last.values())


def best_tree(scores: Sequence[Sequence[float]]) -> list[int]:
    """The head of every word, given how well each place fits, (words, words + 1) with the root first; a tree.

    Every word takes its best head. Of several roots the best stays one; where heads go round, the word leaves that
    loses least by taking a head outside what hangs on it. This is the tree of most words, if not always the best of all
    (Chu & Liu 1965 is).
    """
    heads = [max(range(len(row)), key=row.__getitem__) for row in scores]
    root = max(range(len(heads)), key=lambda word: (heads[word] == 0, scores[word][0] - max(scores[word][1:])))
    for word in range(len(heads)):
        if heads[word] == 0 or word == root:
            heads[word] = 0 if word == root else _best(scores[word], range(1, len(heads) + 1), but=word + 1)
    while loop := _loop(heads):
        below = {word for word in range(1, len(heads) + 1) if loop[0] in _upwards(heads, word)} | set(loop)
        outside = [place for place in range(1, len(heads) + 1) if place not in below]
        changes = [(word, _best(scores[word - 1], outside)) for word in loop]
        word, head = min(
            changes, key=lambda each: scores[each[0] - 1][heads[each[0] - 1]] - scores[each[0] - 1][each[1]]
        )
        heads[word - 1] = head
    return heads


def _best(row: Sequence[float], places: Sequence[int], but: int = 0) -> int:
    return max((place for place in places if place != but), key=row.__getitem__)


def _loop(heads: Sequence[int]) -> list[int]:
    """Words whose heads go round; empty where none do."""
    for word in range(1, len(heads) + 1):
        way = list(_upwards(heads, word))
        if 0 not in way:
            return _round(heads, way[-1])
    return []


def _round(heads: Sequence[int], start: int) -> list[int]:
    loop, word = [start], heads[start - 1]
    while word != start:
        loop.append(word)
        word = heads[word - 1]
    return loop


def is_tree(heads: Sequence[int]) -> bool:
    """Whether every word hangs, through its heads, on the one root."""
    return heads.count(0) == 1 and all(0 in _upwards(heads, word) for word in range(1, len(heads) + 1))


def _upwards(heads: Sequence[int], word: int) -> Iterator[int]:
    """The heads above `word`; it stops where they go round."""
    seen = set()
    while word and word not in seen:
        seen.add(word)
        word = heads[word - 1]
        yield word
