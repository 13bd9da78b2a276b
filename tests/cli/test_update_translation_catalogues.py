import re

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


def _texts(path):
    with path.open("rb") as stream:
        catalogue = read_po(stream, locale=path.stem)
    for message in catalogue:
        if message.id:
            yield from message.string if isinstance(message.string, tuple) else (message.string,)


@pytest.mark.parametrize(
    ("language", "wrong"),
    [
        # A space that keeps them with the word before ":", ";", "!", "?" and "»".
        ("fr", r"[^\u00a0\u202f][:;!?»]|«[^\u00a0\u202f]"),
        ("es", r"(?:^|[^¿\w\s,])[^¿]*\?|(?:^)[^¡]*!"),
        ("ar", r"(?<=[\u0600-\u06ff])[?;,]"),
        *((code, r"'") for code in ("fr", "it", "tr", "nl", "uk")),
    ],
)
def test_punctuation_is_that_of_the_language(language, wrong):
    assert not [text for text in _texts(FOLDER / f"{language}.po") if re.search(wrong, text)]


@pytest.mark.parametrize(("language", "forms"), [("ar", 6), ("pl", 3), ("uk", 3), ("de", 2), ("tr", 2)])
def test_every_plural_has_the_forms_of_its_language(language, forms):
    with (FOLDER / f"{language}.po").open("rb") as stream:
        catalogue = read_po(stream, locale=language)
    assert {len(message.string) for message in catalogue if isinstance(message.id, tuple)} == {forms}
