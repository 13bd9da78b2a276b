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
Network = ipaddress.IPv4Network | ipaddress.IPv6Network
Resolver = Callable[[str, int], Iterable[str]]
"""(host, port) -> its addresses as text. Raises OSError where the name is unknown."""


class UnknownHostError(FetchError):
    """The name of a host is not known here; a proxy may know it."""


def _networks(*texts: str) -> tuple[Network, ...]:
    return tuple(ipaddress.ip_network(text) for text in texts)


# IANA's registries of special-purpose addresses (iana-ipv4-special-registry and iana-ipv6-special-registry, as of
# 2025-10): what is not globally reachable, and the exceptions within. `ipaddress.is_global` follows them too, but each
# version of Python another edition. Multicast and reserved addresses are no hosts.
_PRIVATE = _networks(
    "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
    "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
    "224.0.0.0/4", "240.0.0.0/4",
    "2001::/23", "2001:db8::/32", "3fff::/20",
)  # fmt: skip
_REACHABLE = _networks(
    "192.0.0.9/32", "192.0.0.10/32",
    "2001:1::1/128", "2001:1::2/128", "2001:1::3/128", "2001:3::/32", "2001:4:112::/48", "2001:20::/28",
    "2001:30::/28",
)  # fmt: skip
# The only part of IPv6 that IANA has given out for hosts of the Internet.
_UNICAST = ipaddress.IPv6Network("2000::/3")
# NAT64 carries an IPv4 address inside, which may be a private one, as do 6to4 and mapped addresses.
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


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
        inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF) if address in _NAT64 else None
        inner = inner or address.ipv4_mapped or address.sixtofour
        if inner is not None:
            return _is_public(str(inner))
        if address not in _UNICAST:
            return False
    if any(address in network for network in _REACHABLE):
        return True
    return not any(address in network for network in _PRIVATE)
