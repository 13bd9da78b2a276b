"""Logging in to an SMTP server: PLAIN (RFC 4616), LOGIN, and XOAUTH2 with a token from the user's own program.

The library encodes user names and passwords as ASCII, but RFC 4616 says UTF-8. So the exchange is implemented here.
"""

from __future__ import annotations

import base64
import smtplib

from pydantic import SecretStr

from briefing.config import SmtpSettings
from briefing.runtime.credentials import token

__all__ = ["log_in"]

# 503: this session is logged in already.
_GOOD = (235, 503)


def log_in(smtp: smtplib.SMTP, settings: SmtpSettings, password: SecretStr | None) -> None:
    """Log in with the mechanism of the settings; `auto` takes PLAIN, else LOGIN.

    Raises:
        smtplib.SMTPNotSupportedError: the server offers no such mechanism.
        smtplib.SMTPAuthenticationError: it does not accept the credentials.
    """
    offered = smtp.esmtp_features.get("auth", "").upper().split()
    wanted = ("PLAIN", "LOGIN") if settings.auth == "auto" else (settings.auth.upper(),)
    mechanism = next((name for name in wanted if name in offered), None)
    if mechanism is None:
        raise smtplib.SMTPNotSupportedError(f"AUTH {' or '.join(wanted)}")
    user = settings.username or ""
    if mechanism == "XOAUTH2":
        bearer = token(settings.token_command).get_secret_value()
        code, words = _start(smtp, mechanism, f"user={user}\x01auth=Bearer {bearer}\x01\x01")
        if code == 334:  # the reason, as JSON; the real answer follows an empty line
            code, words = smtp.docmd("")
    elif mechanism == "PLAIN":
        code, words = _start(smtp, mechanism, f"\0{user}\0{_text(password)}")
    else:
        code, words = smtp.docmd("AUTH", "LOGIN")
        for value in (user, _text(password)):
            if code == 334:
                code, words = smtp.docmd(_encode(value))
    if code not in _GOOD:
        raise smtplib.SMTPAuthenticationError(code, words)


def _start(smtp: smtplib.SMTP, mechanism: str, initial: str) -> tuple[int, bytes]:
    return smtp.docmd("AUTH", f"{mechanism} {_encode(initial)}")


def _text(password: SecretStr | None) -> str:
    return password.get_secret_value() if password is not None else ""


def _encode(text: str) -> str:
    return base64.b64encode(text.encode()).decode("ascii")
