import pytest
from babel.messages.pofile import read_po

from briefing.cli.update_translation_catalogues import said, update
from briefing.render import translations
from briefing.runtime import prompt_and_template_folders

FOLDER = prompt_and_template_folders.folder("templates") / "locale"
CATALOGUES = sorted(FOLDER.glob("*.po"))


def ids(catalogue):
    return {message.id for message in catalogue if message.id}


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)
def test_no_catalogue_is_stale(path):
    """Brought up to date with: python -m briefing.cli.update_translation_catalogues."""
    with path.open("rb") as stream:
        catalogue = read_po(stream, locale=path.stem, abort_invalid=True)
    assert ids(catalogue) == ids(said())
    assert all(
        all(message.string) if isinstance(message.string, tuple) else message.string
        for message in catalogue
        if message.id
    )
    assert not [message.id for message in catalogue if message.fuzzy]


def test_the_languages_that_were_promised_have_a_catalogue():
    assert {"ar", "de", "en", "es", "fr", "it", "nl", "pl", "pt", "tr", "uk"} <= set(translations.offered())


def test_new_texts_are_added_empty_and_old_ones_dropped(tmp_path):
    path = tmp_path / "fr.po"
    path.write_text(
        'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n\n'
        'msgid "Archive"\nmsgstr "Les archives"\n\nmsgid "Long gone"\nmsgstr "Parti"\n',
        encoding="utf-8",
    )
    update(path, said())
    with path.open("rb") as stream:
        made = read_po(stream, locale="fr")
    assert ids(made) == ids(said())
    assert made.get("Archive").string == "Les archives"
    assert made.get("Coverage").string == ""
