"""`briefing.toml` -> frozen, typed settings.

Every setting is an attribute with a description; `briefing init` prints them all as a commented file, and
`docs/configuration.md` lists them. Unknown keys and wrong values are reported all at once, each with its place and,
for a misspelt key, the nearest right name.
"""

from __future__ import annotations

import difflib
import tomllib
from pathlib import Path
from typing import Annotated, Any, Literal, get_args
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from briefing.errors import ConfigError

__all__ = [
    "ArchiveSettings",
    "BriefingSettings",
    "EmailSettings",
    "FetchSettings",
    "ModelSettings",
    "OutputSettings",
    "SectionSettings",
    "Settings",
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
    max_stories: Annotated[int, Field(ge=1)] = Field(20, description="Most stories in an edition.")
    max_points: Annotated[int, Field(ge=1, le=10)] = Field(4, description="Most key points of a story.")
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
    """One source: a folder, file, feed, page or OPML list."""

    url: str = Field(description="A folder, a file, or an http(s) address of a feed, page or OPML list.")
    name: str | None = Field(None, description="Outlet name to print instead of the source's own.")
    section: str | None = Field(None, description="Section for all articles of this source.")
    pattern: str = Field("**/*", description="Which files of a folder to read, as a glob.")
    trusted: bool = Field(False, description="Rank this source's stories a little higher.")


class SectionSettings(_Frozen):
    """One section of the edition. An article belongs to the first section that claims it, else to the best topic."""

    name: str = Field(description="Heading of the section.")
    keywords: tuple[str, ...] = Field((), description="Words or phrases that claim an article for this section.")
    include: str | None = Field(None, description="Topic in plain words, matched with the encoder.")
    exclude: str | None = Field(None, description="Topic in plain words that keeps an article out.")
    weight: Annotated[float, Field(ge=0)] = Field(1.0, description="How much its stories count when ranked.")


class SummarySettings(_Frozen):
    """How key points are chosen."""

    points: Annotated[int, Field(ge=1, le=20)] = Field(3, description="Most key points of one article.")
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


class ModelSettings(_Frozen):
    """Which models run. The defaults need no download."""

    encoder: str = Field("all-MiniLM-L6-v2", description="Sentence encoder: a named model or a folder.")
    generator: str | None = Field(None, description="Optional rewriting model: a folder, a hub id or a server address.")
    threads: Annotated[int, Field(ge=0)] = Field(0, description="Threads for the model; 0 uses every core.")
    device: str = Field("auto", description="auto, cpu, cuda or mps.")


class FetchSettings(_Frozen):
    """How the network is used, where a source is an address."""

    timeout: Annotated[float, Field(gt=0)] = Field(20.0, description="Seconds for one whole request.")
    max_bytes: Annotated[int, Field(gt=0)] = Field(10_000_000, description="Largest answer read, decompressed.")
    allow_private: tuple[str, ...] = Field((), description="Private or loopback hosts that may be fetched.")
    user_agent: str | None = Field(None, description="User-Agent to send; none is 'briefing/VERSION'.")


class OutputSettings(_Frozen):
    """What a build writes."""

    folder: str = Field("outputs", description="Where editions, the archive and the database go.")
    database: str | None = Field(None, description="Database file; none is 'briefing.db' in the output folder.")
    cache_megabytes: Annotated[int, Field(ge=0)] = Field(
        500, description="Most space for cached vectors and summaries; the least recently used go first."
    )
    formats: tuple[Literal["md", "html", "json", "eml"], ...] = Field(
        ("md", "html", "json", "eml"), description="Files written for each edition."
    )


class ArchiveSettings(_Frozen):
    """The static site."""

    build: bool = Field(True, description="Update the archive at every build.")
    base_url: str | None = Field(None, description="Public address of the archive, for feeds and e-mail links.")


class EmailSettings(_Frozen):
    """The e-mailed digest."""

    sender: str = Field("briefing@localhost", description="From address of the digest, with or without a name.")
    reply_to: str | None = Field(None, description="Reply-To address.")
    list_id: str = Field("briefing.localhost", description="List-Id of the digest (RFC 2919).")


class Settings(_Frozen):
    """The whole configuration."""

    briefing: BriefingSettings = BriefingSettings()
    source: tuple[SourceSettings, ...] = ()
    section: tuple[SectionSettings, ...] = ()
    summary: SummarySettings = SummarySettings()
    stories: StorySettings = StorySettings()
    models: ModelSettings = ModelSettings()
    fetch: FetchSettings = FetchSettings()
    output: OutputSettings = OutputSettings()
    archive: ArchiveSettings = ArchiveSettings()
    email: EmailSettings = EmailSettings()


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
    except tomllib.TOMLDecodeError as error:
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
