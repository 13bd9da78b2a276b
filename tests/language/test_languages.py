"""The words of the languages: one interface, and what a language without words gets."""

from __future__ import annotations

import logging

import pytest

from briefing import language
from briefing.language import CODES, of, tell_if_unknown

FULL = ("de", "en", "es", "fr", "uk")


@pytest.mark.parametrize("code", CODES)
def test_every_module_is_the_language_that_it_is_named_for(code):
    assert of(code).code == code


@pytest.mark.parametrize("code", FULL)
def test_languages_with_words_have_all_that_numbers_and_the_verifier_need(code):
    words = of(code)
    assert not words.is_plain()
    for name in ("units", "currencies", "percent", "hedges", "not_counted", "relative_days", "function_words"):
        assert getattr(words, name), name
    for name in ("values", "scales", "dozens", "ordinals"):
        assert getattr(words.numbers, name), name
    for name in ("negations", "hedges", "stated", "said", "openers", "titles", "rounding", "small_numbers"):
        assert getattr(words.verification, name), name


@pytest.mark.parametrize("code", FULL)
def test_number_words_and_hedges_are_in_lower_case_with_plain_apostrophes(code):
    words = of(code)
    for word in (*words.numbers.values, *words.numbers.scales, *words.hedges, *words.units, *words.currencies):
        assert word == word.lower().replace("’", "'"), word


@pytest.mark.parametrize("code", FULL)
def test_every_hedge_is_known_on_both_sides(code):
    assert {"about", "more", "at least", "fewer", "at most"} <= set(of(code).hedges.values())


@pytest.mark.parametrize("code", sorted(set(CODES) - {"en", "fr"}))
def test_only_languages_with_complete_lists_are_compressed(code):
    assert of(code).compression is None


def test_an_unknown_language_has_no_words_and_one_that_cannot_be_told_is_english():
    assert of("xx").is_plain()
    assert of("").is_plain()
    assert of("und") is of("en")


def test_a_language_without_words_is_told_once(caplog):
    tell_if_unknown.cache_clear()
    with caplog.at_level(logging.WARNING, logger=language.__name__):
        for code in ("tlh", "tlh", "en", "und", "fr", "ko", "tlh"):
            tell_if_unknown(code)
    assert [record.args for record in caplog.records] == [("tlh",), ("ko",)]
    assert "few words are known" in caplog.text
