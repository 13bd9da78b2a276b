"""A tiny web server for unsubscribing and confirming, for use behind a reverse proxy that speaks https.

A POST acts, at once (RFC 8058: mail programs send one when the reader presses their Unsubscribe button); a GET only
shows a button, because link checkers follow every link in a message. Nothing is logged: the address holds the token.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from string import Template
from urllib.parse import parse_qs, urlsplit

from briefing.deliver.sign_links_and_bounces import Purpose
from briefing.runtime import prompt_and_template_folders

__all__ = ["SAID", "ReaderServer", "Voice"]

_SECONDS = 10
_MOST_BODY = 10_000
_MOST_FIELDS = 20
_QUESTIONS = {
    "unsubscribe": ("Unsubscribe", "Press the button and you will not receive %(title)s any more."),
    "confirm": ("Subscribe", "Press the button to receive %(title)s from now on."),
}
_DONE = {
    "unsubscribe": ("You are unsubscribed", "You will not receive %(title)s any more."),
    "confirm": ("You are subscribed", "The next edition of %(title)s will come to you."),
}
_INVALID = ("Not found", "This link is not valid, or no longer.")
_TOO_LONG = ("Too long", "This request is too long.")
SAID = tuple(text for pair in (*_QUESTIONS.values(), *_DONE.values(), _INVALID, _TOO_LONG) for text in pair)
"""Every text that a page says."""

Act = Callable[[Purpose, str], bool]
"""Does what a token allows; False if it is not one of ours."""
Check = Callable[[Purpose, str], bool]
"""Whether a token is one of ours."""


@dataclass(frozen=True, slots=True)
class Voice:
    """The title of the briefing, and the translation of the pages' words."""

    title: str = "it"
    language: str = "en"
    translate: Callable[[str], str] = str


class ReaderServer(ThreadingHTTPServer):
    """A server bound to `host` and `port` (0: any free one); call its `serve_forever`. Raises OSError."""

    daemon_threads = True

    def __init__(self, host: str, port: int, check: Check, act: Act, voice: Voice | None = None) -> None:
        self.check, self.act, self.voice = check, act, voice or Voice()
        super().__init__((host, port), _Handler)


class _Handler(BaseHTTPRequestHandler):
    server_version = "briefing"
    sys_version = ""
    timeout = _SECONDS
    server: ReaderServer

    def do_GET(self) -> None:
        """Ask, with a button."""
        purpose, token = self._asked()
        if purpose is None or not self.server.check(purpose, token):
            self._page(404, _INVALID)
            return
        button = html.escape(self.server.voice.translate(_QUESTIONS[purpose][0]))
        self._page(200, _QUESTIONS[purpose], f'<form method="post"><button>{button}</button></form>')

    def do_POST(self) -> None:
        """Act, whatever the body of the request is."""
        length = self.headers.get("Content-Length", "0")
        # Some characters are digits to Python and no numbers ("²").
        if not re.fullmatch(r"[0-9]{1,9}", length) or int(length) > _MOST_BODY:
            self._page(413, _TOO_LONG)
            return
        self.rfile.read(int(length))
        purpose, token = self._asked()
        if purpose is None or not self.server.act(purpose, token):
            self._page(404, _INVALID)
            return
        self._page(200, _DONE[purpose])

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's signature
        """Log nothing: whoever reads a log with tokens could act for others."""

    def _asked(self) -> tuple[Purpose | None, str]:
        try:
            query = parse_qs(urlsplit(self.path).query, max_num_fields=_MOST_FIELDS)
        except ValueError:
            return None, ""
        for purpose in ("unsubscribe", "confirm"):
            if values := query.get(purpose):
                return purpose, values[0]
        return None, ""

    def _page(self, status: int, words: tuple[str, str], form: str = "") -> None:
        page, voice = Template(prompt_and_template_folders.read("templates", "reader.html")), self.server.voice
        title, text = (html.escape(voice.translate(each) % {"title": voice.title}) for each in words)
        body = page.substitute(language=html.escape(voice.language), title=title, text=text, form=form).encode()
        self.send_response(status)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'")
        self.send_header("Cache-Control", "no-store")
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(body)
        self.close_connection = True
