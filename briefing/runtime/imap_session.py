"""One visit to an IMAP mailbox (RFC 9051), bounded in time and bytes whatever the server sends.

The reply mailbox and newsletters in a folder are read through it. `imaplib` speaks the protocol; here the connection is
opened, over TLS alone, and what goes wrong becomes a `MailboxError` that says what to do.
"""

from __future__ import annotations

import base64
import imaplib
import re
import socket
import ssl
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Literal

from pydantic import SecretStr

from briefing.errors import MailboxError

__all__ = ["Login", "NoFolderError", "Session", "TooLargeError", "visit"]

# Longest line: the numbers of half a million messages.
_LINE = 5_000_000
# Longest reply that is repeated to the user.
_WORDS = 200
_FOLDERS = 8
_SIZE = re.compile(rb"RFC822\.SIZE (\d+)")
_UID = re.compile(rb"\bUID (\d+)")
_LISTED = re.compile(rb'^\([^)]*\) (?:"\\?(?P<mark>[^"])"|NIL) "?(?P<name>.*?)"?$')


@dataclass(frozen=True, slots=True)
class Login:
    """Where the mailbox is and who reads it.

    `addresses` are where `host` is to be contacted; without any, what its name resolves to. `timeout` is for one reply,
    `seconds` for the whole visit; at most `most_bytes` are taken in.
    """

    host: str
    port: int
    security: Literal["tls", "starttls"]
    context: ssl.SSLContext
    username: str
    secret: SecretStr | None
    timeout: float
    seconds: float
    most_bytes: int
    addresses: tuple[str, ...] = ()

    @property
    def server(self) -> str:
        """Host and port, for messages."""
        return f"{self.host}:{self.port}"


class NoFolderError(MailboxError):
    """There is no folder of this name."""


class TooLargeError(MailboxError):
    """A message is larger than what may be taken in."""


@contextmanager
def visit(login: Login) -> Iterator[Session]:
    """A session that is logged in. Raises MailboxError, as do all its methods."""
    connection: _Connection | None = None
    with _told(login):
        try:
            connection = _Connection(login)
            connection.secure()
            connection.log_in()
        except BaseException:
            if connection is not None:
                connection.shutdown()
            raise
    try:
        yield Session(connection, login)
        with suppress(imaplib.IMAP4.error, OSError, ValueError):
            connection.logout()
    finally:
        connection.shutdown()


class Session:
    """What can be asked of a mailbox. Messages are named by their UIDs, in ascending order."""

    def __init__(self, connection: _Connection, login: Login) -> None:
        self._box, self._login = connection, login

    def open(self, folder: str, *, read_only: bool) -> int:
        """Open a folder; with `read_only` nothing that is read is marked. Returns its UIDVALIDITY."""
        with _told(self._login):
            kind, said = self._box.select(_quoted(folder), readonly=read_only)
            if kind != "OK":
                inner = self._with_own_mark(folder)
                kind, said = self._box.select(_quoted(inner), readonly=read_only) if inner else (kind, said)
            if kind == "OK":
                return int(_first(self._box.response("UIDVALIDITY")[1]) or 0)
            names = self._folders()[0]
        shown = ", ".join(names[:_FOLDERS]) + (" …" if len(names) > _FOLDERS else "")
        hint = f"It has: {shown}." if names else f"The server said: {_words(_first(said))}"
        raise NoFolderError(f"has no folder “{folder}” that can be opened", subject=self._login.server, hint=hint)

    def unseen(self) -> list[int]:
        """The messages that are not marked as seen."""
        return self._search("UNSEEN")

    def after(self, last: int) -> list[int]:
        """The messages behind the one numbered `last`, without those marked as deleted."""
        # "6:*" names the last message too where that is number 5.
        return [number for number in self._search("UNDELETED", "UID", f"{last + 1}:*") if number > last]

    def sizes(self, numbers: Sequence[int]) -> dict[int, int]:
        """How many bytes each message has; one that is gone is left out."""
        if not numbers:
            return {}
        with _told(self._login):
            lines = _ask(self._box.uid("FETCH", ",".join(map(str, numbers)), "(UID RFC822.SIZE)"))
        found = [(_UID.search(line), _SIZE.search(line)) for line in lines if isinstance(line, bytes)]
        return {int(number[1]): int(size[1]) for number, size in found if number and size}

    def message(self, number: int, most: int) -> bytes | None:
        """A whole message, not marked as seen; None if it is gone. Raises TooLargeError."""
        self._box.largest = most
        with _told(self._login):
            answer = _ask(self._box.uid("FETCH", str(number), "(BODY.PEEK[])"))
        return next((item[1] for item in answer if isinstance(item, tuple)), None)

    def mark_seen(self, numbers: Sequence[int]) -> None:
        """Mark messages as seen."""
        with _told(self._login):
            _ask(self._box.uid("STORE", ",".join(map(str, numbers)), "+FLAGS.SILENT", r"(\Seen)"))

    def move(self, numbers: Sequence[int], folder: str) -> None:
        """Move messages to another folder (RFC 6851), or copy them there and remove just these (RFC 4315)."""
        named = ",".join(map(str, numbers))
        with _told(self._login):
            can = self._box.capability_names()
            if "MOVE" in can:
                _ask(self._box.uid("MOVE", named, _quoted(folder)))
                return
            if "UIDPLUS" not in can:
                raise imaplib.IMAP4.error("it can move no messages (neither MOVE nor UIDPLUS)")
            _ask(self._box.uid("COPY", named, _quoted(folder)))
            _ask(self._box.uid("STORE", named, "+FLAGS.SILENT", r"(\Deleted)"))
            _ask(self._box.uid("EXPUNGE", named))

    def _search(self, *criteria: str) -> list[int]:
        with _told(self._login):
            return sorted({int(number) for number in _first(_ask(self._box.uid("SEARCH", *criteria))).split()})

    def _with_own_mark(self, folder: str) -> str | None:
        """`folder` with the mark that the server has between folders; None where that is no other name."""
        marks = self._folders()[1]
        inner = folder.replace("/", marks[0]) if marks else folder
        return inner if inner != folder else None

    def _folders(self) -> tuple[list[str], list[str]]:
        """The names of the folders, and the marks that part those within others."""
        lines = [_LISTED.match(line) for line in _ask(self._box.list()) if isinstance(line, bytes)]
        names = [_decoded(line["name"].decode("ascii", "replace")) for line in lines if line]
        return names, list({line["mark"].decode("ascii", "replace") for line in lines if line and line["mark"]})


class _Connection(imaplib.IMAP4):
    """imaplib's client with a reader of its own: each reply, the whole visit and all bytes have a limit."""

    def __init__(self, login: Login) -> None:
        self._to = login
        self._ends = time.monotonic() + login.seconds
        self._buffer = bytearray()
        self._taken = 0
        self.largest = login.most_bytes
        super().__init__(login.host, login.port)

    def open(self, host: str = "", port: int = 0, timeout: float | None = None) -> None:
        """Connect; from the first byte over TLS, unless STARTTLS comes later."""
        del timeout
        self.host, self.port = host, port
        self.sock = self._connected()
        if self._to.security == "tls":
            self.sock = self._wrapped()

    def _connected(self) -> socket.socket:
        problem: OSError | None = None
        for address in self._to.addresses or (self._to.host,):
            try:
                return socket.create_connection((address, self._to.port), timeout=self._left())
            except OSError as error:
                problem = error
        raise problem or OSError("no address")

    def _wrapped(self) -> ssl.SSLSocket:
        try:
            return self._to.context.wrap_socket(self.sock, server_hostname=self._to.host)
        except BaseException:
            self.sock.close()
            raise

    def secure(self) -> None:
        """Switch to TLS where that is not done yet. A password never goes over a plain connection."""
        if self._to.security == "tls":
            return
        if "STARTTLS" not in self.capability_names():
            raise _Refused("offers no STARTTLS, and a password is never sent in clear", "Write imaps:// instead.")
        _ask(self.xatom("STARTTLS"))
        if self._buffer:
            raise self.abort("it sent something between STARTTLS and the encryption")
        self.sock = self._wrapped()

    def log_in(self) -> None:
        """Log in with the mechanism that the server offers."""
        text = self._to.secret.get_secret_value() if self._to.secret is not None else ""
        try:
            if "AUTH=PLAIN" in self.capability_names() or not text.isascii():
                self.authenticate("PLAIN", lambda _: f"\0{self._to.username}\0{text}".encode())
            else:
                self.login(self._to.username, text)
        except self.abort:
            raise
        except imaplib.IMAP4.error as error:
            said = _words(str(error).encode()).replace(text or "\0", "***")
            hint = "Check the user name and the password; many providers want one made for programs (app password)."
            raise _Refused(f"refused the user name or password ({said})", hint) from None

    def capability_names(self) -> set[str]:
        """What the server says it can do, at this moment."""
        return set(_first(_ask(self.capability())).decode("ascii", "replace").upper().split())

    def read(self, size: int) -> bytes:
        """Exactly `size` bytes of a literal."""
        if size > self.largest:
            raise _TooLarge
        while len(self._buffer) < size:
            self._fill()
        data = bytes(self._buffer[:size])
        del self._buffer[:size]
        return data

    def readline(self) -> bytes:
        """One line."""
        searched = 0
        while (end := self._buffer.find(b"\n", searched)) < 0:
            searched = len(self._buffer)
            if searched > _LINE:
                raise self.abort("a line of its reply has no end")
            self._fill()
        line = bytes(self._buffer[: end + 1])
        del self._buffer[: end + 1]
        return line

    def _fill(self) -> None:
        self.sock.settimeout(self._left())
        part = self.sock.recv(65_536)
        if not part:
            raise self.abort("it closed the connection")
        self._taken += len(part)
        if self._taken > self._to.most_bytes:
            raise self.abort(f"it sent more than {self._to.most_bytes // 1_000_000} MB")
        self._buffer += part

    def _left(self) -> float:
        left = self._ends - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return min(self._to.timeout, left)

    def shutdown(self) -> None:
        """Close the connection."""
        with suppress(OSError):
            self.sock.shutdown(socket.SHUT_RDWR)
        self.sock.close()


class _TooLarge(Exception):  # noqa: N818 - becomes a TooLargeError
    """A literal is larger than it may be."""


class _Refused(Exception):  # noqa: N818 - becomes a MailboxError
    """The server does not do what is needed: what it does, and what to do about it."""


@contextmanager
def _told(login: Login) -> Iterator[None]:
    """What goes wrong within, as a MailboxError."""
    try:
        yield
    except _Refused as error:
        raise MailboxError(error.args[0], subject=login.server, hint=error.args[1]) from None
    except _TooLarge:
        raise TooLargeError("sends a message that is too large", subject=login.server) from None
    except ssl.SSLCertVerificationError as error:
        message = f"shows a certificate that is not valid: {error.verify_message}"
        raise MailboxError(
            message, subject=login.server, hint="Check the name of the server, or set ca_file."
        ) from None
    except ssl.SSLError as error:
        hint = (
            "Its port may want STARTTLS." if login.security == "tls" else "Its port may want TLS from the first byte."
        )
        raise MailboxError("speaks no TLS that can be used", subject=login.server, hint=hint) from error
    except TimeoutError:
        message, hint = f"did not answer in {login.timeout:g} seconds", "The next run tries again."
        raise MailboxError(message, subject=login.server, hint=hint) from None
    except imaplib.IMAP4.abort as error:
        message = f"ended the conversation ({_clean(login, str(error))})"
        raise MailboxError(message, subject=login.server, hint="The next run tries again.") from None
    except imaplib.IMAP4.error as error:
        raise MailboxError(f"refused the request: {_clean(login, str(error))}", subject=login.server) from None
    except (OSError, ValueError, LookupError, TypeError, AttributeError) as error:
        hint = "Check its name and port, and your connection."
        raise MailboxError("cannot be reached", subject=login.server, hint=hint) from error


def _clean(login: Login, said: str) -> str:
    secret = login.secret.get_secret_value() if login.secret is not None else ""
    return _words(said.replace(secret, "***").encode() if secret else said.encode())


def _words(said: bytes) -> str:
    """A server's words as one short line without control characters."""
    return " ".join("".join(c if c.isprintable() else " " for c in said.decode("utf-8", "replace")).split())[:_WORDS]


def _first(answer: Sequence[object]) -> bytes:
    item = answer[0] if answer else b""
    return item if isinstance(item, bytes) else b""


def _ask(answer: tuple[str, Sequence[object]]) -> Sequence[object]:
    kind, data = answer
    if kind != "OK":
        raise imaplib.IMAP4.error(_words(_first(data)) or kind)
    return data


def _quoted(folder: str) -> str:
    """A folder's name as IMAP writes it: quoted, and in modified UTF-7 (RFC 3501, 5.1.3)."""
    name = "".join(
        part.replace("&", "&-") if part.isascii() else f"&{_base64(part)}-"
        for part in re.findall(r"[\x20-\x7e]+|[^\x20-\x7e]+", folder)
    )
    return '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _base64(text: str) -> str:
    return base64.b64encode(text.encode("utf-16-be")).decode("ascii").rstrip("=").replace("/", ",")


def _decoded(name: str) -> str:
    """The opposite of `_quoted`, for what is shown."""

    def letters(found: re.Match[str]) -> str:
        if not found[1]:
            return "&"
        padded = found[1].replace(",", "/") + "=" * (-len(found[1]) % 4)
        try:
            return base64.b64decode(padded).decode("utf-16-be")
        except ValueError:
            return found[0]

    return re.sub(r"&([^-]*)-", letters, name)
