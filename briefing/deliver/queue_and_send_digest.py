"""Sending the digest: who gets what, queued once and delivered once.

::

    edition + roster ──queue──▶ outbox ──drain──▶ transport ──▶ accepted | retry | refused | expired

One run at a time holds a lock on the outbox. It recovers what a killed run left behind, queues the readers who are due
and have not had this edition, and attempts everything that is due. Each of these steps can be repeated without harm, so
`briefing send` may run from cron as often as you like.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from email.message import EmailMessage

import filelock

from briefing.config import Settings, SmtpSettings
from briefing.deliver import act_on_replies, deliver_to_channels, sign_links_and_bounces
from briefing.deliver import outbox_delivery as driver
from briefing.deliver import subscribers as readers
from briefing.deliver.deliver_to_channels import Opener
from briefing.deliver.dkim import signer
from briefing.deliver.outbox_delivery import Pace, Run
from briefing.deliver.outbox_entry_and_key import entry_for, message_key
from briefing.deliver.run_context_lock_and_report import MailContext, Report, Reserve, lock, stamp
from briefing.deliver.sendmail_and_maildir_transports import MaildirTransport, SendmailTransport
from briefing.deliver.smtp_and_lmtp_transport import SmtpTransport
from briefing.deliver.transport_protocol import Outcome, OutgoingMessage, Transport
from briefing.edition import edition_json
from briefing.errors import DeliveryError
from briefing.records import Edition, Failure, Subscriber
from briefing.render import email
from briefing.runtime.credentials import password
from briefing.store import (
    link_signing_key,
    outbox_table,
    published_editions,
    roundups,
    subscribers,
    suppressions_and_bounces,
)
from briefing.store.outbox_table import Entry
from briefing.store.sqlite_connection import Store
from briefing.text.email_addresses import key, mailbox, wire

__all__ = [
    "MailContext",
    "Plan",
    "Report",
    "ask",
    "count_waiting",
    "days_old",
    "drain",
    "is_mailed",
    "latest",
    "make_transport",
    "plan",
    "preview",
    "send",
    "send_test",
]

# A scheduled run does not send an edition older than yesterday's, so that a new reader does not get old news.
_FRESH_DAYS = 1


@dataclass(frozen=True, slots=True)
class Plan:
    """Who would get the edition now, by key, and why the others would not."""

    edition: Edition
    readers: Mapping[str, Subscriber]
    skipped: tuple[tuple[str, str], ...]
    failures: tuple[Failure, ...]


def latest(store: Store, day: dt.date | None, today: dt.date, *, roundup: bool = False) -> Edition | None:
    """The edition of `day`, or the newest one, not after `today`; or the `roundup` that ends then; else None."""
    if roundup:
        content = roundups.latest(store, day or today, exactly=day is not None)
        return edition_json.load(content, subject="roundup") if content else None
    if day is None:
        day = max((item for item in published_editions.days(store) if item <= today), default=None)
    content = published_editions.load(store, day) if day else None
    return edition_json.load(content, subject=str(day)) if content else None


def days_old(edition: Edition, today: dt.date) -> int:
    """The age in days of an edition that is older than yesterday's; 0 for any other."""
    age = (today - edition.date).days
    return age if age > _FRESH_DAYS else 0


def is_mailed(edition: Edition, settings: Settings) -> bool:
    """Whether an edition is mailed at all: one without a story only where the settings allow it."""
    return bool(edition.stories) or settings.briefing.empty_editions


def plan(mail: MailContext, edition: Edition, channels: Collection[str] | None = None) -> Plan:
    """Decide who gets the edition now: readers and channels, or only these `channels`.

    Raises DeliveryError if there is nobody at all.
    """
    roster = _roster(mail, channels)
    if not roster.readers:
        raise _no_readers()
    return _plan(mail, edition, roster)


def _roster(mail: MailContext, channels: Collection[str] | None) -> readers.Roster:
    """The readers and the channels that take editions; or the `channels` that are named, and they alone."""
    named = deliver_to_channels.chosen(mail.settings, channels)
    takers = {key: deliver_to_channels.receiver(each) for key, each in named.items() if channels or each.editions}
    if channels is not None:
        return readers.Roster(takers)
    people = readers.roster(mail.store, mail.settings.email, readers.offered(mail.store, mail.settings))
    return readers.Roster({**people.readers, **takers}, people.failures)


def _plan(mail: MailContext, edition: Edition, roster: readers.Roster) -> Plan:
    now, chosen, skipped = mail.today(), {}, []
    for mark, reader in sorted(roster.readers.items()):
        known = outbox_table.get(mail.store, message_key(mail.settings.email, "digest", edition.name, mark))
        if known:
            skipped.append((reader.address, f"{known.state}{': ' + known.words if known.state == 'refused' else ''}"))
        elif not readers.due(reader, edition.date, now):
            skipped.append((reader.address, "wants it on other days or later today"))
        elif (reader.sections or reader.mutes) and not email.has_news(edition, reader):
            skipped.append((reader.address, "nothing in the sections they chose"))
        else:
            chosen[mark] = reader
    return Plan(edition, chosen, tuple(skipped), roster.failures)


def send(
    mail: MailContext,
    day: dt.date | None = None,
    *,
    scheduled: bool = False,
    roundup: bool = False,
    channels: Collection[str] | None = None,
    transport: Transport | None = None,
    progress: Callable[[int], None] = lambda _: None,
    open_channel: Opener | None = None,
) -> Report:
    """Queue the edition for whoever is due, and deliver everything that is due: by mail and to every channel, or only
    to these `channels`.

    Without a `day` it is the newest edition, or the newest `roundup`, whose last day `day` is. A `scheduled` run sends
    none older than yesterday's; and that there is no edition or no reader is no error of it, as it will come again.

    Raises:
        DeliveryError: there is no edition or no reader, or a setting is wrong. Nothing was sent.
        StoreError: the outbox cannot be written. Everything that was sent is recorded.
    """
    report = Report()
    try:
        with lock(mail):
            report.recovered = driver.recover(mail.store, mail.clock.now(), mail.settings.outbox)
            today = mail.today().date()
            edition = latest(mail.store, day, today, roundup=roundup)
            if edition is not None and not (scheduled and days_old(edition, today)):
                _take(mail, edition, report, channels, scheduled=scheduled)
            elif not scheduled and (day is not None or not outbox_table.entries(mail.store, state="retry")):
                raise _no_edition(day)
            wanted = deliver_to_channels.chosen(mail.settings, channels)
            # First, as a mail server that cannot be reached ends the run.
            report.stats = deliver_to_channels.deliver(mail, wanted, open_channel, progress)
            if channels is None:
                drain(mail, report, transport, progress)
            count_waiting(mail, report)
    except filelock.Timeout:
        report.busy = True
    return report


def _take(
    mail: MailContext, edition: Edition, report: Report, channels: Collection[str] | None, *, scheduled: bool
) -> None:
    """Queue the edition for whoever is due. Raises DeliveryError where there is no reader, but for a scheduled run."""
    report.day, report.empty = edition.date, not is_mailed(edition, mail.settings)
    if report.empty:
        return
    roster = _roster(mail, channels)
    report.failures = roster.failures
    if roster.readers:
        report.queued = _queue(mail, _plan(mail, edition, roster))
    elif not scheduled:
        raise _no_readers()


def ask(mail: MailContext, marks: list[str], transport: Transport | None = None) -> Report:
    """Ask pending subscribers to confirm that they want the digest; each at most once a day."""
    report, now = Report(), mail.clock.now()
    day = mail.today().date()
    try:
        with lock(mail):
            mailing = outbox_table.add_mailing(mail.store, "confirm", day.isoformat(), "", stamp(now), b"")
            people = [(mark, listed.reader) for mark in marks if (listed := subscribers.get(mail.store, mark))]
            entries = [entry_for(mail, "confirm", day.isoformat(), mailing.id, mark, reader) for mark, reader in people]
            report.queued = outbox_table.enqueue(mail.store, entries, now)
            drain(mail, report, transport, lambda _: None)
            count_waiting(mail, report)
    except filelock.Timeout:
        report.busy = True
    return report


def send_test(mail: MailContext, edition: Edition, address: str, transport: Transport | None = None) -> Outcome:
    """Send the edition to one address at once, outside the outbox. Raises DeliveryError."""
    reader = readers.make({"address": address})
    listed = subscribers.get(mail.store, key(address))
    writer = _Writer(mail)
    name = email.message_id(mail.settings.email, "test", f"{mail.clock.now():.0f}", address)
    message = writer.message(reader if listed is None else listed.reader, edition, name)
    via = transport or make_transport(mail.settings.smtp, mail.environment)
    try:
        return via.deliver(message, lambda: None)
    finally:
        via.close()


def preview(settings: Settings, edition: Edition) -> tuple[str, str]:
    """The digest as a mail program shows it, an HTML page; and a line about it: subject, size, what did not fit."""
    shared = email.parts(edition, Subscriber(""), settings)
    size = len(email.digest(edition, settings).content)
    left = f"; {shared.left} stories left for the web page" if shared.left else ""
    return email.strip_unsubscribe_link(shared.html or ""), f"{shared.subject} ({size / 1000:.0f} kB{left})"


def make_transport(settings: SmtpSettings, environment: Mapping[str, str]) -> Transport:
    """The transport that the settings name. Raises DeliveryError if a secret is missing."""
    if settings.transport == "sendmail":
        return SendmailTransport(settings.sendmail, settings.message_timeout)
    if settings.transport == "maildir":
        return MaildirTransport(settings.maildir)
    return SmtpTransport(settings, None if settings.auth == "xoauth2" else password(settings, environment))


class _Writer:
    """Makes the message of an outbox entry; editions are parsed once."""

    def __init__(self, mail: MailContext) -> None:
        self._mail = mail
        self._secret = link_signing_key.signing_key(mail.store)
        self._sign = signer(mail.settings.dkim)
        self._composers: dict[int, email.Composer] = {}

    def __call__(self, entry: Entry) -> OutgoingMessage | None:
        """The message, or None if its reader has left meanwhile."""
        mailing = outbox_table.mailing_head(self._mail.store, entry.mailing)
        if mailing.kind == "confirm":
            return self._confirmation(entry, mailing)
        if suppressions_and_bounces.suppressed(self._mail.store, entry.reader_key):
            return None
        if entry.mailing not in self._composers:
            whole = outbox_table.mailing(self._mail.store, entry.mailing)
            edition, dated = edition_json.load(whole.content, subject=whole.day), dt.datetime.fromisoformat(whole.dated)
            self._composers[entry.mailing] = email.Composer(edition, self._mail.settings, dated, alert=whole.is_alert)
        composer = self._composers[entry.mailing]
        links = self._links("unsubscribe", entry.reader_key)
        message = composer.message(entry.reader, links, entry.message_id)
        return self._finish(message, entry.reader, entry.message_id, self._return_path(entry.number))

    def message(self, reader: Subscriber, edition: Edition, name: str) -> OutgoingMessage:
        """A message of an edition that is not in the outbox."""
        composer = email.Composer(edition, self._mail.settings, self._mail.today())
        message = composer.message(reader, self._links("unsubscribe", key(reader.address)), name)
        return self._finish(message, reader, name, self._return_path(None))

    def _confirmation(self, entry: Entry, mailing: outbox_table.Mailing) -> OutgoingMessage | None:
        listed = subscribers.get(self._mail.store, entry.reader_key)
        if listed is None or listed.state != "pending":
            return None
        dated = dt.datetime.fromisoformat(mailing.dated)
        links = self._links("confirm", entry.reader_key)
        message = email.confirmation(entry.reader, self._mail.settings, links, dated, entry.message_id)
        return self._finish(message, entry.reader, entry.message_id, self._return_path(entry.number))

    def _finish(self, message: EmailMessage, reader: Subscriber, name: str, sender: str) -> OutgoingMessage:
        content = self._sign(email.as_bytes(message))
        file = hashlib.sha256(name.encode()).hexdigest()[:32]
        return OutgoingMessage(sender, wire(reader.address), content, f"{file}.briefing")

    def _links(self, purpose: sign_links_and_bounces.Purpose, mark: str) -> email.Links:
        settings = self._mail.settings.email
        token = sign_links_and_bounces.make(self._secret, purpose, mark)
        address = mailbox(settings.unsubscribe_address or settings.sender).addr_spec
        url = settings.unsubscribe_url
        joined = f"{url}{'&' if '?' in url else '?'}{purpose}={token}" if url else None
        return email.Links(joined, f"mailto:{address}?subject={purpose}%20{token}")

    def _return_path(self, number: int | None) -> str:
        settings = self._mail.settings.email
        address = mailbox(settings.bounce_address or settings.sender).addr_spec
        if not settings.verp or number is None:
            return address
        local, _, host = address.rpartition("@")
        return f"{local}+{sign_links_and_bounces.bounce_mark(self._secret, number)}@{host}"


def _queue(mail: MailContext, planned: Plan) -> int:
    """Put the plan's readers into the outbox, with the edition they will get; returns how many are new."""
    if not planned.readers:
        return 0
    edition, now = planned.edition, mail.clock.now()
    content = _stored(mail.store, edition)
    # An edition may be sent on a clock that is behind the one that dated it; a message must not come from the future.
    dated = stamp(min(edition.published.timestamp(), now), edition.published.tzinfo)
    fingerprint = hashlib.sha256(content).hexdigest()
    mailing = outbox_table.add_mailing(mail.store, "digest", edition.name, fingerprint, dated, content)
    entries = [
        entry_for(mail, "digest", edition.name, mailing.id, mark, reader) for mark, reader in planned.readers.items()
    ]
    return outbox_table.enqueue(mail.store, entries, now)


def _stored(store: Store, edition: Edition) -> bytes:
    """The JSON of an edition or roundup as it was printed."""
    stored = roundups.load(store, edition.name) if edition.first else published_editions.load(store, edition.date)
    return stored or b""


def drain(mail: MailContext, report: Report, transport: Transport | None, progress: Callable[[int], None]) -> None:
    """Deliver the mail that is due, and record addresses that do not exist. Call it while the lock is held."""
    settings, now = mail.settings, mail.clock.now()
    if outbox_table.due(mail.store, now):
        reserve = Reserve(mail.store)
        via = transport or make_transport(settings.smtp, mail.environment)
        run = Run(mail.store, via, _Writer(mail), settings.outbox, mail.clock, reserve.release)
        try:
            stats = driver.drain(run, Pace(settings.smtp.run_timeout, settings.smtp.rate_per_minute), progress)
            report.stats.include(stats)
        finally:
            via.close()
            reserve.release()
        for entry in stats.refusals:
            status = act_on_replies.enhanced(entry.words)
            if status.startswith("5."):
                act_on_replies.bounced(mail.store, entry, status, entry.words, entry.message_id, now)


def count_waiting(mail: MailContext, report: Report) -> None:
    """Note how many messages are still to be sent."""
    report.waiting = len(outbox_table.entries(mail.store, state="retry")) + len(
        outbox_table.entries(mail.store, state="queued")
    )


def _no_edition(day: dt.date | None) -> DeliveryError:
    what = f"there is no edition of {day}" if day else "there is no edition yet"
    return DeliveryError(what, hint="Run 'briefing build' first, or name a day with --date.")


def _no_readers() -> DeliveryError:
    hint = "Add one with 'briefing subscribers add ADDRESS', or set up [[channels]]."
    return DeliveryError("there are no readers", hint=hint)
