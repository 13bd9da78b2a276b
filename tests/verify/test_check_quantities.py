"""Which numbers license which."""

from __future__ import annotations

import pytest

from briefing.language import of
from briefing.verify.check_quantities import unlicensed

ENGLISH = of("en")
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
    ("24 people were hurt.", "Two dozen people were hurt."),
    ("506 houses lost their roofs.", "Five hundred and six houses lost their roofs."),
    ("It costs 60 cents.", "It costs $0.60."),
    ("The trip takes 48 hours.", "The trip takes two days."),
    ("No more than 60 came.", "At most 60 came."),
    ("At least 60 came.", "No fewer than 60 came."),
    ("It left at 7:42 p.m.", "It left at 19:42."),
    ("She was hurt on October 31.", "She was hurt on the 31st."),
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
    ("It costs 6,000.", "It costs 60 cents."),
    ("26 people were hurt.", "Two dozen people were hurt."),
    ("500 houses lost their roofs, and six burned.", "Five hundred and six houses lost their roofs."),
    ("More than 60 came.", "No more than 60 came."),
    ("At most 60 came.", "At least 60 came."),
    ("More than 60 came.", "60 came."),
    ("It costs 60 cents.", "It costs $60."),
    ("It left at 7:42 a.m.", "It left at 19:42."),
    ("An F-15 crashed.", "An F-16 crashed."),
]


@pytest.mark.parametrize(("claim", "evidence"), LICENSED)
def test_licensed(claim, evidence):
    assert unlicensed(claim, [evidence], ENGLISH) == []


@pytest.mark.parametrize(("claim", "evidence"), UNLICENSED)
def test_unlicensed(claim, evidence):
    assert unlicensed(claim, [evidence], ENGLISH)
