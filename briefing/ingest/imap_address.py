"""The address of a folder of newsletters on a mail server: `imaps://ann@mail.example/Newsletters` -> its parts."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from typing import Literal
from urllib.parse import quote, unquote, urlsplit

from briefing.errors import FormatError

__all__ = ["SCHEMES", "ImapAddress", "has_password", "is_imap", "parse", "without_user"]

SCHEMES = ("imap://", "imaps://")
_FORM = "Write it as imaps://USER@HOST/FOLDER."
_NO_SECRETS = "Leave the password out of the address; docs/sources.md says where it may stand."
_USER = re.compile(r"^(imaps?://)[^/]*@", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ImapAddress:
    """Where a folder is: over TLS from the first byte (imaps), or with STARTTLS (imap). `username` may be missing."""

    host: str
    port: int
    security: Literal["tls", "starttls"]
    username: str | None
    folder: str

    @property
    def shown(self) -> str:
        """The address without the user."""
        usual = 993 if self.security == "tls" else 143
        port = "" if self.port == usual else f":{self.port}"
        scheme = "imaps" if self.security == "tls" else "imap"
        return f"{scheme}://{self.host}{port}/{quote(self.folder)}"


def is_imap(url: str) -> bool:
    """Whether a source is a folder on a mail server."""
    return url.lower().startswith(SCHEMES)


def without_user(url: str) -> str:
    """An address as it may be printed: who reads the mailbox is nobody's business, and there may be a password."""
    return _USER.sub(r"\1", url) if is_imap(url) else url


def has_password(url: str) -> bool:
    """Whether an address of a mail folder has a password in it, which is to be kept and printed nowhere."""
    return is_imap(url) and ":" in url.partition("://")[2].partition("/")[0].rpartition("@")[0]


def parse(url: str) -> ImapAddress:
    """The parts of an address. Raises FormatError if it has a password in it, no host, or a wrong port."""
    shown = without_user(url)
    try:
        parts = urlsplit(url)
        port, host = parts.port, parts.hostname or ""
    except ValueError as error:
        raise FormatError("is no address of a mail folder", subject=shown, hint=_FORM) from error
    if has_password(url):
        raise FormatError("has a password in it", subject=shown, hint=_NO_SECRETS)
    folder = unquote(parts.path.strip("/")) or "INBOX"
    tls = parts.scheme.lower() == "imaps"
    if not host or parts.query or parts.fragment or not folder.isprintable() or "�" in folder or port == 0:
        raise FormatError("is no address of a mail folder", subject=shown, hint=_FORM)
    with suppress(UnicodeError):
        host = host.encode("idna").decode("ascii")
    user = unquote(parts.username) if parts.username else None
    return ImapAddress(host, port or (993 if tls else 143), "tls" if tls else "starttls", user, folder)
