"""Italian: its abbreviations and what pages say around their articles. No function that needs other words works yet."""

from __future__ import annotations

import re

from briefing.language.language_words import (
    Language,
    NumberWords,
    Page,
    forms,
    units,
    word_set,
)

__all__ = ["LANGUAGE"]

_ONES = ("uno", "due", "tre", "quattro", "cinque", "sei", "sette", "otto", "nove")
_TEENS = ("undici", "dodici", "tredici", "quattordici", "quindici", "sedici", "diciassette", "diciotto", "diciannove")
_TENS = ("venti", "trenta", "quaranta", "cinquanta", "sessanta", "settanta", "ottanta", "novanta")


def _below_hundred() -> dict[str, float]:
    """1 to 99, each as one word: before "uno" and "otto" a ten loses its vowel, and a final "tre" gets an accent."""
    found: dict[str, float] = {word: number for number, word in enumerate(_ONES, 1)}
    found |= {word: number for number, word in enumerate(_TEENS, 11)} | {"dieci": 10}
    for ten, stem in zip(range(20, 100, 10), _TENS, strict=True):
        found[stem] = ten
        for number, one in enumerate(_ONES, 1):
            joined = (stem[:-1] if one[0] in "uo" else stem) + ("tré" if one == "tre" else one)
            found[joined] = ten + number
            found[joined.replace("é", "e")] = ten + number
        found[f"{stem[:-1]}un"] = ten + 1
    return found


def _whole() -> dict[str, float]:
    """0 to 999, each as one word: "duecentoquaranta"; with "mille" and "mila" they make longer ones."""
    small = _below_hundred() | {"tré": 3.0}
    found = {"zero": 0.0} | small
    for number, word in enumerate(("", *_ONES[1:]), 1):
        hundred = f"{word}cento"
        found[hundred] = 100.0 * number
        found |= {hundred + rest: 100 * number + value for rest, value in small.items()}
        found |= {hundred[:-1] + rest: 100 * number + value for rest, value in small.items() if rest[0] == "o"}
    return found


_NUMBERS = NumberWords(
    values=_whole() | forms(("un una", 1)),
    articles=word_set("un uno una"),
    loose=forms(("mezzo mezza metà", 0.5), ("entrambi entrambe doppio", 2)),
    ordinals=forms(
        ("secondo seconda", 2),
        ("terzo terza", 3),
        ("quarto quarta", 4),
        ("quinto quinta", 5),
        ("sesto sesta", 6),
        ("settimo settima", 7),
        ("ottavo ottava", 8),
        ("nono nona", 9),
        ("decimo decima", 10),
    ),
    ordinal_marks=("º", "ª", "°"),
    scales=forms(("mille mila", 1e3), ("milione milioni mln", 1e6), ("miliardo miliardi mld", 1e9)),
    dozens=forms(("dozzina dozzine", 12)),
    round=forms(
        ("decina", 10), ("ventina", 20), ("trentina", 30), ("cinquantina", 50), ("centinaio", 100), ("migliaio", 1000)
    ),
    bare=word_set("mille"),
    before_bare=word_set("un una"),
    vague=word_set("alcuni alcune diversi diverse vari varie"),
    halves=("e mezzo", "e mezza"),
    half_of=("mezzo", "mezza"),
    joiners=frozenset(("e",)),
    joins="hundreds",
    compounds=True,
)

_PAGE = Page(
    junk=(r"leggi anche\b",),
)


LANGUAGE = Language(
    page=_PAGE,
    article_kinds={
        "opinion": (
            "opinione",
            "opinioni",
            "commento",
            "commenti",
            "editoriale",
            "editoriali",
            "rubrica",
            "l'editoriale",
        ),
        "analysis": ("analisi",),
        "satire": ("satira", "parodia"),
        "sponsored": ("contenuto sponsorizzato", "sponsorizzato", "pubbliredazionale", "pubblicità"),
    },
    code="it",
    numbers=_NUMBERS,
    of=("di",),
    percent=("per cento", "percento"),
    currencies=units(("euro", "euro", 1.0), ("dollaro dollari", "dollar", 1.0)),
    abbreviations=word_set("sig sigg dott dr prof on sen avv ing art n pag"),
    denial=re.compile(r"\b(?:non|né|mai|nessun\w*|niente|nulla|senza|neppure|neanche|nemmeno)\b", re.IGNORECASE),
)
