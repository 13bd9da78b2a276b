"""Delivers to channels what is queued for them: which are due, what each is given, and its way out.

Each channel is a way out of its own: one that is down, or has no address, holds up neither the mail nor another one.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

from briefing.config import ChannelSettings, Settings
from briefing.deliver import chat_and_push_channels, outbox_delivery, subscribers
from briefing.deliver.chat_and_push_channels import ChannelTransport
from briefing.deliver.outbox_delivery import DeliveryStats, Pace, Run
from briefing.deliver.run_context_lock_and_report import MailContext
from briefing.deliver.transport_protocol import OutgoingMessage
from briefing.edition import edition_json
from briefing.errors import DeliveryError
from briefing.records import Edition, Subscriber
from briefing.render.channel_message import ChannelMessage, Limits, compose
from briefing.store import outbox_table
from briefing.store.outbox_table import Entry

__all__ = ["Opener", "chosen", "deliver", "preview", "receiver"]

Opener = Callable[[ChannelSettings], ChannelTransport]
"""Makes the way to a channel; raises DeliveryError."""


def chosen(settings: Settings, names: Collection[str] | None) -> dict[str, ChannelSettings]:
    """The channels with these names, or all of them, by key. Raises DeliveryError for a name that none has."""
    known = {channel.name: channel for channel in settings.channels}
    for name in names or ():
        if name not in known:
            there = f"there are {', '.join(known)}" if known else "briefing.toml has no [[channels]]"
            raise DeliveryError(f"there is no channel called {name!r}", hint=f"{there[0].upper()}{there[1:]}.")
    wanted = known if names is None else names
    return {chat_and_push_channels.mark(name): channel for name, channel in known.items() if name in wanted}


def receiver(channel: ChannelSettings) -> Subscriber:
    """A channel as a reader, with its wishes. Raises DeliveryError if its weekdays cannot be read."""
    return Subscriber(
        address=chat_and_push_channels.mark(channel.name),
        format="text",
        language=channel.language or None,
        sections=channel.sections,
        weekdays=subscribers.weekdays(channel.weekdays, f"channel {channel.name}"),
        hour=channel.hour,
        interests=channel.interests,
        mutes=channel.mutes,
        alerts=channel.alerts,
    )


def preview(mail: MailContext, edition: Edition, name: str) -> ChannelMessage:
    """What the channel with this name would be given of an edition. Raises DeliveryError."""
    (channel,) = chosen(mail.settings, [name]).values()
    transport = _opener(mail)(channel)
    try:
        return _message(edition, receiver(channel), mail.settings, transport.limits())
    finally:
        transport.close()


def _message(
    edition: Edition, reader: Subscriber, settings: Settings, limits: Limits, *, alert: bool = False
) -> ChannelMessage:
    """What a channel is given of an edition or `alert`, which has no page in the archive to be linked."""
    name = chat_and_push_channels.name_of(reader.address)
    points = next((channel.points for channel in settings.channels if channel.name == name), 0)
    return compose(edition, reader, settings, limits, points=points, linked=not alert, alert=alert)


def deliver(
    mail: MailContext,
    wanted: Mapping[str, ChannelSettings],
    open_channel: Opener | None,
    progress: Callable[[int], None],
) -> DeliveryStats:
    """Deliver what is due to the channels that are `wanted`, one after the other; what fails waits in the outbox."""
    stats = DeliveryStats()
    for key in outbox_table.channels_due(mail.store, mail.clock.now()):
        if key in wanted:
            stats.include(_deliver_one(mail, key, wanted[key], open_channel or _opener(mail), progress))
    return stats


def _opener(mail: MailContext) -> Opener:
    return lambda channel: ChannelTransport(channel, mail.environment, mail.settings.briefing.title)


def _deliver_one(
    mail: MailContext, key: str, channel: ChannelSettings, open_channel: Opener, progress: Callable[[int], None]
) -> DeliveryStats:
    try:
        transport = open_channel(channel)
    except DeliveryError as error:
        return DeliveryStats(stopped=str(error))
    try:
        writer = _Writer(mail, transport.limits())
        run = Run(mail.store, transport, writer, mail.settings.outbox, mail.clock, lambda: None)
        return outbox_delivery.drain(run, Pace(mail.settings.smtp.run_timeout), progress, channel=key)
    except DeliveryError as error:
        return DeliveryStats(stopped=str(error))
    finally:
        transport.close()


class _Writer:
    """Makes a channel's message of an outbox entry, within the limits of its service."""

    def __init__(self, mail: MailContext, limits: Limits) -> None:
        self._mail = mail
        self._limits = limits

    def __call__(self, entry: Entry) -> OutgoingMessage | None:
        """The message of an entry. Raises FormatError where its edition cannot be read."""
        mailing = outbox_table.mailing(self._mail.store, entry.mailing)
        edition = edition_json.load(mailing.content, subject=mailing.day)
        made = _message(edition, entry.reader, self._mail.settings, self._limits, alert=mailing.is_alert)
        return chat_and_push_channels.as_outgoing(made, entry.reader_key, entry.message_id)
