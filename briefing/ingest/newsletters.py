"""Newsletters -> articles: .eml files, mbox files and Maildir folders, one article for each message.

The HTML part is read if it has at least about as many words as the plain one, since its paragraphs are real; hidden
preheaders, link bars and the unsubscribe footer are left out. Mail is never fetched, sent or marked here.
"""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator
from email.message import EmailMessage
from email.utils import parseaddr
from pathlib import Path

from briefing.config import SourceSettings
from briefing.errors import ArticleError, FormatError
from briefing.records import Article, Failure
from briefing.runtime import read_ordinary_files, run_under_limits
from briefing.text import parse_dates
from briefing.text.canonical_urls import article_id, web_url
from briefing.text.decode_and_clean import clean, decode, one_line, paragraphs
from briefing.text.html_to_text import Block, blocks, join

__all__ = ["is_maildir", "maildir", "mbox", "mbox_bytes", "parse"]

_MAX_MESSAGE = 20_000_000
# A newsletter a day for thirteen years; more is somebody's whole mail, which is not a source.
_MAX_MESSAGES = 5_000
_FOOTER = re.compile(
    r"^(you('re| are) receiving this|you received this|this (e-?mail|newsletter|message) was sent|unsubscribe|"
    r"to unsubscribe|manage (your )?(preferences|subscription)|update your preferences|forward(ed)? this|"
    r"view (this )?(e-?mail |it )?(in|on) (your|the|a) (web )?browser|view online|read online|"
    r"if you no longer wish|was this (e-?mail )?forwarded to you|abmelden|newsletter abbestellen|se désabonner|"
    r"pour vous désabonner|darse de baja|отписаться|відписатися|add us to your address book)",
    re.IGNORECASE,
)
# Share of linked words above which a short block is navigation ("View in browser", "Share · Tweet · Forward").
_LINK_BAR = 0.8
_SHORT = 12
_SIGNATURE = "--"
# The HTML part is preferred unless it holds less than this share of the plain part's words.
_ENOUGH = 0.6


def is_maildir(folder: Path) -> bool:
    """Whether `folder` is laid out as a Maildir."""
    return all((folder / part).is_dir() for part in ("cur", "new", "tmp"))


def parse(data: bytes, *, name: str, source: SourceSettings) -> Article:
    """The article in one message. Raises FormatError if it has no text part, ArticleError where that is empty."""
    try:
        message = email.message_from_bytes(data, policy=email.policy.default)
        if not isinstance(message, EmailMessage) or not message.keys():
            raise FormatError("is not an e-mail message", subject=name)
        found = _body(message)
    except (ValueError, LookupError, AttributeError, TypeError, IndexError, KeyError, RecursionError) as error:
        # The email package promises not to raise while parsing, but it does on some malformed headers.
        raise FormatError("is a malformed e-mail message", subject=name) from error
    text = join(found)
    if not text:
        raise ArticleError("has no text", subject=name, hint="The message may hold only pictures or attachments.")
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
            yield run_under_limits.call(_parsed, data, subject, source, subject=subject, size=len(data))
        except (FormatError, ArticleError) as error:
            yield Failure(subject, error.code, error.message, error.hint)


def _parsed(data: bytes, name: str, source: SourceSettings) -> Article | Failure:
    """The article of one message, in a process that has limits."""
    try:
        return parse(data, name=name, source=source)
    except (FormatError, ArticleError) as error:
        return Failure(name, error.code, error.message, error.hint)


def _split(lines: Iterator[bytes] | list[bytes]) -> Iterator[bytes]:
    """Messages of an mbox: each begins with a line "From …" after a blank one (RFC 4155)."""
    message: list[bytes] = []
    blank = True
    for line in lines:
        if blank and line.startswith(b"From "):
            if message:
                yield b"".join(message)
            message = []
        else:
            message.append(line[1:] if line.startswith(b">From ") else line)
        blank = not line.strip()
    if message:
        yield b"".join(message)


def _body(message: EmailMessage) -> list[Block]:
    rich = _part(message, "html")
    simple = _part(message, "plain")
    from_html = _without_frame(blocks(rich)) if rich else []
    from_plain = _plain(simple) if simple else []
    enough = _ENOUGH * len(join(from_plain).split())
    return from_html if from_html and len(join(from_html).split()) >= enough else from_plain


def _part(message: EmailMessage, subtype: str) -> str | None:
    """The decoded text/`subtype` body part, found also where the message nests parts unusually."""
    part = message.get_body(preferencelist=(subtype,))
    candidates = [part] if part is not None else list(message.walk())
    for candidate in candidates:
        if candidate.get_content_type() != f"text/{subtype}" or candidate.get_content_disposition() == "attachment":
            continue
        payload = candidate.get_payload(decode=True)
        if isinstance(payload, bytes) and payload.strip():
            return decode(payload, candidate.get_content_charset())
    return None


def _plain(text: str) -> list[Block]:
    kept: list[Block] = []
    cleaned = clean(text)
    for start, end in paragraphs(cleaned):
        lines = cleaned[start:end].splitlines()
        if lines[0].strip() == _SIGNATURE:
            break
        words = " ".join(re.sub(r"\s*[<(\[]?https?://\S+[>)\]]?", "", " ".join(lines)).split())
        if words:
            kept.append(Block("heading" if words.isupper() else "paragraph", words))
    return _without_frame(kept)


def _without_frame(found: list[Block]) -> list[Block]:
    """Blocks without link bars, and without the footer, which begins with why the reader gets this."""
    kept = [block for block in found if not _is_bar(block)]
    for index, block in enumerate(kept):
        if index >= len(kept) / 2 and _FOOTER.match(block.text):
            kept = kept[:index]
            break
    return [block for block in kept if not _FOOTER.match(block.text)]


def _is_bar(block: Block) -> bool:
    short = len(block.text.split()) <= _SHORT
    return short and block.linked >= _LINK_BAR and block.kind != "heading"


def _header(message: EmailMessage, name: str) -> str | None:
    try:
        value = message[name]
    except (ValueError, IndexError, AttributeError, TypeError):
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
