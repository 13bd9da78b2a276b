from __future__ import annotations

import math
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.language.find_countries_in_text import countries
from briefing.language.quantities import agree, parse, read

_CORPUS = yaml.safe_load((Path(__file__).parent / "quantities.yaml").read_text("utf-8"))
PHRASES = [
    (language, str(phrase), figures) for language, phrases in _CORPUS.items() for phrase, figures in phrases.items()
]


@pytest.mark.parametrize(("language", "phrase", "figures"), PHRASES)
def test_every_phrase_of_the_corpus_is_read_as_it_says(language, phrase, figures):
    found = [(item.value, item.unit, item.noun, item.hedge) for item in parse(phrase, language)]
    wanted = [(*figure, *("", "", "")[len(figure) - 1 :]) for figure in figures]
    assert [item[1:] for item in found] == [item[1:] for item in wanted]
    assert [item[0] for item in found] == pytest.approx([item[0] for item in wanted])


def test_the_corpus_has_both_figures_and_phrases_without_one_in_every_language_with_words():
    for language in ("en", "fr", "de", "es", "uk"):
        empty = [phrase for code, phrase, figures in PHRASES if code == language and not figures]
        assert len(empty) >= 3
        assert len([code for code, _, _ in PHRASES if code == language]) >= 20


def test_a_figure_is_found_where_it_stands_with_its_hedge():
    text = "They sold no more than 1,200 sheep."
    found = _one(text)
    assert text[found.start : found.end] == "1,200"
    assert text[found.opening : found.end] == "no more than 1,200"
    assert found.bounds == (-math.inf, 1200)
    assert _one("at least 30 sheep").bounds == (30, math.inf)
    assert _one("30 sheep").bounds == (30, 30)


def test_numbers_that_are_no_figures_are_read_all_the_same():
    kinds = {item.kind for item in read("Both sat in the third row of an F-16.")}
    assert kinds == {"loose", "ordinal", "label"}


@settings(deadline=None)
@given(
    st.one_of(
        st.text(max_size=60),
        st.lists(st.sampled_from(["five", "hundred", "and", "1,", "000", ".", "m", "vingt", "€", "-", "зо", "’"])).map(
            " ".join
        ),
    ),
    st.sampled_from(["en", "fr", "de", "es", "uk", "pl", "zh", "und", "??"]),
)
def test_any_text_is_read_in_order_and_without_overlap(text, language):
    end = 0
    for item in read(text, language):
        assert end <= item.start < item.end <= len(text)
        assert item.opening <= item.start
        end = item.end


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
        ("no more than 30 people", "28 people"),
        ("at least 30 people", "at most 30 people"),
        ("nearly 1,200 people", "1,187 people"),
        ("138 million sheep", "138.7 million sheep"),
        ("35 per cent", "35.9 per cent"),
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
        ("no more than 30 people", "36 people"),
        ("no more than 30 people", "more than 30 people"),
        ("60 cents", "60 dollars"),
        ("30 million sheep", "37 million sheep"),
        ("37 people", "at least 40 people"),
        ("1,930 people", "more than 2,000 people"),
        ("no more than 30 people", "33 people"),
        ("4 per cent", "4.7 per cent"),
        ("138.7 million sheep", "139.4 million sheep"),
    ],
)
def test_other_values_disagree(one, two):
    assert not agree(_one(one), _one(two))


def test_a_language_without_names_of_countries_names_none():
    assert countries("China and France met.", "ary") == frozenset()
    assert countries("China and France met.", "en") == {"CN", "FR"}
