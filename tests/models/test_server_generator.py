"""OpenAI-compatible servers: a real one (`transformers serve`) on loopback, and one that misbehaves on demand."""

from __future__ import annotations

import json
import re
import socket
import time

import httpx
import pytest
import stamina
from werkzeug import Request, Response

from briefing.config import ModelSettings
from briefing.errors import ModelError
from briefing.models.generator_protocol import Decoding, Prompt, make_generator

SHORT = Decoding(max_new_tokens=8, stop=("END",))
ASK = Prompt("Shorten this.", "You are an editor.")


@pytest.fixture(autouse=True)
def _no_pauses():
    with stamina.set_testing(True, attempts=3):
        yield


def _generator(address, **settings):
    return make_generator(ModelSettings(generator=address, **{"timeout": 5.0, **settings}))


def _answer(text="A short sentence.", **choice):
    return {"choices": [{"message": {"role": "assistant", "content": text}, "finish_reason": "stop", **choice}]}


@pytest.fixture
def address(httpserver):
    return httpserver.url_for("/v1") + "#small"


def test_what_is_sent_and_what_comes_back(httpserver, address, monkeypatch):
    monkeypatch.setenv("BRIEFING_API_KEY", "secret")
    httpserver.expect_request("/v1/chat/completions").respond_with_json(_answer("  A sentence.\n"))
    reply = _generator(address).generate([ASK], SHORT)[0]
    assert (reply.text, reply.complete, reply.failure) == ("A sentence.", True, None)
    # A request that an earlier test gave up may be logged late.
    (request,) = [each for each, _ in httpserver.log if each.headers.get("Authorization") == "Bearer secret"]
    assert json.loads(request.data) == {
        "model": "small",
        "messages": [
            {"role": "system", "content": "You are an editor."},
            {"role": "user", "content": "Shorten this."},
        ],
        "max_tokens": 8,
        "temperature": 0,
        "stream": False,
        "stop": ["END"],
    }


def test_replies_keep_the_order_of_the_prompts(httpserver, address):
    def echo(request: Request) -> Response:
        text = json.loads(request.data)["messages"][-1]["content"]
        time.sleep(0.05 if text == "0" else 0)
        return Response(json.dumps(_answer(text)), content_type="application/json")

    httpserver.expect_request("/v1/chat/completions").respond_with_handler(echo)
    replies = _generator(address).generate([Prompt(str(number)) for number in range(8)], SHORT)
    assert [reply.text for reply in replies] == [str(number) for number in range(8)]


def test_a_busy_server_is_asked_again(httpserver, address):
    for status in (503, 429):
        httpserver.expect_ordered_request("/v1/chat/completions").respond_with_data("busy", status=status)
    httpserver.expect_ordered_request("/v1/chat/completions").respond_with_json(_answer())
    assert _generator(address).generate([ASK], SHORT)[0].text == "A short sentence."


@pytest.mark.parametrize(
    ("content", "status", "failure"),
    [
        ("<html>no</html>", 200, "not JSON"),
        ("{}", 200, "has no message"),
        ('{"choices": []}', 200, "has no message"),
        ('{"choices": [{"message": {"content": null}}]}', 200, "is not text"),
        ("[]", 200, "has no message"),
        ("", 401, r"refuses the key \(401\)"),
        ("", 404, r"no such model or address \(404\)"),
        ("", 302, "answered 302"),
        ("", 400, "answered 400"),
        ("busy", 500, "answered 500"),
        ("x" * 2_000_001, 200, "too large"),
    ],
)
def test_a_bad_answer_is_a_reply_that_says_why(httpserver, address, content, status, failure):
    headers = {"Location": "http://127.0.0.1:1/elsewhere"} if status == 302 else {}
    httpserver.expect_request("/v1/chat/completions").respond_with_data(content, status=status, headers=headers)
    assert re.search(failure, _generator(address).generate([ASK], SHORT)[0].failure)


def test_a_reply_cut_short_is_marked(httpserver, address):
    httpserver.expect_request("/v1/chat/completions").respond_with_json(_answer("A sen", finish_reason="length"))
    assert not _generator(address).generate([ASK], SHORT)[0].complete


def test_a_server_that_is_gone_is_not_waited_for_again_and_again():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    replies = _generator(f"http://127.0.0.1:{port}/v1#small", concurrency=1).generate([ASK] * 9, SHORT)
    failures = [reply.failure for reply in replies]
    assert failures == ["the server cannot be reached"] * 3 + ["the server stopped answering"] * 6


def test_a_silent_server_is_not_waited_for_longer_than_allowed(httpserver, address):
    def late(_request: Request) -> Response:
        time.sleep(0.5)
        return Response("late")

    httpserver.expect_request("/v1/chat/completions").respond_with_handler(late)
    with stamina.set_testing(True, attempts=1):
        reply = _generator(address, timeout=0.1).generate([ASK], SHORT)[0]
    assert reply.failure == "the server did not answer in time"


def test_a_prompt_that_is_too_long_is_not_sent(httpserver, address):
    model = _generator(address, context=256)
    assert model.generate([Prompt("long " * 400)], SHORT)[0].failure == "does not fit into the model's context"
    assert httpserver.log == []


def test_the_model_is_asked_for_where_the_address_names_none(httpserver):
    httpserver.expect_request("/v1/models").respond_with_json({"data": [{"id": "only"}]})
    httpserver.expect_request("/v1/chat/completions").respond_with_json(_answer())
    model = _generator(httpserver.url_for("/v1/"))
    assert model.fingerprint.startswith("only@server-")
    assert model.generate([ASK], SHORT)[0].failure is None


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        ({"data": [{"id": "one"}, {"id": "two"}]}, r"has 2 models.*Name one in the address: http.*#one"),
        ({"data": []}, "has 0 models"),
        ({"error": "?"}, "does not say which models"),
    ],
)
def test_without_one_model_the_address_must_name_it(httpserver, answer, message):
    httpserver.expect_request("/v1/models").respond_with_json(answer)
    with pytest.raises(ModelError, match=message):
        _ = _generator(httpserver.url_for("/v1")).fingerprint


def test_the_fingerprint_does_not_tell_the_address():
    assert "10.1.2.3" not in _generator("http://10.1.2.3:8000/v1#small").fingerprint


def test_a_key_never_travels_in_clear_text(monkeypatch):
    monkeypatch.setenv("MY_KEY", "secret")
    with pytest.raises(ModelError, match=r"the key in MY_KEY would cross the network in clear text.*https") as caught:
        _generator("http://models.example/v1#small", api_key_env="MY_KEY")
    assert "secret" not in str(caught.value)
    assert _generator("https://models.example/v1#small", api_key_env="MY_KEY").family == "chat"


def test_offline_only_servers_on_this_machine_are_asked():
    settings = ModelSettings(generator="https://models.example/v1#small")
    with pytest.raises(ModelError, match="this run is offline"):
        make_generator(settings, offline=True)
    assert make_generator(ModelSettings(generator="http://localhost:11434/v1#small"), offline=True)
    assert make_generator(ModelSettings(generator="http://[::1]:11434/v1#small"), offline=True)


@pytest.mark.parametrize("address", ["http://", "http://user:pw@host/v1#m", "https://host/v1?key=1#m"])
def test_an_address_that_is_none_is_refused(address):
    with pytest.raises(ModelError, match="is not the address of a server"):
        _generator(address)


@pytest.fixture(scope="module")
def served(chat_folder):
    """`transformers serve` with the tiny chat model; its address."""
    for module in ("fastapi", "uvicorn", "openai"):
        pytest.importorskip(module, reason="transformers serve needs it")
    import warnings

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from transformers.cli.serve import Serve

        server = Serve(str(chat_folder), host="127.0.0.1", port=port, device="cpu", non_blocking=True)
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        try:
            httpx.get(f"http://127.0.0.1:{port}/health", timeout=1.0)
            break
        except httpx.TransportError:
            time.sleep(0.1)
    yield f"http://127.0.0.1:{port}/v1#{chat_folder}"
    server.kill_server()


def test_a_real_server_writes_what_the_model_writes_here(served, chat_folder):
    decoding = Decoding(max_new_tokens=8)
    prompts = [ASK, Prompt("the council voted on monday")]
    theirs = _generator(served, timeout=60.0).generate(prompts, decoding)
    ours = make_generator(ModelSettings(generator=str(chat_folder), device="cpu")).generate(prompts, decoding)
    assert [reply.failure for reply in theirs] == [None, None]
    assert [reply.text for reply in theirs] == [reply.text for reply in ours]
