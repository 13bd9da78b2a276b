"""A key point is read alone: sentences that lean on their neighbours are told apart."""

import pytest

from briefing.summarize.standalone import stands_alone

LEANING = [
    "He left at noon.",
    "Meanwhile, the bridge stayed shut.",
    "The latter refused.",
    "“This is wrong,” the mayor said.",
    "Elle a démissionné vendredi.",
    "Because invented data is dull.",
    "Nobody there believed him either.",
    "Since about 1995 it has had nothing back.",
    "On Friday they voted again.",
    "Three things today, none of them a miracle cure.",
    "Here are the week's best films.",
    "Nor did the second test succeed.",
    "Which is why the ferry turned.",
]
ALONE = [
    "It was the third fire this year.",
    "Il y a trois blessés.",
    "The bridge stayed shut.",
    "Italy beat Malta on Sunday.",
    "Because of the storm, the ferry stayed in port.",
    "Because the dam may fail, 300 families were moved.",
    "In October Mara Tesk said she would resign.",
    "After the vote they had won, the ministers left.",
    "On Monday the council said it had sold the land.",
    "Nobody was hurt in the fire.",
    "There is no cure for measles.",
    "There was no sign of the crew.",
    "Orders rose for a third month.",
    "Three people were killed when a wall fell in Lindenau.",
    "Unlike its rival, Norvik cut its fares.",
    "This week the court hears the appeal.",
    "Most of the 200 passengers walked home.",
]


@pytest.mark.parametrize("sentence", LEANING)
def test_what_leans_on_its_neighbours(sentence):
    assert not stands_alone(sentence)


@pytest.mark.parametrize("sentence", ALONE)
def test_what_stands_alone(sentence):
    assert stands_alone(sentence)
