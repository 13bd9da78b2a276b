import asyncio
import datetime as dt
import gzip
import socket
import threading
import time
import zlib
from contextlib import contextmanager

import brotli
import pytest
import zstandard
from werkzeug import Request, Response

from briefing.config import FetchSettings
from briefing.errors import FetchError, GoneError
from briefing.ingest import address_guard
from briefing.ingest.http_client import Client

LOOPBACK = {"allow_private": ("127.0.0.1", "localhost"), "delay": 0.0, "timeout": 2.0}
BODY = b"<rss>news</rss>" * 50


def fetch(url, *, resolver=address_guard.resolve, etag=None, modified=None, **settings):
    async def run():
        async with Client(FetchSettings(**{**LOOPBACK, **settings}), resolver=resolver) as client:
            return await client.get(url, etag=etag, modified=modified)

    return asyncio.run(run())


def refused(url, **settings):
    with pytest.raises(FetchError) as caught:
        fetch(url, **settings)
    assert caught.value.subject == url
    assert caught.value.hint
    return caught.value


@contextmanager
def raw_server(talk):
    """A server of sockets: `talk(connection)` says whatever it likes to each caller."""
    listener = socket.create_server(("127.0.0.1", 0))

    def serve():
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            threading.Thread(target=_guarded, args=(connection,), daemon=True).start()

    def _guarded(connection):
        with connection:
            try:
                connection.recv(65536)
                talk(connection)
            except OSError:
                pass

    threading.Thread(target=serve, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/"
    finally:
        listener.close()


def test_an_answer_with_its_validators_and_an_honest_name(httpserver):
    seen = []

    def answer(request: Request) -> Response:
        seen.append(request.headers)
        return Response(
            BODY, content_type="application/rss+xml; charset=koi8-r", headers={"ETag": '"1"', "Last-Modified": "x"}
        )

    httpserver.expect_request("/feed").respond_with_handler(answer)
    got = fetch(httpserver.url_for("/feed"))
    assert (got.status, got.body, got.content_type, got.charset) == (200, BODY, "application/rss+xml", "koi8-r")
    assert (got.etag, got.modified) == ('"1"', "x")
    assert seen[0]["User-Agent"].startswith("briefing/")
    assert seen[0]["Host"] == httpserver.url_for("").removeprefix("http://").rstrip("/")


def test_a_conditional_request_and_not_modified(httpserver):
    httpserver.expect_request("/f", headers={"If-None-Match": '"1"', "If-Modified-Since": "x"}).respond_with_data(
        status=304
    )
    got = fetch(httpserver.url_for("/f"), etag='"1"', modified="x")
    assert got.unchanged
    assert got.body == b""


@pytest.mark.parametrize(
    ("encoding", "data"),
    [
        ("gzip", gzip.compress(BODY, mtime=0)),
        ("deflate", zlib.compress(BODY)),
        ("deflate", zlib.compress(BODY)[2:-4]),
        ("br", brotli.compress(BODY)),
        ("zstd", zstandard.compress(BODY)),
        ("gzip, br", brotli.compress(gzip.compress(BODY, mtime=0))),
        ("identity", BODY),
    ],
)
def test_every_compression_is_undone(httpserver, encoding, data):
    httpserver.expect_request("/f").respond_with_data(data, headers={"Content-Encoding": encoding})
    assert fetch(httpserver.url_for("/f")).body == BODY


@pytest.mark.parametrize(
    ("encoding", "compress"),
    [("gzip", gzip.compress), ("br", lambda data: brotli.compress(data, quality=3)), ("zstd", zstandard.compress)],
)
def test_a_zip_bomb_is_cut_off(httpserver, encoding, compress):
    data = compress(b"\0" * 30_000_000)
    assert len(data) < 100_000
    httpserver.expect_request("/f").respond_with_data(data, headers={"Content-Encoding": encoding})
    assert "larger than 1 MB" in refused(httpserver.url_for("/f"), max_bytes=1_000_000).message


@pytest.mark.parametrize("encoding", ["gzip", "br", "zstd", "compress", "gzip, gzip, gzip"])
def test_damaged_or_unknown_compression(httpserver, encoding):
    httpserver.expect_request("/f").respond_with_data(b"not compressed at all", headers={"Content-Encoding": encoding})
    assert "decompressed" in refused(httpserver.url_for("/f")).message


def test_a_large_answer_is_refused_by_its_length_and_an_endless_one_by_its_size():
    def huge(connection):
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n")

    def endless(connection):
        connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        while True:
            connection.sendall(b"x" * 65536)

    for talk in (huge, endless):
        with raw_server(talk) as url:
            assert "larger than" in refused(url, max_bytes=300_000).message


def test_a_slow_server_meets_the_deadline_of_the_whole_request():
    def drip(connection):
        connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        for _ in range(100):
            connection.sendall(b"x")
            time.sleep(0.05)

    def silent(connection):
        time.sleep(3)

    for talk in (drip, silent):
        started = time.monotonic()
        with raw_server(talk) as url:
            assert "no complete response within 0.4 seconds" in refused(url, timeout=0.4).message
        assert time.monotonic() - started < 2


def test_a_broken_connection_is_tried_again(httpserver):
    calls = []

    def flap(connection):
        calls.append(1)
        if len(calls) > 1:
            connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")

    with raw_server(flap) as url:
        assert fetch(url).body == b"ok"
    assert len(calls) == 2


def test_a_server_that_only_breaks_off_is_named():
    with raw_server(lambda connection: connection.sendall(b"garbage\r\n\r\n")) as url:
        assert "closed the connection too early" in refused(url).message


def test_a_port_where_nobody_listens():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    assert "refused the connection" in refused(f"http://127.0.0.1:{port}/").message


def test_redirects_are_followed_and_a_permanent_move_is_told(httpserver):
    httpserver.expect_request("/a").respond_with_data(status=301, headers={"Location": "/b"})
    httpserver.expect_request("/b").respond_with_data(status=308, headers={"Location": httpserver.url_for("/c")})
    httpserver.expect_request("/c").respond_with_data(b"here")
    got = fetch(httpserver.url_for("/a"))
    assert (got.body, got.moved, got.url) == (b"here", httpserver.url_for("/c"), httpserver.url_for("/c"))


def test_a_temporary_redirect_is_no_move(httpserver):
    httpserver.expect_request("/a").respond_with_data(status=302, headers={"Location": "/b"})
    httpserver.expect_request("/b").respond_with_data(status=301, headers={"Location": "/c"})
    httpserver.expect_request("/c").respond_with_data(b"here")
    assert fetch(httpserver.url_for("/a")).moved is None


def test_a_redirect_loop_ends(httpserver):
    httpserver.expect_request("/a").respond_with_data(status=302, headers={"Location": "/a"})
    assert "redirects more than" in refused(httpserver.url_for("/a")).message


@pytest.mark.parametrize("target", ["javascript:alert(1)", "file:///etc/passwd", "ftp://a.example/"])
def test_a_redirect_to_what_is_no_web_address(httpserver, target):
    httpserver.expect_request("/a").respond_with_data(status=302, headers={"Location": target})
    assert "not a web address" in refused(httpserver.url_for("/a")).message


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.0.0.1", "192.168.1.1", "172.16.0.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
     "::1", "fe80::1", "fc00::1", "::ffff:127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "255.255.255.255"],
)  # fmt: skip
def test_private_addresses_are_refused_whatever_the_name(address):
    error = refused("http://innocent.example/", resolver=lambda *_: [address])
    assert "private address" in error.message
    assert "allow_private" in error.hint


@pytest.mark.parametrize("url", ["http://2130706433/", "http://0x7f.1/", "http://127.1/", "http://[::ffff:127.0.0.1]/"])
def test_other_spellings_of_loopback_are_refused(url):
    refused(url, allow_private=())


def test_a_redirect_to_a_private_address_is_refused(httpserver):
    httpserver.expect_request("/a").respond_with_data(status=302, headers={"Location": "http://metadata.example/"})

    def resolver(host, port):
        return ["169.254.169.254"] if host == "metadata.example" else address_guard.resolve(host, port)

    assert "private address" in refused(httpserver.url_for("/a"), resolver=resolver).message


def test_the_address_that_was_checked_is_the_one_connected_to(httpserver):
    """A name that is public when checked and private when connected to is looked up once only."""
    asked = []

    def rebinding(host, port):
        asked.append(host)
        return ["127.0.0.1"]

    httpserver.expect_request("/").respond_with_data(b"ok")
    url = httpserver.url_for("/").replace("localhost", "feed.example")
    assert fetch(url, resolver=rebinding, allow_private=("feed.example",)).body == b"ok"
    assert asked == ["feed.example"]


def test_an_unknown_host_name():
    def unknown(host, port):
        raise socket.gaierror(-2, "Name or service not known")

    assert "unknown" in refused("http://nowhere.example/", resolver=unknown).message


@pytest.mark.parametrize(
    "url", ["ftp://a.example/", "file:///etc/passwd", "javascript:alert(1)", "http://", "nonsense"]
)
def test_only_http_and_https(url):
    assert "not an http or https address" in refused(url).message


@pytest.mark.parametrize("url", ["http://xn--/", "http://xn--a-.example/x", "http://☃‍.example/"])
def test_a_host_name_that_cannot_be_encoded_is_an_error_of_its_source(url):
    assert refused(url).subject == url


@pytest.mark.parametrize(("status", "words"), [(404, "404"), (403, "refuses"), (401, "password"), (500, "500")])
def test_an_error_status_is_named_with_what_to_do(httpserver, status, words):
    httpserver.expect_request("/f").respond_with_data(status=status)
    assert words in str(refused(httpserver.url_for("/f")))


def test_gone_is_an_error_of_its_own(httpserver):
    httpserver.expect_request("/f").respond_with_data(status=410)
    with pytest.raises(GoneError):
        fetch(httpserver.url_for("/f"))


def test_a_server_that_asks_for_a_little_patience_gets_it(httpserver):
    httpserver.expect_ordered_request("/f").respond_with_data(status=429, headers={"Retry-After": "1"})
    httpserver.expect_ordered_request("/f").respond_with_data(b"ok")
    started = time.monotonic()
    assert fetch(httpserver.url_for("/f")).body == b"ok"
    assert time.monotonic() - started >= 1


@pytest.mark.parametrize("value", ["3600", "Wed, 21 Oct 2099 07:28:00 GMT"])
def test_one_that_asks_for_more_is_left_until_the_next_run(httpserver, value):
    httpserver.expect_oneshot_request("/f").respond_with_data(status=503, headers={"Retry-After": value})
    started = time.monotonic()
    assert "503" in refused(httpserver.url_for("/f")).message
    assert time.monotonic() - started < 1


def test_requests_to_one_host_keep_their_distance(httpserver):
    times = []

    def answer(request: Request) -> Response:
        times.append(time.monotonic())
        return Response(b"ok")

    httpserver.expect_request("/f").respond_with_handler(answer)

    async def run():
        async with Client(FetchSettings(**{**LOOPBACK, "delay": 0.2})) as client:
            await asyncio.gather(*(client.get(httpserver.url_for("/f")) for _ in range(4)))

    asyncio.run(run())
    assert max(times) - min(times) >= 0.3  # 0.6 without the jitter of a busy machine


def test_a_slow_host_does_not_take_the_places_of_the_others(httpserver):
    httpserver.expect_request("/f").respond_with_data(b"ok")

    def stall(connection):
        time.sleep(2)

    async def run(slow):
        async with Client(FetchSettings(**{**LOOPBACK, "concurrency": 3, "timeout": 1.5})) as client:
            waiting = [asyncio.create_task(client.get(slow)) for _ in range(8)]
            await asyncio.sleep(0.1)
            started = time.monotonic()
            await client.get(httpserver.url_for("/f"))
            took = time.monotonic() - started
            for task in waiting:
                task.cancel()
            await asyncio.gather(*waiting, return_exceptions=True)
            return took

    with raw_server(stall) as slow:
        assert asyncio.run(run(slow)) < 0.7


def test_a_bad_certificate_is_refused():
    import ssl

    import trustme

    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)
    listener = socket.create_server(("127.0.0.1", 0))

    def serve():
        with listener:
            connection, _ = listener.accept()
            try:
                context.wrap_socket(connection, server_side=True)
            except OSError:
                connection.close()

    threading.Thread(target=serve, daemon=True).start()
    error = refused(f"https://localhost:{listener.getsockname()[1]}/")
    assert "certificate" in error.message


def test_an_authority_named_in_the_environment_is_trusted(tmp_path, monkeypatch):
    import ssl

    import trustme
    from pytest_httpserver import HTTPServer

    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)
    authority.cert_pem.write_to_path(tmp_path / "ca.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    with HTTPServer(ssl_context=context) as server:
        server.expect_request("/feed").respond_with_data("hello")
        assert fetch(f"https://localhost:{server.port}/feed").body == b"hello"


def test_https_to_a_server_that_only_speaks_http(httpserver):
    httpserver.expect_request("/feed").respond_with_data("x")
    error = refused(httpserver.url_for("/feed").replace("http://", "https://"))
    assert "does not speak TLS" in error.message
    assert "http://" in error.hint


def test_a_proxy_of_the_environment_is_used(httpserver, monkeypatch):
    monkeypatch.setenv("http_proxy", httpserver.url_for(""))
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.delenv("NO_PROXY", raising=False)
    httpserver.expect_request("/f").respond_with_data(b"by proxy")
    got = fetch("http://news.example/f", resolver=lambda *_: ["93.184.215.14"])
    assert got.body == b"by proxy"


def test_the_clock_decides_how_long_a_date_in_retry_after_is():
    from briefing.ingest.http_client import _retry_after

    now = dt.datetime(2025, 10, 23, 12, tzinfo=dt.UTC)
    assert _retry_after("Thu, 23 Oct 2025 12:00:04 GMT", now) == 4
    assert _retry_after("Thu, 23 Oct 2025 11:00:00 GMT", now) == 0
    assert _retry_after("soon", now) == 0
    assert _retry_after(None, now) == 0


@pytest.mark.parametrize("value", ["²", "Tue, 99999999999999999999 Oct 2025 08:00:00 GMT", "Tue,", "soon", ""])
def test_a_retry_after_that_is_no_time_asks_for_none(value):
    from briefing.ingest.http_client import _retry_after

    assert _retry_after(value, dt.datetime(2026, 3, 12, tzinfo=dt.UTC)) == 0.0
