"""Apprise in a child process: what one service that it knows takes, and what became of a notification.

Apprise says only whether a notification was delivered. What the outbox must know besides, whether the service answered
and what, is noted where its plugins hand a request to the library `requests`. That, and the time limit, is what the
process is for: it is ended when a service does not answer in time (see `briefing.deliver.chat_and_push_channels`).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from briefing.errors import DeliveryError
from briefing.text.email_addresses import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Attempt", "Described", "Exchange", "Notification", "Service"]

# Longest words of an answer that are kept, and how much of it is read for them.
_WORDS, _READ = 200, 20_000
# Where services put the reason for a refusal.
_REASONS = ("error", "description", "message", "errmsg", "detail")


@dataclass(frozen=True, slots=True)
class Described:
    """A service's name and scheme, its longest title and text in characters, and to how many places it would send."""

    service: str
    scheme: str
    title: int
    text: int
    targets: int


@dataclass(frozen=True, slots=True)
class Notification:
    """What a service is to be given."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request and its answer: a status and the reason in it; or the `error` in place of one, and whether the
    request may have been `sent`.
    """

    status: int = 0
    words: str = ""
    error: str = ""
    sent: bool = True


@dataclass(frozen=True, slots=True)
class Attempt:
    """Whether Apprise calls a notification delivered, and what was exchanged over HTTP for it."""

    delivered: bool
    exchanges: tuple[Exchange, ...] = ()
    error: str = ""


@dataclass(frozen=True, slots=True)
class Service:
    """Work for a process of its own: each item is a `Notification` to send, or None to be `Described`.

    `sender` is the name that a chat shows; `seconds` is how long an answer may take.
    """

    url: str = field(repr=False)
    sender: str
    seconds: float

    def start(self) -> Callable[[Sequence[Any]], list[Any]]:
        """The plugin of the address. Raises DeliveryError where there is none."""
        plugin = self._plugin()
        schemes = plugin.schemas()

        def run(items: Sequence[Notification | None]) -> list[Attempt | Described]:
            return [_describe(plugin, schemes) if item is None else _notify(plugin, item) for item in items]

        return run

    def _plugin(self) -> Any:
        import apprise

        asset = apprise.AppriseAsset(
            app_id=self.sender, app_desc=self.sender, image_url_mask="", image_url_logo="", image_path_mask=""
        )
        try:
            plugin = apprise.Apprise.instantiate(self.url, asset=asset, suppress_exceptions=False)
        except Exception as error:  # noqa: BLE001 - plugins raise what they like; its text may quote the address
            raise DeliveryError(f"Apprise refuses the address ({type(error).__name__})") from None
        if plugin is None:
            raise DeliveryError("its address is none that Apprise knows")
        plugin.socket_connect_timeout = plugin.socket_read_timeout = self.seconds
        return plugin


def _describe(plugin: Any, schemes: set[str]) -> Described:
    return Described(
        service=str(plugin.service_name),
        scheme=min(schemes, default=""),
        title=max(0, int(plugin.title_maxlen)),
        text=int(plugin.body_maxlen),
        # Apprise counts every repetition as a place more.
        targets=len(plugin) // (plugin.retry + 1),
    )


def _notify(plugin: Any, item: Notification) -> Attempt:
    from apprise import NotifyFormat, OverflowMode

    with _noted() as exchanges:
        try:
            # What the program has fitted is only cut where a service's markup makes it longer again.
            delivered = plugin.notify(
                body=item.text, title=item.title, body_format=NotifyFormat.TEXT, overflow=OverflowMode.TRUNCATE
            )
        except Exception as error:  # noqa: BLE001 - a plugin's bug must not lose what was exchanged
            return Attempt(delivered=False, exchanges=tuple(exchanges), error=type(error).__name__)
    return Attempt(bool(delivered), tuple(exchanges))


@contextmanager
def _noted() -> Iterator[list[Exchange]]:
    """Every request that is made meanwhile, whatever the plugin makes of the answer."""
    from requests.adapters import HTTPAdapter

    exchanges: list[Exchange] = []
    original = HTTPAdapter.send

    def send(self: Any, request: Any, *args: Any, **options: Any) -> Any:
        try:
            answer = original(self, request, *args, **options)
            words = "" if options.get("stream") else _reason(answer.content)
        except Exception as error:
            exchanges.append(Exchange(error=type(error).__name__, sent=_may_be_sent(error)))
            raise
        exchanges.append(Exchange(answer.status_code, words))
        return answer

    HTTPAdapter.send = send
    try:
        yield exchanges
    finally:
        HTTPAdapter.send = original


def _may_be_sent(error: Exception) -> bool:
    """Whether a request may have reached the service before it failed: not where no connection came about."""
    import requests
    from urllib3 import exceptions as lower

    if isinstance(error, requests.exceptions.ConnectTimeout | requests.exceptions.SSLError):
        return False
    cause = getattr(error.args[0] if error.args else None, "reason", None)
    unconnected = (lower.NewConnectionError, lower.ConnectTimeoutError, lower.ProxyError, lower.SSLError)
    return not isinstance(cause, unconnected)


def _reason(answer: bytes) -> str:
    """The reason in an answer, for a person; nothing of one that is no JSON object."""
    try:
        content = json.loads(answer[:_READ])
    except (ValueError, RecursionError):
        return ""
    found = (content.get(name) for name in _REASONS) if isinstance(content, dict) else ()
    return one_line(next((words for words in found if isinstance(words, str)), ""))[:_WORDS]
