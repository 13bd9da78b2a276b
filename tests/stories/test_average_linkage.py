from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.stories.average_linkage import link


def _link(count, links, *, threshold=0.5, times=None, window_days=3.0):
    pairs = np.array([pair for pair, _ in links], dtype=np.int64).reshape(-1, 2)
    values = np.array([value for _, value in links])
    return link(count, pairs, values, threshold=threshold, times=times or [0.0] * count, window_days=window_days)


def test_two_articles_that_agree_are_one_group():
    assert _link(3, [((0, 2), 0.9), ((0, 1), 0.1)]) == [[0, 2], [1]]


def test_a_chain_of_single_links_is_no_group():
    assert _link(4, [((0, 1), 0.9), ((1, 2), 0.8), ((2, 3), 0.9)]) == [[0, 1], [2, 3]]


def test_a_group_never_spans_more_than_the_window():
    assert _link(2, [((0, 1), 1.0)], times=[0.0, 5.0]) == [[0], [1]]


def test_undated_articles_join_any_window():
    assert _link(2, [((0, 1), 1.0)], times=[float("nan"), 5.0]) == [[0, 1]]


def test_a_crowd_only_takes_in_what_is_very_like_it():
    crowd = [((one, two), 1.0) for one in range(61) for two in range(one + 1, 61)]
    doubtful = [((one, 61), 0.7) for one in range(61)]

    groups = _link(62, crowd + doubtful)

    assert [61] in groups


@settings(max_examples=40, deadline=None)
@given(st.permutations(range(6)), st.lists(st.floats(0, 1), min_size=15, max_size=15))
def test_groups_do_not_depend_on_the_order_of_pairs(order, values):
    every = [((one, two), value) for (one, two), value in zip(_all(6), values, strict=True)]
    shuffled = [every[place] for place in sorted(range(15), key=lambda place: order[place % 6])]

    assert _link(6, every) == _link(6, shuffled)


def _all(count):
    return [(one, two) for one in range(count) for two in range(one + 1, count)]
