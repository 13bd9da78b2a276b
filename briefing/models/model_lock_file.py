"""The lock file: which revision of a Hub model is meant, and the SHA-256 of each of its files.

Written by `briefing models pull` when a model is first pulled, and meant to be kept beside `briefing.toml`: another
machine, or the same one a year later, then gets the same bytes or an error.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from briefing.errors import ModelError

__all__ = ["Pin", "read_lock", "write_lock"]


@dataclass(frozen=True, slots=True)
class Pin:
    """A revision (the commit's full hash) and the SHA-256 of every file that was pulled, by path."""

    revision: str
    files: dict[str, str]


_PINS = TypeAdapter(dict[str, Pin])


def read_lock(path: Path) -> dict[str, Pin]:
    """Hub id -> its pin; empty where there is no file. Raises ModelError where it is damaged."""
    try:
        return _PINS.validate_json(path.read_bytes())
    except FileNotFoundError:
        return {}
    except (OSError, ValidationError) as error:
        raise ModelError(
            "the lock file cannot be read", subject=str(path), hint="Correct it, or remove it and pull again."
        ) from error


def write_lock(path: Path, pins: Mapping[str, Pin]) -> None:
    """Write all pins, sorted, in one step. Raises ModelError where that is not possible."""
    text = json.dumps({name: asdict(pins[name]) for name in sorted(pins)}, indent=2, sort_keys=True) + "\n"
    beside = path.with_name(f"{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_text(text, encoding="utf-8")
        os.replace(beside, path)  # noqa: PTH105 - atomic on every system
    except OSError as error:
        raise ModelError("the lock file cannot be written", subject=str(path)) from error
