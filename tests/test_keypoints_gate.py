"""The floors under the quality of key points: what passes, what fails, and what may be pinned."""

from __future__ import annotations

import json

import pytest

from benchmarks import corpora, keypoints_gate
from benchmarks.scoring import equal_words
from benchmarks.systems import oracle
from tests.conftest import make_document

FLOOR = {"corpus": "c0ffee", "articles": 40, "rouge1_over_lead": 1.5, "rouge2_over_lead": 0.5}


def test_figures_at_their_floor_pass():
    assert keypoints_gate.judge("bbc", FLOOR, FLOOR) is None


@pytest.mark.parametrize("metric", ["rouge1_over_lead", "rouge2_over_lead"])
def test_any_figure_below_its_floor_fails_and_is_named(metric):
    complaint = keypoints_gate.judge("bbc", FLOOR, {**FLOOR, metric: FLOOR[metric] - 0.01})
    assert complaint.startswith("bbc: below its floor")
    assert metric in complaint


@pytest.mark.parametrize("floor", [None, {**FLOOR, "corpus": "another"}])
def test_floors_of_another_sample_say_nothing(floor):
    assert "pin them anew" in keypoints_gate.judge("bbc", floor, FLOOR)


def test_a_floor_is_pinned_a_little_below_the_figure():
    fresh, complaint = keypoints_gate.pinned("bbc", None, FLOOR, lower=False)
    assert complaint is None
    assert fresh["rouge1_over_lead"] == 1.35
    assert keypoints_gate.judge("bbc", fresh, FLOOR) is None


def test_a_floor_is_lowered_only_where_that_is_asked_for():
    worse = {**FLOOR, "rouge2_over_lead": 0.4}
    kept, complaint = keypoints_gate.pinned("bbc", FLOOR, worse, lower=False)
    assert kept is FLOOR
    assert "--lower" in complaint
    fresh, complaint = keypoints_gate.pinned("bbc", FLOOR, worse, lower=True)
    assert complaint is None
    assert fresh["rouge2_over_lead"] == 0.25


def test_without_development_data_the_gate_says_so_and_measures_the_samples(tmp_path, capsys):
    assert [corpus.name for corpus in keypoints_gate.corpora(tmp_path / "none")] == ["samples"]
    assert "only the sample articles" in capsys.readouterr().out


def test_the_samples_are_those_that_the_floors_were_pinned_on():
    floors = json.loads(keypoints_gate.FLOORS.read_text(encoding="utf-8"))
    corpus = corpora.samples()
    assert floors["samples"]["corpus"] == corpus.digest
    assert floors["samples"]["articles"] == len(corpus.documents)
    assert set(floors) == {"samples", *corpora.DEV} - {"bbc"}


def test_a_digest_changes_with_a_reference():
    document = make_document("The bridge is shut.")
    first, second = (corpora.Corpus("a", [document], [reference]).digest for reference in ("one", "two"))
    assert first != second


def test_summaries_are_compared_at_the_words_of_the_shorter():
    assert equal_words([["one two three", "four"]], [["a b c d e f"]]) == ([["one two three", "four"]], [["a b c d"]])


def test_the_oracle_takes_what_the_reference_says():
    document = make_document(
        "Rain fell.", "The iron bridge is shut.", "Buses run along the harbour.", "Shops are open."
    )
    system = oracle(["The bridge is shut. Buses run along the harbour."])
    assert [pick.place for pick in system.run(system.load(), [document])[0]] == [1, 2]
