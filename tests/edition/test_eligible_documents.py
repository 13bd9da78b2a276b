import datetime as dt

import pytest

from briefing.config import BriefingSettings
from briefing.edition import eligible_documents
from briefing.edition.eligible_documents import Found, day_of, latest_day, select, window
from briefing.records import Document
from tests.conftest import make_document

PARIS = BriefingSettings(timezone="Europe/Paris")
THURSDAY = dt.date(2025, 10, 23)


def at(text):
    return dt.datetime.fromisoformat(text)


def _hours(begin, end):
    return (end.astimezone(dt.UTC) - begin.astimezone(dt.UTC)) / dt.timedelta(hours=1)


def doc(name, published, **fields):
    return make_document("The bridge is closed.", name=name, published=at(published) if published else None, **fields)


def test_the_window_ends_with_the_readers_day_and_looks_back():
    begin, end = window(THURSDAY, PARIS)
    assert begin == at("2025-10-22T00:00+02:00")
    assert end == at("2025-10-24T00:00+02:00")


def test_the_window_keeps_its_length_when_clocks_change():
    begin, end = window(dt.date(2025, 10, 26), PARIS)
    assert _hours(begin, end) == 49
    assert begin == at("2025-10-25T00:00+02:00")
    begin, end = window(dt.date(2025, 3, 30), PARIS)
    assert _hours(begin, end) == 47


def test_a_day_that_begins_in_the_morning():
    late = BriefingSettings(timezone="Europe/Paris", day_starts=6)
    assert day_of(at("2025-10-24T02:00+02:00"), late) == THURSDAY
    assert day_of(at("2025-10-24T02:00+02:00"), PARIS) == dt.date(2025, 10, 24)


def test_every_document_left_out_is_counted_under_its_reason():
    documents = [
        doc("now", "2025-10-23T09:00+02:00"),
        doc("now", "2025-10-23T09:00+02:00"),
        doc("undated", None),
        doc("old", "2025-10-20T09:00+02:00"),
        doc("new", "2025-10-24T00:00+02:00"),
        doc("had", "2025-10-22T09:00+02:00"),
    ]
    selection = select(documents, THURSDAY, PARIS, covered={"had"})
    assert [document.id for document in selection.documents] == ["now", "undated"]
    assert selection.left_out == {
        "same article read twice": 1,
        "older than this edition": 1,
        "newer than this edition": 1,
        "already in an earlier edition": 1,
    }


def test_blocked_outlets_and_other_languages_are_left_out():
    settings = BriefingSettings(languages=("en",))
    documents = [
        doc("a", None, outlet="DAILY NOISE", language="en"),
        doc("b", None, language="fr"),
        doc("c", None, language="und"),
        doc("d", None, language="en"),
    ]
    selection = select(documents, THURSDAY, settings, covered=(), blocked=("Daily Noise",))
    assert [document.id for document in selection.documents] == ["c", "d"]
    assert selection.left_out == {"outlet is blocked": 1, "in a language that is not kept": 1}


def test_the_selection_does_not_depend_on_the_order_of_the_documents():
    documents = [doc(name, "2025-10-23T09:00+02:00") for name in "bca"]
    forward = select(documents, THURSDAY, PARIS, covered=())
    assert forward == select(documents[::-1], THURSDAY, PARIS, covered=())


def test_the_latest_day_ignores_what_is_dated_after_today():
    documents = [doc("a", "2025-10-21T09:00+02:00"), doc("b", "2099-01-01T00:00+00:00"), doc("c", None)]
    assert latest_day(documents, PARIS, today=THURSDAY) == dt.date(2025, 10, 21)
    assert latest_day(documents[2:], PARIS, today=THURSDAY) == THURSDAY


def dated(name, day):
    published = dt.datetime(2025, 10, day, 12, tzinfo=dt.UTC) if day else None
    return Document(
        id=name, source=name, text="The bridge is closed.", sentences=((0, 21),), published=published, language="en"
    )


@pytest.mark.parametrize("order", [1, -1])
@pytest.mark.parametrize("day", [None, dt.date(2025, 10, 23)])
def test_documents_too_old_for_the_edition_are_counted_alike_without_their_words(monkeypatch, day, order):
    monkeypatch.setattr(eligible_documents, "_SWEEP", 3)
    settings, today = BriefingSettings(), dt.date(2025, 10, 24)
    given = [dated("old", 20), dated("none", None), dated("before", 22), dated("own", 23), dated("future", 27)] * 3
    found = Found(settings, day, today)
    for document in given[::order]:
        found.add(document)
    assert [document.id for document in found.documents] == [document.id for document in given[::order]]
    emptied = {document.id for document in found.documents if not document.text}
    assert emptied <= {"old"}
    assert len([document for document in found.documents if document.text]) < len(given)
    chosen = latest_day(found.documents, settings, today=today)
    assert chosen == latest_day(given, settings, today=today) == dt.date(2025, 10, 23)
    kept = select(found.documents, chosen, settings, covered=())
    assert kept == select(given[::order], chosen, settings, covered=())


BRIDGE = "The council of Tarn shut the iron bridge on Monday, after engineers had found cracks in two of its piers."
BREAD = "A baker from Ode won the prize of the county for rye bread, which her mother had won three times before her."


def taken(*documents):
    found = Found(PARIS, THURSDAY, THURSDAY)
    for document in documents:
        found.add(document)
    return select(found.documents, THURSDAY, PARIS, covered=())


def titled(title, text, url):
    return make_document(text, name="shared", title=title, url=url, published=at("2025-10-23T09:00+02:00"))


@pytest.mark.parametrize("urls", [("https://tarn.example/a?ref=k1", "https://tarn.example/a?ref=k2"), (None, None)])
def test_two_articles_under_one_id_are_both_taken_whatever_comes_between(urls):
    one, two = titled("Bridge shut", BRIDGE, urls[0]), titled("Bread wins", BREAD, urls[1])
    chosen = taken(one, two, one, two)
    assert {document.title for document in chosen.documents} == {"Bridge shut", "Bread wins"}
    assert chosen.left_out == {"same article read twice": 2}
    assert {document.id for document in taken(one, two).documents} == {document.id for document in chosen.documents}


@pytest.mark.parametrize(
    ("title", "text"),
    [("Bridge shut", BRIDGE), ("Iron bridge is shut", f"{BRIDGE} It opens in May."), ("Bridge shut", "A teaser.")],
)
def test_versions_of_an_article_under_two_addresses_are_one(title, text):
    one = titled("Bridge shut", BRIDGE, "https://tarn.example/a?ref=twitter")
    chosen = taken(one, titled(title, text, "https://tarn.example/a?ref=mail"))
    assert len(chosen.documents) == 1
