"""Delivery over SMTP (RFC 5321) and LMTP (RFC 2033), one recipient in each transaction, many transactions on one
connection.

The library's own `sendmail` hides where a connection broke. Here every step is taken separately, and the final dot,
after which the server may have the message, is sent on its own. Only if the reply to it is lost is the outcome unknown.
Where the server allows it (RFC 2920), MAIL, RCPT and DATA go out in one packet.
"""

from __future__ import annotations

import contextlib
import re
import smtplib
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from pydantic import SecretStr

from briefing.config import SmtpSettings
from briefing.deliver.smtp_login import log_in
from briefing.deliver.strict_smtp_replies import StrictLMTP, StrictSMTP, StrictTlsSMTP
from briefing.deliver.transport_protocol import Outcome, OutgoingMessage
from briefing.errors import DeliveryError
from briefing.runtime.mail_tls_context import tls_context

__all__ = ["SmtpTransport"]

_PORTS = {"starttls": 587, "tls": 465, "none": 25}
_LMTP_PORT = 24
# Longest server reply that is kept: enough for a reason and a link, too little to fill a disk.
_WORDS = 500
# ValueError: the watchdog closed the file while smtplib was reading from it.
_LOST = (smtplib.SMTPServerDisconnected, OSError, ValueError)
_LOCAL = ("localhost", "127.0.0.1", "::1")


class _Answer(Exception):  # noqa: N818 - server reply, not a program error
    """The server rejected this message."""

    def __init__(self, code: int, words: bytes, *, envelope: bool = False, content: bool = False) -> None:
        super().__init__(code, words)
        self.code, self.words, self.envelope, self.content = code, words, envelope, content


@dataclass(slots=True)
class _Progress:
    """How far a transaction has got; used in the connection-lost message."""

    step: str = "connecting"
    committed: bool = False


class SmtpTransport:
    """A connection that opens when it is needed, is reused for many messages, and never waits forever."""

    def __init__(self, settings: SmtpSettings, password: SecretStr | None) -> None:
        self._settings = settings
        self._password = password
        self._smtp: smtplib.SMTP | None = None
        self._used = 0

    @property
    def server(self) -> str:
        """Host and port, for messages."""
        if self._settings.host.startswith("/"):
            return self._settings.host
        return f"{self._settings.host}:{self._port}"

    @property
    def _port(self) -> int:
        usual = _LMTP_PORT if self._settings.transport == "lmtp" else _PORTS[self._settings.security]
        return self._settings.port or usual

    def deliver(self, message: OutgoingMessage, committing: Callable[[], None]) -> Outcome:
        """Hand over one message. Raises DeliveryError if the server cannot be used at all."""
        if self._used >= self._settings.messages_per_connection:
            self.close()
        smtp = self._smtp or self._connect()
        self._used += 1
        progress = _Progress()
        try:
            with self._watchdog(smtp):
                code, words = _transact(smtp, message, committing, progress)
        except _Answer as answer:
            return self._refusal(smtp, answer)
        except _LOST as error:
            self._drop()
            reason = self._clean(f"connection lost at {progress.step}: {error or type(error).__name__}")
            return Outcome("unknown" if progress.committed else "deferred", 0, reason)
        except BaseException:
            self._drop()
            raise
        return Outcome("accepted", code, self._clean(words))

    def close(self) -> None:
        """End the session politely."""
        if self._smtp is not None:
            with contextlib.suppress(smtplib.SMTPException, *_LOST):
                self._smtp.quit()
        self._drop()

    def _drop(self) -> None:
        if self._smtp is not None:
            self._smtp.close()
        self._smtp, self._used = None, 0

    def _refusal(self, smtp: smtplib.SMTP, answer: _Answer) -> Outcome:
        """Map a rejection to an Outcome, and make the session ready for the next message."""
        words = self._clean(answer.words)
        if answer.envelope and 500 <= answer.code < 600 and answer.code != 552:
            # The sender itself is rejected, so every other message would be rejected too.
            self.close()
            raise DeliveryError(
                f"the server refuses mail from this sender: {answer.code} {words}",
                subject=self.server,
                hint="Check email.sender, username and the server's rules; nothing was lost.",
            )
        if answer.code == 421:
            self._drop()
        else:
            try:
                smtp.rset()
            except (smtplib.SMTPException, *_LOST):
                self._drop()
        permanent = 500 <= answer.code < 600
        return Outcome("refused" if permanent else "deferred", answer.code, words, answer.content)

    def _connect(self) -> smtplib.SMTP:
        settings = self._settings
        hint = "Check [smtp] in briefing.toml; the outbox is unchanged."
        smtp: smtplib.SMTP | None = None
        try:
            smtp = self._open()
            if smtp.sock is not None and smtp.sock.family != getattr(socket, "AF_UNIX", None):
                # The final dot is a packet of its own; without this it would wait 40 ms for an acknowledgement.
                smtp.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            with self._watchdog(smtp):
                self._secure(smtp)
                if settings.username:
                    log_in(smtp, settings, self._password)
        except ssl.SSLCertVerificationError as error:
            reason = error.verify_message or "cannot be verified"
            raise _closing(
                smtp, DeliveryError(f"the certificate is not valid: {reason}", subject=self.server)
            ) from None
        except smtplib.SMTPNotSupportedError as error:
            message = f"the server does not support what the settings require: {error}"
            raise _closing(smtp, DeliveryError(message, subject=self.server, hint=hint)) from None
        except smtplib.SMTPResponseException as error:
            message = f"the server said {error.smtp_code} {self._clean(error.smtp_error)}"
            if isinstance(error, smtplib.SMTPAuthenticationError):
                message = f"the login failed: {error.smtp_code} {self._clean(error.smtp_error)}"
            raise _closing(smtp, DeliveryError(message, subject=self.server, hint=hint)) from None
        except (smtplib.SMTPException, *_LOST) as error:
            message = f"the mail server cannot be reached: {self._clean(str(error) or type(error).__name__)}"
            hint = self._other_encryption(error) or hint
            raise _closing(smtp, DeliveryError(message, subject=self.server, hint=hint)) from None
        except BaseException:
            if smtp is not None:
                smtp.close()
            raise
        self._smtp, self._used = smtp, 0
        return smtp

    def _other_encryption(self, error: Exception) -> str:
        """What to set where the server seems to expect TLS at another moment; empty where nothing points to that."""
        if self._settings.transport != "smtp":
            return ""
        if self._settings.security == "tls" and isinstance(error, ssl.SSLError):
            return 'This port does not begin with TLS: set security to "starttls" (port 587); the outbox is unchanged.'
        if self._settings.security != "tls" and isinstance(error, TimeoutError | smtplib.SMTPServerDisconnected):
            return 'If it expects TLS from the first byte (port 465), set security to "tls"; the outbox is unchanged.'
        return ""

    def _open(self) -> smtplib.SMTP:
        settings, hello = self._settings, self._settings.helo or _own_name()
        if settings.transport == "lmtp":
            return StrictLMTP(settings.host, self._port, local_hostname=hello, timeout=settings.timeout)
        if settings.security == "tls":
            return StrictTlsSMTP(
                settings.host, self._port, hello, timeout=settings.timeout, context=tls_context(settings.ca_file)
            )
        return StrictSMTP(settings.host, self._port, hello, timeout=settings.timeout)

    def _secure(self, smtp: smtplib.SMTP) -> None:
        settings = self._settings
        smtp.ehlo_or_helo_if_needed()
        if settings.security == "starttls" and settings.transport == "smtp":
            smtp.starttls(context=tls_context(settings.ca_file))
            smtp.ehlo_or_helo_if_needed()
        elif settings.security == "none" and settings.username and settings.host not in _LOCAL:
            raise DeliveryError(
                "would get the password unencrypted", subject=self.server, hint="Set security to starttls or tls."
            )

    @contextmanager
    def _watchdog(self, smtp: smtplib.SMTP) -> Iterator[None]:
        """Cut the connection when one message takes too long: a server that drips bytes never times out by itself."""

        def cut() -> None:
            if smtp.sock is not None:
                with contextlib.suppress(OSError):
                    smtp.sock.shutdown(socket.SHUT_RDWR)

        timer = threading.Timer(self._settings.message_timeout, cut)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()

    def _clean(self, words: bytes | str) -> str:
        """A server's reply on one line, cut to a sensible length; our password is removed if the server repeats it."""
        text = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
        if self._password is not None and (secret := self._password.get_secret_value()):
            text = text.replace(secret, "***")
        return " ".join(re.sub(r"[\x00-\x1f\x7f-\x9f]+", " ", text).split())[:_WORDS]


def _transact(
    smtp: smtplib.SMTP, message: OutgoingMessage, committing: Callable[[], None], progress: _Progress
) -> tuple[int, bytes]:
    """One mail transaction; returns the server's reply. Raises _Answer if the server rejects the message."""
    options = _options(smtp, message)
    smtp.command_encoding = "utf-8" if message.international else "ascii"
    commands = [f"MAIL FROM:<{message.sender}>{options}", f"RCPT TO:<{message.recipient}>", "DATA"]
    if smtp.has_extn("pipelining"):
        progress.step = "envelope"
        smtp.send("".join(f"{command}\r\n" for command in commands))
        # All three replies are read before any is acted on, since the server has sent all three.
        answers = [smtp.getreply() for _ in commands]
        if answers[2][0] == 354 and not all(code in (250, 251, 252) for code, _ in answers[:2]):
            smtp.send(b".\r\n")  # RFC 2920, 3.1: DATA was allowed without a recipient; end it with nothing
            smtp.getreply()
        for command, answer in zip(commands, answers, strict=True):
            _expect(command, answer)
    else:
        for command in commands:
            progress.step = command.split()[0]
            smtp.putcmd(command)
            _expect(command, smtp.getreply())
    progress.step = "message"
    smtp.send(_stuffed(message.content))
    committing()
    progress.step, progress.committed = "the final dot", True
    smtp.send(b".\r\n")
    code, words = smtp.getreply()
    if code // 100 != 2:
        raise _Answer(code, words, content=True)
    return code, words


def _expect(command: str, answer: tuple[int, bytes]) -> None:
    code, words = answer
    wanted = (354,) if command == "DATA" else (250, 251, 252)
    if code not in wanted:
        if not 400 <= code < 600:  # an answer out of turn: nothing this session says can be trusted
            raise smtplib.SMTPServerDisconnected(f"unexpected answer {code} to {command.split()[0]}")
        raise _Answer(code, words, envelope=command.startswith("MAIL"))


def _options(smtp: smtplib.SMTP, message: OutgoingMessage) -> str:
    """MAIL parameters (RFC 1870, 6152, 6531). Raises _Answer for a message that this server can never accept."""
    options = ""
    if smtp.has_extn("size"):
        limit = smtp.esmtp_features["size"].strip()
        if limit.isdigit() and 0 < int(limit) < len(message.content):
            raise _Answer(552, f"the server takes at most {limit} bytes".encode())
        options += f" SIZE={len(message.content)}"
    if message.international:
        if not smtp.has_extn("smtputf8"):
            raise _Answer(553, b"the server cannot take international addresses (SMTPUTF8, RFC 6531)")
        options += " BODY=8BITMIME SMTPUTF8"
    return options


def _stuffed(content: bytes) -> bytes:
    """Content with doubled leading dots, ending in a line break; line ends are CRLF already."""
    if content.startswith(b"."):
        content = b"." + content
    content = content.replace(b"\r\n.", b"\r\n..")
    return content if content.endswith(b"\r\n") else content + b"\r\n"


def _own_name() -> str:
    """The name of this machine for EHLO, without asking the DNS; else a literal address (RFC 5321, 4.1.3)."""
    name = socket.gethostname()
    return name if "." in name and name.isascii() else "[127.0.0.1]"


def _closing(smtp: smtplib.SMTP | None, error: DeliveryError) -> DeliveryError:
    if smtp is not None:
        smtp.close()
    return error
