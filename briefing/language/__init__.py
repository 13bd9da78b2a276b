"""What depends on a language: its words (`of`), sentences, numbers, how common a word is, and which one a text is in.

One module a language holds its words, all under the same field names (`briefing.language.language_words`). To add a
language, write such a module and name it in `CODES`.
"""

from __future__ import annotations

import logging
from functools import cache
from importlib import import_module

from briefing.language.language_words import Language

__all__ = ["CODES", "Language", "of", "tell_if_unknown"]

CODES = (
    "ar",
    "de",
    "en",
    "es",
    "fr",
    "he",
    "hi",
    "it",
    "ja",
    "ko",
    "nl",
    "pl",
    "pt",
    "ru",
    "th",
    "tr",
    "uk",
    "zh",
)
"""The languages that have a module here."""
_UNKNOWN, _DEFAULT = "und", "en"
_log = logging.getLogger(__name__)


@cache
def of(code: str) -> Language:
    """The words of the language with the ISO 639-1 `code`; a language without any for a code that has no module.

    A text whose language cannot be told ("und") is read as English.
    """
    if code == _UNKNOWN:
        return of(_DEFAULT)
    if code not in CODES:
        return Language(code=code)
    language: Language = import_module(f"briefing.language.{code}").LANGUAGE
    return language


@cache
def tell_if_unknown(code: str) -> None:
    """Say once in the log what does not work in a language whose words are not known."""
    if of(code).is_plain():
        _log.warning(
            "few words are known of the language “%s”: its key points are shown whole, and its denials and doubts "
            "are not read",
            code,
            extra={"notice": True},
        )
