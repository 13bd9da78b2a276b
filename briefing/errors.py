"""Everything that can go wrong and be explained to a user.

The tree::

    BriefingError                   something the user can mend; one clear line
    ├── ConfigError                 briefing.toml: one line per mistake, all of them at once
    ├── AssetError                  a prompt or template is missing or does not render
    ├── ModelError                  a model cannot be found, verified or run
    ├── SourceError                 one source cannot be read; the run goes on without it
    │   ├── FetchError              ... because of the network or the server
    │   │   └── GoneError           ... because its publisher says that it has ended
    │   └── FormatError             ... because its bytes are not what they claim to be
    ├── ArticleError                one article cannot be used; the run goes on without it
    ├── MailboxError                a mailbox on a mail server cannot be read
    ├── StoreError                  the database cannot be opened, read or written
    │   └── DamagedError            ... because its file is damaged
    ├── EngineError                 the workers cannot be reached or started
    ├── OutputError                 an output cannot be written
    │   └── BusyError               ... because another run is writing to the same folder
    └── DeliveryError               a message cannot be sent

`SourceError` and `ArticleError` become `briefing.records.Failure` values inside a run, which end up in the coverage
footer. Anything that is not a `BriefingError` is a bug in this program and is left to crash.
"""

from __future__ import annotations

__all__ = [
    "ArticleError",
    "AssetError",
    "BriefingError",
    "BusyError",
    "ConfigError",
    "DamagedError",
    "DeliveryError",
    "EngineError",
    "FetchError",
    "FormatError",
    "GoneError",
    "MailboxError",
    "ModelError",
    "OutputError",
    "SourceError",
    "StoreError",
]


class BriefingError(Exception):
    """Base of every error that is the user's to mend.

    `message` says what is wrong; `hint`, where given, says what to do about it; `subject` is the source, article or
    file it is about. `str()` is the one line shown on the terminal, with the cause of a chained exception at its end.
    """

    code = "error"

    def __init__(self, message: str, *, subject: str | None = None, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.subject = subject
        self.hint = hint

    def __str__(self) -> str:
        line = f"{self.subject}: {self.message}" if self.subject else self.message
        cause = self.__cause__
        if cause is not None and str(cause) and str(cause) not in line:
            line = f"{line} ({' '.join(str(cause).split())})"
        return f"{line}. {self.hint}" if self.hint else line


class ConfigError(BriefingError):
    """The configuration file is missing, unreadable or wrong."""

    code = "config"


class AssetError(BriefingError):
    """A prompt or template is missing, or fails to render."""

    code = "asset"


class ModelError(BriefingError):
    """A model is missing, has the wrong hash, or cannot run here."""

    code = "model"


class SourceError(BriefingError):
    """One source cannot be read."""

    code = "source"


class FetchError(SourceError):
    """One source cannot be fetched."""

    code = "fetch"


class GoneError(FetchError):
    """One source has ended for good (HTTP 410)."""


class FormatError(SourceError):
    """One source is not in the format it claims, or in none that is known."""

    code = "format"


class ArticleError(BriefingError):
    """One article cannot be used."""

    code = "article"


class MailboxError(BriefingError):
    """A mailbox on a mail server cannot be read."""

    code = "mailbox"


class StoreError(BriefingError):
    """The database cannot be opened, read or written."""

    code = "store"


class DamagedError(StoreError):
    """The file of the database is damaged."""


class EngineError(BriefingError):
    """What runs the work (a process, a cluster) cannot be reached, started or used."""

    code = "engine"


class OutputError(BriefingError):
    """An output file or folder cannot be written."""

    code = "output"


class BusyError(OutputError):
    """Another run is writing to the same output folder."""

    code = "busy"


class DeliveryError(BriefingError):
    """A message cannot be delivered."""

    code = "delivery"
