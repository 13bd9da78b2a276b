from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sendings import NOON, Postbox, mail

from briefing.deliver import act_on_replies, classify_replies, sign_links_and_bounces
from briefing.deliver import queue_and_send_digest as sending
from briefing.deliver import subscribers as readers
from briefing.records import Subscriber
from briefing.store import link_signing_key, outbox_table, suppressions_and_bounces

ANN = "ann@example.org"
SECRET = b"s" * 32


def reply(subject, **headers):
    message = EmailMessage()
    message["From"], message["To"], message["Subject"], message["Message-ID"] = ANN, "news@x.org", subject, "<r1@x.org>"
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content("Please.")
    return message.as_bytes()


def report(about, *, action="failed", status="5.1.1", to="news@harbour.example", message_id="<b1@mx.example>"):
    """A bounce as Postfix writes it."""
    return f"""\
From: MAILER-DAEMON@mx.example
To: {to}
Subject: Undelivered Mail Returned to Sender
Message-ID: {message_id}
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="B"

--B
Content-Type: text/plain

I am sorry.

--B
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example

Final-Recipient: rfc822; ann@example.org
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 {status} no such person

--B
Content-Type: text/rfc822-headers

Message-ID: {about}
Subject: The digest

--B--
""".replace("\n", "\r\n").encode()


def complaint(about):
    return report(about).replace(b"report-type=delivery-status", b"report-type=feedback-report")


def test_tokens_open_only_what_they_were_made_for():
    token = sign_links_and_bounces.make(SECRET, "unsubscribe", ANN)
    assert sign_links_and_bounces.read(SECRET, "unsubscribe", token) == ANN
    assert sign_links_and_bounces.read(SECRET, "unsubscribe", token.upper()) == ANN
    assert sign_links_and_bounces.read(SECRET, "confirm", token) is None
    assert sign_links_and_bounces.read(b"t" * 32, "unsubscribe", token) is None
    changed = sign_links_and_bounces.make(SECRET, "unsubscribe", "bob@example.org")
    assert sign_links_and_bounces.read(SECRET, "unsubscribe", token[:16] + changed[16:]) is None


@settings(deadline=None)
@given(st.text())
def test_no_text_is_a_token_by_chance(text):
    assert sign_links_and_bounces.read(SECRET, "unsubscribe", text) is None
    assert sign_links_and_bounces.numbered(SECRET, text) is None


def test_bounce_marks():
    mark = sign_links_and_bounces.bounce_mark(SECRET, 4711)
    assert sign_links_and_bounces.numbered(SECRET, mark) == 4711
    assert sign_links_and_bounces.numbered(SECRET, mark.replace("4711", "4712")) is None


@pytest.fixture
def sent(tmp_path):
    """A mail context that has sent one digest to Ann."""
    made, post = mail(tmp_path, ANN, email={"bounce_address": "bounces@harbour.example", "verp": True}), Postbox()
    sending.send(made, transport=post)
    return made, post.messages[0], outbox_table.entries(made.store)[0]


def test_a_reply_with_the_token_unsubscribes_for_good(sent):
    made, _, _ = sent
    token = sign_links_and_bounces.make(link_signing_key.signing_key(made.store), "unsubscribe", ANN)
    assert act_on_replies.handle(made.store, reply(f"Re: unsubscribe {token}"), NOON) == "unsubscribe: done"
    assert suppressions_and_bounces.suppressions(made.store)[ANN].reason == "unsubscribed"
    assert not readers.roster(made.store, made.settings.email).readers


@pytest.mark.parametrize("automatic", [{"Auto_Submitted": "auto-replied"}, {"List_Id": "<other.list>"}])
def test_an_automatic_answer_does_nothing(sent, automatic):
    made, _, _ = sent
    token = sign_links_and_bounces.make(link_signing_key.signing_key(made.store), "unsubscribe", ANN)
    assert act_on_replies.handle(made.store, reply(f"unsubscribe {token}", **automatic), NOON) == ""
    assert not suppressions_and_bounces.suppressions(made.store)


@pytest.mark.parametrize("subject", ["unsubscribe", "unsubscribe me now please", "unsubscribe " + "a" * 40, "Hello"])
def test_a_reply_without_a_good_token_is_for_a_person(sent, subject):
    made, _, _ = sent
    assert act_on_replies.handle(made.store, reply(subject), NOON) == ""


def test_a_bounce_of_an_unknown_mailbox_ends_the_subscription(sent):
    made, _, entry = sent
    assert "not mailed any more" in act_on_replies.handle(made.store, report(entry.message_id), NOON)
    assert suppressions_and_bounces.suppressions(made.store)[ANN].reason == "bounced"


def test_a_bounce_of_an_international_address_is_read(sent):
    made, _, entry = sent
    content = report(entry.message_id)
    for plain, wide in (
        (b"message/delivery-status", b"message/global-delivery-status"),
        (b"text/rfc822-headers", b"message/global-headers"),
        (b"rfc822; ann@example.org", "utf-8; änn@example.org".encode()),
    ):
        assert plain in content
        content = content.replace(plain, wide)
    assert "not mailed any more" in act_on_replies.handle(made.store, content, NOON)


def test_a_bounce_is_known_by_the_address_it_came_to(sent):
    made, message, _ = sent
    assert "not mailed any more" in act_on_replies.handle(made.store, report("<gone>", to=message.sender), NOON)


def test_a_full_mailbox_counts_three_times_within_a_month(sent):
    made, _, entry = sent
    for n, day in enumerate((0, 1, 1, 40, 41, 42)):
        notice = report(entry.message_id, status="5.2.2", message_id=f"<b{min(n, n)}@mx>")
        act_on_replies.handle(made.store, notice, NOON + day * 86_400)
        if n == 1:
            assert not suppressions_and_bounces.suppressions(made.store)
    assert suppressions_and_bounces.suppressions(made.store)[ANN].since == NOON + 86_400


def test_the_same_bounce_twice_counts_once(sent):
    made, _, entry = sent
    for _ in range(5):
        act_on_replies.handle(made.store, report(entry.message_id, status="5.2.2"), NOON)
    assert not suppressions_and_bounces.suppressions(made.store)


@pytest.mark.parametrize(("action", "status"), [("delayed", "4.4.1"), ("failed", "5.7.1"), ("relayed", "2.0.0")])
def test_delays_and_refusals_of_ours_end_nothing(sent, action, status):
    made, _, entry = sent
    for n in range(5):
        act_on_replies.handle(
            made.store, report(entry.message_id, action=action, status=status, message_id=f"<{n}@x>"), NOON
        )
    assert not suppressions_and_bounces.suppressions(made.store)


def test_a_forged_bounce_is_not_believed(sent):
    made, _, _ = sent
    assert (
        act_on_replies.handle(made.store, report("<digest.2026-03-12.000000000000000000000000@harbour.example>"), NOON)
        == ""
    )
    assert act_on_replies.handle(made.store, report("<x>", to="bounces+1-aaaaaaaaaaaaaaaa@harbour.example"), NOON) == ""
    assert not suppressions_and_bounces.suppressions(made.store)


def test_a_complaint_unsubscribes(sent):
    made, _, entry = sent
    assert "reported as spam" in act_on_replies.handle(made.store, complaint(entry.message_id), NOON)
    assert suppressions_and_bounces.suppressions(made.store)[ANN].reason == "unsubscribed"


def test_a_confirmation_lifts_what_stood_against_it(tmp_path):
    made = mail(tmp_path, ANN)
    readers.remove(made.store, ANN, NOON)
    readers.add(made.store, [Subscriber(ANN)], NOON, pending=True, again=True)
    assert not readers.roster(made.store, made.settings.email).readers
    token = sign_links_and_bounces.make(link_signing_key.signing_key(made.store), "confirm", ANN)
    assert act_on_replies.handle(made.store, reply(f"confirm {token}"), NOON) == "confirm: done"
    assert list(readers.roster(made.store, made.settings.email).readers) == [ANN]


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_read_without_an_error(content):
    assert classify_replies.read(content).kind == "other"


@settings(deadline=None)
@given(st.integers(0, 900), st.binary(max_size=8))
def test_any_damaged_bounce_is_read_without_an_error(place, junk):
    content = report("<a@b>")
    classify_replies.read(content[:place] + junk + content[place + 3 :])
