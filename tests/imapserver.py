"""A real IMAP server on loopback that can be told to refuse, drop, stall, drip and lie at any step.

`script(command, arguments)` is asked before each command ("connect" first) and returns None to go on, a string to send
in place of an answer (with `{tag}`), or "drop", "stall" or "drip".
"""

from __future__ import annotations

import base64
import contextlib
import re
import socket
import socketserver
import ssl
import threading
from collections.abc import Callable
from dataclasses import dataclass, field

USER, PASSWORD = "ann@letters.example", "corréct-horse"


@dataclass
class Message:
    content: bytes
    flags: set[str] = field(default_factory=set)


@dataclass
class Folder:
    """Messages by UID."""

    messages: dict[int, Message] = field(default_factory=dict)
    validity: int = 7

    def add(self, content: bytes, *flags: str) -> int:
        number = max(self.messages, default=0) + 1
        self.messages[number] = Message(content, set(flags))
        return number


class Server:
    """Use as a context manager; `folders` are by their names as IMAP writes them."""

    def __init__(
        self,
        script: Callable[[str, str], str | None] = lambda command, arguments: None,
        *,
        tls: ssl.SSLContext | None = None,
        starttls: ssl.SSLContext | None = None,
        capabilities: tuple[str, ...] = ("AUTH=PLAIN", "MOVE", "UIDPLUS"),
        password: str = PASSWORD,
        mark: str = "/",
    ) -> None:
        self.script, self.tls, self.starttls = script, tls, starttls
        self.capabilities, self.password, self.mark = capabilities, password, mark
        self.folders: dict[str, Folder] = {"INBOX": Folder()}
        self.commands: list[str] = []
        self.stopped = threading.Event()
        outer = self

        class Handler(socketserver.BaseRequestHandler):
            def handle(self) -> None:
                self.request.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                conversation = _Conversation(outer, self.request)
                try:
                    with contextlib.suppress(OSError, ValueError):
                        conversation.run()
                finally:
                    conversation.close()

        class Threads(socketserver.ThreadingTCPServer):
            daemon_threads = True
            allow_reuse_address = True

            def handle_error(self, request, client_address) -> None:
                """A client that goes away is no error."""

        self._server = Threads(("127.0.0.1", 0), Handler)
        self.port = self._server.server_address[1]

    def __enter__(self) -> Server:
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stopped.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(10)

    def said(self, command: str) -> list[str]:
        return [line for line in self.commands if line.startswith(command)]


class _Conversation:
    def __init__(self, server: Server, connection: socket.socket) -> None:
        self.server, self.connection, self.folder, self.writable = server, connection, None, False
        self.encrypted = False
        self.file = connection.makefile("rb")

    def run(self) -> None:
        if self.server.tls:
            self._encrypt(self.server.tls)
        if not self._scripted("connect", "", "*"):
            self._send("* OK ready")
        while line := self.file.readline():
            tag, _, rest = line.decode("utf-8", "replace").strip().partition(" ")
            name, _, arguments = rest.partition(" ")
            if name.upper() == "UID":
                inner, _, arguments = arguments.partition(" ")
                name = f"UID {inner}"
            self.server.commands.append(f"{name.upper()} {arguments}".strip())
            if self._scripted(name.upper(), arguments, tag):
                continue
            getattr(self, "_" + name.lower().replace(" ", "_"))(tag, arguments)
            if name.upper() == "LOGOUT":
                return

    def close(self) -> None:
        self.file.close()
        self.connection.close()

    def _encrypt(self, context: ssl.SSLContext) -> None:
        self.file.close()
        self.connection = context.wrap_socket(self.connection, server_side=True)
        self.file = self.connection.makefile("rb")
        self.encrypted = True

    def _send(self, line: str | bytes) -> None:
        self.connection.sendall((line.encode() if isinstance(line, str) else line) + b"\r\n")

    def _scripted(self, command: str, arguments: str, tag: str) -> bool:
        """Do what the script says; whether that stands for the answer."""
        action = self.server.script(command, arguments)
        if action is None:
            return False
        if action == "drop":
            raise ConnectionResetError
        if action == "stall":
            self.server.stopped.wait(30)
        elif action == "drip":
            while not self.server.stopped.wait(0.05):
                self.connection.sendall(b"*")
        else:
            self._send(action.replace("{tag}", tag))
        return True

    def _capability(self, tag: str, arguments: str) -> None:
        offered = [*self.server.capabilities, *(["STARTTLS"] if self.server.starttls and not self.encrypted else [])]
        self._send(" ".join(["* CAPABILITY IMAP4rev1", *offered]))
        self._send(f"{tag} OK done")

    def _starttls(self, tag: str, arguments: str) -> None:
        self._send(f"{tag} OK begin")
        self._encrypt(self.server.starttls)

    def _authenticate(self, tag: str, arguments: str) -> None:
        self._send("+ ")
        said = base64.b64decode(self.file.readline()).decode()
        good = self.encrypted and said == f"\0{USER}\0{self.server.password}"
        self._send(f"{tag} OK in" if good else f"{tag} NO [AUTHENTICATIONFAILED] wrong {said[-40:]}")

    def _login(self, tag: str, arguments: str) -> None:
        good = self.encrypted and arguments.replace('"', "").split(" ", 1) == [USER, self.server.password]
        self._send(f"{tag} OK in" if good else f"{tag} NO wrong")

    def _select(self, tag: str, arguments: str, *, writable: bool = True) -> None:
        self.folder = self.server.folders.get(arguments.strip('"'))
        if self.folder is None:
            self._send(f"{tag} NO [NONEXISTENT] no such mailbox")
            return
        self.writable = writable
        self._send(f"* {len(self.folder.messages)} EXISTS")
        self._send(f"* OK [UIDVALIDITY {self.folder.validity}] valid")
        self._send(f"{tag} OK [{'READ-WRITE' if writable else 'READ-ONLY'}] open")

    def _examine(self, tag: str, arguments: str) -> None:
        self._select(tag, arguments, writable=False)

    def _list(self, tag: str, arguments: str) -> None:
        for name in self.server.folders:
            self._send(f'* LIST (\\HasNoChildren) "{self.server.mark}" "{name}"')
        self._send(f"{tag} OK done")

    def _uid_search(self, tag: str, arguments: str) -> None:
        messages = self.folder.messages
        first = re.search(r"UID (\d+):\*", arguments)
        wanted = [n for n in messages if not first or n >= int(first[1])] or list(messages)[-1:]
        if "UNSEEN" in arguments:
            wanted = [n for n in wanted if "\\Seen" not in messages[n].flags]
        if "UNDELETED" in arguments:
            wanted = [n for n in wanted if "\\Deleted" not in messages[n].flags]
        self._send(" ".join(["* SEARCH", *map(str, wanted)]))
        self._send(f"{tag} OK done")

    def _uid_fetch(self, tag: str, arguments: str) -> None:
        numbers, _, what = arguments.partition(" ")
        for place, number in enumerate(map(int, numbers.split(",")), 1):
            message = self.folder.messages.get(number)
            if message is None:
                continue
            size = len(message.content)
            if "BODY" not in what:
                self._send(f"* {place} FETCH (UID {number} RFC822.SIZE {size})")
                continue
            if "PEEK" not in what and self.writable:
                message.flags.add("\\Seen")
            self._send(f"* {place} FETCH (UID {number} BODY[] {{{size}}}".encode() + b"\r\n" + message.content + b")")
        self._send(f"{tag} OK done")

    def _chosen(self, arguments: str) -> list[int]:
        numbers = map(int, arguments.partition(" ")[0].split(","))
        return [number for number in numbers if number in self.folder.messages]

    def _uid_store(self, tag: str, arguments: str) -> None:
        if not self.writable:
            self._send(f"{tag} NO read-only")
            return
        for number in self._chosen(arguments):
            self.folder.messages[number].flags |= set(re.findall(r"\\\w+", arguments))
        self._send(f"{tag} OK done")

    def _uid_copy(self, tag: str, arguments: str) -> None:
        target = self.server.folders.get(arguments.partition(" ")[2].strip('"'))
        if target is None:
            self._send(f"{tag} NO [TRYCREATE] no such mailbox")
            return
        for number in self._chosen(arguments):
            target.add(self.folder.messages[number].content)
        self._send(f"{tag} OK done")

    def _uid_expunge(self, tag: str, arguments: str) -> None:
        for number in self._chosen(arguments):
            if "\\Deleted" in self.folder.messages[number].flags:
                del self.folder.messages[number]
        self._send(f"{tag} OK done")

    def _uid_move(self, tag: str, arguments: str) -> None:
        target = self.server.folders.get(arguments.partition(" ")[2].strip('"'))
        if target is None or not self.writable:
            self._send(f"{tag} NO [TRYCREATE] no such mailbox")
            return
        for number in self._chosen(arguments):
            target.add(self.folder.messages.pop(number).content)
        self._send(f"{tag} OK done")

    def _logout(self, tag: str, arguments: str) -> None:
        self._send("* BYE bye")
        self._send(f"{tag} OK done")
