"""Alerts: each of who asks for them is told once what is new on what they follow, so many times a day."""

import dataclasses
import datetime as dt
import re
from email import message_from_bytes
from email.policy import default

import editions
import pytest
from chatserver import ChatServer
from sendings import NOON, Postbox, Time, mail

from briefing.deliver import alerts, queue_and_send_digest
from briefing.deliver.transport_protocol import Outcome
from briefing.errors import DeliveryError
from briefing.records import Subscriber
from briefing.store import outbox_table, sent_alerts, subscribers, suppressions_and_bounces

ANN, BEN = "ann@example.org", "ben@example.org"
FERRY, BUDGET, HEAT, MATCH = editions.sample().stories
LINES = {story.id: story.headline.encode() for story in editions.sample().stories}


def world(folder, *readers, time=None, **changes):
    made = mail(folder, time=time, **changes)
    for reader in readers:
        subscribers.save(made.store, reader.address, reader, "active", NOON)
    return made


def asks(address, *topics, **wishes):
    return Subscriber(address, interests=topics, alerts=True, **wishes)


def run(made, edition=None, post=None, **options):
    """Plan, queue and deliver; returns the plan, how many were queued, and what was sent."""
    edition, post = edition or editions.sample(), post or Postbox()
    planned = alerts.plan(made, edition, alerts.receivers(made).readers)
    queued = alerts.queue(made, edition, LINES, planned)
    alerts.deliver(made, transport=post, **options)
    return planned, queued, post.messages


def told(planned):
    return {alert.reader.address: [item.story.id for item in alert.items] for alert in planned.alerts}


def plain(message):
    return message_from_bytes(message.content, policy=default).get_body(("plain",)).get_content()


def test_each_reader_is_told_of_their_own_topics_once(tmp_path):
    made = world(tmp_path, asks(ANN, "ferries"), asks(BEN, "council", "mine"), Subscriber("eve@example.org"))
    planned, queued, messages = run(made)
    assert told(planned) == {ANN: [FERRY.id], BEN: [BUDGET.id, HEAT.id]}
    assert queued == 2
    assert [message.recipient for message in messages] == [ANN, BEN]
    assert (run(made)[1], run(made)[2]) == (0, [])


def test_the_message_says_what_it_is_and_why_and_cites_every_point(tmp_path):
    made = world(tmp_path, asks(ANN, "ferry"), archive={"base_url": "https://harbour.example/news"})
    (message,) = run(made)[2]
    parsed = message_from_bytes(message.content, policy=default)
    text = " ".join(plain(message).split())
    assert parsed["Subject"].strip() == f"Alert: {FERRY.headline}"
    assert parsed["Message-ID"].startswith("<alert-")
    assert parsed["List-Unsubscribe"]
    assert "Because you follow: ferry" in text
    assert "Alert · Thursday" in text
    # No page of the archive tells it.
    assert "harbour.example/news" not in text
    assert "Council" not in text
    assert "until a salvage tug arrives. — The Alder Gazette" in text


@pytest.mark.parametrize("topic", ["ferr", "counc", "Skerry strike", "  "])
def test_parts_of_words_are_no_topic(tmp_path, topic):
    assert run(world(tmp_path, asks(ANN, topic)))[1] == 0


def test_mutes_and_sections_hold_for_alerts_too(tmp_path):
    made = world(tmp_path, asks(ANN, "ferry", "council", mutes=("lifeboat",)), asks(BEN, "ferry", sections=("Sport",)))
    assert told(run(made)[0]) == {ANN: [BUDGET.id]}


def test_a_change_of_a_story_that_was_told_is_told(tmp_path):
    made = world(tmp_path, asks(ANN, BUDGET.id))
    run(made)
    change = dataclasses.replace(FERRY.changes[0], citations=BUDGET.points[1].citations)
    after = dataclasses.replace(BUDGET, status="updated", changes=(change,), headline="Budget: levy dropped")
    edition = dataclasses.replace(
        editions.sample(), sections=(dataclasses.replace(editions.sample().sections[0], stories=(after,)),)
    )
    _, queued, messages = run(made, edition)
    assert queued == 1
    assert "Because you follow: Budget: levy dropped" in plain(messages[0])
    assert run(made, edition)[1] == 0


def test_who_comes_later_is_told_how_a_story_stands_though_nothing_has_changed_since(tmp_path):
    made = world(tmp_path, asks(ANN, "council"))
    run(made)
    subscribers.save(made.store, BEN, asks(BEN, "council"), "active", NOON)
    later = dataclasses.replace(BUDGET, status="continuing")
    edition = dataclasses.replace(
        editions.sample(), sections=(dataclasses.replace(editions.sample().sections[0], stories=(later,)),)
    )
    assert told(run(made, edition)[0]) == {BEN: [BUDGET.id]}
    assert told(run(made, edition)[0]) == {}


def test_nobody_has_more_than_so_many_a_day(tmp_path):
    time = Time()
    made = world(tmp_path, asks(ANN, "ferry", "council", "mine"), time=time, alerts={"per_day": 2})
    days = [
        dataclasses.replace(editions.sample(), sections=(dataclasses.replace(section, stories=(story,)),))
        for section in editions.sample().sections[:1]
        for story in (FERRY, BUDGET, HEAT)
    ]
    results = [run(made, day) for day in days]
    assert [queued for _, queued, _ in results] == [1, 1, 0]
    assert results[2][0].skipped == ((ANN, "has had 2 alerts today (per_day in [alerts])"),)
    time.now += 86_400
    assert run(made, days[2])[1] == 1


def test_comment_is_no_news(tmp_path):
    opinion = dataclasses.replace(BUDGET, kind="opinion")
    edition = dataclasses.replace(
        editions.sample(), sections=(dataclasses.replace(editions.sample().sections[0], stories=(opinion,)),)
    )
    assert run(world(tmp_path, asks(ANN, "council")), edition)[1] == 0


def test_the_owner_and_readers_without_interests_have_the_topics_of_the_settings(tmp_path):
    wanted = {"topics": ["mines"], "stories": [MATCH.id, BUDGET.id], "to": ["Owner@example.org", ANN]}
    made = world(tmp_path, asks(ANN, "ferry"), asks(BEN), asks("eve@example.org", "ferry"), alerts=wanted)
    assert told(run(made)[0]) == {
        "Owner@example.org": [BUDGET.id, HEAT.id],
        ANN: [FERRY.id, BUDGET.id, HEAT.id],
        BEN: [BUDGET.id, HEAT.id],
        "eve@example.org": [FERRY.id],
    }


def test_who_unsubscribed_is_not_told_though_the_settings_name_them(tmp_path):
    made = world(tmp_path, asks(BEN, "ferry"), alerts={"topics": ["ferry"], "to": [ANN]})
    suppressions_and_bounces.suppress(made.store, ANN, "unsubscribed", "", NOON)
    assert told(run(made)[0]) == {BEN: [FERRY.id]}


def test_that_nobody_asks_for_alerts_is_said(tmp_path):
    made = world(tmp_path, Subscriber(ANN, interests=("ferry",)))
    with pytest.raises(DeliveryError, match="nobody asks for alerts"):
        alerts.receivers(made)
    quiet = world(tmp_path / "two", asks(BEN))
    planned, queued, _ = run(quiet)
    assert (planned.skipped, queued) == (((BEN, "has no interests, and [alerts] has no topics"),), 0)


def test_weekdays_and_hours_of_a_reader_hold(tmp_path):
    late, weekend = asks(ANN, "ferry", hour=18), asks(BEN, "ferry", weekdays=(5, 6))
    time = Time()
    made = world(tmp_path, late, weekend, time=time)
    assert told(run(made)[0]) == {}
    time.now += 6 * 3600
    assert told(run(made)[0]) == {ANN: [FERRY.id]}


def test_a_channel_is_told_in_few_words(tmp_path):
    with ChatServer() as chat:
        made = world(tmp_path, channels=[{"name": "team", "alerts": True, "interests": ["ferry"], "points": 2}])
        made = dataclasses.replace(made, environment={"BRIEFING_CHANNEL_TEAM": f"json://127.0.0.1:{chat.port}"})
        run(made)
        run(made)
    (body,) = chat.bodies()
    assert "Alert" in body["title"]
    assert body["message"].startswith("Because you follow: ferry")
    assert "salvage tug" in body["message"]
    assert "https://harbour.example/news" not in body["message"]


def test_what_a_server_puts_off_is_sent_later_by_either_command_and_told_once(tmp_path):
    time = Time()
    made = world(tmp_path, asks(ANN, "ferry"), time=time)
    later = Postbox(Outcome("deferred", 450, "later"))
    run(made, post=later)
    assert run(made)[1] == 0
    time.now += 3600
    post = Postbox()
    queue_and_send_digest.send(made, scheduled=True, transport=post)
    subjects = [message_from_bytes(each.content, policy=default)["Subject"].strip() for each in post.messages]
    assert subjects.count(f"Alert: {FERRY.headline}") == 1
    assert post.messages[0].content == later.messages[0].content


def test_killed_while_it_is_queued_nothing_is_told_and_nothing_is_forgotten(tmp_path, monkeypatch):
    made = world(tmp_path, asks(ANN, "ferry"), asks(BEN, "council"))
    edition = editions.sample()
    planned = alerts.plan(made, edition, alerts.receivers(made).readers)

    def killed(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(sent_alerts, "remember", killed)
        with pytest.raises(KeyboardInterrupt):
            alerts.queue(made, edition, LINES, planned)
    assert outbox_table.entries(made.store) == []
    assert len(run(made)[2]) == 2


def test_the_edition_is_mailed_as_if_there_had_been_no_alert(tmp_path):
    made = world(tmp_path, asks(ANN, "ferry"))
    run(made)
    post = Postbox()
    queue_and_send_digest.send(made, transport=post)
    (message,) = post.messages
    assert not re.match("Alert", message_from_bytes(message.content, policy=default)["Subject"].strip())


@pytest.mark.parametrize(
    ("hours", "quiet"), [("22-7", (22, 23, 0, 6)), ("1-5", (1, 4)), ("", ()), ("0-0", ()), (" 9 - 10 ", (9,))]
)
def test_quiet_hours(tmp_path, hours, quiet):
    settings = mail(tmp_path, alerts={"quiet": hours}).settings.alerts
    assert {hour for hour in (0, 1, 4, 5, 6, 7, 9, 10, 12, 22, 23) if settings.is_quiet(hour)} >= set(quiet)
    assert not settings.is_quiet(12)
    assert not settings.is_quiet(7)


@pytest.mark.parametrize("hours", ["22", "22-", "25-7", "ten-six"])
def test_hours_that_are_none_are_refused(hours):
    from briefing.config import AlertSettings

    with pytest.raises(ValueError, match="are no hours"):
        AlertSettings(quiet=hours)


def test_a_message_is_dated_when_it_is_queued(tmp_path):
    time = Time()
    made = world(tmp_path, asks(ANN, "ferry"), time=time)
    time.now += 90
    (message,) = run(made)[2]
    date = message_from_bytes(message.content, policy=default)["Date"].datetime
    assert date == dt.datetime.fromtimestamp(time.now, dt.UTC)


def test_the_message_is_in_the_readers_language(tmp_path):
    made = world(tmp_path, asks(ANN, "ferry", language="fr"), asks(BEN, "ferry", language="ar", format="text"))
    french, arabic = (message_from_bytes(each.content, policy=default) for each in run(made)[2])
    assert french["Subject"].strip() == f"Alerte\N{NO-BREAK SPACE}: {FERRY.headline}"
    assert "Parce que vous suivez&nbsp;: ferry" in french.get_body(("html",)).get_content()
    assert "لأنك تتابع" in arabic.get_body(("plain",)).get_content()
    assert arabic.get_body(("html",)) is None


def test_hostile_stories_and_topics_stay_text(tmp_path):
    topic = "<b>Supercali</b>\r\nBcc: all@x.example"
    hostile = editions.hostile()
    with ChatServer() as chat:
        made = world(
            tmp_path, asks(ANN, topic, hostile.stories[0].id), channels=[{"name": "team", "alerts": True, "interests": [
                "@everyone", hostile.stories[0].id]}],
        )  # fmt: skip
        made = dataclasses.replace(made, environment={"BRIEFING_CHANNEL_TEAM": f"json://127.0.0.1:{chat.port}"})
        _, queued, (message,) = run(made, hostile)
    assert queued == 2
    parsed = message_from_bytes(message.content, policy=default)
    assert parsed["Bcc"] is None
    html = parsed.get_body(("html",)).get_content()
    assert "<script>" not in html
    assert "<img" not in html
    (body,) = chat.bodies()
    assert "](javascript" not in body["message"]


def test_a_long_alert_is_cut_to_what_a_message_may_hold(tmp_path):
    made = world(tmp_path, asks(ANN, "ferry", "council", "mine"), email={"max_bytes": 20_000})
    (message,) = run(made)[2]
    assert len(message.content) < 20_000
