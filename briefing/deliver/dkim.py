"""DKIM signatures (RFC 6376) with the dkimpy library, over every header that mail programs act on.

RFC 8058 asks that List-Unsubscribe and List-Unsubscribe-Post be among them.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from pathlib import Path

from briefing.config import DkimSettings
from briefing.errors import DeliveryError
from briefing.runtime.credentials import private_text
from briefing.runtime.extras_and_install_hints import install_hint

__all__ = ["signer"]

_SIGNED = (
    b"from", b"to", b"subject", b"date", b"message-id", b"reply-to", b"mime-version", b"content-type", b"list-id",
    b"list-unsubscribe", b"list-unsubscribe-post", b"in-reply-to", b"references", b"auto-submitted", b"precedence",
)  # fmt: skip


def signer(settings: DkimSettings) -> Callable[[bytes], bytes]:
    """A function that puts a signature on a message; it changes nothing if DKIM is not set up.

    Raises:
        DeliveryError: the settings are incomplete, the key cannot be read or the library is missing.
    """
    named = (settings.domain, settings.selector, settings.key_file)
    if not any(named):
        return lambda content: content
    if settings.domain is None or settings.selector is None or settings.key_file is None:
        raise DeliveryError("DKIM needs domain, selector and key_file", subject="dkim")
    try:
        dkim = importlib.import_module("dkim")
    except ImportError as error:
        hint = f"{install_hint('dkim')}."
        raise DeliveryError("the dkimpy library is not installed", subject="dkim", hint=hint) from error
    domain, selector = settings.domain.encode("idna"), settings.selector.encode("ascii")
    key = private_text(Path(settings.key_file)).get_secret_value().encode()

    def sign(content: bytes) -> bytes:
        present = {line.split(b":")[0].lower() for line in content.split(b"\r\n\r\n", 1)[0].split(b"\r\n")}
        headers = [name for name in _SIGNED if name in present]
        try:
            signature: bytes = dkim.sign(
                content, selector, domain, key, canonicalize=(b"relaxed", b"relaxed"), include_headers=headers
            )
        except (dkim.DKIMException, ValueError) as error:
            raise DeliveryError("the DKIM key cannot sign", subject=str(settings.key_file)) from error
        return signature + content

    return sign
