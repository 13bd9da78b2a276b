"""The words around the articles, in the reader's language: gettext catalogues kept as .po text beside the templates.

Babel compiles a catalogue in memory when it is first used, so that a translator's edit needs no build step. A word that
a catalogue lacks is printed in English; a language without a catalogue is English throughout, dates included, because
a page in two languages is harder to read.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from functools import cache, lru_cache
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po
from babel.support import NullTranslations, Translations

from briefing.errors import AssetError
from briefing.runtime import prompt_and_template_folders

__all__ = ["comma", "direction", "is_offered", "locale", "names_of", "offered", "translations", "unoffered"]

_WRITTEN_IN = "en"
"""The language of the templates themselves, which needs no catalogue."""
_ARABIC_COMMA = frozenset(("ar", "ckb", "fa", "ps", "sd", "ug", "ur"))


def locale(language: str, override: Path | None = None) -> Locale:
    """The locale for dates and numbers: that of `language` if it has a catalogue, else English."""
    try:
        wanted = Locale.parse(language.replace("-", "_"))
    except (UnknownLocaleError, ValueError, TypeError):
        return Locale("en")
    return wanted if wanted.language == "en" or _find(wanted.language, override) else Locale("en")


def offered(override: Path | None = None) -> tuple[str, ...]:
    """Codes of the languages that labels can be in: ours, and those of the user's catalogues, as they are now."""
    places = prompt_and_template_folders.search_path("templates", override)
    return tuple(sorted({_WRITTEN_IN, *(path.stem for place in places for path in (place / "locale").glob("*.po"))}))


def is_offered(language: str, override: Path | None = None) -> bool:
    """Whether labels can be in `language`."""
    return locale(language, override).language == language.replace("_", "-").split("-")[0].lower()


def unoffered(language: str, override: Path | None = None) -> str:
    """What is said of a `language` that labels cannot be in."""
    return (
        f"there is no catalogue for the language “{language}”: the words around the articles, dates included, are "
        f"English. There are catalogues for {', '.join(offered(override))}"
    )


def names_of(languages: Iterable[str], where: Locale) -> dict[str, str]:
    """The name of each of `languages` in the language of `where`; its code where that has none."""
    return {code: str(where.languages.get(code, code)) for code in languages}


@cache
def direction(language: str) -> str:
    """`rtl` for a language written from right to left, else `ltr`; `auto` if the language is unknown."""
    try:
        return Locale.parse(language.replace("-", "_")).text_direction
    except (UnknownLocaleError, ValueError, TypeError):
        return "auto"


def comma(language: str) -> str:
    """What stands between the parts of a list in `language`."""
    return "، " if language.replace("_", "-").split("-")[0] in _ARABIC_COMMA else ", "


@lru_cache
def translations(language: str, override: Path | None = None) -> NullTranslations:
    """The catalogue of `language`. Raises AssetError if the file is not a catalogue."""
    path = _find(language, override)
    if path is None:
        return NullTranslations()
    compiled = io.BytesIO()
    try:
        with path.open("rb") as stream:
            write_mo(compiled, read_po(stream, locale=language, abort_invalid=True))
    except (PoFileError, OSError, UnicodeDecodeError) as error:
        raise AssetError("is not a gettext catalogue", subject=str(path)) from error
    compiled.seek(0)
    return Translations(compiled)


def _find(language: str, override: Path | None) -> Path | None:
    if not language.isalpha():
        return None
    places = (
        folder / "locale" / f"{language}.po"
        for folder in prompt_and_template_folders.search_path("templates", override)
    )
    return next((path for path in places if path.is_file()), None)
