"""End to end through Debian's own mail system: Postfix with STARTTLS and AUTH, Dovecot behind it, read over IMAP.

Needs the packages postfix, dovecot-imapd and dovecot-lmtpd, and root to start them; all on loopback, all in a folder of
its own. Run with `pytest -m system`.
"""

from __future__ import annotations

import email
import imaplib
import pwd
import shutil
import socket
import ssl
import subprocess
import tempfile
import time
from email.policy import default
from pathlib import Path

import pytest
from sendings import mail

from briefing.config import FetchSettings, MailboxSettings, SourceSettings
from briefing.deliver import act_on_replies, read_replies_from_imap_or_maildir
from briefing.deliver import queue_and_send_digest as sending
from briefing.ingest import fetch_into_store
from briefing.store import feeds_and_articles, outbox_table, suppressions_and_bounces

pytestmark = pytest.mark.system

PASSWORD = "corréct-horse"  # what both servers and we agree on

MASTER = """\
127.0.0.1:{smtp} inet n - n - - smtpd
  -o smtpd_tls_security_level=may
  -o smtpd_sasl_auth_enable=yes
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
anvil unix - - n - 1 anvil
tlsmgr unix - - n 1000? 1 tlsmgr
error unix - - n - - error
retry unix - - n - - error
lmtp unix - - n - - lmtp
scache unix - - n - 1 scache
proxymap unix - - n - - proxymap
postlog unix-dgram n - n - 1 postlogd
"""
MAIN = """\
compatibility_level = 3.6
queue_directory = {folder}/queue
data_directory = {folder}/data
command_directory = /usr/sbin
daemon_directory = /usr/lib/postfix/sbin
mail_owner = postfix
setgid_group = postdrop
maillog_file = {folder}/mail.log
maillog_file_prefixes = {folder}
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
myhostname = localhost
mydestination =
alias_maps =
alias_database =
virtual_mailbox_domains = example.test
virtual_transport = lmtp:inet:127.0.0.1:{lmtp}
lmtp_host_lookup = native
recipient_delimiter = +
smtpd_tls_chain_files = {folder}/server.pem
smtpd_tls_auth_only = yes
smtpd_sasl_type = dovecot
smtpd_sasl_path = inet:127.0.0.1:{auth}
smtpd_relay_restrictions = permit_sasl_authenticated, reject
smtpd_recipient_restrictions = permit_sasl_authenticated, reject
smtputf8_enable = yes
"""
DOVECOT = """\
protocols = imap lmtp
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/dovecot.log
listen = 127.0.0.1
ssl = required
ssl_cert = <{folder}/server.pem
ssl_key = <{folder}/server.pem
auth_mechanisms = plain login
recipient_delimiter = +
mail_location = maildir:{folder}/mail/%n
first_valid_uid = 1
mail_uid = {uid}
mail_gid = {gid}
passdb {{
  driver = passwd-file
  args = scheme=PLAIN username_format=%n {folder}/users
}}
userdb {{
  driver = passwd-file
  args = username_format=%n {folder}/users
}}
service imap-login {{
  inet_listener imap {{
    port = 0
  }}
  inet_listener imaps {{
    port = {imap}
  }}
}}
service lmtp {{
  inet_listener lmtp {{
    address = 127.0.0.1
    port = {lmtp}
  }}
}}
service auth {{
  inet_listener sasl {{
    address = 127.0.0.1
    port = {auth}
  }}
}}
service stats {{
  unix_listener stats-writer {{
    mode = 0666
  }}
}}
"""


class MailSystem:
    """Postfix and Dovecot, started in a folder."""

    def __init__(self, folder: Path, certificates) -> None:
        self.folder = folder
        names = ("smtp", "lmtp", "auth", "imap")
        self.ports = dict(zip(names, free_ports(len(names)), strict=True))
        user = pwd.getpwnam("nobody")
        values = {"folder": folder, "uid": user.pw_uid, "gid": user.pw_gid, **self.ports}
        for name in ("postfix", "queue", "data", "run", "state", "mail"):
            (folder / name).mkdir()
        shutil.chown(folder / "data", "postfix")
        shutil.chown(folder / "mail", "nobody")
        certificate = certificates.authority.issue_cert("localhost", "127.0.0.1")
        pem = certificate.private_key_pem.bytes() + b"".join(item.bytes() for item in certificate.cert_chain_pems)
        (folder / "server.pem").write_bytes(pem)
        users = [f"{name}:{PASSWORD}:{user.pw_uid}:{user.pw_gid}::::" for name in ("sender", "ann", "bob", "bounces")]
        (folder / "users").write_text("\n".join(users) + "\n")
        (folder / "postfix" / "main.cf").write_text(MAIN.format(**values))
        (folder / "postfix" / "master.cf").write_text(MASTER.format(**values))
        (folder / "dovecot.conf").write_text(DOVECOT.format(**values))

    def start(self) -> None:
        self._run("/usr/sbin/dovecot", "-c", self.folder / "dovecot.conf", check=True)
        self._run("/usr/sbin/postfix", "-c", self.folder / "postfix", "start", check=True)
        for port in self.ports.values():
            wait_for(lambda port=port: listening(port))

    def stop(self) -> None:
        self._run("/usr/sbin/postfix", "-c", self.folder / "postfix", "stop")
        self._run("/usr/bin/doveadm", "-c", self.folder / "dovecot.conf", "stop")

    def _run(self, *command: object, check: bool = False) -> None:
        # Into a file, not a pipe: the daemons keep what they inherit open.
        with (self.folder / "output").open("ab") as output:
            subprocess.run([str(word) for word in command], stdout=output, stderr=output, check=check, timeout=30)

    def mail(self, user: str, authority: Path) -> list[bytes]:
        """The messages of a user, read over IMAP."""
        context = ssl.create_default_context(cafile=str(authority))
        with imaplib.IMAP4_SSL("127.0.0.1", self.ports["imap"], ssl_context=context, timeout=10) as box:
            box.authenticate("PLAIN", lambda _: f"\0{user}\0{PASSWORD}".encode())
            box.select("INBOX", readonly=True)
            numbers = box.search(None, "ALL")[1][0].split()
            return [box.fetch(number, "(BODY.PEEK[])")[1][0][1] for number in numbers]


def free_ports(count: int) -> list[int]:
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [item.getsockname()[1] for item in sockets]
    for item in sockets:
        item.close()
    return ports


def listening(port: int) -> bool:
    with socket.socket() as client:
        return client.connect_ex(("127.0.0.1", port)) == 0


def wait_for(condition, seconds: float = 20) -> None:
    limit = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < limit, "waited in vain"
        time.sleep(0.1)


@pytest.fixture
def mail_system(certificates):
    # Not below pytest's own folder, which only root may enter: Postfix drops its rights.
    folder = Path(tempfile.mkdtemp(prefix="briefing-mail-"))
    folder.chmod(0o755)
    system = MailSystem(folder, certificates)
    try:
        system.start()
        yield system
    finally:
        system.stop()
        shutil.rmtree(folder, ignore_errors=True)


def test_the_digest_goes_through_postfix_and_is_read_over_imap(mail_system, certificates, tmp_path):
    ports = mail_system.ports
    smtp = {
        "host": "localhost", "port": ports["smtp"], "security": "starttls", "ca_file": str(certificates.path),
        "username": "sender", "helo": "client.example.test",
    }  # fmt: skip
    replies = {
        "host": "localhost", "port": ports["imap"], "ca_file": str(certificates.path), "username": "bounces",
        "password_env": "BRIEFING_SMTP_PASSWORD",
    }  # fmt: skip
    sender = {"sender": "The Harbour <news@example.test>", "bounce_address": "bounces@example.test", "verp": True}
    made = mail(
        tmp_path, "ann@example.test", "bob@example.test", "gone@example.test", email=sender, smtp=smtp, replies=replies
    )
    made.environment["BRIEFING_SMTP_PASSWORD"] = PASSWORD

    assert sending.send(made).stats.states == {"accepted": 3}
    assert sending.send(made).stats.states == {}

    wait_for(lambda: len(mail_system.mail("bob", certificates.path)) == 1)
    found = mail_system.mail("ann", certificates.path)
    entry = outbox_table.entries(made.store)[0]
    assert len(found) == 1
    message = email.message_from_bytes(found[0], policy=default)
    assert message["Message-ID"] == entry.message_id
    assert message["List-Id"].endswith("<daily.harbour.example>")
    assert message["Return-Path"].startswith("<bounces+1-")
    assert "Skerry" in message.get_body(("plain",)).get_content()
    assert not message.defects

    # Nobody lives at the third address: Postfix returns the message, and that ends the subscription.
    wait_for(lambda: len(mail_system.mail("bounces", certificates.path)) == 1)
    said = []
    handle = lambda content: bool(said.append(act_on_replies.handle(made.store, content, 0.0)) or said[-1])  # noqa: E731
    assert read_replies_from_imap_or_maildir.read_imap(made.settings.replies, made.environment, handle) == 1
    assert "gone@example.test: bounced (5.1.1); not mailed any more" in said[0]
    # It was marked as seen.
    assert read_replies_from_imap_or_maildir.read_imap(made.settings.replies, made.environment, handle) == 0
    assert list(suppressions_and_bounces.suppressions(made.store)) == ["gone@example.test"]


def test_a_folder_of_a_real_server_is_a_source(mail_system, certificates, tmp_path, monkeypatch):
    made = mail(tmp_path, "bob@example.test", email={"sender": "The Harbour <news@example.test>"}, smtp={
        "host": "localhost", "port": mail_system.ports["smtp"], "ca_file": str(certificates.path), "username": "sender",
    })  # fmt: skip
    made.environment["BRIEFING_SMTP_PASSWORD"] = PASSWORD
    assert sending.send(made).stats.states == {"accepted": 1}
    wait_for(lambda: len(mail_system.mail("bob", certificates.path)) == 1)
    monkeypatch.setenv("BRIEFING_IMAP_PASSWORD", PASSWORD)
    known = {"host": "localhost", "ca_file": str(certificates.path), "after_reading": "move", "move_to": "Gelesen/März"}
    settings = FetchSettings(allow_private=("localhost",), mailboxes=(MailboxSettings(**known),))
    source = SourceSettings(url=f"imaps://bob@localhost:{mail_system.ports['imap']}/INBOX")
    report = fetch_into_store.fetch(made.store, [source], settings)
    assert report.fresh == 1
    assert "could not be moved to Gelesen/März" in report.failures[0].message  # there is no such folder yet
    (article,) = feeds_and_articles.articles(made.store, source.url)
    assert "Skerry" in article.content
    assert fetch_into_store.fetch(made.store, [source], settings).unchanged == 1
    assert len(mail_system.mail("bob", certificates.path)) == 1


def test_the_sendmail_program_takes_the_digest(mail_system, certificates, tmp_path):
    program = ("/usr/sbin/sendmail", "-C", str(mail_system.folder / "postfix"), "-i")
    sender = {"sender": "The Harbour <news@example.test>"}
    made = mail(tmp_path, "bob@example.test", email=sender, smtp={"transport": "sendmail", "sendmail": program})
    assert sending.send(made).stats.states == {"accepted": 1}
    wait_for(lambda: len(mail_system.mail("bob", certificates.path)) == 1)
    message = email.message_from_bytes(mail_system.mail("bob", certificates.path)[0], policy=default)
    assert message["Message-ID"] == outbox_table.entries(made.store)[0].message_id
    assert not message.defects


def test_dovecot_takes_the_digest_over_lmtp(mail_system, certificates, tmp_path):
    made = mail(
        tmp_path,
        "ann@example.test",
        "gone@example.test",
        email={"sender": "The Harbour <news@example.test>"},
        smtp={"transport": "lmtp", "host": "127.0.0.1", "port": mail_system.ports["lmtp"]},
    )
    report = sending.send(made)
    assert report.stats.states == {"accepted": 1, "refused": 1}
    assert len(mail_system.mail("ann", certificates.path)) == 1
