"""A preview of the archive on this machine: an HTTP server for one folder, on loopback only.

It answers GET and HEAD for files below that folder, uses the site's own 404 page, and tells browsers to cache nothing.
"""

from __future__ import annotations

import re
import socket
import time
from collections.abc import Callable
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from briefing.errors import OutputError

__all__ = ["preview", "server"]

_IDLE_SECONDS = 30
_LOCAL = re.compile(r"(localhost|127\.0\.0\.1|\[::1\])(:[0-9]{1,5})?", re.IGNORECASE)


class _Handler(SimpleHTTPRequestHandler):
    """Files of one folder, without listings and without a log."""

    protocol_version = "HTTP/1.1"
    timeout = _IDLE_SECONDS
    extensions_map = SimpleHTTPRequestHandler.extensions_map | {
        ".wasm": "application/wasm",
        ".pagefind": "application/octet-stream",
        ".xml": "application/xml",
    }

    def send_head(self) -> Any:
        """The file that is asked for, unless by a page elsewhere whose name leads here (DNS rebinding)."""
        if not _LOCAL.fullmatch(self.headers.get("Host", "")):
            self.send_error(403, "This preview answers to localhost only")
            return None
        try:
            return super().send_head()
        except ValueError:
            # A path with NUL is none.
            self.send_error(404)
            return None

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        super().end_headers()

    def list_directory(self, path: Any) -> None:  # noqa: ARG002 - the base class's signature
        """No directory listings."""
        self.send_error(404)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """The site's own 404 page."""
        page = Path(self.directory) / "404.html"
        if code != 404 or not page.is_file():
            super().send_error(code, message, explain)
            return
        content = page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def log_message(self, *_: Any) -> None:
        """Log nothing: the terminal belongs to the user."""


def server(folder: Path, port: int) -> ThreadingHTTPServer:
    """A server for `folder` on 127.0.0.1; port 0 takes a free one. Raises OutputError."""
    if not (folder / "index.html").is_file():
        raise OutputError("there is no archive", subject=str(folder), hint="Make one with 'briefing archive build'.")
    try:
        made = ThreadingHTTPServer(("127.0.0.1", port), partial(_Handler, directory=str(folder)))
    except (OSError, OverflowError) as error:
        raise OutputError(f"port {port} cannot be used", subject="serve", hint="Choose another with --port.") from error
    made.daemon_threads = True
    made.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return made


def preview(folder: Path, port: int, *, show: Callable[[str], object], stop_after: float | None = None) -> None:
    """Serve `folder` until interrupted, or for `stop_after` seconds; `show` is told the address once it answers.

    Raises:
        OutputError: there is no archive, or the port cannot be used.
    """
    with server(folder, port) as running:
        show(f"http://127.0.0.1:{running.server_address[1]}/")
        ends = None if stop_after is None else time.monotonic() + stop_after
        running.timeout = 0.5
        while ends is None or time.monotonic() < ends:
            running.handle_request()
