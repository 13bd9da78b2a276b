"""Sets the languages of a translation: how a sequence-to-sequence model is told from which into which, if it can be.

Every family has a way of its own: a Marian model (OPUS-MT) is made for one pair, or has marks such as `>>fra<<` before
the text; M2M100, NLLB and mBART are given the language of the text by their tokenizer and that of the translation as
its first token; T5 has a sentence before the text, MADLAD a mark. Codes of all kinds are brought to those of babel.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from babel import Locale, UnknownLocaleError
from babel.core import get_global

__all__ = ["Telling", "telling"]

# "__fr__" (M2M100), "fr_XX" (mBART), "fra_Latn" (NLLB).
_TAG = re.compile(r"__([a-z]{2,3})__|([a-z]{2,3})_([A-Z]{2}|[A-Z][a-z]{3})")
# ">>fra<<" and ">>cmn_Hans<<" (Marian), "<2fr>" (MADLAD).
_MARK = re.compile(r">>([a-z]{2,3})(?:_([A-Z][a-z]{3}))?<<|<2([a-z]{2,3})>")


@dataclass(frozen=True, slots=True)
class Telling:
    """`before` stands before the text, `source` is the tokenizer's name for the text's language.

    `first` is the token that a translation begins with, where there is one.
    """

    before: str = ""
    source: str | None = None
    first: int | None = None


def telling(tokenizer: Any, config: Any, source: str, target: str) -> Telling | None:
    """How the model is asked for a translation from `source` into `target`, two ISO 639-1 codes."""
    if config.model_type == "marian":
        return _of_marian(tokenizer, source, target)
    known = set(tokenizer.all_special_tokens) | set(tokenizer.get_added_vocab())
    known |= set(getattr(tokenizer, "lang_code_to_token", {}).values())
    if hasattr(tokenizer, "src_lang"):
        tags = _best(_tags(known), source), _best(_tags(known), target)
        if None in tags:
            return None
        # M2M100 calls a language "fr" whose token is "__fr__".
        return Telling(source=str(tags[0]).strip("_"), first=int(tokenizer.convert_tokens_to_ids(tags[1])))
    if mark := _best(_marks(known | set(tokenizer.get_vocab())), target):
        return Telling(before=f"{mark} ")
    tasks = getattr(config, "task_specific_params", None) or {}
    task = tasks.get(f"translation_{source}_to_{target}", {})
    return Telling(before=str(task["prefix"])) if task.get("prefix") else None


def _of_marian(tokenizer: Any, source: str, target: str) -> Telling | None:
    stated = getattr(tokenizer, "source_lang", None), getattr(tokenizer, "target_lang", None)
    if not (stated[0] and _is_same(stated[0], source)):
        return None
    marks = getattr(tokenizer, "supported_language_codes", None)
    if marks:
        mark = _best(_marks(marks), target)
        return Telling(before=f"{mark} ") if mark else None
    return Telling() if stated[1] and _language(stated[1]) == _language(target) else None


def _is_same(stated: str, wanted: str) -> bool:
    """Whether a model's name for what it reads is the wanted language, or a group ("ROMANCE") that may have it."""
    return _language(stated) in (_language(wanted), "")


def _language(code: str) -> str:
    """The code as CLDR has it: "fr" of "fra"; empty where it is none of a single language."""
    short = code.split("_")[0]
    found = get_global("language_aliases").get(short, short)
    return str(found) if found in Locale("en").languages and found not in ("mul", "und") else ""


def _tags(tokens: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    """(token, language, its script or region) of each token that names a language."""
    for token in sorted(tokens):
        if found := _TAG.fullmatch(token):
            yield token, _language(found[1] or found[2]), found[3] or ""


def _marks(tokens: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    for token in sorted(tokens):
        if found := _MARK.fullmatch(token):
            yield token, _language(found[1] or found[3]), found[2] or ""


def _best(tokens: Iterable[tuple[str, str, str]], wanted: str) -> str | None:
    """The token of the wanted language; of several, the one in the script that it is mostly written in."""
    script = _script(wanted)
    own = [(token, variant) for token, language, variant in tokens if language == _language(wanted)]
    return next((token for token, variant in own if variant == script), own[0][0] if own else None)


def _script(code: str) -> str:
    try:
        return str(Locale.parse(code, resolve_likely_subtags=True).script or _LIKELY.get(code, ""))
    except (ValueError, UnknownLocaleError):
        return ""


# babel leaves out the script of a language where no other is in use; only Chinese has two in the models.
_LIKELY = {"zh": "Hans"}
