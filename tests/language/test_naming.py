"""The words of a language by which names are put in."""

import pytest

from briefing.language import of
from briefing.language.language_words import Naming


@pytest.mark.parametrize("code", ["en", "fr"])
def test_the_lists_are_in_small_letters_and_agree(code):
    words = of(code).naming
    lists = (
        words.openers,
        words.speech,
        words.human,
        words.not_people,
        frozenset(words.people),
        frozenset(words.bodies),
    )
    assert all(word == word.lower() for each in lists for word in each)
    assert words.kin <= words.people.keys()
    assert words.heads <= words.people.keys() | words.titles.keys()
    assert words.many | words.businesses <= words.bodies.keys()
    assert words.royal <= words.titles.keys()


def test_a_language_without_a_module_has_no_words():
    assert of("pl").naming == Naming()


def test_a_text_of_unknown_language_is_read_as_english():
    assert of("und").naming is of("en").naming
