"""Chat and push services as a way out of the outbox, through Apprise (the 'channels' extra).

A channel's address is a secret: it stands in the environment or in a private file, and is told to the process that
sends (`briefing.deliver.apprise_child_process`) through a pipe. What the service answered decides what becomes of a
message, as with a mail server: a duplicate is only possible where the answer was lost.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Literal

from pydantic import SecretStr

from briefing.config import ChannelSettings
from briefing.deliver.apprise_child_process import Attempt, Described, Exchange, Notification, Service
from briefing.deliver.transport_protocol import Outcome, OutgoingMessage
from briefing.errors import DeliveryError
from briefing.render.channel_message import ChannelMessage, Limits
from briefing.runtime import credentials
from briefing.runtime.extras_and_install_hints import install_hint, is_installed
from briefing.runtime.process_pool import LostError, Worker

__all__ = ["ChannelTransport", "address", "as_outgoing", "mark", "name_of", "outcome"]

_PREFIX = "channel:"
# Services that take less than Apprise says, or count it in bytes. ntfy makes a longer message an attachment.
_OWN_LIMITS = {"ntfy": Limits(title=200, text=3_900, in_bytes=True)}
# No service's message needs so much; an answer that never ends is cut off by it.
_MEGABYTES = 1_500
_COME_BACK = 429
# Answers of a proxy in front of a service that did not answer in time: the service may have the message.
_LOST_BEHIND = (502, 504)
# Not about this message: the service is down, or does not know the token or the room, which the owner can mend.
_LATER = (408, 425, _COME_BACK)
_SET_UP = (401, 403, 404, 407, 410)


def mark(name: str) -> str:
    """What identifies a channel among readers: no e-mail address begins like this."""
    return _PREFIX + name


def name_of(reader_key: str) -> str | None:
    """The name of the channel that a reader's key stands for; None where it is a person."""
    return reader_key.removeprefix(_PREFIX) if reader_key.startswith(_PREFIX) else None


def address(channel: ChannelSettings, environment: Mapping[str, str]) -> SecretStr:
    """The Apprise address of a channel, from the environment or its file. Raises DeliveryError if there is none."""
    variable = channel.url_env or f"BRIEFING_CHANNEL_{channel.name.upper().replace('-', '_')}"
    if value := environment.get(variable, "").strip():
        return SecretStr(value)
    if channel.url_file:
        return SecretStr(credentials.private_text(Path(channel.url_file)).get_secret_value().strip())
    raise DeliveryError(
        "has no address",
        subject=f"channel {channel.name}",
        hint=f"Set {variable} in the environment to its Apprise address (docs/channels.md), or name a url_file.",
    )


def as_outgoing(message: ChannelMessage, recipient: str, name: str) -> OutgoingMessage:
    """A message for the outbox's driver: the title is its first line."""
    return OutgoingMessage("", recipient, f"{message.title}\n{message.text}".encode(), name)


class ChannelTransport:
    """One channel, in a process that starts when it is needed. `sender` is the name that a chat shows."""

    def __init__(self, channel: ChannelSettings, environment: Mapping[str, str], sender: str) -> None:
        self._channel = channel
        self._subject = f"channel {channel.name}"
        if not is_installed("channels"):
            raise DeliveryError(
                "the library Apprise is not installed", subject=self._subject, hint=f"{install_hint('channels')}."
            )
        # A service may be asked more than once for one message; an answer must leave time for the others.
        service = Service(address(channel, environment).get_secret_value(), sender, channel.timeout / 2)
        self._worker = Worker(service, channel.timeout, _MEGABYTES if os.name == "posix" else None)

    def describe(self) -> Described:
        """What the service is and takes. Raises DeliveryError if the address is no good."""
        try:
            (found,) = self._worker.ask([None])
        except LostError as error:
            raise DeliveryError("its process does not answer", subject=self._subject) from error
        except DeliveryError as error:
            hint = "See docs/channels.md for the addresses of services."
            raise DeliveryError(error.message, subject=self._subject, hint=hint) from None
        if not isinstance(found, Described):
            raise DeliveryError("its process does not answer", subject=self._subject)
        if found.targets > 1:
            raise DeliveryError(
                f"its address names {found.targets} places",
                subject=self._subject,
                hint="Write one [[channels]] for each, so that none is told twice when another fails.",
            )
        return found

    def limits(self) -> Limits:
        """How much the service takes, or as little as the settings say. Raises DeliveryError."""
        found = self.describe()
        own = _OWN_LIMITS.get(found.scheme) or Limits(found.title, found.text)
        most = self._channel.max_length
        return Limits(own.title, min(own.text, most), own.in_bytes) if most else own

    def deliver(self, message: OutgoingMessage, committing: Callable[[], None]) -> Outcome:
        """Hand over one message. Raises DeliveryError if the channel cannot be used at all."""
        self.describe()
        title, _, text = message.content.decode().partition("\n")
        committing()
        try:
            (attempt,) = self._worker.ask([Notification(title, text)])
        except LostError as error:
            return Outcome("unknown", 0, str(error))
        return outcome(attempt)

    def close(self) -> None:
        """End the process."""
        self._worker.end()


def outcome(attempt: Attempt) -> Outcome:
    """What became of a message, judged by what the service answered last."""
    last = attempt.exchanges[-1] if attempt.exchanges else None
    if attempt.delivered:
        return Outcome("accepted", last.status if last else 0, "delivered")
    if last is None:
        return Outcome("unknown", 0, attempt.error or "not delivered, and the service does not say why")
    if last.error:
        return Outcome("unknown" if last.sent else "deferred", 0, last.error)
    return Outcome(_kind(last), last.status, last.words or f"HTTP status {last.status}")


def _kind(answer: Exchange) -> Literal["deferred", "refused", "unknown"]:
    if answer.status in _LOST_BEHIND:
        return "unknown"
    permanent = 400 <= answer.status < 500 and answer.status not in (*_LATER, *_SET_UP)
    return "refused" if permanent else "deferred"
