"""Fits the vote on blocks that one of two extractors found (`briefing.extract.vote_on_disputed_page_blocks`).

Prints the weights to put there, and what each page set scores when its pages are extracted with weights that were
fitted on other pages (ten folds over pages). Both extractions of a page are learnt from, as if either had been taken.
A block belongs to the article where most of its shingles are in the gold text; where the gold is snippets, only blocks
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
from unittest import mock

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from briefing.extract import page_text, vote_on_disputed_page_blocks
from briefing.text.decode_and_clean import decode
from briefing.text.html_to_text import Block

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "benchmarks"))
import extraction

SETS = ("aeb", "trafilatura", "readability")
FOLDS = 10
# Inverse of the L2 penalty; 0.1 and 1 give the same figures to the third digit.
STRENGTH = 0.3
MOST_WORDS = 60
SNIPPET = 30.0


@dataclass
class Page:
    """One page: its article, its two extractions, and the blocks in dispute of each, with whether they belong there."""

    corpus: str
    row: dict
    content: str
    found: tuple[list[Block], list[Block]]
    disputes: list[vote_on_disputed_page_blocks.Dispute] = field(default_factory=list)
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
    judged: dict[str, list[tuple]] = {name: [] for name in SETS}
    for fold in range(FOLDS):
        weights, bias = fit([page for page in pages if page.fold != fold])
        for page in pages:
            if page.fold == fold:
                judged[page.corpus].append(extraction.judge(extracted(page, weights, bias), page.row))
    for name in SETS:
        print(f"{name:12} F1 with weights of other pages: {extraction.summarise(judged[name])['f1']:.4f}")
    weights, bias = fit(pages)
    for name, weight in zip(vote_on_disputed_page_blocks.FEATURES, weights, strict=True):
        print(f"{weight:6.2f}  {name}")
    print(f"{bias:6.2f}  (bias)")


def read(folder: Path, name: str) -> Iterable[Page]:
    rows, contents = extraction.load(folder, name)
    for row in rows:
        content = decode(contents[row["page"]])
        shown = page_text.shown(content)
        found = page_text.by_trafilatura(shown, row.get("url")), page_text.by_readability(shown)
        page = Page(name, row, content, found)
        for taken, other in (found, found[::-1]):
            label(page, taken, vote_on_disputed_page_blocks.dispute(taken, other, second=taken is found[1]))
        yield page


def label(page: Page, taken: list[Block], disputes: list[vote_on_disputed_page_blocks.Dispute]) -> None:
    gold = vote_on_disputed_page_blocks.Text([Block("paragraph", page.row["text"])]) if "text" in page.row else None
    page.disputes += disputes
    for each in disputes:
        block = taken[each.index]
        if gold is not None:
            page.wanted.append(gold.share(block) > 0.5)
            page.weights.append(float(min(MOST_WORDS, len(block.text.split()))))
        else:
            good, bad = (holds(block, page.row[key]) for key in ("must_contain", "must_not_contain"))
            page.wanted.append(good)
            page.weights.append(SNIPPET if good != bad else 0.0)


def holds(block: Block, snippets: list[str]) -> bool:
    return any(" ".join(snippet.split()) in block.text for snippet in snippets)


def fit(pages: list[Page]) -> tuple[list[float], float]:
    """Weights of the features and the bias, each set of pages counting the same."""
    totals = {name: sum(sum(page.weights) for page in pages if page.corpus == name) for name in SETS}
    features = np.array([each.features for page in pages for each in page.disputes])
    wanted = np.array([each for page in pages for each in page.wanted])
    weights = np.array([1000 * each / totals[page.corpus] for page in pages for each in page.weights])
    used = weights > 0
    scaler = StandardScaler().fit(features[used])
    model = LogisticRegression(C=STRENGTH, max_iter=2000)
    model.fit(scaler.transform(features[used]), wanted[used], sample_weight=weights[used])
    found = model.coef_[0] / scaler.scale_
    return [float(each) for each in found], float(model.intercept_[0] - (found * scaler.mean_).sum())


def extracted(page: Page, weights: list[float], bias: float) -> str:
    """The text of the page as `extraction.ours` gives it, with these weights in the vote."""

    def article(*found: list[Block]) -> list[Block]:
        return vote_on_disputed_page_blocks.arbitrate(
            *found, lambda each: vote_on_disputed_page_blocks.probability(each, weights, bias)
        )

    with mock.patch.object(page_text, "arbitrate", article):
        return extraction.ours(page.content, page.row.get("url"))


if __name__ == "__main__":
    main()
