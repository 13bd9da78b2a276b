import dataclasses
import datetime as dt

import editions
import pytest
from sendings import NOON, Postbox, Time, keep, mail

from briefing.deliver import act_on_replies, run_context_lock_and_report
from briefing.deliver import queue_and_send_digest as sending
from briefing.deliver import subscribers as readers
from briefing.deliver.outbox_delivery import cancel, requeue
from briefing.deliver.transport_protocol import Outcome
from briefing.edition import edition_json
from briefing.errors import DeliveryError, StoreError
from briefing.records import Subscriber
from briefing.store import outbox_table, roundups, subscribers, suppressions_and_bounces

ANN, BOB, CAT = "ann@example.org", "bob@example.org", "cat@example.org"
LATER = Outcome("deferred", 451, "4.3.0 try later")


def states(made):
    return {entry.reader.address: entry.state for entry in outbox_table.entries(made.store)}


def test_everybody_gets_the_edition_once(tmp_path):
    made, post = mail(tmp_path, ANN, BOB), Postbox()
    first = sending.send(made, transport=post)
    second = sending.send(made, transport=post)
    assert sorted(post.recipients) == [ANN, BOB]
    assert (first.queued, second.queued) == (2, 0)
    assert first.stats.states == {"accepted": 2}
    assert states(made) == {ANN: "accepted", BOB: "accepted"}


def test_a_reader_who_joins_later_gets_it_and_nobody_else(tmp_path):
    made, post = mail(tmp_path, ANN), Postbox()
    sending.send(made, transport=post)
    readers.add(made.store, [Subscriber(BOB)], NOON, pending=False, again=False)
    sending.send(made, transport=post)
    assert post.recipients == [ANN, BOB]


def test_what_is_put_off_is_tried_again_when_its_time_has_come(tmp_path):
    time, post = Time(), Postbox(LATER)
    made = mail(tmp_path, ANN, time=time)
    assert sending.send(made, transport=post).waiting == 1
    assert states(made) == {ANN: "retry"}
    sending.send(made, transport=post)
    assert len(post.messages) == 1  # too early
    time.now += 10 * 60
    sending.send(made, transport=post)
    assert states(made) == {ANN: "accepted"}
    assert post.messages[0].content == post.messages[1].content


def test_a_retry_says_what_the_first_attempt_said_though_the_day_was_rebuilt(tmp_path):
    time, post = Time(), Postbox(LATER)
    made = mail(tmp_path, ANN, time=time)
    sending.send(made, transport=post)
    keep(made.store, dataclasses.replace(editions.sample(), title="Another name"))
    time.now += 3600
    sending.send(made, transport=post)
    assert post.messages[0].content == post.messages[1].content


def test_pauses_grow_and_at_last_the_message_expires(tmp_path):
    time, post = Time(), Postbox(*[LATER] * 50)
    made = mail(tmp_path, ANN, time=time, outbox={"expire_hours": 5})
    dues = []
    while states(made).get(ANN) != "expired":
        sending.send(made, dt.date(2026, 3, 12), transport=post)
        entry = outbox_table.entries(made.store)[0]
        dues.append(entry.due - time.now)
        time.now = entry.due + 1
    assert dues == sorted(dues)
    assert 5 * 60 <= dues[0] <= 5.5 * 60
    assert outbox_table.entries(made.store)[0].words == "4.3.0 try later"


def test_a_refusal_is_final_and_keeps_the_servers_words(tmp_path):
    post = Postbox(Outcome("refused", 550, "5.7.1 we do not like this"))
    made = mail(tmp_path, ANN)
    report = sending.send(made, transport=post)
    sending.send(made, transport=post)
    assert [entry.words for entry in report.stats.refusals] == ["5.7.1 we do not like this"]
    assert len(post.messages) == 1
    assert not suppressions_and_bounces.suppressions(made.store)  # it says nothing about the reader's mailbox


def test_a_mailbox_that_does_not_exist_is_never_mailed_again(tmp_path):
    made = mail(tmp_path, ANN)
    sending.send(made, transport=Postbox(Outcome("refused", 550, "5.1.1 no such person")))
    assert suppressions_and_bounces.suppressions(made.store)[ANN].reason == "bounced"
    with pytest.raises(DeliveryError, match="bounced on 2026-03-12"):
        readers.add(made.store, [Subscriber(ANN)], NOON, pending=False, again=False)


@pytest.mark.parametrize(("in_doubt", "after"), [("resend", "retry"), ("hold", "in-doubt")])
def test_a_lost_answer_is_sent_again_or_held_as_the_setting_says(tmp_path, in_doubt, after):
    time, post = Time(), Postbox(Outcome("unknown", 0, "connection lost at the final dot"))
    made = mail(tmp_path, ANN, time=time, outbox={"in_doubt": in_doubt})
    sending.send(made, transport=post)
    assert states(made) == {ANN: after}
    time.now += 3600
    sending.send(made, transport=post)
    assert len({message.content for message in post.messages}) == 1  # the same Message-ID and all
    assert len(post.messages) == (2 if in_doubt == "resend" else 1)


@pytest.mark.parametrize(
    ("step", "in_doubt", "sent"),
    [("envelope", "resend", 1), ("envelope", "hold", 1), ("dot", "resend", 1), ("dot", "hold", 0)],
)
def test_what_a_killed_run_left_is_put_in_order(tmp_path, step, in_doubt, sent):
    made = mail(tmp_path, ANN, outbox={"in_doubt": in_doubt})

    class Killed(BaseException):
        pass

    class Deadly(Postbox):
        def deliver(self, message, committing):
            if step == "dot":
                committing()
            raise Killed

    with pytest.raises(Killed):
        sending.send(made, transport=Deadly())
    assert states(made) == {ANN: "sending"}
    post = Postbox()
    assert sending.send(made, transport=post).recovered == 1
    assert len(post.messages) == sent


def test_an_unusable_server_stops_the_run_and_loses_nothing(tmp_path):
    made = mail(tmp_path, ANN, BOB)
    report = sending.send(made, transport=Postbox(Outcome("accepted"), DeliveryError("the login failed: 535")))
    assert report.stats.stopped == "the login failed: 535"
    assert report.waiting == 1
    post = Postbox()
    sending.send(made, transport=post)
    assert post.recipients == [BOB]


def test_a_server_that_breaks_again_and_again_stops_the_run(tmp_path):
    made = mail(tmp_path, *(f"r{n}@example.org" for n in range(20)))
    report = sending.send(made, transport=Postbox(*[Outcome("deferred", 0, "connection lost")] * 20))
    assert "5 times in a row" in report.stats.stopped
    assert report.waiting == 20


def test_a_server_that_asks_for_a_pause_gets_one(tmp_path):
    made = mail(tmp_path, *(f"r{n}@example.org" for n in range(20)))
    post = Postbox(Outcome("accepted", 250, "ok"), *[Outcome("deferred", 421, "4.7.0 come back later")] * 20)
    report = sending.send(made, transport=post)
    assert "421 4.7.0 come back later" in report.stats.paused
    assert (len(post.messages), report.waiting) == (2, 19)


@pytest.mark.parametrize("code", [450, 451, 452])
def test_other_delays_are_about_one_reader_each(tmp_path, code):
    made, post = mail(tmp_path, ANN, BOB, CAT), Postbox(Outcome("deferred", code, "4.2.1 later"))
    report = sending.send(made, transport=post)
    assert (report.stats.paused, report.stats.states) == ("", {"retry": 1, "accepted": 2})


SPAM = (
    Outcome("refused", 554, "5.7.1 message looks like spam"),
    Outcome("refused", 554, "rejected: see our policy"),
    Outcome("refused", 550, "Spam message rejected", content=True),
    Outcome("refused", 554, "5.0.0 not accepted"),
    Outcome("refused", 552, "5.6.0 content rejected", content=True),
)


@pytest.mark.parametrize("answer", SPAM)
def test_a_series_of_refusals_of_the_message_stops_the_run_and_loses_nothing(tmp_path, answer):
    time = Time()
    made, post = mail(tmp_path, *(f"r{n}@example.org" for n in range(20)), time=time), Postbox(*[answer] * 20)
    report = sending.send(made, transport=post)
    assert "refused 5 messages in a row" in report.stats.stopped
    assert answer.words in report.stats.stopped
    assert (len(post.messages), report.waiting, report.stats.refusals) == (5, 20, [])
    time.now += 3600
    assert sending.send(made, transport=Postbox()).stats.states == {"accepted": 20}
    assert suppressions_and_bounces.suppressions(made.store) == {}


@pytest.mark.parametrize(
    "answer",
    [
        Outcome("refused", 550, "5.1.1 no such person"),
        Outcome("refused", 554, "5.2.1 mailbox disabled"),
        Outcome("refused", 553, "the server cannot take international addresses"),
    ],
)
def test_refusals_of_readers_do_not_stop_the_run(tmp_path, answer):
    made = mail(tmp_path, *(f"r{n}@example.org" for n in range(12)))
    report = sending.send(made, transport=Postbox(*[answer] * 8))
    assert (report.stats.stopped, report.stats.states) == ("", {"refused": 8, "accepted": 4})


def test_a_refusal_now_and_then_does_not_stop_the_run(tmp_path):
    made = mail(tmp_path, *(f"r{n}@example.org" for n in range(16)))
    taken = Outcome("accepted", 250, "ok")
    answers = [*[SPAM[0]] * 4, taken, *[SPAM[0]] * 4, taken, *[SPAM[0]] * 4]
    report = sending.send(made, transport=Postbox(*answers))
    assert (report.stats.stopped, report.stats.states) == ("", {"refused": 12, "accepted": 4})


def test_two_runs_at_once_are_one(tmp_path):
    made, post = mail(tmp_path, ANN), Postbox()
    with run_context_lock_and_report.lock(made):
        assert sending.send(made, transport=post).busy
    assert not post.messages


def test_a_run_ends_when_its_time_is_over_and_the_next_goes_on(tmp_path):
    time = Time()
    made = mail(tmp_path, ANN, BOB, CAT, time=time, smtp={"run_timeout": 50})

    class Slow(Postbox):
        def deliver(self, message, committing):
            time.now += 30
            return super().deliver(message, committing)

    post = Slow()
    report = sending.send(made, transport=post)
    assert len(post.messages) == 2
    assert "run it again" in report.stats.stopped
    sending.send(made, transport=post)
    assert len(post.messages) == 3


def test_the_rate_limit_waits_between_messages(tmp_path):
    time = Time()
    made = mail(tmp_path, ANN, BOB, time=time, smtp={"rate_per_minute": 30})
    sending.send(made, transport=Postbox())
    assert time.slept == [2.0, 2.0]


def test_a_reader_who_unsubscribes_while_queued_is_not_mailed(tmp_path):
    time, post = Time(), Postbox(LATER)
    made = mail(tmp_path, ANN, time=time)
    sending.send(made, transport=post)
    readers.remove(made.store, "ANN@example.org", time.now)
    readers.add(made.store, [Subscriber(BOB)], NOON, pending=False, again=False)
    time.now += 3600
    sending.send(made, transport=post)
    assert post.recipients == [ANN, BOB]
    assert states(made)[ANN] == "cancelled"


def test_wishes_decide_who_is_due_when(tmp_path):
    time = Time()
    made = mail(tmp_path, time=time)
    for reader in (
        Subscriber("evening@example.org", hour=19),
        Subscriber("sunday@example.org", weekdays=(6,)),
        Subscriber("thursday@example.org", weekdays=(3,)),
        Subscriber("sport@example.org", sections=("sport",)),
        Subscriber("fashion@example.org", sections=("Fashion",)),
    ):
        subscribers.save(made.store, reader.address, reader, "active", NOON)
    post = Postbox()
    plan = sending.plan(made, editions.sample())
    assert sorted(plan.readers) == ["sport@example.org", "thursday@example.org"]
    sending.send(made, transport=post)
    time.now += 8 * 3600
    sending.send(made, transport=post)
    assert post.recipients == ["sport@example.org", "thursday@example.org", "evening@example.org"]
    assert b"ferry" not in post.messages[0].content.lower()


def test_no_edition_and_no_readers_are_said_in_one_line(tmp_path):
    made = mail(tmp_path)
    with pytest.raises(DeliveryError, match=r"no readers.*subscribers add"):
        sending.send(made, transport=Postbox())
    with pytest.raises(DeliveryError, match=r"no edition of 2026-01-01.*briefing build"):
        sending.send(made, dt.date(2026, 1, 1), transport=Postbox())


def test_an_edition_of_last_week_is_not_sent_by_a_timer(tmp_path):
    time = Time(NOON + 7 * 86_400)
    made, post = mail(tmp_path, ANN, time=time), Postbox()
    assert sending.send(made, scheduled=True, transport=post).day is None
    assert post.recipients == []
    assert sending.send(made, transport=post).day == dt.date(2026, 3, 12)
    assert post.recipients == [ANN]


@pytest.mark.parametrize(("days", "age"), [(0, 0), (1, 0), (2, 2), (400, 400)])
def test_the_newest_edition_is_taken_and_its_age_is_known(tmp_path, days, age):
    made = mail(tmp_path, ANN)
    older, newer = (editions.empty(), editions.sample())
    keep(made.store, dataclasses.replace(older, date=newer.date - dt.timedelta(days=3)))
    keep(made.store, dataclasses.replace(older, date=newer.date + dt.timedelta(days=401)))
    today = newer.date + dt.timedelta(days=days)
    chosen = sending.latest(made.store, None, today)
    assert chosen == newer
    assert sending.days_old(chosen, today) == age


def test_an_edition_without_a_story_is_not_mailed_but_what_was_put_off_is(tmp_path):
    time = Time()
    made = mail(tmp_path, ANN, time=time)
    sending.send(made, transport=Postbox(LATER))
    time.now += 86_400 / 2
    keep(made.store, dataclasses.replace(editions.empty(), date=dt.date(2026, 3, 13)))
    subscribers.save(made.store, BOB, Subscriber(BOB), "active", NOON)
    post = Postbox()
    report = sending.send(made, dt.date(2026, 3, 13), transport=post)
    assert report.empty
    assert post.recipients == [ANN]


def test_an_edition_without_a_story_is_mailed_where_the_settings_say_so(tmp_path):
    made, post = mail(tmp_path, ANN, edition=editions.empty(), briefing={"empty_editions": True}), Postbox()
    day = editions.empty().date
    assert not sending.send(made, day, transport=post).empty
    assert post.recipients == [ANN]


@pytest.mark.parametrize("readers", [(), (ANN,)])
def test_a_timer_that_has_nothing_to_do_ends_well(tmp_path, readers):
    """Neither readers nor an edition yet: a unit that fails is one that is broken."""
    made = mail(tmp_path, *readers)
    if readers:
        with made.store.write() as connection:
            connection.execute("DELETE FROM editions")
    report = sending.send(made, scheduled=True, transport=Postbox())
    assert (report.queued, report.stats.stopped) == (0, "")


def test_the_date_is_never_in_the_future_and_the_same_at_each_attempt(tmp_path):
    time = Time(dt.datetime(2026, 3, 12, 7, tzinfo=dt.UTC).timestamp())
    post = Postbox(LATER)
    made = mail(tmp_path, ANN, time=time)
    sending.send(made, transport=post)
    time.now += 3600
    sending.send(made, transport=post)
    assert [b"Date: Thu, 12 Mar 2026 07:00:00 +0000" in message.content for message in post.messages] == [True, True]


def test_the_envelope_sender_can_carry_a_mark(tmp_path):
    made = mail(tmp_path, ANN, email={"bounce_address": "bounces@harbour.example", "verp": True})
    post = Postbox()
    sending.send(made, transport=post)
    assert post.messages[0].sender.startswith("bounces+1-")
    assert post.messages[0].sender.endswith("@harbour.example")


def test_an_answer_that_cannot_be_written_down_frees_the_reserve_and_stops(tmp_path, monkeypatch):
    made, post = mail(tmp_path, ANN, BOB), Postbox()
    real, failed = outbox_table.update, []

    def full_once(store, entry):
        if entry.state == "accepted" and not failed:
            failed.append((tmp_path / "outbox.reserve").exists())
            raise StoreError("the disk is full")
        real(store, entry)

    monkeypatch.setattr(outbox_table, "update", full_once)
    with pytest.raises(StoreError):
        sending.send(made, transport=post)
    assert failed == [True]
    assert not (tmp_path / "outbox.reserve").exists()
    sending.send(made, transport=post)
    assert sorted(post.recipients) == [ANN, BOB]


def test_a_disk_without_room_for_the_reserve_sends_nothing(tmp_path):
    made, post = mail(tmp_path, ANN), Postbox()
    (tmp_path / "outbox.reserve").mkdir()
    with pytest.raises(StoreError, match="outbox cannot be written"):
        sending.send(made, transport=post)
    assert not post.messages


def test_cancel_and_retry_by_hand(tmp_path):
    time, post = Time(), Postbox(LATER, Outcome("refused", 554, "5.7.1 no"))
    made = mail(tmp_path, ANN, BOB, time=time)
    sending.send(made, transport=post)
    found = outbox_table.entries(made.store)
    assert cancel(made.store, found, time.now) == 1
    assert states(made) == {ANN: "cancelled", BOB: "refused"}
    assert requeue(made.store, outbox_table.entries(made.store), time.now, made.settings.outbox) == 2
    sending.send(made, transport=post)
    assert states(made) == {ANN: "accepted", BOB: "accepted"}


def test_a_new_reader_is_asked_to_confirm_and_then_mailed(tmp_path):
    time, post = Time(), Postbox()
    made = mail(tmp_path, time=time, email={"unsubscribe_url": "https://harbour.example/leave"})
    marks = readers.add(made.store, [Subscriber(ANN)], time.now, pending=True, again=False)
    sending.ask(made, marks, post)
    sending.ask(made, marks, post)
    assert post.recipients == [ANN]  # asked once a day, not more
    with pytest.raises(DeliveryError, match="no readers"):
        sending.send(made, transport=post)
    text = post.messages[0].content.decode().replace("=\r\n", "").replace("=3D", "=")
    token = text.split("confirm=")[1].split()[0]
    assert act_on_replies.act(made.store, "confirm", token, time.now)
    sending.send(made, transport=post)
    assert len(post.messages) == 2


def test_a_test_message_goes_to_one_address_and_leaves_the_outbox_alone(tmp_path):
    made, post = mail(tmp_path, ANN), Postbox()
    outcome = sending.send_test(made, editions.sample(), "me@example.org", post)
    assert outcome.kind == "accepted"
    assert post.recipients == ["me@example.org"]
    assert not outbox_table.entries(made.store)


def test_a_file_of_readers_is_read_at_every_run(tmp_path):
    path = tmp_path / "readers.csv"
    path.write_text("address,format\nann@example.org,text\nANN@example.org,html\nnot an address,\n")
    made = mail(tmp_path, email={"subscribers": str(path)})
    post = Postbox()
    report = sending.send(made, transport=post)
    assert post.recipients == [ANN]
    assert [failure.subject for failure in report.failures] == [f"{path}, line 3", f"{path}, line 4"]
    readers.remove(made.store, ANN, NOON)
    with pytest.raises(DeliveryError, match="no readers"):
        sending.send(made, transport=post)


def test_a_roundup_is_mailed_once_beside_the_edition_of_its_last_day(tmp_path):
    made, post = mail(tmp_path, ANN), Postbox()
    whole = dataclasses.replace(editions.sample(), first=editions.sample().date - dt.timedelta(days=6))
    roundups.save(made.store, whole.name, whole.date, edition_json.dump(whole))
    sending.send(made, transport=post)
    assert sending.send(made, roundup=True, transport=post).queued == 1
    assert sending.send(made, roundup=True, transport=post).queued == 0
    assert post.recipients == [ANN, ANN]
    assert post.messages[0].content != post.messages[1].content
    assert b"What happened" not in post.messages[0].content


def test_without_a_roundup_there_is_none_to_send(tmp_path):
    with pytest.raises(DeliveryError):
        sending.send(mail(tmp_path, ANN), roundup=True, transport=Postbox())
