"""The measure of key points by an editor's grades: what counts as what."""

from __future__ import annotations

import json

import numpy as np
import pytest

from benchmarks import points, reading
from benchmarks.points import Shown, figures, own_articles
from tests.conftest import make_document
from training.labelled import Labelled, Name

SENTENCES = ("The bridge is shut.", "It has cracks.", "Buses run.", "The mayor is sorry.", "Shops fear for trade.")


def labelled(grades=(1, 3, 2, 0, 2), alone=(1, 0, 1, 1, 1), names=()):
    document = make_document(*SENTENCES)
    return Labelled(
        document, "own", "own", "news", np.array(grades), np.array(alone), np.zeros(5, dtype=int), (1, 2, 4), (), names
    )


def shown(*numbers):
    return [Shown(SENTENCES[number], number) for number in numbers]


def measured(picks, item=None):
    item = item or labelled()
    return figures([item], [picks], points.lead([item]))


def test_an_empty_slot_scores_nothing():
    assert measured(shown(1, 2, 4))["grade"] == pytest.approx(7 / 3)
    assert measured(shown(1, 2))["grade"] == pytest.approx(5 / 3)


def test_better_and_worse_than_the_first_three_sentences():
    found = measured(shown(1, 2, 4))
    assert (found["better"], found["worse"]) == (1, 0)
    found = measured(shown(1, 3))
    assert (found["better"], found["worse"]) == (0, 1)
    found = measured(shown(0, 1, 2))
    assert (found["better"], found["worse"]) == (0, 0)


def test_the_news_is_told_where_a_sentence_of_grade_three_is_shown():
    assert measured(shown(1))["news told %"] == 100
    assert measured(shown(0, 2, 4))["news told %"] == 0


def test_what_is_never_to_be_shown_is_counted():
    assert measured(shown(1, 3))["grade 0 %"] == 50


def test_order_is_the_articles():
    assert measured(shown(1, 2))["in order %"] == 100
    assert measured(shown(2, 1))["in order %"] == 0


@pytest.mark.parametrize(
    ("text", "alone"),
    [
        ("It has cracks.", 0),
        ("[The iron bridge] has cracks.", 100),
        ("[The mayor] has cracks.", 0),
    ],
)
def test_a_name_in_brackets_counts_where_it_is_the_one_that_is_missing(text, alone):
    item = labelled(names=(Name(1, (20, 22), "iron bridge"),))
    assert measured([Shown(text, 1)], item)["alone %"] == alone


def test_own_articles_are_labelled():
    items = own_articles()
    assert len(items) >= 60
    for item in items:
        assert item.graded <= len(item.document.sentences)
        assert item.grades.max() >= 2, item.document.id
        assert 1 <= len(item.best) <= 3
        assert set(np.unique(item.grades)) <= {0, 1, 2, 3}
        assert all(place < item.graded for place in item.best)


def test_judgements_are_counted_by_version(tmp_path):
    key, judged = tmp_path / "key.json", tmp_path / "judged.jsonl"
    key.write_text(json.dumps([{"article": 0, "id": "a", "left": "now", "right": "before"}]))
    judged.write_text(json.dumps({"article": 0, "left": ["", "A"], "right": ["LU", "", "A"]}) + "\n")
    found = reading.count(key, [judged])
    assert (found["now"]["points"], found["now"]["faultless"], found["now"]["A"]) == (2, 1, 1)
    assert (found["before"]["points"], found["before"]["faultless"], found["before"]["L"]) == (3, 1, 1)
