"""What comes back: a message in the reply mailbox -> an unsubscribe, a confirmation, a bounce or a complaint.

Bounces are delivery status notifications (RFC 3464), complaints are feedback reports (RFC 5965). Both count only if
they are about a message we sent: its Message-ID, or the mark in the address the notice came to, cannot be guessed. An
automatic answer (RFC 3834) confirms nothing and unsubscribes nobody.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from email import message_from_bytes
from email.errors import MessageError
from email.message import EmailMessage, Message
from email.policy import default
from typing import Literal

__all__ = ["Notice", "read"]

_ORDER = re.compile(r"\b(unsubscribe|confirm)\s+([a-z2-7]{24,600})\b", re.IGNORECASE)
_MARK = re.compile(r"\+(\d{1,18}-[a-z2-7]{16})@", re.IGNORECASE)
_STATUS = re.compile(r"([245])\.(\d{1,3})\.(\d{1,3})")
_MESSAGE_ID = re.compile(r"<[^<>\s]{1,300}>")
_WORDS = 300


@dataclass(frozen=True, slots=True)
class Notice:
    """What a message asks for. `id` is its own Message-ID.

    `token` comes with an order; `mark` and `about` (a Message-ID) say which message of ours a bounce or complaint is
    about; `status` is the enhanced code (RFC 3463) of a bounce and `words` the reason in the server's words.
    """

    kind: Literal["unsubscribe", "confirm", "bounce", "complaint", "delay", "other"]
    id: str
    token: str = ""
    mark: str = ""
    about: str = ""
    status: str = ""
    words: str = ""


def read(content: bytes) -> Notice:
    """What one message asks for; `other` if a person must read it. Never raises, whatever the message is."""
    try:
        message = message_from_bytes(content, policy=default)
        if not isinstance(message, EmailMessage):
            return Notice("other", "")
        return _classify(message)
    except (MessageError, LookupError, ValueError, TypeError, AttributeError, OverflowError):
        # The library's parser of headers fails on malformed ones in many ways; such a message is for a person.
        return Notice("other", "")


def _classify(message: EmailMessage) -> Notice:
    name = _text(message, "Message-ID")
    if message.get_content_type() == "multipart/report":
        report = str(message.get_param("report-type", "")).lower()
        if report == "delivery-status":
            return _bounce(message, name)
        if report == "feedback-report":
            return Notice("complaint", name, about=_original(message))
    found = _ORDER.search(" ".join(_text(message, "Subject").split()))
    automatic = _text(message, "Auto-Submitted").lower() not in ("", "no") or "List-Id" in message
    if found and not automatic:
        kind: Literal["unsubscribe", "confirm"] = "confirm" if found[1].lower() == "confirm" else "unsubscribe"
        return Notice(kind, name, token=found[2].lower())
    return Notice("other", name)


def _bounce(message: EmailMessage, name: str) -> Notice:
    """The notice about the first recipient that failed; a delay is not a failure."""
    mark = next((found[1] for header in ("To", "Delivered-To", "X-Original-To")
                 for value in message.get_all(header, []) if (found := _MARK.search(str(value)))), "")  # fmt: skip
    kind: Literal["bounce", "delay", "other"] = "other"
    status = words = ""
    for part in message.walk():
        for block in _blocks(part):
            action = _text(block, "Action").lower()
            if action == "failed" or (action == "delayed" and kind == "other"):
                kind = "bounce" if action == "failed" else "delay"
                found = _STATUS.search(_text(block, "Status"))
                status, words = found[0] if found else "5.0.0", _text(block, "Diagnostic-Code")[:_WORDS]
            if kind == "bounce":
                return Notice(kind, name, mark=mark, about=_original(message), status=status, words=words)
    return Notice(kind, name, mark=mark, about=_original(message), status=status, words=words)


def _blocks(part: Message) -> list[Message]:
    """The groups of fields of a delivery status, also of an international one (RFC 6533), which parses as a message."""
    payload = part.get_payload()
    if not isinstance(payload, list):
        return []
    if part.get_content_type() == "message/delivery-status":
        return [block for block in payload if isinstance(block, Message)]
    if part.get_content_type() == "message/global-delivery-status" and payload and isinstance(payload[0], Message):
        groups = re.split(rb"\r?\n\r?\n", payload[0].as_bytes())
        return [message_from_bytes(group, policy=default) for group in groups if group.strip()]
    return []


def _original(message: EmailMessage) -> str:
    """Message-ID of the message that a report returns, whole or headers only."""
    for part in message.walk():
        if part.get_content_type() in ("message/rfc822", "message/global", "message/global-headers"):
            inner = part.get_payload()
            if isinstance(inner, list) and inner and (found := _MESSAGE_ID.search(_text(inner[0], "Message-ID"))):
                return found[0]
        if part.get_content_type() == "text/rfc822-headers":
            raw = part.get_payload(decode=True)
            head = message_from_bytes(raw if isinstance(raw, bytes) else b"", policy=default)
            if found := _MESSAGE_ID.search(_text(head, "Message-ID")):
                return found[0]
    return ""


def _text(message: object, header: str) -> str:
    if not isinstance(message, Message):
        return ""
    return " ".join(str(message.get(header, "")).split())
