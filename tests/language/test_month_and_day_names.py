import pytest

from briefing.language.month_and_day_names import months, names, weekdays


@pytest.mark.parametrize(
    ("code", "name", "number"),
    [
        ("en", "september", 9),
        ("en", "sept", 9),
        ("fr", "août", 8),
        ("fr", "févr", 2),
        ("de", "märz", 3),
        ("es", "enero", 1),
        ("uk", "жовтня", 10),
        ("uk", "жовтень", 10),
        ("uk", "жовтні", 10),
        ("pl", "października", 10),
    ],
)
def test_months_are_known_in_all_their_forms(code, name, number):
    assert months(code)[name] == number


@pytest.mark.parametrize(
    ("code", "day"), [("en", "friday"), ("fr", "vendredi"), ("uk", "п'ятниця"), ("uk", "п'ятницю"), ("de", "freitag")]
)
def test_weekdays_are_known_whole(code, day):
    assert day in weekdays(code)
    assert day in names(code)


def test_abbreviations_are_no_names_of_days():
    assert "sat" not in names("en")
    assert "sun" not in names("en")


def test_an_unknown_language_has_no_calendar():
    assert months("tlh") == {}
    assert weekdays("tlh") == frozenset()
