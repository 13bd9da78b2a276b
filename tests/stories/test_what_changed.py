"""A change is what a reader of the last edition did not know."""

from __future__ import annotations

import pytest

from briefing.records import Citation, Evidence
from briefing.stories.latest_word import no_relation
from briefing.stories.track_across_editions import PastPoint
from briefing.stories.what_changed import Memory
from tests.conftest import make_document

TOLD = "The council of Ellmark voted for the cable car by 21 votes to 9."


@pytest.fixture
def judge(fake_encoder):
    """What kind of change a sentence is to a reader of some earlier ones; None where it is none."""

    def make(text, *before, relate=None, language="en"):
        document = make_document(*before, name="past")
        points = [PastPoint(Citation.of(Evidence("past", *span), document), language) for span in document.sentences]
        memory = Memory.of(points, fake_encoder.encode(list(before)), relate)
        found = memory.judge(text, fake_encoder.encode([text])[0], Evidence("today", 0, len(text)), language)
        return found[0] if found else None

    return make


def says(*pairs):
    """A judge for which the premise says the hypothesis in just these pairs."""

    def relate(asked):
        found = no_relation(asked)
        for row, pair in enumerate(asked):
            if pair in pairs:
                found[row] = (0.9, 0.05, 0.05)
        return found

    return relate


AGAIN = "Twenty-one members backed the gondola scheme while nine opposed it."


def test_what_an_earlier_sentence_says_in_other_words_is_no_change(judge):
    assert judge(AGAIN, TOLD) is not None
    assert judge(AGAIN, TOLD, relate=says((TOLD, AGAIN))) is None


def test_what_goes_beyond_it_is_one(judge):
    assert judge(AGAIN, TOLD, relate=says((AGAIN, TOLD))) is not None


def test_the_judge_of_english_is_not_asked_about_other_languages(judge):
    def refuse(pairs):
        raise AssertionError(pairs)

    judge("Le conseil a voté la construction du téléphérique.", "La mairie se tait.", relate=refuse, language="fr")


QUOTED = 'Envoy Lise Marn called the treaty "a reckless gamble" on Monday.'


@pytest.mark.parametrize(
    ("today", "is_change"),
    [
        ('The envoy told reporters in Vessel that signing it was "a reckless gamble" for the whole coast.', False),
        ('The envoy told reporters in Vessel that signing it was "a welcome step" for the whole coast.', True),
        ('Harbour chief Otto Brand dismissed the "gamble" and ordered four new patrol boats from Delling.', True),
        ('The envoy resigned on Thursday over what she had called "a reckless gamble".', True),
    ],
    ids=["the same quotation", "another quotation", "one word of it", "a turn of events beside it"],
)
def test_a_quotation_that_was_printed_before_is_no_change(judge, today, is_change):
    assert (judge(today, QUOTED) is not None) is is_change


def test_a_figure_that_has_moved_is_a_change_even_if_the_judge_hears_the_same(judge):
    before = "The flood at Ostrel has killed 7 people, the rescue service said."
    today = "The flood at Ostrel has killed 11 people, the rescue service said."
    assert judge(today, before, relate=says((before, today))) == "figure"


def test_a_sentence_about_something_else_is_new(judge):
    assert judge("Nine geese crossed Kellan at dawn.", TOLD, relate=no_relation) == "point"
