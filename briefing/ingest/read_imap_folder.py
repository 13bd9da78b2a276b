"""A folder on a mail server -> the newsletters in it that have not been read yet.

Comes in: an address (`imap_address`), and the mark of the last visit. Goes out: articles, what could not be used, and a
new mark: the folder's UIDVALIDITY and the number of the last message that was read. Nothing is changed on the server,
unless a mailbox of the settings says what becomes of what was read; that is done once the articles are kept.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field

from pydantic import SecretStr

from briefing.config import FetchSettings, MailboxSettings, SourceSettings
from briefing.errors import ArticleError, DeliveryError, FetchError, FormatError, MailboxError
from briefing.ingest import address_guard, imap_address, mail_to_articles
from briefing.ingest.imap_address import ImapAddress
from briefing.records import SKIPPED, Article, Failure
from briefing.runtime import credentials, imap_session, run_under_limits
from briefing.runtime.mail_tls_context import tls_context

__all__ = ["Letters", "check", "check_password", "load", "mailbox"]

# Of a folder that is read for the first time, the newest; what comes in later is read in this many a visit.
_FIRST, _MOST = 200, 500
# Times the largest response of the settings that one visit takes in, and times the wait for one that it may last.
_SIZES, _WAITS = 5, 10
# A message in a reply may be larger than it was said to be by so much: servers count line ends differently.
_SLACK = 1.5
_MARK = re.compile(r"\A(\d{1,20})/(\d{1,20})\Z")
_GOES_ON = "The next run goes on where this one stopped."


@dataclass(frozen=True, slots=True)
class Letters:
    """What one visit found. `mark` is to be given to the next one; `unchanged` says that nothing was new.

    `after_keeping`, where something is to be done on the server with what was read, does it, and says what failed.
    """

    title: str
    mark: str
    unchanged: bool
    found: tuple[Article | Failure, ...] = ()
    after_keeping: Callable[[], Awaitable[list[Failure]]] | None = None


@dataclass(slots=True)
class _Visit:
    validity: int = 0
    last: int = 0
    messages: list[tuple[int, bytes]] = field(default_factory=list)
    notes: list[Failure] = field(default_factory=list)

    @property
    def mark(self) -> str:
        return f"{self.validity}/{self.last}"


def mailbox(address: ImapAddress, settings: FetchSettings) -> MailboxSettings:
    """What the settings say of the mailbox at `address`, with its user. Raises FormatError where there is none."""
    for known in settings.mailboxes:
        same_user = known.username is None or address.username in (None, known.username)
        if known.host.lower().rstrip(".") == address.host.rstrip(".") and same_user:
            break
    else:
        known = MailboxSettings(host=address.host)
    username = address.username or known.username
    if username is None:
        raise FormatError("names no user", subject=address.shown, hint="Write it as imaps://USER@HOST/FOLDER.")
    return known.model_copy(update={"username": username})


def check_password(url: str, settings: FetchSettings, environment: Mapping[str, str]) -> None:
    """Look for the password of the folder at `url`; the server is not asked.

    Raises FormatError for what is no address, DeliveryError where there is no password.
    """
    credentials.password(mailbox(imap_address.parse(url), settings), environment)


async def load(
    source: SourceSettings,
    settings: FetchSettings,
    environment: Mapping[str, str],
    *,
    mark: str | None = None,
    resolver: address_guard.Resolver = address_guard.resolve,
) -> Letters:
    """The letters that came in since `mark`.

    Raises:
        FetchError: the server cannot be reached, or refuses.
        FormatError: the address is none.
    """
    address = imap_address.parse(source.url)
    visit = await asyncio.to_thread(_visit, address, settings, environment, mark, resolver)
    found: list[Article | Failure] = []
    for number, data in visit.messages:
        found += await _read(data, f"{address.shown}#{number}", source)
    read = [number for number, _ in visit.messages]
    return Letters(
        title=address.folder.rpartition("/")[2],
        mark=visit.mark,
        unchanged=mark == visit.mark and not visit.notes,
        found=(*found, *visit.notes),
        after_keeping=_afterwards(address, settings, environment, read, visit.validity, resolver),
    )


async def check(
    url: str,
    settings: FetchSettings,
    environment: Mapping[str, str],
    resolver: address_guard.Resolver = address_guard.resolve,
) -> str:
    """The title of the folder at `url`, which is opened and not read. Raises FetchError, FormatError."""
    address = imap_address.parse(url)

    def opened() -> None:
        with _errors(address), _session(address, settings, environment, resolver) as session:
            session.open(address.folder, read_only=True)

    await asyncio.to_thread(opened)
    return address.folder.rpartition("/")[2]


def _visit(
    address: ImapAddress,
    settings: FetchSettings,
    environment: Mapping[str, str],
    mark: str | None,
    resolver: address_guard.Resolver,
) -> _Visit:
    """Take in what is new. A conversation that ends half-way keeps what it has brought, and says so."""
    visit = _Visit()
    with _errors(address):
        try:
            with _session(address, settings, environment, resolver) as session:
                visit.validity = session.open(address.folder, read_only=True)
                visit.last = _last_read(mark, visit.validity)
                _take(session, visit, address, settings)
        except imap_session.TooLargeError:
            # What comes next over this connection belongs to that message. The next visit goes on behind it.
            pass
        except MailboxError as error:
            # Without progress the same would happen again and again, so that the source counts as failing.
            if not visit.messages and not visit.notes:
                raise
            count = len(visit.messages)
            message = f"{error.message}; {count} new {'letter was' if count == 1 else 'letters were'} read before"
            visit.notes.append(Failure(address.shown, FetchError.code, message, _GOES_ON))
    return visit


def _take(session: imap_session.Session, visit: _Visit, address: ImapAddress, settings: FetchSettings) -> None:
    numbers = session.after(visit.last)
    older = len(numbers) - _FIRST if visit.last == 0 else 0
    if older > 0:
        visit.notes.append(Failure(address.shown, SKIPPED, f"{older} older letters in the folder are left out", None))
        numbers = numbers[-_FIRST:]
    sizes = session.sizes(numbers[:_MOST])
    room = settings.max_bytes * _SIZES
    missing = 0
    for number in numbers[:_MOST]:
        size = sizes.get(number)
        room -= size or 0
        if room < 0 and size and size <= settings.max_bytes:
            visit.notes.append(Failure(address.shown, SKIPPED, "some new letters are left for the next run", None))
            return
        try:
            missing += not _take_one(session, visit, address, number, size, settings.max_bytes)
        except imap_session.TooLargeError:
            # It ends the conversation, and is passed.
            visit.last = visit.last if missing else number
            raise
        visit.last = visit.last if missing else number
    if missing:
        message = f"{missing} letters that the server lists were not sent"
        visit.notes.append(Failure(address.shown, SKIPPED, message, "The next run asks for them again."))
    if len(numbers) > _MOST:
        left = len(numbers) - _MOST
        visit.notes.append(Failure(address.shown, SKIPPED, f"{left} new letters are left for the next run", None))


def _take_one(
    session: imap_session.Session, visit: _Visit, address: ImapAddress, number: int, size: int | None, most: int
) -> bool:
    """Take in one letter; False if the server does not send it: it may be gone, or come with the next visit."""
    if size is not None and size > most:
        visit.notes.append(_too_large(address, number, most))
        return True
    try:
        data = session.message(number, int(most * _SLACK))
    except imap_session.TooLargeError:
        visit.notes.append(_too_large(address, number, most))
        raise
    if data is not None:
        visit.messages.append((number, data))
    return data is not None


def _too_large(address: ImapAddress, number: int, most: int) -> Failure:
    message = f"is larger than {most / 1_000_000:g} MB, the max_bytes of [fetch], and left out"
    return Failure(f"{address.shown}#{number}", FormatError.code, message, None)


def _last_read(mark: str | None, validity: int) -> int:
    """The number of the last message read; 0 at the first visit, and where the server has numbered all anew."""
    found = _MARK.match(mark or "")
    return int(found[2]) if found and int(found[1]) == validity else 0


async def _read(data: bytes, subject: str, source: SourceSettings) -> list[Article | Failure]:
    """The articles in one letter; one that breaks the parser costs nothing but itself."""
    try:
        found: list[Article | Failure] = await run_under_limits.awaited(
            mail_to_articles.parsed, data, subject, source, subject=subject, size=len(data)
        )
    except (FormatError, ArticleError) as error:
        return [Failure(subject, error.code, error.message, error.hint)]
    return found


def _session(
    address: ImapAddress, settings: FetchSettings, environment: Mapping[str, str], resolver: address_guard.Resolver
) -> AbstractContextManager[imap_session.Session]:
    known = mailbox(address, settings)
    login = imap_session.Login(
        host=address.host,
        port=address.port,
        security=address.security,
        context=tls_context(known.ca_file),
        username=known.username or "",
        secret=_password(known, environment, address),
        timeout=settings.timeout,
        seconds=settings.timeout * _WAITS,
        most_bytes=settings.max_bytes * (_SIZES + 1),
        addresses=tuple(
            address_guard.permitted(address.host, address.port, allowed=settings.allow_private, resolver=resolver)
        ),
    )
    return imap_session.visit(login)


def _password(known: MailboxSettings, environment: Mapping[str, str], address: ImapAddress) -> SecretStr | None:
    try:
        return credentials.password(known, environment)
    except DeliveryError as error:
        # Whose mailbox it is stays out of the message.
        subject = "" if error.subject in (None, known.username) else f"{error.subject}: "
        raise FetchError(f"{subject}{error.message}", subject=address.shown, hint=error.hint) from error.__cause__


def _afterwards(
    address: ImapAddress,
    settings: FetchSettings,
    environment: Mapping[str, str],
    numbers: list[int],
    validity: int,
    resolver: address_guard.Resolver,
) -> Callable[[], Awaitable[list[Failure]]] | None:
    known = mailbox(address, settings)
    if known.after_reading == "leave" or not numbers:
        return None

    def change() -> None:
        with _errors(address), _session(address, settings, environment, resolver) as session:
            if session.open(address.folder, read_only=False) != validity:
                return
            if known.after_reading == "move":
                session.move(numbers, known.move_to or "")
            else:
                session.mark_seen(numbers)

    async def run() -> list[Failure]:
        try:
            await asyncio.to_thread(change)
        except (FetchError, FormatError) as error:
            done = "marked as seen" if known.after_reading == "mark-seen" else f"moved to {known.move_to}"
            message = f"what was read could not be {done}: {error.message}"
            return [Failure(address.shown, error.code, message, error.hint)]
        return []

    return run


@contextmanager
def _errors(address: ImapAddress) -> Iterator[None]:
    """A mailbox or certificate file that cannot be used, as a source that cannot be fetched."""
    try:
        yield
    except imap_session.NoFolderError as error:
        raise FormatError(error.message, subject=address.shown, hint=error.hint) from None
    except MailboxError as error:
        raise FetchError(error.message, subject=address.shown, hint=error.hint) from error.__cause__
    except DeliveryError as error:
        raise FetchError(f"{error.subject}: {error.message}", subject=address.shown, hint=error.hint) from error
