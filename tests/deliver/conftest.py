import os
from pathlib import Path

import pytest
from mailserver import Certificates

from briefing.config import SmtpSettings
from briefing.deliver.letter import Letter


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


def letter(recipient="ann@example.org", content=b"Subject: one\r\n\r\nHello\r\n", sender="news@example.org"):
    return Letter(sender, recipient, content, "name.briefing")


def pytest_collection_modifyitems(config, items):
    """Leave the mail system's tests out where it is not installed, or where we may not start it."""
    programs = ("/usr/sbin/postfix", "/usr/sbin/dovecot", "/usr/lib/dovecot/lmtp")
    if os.geteuid() == 0 and all(Path(program).exists() for program in programs):
        return
    if os.environ.get("BRIEFING_REQUIRE_SYSTEM"):
        raise pytest.UsageError("Postfix or Dovecot cannot be started, and BRIEFING_REQUIRE_SYSTEM is set")
    out = [item for item in items if item.path.name == "test_real_mail.py"]
    config.hook.pytest_deselected(items=out)
    items[:] = [item for item in items if item not in out]
