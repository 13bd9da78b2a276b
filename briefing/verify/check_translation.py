"""(translation, original, their languages) -> why it may not be shown, and what no check could compare.

A translation is no claim that has its evidence's words, so nothing of the ordinary check can be asked of it. What is
asked is what two languages have in common: figures and dates, names, whether something is denied, quotations, links
and length; and that it is in the language that was asked for. Each language's own lists decide. Where one lacks a list,
the part is named as unchecked and printed with the translation, or the translation is refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

import regex
from babel import Locale, UnknownLocaleError

from briefing.language import detect_language, of
from briefing.language.language_support import UNCOMPARED
from briefing.language.language_words import NEVER
from briefing.text import words_by_script
from briefing.verify import (
    check_translation_figures_and_dates,
    check_translation_names,
    translation_shares_letters_and_length,
)

__all__ = ["Finding", "check"]

# Words of a translation for each word of the original; how many fewer or more a short text may have. A guess, and
# wide, as words of scripts without spaces are counted by their characters; half an answer has fewer.
_SHORTEST, _LONGEST, _FEW = 0.4, 2.2, 3
# Words that may stand between two negations that deny one thing: "n'a pas été", "nie ma żadnych".
_ONE_DENIAL = 3
# Share of the letters that has to be in a script of the language; names may be in others.
_OWN_SCRIPT = 0.5
# Letters from which the text itself tells its language; shorter ones only have to look more like it than the original.
_TELLING = 60
# Probability from which another language than the one asked for is another one, and no close relative of it.
_OTHER = 0.9
_WORD = re.compile(r"\w+")
_LINK = re.compile(r"https?:|www\.|\S@\S|\w\.(?:com|org|net|info|io|ru|cn)\b", re.IGNORECASE)
_QUOTE = re.compile(r"[“”„«»\"「」『』]|(?<!\w)[‘'](?=\w)")
_MIXED = {"ja": "Jpan", "ko": "Kore"}
_SCRIPTS = {
    "Hans": ("Han",), "Hant": ("Han",), "Jpan": ("Han", "Hiragana", "Katakana"), "Kore": ("Hangul",),
    "Latn": ("Latin",), "Cyrl": ("Cyrillic",), "Arab": ("Arabic",), "Grek": ("Greek",), "Hebr": ("Hebrew",),
    "Deva": ("Devanagari",),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Finding:
    """`reasons`, for a person to read, why a translation may not be shown; none where it may.

    `unchecked` are those of `language_support.UNCOMPARED` that could not be compared.
    """

    reasons: tuple[str, ...] = ()
    unchecked: tuple[str, ...] = ()


def check(text: str, original: str, source: str, target: str) -> Finding:
    """What is wrong with `text` as a translation of `original` from the language `source` into `target`."""
    figures, blind = check_translation_figures_and_dates.faults(text, original, source, target)
    names, nameless = check_translation_names.faults(text, original, source, target)
    denials, mute = _denials(text, original, source, target)
    reasons = [
        *_form(text, original),
        *_alike(text, original, source, target),
        *_language(text, source, target),
        *figures,
        *check_translation_figures_and_dates.calendar_faults(text, original, source, target),
        *names,
        *denials,
    ]
    unchecked = [*(["names"] if nameless else ()), *blind, *(["negation"] if mute else ())]
    return Finding(tuple(dict.fromkeys(reasons)), tuple(part for part in UNCOMPARED if part in unchecked))


def _form(text: str, original: str) -> list[str]:
    """Length, quotations and links."""
    found = []
    mine, theirs = words_by_script.count(text), words_by_script.count(original)
    if mine < _SHORTEST * theirs - _FEW or not mine:
        found.append("is much shorter than the original")
    if mine > _LONGEST * theirs + _FEW:
        found.append("is much longer than the original")
    if _QUOTE.search(text) and not _QUOTE.search(original):
        found.append("quotes where the original does not")
    if len(_LINK.findall(text)) > len(_LINK.findall(original)):
        found.append("has a link that the original lacks")
    return found


def _alike(text: str, original: str, source: str, target: str) -> list[str]:
    """Whether it looks like a translation of another sentence."""
    found = translation_shares_letters_and_length.likeness(text, original, (target, source))
    unlike = found is not None and found < translation_shares_letters_and_length.LEAST
    return ["shares too little with the original"] if unlike else []


def _language(text: str, source: str, target: str) -> list[str]:
    """Whether it is in `target`, by its letters and, where they are enough, by how they follow one another."""
    letters = regex.findall(r"\p{L}", text)
    own = _own_script(target)
    if own and letters and sum(own(letter) for letter in letters) < _OWN_SCRIPT * len(letters):
        return [f"is not in the script of {target}"]
    likely = detect_language.probabilities(text)
    best = max(likely, key=lambda code: likely[code], default="")
    relatives = _RELATIVES.get(target, frozenset((target,)))
    alike = any(likely.get(code, 0.0) >= likely.get(source, 0.0) for code in relatives)
    if best == source or not alike:
        return [f"is still in {source}"]
    surely = len(letters) >= _TELLING or not own
    if surely and best not in relatives and likely[best] >= _OTHER:
        return [f"is in {best}, not in {target}"]
    return []


# What the identifier cannot always tell apart in one sentence.
_RELATIVES = {
    code: frozenset(group.split())
    for group in ("pt gl", "no nb nn da", "hr sr bs sl", "cs sk", "id ms", "zh ja", "af nl", "hi mr ne", "ca oc es")
    for code in group.split()
}


def _own_script(code: str) -> Callable[[str], bool] | None:
    try:
        script = _MIXED.get(code) or _script_of_name(code)
    except (ValueError, UnknownLocaleError):
        return None
    classes = "".join(rf"\p{{Script={name}}}" for name in _SCRIPTS.get(script, (script,)))
    try:
        pattern = regex.compile(f"[{classes}]")
    except regex.error:
        return None
    return lambda letter: pattern.match(letter) is not None


def _script_of_name(code: str) -> str:
    """The script that the language's own name is written in."""
    name = Locale.parse(code).get_display_name() or ""
    shown = next((letter for letter in name if letter.isalpha()), "a")
    return next((key for key, names in _SCRIPTS.items() if regex.match(rf"\p{{Script={names[0]}}}", shown)), "Latn")


def _denials(text: str, original: str, source: str, target: str) -> tuple[list[str], bool]:
    """A reason where one denies more often than the other; and whether one of the languages cannot be asked."""
    if NEVER in (of(source).denial, of(target).denial):
        return [], True
    said, told = _counted(original, source), _counted(text, target)
    # "Failed to" may be translated by "did not", and the other way round.
    soft = [len(of(code).failing.findall(words)) for words, code in ((original, source), (text, target))]
    if said > told + soft[1]:
        return ["the original denies something that it does not"], False
    if told > said + soft[0]:
        return ["denies something that the original does not"], False
    return [], False


def _counted(text: str, code: str) -> int:
    """How many things are denied: negations near one another deny one."""
    count, last = 0, -1
    for match in of(code).denial.finditer(text):
        between = len(_WORD.findall(text[last : match.start()])) if last >= 0 else _ONE_DENIAL + 1
        count += between > _ONE_DENIAL or not words_by_script.has_spaces(text)
        last = match.end()
    return count
