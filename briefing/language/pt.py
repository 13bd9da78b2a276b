"""Portuguese: its abbreviations alone. No function that needs other words works yet."""

from __future__ import annotations

import re

from briefing.language.language_words import Language, NumberWords, forms, units, word_set

__all__ = ["LANGUAGE"]

_NUMBERS = NumberWords(
    values=forms(
        ("zero", 0),
        ("um uma", 1),
        ("dois duas", 2),
        ("três", 3),
        ("quatro", 4),
        ("cinco", 5),
        ("seis", 6),
        ("sete", 7),
        ("oito", 8),
        ("nove", 9),
        ("dez", 10),
        ("onze", 11),
        ("doze", 12),
        ("treze", 13),
        ("catorze quatorze", 14),
        ("quinze", 15),
        ("dezesseis dezasseis", 16),
        ("dezessete dezassete", 17),
        ("dezoito", 18),
        ("dezenove dezanove", 19),
        ("vinte", 20),
        ("trinta", 30),
        ("quarenta", 40),
        ("cinquenta", 50),
        ("sessenta", 60),
        ("setenta", 70),
        ("oitenta", 80),
        ("noventa", 90),
        ("cem cento", 100),
        ("duzentos duzentas", 200),
        ("trezentos trezentas", 300),
        ("quatrocentos quatrocentas", 400),
        ("quinhentos quinhentas", 500),
        ("seiscentos seiscentas", 600),
        ("setecentos setecentas", 700),
        ("oitocentos oitocentas", 800),
        ("novecentos novecentas", 900),
    ),
    articles=word_set("um uma"),
    loose=forms(("meio meia metade", 0.5), ("ambos ambas dobro", 2)),
    ordinals=forms(
        ("segundo segunda", 2),
        ("terceiro terceira", 3),
        ("quarto quarta", 4),
        ("quinto quinta", 5),
        ("sexto sexta", 6),
        ("sétimo sétima", 7),
        ("oitavo oitava", 8),
        ("nono nona", 9),
        ("décimo décima", 10),
    ),
    ordinal_marks=("º", "ª"),
    scales=forms(("mil", 1e3), ("milhão milhões mi", 1e6), ("bilhão bilhões bi", 1e9)),
    dozens=forms(("dúzia dúzias", 12)),
    round=forms(("dezena", 10), ("vintena", 20), ("centena", 100)),
    bare=word_set("mil"),
    before_bare=word_set("um uma"),
    vague=word_set("vários várias alguns algumas uns umas"),
    joiners=frozenset(("e",)),
    joins="both",
    halves=("e meio", "e meia"),
    half_of=("meio", "meia"),
)


LANGUAGE = Language(
    article_kinds={
        "opinion": ("opinião", "opiniões", "coluna", "colunas", "colunistas", "editorial", "editoriais", "crônica"),
        "analysis": ("análise", "análises"),
        "satire": ("sátira", "paródia", "humor"),
        "sponsored": ("patrocinado", "conteúdo patrocinado", "publieditorial", "publicidade"),
    },
    code="pt",
    numbers=_NUMBERS,
    of=("de",),
    percent=("por cento",),
    currencies=units(("euro euros", "euro", 1.0), ("dólar dólares", "dollar", 1.0), ("real reais", "real", 1.0)),
    abbreviations=word_set("sr sra dr dra prof av núm art"),
    denial=re.compile(r"\b(?:não|nunca|jamais|nenhu\w+|ninguém|nada|sem|nem)\b", re.IGNORECASE),
)
