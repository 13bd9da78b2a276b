"""Which certificates a mail server must show: those of the system, or of a file."""

from __future__ import annotations

import ssl

from briefing.errors import DeliveryError

__all__ = ["tls_context"]


def tls_context(ca_file: str | None) -> ssl.SSLContext:
    """Verified TLS 1.2 or newer, with the system's certificates or those of a file."""
    try:
        context = ssl.create_default_context(cafile=ca_file)
    except (OSError, ssl.SSLError) as error:
        raise DeliveryError("is not a PEM certificate file", subject=ca_file) from error
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context
