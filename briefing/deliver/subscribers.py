"""Who receives the digest: adding, importing and removing subscribers.

Readers come from the store and, where `email.subscribers` names one, from a CSV file that stays the user's. Whoever
unsubscribed or bounced is never in the roster, whatever the file says.
"""

from __future__ import annotations

import datetime as dt
import difflib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from briefing.config import EmailSettings, Settings
from briefing.deliver import read_subscriber_table
from briefing.edition import edition_json
from briefing.edition.compose import slug
from briefing.errors import DeliveryError, FormatError
from briefing.records import DEFAULT_SECTION, Failure, Subscriber
from briefing.render import translations
from briefing.store import (
    feeds_and_articles,
    published_editions,
    subscribers,
    suppressions_and_bounces,
)
from briefing.store.sqlite_connection import Store
from briefing.text.email_addresses import key, normalise, one_line

__all__ = [
    "Offered",
    "Roster",
    "add",
    "describe",
    "due",
    "import_file",
    "make",
    "offered",
    "parse_csv",
    "remove",
    "roster",
    "weekdays",
]

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
# Yes and no in the languages that labels are offered in; a spreadsheet's own words for them included.
_YES = ("yes", "y", "true", "1", "x", "on", "ja", "wahr", "oui", "vrai", "sí", "si", "verdadero", "так")
_NO = ("", "no", "n", "false", "0", "off", "nein", "falsch", "non", "faux", "falso", "ні")


@dataclass(frozen=True, slots=True)
class Roster:
    """Everybody to mail, by key, and the lines of the file that could not be used."""

    readers: Mapping[str, Subscriber]
    failures: tuple[Failure, ...] = ()


@dataclass(frozen=True, slots=True)
class Offered:
    """What a reader can choose: names of sections (any, where that is None) and languages of the labels."""

    sections: tuple[str, ...] | None
    languages: tuple[str, ...]


def offered(store: Store, settings: Settings) -> Offered:
    """What readers can choose: the sections of the settings, the feeds and the last edition; languages with labels.

    Where no section is set up, articles bring their own, which nobody can list.
    """
    named = [section.name for section in settings.section]
    named += [source.section for source in settings.source if source.section]
    named += [feed.section for feed in feeds_and_articles.feeds(store, subscribed=True) if feed.section]
    theme = settings.output.templates
    languages = translations.offered(Path(theme) if theme else None)
    if not named:
        return Offered(None, languages)
    return Offered(tuple(dict.fromkeys([*named, *_last_sections(store), DEFAULT_SECTION])), languages)


def _last_sections(store: Store) -> list[str]:
    days = published_editions.days(store)
    content = published_editions.load(store, days[-1]) if days else None
    if content is None:
        return []
    try:
        return [section.name for section in edition_json.load(content, subject=str(days[-1])).sections]
    except FormatError:
        return []


def roster(store: Store, settings: EmailSettings, offered: Offered | None = None) -> Roster:
    """The readers of the store and of the file; if both have a reader, the store wins. Raises DeliveryError."""
    readers: dict[str, Subscriber] = {}
    failures: list[Failure] = []
    if settings.subscribers:
        path = Path(settings.subscribers)
        found, failures = parse_csv(read_subscriber_table.decode(path), str(path), offered)
        readers = {key(reader.address): reader for reader in found}
    for listed in subscribers.list_all(store):
        readers.pop(listed.key, None)
        if listed.state == "active":
            readers[listed.key] = listed.reader
    for gone in suppressions_and_bounces.suppressions(store):
        readers.pop(gone, None)
    return Roster(readers, tuple(failures))


def make(values: Mapping[str, str], offered: Offered | None = None) -> Subscriber:
    """A subscriber from strings, as a CSV line or the command line gives them, who chooses from what is `offered`.

    Raises DeliveryError.
    """
    address = normalise(values.get("address", "").strip())
    name = values.get("name", "").strip()
    if name != one_line(name):
        raise DeliveryError("the name contains a line break or control character", subject=address)
    form = (values.get("format") or "html").strip().lower()
    if form not in ("html", "text"):
        raise DeliveryError(f"format is {form[:20]!r}; it must be html or text", subject=address)
    hour = values.get("hour", "").strip()
    if hour and not (hour.isdigit() and int(hour) < 24):
        raise DeliveryError(f"hour is {hour[:20]!r}; it must be 0 to 23", subject=address)
    language = values.get("language", "").strip()
    if language and not re.fullmatch(r"[A-Za-z]{2,3}([-_][A-Za-z]{2,4})?", language):
        raise DeliveryError(f"language is {language[:20]!r}; it must be a code such as en or fr", subject=address)
    alerts = values.get("alerts", "").strip().casefold()
    if alerts not in (*_YES, *_NO):
        raise DeliveryError(f"alerts is {alerts[:20]!r}; it must be yes or no", subject=address)
    sections = _phrases(values.get("sections", ""))
    if offered is not None:
        _check_choice(offered, language, sections, address)
    return Subscriber(
        address=address,
        name=name,
        format="text" if form == "text" else "html",
        language=language or None,
        sections=sections,
        weekdays=weekdays(values.get("weekdays", ""), address),
        hour=int(hour) if hour else None,
        alerts=alerts in _YES,
        **{name: _phrases(values.get(name, "")) for name in ("interests", "mutes")},
    )


def _phrases(text: str) -> tuple[str, ...]:
    """The parts of a cell or option that names several things."""
    return tuple(part for item in re.split("[;|]", text) if (part := one_line(item)))


def _check_choice(offered: Offered, language: str, sections: Iterable[str], address: str) -> None:
    """Raise DeliveryError for a language without labels, or a section that no edition has."""
    if language and re.split("[-_]", language.lower())[0] not in offered.languages:
        raise DeliveryError(
            f"language is {language!r}; labels exist in {', '.join(offered.languages)}", subject=address
        )
    if offered.sections is None:
        return
    known = {name.casefold() for name in offered.sections} | {slug(name) for name in offered.sections}
    for section in sections:
        if section.casefold() not in known:
            close = difflib.get_close_matches(section, offered.sections, n=1, cutoff=0.5)
            hint = f"did you mean {close[0]!r}?" if close else f"there are {', '.join(offered.sections)}"
            raise DeliveryError(f"section {one_line(section)[:40]!r} is unknown; {hint}", subject=address)


def parse_csv(text: str, name: str, offered: Offered | None = None) -> tuple[list[Subscriber], list[Failure]]:
    """Subscribers of a table (`read_subscriber_table`) or a plain list of addresses; and a failure for each bad line.

    A reader named twice (upper and lower case are the same) is kept once, as named first.
    """
    failures: list[Failure] = []
    readers: dict[str, Subscriber] = {}
    for row in read_subscriber_table.rows(text):
        if row.unknown:
            failures.append(Failure(name, "delivery", f"unknown column {one_line(row.unknown)[:40]!r}"))
            continue
        place = f"{name}, line {row.line}"
        try:
            reader = make(row.values, offered)
            mark = key(reader.address)
        except DeliveryError as error:
            failures.append(Failure(place, error.code, str(error)))
            continue
        if mark in readers:
            failures.append(Failure(place, "delivery", f"{reader.address} is named twice; the first line counts"))
        readers.setdefault(mark, reader)
    return list(readers.values()), failures


def add(store: Store, readers: Iterable[Subscriber], now: float, *, pending: bool, again: bool) -> list[str]:
    """Add subscribers, or change what they asked for; the keys of those who must still confirm.

    Whoever unsubscribed or bounced is refused, unless `again` says that they asked once more.

    Raises:
        DeliveryError: one of them must never be mailed again; nobody was added.
    """
    marked = {key(reader.address): reader for reader in readers}
    for mark, reader in marked.items():
        gone = suppressions_and_bounces.suppressed(store, mark)
        if gone and not again:
            raise DeliveryError(
                f"{gone.reason} on {dt.datetime.fromtimestamp(gone.since, dt.UTC):%Y-%m-%d}",
                subject=reader.address,
                hint="Add --again only if they asked for it.",
            )
    waiting = []
    for mark, reader in marked.items():
        # Only the reader's own confirmation lifts a suppression, not an action of ours.
        if not pending:
            suppressions_and_bounces.lift(store, mark)
        subscribers.save(store, mark, reader, "pending" if pending else "active", now)
        listed = subscribers.get(store, mark)
        if listed and listed.state == "pending":
            waiting.append(mark)
    return waiting


def remove(store: Store, address: str, now: float) -> bool:
    """Take a reader off the list, and keep them off it whatever a file says; False if they were unknown."""
    mark = key(address)
    known = subscribers.remove(store, mark)
    return suppressions_and_bounces.suppress(store, mark, "unsubscribed", "removed by hand", now) or known


def weekdays(text: str, address: str) -> tuple[int, ...]:
    """`mon-fri`, `sat;sun` -> day numbers; Monday is 0."""
    days: set[int] = set()
    for part in re.split(r"[;,\s]+", text.strip().lower()):
        first, dash, last = part.partition("-")
        ends = [first[:3], last[:3]] if dash else [first[:3]]
        if part and not all(end in _DAYS for end in ends):
            raise DeliveryError(f"weekdays has {part[:20]!r}; write it like mon-fri or sat;sun", subject=address)
        if part:
            start, end = _DAYS.index(ends[0]), _DAYS.index(ends[-1])
            days.update((start + step) % 7 for step in range((end - start) % 7 + 1))
    return tuple(sorted(days)) if len(days) < 7 else ()


def import_file(path: Path, offered: Offered | None = None) -> tuple[list[Subscriber], list[Failure]]:
    """Subscribers of a CSV file. Raises DeliveryError if it cannot be read."""
    return parse_csv(read_subscriber_table.decode(path), str(path), offered)


def due(reader: Subscriber, day: dt.date, now: dt.datetime) -> bool:
    """Whether a reader wants the edition of `day`, and wants it by `now` (in the edition's time zone)."""
    if reader.weekdays and day.weekday() not in reader.weekdays:
        return False
    return reader.hour is None or now.date() > day or now.hour >= reader.hour


def describe(reader: Subscriber) -> str:
    """What a reader gets, in a few words."""
    wishes = [reader.format, reader.language or "", ", ".join(reader.sections) or "all sections"]
    for name, phrases in (("first", reader.interests), ("without", reader.mutes)):
        wishes += [f"{name}: {', '.join(phrases)}"] if phrases else []
    if reader.alerts:
        wishes.append("alerts")
    if reader.weekdays:
        wishes.append(" ".join(_DAYS[number] for number in reader.weekdays))
    if reader.hour is not None:
        wishes.append(f"from {reader.hour:02}:00")
    return ", ".join(wish for wish in wishes if wish)
