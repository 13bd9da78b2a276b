import pytest
from babel.numbers import get_decimal_symbol

from briefing.render.translate_stored_phrases import fact, reason
from briefing.render.translations import translations


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("people hurt", "fr", "blessés"),
        ("personnes hurt", "fr", "blessés"),
        ("passengers dead", "de", "Tote"),
        ("the verdict", "es", "el veredicto"),
        ("people missing", "pl", "zaginieni"),
        # English has the noun as well; a source's own words stay.
        ("passengers hurt", "en", "passengers hurt"),
        ("déficit public", "fr", "déficit public"),
        ("ministers who were held", "fr", "ministers who were held"),
    ],
)
def test_what_sources_differ_about_is_named_in_the_readers_language(text, language, expected):
    assert fact(text, translations(language).gettext) == expected


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("same names: Lormont, Vidal", "fr", "mêmes noms\u00a0: Lormont, Vidal"),
        ("same figures: 2.4, 120", "it", "stesse cifre: 2,4; 120"),
        ("one event with probability 0.93", "nl", "één gebeurtenis met kans 0,93"),
        ("3 reprinted", "de", "Nachdrucke: 3"),
        ("the same text printed 4 times", "pt", "o mesmo texto publicado 4 vezes"),
        ("same names: 100% Ellery", "tr", "aynı adlar: 100% Ellery"),
        ("3 reprinted", "en", "3 reprinted"),
        ("something a later version says", "fr", "something a later version says"),
    ],
)
def test_why_articles_are_together_is_told_in_the_readers_language(text, language, expected):
    decimal = get_decimal_symbol(language)
    assert reason(text, translations(language).gettext, decimal) == expected
