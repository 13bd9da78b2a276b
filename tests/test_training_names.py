"""What the model of names is trained on, and how its threshold is chosen."""

from __future__ import annotations

import numpy as np
import pytest

from training.names import threshold
from training.names_data import LABELS, lines, same


@pytest.mark.parametrize(
    ("name", "meant", "expected"),
    [
        ("Geoff Winestock", "editor Geoff Winestock", True),
        ("Geoff Winestock", "Mr Winestock", True),
        ("Clinton Foundation", "the Clinton Foundation", True),
        ("Geoff Winestock", "Geoff", True),
        ("Geoff Winestock", "Maria Stenn", False),
        ("Geoff Winestock", "the editor", False),
        ("Geoff Winestock", "", False),
    ],
)
def test_same(name, meant, expected):
    assert same(name, meant) is expected


def test_the_threshold_is_the_lowest_that_is_still_precise():
    probabilities = np.array([0.9, 0.8, 0.7, 0.6])
    right, weights = np.array([True, True, False, True]), np.ones(4)
    assert threshold(probabilities, right, weights, 1.0) == 0.8
    assert threshold(probabilities, right, weights, 0.75) == 0.6
    assert threshold(probabilities, ~right, weights, 0.9) > 1.0


def test_the_labels_hold_offsets_and_no_text():
    for row in lines(LABELS):
        assert row.keys() == {"id", "set", "split", "sentence", "word", "means", "by"}
        assert row["sentence"][0] <= row["word"][0] < row["word"][1] <= row["sentence"][1]
