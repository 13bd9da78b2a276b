from __future__ import annotations

import dataclasses
import datetime as dt

from conftest import make_document

from briefing.config import SummarySettings
from briefing.records import EncodedArticle, Evidence, VectorsInMemory
from briefing.stories import merge_points as merging
from briefing.stories.merge_points import merge_points
from briefing.stories.statements_taken_back import LatestWord, Statement, Withdrawn
from briefing.summarize import summarize_article


def _item(encoder, name, outlet, *sentences):
    document = make_document(*sentences, name=name, outlet=outlet, language="en")
    vectors = encoder.encode(list(sentences))
    settings = SummarySettings(compress=False)
    choice = summarize_article.choose(document, vectors, settings.points)
    summary = summarize_article.summarize(document, choice, settings, model=summarize_article.BASELINE)
    return EncodedArticle(document, summary, VectorsInMemory(vectors))


class SaysIt:
    """Lets every pair pass but those with a sentence of `not_said`, and keeps what it was asked."""

    def __init__(self, *not_said):
        self.not_said, self.asked, self.calls = not_said, [], 0

    def __call__(self, pairs):
        self.asked += pairs
        self.calls += 1
        return [pair.sentence not in self.not_said for pair in pairs]


CLOSED = "The Marlow bridge was closed on Friday after cracks were found in two of its piers."
CLOSED_TOO = "Cracks in two piers have led to the closing of the Marlow bridge on Friday."
BUSES = "Buses will take the long way round by Fenwick for at least a month."


def test_a_point_made_by_two_outlets_is_told_once_and_cites_both(encoder):
    items = [_item(encoder, "a", "Post", CLOSED, BUSES), _item(encoder, "b", "Wire", CLOSED_TOO)]

    points = merge_points(items, 4, says_it=SaysIt())

    assert [point.outlets for point in points] == [2, 1]
    assert {place.article_id for place in points[0].citations} == {"a", "b"}
    assert points[1].text == BUSES


def test_a_sentence_that_does_not_say_the_point_is_not_cited(encoder):
    items = [_item(encoder, "a", "Post", CLOSED, BUSES), _item(encoder, "b", "Wire", CLOSED_TOO)]

    points = merge_points(items, 4, says_it=SaysIt(CLOSED, CLOSED_TOO))

    assert [point.outlets for point in points] == [1, 1]
    assert [len(point.citations) for point in points] == [1, 1]


def test_without_a_check_only_a_sentence_in_the_same_words_is_cited(encoder):
    items = [
        _item(encoder, "a", "Post", CLOSED),
        _item(encoder, "b", "Wire", CLOSED_TOO),
        _item(encoder, "c", "Herald", CLOSED.replace("was closed", "was CLOSED")),
    ]

    (point,) = merge_points(items, 4)

    assert {place.article_id for place in point.citations} == {"a", "c"}


def test_the_check_is_asked_once_and_only_about_sentences_that_are_near(encoder):
    says_it = SaysIt()
    items = [_item(encoder, "a", "Post", CLOSED, BUSES), _item(encoder, "b", "Wire", CLOSED_TOO, BUSES)]

    merge_points(items, 4, says_it=says_it)

    assert says_it.calls == 1
    assert {frozenset(pair[:2]) for pair in says_it.asked} == {frozenset((CLOSED, CLOSED_TOO)), frozenset((BUSES,))}


def test_the_next_sentence_of_an_article_is_cited_where_the_nearest_does_not_say_it(encoder):
    nearer = "The Marlow bridge was not closed on Friday after cracks were found in two of its piers."
    items = [_item(encoder, "a", "Post", CLOSED), _item(encoder, "b", "Wire", nearer, CLOSED_TOO)]

    points = merge_points(items, 4, says_it=SaysIt(nearer))

    assert {place.quote for place in points[0].citations} == {CLOSED, CLOSED_TOO}


def test_a_reprint_counts_as_one_source(encoder):
    items = [_item(encoder, "a", "Post", CLOSED, BUSES), _item(encoder, "b", "Wire", CLOSED, BUSES)]

    points = merge_points(items, 4)

    assert [point.outlets for point in points] == [1, 1]
    assert all(len(point.citations) == 2 for point in points)


def test_an_article_with_another_figure_is_no_support(encoder):
    items = [
        _item(encoder, "a", "Post", "Twelve people were hurt when a tram left the rails in Osmund Street."),
        _item(encoder, "b", "Wire", "Fifteen people were hurt when a tram left the rails in Osmund Street."),
    ]

    (point,) = merge_points(items, 4, says_it=SaysIt())

    assert len(point.citations) == 1


def test_no_more_points_than_asked_for(encoder):
    items = [_item(encoder, "a", "Post", CLOSED, BUSES, "The council will meet on Monday to discuss the repairs.")]

    assert len(merge_points(items, 2)) == 2


def test_a_story_without_points_has_none(encoder):
    assert merge_points([_item(encoder, "a", "Post", "Closed.")], 3) == ()


def test_a_story_of_hundreds_of_articles_is_told_by_the_most_central_of_them(encoder, monkeypatch):
    monkeypatch.setattr(merging, "_HEARD", 2)
    monkeypatch.setattr(merging, "CITED", 4)
    late = "The mayor of Marlow said that he would resign."
    items = [_item(encoder, f"a{number}", f"Outlet {number}", CLOSED) for number in range(5)]
    items[3] = _item(encoder, "a3", "Outlet 3", CLOSED, late)

    (point,) = merge_points(items, 4)

    assert {place.article_id for place in point.citations} == {"a0", "a1", "a2", "a3"}


OPENED = "The Marlow bridge is open to lorries, the county said."
CLOSED_NOW = "The Marlow bridge is closed to lorries, the county said."
GEESE = "Nine geese crossed the Kellan estuary at dawn."


def _timed(encoder, name, hour, *sentences):
    item = _item(encoder, name, name.title(), *sentences)
    published = dt.datetime(2026, 3, 12, hour, tzinfo=dt.UTC)
    return dataclasses.replace(item, document=dataclasses.replace(item.document, published=published))


def test_of_points_about_one_thing_the_later_report_is_told(encoder):
    items = [_timed(encoder, "early", 6, OPENED), _timed(encoder, "late", 15, CLOSED_NOW)]
    assert [point.text for point in merge_points(items, 4)] == [CLOSED_NOW]
    assert [point.text for point in merge_points(items[::-1], 4)] == [CLOSED_NOW]


def test_a_later_report_of_something_else_overtakes_nothing(encoder):
    items = [_timed(encoder, "early", 6, OPENED), _timed(encoder, "late", 15, GEESE)]
    assert {point.text for point in merge_points(items, 4)} == {OPENED, GEESE}


def test_reports_of_one_hour_overtake_one_another_only_where_they_say_the_same(encoder, monkeypatch):
    monkeypatch.setattr(merging, "_REPEATED", 1.1)
    items = [_timed(encoder, "early", 6, OPENED), _timed(encoder, "late", 6, CLOSED_NOW)]
    assert {point.text for point in merge_points(items, 4)} == {OPENED, CLOSED_NOW}


KEPT, AT_RISK = "All 90 posts at the Sorrel foundry will be kept.", "All 90 posts at the Sorrel foundry are at risk."
BOUGHT = "Brandt Metals will buy the Sorrel foundry, its owner said in the morning."
CALLED_OFF = "Brandt Metals will not buy the Sorrel foundry after all, its owner said in the afternoon."
LOAN = "The bank of Brandt Metals had refused the loan on Thursday."


def _taken_back(items, earlier, later):
    """The latest word by which sentence `later` of the last article takes back `earlier` of the first."""
    sides = [
        Statement(row, item.document.sentence(number), Evidence(item.document.id, *item.document.sentences[number]), ())
        for row, item, number in ((0, items[0], earlier), (1, items[-1], later))
    ]
    return LatestWord((Withdrawn(*sides, 1.0),))


def _without_point(item, number):
    """`item` with all points but the one of sentence `number`."""
    place = item.document.sentences[number]
    points = [each for each in item.summary.key_points if (each.evidence[0].start, each.evidence[0].end) != place]
    return dataclasses.replace(item, summary=dataclasses.replace(item.summary, key_points=tuple(points)))


def test_a_sentence_that_takes_something_back_is_told_though_its_article_chose_others(encoder):
    late = _without_point(_item(encoder, "b", "Wire", CALLED_OFF, LOAN, AT_RISK), 2)
    items = [_item(encoder, "a", "Post", BOUGHT, KEPT), late]

    told = [point.text for point in merge_points(items, 3, latest=_taken_back(items, 1, 2))]

    assert AT_RISK in told
    assert KEPT not in told


def test_one_that_takes_nothing_back_is_not_told_beyond_its_articles_points(encoder):
    late = _without_point(_item(encoder, "b", "Wire", CALLED_OFF, LOAN, AT_RISK), 2)
    items = [_item(encoder, "a", "Post", BOUGHT, KEPT), late]

    assert AT_RISK not in [point.text for point in merge_points(items, 5)]


def test_one_that_points_to_a_sentence_before_it_is_not_told_alone(encoder):
    dangling = "They are at risk now."
    late = _without_point(_item(encoder, "b", "Wire", CALLED_OFF, LOAN, dangling), 2)
    items = [_item(encoder, "a", "Post", BOUGHT, KEPT), late]

    assert dangling not in [point.text for point in merge_points(items, 3, latest=_taken_back(items, 1, 2))]


def test_a_source_that_denies_a_point_elsewhere_is_not_cited_for_it(encoder):
    def contradict(pairs):
        return [float({pair.point, pair.sentence} == {CLOSED, STILL_OPEN}) for pair in pairs]

    wire, herald = _item(encoder, "b", "Wire", CLOSED_TOO, STILL_OPEN), _item(encoder, "c", "Herald", CLOSED_TOO + " ")
    items = [_item(encoder, "a", "Post", CLOSED), wire, herald]

    point = next(
        each for each in merge_points(items, 4, says_it=SaysIt(), contradict=contradict) if each.text == CLOSED
    )

    assert {place.article_id for place in point.citations} == {"a", "c"}


STILL_OPEN = "The Marlow bridge was open on Friday, its keeper said, and no crack was found in its piers."


def test_a_sentence_whose_pronoun_means_somebody_else_is_not_cited(encoder):
    prize, hers = "Orsa Keel is to get the cup and 900 crowns.", "She is to get the cup and 900 crowns."
    items = [
        _item(encoder, "a", "Post", prize),
        _item(encoder, "b", "Wire", "In the end Dana Moor was declared the winner.", hers),
        _item(encoder, "c", "Herald", "Flowers were thrown at Orsa Keel on the bridge.", hers),
    ]

    point = next(each for each in merge_points(items, 4, says_it=SaysIt()) if each.text == prize)

    assert {place.article_id for place in point.citations} == {"a", "c"}
