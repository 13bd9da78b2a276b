import numpy as np
import pytest

from briefing.models.sentence_grader import Grades
from briefing.summarize.choose_sentences import MOST, Links, select, worth


def unit(*rows):
    vectors = np.array(rows, dtype=np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def graded(*expected, **others):
    """Grades whose expected values are `expected`, in 0…3; everything else as given, or neutral."""
    value = np.array(expected, dtype=np.float32)
    rows = {
        "detail": np.clip(value, 0, 1),
        "important": np.clip(value - 1, 0, 1),
        "news": np.clip(value - 2, 0, 1),
        "alone": np.ones(len(value)),
        "opinion": np.zeros(len(value)),
        "best": np.zeros(len(value)),
    }
    return Grades(**{name: np.array(others.get(name, row), dtype=np.float32) for name, row in rows.items()})


SHORT = [20] * 5
APART = unit([1, 0, 0, 0, 0], [0, 1, 0, 0, 0], [0, 0, 1, 0, 0], [0, 0, 0, 1, 0], [0, 0, 0, 0, 1])


def test_the_best_are_taken_and_shown_in_reading_order():
    assert select(graded(1, 3, 2, 1.2, 2.5), APART, SHORT, range(5), 3) == [1, 2, 4]


@pytest.mark.parametrize("most", [1, 2, 5, 9])
def test_as_many_as_asked_where_there_are_as_many(most):
    assert len(select(graded(1, 3, 2, 1, 2), APART, SHORT, range(5), most)) == min(most, 5)


def test_only_usable_sentences_are_taken():
    assert select(graded(3, 3, 1, 1, 1), APART, SHORT, [2, 3], 2) == [2, 3]


def test_a_sentence_that_repeats_one_taken_waits_for_another():
    near = unit([1, 0, 0], [1, 0.35, 0], [0, 0, 1])
    assert select(graded(3, 2.2, 2), near, SHORT[:3], range(3), 2) == [0, 2]
    apart = unit([1, 0, 0], [1, 3, 0], [0, 0, 1])
    assert select(graded(3, 2.2, 2), apart, SHORT[:3], range(3), 2) == [0, 1]


def test_the_same_again_is_not_shown_even_where_a_slot_stays_empty():
    same = unit([1, 0, 0], [1, 0.01, 0], [1, 0, 0.02])
    assert select(graded(3, 3, 3), same, SHORT[:3], range(3), 3) in ([0], [1], [2])


def test_what_is_no_point_is_not_shown_even_where_a_slot_stays_empty():
    assert select(graded(3, 0.1, 0.2, 1, 0.4), APART, SHORT, range(5), 3) == [0, 3]


def test_where_nothing_is_good_the_best_is_shown_and_no_more():
    assert select(graded(0.1, 0.3, 0.2, 0, 0), APART, SHORT, range(5), 3) == [1]
    assert select(graded(0.1), APART[:1], SHORT[:1], [], 3) == []


def test_of_equals_the_one_that_stands_alone_and_is_no_opinion():
    assert select(graded(2, 2, alone=[0, 1]), APART[:2], SHORT[:2], range(2), 1) == [1]
    assert select(graded(2, 2, opinion=[1, 0]), APART[:2], SHORT[:2], range(2), 1) == [1]


def test_the_most_that_a_sentence_can_be_worth():
    assert float(worth(graded(3, alone=[1], best=[1]))[0]) == pytest.approx(MOST)


def test_of_equals_the_one_that_reads_at_a_glance():
    assert select(graded(2, 2), APART[:2], [60, 30], range(2), 1) == [1]
    assert select(graded(2, 2), APART[:2], [25, 10], range(2), 1) == [0]
    assert select(graded(3, 1), APART[:2], [60, 30], range(2), 1) == [0]


def test_the_contradiction_of_a_chosen_sentence_takes_the_place_of_the_weakest():
    grades = graded(3, 1.9, 1.8, 1.7)
    assert select(grades, APART, SHORT[:4], range(4), 3) == [0, 1, 2]
    assert select(grades, APART, SHORT[:4], range(4), 3, Links({3: [2]})) == [0, 1, 3]


def test_a_contradiction_of_what_is_not_shown_or_of_little_weight_does_not():
    assert select(graded(3, 1.9, 1.8, 1.2, 1.7), APART, SHORT[:5], range(5), 3, Links({4: [3]})) == [0, 1, 2]
    assert select(graded(3, 1.9, 1.8, 1.2), APART, SHORT[:4], range(4), 3, Links({3: [2]})) == [0, 1, 2]
    assert select(graded(3, 2.9, 2.8, 1.6), APART, SHORT[:4], range(4), 3, Links({3: [2]})) == [0, 1, 2]


def test_a_contradiction_need_not_stand_alone_beside_what_it_contradicts():
    grades = graded(3, 1.9, 1.8, 1.7, alone=[1, 1, 1, 0])
    assert select(grades, APART, SHORT[:4], range(4), 3, Links({3: [2]})) == [0, 1, 3]
    assert select(grades, APART, SHORT[:4], range(4), 3) == [0, 1, 2]


def test_a_contradiction_never_takes_the_place_of_the_news():
    assert select(graded(3, 2.2), APART[:2], SHORT[:2], range(2), 1, Links({1: [0]})) == [0]


def test_what_says_the_same_in_other_words_is_not_shown_beside_it():
    grades = graded(3, 2.5, 2)
    assert select(grades, APART, SHORT[:3], range(3), 2) == [0, 1]
    assert select(grades, APART, SHORT[:3], range(3), 2, Links(repeats={(1, 0)})) == [0, 2]
    assert select(grades, APART, SHORT[:3], range(3), 2, Links(repeats={(0, 1)})) == [0, 2]
