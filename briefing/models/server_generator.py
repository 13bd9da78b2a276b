"""An OpenAI-compatible server over HTTP: Ollama, vLLM, llama.cpp, `transformers serve`, or a hosted one.

One request a prompt, several at a time, none of them streamed; each is bounded in time and size and tried again where
the server is busy. A server that stops answering does not stop the run: after a few failures in a row the rest of the
prompts get a reply that says so. The API key comes from an environment variable, and never travels in clear text.
"""

from __future__ import annotations

import hashlib
import ipaddress
import os
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import urlsplit

import httpx
import stamina

from briefing.config import ModelSettings
from briefing.errors import ModelError
from briefing.models.generator_protocol import Decoding, Family, Prompt, Reply

__all__ = ["ServerGenerator"]

_ATTEMPTS = 3
# Prompts in a row that may fail before the server is taken to be gone.
_GIVE_UP = 3
_LARGEST_ANSWER = 2_000_000
# A low guess for news in any language, so that a prompt that is let through really fits.
_CHARACTERS_A_TOKEN = 3
_BUSY = frozenset((408, 425, 429, 500, 502, 503, 504))


class _BusyError(Exception):
    """The server asks to be tried again."""


class ServerGenerator:
    """The model `#name` of the server at an address such as `http://localhost:11434/v1#llama3.2`.

    Raises:
        ModelError: the address is no address, or the key would be sent in clear text; or, without `#name`, the server
            does not say that it has exactly one model.
    """

    def __init__(self, address: str, settings: ModelSettings, *, offline: bool = False) -> None:
        parts = urlsplit(address)
        if not parts.hostname or parts.username or parts.query:
            raise ModelError(
                "is not the address of a server", subject=address, hint="Write http://localhost:11434/v1#model-name."
            )
        self._base = f"{parts.scheme}://{parts.netloc}{parts.path}".rstrip("/")
        self._name = parts.fragment
        self._settings = settings
        self._failed = 0
        self._lock = threading.Lock()
        local = _is_loopback(parts.hostname)
        if offline and not local:
            raise ModelError(
                "is on the network, and this run is offline", subject=self._base, hint="Use a model on this machine."
            )
        self._headers = _authorization(settings.api_key_env, self._base, clear=parts.scheme == "http" and not local)

    @property
    def fingerprint(self) -> str:
        """The model's name, and a mark of the server; which weights it runs only the server knows."""
        return f"{self._model()}@server-{hashlib.sha256(self._base.encode()).hexdigest()[:8]}"

    @property
    def family(self) -> Family:
        """Always `chat`."""
        return "chat"

    def translates(self, source: str, target: str) -> bool:  # noqa: ARG002 - only the server knows what it can
        """Always: a chat model is asked for it in words, and what it writes is checked."""
        return True

    def fits(self, prompt: Prompt, decoding: Decoding) -> bool:
        """By a guess from the number of characters: the server alone can count its tokens."""
        taken = (len(prompt.user) + len(prompt.system)) / _CHARACTERS_A_TOKEN
        return taken + decoding.max_new_tokens <= self._settings.context

    def generate(self, prompts: Sequence[Prompt], decoding: Decoding) -> list[Reply]:
        """One reply for each prompt, in their order."""
        if not prompts:
            return []
        self._failed = 0
        model = self._model()
        with (
            httpx.Client(timeout=self._settings.timeout, headers=self._headers, follow_redirects=False) as client,
            ThreadPoolExecutor(self._settings.concurrency) as pool,
        ):
            return list(pool.map(lambda prompt: self._reply(client, model, prompt, decoding), prompts))

    def _reply(self, client: httpx.Client, model: str, prompt: Prompt, decoding: Decoding) -> Reply:
        if not self.fits(prompt, decoding):
            return Reply(failure="does not fit into the model's context")
        if self._failed >= _GIVE_UP:
            return Reply(failure="the server stopped answering")
        messages = [{"role": "user", "content": prompt.user}]
        if prompt.system:
            messages.insert(0, {"role": "system", "content": prompt.system})
        body = {
            "model": model,
            "messages": messages,
            "max_tokens": decoding.max_new_tokens,
            "temperature": 0,
            "stream": False,
            **({"stop": list(decoding.stop)} if decoding.stop else {}),
        }
        try:
            reply = _read_reply(self._ask(lambda: _post(client, f"{self._base}/chat/completions", body)))
        except (httpx.HTTPError, _BusyError, ValueError) as error:
            reply = Reply(failure=_why(error))
        with self._lock:
            self._failed = 0 if reply.failure is None else self._failed + 1
        return reply

    def _model(self) -> str:
        """The model's name; asked of the server where the address has none."""
        if not self._name:
            try:
                with httpx.Client(timeout=self._settings.timeout, headers=self._headers) as client:
                    found = self._ask(lambda: _fetch(client, "GET", f"{self._base}/models", None))
                names = [str(item["id"]) for item in found["data"]]
            except (httpx.HTTPError, _BusyError, ValueError, KeyError, TypeError) as error:
                raise ModelError(
                    f"the server does not say which models it has: {_why(error)}",
                    subject=self._base,
                    hint="Is it running? Name the model in the address: …/v1#model-name.",
                ) from error
            if len(names) != 1:
                raise ModelError(
                    f"the server has {len(names)} models",
                    subject=self._base,
                    hint=f"Name one in the address: {self._base}#{names[0] if names else 'model-name'}",
                )
            self._name = names[0]
        return self._name

    @staticmethod
    def _ask(call: Callable[[], Any]) -> Any:
        """`call`, again after a pause where the server could not be reached or was busy."""
        for attempt in stamina.retry_context(
            on=(httpx.TransportError, _BusyError), attempts=_ATTEMPTS, wait_initial=0.2, wait_max=5.0
        ):
            with attempt:
                return call()
        raise AssertionError("unreachable")  # pragma: no cover - the last attempt raises


def _post(client: httpx.Client, url: str, body: dict[str, Any]) -> Any:
    return _fetch(client, "POST", url, body)


def _fetch(client: httpx.Client, method: str, url: str, body: dict[str, Any] | None) -> Any:
    """The JSON of an answer of bounded size. Raises ValueError for one that is not JSON or says no."""
    content = b""
    with client.stream(method, url, json=body) as answer:
        for chunk in answer.iter_bytes():
            content += chunk
            if len(content) > _LARGEST_ANSWER:
                raise ValueError("the server's answer is too large")
    if answer.status_code in _BUSY:
        raise _BusyError(f"the server answered {answer.status_code}")
    if answer.status_code in (401, 403):
        raise ValueError(f"the server refuses the key ({answer.status_code})")
    if answer.status_code == 404:
        raise ValueError("the server knows no such model or address (404)")
    if not answer.is_success:
        raise ValueError(f"the server answered {answer.status_code}")
    try:
        return httpx.Response(200, content=content).json()
    except ValueError as error:
        raise ValueError("the server's answer is not JSON") from error


def _read_reply(answer: Any) -> Reply:
    try:
        choice = answer["choices"][0]
        text = choice["message"]["content"]
    except (KeyError, IndexError, TypeError):
        raise ValueError("the server's answer has no message") from None
    if not isinstance(text, str):
        raise ValueError("the server's message is not text")
    return Reply(text.strip(), complete=choice.get("finish_reason") != "length")


def _why(error: Exception) -> str:
    if isinstance(error, httpx.TimeoutException):
        return "the server did not answer in time"
    if isinstance(error, httpx.HTTPError):
        return "the server cannot be reached"
    return str(error)


def _authorization(variable: str, base: str, *, clear: bool) -> dict[str, str]:
    key = os.environ.get(variable, "").strip()
    if not key:
        return {}
    if clear:
        raise ModelError(
            f"the key in {variable} would cross the network in clear text",
            subject=base,
            hint=f"Use an https address, or unset {variable}.",
        )
    return {"Authorization": f"Bearer {key}"}


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
