"""Traps for compression: what must stay whole, and what may go. The table holds kind, sentence, expected
result and language."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.summarize.compress_sentence import compress

with (Path(__file__).parent / "compress_traps.tsv").open(encoding="utf-8", newline="") as _stream:
    TRAPS = [tuple(row) for row in csv.reader(_stream, delimiter="\t", quoting=csv.QUOTE_NONE)]


def test_the_table_is_large_and_has_no_repeats():
    assert len(TRAPS) >= 200
    assert len({sentence for _, sentence, _, _ in TRAPS}) == len(TRAPS)


@pytest.mark.parametrize(("kind", "sentence", "expected", "language"), TRAPS)
def test_trap(kind, sentence, expected, language):
    assert compress(sentence, language) == (sentence if expected == "=" else expected)


@settings(deadline=None)
@given(st.sampled_from([row[1] for row in TRAPS]), st.sampled_from([row[1] for row in TRAPS]))
def test_the_result_is_a_subsequence_of_the_sentence(one, other):
    sentence = f"{one} {other}"
    assert is_subsequence(compress(sentence), sentence)


@settings(deadline=None)
@given(st.text(alphabet=st.sampled_from("ab .,—-–()\"'“”«»\n1who which was"), max_size=200))
def test_any_text_gives_a_subsequence_and_never_fails(text):
    assert is_subsequence(compress(text), text)


def is_subsequence(short, long):
    letters = iter(long.casefold().split(" ") and "".join(long.casefold().split()))
    return all(letter in letters for letter in "".join(short.casefold().split()))
