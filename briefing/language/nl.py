"""Dutch: its abbreviations and what pages say around their articles. No function that needs other words works yet."""

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

_NUMBERS = NumberWords(
    values=forms(
        ("nul", 0),
        ("een één eén", 1),
        ("twee", 2),
        ("drie", 3),
        ("vier", 4),
        ("vijf", 5),
        ("zes", 6),
        ("zeven", 7),
        ("acht", 8),
        ("negen", 9),
        ("tien", 10),
        ("elf", 11),
        ("twaalf", 12),
        ("dertien", 13),
        ("veertien", 14),
        ("vijftien", 15),
        ("zestien", 16),
        ("zeventien", 17),
        ("achttien", 18),
        ("negentien", 19),
        ("twintig", 20),
        ("dertig", 30),
        ("veertig", 40),
        ("vijftig", 50),
        ("zestig", 60),
        ("zeventig", 70),
        ("tachtig", 80),
        ("negentig", 90),
    ),
    articles=word_set("een"),
    loose=forms(("half halve helft", 0.5), ("beide dubbele tweemaal", 2)),
    ordinals=forms(
        ("tweede", 2),
        ("derde", 3),
        ("vierde", 4),
        ("vijfde", 5),
        ("zesde", 6),
        ("zevende", 7),
        ("achtste", 8),
        ("negende", 9),
        ("tiende", 10),
    ),
    ordinal_marks=("e", "de", "ste"),
    hundreds=frozenset(("honderd",)),
    scales=forms(("duizend", 1e3), ("miljoen mln", 1e6), ("miljard mld", 1e9)),
    dozens=forms(("dozijn", 12)),
    round=forms(("tiental", 10), ("twintigtal", 20), ("dertigtal", 30), ("vijftigtal", 50), ("honderdtal", 100)),
    bare=word_set("honderd duizend dozijn"),
    before_bare=word_set("een"),
    vague=word_set("enkele meerdere paar"),
    joiners=frozenset(("en", "ën")),
    half_of=("een half", "een halve"),
    compounds=True,
)

_PAGE = Page(
    junk=(r"lees ook\b",),
)


LANGUAGE = Language(
    page=_PAGE,
    article_kinds={
        "opinion": ("opinie", "column", "columns", "commentaar", "hoofdredactioneel", "ingezonden brieven"),
        "analysis": ("analyse", "analyses"),
        "satire": ("satire", "parodie"),
        "sponsored": ("gesponsord", "advertorial", "advertentie", "partnercontent", "ingezonden mededeling"),
    },
    code="nl",
    numbers=_NUMBERS,
    percent=("procent",),
    currencies=units(("euro", "euro", 1.0), ("dollar", "dollar", 1.0)),
    abbreviations=word_set("dhr mevr mr dr prof ir nr blz ca o.a"),
    denial=re.compile(r"\b(?:niet|geen|nooit|niemand|niets|zonder|noch)\b", re.IGNORECASE),
)
