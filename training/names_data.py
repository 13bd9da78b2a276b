"""Examples to train `briefing.summarize.put_names_in` on: a word in a sentence, and which proposals for it are right.

Two sources. Labels of our own (`labels/names.jsonl.gz`): character offsets of a word and of what it stands for, in the
texts of the data folder. Documents with coreference: the parts of GUM under CC BY, and ECB+.
"""

from __future__ import annotations

import ast
import gzip
import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from briefing.extract import extract
from briefing.language import of
from briefing.language.fold_words import fold
from briefing.records import Article, Document
from briefing.summarize import people_mentioned
from briefing.summarize.name_proposals import Proposal, propose
from briefing.summarize.put_names_in import insertions

FILES = {
    "train": {
        "cnndm": ("summaries/train_cnndm", "summaries/train_cnndm_more"),
        "inshorts": ("summaries/train_inshorts",),
        "bbc": ("summaries/train_bbc",),
        "allsides": ("multi/train_allsides",),
        "orangesum": ("fr/train_orangesum",),
    },
    "dev": {
        "cnndm": ("summaries/dev_cnndm",),
        "inshorts": ("summaries/dev_inshorts",),
        "bbc": ("summaries/dev_bbc",),
        "allsides": ("multi/dev_allsides",),
        "orangesum": ("fr/dev_orangesum",),
    },
}
LABELS = Path(__file__).with_name("labels") / "names.jsonl.gz"


@dataclass(frozen=True, slots=True)
class Example:
    """The proposals for one word, and which of them are right. A fold holds all examples of a `group`, or none."""

    source: str
    group: str
    split: str
    proposals: tuple[Proposal, ...]
    right: tuple[bool, ...]


def lines(path: Path) -> Iterator[dict]:
    """The rows of a gzipped file of JSON lines."""
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        yield from (json.loads(line) for line in stream)


def articles(data: Path, split_name: str) -> Iterator[tuple[str, str, str | None, str]]:
    """(set, id, title, text) of the articles of the data folder, a set of several documents as "id#number"."""
    for kind, names in FILES[split_name].items():
        for name in names:
            for row in lines(data / f"{name}.jsonl.gz"):
                if "documents" not in row:
                    yield kind, row["id"], row.get("title") or None, row["text"]
                    continue
                documents = row["documents"]
                for number, item in enumerate(ast.literal_eval(documents) if isinstance(documents, str) else documents):
                    yield kind, f"{row.get('id') or row['cluster']}#{number}", item.get("title"), item["text"]


def document(identifier: str, title: str | None, text: str) -> Document:
    """An article as the program reads it."""
    return extract(Article(id=identifier, source=identifier, content=text, title=title))


def sentences(made: Document) -> tuple[str, ...]:
    """The sentences of a document, with single spaces."""
    return tuple(" ".join(made.sentence(number).split()) for number in range(len(made.sentences)))


def same(name: str, meant: str) -> bool:
    """Whether two texts name the same: the surname of one is in the other, or all words of one."""
    one, other = _tokens(name), _tokens(meant)
    if not one or not other:
        return False
    if one[-1] in other or (one[0] in other and len(other) <= 2):
        return True
    return bool(set(one) & set(other) - _SMALL) and (set(one) <= set(other) or set(other) <= set(one))


_SMALL = {"the", "of", "le", "la", "de"}


def _tokens(text: str) -> list[str]:
    return [fold(word) for word in re.findall(r"[\w'’-]+", text)]


def labelled(data: Path) -> Iterator[Example]:
    """The examples of our own labels."""
    for made, rows, split_name in _labelled_articles(data):
        yield from _of_article(made, rows, split_name)


def mended(data: Path, split_name: str) -> Iterator[tuple[str, bool]]:
    """(kind, whether the right name is put in) for each word that a labeller explained in articles of `split_name`."""
    for made, rows, own_split in _labelled_articles(data):
        texts, numbers = sentences(made), {tuple(span): number for number, span in enumerate(made.sentences)}
        for row in rows if own_split == split_name else ():
            number = numbers.get(tuple(row["sentence"]))
            if number is not None and row["by"] == "label":
                word, meant = made.text[slice(*row["word"])], made.text[slice(*row["means"])]
                found = insertions(texts, number, made.title, made.language)
                yield _kind(word, meant, made.language), any(same(item.name, meant) for item in found)


def _kind(word: str, meant: str, language: str) -> str:
    if word.lower() in of(language).naming.pronouns or word.lower() == "hers":
        return "he, she"
    if word[0].isupper() and set(_tokens(word)) & set(_tokens(meant)):
        return "name in part"
    return "other"


def _labelled_articles(data: Path) -> Iterator[tuple[Document, list[dict], str]]:
    rows = defaultdict(list)
    for row in lines(LABELS):
        rows[row["split"], row["id"]].append(row)
    for split_name in FILES:
        for _, identifier, title, text in articles(data, split_name):
            if own := rows.pop((split_name, identifier), None):
                yield document(identifier, title, text), own, split_name


def _of_article(made: Document, rows: list[dict], split_name: str) -> Iterator[Example]:
    article = people_mentioned.read(sentences(made), made.language)
    numbers = {tuple(span): number for number, span in enumerate(made.sentences)}
    # What is no person's name is wrong for every pronoun.
    barred: set[str] = set()
    for row in rows:
        number = numbers.get(tuple(row["sentence"]))
        if number is None:
            continue
        start, end = (_shifted(made, number, place) for place in row["word"])
        meant = made.text[slice(*row["means"])] if row["means"] else None
        found = _examples(
            article, number, made.title, start, end, lambda name, meant=meant: bool(meant) and same(name, meant)
        )
        if found:
            yield Example(row["by"], made.id, split_name, *found)
        if found and meant is None and found[0][0].kind == "surname":
            barred |= {item.name for item in found[0]}
    for number in range(len(article.sentences) if barred else 0):
        wrong = [
            item for item in propose(article, number, made.title) if item.kind == "pronoun" and item.name in barred
        ]
        yield from (Example("barred", made.id, split_name, (item,), (False,)) for item in wrong)


def _shifted(made: Document, number: int, place: int) -> int:
    """An offset into the text -> one into the sentence with single spaces."""
    start, _ = made.sentences[number]
    before = made.text[start:place]
    return len(" ".join(f"{before}.".split())) - 1


def _examples(
    article: people_mentioned.Mentions,
    number: int,
    title: str | None,
    start: int,
    end: int,
    is_right: Callable[[str], bool],
) -> tuple[tuple[Proposal, ...], tuple[bool, ...]] | None:
    found = [item for item in propose(article, number, title) if item.start <= end and item.end >= start]
    found = [item for item in found if item.start < end or item.start == item.end]
    return (tuple(found), tuple(is_right(item.name) for item in found)) if found else None


def coreferent(path: Path) -> Iterator[Example]:
    """Examples from documents with coreference; GUM only where both text and annotation are under CC BY."""
    for row in lines(path):
        is_gum = row["source"].startswith("GUM")
        if is_gum and not row["licence"].startswith("CC BY 2.5"):
            continue
        texts, places = _joined(row["sentences"])
        article = people_mentioned.read(tuple(texts), "en")
        clusters = {}
        for number, cluster in enumerate(row["clusters"]):
            for first, last in cluster:
                clusters[first, last] = number
        for number in range(len(texts)):
            yield from _of_sentence(article, number, places, row, clusters, complete=is_gum)


def _of_sentence(article, number, places, row, clusters, *, complete: bool) -> Iterator[Example]:
    by_word = defaultdict(list)
    for item in propose(article, number, row.get("title")):
        by_word[item.start, item.end].append(item)
    for (start, end), own in by_word.items():
        tokens = [
            token
            for token, (sentence, first, last) in enumerate(places)
            if sentence == number and first < end and last > start
        ]
        spans = [
            span
            for span in clusters
            if tokens and span[0] in range(tokens[0] - 1, tokens[0] + 1) and span[1] == tokens[-1]
        ]
        if not spans and not (complete and own[0].kind in ("pronoun", "surname")):
            continue
        texts = []
        for span in spans[:1]:
            members = row["clusters"][clusters[span]]
            flat = [word for words in row["sentences"] for word in words]
            texts = [" ".join(flat[first : last + 1]) for first, last in members if last - first < 6]
            texts = [text for text in texts if text[:1].isupper() or " " in text]
        named = any(text[0].isupper() and text.lower() not in _PRONOUNS for text in texts if text)
        # Within what ECB+ annotates it has no name.
        if spans and not named and not complete:
            continue
        right = tuple(any(same(item.name, text) for text in texts if text.lower() not in _PRONOUNS) for item in own)
        yield Example("gum" if complete else "ecb", row["id"], "train", tuple(own), right)


_PRONOUNS = {"he", "she", "him", "his", "her", "it", "they", "them", "their", "i", "we", "you", "who"}


def _joined(token_lists: list[list[str]]) -> tuple[list[str], list[tuple[int, int, int]]]:
    """Sentences of tokens -> texts, and for each token of the document (sentence, start, end)."""
    texts, places = [], []
    for number, tokens in enumerate(token_lists):
        text, quoted = "", False
        glue = True
        for token in tokens:
            token = {"``": '"', "''": '"', "-LRB-": "(", "-RRB-": ")"}.get(token, token)
            closing = token in (",", ".", ";", ":", "?", "!", ")", "”", "’", "%") or re.match(
                r"^(?:['’](?:s|re|ve|ll|d|m)?|n['’]t)$", token
            )
            if token == '"':
                closing, quoted = quoted, not quoted
            text += "" if glue or closing else " "
            places.append((number, len(text), len(text) + len(token)))
            text += token
            glue = token in ("(", "“", "‘", "$", "£", "€") or (token == '"' and quoted)
        texts.append(text)
    return texts, places
