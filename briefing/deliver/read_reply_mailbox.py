"""Reading the reply mailbox: a Maildir folder, or an IMAP mailbox over TLS (RFC 9051).

Each message is shown to `handle`. If that has dealt with it, it is marked as seen; any other message is left for a
person.
"""

from __future__ import annotations

import imaplib
import re
import ssl
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from pydantic import SecretStr

from briefing.config import RepliesSettings
from briefing.deliver.credentials import password
from briefing.deliver.smtp import tls_context
from briefing.errors import DeliveryError

__all__ = ["read_imap", "read_maildir"]

# Larger messages are not notices: a returned digest with its report has at most about 110 kB.
_MOST_BYTES = 1_000_000
_MOST_MESSAGES = 10_000
_SIZE = re.compile(rb"RFC822\.SIZE (\d+)")

Handle = Callable[[bytes], bool]
"""Deals with a message; False if it is for a person."""


def read_maildir(folder: Path, handle: Handle) -> int:
    """Show every new message of a Maildir to `handle`; returns how many there were. Raises DeliveryError."""
    if not (folder / "new").is_dir():
        raise DeliveryError("is not a Maildir", subject=str(folder), hint="It needs the folders new, cur and tmp.")
    count = 0
    try:
        for path in sorted((folder / "new").iterdir())[:_MOST_MESSAGES]:
            if path.name.startswith(".") or not path.is_file() or path.stat().st_size > _MOST_BYTES:
                continue
            count += 1
            if handle(path.read_bytes()):
                (folder / "cur").mkdir(exist_ok=True)
                path.rename(folder / "cur" / f"{path.name}:2,S")
    except OSError as error:
        raise DeliveryError("the Maildir cannot be read", subject=str(folder)) from error
    return count


def read_imap(settings: RepliesSettings, environment: Mapping[str, str], handle: Handle) -> int:
    """Show every unseen message of the mailbox to `handle`; returns how many there were. Raises DeliveryError."""
    server = f"{settings.host}:{settings.port}"
    secret = password(settings, environment)
    try:
        with imaplib.IMAP4_SSL(
            settings.host or "", settings.port, ssl_context=tls_context(settings.ca_file), timeout=settings.timeout
        ) as box:
            _log_in(box, settings.username or "", secret)
            _ask(box.select(f'"{settings.folder}"'))
            numbers = _first(_ask(box.uid("SEARCH", "UNSEEN"))).split()[:_MOST_MESSAGES]
            return sum(_show(box, number.decode("ascii"), handle) for number in numbers)
    except ssl.SSLCertVerificationError as error:
        raise DeliveryError(f"the certificate is not valid: {error.verify_message}", subject=server) from None
    except imaplib.IMAP4.error as error:
        said = str(error)
        if secret is not None:
            said = said.replace(secret.get_secret_value(), "***")
        raise DeliveryError(f"the mail server refused the request: {said[:300]}", subject=server) from None
    except (OSError, ValueError) as error:
        raise DeliveryError("the mail server cannot be reached", subject=server) from error


def _log_in(box: imaplib.IMAP4, username: str, secret: SecretStr | None) -> None:
    text = secret.get_secret_value() if secret is not None else ""
    box.authenticate("PLAIN", lambda _: f"\0{username}\0{text}".encode())


def _show(box: imaplib.IMAP4, number: str, handle: Handle) -> int:
    """Show one message; 1, or 0 if it is too large to look at."""
    size = _SIZE.search(_first(_ask(box.uid("FETCH", number, "(RFC822.SIZE)"))))
    if not size or int(size[1]) > _MOST_BYTES:
        return 0
    answer = _ask(box.uid("FETCH", number, "(BODY.PEEK[])"))
    content = next((item[1] for item in answer if isinstance(item, tuple)), b"")
    if handle(content):
        _ask(box.uid("STORE", number, "+FLAGS.SILENT", r"(\Seen)"))
    return 1


def _first(answer: Sequence[object]) -> bytes:
    item = answer[0] if answer else b""
    return item if isinstance(item, bytes) else b""


def _ask(answer: tuple[str, Sequence[object]]) -> Sequence[object]:
    kind, data = answer
    if kind != "OK":
        raise imaplib.IMAP4.error(str(data))
    return data
