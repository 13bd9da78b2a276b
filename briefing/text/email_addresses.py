"""E-mail addresses: checked, made comparable, and put into headers so that nothing can be injected.

International addresses are allowed (RFC 6531): a domain is sent as its ASCII form wherever the part before the @ is
ASCII too, so that only readers with an international local part need a server with SMTPUTF8.
"""

from __future__ import annotations

import re
import unicodedata
from email.headerregistry import Address
from email.utils import getaddresses, unquote
from functools import lru_cache

import idna
from email_validator import EmailNotValidError, validate_email

from briefing.errors import DeliveryError

__all__ = ["domain", "key", "mailbox", "named", "normalise", "one_line", "wire"]

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_PRIVATE = re.compile(r"([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)*(localhost|local|test)", re.IGNORECASE)
# Marks that reorder text on screen: in a subject or a name they can make one sender look like another.
_BIDI = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F])


def normalise(address: str) -> str:
    """`address` in its one written form: Unicode NFC, lower-case domain. Raises DeliveryError where it is none."""
    local, _, host = address.rpartition("@")
    private = _PRIVATE.fullmatch(host) is not None
    try:
        # The library refuses names of private networks, where mail is delivered all the same.
        checked = validate_email(
            f"{local}@example.org" if private else address, check_deliverability=False, strict=True
        )
    except EmailNotValidError as error:
        shown = one_line(address)[:100] or "(empty)"
        raise DeliveryError("is not an e-mail address", subject=shown) from error
    return f"{checked.local_part}@{host.lower()}" if private else checked.normalized


def key(address: str) -> str:
    """What makes two addresses the same reader: case and the domain's spelling do not count."""
    local, _, host = normalise(address).rpartition("@")
    return f"{unicodedata.normalize('NFKC', local).casefold()}@{_ascii_domain(host)}"


def wire(address: str) -> str:
    """`address` as it goes to a server and into a header: ASCII wherever the part before the @ is."""
    local, _, host = address.rpartition("@")
    return f"{local}@{_ascii_domain(host)}" if local.isascii() else address


def domain(address: str) -> str:
    """The ASCII form of the domain of `address`."""
    return _ascii_domain(address.rpartition("@")[2])


@lru_cache(maxsize=64)
def mailbox(text: str) -> Address:
    """`Name <address>` or a bare address as a header value. Raises DeliveryError where it is neither."""
    if _CONTROL.search(text):
        raise DeliveryError("holds a line break or control character", subject=one_line(text)[:100])
    name, address = _name_and_address(text)
    return named(name, normalise(address))


def _name_and_address(text: str) -> tuple[str, str]:
    """The name and the address of a mailbox. A name may hold what a header gives a meaning, such as `:` and `,`."""
    found = re.fullmatch(r"\s*(?P<name>[^<>]*?)\s*<(?P<address>[^<>]*)>\s*", text)
    if found and "@" not in found["name"] and found["name"].count('"') in (0, 2):
        return unquote(found["name"]), found["address"].strip()
    parsed = getaddresses([text])
    name, address = parsed[0] if len(parsed) == 1 else ("", text)
    return name, address or text


def named(name: str, address: str) -> Address:
    """A header value for an address that `normalise` has passed, with a name that nobody has checked."""
    local, _, host = wire(address).rpartition("@")
    return Address(display_name=one_line(name), username=local, domain=host)


def one_line(text: str) -> str:
    """`text` without line breaks, control characters and marks that reorder it; runs of blanks become one."""
    return " ".join(_CONTROL.sub(" ", text.translate(_BIDI)).split())


def _ascii_domain(host: str) -> str:
    if host.isascii():
        return host.lower()
    try:
        return idna.encode(host, uts46=True).decode("ascii")
    except idna.IDNAError as error:
        raise DeliveryError("is not a domain name", subject=one_line(host)[:100]) from error
