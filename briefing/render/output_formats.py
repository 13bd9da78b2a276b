"""Every output format by name, for a new edition and for one that is read from its file."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path

from briefing.config import OutputSettings, Settings
from briefing.edition import edition_json
from briefing.errors import AssetError, FormatError
from briefing.records import Edition, Rendering
from briefing.render import editor_note, email, epub, html, markdown, text
from briefing.runtime import atomic_files

__all__ = ["every", "read", "render_again", "save", "theme", "with_note"]

Maker = Callable[[Edition, Settings, Path | None], Rendering]

_MAKERS: dict[str, Maker] = {
    "md": lambda edition, _, templates: markdown.render(edition, templates=templates),
    "html": lambda edition, settings, templates: html.render(
        edition, templates=templates, load_images=settings.output.load_images
    ),
    "epub": lambda edition, _, templates: epub.render(edition, templates=templates),
    "txt": lambda edition, _, templates: text.render(edition, templates=templates),
    "json": lambda edition, _, __: edition_json.render(edition),
    "eml": lambda edition, settings, _: email.digest(edition, settings),
}


def every(edition: Edition, settings: Settings) -> list[Rendering]:
    """Every file of the edition that the settings ask for, at its path below the output folder."""
    templates = theme(settings.output.templates)
    return [_MAKERS[name](edition, settings, templates) for name in settings.output.formats]


def render_again(
    content: bytes, form: str, settings: Settings, *, subject: str, templates: Path | None = None
) -> bytes:
    """The bytes of one format of an edition file.

    Raises:
        FormatError: the content is not an edition this program knows.
        AssetError: a template is missing or fails.
    """
    chosen = theme(str(templates)) if templates else theme(settings.output.templates)
    return _MAKERS[form](edition_json.load(content, subject=subject), settings, chosen).content


def theme(folder: str | None) -> Path | None:
    """The folder of the user's templates. Raises AssetError if it is set but missing."""
    if folder is None:
        return None
    if not Path(folder).is_dir():
        raise AssetError("no such folder of templates", subject=folder)
    return Path(folder).resolve()


def with_note(edition: Edition, settings: OutputSettings, path: Path | None = None) -> Edition:
    """The edition with the editor's note of `path`, else with the one of its day in the folder of notes, if any.

    Raises:
        AssetError: the file cannot be read as UTF-8 text.
    """
    folder = settings.notes
    dated = Path(folder) / f"{edition.name}.md" if folder else None
    chosen = path or (dated if dated and dated.is_file() else None)
    if chosen is None:
        return edition
    try:
        words = chosen.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise AssetError("the note cannot be read as UTF-8 text", subject=str(chosen)) from error
    return dataclasses.replace(edition, note_html=editor_note.to_html(words) or None)


def read(path: Path) -> bytes:
    """The bytes of an edition file. Raises FormatError."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise FormatError("cannot be read", subject=str(path), hint="Name the briefing.json of an edition.") from error


def save(path: Path, content: bytes) -> None:
    """Write `content` to `path` in one step. Raises OutputError."""
    atomic_files.write(path.parent, [Rendering(path.name, content)])
