"""Finds `prompts/` and `templates/`: in the installed wheel, or at the top of a checkout.

A folder of the user's comes first, file by file, so that one template can be replaced and the others stay ours.
"""

from __future__ import annotations

from pathlib import Path

from briefing.errors import AssetError

__all__ = ["check_inside", "folder", "read", "search_path"]

_PACKAGE = Path(__file__).resolve().parents[1]


def folder(kind: str) -> Path:
    """The folder of our own assets of `kind` (`prompts` or `templates`). Raises AssetError if it is missing."""
    for place in (_PACKAGE / "_assets" / kind, _PACKAGE.parent / kind):
        if place.is_dir():
            return place
    raise AssetError(f"the {kind} folder is missing from this installation", hint="Install the package again.")


def search_path(kind: str, override: Path | None = None) -> list[Path]:
    """Folders to look in, the user's first."""
    return [*([override] if override else []), folder(kind)]


def check_inside(path: Path, place: Path) -> None:
    """Raise AssetError if `path` leads out of the folder `place`: a theme from elsewhere must not print other files."""
    if not path.resolve().is_relative_to(place.resolve()):
        hint = "Put a copy of the file there instead of the link."
        raise AssetError("is a link that leads out of its folder", subject=str(path), hint=hint)


def read(kind: str, name: str, override: Path | None = None) -> str:
    """Text of the asset `name`. Raises AssetError if no folder has it."""
    for place in search_path(kind, override):
        path = place / name
        if path.is_file():
            check_inside(path, place)
            return path.read_text(encoding="utf-8")
    raise AssetError(f"no such file in {kind}: {name}", hint="Install the package again.")
