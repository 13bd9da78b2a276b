"""Is this machine ready? Each check says what it found and, if that is wrong, how to fix it."""

from __future__ import annotations

import platform
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from briefing.config import Settings
from briefing.errors import BriefingError, StoreError
from briefing.models import model_registry
from briefing.models.encoder import TransformerEncoder
from briefing.runtime import prompt_and_template_folders
from briefing.store.open_database import open_store
from briefing.store.sqlite_schema import set_aside

__all__ = ["Check", "examine"]

_PACKAGES = ("torch", "transformers", "trafilatura", "feedparser", "jinja2")


@dataclass(frozen=True, slots=True)
class Check:
    """The result of one check; `remedy` is empty if nothing needs doing."""

    name: str
    passed: bool
    finding: str
    remedy: str = ""


def examine(settings: Settings, folder: Path, *, repair: bool = False) -> Iterator[Check]:
    """Run every check in turn; with `repair`, a damaged database in `folder` is renamed."""
    yield Check("Python", sys.version_info >= (3, 11), platform.python_version())
    yield from map(_package, _PACKAGES)
    yield _assets()
    yield _weights(settings)
    yield _encoder(settings)
    yield _writable(folder)
    yield _database(settings, folder, repair=repair)
    yield Check(
        "configuration", passed=True, finding=f"{len(settings.source)} sources, {len(settings.section)} sections"
    )


def _package(name: str) -> Check:
    try:
        return Check(name, passed=True, finding=metadata.version(name))
    except metadata.PackageNotFoundError:
        return Check(name, passed=False, finding="not installed", remedy=f"Run: pip install {name}")


def _assets() -> Check:
    try:
        found = [prompt_and_template_folders.folder("prompts"), prompt_and_template_folders.folder("templates")]
    except BriefingError as error:
        return Check("prompts and templates", passed=False, finding=error.message, remedy=error.hint or "")
    return Check("prompts and templates", passed=True, finding=str(found[0].parent))


def _weights(settings: Settings) -> Check:
    try:
        place = model_registry.locate(settings.models.encoder)
    except BriefingError as error:
        return Check("model files", passed=False, finding=str(error.message), remedy=error.hint or "")
    return Check("model files", passed=True, finding=f"{settings.models.encoder}, hash checked, in {place}")


def _encoder(settings: Settings) -> Check:
    encoder = TransformerEncoder(settings.models.encoder, threads=settings.models.threads)
    try:
        shape = encoder.encode(["The meeting was postponed."]).shape
    except BriefingError as error:
        return Check("encoder", passed=False, finding=str(error), remedy=error.hint or "")
    return Check("encoder", passed=True, finding=f"runs; vectors of {shape[1]} numbers")


def _writable(folder: Path) -> Check:
    parent = folder
    while not parent.exists():
        parent = parent.parent
    try:
        with tempfile.TemporaryFile(dir=parent):
            return Check("output folder", passed=True, finding=f"{folder} can be written")
    except OSError as error:
        return Check(
            "output folder",
            passed=False,
            finding=f"{parent} cannot be written ({error.strerror})",
            remedy="Choose another folder with -o, or change its permissions.",
        )


def _database(settings: Settings, folder: Path, *, repair: bool) -> Check:
    path = settings.output.database_path(folder)
    if not path.exists():
        return Check("database", passed=True, finding="none yet; the first build makes it")
    try:
        with open_store(settings.output, folder) as store:
            store.check()
    except StoreError as error:
        if not repair:
            return Check("database", passed=False, finding=str(error), remedy="Run: briefing doctor --repair")
        return Check("database", passed=True, finding=f"was damaged; set aside as {set_aside(path)}")
    return Check("database", passed=True, finding=f"{path} is sound")
