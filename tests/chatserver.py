"""A chat service on loopback that answers as it is told and keeps what it was given."""

from __future__ import annotations

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class ChatServer:
    """`answers` are statuses, (status, JSON) pairs, "silence" (no answer at all) or "drop" (the line is cut)."""

    def __init__(self, *answers, usual=200) -> None:
        self.answers, self.usual, self.got = list(answers), usual, []
        self.released = threading.Event()
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def log_message(self, *_):
                pass

            def answer(self):
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                outer.got.append((self.command, self.path, body))
                wanted = outer.answers.pop(0) if outer.answers else outer.usual
                if wanted == "silence":
                    outer.released.wait(20)
                    return
                if wanted == "drop":
                    self.connection.shutdown(2)
                    return
                status, content = wanted if isinstance(wanted, tuple) else (wanted, {"ok": True})
                sent = json.dumps(content).encode()
                self.send_response(status)
                self.send_header("Content-Length", str(len(sent)))
                self.end_headers()
                self.wfile.write(sent)

            do_POST = do_PUT = do_GET = answer  # noqa: N815 - names that the library asks for

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.released.set()
        self.server.shutdown()
        self.server.server_close()

    def bodies(self):
        return [json.loads(body) for _, _, body in self.got if body]

    def wait_for(self, count, seconds=20.0):
        end = time.monotonic() + seconds
        while len(self.got) < count and time.monotonic() < end:
            time.sleep(0.02)
        assert len(self.got) >= count
