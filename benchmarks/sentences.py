"""Ends of sentences: ours beside plain sentencex, on test sets of Universal Dependencies.

Ten sentences at a time are put together to one text; precision, recall and F1 are of the places where one ends. Many
sentences of the treebanks are headings or posts without a full stop, which no splitter finds: recall is comparable
within a set only.
Run: python benchmarks/sentences.py FOLDER, with files such as pl_pdb-ud-test.conllu in it.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable
from pathlib import Path

from sentencex import segment

from briefing.language import split_sentences

GROUP, MOST = 10, 1_500
SYSTEMS: dict[str, Callable[[str, str], list[str]]] = {
    "briefing": split_sentences.pieces,
    "sentencex": lambda text, language: [piece for piece in segment(language, text) if piece.strip()],
}


def sentences(path: Path) -> list[str]:
    return re.findall(r"^# text = (.*?)\s*$", path.read_text(encoding="utf-8"), re.MULTILINE)[:MOST]


def ends(pieces: list[str]) -> set[int]:
    """Where the pieces end, counted in characters that are no blanks; the end of the text itself says nothing."""
    found, position = set(), 0
    for piece in pieces[:-1]:
        position += len("".join(piece.split()))
        found.add(position)
    return found


def measure(gold: list[str], language: str, system: Callable[[str, str], list[str]]) -> tuple[float, float, float]:
    right = cut = asked = 0
    for start in range(0, len(gold), GROUP):
        group = gold[start : start + GROUP]
        expected, found = ends(group), ends(system(" ".join(group), language))
        right, cut, asked = right + len(expected & found), cut + len(found), asked + len(expected)
    precision, recall = right / max(1, cut), right / max(1, asked)
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    print("| set | sentences | system | precision | recall | F1 |\n|---|---|---|---|---|---|")
    for path in sorted(parser.parse_args().folder.glob("*.conllu")):
        gold = sentences(path)
        for name, system in SYSTEMS.items():
            precision, recall, f1 = measure(gold, path.name[:2], system)
            print(f"| {path.stem} | {len(gold)} | {name} | {precision:.3f} | {recall:.3f} | {f1:.3f} |")


if __name__ == "__main__":
    main()
