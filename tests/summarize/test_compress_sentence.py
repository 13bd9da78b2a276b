"""Traps for compression: what must stay whole, and what may go. The table holds kind, sentence, expected
result and language."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.summarize.compress_sentence import compress, leave_out, worth_cutting

with (Path(__file__).parent / "compress_traps.tsv").open(encoding="utf-8", newline="") as _stream:
    TRAPS = [tuple(row) for row in csv.reader(_stream, delimiter="\t", quoting=csv.QUOTE_NONE)]


def test_the_table_is_large_and_has_no_repeats():
    assert len(TRAPS) >= 200
    assert len({sentence for _, sentence, _, _ in TRAPS}) == len(TRAPS)


@pytest.mark.parametrize(("kind", "sentence", "expected", "language"), TRAPS)
def test_trap(kind, sentence, expected, language):
    assert compress(sentence, language) == (sentence if expected == "=" else expected)


@settings(deadline=None)
@given(st.sampled_from([row[1] for row in TRAPS]), st.sampled_from([row[1] for row in TRAPS]))
def test_the_result_is_a_subsequence_of_the_sentence(one, other):
    sentence = f"{one} {other}"
    assert is_subsequence(compress(sentence), sentence)


@settings(deadline=None)
@given(st.text(alphabet=st.sampled_from("ab .,—-–()\"'“”«»\n1who which was"), max_size=200))
def test_any_text_gives_a_subsequence_and_never_fails(text):
    assert is_subsequence(compress(text), text)


def is_subsequence(short, long):
    letters = iter(long.casefold().split(" ") and "".join(long.casefold().split()))
    return all(letter in letters for letter in "".join(short.casefold().split()))


def proposed(text, *runs):
    """Probabilities that propose the words of `runs`, surely, and nothing else."""
    words = text.split()
    drops = [0.1] * len(words)
    for run in runs:
        size = len(run.split())
        start = next(place for place in range(len(words)) if words[place : place + size] == run.split())
        drops[start : start + size] = [0.9] * size
    return drops


@pytest.mark.parametrize(
    ("text", "run", "left"),
    [
        (
            "Mara Tesk, a retired dentist from Orrin, was elected mayor of Port Ellery by the council.",
            "a retired dentist from Orrin,",
            "Mara Tesk was elected mayor of Port Ellery by the council.",
        ),
        (
            "After a long night in the town hall, the council closed the iron bridge to lorries.",
            "After a long night in the town hall,",
            "The council closed the iron bridge to lorries.",
        ),
        (
            "The council closed the iron bridge to lorries at its meeting, to cheers from the gallery.",
            "to cheers from the gallery.",
            "The council closed the iron bridge to lorries at its meeting.",
        ),
        (
            "The old ferry, the oldest ship of the harbour, ran aground off Mossgate before dawn.",
            "the oldest ship of the harbour,",
            "The old ferry ran aground off Mossgate before dawn.",
        ),
    ],
)
def test_what_the_tagger_proposes_goes_where_no_rule_forbids_it(text, run, left):
    assert leave_out(text, proposed(text, run), "en") == left


@pytest.mark.parametrize(
    ("text", "run"),
    [
        ("The bridge will close unless the state pays for its repair by the end of spring.", "unless the state pays"),
        ("The mayor did not say when the bridge would open to the public again.", "not"),
        ("The bridge is unsafe for heavy lorries, engineers said in their report on Monday.", "engineers said"),
        ("About 40 lorries a day cross the old iron bridge at Port Ellery in winter.", "About 40"),
        ("The driver may have fallen asleep at the wheel of the bus before the crash.", "may have"),
        ('The mayor called it "a sad and very dark day" for the people of the whole harbour.', "sad and very dark"),
        ("A mother and her son were taken to hospital in Orrin after the fire.", "and her son"),
        ("The old iron bridge was closed.", "old iron"),
        ("The ferry ran aground off Mossgate on a grey and windy morning before dawn.", "on a grey and windy morning"),
        ("Mara Tesk, who is 40, and her son were taken to hospital in Orrin.", "Mara Tesk,"),
        ("The shop sells lamps of marble, clay and bronze, and old clocks from Orrin.", "clay and bronze,"),
    ],
)
def test_what_the_tagger_proposes_stays_where_a_claim_would_change(text, run):
    assert leave_out(text, proposed(text, run), "en") == text


def test_a_run_that_is_not_sure_stays():
    text = "The old ferry, the oldest ship of the harbour, ran aground off Mossgate before dawn."
    unsure = [0.35 if drop > 0.5 else drop for drop in proposed(text, "the oldest ship of the harbour,")]
    assert leave_out(text, unsure, "en") == text


def test_a_language_without_lists_of_what_must_stay_gets_no_cuts():
    text = "Die Fähre lief vor Mossgate an einem grauen und windigen Morgen noch vor der Dämmerung auf Grund."
    assert leave_out(text, proposed(text, "an einem grauen und windigen Morgen"), "de") == text
    assert not worth_cutting(text, "de")


def test_only_long_sentences_are_worth_asking_about():
    assert not worth_cutting("The ferry ran aground off Mossgate before dawn.", "en")
    assert worth_cutting(" ".join(["The ferry ran aground off Mossgate before dawn"] * 3) + ".", "en")
