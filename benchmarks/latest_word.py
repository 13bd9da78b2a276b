"""Whether the last report of a day is what an edition tells, and a withdrawn one is not.

    python -m benchmarks.latest_word --before CHECKOUT --write docs/benchmarks/latest_word.md

`benchmarks/data/latest_word.jsonl`: 60 events of one day in our own words, each in two or three reports; in 45 the last
one corrects, denies or brings up to date what an earlier one said, in 15 it withdraws nothing. Each event is built as
an edition of its own, by the program itself. Rules and thresholds were chosen with the even half; the odd half had no
part.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

from benchmarks.corpora import ROOT

DATA = Path(__file__).with_name("data") / "latest_word.jsonl"
DAY = "2026-03-12"
MARK = "<!-- table -->"
HEAD = (
    "| half | version | events | withdrawn headline % | withdrawn point % | cited for what it withdraws % |"
    " shown as earlier % | controls | falsely withdrawn |\n|---|---" + "|---:" * 7 + "|"
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--before", type=Path, help="a checkout of an earlier version")
    parser.add_argument("--write", type=Path, help="the page whose table is replaced")
    parser.add_argument("--show", action="store_true", help="print what is wrong, event by event")
    options = parser.parse_args()
    events = [json.loads(line) for line in DATA.read_text(encoding="utf-8").splitlines()]
    versions = {"**briefing**": ROOT} | ({"the version before": options.before} if options.before else {})
    lines = [HEAD]
    for name, tree in versions.items():
        faults = [judged(event, edition(event, tree)) for event in events]
        if options.show:
            print(*(f"{name} {event['id']} {sorted(own)}" for event, own in zip(events, faults, strict=True)), sep="\n")
        for half, odd in (("even", 0), ("odd", 1)):
            rows = [(event, own) for event, own in zip(events, faults, strict=True) if int(event["id"][1:]) % 2 == odd]
            lines.append(f"| {half} | {name} | {row(rows)} |")
    table = "\n".join(lines)
    print(table)
    if options.write:
        page = options.write.read_text(encoding="utf-8")
        head, _, rest = page.partition(MARK)
        options.write.write_text(f"{head}{MARK}\n\n{table}\n\n{MARK}{rest.partition(MARK)[2]}", encoding="utf-8")


def edition(event: dict[str, Any], tree: Path) -> dict[str, Any]:
    """The edition that the program in `tree` makes of one event."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "in").mkdir()
        articles = [
            {
                "id": f"{event['id']}-{number}",
                "published": f"{DAY}T{article['time']}:00Z",
                **{key: article[key] for key in ("title", "text", "outlet")},
            }
            for number, article in enumerate(event["articles"])
        ]
        (folder / "in" / "day.jsonl").write_text("\n".join(map(json.dumps, articles)), encoding="utf-8")
        command = [sys.executable, "-m", "briefing", "build", "in", "--date", DAY, "-o", "out", "--offline", "-q"]
        subprocess.run(command, cwd=folder, env={**os.environ, "PYTHONPATH": str(tree.resolve())}, check=True)
        return json.loads((folder / "out" / DAY / "briefing.json").read_text(encoding="utf-8"))


def judged(event: dict[str, Any], made: dict[str, Any]) -> set[str]:
    """What is wrong with the edition, and "earlier" where a withdrawn statement is shown as such."""
    stories = [story for section in made["sections"] for story in section["stories"]]
    gone = {text for _, text in event["withdrawn"]}
    found = set()
    for story in stories:
        if story["headline"] in gone:
            found.add("headline")
        for point in story["points"]:
            own, *others = [citation["quote"] for citation in point["citations"]]
            if own in gone:
                found.add("point")
            if gone & set(others):
                found.add("cited")
        shown = {report["text"] for report in story.get("earlier", ())}
        if shown & gone:
            found.add("earlier")
        if shown - gone:
            found.add("false")
    return found


def row(rows: list[tuple[dict[str, Any], set[str]]]) -> str:
    """The figures of one half."""
    corrected = [own for event, own in rows if event["kind"] != "control"]
    controls = [own for event, own in rows if event["kind"] == "control"]
    counts = Counter(fault for own in corrected for fault in own)
    shares = (f"{100 * counts[fault] / len(corrected):.0f}" for fault in ("headline", "point", "cited", "earlier"))
    false = sum("false" in own for own in controls)
    return f"{len(corrected)} | " + " | ".join(shares) + f" | {len(controls)} | {false}"


if __name__ == "__main__":
    main()
