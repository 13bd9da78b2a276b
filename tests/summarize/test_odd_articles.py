"""What is no ordinary article: a sentence, headings, a list, a live blog, a transcript, a table, a recipe."""

from __future__ import annotations

import pytest

from briefing.config import SummarySettings
from briefing.errors import ArticleError
from briefing.extract import extract
from briefing.models.sentence_grader import shipped
from briefing.records import Article
from briefing.summarize import summarize_article

HEADINGS = "Port Ellery\n\nNews\n\nBridges and roads\n\nFerry times\n\nAbout the harbour\n\nContact\n"
PACKING = "Things to pack for the ferry:\n\n- a warm coat\n- two apples\n- a map of the bay\n- a torch with a battery\n"
RULES = (
    "Four things to know before the vote:\n\n"
    "1. Polling stations open at seven in the morning.\n"
    "2. Voters must bring a passport or a driving licence.\n"
    "3. Postal votes must arrive by noon on Thursday.\n"
    "4. Ballots are counted overnight in the sports hall of Port Ellery.\n"
)
LIVE = (
    "10:45\n\nGood morning and welcome to our live coverage.\n\n"
    "10:52\n\nThe coastguard says that seventeen people have been taken off the ferry Sollen.\n\n"
    "11:05\n\nWe are waiting for a statement from the harbour master.\n\n"
    "11:20\n\nThe harbour master tells reporters that the ferry took in water after it struck the pier.\n\n"
    "11:31\n\nTwo passengers are in hospital, the ambulance service confirms.\n\n"
    "11:40\n\nThat's all from us for now, have a good day.\n"
)
TRANSCRIPT = (
    "MARA TESK, HOST: Good evening to you all out there.\n\nIVO BRANDT: Thank you for having me here.\n\n"
    "TESK: When will the iron bridge open again?\n\n"
    "BRANDT: The engineers found cracks in two of its piers in June. We will not open it before spring.\n\n"
    "TESK: And what will all of that cost?\n\nBRANDT: About four million crowns. The state pays half of that sum.\n"
)
TABLE = "Club\tPlayed\tPoints\nDunmore City\t12\t30\nPort Ellery\t12\t27\nTarn Rovers\t12\t22\n"
RECIPE = (
    "Rye and fish pie\n\nServes 4\n\nIngredients\n\n200 g rye flour\n1 egg\n400 g smoked fish\n\nMethod\n\n"
    "Heat the oven to 180 degrees. Rub the butter into the flour until it looks like crumbs. Roll out the dough and "
    "line a tin with it. Flake the fish over the dough. Bake the pie for forty minutes until the top is brown."
)
ONE = "The council of Port Ellery voted on Monday to close the iron bridge until spring."


@pytest.fixture
def points(encoder):
    def summarize(text):
        document = extract(Article("a", "a.txt", text))
        vectors = encoder.encode([document.sentence(index) for index in range(len(document.sentences))])
        choice = summarize_article.choose(document, vectors, 3, model=shipped())
        summary = summarize_article.summarize(document, choice, SummarySettings(points=3), model="grades")
        assert bool(summary.note) == (not summary.key_points)
        assert summary.note in (None, "", "too short to summarize")
        return [point.text for point in summary.key_points]

    return summarize


def test_one_sentence_is_its_own_summary(points):
    assert points(ONE) == [ONE]


@pytest.mark.parametrize("text", [HEADINGS, PACKING, TABLE])
def test_headings_things_and_tables_are_too_short_to_summarize(points, text):
    assert points(text) == []


def test_a_numbered_list_gives_its_items_without_their_numbers(points):
    found = points(RULES)
    assert len(found) == 3
    assert all(point[0].isupper() and point in RULES for point in found)


def test_a_live_blog_gives_what_happened_and_no_courtesies(points):
    found = points(LIVE)
    assert sorted(found) == sorted(
        [
            "The coastguard says that seventeen people have been taken off the ferry Sollen.",
            "The harbour master tells reporters that the ferry took in water after it struck the pier.",
            "Two passengers are in hospital, the ambulance service confirms.",
        ]
    )


def test_a_transcript_gives_answers_with_their_speakers(points):
    found = points(TRANSCRIPT)
    assert "BRANDT: The engineers found cracks in two of its piers in June." in found
    assert not any("?" in point or "Thank you" in point or "Good evening" in point for point in found)


def test_a_recipe_gives_steps_not_ingredients(points):
    found = points(RECIPE)
    assert len(found) == 3
    assert all(point.endswith(".") and point in RECIPE for point in found)


@pytest.mark.parametrize("text", ["", " \n\n ", "***", "- \n- \n-"])
def test_nothing_at_all_is_said_to_be_nothing(text):
    with pytest.raises(ArticleError):
        extract(Article("a", "a.txt", text))
