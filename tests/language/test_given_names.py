"""Given names as news has them."""

import pytest

from briefing.language.given_names import is_given, is_known, is_none, man_or_woman


@pytest.mark.parametrize("name", ["Robert", "Mary", "Jean-Marc", "Arvind", "François"])
def test_given_names(name):
    assert is_given(name)
    assert not is_none(name)


@pytest.mark.parametrize("word", ["Supreme", "United", "Manchester", "National"])
def test_other_words_that_names_begin_with(word):
    assert is_known(word)
    assert is_none(word)
    assert not is_given(word)


def test_a_word_that_was_never_seen_tells_nothing():
    assert not is_known("Zzyzx")
    assert not is_given("Zzyzx")
    assert man_or_woman("Zzyzx") == 0.0


def test_men_and_women():
    assert man_or_woman("Robert") > 1.0 > -1.0 > man_or_woman("Mary")
