import os
from pathlib import Path

import pytest
from mailserver import Certificates

from briefing.config import SmtpSettings
from briefing.deliver.transport_protocol import OutgoingMessage


@pytest.fixture(scope="session")
def certificates(tmp_path_factory):
    made = Certificates()
    made.path = tmp_path_factory.mktemp("ca") / "ca.pem"
    made.authority.cert_pem.write_to_path(made.path)
    return made


@pytest.fixture
def settings_for(certificates):
    """Settings for a server on loopback; short times, no encryption unless asked for."""

    def make(server, **changes):
        values = {
            "host": "127.0.0.1", "port": server.port, "security": "none", "helo": "client.example",
            "ca_file": str(certificates.path), "timeout": 5.0, "message_timeout": 10.0,
        }  # fmt: skip
        return SmtpSettings(**{**values, **changes})

    return make


def message(recipient="ann@example.org", content=b"Subject: one\r\n\r\nHello\r\n", sender="news@example.org"):
    return OutgoingMessage(sender, recipient, content, "name.briefing")


# Files whose tests drive programs of the system: what they need, and how to get it on Debian.
PROGRAMS = {
    "test_real_mail.py": (
        ("/usr/sbin/postfix", "/usr/sbin/dovecot", "/usr/lib/dovecot/lmtp"),
        "a mail system and root to start it (Debian: apt-get install postfix dovecot-imapd dovecot-lmtpd)",
    ),
    "test_timetables.py": (
        ("/usr/bin/systemd-analyze", "/usr/bin/crontab"),
        "systemd and cron (Debian: apt-get install systemd cron)",
    ),
}
LEFT_OUT = {
    name: words
    for name, (programs, words) in PROGRAMS.items()
    if not all(Path(program).exists() for program in programs) or ("root" in words and os.geteuid() != 0)
}
if LEFT_OUT and os.environ.get("BRIEFING_REQUIRE_SYSTEM"):
    raise pytest.UsageError(f"BRIEFING_REQUIRE_SYSTEM is set, and there is no {'; no '.join(LEFT_OUT.values())}")
collect_ignore = list(LEFT_OUT)


def pytest_terminal_summary(terminalreporter):
    """One line about what was left out."""
    for words in LEFT_OUT.values():
        terminalreporter.write_line(f"left out: tests that need {words}", yellow=True)
