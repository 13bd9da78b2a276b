"""Small changes to a sentence of the evidence, and the changes that are none."""

from __future__ import annotations

import importlib.util
import random
import sys
from collections import Counter
from pathlib import Path

import pytest

from briefing.language import of
from briefing.verify import check_by_rules, check_nearly_copied_sentences
from briefing.verify.retrieve_evidence import sentences

ENGLISH = of("en")
ROOT = Path(__file__).resolve().parents[2]

FIRE = "Two workers were killed and seven injured on Wednesday in a fire at a paint factory in Brackwater."
PEOPLE = "Some 450 people living near the works were taken to a sports hall as a precaution."
FORM = "A notice to passengers says that refunds will be paid and that nobody needs a form."
MAY = "The two ministers may talk again before the week is out, officials said."
CLOCK = "The clock on the Custom House in Port Ellery stopped at 6.12am on Thursday."
PAIR = "Ilse Marant and Tomas Overek agreed the new date on the telephone late on Wednesday."


@pytest.mark.parametrize(
    ("claim", "evidence", "reason"),
    [
        (FIRE.replace("seven", "two"), FIRE, "has seven where the claim has two"),
        (PEOPLE.replace("450", "490"), PEOPLE, "has 450 where the claim has 490"),
        (FORM.replace("will be", "will not be"), FORM, "adds “not”"),
        (FORM.replace("nobody needs", "never nobody needs"), FORM, "adds “never”"),
        (MAY.replace("may", "will"), MAY, "only says “may”"),
        (MAY.replace("may ", ""), MAY, "only says “may”"),
        (CLOCK.replace("may", "").replace("stopped", "never stopped"), CLOCK, "adds “never”"),
        ("The clock on the Port Ellery in Custom House stopped at 6.12am on Thursday.", CLOCK, "in another order"),
    ],
)
def test_a_changed_word_is_found_even_where_it_stands_elsewhere(claim, evidence, reason):
    passages = [evidence, "There were two of them, not three, and none of the others was ever seen again."]
    assert reason in " ".join(check_nearly_copied_sentences.changes(claim, passages, passages, ENGLISH))
    assert check_by_rules.check(claim, passages)


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        (FIRE, FIRE),
        (FIRE.replace("Two workers", "2 workers"), FIRE),
        (PEOPLE.replace("Some 450", "About 450"), PEOPLE),
        (PEOPLE.replace("Some 450", "More than 400"), PEOPLE),
        (PEOPLE.replace(" as a precaution", ""), PEOPLE),
        ("Tomas Overek and Ilse Marant agreed the new date on the telephone late on Wednesday.", PAIR),
        ("Officials said the two ministers may talk again before the week is out.", MAY),
        ("Short claims pass.", PAIR),
        # Only the end is left out, and the sentence's next "the" stands in for the first.
        (
            "The port office in Lund shut the canal on Monday.",
            "The port office in Lund shut the canal on Monday, the lock keeper said.",
        ),
    ],
)
def test_other_wordings_are_no_change(claim, evidence):
    assert check_nearly_copied_sentences.changes(claim, [evidence], [evidence], ENGLISH) == []


def test_another_number_that_stands_beside_the_same_word_elsewhere_is_no_change():
    claim = "The 22-year-old woman left the hospital in Brackwater on Wednesday morning."
    passages = [claim.replace("22", "25"), "Her sister, a 22-year-old student, drove her home."]
    assert check_nearly_copied_sentences.changes(claim, passages, passages, ENGLISH) == []


FLOORS = {"number": 0.98, "negation": 0.98, "roles": 0.85, "entity": 0.97}
"""Shares of the changes made by program that are caught; raised when the check improves, never lowered silently."""


def test_changes_made_by_program_in_the_sample_articles_are_caught():
    """The set of benchmarks/verifier.py. Of the roles it exchanges, some only swap names around an "and"."""
    spec = importlib.util.spec_from_file_location("corruptions", ROOT / "training" / "corruptions.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules["corruptions"] = module
    spec.loader.exec_module(module)
    rng, caught, total = random.Random(11), Counter(), Counter()
    for path in sorted((ROOT / "seeds").rglob("*.txt")) + sorted((ROOT / "seeds").rglob("*.md")):
        text = path.read_text("utf-8").split("\n---\n", 1)[-1]
        passages = [part for part in sentences(text) if 6 < len(part.split()) < 45]
        for index, claim in enumerate(passages[:12]):
            evidence = sentences(" ".join(passages[max(0, index - 1) : index + 2]))
            made = [("true", claim), *((item.kind, item.text) for item in module.corruptions(claim, passages, [], rng))]
            for kind, changed in made:
                if kind in (*FLOORS, "true"):
                    total[kind] += 1
                    caught[kind] += any(check_by_rules.check(part, evidence) for part in sentences(changed))
    assert caught["true"] == 0
    assert total["true"] > 200
    missed = {kind: caught[kind] / total[kind] for kind in FLOORS if caught[kind] < FLOORS[kind] * total[kind]}
    assert missed == {}
