"""`briefing doctor`: whether this machine is ready, and what is missing for what.

Each check says what it found and, if that is wrong, how to fix it. What is optional and not there is told, and is no
fault. Nothing is fetched or sent.
"""

from __future__ import annotations

import os
import platform
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefing.cli import FAILED
from briefing.cli.shared_options_and_settings import Invocation, common_options

if TYPE_CHECKING:
    from briefing.config import Settings
    from briefing.store.sqlite_connection import Store

__all__ = ["Check", "doctor", "examine"]

_PACKAGES = ("torch", "tokenizers", "trafilatura", "feedparser", "jinja2")
_MARKS = {"ok": "ok  ", "missing": "--  ", "wrong": "FAIL"}


@click.command(epilog="\b\nExample:\n  briefing doctor -c briefing.toml\n")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Output folder to check [outputs].")
@click.option("--repair", is_flag=True, help="Set a damaged database or cache aside (it is renamed, never deleted).")
@common_options
def doctor(invocation: Invocation, output: Path | None, *, repair: bool) -> int:
    """Check packages, model files, folders, sources, feeds, mail and extras; say how to fix each.

    Exit code 1 if something that is set up cannot work. A line with -- is about what is not set up or installed.
    """
    settings = invocation.settings
    failed = False
    for check in examine(settings, output or Path(settings.output.folder), repair=repair):
        failed |= check.state == "wrong"
        click.echo(f"{_MARKS[check.state]}  {check.name}: {check.finding}")
        if check.remedy:
            click.echo(f"      {check.remedy}")
    return FAILED if failed else 0


@dataclass(frozen=True, slots=True)
class Check:
    """The result of one check: `ok`, `missing` (and not needed as things are set up) or `wrong`.

    `remedy` is empty if nothing needs doing.
    """

    name: str
    state: str
    finding: str
    remedy: str = ""


def examine(settings: Settings, folder: Path, *, repair: bool = False) -> Iterator[Check]:
    """Run every check in turn; with `repair`, a damaged database or cache in `folder` is renamed."""
    yield Check("Python", "ok" if sys.version_info >= (3, 11) else "wrong", platform.python_version())
    yield from map(_package, _PACKAGES)
    yield _assets()
    yield _language(settings)
    yield from _articles_languages(settings, folder)
    yield _weights(settings)
    yield _encoder(settings)
    yield _writable(folder)
    database = _database(settings, folder, repair=repair)
    yield database
    yield _cache(settings, folder, repair=repair)
    yield from _sources(settings)
    if database.state == "ok":
        yield from _stored(settings, folder)
    yield from _channels(settings)
    yield from _extras(settings)


def _package(name: str) -> Check:
    try:
        return Check(name, "ok", metadata.version(name))
    except metadata.PackageNotFoundError:
        return Check(name, "wrong", "not installed", f"Run: pip install {name}")


def _assets() -> Check:
    from briefing.errors import BriefingError
    from briefing.runtime import prompt_and_template_folders

    try:
        found = [prompt_and_template_folders.folder("prompts"), prompt_and_template_folders.folder("templates")]
    except BriefingError as error:
        return Check("prompts and templates", "wrong", error.message, error.hint or "")
    return Check("prompts and templates", "ok", str(found[0].parent))


def _language(settings: Settings) -> Check:
    from briefing.render import translations

    language, theme = settings.briefing.language, settings.output.templates
    override = Path(theme) if theme else None
    if translations.is_offered(language, override):
        return Check("language", "ok", f"labels in “{language}” ({translations.locale(language).english_name})")
    remedy = f"Choose one of them, or write {language}.po in the folder locale of your templates."
    return Check("language", "missing", translations.unoffered(language, override), remedy)


def _articles_languages(settings: Settings, folder: Path) -> Iterator[Check]:
    """What is off for the languages of the last edition's articles."""
    from babel import Locale

    from briefing.language.language_support import missing
    from briefing.render.translations import names_of

    codes = _last_languages(settings, folder)
    for code, name in names_of(codes, Locale("en")).items():
        off = missing(code, settings.models.encoder)
        if off:
            yield Check("articles", "missing", f"in {name} ({code}) these are off: {', '.join(off)}")


def _last_languages(settings: Settings, folder: Path) -> tuple[str, ...]:
    """The languages of the articles of the last edition; none where there is no edition."""
    from briefing.edition import edition_json
    from briefing.errors import BriefingError
    from briefing.store import published_editions
    from briefing.store.open_database import open_store

    if not settings.output.database_path(folder).exists():
        return ()
    try:
        with open_store(settings.output, folder) as store:
            days = published_editions.days(store)
            content = published_editions.load(store, days[-1]) if days else None
        edition = edition_json.load(content, subject=str(days[-1])) if content else None
    except BriefingError:
        # The check of the database says what is wrong.
        return ()
    return tuple(sorted({article.language for article in edition.articles} - {"und"})) if edition else ()


def _weights(settings: Settings) -> Check:
    from briefing.errors import BriefingError
    from briefing.models.encoder import TransformerEncoder

    try:
        place = TransformerEncoder(settings.models.encoder, lock=settings.models.lock).locate()
    except BriefingError as error:
        return Check("model files", "wrong", str(error.message), error.hint or "")
    return Check("model files", "ok", f"{settings.models.encoder}, hash checked, in {place}")


# What is different with another encoder than the one that the shipped models read through.
_WITHOUT_HEADS = (
    "what was trained on all-MiniLM-L6-v2 is off: points are chosen by place, title and closeness to the "
    "article's centre"
)


def _encoder(settings: Settings) -> Check:
    from briefing.errors import BriefingError
    from briefing.language.language_support import READ_BY_DEFAULT
    from briefing.models.encoder import TransformerEncoder

    encoder = TransformerEncoder(settings.models.encoder, threads=settings.models.threads, lock=settings.models.lock)
    try:
        shape = encoder.encode(["The meeting was postponed."]).shape
    except BriefingError as error:
        return Check("encoder", "wrong", str(error), error.hint or "")
    own = "" if settings.models.encoder == READ_BY_DEFAULT else f"; {_WITHOUT_HEADS}"
    return Check("encoder", "ok", f"runs; vectors of {shape[1]} numbers{own}")


def _writable(folder: Path) -> Check:
    parent = folder
    while not parent.exists():
        parent = parent.parent
    try:
        with tempfile.TemporaryFile(dir=parent):
            return Check("output folder", "ok", f"{folder} can be written")
    except OSError as error:
        finding = f"{parent} cannot be written ({error.strerror})"
        return Check("output folder", "wrong", finding, "Choose another folder with -o, or change its permissions.")


def _database(settings: Settings, folder: Path, *, repair: bool) -> Check:
    from briefing.errors import StoreError
    from briefing.store.open_database import open_store
    from briefing.store.sqlite_connection import set_aside

    path = settings.output.database_path(folder)
    if not path.exists():
        return Check("database", "ok", "none yet; the first build makes it")
    try:
        with open_store(settings.output, folder) as store:
            store.check()
    except StoreError as error:
        if not repair:
            return Check("database", "wrong", str(error), "Run: briefing doctor --repair")
        return Check("database", "ok", f"was damaged; set aside as {set_aside(path)}")
    return Check("database", "ok", f"{path} is sound")


def _cache(settings: Settings, folder: Path, *, repair: bool) -> Check:
    from briefing.errors import StoreError
    from briefing.store import result_cache

    path = settings.output.cache_path(folder)
    if not path.exists():
        return Check("cache", "ok", "none yet; the first build makes it")
    try:
        damage = result_cache.find_damage(path)
        if damage and repair:
            result_cache.rebuild(path)
            return Check("cache", "ok", "was damaged; set aside, and a new one is made")
    except StoreError as error:
        return Check("cache", "wrong", str(error), error.hint or "")
    if damage:
        return Check("cache", "wrong", f"{path} {damage}", "Run: briefing doctor --repair; it is filled again.")
    return Check("cache", "ok", f"{path} is sound")


def _sources(settings: Settings) -> Iterator[Check]:
    """The sources of the configuration: whether what is on this machine is there."""
    from briefing import ingest

    yield Check("configuration", "ok", f"{len(settings.source)} sources, {len(settings.section)} sections")
    for source in settings.source:
        if not ingest.is_address(source.url) and not Path(source.url).exists():
            yield Check("source", "wrong", f"{source.url}: no such file or folder", "Correct its url in [[source]].")
    yield from _mailboxes(settings, [source.url for source in settings.source])


def _mailboxes(settings: Settings, urls: Iterable[str]) -> Iterator[Check]:
    """Whether each folder on a mail server has a user and a password; no server is asked."""
    from briefing.errors import BriefingError
    from briefing.ingest import imap_address, read_imap_folder

    for url in sorted({url for url in urls if imap_address.is_imap(url)}):
        shown = imap_address.without_user(url)
        try:
            read_imap_folder.check_password(url, settings.fetch, os.environ)
        except BriefingError as error:
            yield Check("mailbox", "wrong", f"{shown} {error.message}", error.hint or "")
        else:
            yield Check("mailbox", "ok", f"{shown} has a password; the server was not asked")


def _stored(settings: Settings, folder: Path) -> Iterator[Check]:
    """What the database of the folder knows: feeds, readers. A database that is not there is not made."""
    from briefing.ingest import stored_sources
    from briefing.store.open_database import open_store

    if not settings.output.database_path(folder).exists():
        yield Check("feeds", "missing", "none subscribed", "Add one with: briefing feeds add URL")
        yield from _mail(settings, 0)
        return
    with open_store(settings.output, folder) as store:
        yield _feeds(store)
        yield from _mailboxes(settings, [source.url for source in stored_sources.subscriptions(store)])
        yield from _readers(settings, store)
        yield from _alerts(settings, store)


def _alerts(settings: Settings, store: Store) -> Iterator[Check]:
    """Who would be told between editions; nothing where neither the settings nor a reader ask for that."""
    from briefing.deliver import alerts
    from briefing.deliver.run_context_lock_and_report import MailContext
    from briefing.errors import DeliveryError

    asked = bool(settings.alerts.topics or settings.alerts.stories or settings.alerts.to)
    try:
        readers = alerts.receivers(MailContext(settings, store)).readers.values()
    except DeliveryError as error:
        if asked:
            yield Check("alerts", "wrong", str(error), error.hint or "")
        return
    idle = sum(not reader.interests for reader in readers)
    finding = f"{len(readers)} ask for them" + (f", {idle} of them without any topic" if idle else "")
    remedy = "Give them interests, or [alerts] topics." if idle else "Look at them with: briefing alerts --dry-run"
    yield Check("alerts", "missing" if idle else "ok", finding, remedy)


def _feeds(store: Store) -> Check:
    import datetime as dt

    from briefing.ingest import feed_health

    found = feed_health.check(store, dt.datetime.now(dt.UTC))
    if not found:
        return Check("feeds", "missing", "none subscribed", "Add one with: briefing feeds add URL")
    counts = Counter(each.status for each in found)
    told = ", ".join(f"{count} {status}" for status, count in counts.most_common())
    healthy = not set(counts) - {"ok", "new"}
    return Check("feeds", "ok" if healthy else "missing", told, "" if healthy else "Run: briefing feeds check")


def _readers(settings: Settings, store: Store) -> Iterator[Check]:
    from briefing.deliver import subscribers
    from briefing.errors import DeliveryError

    try:
        roster = subscribers.roster(store, settings.email, subscribers.offered(store, settings))
    except DeliveryError as error:
        yield Check("readers", "wrong", str(error), "Correct subscribers in [email].")
        return
    for failure in roster.failures:
        yield Check("readers", "wrong", f"{failure.subject}: {failure.message}")
    yield from _mail(settings, len(roster.readers))


def _mail(settings: Settings, readers: int) -> Iterator[Check]:
    """How the digest leaves this machine, as far as that shows without sending."""
    from briefing.config import EmailSettings
    from briefing.deliver import dkim
    from briefing.errors import DeliveryError

    if settings.email.sender == EmailSettings().sender:
        finding = f"{readers} readers, but no sender of your own" if readers else "not set up"
        remedy = (
            "To mail the briefing, set sender in [email] and host in [smtp], then: briefing subscribers add ADDRESS"
        )
        yield Check("mail", "wrong" if readers else "missing", finding, remedy)
        return
    try:
        way = _way_out(settings)
        dkim.signer(settings.dkim)
    except DeliveryError as error:
        yield Check("mail", "wrong", str(error), error.hint or "")
        return
    remedy = "Try it with: briefing send --to you@example.org" if readers else "Run: briefing subscribers add ADDRESS"
    yield Check("mail", "ok" if readers else "missing", f"{way}; {readers} readers; nothing was sent", remedy)


def _channels(settings: Settings) -> Iterator[Check]:
    """Whether each channel has an address that Apprise knows; nothing is sent."""
    from briefing.deliver.chat_and_push_channels import ChannelTransport
    from briefing.deliver.deliver_to_channels import receiver
    from briefing.errors import DeliveryError

    for channel in settings.channels:
        name = f"channel {channel.name}"
        try:
            receiver(channel)
            transport = ChannelTransport(channel, os.environ, settings.briefing.title)
            try:
                found = transport.describe()
            finally:
                transport.close()
        except DeliveryError as error:
            yield Check(name, "wrong", error.message, error.hint or "")
        else:
            remedy = f"Try it with: briefing send --channel {channel.name}"
            yield Check(name, "ok", f"{found.service}; nothing was sent", remedy)


def _way_out(settings: Settings) -> str:
    """The transport in words. Raises DeliveryError if a password or program is missing."""
    from briefing.errors import DeliveryError
    from briefing.runtime import credentials

    smtp = settings.smtp
    if smtp.transport == "sendmail" and shutil.which(smtp.sendmail[0]) is None:
        raise DeliveryError("no such program", subject=smtp.sendmail[0], hint="Set sendmail or host in [smtp].")
    if smtp.transport in ("smtp", "lmtp") and smtp.auth != "xoauth2":
        credentials.password(smtp, os.environ)
    return f"{smtp.transport} to {smtp.host}" if smtp.transport in ("smtp", "lmtp") else smtp.transport


def _extras(settings: Settings) -> Iterator[Check]:
    """Each extra that is not installed: wrong only where the settings need it."""
    from briefing.runtime.extras_and_install_hints import EXTRAS, install_hint, is_installed

    needed = _needed_extras(settings)
    for name, extra in EXTRAS.items():
        if is_installed(name):
            yield Check(f"extra {name}", "ok", extra.purpose)
        else:
            state = "wrong" if name in needed else "missing"
            yield Check(f"extra {name}", state, f"not installed; for {extra.purpose}", install_hint(name))


# Files of a tokenizer that only SentencePiece reads.
_SENTENCEPIECE = ("*.spm", "sentencepiece.bpe.model")


def _needed_extras(settings: Settings) -> set[str]:
    """The extras without which something that is set up does not work."""
    wanted = {
        "channels": settings.channels,
        "dkim": settings.dkim.domain,
        "gguf": any(name.lower().endswith(".gguf") for name in _generators(settings)),
        "keyring": settings.smtp.keyring_service
        or settings.replies.keyring_service
        or any(known.keyring_service for known in settings.fetch.mailboxes),
        "ray": settings.engine.name == "ray",
        "translation": any(
            any(Path(name).expanduser().glob(pattern)) for name in _generators(settings) for pattern in _SENTENCEPIECE
        ),
    }
    return {name for name, value in wanted.items() if value}


def _generators(settings: Settings) -> list[str]:
    """The models that write, by their names."""
    return [name for name in (settings.models.generator, settings.models.translator) if name]
