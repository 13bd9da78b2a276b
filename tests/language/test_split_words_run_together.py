"""Two sentences without a blank between them, and names that are written so."""

from __future__ import annotations

import time

import pytest

from briefing.language.split_sentences import split


def pieces(text, language="en"):
    return [text[start:end] for start, end in split(text, 0, len(text), language)]


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", ["A HARBOUR WITHOUT A CRANE", "Norwick has waited four years for a new one."]),
        ("en", ["WHAT THE COUNCIL SAID", "It will vote again in May."]),
        ("fr", ['"FIER" DE LA VILLE DE NORVIC', "Après le vote, le maire a remercié ses équipes."]),
        ("fr", ["UNE LOI CONTESTÉE", "L'ancien maire de Norvic a porté plainte."]),
        ("de", ["DIE LAGE IN NORDSTADT", "Der Bürgermeister trat am Montag zurück."]),
        ("en", ["(Also read: Why the old bridge fell)", "The mayor of Norwick resigned on Monday."]),
        ("en", ['He called the whole plan a "farce"', "The mayor left the room before the vote."]),
        ("en", ["Why the council waited so long", "The bridge had been inspected in March."]),
    ],
)
def test_two_sentences_that_run_together_are_parted(language, expected):
    assert pieces("".join(expected), language) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "He flew to Norwick with easyJet on Monday.",
        "The US AND UN NATOs envoys met in Norwick.",
        "A McDonald spokesman and Mrs LeBlanc met at YouTube.",
        "BBC AND ITV NEWS said that the bridge was shut.",
        "(CNN)The mayor of Norwick resigned on Monday.",
        "The deputies (left) and the mayor (right) left early.",
        "THE MAYOR OF NORWICK left early.",
        'She said "no"twice and left.',
    ],
)
def test_names_and_capitals_are_left_whole(sentence):
    assert pieces(sentence) == [sentence]


@pytest.mark.parametrize("text", ["A " * 50_000, "(a " * 30_000, "x (" + "a " * 50_000, 'A" ' * 30_000, "aB" * 50_000])
def test_long_text_is_read_in_time(text):
    start = time.process_time()
    pieces(text)
    assert time.process_time() - start < 5
