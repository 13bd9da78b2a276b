"""Fits the vote on blocks that one extractor found and the other did not (`briefing.extract.agreement`).

Prints the weights to put there, and what each page set scores with weights that were fitted on other pages (ten folds
over pages). A block of the gold text is one most of whose shingles are in it; where the gold is snippets, only blocks
that hold one count. Each set weighs the same, a block as its words, up to 60.

    python training/disputes.py DATA/pages
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import StandardScaler

from briefing.extract import agreement, page_text
from briefing.markup import Block
from briefing.text import decode

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "benchmarks"))
import extraction

SETS = ("aeb", "trafilatura", "readability")
FOLDS = 10
STRENGTH = 0.3
# Inverse of the L2 penalty; 0.1 and 1 give the same figures to the third digit.
MOST_WORDS = 60
SNIPPET = 30.0


@dataclass
class Page:
    """One page: the extraction taken, its blocks in dispute, and which of those belong to the article."""

    corpus: str
    row: dict
    taken: list[Block]
    disputes: list[agreement.Dispute]
    wanted: list[bool] = field(default_factory=list)
    weights: list[float] = field(default_factory=list)

    @property
    def fold(self) -> int:
        return int(hashlib.sha256(self.row["id"].encode()).hexdigest(), 16) % FOLDS


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    options = parser.parse_args()
    pages = [page for name in SETS for page in read(options.data, name)]
    chances: dict[int, np.ndarray] = {}
    for fold in range(FOLDS):
        model = fit([page for page in pages if page.fold != fold])
        for page in pages:
            if page.fold == fold and page.disputes:
                chances[id(page)] = model.predict_proba([each.features for each in page.disputes])[:, 1]
    for name in SETS:
        print(f"{name:12} F1 of the blocks kept: {score([page for page in pages if page.corpus == name], chances):.4f}")
    report(fit(pages))


def read(folder: Path, name: str) -> Iterable[Page]:
    rows, contents = extraction.load(folder, name)
    for row in rows:
        shown = page_text.shown(decode(contents[row["page"]]))
        first, second = page_text.by_trafilatura(shown, row.get("url")), page_text.by_readability(shown)
        taken = agreement.base_of(first, second)
        other = first if taken is second else second
        page = Page(name, row, list(taken), agreement.dispute(taken, other, second=taken is second))
        label(page)
        yield page


def label(page: Page) -> None:
    gold = agreement.Text([Block("paragraph", page.row["text"])]) if "text" in page.row else None
    for each in page.disputes:
        block = page.taken[each.index]
        if gold is not None:
            page.wanted.append(gold.share(block) > 0.5)
            page.weights.append(float(min(MOST_WORDS, len(block.text.split()))))
        else:
            good, bad = (holds(block, page.row[key]) for key in ("must_contain", "must_not_contain"))
            page.wanted.append(good)
            page.weights.append(SNIPPET if good != bad else 0.0)


def holds(block: Block, snippets: list[str]) -> bool:
    return any(" ".join(snippet.split()) in block.text for snippet in snippets)


def fit(pages: list[Page]) -> Pipeline:
    totals = {name: sum(sum(page.weights) for page in pages if page.corpus == name) for name in SETS}
    features = np.array([each.features for page in pages for each in page.disputes])
    wanted = np.array([each for page in pages for each in page.wanted])
    weights = np.array([1000 * each / totals[page.corpus] for page in pages for each in page.weights])
    model = make_pipeline(StandardScaler(), LogisticRegression(C=STRENGTH, max_iter=2000))
    used = weights > 0
    return model.fit(features[used], wanted[used], logisticregression__sample_weight=weights[used])


def score(pages: list[Page], chances: dict[int, np.ndarray]) -> float:
    def text(page: Page) -> str:
        votes = zip(page.disputes, chances.get(id(page), ()), strict=True)
        refused = {each.index for each, chance in votes if chance < agreement.KEPT}
        return "\n".join(block.text for index, block in enumerate(page.taken) if index not in refused)

    return extraction.summarise([extraction.judge(text(page), page.row) for page in pages])["f1"]


def report(model: Pipeline) -> None:
    scaler, regression = model.steps[0][1], model.steps[1][1]
    weights = regression.coef_[0] / scaler.scale_
    for name, weight in zip(agreement.FEATURES, weights, strict=True):
        print(f"{weight:6.2f}  {name}")
    print(f"{regression.intercept_[0] - (weights * scaler.mean_).sum():6.2f}  (bias)")


if __name__ == "__main__":
    main()
