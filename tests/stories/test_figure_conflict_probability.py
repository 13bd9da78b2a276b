from __future__ import annotations

import math

import pytest

from briefing.records import Evidence
from briefing.stories.figure_claims import sentence_claims
from briefing.stories.figure_conflict_probability import FEATURES, FigureModel, features, is_conflict
from briefing.stories.figures_of_different_facts import is_barred, is_known


def _claims(encoder, *sentences):
    """The claims of each sentence, which is the only one of its article."""
    vectors = encoder.encode(list(sentences))
    return [
        sentence_claims(sentence, vector, Evidence(f"a{row}", 0, len(sentence)), "en", row=row)
        for row, (sentence, vector) in enumerate(zip(sentences, vectors, strict=True))
    ]


def _pair(encoder, one, two):
    ones, twos = _claims(encoder, one, two)
    return ones[0], twos[0]


@pytest.mark.parametrize(
    ("one", "two"),
    [
        (
            "The fire at the Orlan mill killed 14 workers, the union said.",
            "Police put the number of workers killed in the Orlan mill fire at 17.",
        ),
        ("Some 3,000 people marched in Tarn, police said.", "Organisers said that 9,000 people had marched in Tarn."),
        ("Tarn will pay 12 million crowns for the ferry.", "The ferry will cost Tarn 19 million crowns, a clerk said."),
        (
            "Gales in Orlan on Friday killed 27 people, the ministry said.",
            "Gales in Orlan on Friday left at least 30 people dead.",
        ),
    ],
)
def test_two_figures_of_one_fact_conflict(encoder, one, two):
    claims = _pair(encoder, one, two)

    assert is_conflict(*claims)
    assert is_conflict(*reversed(claims))


@pytest.mark.parametrize(
    ("one", "two"),
    [
        # A forecast and what happened.
        ("Forecasters expected 80 millimetres of rain in Tarn.", "In Tarn 40 millimetres of rain fell."),
        # Other countries.
        ("Norway reported 812 cases of the fever.", "Sweden reported 640 cases of the fever."),
        # Other days.
        ("On Monday 812 people caught the fever in Tarn.", "On Sunday 640 people caught the fever in Tarn."),
        # What it is measured against.
        ("Tarn counted 812 cases of the fever.", "Cases of the fever in Tarn were down from 940."),
        # Long ago.
        (
            "The mayor has debts of 2.5bn crowns.",
            "A year earlier, the mayor had debts of 2.9bn crowns.",
        ),
        # One counts somebody whom the other leaves out.
        ("Gunfire in Tarn left eight people dead.", "Gunfire in Tarn left nine dead including the gunman."),
        # A named group is a part.
        ("Gunfire in Tarn left eight people dead.", "Gunfire in Tarn left six Norwegians dead."),
        # The other sentence has a figure that fits better.
        (
            "It has debts of 84 million crowns.",
            "It has 85 million crowns of debts, and 60 million crowns in cash.",
        ),
    ],
)
def test_figures_of_different_facts_are_barred(encoder, one, two):
    ones, twos = _claims(encoder, one, two)

    assert is_barred(ones[-1], twos[-1])
    assert is_barred(twos[-1], ones[-1])


def test_two_plans_are_not_a_forecast_and_a_fact(encoder):
    assert not is_barred(
        *_pair(encoder, "The roof will cost 58 million crowns.", "The roof is expected to cost 74 million crowns.")
    )


def test_a_figure_that_the_other_article_gives_too_is_known(encoder):
    (one,), (two, other) = _claims(
        encoder, "The ferry was saved by 227 votes.", "The ferry was saved by 203 votes against 227 votes."
    )

    assert is_known(one, two, [two, other])
    assert not is_known(one, two, [two])


def test_a_part_that_adds_up_is_known(encoder):
    (one,), (two, other) = _claims(
        encoder, "The wreck killed 20 people.", "The wreck killed 14 passengers and 6 sailors."
    )

    assert is_known(one, two, [two, other])


def test_features_do_not_depend_on_which_claim_comes_first(encoder):
    one, two = _pair(encoder, "In May, about 12 ferries sank, a clerk said.", "The U.S. says 15 ferries sank off Tarn.")

    assert len(features(one, two)) == len(FEATURES)
    assert features(one, two) == pytest.approx(features(two, one))


def test_a_model_gives_a_probability():
    model = FigureModel((1.0, -2.0), 0.5, 0.6, 0.5)

    assert model.probability((1.0, 0.5)) == pytest.approx(1 / (1 + math.exp(-0.5)))
    assert model.probability((1e9, 0.0)) == pytest.approx(1.0)
