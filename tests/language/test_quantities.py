from __future__ import annotations

import pytest

from briefing.language.quantities import agree, parse


def _one(text, language="en"):
    (found,) = parse(text, language)
    return found


@pytest.mark.parametrize(
    ("text", "value", "unit", "noun"),
    [
        ("twelve people", 12, "", "people"),
        ("twenty-five homes", 25, "", "homes"),
        ("1,200 sheep", 1200, "", "sheep"),
        ("three dozen boats", 36, "", "boats"),
        ("two hundred seats", 200, "", "seats"),
        ("$1.2bn", 1.2e9, "dollar", ""),
        ("38m crowns", 38e6, "crown", ""),
        ("3.4 billion euros", 3.4e9, "euro", ""),
        ("4.5 per cent", 4.5, "%", ""),
        ("35 minutes", 2100, "second", ""),
        ("12 miles", 12 * 1609.344, "metre", ""),
        ("31 October", 1031, "date", ""),
        ("November 4", 1104, "date", ""),
        ("7:42 a.m.", 462, "clock", ""),
        ("7 APRİL", 407, "date", ""),
        ("SİX crews", 6, "", "crews"),
        ("Aprıl 7", 407, "date", ""),
        ("12 MİLLİON euros", 12e6, "euro", ""),
    ],
)
def test_figures_are_read_with_their_units(text, value, unit, noun):
    found = _one(text)

    assert found.value == pytest.approx(value)
    assert (found.unit, found.noun) == (unit, noun)


def test_french_figures_have_a_decimal_comma():
    assert [item.value for item in parse("4,5 pour cent de 1 200 personnes", "fr")] == [4.5, 1200]


def test_the_number_of_a_name_is_no_figure():
    assert parse("The Covid-19 death toll and an F-16 jet") == ()


def test_a_year_is_no_count():
    assert _one("in 2019").kind == "year"


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("about 1,200 people", "1,187 people"),
        ("3.1bn crowns", "3,100 million crowns"),
        ("12 miles", "19 kilometres"),
        ("more than 30 people", "36 people"),
        ("2 million crowns", "2.1 million crowns"),
        ("at least one rocket", "three rockets"),
    ],
)
def test_rounding_hedges_and_units_are_no_disagreement(one, two):
    assert agree(_one(one), _one(two))
    assert agree(_one(two), _one(one))


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("12 people", "14 people"),
        ("about 450 people", "600 people"),
        ("3.2bn crowns", "3.4bn crowns"),
        ("14 April", "16 April"),
        ("12 people", "12 per cent"),
    ],
)
def test_other_values_disagree(one, two):
    assert not agree(_one(one), _one(two))
