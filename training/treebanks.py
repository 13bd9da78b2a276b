"""Universal Dependencies (CoNLL-U) -> sentences of words as white space parts them, with heads, relations and tags.

What the parser reads at run time is split at white space alone, so trees are projected on such words: "Smith's," is one
word, whose head is that of its first part that hangs outside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from briefing.models.dependency_parser_and_word_deletion import is_tree

__all__ = ["Sentence", "english", "read"]

# Subtypes that are told apart; others are read as their main relation.
SUBTYPES = frozenset(("acl:relcl", "nsubj:pass", "aux:pass", "obl:agent", "nmod:poss", "obl:tmod", "obl:unmarked"))
# The genres of GUM whose texts are free for any use (CC BY or public domain).
FREE_GENRES = ("news", "interview", "bio", "voyage", "speech", "textbook")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A tree over words; `heads` count from 1, 0 is the root."""

    words: tuple[str, ...]
    heads: tuple[int, ...]
    relations: tuple[str, ...]
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Token:
    number: int
    form: str
    tag: str
    head: int
    relation: str
    word: int


def english(ewt: Path, gum: Path) -> list[Sentence]:
    """The training sentences of UD_English-EWT and of GUM's free genres, both as checked out."""
    listed = (ewt / "not-to-release" / "file-lists" / "files.train").read_text(encoding="utf-8").split()
    files = [ewt / "not-to-release" / "sources" / name for name in listed]
    for genre in FREE_GENRES:
        files += sorted((gum / "not-to-release" / "sources").glob(f"GUM_{genre}_*.conllu"))
    return [sentence for file in files for sentence in read(file)]


def read(path: Path) -> Iterator[Sentence]:
    """The sentences of a CoNLL-U file whose words can be told apart and form a tree."""
    for block in path.read_text(encoding="utf-8").strip().split("\n\n"):
        found = re.search(r"^# text = (.*)$", block, re.MULTILINE)
        if found and (sentence := _projected(block, found[1])):
            yield sentence


def _projected(block: str, text: str) -> Sentence | None:
    words, tokens = _tokens(block)
    if words != text.split() or not tokens:
        return None
    inside = {token.number: token.word for token in tokens}
    picked = [_outermost([token for token in tokens if token.word == word], inside) for word in range(len(words))]
    heads = tuple(inside[token.head] + 1 if token.head else 0 for token in picked)
    relations = tuple(
        token.relation if token.relation in SUBTYPES else token.relation.split(":")[0] for token in picked
    )
    return Sentence(tuple(words), heads, relations, tuple(token.tag for token in picked)) if is_tree(heads) else None


def _outermost(tokens: Sequence[_Token], inside: dict[int, int]) -> _Token:
    """The token of a word that hangs outside it; a mark only where there is nothing else."""
    outside = [token for token in tokens if not token.head or inside[token.head] != token.word]
    return next((token for token in outside if token.relation != "punct"), outside[0])


def _tokens(block: str) -> tuple[list[str], list[_Token]]:
    """The words of a sentence and its tokens; a range ("3-4  don't") gives the form of its parts together."""
    words, tokens, joined_until = [""], [], 0
    for line in block.splitlines():
        number, form, _, tag, _, _, head, relation, _, misc = ([*line.split("\t"), *[""] * 10])[:10]
        if line.startswith("#") or "." in number:
            continue
        spaced = "SpaceAfter=No" not in misc
        if "-" in number:
            joined_until, space_after_range = int(number.split("-")[1]), spaced
            words[-1] += form
            continue
        place = int(number)
        words[-1] += "" if place <= joined_until else form
        tokens.append(_Token(place, form, tag, int(head), relation, len(words) - 1))
        if place >= joined_until and (space_after_range if place == joined_until else spaced):
            words.append("")
    return [word for word in words if word], tokens
