"""Channels with the real Apprise and a service on loopback: what it answers decides what becomes of a message."""

import os
import signal
import socket
import subprocess
import sys

import pytest
from chatserver import ChatServer
from sendings import NOON, Postbox, Time, mail

from briefing.config import ChannelSettings
from briefing.deliver import chat_and_push_channels
from briefing.deliver import queue_and_send_digest as sending
from briefing.deliver.apprise_child_process import Attempt, Exchange
from briefing.errors import DeliveryError
from briefing.store import outbox_table

ANN = "ann@example.org"


def context(folder, server, *addresses, time=None, scheme="json", path="", channel=None, **changes):
    made = mail(
        folder, *addresses, time=time, channels=[{"name": "team", **(channel or {})}], **changes
    )  # fmt: skip
    url = f"{scheme}://127.0.0.1:{server if isinstance(server, int) else server.port}/{path}"
    return sending.MailContext(made.settings, made.store, made.clock, {"BRIEFING_CHANNEL_TEAM": url})


def states(made):
    return {entry.reader.address: (entry.state, entry.code) for entry in outbox_table.entries(made.store)}


def test_a_channel_gets_the_edition_once(tmp_path):
    with ChatServer() as chat:
        made = context(tmp_path, chat)
        first, second = sending.send(made), sending.send(made)
    assert (first.queued, second.queued, len(chat.got)) == (1, 0, 1)
    assert states(made) == {"channel:team": ("accepted", 200)}
    assert "Harbour" in chat.bodies()[0]["title"]
    assert "Skerry Island ferry" in chat.bodies()[0]["message"]


@pytest.mark.parametrize(
    ("answer", "state"),
    [
        (429, "retry"),
        (500, "retry"),
        (503, "retry"),
        (401, "retry"),
        (404, "retry"),
        (400, "refused"),
        (413, "refused"),
    ],
)
def test_an_answer_decides_what_becomes_of_the_message(tmp_path, answer, state):
    with ChatServer(answer) as chat:
        made = context(tmp_path, chat)
        sending.send(made)
    assert states(made) == {"channel:team": (state, answer)}
    assert len(chat.got) == 1


@pytest.mark.parametrize(("lost", "doubt", "state"), [
    ("silence", "resend", "retry"), ("silence", "hold", "in-doubt"),
    ("drop", "resend", "retry"), ("drop", "hold", "in-doubt"),
    (504, "hold", "in-doubt"),
])  # fmt: skip
def test_a_lost_answer_is_the_only_doubt(tmp_path, lost, doubt, state):
    with ChatServer(lost) as chat:
        made = context(tmp_path, chat, channel={"timeout": 3.0}, outbox={"in_doubt": doubt})
        sending.send(made)
    assert states(made)["channel:team"][0] == state


def test_a_service_that_is_not_there_is_tried_again_and_never_in_doubt(tmp_path):
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
    time = Time()
    made = context(tmp_path, port, time=time, outbox={"in_doubt": "hold"})
    sending.send(made)
    assert states(made) == {"channel:team": ("retry", 0)}
    with ChatServer() as chat:
        made = sending.MailContext(
            made.settings, made.store, made.clock, {"BRIEFING_CHANNEL_TEAM": f"json://127.0.0.1:{chat.port}"}
        )
        time.now += 3600
        sending.send(made)
    assert states(made) == {"channel:team": ("accepted", 200)}


def test_ntfy_and_matrix_answer_in_their_own_ways(tmp_path):
    limited = (429, {"errcode": "M_LIMIT_EXCEEDED", "error": "Too many requests", "retry_after_ms": 10})
    with ChatServer(usual=limited) as chat:
        made = context(tmp_path / "matrix", chat, scheme="matrix", path="%21room", channel={"timeout": 20.0})
        url = f"matrix://token@127.0.0.1:{chat.port}/%21room:localhost"
        made = sending.MailContext(made.settings, made.store, made.clock, {"BRIEFING_CHANNEL_TEAM": url})
        sending.send(made)
        assert states(made) == {"channel:team": ("retry", 429)}
    with ChatServer((429, {"error": "limit reached"})) as chat:
        made = context(tmp_path / "ntfy", chat, scheme="ntfy", path="news")
        sending.send(made)
        assert states(made) == {"channel:team": ("retry", 429)}
        (entry,) = outbox_table.entries(made.store)
        assert entry.words == "limit reached"


def test_one_broken_channel_holds_up_neither_mail_nor_another_channel(tmp_path):
    post = Postbox()
    with ChatServer() as chat:
        made = mail(tmp_path, ANN, channels=[{"name": "broken"}, {"name": "odd"}, {"name": "team"}])
        secrets = {"BRIEFING_CHANNEL_ODD": "nonsense://x", "BRIEFING_CHANNEL_TEAM": f"json://127.0.0.1:{chat.port}"}
        made = sending.MailContext(made.settings, made.store, made.clock, secrets)
        report = sending.send(made, transport=post)
    assert post.recipients == [ANN]
    assert {name: state for name, (state, _) in states(made).items()} == {
        ANN: "accepted", "channel:broken": "queued", "channel:odd": "queued", "channel:team": "accepted",
    }  # fmt: skip
    assert "BRIEFING_CHANNEL_BROKEN" in report.stats.stopped
    assert "none that Apprise knows" in report.stats.stopped


def test_a_named_channel_is_served_alone(tmp_path):
    post = Postbox()
    with ChatServer() as chat:
        made = context(tmp_path, chat, ANN)
        sending.send(made, channels=["team"], transport=post)
    assert (post.recipients, len(chat.got)) == ([], 1)
    with pytest.raises(DeliveryError, match="no channel called 'tema'"):
        sending.send(made, channels=["tema"])


def test_an_address_with_several_places_is_refused_since_one_could_be_told_twice(tmp_path):
    with ChatServer() as chat:
        made = context(tmp_path, chat, scheme="ntfy", path="one/two")
        report = sending.send(made)
    assert "names 2 places" in report.stats.stopped
    assert chat.got == []


def test_secrets_are_in_no_message_and_no_file(tmp_path):
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
    made = context(tmp_path, port, path="hush-hush-token")
    report = sending.send(made)
    assert "hush" not in repr(report)
    assert "hush" not in repr(outbox_table.entries(made.store))
    assert all(b"hush" not in path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())


def test_an_address_comes_from_a_private_file_too(tmp_path):
    secret = tmp_path / "team.url"
    secret.write_text("json://localhost/x\n")
    secret.chmod(0o644)
    channel = ChannelSettings(name="team", url_file=str(secret))
    with pytest.raises(DeliveryError, match="can be read by others"):
        chat_and_push_channels.address(channel, {})
    secret.chmod(0o600)
    assert chat_and_push_channels.address(channel, {}).get_secret_value() == "json://localhost/x"
    assert (
        chat_and_push_channels.address(channel, {"BRIEFING_CHANNEL_TEAM": "json://other"}).get_secret_value()
        == "json://other"
    )


@pytest.mark.parametrize(
    ("attempt", "kind"),
    [
        (Attempt(True, (Exchange(200),)), "accepted"),
        (Attempt(True), "accepted"),
        (Attempt(False), "unknown"),
        (Attempt(False, (Exchange(200), Exchange(error="ReadTimeout"))), "unknown"),
        (Attempt(False, (Exchange(error="ConnectTimeout", sent=False),)), "deferred"),
        (Attempt(False, (Exchange(200, "channel_not_found"),)), "deferred"),
        (Attempt(False, (Exchange(502),)), "unknown"),
        (Attempt(False, (Exchange(422, "too long"),)), "refused"),
    ],
)
def test_outcomes(attempt, kind):
    assert chat_and_push_channels.outcome(attempt).kind == kind


PROGRAM = """
import sys, datetime as dt
sys.path[:0] = {paths!r}
from sendings import settings
from briefing.deliver.queue_and_send_digest import MailContext, send
from briefing.deliver.outbox_delivery import Clock
from briefing.store.open_database import open_store
from pathlib import Path
made = settings(channels=[{{"name": "team", "timeout": 30.0}}], outbox={{"in_doubt": {doubt!r}}})
folder = Path({folder!r})
with open_store(made.output, folder) as store:
    send(MailContext(made, store, Clock(lambda: {now!r})))
"""


@pytest.mark.parametrize(("doubt", "messages"), [("resend", 2), ("hold", 1)])
def test_killed_while_the_service_has_not_answered(tmp_path, doubt, messages):
    """kill -9 in the one window where nobody can know: sent once more, or held, as the setting says; never lost."""
    with ChatServer("silence") as chat:
        made = context(tmp_path, chat, outbox={"in_doubt": doubt})
        program = PROGRAM.format(paths=sys.path, doubt=doubt, folder=str(tmp_path), now=NOON)
        run = subprocess.Popen(
            [sys.executable, "-c", program], env={**os.environ, **made.environment}, stderr=subprocess.DEVNULL
        )
        chat.wait_for(1)
        run.send_signal(signal.SIGKILL)
        run.wait()
        assert [entry.state for entry in outbox_table.entries(made.store)] == ["sending"]
        report = sending.send(made)
        assert report.recovered == 1
        assert len(chat.got) == messages
        assert states(made)["channel:team"][0] == ("accepted" if doubt == "resend" else "in-doubt")


def test_killed_before_anything_was_sent_it_is_sent_once(tmp_path):
    with ChatServer() as chat:
        made = context(tmp_path, chat, outbox={"in_doubt": "hold"})
        sending.send(sending.MailContext(made.settings, made.store, made.clock, {}))
        (entry,) = outbox_table.entries(made.store)
        outbox_table.step(made.store, entry.key, "envelope", NOON)
        sending.send(made)
    assert len(chat.got) == 1
    assert states(made) == {"channel:team": ("accepted", 200)}


def test_a_full_day_is_cut_between_stories_and_links_the_rest(tmp_path):
    with ChatServer() as chat:
        made = context(tmp_path, chat, channel={"max_length": 400})
        sending.send(made)
    told = chat.bodies()[0]["message"]
    assert len(told) <= 400
    assert "did not fit into this message" in told
    assert told.endswith("https://harbour.example/news/2026-03-12/")


def test_a_channel_has_wishes_like_a_reader(tmp_path):
    with ChatServer() as chat:
        made = context(tmp_path, chat, channel={"mutes": ["ferry"], "language": "de", "points": 0})
        sending.send(made)
    told = chat.bodies()[0]["message"]
    assert "ferry" not in told
    assert "2026" in chat.bodies()[0]["title"]
    assert "März" in chat.bodies()[0]["title"]


def test_a_channel_can_be_left_out_of_what_everybody_gets(tmp_path):
    with ChatServer() as chat:
        made = context(tmp_path, chat, ANN, channel={"editions": False})
        sending.send(made, transport=Postbox())
    assert chat.got == []
