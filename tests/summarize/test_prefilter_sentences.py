import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.summarize.prefilter_sentences import prefilter


def promises(*values):
    return np.array(values, dtype=np.float32)


@pytest.mark.parametrize("count", [0, 1, 4, 7, 8])
def test_a_short_article_is_kept_whole(count):
    assert prefilter(promises(*range(count)), list(range(count)), 3) == list(range(count))


def test_a_long_one_keeps_its_opening_and_what_promises_most():
    promise = promises(*range(-4, 36))
    kept = prefilter(promise, list(range(40)), 3)
    assert kept[:4] == [0, 1, 2, 3]
    assert kept[4:] == list(range(40 - len(kept) + 4, 40))
    assert 20 <= len(kept) < 40


def test_what_cannot_be_a_point_is_left_out_first():
    usable = [index for index in range(40) if index % 2]
    assert all(index % 2 or index < 4 for index in prefilter(promises(*range(40)), usable, 3))


def test_equal_promises_go_by_place():
    kept = prefilter(np.zeros(40, dtype=np.float32), list(range(40)), 3)
    assert kept == list(range(len(kept)))


@given(st.lists(st.floats(-5, 5, width=32), max_size=80), st.integers(1, 10), st.data())
def test_there_are_enough_for_the_points_wanted(values, points, data):
    usable = sorted(data.draw(st.sets(st.integers(0, len(values) - 1)))) if values else []
    kept = prefilter(promises(*values), usable, points)
    assert kept == sorted(set(kept))
    assert len(set(kept) & set(usable)) >= min(points, len(usable))
