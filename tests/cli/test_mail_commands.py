"""The commands around e-mail, as a user sees them: a Maildir in place of a server."""

import datetime as dt
import email
import json
from email.policy import default

import editions
import pytest

from briefing.config import OutputSettings
from briefing.edition import edition_json as edition_json
from briefing.store import published_editions as table
from briefing.store.open_database import open_store

TODAY = dt.datetime.now(dt.UTC).date()


@pytest.fixture
def place(tmp_path):
    """A folder with a configuration and an edition of today."""
    import dataclasses

    (tmp_path / "briefing.toml").write_text(
        '[email]\nsender = "Harbour <news@harbour.example>"\n[smtp]\ntransport = "maildir"\nmaildir = "box"\n'
    )
    edition = dataclasses.replace(editions.sample(), date=TODAY)
    with open_store(OutputSettings(), tmp_path / "outputs") as store:
        table.save(store, TODAY, edition_json.dump(edition), ())
    return tmp_path


def received(place):
    return [
        email.message_from_bytes(path.read_bytes(), policy=default)
        for path in sorted((place / "box" / "new").iterdir())
    ]


def test_from_the_first_reader_to_the_last_bounce(briefing, place):
    assert "no readers" in briefing("send").err
    assert briefing("subscribers", "add", "ann@example.org", "--name", "Ann", "--section", "Sport").code == 0
    (place / "list.csv").write_text("address\nbob@example.org\nBOB@example.org\nnonsense\n")
    imported = briefing("subscribers", "import", "list.csv")
    assert imported.code == 3
    assert "named twice" in imported.err
    assert "nonsense: is not an e-mail address" in imported.err

    dry = briefing("send", "--dry-run")
    assert dry.out == "ann@example.org\thtml, Sport\nbob@example.org\thtml, all sections\n"
    assert not (place / "box").exists()

    first, second = briefing("send"), briefing("send")
    assert (first.code, second.code) == (0, 0)
    assert "accepted 2; 0 waiting" in first.err
    assert f"The edition of {TODAY} has been sent already" in second.err
    assert sorted(message["To"] for message in received(place)) == ["Ann <ann@example.org>", "bob@example.org"]

    assert briefing("outbox").out == f"{TODAY}\taccepted\t2\n"
    listed = json.loads(briefing("outbox", "list", "--json").out)
    assert {item["address"]: item["state"] for item in listed} == {
        "ann@example.org": "accepted",
        "bob@example.org": "accepted",
    }

    removed = briefing("subscribers", "remove", "BOB@example.org")
    assert "and will never be mailed" in removed.err
    stranger = briefing("outbox", "retry", "nobody@example.org")
    assert (stranger.code, stranger.err.strip()) == (
        1,
        "briefing: nobody@example.org: there is no message to this address in the outbox",
    )
    assert briefing("outbox", "list", "--state", "lost").code == 2
    refused = briefing("subscribers", "add", "bob@example.org")
    assert refused.code == 1
    assert "unsubscribed on" in refused.err
    assert briefing("subscribers", "list").out.splitlines()[0] == "ann@example.org\tactive\thtml, Sport"


def test_a_reply_unsubscribes(briefing, place):
    briefing("subscribers", "add", "ann@example.org")
    briefing("send")
    way = received(place)[0]["List-Unsubscribe"]
    subject = way.partition("subject=")[2].rstrip(">").replace("%20", " ")
    (place / "replies" / "new").mkdir(parents=True)
    (place / "replies" / "new" / "1").write_text(f"From: ann@example.org\nSubject: {subject}\n\n\n")
    (place / "replies" / "new" / "2").write_text("From: ann@example.org\nSubject: Thank you!\n\n\n")
    done = briefing("replies", "--maildir", "replies")
    assert done.code == 0, done
    assert "unsubscribe: done" in done.err
    assert [path.name for path in (place / "replies" / "new").iterdir()] == ["2"]
    assert "no readers" in briefing("send").err


def test_a_test_message_and_a_wrong_address(briefing, place):
    assert briefing("send", "--to", "me@example.org").code == 0
    assert received(place)[0]["To"] == "me@example.org"
    wrong = briefing("send", "--to", "me")
    assert (wrong.code, wrong.err.count("\n")) == (1, 1)


@pytest.mark.parametrize(
    ("config", "words"),
    [
        ('[smtp]\nhost = "127.0.0.1"\nport = 9\nsecurity = "none"\n', "127.0.0.1:9: the mail server cannot be reached"),
        ('[smtp]\nusername = "me"\n', "me: has no password"),
        ('[smtp]\nca_file = "none.pem"\nhost = "127.0.0.1"\nport = 9\nsecurity = "tls"\n', "none.pem"),
        ('[dkim]\ndomain = "example.org"\n', "DKIM needs domain"),
    ],
)
def test_a_wrong_setting_is_one_line_and_nothing_is_lost(briefing, place, config, words):
    (place / "briefing.toml").write_text(config)
    briefing("subscribers", "add", "ann@example.org")
    done = briefing("send")
    assert done.code == 1
    assert words in done.err
    assert done.err.count("\n") == 1
    (place / "briefing.toml").write_text('[smtp]\ntransport = "maildir"\nmaildir = "box"\n')
    assert briefing("send").code == 0
    assert len(received(place)) == 1


def test_waiting_messages_are_cancelled_and_tried_again(briefing, place):
    (place / "briefing.toml").write_text('[smtp]\nhost = "127.0.0.1"\nport = 9\nsecurity = "none"\n')
    briefing("subscribers", "add", "ann@example.org")
    briefing("send")
    assert "1 message will not be sent" in briefing("outbox", "cancel", "all").err
    assert briefing("outbox").out == f"{TODAY}\tcancelled\t1\n"
    (place / "briefing.toml").write_text('[smtp]\ntransport = "maildir"\nmaildir = "box"\n')
    briefing("send")
    assert not (place / "box").exists()
    assert "1 message will be tried again" in briefing("outbox", "retry", "ann@example.org").err
    assert briefing("send").code == 0
    assert len(received(place)) == 1


def test_offline_does_not_send(briefing, place):
    (place / "briefing.toml").write_text("")
    briefing("subscribers", "add", "ann@example.org")
    done = briefing("send", "--offline")
    assert done.code == 1
    assert "--offline" in done.err


@pytest.mark.parametrize(("kind", "words"), [("systemd", "OnCalendar"), ("cron", "CRON_TZ"), ("github", "runs-on")])
def test_a_schedule_names_this_machines_paths(briefing, place, kind, words):
    done = briefing("schedule", kind)
    assert done.code == 0
    assert words in done.out
    if kind != "github":
        assert str(place / "briefing.toml") in done.out


def test_a_schedule_can_be_written_to_its_place(briefing, place):
    done = briefing("schedule", "systemd", "--to", place / "units")
    assert done.code == 0
    assert {path.suffix for path in (place / "units").iterdir()} == {".service", ".timer"}
    assert len(list((place / "units").iterdir())) == 4
    assert "enable --now" in done.err
    assert briefing("schedule", "cron", "--to", place).code == 2


def age(place, days, make=editions.sample):
    """Put an edition of so many days ago in the place of today's."""
    import dataclasses

    day = TODAY - dt.timedelta(days=days)
    with open_store(OutputSettings(), place / "outputs") as store:
        with store.write() as connection:
            connection.execute("DELETE FROM editions")
        table.save(store, day, edition_json.dump(dataclasses.replace(make(), date=day)), ())
    return day


def test_an_old_edition_is_sent_with_a_word_about_its_age_but_not_by_a_timer(briefing, place):
    day = age(place, 9)
    briefing("subscribers", "add", "ann@example.org")
    assert briefing("send", "--scheduled").code == 0
    assert not (place / "box").exists()
    for options in (["--dry-run"], ["--to", "me@example.org"], []):
        done = briefing("send", *options)
        assert done.code == 0
        assert f"The newest edition is that of {day}, 9 days old." in done.err
    assert "days old" not in briefing("send", "--date", str(day)).err


def test_an_edition_of_yesterday_is_news(briefing, place):
    age(place, 1)
    briefing("subscribers", "add", "ann@example.org")
    done = briefing("send", "--scheduled")
    assert "accepted 1" in done.err
    assert "days old" not in done.err


def test_an_edition_without_a_story_is_not_mailed(briefing, place):
    age(place, 0, editions.empty)
    briefing("subscribers", "add", "ann@example.org")
    done = briefing("send")
    assert done.code == 0
    assert f"The edition of {TODAY} has no story, so it is not mailed" in done.err
    assert briefing("send", "--to", "me@example.org").code == 1
    assert not (place / "box").exists()


def test_a_timer_with_no_readers_and_no_edition_ends_well(briefing, place, tmp_path):
    assert briefing("send", "--scheduled", "--quiet").code == 0
    (tmp_path / "new").mkdir()
    assert briefing("send", "--scheduled", "--quiet", cwd=tmp_path / "new").code == 0
    assert briefing("send", "--scheduled", "--dry-run").code == 2
