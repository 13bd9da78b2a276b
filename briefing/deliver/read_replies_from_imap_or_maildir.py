"""Reads replies from the reply mailbox: an IMAP mailbox over TLS (RFC 9051), or a Maildir folder.

Each message is shown to `handle`. If that has dealt with it, it is marked as seen; any other message is left for a
person.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from briefing.config import RepliesSettings
from briefing.errors import DeliveryError, MailboxError
from briefing.runtime import imap_session
from briefing.runtime.credentials import password
from briefing.runtime.mail_tls_context import tls_context

__all__ = ["read_imap", "read_maildir"]

# Larger messages are not notices: a returned digest with its report has at most about 110 kB.
_MOST_BYTES = 1_000_000
_MOST_MESSAGES = 10_000
_SECONDS = 3600.0

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
    login = imap_session.Login(
        host=settings.host or "",
        port=settings.port,
        security="tls",
        context=tls_context(settings.ca_file),
        username=settings.username or "",
        secret=password(settings, environment),
        timeout=settings.timeout,
        seconds=_SECONDS,
        most_bytes=_MOST_BYTES * _MOST_MESSAGES,
    )
    try:
        with imap_session.visit(login) as box:
            box.open(settings.folder, read_only=False)
            numbers = box.unseen()[:_MOST_MESSAGES]
            return sum(_show(box, number, handle) for number in numbers)
    except MailboxError as error:
        raise DeliveryError(f"the mail server {error.message}", subject=error.subject, hint=error.hint) from None


def _show(box: imap_session.Session, number: int, handle: Handle) -> int:
    """Show one message; 1, or 0 if it is too large to look at."""
    if box.sizes([number]).get(number, _MOST_BYTES + 1) > _MOST_BYTES:
        return 0
    content = box.message(number, 2 * _MOST_BYTES)
    if content is None:
        return 0
    if handle(content):
        box.mark_seen([number])
    return 1
