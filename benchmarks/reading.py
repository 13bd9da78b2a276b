"""Points of two versions, shuffled, for a reader who must not know which is which; and the count of the judgements.

    python -m benchmarks.reading make --before CHECKOUT --articles 30 --seed 1 --out FOLDER
    python -m benchmarks.reading count FOLDER/key.json FOLDER/judged.jsonl [...]

`make` takes labelled dev articles, asks both versions for their key points, and writes `to_judge.md` (title, points of
"left" and "right", then the article) and `key.json`. A judgement is one JSON line an article: {"article": 3,
"left": ["", "A", "LU"], "right": [...]}: the flags of each point in order (docs/benchmarks/reading.md); a point without
one is faultless.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from pathlib import Path

from benchmarks import points
from benchmarks.corpora import ROOT
from training.labelled import load

FLAGS = "AOMURLFX"


def make(options: argparse.Namespace) -> None:
    """Write what is to be judged, and the key."""
    order = random.Random(options.seed)
    items = order.sample(load(options.data, split="dev"), options.articles)
    versions = {"now": points.ours(items), "before": points.before(items, options.before)}
    key, lines = [], []
    for number, item in enumerate(items):
        sides = order.sample(sorted(versions), 2)
        key.append({"article": number, "id": item.document.id, "left": sides[0], "right": sides[1]})
        lines.append(f"## {number}: {item.document.title or '(no title)'}\n")
        for side, version in zip(("left", "right"), sides, strict=True):
            lines.append(f"{side}:\n")
            lines += [f"{place}. {point.text}" for place, point in enumerate(versions[version][number], start=1)]
            lines.append("")
        lines.append(f"article:\n\n{item.document.text}\n")
    options.out.mkdir(parents=True, exist_ok=True)
    (options.out / "to_judge.md").write_text("\n".join(lines), encoding="utf-8")
    (options.out / "key.json").write_text(json.dumps(key, indent=1) + "\n", encoding="utf-8")


def count(key: Path, judged: list[Path]) -> dict[str, Counter[str]]:
    """Points by flag of each version; "points" and "faultless" are counted too."""
    sides = {row["article"]: row for row in json.loads(key.read_text(encoding="utf-8"))}
    found: dict[str, Counter[str]] = {"now": Counter(), "before": Counter()}
    for path in judged:
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            for side in ("left", "right"):
                version = found[sides[row["article"]][side]]
                for flags in row[side]:
                    version["points"] += 1
                    version["faultless"] += not flags
                    version.update(set(flags) & set(FLAGS))
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    making = commands.add_parser("make")
    making.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data")
    making.add_argument("--before", type=Path, required=True)
    making.add_argument("--articles", type=int, default=30)
    making.add_argument("--seed", type=int, default=1)
    making.add_argument("--out", type=Path, required=True)
    counting = commands.add_parser("count")
    counting.add_argument("key", type=Path)
    counting.add_argument("judged", type=Path, nargs="+")
    options = parser.parse_args()
    if options.command == "make":
        make(options)
        return
    found = count(options.key, options.judged)
    print("| version | points | faultless % | " + " | ".join(f"{flag} %" for flag in FLAGS) + " |")
    print("|---" * (3 + len(FLAGS)) + "|")
    for version, numbers in found.items():
        shares = [f"{100 * numbers[name] / max(numbers['points'], 1):.0f}" for name in ("faultless", *FLAGS)]
        print(f"| {version} | {numbers['points']} | " + " | ".join(shares) + " |")


if __name__ == "__main__":
    main()
