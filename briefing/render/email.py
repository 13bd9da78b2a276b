"""Edition -> e-mail: pure, and the same bytes for the same edition and reader.

The message follows RFC 5322 and 2045-2049; RFC 2369, 2919 and 8058 for lists (List-Id, one-click unsubscribing);
RFC 3834 so that no autoresponder answers it; RFC 6531 and 6532 for international addresses. `docs/email.md` lists
every header with its reason.
"""

from __future__ import annotations

import base64
import binascii
import dataclasses
import datetime as dt
import hashlib
import hmac
import re
import textwrap
from collections.abc import Callable
from dataclasses import dataclass
from email.header import Header
from email.headerregistry import Address, Group
from email.message import EmailMessage, Message
from email.policy import SMTP, SMTPUTF8
from email.utils import format_datetime
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

import css_inline
from markupsafe import Markup

from briefing.config import EmailSettings, Settings
from briefing.edition.choose_stories_for_reader import chosen
from briefing.records import Edition, Rendering, Subscriber
from briefing.render import jinja_environment, translations
from briefing.render.email_digest_view import Digest, followed, view, web_address
from briefing.render.text_direction import isolated_lines, with_marks, without_needless_edges
from briefing.text.email_addresses import domain, mailbox, named, one_line

__all__ = [
    "Composer",
    "Links",
    "Parts",
    "as_bytes",
    "confirmation",
    "digest",
    "has_news",
    "message_id",
    "parts",
    "render",
    "strip_unsubscribe_link",
]

# Room for headers, boundaries and the unsubscribe link: 1.5 kB in the largest test, and as much again for DKIM.
_HEADERS = 4_000
_SUBJECT = 130
_WIDTH = 76
# Texts whose folded lines are kept: a digest is made several times until it fits, and all readers' have the same texts.
_REMEMBERED = 4096
# Longest name of the list, in characters: mail programs show it in a narrow column.
_NAME = 50
# Stands for the reader's own link in the parts that readers share.
_UNSUBSCRIBE = "https://unsubscribe.invalid/"
_POLICY = SMTP.clone(refold_source="none")
_POLICY_UTF8 = SMTPUTF8.clone(refold_source="none")


@dataclass(frozen=True, slots=True)
class Links:
    """A reader's own ways to unsubscribe: an https address for one click, and a mailto address."""

    url: str | None = None
    mailto: str | None = None


@dataclass(frozen=True, slots=True)
class Parts:
    """What readers with the same wishes share: subject and bodies, with a mark for each reader's own link."""

    subject: str
    text: str
    html: str | None
    language: str
    left: int = 0


def render(
    edition: Edition,
    reader: Subscriber,
    settings: Settings,
    *,
    links: Links | None = None,
    dated: dt.datetime | None = None,
) -> EmailMessage:
    """The digest of `edition` for one reader; `dated` is its Date header [the edition's own instant]."""
    return Composer(edition, settings, dated).message(reader, links or Links())


def digest(edition: Edition, settings: Settings) -> Rendering:
    """`digest.eml`, the message as it is before it has a reader."""
    made = Composer(edition, settings).message(None, Links())
    return Rendering(f"{edition.name}/digest.eml", as_bytes(made))


class Composer:
    """Makes the messages of one edition or `alert`; what readers share is made once."""

    def __init__(
        self, edition: Edition, settings: Settings, dated: dt.datetime | None = None, *, alert: bool = False
    ) -> None:
        self._alert = alert
        self._edition = edition
        self._settings = settings
        self._dated = dated or edition.published
        self._shared: dict[Subscriber, Parts] = {}

    def message(self, reader: Subscriber | None, links: Links, name: str | None = None) -> EmailMessage:
        """The message for one reader, with `name` as its Message-ID; for no particular reader if that is None."""
        person = reader or Subscriber(address="")
        # Readers with the same wishes share a message; when they get it makes no difference to it.
        wishes = dataclasses.replace(person, address="", name="", weekdays=(), hour=None)
        if wishes not in self._shared:
            self._shared[wishes] = parts(self._edition, person, self._settings, alert=self._alert)
        shared, email = self._shared[wishes], self._settings.email
        message = _letterhead(email, reader, self._edition.title, shared)
        message["Date"] = format_datetime(self._dated)
        name = name or message_id(email, "digest", self._edition.name, person.address)
        message.set_raw("Message-ID", name)
        _thread(message, email, self._edition.date, person.address)
        _list_headers(message, email, self._edition.title, links)
        _body(message, shared, links, name)
        return message


def parts(edition: Edition, reader: Subscriber, settings: Settings, *, alert: bool = False) -> Parts:
    """Subject and bodies for everybody with this reader's wishes, with as many stories as fit.

    An `alert` is called that, says what the reader is told it for, and has no page in the archive to be linked.
    """
    mine = chosen(edition, reader)
    web = None if alert else web_address(settings.archive.base_url, edition)
    topics = followed(mine, reader) if alert else ()
    limit = settings.email.max_bytes - _HEADERS
    subject = _alert_subject(mine, reader, settings) if alert else _subject(mine, edition)

    def attempt(stories: int) -> tuple[Parts, int]:
        shown = view(mine, stories=stories, web=web, topics=topics)
        made = _print(shown, subject, reader, reader.language or edition.language, settings)
        size = len(_encode(made.text)[1]) + len(_encode(made.html)[1] if made.html else "")
        return made, size

    return _most(attempt, len(mine.stories), limit)


def _most(attempt: Callable[[int], tuple[Parts, int]], count: int, limit: int) -> Parts:
    """The result of `attempt` for about the largest number up to `count` whose size is within `limit`; zero always is.

    Stories are much alike in size, so the first guess is the share that would fit, and the search stays near it.
    """
    made, size = attempt(count)
    if size <= limit:
        return made
    guess = max(1, count * limit // size)
    low, high, best = 0, min(count - 1, 2 * guess), None
    while low < high:
        middle = min(max(guess, low + 1), high)
        made, size = attempt(middle)
        if size <= limit:
            low, best = middle, made
        else:
            high = middle - 1
        guess = (low + high + 1) // 2
    return best or attempt(low)[0]


def has_news(edition: Edition, reader: Subscriber) -> bool:
    """Whether any story of the edition is in a section the reader asked for."""
    return bool(chosen(edition, reader).stories)


def message_id(settings: EmailSettings, kind: str, day: str, address: str, secret: bytes = b"briefing") -> str:
    """A Message-ID that is the same whenever the same thing is sent to the same reader.

    Without the `secret` nobody can tell it from the address, so a bounce that quotes it is about a message we sent.
    """
    told = "\0".join((settings.list_id, kind, day, address.casefold()))
    mark = hmac.new(secret, told.encode(), hashlib.sha256).hexdigest()
    return f"<{kind}.{day}.{mark[:24]}@{_domain(settings)}>"


def as_bytes(message: EmailMessage) -> bytes:
    """A message as it goes over the wire, with CRLF line ends."""
    return message.as_bytes(policy=message.policy)


def confirmation(reader: Subscriber, settings: Settings, links: Links, dated: dt.datetime, name: str) -> EmailMessage:
    """The message that asks a reader to confirm; `links` confirm."""
    title = one_line(settings.briefing.title)
    values = {"title": title, "links": links, "address": reader.address}
    language = str(translations.locale(reader.language or settings.briefing.language, _theme(settings)))
    text = _template("text", "confirm.txt.j2", language, settings, values)
    asked = translations.translations(language[:2], _theme(settings)).gettext("Please confirm: %(title)s")
    made = Parts(asked % {"title": title}, text, None, language.replace("_", "-"))
    message = _letterhead(settings.email, reader, title, made)
    message["Date"] = format_datetime(dated)
    message.set_raw("Message-ID", name)
    message["Auto-Submitted"] = "auto-generated"
    _body(message, made, Links(), name)
    return message


def _letterhead(settings: EmailSettings, reader: Subscriber | None, title: str, shared: Parts) -> EmailMessage:
    sender = mailbox(settings.sender)
    if not sender.display_name:
        sender = named(title, sender.addr_spec)
    to = named(reader.name, reader.address) if reader else Group(one_line(title), ())
    international = not sender.addr_spec.isascii() or (isinstance(to, Address) and not to.addr_spec.isascii())
    message = EmailMessage(policy=_POLICY_UTF8 if international else _POLICY)
    message["From"] = sender
    message["To"] = to
    if settings.reply_to:
        message["Reply-To"] = mailbox(settings.reply_to)
    message["Subject"] = shared.subject
    message["MIME-Version"] = "1.0"
    message["Content-Language"] = shared.language
    return message


def _thread(message: EmailMessage, settings: EmailSettings, day: dt.date, address: str) -> None:
    """Thread the digests of a month, or all of them, below one message that does not exist (RFC 5322, 3.6.4)."""
    if settings.thread != "none":
        root = message_id(settings, "thread", f"{day:%Y-%m}" if settings.thread == "month" else "all", address)
        message.set_raw("In-Reply-To", root)
        message.set_raw("References", root)


def _list_headers(message: EmailMessage, settings: EmailSettings, title: str, links: Links) -> None:
    name = _phrase(one_line(title))
    message.set_raw("List-Id", f"{name}\r\n <{settings.list_id}>" if name else f"<{settings.list_id}>")
    ways = [f"<{way}>" for way in (links.url, links.mailto) if way]
    if ways:
        message.set_raw("List-Unsubscribe", ",\r\n ".join(ways))
    if links.url:
        message.set_raw("List-Unsubscribe-Post", "List-Unsubscribe=One-Click")
    message["Auto-Submitted"] = "auto-generated"
    message["Precedence"] = "bulk"


def _phrase(name: str) -> str:
    """A name as a header's phrase: a quoted string, or encoded words (RFC 2047) where it is not all ASCII."""
    if name.isascii():
        plain = "".join(" " if sign in '"\\<>()' else sign for sign in name)
        shown = " ".join(plain.split())[:_NAME]
        return f'"{shown}"' if shown else ""
    return Header(name[:_NAME], "utf-8", maxlinelen=_WIDTH - len("List-Id: ")).encode(linesep="\r\n")


def _body(message: EmailMessage, shared: Parts, links: Links, name: str) -> None:
    way = links.url or links.mailto or ""
    text = shared.text.replace(_UNSUBSCRIBE, way) if way else strip_unsubscribe_link(shared.text)
    if shared.html is None:
        _fill(message, "plain", text)
        return
    html = shared.html.replace(_UNSUBSCRIBE, way.replace("&", "&amp;")) if way else strip_unsubscribe_link(shared.html)
    # "=_" cannot occur in quoted-printable text, nor in base64.
    boundary = f"=_briefing_{hashlib.sha256(name.encode()).hexdigest()[:20]}"
    message["Content-Type"] = f'multipart/alternative; boundary="{boundary}"'
    children: list[Message | str] = []
    for kind, content in (("plain", text), ("html", html)):
        child = EmailMessage(policy=message.policy)
        _fill(child, kind, content)
        children.append(child)
    message.set_payload(children)


def strip_unsubscribe_link(content: str) -> str:
    """A body without the line of the reader's own link."""
    return "".join(line for line in content.splitlines(keepends=True) if _UNSUBSCRIBE not in line)


def _fill(part: EmailMessage, kind: str, content: str) -> None:
    encoding, payload = _encode(content)
    part["Content-Type"] = f'text/{kind}; charset="utf-8"'
    part["Content-Transfer-Encoding"] = encoding
    part.set_payload(payload)


def _encode(content: str) -> tuple[str, str]:
    """Quoted-printable, or base64 if that is shorter (text that is mostly not Latin); lines of at most 76."""
    data = content.encode()
    quoted = binascii.b2a_qp(data, istext=True).decode("ascii")
    if len(quoted) <= len(data) * 1.37:
        return "quoted-printable", quoted
    return "base64", base64.encodebytes(data.replace(b"\n", b"\r\n")).decode("ascii")


def _subject(mine: Edition, edition: Edition) -> str:
    top = max(mine.stories, key=lambda story: story.rank, default=None)
    headline = one_line(top.headline if top else edition.headline)
    title = one_line(edition.title)
    subject = f"{title}: {headline}" if headline else f"{title}, {edition.name}"
    return textwrap.shorten(subject, _SUBJECT, placeholder=" …") if len(subject) > _SUBJECT else subject


def _alert_subject(mine: Edition, reader: Subscriber, settings: Settings) -> str:
    language = translations.locale(reader.language or mine.language, _theme(settings)).language
    words = translations.translations(language, _theme(settings)).gettext("Alert: %(headline)s")
    subject = words % {"headline": one_line(mine.headline)}
    return textwrap.shorten(subject, _SUBJECT, placeholder=" …") if len(subject) > _SUBJECT else subject


def _print(shown: Digest, subject: str, reader: Subscriber, wanted: str, settings: Settings) -> Parts:
    values = {"digest": shown, "subject": subject, "unsubscribe": _UNSUBSCRIBE}
    language = str(translations.locale(wanted, _theme(settings))).replace("_", "-")
    text = re.sub(r"\n{4,}", "\n\n\n", _template("text", "digest.txt.j2", language, settings, values))
    html = None
    if reader.format == "html":
        html = _inliner().inline(_template("html", "digest.html.j2", language, settings, values))
    return Parts(subject, text, html, language, shown.left)


def _template(
    kind: jinja_environment.Kind, name: str, language: str, settings: Settings, values: dict[str, Any]
) -> str:
    """A template's text; a file of the user's comes before ours. Raises AssetError if it fails."""
    env = jinja_environment.environment(kind, language, settings.briefing.timezone, _theme(settings))
    env.filters.setdefault("fold", partial(_fold, page=str(env.globals["ui_language"])))
    return with_marks(jinja_environment.render(env, name, values))


def _theme(settings: Settings) -> Path | None:
    return Path(settings.output.templates) if settings.output.templates else None


@lru_cache
def _inliner() -> css_inline.CSSInliner:
    return css_inline.CSSInliner(keep_style_tags=False, keep_at_rules=True, load_remote_stylesheets=False)


@lru_cache(maxsize=_REMEMBERED)
def _fold(text: str, indent: int = 0, first: str = "", language: str = "", *, page: str) -> Markup:
    """Text in lines of at most 76 columns; `first` begins the first one, `indent` blanks each other.

    What runs against the direction of the language of the `page` is marked.
    """
    folded = textwrap.fill(
        without_needless_edges(one_line(text), language, page),
        _WIDTH,
        initial_indent=first or " " * indent,
        subsequent_indent=" " * indent,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return Markup(isolated_lines(folded, language, page))  # noqa: S704 - for plain text: keeps its line breaks


def _domain(settings: EmailSettings) -> str:
    return domain(mailbox(settings.sender).addr_spec)
