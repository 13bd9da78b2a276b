"""Polite, bounded HTTP: what is asked of other people's servers, and what is accepted from them.

Only http and https, only public hosts (see `address_guard`), a deadline for the whole exchange, a cap on what the
answer may grow to when it is decompressed, a few redirects, one retry policy, a delay and a limit per host, robots.txt
for pages, conditional requests if the server gave a validator. Every error of the library becomes a FetchError here.
"""

from __future__ import annotations

import asyncio
import datetime as dt
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from email.utils import parsedate_to_datetime
from functools import partial
from urllib.request import getproxies, proxy_bypass

import httpx
import stamina

from briefing import __version__
from briefing.config import FetchSettings
from briefing.errors import FetchError, GoneError
from briefing.ingest import address_guard
from briefing.ingest.address_guard import UnknownHostError
from briefing.ingest.content_encoding import TooLargeError, expand
from briefing.text.canonical_urls_and_article_ids import web_url
from briefing.text.decode_and_clean import one_line

__all__ = ["Answer", "Client", "user_agent"]

MAX_REDIRECTS = 8
_ATTEMPTS = 3
# Seconds before the first retry, doubled each time. Retried: refused or broken connections, 502-504.
_RETRY_WAIT = 0.5
_RETRIED = {502, 503, 504}
# Longest wait, in seconds, that a server may ask for. If it asks for more, the source fails until the next run.
_MAX_RETRY_AFTER = 5.0
# Seconds to connect to a server.
_CONNECT = 10.0
_CHUNK = 65_536
_PERMANENT = {301, 308}
_REDIRECTS = {301, 302, 303, 307, 308}


@dataclass(frozen=True, slots=True)
class Answer:
    """A server's response. `body` is empty for 304. `moved` is the new address after permanent redirects only."""

    status: int
    url: str
    body: bytes = b""
    content_type: str | None = None
    charset: str | None = None
    etag: str | None = None
    modified: str | None = None
    moved: str | None = None

    @property
    def unchanged(self) -> bool:
        """Whether the server says that the earlier copy is still current."""
        return self.status == httpx.codes.NOT_MODIFIED


def user_agent(settings: FetchSettings) -> str:
    """The User-Agent."""
    return settings.user_agent or f"briefing/{__version__}"


class Client:
    """Fetches addresses; one for each run, used within `async with`.

    `resolver` and `clock` are arguments for tests. `per_host` requests run against one host at once, `delay` seconds
    lie between the starts of two.
    """

    def __init__(
        self,
        settings: FetchSettings,
        *,
        resolver: address_guard.Resolver = address_guard.resolve,
        now: Callable[[], dt.datetime] = lambda: dt.datetime.now(dt.UTC),
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        self._settings = settings
        self.resolver = resolver
        self._now = now
        self._hosts: defaultdict[str, _Host] = defaultdict(lambda: _Host(settings.per_host, settings.delay))
        self._all = asyncio.Semaphore(settings.concurrency)
        self._transport = transport
        self._http: httpx.AsyncClient | None = None

    async def __aenter__(self) -> Client:
        seconds = self._settings.timeout
        self._http = httpx.AsyncClient(
            timeout=httpx.Timeout(seconds, connect=min(seconds, _CONNECT)),
            headers={"User-Agent": user_agent(self._settings), "Accept-Encoding": "gzip, deflate, br, zstd"},
            follow_redirects=False,
            transport=self._transport or _GuardedTransport(self._settings, self.resolver),
        )
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._http is not None:
            await self._http.aclose()

    async def get(
        self,
        url: str,
        *,
        accept: str = "*/*",
        etag: str | None = None,
        modified: str | None = None,
        secret: Mapping[str, str] | None = None,
    ) -> Answer:
        """The answer for `url`, after redirects. The `secret` headers go to its own origin alone.

        Raises:
            FetchError: no answer in time, a refused or private address, a bad certificate, too many redirects, an
                answer that is too large or an error status.
        """
        headers = {"Accept": accept}
        if etag:
            headers["If-None-Match"] = etag
        if modified:
            headers["If-Modified-Since"] = modified
        try:
            return await self._follow(url, headers, secret or {})
        except FetchError as error:
            if error.subject == url:
                raise
            message = f"redirects to {error.subject}, which {error.message}"
            raise type(error)(message, subject=url, hint=error.hint) from error.__cause__

    async def _follow(self, url: str, headers: dict[str, str], secret: Mapping[str, str]) -> Answer:
        current, permanent, moved = url, True, None
        for _ in range(MAX_REDIRECTS + 1):
            answer, location = await self._retry(
                current, {**headers, **(secret if _origin(current) == _origin(url) else {})}
            )
            if location is None:
                return replace(answer, moved=moved)
            target = web_url(location, current)
            if target is None:
                raise FetchError("redirects to something that is not a web address", subject=url, hint=_LOOK)
            permanent = permanent and answer.status in _PERMANENT
            moved = target if permanent else moved
            current = target
        raise FetchError(f"redirects more than {MAX_REDIRECTS} times", subject=url, hint=_LOOK)

    async def _retry(self, url: str, headers: dict[str, str]) -> tuple[Answer, str | None]:
        try:
            async for attempt in stamina.retry_context(
                on=_worth_retrying, attempts=_ATTEMPTS, wait_initial=_RETRY_WAIT, wait_jitter=_RETRY_WAIT, timeout=None
            ):
                with attempt:
                    return await self._once(url, headers)
        except _TryAgainError as error:
            raise error.failure from error.__cause__
        raise AssertionError("the last attempt returns or raises")

    async def _once(self, url: str, headers: dict[str, str]) -> tuple[Answer, str | None]:
        if web_url(url) is None:
            raise FetchError("is not an http or https address", subject=url, hint="Check the address.")
        # Waits for the host's turn first, so that waiting for a slow host takes no place from the others.
        async with self._hosts[_host(url)].turn(), self._all, _errors(url, self._settings.timeout):
            assert self._http is not None  # noqa: S101 - a programming error, not the user's
            async with asyncio.timeout(self._settings.timeout), self._http.stream("GET", url, headers=headers) as got:
                return await self._read(url, got)

    async def _read(self, url: str, response: httpx.Response) -> tuple[Answer, str | None]:
        status = response.status_code
        if status in _REDIRECTS and "location" in response.headers:
            return Answer(status, url), response.headers["location"]
        _check_status(url, response, self._now())
        kind = response.headers.get("content-type", "").partition(";")[0].strip().lower() or None
        body = b"" if status == httpx.codes.NOT_MODIFIED else await self._body(url, response)
        return Answer(
            status=status,
            url=url,
            body=body,
            content_type=kind,
            charset=response.charset_encoding,
            etag=response.headers.get("etag"),
            modified=response.headers.get("last-modified"),
        ), None

    async def _body(self, url: str, response: httpx.Response) -> bytes:
        limit = self._settings.max_bytes
        if int(response.headers.get("content-length") or 0) > limit:
            raise _too_large(url, limit)
        parts, size = [], 0
        async for part in response.aiter_raw(_CHUNK):
            size += len(part)
            if size > limit:
                raise _too_large(url, limit)
            parts.append(part)
        try:
            return expand(b"".join(parts), response.headers.get("content-encoding", ""), limit)
        except TooLargeError as error:
            raise _too_large(url, limit) from error
        except ValueError as error:
            raise FetchError("sends data that cannot be decompressed", subject=url, hint=_LATER) from error


def _host(url: str) -> str:
    """The host of `url`. Raises FetchError where its name cannot be one ("xn--" with nothing behind it)."""
    try:
        return httpx.URL(url).host
    except (httpx.InvalidURL, ValueError) as error:
        raise FetchError("has no valid host name", subject=url, hint="Check the address.") from error


class _Host:
    """Limits requests to one host: so many at once, and so many seconds between their starts."""

    def __init__(self, at_once: int, delay: float) -> None:
        self._slots = asyncio.Semaphore(at_once)
        self._delay = delay
        self._next = 0.0

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        async with self._slots:
            loop = asyncio.get_running_loop()
            start = max(loop.time(), self._next)
            self._next = start + self._delay
            if start > loop.time():
                await asyncio.sleep(start - loop.time())
            yield


class _TryAgainError(Exception):
    """A failure that may pass; `after` is how long the server asks to wait."""

    def __init__(self, failure: FetchError, after: float = 0.0) -> None:
        super().__init__(str(failure))
        self.failure = failure
        self.after = after


class _GuardedTransport(httpx.AsyncBaseTransport):
    """Connects to the very address that `address_guard` permitted, with the host's own name for TLS and Host header.

    Where the environment names a proxy for an address, the proxy connects; the host is checked all the same where its
    name is known here.
    """

    def __init__(self, settings: FetchSettings, resolver: address_guard.Resolver) -> None:
        self._allowed = frozenset(name.lower() for name in settings.allow_private)
        self._resolver = resolver
        # No connection is kept: the pool knows them by address, and two hosts may share one with different names.
        limits = httpx.Limits(max_connections=settings.concurrency, max_keepalive_connections=0)
        self._limits = limits
        # Certificates come from SSL_CERT_FILE or SSL_CERT_DIR where set, else from certifi's list.
        self._context = httpx.create_ssl_context()
        self._direct = httpx.AsyncHTTPTransport(limits=limits, verify=self._context)
        self._proxies: dict[str, httpx.AsyncHTTPTransport] = {}

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        url = request.url
        proxy = _proxy_of(url)
        port = url.port or (443 if url.scheme == "https" else 80)
        look_up = partial(address_guard.permitted, url.host, port, allowed=self._allowed, resolver=self._resolver)
        try:
            addresses = await asyncio.to_thread(look_up)
        except UnknownHostError:
            if not proxy:
                raise
        if proxy:
            transport = self._proxies.setdefault(
                proxy, httpx.AsyncHTTPTransport(proxy=proxy, limits=self._limits, verify=self._context)
            )
            return await transport.handle_async_request(request)
        for address in addresses[:-1]:
            try:
                return await self._direct.handle_async_request(_addressed(request, address))
            except (httpx.ConnectError, httpx.ConnectTimeout):
                continue
        return await self._direct.handle_async_request(_addressed(request, addresses[-1]))

    async def aclose(self) -> None:
        for transport in (self._direct, *self._proxies.values()):
            await transport.aclose()


def _addressed(request: httpx.Request, address: str) -> httpx.Request:
    """`request` sent to `address`; its Host header and TLS name stay those of the host."""
    return httpx.Request(
        request.method,
        request.url.copy_with(host=address),
        headers=request.headers,
        stream=request.stream,
        extensions={**request.extensions, "sni_hostname": request.url.host},
    )


def _proxy_of(url: httpx.URL) -> str | None:
    """The proxy that the environment names for `url`, honouring NO_PROXY."""
    proxies = getproxies()
    found = proxies.get(url.scheme) or proxies.get("all")
    return found if found and not proxy_bypass(url.host) else None


_LATER = "The next run tries again."
_LOOK = "Open it in a browser and correct the address."


def _origin(url: str) -> tuple[str, str, int | None] | None:
    """Scheme, host and port; None for what is no web address, to which nothing is sent."""
    if web_url(url) is None:
        return None
    try:
        parts = httpx.URL(url)
        return parts.scheme, parts.host, parts.port
    except (httpx.InvalidURL, ValueError):
        return None


def _worth_retrying(error: Exception) -> bool | float:
    """Whether to try again and, where the server said so, after how many seconds."""
    if not isinstance(error, _TryAgainError) or error.after > _MAX_RETRY_AFTER:
        return False
    return error.after or True


def _check_status(url: str, response: httpx.Response, now: dt.datetime) -> None:
    status = response.status_code
    if response.is_success or status == httpx.codes.NOT_MODIFIED:
        return
    # The phrase is the server's own: it goes to the terminal, and into the store.
    reason = f"answered {status} {one_line(response.reason_phrase, 60) or ''}".strip()
    if status == httpx.codes.GONE:
        raise GoneError("is gone for good (410)", subject=url, hint="Remove this source.")
    if status in _RETRIED or status == httpx.codes.TOO_MANY_REQUESTS:
        after = _retry_after(response.headers.get("retry-after"), now)
        raise _TryAgainError(FetchError(reason, subject=url, hint=_LATER), after)
    hints = {401: "It needs a password, which is not supported.", 403: "The site refuses programs like this one."}
    raise FetchError(reason, subject=url, hint=hints.get(status, _LOOK))


def _retry_after(value: str | None, now: dt.datetime) -> float:
    """Seconds asked for by a Retry-After header (RFC 9110, 10.2.3), in either of its forms."""
    if not value:
        return 0.0
    if value.strip().isdecimal():
        return float(value)
    try:
        return max(0.0, (parsedate_to_datetime(value) - now).total_seconds())
    except (ValueError, TypeError, IndexError, OverflowError):
        return 0.0


def _too_large(url: str, limit: int) -> FetchError:
    return FetchError(
        f"is larger than {limit / 1_000_000:g} MB",
        subject=url,
        hint="If this source is meant to be so large, raise [fetch] max_bytes.",
    )


@asynccontextmanager
async def _errors(url: str, seconds: float) -> AsyncIterator[None]:
    """Turn the errors of httpx and TLS into ours."""
    try:
        yield
    except FetchError as error:
        if error.subject == url:
            raise
        raise FetchError(error.message, subject=url, hint=error.hint) from error.__cause__
    except (TimeoutError, httpx.TimeoutException) as error:
        raise FetchError(f"gave no complete response within {seconds:g} seconds", subject=url, hint=_LATER) from error
    except httpx.ConnectError as error:
        if "SSL" in str(error) and "certificate" not in str(error).lower():
            hint = "Try its http:// address if it has one; otherwise the server is at fault."
            raise FetchError("does not speak TLS, which https needs", subject=url, hint=hint) from error
        if "certificate" in str(error).lower():
            raise FetchError(
                "has no valid certificate", subject=url, hint="Do not trust it; if it is yours, set SSL_CERT_FILE."
            ) from error
        raise _TryAgainError(FetchError("refused the connection", subject=url, hint=_LATER)) from error
    except httpx.InvalidURL as error:
        # Our own address has been checked: httpx has looked at where the answer redirects to.
        raise FetchError("redirects to something that is not a web address", subject=url, hint=_LOOK) from error
    except (httpx.RemoteProtocolError, httpx.ReadError, httpx.WriteError) as error:
        raise _TryAgainError(FetchError("closed the connection too early", subject=url, hint=_LATER)) from error
    except (httpx.HTTPError, httpx.StreamError, ValueError) as error:
        raise FetchError("cannot be fetched", subject=url, hint=_LOOK) from error
