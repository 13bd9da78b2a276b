"""Acts on what readers and mail servers reply: unsubscribes, confirms, and counts bounces until an address is given up.

`briefing.deliver.classify_replies` tells what a reply is; links that were followed come from the unsubscribe server.
"""

from __future__ import annotations

import re

from briefing.deliver import classify_replies, sign_links_and_bounces
from briefing.store import link_signing_key, outbox_table, subscribers, suppressions_and_bounces
from briefing.store.sqlite_connection import Store

__all__ = ["act", "bounced", "check", "enhanced", "handle"]

# One "no such mailbox" is enough. A full mailbox may be temporary; three permanent refusals within a month are not.
_SOFT_LIMIT = 3
_SOFT_SECONDS = 30 * 86_400
# RFC 3463: bad mailbox or domain, moved, mailbox disabled, no route.
_NO_MAILBOX = ("5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10", "5.2.1", "5.4.4")
# What else says something about the reader's mailbox. A refusal of our sender or content (5.7.1) says nothing about it.
_MAILBOX = (*_NO_MAILBOX, "5.2.")


def check(store: Store, purpose: sign_links_and_bounces.Purpose, token: str) -> bool:
    """Whether a token is one of ours."""
    return sign_links_and_bounces.read(link_signing_key.signing_key(store), purpose, token) is not None


def act(store: Store, purpose: sign_links_and_bounces.Purpose, token: str, now: float) -> bool:
    """Unsubscribe or confirm the reader whose token this is; False if it is not one of ours."""
    mark = sign_links_and_bounces.read(link_signing_key.signing_key(store), purpose, token)
    if mark is None:
        return False
    if purpose == "unsubscribe":
        suppressions_and_bounces.suppress(store, mark, "unsubscribed", "by the reader", now)
        subscribers.remove(store, mark)
        return True
    if not subscribers.activate(store, mark):
        return False
    suppressions_and_bounces.lift(store, mark)
    return True


def handle(store: Store, content: bytes, now: float) -> str:
    """Do what one reply asks for; returns a description of what was done, or an empty text if a person must read it."""
    notice = classify_replies.read(content)
    if notice.kind in ("unsubscribe", "confirm"):
        return f"{notice.kind}: done" if act(store, notice.kind, notice.token, now) else ""
    if notice.kind == "other":
        return ""
    entry = _about(store, notice)
    if entry is None:
        return ""
    if notice.kind == "delay":
        return f"{entry.reader.address}: delivery is delayed"
    if notice.kind == "complaint":
        suppressions_and_bounces.suppress(store, entry.reader_key, "unsubscribed", "reported as spam", now)
        return f"{entry.reader.address}: reported as spam; unsubscribed"
    return bounced(store, entry, notice.status, notice.words, notice.id or entry.message_id, now)


def bounced(store: Store, entry: outbox_table.Entry, status: str, words: str, notice: str, now: float) -> str:
    """Record a permanent failure of an address; returns a description of the consequence."""
    address = entry.reader.address
    if not status.startswith(_MAILBOX):
        return f"{address}: refused ({status} {words}); still on the list"
    suppressions_and_bounces.note_bounce(store, entry.reader_key, notice, now)
    often = suppressions_and_bounces.bounces(store, entry.reader_key, now - _SOFT_SECONDS)
    if status in _NO_MAILBOX or often >= _SOFT_LIMIT:
        suppressions_and_bounces.suppress(store, entry.reader_key, "bounced", f"{status} {words}".strip(), now)
        return f"{address}: bounced ({status}); not mailed any more"
    return f"{address}: bounced ({status}), {often} of {_SOFT_LIMIT}"


def enhanced(words: str) -> str:
    """The enhanced status code (RFC 3463) at the start of a server's reply, or an empty text."""
    found = re.match(r"([245]\.\d{1,3}\.\d{1,3})\b", words)
    return found[1] if found else ""


def _about(store: Store, notice: classify_replies.Notice) -> outbox_table.Entry | None:
    """The message of ours that a notice is about."""
    number = sign_links_and_bounces.numbered(link_signing_key.signing_key(store), notice.mark) if notice.mark else None
    if number is not None:
        return outbox_table.numbered(store, number)
    return outbox_table.known(store, notice.about) if notice.about else None
