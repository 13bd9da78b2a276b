import socket
import threading
from contextlib import contextmanager

import httpx
import pytest

from briefing.deliver.unsubscribe_and_confirm_server import ReaderServer, Voice


@contextmanager
def serving(voice=None):
    """A running server that knows the token `good`; calls made and what was acted on."""
    acted = []
    server = ReaderServer(
        "127.0.0.1",
        0,
        lambda purpose, token: token == "good",
        lambda purpose, token: _act(acted, purpose, token),
        voice,
    )
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    with httpx.Client(base_url=f"http://127.0.0.1:{server.server_port}", trust_env=False) as client:
        client.acted = acted
        yield client
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def page():
    with serving() as client:
        yield client


def _act(acted, purpose, token):
    if token == "good":
        acted.append(purpose)
    return token == "good"


def test_one_click_unsubscribes(page):
    answer = page.post("/leave?unsubscribe=good", data={"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert page.acted == ["unsubscribe"]


def test_a_link_checker_that_follows_the_link_changes_nothing(page):
    answer = page.get("/leave?unsubscribe=good")
    assert answer.status_code == 200
    assert '<form method="post">' in answer.text
    assert page.acted == []


def test_confirming(page):
    assert "Subscribe" in page.get("/?confirm=good").text
    assert "You are subscribed" in page.post("/?confirm=good").text
    assert page.acted == ["confirm"]


@pytest.mark.parametrize("path", ["/", "/?unsubscribe=bad", "/?other=good", "/?unsubscribe=<script>", "/%00?x"])
def test_a_bad_link_is_not_found_and_repeats_nothing(page, path):
    for answer in (page.get(path), page.post(path)):
        assert answer.status_code == 404
        assert "<script>" not in answer.text
    assert page.acted == []


def test_a_large_body_is_not_read(page):
    assert page.post("/?unsubscribe=good", content=b"x" * 20_000).status_code == 413
    assert page.acted == []


def test_the_page_allows_no_script(page):
    assert "default-src 'none'" in page.get("/?unsubscribe=good").headers["Content-Security-Policy"]


def test_the_page_names_the_briefing_in_the_readers_language():
    german = {"Unsubscribe": "Abbestellen", "You will not receive %(title)s any more.": "Kein %(title)s mehr."}
    with serving(Voice("News & <b>Views</b>", "de", lambda text: german.get(text, text))) as client:
        asked = client.get("/?unsubscribe=good").text
        assert '<html lang="de">' in asked
        assert "<button>Abbestellen</button>" in asked
        assert "Kein News &amp; &lt;b&gt;Views&lt;/b&gt; mehr." in client.post("/?unsubscribe=good").text


def _raw(server, request):
    with socket.create_connection(server, timeout=10) as connection:
        connection.sendall(request)
        return connection.recv(65536).partition(b"\r\n")[0]


@pytest.mark.parametrize("length", ["²", "-1", "+3", "1e3", "99999999999999999999", "1_0", ""])
def test_an_odd_length_is_refused_without_a_traceback(page, length, capfd):
    request = f"POST /?unsubscribe=good HTTP/1.1\r\nHost: x\r\nContent-Length: {length}\r\n\r\n".encode("latin-1")
    assert b" 413 " in _raw((page.base_url.host, page.base_url.port), request)
    assert page.acted == []
    assert "Traceback" not in capfd.readouterr().err


@pytest.mark.parametrize("target", ["http://[::1/", "//[/", "/?" + "a=b&" * 200, "/%00", "/?unsubscribe=%00"])
def test_an_odd_address_is_not_found_without_a_traceback(page, target, capfd):
    for method in ("GET", "POST"):
        request = f"{method} {target} HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n".encode()
        assert b" 404 " in _raw((page.base_url.host, page.base_url.port), request)
    assert "Traceback" not in capfd.readouterr().err
