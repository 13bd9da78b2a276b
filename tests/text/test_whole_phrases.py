import pytest

from briefing.text.whole_phrases import first_phrase, has_phrase


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("The Flood barrier", "flood"),
        ("high\nwater mark", "high  water"),
        ("C++ is old", "C++"),
        ("Café", "Cafe\u0301"),
    ],
)
def test_whole_words_in_any_case(text, phrase):
    assert has_phrase(text, phrase)


@pytest.mark.parametrize(("text", "phrase"), [("floodlights", "flood"), ("anything", "  "), ("a b", "b a")])
def test_parts_of_words_and_empty_phrases_are_in_no_text(text, phrase):
    assert not has_phrase(text, phrase)


def test_the_first_phrase():
    assert first_phrase("rain and flood", ["snow", "flood", "rain"]) == "flood"
    assert first_phrase("rain", []) is None
