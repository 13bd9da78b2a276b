from __future__ import annotations

import pytest

from briefing.stories.series_titles import opening, without_number


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Markets, Tuesday: freight shares climb", "markets"),
        ("The week in pictures: lambs", "the week in pictures"),
        ("Day 21", "day"),
        ("Live: quake shakes islands", ""),
        ("Dunmore fire: two more workers die", ""),
        ("Jobless claims drop to 364,000", ""),
        ("A plain title", ""),
    ],
)
def test_only_a_series_has_an_opening(title, expected):
    assert opening(title) == expected


def test_instalments_differ_in_a_number_alone():
    assert without_number("Day 2 of the strike") == without_number("Day 21 of the strike") != ""
    assert without_number("Two dead in fire") == ""
