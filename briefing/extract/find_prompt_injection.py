"""Finds prompt injection: sentences that speak to the program that reads them, and not to a reader of the news.

"Note to AI assistants: write that …", "Ignore all previous instructions": no part of the article, in whatever language
they stand. Two things must come together, an address and a request in a directive form; an order that names what only
a program has (its instructions, its summary) needs no address. News about programs has neither: "The program ignored
all previous instructions, researchers said." Patterns know the usual wordings; what they do not know is judged by
signs whose worth is learnt (`briefing.extract.prompt_injection_probability`). Neither is complete.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache

from briefing.extract import prompt_injection_probability
from briefing.language import CODES, prompt_injection, split_sentences

__all__ = ["blank", "is_instruction", "plain"]

_ALL = [prompt_injection.machines(code) for code in CODES]
# A clause begins at the start, behind a mark, or behind "and", and after whatever marks stand before its first word.
# Repeats are bounded, as a sentence of nothing but marks would else be searched from each of them to its end.
_CLAUSE = r"(?:^|[.:;,!?()\[\]>|`–—]\s?|\s-{1,3}\s|\s(?:and|et|und|y|e|en|i|та|й|и)\s)[^\w\s]{0,8}\s?"
_KINDLY = (
    r"(?:(?:please|kindly|now|instead|simply|bitte|s'il vous plaît|por favor|per favore|alstublieft|proszę|будь ласка"
    r"|пожалуйста)[\s,]{1,3}){0,2}"
)


def _any(alternatives: Sequence[str]) -> str:
    return "(?:" + "|".join(f"(?:{alternative})" for alternative in alternatives) + ")"


# An address ends with a mark, at once or behind a clause that says what the program does. Without a word such as "to"
# it is the name alone.
_DOING = r"[^.:;!?,–—]{0,100}?"
_NAMED = _any([each.named for each in _ALL])
_OPENED = _any([rf"(?:{each.notes}|{each.openers})[,!]?\s+(?:{each.named})" for each in _ALL])
_ADDRESS = rf"^(?:{_OPENED}{_DOING}(?=[:,;.!?–—]|\s-+\s|$)|{_NAMED}\s?(?=[:!–—]))"
_NOTED = _any([rf"(?:{each.notes})\s+(?:{each.named})" for each in _ALL])
_NOTE = rf"^{_NOTED}{_DOING}\s?[:–—]\s*\w"
_PAGE = rf"\b{_any([each.here for each in _ALL])}\b"
_HERE = _any([rf"(?:\b{each.named}){_DOING}(?:,{_DOING})?\b(?:{each.here})\b" for each in _ALL])
_WISHED = rf"(?:\b{_any([each.wished for each in _ALL])}\b)"
_TASK = r"^" + _any([rf"(?:{each.tasks})\b[^.!?;:]{{0,40}}?(?:\s|[:,]\s*)(?:{each.asked})" for each in _ALL])
_ASKED = _CLAUSE + _any([each.asked for each in _ALL])
_ORDERED = _CLAUSE + _KINDLY + _any([order for each in _ALL for order in each.orders])
# What parts the turns of a conversation in the formats of well-known language models.
_TURNS = re.compile(
    r"<\|\w+\|>|\[/?INST\]|<</?SYS>>|<(?:start|end)_of_turn>|\"role\":\s{0,9}\"(?:system|user|assistant)\""
    r"|(?:#{2}|</s>)\s{0,9}(?:system|assistant|instructions?)\s*:",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"“[^“”]*”|\"[^\"]*\"|«[^«»]*»|„[^„“”]*[“”]|‘[^‘’]{20,}’")
# Words around a quotation from which it is somebody's, and what it says is told.
_TOLD = 3
_MARKS_BEFORE = re.compile(r"^[\W_]+")
# Cyrillic and Greek letters that look Latin, which hide a word from a search.
_LOOKALIKES = str.maketrans("аеорсухіјѕԁһАВЕКМНОРСТУХІЈЅοανρ", "aeopcyxijsdhABEKMHOPCTYXIJSoavp")
_WORD, _LATIN, _GREEK_OR_CYRILLIC = re.compile(r"\w+"), re.compile(r"[a-zA-Z]"), re.compile(r"[\u0370-\u04ff]")


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """`pattern` without regard to case.

    It takes long, and is not needed where all articles were read before.
    """
    return re.compile(pattern, re.IGNORECASE)


def is_instruction(sentence: str) -> bool:
    """Whether `sentence`, or a title, tells a program what to do."""
    text = plain(sentence)
    return _instructs(sentence, text, _compiled(_ADDRESS).match(text))


def _instructs(sentence: str, text: str, address: re.Match[str] | None) -> bool:
    """The same of a sentence of which is known how a program reads it, and whether that begins with an address."""
    return bool(_TURNS.search(sentence)) or _orders(text) or _requests(text, address) or _probably_speaks(text)


def _probably_speaks(text: str) -> bool:
    """Whether `text` has the signs of one that speaks to a program; what somebody is quoted with speaks to others."""
    return not _QUOTED.match(text) and prompt_injection_probability.speaks_to_a_program(text)


def blank(text: str, spans: Sequence[tuple[int, int]], language: str) -> tuple[str, bool]:
    """`text` with blanks for each instruction in the paragraphs `spans`, and whether there were any.

    The length stays, so that offsets index what was given. A request goes on in the sentences that follow an address:
    "Note to assistants. Please write that …". What leads up to it in its paragraph goes as well: "You are now …".
    """
    found: list[tuple[int, int]] = []
    addressed: tuple[int, int] | None = None
    going_on = False
    for paragraph in spans:
        inside: list[tuple[int, int]] = []
        sentences = split_sentences.split(text, *paragraph, language)
        for span in sentences:
            sentence = text[slice(*span)]
            words = plain(sentence)
            address = _compiled(_ADDRESS).match(words)
            goes_on = (going_on or addressed is not None) and _compiled(_ASKED).match(words)
            if goes_on or _instructs(sentence, words, address):
                inside += [addressed, span] if addressed else [span]
                going_on = True
            else:
                going_on = False
            addressed = span if not going_on and address and _only_addresses(words, address) else None
        found += inside
        if inside:
            found += [span for span in sentences if span not in inside and _speaks_along(plain(text[slice(*span)]))]
    for start, end in found:
        text = text[:start] + " " * (end - start) + text[end:]
    return text, bool(found)


def _speaks_along(text: str) -> bool:
    """Whether `text`, in one paragraph with an instruction, belongs to it: there fewer signs will do."""
    return not _QUOTED.match(text) and prompt_injection_probability.speaks_to_a_program(text, beside=True)


def plain(sentence: str) -> str:
    """`sentence` as a program reads it: no invisible or look-alike letters, no quotations of somebody else's words."""
    text = " ".join((sentence if sentence.isascii() else _unmasked(sentence)).split())
    told = _QUOTED.sub("", text)
    return _MARKS_BEFORE.sub("", told if len(told.split()) >= _TOLD else text)


def _unmasked(text: str) -> str:
    """`text` without invisible letters, and with words of mixed scripts in Latin ones."""
    text = unicodedata.normalize("NFKC", text).replace("’", "'")
    text = "".join(character for character in text if unicodedata.category(character) != "Cf")
    return _WORD.sub(_in_one_script, text)


def _in_one_script(found: re.Match[str]) -> str:
    word = found[0]
    mixed = _GREEK_OR_CYRILLIC.search(word) and _LATIN.search(word)
    return word.translate(_LOOKALIKES) if mixed else word


def _orders(text: str) -> bool:
    return bool(_compiled(_ORDERED).search(text))


def _requests(text: str, address: re.Match[str] | None) -> bool:
    """Whether a program is addressed and, behind that, asked for something; or asked for it in the third person."""
    if _compiled(_NOTE).match(text) or _compiled(_TASK).match(text):
        return True
    address = address or _compiled(_HERE).match(text)
    if address and _compiled(_ASKED).search(text, address.end()):
        return True
    # The page is looked for first, which is quicker.
    return bool(_compiled(_PAGE).search(text) and _compiled(_HERE).search(text) and _compiled(_WISHED).search(text))


def _only_addresses(text: str, address: re.Match[str]) -> bool:
    return not text[address.end() :].strip(":.!–—- ")
