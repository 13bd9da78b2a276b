"""A real SMTP server on loopback (aiosmtpd) that can be told to refuse, defer, drop, stall and lie at any step.

`script(step, address)` is asked at each step (`connect`, `mail`, `rcpt`, `data`, `body`, `dot`, `answer`) and returns
None to go on, an answer such as `"450 later"` to give instead, or `"drop"`, `"stall"` or `"drip"`. At `answer` the
message has been taken already: dropping there is the one case a client cannot know.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import ssl
import threading
import warnings
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from email import message_from_bytes
from email.policy import default

import trustme
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session, syntax

USER, PASSWORD = "briefing", "corréct-horse"


@dataclass
class Certificates:
    """A test CA, and a server certificate for localhost by it."""

    authority: trustme.CA = field(default_factory=trustme.CA)

    def context(self, *names: str, expired: bool = False) -> ssl.SSLContext:
        now = dt.datetime.now(dt.UTC)
        dates = {"not_before": now - dt.timedelta(days=9), "not_after": now - dt.timedelta(days=2)} if expired else {}
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.authority.issue_cert(*(names or ("localhost", "127.0.0.1")), **dates).configure_cert(context)
        return context


@dataclass
class Taken:
    """One message the server has taken."""

    sender: str
    recipient: str
    content: bytes

    @property
    def message(self):
        return message_from_bytes(self.content, policy=default)


class Server:
    """Runs in a thread of its own; use as a context manager."""

    def __init__(
        self,
        script: Callable[[str, str], str | None] = lambda step, address: None,
        *,
        tls: ssl.SSLContext | None = None,
        starttls: ssl.SSLContext | None = None,
        auth: bool = False,
        utf8: bool = True,
        extensions: tuple[str, ...] = (),
        size: int = 1_000_000,
        keep: bool = True,
        host: str = "127.0.0.1",
    ) -> None:
        self.script = script
        self.taken: list[Taken] = []
        self.count: Counter[str] = Counter()
        self.sessions = 0
        self.logins: list[str] = []
        self.commands: list[str] = []
        self._keep, self._host = keep, host
        self._lock = threading.Lock()
        options = {"data_size_limit": size, "enable_SMTPUTF8": utf8, "hostname": "server.example"}
        if starttls:
            options |= {"tls_context": starttls, "require_starttls": True}
        if auth:
            options |= {"authenticator": self._authenticate, "auth_required": True}
            options |= {"auth_require_tls": bool(starttls)}
        self._extensions, self._options = extensions, options
        self._tls = tls

    def _make(self) -> _Scripted:
        with warnings.catch_warnings():
            # The library warns of AUTH without STARTTLS; here the connection is encrypted from its first byte.
            warnings.simplefilter("ignore")
            return _Scripted(self, self._extensions, self, loop=self._loop, **self._options)

    def __enter__(self) -> Server:
        self._loop = asyncio.new_event_loop()
        self._server = self._loop.run_until_complete(self._loop.create_server(self._make, self._host, 0, ssl=self._tls))
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        asyncio.run_coroutine_threadsafe(self._stop(), self._loop).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()

    async def _stop(self) -> None:
        self._server.close()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)
        await asyncio.sleep(0)

    @property
    def port(self) -> int:
        return self._server.sockets[0].getsockname()[1]

    def _authenticate(self, server, session, envelope, mechanism, data) -> AuthResult:
        self.logins.append(mechanism)
        good = data.login.decode() == USER and data.password.decode() == PASSWORD
        return AuthResult(success=good, handled=False)

    async def auth_XOAUTH2(self, server, args):  # noqa: N802 - the library's naming
        import base64

        self.logins.append("XOAUTH2")
        if b"Bearer good-token" in base64.b64decode(args[1]):
            return AuthResult(success=True)
        await server.push("334 eyJzdGF0dXMiOiI0MDEifQ==")
        await server._reader.readline()
        return AuthResult(success=False, handled=False)

    def take(self, envelope: Envelope) -> None:
        with self._lock:
            for recipient in envelope.rcpt_tos:
                self.count[recipient] += 1
                if self._keep:
                    self.taken.append(Taken(envelope.mail_from, recipient, envelope.content))


class _Scripted(SMTP):
    def __init__(self, outer: Server, extensions: tuple[str, ...], *args, **options) -> None:
        super().__init__(*args, **options)
        self._outer = outer
        self._extensions = extensions

    async def _act(self, step: str, address: str = "") -> bool:
        """Do what the script says at a step; whether the ordinary course is over."""
        action = self._outer.script(step, address)
        if action is None:
            return False
        if action == "drop":
            self.transport.abort()
            raise ConnectionResetError
        if action == "stall":
            await asyncio.sleep(60)
        elif action == "drip":
            for _ in range(600):
                self._writer.write(b"2")
                await self._writer.drain()
                await asyncio.sleep(0.1)
        else:
            await self.push(action)
        return True

    async def _handle_client(self):
        self._outer.sessions += 1
        try:
            if not await self._act("connect"):
                await super()._handle_client()
        except ConnectionError:
            pass
        finally:
            if self.transport is not None:
                self.transport.close()

    async def push(self, status):
        if self._extensions and isinstance(status, str) and status.startswith("250 HELP"):
            for extension in self._extensions:
                await super().push(f"250-{extension}")
        await super().push(status)

    @syntax("MAIL FROM: <address>")
    async def smtp_MAIL(self, arg):  # noqa: N802 - the library's naming
        self._outer.commands.append(f"MAIL {arg}")
        if not await self._act("mail"):
            await super().smtp_MAIL(arg)

    @syntax("RCPT TO: <address>")
    async def smtp_RCPT(self, arg):  # noqa: N802 - the library's naming
        address = arg.partition("<")[2].partition(">")[0]
        if not await self._act("rcpt", address):
            await super().smtp_RCPT(arg)

    @syntax("DATA")
    async def smtp_DATA(self, arg):  # noqa: N802 - the library's naming
        address = (self.envelope.rcpt_tos or [""])[0]
        if await self._act("data", address):
            return
        if self._outer.script("body", address) == "drop":
            await self.push("354 go on")
            await self._reader.read(10)
            self.transport.abort()
            raise ConnectionResetError
        await super().smtp_DATA(arg)


async def _handle_data(self: Server, server: _Scripted, session: Session, envelope: Envelope) -> str:
    address = envelope.rcpt_tos[0]
    action = self.script("dot", address)
    if action == "drop":
        server.transport.abort()
        raise ConnectionResetError
    if action and action[0].isdigit():
        return action
    self.take(envelope)
    if await server._act("answer", address):
        return "250 too late"
    return "250 2.0.0 taken"


Server.handle_DATA = _handle_data
__all__ = ["PASSWORD", "USER", "Certificates", "Server", "Taken"]
