"""What the program supports in articles of a language and what not: read off its word lists, and what was measured.

docs/languages.md prints it as a table, `briefing doctor` and the footer of an edition say what is off.
"""

from __future__ import annotations

from briefing.language import of
from briefing.language.language_words import NEVER

__all__ = ["PARTS", "READ_BY_DEFAULT", "READ_BY_ENCODER", "UNCOMPARED", "missing"]

PARTS = (
    "shortening",
    "names for pronouns",
    "numbers in words",
    "figures that differ",
    "outcomes that differ",
    "grouping by meaning",
)
"""What may be off in a language, in words that the catalogues translate."""

UNCOMPARED = ("names", "numbers in words", "units", "negation")
"""What of a translation may not have been compared with its original, in words that the catalogues translate."""

READ_BY_DEFAULT = "all-MiniLM-L6-v2"
"""The encoder that is used if the settings name none."""

READ_BY_ENCODER = frozenset({"de", "en", "es", "fr", "it", "nl", "pt"})
"""Languages whose sentences all-MiniLM-L6-v2 tells apart by their meaning.

The mean cosine of sentences of unrelated news is below 0.54 there (`briefing.stories.pair_probability`). In others
names, figures and words decide.
"""


def missing(code: str, encoder: str = READ_BY_DEFAULT) -> tuple[str, ...]:
    """Those of `PARTS` that do not work in articles in the language `code`.

    `encoder` is the name or fingerprint of the one in use; another than the default reads what it was chosen for.
    """
    words = of(code)
    works = {
        "shortening": words.compression is not None,
        "names for pronouns": bool(words.naming.pronouns),
        "numbers in words": bool(words.numbers.values),
        "figures that differ": bool(words.events.roles) and words.denial is not NEVER,
        "outcomes that differ": bool(words.events.outcomes),
        "grouping by meaning": words.code in READ_BY_ENCODER or not encoder.startswith(READ_BY_DEFAULT),
    }
    return tuple(part for part in PARTS if not works[part])
