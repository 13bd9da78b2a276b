"""A later report wins: what it takes back is told as "earlier", not as a point, a headline or a backing."""

from __future__ import annotations

import datetime as dt

import pytest

from briefing.records import Citation, Claim, Conflict, EncodedArticle, Evidence, Summary, VectorsInMemory
from briefing.stories.statements_taken_back import latest_word
from tests.conftest import make_document

MORNING = dt.datetime(2026, 3, 12, 6, tzinfo=dt.UTC)
OPEN = "The Ostrel tunnel is open to traffic, the road office said."
SHUT = "The Ostrel tunnel is shut to traffic, the road office said."
TRUCKS = "About 900 lorries use the tunnel on a working day."


@pytest.fixture
def report(fake_encoder):
    def make(name, hours, *sentences, title=None, language="en"):
        published = MORNING + dt.timedelta(hours=hours) if hours is not None else None
        document = make_document(*sentences, name=name, title=title, published=published, language=language)
        rows = VectorsInMemory(fake_encoder.encode(list(sentences)), fake_encoder.encode([title])[0] if title else None)
        return EncodedArticle(document, Summary(name, (), "fake"), rows)

    return make


class Judge:
    """Finds that pairs with a text of each of two groups contradict each other."""

    def __init__(self, one, other, certainty=0.95):
        self.one, self.other, self.certainty, self.asked = one, other, certainty, []

    def __call__(self, pairs):
        self.asked += pairs
        return [self.certainty * (self._parts(*pair[:2]) or self._parts(*pair[1::-1])) for pair in pairs]

    def _parts(self, text, other):
        return any(word in text for word in self.one) and any(word in other for word in self.other)


def _place(item, number):
    return Evidence(item.document.id, *item.document.sentences[number])


def test_a_lead_that_a_later_report_contradicts_no_longer_holds_nor_does_its_article(report):
    early, late = report("a", 0, OPEN, TRUCKS), report("b", 5, SHUT)
    latest = latest_word([early, late], Judge(["open"], ["shut"]))
    assert not latest.holds(0, _place(early, 0))
    assert not latest.holds(0, _place(early, 1))
    assert latest.holds(1, _place(late, 0))
    assert latest.titles == {0}
    (shown,) = latest.earlier_reports([early, late], ())
    assert (shown.text, shown.citation.quote, shown.replaced_by.quote) == (OPEN, OPEN, SHUT)


def test_a_later_sentence_that_is_taken_back_leaves_the_rest_standing(report):
    early = report("a", 0, "A lorry has burnt out on the Ostrel pass.", "The Ostrel tunnel is open to traffic.")
    late = report("b", 5, "Firefighters put out a lorry on the Ostrel pass.", "The Ostrel tunnel is shut to traffic.")
    latest = latest_word([early, late], Judge(["open"], ["shut"]))
    assert latest.holds(0, _place(early, 0))
    assert not latest.holds(0, _place(early, 1))
    assert latest.titles == set()


@pytest.mark.parametrize(
    "hours", [(5, 0), (None, 5), (0, None), (2, 2.1)], ids=["before", "undated", "late", "at once"]
)
def test_only_a_later_report_takes_back(report, hours):
    early, late = report("a", hours[0], OPEN), report("b", hours[1], SHUT)
    latest = latest_word([early, late], Judge(["open"], ["shut"]))
    assert latest.holds(0, _place(early, 0))


def test_the_judge_is_not_asked_about_other_languages_or_distant_sentences(report):
    judge = Judge(["open"], ["shut"])
    early = report("a", 0, OPEN, language="fr")
    assert latest_word([early, report("b", 5, SHUT)], judge).withdrawn == ()
    far = report("c", 5, "Nine geese crossed Kellan at dawn.")
    assert latest_word([report("a", 0, OPEN), far], judge).withdrawn == ()
    assert judge.asked == []


@pytest.mark.parametrize(("said", "is_withdrawn"), [("", False), ("It corrected a notice of that morning.", True)])
def test_where_a_report_says_that_it_corrects_less_certainty_will_do(report, said, is_withdrawn):
    early, late = report("a", 0, OPEN), report("b", 5, SHUT, *([said] if said else []))
    latest = latest_word([early, late], Judge(["open"], ["shut"], certainty=0.6))
    assert bool(latest.withdrawn) is is_withdrawn


def test_a_title_is_taken_back_as_well_and_shown_by_its_first_sentence(report):
    early = report("a", 0, TRUCKS, title="Ostrel tunnel is open")
    late = report("b", 5, "Crews work in the tunnel.", title="Ostrel tunnel is shut")
    latest = latest_word([early, late], Judge(["is open"], ["is shut"]))
    assert latest.titles == {0}
    assert [shown.text for shown in latest.earlier_reports([early, late], ())] == [TRUCKS]


def test_a_report_that_was_taken_back_itself_takes_nothing_back(report):
    first, second, third = report("a", 0, OPEN), report("b", 3, SHUT), report("c", 6, OPEN)
    latest = latest_word([first, second, third], Judge(["open"], ["shut"]))
    assert latest.holds(0, _place(first, 0))
    assert not latest.holds(1, _place(second, 0))


DEAD = "The collapse of the Brennick mine killed {} people, the rescue service said."


@pytest.mark.parametrize(
    ("before", "after", "holds"),
    [("seven", "eleven", False), ("eleven", "eleven", True), ("eleven", "seven", True)],
    ids=["risen", "the same", "lower"],
)
def test_a_toll_that_has_risen_replaces_the_lower_one_and_nothing_else(report, before, after, holds):
    early, late = report("a", 0, DEAD.format(before), TRUCKS), report("b", 5, DEAD.format(after))
    latest = latest_word([early, late])
    assert latest.holds(0, _place(early, 0)) is holds
    assert latest.holds(0, _place(early, 1))
    assert latest.titles == set()


def test_a_conflict_loses_the_side_that_was_taken_back(report):
    early, late = report("a", 0, OPEN), report("b", 5, SHUT)
    sides = [Claim(item.document.id, (Citation.of(_place(item, 0), item.document),)) for item in (early, late)]
    conflict = Conflict("the tunnel", tuple(sides))
    rows = {"a": 0, "b": 1}
    assert latest_word([early, late], Judge(["open"], ["shut"])).standing([conflict], rows) == ()
    assert latest_word([early, late]).standing([conflict], rows) == (conflict,)


def test_what_a_conflict_shows_is_not_told_again_as_earlier(report):
    early, late = report("a", 0, DEAD.format("seven")), report("b", 5, DEAD.format("eleven"))
    side = Claim("seven", (Citation.of(_place(early, 0), early.document),))
    latest = latest_word([early, late])
    assert latest.earlier_reports([early, late], [Conflict("dead", (side, side))]) == ()
    assert len(latest.earlier_reports([early, late], ())) == 1
