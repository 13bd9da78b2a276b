"""Who is named in an article, and where; what is quoted."""

from __future__ import annotations

import pytest

from briefing.summarize.people_mentioned import read
from briefing.summarize.people_mentioned.capitalised_words import runs
from briefing.summarize.people_mentioned.quoted_passages import quoted


def people(*sentences, language="en"):
    return {
        person.name: [sentences[number][start:end] for number, start, end, _ in person.places]
        for person in read(sentences, language).people
    }


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("Former mayor Viktor Lund walked free.", "Viktor Lund"),
        ("Education Secretary Nicky Morgan said no.", "Nicky Morgan"),
        ("On Monday Sir Alex Orr, 70, sailed.", "Alex Orr"),
        ('It was Lynette "Squeaky" Fromme, 60, who sailed.', 'Lynette "Squeaky" Fromme'),
        ("It was Izzat al-Douri, 72, who sailed.", "Izzat al-Douri"),
        ("The Netherlands' Queen Maxima said no.", "Queen Maxima"),
    ],
)
def test_a_full_name_is_found_without_what_stands_before_it(sentence, name):
    assert name in people(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "The Ellery City Council said no.",
        "He lives in New York.",
        "REFUSSi Lund said no.",
        "The Red Lamp said no.",
        "Norvik Airlines said no.",
    ],
)
def test_bodies_places_and_words_run_together_are_no_people(sentence):
    assert people(sentence) == {}


def test_a_surname_a_given_name_and_another_spelling_belong_to_the_full_name():
    found = people("Markus Åsberg, 40, said no.", "Åsberg left.", "Mr Asberg left.", "It was Markus.")
    assert found["Markus Åsberg"] == ["Markus Åsberg", "Åsberg", "Asberg", "Markus"]


def test_of_two_with_one_surname_the_first_is_meant_but_a_title_of_the_other_gender_tells():
    found = people("Robert Lund, 40, met Mary Lund, 38, his wife.", "Lund left.", "Mrs Lund left.")
    assert found == {"Robert Lund": ["Robert Lund", "Lund"], "Mary Lund": ["Mary Lund", "Lund"]}


def test_a_word_that_opens_a_sentence_is_a_name_only_where_it_is_one_elsewhere():
    words = [
        [" ".join(run.words) for run in items] for items in runs(["Police left.", "Rice left.", "Ann Rice left."], "en")
    ]
    assert words == [[], ["Rice"], ["Ann Rice"]]


@pytest.mark.parametrize(
    ("sentence", "inside", "parts", "goes_on"),
    [
        ('"It is over," he said.', False, ['"It is over,"'], False),
        ("‘It is over,’ he said.", False, ["‘It is over,’"], False),
        ("He said: “It is over.", False, ["“It is over."], True),
        ('It was nothing," he said.', True, ['It was nothing,"'], False),
        ('"It went on.', True, ['"It went on.'], True),
        ("The girl's mother's house, he said.", False, [], False),
        ('It is over, he said. "', False, [], True),
        ("« C'est fini », a-t-il dit.", False, ["« C'est fini »"], False),
    ],
)
def test_quotations(sentence, inside, parts, goes_on):
    spans, opened = quoted(sentence, inside)
    assert ([sentence[start:end] for start, end in spans], opened) == (parts, goes_on)
