"""The words of a language by which names are put in."""

import pytest

from briefing.language import naming


@pytest.mark.parametrize("code", naming.CODES)
def test_the_lists_are_in_small_letters_and_agree(code):
    words = naming.of(code)
    assert words.code == code
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
    assert naming.of("pl") == naming.Naming(code="pl")


def test_a_text_of_unknown_language_is_read_as_english():
    assert naming.of("und") is naming.of("en") or naming.of("und") == naming.of("en")
