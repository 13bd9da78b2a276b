"""A second opinion on key points, by ROUGE: floors that a change may not fall below unsaid. `points.py` has the first.

`keypoints_floors.json` holds, for each fixed sample, the hash of its texts and references and the margin over the first
three sentences that was measured when it was pinned. A floor may be lowered only with `--lower`.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from benchmarks import systems
from benchmarks.corpora import DEV, Corpus, load, samples
from benchmarks.scoring import rouge

__all__ = ["judge", "measure", "pinned", "run"]

FLOORS = Path(__file__).with_name("keypoints_floors.json")
# Articles of each development set. Of 40, the margin over the lead once fell while it rose on the whole sets.
SAMPLE = 80
# How far below the measured figure a floor is pinned: rounding differs a little between machines.
_SLACK = 0.15
_METRICS = ("rouge1_over_lead", "rouge2_over_lead")

Figures = Mapping[str, Any]


def run(data: Path, *, pin: bool, lower: bool) -> int:
    """Measure the samples; compare them with the floors, or pin these. Returns the exit code."""
    floors: dict[str, Any] = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.is_file() else {}
    complaints = []
    for corpus in corpora(data):
        found = measure(corpus)
        print(f"{corpus.name}: {found}; floors: {floors.get(corpus.name)}", flush=True)
        if pin:
            floors[corpus.name], complaint = pinned(corpus.name, floors.get(corpus.name), found, lower=lower)
        else:
            complaint = judge(corpus.name, floors.get(corpus.name), found)
        complaints += [complaint] if complaint else []
    for complaint in complaints:
        print(complaint, file=sys.stderr)
    if pin and not complaints:
        FLOORS.write_text(json.dumps(floors, indent=1) + "\n", encoding="utf-8")
    return int(bool(complaints))


def corpora(data: Path) -> Iterator[Corpus]:
    """The sample articles, and what there is of the development sets."""
    yield samples()
    if not data.is_dir():
        print(f"no development data at {data}: only the sample articles are measured", flush=True)
        return
    # The references of BBC News Summary are extracts made by counting words, which no reader would want.
    for name in DEV:
        if name != "bbc":
            yield load(data, name, SAMPLE)


def measure(corpus: Corpus) -> dict[str, Any]:
    """What is pinned of a sample."""
    ours, lead = (
        [[pick.text for pick in points] for points in system.run(system.load(), corpus.documents)]
        for system in (systems.ours(), systems.lead())
    )
    gain = (rouge(corpus.references, ours) - rouge(corpus.references, lead)).mean(axis=0)
    return {
        "corpus": corpus.digest,
        "articles": len(corpus.documents),
        "rouge1_over_lead": round(float(gain[0]), 2),
        "rouge2_over_lead": round(float(gain[1]), 2),
    }


def judge(name: str, floor: Figures | None, found: Figures) -> str | None:
    """What is wrong with the figures, or None."""
    if floor is None or floor["corpus"] != found["corpus"]:
        return f"{name}: not the sample that the floors were pinned on; pin them anew"
    low = [f"{metric} {found[metric]} < {floor[metric]}" for metric in _METRICS if found[metric] < floor[metric]]
    return f"{name}: below its floor: {', '.join(low)}" if low else None


def pinned(name: str, floor: Figures | None, found: Figures, *, lower: bool) -> tuple[Figures | None, str | None]:
    """The new floor, or the old one and why it stays."""
    fresh = {**found, **{metric: round(found[metric] - _SLACK, 2) for metric in _METRICS}}
    if floor and not lower and any(fresh[metric] < floor[metric] for metric in _METRICS):
        return floor, f"{name}: this would lower a floor; say --lower if it is meant"
    return fresh, None
