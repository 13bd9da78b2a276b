import sys
import types

import pytest

from briefing.config import DkimSettings, SmtpSettings
from briefing.deliver.dkim import signer
from briefing.errors import DeliveryError
from briefing.runtime.credentials import password, private_text, token


def test_without_a_user_name_no_password_is_looked_for():
    assert password(SmtpSettings(), {}) is None


def test_the_environment_comes_first(tmp_path):
    settings = SmtpSettings(username="me", password_file=str(tmp_path / "none"))
    found = password(settings, {"BRIEFING_SMTP_PASSWORD": "hunter2"})
    assert found.get_secret_value() == "hunter2"
    assert "hunter2" not in f"{found} {found!r}"


def test_a_file_must_be_private(tmp_path):
    path = tmp_path / "secret"
    path.write_text("hunter2\n")
    path.chmod(0o644)
    with pytest.raises(DeliveryError, match=r"can be read by others.*chmod 600") as caught:
        private_text(path)
    assert "hunter2" not in str(caught.value)
    path.chmod(0o600)
    assert private_text(path).get_secret_value() == "hunter2"


def test_no_password_anywhere_says_where_it_could_be():
    with pytest.raises(DeliveryError, match="Set BRIEFING_SMTP_PASSWORD"):
        password(SmtpSettings(username="me"), {})


def test_the_keyring(monkeypatch):
    class KeyringError(Exception):
        pass

    stored = {("mail", "me"): "hunter2"}
    fake = types.SimpleNamespace(
        get_password=lambda service, user: stored.get((service, user)),
        errors=types.SimpleNamespace(KeyringError=KeyringError),
    )
    monkeypatch.setitem(sys.modules, "keyring", fake)
    assert password(SmtpSettings(username="me", keyring_service="mail"), {}).get_secret_value() == "hunter2"
    with pytest.raises(DeliveryError, match="has no password for you"):
        password(SmtpSettings(username="you", keyring_service="mail"), {})


@pytest.mark.parametrize("program", [("false",), ("/no/such/program",), ("true",), ()])
def test_a_token_program_that_fails_says_so(program):
    with pytest.raises(DeliveryError):
        token(program)


def test_a_failing_token_program_is_not_quoted():
    with pytest.raises(DeliveryError) as caught:
        token(("sh", "-c", "echo my-token; exit 1"))
    assert "my-token" not in str(caught.value)


def test_a_signature_covers_the_headers_that_mail_programs_act_upon(tmp_path):
    import dkim

    key = tmp_path / "key.pem"
    public = _key(key)
    sign = signer(DkimSettings(domain="example.org", selector="mail", key_file=str(key)))
    message = (
        b"From: a@example.org\r\nTo: b@example.org\r\nSubject: x\r\nList-Unsubscribe: <https://x.example/u>\r\n"
        b"List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n\r\nHello\r\n"
    )
    signed = sign(message)
    assert signed.endswith(message)
    record = b"v=DKIM1; k=rsa; p=" + public
    assert dkim.verify(signed, dnsfunc=lambda *_, **__: record)
    assert not dkim.verify(signed.replace(b"x.example", b"y.example"), dnsfunc=lambda *_, **__: record)


def _key(path):
    import base64
    import re

    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import rsa

    made = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    path.write_bytes(
        made.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.TraditionalOpenSSL, serialization.NoEncryption()
        )
    )
    path.chmod(0o600)
    public = made.public_key().public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    return re.sub(rb"\s", b"", base64.b64encode(public))


def test_without_settings_nothing_is_signed_and_half_of_them_is_an_error():
    assert signer(DkimSettings())(b"x") == b"x"
    with pytest.raises(DeliveryError, match="needs domain, selector and key_file"):
        signer(DkimSettings(domain="example.org"))
