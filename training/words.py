"""Counts how common words are in news and writes `briefing/language/weights/words.tsv`.

    python training/words.py DATA

DATA is the folder that holds `summaries/`, `multi/` and `fr/` (gzipped JSON lines). Only counts leave the data.
"""

from __future__ import annotations

import ast
import gzip
import json
import sys
from collections import Counter
from pathlib import Path

from briefing.language import fold_words

_KEPT = 24000
_SOURCES = {
    "en": ("multi/train_allsides", "summaries/train_inshorts", "summaries/train_bbc", "summaries/train_cnndm"),
    "fr": ("fr/train_orangesum",),
}
_OUT = Path(__file__).resolve().parents[1] / "briefing" / "language" / "weights" / "words.tsv"


def texts(path: Path) -> list[str]:
    """The texts of a file; several per row where a row holds several articles."""
    found = []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            documents = row.get("documents")
            if isinstance(documents, str):
                documents = ast.literal_eval(documents)
            if documents:
                found += [item["text"] if isinstance(item, dict) else item for item in documents]
            else:
                found.append(row.get("text") or row.get("article") or "")
    return found


def count(folder: Path) -> dict[str, tuple[float, float]]:
    """Per word the share of articles with it and the share of capitals inside sentences; the larger language's."""
    table: dict[str, tuple[float, float]] = {}
    for language, names in _SOURCES.items():
        articles = [text for name in names for text in texts(folder / f"{name}.jsonl.gz")]
        uses: Counter[str] = Counter()
        inside: Counter[str] = Counter()
        capitals: Counter[str] = Counter()
        for text in articles:
            seen = set()
            previous = "."
            for match in fold_words.TOKEN.finditer(text[:3000]):
                token, before = match.group(), text[max(0, match.start() - 3) : match.start()].strip()
                folded = fold_words.fold(token)
                seen.add(folded)
                if before[-1:] not in {".", "!", "?", '"', "“", ":", "\n", "‘"} and previous:
                    inside[folded] += 1
                    capitals[folded] += token[0].isupper()
                previous = token
            uses.update(seen)
        print(language, len(articles), "articles", len(uses), "words")
        for word, number in uses.items():
            share = (number / len(articles), (capitals[word] + 0.5) / (inside[word] + 1))
            if number >= 3:
                table[word] = max(table.get(word, (0.0, 0.0)), share)
    kept = sorted(table, key=lambda word: (-table[word][0], word))[:_KEPT]
    return {word: table[word] for word in sorted(kept)}


def main() -> None:
    table = count(Path(sys.argv[1]))
    lines = [f"{word}\t{share:.2g}\t{capitals:.2g}\n" for word, (share, capitals) in table.items()]
    _OUT.write_text("".join(lines), encoding="utf-8")
    print(_OUT, len(table), "words")


if __name__ == "__main__":
    main()
