import pytest

from briefing.language import of
from briefing.language.words_stems_and_synonyms import alike, meaning, stem, words

ENGLISH, FRENCH, GERMAN, UKRAINIAN = map(of, ("en", "fr", "de", "uk"))


def test_words_and_numbers_are_taken_as_written():
    assert words("Mara’s fund lost 1,200.5 crowns.") == ["Mara’s", "fund", "lost", "1,200.5", "crowns"]


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        (ENGLISH, "closing", "closed"),
        (ENGLISH, "fell", "fall"),
        (FRENCH, "fermée", "fermés"),
        (GERMAN, "Brücken", "Brücke"),
        (UKRAINIAN, "опорах", "опори"),
    ],
)
def test_forms_of_a_word_have_one_stem(language, one, other):
    assert stem(one, language) == stem(other, language)


@pytest.mark.parametrize(("language", "one", "other"), [(ENGLISH, "bus", "bust"), (FRENCH, "pont", "port")])
def test_other_words_have_other_stems(language, one, other):
    assert stem(one, language) != stem(other, language)


def test_endings_of_one_language_are_left_in_another():
    assert stem("bergers", of("xx")) == "bergers"


def test_function_words_carry_no_meaning_in_their_own_language_only():
    assert meaning("the bridge", ENGLISH) == {stem("bridge", ENGLISH)}
    assert meaning("le pont", FRENCH) == {stem("pont", FRENCH)}
    assert len(meaning("le pont", ENGLISH)) == 2


def test_synonyms_and_numbers_are_alike():
    assert alike("purchased", "bought", ENGLISH)
    assert alike("twelve", "12", ENGLISH)
    assert not alike("twelve", "20", ENGLISH)
    assert not alike("purchased", "sold", ENGLISH)
