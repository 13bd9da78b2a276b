"""A change is what a reader of the last edition did not know."""

from __future__ import annotations

import numpy as np
import pytest

from briefing.records import Citation, Evidence, Point
from briefing.stories.track_across_editions import PastPoint
from briefing.stories.what_changed import Memory, changes
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
        found = np.tile([0.0, 1.0, 0.0], (len(asked), 1))
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
    ("today", "is_asked"),
    [
        (TOLD, False),
        ("We can see why the council of Ellmark voted for a gondola.", False),
        ("Nine geese crossed Kellan at dawn.", True),
        (AGAIN, True),
    ],
)
def test_the_judge_is_asked_only_about_what_words_and_figures_find_new(judge, today, is_asked):
    asked = []

    def relate(pairs):
        asked.extend(pairs)
        return says()(pairs)

    assert (judge(today, TOLD, relate=relate) is not None) == is_asked
    assert asked == [(TOLD, today)] * is_asked


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
    assert judge("Nine geese crossed Kellan at dawn.", TOLD, relate=says()) == "point"


@pytest.fixture
def real_judge(encoder):
    """The kind of change that a sentence is after one earlier sentence, by the encoder that is shipped."""

    def make(text, before):
        document = make_document(before, name="past")
        points = [PastPoint(Citation.of(Evidence("past", *document.sentences[0]), document), "en")]
        memory = Memory.of(points, encoder.encode([before]))
        found = memory.judge(text, encoder.encode([text])[0], Evidence("today", 0, len(text)), "en")
        return found[0] if found else None

    return make


@pytest.mark.parametrize(
    ("today", "before"),
    [
        (
            "Thirty-four deputies had backed the harbour law, while 15 opposed it.",
            "Parliament in Orlan adopted the harbour law late on Monday by 34 to 15.",
        ),
        (
            "The 18 miners are to be paid 40,000 crowns each.",
            "The company promised each of the 18 miners 40,000 crowns on Friday.",
        ),
        (
            "It has 240 beds on six floors, and cost the county 90 million.",
            "The hospital with its 240 beds on six floors was built by the county for 90 million crowns.",
        ),
    ],
)
def test_the_same_figures_together_in_other_words_are_no_change(real_judge, today, before):
    assert real_judge(today, before) is None


@pytest.mark.parametrize(
    ("today", "before", "kind"),
    [
        # One of the two figures is new.
        (
            "The 18 miners are to be paid 55,000 crowns each.",
            "The company promised each of the 18 miners 40,000 crowns on Friday.",
            "figure",
        ),
        # Small figures stand together in many sentences.
        (
            "The ferry sank with two lorries and three cars on board after a wave broke its doors.",
            "Two tugs and three boats of the coast guard sailed from Orlan on Friday.",
            "point",
        ),
    ],
)
def test_other_figures_and_other_things_are_changes(real_judge, today, before, kind):
    assert real_judge(today, before) == kind


def test_the_figure_of_another_country_is_not_what_was_before(real_judge):
    assert real_judge("Norway will give 100 million doses.", "Sweden will give 300 million doses.") != "figure"


def test_what_the_writer_thinks_is_no_change(real_judge):
    before = "The council of Ellmark voted for the cable car on Monday."

    assert real_judge("After that clumsy speech in Orlan we can see why the mayor shuns the press.", before) is None
    assert (
        real_judge('"We can see why he shuns the press," said Ines Rohde, who leads the opposition.', before) == "point"
    )
    assert real_judge("The US has sent 4,000 soldiers to Orlan, Ines Rohde said.", before) == "point"


@pytest.mark.parametrize(
    ("today", "language", "count"),
    [
        ("54.000 Euro hatte der Kassenwart im Mai genommen.", "de", 0),
        ("In mei had de penningmeester 54.000 euro genomen.", "nl", 0),
        ("61.000 Euro hat der Kassenwart im Juni zurückgezahlt.", "de", 1),
    ],
)
def test_figures_of_a_point_are_read_in_its_own_language(fake_encoder, today, language, count):
    before = {"de": "Der Schaden beträgt 54.000 Euro.", "nl": "De schade bedraagt 54.000 euro."}[language]
    past = PastPoint(Citation("old", 0, len(before), before), language, True)
    memory = Memory.of([past], fake_encoder.encode([before]))
    point = Point(today, "verbatim", "supported", 0.0, (Citation("new", 0, len(today), today),))

    assert len(changes([point], list(fake_encoder.encode([today])), memory, [language])) == count
