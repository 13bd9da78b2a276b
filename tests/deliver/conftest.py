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
