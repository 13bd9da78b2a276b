import datetime as dt

import editions
import pytest
from sendings import keep

from briefing.config import OutputSettings, Settings, parse
from briefing.deliver import subscribers
from briefing.errors import DeliveryError
from briefing.records import Subscriber
from briefing.store import feeds_and_articles
from briefing.store.open_database import open_store

DAY = dt.date(2026, 3, 12)  # a Thursday


def at(hour, day=DAY):
    return dt.datetime.combine(day, dt.time(hour), dt.UTC)


def test_a_csv_file_with_every_column():
    found, failures = subscribers.parse_csv(
        "Address,Name,Format,Language,Sections,Weekdays,Hour\n"
        "ann@example.org,Ann Lee,text,fr,World; Sport,mon-fri,7\n"
        "bob@example.org,,,,,,\n",
        "readers.csv",
    )
    assert found == [
        Subscriber("ann@example.org", "Ann Lee", "text", "fr", ("World", "Sport"), (0, 1, 2, 3, 4), 7),
        Subscriber("bob@example.org"),
    ]
    assert failures == []


def test_a_plain_list_of_addresses():
    found, failures = subscribers.parse_csv("ann@example.org\n\n# a note\nbob@example.org\n", "list")
    assert [reader.address for reader in found] == ["ann@example.org", "bob@example.org"]
    assert failures == []


def test_every_bad_line_is_named_and_the_rest_is_used():
    text = (
        "address,name,hour,colour\n"
        "ann@example.org,Ann,,\n"
        "ANN@EXAMPLE.org,Again,,\n"
        "nobody,,,\n"
        'cat@example.org,"Cat\r\nBcc: all@example.org",,\n'
        "dan@example.org,,25,\n"
        "eve@example.org,Eve,9,\n"
    )
    found, failures = subscribers.parse_csv(text, "readers.csv")
    assert [reader.address for reader in found] == ["ann@example.org", "eve@example.org"]
    messages = [f"{failure.subject}: {failure.message}" for failure in failures]
    assert messages[0] == "readers.csv: unknown column 'colour'"
    assert "line 3: ANN@example.org is named twice" in messages[1]
    assert "nobody: is not an e-mail address" in messages[2]
    assert "the name contains a line break" in messages[3]
    assert "hour is '25'" in messages[4]
    assert not any("\n" in message for message in messages)


@pytest.mark.parametrize(
    ("weekdays", "expected"),
    [("", ()), ("mon", (0,)), ("Saturday, Sunday", (5, 6)), ("fri-mon", (0, 4, 5, 6)), ("mon-sun", ())],
)
def test_weekdays(weekdays, expected):
    assert subscribers.make({"address": "a@example.org", "weekdays": weekdays}).weekdays == expected


@pytest.mark.parametrize(
    "values", [{"weekdays": "caturday"}, {"format": "pdf"}, {"hour": "7am"}, {"language": "../etc"}]
)
def test_bad_wishes_are_said(values):
    with pytest.raises(DeliveryError):
        subscribers.make({"address": "a@example.org", **values})


@pytest.mark.parametrize(
    ("reader", "now", "due"),
    [
        (Subscriber("a@b.c"), at(0), True),
        (Subscriber("a@b.c", weekdays=(3,)), at(0), True),
        (Subscriber("a@b.c", weekdays=(4,)), at(23), False),
        (Subscriber("a@b.c", hour=18), at(17), False),
        (Subscriber("a@b.c", hour=18), at(18), True),
        (Subscriber("a@b.c", hour=18), at(3, DAY + dt.timedelta(days=1)), True),
    ],
)
def test_when_a_reader_is_due(reader, now, due):
    assert subscribers.due(reader, DAY, now) is due


OFFERED = subscribers.Offered(("World", "Harbour & Sea"), ("de", "en", "uk"))


@pytest.mark.parametrize(
    "values", [{"sections": "World"}, {"sections": "harbour-sea; WORLD"}, {"language": "de-AT"}, {"language": "uk"}]
)
def test_what_is_offered_can_be_chosen(values):
    assert subscribers.make({"address": "a@example.org", **values}, OFFERED).address == "a@example.org"


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"sections": "Wrold"}, "did you mean 'World'"),
        ({"sections": "World;Chess"}, "'Chess' is unknown; there are World, Harbour & Sea"),
        ({"language": "pl"}, "labels exist in de, en, uk"),
    ],
)
def test_what_is_not_offered_is_refused_with_its_line(values, said):
    heading, cells = ",".join(["address", *values]), ",".join(["a@example.org", *values.values()])
    found, failures = subscribers.parse_csv(f"{heading}\nb@example.org\n{cells}\n", "readers.csv", OFFERED)
    assert [reader.address for reader in found] == ["b@example.org"]
    assert failures[0].subject == "readers.csv, line 3"
    assert said in failures[0].message


def test_without_sections_of_our_own_any_can_be_chosen(tmp_path):
    with open_store(OutputSettings(), tmp_path) as store:
        assert subscribers.offered(store, Settings()).sections is None
        set_up = parse({"section": [{"name": "World"}], "source": [{"url": "a", "section": "Sport"}]})
        assert subscribers.offered(store, set_up).sections == ("World", "Sport", "News")
        feeds_and_articles.subscribe(store, "https://news.example/feed.xml", section="Science")
        assert subscribers.offered(store, Settings()).sections == ("Science", "News")
        keep(store, editions.sample())
        names = subscribers.offered(store, Settings()).sections
        assert {section.name for section in editions.sample().sections} < set(names)


@pytest.mark.parametrize("heading", ["E-mail;Interests;Mutes", "Adresse;Interessen;Stumm"])
def test_a_table_has_interests_and_mutes(heading):
    found, failures = subscribers.parse_csv(f"{heading}\nann@example.org;tides|ferries;golf\n", "readers.csv")
    assert failures == []
    assert (found[0].interests, found[0].mutes) == (("tides", "ferries"), ("golf",))


@pytest.mark.parametrize(
    ("word", "asks"),
    [("yes", True), ("Ja", True), ("OUI", True), ("x", True), ("", False), ("no", False), ("ні", False)],
)
def test_a_reader_asks_for_alerts(word, asks):
    reader = subscribers.make({"address": "ann@example.org", "alerts": word, "interests": "ferries"})
    assert reader.alerts is asks
    assert ("alerts" in subscribers.describe(reader)) is asks


def test_what_is_neither_yes_nor_no_is_refused_with_its_line():
    kept, failures = subscribers.parse_csv(
        "E-Mail;Eilmeldungen\nann@example.org;ja\nben@example.org;perhaps\n", "list.csv"
    )
    assert [reader.alerts for reader in kept] == [True]
    assert "line 3" in failures[0].subject
    assert "must be yes or no" in failures[0].message
