"""What a transport is given, and what it returns.

A transport (`smtp_and_lmtp_transport`, `sendmail_and_maildir_transports`, `chat_and_push_channels`) delivers one
message to one reader at a time. The server's reply about that message is an `Outcome`. An error that would hit every
message (no server, a wrong password, a bad certificate) is a `DeliveryError`: it stops the run and leaves the rest of
the outbox as it was.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, Protocol

__all__ = ["Outcome", "OutgoingMessage", "Transport"]


@dataclass(frozen=True, slots=True)
class OutgoingMessage:
    """One message as bytes with CRLF line ends, its envelope, and a name that is the same at every attempt."""

    sender: str
    recipient: str
    content: bytes
    name: str

    @property
    def international(self) -> bool:
        """Whether only a server with SMTPUTF8 (RFC 6531) can take it."""
        return not (self.sender.isascii() and self.recipient.isascii() and self.content.isascii())


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one attempt, with the server's code and words.

    `unknown` is the one case nobody can decide: the connection broke after
    the whole message was sent and before the server replied. `content` says that the server had the whole message when
    it refused it, so that the reason is rarely the reader.
    """

    kind: Literal["accepted", "deferred", "refused", "unknown"]
    code: int = 0
    words: str = ""
    content: bool = False


class Transport(Protocol):
    """Hands messages to a server, a program or a folder."""

    def deliver(self, message: OutgoingMessage, committing: Callable[[], None]) -> Outcome:
        """Hand over one message; call `committing` just before the point of no return.

        Raises:
            DeliveryError: nothing can be delivered for now. This message was not delivered.
        """
        ...

    def close(self) -> None:
        """Close the connection; never raises."""
        ...
