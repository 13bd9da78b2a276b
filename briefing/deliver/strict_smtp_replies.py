"""Reads a server's replies strictly.

The library accepts a line that the end of the connection has cut off, so a lost reply that begins with a 2 would pass
for an acceptance. It also reads replies of any number of lines.
"""

from __future__ import annotations

import smtplib
from typing import IO

__all__ = ["StrictLMTP", "StrictSMTP", "StrictTlsSMTP"]

# RFC 5321 allows 512 bytes, but some servers explain themselves at length.
_LINE = 2_048
_LINES = 200


class _Strict(smtplib.SMTP):
    """Replies must be complete: three digits, a blank or hyphen, text, a line break."""

    def getreply(self) -> tuple[int, bytes]:
        """The code and the text of the next reply. Raises SMTPServerDisconnected if it is not complete."""
        if self.sock is None:
            raise smtplib.SMTPServerDisconnected("the connection is closed")
        if self.file is None:
            self.file = self.sock.makefile("rb")
        words = []
        for _ in range(_LINES):
            code, last, text = self._line(self.file)
            words.append(text)
            if last:
                return code, b"\n".join(words)
        raise self._broken("its reply does not end")

    def _line(self, stream: IO[bytes]) -> tuple[int, bool, bytes]:
        try:
            line = stream.readline(_LINE + 1)
        except OSError as error:
            raise self._broken(f"no reply: {error}") from error
        if not line.endswith(b"\n"):
            raise self._broken("it closed in the middle of a reply" if line else "it closed without a reply")
        digits, mark = line[:3], line[3:4]
        if not digits.isdigit() or mark not in (b" ", b"-", b"\r", b"\n"):
            raise self._broken("its reply is not SMTP")
        return int(digits), mark != b"-", line[4:].strip()

    def _broken(self, reason: str) -> smtplib.SMTPServerDisconnected:
        self.close()
        return smtplib.SMTPServerDisconnected(reason)


class StrictSMTP(_Strict):
    """SMTP, in the clear at first."""


class StrictTlsSMTP(_Strict, smtplib.SMTP_SSL):
    """SMTP with TLS from the first byte."""


class StrictLMTP(_Strict, smtplib.LMTP):
    """LMTP."""
