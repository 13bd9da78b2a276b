"""Numbers: what they are worth, and which licenses which."""

from __future__ import annotations

import pytest

from briefing.verify.quantities import quantities, unlicensed

READ = [
    ("17 people", 17, None),
    ("seventeen people", 17, None),
    ("twenty-four hours", 24, "hours"),
    ("two hundred and six birds", 206, None),
    ("3,000,000 crowns", 3e6, None),
    ("3 million crowns", 3e6, None),
    ("$2.4m", 2.4e6, "dollars"),
    ("£1bn", 1e9, "pounds"),
    ("4.1 per cent", 4.1, "per cent"),
    ("4.1%", 4.1, "per cent"),
    ("the 3rd time", 3, None),
    ("the third time", 3, None),
    ("10 , 000 homes", 10_000, None),
    ("douze personnes", 12, None),
    ("a dozen eggs", 12, None),
]
LICENSED = [
    ("Seventeen died.", "17 people died."),
    ("About 50 came.", "48 people came."),
    ("Nearly 300 came.", "291 people came."),
    ("More than 40 came.", "43 people came."),
    ("It cost 2.4m.", "It cost 2.4 million."),
    ("It has 3.2 million people.", "It has 3,214,907 people."),
    ("Both ministers left.", "The two ministers left."),
    ("A rise of 6%.", "A rise of 6 per cent."),
    ("Two people, a man and a woman, left.", "A man and a woman left."),
    ("One man left.", "A man left."),
    ("It ran £15,000 a month.", "It ran £15,000 per month."),
]
UNLICENSED = [
    ("Eighteen died.", "17 people died."),
    ("About 50 came.", "71 people came."),
    ("Nearly 300 came.", "340 people came."),
    ("More than 40 came.", "39 people came."),
    ("It cost 24 million.", "It cost 2.4 million."),
    ("It took twelve months.", "It took twelve years."),
    ("It cost €5 million.", "It cost $5 million."),
    ("12 were injured.", "17 were injured, and 12 people died."),
    ("It was the fourth time.", "It was the third time."),
    ("Sixty homes burned.", "Sixteen homes burned."),
]


@pytest.mark.parametrize(("text", "value", "unit"), READ)
def test_reading(text, value, unit):
    (found,) = quantities(text)
    assert (found.value, found.unit) == (value, unit)


@pytest.mark.parametrize(("claim", "evidence"), LICENSED)
def test_licensed(claim, evidence):
    assert unlicensed(claim, [evidence]) == []


@pytest.mark.parametrize(("claim", "evidence"), UNLICENSED)
def test_unlicensed(claim, evidence):
    assert unlicensed(claim, [evidence])


def test_words_that_only_look_like_numbers():
    assert quantities("The seconder tended oneself.") == []
