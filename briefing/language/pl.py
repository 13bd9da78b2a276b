"""Polish: abbreviations, number words, kinds of article, and what pages say around their articles."""

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
        ("zero", 0),
        ("jeden jedna jedno jednego jednej jednym", 1),
        ("dwa dwie dwóch dwu dwaj dwoje dwiema dwom", 2),
        ("trzy trzech trzej troje trzem", 3),
        ("cztery czterech czterej czworo czterem", 4),
        ("pięć pięciu pięcioro", 5),
        ("sześć sześciu sześcioro", 6),
        ("siedem siedmiu siedmioro", 7),
        ("osiem ośmiu ośmioro", 8),
        ("dziewięć dziewięciu dziewięcioro", 9),
        ("dziesięć dziesięciu dziesięcioro", 10),
        ("jedenaście jedenastu", 11),
        ("dwanaście dwunastu", 12),
        ("trzynaście trzynastu", 13),
        ("czternaście czternastu", 14),
        ("piętnaście piętnastu", 15),
        ("szesnaście szesnastu", 16),
        ("siedemnaście siedemnastu", 17),
        ("osiemnaście osiemnastu", 18),
        ("dziewiętnaście dziewiętnastu", 19),
        ("dwadzieścia dwudziestu", 20),
        ("trzydzieści trzydziestu", 30),
        ("czterdzieści czterdziestu", 40),
        ("pięćdziesiąt pięćdziesięciu", 50),
        ("sześćdziesiąt sześćdziesięciu", 60),
        ("siedemdziesiąt siedemdziesięciu", 70),
        ("osiemdziesiąt osiemdziesięciu", 80),
        ("dziewięćdziesiąt dziewięćdziesięciu", 90),
        ("sto stu", 100),
        ("dwieście dwustu", 200),
        ("trzysta trzystu", 300),
        ("czterysta czterystu", 400),
        ("pięćset pięciuset", 500),
        ("sześćset sześciuset", 600),
        ("siedemset siedmiuset", 700),
        ("osiemset ośmiuset", 800),
        ("dziewięćset dziewięciuset", 900),
    ),
    singles=word_set("jeden jedna jedno jednego jednej jednym"),
    loose=forms(("pół połowa połowę", 0.5), ("oba obie obaj dwukrotnie", 2)),
    ordinals=forms(
        ("drugi druga drugie drugiego drugiej", 2),
        ("trzeci trzecia trzecie trzeciego trzeciej", 3),
        ("czwarty czwarta czwarte czwartego czwartej", 4),
        ("piąty piąta piąte piątego piątej", 5),
    ),
    scales=forms(
        ("tysiąc tysiące tysięcy tys", 1e3),
        ("milion miliony milionów mln", 1e6),
        ("miliard miliardy miliardów mld", 1e9),
    ),
    dozens=forms(("tuzin tuziny tuzinów", 12)),
    bare=word_set("tysiąc milion miliard"),
    vague=word_set("kilka kilku parę wiele wielu"),
)

_PAGE = Page(
    junk=(r"czytaj też\b",),
)


LANGUAGE = Language(
    page=_PAGE,
    article_kinds={
        "opinion": ("opinia", "opinie", "komentarz", "komentarze", "felieton", "felietony", "publicystyka"),
        "analysis": ("analiza", "analizy"),
        "satire": ("satyra", "parodia", "humor"),
        "sponsored": (
            "artykuł sponsorowany",
            "materiał sponsorowany",
            "reklama",
            "materiał partnera",
            "materiał promocyjny",
        ),
    },
    code="pl",
    numbers=_NUMBERS,
    percent=("procent", "procenta", "proc"),
    currencies=units(("euro", "euro", 1.0), ("złoty złote złotych zł", "zloty", 1.0)),
    abbreviations=word_set("p pp dr prof ul im św gen płk ks r nr tzn np mln mld"),
    inflects_dates=True,
    denial=re.compile(r"\b(?:nie|nigdy|żad(?:en|n\w+)|nikt|nikogo|nikomu|nic|niczego|bez|ani)\b", re.IGNORECASE),
)
