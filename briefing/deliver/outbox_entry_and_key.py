"""One message to one receiver -> its entry in the outbox, under a key that keeps it from being sent twice.

The key is made of list, kind, day and receiver, so that putting a message in once more changes nothing.
"""

from __future__ import annotations

import hashlib

from briefing.config import EmailSettings
from briefing.deliver.run_context_lock_and_report import MailContext
from briefing.records import Subscriber
from briefing.render import email
from briefing.store import link_signing_key
from briefing.store.outbox_table import Entry

__all__ = ["entry_for", "message_key"]


def entry_for(mail: MailContext, kind: str, day: str, mailing: int, mark: str, reader: Subscriber) -> Entry:
    """A message to one receiver, to be sent from now on."""
    settings, now = mail.settings, mail.clock.now()
    name = email.message_id(settings.email, kind, day, mark, link_signing_key.signing_key(mail.store))
    return Entry(
        key=message_key(settings.email, kind, day, mark),
        mailing=mailing,
        reader_key=mark,
        reader=reader,
        message_id=name,
        due=now,
        expires=now + settings.outbox.expire_hours * 3600,
    )


def message_key(settings: EmailSettings, kind: str, day: str, mark: str) -> str:
    """Identifies a message: list, kind, day and reader. The same key is never sent twice."""
    return hashlib.sha256("\0".join((settings.list_id, kind, day, mark)).encode()).hexdigest()[:32]
