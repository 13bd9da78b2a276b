"""Alerts: who is told what between editions, queued once and delivered once.

::

    stories no edition has told + who asked for what + what was told ──plan──▶ alerts ──queue──▶ outbox ──▶ delivery

An alert is an edition of the stories that one receiver is told; it is frozen in the outbox like any other, and the
same run of sending delivers both. What is queued and what is remembered as told is one transaction, so a run may be
killed at any moment.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace

import filelock

from briefing.deliver import deliver_to_channels, outbox_delivery, subscribers
from briefing.deliver.deliver_to_channels import Opener
from briefing.deliver.outbox_entry_and_key import entry_for
from briefing.deliver.queue_and_send_digest import count_waiting, drain
from briefing.deliver.run_context_lock_and_report import MailContext, Report, lock, stamp
from briefing.deliver.transport_protocol import Transport
from briefing.edition import edition_json
from briefing.edition.choose_stories_for_reader import chosen
from briefing.edition.compose_alert import TOLD_KINDS, compose_alert, news_in
from briefing.edition.match_story_to_topics import about
from briefing.errors import DeliveryError
from briefing.records import Edition, Failure, Story, Subscriber
from briefing.store import outbox_table, sent_alerts, suppressions_and_bounces
from briefing.store.sent_alerts import Told
from briefing.text.email_addresses import key

__all__ = ["Alert", "AlertPlan", "Item", "Receivers", "deliver", "plan", "queue", "receivers"]

# A run that sends holds the outbox for as long as servers take to answer; what is queued waits for its next run.
_LOCK_SECONDS = 30.0
_HINT = (
    "Name addresses in [alerts] to, set alerts = true in [[channels]], or let a reader ask for them "
    "('briefing subscribers add ADDRESS --interest TOPIC --alerts')."
)


@dataclass(frozen=True, slots=True)
class Receivers:
    """Whoever wants alerts, by key, each with the topics that it is told about as its interests; and what is wrong."""

    readers: Mapping[str, Subscriber]
    failures: tuple[Failure, ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """A story that somebody is told, the topic that is the reason, and a name for what is new in it."""

    story: Story
    topic: str
    news: str


@dataclass(frozen=True, slots=True)
class Alert:
    """What one receiver is told."""

    key: str
    reader: Subscriber
    items: tuple[Item, ...]

    @property
    def name(self) -> str:
        """Names the kind of its mailing: the same stories with the same news are the same alert."""
        told = sorted((item.story.id, item.news) for item in self.items)
        return f"alert-{hashlib.sha256(repr(told).encode()).hexdigest()[:12]}"


@dataclass(frozen=True, slots=True)
class AlertPlan:
    """Who is told what now, and why others are not: (address, reason)."""

    alerts: tuple[Alert, ...] = ()
    skipped: tuple[tuple[str, str], ...] = ()


def receivers(mail: MailContext) -> Receivers:
    """Everybody who wants alerts: readers and channels that ask for them, and the addresses of the settings.

    Whoever has interests of their own is told about these, everybody else about the topics and stories of the settings,
    and the addresses of the settings about both.

    Raises:
        DeliveryError: nobody does, or an address is none.
    """
    settings = mail.settings
    topics = (*settings.alerts.topics, *settings.alerts.stories)
    roster = subscribers.roster(mail.store, settings.email, subscribers.offered(mail.store, settings))
    owners = {key(each.address): each for each in (subscribers.make({"address": to}) for to in settings.alerts.to)}
    gone = suppressions_and_bounces.suppressions(mail.store)
    found = {mark: reader for mark, reader in roster.readers.items() if reader.alerts and mark not in owners}
    for mark, owner in owners.items():
        if mark not in gone:
            reader = roster.readers.get(mark, owner)
            found[mark] = replace(reader, interests=(*reader.interests, *topics))
    channels = deliver_to_channels.chosen(settings, None)
    found |= {mark: deliver_to_channels.receiver(each) for mark, each in channels.items() if each.alerts}
    if not found:
        raise DeliveryError("nobody asks for alerts", hint=_HINT)
    wishes = {mark: replace(each, interests=tuple(dict.fromkeys(each.interests or topics)), alerts=True)
              for mark, each in sorted(found.items())}  # fmt: skip
    return Receivers(wishes, roster.failures)


def plan(mail: MailContext, edition: Edition, readers: Mapping[str, Subscriber]) -> AlertPlan:
    """Decide what each of `readers` is told now of the stories of `edition`, which no other edition has told yet."""
    told, sent = sent_alerts.told(mail.store), sent_alerts.sent_on(mail.store, mail.today().date().isoformat())
    news = _news(edition, sent_alerts.news_of(mail.store))
    alerts, skipped = [], []
    for mark, reader in readers.items():
        items = _items(edition, mark, reader, news, told)
        reason = _why_not(mail, reader, items, sent.get(mark, 0))
        if reason:
            skipped.append((reader.address, reason))
        else:
            alerts.append(Alert(mark, reader, items))
    return AlertPlan(tuple(alerts), tuple(skipped))


def _news(edition: Edition, told: Mapping[str, str]) -> dict[str, str]:
    """What is new in each story of `edition` that may be told, by its id."""
    found = {story.id: news_in(story, told) for story in edition.stories if story.kind in TOLD_KINDS}
    return {name: news for name, news in found.items() if news}


def _items(
    edition: Edition, mark: str, reader: Subscriber, news: Mapping[str, str], told: Collection[tuple[str, str, str]]
) -> tuple[Item, ...]:
    """What a reader is told, the most important first."""
    fresh = [story.id for story in edition.stories if story.id in news and (mark, story.id, news[story.id]) not in told]
    if not fresh:
        return ()
    articles = {article.id: article for article in edition.articles}
    mine = chosen(compose_alert(edition, fresh), reader).stories
    found = ((story, about(story, reader.interests, articles)) for story in mine)
    items = [Item(story, topic, news[story.id]) for story, topic in found if topic]
    return tuple(sorted(items, key=lambda item: (-item.story.rank, item.story.id)))


def _why_not(mail: MailContext, reader: Subscriber, items: tuple[Item, ...], sent: int) -> str:
    """Why a reader is told nothing now; empty where they are told `items`."""
    now = mail.today()
    if not reader.interests:
        return "has no interests, and [alerts] has no topics"
    if not items:
        return "nothing new on what they follow"
    if not subscribers.due(reader, now.date(), now):
        return "wants it on other days or later today"
    if sent >= mail.settings.alerts.per_day:
        return f"has had {sent} alert{'' if sent == 1 else 's'} today (per_day in [alerts])"
    return ""


def queue(mail: MailContext, edition: Edition, lines: Mapping[str, bytes], planned: AlertPlan) -> int:
    """Put what is planned into the outbox, and remember what is told to whom; returns how many messages are new.

    `lines` holds the stories of `edition`, by id, as they are to be remembered.
    """
    if not planned.alerts:
        return 0
    now, count = mail.clock.now(), 0
    day = mail.today().date().isoformat()
    told = [Told(each.key, item.story.id, item.news, each.name, day) for each in planned.alerts for item in each.items]
    stories = {entry.story: (entry.news, lines[entry.story]) for entry in told if entry.story in lines}
    with mail.store.write(durable=True):
        for alert in planned.alerts:
            count += _enqueue(mail, edition, alert, now)
        sent_alerts.remember(mail.store, told, stories, now)
    return count


def _enqueue(mail: MailContext, edition: Edition, alert: Alert, now: float) -> int:
    frozen = compose_alert(edition, {item.story.id for item in alert.items})
    content = edition_json.dump(frozen)
    dated = stamp(now, edition.published.tzinfo)
    fingerprint = hashlib.sha256(content).hexdigest()
    mailing = outbox_table.add_mailing(mail.store, alert.name, edition.name, fingerprint, dated, content)
    entry = entry_for(mail, alert.name, edition.name, mailing.id, alert.key, alert.reader)
    return outbox_table.enqueue(mail.store, [entry], now)


def deliver(
    mail: MailContext,
    *,
    transport: Transport | None = None,
    open_channel: Opener | None = None,
    progress: Callable[[int], None] = lambda _: None,
) -> Report:
    """Deliver everything that is due, as `briefing send` would.

    Raises:
        DeliveryError: a setting is wrong. What was queued waits.
        StoreError: the outbox cannot be written. Everything that was sent is recorded.
    """
    report = Report()
    try:
        with lock(mail).acquire(timeout=_LOCK_SECONDS):
            report.recovered = outbox_delivery.recover(mail.store, mail.clock.now(), mail.settings.outbox)
            wanted = deliver_to_channels.chosen(mail.settings, None)
            report.stats = deliver_to_channels.deliver(mail, wanted, open_channel, progress)
            drain(mail, report, transport, progress)
            count_waiting(mail, report)
    except filelock.Timeout:
        report.busy = True
    return report
