"""The wording of a rewrite: the evidence's own words, in their order, and who said them."""

from __future__ import annotations

import pytest

from briefing.verify import check_rewrite_attribution, check_rewrite_wording

FERRY = "A passenger ferry from Port Ellery hit a pier at Sollen on Tuesday morning, injuring 12 people, police said."
BANK = "Anton Reske, who founded the bank in 1994, sold most of his shares to the Halden fund before it collapsed."


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("A ferry hit a pier at Sollen, injuring 12, police said.", FERRY),
        ("On Tuesday a passenger ferry hit a pier at Sollen, police said.", FERRY),
        ("Police said a ferry from Port Ellery hit a pier on Tuesday.", FERRY),
        ("A ferry hit a pier, hurting twelve people, police said.", FERRY),
        ("Reske sold his shares before the bank collapsed.", BANK.replace("it collapsed", "the bank collapsed")),
        ("The council decided to shut the bridge.", "The council made a decision on Monday to close the old bridge."),
        ("[Reske] sold most of his shares.", BANK),
        ("It cost 2,400,000 crowns.", "The repair cost 2400000 crowns."),
    ],
)
def test_leaving_out_inflecting_and_beginning_with_time_or_speaker_is_allowed(claim, evidence):
    assert check_rewrite_wording.unlicensed(claim, [evidence]) == ()


@pytest.mark.parametrize(
    ("claim", "evidence", "reason"),
    [
        ("A ferry hit a bridge at Sollen.", FERRY, "does not have “bridge”"),
        ("A crowded ferry hit a pier at Sollen.", FERRY, "does not have “crowded”"),
        ("A ferry hit a pier at Sollens, injuring 12 people.", FERRY, "does not have “Sollens”"),
        ("A pier at Sollen hit a passenger ferry from Port Ellery.", FERRY, "in another way"),
        ("The Halden fund sold most of its shares to Anton Reske.", BANK, "in another way"),
        ("Reske sold the fund before he founded the bank.", BANK, "in another way"),
        ("The fund collapsed after Anton Reske sold his shares.", BANK, "in another way"),
    ],
)
def test_new_words_and_another_order_are_not(claim, evidence, reason):
    assert reason in " ".join(check_rewrite_wording.unlicensed(claim, [evidence]))


def test_words_of_several_passages_may_be_joined_in_their_order():
    assert check_rewrite_wording.unlicensed("A ferry hit a pier and Anton Reske sold shares.", [FERRY, BANK]) == ()
    assert check_rewrite_wording.unlicensed(
        "Anton Reske sold his shares when a ferry from Ellery hit a pier.", [FERRY, BANK]
    )


def test_who_says_so_may_not_be_left_out():
    assert check_rewrite_attribution.lost("A ferry hit a pier at Sollen.", [FERRY]) != ()
    assert check_rewrite_attribution.lost("A ferry hit a pier at Sollen, police said.", [FERRY]) == ()
    assert check_rewrite_attribution.lost("According to police, a ferry hit a pier.", [FERRY]) == ()
    assert check_rewrite_attribution.lost("Anton Reske sold his shares.", [BANK]) == ()
    assert check_rewrite_attribution.lost("Anton Reske sold his shares.", [FERRY, BANK]) == ()
    assert check_rewrite_attribution.lost("Anything.", []) == ()
    framed = "What the union wants, in short: higher wages and a week of holiday for all drivers."
    assert check_rewrite_attribution.lost("All drivers get higher wages and a week of holiday.", [framed]) != ()
    assert check_rewrite_attribution.lost("The union wants higher wages for all drivers.", [framed]) == ()
