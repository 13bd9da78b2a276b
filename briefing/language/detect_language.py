"""Which language a text is in."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

__all__ = ["detect", "guess", "probabilities"]

_SAMPLE = 2_000
# Below this the declaration is believed; a guess, not yet measured.
_SURE = 0.95
_TOO_SHORT = 40
_LIKELIER = 0.5
_CODE = re.compile(r"[A-Za-z]{2,3}")


def detect(text: str, declared: str | None = None) -> str:
    """ISO 639-1 code of the language of `text`, or `und`.

    The text itself decides where it is long enough to; templates often declare the wrong language.
    """
    found = _CODE.match(declared or "")
    claim = found[0].lower() if found and (declared or "").lower() not in ("und", "mul", "zxx") else None
    sample = text[:_SAMPLE]
    letters = sum(character.isalpha() for character in sample)
    if letters < _TOO_SHORT:
        return claim or _by_script(sample) or "und"
    code, probability = _identifier().classify(sample)
    if probability >= _SURE or claim is None:
        return str(code) if probability >= 0.5 else _by_script(sample) or "und"
    return claim


def guess(text: str) -> str:
    """As `detect`, but the likeliest language of a short text too, where it is likelier than all others together."""
    found = detect(text)
    if found != "und" or not any(character.isalpha() for character in text):
        return found
    code, probability = _identifier().classify(text[:_SAMPLE])
    return str(code) if probability >= _LIKELIER else "und"


def probabilities(text: str) -> dict[str, float]:
    """How likely `text` is in each language, by its ISO 639-1 code."""
    return {str(code): float(share) for code, share in _identifier().rank(text[:_SAMPLE])}


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def _by_script(text: str) -> str | None:
    if re.search(r"[\u3040-\u30ff]", text):
        return "ja"
    if re.search(r"[\u4e00-\u9fff]", text):
        return "zh"
    # Scripts that nearly all texts in them share a language.
    if re.search(r"[\u0370-\u03ff]{3}", text):
        return "el"
    if re.search(r"[\u0900-\u097f]{3}", text):
        return "hi"
    return "ko" if re.search(r"[\uac00-\ud7af]", text) else None
