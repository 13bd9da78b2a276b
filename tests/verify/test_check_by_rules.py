"""What the evidence's words license: named cases, and the pinned floors of the corruption set."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.language import of
from briefing.verify import check_names_and_who_did_what
from briefing.verify.check_by_rules import check, score
from briefing.verify.retrieve_evidence import sentences

CASES = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "data" / "verify_corruptions.jsonl").read_text("utf-8").splitlines()
]
EVIDENCE = sentences(
    "Mara Tesk, 41, resigned as transport minister of the European Union on Friday. Her deputy, Ivo Brandt, may take "
    'over. "I am tired," Ms Tesk said. The fund did not lose money. Dunmore City beat Orrin United 3-1.'
)
LICENSED = [
    "Mara Tesk, who is 41, resigned on Friday.",
    "The EU's transport minister, Mara Tesk, has resigned.",
    "Ivo Brandt may take over.",
    '"I am tired," Tesk said.',
    "[Mara Tesk] resigned as transport minister.",
    "Dunmore City beat Orrin United 3-1.",
    "The fund did not lose money.",
]
REASONS = [
    ("Nadia Tesk resigned on Friday.", "does not name Nadia"),
    ("Mara Brandt resigned on Friday.", "never says Mara Brandt"),
    ("Mara Tesk, 42, resigned.", "no number 42"),
    ("Mara Tesk resigned on Monday.", "does not say Monday"),
    ('"I am very tired," Tesk said.', "does not quote"),
    ("The fund lost money.", "the claim does not"),
    ("Ivo Brandt will not take over.", "does not say “not”"),
    ("Her deputy, Ivo Brandt, took over.", "only says “may”"),
    ("Orrin United beat Dunmore City 3-1.", "comes before"),
]


@pytest.mark.parametrize("claim", LICENSED)
def test_licensed(claim):
    assert check(claim, EVIDENCE) == ()


@pytest.mark.parametrize(("claim", "reason"), REASONS)
def test_each_reason_can_be_read(claim, reason):
    assert any(reason in found for found in check(claim, EVIDENCE)), check(claim, EVIDENCE)


BANKER = sentences(
    "Oren Talk, once the best-paid banker in Dunmore, was convicted of fraud on Thursday. He was found guilty on five "
    "of seven charges and granted bail until November. The case turned on loans of 41 million crowns, which he hid "
    "from the board. He left by a side door. Savers cheered in the gallery. “I signed over a cup of tea,” said Vera "
    "Lund, 79, who lost 60,000 crowns. The bank had valued a hotel at Cape Sollen at 52 million crowns. It was sold "
    "for six. The bank found the theft on Monday and told the police on Friday. Police believe that the same group "
    "robbed two insurers. The strike on the trams was called off. It was too soon to speak of a cause. Ivo Stam was "
    "arrested on suspicion of arson, police said."
)


@pytest.mark.parametrize(
    ("claim", "reason"),
    [
        ("He hid loans of 52 million crowns from the board.", "it has 41 million crowns, not 52 million crowns"),
        ("Talk was found guilty on all seven charges.", "has five of seven charges, not all"),
        ("Vera Lund left by a side door.", "it does not speak of Vera Lund"),
        ("The best-paid banker at Cape Sollen was convicted of fraud on Thursday.", "does not speak of Cape Sollen"),
        ("Talk was acquitted of fraud on Thursday.", "says “convicted” where the claim says “acquitted”"),
        ("Talk was denied bail until November.", "says “granted” where the claim says “denied”"),
        ("The same group robbed two insurers.", "only says “believe”"),
        ("Ivo Stam committed arson, police said.", "only says “suspicion”"),
    ],
)
def test_what_stands_in_the_text_may_still_be_said_of_something_else(claim, reason):
    found = check(claim, BANKER)
    assert any(reason in each for each in found), found


@pytest.mark.parametrize(
    "claim",
    [
        "Talk was found guilty on five charges.",
        "Talk hid loans of 41 million crowns from the board.",
        "A hotel at Cape Sollen was valued at 52 million crowns.",
        "The tram strike will not happen.",
        "The cause is not known.",
        "The bank told the police on Friday.",
        "Nobody was convicted but Oren Talk.",
    ],
)
def test_what_is_said_in_other_words_passes(claim):
    assert check(claim, BANKER) == ()


def test_a_day_of_another_sentence_is_not_this_sentences_day():
    evidence = ["The bank found the theft on Friday.", "It told the police on Monday, the last day allowed."]
    assert check("The bank found the theft on Monday.", evidence) == (
        "where the evidence says this it has Friday, not Monday",
    )
    assert check("The bank found the theft on Friday.", evidence) == ()


ABROAD = {
    "de": "Die Hafenbrücke in Norden bleibt bis Ende März gesperrt. Ingenieure fanden am Montag Risse in zwei "
    "Pfeilern. Bürgermeisterin Anke Voss sagte, niemand sei in Gefahr. Die Reparatur kostet 2,4 Millionen Euro.",
    "es": "El puente de Almera permanecerá cerrado hasta marzo. Los ingenieros encontraron el lunes grietas en dos "
    "pilares. La alcaldesa Ana Robles dijo que nadie estuvo en peligro.",
    "uk": "Міст в Алмері закрито до березня. Інженери у вівторок знайшли тріщини у двох опорах. Мер Анна Коваль "
    "сказала, що ніхто не постраждав. Рух не зупинено.",
}


@pytest.mark.parametrize(
    ("language", "claim", "is_licensed"),
    [
        ("de", "Die Reparatur der Brücke kostet 2,4 Millionen Euro.", True),
        ("de", "Laut Anke Voss war niemand in Gefahr.", True),
        ("de", "Ingenieure fanden am Montag Risse in drei Pfeilern.", False),
        ("de", "Ingenieure fanden am Dienstag Risse in zwei Pfeilern.", False),
        ("de", "Die Hafenbrücke in Norden bleibt nicht bis Ende März gesperrt.", False),
        ("de", "Bürgermeisterin Lena Hoff sagte, niemand sei in Gefahr.", False),
        ("es", "Según la alcaldesa Ana Robles, nadie estuvo en peligro.", True),
        ("es", "Los ingenieros encontraron el lunes grietas en tres pilares.", False),
        ("es", "Los ingenieros encontraron el martes grietas en dos pilares.", False),
        ("es", "El puente de Almera no permanecerá cerrado hasta marzo.", False),
        ("uk", "Інженери знайшли тріщини у двох опорах.", True),
        ("uk", "Інженери у вівторок знайшли тріщини у трьох опорах.", False),
        ("uk", "Інженери у п’ятницю знайшли тріщини у двох опорах.", False),
        ("uk", "Рух зупинено.", False),
    ],
)
def test_numbers_days_negations_and_names_in_other_languages(language, claim, is_licensed):
    found = check(claim, sentences(ABROAD[language], language), language)
    assert (found == ()) is is_licensed, found


def test_a_statement_is_not_put_into_another_mouth():
    evidence = ["Mara Tesk said the fund lost money.", "It rained all day.", "Ivo Brandt went home."]
    assert check("Mara Tesk said the fund lost money.", evidence) == ()
    assert check("Ivo Brandt said the fund lost money.", evidence) == ("in the evidence Ivo Brandt does not say so",)


PUT_IN = [
    ("[Maria Stenn] said outside the court that she would appeal within a month.", 1),
    ("[Maria Stenn] told the council that the ferry had been checked twice on Monday.", 2),
    ("The head of the [Port Harbour Council] left the meeting before the vote on Monday.", 4),
]
SOURCES = [
    "Prosecutor Maria Stenn had asked for six years.",
    "She said outside the court that she would appeal within a month.",
    "Stenn told the council that the ferry had been checked twice on Monday.",
    "Among them was the Port Harbour Council (PHC).",
    "The head of the PHC left the meeting before the vote on Monday.",
]


@pytest.mark.parametrize(("claim", "number"), PUT_IN)
def test_a_name_that_was_put_in_may_stand_where_the_evidence_has_another_word(claim, number):
    evidence = [SOURCES[number], SOURCES[0], SOURCES[3]]
    assert check(claim, evidence, explained=True) == ()


@pytest.mark.parametrize(("claim", "number"), PUT_IN)
def test_but_it_must_be_in_the_evidence(claim, number):
    assert check(claim, [SOURCES[number]], explained=True)


def test_and_only_where_it_was_put_in():
    claim = "Maria Stenn said outside the court that she would appeal within a month."
    assert check(claim, [SOURCES[1], SOURCES[0]], explained=True)
    assert check(f"[{claim[:11]}]{claim[11:]}", [SOURCES[1], SOURCES[0]])


def test_no_evidence_is_a_reason():
    assert check("Anything.", []) == ("there is no evidence",)


def test_the_score_falls_with_every_reason():
    assert 1.0 == score(()) > score(("a",)) > score(("a", "b")) > 0


def test_the_corruption_set_is_caught_and_true_sentences_pass():
    """Floors of the gate: 95 % of number, name and negation changes, and 3 % of true sentences."""
    caught, total = Counter(), Counter()
    for case in CASES:
        total[case["kind"]] += 1
        caught[case["kind"]] += bool(check(case["claim"], sentences(case["text"])))
    for kind in ("number", "name", "negation"):
        assert caught[kind] >= 0.95 * total[kind], kind
    assert caught["true"] <= 0.03 * total["true"]
    assert total["true"] >= 100


@settings(deadline=None)
@given(st.text(max_size=120), st.lists(st.text(max_size=60), max_size=4))
def test_any_text_is_fine(claim, evidence):
    assert isinstance(check(claim, evidence), tuple)


@pytest.mark.parametrize("text", sorted({case["text"] for case in CASES}))
def test_every_sentence_licenses_itself(text):
    assert all(check(sentence, sentences(text)) == () for sentence in sentences(text))


@pytest.mark.parametrize(
    ("claim", "evidence", "language", "named"),
    [
        ("Elf Ziegen liefen auf die Straße nach Lund.", "11 Ziegen liefen auf die Straße nach Lund.", "de", True),
        ("Dreißig Kähne lagen fest.", "30 Kähne lagen fest.", "de", True),
        ("Sixteen goats ran onto the road to Lund.", "16 goats ran onto the road to Lund.", "en", True),
        ("Elfi Ziegler lief auf die Straße nach Lund.", "Marta Ziegler lief auf die Straße nach Lund.", "de", False),
        ("Nina Stark left for Lund.", "9 people left for Lund.", "en", False),
    ],
)
def test_a_number_word_that_opens_a_sentence_is_no_name(claim, evidence, language, named):
    assert (check_names_and_who_did_what.names(claim, [evidence], of(language)) == []) is named
