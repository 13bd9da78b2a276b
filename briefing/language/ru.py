"""Russian: its abbreviations labels of opinion and advertisements, and what pages say around their articles."""

from __future__ import annotations

import re

from briefing.language.language_words import Language, NumberWords, Page, forms, word_set

__all__ = ["LANGUAGE"]

_PAGE = Page(
    junk=(
        r"реклама\W*$",
        r"реклама\s*[–—:|-]",
        r"читайте также\b",
        r"(?:(?:материалы|новости) по теме|смотрите также)\b[^.!?]{0,100}$",
        r"(?:подп(?:исывайтесь|ишитесь) на|следите за нами)\b.{0,160}$",
        r"поделитесь этой (?:статьёй|статьей|новостью)\b.{0,60}$",
        r"фото\s*(?:(?:by|credit|courtesy|source|caption|via)\b[^.!?]{0,160}$|[:/©].{0,160}$)",
        r"источник\s*[:：©].{0,80}$",
        r"автор [^.!?]{3,70}$",
        r"опубликовано\b[^.!?]{0,60}(?:\b[ap]\.m\.)?$",
    ),
    paywall=(r"только для подписчиков",),
)


LANGUAGE = Language(
    page=_PAGE,
    article_kinds={
        "opinion": (
            "мнение",
            "мнения",
            "колонка",
            "колонки",
            "точка зрения",
            "комментарий",
            "блоги",
            "авторская колонка",
        ),
        "analysis": ("аналитика", "анализ"),
        "satire": ("сатира", "пародия", "юмор"),
        "sponsored": ("реклама", "на правах рекламы", "партнерский материал", "спецпроект", "промо"),
    },
    code="ru",
    numbers=NumberWords(
        scales=forms(
            ("тысяча тысячи тысяч тысячу тысячам тысячами тысячах тыс", 1e3),
            ("миллион миллиона миллионов миллиону миллионам миллионами миллионах млн", 1e6),
            ("миллиард миллиарда миллиардов миллиарду миллиардам миллиардами млрд", 1e9),
            ("триллион триллиона триллионов трлн", 1e12),
        )
    ),
    abbreviations=word_set("ул пр им ст акад проф доц напр обл т.е т.д т.п см с стр"),
    inflects_dates=True,
    # Also surroundings.
    ambiguous_dates=word_set("среда среду среды среде средой"),
    denial=re.compile(r"\b(?:не|ни|нет|никогда|никто|никого|никому|ничего|нельзя|без|никак\w+)\b", re.IGNORECASE),
)
