"""Newsletters -> articles: .eml files, mbox files and Maildir folders, one article for each message.

Letters that are forwarded as attachments or bound into a digest are articles of their own. `newsletter_text` finds the
text. Mail is never fetched, sent or marked here.
"""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterable, Iterator
from email.message import EmailMessage
from email.utils import parseaddr
from pathlib import Path

from briefing.config import SourceSettings
from briefing.errors import ArticleError, FormatError
from briefing.ingest.newsletter_text import read_letter
from briefing.records import SKIPPED, Article, Failure
from briefing.runtime import read_ordinary_files, run_under_limits
from briefing.text import parse_dates
from briefing.text.canonical_urls_and_article_ids import article_id, web_url
from briefing.text.decode_and_clean import one_line
from briefing.text.html_to_text import join

__all__ = ["articles", "is_maildir", "maildir", "mbox", "mbox_bytes", "parse", "parsed"]

_MAX_MESSAGE = 20_000_000
# A newsletter a day for thirteen years; more is somebody's whole mail, which is not a source.
_MAX_MESSAGES = 5_000
_NO_TEXT = "The message may hold only pictures or attachments."
_MALFORMED = (ValueError, LookupError, AttributeError, TypeError, IndexError, KeyError, RecursionError)
# Words of a note above forwarded letters that is no article of its own; letters within letters that are followed.
_NOTE, _DEEPEST = 60, 4
# A line "From …" begins a message of an mbox if it names a sender or an hour, and the next line is a header.
_SEPARATOR = re.compile(rb"From (?:\S+@\S+|-(?=\s)|\S.*\d{1,2}:\d\d)")
_HEADER = re.compile(rb"\A[!-9;-~]+:")


def is_maildir(folder: Path) -> bool:
    """Whether `folder` is laid out as a Maildir."""
    return all((folder / part).is_dir() for part in ("cur", "new", "tmp"))


def parse(data: bytes, *, name: str, source: SourceSettings) -> Article:
    """The first article in one message. Raises FormatError if it has no text part, ArticleError where that is empty."""
    for item in articles(data, name=name, source=source):
        if isinstance(item, Article):
            return item
    raise ArticleError("has no text", subject=name, hint=_NO_TEXT)


def articles(data: bytes, *, name: str, source: SourceSettings) -> Iterator[Article | Failure]:
    """The article in one message, those in the letters within it, and a note of what is not read.

    Raises FormatError if it is no message, ArticleError where there is no text in it.
    """
    try:
        message = email.message_from_bytes(data, policy=email.policy.default)
        if not isinstance(message, EmailMessage) or not message.keys():
            raise FormatError("is not an e-mail message", subject=name)
    except _MALFORMED as error:
        raise FormatError("is a malformed e-mail message", subject=name) from error
    yield from _articles(message, name, source, 0)


def _articles(message: EmailMessage, name: str, source: SourceSettings, depth: int) -> Iterator[Article | Failure]:
    try:
        letter = read_letter(message)
        text = join(letter.blocks)
        own = _article(message, text, name, source) if text else None
    except _MALFORMED as error:
        # The email package promises not to raise while parsing, but it does on some malformed headers.
        raise FormatError("is a malformed e-mail message", subject=name) from error
    inner = letter.letters if depth < _DEEPEST else []
    if not text and not inner:
        raise ArticleError("has no text", subject=name, hint=_NO_TEXT)
    if own and inner and len(text.split()) < _NOTE:
        yield Failure(name, SKIPPED, "the note above the letters within it is left out", None)
    elif own:
        yield own
    for number, each in enumerate(inner, start=1):
        try:
            yield from _articles(each, f"{name}/{number}", source, depth + 1)
        except (FormatError, ArticleError) as error:
            yield Failure(f"{name}/{number}", error.code, error.message, error.hint)
    if letter.unread:
        names = ", ".join(letter.unread[:5])
        yield Failure(name, SKIPPED, f"attachments are not read: {names}", "Save them and name them as sources.")


def _article(message: EmailMessage, text: str, name: str, source: SourceSettings) -> Article:
    title = one_line(_header(message, "Subject"))
    outlet = source.name or _outlet(message)
    guid = one_line(_header(message, "Message-ID"))
    return Article(
        id=article_id(url=None, guid=guid, outlet=outlet, title=title, text=text),
        source=name,
        content=text,
        title=title,
        url=_online(message),
        outlet=outlet,
        author=one_line(parseaddr(_header(message, "From") or "")[0], 200),
        published=parse_dates.parse(_header(message, "Date")),
        section=source.section,
        guid=guid,
    )


def mbox(path: Path, name: str, source: SourceSettings) -> Iterator[Article | Failure]:
    """Articles of the messages in the mbox file at `path`, read one by one."""
    with path.open("rb") as stream:
        yield from _each(_split(stream), name, source)


def mbox_bytes(data: bytes, name: str, source: SourceSettings) -> Iterator[Article | Failure]:
    """Articles of the messages in the mbox `data`."""
    yield from _each(_split(data.splitlines(keepends=True)), name, source)


def maildir(folder: Path, name: str, source: SourceSettings) -> Iterator[Article | Failure]:
    """Articles of the messages in the Maildir `folder`, in the order of their file names."""
    paths = [path for part in ("new", "cur") for path in (folder / part).iterdir() if path.is_file()]
    paths.sort(key=lambda path: path.name.partition(":")[0])
    yield from _each((read_ordinary_files.read_bytes(path, _MAX_MESSAGE + 1) for path in paths), name, source)


def _each(messages: Iterator[bytes], name: str, source: SourceSettings) -> Iterator[Article | Failure]:
    for number, data in enumerate(messages, start=1):
        subject = f"{name}#{number}"
        if number > _MAX_MESSAGES:
            yield Failure(name, "format", f"only the first {_MAX_MESSAGES} messages are read", "Split the mailbox.")
            return
        try:
            if len(data) > _MAX_MESSAGE:
                raise FormatError(f"is larger than {_MAX_MESSAGE // 1_000_000} MB", subject=subject)
            yield from run_under_limits.call(parsed, data, subject, source, subject=subject, size=len(data))
        except (FormatError, ArticleError) as error:
            yield Failure(subject, error.code, error.message, error.hint)


def parsed(data: bytes, name: str, source: SourceSettings) -> list[Article | Failure]:
    """What one message holds, in a process that has limits."""
    found: list[Article | Failure] = []
    try:
        found.extend(articles(data, name=name, source=source))
    except (FormatError, ArticleError) as error:
        found.append(Failure(name, error.code, error.message, error.hint))
    return found


def _split(lines: Iterable[bytes]) -> Iterator[bytes]:
    """Messages of an mbox: each begins with a line "From …" after a blank one (RFC 4155), and its headers."""
    message: list[bytes] = []
    blank, separator = True, b""
    for line in lines:
        if separator and _HEADER.match(line):
            if message:
                yield b"".join(message)
            message = []
        elif separator:
            message.append(separator)
        separator = line if blank and line.startswith(b"From ") and _is_separator(line, message) else b""
        if not separator:
            message.append(line[1:] if line.startswith(b">From ") else line)
        blank = not line.strip()
    message.append(separator)
    if any(message):
        yield b"".join(message)


def _is_separator(line: bytes, message: list[bytes]) -> bool:
    return not message or bool(_SEPARATOR.match(line))


def _header(message: EmailMessage, name: str) -> str | None:
    try:
        value = message[name]
    except (ValueError, IndexError, AttributeError, TypeError, OverflowError):
        # A header that the policy cannot parse is read as if it were not there.
        return None
    return str(value) if value is not None else None


def _outlet(message: EmailMessage) -> str | None:
    """The list's name (RFC 2919), else the sender's, else the sender's domain."""
    listed = re.match(r'\s*"?([^<"]+?)"?\s*<', _header(message, "List-Id") or "")
    name, address = parseaddr(_header(message, "From") or "")
    return one_line(listed[1] if listed else name or address.rpartition("@")[2], 100)


def _online(message: EmailMessage) -> str | None:
    """The web copy, where the message names one (Archived-At, RFC 5064)."""
    return web_url((_header(message, "Archived-At") or "").strip(" <>"))
