import numpy as np
import pytest

from briefing.summarize.choice import SET_NAMES, candidates, choose, context, describe


def unit(*rows):
    vectors = np.array(rows, dtype=np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


VECTORS = unit([1, 0, 0], [1, 0.05, 0], [0, 1, 0], [0, 0, 1], [1, 1, 1])
SCORES = np.array([[2, 1], [1.9, 1], [1, 1], [0, 1], [-1, 1]], dtype=np.float32)
LENGTHS = np.array([20, 20, 12, 30, 8], dtype=np.float32)


def column(name):
    return SET_NAMES.index(name)


def test_candidates_come_from_the_best_in_reading_order():
    sets = candidates(np.arange(20.0), range(20), 3)[:-1]
    assert len(sets) == 84
    assert sets.min() == 11
    assert all(list(row) == sorted(row) for row in sets)


def test_the_lead_is_always_a_candidate_and_once():
    assert candidates(np.arange(20.0), [2, 3, 5, *range(8, 20)], 3)[-1].tolist() == [2, 3, 5]
    assert candidates(-np.arange(20.0), range(20), 3).tolist().count([0, 1, 2]) == 1


def test_the_context_is_the_mean_over_sentences():
    like = context(np.array([[0.0, 1.0], [1.0, 1.0]]), VECTORS[:2])
    assert like.shape == (5,)
    assert like[:2].tolist() == [0.5, 1.0]


def test_fewer_sentences_than_wanted_make_one_candidate():
    assert candidates(np.array([1.0, 2.0]), [0, 1], 3).tolist() == [[0, 1]]


def test_a_row_describes_its_set():
    rows = describe(SCORES, VECTORS, LENGTHS, None, np.array([[0, 1], [0, 2]]))
    assert rows.shape == (2, len(SET_NAMES))
    assert rows[0, column("most cosine")] > 0.99 > rows[1, column("most cosine")]
    assert rows[:, column("holds first")].tolist() == [1, 1]
    assert rows[:, column("holds second")].tolist() == [1, 0]


@pytest.mark.parametrize("size", [1, 2, 3, 4, 5, 9])
def test_as_many_as_asked_where_there_are_as_many(size):
    chosen = choose(SCORES, VECTORS, LENGTHS, None, range(5), size, lambda rows: rows[:, column("mean odds")])
    assert len(set(chosen)) == min(size, 5)


def test_the_rater_decides():
    chosen = choose(SCORES, VECTORS, LENGTHS, None, range(5), 2, lambda rows: -rows[:, column("most cosine")])
    assert {0, 1} != set(chosen)


def test_the_most_salient_of_the_chosen_comes_first():
    chosen = choose(SCORES, VECTORS, LENGTHS, None, [1, 2, 3], 3, lambda rows: rows[:, column("mean odds")])
    assert chosen == [1, 2, 3]


def test_beyond_four_repetition_is_avoided():
    vectors = unit([1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1], [1, 0.01, 0, 0], [1, 1, 1, 1])
    scores = np.array([[3, 1], [3, 1], [3, 1], [3, 1], [0.2, 1], [0, 1]], dtype=np.float32)
    chosen = choose(scores, vectors, np.full(6, 20.0), None, range(6), 5, lambda rows: rows[:, column("mean odds")])
    assert 5 in chosen
    assert 4 not in chosen
