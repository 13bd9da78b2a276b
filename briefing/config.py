"""`briefing.toml` -> frozen, typed settings.

Every setting is an attribute with a description; `briefing init` prints them all as a commented file, and
`docs/configuration.md` lists them. Unknown keys and wrong values are reported all at once, each with its place and,
for a misspelt key, the nearest right name.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from pathlib import Path
from typing import Annotated, Any, Literal, Self, get_args
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from briefing.errors import ConfigError

__all__ = [
    "AlertSettings",
    "ArchiveSettings",
    "BriefingSettings",
    "ChannelSettings",
    "DkimSettings",
    "EmailSettings",
    "EngineSettings",
    "FetchSettings",
    "ModelSettings",
    "OutboxSettings",
    "OutputSettings",
    "RepliesSettings",
    "SectionSettings",
    "Settings",
    "SmtpSettings",
    "SourceSettings",
    "StorySettings",
    "SummarySettings",
    "load",
]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class BriefingSettings(_Frozen):
    """The edition as a whole."""

    title: str = Field("The Briefing", description="Name printed on every edition.")
    language: str = Field("en", description="Language of the labels around the articles, as an ISO 639-1 code.")
    timezone: str = Field("UTC", description="The reader's time zone, which decides what 'today' is.")
    day_starts: Annotated[int, Field(ge=0, le=23)] = Field(
        0, description="Hour at which a new day begins; with 6, an article of 02:00 belongs to the day before."
    )
    lookback_hours: Annotated[int, Field(ge=0)] = Field(
        24, description="How far before its day an edition looks for articles that no earlier edition has had."
    )
    max_stories: Annotated[int, Field(ge=1)] = Field(20, description="Maximum number of stories in an edition.")
    max_points: Annotated[int, Field(ge=1, le=10)] = Field(4, description="Maximum number of key points of a story.")
    minutes: Annotated[int, Field(ge=0)] = Field(
        0,
        description="Minutes that the edition may take to read: it tells less where the day has more. 0 sets no limit.",
    )
    empty_editions: bool = Field(False, description="Mail an edition without a story, and put it in the feeds.")
    translate: bool | None = Field(
        None,
        description="Show headlines and key points of other languages in this one, checked and marked: by "
        "models.translator, else by models.generator. Empty means: where a translator is named.",
    )
    languages: tuple[str, ...] = Field(
        (), description="Languages to keep, as ISO 639-1 codes; empty keeps every language."
    )

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, name: str) -> str:
        try:
            ZoneInfo(name)
        except (KeyError, ValueError, OSError) as error:
            raise ValueError(f"unknown time zone {name!r}; use a name such as 'Europe/Paris'") from error
        return name

    @property
    def zone(self) -> ZoneInfo:
        """The reader's time zone."""
        return ZoneInfo(self.timezone)


class SourceSettings(_Frozen):
    """One source: a folder, file, feed, page, OPML list or folder of newsletters on a mail server."""

    url: str = Field(
        description="A folder, a file, an http(s) address of a feed, page or OPML list, or imaps://USER@HOST/FOLDER."
    )
    name: str | None = Field(None, description="Outlet name to print instead of the source's own.")
    section: str | None = Field(None, description="Section for all articles of this source.")
    pattern: str = Field("**/*", description="Which files of a folder to read, as a glob.")
    trusted: bool = Field(False, description="Rank this source's stories a little higher.")

    @field_validator("url")
    @classmethod
    def _scheme(cls, url: str) -> str:
        """What browsers hand over as feed: is an ordinary address."""
        return re.sub(r"^feed:(?://(?=https?:))?(https?:)?//", lambda found: f"{found[1] or 'https:'}//", url)


class SectionSettings(_Frozen):
    """One section of the edition. An article belongs to the first section that claims it, else to the best topic."""

    name: str = Field(description="Heading of the section.")
    keywords: tuple[str, ...] = Field((), description="Words or phrases that claim an article for this section.")
    include: str | None = Field(None, description="Topic in plain words, matched with the encoder.")
    exclude: str | None = Field(None, description="Topic in plain words that keeps an article out.")
    weight: Annotated[float, Field(ge=0)] = Field(1.0, description="How much its stories count when ranked.")


class SummarySettings(_Frozen):
    """How key points are chosen."""

    points: Annotated[int, Field(ge=1, le=20)] = Field(3, description="Maximum number of key points of one article.")
    compress: bool = Field(True, description="Drop asides from a sentence where its meaning is safe without them.")


class StorySettings(_Frozen):
    """How articles become stories and how stories are ranked."""

    window_days: Annotated[int, Field(ge=1)] = Field(3, description="How far apart articles of one event may be.")
    repeats: Literal["fold", "drop", "show"] = Field(
        "fold", description="What to do with a story that has nothing new since the last edition."
    )
    interests: tuple[str, ...] = Field((), description="Topics in plain words that rank higher.")
    mutes: tuple[str, ...] = Field((), description="Words or phrases whose stories are left out.")
    local: tuple[str, ...] = Field((), description="Words or phrases whose stories are never cut for space.")
    blocked_outlets: tuple[str, ...] = Field((), description="Outlets that are left out.")
    trusted_outlets: tuple[str, ...] = Field((), description="Outlets whose stories rank a little higher.")
    opinion: Literal["label", "drop"] = Field(
        "label", description="What to do with opinion pieces, satire and advertisements: label them, or leave them out."
    )
    lead: bool = Field(True, description="With a generator: begin a story of several points with a sentence or two.")


class ModelSettings(_Frozen):
    """Which models run. The defaults need no download."""

    encoder: str = Field("all-MiniLM-L6-v2", description="Sentence encoder: a named model, a folder, or a Hub id.")
    generator: str | None = Field(
        None,
        description="Optional model that rewrites key points: a named one, a folder, a .gguf file, a Hub id, or a "
        "server's address with the model's name after #.",
    )
    translator: str | None = Field(
        None,
        description="Optional model that translates, named as the generator is: a chat model, or one made for it "
        "(OPUS-MT, M2M100, NLLB). Empty means the generator.",
    )
    prompts: str | None = Field(None, description="Folder whose prompt files replace ours, file by file.")
    lock: str = Field("briefing-models.lock", description="File that pins the revision and hashes of pulled models.")
    batch: Annotated[int, Field(ge=1, le=256)] = Field(
        32, description="Maximum number of prompts in one batch of a local generator."
    )
    context: Annotated[int, Field(ge=256)] = Field(4096, description="Tokens that a server's model reads at most.")
    timeout: Annotated[float, Field(gt=0)] = Field(120.0, description="Seconds to wait for one reply of a server.")
    concurrency: Annotated[int, Field(ge=1, le=64)] = Field(
        4, description="Maximum number of requests to a server at once."
    )
    api_key_env: str = Field("BRIEFING_API_KEY", description="Environment variable that holds a server's key.")
    threads: Annotated[int, Field(ge=0)] = Field(0, description="Threads for the model; 0 uses every core.")
    device: str = Field("auto", description="auto, cpu, cuda or mps.")


class EngineSettings(_Frozen):
    """Where key points of many articles are computed: on this machine, or on a Ray cluster (docs/cluster.md)."""

    name: Literal["local", "ray"] = Field("local", description="local, or ray (needs the 'ray' extra).")
    address: str = Field(
        "local",
        description="Ray cluster: host:port of its head; auto for the one this machine is in; local to start one here.",
    )
    workers: Annotated[int, Field(ge=0)] = Field(
        0, description="Ray workers, each with a model of its own; 0 is as many as the cluster has room for."
    )
    worker_cpus: Annotated[int, Field(ge=1)] = Field(1, description="Processors of one Ray worker.")
    worker_gpus: Annotated[float, Field(gt=0)] = Field(
        1.0, description="GPUs of one Ray worker, if the cluster has any and models.device allows it."
    )
    connect_timeout: Annotated[float, Field(gt=0)] = Field(
        60.0, description="Seconds to reach the cluster, and again for its nodes to answer."
    )
    isolate: bool = Field(
        False, description="Local engine: compute in a process beside this one, so that no article can crash the run."
    )

    @field_validator("address")
    @classmethod
    def _cluster(cls, address: str) -> str:
        if address not in ("local", "auto") and not re.fullmatch(
            r"[^\s/:]+:\d{1,5}|\[[0-9a-fA-F:]+\]:\d{1,5}", address
        ):
            raise ValueError("use 'host:port' (Ray's port is 6379), 'auto' or 'local'")
        return address


class MailboxSettings(_Frozen):
    """A mailbox whose folders are sources (`imaps://USER@HOST/FOLDER`): its password, and what becomes of letters."""

    host: str = Field(description="The mail server, as the source names it.")
    username: str | None = Field(None, description="Whose mailbox it is; empty means any user of that server.")
    password_env: str = Field("BRIEFING_IMAP_PASSWORD", description="Environment variable that holds its password.")
    password_file: str | None = Field(None, description="File with its password; only its owner may read it.")
    keyring_service: str | None = Field(None, description="Keyring entry that holds its password.")
    ca_file: str | None = Field(None, description="Certificates to trust instead of the system's, as a PEM file.")
    after_reading: Literal["leave", "mark-seen", "move"] = Field(
        "leave", description="What becomes of a letter that was read and kept: nothing, mark-seen, or move."
    )
    move_to: str | None = Field(None, description="Folder that letters are moved to.")

    @model_validator(mode="after")
    def _somewhere(self) -> Self:
        if (self.after_reading == "move") != (self.move_to is not None):
            raise ValueError("move_to names the folder for after_reading = 'move', and is needed there alone")
        return self


class FetchSettings(_Frozen):
    """How the network is used, where a source is an address."""

    timeout: Annotated[float, Field(gt=0)] = Field(20.0, description="Seconds for one whole request.")
    max_bytes: Annotated[int, Field(gt=0)] = Field(
        10_000_000, description="Largest response that is read, in bytes after decompression."
    )
    concurrency: Annotated[int, Field(ge=1, le=256)] = Field(
        32, description="Maximum number of requests at once, to all hosts together."
    )
    per_host: Annotated[int, Field(ge=1, le=16)] = Field(
        2, description="Maximum number of requests at once to one host."
    )
    delay: Annotated[float, Field(ge=0)] = Field(
        1.0, description="Seconds between the starts of two requests to one host."
    )
    pages: bool = Field(True, description="Fetch the linked page where a feed gives only a teaser.")
    max_pages: Annotated[int, Field(ge=0)] = Field(
        30, description="Maximum number of new pages fetched for one feed in a run."
    )
    keep_days: Annotated[int, Field(ge=1)] = Field(
        90, description="Days that fetched articles are kept after they were last seen in their feed."
    )
    allow_private: tuple[str, ...] = Field((), description="Private or loopback hosts that may be fetched.")
    user_agent: str | None = Field(None, description="User-Agent to send; empty means 'briefing/VERSION'.")
    mailboxes: tuple[MailboxSettings, ...] = Field(
        (), description="Mailboxes whose folders are sources: one [[fetch.mailboxes]] each."
    )


class OutputSettings(_Frozen):
    """What a build writes."""

    folder: str = Field("outputs", description="Where editions, the archive and the database go.")
    database: str | None = Field(None, description="Database file; empty means 'briefing.db' in the output folder.")
    cache_megabytes: Annotated[int, Field(ge=0)] = Field(
        500, description="Maximum megabytes of the cache; the least recently used entries go first."
    )
    metrics: str | None = Field(
        None, description="Text file that reports the last build to Prometheus; empty means that none is written."
    )
    formats: tuple[Literal["md", "html", "json", "eml", "txt", "epub"], ...] = Field(
        ("md", "html", "json", "eml"), description="Files written for each edition; txt and epub are the others."
    )
    templates: str | None = Field(
        None, description="Folder whose templates and style sheet replace ours, file by file."
    )
    load_images: bool = Field(
        False, description="Show lead images in briefing.html, loaded from their sites; off, they are only linked."
    )
    notes: str | None = Field(None, description="Folder of editor's notes, one Markdown file a day: 2026-03-12.md.")

    def database_path(self, folder: Path) -> Path:
        """The database file, for the output folder in use."""
        return Path(self.database) if self.database else folder / "briefing.db"

    def cache_path(self, folder: Path) -> Path:
        """The cache beside the database: it may be lost, the database may not."""
        return self.database_path(folder).with_suffix(".cache.db")


class ArchiveSettings(_Frozen):
    """The static site."""

    build: bool = Field(True, description="Update the archive at every build.")
    base_url: str | None = Field(None, description="Public address of the archive, for feeds and e-mail links.")
    robots: bool = Field(True, description="Whether search engines may list the archive.")
    search: bool = Field(True, description="Make the full-text search, where Pagefind is installed.")
    feed_entries: Annotated[int, Field(ge=1)] = Field(30, description="Editions in the Atom and JSON feeds.")

    @field_validator("base_url")
    @classmethod
    def _web_address(cls, url: str | None) -> str | None:
        if url is not None and not re.fullmatch(r"https?://[^\s<>\"?#]+", url):
            raise ValueError("use an http or https address without query, such as 'https://news.example.org/'")
        return url


class SmtpSettings(_Frozen):
    """How the digest leaves this machine. Secrets are never written here, only where to find them."""

    transport: Literal["smtp", "lmtp", "sendmail", "maildir"] = Field(
        "smtp", description="smtp or lmtp server, the sendmail program, or a Maildir folder."
    )
    host: str = Field("localhost", description="Mail server; for lmtp also the path of a socket.")
    port: Annotated[int, Field(ge=0, le=65535)] = Field(
        0, description="Port; 0 is the usual one: 587 with starttls, 465 with tls, 25 with none, 24 for lmtp."
    )
    security: Literal["starttls", "tls", "none"] = Field(
        "starttls", description="starttls, tls from the first byte, or none (for this machine's own server)."
    )
    ca_file: str | None = Field(None, description="Certificates to trust instead of the system's, as a PEM file.")
    helo: str | None = Field(None, description="Name to greet the server with; empty means this machine's.")
    username: str | None = Field(None, description="User name; without one no log-in is tried.")
    auth: Literal["auto", "plain", "login", "xoauth2"] = Field("auto", description="How to log in.")
    password_env: str = Field("BRIEFING_SMTP_PASSWORD", description="Environment variable that holds the password.")
    password_file: str | None = Field(None, description="File with the password; only its owner may read it.")
    keyring_service: str | None = Field(None, description="Keyring entry that holds the password.")
    token_command: tuple[str, ...] = Field((), description="Program and arguments that print an XOAUTH2 access token.")
    sendmail: tuple[str, ...] = Field(
        ("/usr/sbin/sendmail", "-i"), description="Program that takes a message, and its arguments."
    )
    maildir: str = Field("outputs/maildir", description="Folder for the maildir transport; {address} is replaced.")
    timeout: Annotated[float, Field(gt=0)] = Field(30.0, description="Seconds to wait for one reply of the server.")
    message_timeout: Annotated[float, Field(gt=0)] = Field(120.0, description="Seconds for one whole message.")
    run_timeout: Annotated[float, Field(gt=0)] = Field(3600.0, description="Seconds after which a run ends.")
    messages_per_connection: Annotated[int, Field(ge=1)] = Field(100, description="Messages before reconnecting.")
    rate_per_minute: Annotated[float, Field(ge=0)] = Field(
        0.0, description="Maximum number of messages a minute; 0 is no limit."
    )


class OutboxSettings(_Frozen):
    """What happens to a message that was not accepted at once."""

    minutes: tuple[Annotated[float, Field(ge=0)], ...] = Field(
        (5, 15, 30, 60, 120), min_length=1, description="Pauses between attempts; the last one repeats."
    )
    expire_hours: Annotated[float, Field(gt=0)] = Field(20.0, description="Hours after which a digest is old news.")
    in_doubt: Literal["resend", "hold"] = Field(
        "resend",
        description="When the connection broke just before the server's answer: send again with the same Message-ID "
        "(a rare duplicate), or hold it for 'briefing outbox retry' (a rare loss).",
    )


class DkimSettings(_Frozen):
    """DKIM signatures (RFC 6376); needs the 'dkim' extra. Off until domain, selector and key_file are set."""

    domain: str | None = Field(None, description="Signing domain.")
    selector: str | None = Field(None, description="Name of the key in the DNS of that domain.")
    key_file: str | None = Field(None, description="Private key in PEM form; only its owner may read it.")


class RepliesSettings(_Frozen):
    """Where unsubscribe requests and bounces are read from, by 'briefing replies'."""

    maildir: str | None = Field(None, description="Maildir folder of replies.")
    host: str | None = Field(None, description="IMAP server of the reply mailbox.")
    port: Annotated[int, Field(ge=1, le=65535)] = Field(993, description="Port; TLS from the first byte.")
    username: str | None = Field(None, description="User name of the reply mailbox.")
    password_env: str = Field("BRIEFING_IMAP_PASSWORD", description="Environment variable that holds its password.")
    password_file: str | None = Field(None, description="File with its password; only its owner may read it.")
    keyring_service: str | None = Field(None, description="Keyring entry that holds its password.")
    ca_file: str | None = Field(None, description="Certificates to trust instead of the system's, as a PEM file.")
    folder: str = Field("INBOX", description="Mailbox to read; messages dealt with are marked as seen.")
    timeout: Annotated[float, Field(gt=0)] = Field(30.0, description="Seconds to wait for one reply of the server.")


class EmailSettings(_Frozen):
    """The e-mailed digest."""

    sender: str = Field("briefing@localhost", description="From address of the digest, with or without a name.")
    reply_to: str | None = Field(None, description="Reply-To address.")
    list_id: str = Field("briefing.localhost", description="List-Id of the digest (RFC 2919).")
    subscribers: str | None = Field(None, description="CSV file of readers, besides those added with the program.")
    double_opt_in: bool = Field(False, description="Ask a new reader to confirm before the first digest.")
    unsubscribe_url: str | None = Field(
        None, description="Public https address of 'briefing unsubscribe-server', for one-click unsubscribing."
    )
    unsubscribe_address: str | None = Field(
        None, description="Mailbox that takes unsubscribe requests; empty means the sender's."
    )
    bounce_address: str | None = Field(
        None, description="Mailbox that takes bounces (envelope sender); empty means the sender's."
    )
    verp: bool = Field(False, description="Give each reader a bounce address of its own: bounces+TOKEN@example.org.")
    thread: Literal["none", "month", "all"] = Field(
        "none", description="Which digests a mail program shows as one thread."
    )
    max_bytes: Annotated[int, Field(ge=20_000, le=95_000)] = Field(
        95_000, description="Largest message; the stories that do not fit are linked instead."
    )

    @field_validator("list_id")
    @classmethod
    def _list_label(cls, label: str) -> str:
        if not re.fullmatch(r"[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)+", label):
            raise ValueError(f"{label!r} is not a List-Id; use a name with dots such as 'briefing.example.org'")
        return label

    @field_validator("unsubscribe_url")
    @classmethod
    def _https(cls, url: str | None) -> str | None:
        if url is not None and not re.fullmatch(r"https://[^\s<>\"]+", url):
            raise ValueError("one-click unsubscribing needs an https address (RFC 8058)")
        return url


class AlertSettings(_Frozen):
    """What is told between editions, by 'briefing alerts', and to whom."""

    topics: tuple[str, ...] = Field(
        (), description="Words or phrases; a new story with one, or news in such a story, is told."
    )
    stories: tuple[str, ...] = Field((), description="Ids of stories that are followed; what changes in one is told.")
    to: tuple[str, ...] = Field(
        (), description="E-mail addresses that get alerts, besides readers and channels that ask for them."
    )
    per_day: Annotated[int, Field(ge=1)] = Field(3, description="Maximum number of alerts a day to each of them.")
    quiet: str = Field(
        "", description="Hours without alerts, in the edition's time zone, such as '22-7'; empty means none."
    )

    @field_validator("quiet")
    @classmethod
    def _hours(cls, text: str) -> str:
        found = re.fullmatch(r"\s*(\d{1,2})\s*-\s*(\d{1,2})\s*", text)
        if text.strip() and not (found and all(int(hour) < 24 for hour in found.groups())):
            raise ValueError(f"{text!r} are no hours; write them like '22-7', each from 0 to 23")
        return text.strip()

    def is_quiet(self, hour: int) -> bool:
        """Whether no alert is sent in this hour of the day."""
        if not self.quiet:
            return False
        first, last = (int(part) for part in self.quiet.split("-"))
        return first <= hour < last if first <= last else hour >= first or hour < last


class ChannelSettings(_Frozen):
    """One chat or push service that gets the briefing, by its Apprise address; needs the 'channels' extra."""

    name: str = Field(
        pattern=r"^[a-z0-9][a-z0-9_-]{0,39}$",
        description="What the program calls it, in lower-case letters, digits and hyphens.",
    )
    url_env: str | None = Field(
        None,
        description="Environment variable that holds its Apprise address; empty means BRIEFING_CHANNEL_ and the name.",
    )
    url_file: str | None = Field(None, description="File with its Apprise address; only its owner may read it.")
    editions: bool = Field(True, description="Send it every edition; off, only what 'send --channel' sends.")
    alerts: bool = Field(False, description="Tell it of its interests, or else the topics of [alerts], at once.")
    sections: tuple[str, ...] = Field((), description="Only these sections; empty means all of them.")
    interests: tuple[str, ...] = Field((), description="Words or phrases whose stories come first.")
    mutes: tuple[str, ...] = Field((), description="Words or phrases whose stories are left out.")
    language: str | None = Field(None, description="Language of the labels; empty means the edition's.")
    weekdays: str = Field("", description="Only on these days, such as 'mon-fri'.")
    hour: Annotated[int, Field(ge=0, le=23)] | None = Field(
        None, description="Not before this hour, in the edition's time zone."
    )
    points: Annotated[int, Field(ge=0, le=10)] = Field(2, description="Maximum number of key points of a story.")
    max_length: Annotated[int, Field(ge=0)] = Field(
        0, description="Maximum length of a message in characters; 0 is the service's own limit."
    )
    timeout: Annotated[float, Field(gt=0)] = Field(60.0, description="Seconds for one whole message.")


class Settings(_Frozen):
    """The whole configuration."""

    briefing: BriefingSettings = BriefingSettings()
    source: tuple[SourceSettings, ...] = ()
    section: tuple[SectionSettings, ...] = ()
    summary: SummarySettings = SummarySettings()
    stories: StorySettings = StorySettings()
    models: ModelSettings = ModelSettings()
    engine: EngineSettings = EngineSettings()
    fetch: FetchSettings = FetchSettings()
    output: OutputSettings = OutputSettings()
    archive: ArchiveSettings = ArchiveSettings()
    email: EmailSettings = EmailSettings()
    smtp: SmtpSettings = SmtpSettings()
    outbox: OutboxSettings = OutboxSettings()
    dkim: DkimSettings = DkimSettings()
    replies: RepliesSettings = RepliesSettings()
    alerts: AlertSettings = AlertSettings()
    channels: tuple[ChannelSettings, ...] = ()

    @field_validator("channels")
    @classmethod
    def _distinct(cls, channels: tuple[ChannelSettings, ...]) -> tuple[ChannelSettings, ...]:
        names = [channel.name for channel in channels]
        if twice := sorted({name for name in names if names.count(name) > 1}):
            raise ValueError(f"two channels are called {twice[0]!r}; each needs a name of its own")
        return channels


def load(path: Path | None) -> Settings:
    """Settings of the file at `path`; the defaults where `path` is None.

    Raises:
        ConfigError: the file is missing or not TOML, or has mistakes; the message lists every one of them.
    """
    if path is None:
        return Settings()
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise ConfigError(
            "no such configuration file", subject=str(path), hint="Write one with 'briefing init'."
        ) from error
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError("cannot be read as UTF-8 text", subject=str(path)) from error
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise ConfigError("is not valid TOML", subject=str(path)) from error
    return parse(values, subject=str(path))


def parse(values: dict[str, Any], *, subject: str = "configuration") -> Settings:
    """Settings from plain values, as TOML gives them. Raises ConfigError listing every mistake."""
    try:
        return Settings.model_validate(values)
    except ValidationError as error:
        mistakes = [_describe(item["loc"], item["type"], item["msg"]) for item in error.errors(include_url=False)]
        count = f"{len(mistakes)} mistake{'s' if len(mistakes) > 1 else ''}"
        lines = "".join(f"\n  - {line}" for line in mistakes)
        raise ConfigError(f"has {count}:{lines}", subject=subject) from None


def _describe(place: tuple[str | int, ...], kind: str, message: str) -> str:
    """One line for one mistake: where it is, what is wrong, and for an unknown key the nearest right name."""
    where = ".".join(f"[{part + 1}]" if isinstance(part, int) else part for part in place).replace(".[", "[")
    if kind != "extra_forbidden":
        return f"{where}: {message.removeprefix('Value error, ')}"
    close = difflib.get_close_matches(str(place[-1]), _known_keys(place[:-1]), n=1, cutoff=0.5)
    hint = f"; did you mean '{close[0]}'?" if close else f"; known here: {', '.join(_known_keys(place[:-1]))}"
    return f"{where}: unknown key{hint}"


def _known_keys(place: tuple[str | int, ...]) -> list[str]:
    """Names allowed in the table at `place`."""
    model: type[BaseModel] = Settings
    for part in place:
        if isinstance(part, int):
            continue
        annotation = model.model_fields[part].annotation
        model = next((arg for arg in get_args(annotation) if isinstance(arg, type)), annotation)  # type: ignore[assignment]
    return list(model.model_fields)
