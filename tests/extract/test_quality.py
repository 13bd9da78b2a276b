"""How much of the article is found, and how much else: floors on pages written for this project, of hard kinds.

The same measure on collections of real pages is `benchmarks/extraction.py --gate`.
"""

import hashlib
import re
from collections import Counter
from pathlib import Path

import pytest

from briefing.extract import extract
from briefing.records import Article

PAGES = Path(__file__).resolve().parents[1] / "data" / "pages"
CORPUS = "079a7f85c29f2844"
FLOORS = {
    "chinese": 0.94,
    "comments": 1.0,
    "form_and_list": 0.75,
    "german": 0.92,
    "hidden_offer": 0.93,
    "related": 1.0,
}
"""F1 of four-word shingles (characters for Chinese) of each page. Lower one only for a reason that the commit tells."""


def pieces(text: str, *, spaced: bool) -> Counter:
    words = re.findall(r"\w+" if spaced else r"\w", text)
    return Counter(zip(*(words[start:] for start in range(4)), strict=False))


def f1(name: str) -> float:
    page = (PAGES / f"{name}.html").read_text(encoding="utf-8")
    gold = pieces((PAGES / f"{name}.txt").read_text(encoding="utf-8"), spaced=name != "chinese")
    text = extract(Article(id=name, source=name, content=page, markup="html")).text
    found = pieces(text, spaced=name != "chinese")
    return 2 * (found & gold).total() / (found.total() + gold.total())


def test_the_corpus_is_the_one_the_floors_were_measured_on():
    files = sorted(PAGES.iterdir())
    assert {path.stem for path in files} == set(FLOORS)
    assert hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()[:16] == CORPUS


@pytest.mark.parametrize("name", FLOORS)
def test_a_page_is_extracted_at_least_as_well_as_before(name):
    assert f1(name) >= FLOORS[name]
