"""Brings every text that is translated into every translation catalogue.

Run by `python -m briefing.cli.update_translation_catalogues`.

Babel extracts the templates' texts and those of the Python code; what an edition says in words of ours is a list
(`briefing.render.translate_stored_phrases`). A text that is new gets an empty translation, and one that is no longer
said is dropped. A test sees that no catalogue is stale.
"""

from __future__ import annotations

from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from briefing.deliver import unsubscribe_and_confirm_server
from briefing.render import translate_stored_phrases
from briefing.runtime import prompt_and_template_folders

__all__ = ["said", "update"]

_OPTIONS = {"trimmed": "true", "extensions": "jinja2.ext.i18n,jinja2.ext.do", "silent": "false"}
_COMMENT = "said by the program, not by a template"
_PACKAGE = Path(__file__).resolve().parents[1]


def said() -> Catalog:
    """Every text of the templates and the program, without translations."""
    catalogue = Catalog()
    templates = prompt_and_template_folders.folder("templates")
    for _, _, message, comments, context in extract_from_dir(templates, [("**.j2", "jinja2")], {"**.j2": _OPTIONS}):
        catalogue.add(message, auto_comments=comments, context=context)
    for _, _, message, comments, context in extract_from_dir(_PACKAGE, [("**.py", "python")]):
        catalogue.add(message, auto_comments=comments, context=context)
    for text in (*translate_stored_phrases.SAID, *unsubscribe_and_confirm_server.SAID):
        catalogue.add(text, auto_comments=[_COMMENT])
    return catalogue


def update(path: Path, current: Catalog) -> None:
    """Bring the catalogue at `path` to the texts of `current`; translations of texts that stay are kept."""
    with path.open("rb") as stream:
        catalogue = read_po(stream, locale=path.stem, abort_invalid=True)
    catalogue.update(current, no_fuzzy_matching=True, update_creation_date=False)
    catalogue.obsolete.clear()
    with path.open("wb") as stream:
        write_po(stream, catalogue, width=0, no_location=True, sort_output=True, ignore_obsolete=True)


if __name__ == "__main__":
    found = said()
    for path in sorted((prompt_and_template_folders.folder("templates") / "locale").glob("*.po")):
        update(path, found)
