"""A shortened point that its evidence does not license is shown whole."""

from __future__ import annotations

from briefing.records import Document, Evidence, KeyPoint, Summary
from briefing.verify.show_unfaithful_points_whole import keep_licensed

TEXT = "The ferry Aldis, which is old, did not sink off Port Ellery on Sunday."
DOCUMENT = Document("a", "a.txt", TEXT, ((0, len(TEXT)),))
WHOLE = (Evidence("a", 0, len(TEXT)),)


def summary(text, kind="compressed"):
    return Summary("a", (KeyPoint(text, WHOLE, kind),), "model")


def test_a_licensed_point_stays():
    given = summary("The ferry Aldis did not sink off Port Ellery on Sunday.")
    assert keep_licensed(given, DOCUMENT) is given


def test_an_unlicensed_point_is_shown_whole_and_counted():
    checked = keep_licensed(summary("The ferry Aldis did sink off Port Ellery on Sunday."), DOCUMENT)
    (point,) = checked.key_points
    assert (point.text, point.kind, checked.rejected) == (TEXT, "verbatim", 1)
    assert point.reasons


def test_the_source_s_own_words_are_not_judged():
    given = summary(TEXT, "verbatim")
    assert keep_licensed(given, DOCUMENT) is given
