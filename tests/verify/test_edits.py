"""Small changes to a sentence of the evidence, and the changes that are none."""

from __future__ import annotations

import pytest

from briefing.verify import edits, lexical

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
    sentences = [evidence, "There were two of them, not three, and none of the others was ever seen again."]
    assert reason in " ".join(edits.changes(claim, sentences, sentences))
    assert lexical.check(claim, sentences)


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
    ],
)
def test_other_wordings_are_no_change(claim, evidence):
    assert edits.changes(claim, [evidence], [evidence]) == []


def test_another_number_that_stands_beside_the_same_word_elsewhere_is_no_change():
    claim = "The 22-year-old woman left the hospital in Brackwater on Wednesday morning."
    sentences = [claim.replace("22", "25"), "Her sister, a 22-year-old student, drove her home."]
    assert edits.changes(claim, sentences, sentences) == []
