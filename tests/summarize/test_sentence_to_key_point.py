"""From a chosen sentence to a key point: what is cut, what is named in brackets, what stays the evidence."""

from __future__ import annotations

from dataclasses import replace

import pytest

from briefing.records import Document
from briefing.summarize.sentence_to_key_point import key_point

LONG = "The ferry Aldis (pictured in the harbour) sank off Port Ellery on Sunday."


def document(*sentences):
    text, spans = "", []
    for sentence in sentences:
        start = len(text)
        text += sentence + " "
        spans.append((start, start + len(sentence)))
    return Document("a", "a.txt", text, tuple(spans))


def test_a_compressed_point_keeps_the_whole_sentence_as_its_evidence():
    made = document(LONG)
    point = key_point(made, 0, 0.5, compressed=True)
    assert point.kind == "compressed"
    assert point.text == "The ferry Aldis sank off Port Ellery on Sunday."
    assert [item.quote(made) for item in point.evidence] == [LONG]


def test_without_compression_the_sentence_stays_as_it_is():
    point = key_point(document(LONG), 0, 0.123456, compressed=False)
    assert (point.kind, point.text, point.score) == ("verbatim", LONG, 0.1235)


def test_nothing_to_cut_is_verbatim_though_white_space_is_made_single():
    point = key_point(document("The ferry sank\n off Port Ellery on Sunday."), 0, 0.5, compressed=True)
    assert (point.kind, point.text) == ("verbatim", "The ferry sank off Port Ellery on Sunday.")


def test_a_certain_name_stands_in_brackets_and_brings_its_sentence():
    made = document("Mara Tesk, 41, resigned on Friday after two years.", "She will go back to teaching in the autumn.")
    point = key_point(made, 1, 0.5, compressed=True)
    assert point.kind == "compressed"
    assert point.text == "[Mara Tesk] will go back to teaching in the autumn."
    assert [item.quote(made) for item in point.evidence] == [made.sentence(1), made.sentence(0)]


def test_an_uncertain_name_is_left_alone():
    made = document(
        "Mara Tesk, 41, resigned on Friday after Ivo Brandt left.", "She will go back to teaching in the autumn."
    )
    point = key_point(made, 1, 0.5, compressed=True)
    assert (point.kind, len(point.evidence)) == ("verbatim", 1)


def test_the_bullet_of_an_item_goes_and_so_does_its_number_beside_another():
    made = document("• The ferry sank off Port Ellery on Sunday.", "2. Two of its crew are missing.", "3. All is calm.")
    shown = [key_point(made, index, 0.5, compressed=True).text for index in range(3)]
    assert shown == ["The ferry sank off Port Ellery on Sunday.", "Two of its crew are missing.", "All is calm."]


def test_a_number_that_stands_alone_is_part_of_the_name():
    made = document("1. FC Nordend beat the guests from Port Ellery.", "The game was short.")
    assert key_point(made, 0, 0.5, compressed=True).kind == "verbatim"


CLOSED = "The Norwick bridge was shut on Tuesday after a crack was found."


@pytest.mark.parametrize(
    ("language", "opened", "bare"),
    [
        ("en", "But the mayor of Norwick promised a new bridge.", "The mayor of Norwick promised a new bridge."),
        ("en", "However, the ferry company ruled out a strike in May.", "The ferry company ruled out a strike in May."),
        ("en", "Yet the council voted against the plan on Friday.", "The council voted against the plan on Friday."),
        ("fr", "Mais la mairie de Norvic a promis un pont neuf.", "La mairie de Norvic a promis un pont neuf."),
        ("de", "Doch die Stadt will im Mai eine neue Brücke bauen.", "Die Stadt will im Mai eine neue Brücke bauen."),
        ("es", "Sin embargo, la alcaldesa prometió un puente nuevo.", "La alcaldesa prometió un puente nuevo."),
    ],
)
def test_an_opening_that_hangs_on_a_sentence_not_shown_goes(language, opened, bare):
    made = replace(document(CLOSED, opened), language=language)
    assert key_point(made, 1, 0.5, compressed=True, shown=(1,)).text == bare
    assert key_point(made, 1, 0.5, compressed=True, shown=(0, 1)).text == opened
    assert key_point(made, 1, 0.5, compressed=False).text == opened


@pytest.mark.parametrize(
    "sentence",
    [
        "But for a quick-thinking driver, all forty would have drowned.",
        "Yet another bomb was found under the old market hall.",
        "Yet to be counted are the votes of three islands.",
        "However hard the crews worked, the fire spread to Elm Street.",
        "Butter prices rose by a tenth in the spring, shops say.",
        '"But we will not sign," said Mara Tesk after the talks.',
        "But few came back.",
    ],
)
def test_an_opening_that_says_something_or_leaves_too_little_stays(sentence):
    assert key_point(document(CLOSED, sentence), 1, 0.5, compressed=True).text == sentence


def test_a_full_stop_that_stands_apart_goes():
    made = document("The watch will go . on sale in May, the maker said .", "It costs $ .50 more at St . Agnes.")
    assert key_point(made, 0, 0.5, compressed=True).text == "The watch will go on sale in May, the maker said."
    assert key_point(made, 1, 0.5, compressed=True).text == "It costs $ .50 more at St . Agnes."
