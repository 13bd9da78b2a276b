"""Signs links and bounce addresses, so that only the reader who got a message can act on it.

A token is its purpose's signature (HMAC-SHA-256, 80 bits) and the reader's key, in base32, which survives
programs that change case. Nothing is stored; the database's secret checks it.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import re
from typing import Literal

__all__ = ["Purpose", "bounce_mark", "make", "numbered", "read"]

Purpose = Literal["unsubscribe", "confirm"]
_BYTES = 10
_MARK = re.compile(r"(\d{1,18})-([a-z2-7]{16})")


def make(secret: bytes, purpose: Purpose, key: str) -> str:
    """The token that lets the reader with this key do one thing."""
    data = key.encode()
    return _base32(_sign(secret, purpose, data) + data)


def read(secret: bytes, purpose: Purpose, token: str) -> str | None:
    """The reader's key, or None if the token is not one of ours for this purpose."""
    text = token.strip().upper()
    try:
        raw = base64.b32decode(text + "=" * (-len(text) % 8))
    except (binascii.Error, ValueError):
        return None
    signature, data = raw[:_BYTES], raw[_BYTES:]
    if not data or not hmac.compare_digest(signature, _sign(secret, purpose, data)):
        return None
    return data.decode("utf-8", "replace")


def bounce_mark(secret: bytes, number: int) -> str:
    """The part of an envelope sender that says which message came back (VERP): 27 characters at most, of 64."""
    return f"{number}-{_base32(_sign(secret, 'bounce', str(number).encode()))}"


def numbered(secret: bytes, mark: str) -> int | None:
    """The number of the message that a bounce mark stands for, or None."""
    found = _MARK.fullmatch(mark.lower())
    if not found or not hmac.compare_digest(bounce_mark(secret, int(found[1])), mark.lower()):
        return None
    return int(found[1])


def _sign(secret: bytes, purpose: str, data: bytes) -> bytes:
    return hmac.new(secret, purpose.encode() + b"\0" + data, hashlib.sha256).digest()[:_BYTES]


def _base32(data: bytes) -> str:
    return base64.b32encode(data).decode("ascii").rstrip("=").lower()
