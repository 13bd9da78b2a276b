"""A paragraph -> its sentences, as exact offsets.

sentencex (Wikimedia) does the splitting, with rules for about 200 languages. What it leaves split at initials, at the
abbreviations of a language, at "9 p.m. Tuesday" or before a small letter is joined again here; what it leaves joined at
a word that only before a figure is an abbreviation ("said no.") is parted, and so are two sentences that run together
(`briefing.language.split_words_run_together`). Where a space alone ends a sentence, as in
Thai, `briefing.language.split_sentences_at_spaces` tells which one does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from briefing.language import of, split_sentences_at_spaces, split_words_run_together
from briefing.language.abbreviations import (
    after_names,
    before_initials,
    before_names,
    before_numbers,
    closing_list,
    opening_words,
)

__all__ = ["LONGEST", "pieces", "split"]

# Characters. The encoder reads 128 tokens (about 600); what is longer is a list or a broken page.
LONGEST = 1_000
_INITIAL = re.compile(r"(?:^|[\s(“\"'«-])[^\W\d_]\.$")
_CLOCK = re.compile(r"\b[ap]\.m\.$", re.IGNORECASE)
_SPEAKER = re.compile(r"[-–—] ")
_QUOTE_ENDS = ("”", "»", '"', "’", "…", "!", "?")
_NUMBERED = re.compile(r"^\(?(?:\d{1,3}|[a-zA-Z])[.)]$")
_ORDINAL = re.compile(r"(?<!\d)\d{1,2}\.$")
# In these, digits and a full stop make an ordinal: "5. Mai".
_ORDINAL_LANGUAGES = {"de", "da", "no", "nb", "nn", "fi", "cs", "sk", "hr", "sr", "sl", "hu", "et", "lv", "pl", "is"}
_MONTH_LIKE = re.compile(r"[^\W\d_]{2,}")
_LAST_WORD = re.compile(r"(?<![\w.])(?P<word>[^\s.(“\"«„'’]+(?:\.[^\s.(“\"«„]+)*)\.$")
# Characters at the end of a text in which its last word is looked for.
_WORD_WITHIN = 200
_FIGURE = re.compile(r"[§\d]|[IVXLC]+\b(?!['’])")
# A name's initial, and a piece that begins with one.
_INITIALS = re.compile(r"[^\W\d_]\.(?=\s|[^\W\d_]|$)")
_HYPHENED = re.compile(r"-[^\W\d_]")
_STOP = re.compile(r"(?<=[^\s.]\.)\s+(?=[“\"«„(]?[^\W\d_])")
# A full stop behind a word, before a figure: there sentencex ends no sentence in these languages.
_STOP_BEFORE_FIGURE = re.compile(r"(?<=[^\W\d_]{4}\.)\s+(?=\d)")
_LEFT_JOINED = {"ca", "cs", "da", "de", "fi", "sk"}
# Scripts whose vitamins and grades are seldom written as a letter with a full stop.
_CYRILLIC = {"bg", "ru", "uk"}
# Of Khmer, Tibetan and Ethiopian, and the Chinese one before a digit.
_OTHER_STOPS = re.compile(r"[។៕༎።]+[”»]?|(?<=\S{8})།|[。！？](?=\d)")
# A unit behind a figure, which ends a sentence if one begins behind it: "24 млн руб. Его …", "148 km/h. Es war …".
_UNIT_BEHIND = re.compile(
    r"(?<!\d)\d[\d.,\u00a0\u202f ]{0,24}(?:[^\W\d_]{2,20}\.?\s)?[^\W\d_]{1,4}(?:/[^\W\d_]{1,4})?\.$"
)
# Letters of an abbreviation where a space ends a sentence: "เวลา 4.00 น. ของวันศุกร์".
_SHORT_WORD = 5
# A straight mark within a Hebrew abbreviation, as it is mostly typed, opens no quotation.
_GERSHAYIM = re.compile(r"(?<=[\u05d0-\u05ea])\"(?=[\u05d0-\u05ea])")
_QUOTED = re.compile(r"^[「『“].*[」』”]$", re.DOTALL)
# What says in Japanese that the quotation before it was said.
_SAID_BEHIND = ("と", "って", "など")
_OPENED = re.compile(r"(?<=\s)[“„«‘「(\[]\s*$")
# A straight mark opens what follows where the ones before it are paired.
_OPENED_STRAIGHT = re.compile(r'^(?:[^"]*"[^"]*")*[^"]*\s(?P<mark>")\s*$')
_BREAKS = re.compile(r"[;；]\s*|\s[–—]\s|[\n]+|[。！？]")


def split(text: str, start: int, end: int, language: str = "en") -> list[tuple[int, int]]:
    """(start, end) of each sentence in the paragraph `text[start:end]`, trimmed, in order.

    A sentence longer than `LONGEST` is cut at semicolons and dashes; pieces that stay longer are left out, because
    nobody can read them as a key point.
    """
    return [(start + left, start + right) for left, right in _split(text[start:end], language)]


# While an article is read its paragraphs are split twice, before and after what speaks to a program is taken out.
@lru_cache(maxsize=128)
def _split(paragraph: str, language: str) -> tuple[tuple[int, int], ...]:
    result: list[tuple[int, int]] = []
    for span in _spans(paragraph, 0, len(paragraph), language):
        if any(character.isalnum() for character in paragraph[span[0] : span[1]]):
            result += _cut(paragraph, span) if span[1] - span[0] > LONGEST else [span]
    return tuple(result)


def pieces(text: str, language: str = "en") -> list[str]:
    """The sentences of `text`, however long; nothing of it is left out."""
    return [text[start:end] for start, end in _spans(text, 0, len(text), language)]


def _spans(text: str, start: int, end: int, language: str) -> list[tuple[int, int]]:
    spans = (_trimmed(text, left, right) for left, right in _pieces(text, start, end, language))
    return [span for span in spans if span[0] < span[1]]


def _pieces(text: str, start: int, end: int, language: str) -> list[tuple[int, int]]:
    from sentencex import segment

    language = of(language).code
    spans: list[tuple[int, int]] = []
    position = start
    text = _GERSHAYIM.sub("״", text)
    for piece in segment(language, text[start:end]):
        found = text.find(piece, position, end)
        if found < 0 or not piece:
            continue
        position = found + len(piece)
        if spans and (opened := _opened(text, *spans[-1])) is not None:
            # A quotation that is closed by another kind of mark, or never, leaves its opening one behind.
            spans[-1], found = (spans[-1][0], opened), opened
            piece = text[found:position]
        joined = spans and spans[-1][1] == found and not text[found - 1].isspace() and not piece[0].isspace()
        if spans and _joins(text[spans[-1][0] : spans[-1][1]].rstrip(), piece.lstrip(), language, joined=bool(joined)):
            spans[-1] = (spans[-1][0], position)
        else:
            spans.append((found, position))
    spans = [part for span in spans for part in _parted(text, span, language)]
    spans = [part for span in spans for part in split_words_run_together.parted(text, span, language)]
    if language in _LEFT_JOINED:
        spans = [part for span in spans for part in _parted_before_figures(text, span, language)]
    if (spaced := of(language).spaced) is not None:
        spans = [part for span in spans for part in split_sentences_at_spaces.parted(text, span, spaced)]
    return [part for span in spans for part in _at_marks(text, span)]


def _at_marks(text: str, span: tuple[int, int]) -> Iterator[tuple[int, int]]:
    """`span`, cut behind the full stops of scripts that sentencex does not know."""
    start, end = span
    for stop in _OTHER_STOPS.finditer(text, start, end - 1):
        yield start, stop.end()
        start = stop.end()
    yield start, end


def _parted(text: str, span: tuple[int, int], language: str) -> Iterator[tuple[int, int]]:
    """`span`, cut where a capital follows a word that only before a figure is an abbreviation."""
    start, end = span
    known = before_numbers(language) | after_names(language)
    for stop in _STOP.finditer(text, start, end):
        word = _last_word(text[start : stop.start()])
        after = text[stop.end() : end].lstrip('“"«„(')
        if _closes_list(text[start : stop.start()], after, language) or _ends_in_unit(
            text[start : stop.start()], after, language
        ):
            yield start, stop.start()
            start = stop.end()
            continue
        # A capital letter alone is a name's initial.
        short = word is not None and not _INITIALS.match(word["word"] + ".") and word["word"].lower() in known
        named = short and after[:1].isupper()
        if named and not _is_abbreviated(text[start : stop.start()], after, language):
            yield start, stop.start()
            start = stop.end()
    yield start, end


def _parted_before_figures(text: str, span: tuple[int, int], language: str) -> Iterator[tuple[int, int]]:
    """`span`, cut where a figure follows a word that is no abbreviation."""
    start, end = span
    known = before_numbers(language) | after_names(language) | before_names(language)
    for stop in _STOP_BEFORE_FIGURE.finditer(text, start, end):
        word = _last_word(text[start : stop.start()])
        if word is not None and word["word"].lower() not in known and not word["word"].endswith("nr"):
            yield start, stop.start()
            start = stop.end()
    yield start, end


def _closes_list(before: str, after: str, language: str) -> bool:
    """Whether `before` ends in "and so on" and a sentence begins behind it; a noun may have a capital within one."""
    ending = closing_list(language)
    if not after[:1].isupper() or ending is None or not ending.search(before, max(0, len(before) - _WORD_WITHIN)):
        return False
    words = of(language)
    opens = not words.verification.nouns_have_capitals or after.split()[0].lower() in words.function_words
    return opens and not _INITIALS.match(after)


def _ends_in_unit(before: str, after: str, language: str) -> bool:
    """Whether `before` ends in a figure with an abbreviated unit, and a word that opens a sentence follows."""
    first = after.split(maxsplit=1)[0] if after else ""
    opens = first.istitle() and first.lower() in opening_words(language) and not _INITIALS.match(after)
    return opens and bool(_UNIT_BEHIND.search(before, max(0, len(before) - _WORD_WITHIN)))


def _last_word(text: str) -> re.Match[str] | None:
    """The word with a full stop that `text` ends in."""
    return _LAST_WORD.search(text, max(0, len(text) - _WORD_WITHIN))


def _opened(text: str, start: int, end: int) -> int | None:
    """Where the mark stands that ends `text[start:end]` and opens what follows; None where there is none."""
    if found := _OPENED.search(text, start, end):
        return found.start()
    straight = _OPENED_STRAIGHT.match(text[start:end])
    return start + straight.start("mark") if straight else None


def _joins(before: str, after: str, language: str, *, joined: bool) -> bool:
    """Whether two pieces are one sentence after all; `joined` says that no space parts them."""
    if not after or not before:
        return True
    if of(language).spaced is not None and before[-1] == ".":
        return joined or sum(map(str.isalpha, before.split()[-1])) <= _SHORT_WORD
    first = after[0]
    if _NUMBERED.match(before) or (first.islower() and (before[-1] not in "!?。！？" or _lost_its_quote(before))):
        return True
    opening = after.lstrip('“"«„(')
    if _closes_list(before, opening, language) or _ends_in_unit(before, opening, language):
        return False
    if first in ",;:)]}»”’" or _HYPHENED.match(after) or (_SPEAKER.match(after[:2]) and before.endswith(_QUOTE_ENDS)):
        return True
    if language in ("zh", "ja") and _QUOTED.search(before) and first not in "「『“":
        # The speaker follows the quotation: 「…。」と述べた。
        return True
    if language == "ja" and before[-1] in "」』" and after.startswith(_SAID_BEHIND):
        return True
    if _CLOCK.search(before) and of(language).after_clock.match(after):
        return True
    initial = before.endswith(".") and _INITIAL.search(before) and first.isalpha() and first.isupper()
    if initial and (_is_name_initial(before, after, language) or _INITIALS.match(after)):
        return True
    if language in _ORDINAL_LANGUAGES and _is_ordinal(before, after, language):
        return True
    return _is_abbreviated(before, after, language)


def _is_ordinal(before: str, after: str, language: str) -> bool:
    """Whether a figure with a full stop is an ordinal: "5. Mai", but not "Nr. 5. Die …"."""
    if not (_ORDINAL.search(before) and (next_word := _MONTH_LIKE.match(after))):
        return False
    opens = next_word[0][:1].isupper() and next_word[0].lower() in of(language).function_words
    counted = _last_word(" ".join(before.split()[:-1]))
    return not opens and not (counted and counted["word"].lower() in before_numbers(language))


def _is_abbreviated(before: str, after: str, language: str) -> bool:
    """Whether the full stop of `before` belongs to an abbreviation, in view of what follows."""
    found = _last_word(before)
    if found is None:
        return False
    word = found["word"].lower()
    if word in before_names(language):
        return True
    if word in after_names(language):
        previous = before[: found.start()].split()
        return not previous or not (
            _is_name(previous, language) or previous[-1].isdigit() or previous[-1].endswith(".")
        )
    return word in before_numbers(language) and bool(_FIGURE.match(after))


def _is_name(words: list[str], language: str) -> bool:
    """Whether the last of `words` is part of a name rather than a sentence's first word."""
    last = words[-1]
    opens = len(words) == 1 and last.lower() in of(language).function_words
    return last[:1].isupper() and last.endswith(tuple("abcdefghijklmnopqrstuvwxyz")) and not opens


def _lost_its_quote(before: str) -> bool:
    """Whether its question mark is what an encoding made of a closing quotation mark: `the "ghost barber? panic`."""
    return before[-1] == "?" and before.count('"') % 2 == 1


def _is_name_initial(before: str, after: str, language: str) -> bool:
    """`J.` begins a name; `I.` and the last letter of "vitamin C." may end a sentence."""
    word = before.rsplit(maxsplit=1)[-1].lstrip("(“\"'«")
    previous = before.rsplit(maxsplit=2)[-2] if len(before.split()) > 1 else ""
    if word in of(language).pronoun_initials:
        return False
    if _INITIALS.match(previous) or (
        language in _CYRILLIC and after.split()[0].lower() not in of(language).function_words
    ):
        return True
    leads = previous.lower() in before_initials(language)
    return not previous or leads or previous[:1].isupper() or previous.endswith((",", "-"))


def _cut(text: str, span: tuple[int, int]) -> list[tuple[int, int]]:
    """The readable pieces of an enormous sentence."""
    start, end = span
    marks = [start, *(start + found.end() for found in _BREAKS.finditer(text[start:end])), end]
    pieces = [_trimmed(text, left, right) for left, right in pairwise(marks)]
    return [(left, right) for left, right in pieces if 0 < right - left <= LONGEST]


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
