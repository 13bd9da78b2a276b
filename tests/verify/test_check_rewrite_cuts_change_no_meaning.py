"""What a rewrite may leave out of its sentence, and what it may not."""

from __future__ import annotations

import pytest

from briefing.verify.check_rewrite_cuts_change_no_meaning import lost

DAM = "Kestria wanted its Orlo dam discussed at the same table as the closed border crossing; Valdoria had refused."
SUMMIT = (
    "A meeting at which the two ministers were to lay the ground for a second summit this year between Ilse Marant and "
    "Tomas Overek has been put off with no new date."
)
BOAT = "The Linnet, with 38 people aboard, struck the Cobble, a shelf of rock off Mossgate, at about ten to seven."
STRIKE = "Train drivers called off a strike on Thursday, after the talks broke down, and gave back their keys."
UNION = (
    "The Locomotive Drivers' Union, which represents nearly all of Halvan Rail's drivers, is asking for a pay rise of "
    "six per cent and 12 hours' rest between shifts."
)
BUS = "Six people were hurt when a number 12 bus mounted the pavement and hit a shelter in Market Street on Tuesday."
COUNCIL = "The council of Port Ellery voted on Monday evening to close the old iron bridge to all traffic until spring."


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("Kestria wanted its Orlo dam discussed at the same table.", DAM),
        ("The Linnet struck the Cobble at about ten to seven.", BOAT),
        ("The Linnet, with 38 people aboard, struck the Cobble.", BOAT),
        ("The Locomotive Drivers' Union is asking for a pay rise of six per cent.", UNION),
        ("Six people were hurt when a bus hit a shelter.", BUS),
        ("Port Ellery's council voted to close the old iron bridge until spring.", COUNCIL),
        ("On Monday the council voted to close the bridge until spring.", COUNCIL),
        ("A meeting of the two ministers has been put off with no new date.", SUMMIT.replace("at which", "of")),
        (COUNCIL, COUNCIL),
        ("Train drivers called a long strike off on Thursday.", STRIKE),
        ("The Linnet struck a shelf of rock.", BOAT),
        ("Anything.", ""),
    ],
)
def test_asides_and_details_may_go(claim, evidence):
    assert lost(claim, [evidence] if evidence else []) == ()


@pytest.mark.parametrize(
    ("claim", "evidence", "reason"),
    [
        ("The Orlo dam was discussed at the same table as the closed border crossing.", DAM, "leaves out “wanted”"),
        (
            "The meeting between Ilse Marant and Tomas Overek has been put off.",
            SUMMIT,
            "“between Ilse” goes with “year”",
        ),
        ("The Linnet struck the Cobble at ten to seven.", BOAT, "leaves out “about” before ten"),
        ("Tesk sold his shares to a fund.", "Tesk sold most of his shares to a fund in May.", "leaves out “most of”"),
        ("Train drivers called a strike on Thursday.", STRIKE, "leaves out “off” of “called off”"),
        ("Train drivers called off a strike after the talks broke.", STRIKE, "leaves out “down”"),
        ("The bus hit a shelter in Market Street on Tuesday.", BUS, "begins in the middle"),
        ("The council closed the old iron bridge.", COUNCIL, "has “to close”, not “closed”"),
        ("The council may close.", "The council may not close the bridge this year.", "leaves out “not”"),
        ("The council closes the bridge.", "If it rains, the council could close the bridge.", "leaves out “could”"),
    ],
)
def test_what_holds_the_others_in_place_may_not(claim, evidence, reason):
    assert reason in "; ".join(lost(claim, [evidence]))
