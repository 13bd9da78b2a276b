"""Pronouns are resolved where one answer is possible, and nowhere else."""

from __future__ import annotations

import pytest

from briefing.summarize.antecedents import antecedent

CERTAIN = [
    (["Mara Tesk, 41, resigned on Friday.", "She will teach again."], "She", "Mara Tesk"),
    (["Ivo Brandt was elected on Monday with a small majority.", "He takes office in May."], "He", "Ivo Brandt"),
    (["The vote was close.", "Ivo Brandt said it would be counted again.", "He gave no date."], "He", "Ivo Brandt"),
    (
        ["Norvik Airlines cut forty routes on Tuesday.", "The company will keep its ships."],
        "The company",
        "Norvik Airlines",
    ),
    (["Mr Brandt met the crew.", "Mara Tesk said the talks went well.", "She left at noon."], "She", "Mara Tesk"),
    (["Ivo Brandt met the crew.", "Brandt said the talks went well.", "He left at noon."], "He", "Ivo Brandt"),
    (["Tarn Holdings plc lost its licence.", "The firm has appealed."], "The firm", "Tarn Holdings plc"),
]
UNCERTAIN = [
    ["She will teach again."],
    ["Mara Tesk, 41, resigned after a row with Ivo Brandt.", "He stays."],
    ["Mara Tesk, 41, told her brother first.", "He was not surprised."],
    ["Mara Tesk, 41, resigned on Friday.", "He stays, and so does her deputy."],
    ["Ivo Brandt met the crew.", "Mara Tesk said Brandt was late.", "She left at noon."],
    ["Ivo Brandt and Jan Brandt sailed.", "Brandt said the talks went well.", "He left at noon."],
    ["Ivo Brandt sailed.", "Brandt said his crew was well, and so was she.", "He left at noon."],
    ["Mara Tesk said the talks went well on Monday.", "Then it rained.", "She left at noon."],
    ["Real Dunmore opened the season with a draw.", "He was sent off."],
    ["Dunmore City said tickets were sold out.", "He was sent off."],
    ["Mara Tesk, 41, resigned on Friday.", "The lights went out.", "She went on."],
    ["The mayor resigned on Friday.", "She will teach again."],
    ["Norvik Airlines bought Tarn Airways on Tuesday.", "The company will keep its ships."],
    ["A bid for Norvik Airlines failed.", "The company will keep its ships."],
    ["Mara Tesk, 41, whose lawyer wept, was jailed.", "She will appeal."],
]


@pytest.mark.parametrize(("sentences", "words", "name"), CERTAIN)
def test_certain(sentences, words, name):
    found = antecedent(sentences, len(sentences) - 1)
    assert found is not None
    assert (found.words, found.name, found.sentence) == (words, name, len(sentences) - 2)


@pytest.mark.parametrize("sentences", UNCERTAIN)
def test_uncertain(sentences):
    assert antecedent(sentences, len(sentences) - 1) is None
