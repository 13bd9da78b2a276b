"""What the evidence's words license: named cases, and the pinned floors of the corruption set."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.verify.lexical import check, score
from briefing.verify.passages import sentences

CASES = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "data" / "verify_corruptions.jsonl").read_text("utf-8").splitlines()
]
EVIDENCE = sentences(
    "Mara Tesk, 41, resigned as transport minister of the European Union on Friday. Her deputy, Ivo Brandt, may take "
    'over. "I am tired," Ms Tesk said. The fund did not lose money. Dunmore City beat Orrin United 3-1.'
)
LICENSED = [
    "Mara Tesk, who is 41, resigned on Friday.",
    "The EU's transport minister, Mara Tesk, has resigned.",
    "Ivo Brandt may take over.",
    '"I am tired," Tesk said.',
    "[Mara Tesk] resigned as transport minister.",
    "Dunmore City beat Orrin United 3-1.",
    "The fund did not lose money.",
]
REASONS = [
    ("Nadia Tesk resigned on Friday.", "does not name Nadia"),
    ("Mara Brandt resigned on Friday.", "never says Mara Brandt"),
    ("Mara Tesk, 42, resigned.", "no number 42"),
    ("Mara Tesk resigned on Monday.", "does not say Monday"),
    ('"I am very tired," Tesk said.', "does not quote"),
    ("The fund lost money.", "the claim does not"),
    ("Ivo Brandt will not take over.", "does not say “not”"),
    ("Her deputy, Ivo Brandt, took over.", "only says “may”"),
    ("Orrin United beat Dunmore City 3-1.", "comes before"),
]


@pytest.mark.parametrize("claim", LICENSED)
def test_licensed(claim):
    assert check(claim, EVIDENCE) == ()


@pytest.mark.parametrize(("claim", "reason"), REASONS)
def test_each_reason_can_be_read(claim, reason):
    assert any(reason in found for found in check(claim, EVIDENCE)), check(claim, EVIDENCE)


def test_a_statement_is_not_put_into_another_mouth():
    evidence = ["Mara Tesk said the fund lost money.", "It rained all day.", "Ivo Brandt went home."]
    assert check("Mara Tesk said the fund lost money.", evidence) == ()
    assert check("Ivo Brandt said the fund lost money.", evidence) == ("in the evidence Ivo Brandt does not say so",)


def test_no_evidence_is_a_reason():
    assert check("Anything.", []) == ("there is no evidence",)


def test_the_score_falls_with_every_reason():
    assert 1.0 == score(()) > score(("a",)) > score(("a", "b")) > 0


def test_the_corruption_set_is_caught_and_true_sentences_pass():
    """Floors of the gate: 95 % of number, name and negation changes, 3 % of true sentences (issue goals)."""
    caught, total = Counter(), Counter()
    for case in CASES:
        total[case["kind"]] += 1
        caught[case["kind"]] += bool(check(case["claim"], sentences(case["text"])))
    for kind in ("number", "name", "negation"):
        assert caught[kind] >= 0.95 * total[kind], kind
    assert caught["true"] <= 0.03 * total["true"]
    assert total["true"] >= 100


@settings(deadline=None)
@given(st.text(max_size=120), st.lists(st.text(max_size=60), max_size=4))
def test_any_text_is_fine(claim, evidence):
    assert isinstance(check(claim, evidence), tuple)


@pytest.mark.parametrize("text", sorted({case["text"] for case in CASES}))
def test_every_sentence_licenses_itself(text):
    assert all(check(sentence, sentences(text)) == () for sentence in sentences(text))
