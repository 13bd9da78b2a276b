"""What the check of translations accepts of people's translations, and of lies made of them.

    python -m benchmarks.translations --data DATA [--sentences 450]

DATA holds `inference/measure.jsonl.gz` with XNLI's dev set, the same sentences in English, French, German, Spanish and
Russian. A lie is a translation with another digit, without its "not", or of another sentence.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
from collections import Counter, defaultdict
from pathlib import Path

from briefing.verify.check_translation import check

PAIRS = (("de", "en"), ("es", "en"), ("ru", "en"), ("en", "fr"), ("en", "de"), ("fr", "de"))
_DENIAL = re.compile(r"\b(?:not |never )|n't\b")
_SHORTEST = 40


def sentences(data: Path) -> list[dict[str, str]]:
    """Each sentence in all of its languages."""
    rows: defaultdict[str, dict[int, dict]] = defaultdict(dict)
    with gzip.open(data / "inference" / "measure.jsonl.gz", "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            if row["source"] == "xnli_dev":
                rows[row["language"]][int(row["id"].rsplit(":", 1)[1])] = row
    ordered = {language: [found[number] for number in sorted(found)] for language, found in rows.items()}
    told = {
        parts[0][1]: dict(parts)
        for field in ("premise", "hypothesis")
        for parts in zip(
            *([(code, row[field].strip()) for row in ordered[code]] for code in sorted(ordered)), strict=True
        )
    }
    return [each for each in told.values() if len(each["en"]) > _SHORTEST]


def lies(text: str, other: str, target: str, draw: random.Random) -> dict[str, str]:
    found = {"another sentence": other}
    if digits := list(re.finditer(r"\d", text)):
        digit = draw.choice(digits)
        found["another digit"] = (
            text[: digit.start()] + str((int(digit[0]) + draw.randrange(1, 9)) % 10) + text[digit.end() :]
        )
    if target == "en" and _DENIAL.search(text):
        found["without its not"] = _DENIAL.sub("", text, count=1)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--sentences", type=int, default=450)
    options = parser.parse_args()
    draw = random.Random(3)
    every = sentences(options.data)
    draw.shuffle(every)
    chosen = every[: options.sentences]
    for source, target in PAIRS:
        made, passed, right = Counter[str](), Counter[str](), 0
        for row, following in zip(chosen, [*chosen[1:], chosen[0]], strict=True):
            if check(row[target], row[source], source, target).reasons:
                continue
            right += 1
            for name, lie in lies(row[target], following[target], target, draw).items():
                made[name] += 1
                passed[name] += not check(lie, row[source], source, target).reasons
        told = ", ".join(f"{name} {passed[name]} of {made[name]}" for name in sorted(made))
        print(f"{source} -> {target}: accepted {100 * right / len(chosen):.0f} % of {len(chosen)}; of lies: {told}")


if __name__ == "__main__":
    main()
