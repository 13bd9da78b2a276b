"""Names are put in where one is certain, as the article writes them, and nowhere else."""

from __future__ import annotations

import pytest

from briefing.summarize.name_proposals import Proposal
from briefing.summarize.put_names_in import Insertion, insert, insertions, shipped_model

PRONOUNS = [
    (["Mara Tesk, 41, resigned on Friday.", "She will teach again."], "[Mara Tesk] will teach again."),
    (["Ivo Brandt was elected on Monday with a small majority.", "He takes office in May."], "[Ivo Brandt] takes"),
    (["Ivo Brandt said it would be counted again.", "He gave no date."], "[Ivo Brandt] gave no date."),
    (["Ivo Brandt said it would be counted again.", "He blamed himself."], "[Ivo Brandt] blamed himself."),
    (["Mr Brandt met the crew.", "Mara Tesk said the talks went well.", "She left at noon."], "[Mara Tesk] left"),
    (["Ivo Brandt met the crew.", "Brandt said the talks went well.", "He left at noon."], "[Ivo Brandt] left"),
    (
        ["Georg Hask was elected mayor of Millbeck on Sunday.", "His first act was a new fire station."],
        "[Georg Hask]'s first act was",
    ),
    (
        ["David Marsh, 52, said on Monday that the ferry was safe.", '"We checked it twice," he told the council.'],
        'twice," [David Marsh] told the council.',
    ),
]
NO_PRONOUNS = [
    # Nobody before, or nobody with a name.
    ["She will teach again."],
    ["The mayor resigned on Friday.", "She will teach again."],
    # Somebody else it could be.
    ["Mara Tesk, 41, resigned after a row with Ivo Brandt.", "He stays."],
    ["Mara Tesk, 41, told her brother first.", "He was not surprised."],
    ["Mara Tesk, 41, resigned on Friday.", "He stays, and so does her deputy."],
    ["Ivo Brandt met the crew.", "Mara Tesk said Brandt was late.", "She left at noon."],
    ["Ivo Brandt and Jan Brandt sailed.", "Brandt said the talks went well.", "He left at noon."],
    ["Ivo Brandt sailed.", "Brandt said his crew was well, and so was she.", "He left at noon."],
    ["Mara Tesk, 41, whose lawyer wept, was jailed.", "She will appeal."],
    # The name is too far away, and nothing tells whether it is a woman's.
    ["Mara Tesk said the talks went well on Monday.", "Then it rained.", "She left at noon."],
    ["Mara Tesk, 41, resigned on Friday.", "The lights went out.", "She went on."],
    # A club is no man.
    ["Real Dunmore opened the season with a draw.", "He was sent off."],
    ["Dunmore City said tickets were sold out.", "He was sent off."],
    # The sentence says who it is, before or after.
    ["David Marsh said on Monday that it was safe.", "Robert Hale said he would not sail."],
    ["David Marsh said on Monday that it was safe.", "In his report, Robert Hale disagreed."],
    # It calls its own subject by a reflexive.
    ["Ivo Brandt was elected on Monday.", "The old ruler explains himself at length while his court plots."],
    ["Mara Tesk, 41, resigned on Friday.", "The new chair introduced herself before she left."],
    # What somebody quoted says of somebody.
    ["David Marsh said on Monday that it was safe.", '"He was never aboard," Robert Hale said.'],
]
SURNAMES = [
    ("Winestock said it was over.", "[Geoff Winestock] said it was over."),
    ("Mr Winestock said it was over.", "Mr [Geoff Winestock] said it was over."),
    ("It was over for Winestock's readers.", "It was over for [Geoff Winestock]'s readers."),
    ('"Winestock knew it," a colleague said.', '"[Geoff Winestock] knew it," a colleague said.'),
    ("Winestock left, and Winestock's deputy stayed.", "[Geoff Winestock] left, and Winestock's deputy stayed."),
]
OPENING = "Geoff Winestock, 55, who edits the Harbour Post, resigned on Monday."


def shown(sentences, index=-1, title=None, language="en"):
    index %= len(sentences)
    return insert(sentences[index], insertions(sentences, index, title, language))


@pytest.mark.parametrize(("sentences", "expected"), PRONOUNS)
def test_a_pronoun_that_can_only_be_one_person_becomes_the_name(sentences, expected):
    assert expected in shown(sentences)


@pytest.mark.parametrize("sentences", NO_PRONOUNS)
def test_a_pronoun_that_may_be_somebody_else_stays(sentences):
    assert not [item for item in insertions(sentences, len(sentences) - 1) if item.name not in sentences[-1]]
    assert "[" not in shown(sentences).replace("[Robert Hale]", "")


@pytest.mark.parametrize(("sentence", "expected"), SURNAMES)
def test_a_bare_surname_gets_the_given_name(sentence, expected):
    assert shown([OPENING, sentence]) == expected


def test_the_sentence_with_the_full_name_is_the_source():
    sentences = ["Ivo Brandt, 60, met the crew.", "Brandt said the talks went well.", "He left at noon."]
    assert insertions(sentences, 2) == [Insertion(0, 2, "Ivo Brandt", 0)]


def test_a_name_that_the_sentence_or_the_title_gives_is_not_put_in():
    assert shown([OPENING, "Geoff Winestock said Winestock was tired."]) == "Geoff Winestock said Winestock was tired."
    assert shown([OPENING, "Winestock said no."], title="Editor Winestock resigns") == "Winestock said no."
    assert shown([OPENING, "Winestock said no."], title="Editor resigns") == "[Geoff Winestock] said no."


def test_the_name_of_a_place_or_a_ship_is_no_surname():
    sentences = ["The frigate Miami Gardens sailed from Port Ellery.", "Gardens are closed on Monday."]
    assert shown(sentences) == sentences[-1]
    sentences = ["The case is named after Geoff Winestock, 55, who said it was lost.", "The Winestock case goes on."]
    assert shown(sentences) == sentences[-1]


def test_a_title_of_the_other_gender_is_somebody_else():
    sentences = ["Mr Geoff Winestock, 55, resigned on Monday, he said.", "Mrs Winestock said nothing."]
    assert shown(sentences) == sentences[-1]


def test_of_two_given_names_before_one_surname_none_is_taken():
    sentences = ["Philip and Victoria Sherlock, both 40, live in their car.", "Mr Sherlock said it was cold."]
    assert "Victoria" not in shown(sentences)


def test_both_names_are_put_in_each_once():
    sentences = [
        OPENING,
        "Maria Stenn, 40, who owns the Post, said she was sorry.",
        "Stenn said Winestock was tired, and Stenn left.",
    ]
    assert shown(sentences) == "[Maria Stenn] said [Geoff Winestock] was tired, and Stenn left."


@pytest.mark.parametrize(
    ("sentences", "expected"),
    [
        (
            ["Norvik Airlines cut forty routes on Tuesday.", "The company will keep its ships."],
            "[Norvik Airlines] will",
        ),
        (["Tarn Holdings plc lost its licence.", "The firm has appealed."], "[Tarn Holdings] has appealed."),
        (
            ["The Ellery City Council met on Monday.", "It rained.", "The council said no."],
            "The [Ellery City Council] said",
        ),
        (
            ["It is for the Department of Homeland Security.", "The department's staff left."],
            "The [Department of Homeland Security]'s staff",
        ),
        (["It was striker Luis Tarr who scored.", "The crowd sang.", "The striker left at noon."], "[Luis Tarr] left"),
    ],
)
def test_a_noun_that_can_only_be_one_body_or_person_becomes_the_name(sentences, expected):
    assert expected in shown(sentences)


@pytest.mark.parametrize(
    "sentences",
    [
        ["Norvik Airlines bought Tarn Airways on Tuesday.", "The company will keep its ships."],
        ["A bid for Norvik Airlines failed.", "The company will keep its ships."],
        ["The Ellery City Council met the Port Harbour Council.", "The council said no."],
        ["The Ellery City Council sued a council in the north.", "The council said no."],
        ["The Ellery City Council met on Monday.", "The council of elders said no."],
        ["It was striker Luis Tarr who scored.", "The strikers sang.", "The striker Ben Orr left at noon."],
        ["It was striker Luis Tarr and striker Ben Orr who scored.", "The striker left at noon."],
        ["A dissident group known as the Red Lamp said it did it.", "The organisation said no more."],
    ],
)
def test_a_noun_that_may_be_another_stays(sentences):
    assert shown(sentences) == sentences[-1]


def test_an_acronym_that_was_spelt_out_is_spelt_out():
    sentences = ["Among them is the Muslim Council of Britain (MCB).", "The chairman of the MCB's committee left."]
    assert shown(sentences) == "The chairman of the [Muslim Council of Britain]'s committee left."


@pytest.mark.parametrize(
    ("opening", "sentence", "title"),
    [
        ("Among them is the Muslim Council of Britain (MCB).", "The Muslim Council of Britain (MCB) left.", None),
        ("Among them is the Muslim Council of Britain (MCB).", "The MCB left.", "MCB talks fail"),
        ("Among them is the Muslim Council of Britain.", "The BBC left.", None),
        ("Among them is a body (MCB) of old.", "The MCB left.", None),
    ],
)
def test_an_acronym_that_needs_no_help_or_was_not_spelt_out_stays(opening, sentence, title):
    assert shown([opening, sentence], title=title) == sentence


FRENCH = [
    (
        ["Jean-Marc Sauvé, 70 ans, a présenté ses chiffres mardi.", "Il a souligné leur caractère provisoire."],
        "[Jean-Marc Sauvé] a souligné",
    ),
    (
        [
            "La réunion a duré, a indiqué Jean-Marc Sauvé, président de la commission.",
            '"Rien ne presse", a-t-il ajouté.',
        ],
        "a-t-il [Jean-Marc Sauvé] ajouté.",
    ),
    (
        ["Gilbert Cochet, 60 ans, a compté les oiseaux.", 'Un résultat "remarquable" selon M. Cochet.'],
        "M. [Gilbert Cochet].",
    ),
]


@pytest.mark.parametrize(("sentences", "expected"), FRENCH)
def test_french(sentences, expected):
    assert expected in shown(sentences, language="fr")


@pytest.mark.parametrize(
    "sentence",
    [
        "Il faut attendre le rapport de la commission.",
        "Il y a encore beaucoup à faire.",
        "La durée fait quant à elle référence aux gardes.",
        "Ses chiffres seront publiés.",
        "Un ministre lui a répondu sèchement.",
    ],
)
def test_french_words_for_nobody_or_without_a_place_for_a_name_stay(sentence):
    assert shown(["Jean-Marc Sauvé, 70 ans, a présenté ses chiffres mardi.", sentence], language="fr") == sentence


def test_a_language_without_words_is_left_alone():
    assert insertions([OPENING, "Winestock said no."], 1, None, "pl") == []


def test_odd_input_is_left_alone():
    assert insertions([""], 0) == []
    assert insertions(["He", "", "???", "He he HE"], 3) == []
    assert insertions(["A" * 5000, "He left."], 1) == []


def test_the_model_takes_a_strict_proposal_for_certain_and_an_empty_one_for_doubtful():
    model = shipped_model()
    assert model.probability(Proposal("acronym", 0, 1, "Name", 0)) == 1.0
    nothing = (0.0,) * len(model.weights["pronoun"])
    assert model.probability(Proposal("pronoun", 0, 1, "Name", 0, nothing)) < model.certain["pronoun"]
