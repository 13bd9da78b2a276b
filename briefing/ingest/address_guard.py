"""Which hosts may be reached: public ones, and those the configuration names.

The address that was checked is the address that is connected to, so a name that resolves differently the
second time (DNS rebinding) gains nothing. Redirects are checked in the same way, because the check is in the client's
transport.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable, Collection, Iterable

from briefing.errors import FetchError

__all__ = ["Address", "Resolver", "UnknownHostError", "permitted", "resolve"]

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolver = Callable[[str, int], Iterable[str]]
"""(host, port) -> its addresses as text. Raises OSError where the name is unknown."""


class UnknownHostError(FetchError):
    """The name of a host is not known here; a proxy may know it."""


# NAT64 and 6to4 carry an IPv4 address inside, which may be a private one.
_TRANSLATED = (ipaddress.ip_network("64:ff9b::/96"), ipaddress.ip_network("2002::/16"))


def resolve(host: str, port: int) -> list[str]:
    """Addresses of `host` as the operating system knows them, in its order."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def permitted(host: str, port: int, *, allowed: Collection[str], resolver: Resolver = resolve) -> list[str]:
    """The addresses at which `host` may be contacted.

    `allowed` names hosts (or `host:port`) whose addresses may be private. If only some of a host's addresses are
    public, only those are returned.

    Raises:
        UnknownHostError: the name is unknown.
        FetchError: every address of it is private, loopback, link-local or reserved.
    """
    name = host.strip("[]").rstrip(".").lower()
    try:
        found = list(resolver(name, port))
    except (OSError, UnicodeError) as error:
        raise UnknownHostError(
            "the host name is unknown", subject=host, hint="Check the address, and your connection."
        ) from error
    if name in allowed or f"{name}:{port}" in allowed:
        return found
    public = [each for each in found if _is_public(each)]
    if not public:
        raise FetchError(
            "is a private address",
            subject=host,
            hint=f"If you want to fetch it, add it to the configuration: [fetch] allow_private = [{name!r}].",
        )
    return public


def _is_public(text: str) -> bool:
    try:
        address = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return False
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour
        if address in _TRANSLATED[0]:
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return _is_public(str(inner))
    return address.is_global and not address.is_multicast
